//! Where the variant makes a difference: what is right in one and wrong in another, so that a second attempt cannot be won
//! from memory.

use super::{Dealt, Place};
use crate::explore::search::{NodeId, Search};
use crate::scenario::Case;
use crate::session::{Setup, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// A choice that is right in one variant or deal of chance and wrong in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The choice; of ways through an activity that turn alike the first.
    #[serde(flatten)]
    pub place: Place,
    /// For how many ways through an activity it stands; none where it is a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ways: Option<usize>,
    /// Where nothing is ever lost by it.
    pub best_in: Vec<Dealt>,
    /// Where it always breaks something that could have been helped.
    pub never_in: Vec<Dealt>,
}

/// In how many states a choice is open beside another, and in how many of them it breaks nothing that could be helped.
#[derive(Default, Clone, Copy)]
struct Tally {
    open: usize,
    fine: usize,
}

/// By scene and choice.
type Tallies = BTreeMap<(usize, u16), Tally>;

pub(super) fn turns(case: &Case, search: &Search, at: &[(&Setup, NodeId)]) -> Vec<Turn> {
    let by_setup: Vec<(&Setup, Tallies)> = at.iter().map(|(setup, start)| (*setup, tallies(search, *start))).collect();
    let mut all: Vec<(usize, u16)> = by_setup.iter().flat_map(|(_, tallies)| tallies.keys().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let mut turns: Vec<Turn> = Vec::new();
    for (scene, choice) in all {
        let wanted = |fits: fn(Tally) -> bool| -> Vec<Dealt> {
            let of = by_setup.iter().filter(|(_, of)| of.get(&(scene, choice)).is_some_and(|tally| fits(*tally)));
            Dealt::of(case, &of.map(|(setup, _)| *setup).collect::<Vec<_>>())
        };
        let best_in = wanted(|tally| tally.fine == tally.open);
        let never_in = wanted(|tally| tally.fine == 0);
        let Some(of) = case.scenes.get(scene) else { continue };
        let (at, none) = (usize::from(choice), best_in.is_empty() || never_in.is_empty());
        let Some(choice) = of.choices.get(at).filter(|_| !none) else { continue };
        let alike = |turn: &&mut Turn| {
            turn.place.scene == of.id && turn.ways.is_some() && turn.best_in == best_in && turn.never_in == never_in
        };
        if let Some(turn) = turns.iter_mut().filter(|_| of.is_way(at)).find(alike) {
            turn.ways = turn.ways.map(|ways| ways + 1);
            continue;
        }
        let place = Place { scene: of.id.clone(), choice: choice.id.clone() };
        turns.push(Turn { place, ways: of.is_way(at).then_some(1), best_in, never_in });
    }
    turns
}

fn tallies(search: &Search, start: NodeId) -> Tallies {
    let mut tallies = Tallies::new();
    let mut seen = vec![false; search.states()];
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        let fresh = seen.get_mut(at.index()).filter(|seen| !**seen).map(|slot| *slot = true).is_some();
        let Some(node) = search.node(at).filter(|_| fresh) else { continue };
        for edge in &node.edges {
            waiting.push(edge.to);
            if node.edges.len() > 1 {
                let tally = tallies.entry((node.scene, edge.choice)).or_default();
                let Value { grave, broken, .. } = search.loss(node, edge);
                tally.open += 1;
                tally.fine += usize::from((grave, broken) == (0, 0));
            }
        }
    }
    tallies
}
