//! What the answers of an activity come to: which of its ways are made with each, and which answers change nothing. Many ways
//! come to the same, and then the choice of the scene stands for all of them; here each of them is looked at.

use crate::activity::{Activity, Frame, Frames, Likeness, Outcome, Takes, Way, bit};
use crate::scenario::{Case, Scene, SceneActivity};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// The runs of a case that differ from the start.
pub fn frames(case: &Case) -> Vec<Frame> {
    let deals = case.deals.max(1);
    let of_variant = |variant: usize| (0..deals).map(move |deal| Frame { variant, deal, deals });
    (0..case.variants.len()).flat_map(of_variant).collect()
}

/// An answer of an activity: the question, and the answer to it.
pub type AnswerAt = (usize, usize);

/// What the answers of an activity come to.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// For each answer of each question: the choices of the scene that can be made with it.
    with: Vec<Vec<BTreeSet<usize>>>,
    /// The answers that change nothing, in whatever run and beside whatever others.
    idle: Vec<AnswerAt>,
}

impl Answers {
    /// Those of a scene's activity; none where there is none, or none of its ways could be looked at.
    pub fn of(case: &Case, scene: &Scene) -> Option<Self> {
        let played = scene.activity.as_deref().filter(|played| !played.offers.is_empty())?;
        let activity = &played.activity;
        let with = activity.sets.iter().map(|set| vec![BTreeSet::new(); set.items.len()]).collect();
        let mut answers = Self { with, idle: Vec::new() };
        let mut telling: FxHashSet<AnswerAt> = FxHashSet::default();
        for frame in distinct(case, played) {
            let ways = ways(played, frame);
            // In any order: what is noted adds up the same.
            ways.iter().for_each(|(way, offer)| {
                answers.note(way, scene.authored + offer);
                note_telling(activity, &ways, way, *offer, &mut telling);
            });
        }
        if activity.is_taken_one_by_one() {
            answers.idle = empty(activity, frames(case).first().copied().unwrap_or_default());
        } else {
            answers.idle = all(activity).filter(|answer| !telling.contains(answer)).collect();
        }
        Some(answers)
    }

    fn note(&mut self, way: &Way, choice: usize) {
        for (set, items) in self.with.iter_mut().enumerate() {
            for item in way.picked(set) {
                if let Some(choices) = items.get_mut(item) {
                    choices.insert(choice);
                }
            }
        }
    }

    /// The choices of the scene that can be made with this answer.
    pub fn with(&self, (set, item): AnswerAt) -> impl Iterator<Item = usize> {
        self.with.get(set).and_then(|items| items.get(item)).into_iter().flatten().copied()
    }

    /// The answers that change nothing.
    pub fn idle(&self) -> &[AnswerAt] {
        &self.idle
    }
}

/// Every answer of an activity, in the order of the desk.
pub fn all(activity: &Activity) -> impl Iterator<Item = AnswerAt> {
    let sets = activity.sets.iter().enumerate();
    sets.flat_map(|(set, of)| (0..of.items.len()).map(move |item| (set, item)))
}

/// The ways to leave an activity in a run, each with the number of the offer it comes to.
pub fn ways(played: &SceneActivity, frame: Frame) -> FxHashMap<Way, usize> {
    let activity = &played.activity;
    let numbered = played.offers.iter().enumerate().filter(|(_, offer)| offer.frames.has(frame));
    let numbers: FxHashMap<Likeness, usize> =
        numbered.map(|(at, offer)| (activity.likeness(offer.way_in(frame), &offer.outcome), at)).collect();
    let ways = activity.ways(frame, crate::activity::MOST_WAYS).unwrap_or_default();
    let known = |way: Way| {
        let outcome = activity.outcome(&way, frame).ok()?;
        let number = *numbers.get(&activity.likeness(&way, &outcome))?;
        Some((way, number))
    };
    ways.into_iter().filter_map(known).collect()
}

/// The runs in which an activity can differ: one stands for all where nothing on it does.
fn distinct(case: &Case, played: &SceneActivity) -> Vec<Frame> {
    let mut frames = frames(case);
    if played.offers.iter().all(|offer| offer.frames == Frames::ALL) {
        frames.truncate(1);
    }
    frames
}

/// Notes the answers of a way without which, or with another in their place, it would come to something else. A question
/// that takes one answer tells as soon as two of its answers do.
fn note_telling(
    activity: &Activity,
    ways: &FxHashMap<Way, usize>,
    way: &Way,
    offer: usize,
    telling: &mut FxHashSet<AnswerAt>,
) {
    for (at, set) in activity.sets.iter().enumerate() {
        for item in way.picked(at).filter(|item| !telling.contains(&(at, *item))).collect::<Vec<_>>() {
            let put = |mask: u32| {
                let mut other = way.clone();
                other.0.get_mut(at).into_iter().for_each(|slot| *slot = mask);
                ways.get(&other).copied()
            };
            let differs = match set.takes {
                Takes::UpTo(_) => put(way.mask(at) & !bit(item)) != Some(offer),
                Takes::One | Takes::Each => {
                    let others =
                        (0..set.items.len()).filter(|other| *other != item).filter_map(|other| put(bit(other)));
                    // Of a question with this answer alone nothing else could be picked.
                    let mut others = others.peekable();
                    others.peek().is_none() || others.any(|other| other != offer)
                }
            };
            if differs {
                telling.insert((at, item));
            }
        }
    }
    // Where one answer to a question makes a difference, the others make it too.
    for (at, set) in activity.sets.iter().enumerate().filter(|(_, set)| set.takes == Takes::One) {
        if (0..set.items.len()).any(|item| telling.contains(&(at, item))) {
            telling.extend((0..set.items.len()).map(|item| (at, item)));
        }
    }
}

/// What can be opened and does nothing: no act, no flag, nothing learned, no time.
fn empty(activity: &Activity, frame: Frame) -> Vec<AnswerAt> {
    let does_nothing = |(set, item): &AnswerAt| {
        let mut way = Way(vec![0; activity.sets.len()]);
        way.0.get_mut(*set).into_iter().for_each(|slot| *slot = bit(*item));
        activity.outcome(&way, frame).is_ok_and(|outcome| {
            let Outcome { acts, flags, reveals, minutes, .. } = outcome;
            acts.is_empty() && flags.is_empty() && reveals.is_empty() && minutes == 0
        })
    };
    all(activity).filter(does_nothing).collect()
}
