//! C006: a case names a jurisdiction or a profession for which there is no pack.

use crate::diagnostic::Diagnostic;
use crate::ids::{ProfessionId, nearest};
use crate::lint::Desk;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let (places, professions) = (desk.packs.jurisdictions(), desk.packs.professions());
    let case = desk.case;
    let strange_places =
        case.jurisdictions.iter().filter(|id| !places.iter().any(|(known, _)| known == *id)).map(|id| {
            let named = places.iter().find(|(known, title)| {
                let short = known.as_str().trim_start_matches("US-");
                [title, short].iter().any(|name| name.eq_ignore_ascii_case(id.as_str()))
            });
            let near = || nearest(id.as_str(), places.iter().map(|(known, _)| known.as_str()));
            let meant = named.map(|(known, _)| known.as_str()).or_else(near);
            told(desk, id.as_str(), "jurisdiction", meant, "`confidant jurisdictions` lists the places that have one")
        });
    let strange_professions = case.professions.iter().filter(|id| !professions.contains(id)).map(|id| {
        let near = || nearest(id.as_str(), professions.iter().map(ProfessionId::as_str));
        let meant = called(desk, id.as_str()).filter(|meant| professions.iter().any(|id| id.as_str() == *meant));
        let meant = meant.or_else(near);
        let all = professions.iter().map(ProfessionId::as_str).collect::<Vec<_>>().join(", ");
        told(desk, id.as_str(), "profession", meant, &format!("it is one of {all}"))
    });
    strange_places.chain(strange_professions).collect()
}

/// The profession that people call so: by its name, or by the letters of its license.
fn called<'a>(desk: &'a Desk<'_>, name: &str) -> Option<&'a str> {
    let is_letters = |word: &str| word.len() > 2 && word.chars().all(char::is_uppercase);
    let letters = |note: &str| {
        note.split(|c: char| !c.is_alphanumeric()).any(|word| is_letters(word) && word == name.trim_end_matches('.'))
    };
    let mut all = desk.packs.vocabulary.professions.iter().map(|(_, entry)| entry);
    let meant =
        all.find(|entry| entry.name.eq_ignore_ascii_case(name) || entry.note.as_deref().is_some_and(letters))?;
    Some(meant.id.as_str())
}

fn told(desk: &Desk<'_>, id: &str, what: &str, meant: Option<&str>, where_else: &str) -> Diagnostic {
    let place = place_of(desk.case.source.text(), id);
    let found = desk.warning("C006", place, format!("there is no pack for the {what} `{id}`"));
    match meant {
        Some(meant) => found.help(format!("did you mean `{meant}`?")),
        None => found.help(format!("without one, code and federal law alone are judged; {where_else}")),
    }
}

fn place_of(text: &str, id: &str) -> Span {
    let quoted = format!("\"{id}\"");
    text.find(&quoted).map_or(Span::new(0, 1), |at| Span::new(at, at + quoted.len()))
}
