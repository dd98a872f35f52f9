//! C006: a case names a jurisdiction or a profession for which there is no pack.

use crate::diagnostic::Diagnostic;
use crate::ids::nearest;
use crate::lint::Desk;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let places: Vec<String> = desk.packs.jurisdictions().into_iter().map(|(id, _)| id.to_string()).collect();
    let professions: Vec<String> = desk.packs.professions().into_iter().map(|id| id.to_string()).collect();
    let case = desk.case;
    let named = case.jurisdictions.iter().map(|id| (id.as_str(), &places, "jurisdiction"));
    let named = named.chain(case.professions.iter().map(|id| (id.as_str(), &professions, "profession")));
    let strange = named.filter(|(id, known, _)| !known.iter().any(|known| known == id));
    strange
        .map(|(id, known, what)| {
            let found = desk.warning(
                "C006",
                place_of(case.source.text(), id),
                format!("there is no pack for the {what} `{id}`"),
            );
            match nearest(id, known.iter().map(String::as_str)) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("it is judged by code and federal law alone"),
            }
        })
        .collect()
}

fn place_of(text: &str, id: &str) -> Span {
    let quoted = format!("\"{id}\"");
    text.find(&quoted).map_or(Span::new(0, 1), |at| Span::new(at, at + quoted.len()))
}
