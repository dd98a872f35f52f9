//! What of a state the future can depend on, as a print: states of one print go on alike, so a search keeps one of them and
//! a crowd of players judges what follows once.

use super::walk::questions;
use crate::ethics::{Atom, Condition, Deadline, Done, DutyState, Fact, Manner, Rule, Rulebook, TermSet, UNKNOWN, Verb};
use crate::scenario::{Case, CaseAtom};
use crate::session::State;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Wide enough that no two of millions fall together.
pub(super) type Print = (u64, u64);

/// What of a state the future can depend on. The less it looks at, the more states are one; what it leaves out no rule and
/// no condition can ever ask.
#[derive(Debug)]
pub(super) struct Sight {
    questions: Vec<CaseAtom>,
    /// What rules and the case ask of the past.
    deeds: Vec<(Verb, Manner)>,
    /// The kinds by which one who was told knows who it is: of what was learned only this is asked.
    telling: TermSet,
    /// The most story minutes that can still pass, by scene.
    minutes_left: Vec<u32>,
    /// Does it matter what time it is, or only how long each duty still has?
    clock: bool,
}

impl Sight {
    /// Looks through a case and its rules for what they can ask.
    pub(super) fn of(case: &Case, book: &Rulebook) -> Self {
        let stirred = stirred(case);
        let possible = |rule: &&Rule| can_ever_apply(rule, book, &stirred);
        let rules = || book.refs().filter_map(|rule| book.rule(rule)).filter(possible);
        let clock = dated_papers(case) || rules().any(|rule| matches!(rule.by, Deadline::WorkingDays(_)));
        let asked = rules().flat_map(|rule| {
            let discharge = rule.discharged_by.iter().flat_map(crate::ethics::Discharge::atoms);
            let when = rule.when.atoms().into_iter().chain(rule.unless.iter().flat_map(Condition::atoms));
            when.chain(discharge).filter_map(deed_asked).collect::<Vec<_>>()
        });
        let mut deeds: Vec<(Verb, Manner)> = asked.collect();
        deeds.sort_unstable();
        deeds.dedup();
        let (marks, kinds) = (&book.vocabulary.landmarks, &book.vocabulary.kinds);
        let telling = kinds.below(marks.identity) | kinds.below(marks.presence) | kinds.below(marks.record);
        Self { questions: questions(case), deeds, telling, minutes_left: minutes_left(case), clock }
    }

    /// A print of everything that the future can depend on, wide enough that no two of millions fall together.
    pub(super) fn print(&self, state: &State, book: &Rulebook) -> Print {
        let mut hasher = Both(FxHasher::default(), DefaultHasher::new());
        let story = state.story(book);
        let situation = &state.situation;
        (state.scene, &situation.facts, &situation.unsettled, &situation.releases).hash(&mut hasher);
        self.hash_done(&situation.done, &mut hasher);
        let know = situation.learned.iter().filter(|(.., kinds)| kinds.meets(self.telling));
        let mut know: Vec<_> = know.map(|(who, about, _)| (who, about)).collect();
        know.sort_unstable();
        know.hash(&mut hasher);
        for question in &self.questions {
            story.is(question).hash(&mut hasher);
        }
        self.hash_duties(state, book, &mut hasher);
        if self.clock {
            situation.minute.hash(&mut hasher);
        }
        (hasher.0.finish(), hasher.1.finish())
    }

    fn hash_done(&self, done: &Done, hasher: &mut Both) {
        for (verb, manner) in &self.deeds {
            done.has(*verb, *manner, None).hash(hasher);
        }
        let for_somebody = done.deeds().iter().filter(|deed| !deed.concerning.is_empty());
        for_somebody.for_each(|deed| deed.hash(hasher));
    }

