//! What of a state the future can depend on, as a print: states of one print go on alike, so a search keeps one of them and
//! a crowd of players judges what follows once. The less it looks at, the more states are one; what it leaves out no rule
//! and no condition can ask from there on.

mod ahead;
mod hours;

use crate::ethics::{
    Atom, Discharge, Duty, DutyState, Fact, Party, Process, Release, Rulebook, Situation, TermSet, View,
};
use crate::scenario::{Case, Choice};
use crate::session::State;
use ahead::{Ahead, Horizon};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Wide enough that no two of millions fall together.
pub type Print = (u64, u64);

/// What of a state the future can depend on, by scene.
#[derive(Debug)]
pub struct Sight {
    ahead: Vec<Ahead>,
    /// The kinds by which one who was told knows who it is: of what was learned only this is asked.
    telling: TermSet,
    /// What a variant has that no choice changes: ages and legal paper.
    frames: Vec<u64>,
}

impl Sight {
    /// Looks through a case and its rules for what they can still ask; `starts` are the states from which it is played.
    pub fn of(case: &Case, book: &Rulebook, starts: &[State]) -> Self {
        let (marks, kinds) = (&book.vocabulary.landmarks, &book.vocabulary.kinds);
        let telling = kinds.below(marks.identity) | kinds.below(marks.presence) | kinds.below(marks.record);
        let mut frames = vec![0; case.variants.len()];
        for start in starts {
            if let Some(frame) = frames.get_mut(start.variant) {
                *frame = frame_of(&start.situation);
            }
        }
        let changing = changing(case, book, starts);
        let horizon = starts.first().map(|start| Horizon::new(case, book, start, &changing));
        Self { ahead: horizon.map(|horizon| horizon.ahead()).unwrap_or_default(), telling, frames }
    }

    /// A print of everything that the future can depend on.
    pub fn print(&self, state: &State, book: &Rulebook) -> Print {
        let mut hasher = Both(FxHasher::default(), DefaultHasher::new());
        state.scene.hash(&mut hasher);
        if let Some(ahead) = self.ahead.get(state.scene).filter(|ahead| !ahead.is_over) {
            self.frames.get(state.variant).hash(&mut hasher);
            if ahead.is_framed {
                (state.variant, state.deal).hash(&mut hasher);
            }
            hash_story(ahead, state, book, &mut hasher);
            self.hash_people(ahead, &state.situation, &mut hasher);
            hash_duties(ahead, state, book, &mut hasher);
        }
        (hasher.0.finish(), hasher.1.finish())
    }

    /// What was signed, who knows whom, and what was done toward somebody by name.
    fn hash_people(&self, ahead: &Ahead, situation: &Situation, hasher: &mut Both) {
        let wanted = &ahead.rules.papers;
        if !wanted.is_empty() {
            let today = situation.today();
            let on_file = situation.releases.iter().filter(|release| release.to.iter().any(|to| wanted.contains(to)));
            let mut papers: Vec<u64> = on_file.map(|release| paper(release, today)).collect();
            papers.sort_unstable();
            papers.dedup();
            papers.hash(hasher);
        }
        let knows = ahead.rules.knows.iter().map(|(who, about)| situation.learned_by(*who, *about).meets(self.telling));
        hash_bits(knows, hasher);
        let for_somebody = situation.done.deeds().iter().filter(|deed| !deed.concerning.is_empty());
        for_somebody.filter(|deed| ahead.asks_of(deed.verb)).for_each(|deed| deed.hash(hasher));
    }
}

/// What conditions of the case and of the rules ask.
fn hash_story(ahead: &Ahead, state: &State, book: &Rulebook, hasher: &mut Both) {
    let story = state.story(book);
    let answers = ahead.story.iter().map(|atom| story.is(atom));
    // A deed that names the recipients it concerns is looked at by itself, below.
    let done = &state.situation.done;
    let answers = answers.chain(ahead.rules.atoms.iter().map(|atom| match atom {
        Atom::Done(verb, manner) => done.has_for_anybody(*verb, *manner),
        atom => story.view.holds(atom),
    }));
    hash_bits(answers, hasher);
    if ahead.rules.clock {
        ahead.hours.hash_clock(state.situation.minute, hasher);
    }
}

