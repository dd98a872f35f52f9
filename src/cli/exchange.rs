//! `confidant import` and `confidant export`: cases from and to the formats of other tools. The new text goes to
//! standard output or a file, what could not be carried to standard error.

use super::Out;
use crate::rim::{self, files, store};
use confidant::diagnostic::{Diagnostic, Level};
use confidant::exchange::{Exchanged, export_twee, import_twee};
use confidant::scenario::Case;
use confidant::source::Source;
use std::path::Path;
use std::sync::Arc;

pub(super) fn import(path: &Path, to: Option<&Path>, out: &mut Out) -> u8 {
    let source = match files::read(path) {
        Ok(source) => source,
        Err(problem) => {
            out.problems(&[*problem]);
            return 2;
        }
    };
    match import_twee(&source) {
        Ok(mut made) => {
            made.losses.extend(unreadable(&made.text, to));
            hand_over(&made, to, "the case", out)
        }
        Err(problems) => {
            out.problems(&problems);
            2
        }
    }
}

/// What keeps the new case from being read: an export whose comments were edited by hand may hold anything.
fn unreadable(text: &str, to: Option<&Path>) -> Vec<Diagnostic> {
    let name = to.map_or_else(|| "the new case".into(), |path| path.display().to_string());
    let problems = rim::library().map(|library| Case::load(&Source::new(name, text), &library.packs.vocabulary).err());
    problems.ok().flatten().unwrap_or_default()
}

pub(super) fn export(case: &str, to: Option<&Path>, out: &mut Out) -> u8 {
    let found = match rim::library() {
        Ok(library) => case_of(case, &library),
        Err(problems) => Err(problems),
    };
    match found {
        Ok(Some(case)) => match export_twee(&case) {
            Ok(made) => hand_over(&made, to, "Twine", out),
            Err(problems) => {
                out.problems(&problems);
                2
            }
        },
        Ok(None) => {
            out.error(&format!("There is no case `{case}`; `confidant list` lists all."));
            2
        }
        Err(problems) => {
            out.problems(&problems);
            2
        }
    }
}

/// A case by its id, or from a file.
fn case_of(name: &str, library: &confidant::library::Library) -> Result<Option<Arc<Case>>, Vec<Diagnostic>> {
    if let Some(case) = library.case(name) {
        return Ok(Some(case.clone()));
    }
    let path = Path::new(name);
    if !path.exists() {
        return Ok(None);
    }
    let source = files::read(path).map_err(|problem| vec![*problem])?;
    Case::load(&source, &library.packs.vocabulary).map(|case| Some(Arc::new(case)))
}

fn hand_over(made: &Exchanged, to: Option<&Path>, whose: &str, out: &mut Out) -> u8 {
    if !made.losses.is_empty() {
        out.problems(&made.losses);
    }
    match to {
        None => out.line(made.text.trim_end()),
        Some(path) => {
            let path = if path.parent().is_some_and(|folder| folder.as_os_str().is_empty()) {
                Path::new(".").join(path)
            } else {
                path.to_path_buf()
            };
            if let Err(error) = store::write(&path, &made.text) {
                out.error(&format!("{} cannot be written: {}", path.display(), files::plain(&error)));
                return 2;
            }
            let errors = made.losses.iter().filter(|loss| loss.level == Level::Error).count();
            let count = made.losses.len() - errors;
            let things = if count == 1 { "1 thing was".into() } else { format!("{count} things were") };
            out.error(&format!("Written to {}; {things} not carried to {whose} as they are.", path.display()));
        }
    }
    u8::from(!made.losses.is_empty())
}
