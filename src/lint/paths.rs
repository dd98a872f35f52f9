//! The ways through a case, scene by scene: the lightest and the heaviest, whatever weighs. What earlier choices open or
//! close is not asked, but for what the variant decides; a way that comes back to a scene is not followed round.

use super::prose::words;
use crate::ethics::Condition;
use crate::explore::Walk;
use crate::scenario::{Case, CaseAtom, Prose};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

/// A choice and where it leads: scene, choice, scene.
type Edge = (usize, usize, usize);

/// The scenes of a case in one variant, with the choices that lead from one to the next.
#[derive(Debug)]
pub(super) struct Roads<'a> {
    case: &'a Case,
    edges: Vec<Vec<(usize, usize)>>,
}

/// A way from the start to an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// What it weighs.
    pub(super) weight: u64,
    /// Its choices: scene and choice.
    pub(super) choices: Vec<(usize, usize)>,
}

impl Way {
    /// Its choices, as one would write them in a test.
    pub(super) fn words(&self, case: &Case) -> String {
        let name =
            |(scene, choice): &(usize, usize)| Some(case.scenes.get(*scene)?.choices.get(*choice)?.id.to_string());
        self.choices.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }
}

impl<'a> Roads<'a> {
    /// The roads of a variant. Choices that no walk found open are none.
    pub(super) fn of(case: &'a Case, walk: &Walk, variant: usize) -> Self {
        let open = |scene: usize, choice: usize| !walk.complete || walk.choices.contains(&(scene, choice));
        let edges = case.scenes.iter().enumerate().map(|(at, scene)| {
            let choices = scene.choices.iter().enumerate();
            let open = choices.filter(|(index, choice)| {
                open(at, *index) && choice.when.as_ref().is_none_or(|when| holds(when, variant) != Some(false))
            });
            open.flat_map(|(index, choice)| ways(&choice.goto, variant).into_iter().map(move |to| (index, to)))
                .collect()
        });
        Self { case, edges: edges.collect() }
    }

    fn from(&self, scene: usize) -> &[(usize, usize)] {
        self.edges.get(scene).map_or(&[], Vec::as_slice)
    }

    fn is_ending(&self, scene: usize) -> bool {
        self.case.scenes.get(scene).is_some_and(|scene| scene.ending.is_some())
    }

    /// The lightest way to an ending. A scene weighs, and so does a choice.
    pub(super) fn lightest(&self, scene: impl Fn(usize) -> u64, choice: impl Fn(usize, usize) -> u64) -> Option<Way> {
        let start = self.case.start;
        let mut came: BTreeMap<usize, (u64, Option<Edge>)> = BTreeMap::from([(start, (scene(start), None))]);
        let mut waiting = BinaryHeap::from([Reverse((scene(start), start))]);
        while let Some(Reverse((weight, at))) = waiting.pop() {
            if came.get(&at).is_some_and(|(least, _)| *least < weight) {
                continue;
            }
            if self.is_ending(at) {
                return Some(Way { weight, choices: back(&came, at) });
            }
            for (index, to) in self.from(at) {
                let sum = weight + choice(at, *index) + scene(*to);
                if came.get(to).is_none_or(|(least, _)| sum < *least) {
                    came.insert(*to, (sum, Some((at, *index, *to))));
                    waiting.push(Reverse((sum, *to)));
                }
            }
        }
        None
    }

    /// The heaviest way to an ending that enters no scene twice on a way back: a choice that leads back to a scene the way
    /// came through is not taken.
    pub(super) fn heaviest(&self, scene: impl Fn(usize) -> u64, choice: impl Fn(usize, usize) -> u64) -> Option<Way> {
        let mut best: BTreeMap<usize, (u64, Option<(usize, usize)>)> = BTreeMap::new();
        // A scene is left after everything it leads to, but for what leads back, which has no best yet.
        for at in self.last_first() {
            if self.is_ending(at) {
                best.insert(at, (scene(at), None));
                continue;
            }
            let onward = self.from(at).iter().filter_map(|(index, to)| {
                let (weight, _) = best.get(to)?;
                Some((scene(at) + choice(at, *index) + weight, Some((*index, *to))))
            });
            // Of equal ones the first, as the author wrote them.
            if let Some(most) = onward.reduce(|most, next| if next.0 > most.0 { next } else { most }) {
                best.insert(at, most);
            }
        }
        let (weight, _) = best.get(&self.case.start)?;
        let mut choices = Vec::new();
        let mut at = self.case.start;
        while let Some((_, Some((index, to)))) = best.get(&at) {
            choices.push((at, *index));
            at = *to;
        }
        Some(Way { weight: *weight, choices })
    }

