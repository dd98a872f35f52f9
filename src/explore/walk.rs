//! Walks every path of a case, in every variant, and notes what is reached.

use super::report::every_variant;
use super::sight::{Print, Sight};
use crate::ethics::{Atom, Condition, Fact, Facts, Packs, Rulebook};
use crate::scenario::{Case, CaseAtom};
use crate::session::{Setup, State, Turn, legal_choices};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// More states than any case of a person's writing has.
const MAX_STATES: usize = 400_000;

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// Scenes reached.
    pub scenes: BTreeSet<usize>,
    /// Choices that were open somewhere: scene and choice.
    pub choices: BTreeSet<(usize, usize)>,
    /// Endings reached, by scene.
    pub endings: BTreeSet<usize>,
    /// Scenes in which, in some state, nothing is open.
    pub stuck: BTreeSet<usize>,
    /// Merged states seen.
    pub states: usize,
    /// The fewest and most decisions of a path to an ending.
    pub decisions: Option<(usize, usize)>,
    /// Was everything walked, or did a bound stop it?
    pub complete: bool,
}

/// Walks a case. Rules are not asked: what is open depends on the story alone.
pub fn walk(case: &Case, packs: &Packs) -> Walk {
    let no_rules = Packs { vocabulary: packs.vocabulary.clone(), packs: Vec::new() };
    let mut walk = Walk { complete: true, ..Walk::default() };
    let book = Rulebook::compile(&no_rules, Setup::of(case, 0).standpoint());
    let setups = every_variant(case, &Setup::of(case, 0));
    let starts: Vec<State> = setups.iter().map(|setup| State::at_start(case, &book, setup)).collect();
    let sight = Sight::of(case, &book, &starts);
    starts.into_iter().for_each(|start| walk.from(case, &book, &sight, start));
    walk
}

impl Walk {
    fn from(&mut self, case: &Case, book: &Rulebook, sight: &Sight, start: State) {
        let mut seen: FxHashSet<Print> = std::iter::once(sight.print(&start, book)).collect();
        let mut waiting = vec![(start, 0)];
        while let Some((state, depth)) = waiting.pop() {
            self.states += 1;
            if self.states > MAX_STATES {
                self.complete = false;
                return;
            }
            let after = self.note(case, book, &state);
            // Seen is seen before it waits: waiting states are large, and a hostile case has no end of them.
            let fresh = after.into_iter().filter(|state| seen.insert(sight.print(state, book)));
            waiting.extend(fresh.map(|state| (state, depth + 1)));
            if case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
                let (least, most) = self.decisions.unwrap_or((depth, depth));
                self.decisions = Some((least.min(depth), most.max(depth)));
            }
        }
    }

    /// Notes what a state shows, and gives the states that follow it.
    fn note(&mut self, case: &Case, book: &Rulebook, state: &State) -> Vec<State> {
        self.scenes.insert(state.scene);
        if case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
            self.endings.insert(state.scene);
            return Vec::new();
        }
        let open = legal_choices(case, book, state);
        if open.is_empty() {
            self.stuck.insert(state.scene);
        }
        self.choices.extend(open.iter().map(|choice| (state.scene, *choice)));
        open.into_iter().map(|choice| Turn::take(case, book, state, choice).after).collect()
    }
}

/// Everything the future can depend on.
pub(super) type Key = (usize, Facts, Vec<Fact>, Vec<bool>);

pub(super) fn key(state: &State, book: &Rulebook, questions: &[CaseAtom]) -> Key {
    let story = state.story(book);
    let answers = questions.iter().map(|atom| story.holds(&Condition::Atom(atom.clone()))).collect();
    (state.scene, state.situation.facts.clone(), state.situation.unsettled.clone(), answers)
}

/// Each question about the past on which what is open depends; what prose asks changes words only. Whether a scene was visited matters too, where
/// entering it again brings nothing new.
pub(super) fn questions(case: &Case) -> Vec<CaseAtom> {
    let mut asked: Vec<CaseAtom> = Vec::new();
    let mut ask = |condition: &Condition<CaseAtom>| {
        for atom in condition.atoms() {
            if !matches!(atom, CaseAtom::Situation(Atom::Fact(..)) | CaseAtom::Variant(..)) && !asked.contains(atom) {
                asked.push(atom.clone());
            }
        }
    };
    for scene in &case.scenes {
        for choice in &scene.choices {
            choice.when.iter().for_each(&mut ask);
            choice.goto.iter().filter_map(|(when, _)| when.as_ref()).for_each(&mut ask);
        }
    }
    let brings =
        |scene: &crate::scenario::Scene| !scene.set.is_empty() || !scene.settles.is_empty() || scene.minutes > 0;
    let changing = case.scenes.iter().enumerate().filter(|(_, scene)| brings(scene));
    for (at, _) in changing {
        let atom = CaseAtom::Visited(at);
        if !asked.contains(&atom) {
            asked.push(atom);
        }
    }
    asked
}
