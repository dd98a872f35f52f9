//! C008: a trap: in some variant, under some law, every road breaks a rule or misses a duty.

use crate::diagnostic::Diagnostic;
use crate::ethics::Rulebook;
use crate::explore::sound_run;
use crate::lint::Desk;
use crate::session::Setup;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for jurisdiction in &desk.case.jurisdictions {
        let there = Setup { jurisdiction: jurisdiction.clone(), ..Setup::of(desk.case, 0) };
        let book = Rulebook::compile(desk.packs, there.standpoint());
        for variant in &desk.case.variants {
            let setup = Setup { variant: variant.id.clone(), ..there.clone() };
            if sound_run(desk.case, &book, &setup).is_none() {
                let message = format!("the variant `{}` has no run without a breach in {jurisdiction}", variant.id);
                found.push(desk.error("C008", Span::new(0, 1), message).help("open a road that can be defended"));
            }
        }
    }
    found
}
