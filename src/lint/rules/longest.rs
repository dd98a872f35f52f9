//! C012: the best choice has the most words, oftener than chance would have it.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::giveaways::{decisions, most, shown, tell};
use crate::lint::prose::words;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let tell = tell(&decisions(desk), 1, |decision| most(desk, decision, |choice| words(&shown(choice)).count()));
    let fix = "give the other choices as many words, or the best fewer";
    tell.and_then(|tell| tell.told(desk, "C012", "the best choice has the most words", fix)).into_iter().collect()
}