    /// Duties in whatever order they arose; of their times only what is left, and that only if it can run out.
    fn hash_duties(&self, state: &State, book: &Rulebook, hasher: &mut Both) {
        let now = state.situation.minute;
        let can_pass = self.minutes_left.get(state.scene).copied().unwrap_or(u32::MAX);
        let mut duties: Vec<_> = state.ledger.duties().iter().collect();
        duties.sort_by_key(|duty| (duty.rule, duty.state as u8));
        for duty in duties {
            let Some(rule) = book.rule(duty.rule) else { continue };
            match duty.state {
                // What was called up by an act and is over can be called up again as if it had never been.
                DutyState::Discharged | DutyState::Late if !rule.is_standing() => continue,
                DutyState::Discharged | DutyState::Late => (duty.rule, DutyState::Discharged).hash(hasher),
                other => (duty.rule, other).hash(hasher),
            }
            // A lapsed duty that opens again has its whole time anew, and keeps what was done.
            let runs = duty.state != DutyState::Lapsed;
            if !matches!(duty.state, DutyState::Discharged | DutyState::Late) {
                let left = duty.due.filter(|_| runs).map(|due| i64::from(due) - i64::from(now));
                let left = left.filter(|left| *left < i64::from(can_pass));
                let asked = rule.discharged_by.iter().flat_map(crate::ethics::Discharge::atoms).filter_map(deed_asked);
                (left, duty.met).hash(hasher);
                asked.for_each(|(verb, manner)| duty.done_since().has(verb, manner, None).hash(hasher));
            }
        }
    }
}

/// The facts that the case states or changes anywhere; all others stay as they are by default.
fn stirred(case: &Case) -> FxHashSet<Fact> {
    let variants = case.variants.iter().flat_map(|variant| &variant.set);
    let choices = case.scenes.iter().flat_map(|scene| scene.choices.iter().flat_map(|choice| &choice.set));
    let scenes = case.scenes.iter().flat_map(|scene| &scene.set);
    case.situation.iter().chain(variants).chain(choices).chain(scenes).map(|(fact, _)| *fact).collect()
}

/// Could the rule apply at all, given the facts that never change in this case?
fn can_ever_apply(rule: &Rule, book: &Rulebook, stirred: &FxHashSet<Fact>) -> bool {
    let vocabulary = &book.vocabulary;
    rule.when.conjuncts().iter().all(|part| match part {
        Condition::Atom(Atom::Fact(fact, compare, value)) if !stirred.contains(fact) => {
            // The kind of a legal paper is set by the paper itself.
            let default = vocabulary.fact_entry(*fact).map_or(0, |entry| entry.default);
            *fact == vocabulary.landmarks.process_kind || (default != UNKNOWN && compare.holds(default, *value))
        }
        _ => true,
    })
}

fn deed_asked(atom: &Atom) -> Option<(Verb, Manner)> {
    match atom {
        Atom::Done(verb, manner) => Some((*verb, *manner)),
        _ => None,
    }
}

/// The most story minutes that can still pass from each scene on; without end where the story can run in a circle.
fn minutes_left(case: &Case) -> Vec<u32> {
    let mut most: Vec<Option<u32>> = vec![None; case.scenes.len()];
    for scene in 0..case.scenes.len() {
        longest_from(case, scene, &mut most, &mut Vec::new());
    }
    most.into_iter().map(|minutes| minutes.unwrap_or(u32::MAX)).collect()
}

fn longest_from(case: &Case, scene: usize, most: &mut Vec<Option<u32>>, path: &mut Vec<usize>) -> u32 {
    if let Some(known) = most.get(scene).copied().flatten() {
        return known;
    }
    if path.contains(&scene) {
        return u32::MAX;
    }
    path.push(scene);
    let choices = case.scenes.get(scene).map(|scene| scene.choices.as_slice()).unwrap_or_default();
    let mut longest = 0;
    for choice in choices {
        for (_, to) in &choice.goto {
            let entering = case.scenes.get(*to).map_or(0, |scene| scene.minutes);
            let onward = longest_from(case, *to, most, path);
            longest = longest.max(choice.minutes.saturating_add(entering).saturating_add(onward));
        }
    }
    path.pop();
    if let Some(slot) = most.get_mut(scene) {
        *slot = Some(longest);
    }
    longest
}

/// Does a paper on file begin or end within the days that the story can take?
fn dated_papers(case: &Case) -> bool {
    let of_choices = case.scenes.iter().flat_map(|scene| &scene.choices).map(|choice| choice.minutes);
    let longest: u32 = of_choices.chain(case.scenes.iter().map(|scene| scene.minutes)).fold(0, u32::saturating_add);
    let days = i32::try_from(longest / (24 * 60) + 1).unwrap_or(i32::MAX);
    let last = case.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
    let of_variants = case.variants.iter().filter_map(|variant| variant.releases.as_ref()).flatten();
    let releases = case.releases.iter().chain(of_variants);
    let days = releases.flat_map(|release| [release.signed, release.expires, release.revoked]).flatten();
    days.into_iter().any(|day| day > case.date && day <= last)
}

/// Two hashers of different make: what falls together in one does not in the other.
struct Both(FxHasher, DefaultHasher);

impl Hasher for Both {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.1.finish()
    }
}
