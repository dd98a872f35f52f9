//! C015: the best choice is the only one that speaks of asking, checking or writing down, oftener than chance would have it.

use super::politest::times;
use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::giveaways::{decisions, most, shown, tell};

/// Words of a careful professional.
const CARE: &[&str] = &[
    "ask",
    "ask first",
    "check",
    "chart",
    "document",
    "write it down",
    "note it",
    "supervisor",
    "supervision",
    "consult",
    "permission",
    "consent",
    "release",
    "sign",
    "signed",
    "signature",
    "policy",
    "private",
    "confidential",
    "confidentiality",
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let cares = |text: &str| CARE.iter().any(|word| times(text, word) > 0);
    let tell = tell(&decisions(desk), 1, |decision| most(desk, decision, |choice| usize::from(cares(&shown(choice)))));
    let fix = "let other choices speak of care as well, or the best say plainly what it does";
    let sign = "the best choice alone speaks of asking, checking, consent or writing down";
    tell.and_then(|tell| tell.told(desk, "C015", sign, fix)).into_iter().collect()
}
