//! Every way to leave a desk that differs from the others in what it does: the finite set that the search of a case goes
//! through, so that what a learner did by hand is weighed against the best that could be done by hand.

use super::compose::Outcome;
use super::desk::{Activity, Frame, Frames, Item, Set, Takes};
use super::way::{Way, bit};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One way with what it comes to, in every run in which it comes to that.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The first way, in the order of the desk, that comes to this.
    pub way: Way,
    /// In which runs.
    pub frames: Frames,
    /// What it comes to.
    pub outcome: Outcome,
    /// The first way in runs in which that is another: an answer of it may not be there.
    others: Vec<(Frames, Way)>,
}

impl Offer {
    /// The first way that comes to this in a run.
    pub fn way_in(&self, frame: Frame) -> &Way {
        self.others.iter().find(|(frames, _)| frames.has(frame)).map_or(&self.way, |(_, way)| way)
    }

    fn also(&mut self, here: Frames, way: Way) {
        let is_new = self.frames.or(here) != self.frames;
        if is_new && way != self.way {
            self.others.push((here, way));
        }
        self.frames = self.frames.or(here);
    }
}

/// What is the same in ways that come to the same.
pub type Likeness = (Option<Way>, Outcome);

impl Activity {
    /// What makes a way the same as another: what it comes to. Two records opened alike are two records all the same: the one
    /// is not open because the other is.
    pub fn likeness(&self, way: &Way, outcome: &Outcome) -> Likeness {
        (self.is_taken_one_by_one().then(|| way.clone()), outcome.clone())
    }

    /// Every way that differs, over all these runs; none where there are more ways than can be looked at, with their number.
    ///
    /// # Errors
    /// How many ways there are.
    pub fn offers(&self, frames: &[Frame], most: usize) -> Result<Vec<Offer>, usize> {
        let mut all: Vec<Offer> = Vec::new();
        let mut known: FxHashMap<Likeness, usize> = FxHashMap::default();
        for (frame, here) in self.looks(frames) {
            for way in self.ways(frame, most)? {
                let Ok(outcome) = self.outcome(&way, frame) else { continue };
                let key = self.likeness(&way, &outcome);
                if let Some(offer) = known.get(&key).and_then(|at| all.get_mut(*at)) {
                    offer.also(here, way);
                } else {
                    known.insert(key, all.len());
                    all.push(Offer { way, frames: here, outcome, others: Vec::new() });
                }
            }
        }
        // Of ways that are worth the same, one that lacks nothing is named first.
        all.sort_by_key(|offer| self.missing(&offer.way).len());
        Ok(all)
    }

    /// The runs in which it looks the same, together, each lot with one of them: what is the same is worked out once.
    fn looks(&self, frames: &[Frame]) -> Vec<(Frame, Frames)> {
        let mut lots: Vec<(Vec<usize>, Frame, Frames)> = Vec::new();
        for frame in frames {
            let look = self.look(*frame);
            match lots.iter_mut().find(|(known, ..)| *known == look) {
                Some((.., here)) => *here = here.or(Frames::one(*frame)),
                None => lots.push((look, *frame, Frames::one(*frame))),
            }
        }
        match lots.as_slice() {
            [(_, frame, _)] => vec![(*frame, Frames::ALL)],
            _ => lots.into_iter().map(|(_, frame, here)| (frame, here)).collect(),
        }
    }

    /// What there is on it in a run: which answers, and what the desk makes of them.
    fn look(&self, frame: Frame) -> Vec<usize> {
        let items = self.sets.iter().flat_map(|set| &set.items);
        let there = items.map(|item| usize::from(item.frames.has(frame)));
        there.chain(self.kind.look(frame)).collect()
    }

    /// Every way in a run, in the order of the desk.
    ///
    /// # Errors
    /// How many ways there are, where there are more than can be looked at.
    pub fn ways(&self, frame: Frame, most: usize) -> Result<Vec<Way>, usize> {
        if self.is_taken_one_by_one() {
            return Ok(self.single_ways());
        }
        let mut ways: Vec<Vec<u32>> = vec![Vec::new()];
        for (at, set) in self.sets.iter().enumerate() {
            let answers = answers(set, frame);
            let count = ways.len().saturating_mul(answers.len());
            let with = |way: &Vec<u32>| {
                let fitting = answers.iter().filter(|answer| self.kind.fits(way, at, **answer));
                fitting.map(|answer| [way.as_slice(), &[*answer]].concat()).collect::<Vec<_>>()
            };
            // What does not fit together is taken out before it is counted, as far as it can be counted at all.
            if count > most.saturating_mul(8) {
                return Err(count);
            }
            ways = ways.iter().flat_map(with).collect();
            if ways.len() > most {
                return Err(ways.len());
            }
        }
        Ok(ways.into_iter().map(Way).collect())
    }

    fn single_ways(&self) -> Vec<Way> {
        let single = |set: usize, item: usize| {
            let mut way = vec![0; self.sets.len()];
            way.get_mut(set).into_iter().for_each(|mask| *mask = bit(item));
            Way(way)
        };
        let sets = self.sets.iter().enumerate();
        sets.flat_map(|(at, set)| (0..set.items.len()).map(move |item| single(at, item))).collect()
    }
}

/// Every answer to a question in a run.
fn answers(set: &Set, frame: Frame) -> Vec<u32> {
    let there = |(_, item): &(usize, &Item)| item.frames.has(frame);
    let items: Vec<u32> = set.items.iter().enumerate().filter(there).map(|(at, _)| bit(at)).collect();
    match set.takes {
        Takes::One if items.is_empty() => vec![0],
        Takes::One | Takes::Each => items,
        Takes::UpTo(most) => subsets(&items, most),
    }
}

/// Every choice of at most so many, the smaller first.
fn subsets(items: &[u32], most: usize) -> Vec<u32> {
    let mut by_size: BTreeMap<usize, Vec<u32>> = BTreeMap::from([(0, vec![0])]);
    for size in 1..=most.min(items.len()) {
        let smaller = by_size.get(&(size - 1)).cloned().unwrap_or_default();
        let larger = smaller.iter().flat_map(|chosen| {
            let after = items.iter().filter(move |item| **item > *chosen);
            after.map(move |item| chosen | item)
        });
        let larger: Vec<u32> = larger.collect();
        by_size.insert(size, larger);
    }
    by_size.into_values().flatten().collect()
}
