//! Reads texts from disk: bounded in size, never a panic, and what cannot be read is a diagnostic like any other.

use confidant::diagnostic::Diagnostic;
use confidant::ethics::Packs;
use confidant::library::{Files, VOCABULARY, load_packs, shipped_cases, shipped_rules};
use confidant::reading::MAX_BYTES;
use confidant::reference::is_rule_tests;
use confidant::source::{Source, Span};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file's text, or what is wrong with it.
pub(crate) fn read(path: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
    let name = path.display().to_string();
    let fault = |code, message: String| {
        Box::new(Diagnostic::error(code, &Source::new(name.clone(), ""), Span::default(), message))
    };
    let file = File::open(path).map_err(|error| fault("S001", format!("cannot be opened: {}", plain(&error))))?;
    let mut bytes = Vec::new();
    // One byte more than allowed shows that there is more, without reading a hundred megabytes to find out.
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| fault("S001", format!("cannot be read: {}", plain(&error))))?;
    if bytes.len() > MAX_BYTES {
        return Err(fault("S007", format!("the file has more than {MAX_BYTES} bytes and is not read")));
    }
    text_of(&name, bytes)
}

/// Bytes as a text, or the place where they are none.
pub(crate) fn text_of(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
    String::from_utf8(bytes).map(|text| Source::new(name, text)).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        // What stands before the place is text, so the place has a line and a column.
        let source = Source::new(name, String::from_utf8_lossy(error.as_bytes()));
        let message = format!("this is no text: byte {} is not UTF-8", at + 1);
        let found = Diagnostic::error("S001", &source, Span::new(at, at + 1), message);
        Box::new(found.help("save the file as UTF-8"))
    })
}

/// An I/O error without Rust's "(os error 2)".
pub(crate) fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

/// The rule files at hand.
pub(crate) fn rules() -> (Files, Vec<Diagnostic>) {
    let mut all = shipped_rules();
    let problems = overlay(&mut all, &folders("assets/rules", "rules"), ".ron");
    all.retain(|name, _| !is_rule_tests(name));
    (all, problems)
}

/// The packs at hand with some files laid over them.
pub(crate) fn packs_with(files: &[PathBuf]) -> Result<Packs, Vec<Diagnostic>> {
    let (mut all, mut problems) = rules();
    for path in files {
        match read(path) {
            Ok(source) => drop(all.insert(file_name(path), source)),
            Err(problem) => problems.push(*problem),
        }
    }
    match load_packs(&all) {
        Ok(packs) if problems.is_empty() => Ok(packs),
        Ok(_) => Err(problems),
        Err(found) => Err(problems.into_iter().chain(found).collect()),
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The case files at hand.
pub(crate) fn cases() -> (Files, Vec<Diagnostic>) {
    let mut all = shipped_cases();
    let problems = overlay(&mut all, &folders("scenarios", "scenarios"), ".case.ron");
    (all, problems)
}

/// The tests of rule packs at hand: none are shipped in the program, a project has them beside its packs.
pub(crate) fn rule_tests() -> (Files, Vec<Diagnostic>) {
    let mut all = Files::new();
    let problems = overlay(&mut all, &folders("tests/rules", "rules"), ".tests.ron");
    (all, problems)
}

fn folders(here: &str, of_user: &str) -> Vec<PathBuf> {
    let user = super::store::folder().map(|folder| folder.join(of_user));
    // A folder called `scenarios` may be anybody's; beside `assets/rules` it is ours.
    let project = Path::new("assets/rules").join(VOCABULARY).is_file().then(|| PathBuf::from(here));
    project.into_iter().chain(user).collect()
}

fn overlay(all: &mut Files, folders: &[PathBuf], ending: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for path in folders.iter().flat_map(|folder| files_in(folder, ending)) {
        match read(&path) {
            Ok(source) => drop(all.insert(file_name(&path), source)),
            Err(problem) => problems.push(*problem),
        }
    }
    problems
}

/// No folder of rules or cases is deeper; a folder that leads back to itself ends here.
const MAX_DEPTH: usize = 6;

/// The files of a folder and the folders in it with an ending, by name.
pub(crate) fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = files_below(folder, ending, MAX_DEPTH);
    found.sort();
    found
}

fn files_below(folder: &Path, ending: &str, depth: usize) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let wanted = |path: PathBuf| match path.is_dir() {
        true if depth > 0 => files_below(&path, ending, depth - 1),
        false if path.is_file() && path.to_string_lossy().ends_with(ending) => vec![path],
        _ => Vec::new(),
    };
    entries.flat_map(wanted).collect()
}
