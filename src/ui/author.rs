//! What an author sees beside the game: where they are in the file, what is wrong in the folder, and since when.

mod again;
mod panel;
mod problem;

pub(super) use again::{Shown, again};
pub(super) use panel::{Memory, show};

use crate::diagnostic::{Diagnostic, Level};
use crate::library::Library;
use crate::session::Session;
use jiff::civil::Time;
use std::sync::Arc;

/// The author's folder, as it was read at some time.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The rules and cases at hand with the last good version of each of the folder's files.
    pub library: Arc<Library>,
    /// What is wrong in the folder.
    pub problems: Vec<Diagnostic>,
    /// When, by the clock on the wall.
    pub at: Time,
    /// Has everything been looked at?
    pub check: Check,
}

/// How far the folder was looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// It was read; the search for what can be bettered goes on.
    Running,
    /// Nothing more will be found.
    Done,
}

/// What is known of the author's folder.
#[derive(Debug)]
pub(super) struct Author {
    /// Its path, as the author gave it.
    pub(super) folder: String,
    problems: Vec<Diagnostic>,
    at: Time,
    check: Check,
    /// What was last done to it.
    done: Done,
    /// What became of the run when the case was last reloaded.
    kept: Option<String>,
    /// The run before it lost choices to a reload, and what was shown of it.
    origin: Option<(Session, Shown)>,
}

/// Whether the clock tells of a reading or of a saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Read,
    Saved,
}

impl Author {
    /// A folder that was just read for the first time.
    pub(super) fn of(folder: String, reading: &Reading) -> Self {
        let Reading { problems, at, check, .. } = reading;
        Self { folder, problems: problems.clone(), at: *at, check: *check, done: Done::Read, kept: None, origin: None }
    }

    /// Takes what another reading says. What was said of the run still holds until the next saving.
    pub(super) fn take(&mut self, reading: Reading) {
        if reading.at != self.at {
            self.done = Done::Saved;
            self.kept = None;
        }
        (self.problems, self.at, self.check) = (reading.problems, reading.at, reading.check);
    }

    /// Says what became of the run, and remembers it as it was where it lost something.
    pub(super) fn keep(&mut self, words: String, origin: Option<(Session, Shown)>) {
        self.kept = Some(words);
        self.origin = origin;
    }

    /// The run as it was before reloads cost it something.
    pub(super) fn take_origin(&mut self) -> Option<(Session, Shown)> {
        self.origin.take()
    }

    /// The run went on: what was said of it, and how it was, is past.
    pub(super) fn run_went_on(&mut self) {
        self.kept = None;
        self.origin = None;
    }

    fn count(&self, level: Level) -> usize {
        self.problems.iter().filter(|problem| problem.level == level).count()
    }

    /// "Saved 10:42:07".
    fn when(&self) -> String {
        let word = match self.done {
            Done::Read => "Read",
            Done::Saved => "Saved",
        };
        format!("{word} {}", self.at.strftime("%H:%M:%S"))
    }

    /// A file's name as seen from the folder.
    fn short_name<'a>(&self, path: &'a str) -> &'a str {
        let separators = ['/', '\\'];
        let inside = path.strip_prefix(self.folder.as_str()).map(|rest| rest.trim_start_matches(separators));
        inside.unwrap_or(path)
    }
}
