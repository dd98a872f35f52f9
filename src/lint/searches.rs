//! The exact search of a case under each of its laws, made when the first rule of lint asks for it. What a search cannot
//! vouch for, no rule may claim: where one was not exact, there are none to look at.

use crate::ethics::{Packs, Rulebook};
use crate::explore::Search;
use crate::explore::report::every_variant;
use crate::ids::JurisdictionId;
use crate::scenario::Case;
use crate::session::Setup;
use std::panic::resume_unwind;
use std::thread;

/// A case of a person's writing has some ten thousand; an author who has more states than this waits for minutes.
pub(super) const MOST_STATES: usize = 500_000;

/// Everything that can happen under one law, in all variants at once.
#[derive(Debug)]
pub(super) struct Searched {
    pub(super) jurisdiction: JurisdictionId,
    pub(super) book: Rulebook,
    /// How it is set up under this law, a way for each variant; the search starts in the same order.
    pub(super) setups: Vec<Setup>,
    pub(super) search: Search,
}

/// The searches of a case, in the order in which it names its laws.
#[derive(Debug)]
pub(super) struct Searches {
    made: Vec<Searched>,
    /// More states than this were not looked at.
    pub(super) most_states: usize,
}

impl Searches {
    /// Searches under every law of the case, on two threads. After a search that was not exact no more are made: nothing
    /// could be claimed, and what is too wide under one law is so under the next.
    pub(super) fn of(case: &Case, packs: &Packs, most_states: usize) -> Self {
        let (first, second) = case.jurisdictions.split_at(case.jurisdictions.len().div_ceil(2));
        let some = |jurisdictions| some(case, packs, jurisdictions, most_states);
        let made = thread::scope(|scope| {
            let others = scope.spawn(|| some(second));
            let mut made = some(first);
            made.extend(others.join().unwrap_or_else(|cause| resume_unwind(cause)));
            made
        });
        Self { made, most_states }
    }

    /// All of them where all are exact, so that something can be claimed of the case; otherwise none.
    pub(super) fn exact(&self) -> &[Searched] {
        if self.inexact().is_some() { &[] } else { &self.made }
    }

    /// The first that is not exact.
    pub(super) fn inexact(&self) -> Option<&Searched> {
        self.made.iter().find(|searched| !searched.search.is_exact())
    }
}

fn some(case: &Case, packs: &Packs, jurisdictions: &[JurisdictionId], most_states: usize) -> Vec<Searched> {
    let mut found = Vec::new();
    for jurisdiction in jurisdictions {
        let searched = one(case, packs, jurisdiction, most_states);
        let exact = searched.search.is_exact();
        found.push(searched);
        if !exact {
            break;
        }
    }
    found
}

fn one(case: &Case, packs: &Packs, jurisdiction: &JurisdictionId, most_states: usize) -> Searched {
    let there = Setup { jurisdiction: jurisdiction.clone(), ..Setup::of(case, 0) };
    let setups = every_variant(case, &there);
    let book = Rulebook::compile(packs, there.standpoint());
    let search = Search::of(case, &book, &setups, most_states);
    Searched { jurisdiction: jurisdiction.clone(), book, setups, search }
}
