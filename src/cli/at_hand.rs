//! What most commands begin and end with: the rules and cases at hand, one case of them, and a text for a file or the screen.

use super::Out;
use crate::rim::{self, files, store};
use confidant::ethics::Packs;
use confidant::ids::{ProfessionId, nearest};
use confidant::library::Library;
use confidant::scenario::Case;
use std::path::Path;
use std::sync::Arc;

/// The rules and cases at hand; what is wrong with the rules is told.
pub(super) fn library(out: &mut Out) -> Option<Library> {
    rim::library().map_err(|problems| out.problems(&problems)).ok()
}

/// The case asked for, by id or by file; what is wrong is told, and the nearest id suggested where there is none.
pub(super) fn case(name: &str, library: &Library, out: &mut Out) -> Option<Arc<Case>> {
    if let Some(case) = library.case(name) {
        return Some(case.clone());
    }
    let path = Path::new(name);
    if path.exists() {
        let loaded = files::read(path).map_err(|problem| vec![*problem]);
        let case = loaded.and_then(|source| Case::load(&source, &library.packs.vocabulary));
        return case.map(Arc::new).map_err(|problems| out.problems(&problems)).ok();
    }
    let beside = [format!("{name}.case.ron"), format!("{name}.ron")].into_iter().find(|file| Path::new(file).is_file());
    if let Some(file) = beside {
        out.error(&format!("no case `{name}` is at hand, but there is a file: `{file}`; give its whole name"));
        return None;
    }
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
        out.error(&format!("{name}: there is no such file"));
        return None;
    }
    let near = nearest(name, library.cases.iter().map(|case| case.id.as_str()));
    let hint = near.map_or_else(|| "; `confidant list` shows them".into(), |near| format!("; did you mean `{near}`?"));
    out.error(&format!("no case `{name}`{hint}"));
    None
}

/// Writes a text to a file, or shows it where none is named; false if it could not be written, which is told.
pub(super) fn hand_over(text: &str, to: Option<&Path>, out: &mut Out) -> bool {
    let Some(path) = to else {
        out.line(text.trim_end());
        return true;
    };
    let written = store::write(path, text);
    if let Err(error) = &written {
        out.error(&format!("{} cannot be written: {}", path.display(), files::plain(error)));
    }
    written.is_ok()
}

/// The profession of an id, if a code of it is on file.
pub(super) fn profession(id: &str, packs: &Packs) -> Result<ProfessionId, String> {
    let known = packs.professions();
    let found = known.iter().find(|profession| profession.as_str() == id).cloned();
    let message = format!("no code of the profession `{id}` is on file");
    found.ok_or_else(|| unknown(&message, id, known.iter().map(ProfessionId::as_str)))
}

/// What is wrong with a name, with the nearest that is known, or all of them.
pub(super) fn unknown<'a>(message: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => format!("{message}; there is {}", known.collect::<Vec<_>>().join(", ")),
    }
}
