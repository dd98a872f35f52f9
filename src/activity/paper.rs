//! The paper desk: what came, line by line, to be found fault with; and the packet that goes out, to whom and how.

use super::compose::Told;
use super::desk::{Frame, Frames};
use super::way::Way;

/// Papers, and a packet.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// The papers.
    pub sheets: Vec<Sheet>,
    /// The question in which faults are marked, if there is one.
    pub marks: Option<usize>,
    /// The question that asks to whom a packet goes, if there is one.
    pub to: Option<usize>,
    /// Does something go out?
    pub sends: bool,
    /// Flags raised when exactly the faults were marked.
    pub seen: Vec<usize>,
    /// Flags raised when a fault was not marked, or a line marked that has none.
    pub missed: Vec<usize>,
}

/// A paper.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a paper.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is: "Signed".
    pub label: String,
    /// The words, each in the runs in which they stand there, with what is wrong with them, if anything is.
    pub readings: Vec<Reading>,
    /// The answer by which it is marked, where it can be.
    pub mark: Option<usize>,
}

/// What a line says in some runs.
#[derive(Debug, Clone)]
pub struct Reading {
    /// In which.
    pub frames: Frames,
    /// The words.
    pub text: String,
    /// What is wrong with it; empty for nothing.
    pub fault: String,
}

impl Line {
    /// What it says in a run.
    pub fn reading(&self, frame: Frame) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.frames.has(frame))
    }
}

impl Paper {
    pub(super) fn adjust(&self, way: &Way, frame: Frame, told: &mut Told) {
        if let Some(right) = self.sees(way, frame) {
            told.gives.flags.extend(if right { &self.seen } else { &self.missed });
        }
    }

    /// Were exactly the faults marked? Nothing, where nothing can be marked.
    pub fn sees(&self, way: &Way, frame: Frame) -> Option<bool> {
        Some(self.faults(frame) == way.mask(self.marks?))
    }

    /// The answers that mark a fault in a run, a bit each.
    pub fn faults(&self, frame: Frame) -> u32 {
        let lines = self.sheets.iter().flat_map(|sheet| &sheet.lines);
        let at_fault = lines.filter(|line| line.reading(frame).is_some_and(|reading| !reading.fault.is_empty()));
        at_fault.filter_map(|line| line.mark).fold(0, |mask, mark| mask | super::way::bit(mark))
    }
}
