//! Looks for a run in which every decision can be defended and no settled duty is missed.

use super::walk::{Key, key, questions};
use crate::ethics::{DutyState, Rulebook, Severity};
use crate::ids::ChoiceId;
use crate::scenario::{Case, CaseAtom};
use crate::session::{Band, Setup, State, Step, Value, Worth, band_among, legal_choices};
use rustc_hash::FxHashSet;

/// More states than any case of a person's writing needs for this.
const MAX_STATES: usize = 60_000;

/// Each decision is a call within a call, so a hostile case must not be followed for ever.
const MAX_DECISIONS: usize = 400;

/// A run without a breach, as the choices to make; none if the search found none.
pub fn sound_run(case: &Case, book: &Rulebook, setup: &Setup) -> Option<Vec<ChoiceId>> {
    let questions = questions(case);
    let mut search = Search { case, book, questions, seen: FxHashSet::default(), path: Vec::new() };
    let start = State::at_start(case, book, setup);
    search.descend(&start).then_some(search.path)
}

struct Search<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    questions: Vec<CaseAtom>,
    seen: FxHashSet<(Key, Vec<(crate::ethics::RuleRef, DutyState)>)>,
    path: Vec<ChoiceId>,
}

impl Search<'_> {
    fn descend(&mut self, state: &State) -> bool {
        let Some(scene) = self.case.scenes.get(state.scene) else { return false };
        if scene.ending.is_some() {
            return self.no_duty_missed(state);
        }
        let duties = state.ledger.duties().iter().map(|duty| (duty.rule, duty.state)).collect();
        let fresh = self.seen.insert((key(state, self.book, &self.questions), duties));
        if !fresh || self.seen.len() > MAX_STATES || self.path.len() >= MAX_DECISIONS {
            return false;
        }
        for (choice, step) in self.defensible(state) {
            self.path.extend(scene.choices.get(choice).map(|choice| choice.id.clone()));
            if self.descend(&step.after) {
                return true;
            }
            self.path.pop();
        }
        false
    }

    /// The choices that can be defended, the best first.
    fn defensible(&self, state: &State) -> Vec<(usize, Step)> {
        let open = legal_choices(self.case, self.book, state).into_iter();
        let steps: Vec<(usize, Step)> =
            open.map(|choice| (choice, Step::take(self.case, self.book, state, choice))).collect();
        let options: Vec<(usize, Worth)> =
            steps.iter().map(|(choice, step)| (*choice, Worth::of(self.book, step))).collect();
        let mut found: Vec<(Value, usize, Step)> = Vec::new();
        for ((choice, step), (_, worth)) in steps.into_iter().zip(&options) {
            // A lesser good is no breach: only what breaks something is left out.
            let breaks = worth.broken.is_some_and(|severity| severity > Severity::Minor);
            if band_among(&options, choice) <= Band::Risky && !breaks {
                found.push((worth.value, choice, step));
            }
        }
        found.sort_by_key(|(value, choice, _)| (std::cmp::Reverse(*value), *choice));
        found.into_iter().map(|(_, choice, step)| (choice, step)).collect()
    }

    fn no_duty_missed(&self, state: &State) -> bool {
        state.ledger.duties().iter().all(|duty| {
            let failed = matches!(duty.state, DutyState::Missed | DutyState::Partial);
            let counts = self
                .book
                .rule(duty.rule)
                .is_some_and(|rule| rule.certainty.is_settled() && rule.severity >= Severity::Serious);
            !(failed && counts)
        })
    }
}
