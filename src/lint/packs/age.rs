//! R014: a pack nobody has looked at for too long. Law changes.

use crate::diagnostic::Diagnostic;
use crate::ethics::Packs;
use crate::source::Span;
use jiff::civil::Date;

pub(super) fn check(packs: &Packs, today: Date, months: u16) -> Vec<Diagnostic> {
    let oldest = today.saturating_sub(jiff::Span::new().months(months));
    let old = packs.packs.iter().filter(|pack| pack.as_of < oldest);
    old.map(|pack| {
        let written = format!("\"{}\"", pack.as_of);
        let at = pack.source.text().find(&written).unwrap_or(0);
        let message = format!("`{}` was last checked on {}, more than {months} months ago", pack.id, pack.as_of);
        Diagnostic::warning("R014", &pack.source, Span::new(at, at + written.len()), message)
            .help("check its clauses against the law of today, and set `as_of` to the day you did")
    })
    .collect()
}
