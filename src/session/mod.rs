//! A run of a case: commands in, events out. State is a fold over events' causes, so save, resume, undo, the check of a
//! handed-in record and the debrief are all one replay. Time and chance come in as values.

mod command;
mod debrief;
mod document;
mod record;
mod score;
mod setup;
mod state;
mod step;
mod table;
mod view;

pub use command::{Command, Confidence, Event, Refusal};
pub use debrief::{
    Beside, BestRun, BestStep, Debrief, DecisionReview, DutyReview, Elsewhere, Known, Lapses, OutOfReach,
};
pub use document::{STEADY, beside_lines, grasp, markdown};
pub use record::{Claim, Damage, Record};
pub use score::{Band, Outlook, SkillScore, StandardScore, Value, Worth, band, band_among};
pub use setup::{Mode, Setup};
pub use state::{State, surroundings};
pub use step::{Step, Turn, legal_choices};
pub use table::{Answer, Question, Table, accounts};
pub use view::{CaseFile, DutyNote, Moment, PersonNote, PlayView, ReleaseNote, ShownChoice};

use crate::activity::Way;
use crate::ethics::Rulebook;
use crate::ids::ChoiceId;
use crate::scenario::Case;
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom as _;
use std::sync::Arc;

/// One decision of a run: what was chosen, what came of it, and what else was open.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The scene.
    pub scene: usize,
    /// The choice of it.
    pub choice: usize,
    /// What was done by hand, where it was: the choice is what it came to.
    pub way: Option<Way>,
    /// How sure the player said they were.
    pub confidence: Option<Confidence>,
    /// The state before.
    pub before: State,
    /// What it did.
    pub step: Step,
    /// Every open choice with its worth, the chosen one among them.
    pub options: Vec<(usize, Worth)>,
}

impl Decision {
    /// The worth of what was chosen.
    pub fn worth(&self) -> Worth {
        let chosen = self.options.iter().find(|(choice, _)| *choice == self.choice);
        chosen.map(|(_, worth)| worth.clone()).unwrap_or_default()
    }

    /// The best that was open; of equally good ones that which does most itself.
    pub fn best(&self) -> Option<(usize, Worth)> {
        let merit = |(choice, worth): &&(usize, Worth)| (worth.total(), worth.value, std::cmp::Reverse(*choice));
        self.options.iter().max_by_key(merit).cloned()
    }

    /// What was lost against the best that could still be had.
    pub fn loss(&self) -> Value {
        self.best().map(|(_, best)| best.total() - self.worth().total()).unwrap_or_default()
    }

    /// The band of the decision.
    pub fn band(&self) -> Band {
        band(self)
    }
}

/// A run in progress.
#[derive(Debug, Clone)]
pub struct Session {
    case: Arc<Case>,
    book: Arc<Rulebook>,
    setup: Setup,
    start: State,
    state: State,
    decisions: Vec<Decision>,
    first_attempt: Option<Vec<Decision>>,
    commands: Vec<Command>,
    outlook: Option<Arc<dyn Outlook>>,
}

impl Session {
    /// Starts a run.
    pub fn start(case: Arc<Case>, book: Arc<Rulebook>, setup: Setup) -> Self {
        let start = State::at_start(&case, &book, &setup);
        Self {
            case,
            book,
            setup,
            state: start.clone(),
            start,
            decisions: Vec::new(),
            first_attempt: None,
            commands: Vec::new(),
            outlook: None,
        }
    }

    /// Scores by what can still be had, from now on and for what was decided already. Without it a decision is scored by
    /// what it does itself.
    pub fn look_ahead(&mut self, outlook: Arc<dyn Outlook>) {
        let attempts = self.first_attempt.iter_mut().flatten().chain(&mut self.decisions);
        for decision in attempts {
            for (option, worth) in &mut decision.options {
                let step = Step::take(&self.case, &self.book, &decision.before, *option);
                worth.ahead = outlook.best_after(&step.after).map(|after| worth.value + after);
            }
        }
        self.outlook = Some(outlook);
    }

    /// Starts a run and plays commands until one is refused.
    pub fn replay(
        case: Arc<Case>,
        book: Arc<Rulebook>,
        setup: Setup,
        commands: &[Command],
    ) -> (Self, Option<(usize, Refusal)>) {
        let mut session = Self::start(case, book, setup);
        for (at, command) in commands.iter().enumerate() {
            if let Err(refusal) = session.submit(command.clone()) {
                return (session, Some((at, refusal)));
            }
        }
        (session, None)
    }

