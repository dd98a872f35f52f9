//! An author's folder on disk: read whole, and read again whenever something in it is saved. Editors save in odd ways, so
//! no single event is believed: when the folder has been quiet for a moment, it is read.

use super::files;
use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ids::CaseId;
use confidant::library::{Bench, Files, shipped_rules};
use confidant::ui::{Check, Reading};
use jiff::Timestamp;
use jiff::civil::Time;
use notify::event::{AccessKind, AccessMode, Event, EventKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

/// A folder that has been quiet for so long has been saved.
const QUIET: Duration = Duration::from_millis(80);

/// A folder in which somebody writes without end is read all the same, after so long.
const PATIENCE: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

/// Where the system does not tell of changes, the folder is looked at this often.
const POLL: Duration = Duration::from_secs(2);

/// An author's folder, over everything that is at hand.
pub(crate) struct Folder {
    path: PathBuf,
    bench: Bench,
    files: Files,
    unread: Vec<String>,
    at: Time,
}

/// As long as this lives, the folder is watched.
pub(crate) struct Watch {
    _watcher: Box<dyn Watcher + Send + Sync>,
}

impl Folder {
    /// Reads a folder for the first time.
    ///
    /// # Errors
    /// In a sentence: it is not there, or the rules below it are broken.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        if !path.is_dir() {
            let why = if path.exists() { "it is no folder" } else { "there is no such folder" };
            return Err(format!("{} cannot be watched: {why}.", path.display()));
        }
        let (files, unread) = read(path);
        let bench =
            Bench::over(rules_below(&files), files::cases().0).map_err(|found| render(&found, Format::Human))?;
        let mut folder =
            Self { path: path.to_path_buf(), bench, files: Files::new(), unread: Vec::new(), at: super::hour() };
        folder.lay(files, unread);
        Ok(folder)
    }

    fn lay(&mut self, files: Files, unread: Vec<Diagnostic>) {
        self.unread = names(&unread);
        self.bench.lay(&files, unread);
        self.files = files;
    }

    /// The ids of the folder's own cases.
    pub(crate) fn own(&self) -> Vec<CaseId> {
        self.bench.own_ids()
    }

    /// What there is, as it was last read.
    pub(crate) fn reading(&self, check: Check) -> Reading {
        Reading { library: Arc::new(self.bench.library()), problems: self.bench.problems(), at: self.at, check }
    }

    /// Watches the folder from a thread of its own and tells of each reading: at once when something was saved, and again
    /// when everything was looked through.
    ///
    /// # Errors
    /// In a sentence: why the folder cannot be watched.
    pub(crate) fn watch(self, tell: impl Fn(Reading) + Send + 'static) -> Result<Watch, String> {
        let (sender, saved) = channel();
        let watcher = watcher(&self.path, &sender)
            .map_err(|error| format!("{} cannot be watched: {error}.", self.path.display()))?;
        thread::spawn(move || self.work(&saved, &tell));
        Ok(Watch { _watcher: watcher })
    }

    fn work(mut self, saved: &Receiver<()>, tell: &impl Fn(Reading)) {
        let mut told = Check::Running;
        loop {
            // A case that was saved anew need not be looked through to the end.
            let heard = if self.bench.check_next(super::today()) {
                told = Check::Running;
                Heard::so_far(saved)
            } else {
                if told == Check::Running {
                    tell(self.reading(Check::Done));
                    told = Check::Done;
                }
                Heard::at_last(saved)
            };
            match heard {
                Heard::Nothing => (),
                Heard::End => return,
                Heard::Saving => {
                    settle(saved);
                    if self.read_again() {
                        tell(self.reading(Check::Running));
                        told = Check::Running;
                    }
                }
            }
        }
    }

    /// Reads the folder again; false where nothing is different.
    fn read_again(&mut self) -> bool {
        let (files, unread) = read(&self.path);
        let differs = files.len() != self.files.len()
            || names(&unread) != self.unread
            || files.iter().any(|(path, now)| self.files.get(path).is_none_or(|before| before.text() != now.text()));
        if differs {
            self.at = super::hour();
            self.lay(files, unread);
        }
        differs
    }
}

/// What came from the watcher.
enum Heard {
    Saving,
    Nothing,
    End,
}

impl Heard {
    fn so_far(saved: &Receiver<()>) -> Self {
        match saved.try_recv() {
            Ok(()) => Self::Saving,
            Err(TryRecvError::Empty) => Self::Nothing,
            Err(TryRecvError::Disconnected) => Self::End,
        }
    }

    fn at_last(saved: &Receiver<()>) -> Self {
        saved.recv().map_or(Self::End, |()| Self::Saving)
    }
}

/// Waits until nothing more is written.
fn settle(saved: &Receiver<()>) {
    let since = Timestamp::now();
    while saved.recv_timeout(QUIET).is_ok() && Timestamp::now().duration_since(since) < PATIENCE {}
}

/// Asks the system to tell of changes; where it cannot, the folder is looked at again and again.
fn watcher(path: &Path, saved: &Sender<()>) -> notify::Result<Box<dyn Watcher + Send + Sync>> {
    let hear = || {
        let saved = saved.clone();
        move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, changes_something) {
                // Nobody listens any more when the game is over.
                let _ = saved.send(());
            }
        }
    };
    let told = RecommendedWatcher::new(hear(), Config::default())
        .and_then(|mut watcher| watcher.watch(path, RecursiveMode::Recursive).map(|()| watcher));
    if let Ok(watcher) = told {
        return Ok(Box::new(watcher));
    }
    let mut watcher = PollWatcher::new(hear(), Config::default().with_poll_interval(POLL))?;
    watcher.watch(path, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

/// Reading a file is an event as well, and it is ourselves who read.
fn changes_something(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}

/// Every `.ron` of the folder by its path, and what cannot be read as text.
fn read(folder: &Path) -> (Files, Vec<Diagnostic>) {
    let mut found = (Files::new(), Vec::new());
    for path in files::files_in(folder, ".ron") {
        match files::read(&path) {
            Ok(source) => drop(found.0.insert(source.name().to_owned(), source)),
            Err(problem) => found.1.push(*problem),
        }
    }
    found
}

/// The rules at hand as they are without those of the folder, which may be one of the places where rules are at hand.
fn rules_below(own: &Files) -> Files {
    let (mut rules, shipped) = (files::rules().0, shipped_rules());
    for name in own.keys().map(|path| files::file_name(Path::new(path))) {
        match shipped.get(&name) {
            Some(source) => drop(rules.insert(name, source.clone())),
            None => drop(rules.remove(&name)),
        }
    }
    rules
}

fn names(problems: &[Diagnostic]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {}", problem.source.name(), problem.message)).collect()
}

#[cfg(test)]
mod tests;
