//! The desk of a scene as it lies before the player: what can be picked now, in the order shown. Front ends draw it and
//! keep what is picked until it is committed; what is committed is a command like any other.

use super::command::{Command, Confidence};
use super::{Decision, Session};
use crate::activity::{Account, Activity, Frame, Names, Set, Takes, Way};
use crate::ethics::{Party, TermSet};
use crate::ids::ChoiceId;
use crate::scenario::{SceneActivity, fill_names};
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom as _;
use std::sync::Arc;

/// A desk.
#[derive(Debug, Clone)]
pub struct Table {
    played: Arc<SceneActivity>,
    frame: Frame,
    parties: Arc<Vec<Party>>,
    /// The questions, with the answers that are there.
    pub questions: Vec<Question>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.played, &other.played) && self.frame == other.frame && self.questions == other.questions
    }
}

impl Eq for Table {}

/// A question with the answers that are there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number on the desk.
    pub set: usize,
    /// Its name, as an author writes it.
    pub id: String,
    /// In words.
    pub ask: String,
    /// How many answers it takes.
    pub takes: Takes,
    /// The answers, in the order shown.
    pub answers: Vec<Answer>,
}

/// An answer that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its number in the question.
    pub item: usize,
    /// Its name in a way.
    pub id: String,
    /// As shown.
    pub label: String,
    /// A second line, or what one reads on opening it.
    pub detail: String,
    /// The exact words.
    pub say: String,
    /// Done already, for good.
    pub is_done: bool,
}

impl Table {
    /// The desk of the scene a session stands in, if there is one and it is open.
    pub fn of(session: &Session) -> Option<Self> {
        let (case, state) = (session.case(), session.state());
        let scene = case.scenes.get(state.scene)?;
        let played = scene.activity.clone()?;
        let story = state.story(session.book());
        let is_open = !session.is_over() && played.when.as_ref().is_none_or(|when| story.holds(when));
        let frame = state.frame(case);
        let fill = |words: &str| fill_names(words, &state.situation.parties);
        let gate = |gate: usize| played.gates.get(gate).is_none_or(|when| story.holds(when));
        let done: Vec<&Way> = session
            .decisions()
            .iter()
            .filter(|decision| decision.scene == state.scene)
            .filter_map(|decision| decision.way.as_ref())
            .collect();
        let question = |(set, of): (usize, &Set)| {
            let there = of.items.iter().enumerate();
            let there = there.filter(|(_, item)| item.frames.has(frame) && item.gate.is_none_or(gate));
            let answer = |(at, item): (usize, &crate::activity::Item)| Answer {
                item: at,
                id: item.id.clone(),
                label: fill(&item.label),
                detail: fill(&item.detail),
                say: fill(&item.say),
                is_done: of.takes == Takes::Each && done.iter().any(|way| way.has(set, at)),
            };
            let mut answers: Vec<Answer> = there.map(answer).collect();
            if !of.fixed {
                let salt = (state.scene as u64) << 8 | set as u64;
                let mut chance = ChaCha8Rng::seed_from_u64(session.setup().seed.rotate_left(29) ^ salt);
                answers.shuffle(&mut chance);
            }
            Question { set, id: of.id.clone(), ask: fill(&of.ask), takes: of.takes, answers }
        };
        let questions = played.activity.sets.iter().enumerate().map(question);
        // A question without an answer in this run is not asked.
        let questions = questions.filter(|question| !question.answers.is_empty()).collect();
        let parties = state.situation.parties.clone();
        is_open.then(|| Self { frame, questions, parties, played: played.clone() })
    }

    /// What is to be done.
    pub fn activity(&self) -> &Activity {
        &self.played.activity
    }

    /// What differs between this run and others from the start.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// With nothing picked but what stands from the start.
    pub fn untouched(&self) -> Way {
        let mut way = Way::untouched(self.activity(), self.frame);
        for question in &self.questions {
            // What stands from the start may not be there in this run.
            let there = question.answers.iter().fold(0, |mask, answer| mask | crate::activity::bit(answer.item));
            if let Some(mask) = way.0.get_mut(question.set) {
                *mask &= there;
            }
        }
        way
    }

    /// Can it be committed so?
    ///
    /// # Errors
    /// What is still missing, in words for the player.
    pub fn ready(&self, way: &Way) -> Result<(), String> {
        self.activity().outcome(way, self.frame).map(|_| ())
    }

    /// A way in a line, as it is read out before it is committed.
    pub fn sentence(&self, way: &Way) -> String {
        self.fill(&self.activity().sentence(way))
    }

    /// Puts the names of people into something that is written on it: `{maya}`.
    pub fn fill(&self, words: &str) -> String {
        fill_names(words, &self.parties)
    }

    /// The name of a way: what is submitted, and stands in the record.
    pub fn named(&self, way: &Way) -> ChoiceId {
        way.words(self.activity()).into()
    }

    /// The command that commits a way.
    pub fn command(&self, way: &Way, confidence: Option<Confidence>, at: Option<i64>) -> Command {
        Command::Choose { choice: self.named(way), confidence, at }
    }
}

/// What came of a decision that was done by hand, in words; nothing where it was not.
pub fn accounts(session: &Session, decision: &Decision) -> Vec<Account> {
    let case = session.case();
    let played = case.scenes.get(decision.scene).and_then(|scene| scene.activity.as_deref());
    let Some((played, way)) = played.zip(decision.way.as_ref()) else { return Vec::new() };
    let frame = decision.before.frame(case);
    let Ok(outcome) = played.activity.outcome(way, frame) else { return Vec::new() };
    let kinds = &session.book().vocabulary.kinds;
    let named = |set: TermSet| set.iter().map(|kind| kinds.name(kind)).collect::<Vec<_>>().join(", ");
    let names = Names { person: &|who| decision.before.situation.name(who).to_owned(), kinds: &named };
    let mut accounts = played.activity.accounts(way, frame, &outcome, &names);
    let parties = &decision.before.situation.parties;
    for line in accounts.iter_mut().flat_map(|account| &mut account.lines) {
        *line = fill_names(line, parties);
    }
    accounts
}