/// Duties in whatever order they arose; of their times only what is left, and that only if it can run out.
fn hash_duties(ahead: &Ahead, state: &State, book: &Rulebook, hasher: &mut Both) {
    let mut duties: Vec<&Duty> = state.ledger.duties().iter().collect();
    duties.sort_by_key(|duty| (duty.rule, duty.state as u8));
    for duty in duties {
        match duty.state {
            DutyState::Open => hash_waiting(ahead, duty, state, book, hasher),
            // What is late already can still be done late.
            DutyState::Missed | DutyState::Partial if ahead.can_serve(duty.rule) => {
                hash_waiting(ahead, duty, state, book, hasher);
            }
            DutyState::Lapsed if ahead.can_turn(duty.rule) => (duty.rule, "lapsed").hash(hasher),
            // A standing duty that is over does not arise again; one called up by an act can.
            DutyState::Missed | DutyState::Partial | DutyState::Discharged | DutyState::Late
                if ahead.can_turn(duty.rule) =>
            {
                (duty.rule, "over").hash(hasher);
            }
            _ => (),
        }
    }
}

fn hash_waiting(ahead: &Ahead, duty: &Duty, state: &State, book: &Rulebook, hasher: &mut Both) {
    let Some(rule) = book.rule(duty.rule) else { return };
    // Whether it is done in time is open only while it is open itself.
    let due = duty.due.filter(|_| duty.state == DutyState::Open);
    let left = due.map(|due| ahead.hours.rank(due.saturating_sub(state.situation.minute)));
    (duty.rule, duty.state as u8, left, duty.is_short(), duty.met).hash(hasher);
    if ahead.can_serve(duty.rule) {
        let view = View { done: duty.done_since(), ..View::of(&state.situation, &book.vocabulary) };
        let asked = rule.discharged_by.iter().flat_map(Discharge::atoms);
        hash_bits(asked.map(|atom: &Atom| view.holds(atom)), hasher);
    }
}

/// A paper by all that decides whether it holds; when it was signed does not, once it is on file.
fn paper(release: &Release, today: jiff::civil::Date) -> u64 {
    let mut hasher = FxHasher::default();
    let Release { id: _, by, to, what, purpose, signed_by, signed, expires, revoked, missing, flaws } = release;
    (by, to, what, purpose, signed_by, signed.filter(|day| *day > today)).hash(&mut hasher);
    (expires, revoked, missing, flaws).hash(&mut hasher);
    hasher.finish()
}

/// The facts that a choice or scene changes, or that are not the same at every start.
fn changing(case: &Case, book: &Rulebook, starts: &[State]) -> FxHashSet<Fact> {
    let of_choices = case.scenes.iter().flat_map(|scene| scene.choices.iter().flat_map(Choice::changes));
    let set = of_choices.chain(case.scenes.iter().flat_map(|scene| scene.set.iter().copied())).map(|(fact, _)| fact);
    let value = |state: &State, fact: Fact| state.situation.facts.get(fact);
    let differs = |fact: &Fact| {
        let mut values = starts.iter().map(|start| value(start, *fact));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let differing = book.vocabulary.facts().map(|(fact, _)| fact).filter(differs);
    set.chain(differing).collect()
}

fn frame_of(situation: &Situation) -> u64 {
    let mut hasher = FxHasher::default();
    let ages = |party: &Party| party.age.hash(&mut hasher);
    situation.parties.iter().for_each(ages);
    let process: &Option<Process> = &situation.process;
    process.hash(&mut hasher);
    hasher.finish()
}

/// Answers as bits, a word at a time.
fn hash_bits(answers: impl Iterator<Item = bool>, hasher: &mut Both) {
    let (mut word, mut count) = (0_u64, 0_u32);
    for answer in answers {
        word |= u64::from(answer) << (count % 64);
        count += 1;
        if count.is_multiple_of(64) {
            word.hash(hasher);
            word = 0;
        }
    }
    word.hash(hasher);
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
