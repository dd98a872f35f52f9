//! C005: a choice or an activity without a note, an answer that costs something without one, an objective without a standard, or a case without what learners and instructors need.

use crate::diagnostic::Diagnostic;
use crate::explore::answers::all;
use crate::lint::Desk;
use crate::session::Value;
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let choices = desk.case.scenes.iter().flat_map(|scene| scene.written().iter().map(move |choice| (scene, choice)));
    // A lone choice is a way on, not a decision.
    let silent = choices.filter(|(scene, choice)| choice.note.is_none() && scene.choices.len() > 1);
    let mut found: Vec<Diagnostic> = silent
        .map(|(scene, choice)| {
            let message = format!("the choice `{}` of `{}` is not explained", choice.id, scene.id);
            desk.warning("C005", choice.span, message).help("add a `note`: why it matters here, right or wrong")
        })
        .collect();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        let Some(played) = scene.activity.as_deref().filter(|played| played.note.is_none()) else { continue };
        let message = format!("the activity `{}` of `{}` is not explained", played.activity.id, scene.id);
        let help = "add a `note` that holds for every way through it; what is wrong with an answer stands in its own";
        found.push(desk.warning("C005", desk.activity_of(at), message).help(help));
    }
    found.extend(missing(desk));
    found
}

/// The answers by which something is broken in every way they are part of, and of which nothing is said: the note of the
/// activity speaks to those who did well, too.
pub(super) fn costly(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        let Some((played, answers)) = scene.activity.as_deref().zip(desk.answers(at)) else { continue };
        let Some(written) = desk.written.scenes.get(at).and_then(|scene| scene.activity.as_ref()) else { continue };
        let fine = fine(desk, at);
        for (set, item) in all(&played.activity) {
            let Some(answer) = played.activity.sets.get(set).and_then(|set| set.items.get(item)) else { continue };
            let mut ways =
                answers.with((set, item)).filter(|choice| desk.walk.choices.contains(&(at, *choice))).peekable();
            let costs = ways.peek().is_some() && !ways.any(|choice| fine.contains(&choice));
            if costs && answer.note.is_empty() && written.is_silent(&answer.id) {
                let message = format!("the answer `{}` always costs something and is not explained", answer.id);
                let help = "add a `note` to it: why it matters here";
                found.push(desk.warning("C005", desk.answer_of(at, &answer.id), message).help(help));
            }
        }
    }
    found
}

/// The choices of a scene by which, in some state under some law, nothing is broken that could have been helped.
fn fine(desk: &Desk<'_>, scene: usize) -> BTreeSet<usize> {
    let mut fine = BTreeSet::new();
    // Where nothing exact can be said, nothing is said.
    if desk.exact().is_empty() {
        return (0..desk.case.scenes.get(scene).map_or(0, |scene| scene.choices.len())).collect();
    }
    for searched in desk.exact() {
        for (_, node) in searched.search.nodes().filter(|(_, node)| node.scene == scene) {
            for edge in &node.edges {
                let Value { grave, broken, .. } = searched.search.loss(node, edge);
                if (grave, broken) == (0, 0) {
                    fine.insert(usize::from(edge.choice));
                }
            }
        }
    }
    fine
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
