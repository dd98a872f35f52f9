//! The redaction desk: a summary to be told among people, with its marks to keep, widen or strike. Whether somebody there
//! could work out who it is follows from what was left in and from what they know.

use super::compose::Told;
use super::desk::{Frame, Frames};
use super::way::Way;
use crate::ethics::{PartyIndex, TermSet};

/// A sheet with marks.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    /// The sheet: plain words, and marks by the number of their question.
    pub sheet: Vec<Run>,
    /// What each mark is.
    pub marks: Vec<Mark>,
    /// Who of those present knows enough to put marks together.
    pub knowing: Vec<Knowing>,
    /// What somebody knows who can tell who it is.
    pub identity: TermSet,
}

/// A stretch of the sheet.
#[derive(Debug, Clone)]
pub enum Run {
    /// Words that stay.
    Plain(String),
    /// A mark.
    Mark(usize),
}

/// Something on the sheet that can be kept, widened or struck.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Its name.
    pub id: String,
    /// The Safe Harbor identifier it is, by its letter (A to R), if any.
    pub identifier: Option<char>,
    /// The question it is.
    pub set: usize,
    /// The answer that says it wider, where its author wrote how.
    pub widen: Option<usize>,
    /// The answer that leaves it out.
    pub strike: usize,
}

/// Somebody who can tell who it is if all of these marks are left as they are.
#[derive(Debug, Clone)]
pub struct Knowing {
    /// Who.
    pub who: PartyIndex,
    /// The marks, by number.
    pub from: Vec<usize>,
    /// How, in words: "Her own dog was treated there."
    pub how: String,
    /// In which runs.
    pub frames: Frames,
}

/// The first answer to each mark: it stays as it is.
pub const KEEP: usize = 0;

impl Redaction {
    pub(super) fn adjust(&self, way: &Way, frame: Frame, told: &mut Told) {
        for knowing in self.who_can_tell(way, frame) {
            if told.to.contains(&knowing.who) && !told.knowing.iter().any(|(who, _)| *who == knowing.who) {
                told.knowing.push((knowing.who, self.identity));
            }
        }
    }

    /// Who is there to put marks together.
    pub(super) fn look(&self, frame: Frame) -> Vec<usize> {
        self.knowing.iter().map(|knowing| usize::from(knowing.frames.has(frame))).collect()
    }

    /// The Safe Harbor identifiers left as they are.
    pub fn left<'a>(&'a self, way: &'a Way) -> impl Iterator<Item = &'a Mark> {
        self.marks.iter().filter(|mark| mark.identifier.is_some() && way.has(mark.set, KEEP))
    }

    /// Those who can put together what was left.
    pub fn who_can_tell<'a>(&'a self, way: &'a Way, frame: Frame) -> impl Iterator<Item = &'a Knowing> {
        let kept = |mark: &usize| self.marks.get(*mark).is_some_and(|mark| way.has(mark.set, KEEP));
        self.knowing.iter().filter(move |knowing| knowing.frames.has(frame) && knowing.from.iter().all(kept))
    }
}
