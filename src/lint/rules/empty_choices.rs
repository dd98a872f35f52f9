//! C003: a choice list that could become empty: every choice has a condition, so a player could be left with none.

use crate::activity::Frame;
use crate::diagnostic::Diagnostic;
use crate::explore::answers::frames;
use crate::lint::Desk;
use crate::scenario::Scene;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let runs = frames(desk.case);
    let always = |scene: &Scene, run: &Frame| {
        scene.choices.iter().any(|choice| choice.when.is_none() && choice.frames.has(*run))
    };
    let conditional = |scene: &&Scene| !scene.choices.is_empty() && runs.iter().any(|run| !always(scene, run));
    let found = desk.case.scenes.iter().filter(conditional).map(|scene| {
        let message = format!("every choice of `{}` has a condition, so its list could become empty", scene.id);
        desk.error("C003", scene.span, message).help("leave one choice without `when`")
    });
    found.collect()
}
