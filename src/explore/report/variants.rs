//! Where the variant makes a difference: what is right in one and wrong in another, so that a second attempt cannot be won
//! from memory.

use super::Place;
use crate::explore::search::{NodeId, Search};
use crate::ids::VariantId;
use crate::scenario::Case;
use crate::session::{Setup, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// A choice that is right in one variant and wrong in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The choice.
    #[serde(flatten)]
    pub place: Place,
    /// Where nothing is ever lost by it.
    pub best_in: Vec<VariantId>,
    /// Where it always breaks something that could have been helped.
    pub never_in: Vec<VariantId>,
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
    let by_variant: Vec<(&VariantId, Tallies)> =
        at.iter().map(|(setup, start)| (&setup.variant, tallies(search, *start))).collect();
    let mut all: Vec<(usize, u16)> = by_variant.iter().flat_map(|(_, tallies)| tallies.keys().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let turn = |(scene, choice): (usize, u16)| {
        let wanted = |fits: fn(Tally) -> bool| -> Vec<VariantId> {
            let of = by_variant
                .iter()
                .filter(|(_, tallies)| tallies.get(&(scene, choice)).is_some_and(|tally| fits(*tally)));
            of.map(|(variant, _)| (*variant).clone()).collect()
        };
        let best_in = wanted(|tally| tally.fine == tally.open);
        let never_in = wanted(|tally| tally.fine == 0);
        let scene = case.scenes.get(scene)?;
        let choice = scene.choices.get(usize::from(choice))?;
        let place = Place { scene: scene.id.clone(), choice: choice.id.clone() };
        (!best_in.is_empty() && !never_in.is_empty()).then_some(Turn { place, best_in, never_in })
    };
    all.into_iter().filter_map(turn).collect()
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
