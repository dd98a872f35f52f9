//! C007: prose names somebody in `{braces}` whom the cast does not know.

use crate::diagnostic::Diagnostic;
use crate::ethics::Party;
use crate::ids::nearest;
use crate::lint::Desk;
use std::ops::Range;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let parties: Vec<Party> = desk.case.cast.iter().map(|member| member.party.clone()).collect();
    let ids = || parties.iter().map(|party| party.id.as_str());
    let mut found = Vec::new();
    for (scene, written) in desk.case.scenes.iter().zip(&desk.written.scenes) {
        let first = written.read().find_map(|text| Some((text, unfilled(&text.text, &parties)?)));
        let Some((stretch, at)) = first else { continue };
        let brace = stretch.text.get(at.clone()).unwrap_or_default();
        let message = format!("`{brace}` in the scene `{}` names nobody of the cast", scene.id);
        let inside = brace.trim_matches(['{', '}']).trim();
        let (id, field) = inside.split_once('.').unwrap_or((inside, ""));
        let near = nearest(id, ids());
        let help = near.map_or("write `{id}` or `{id.age}`".to_owned(), |near| match field {
            "age" => format!("did you mean `{{{near}.age}}`?"),
            _ => format!("did you mean `{{{near}}}`?"),
        });
        found.push(desk.warning("C007", stretch.place(at), message).help(help));
    }
    found
}

/// The first braces of a text that no name or age of the cast takes the place of.
fn unfilled(text: &str, parties: &[Party]) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find('{').map(|open| at + open) {
        let close = open + text.get(open..)?.find('}')? + 1;
        let brace = text.get(open..close)?;
        if crate::scenario::fill_names(brace, parties) == brace {
            return Some(open..close);
        }
        at = close;
    }
    None
}
