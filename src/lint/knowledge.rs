//! What can be known where: for each choice the story facts that some road to it reveals, and the shortest road that leaves
//! one unknown. Every road of every variant is walked with its conditions; roads that the future cannot tell apart are
//! walked once.

use crate::ethics::{Packs, Rulebook};
use crate::explore::report::every_variant;
use crate::explore::{Print, Sight};
use crate::scenario::Case;
use crate::session::{Setup, State, Turn, legal_choices};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// More states than any case of a person's writing has.
const MOST_STATES: usize = 100_000;

/// A choice by its place in the case: scene, choice.
pub(super) type ChoiceAt = (usize, usize);

/// A road by its last step.
#[derive(Debug, Clone, Copy)]
struct Step {
    variant: usize,
    before: Option<(usize, ChoiceAt)>,
}

/// A road to a choice.
pub(super) struct Road {
    /// In which variant.
    pub(super) variant: usize,
    /// By which choices.
    pub(super) choices: Vec<ChoiceAt>,
}

/// What can be known where.
pub(super) struct Knowledge {
    steps: Vec<Step>,
    known: BTreeSet<(ChoiceAt, usize)>,
    unknown: BTreeMap<(ChoiceAt, usize), usize>,
    complete: bool,
}

impl Knowledge {
    /// Of these story facts.
    pub(super) fn of(case: &Case, packs: &Packs, watched: &[usize]) -> Self {
        let mut knowledge =
            Self { steps: Vec::new(), known: BTreeSet::new(), unknown: BTreeMap::new(), complete: true };
        // What is open depends on the story alone, so no rule is asked.
        let no_rules = Packs { vocabulary: packs.vocabulary.clone(), packs: Vec::new() };
        let book = Rulebook::compile(&no_rules, Setup::of(case, 0).standpoint());
        let setups = every_variant(case, &Setup::of(case, 0));
        let starts: Vec<State> = setups.iter().map(|setup| State::at_start(case, &book, setup)).collect();
        let walker = Walker { case, book: &book, sight: Sight::of(case, &book, &starts), watched };
        for (at, start) in starts.into_iter().enumerate() {
            knowledge.follow(&walker, at, start);
        }
        knowledge
    }

    /// Does no road to the choice reveal the fact, nor the choice itself? Nobody can say of a choice that was not reached,
    /// or of a case too large to walk.
    pub(super) fn is_never_known(&self, at: ChoiceAt, fact: usize) -> bool {
        self.complete && !self.known.contains(&(at, fact)) && self.unknown.contains_key(&(at, fact))
    }

    /// The shortest road to the choice on which the fact is not known.
    pub(super) fn road_without(&self, at: ChoiceAt, fact: usize) -> Option<Road> {
        let last = *self.unknown.get(&(at, fact))?;
        let mut choices = Vec::new();
        let mut step = *self.steps.get(last)?;
        while let Some((before, choice)) = step.before {
            choices.push(choice);
            step = *self.steps.get(before)?;
        }
        choices.reverse();
        Some(Road { variant: step.variant, choices })
    }

    fn follow(&mut self, walker: &Walker<'_>, variant: usize, start: State) {
        let mut seen: FxHashSet<Key> = std::iter::once(walker.key(&start)).collect();
        self.steps.push(Step { variant, before: None });
        // First come, first served: the first road to a state is a shortest one.
        let mut waiting = VecDeque::from([(start, self.steps.len() - 1)]);
        while let Some((state, step)) = waiting.pop_front() {
            for choice in walker.open(&state) {
                self.note(walker, &state, choice, step);
                let after = Turn::take(walker.case, walker.book, &state, choice).after;
                if !seen.insert(walker.key(&after)) {
                    continue;
                }
                if seen.len() > MOST_STATES {
                    self.complete = false;
                    return;
                }
                self.steps.push(Step { variant, before: Some((step, (state.scene, choice))) });
                waiting.push_back((after, self.steps.len() - 1));
            }
        }
    }

    fn note(&mut self, walker: &Walker<'_>, state: &State, choice: usize, step: usize) {
        let at = (state.scene, choice);
        for fact in walker.watched {
            if walker.is_known(state, choice, *fact) {
                self.known.insert((at, *fact));
            } else {
                self.unknown.entry((at, *fact)).or_insert(step);
            }
        }
    }
}

/// Everything the future can depend on, and what is known of what is watched.
type Key = (Print, Vec<bool>);

struct Walker<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    sight: Sight,
    watched: &'a [usize],
}

impl Walker<'_> {
    fn open(&self, state: &State) -> Vec<usize> {
        let goes_on = self.case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_none());
        if goes_on { legal_choices(self.case, self.book, state) } else { Vec::new() }
    }

    /// What a choice reveals is known to whoever makes it.
    fn is_known(&self, state: &State, choice: usize, fact: usize) -> bool {
        let choice = self.case.scenes.get(state.scene).and_then(|scene| scene.choices.get(choice));
        state.known.get(fact).copied().unwrap_or(false) || choice.is_some_and(|choice| choice.reveals.contains(&fact))
    }

    fn key(&self, state: &State) -> Key {
        let known = self.watched.iter().map(|fact| state.known.get(*fact).copied().unwrap_or(false));
        (self.sight.print(state, self.book), known.collect())
    }
}

/// The scenes that, conditions aside, can be reached with none of these facts revealed. A quick look before the long walk: in
/// most cases it settles most questions.
pub(super) fn reached_without(case: &Case, facts: &[usize]) -> BTreeSet<usize> {
    let hides = |reveals: &[usize]| !reveals.iter().any(|fact| facts.contains(fact));
    let mut reached = BTreeSet::new();
    let mut waiting = vec![case.start];
    while let Some(at) = waiting.pop() {
        let Some(scene) = case.scenes.get(at).filter(|scene| hides(&scene.reveals)) else { continue };
        if reached.insert(at) {
            let ways = scene.choices.iter().filter(|choice| hides(&choice.reveals)).flat_map(|choice| &choice.goto);
            waiting.extend(ways.map(|(_, to)| *to));
        }
    }
    reached
}
