//! C003: a choice list that could become empty: every choice has a condition, so a player could be left with none.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let conditional = |scene: &&crate::scenario::Scene| {
        !scene.choices.is_empty() && scene.choices.iter().all(|choice| choice.when.is_some())
    };
    let found = desk.case.scenes.iter().filter(conditional).map(|scene| {
        let message = format!("every choice of `{}` has a condition, so its list could become empty", scene.id);
        desk.error("C003", scene.span, message).help("leave one choice without `when`")
    });
    found.collect()
}
