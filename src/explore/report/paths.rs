//! All runs at once: how many there are, how long they are, how likely each ending is were every choice a coin.

use crate::explore::search::{Edge, Node, NodeId, Search};
use crate::scenario::Case;
use serde::Serialize;
use std::collections::VecDeque;

/// Words a minute, between a brisk and a careful reader of non-fiction (Brysbaert 2019 finds 238 for adults who read
/// silently in English).
pub const READING_SPEED: u32 = 220;

/// Seconds to think and choose once everything is read: an estimate of ours.
pub const SECONDS_A_DECISION: u32 = 25;

/// How long so many words and decisions take a reader, in minutes.
pub fn reading_minutes(words: u32, decisions: u32) -> u32 {
    (words * 60 / READING_SPEED + decisions * SECONDS_A_DECISION).div_ceil(60)
}

/// The shortest, the middle and the longest of all runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The least.
    pub least: u32,
    /// Half of all runs have no more, to about a hundredth of the most; none where there are too many states to count.
    pub middle: Option<u32>,
    /// The most.
    pub most: u32,
}

impl Spread {
    /// From the least to the most of both; the middle stays that of the first.
    pub(super) fn joined(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), middle: self.middle, most: self.most.max(other.most) }
    }
}

/// Steps of the scale on which the middle is found: fine enough to tell an author how long, coarse enough for many states.
const STEPS: u32 = 120;

/// In more states than this the middle is not looked for: its counts would fill the memory.
const MOST_STATES: usize = 250_000;

/// A number as a fraction's part.
pub(super) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

/// What is known of all runs from each state.
pub(super) struct Paths {
    runs: Vec<f64>,
    decisions: Measure,
    words: Measure,
    minutes: Measure,
}

impl Paths {
    pub(super) fn of(search: &Search) -> Self {
        let order = search.backward();
        let measure = |of: fn(&Node, &Edge) -> u32| Measure::of(search, &order, of);
        Self {
            runs: runs(search, &order),
            // A lone way on is no decision.
            decisions: measure(|node, _| u32::from(node.edges.len() > 1)),
            words: measure(|_, edge| u32::from(edge.words)),
            minutes: measure(|_, edge| edge.minutes),
        }
    }

    pub(super) fn runs(&self, start: NodeId) -> f64 {
        self.runs.get(start.index()).copied().unwrap_or(0.0)
    }

    pub(super) fn decisions(&self, start: NodeId) -> Spread {
        self.decisions.spread(start)
    }

    pub(super) fn words(&self, start: NodeId) -> Spread {
        self.words.spread(start)
    }

    pub(super) fn story_minutes(&self, start: NodeId) -> Spread {
        self.minutes.spread(start)
    }

    /// How likely an ending is from each state, were every choice a coin. An activity is one choice beside the others, and
    /// each way through it as likely as the next.
    pub(super) fn chances_of(search: &Search, case: &Case, ending: usize) -> Chances {
        let mut chances = vec![0.0; search.states()];
        for at in search.backward() {
            let Some(node) = search.at(at) else { continue };
            let chance = |edges: &mut dyn Iterator<Item = &Edge>| -> (f64, f64) {
                let each = edges.map(|edge| (chances.get(edge.to.index()).copied().unwrap_or(0.0), 1.0));
                each.fold((0.0, 0.0), |sum: (f64, f64), one| (sum.0 + one.0, sum.1 + one.1))
            };
            let is_way =
                |edge: &&Edge| case.scenes.get(node.scene).is_some_and(|scene| scene.is_way(usize::from(edge.choice)));
            let (written, count) = chance(&mut node.edges.iter().filter(|edge| !is_way(edge)));
            let (by_hand, ways) = chance(&mut node.edges.iter().filter(is_way));
            let (sum, open) = if ways > 0.0 { (written + by_hand / ways, count + 1.0) } else { (written, count) };
            let chance = match (node.ends, open > 0.0) {
                (true, _) => f64::from(u8::from(node.scene == ending)),
                (false, false) => 0.0,
                (false, true) => sum / open,
            };
            if let Some(slot) = chances.get_mut(at) {
                *slot = chance;
            }
        }
        Chances(chances)
    }

    /// A run of fewest choices to an ending.
    pub(super) fn shortest_to(search: &Search, start: NodeId, ending: usize) -> Option<Vec<usize>> {
        let mut came: Vec<Option<(NodeId, u16)>> = vec![None; search.states()];
        let mut seen = vec![false; search.states()];
        let mut waiting = VecDeque::from([start]);
        while let Some(at) = waiting.pop_front() {
            let node = search.node(at)?;
            if node.ends && node.scene == ending {
                return Some(back(&came, at));
            }
            for edge in &node.edges {
                let slot = seen.get_mut(edge.to.index()).filter(|seen| !**seen && edge.to != start);
                if let Some(slot) = slot {
                    *slot = true;
                    if let Some(slot) = came.get_mut(edge.to.index()) {
                        *slot = Some((at, edge.choice));
                    }
                    waiting.push_back(edge.to);
                }
            }
        }
        None
    }
}

