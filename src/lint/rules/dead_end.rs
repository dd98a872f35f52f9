//! C002: a scene that neither ends the case nor leads on, or from which no ending can be reached.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let finishing = scenes_that_finish(desk);
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        match (scene.choices.is_empty(), scene.ending.is_some()) {
            (true, false) => {
                let message = format!("the scene `{}` has no choices and is no ending", scene.id);
                found.push(desk.error("C002", scene.span, message).help("add choices, or `ending: (…)`"));
            }
            (false, true) => {
                let message = format!("the scene `{}` is an ending and has choices", scene.id);
                found.push(desk.error("C002", scene.span, message).help("an ending has no choices"));
            }
            (false, false) if !finishing.contains(&at) => {
                let message = format!("no ending can be reached from the scene `{}`", scene.id);
                found.push(desk.error("C002", scene.span, message).help("lead one of its roads to an ending"));
            }
            (true, true) | (false, false) => (),
        }
    }
    found
}

/// Scenes from which some road, conditions aside, comes to an ending.
fn scenes_that_finish(desk: &Desk<'_>) -> BTreeSet<usize> {
    let scenes = &desk.case.scenes;
    let mut finishing: BTreeSet<usize> =
        scenes.iter().enumerate().filter(|(_, scene)| scene.ending.is_some()).map(|(at, _)| at).collect();
    loop {
        let before = finishing.len();
        for (at, scene) in scenes.iter().enumerate() {
            let leads = scene.choices.iter().flat_map(|choice| &choice.goto).any(|(_, to)| finishing.contains(to));
            if leads {
                finishing.insert(at);
            }
        }
        if finishing.len() == before {
            return finishing;
        }
    }
}
