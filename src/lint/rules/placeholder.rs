//! C007: prose names somebody in `{braces}` whom the cast does not know.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::scenario::Scene;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let parties: Vec<_> = desk.case.cast.iter().map(|member| member.party.clone()).collect();
    let mut found = Vec::new();
    for scene in &desk.case.scenes {
        let left = texts(scene).map(|text| crate::scenario::fill_names(text, &parties)).find_map(|text| brace(&text));
        if let Some(brace) = left {
            let message = format!("`{brace}` in the scene `{}` names nobody of the cast", scene.id);
            found.push(desk.warning("C007", scene.span, message).help("write `{id}` or `{id.age}`"));
        }
    }
    found
}

fn texts(scene: &Scene) -> impl Iterator<Item = &str> {
    let of_choices = scene
        .choices
        .iter()
        .flat_map(|choice| choice.say.iter().flat_map(crate::scenario::Prose::all).chain(choice.then.all()));
    scene.text.all().chain(of_choices)
}

fn brace(text: &str) -> Option<String> {
    let (_, after) = text.split_once('{')?;
    let (inside, _) = after.split_once('}')?;
    Some(format!("{{{inside}}}"))
}
