//! C009: a case too short to grip or too long to finish, counted in decisions and endings.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::source::Span;

const DECISIONS: std::ops::RangeInclusive<usize> = 3..=14;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let start = Span::new(0, 1);
    if !desk.walk.complete {
        let message = format!("the case has more than {} states and was not walked whole", desk.walk.states);
        found.push(desk.warning("C009", start, message).help("fewer flags and conditions make it smaller"));
    }
    if let Some((least, most)) =
        desk.walk.decisions.filter(|(least, most)| !DECISIONS.contains(least) || !DECISIONS.contains(most))
    {
        let message = format!("a path has {least} to {most} decisions");
        found.push(desk.warning("C009", start, message).help("6 to 10 decisions make a case of 10 to 20 minutes"));
    }
    if desk.walk.complete && desk.walk.endings.len() < 2 {
        found.push(
            desk.warning("C009", start, "the case has a single ending").help("let what was done show in how it ends"),
        );
    }
    found
}