    /// The one door: a command is refused by name, or events say what it did.
    ///
    /// # Errors
    /// Why the command cannot be done now.
    pub fn submit(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = match &command {
            Command::Choose { choice, confidence, .. } => self.choose(choice, *confidence)?,
            Command::Rewind { to } => self.rewind(*to)?,
        };
        self.commands.push(command);
        Ok(events)
    }

    fn choose(&mut self, id: &ChoiceId, confidence: Option<Confidence>) -> Result<Vec<Event>, Refusal> {
        if self.is_over() {
            return Err(Refusal::Over);
        }
        let scene = self.state.scene;
        let asked = self.case.scenes.get(scene).map(|scene| scene.asked(id, self.state.frame(&self.case)));
        let asked = asked.transpose().map_err(|why| Refusal::NotDone { why })?.flatten();
        let (choice, way) = asked.ok_or_else(|| Refusal::NoSuchChoice { choice: id.clone() })?;
        let open = legal_choices(&self.case, &self.book, &self.state);
        if !open.contains(&choice) {
            return Err(Refusal::NotOpen { choice: id.clone() });
        }
        let options = open.into_iter().map(|option| (option, self.worth(option))).collect();
        let mut step = Step::take(&self.case, &self.book, &self.state, choice);
        step.in_the_words_of(&self.case, scene, way.as_ref());
        let events = step.events(&self.case, &self.book, &self.state, choice);
        let before = std::mem::replace(&mut self.state, step.after.clone());
        self.decisions.push(Decision { scene, choice, way, confidence, before, step, options });
        Ok(events)
    }

    /// The best way on from a state of this run, by the numbers of the choices; none where nobody looked ahead.
    pub fn best_from(&self, state: &State) -> Option<Vec<usize>> {
        self.outlook.as_ref()?.best_run(state)
    }

    fn worth(&self, choice: usize) -> Worth {
        let step = Step::take(&self.case, &self.book, &self.state, choice);
        let mut worth = Worth::of(&self.book, &step);
        let after = self.outlook.as_ref().and_then(|outlook| outlook.best_after(&step.after));
        worth.ahead = after.map(|after| worth.value + after);
        worth
    }

    fn rewind(&mut self, to: usize) -> Result<Vec<Event>, Refusal> {
        if self.setup.mode == Mode::Exam {
            return Err(Refusal::NoRewindInExam);
        }
        let before = self.decisions.get(to).map(|decision| decision.before.clone());
        let before = before.ok_or(Refusal::NoSuchDecision { decision: to })?;
        if self.first_attempt.is_none() {
            self.first_attempt = Some(self.decisions.clone());
        }
        self.decisions.truncate(to);
        self.state = before;
        Ok(vec![Event::Rewound { to }])
    }

    /// Is the case over?
    pub fn is_over(&self) -> bool {
        self.ending().is_some()
    }

    /// The ending, once there.
    pub fn ending(&self) -> Option<&crate::scenario::Ending> {
        self.case.scenes.get(self.state.scene)?.ending.as_ref()
    }

    /// The case.
    pub fn case(&self) -> &Arc<Case> {
        &self.case
    }

    /// The rules in force.
    pub fn book(&self) -> &Arc<Rulebook> {
        &self.book
    }

    /// How it was set up.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// How things stand.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How things stood before the first choice.
    pub fn start_state(&self) -> &State {
        &self.start
    }

    /// The decisions made, without those taken back.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The decisions of the first attempt, if something was taken back later.
    pub fn first_attempt(&self) -> Option<&[Decision]> {
        self.first_attempt.as_deref()
    }

    /// Everything submitted.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// The choices now open, in the order shown: shuffled by the seed, so that position gives nothing away. The ways through
    /// an activity are not among them: they are found by hand.
    pub fn shown_choices(&self) -> Vec<usize> {
        if self.is_over() {
            return Vec::new();
        }
        let mut open = legal_choices(&self.case, &self.book, &self.state);
        let is_way = |choice: &usize| self.case.scenes.get(self.state.scene).is_some_and(|scene| scene.is_way(*choice));
        open.retain(|choice| !is_way(choice));
        let scene = self.state.scene as u64;
        let mut chance =
            ChaCha8Rng::seed_from_u64(self.setup.seed.rotate_left(17) ^ scene.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        open.shuffle(&mut chance);
        open
    }
}
