//! The search in the service of a run: what can still be had from where a player stands.

use super::search::Search;
use crate::ethics::Rulebook;
use crate::scenario::Case;
use crate::session::{Outlook, Setup, State, Value};
use std::sync::Arc;

/// More states than this are not searched for one run: no case of a person's writing comes near.
const MOST_STATES: usize = 500_000;

/// Everything that can still come of a run.
#[derive(Debug)]
pub struct Foresight {
    search: Search,
    book: Arc<Rulebook>,
}

impl Foresight {
    /// Looks ahead from a setup; none where the story is too wide or runs in a circle, so that nothing exact can be said.
    pub fn of(case: &Case, book: &Arc<Rulebook>, setup: &Setup) -> Option<Self> {
        let search = Search::of(case, book, std::slice::from_ref(setup), MOST_STATES);
        search.is_exact().then(|| Self { search, book: book.clone() })
    }
}

impl Outlook for Foresight {
    fn best_after(&self, state: &State) -> Option<Value> {
        let node = self.search.find(state, &self.book)?;
        self.search.node(node).map(|node| node.best)
    }

    fn best_run(&self, state: &State) -> Option<Vec<usize>> {
        let node = self.search.find(state, &self.book)?;
        Some(self.search.best_run(node))
    }
}
