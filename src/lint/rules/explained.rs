//! C005: a choice without a note, an objective without a standard, or a case without what learners and instructors need.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let choices = desk.case.scenes.iter().flat_map(|scene| scene.choices.iter().map(move |choice| (scene, choice)));
    // A lone choice is a way on, not a decision.
    let silent = choices.filter(|(scene, choice)| choice.note.is_none() && scene.choices.len() > 1);
    let mut found: Vec<Diagnostic> = silent
        .map(|(scene, choice)| {
            let message = format!("the choice `{}` of `{}` is not explained", choice.id, scene.id);
            desk.warning("C005", choice.span, message).help("add a `note`: why it matters here, right or wrong")
        })
        .collect();
    found.extend(missing(desk));
    found
}

fn missing(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let case = desk.case;
    let absent = [
        ("objectives", case.objectives.is_empty()),
        ("sources", case.sources.is_empty()),
        ("support", case.support.trim().is_empty()),
        ("guide", case.guide.questions.is_empty()),
        ("reflect", case.reflect.trim().is_empty()),
        ("tests", case.tests.is_empty()),
    ];
    let named = absent.into_iter().filter(|(_, absent)| *absent);
    named.map(|(field, _)| desk.warning("C005", Span::new(0, 1), format!("the case has no `{field}`"))).collect()
}
