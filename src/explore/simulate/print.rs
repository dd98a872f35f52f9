//! A print of everything in a state on which what follows can depend: players who come to states of one print go on
//! alike from there, so what one of them did need not be judged again for the other.

use crate::ethics::{Deadline, DutyState, Rulebook};
use crate::explore::walk::questions;
use crate::scenario::{Case, CaseAtom};
use crate::session::State;
use rustc_hash::FxHasher;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Wide enough that no two of millions fall together.
pub(super) type Print = (u64, u64);

/// What to look at.
#[derive(Debug)]
pub(super) struct Sight {
    questions: Vec<CaseAtom>,
    /// Scenes that take time when they are entered first, and that one can come to again.
    slow: Vec<usize>,
    /// Does it matter what time it is, or only how long each duty still has?
    clock: bool,
}

impl Sight {
    pub(super) fn of(case: &Case, book: &Rulebook) -> Self {
        let working_days =
            book.refs().filter_map(|rule| book.rule(rule)).any(|rule| matches!(rule.by, Deadline::WorkingDays(_)));
        let takes_time = case.scenes.iter().enumerate().filter(|(_, scene)| scene.minutes > 0).map(|(at, _)| at);
        let slow = takes_time.filter(|at| comes_again(case, *at)).collect();
        Self { questions: questions(case), slow, clock: working_days || has_dated_papers(case) }
    }

    pub(super) fn print(&self, state: &State, book: &Rulebook) -> Print {
        let (mut one, mut other) = (FxHasher::default(), DefaultHasher::new());
        self.hash(state, book, &mut one);
        self.hash(state, book, &mut other);
        (one.finish(), other.finish())
    }

    fn hash(&self, state: &State, book: &Rulebook, hasher: &mut impl Hasher) {
        let (story, situation) = (state.story(book), &state.situation);
        (state.scene, &situation.facts, &situation.unsettled, &situation.releases, &situation.process).hash(hasher);
        situation.done.deeds().hash(hasher);
        let mut learned: Vec<_> = situation.learned.iter().collect();
        learned.sort_unstable();
        learned.hash(hasher);
        self.questions.iter().for_each(|question| story.is(question).hash(hasher));
        self.slow.iter().for_each(|scene| state.visited.get(*scene).hash(hasher));
        if self.clock {
            situation.minute.hash(hasher);
        }
        let now = i64::from(situation.minute);
        let mut duties: Vec<_> = state.ledger.duties().iter().collect();
        duties.sort_by_key(|duty| duty.rule);
        for duty in duties {
            (duty.rule, duty.state, duty.met, duty.done_since()).hash(hasher);
            // A lapsed duty can open again. Of a done one its times no longer count.
            if !matches!(duty.state, DutyState::Discharged | DutyState::Late) {
                let left = duty.due.map(|due| i64::from(due) - now);
                (left, duty.due.map(|due| due.saturating_sub(duty.opened))).hash(hasher);
            }
        }
    }
}

/// Does some road, conditions aside, lead from a scene back to it?
fn comes_again(case: &Case, scene: usize) -> bool {
    let (mut seen, mut waiting) = (vec![false; case.scenes.len()], vec![scene]);
    while let Some(at) = waiting.pop() {
        let choices = case.scenes.get(at).map(|scene| scene.choices.as_slice()).unwrap_or_default();
        for (_, to) in choices.iter().flat_map(|choice| &choice.goto) {
            if let Some(seen) = seen.get_mut(*to).filter(|seen| !**seen) {
                *seen = true;
                waiting.push(*to);
            }
        }
    }
    seen.get(scene).copied().unwrap_or(false)
}

/// Does a paper on file begin or end on a day that the story may come to?
fn has_dated_papers(case: &Case) -> bool {
    // A story that runs in a circle can take longer; it is stopped and its plays are not scored.
    let of_choices = case.scenes.iter().flat_map(|scene| &scene.choices).map(|choice| choice.minutes);
    let minutes = of_choices.chain(case.scenes.iter().map(|scene| scene.minutes)).fold(0, u32::saturating_add);
    let days = i32::try_from(minutes / (24 * 60) + 1).unwrap_or(i32::MAX);
    let last = case.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
    let of_variants = case.variants.iter().filter_map(|variant| variant.releases.as_ref()).flatten();
    let releases = case.releases.iter().chain(of_variants);
    let mut dates = releases.flat_map(|release| [release.signed, release.expires, release.revoked]).flatten();
    dates.any(|day| day > case.date && day <= last)
}