    /// Scenes in the order in which a walk in depth leaves them.
    fn last_first(&self) -> Vec<usize> {
        let mut left = Vec::new();
        let mut entered = vec![false; self.case.scenes.len()];
        let mut open = vec![(self.case.start, 0)];
        entered.get_mut(self.case.start).into_iter().for_each(|entered| *entered = true);
        while let Some((at, next)) = open.pop() {
            let Some((_, to)) = self.from(at).get(next) else {
                left.push(at);
                continue;
            };
            open.push((at, next + 1));
            if let Some(fresh) = entered.get_mut(*to).filter(|entered| !**entered) {
                *fresh = true;
                open.push((*to, 0));
            }
        }
        left
    }

    /// How many decisions lie between a scene and each of the others, by the shortest way; none where no way leads.
    pub(super) fn distances(&self, from: usize) -> Vec<Option<usize>> {
        let mut found = vec![None; self.edges.len()];
        found.get_mut(from).into_iter().for_each(|own| *own = Some(0));
        let mut waiting = VecDeque::from([(from, 0)]);
        while let Some((at, steps)) = waiting.pop_front() {
            for (_, to) in self.from(at) {
                if let Some(fresh) = found.get_mut(*to).filter(|known| known.is_none()) {
                    *fresh = Some(steps + 1);
                    waiting.push_back((*to, steps + 1));
                }
            }
        }
        found
    }
}

/// The choices that led to a scene.
fn back(came: &BTreeMap<usize, (u64, Option<Edge>)>, ending: usize) -> Vec<(usize, usize)> {
    let mut choices = Vec::new();
    let mut at = ending;
    while let Some((_, Some((scene, choice, _)))) = came.get(&at) {
        choices.push((*scene, *choice));
        at = *scene;
    }
    choices.reverse();
    choices
}

/// Where a list of ways can lead in a variant: up to the first that surely holds.
fn ways(goto: &[(Option<Condition<CaseAtom>>, usize)], variant: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for (when, to) in goto {
        match when.as_ref().map_or(Some(true), |when| holds(when, variant)) {
            Some(false) => (),
            None => found.push(*to),
            Some(true) => {
                found.push(*to);
                break;
            }
        }
    }
    found
}

/// Does a condition hold, as far as the variant alone decides it?
pub(super) fn holds(condition: &Condition<CaseAtom>, variant: usize) -> Option<bool> {
    condition.settled(&|atom| match atom {
        CaseAtom::Variant(asked, wanted) => Some((*asked == variant) == *wanted),
        CaseAtom::Situation(_)
        | CaseAtom::Visited(_)
        | CaseAtom::Chose(_)
        | CaseAtom::Knows(_)
        | CaseAtom::Flag(_)
        | CaseAtom::Deal(..) => None,
    })
}

/// How many words are surely shown in a variant, and how many may be.
pub(super) fn words_shown(prose: &Prose, variant: usize) -> (u64, u64) {
    let mut shown = (0, 0);
    for passage in &prose.0 {
        let counted = u64::try_from(words(&passage.text).count()).unwrap_or(u64::MAX);
        let surely = passage.when.iter().map(|when| holds(when, variant));
        match surely.fold(Some(true), both) {
            Some(true) => shown = (shown.0 + counted, shown.1 + counted),
            None => shown.1 += counted,
            Some(false) => (),
        }
    }
    shown
}

fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