/// How likely something is from each state.
pub(super) struct Chances(Vec<f64>);

impl Chances {
    pub(super) fn of(&self, start: NodeId) -> f64 {
        self.0.get(start.index()).copied().unwrap_or(0.0)
    }
}

fn back(came: &[Option<(NodeId, u16)>], mut at: NodeId) -> Vec<usize> {
    let mut run = Vec::new();
    while let Some((from, choice)) = came.get(at.index()).copied().flatten() {
        run.push(usize::from(choice));
        at = from;
    }
    run.reverse();
    run
}

fn runs(search: &Search, order: &[usize]) -> Vec<f64> {
    let mut runs = vec![0.0; search.states()];
    for at in order {
        let Some(node) = search.at(*at) else { continue };
        let onward: f64 = node.edges.iter().filter_map(|edge| runs.get(edge.to.index())).sum();
        if let Some(slot) = runs.get_mut(*at) {
            *slot = if node.ends { 1.0 } else { onward };
        }
    }
    runs
}

/// Something that adds up along a run, over all runs from each state.
struct Measure {
    least: Vec<Option<u32>>,
    most: Vec<Option<u32>>,
    /// How many runs come to each step of the scale; only of the states asked about.
    middle: Vec<u32>,
}

impl Measure {
    fn of(search: &Search, order: &[usize], weight: fn(&Node, &Edge) -> u32) -> Self {
        let mut least: Vec<Option<u32>> = vec![None; search.states()];
        let mut most = least.clone();
        for at in order {
            let Some(node) = search.at(*at) else { continue };
            let onward = |of: &[Option<u32>], edge: &Edge| {
                of.get(edge.to.index()).copied().flatten().map(|after| after.saturating_add(weight(node, edge)))
            };
            let fewest = node.edges.iter().filter_map(|edge| onward(&least, edge)).min().or(node.ends.then_some(0));
            let longest = node.edges.iter().filter_map(|edge| onward(&most, edge)).max().or(node.ends.then_some(0));
            put(&mut least, *at, fewest);
            put(&mut most, *at, longest);
        }
        let few = search.states() <= MOST_STATES;
        let middle = if few { middles(search, order, &most, weight) } else { Vec::new() };
        Self { least, most, middle }
    }

    fn spread(&self, start: NodeId) -> Spread {
        let of = |all: &[Option<u32>]| all.get(start.index()).copied().flatten().unwrap_or(0);
        let (least, most) = (of(&self.least), of(&self.most));
        let middle = self.middle.get(start.index()).map(|middle| (*middle).clamp(least, most));
        Spread { least, middle, most }
    }
}

fn put<T>(all: &mut [Option<T>], at: usize, value: Option<T>) {
    if let Some(slot) = all.get_mut(at) {
        *slot = value;
    }
}

/// The middle over all runs from each state, on a scale of so many steps up to the longest run.
fn middles(search: &Search, order: &[usize], most: &[Option<u32>], weight: fn(&Node, &Edge) -> u32) -> Vec<u32> {
    let longest = search.starts().iter().filter_map(|start| most.get(start.index()).copied().flatten()).max();
    let step = longest.unwrap_or(0).div_ceil(STEPS).max(1);
    let mut middles = vec![0; search.states()];
    let mut counts: Vec<Vec<f64>> = vec![Vec::new(); search.states()];
    for at in order {
        let Some(node) = search.at(*at) else { continue };
        let mut own = if node.ends { vec![1.0] } else { Vec::new() };
        for edge in &node.edges {
            // To the nearest step: what is rounded up at one choice and down at another evens out over a run.
            let shift = usize::try_from((weight(node, edge) + step / 2) / step).unwrap_or(0);
            let after = counts.get(edge.to.index()).map(Vec::as_slice).unwrap_or_default();
            if own.len() < after.len() + shift {
                own.resize(after.len() + shift, 0.0);
            }
            own.iter_mut().skip(shift).zip(after).for_each(|(sum, more)| *sum += more);
        }
        if let Some(slot) = middles.get_mut(*at) {
            *slot = u32::try_from(half(&own)).unwrap_or(0).saturating_mul(step);
        }
        if let Some(slot) = counts.get_mut(*at) {
            *slot = own;
        }
    }
    middles
}

/// The place at which half of all is reached.
fn half(counts: &[f64]) -> usize {
    let all: f64 = counts.iter().sum();
    let mut so_far = 0.0;
    let reached = counts.iter().position(|count| {
        so_far += count;
        so_far * 2.0 >= all
    });
    reached.unwrap_or(0)
}
