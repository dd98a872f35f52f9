//! What lies picked on a desk and is not done yet: it can be changed, taken back and begun anew until it is committed.

use super::{chart, mail, paper};
use crate::activity::{Takes, Way};
use crate::session::Table;

/// What is picked so far, and what a desk remembers between two frames. It ends with the scene or the next decision.
#[derive(Debug, Default)]
pub(in crate::ui) struct Draft {
    way: Way,
    past: Vec<Way>,
    future: Vec<Way>,
    pub(super) mail: mail::Memory,
    pub(super) chart: chart::Memory,
    pub(super) paper: paper::Memory,
}

impl Draft {
    /// With nothing picked but what stands from the start.
    pub(in crate::ui) fn of(table: &Table) -> Self {
        Self { way: table.untouched(), ..Self::default() }
    }

    /// What is picked.
    pub(in crate::ui) fn way(&self) -> &Way {
        &self.way
    }

    /// Is this answer picked?
    pub(in crate::ui) fn has(&self, set: usize, item: usize) -> bool {
        self.way.has(set, item)
    }

    /// Picks an answer or takes it back, as a click on it does. Says whether anything changed: a question may take no more.
    pub(in crate::ui) fn toggle(&mut self, table: &Table, set: usize, item: usize) -> bool {
        let mut way = self.way.clone();
        let changed = way.toggle(table.activity(), set, item);
        if changed {
            self.put(way);
        }
        changed
    }

    /// Puts another way in place of what is picked; that can be undone.
    pub(in crate::ui) fn put(&mut self, way: Way) {
        if way != self.way {
            self.past.push(std::mem::replace(&mut self.way, way));
            self.future.clear();
        }
    }

    /// Does a question that takes several take another one?
    pub(in crate::ui) fn takes_more(&self, table: &Table, set: usize) -> bool {
        let takes = table.activity().sets.get(set).map(|set| set.takes);
        match takes {
            Some(Takes::UpTo(most)) => (self.way.mask(set).count_ones() as usize) < most,
            Some(Takes::One | Takes::Each) => true,
            None => false,
        }
    }

    pub(in crate::ui) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub(in crate::ui) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    pub(in crate::ui) fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.way, before));
        }
    }

    pub(in crate::ui) fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.way, after));
        }
    }

    /// Everything as it lay at first; that can be undone, too.
    pub(in crate::ui) fn reset(&mut self, table: &Table) {
        self.put(table.untouched());
    }
}
