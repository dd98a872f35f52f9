//! C001: a scene, a choice or an answer that no path reaches, in any variant.

use crate::diagnostic::Diagnostic;
use crate::explore::answers::all;
use crate::lint::Desk;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    if !desk.walk.complete {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        if !desk.walk.scenes.contains(&at) {
            let message = format!("no path leads to the scene `{}`", scene.id);
            found.push(desk.error("C001", scene.span, message).help("lead a choice to it, or take it out"));
            continue;
        }
        found.extend(answers(desk, at));
        for (index, choice) in scene.written().iter().enumerate() {
            if !desk.walk.choices.contains(&(at, index)) {
                let message = format!("the choice `{}` of `{}` is never open", choice.id, scene.id);
                found.push(
                    desk.error("C001", choice.span, message).help("no state that can be reached meets its `when`"),
                );
            }
        }
    }
    found
}

/// The answers of an activity that are part of no way that is ever open. Of hundreds of ways none is told for itself.
fn answers(desk: &Desk<'_>, at: usize) -> Vec<Diagnostic> {
    let scene = desk.case.scenes.get(at);
    let played = scene.and_then(|scene| scene.activity.as_deref()).zip(desk.answers(at));
    let Some((played, answers)) = played else { return Vec::new() };
    let open = |answer| answers.with(answer).any(|choice| desk.walk.choices.contains(&(at, choice)));
    let never = all(&played.activity).filter(|answer| !open(*answer));
    let told = |(set, item): (usize, usize)| {
        let id = &played.activity.sets.get(set)?.items.get(item)?.id;
        let message = format!("the answer `{id}` of `{}` is part of no way that is ever open", played.activity.id);
        let help =
            "no state that can be reached meets its `when`, or no variant and deal in which one comes here has it";
        Some(desk.error("C001", desk.answer_of(at, id), message).help(help))
    };
    never.filter_map(told).collect()
}
