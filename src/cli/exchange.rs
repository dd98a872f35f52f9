//! `confidant import` and `confidant export`: cases from and to the formats of other tools. The new text goes to
//! standard output or a file, what could not be carried to standard error.

use super::{Out, at_hand};
use crate::rim::{self, files};
use confidant::diagnostic::{Diagnostic, Level};
use confidant::exchange::{Exchanged, export_twee, import_twee};
use confidant::scenario::Case;
use confidant::source::Source;
use std::path::Path;

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
    let Some(library) = at_hand::library(out) else { return 2 };
    let Some(case) = at_hand::case(case, &library, out) else { return 2 };
    match export_twee(&case) {
        Ok(made) => hand_over(&made, to, "Twine", out),
        Err(problems) => {
            out.problems(&problems);
            2
        }
    }
}

fn hand_over(made: &Exchanged, to: Option<&Path>, whose: &str, out: &mut Out) -> u8 {
    if !made.losses.is_empty() {
        out.problems(&made.losses);
    }
    if !at_hand::hand_over(&made.text, to, out) {
        return 2;
    }
    if let Some(path) = to {
        let errors = made.losses.iter().filter(|loss| loss.level == Level::Error).count();
        let count = made.losses.len() - errors;
        let things = if count == 1 { "1 thing was".into() } else { format!("{count} things were") };
        out.error(&format!("Written to {}; {things} not carried to {whose} as they are.", path.display()));
    }
    u8::from(!made.losses.is_empty())
}
