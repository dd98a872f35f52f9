//! T001, as far as it can be told without playing: a test names a choice or an ending that the case does not have.

use crate::diagnostic::Diagnostic;
use crate::ids::nearest;
use crate::lint::Desk;
use crate::scenario::Case;
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let case = desk.case;
    let choices: BTreeSet<&str> =
        case.scenes.iter().flat_map(|scene| &scene.choices).map(|choice| choice.id.as_str()).collect();
    let steps = case.tests.iter().flat_map(|test| &test.path).filter(|(id, _)| !choices.contains(id.as_str()));
    let steps = steps.map(|(id, span)| told(case, "choice", id.as_str(), *span, choices.iter().copied()));
    let ends = case.tests.iter().filter_map(|test| test.ends.as_ref());
    steps.chain(ends.filter_map(|(id, span)| unknown_ending(case, id.as_str(), *span))).collect()
}

/// What is wrong with the ending that a test wants, if the case has none of this name.
pub(in crate::lint) fn unknown_ending(case: &Case, id: &str, span: Span) -> Option<Diagnostic> {
    let endings = || case.scenes.iter().filter_map(|scene| scene.ending.as_ref()).map(|ending| ending.id.as_str());
    (!endings().any(|known| known == id)).then(|| told(case, "ending", id, span, endings()))
}

fn told<'a>(case: &Case, what: &str, id: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("`{}` is no {what} of this case", crate::reading::brief(id));
    let found = Diagnostic::error("T001", &case.source, span, message);
    match nearest(id, known) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    }
}
