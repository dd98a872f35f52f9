//! What is kept on this machine: settings, progress, runs in progress and finished runs. Everything is written whole or
//! not at all, and what is damaged is put aside, never thrown away.

use confidant::ids::CaseId;
use confidant::learner::{Progress, Settings};
use confidant::session::{Record, Session};
use directories::ProjectDirs;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The user's folder; `CONFIDANT_HOME` names another.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("CONFIDANT_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    named.or_else(|| ProjectDirs::from("", "", "Confidant").map(|dirs| dirs.data_dir().to_path_buf()))
}

fn place(parts: &[&str]) -> io::Result<PathBuf> {
    let folder = folder().ok_or_else(|| io::Error::other("this machine has no home folder to keep things in"))?;
    Ok(parts.iter().fold(folder, |path, part| path.join(part)))
}

/// Writes a file beside its place, syncs it, and renames it into place.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("the path has no folder"))?;
    // A bare file name stands in the folder one is in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(path).map(drop).map_err(|error| error.error)
}

/// Reads a file of ours; one that cannot be understood is put aside and named.
fn load<T: Default, E: std::fmt::Display>(
    path: io::Result<PathBuf>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> (T, Option<String>) {
    let Ok(path) = path else { return (T::default(), None) };
    if !path.exists() {
        return (T::default(), None);
    }
    let text = super::files::read(&path).map_err(|problem| problem.message.clone());
    match text.and_then(|source| parse(source.text()).map_err(|error| error.to_string())) {
        Ok(value) => (value, None),
        Err(message) => (T::default(), Some(put_aside(&path, &message))),
    }
}

/// Keeps a damaged file under another name, and says so.
pub(crate) fn put_aside(path: &Path, message: &str) -> String {
    let aside = path.with_extension("damaged");
    let kept = fs::rename(path, &aside).is_ok();
    let kept = if kept { format!("; it was kept as {}", aside.display()) } else { String::new() };
    format!("{} could not be read ({message}){kept}", path.display())
}

/// The settings, and what was wrong with them.
pub(crate) fn settings() -> (Settings, Option<String>) {
    load(place(&["settings.ron"]), Settings::parse)
}

/// Keeps the settings.
#[cfg(feature = "game")]
pub(crate) fn keep_settings(settings: &Settings) -> io::Result<()> {
    write(&place(&["settings.ron"])?, &settings.to_text())
}

/// The progress, and what was wrong with it.
pub(crate) fn progress() -> (Progress, Option<String>) {
    load(place(&["progress.ron"]), Progress::parse)
}

/// Keeps the progress.
pub(crate) fn keep_progress(progress: &Progress) -> io::Result<()> {
    write(&place(&["progress.ron"])?, &progress.to_text())
}

/// Where the run of a case in progress is kept.
pub(crate) fn save_path(case: &CaseId) -> io::Result<PathBuf> {
    place(&["saves", &format!("{case}.run")])
}

/// Keeps a run: in progress under its case, finished among the records; says where.
pub(crate) fn keep_run(session: &Session) -> io::Result<PathBuf> {
    let record = Record::of(session);
    let save = save_path(&session.case().id)?;
    if !session.is_over() {
        write(&save, &record.to_text())?;
        return Ok(save);
    }
    let path = free_record_path(session)?;
    write(&path, &record.to_text())?;
    if save.exists() {
        fs::remove_file(&save)?;
    }
    Ok(path)
}

fn free_record_path(session: &Session) -> io::Result<PathBuf> {
    let name = |number: u32| format!("{}-{}-{number}.run", session.case().id, session.setup().seed);
    for number in 1..10_000 {
        let path = place(&["records", &name(number)])?;
        if !path.exists() {
            return Ok(path);
        }
    }
    Err(io::Error::other("there are too many records of this case"))
}

/// The run of a case in progress, if one is kept; a damaged one is recovered as far as it goes.
pub(crate) fn saved_run(case: &CaseId) -> Result<Option<Record>, String> {
    let path = save_path(case).map_err(|error| error.to_string())?;
    if !path.exists() {
        return Ok(None);
    }
    let source = super::files::read(&path).map_err(|problem| put_aside(&path, &problem.message))?;
    let record = Record::parse(source.text())
        .map_err(|damage| put_aside(&path, &format!("line {}: {}", damage.line, damage.message)))?;
    if record.setup.case != *case {
        return Err(put_aside(&path, "it is a run of another case"));
    }
    if record.damage.is_some() {
        // The damaged text itself is kept beside: writing on would lose it.
        let _ = fs::copy(&path, path.with_extension("damaged"));
    }
    Ok(Some(record))
}

/// Keeps a debrief as a document and says where.
pub(crate) fn keep_debrief(session: &Session, text: &str) -> io::Result<PathBuf> {
    let path = place(&["debriefs", &format!("{}-{}.md", session.case().id, session.setup().seed)])?;
    write(&path, text)?;
    Ok(path)
}

/// A free place for a picture of the window.
#[cfg(feature = "game")]
pub(crate) fn picture_path() -> io::Result<PathBuf> {
    free_screen_path("png")
}

/// Keeps what a screen reader is told of the window.
#[cfg(feature = "game")]
pub(crate) fn keep_screen(text: &str) -> io::Result<()> {
    write(&free_screen_path("txt")?, text)
}

#[cfg(feature = "game")]
fn free_screen_path(ending: &str) -> io::Result<PathBuf> {
    let folder = place(&["pictures"])?;
    fs::create_dir_all(&folder)?;
    let named = |number| folder.join(format!("confidant-{number:04}.{ending}"));
    let free = (1..10_000).map(named).find(|path| !path.exists());
    free.ok_or_else(|| io::Error::other("there are too many pictures"))
}
