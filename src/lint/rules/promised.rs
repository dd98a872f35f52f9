//! T001, as far as it can be told without playing: a test names a choice or an ending that the case does not have.

use crate::activity::{Frame, Way};
use crate::diagnostic::Diagnostic;
use crate::ids::nearest;
use crate::lint::Desk;
use crate::scenario::{Case, CaseTest, Scene};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let case = desk.case;
    let choices: BTreeSet<&str> =
        case.scenes.iter().flat_map(Scene::written).map(|choice| choice.id.as_str()).collect();
    let steps = case.tests.iter().flat_map(|test| test.path.iter().map(move |(id, span)| (test, id.as_str(), *span)));
    let steps = steps.filter(|(_, id, _)| !choices.contains(id));
    let steps = steps.filter_map(|(test, id, span)| match misread(case, test, id) {
        Some(Ok(())) => None,
        Some(Err(why)) => Some(Diagnostic::error("T001", &case.source, span, why)),
        None => Some(told(case, "choice", id, span, choices.iter().copied())),
    });
    let ends = case.tests.iter().filter_map(|test| test.ends.as_ref());
    steps.chain(ends.filter_map(|(id, span)| unknown_ending(case, id.as_str(), *span))).collect()
}

/// What is wrong with a way through an activity, if anything; none where it is written as no way through one of this case.
fn misread(case: &Case, test: &CaseTest, words: &str) -> Option<Result<(), String>> {
    let (name, _) = words.split_once('(')?;
    let frame = Frame { variant: test.variant.unwrap_or(0), deal: test.deal, deals: case.deals };
    let activities = case.scenes.iter().filter_map(|scene| scene.activity.as_deref());
    let named = activities.map(|played| &played.activity).filter(|activity| activity.id == name.trim());
    // Of activities of one name in several scenes it has to be a way through one.
    let mut read: Vec<Result<(), String>> = named.map(|activity| Way::read(activity, words, frame).map(drop)).collect();
    let fine = read.iter().position(Result::is_ok).unwrap_or(0);
    (fine < read.len()).then(|| read.swap_remove(fine))
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
