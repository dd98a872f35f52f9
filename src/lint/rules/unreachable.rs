//! C001: a scene or choice that no path reaches, in any variant.

use crate::diagnostic::Diagnostic;
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
        for (index, choice) in scene.choices.iter().enumerate() {
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
