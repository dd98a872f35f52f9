//! C028: an answer of an activity that never makes any difference: whoever picks it does what they would have done without.

use crate::activity::Takes;
use crate::diagnostic::Diagnostic;
use crate::lint::Desk;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        let Some((played, answers)) = scene.activity.as_deref().zip(desk.answers(at)) else { continue };
        let activity = &played.activity;
        for (number, set) in activity.sets.iter().enumerate() {
            let idle = answers.idle().iter().filter(|(of, _)| *of == number);
            let idle: Vec<&str> = idle.filter_map(|(_, item)| Some(set.items.get(*item)?.id.as_str())).collect();
            let Some(first) = idle.first() else { continue };
            let place = desk.answer_of(at, first);
            if set.takes == Takes::One {
                let names = idle.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
                let message = format!("which of {names} is picked makes no difference to anything");
                let help = "let one of them tell, do, cost or raise something else, or take the question out";
                found.push(desk.warning("C028", place, message).help(help));
                continue;
            }
            for id in idle {
                let message = format!("the answer `{id}` makes no difference to anything");
                let help = "let it tell, do, cost or raise something, name it in `needs`, or take it out";
                found.push(desk.warning("C028", desk.answer_of(at, id), message).help(help));
            }
        }
    }
    found
}
