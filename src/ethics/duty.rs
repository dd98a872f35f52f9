//! Duties on the story clock: they open when their condition becomes true or an act calls them up, and are discharged,
//! missed, met in part, or lapse. Silence is judged through them.

use super::act::Act;
use super::atom::View;
use super::judgment::Badge;
use super::rule::{Layer, Rule};
use super::rulebook::{RuleRef, Rulebook};
use super::situation::{Done, Situation};
use serde::Serialize;

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum DutyState {
    /// Still to be done.
    Open,
    /// Done in time.
    Discharged,
    /// Done, but after its time.
    Late,
    /// Not done in its time.
    Missed,
    /// Some of it done in its time.
    Partial,
    /// No longer asked for.
    Lapsed,
}

impl DutyState {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Discharged => "done",
            Self::Late => "done late",
            Self::Missed => "missed",
            Self::Partial => "done in part",
            Self::Lapsed => "no longer due",
        }
    }
}

/// One duty of a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Duty {
    /// The rule that sets it.
    pub rule: RuleRef,
    /// The story minute it arose.
    pub opened: u32,
    /// The story minute it is due; none is the end of the case.
    pub due: Option<u32>,
    /// How it stands.
    pub state: DutyState,
    /// How many of its parts are met.
    pub met: usize,
    /// How many parts it has.
    pub parts: usize,
    /// What was done since it arose; where the order counts, since its last step was met.
    done: Done,
}

impl Duty {
    /// What was done since it arose, as far as it counts.
    pub fn done_since(&self) -> &Done {
        &self.done
    }

    /// Is it held against a counselor who closes the case without having acted?
    pub fn is_short(&self) -> bool {
        self.due.is_none_or(|due| due.saturating_sub(self.opened) <= SHORT_DEADLINE)
    }

    /// Where the order counts: each step that is met now is behind us, and what was done before it counts no more.
    fn take_steps(&mut self, book: &Rulebook, situation: &Situation) {
        let discharge = book.rule(self.rule).and_then(|rule| rule.discharged_by.as_ref());
        let Some(discharge) = discharge.filter(|discharge| discharge.is_ordered()) else { return };
        let view = View::of(situation, &book.vocabulary);
        while let Some(step) = discharge.steps().get(self.met) {
            let view = since(&view, self);
            if !step.holds(&|atom| view.holds(atom)) {
                return;
            }
            self.met += 1;
            self.done = Done::default();
        }
    }

    fn badge(&self, book: &Rulebook) -> Badge {
        let settled = book.rule(self.rule).is_some_and(|rule| rule.certainty.is_settled());
        match self.state {
            DutyState::Open | DutyState::Lapsed => Badge::NotCovered,
            DutyState::Discharged => Badge::Ok,
            DutyState::Late | DutyState::Missed | DutyState::Partial if !settled => Badge::Contested,
            DutyState::Late | DutyState::Partial => Badge::Partial,
            DutyState::Missed => Badge::Violation,
        }
    }
}

/// A change to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyChange {
    /// The rule that sets the duty.
    pub rule: RuleRef,
    /// Its state now.
    pub state: DutyState,
}

/// Deadlines up to this long are held against a counselor who closes the case without having acted.
const SHORT_DEADLINE: u32 = 72 * 60;

/// All duties of a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ledger {
    duties: Vec<Duty>,
}

impl Ledger {
    /// The duties in the order they arose.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Those still open.
    pub fn open(&self) -> impl Iterator<Item = &Duty> {
        self.duties.iter().filter(|duty| duty.state == DutyState::Open)
    }

    /// What the duties of a layer come to: silence is judged here.
    pub fn badge(&self, book: &Rulebook, layer: Layer) -> Badge {
        let of_layer =
            self.duties.iter().filter(|duty| book.pack_of(duty.rule).is_some_and(|pack| pack.layer == layer));
        of_layer.map(|duty| duty.badge(book)).max().unwrap_or_default()
    }

    /// Takes in what was done and how things now stand: discharges, opens, lapses and misses duties.
    pub fn update(
        &mut self,
        book: &Rulebook,
        situation: &Situation,
        acts: &[Act],
        called: &[RuleRef],
    ) -> Vec<DutyChange> {
        let mut changes = Vec::new();
        self.open_called(book, situation, called, &mut changes);
        self.note_acts(book, situation, acts);
        self.open_standing(book, situation, &mut changes);
        self.settle(book, situation, &mut changes);
        changes
    }

    /// The case is over: what was due by now, or soon, and was not done, is missed.
    pub fn close(&mut self, book: &Rulebook, situation: &Situation) -> Vec<DutyChange> {
        let mut changes = Vec::new();
        self.settle(book, situation, &mut changes);
        for duty in self.duties.iter_mut().filter(|duty| duty.state == DutyState::Open) {
            if duty.is_short() {
                duty.state = if duty.met > 0 { DutyState::Partial } else { DutyState::Missed };
                changes.push(DutyChange { rule: duty.rule, state: duty.state });
            }
        }
        changes
    }

    fn open_called(
        &mut self,
        book: &Rulebook,
        situation: &Situation,
        called: &[RuleRef],
        changes: &mut Vec<DutyChange>,
    ) {
        for rule in called {
            let open_already = self.open().any(|duty| duty.rule == *rule);
            if !open_already {
                self.start(book, situation, *rule, changes);
            }
        }
    }

    fn open_standing(&mut self, book: &Rulebook, situation: &Situation, changes: &mut Vec<DutyChange>) {
        let view = View::of(situation, &book.vocabulary);
        let speaking = book.speaking(situation);
        for reference in book.standing() {
            let Some(clause) = book.clause(*reference) else { continue };
            let rule = &*clause.rule;
            let applies = speaking.has(clause.pack) && clause.applies(&view);
            match self.duties.iter_mut().find(|duty| duty.rule == *reference) {
                None if applies => self.start(book, situation, *reference, changes),
                // What was asked for, then not, then again, has its whole time anew.
                Some(duty) if applies && duty.state == DutyState::Lapsed => {
                    (duty.state, duty.opened, duty.due) = (DutyState::Open, situation.minute, rule.by.due(situation));
                }
                // What a duty's own discharge brought about (the danger is over) does not make it lapse.
                Some(duty) if !applies && duty.state == DutyState::Open && !fully_met(rule, duty, &view) => {
                    duty.state = DutyState::Lapsed;
                    changes.push(DutyChange { rule: *reference, state: DutyState::Lapsed });
                }
                Some(_) | None => (),
            }
        }
    }

    fn start(&mut self, book: &Rulebook, situation: &Situation, reference: RuleRef, changes: &mut Vec<DutyChange>) {
        let Some(rule) = book.rule(reference) else { return };
        let due = rule.by.due(situation);
        let parts = rule.discharged_by.as_ref().map_or(1, |discharge| discharge.parts().len());
        let opened = situation.minute;
        self.duties.push(Duty {
            rule: reference,
            opened,
            due,
            state: DutyState::Open,
            met: 0,
            parts,
            done: Done::default(),
        });
        changes.push(DutyChange { rule: reference, state: DutyState::Open });
    }

    fn note_acts(&mut self, book: &Rulebook, situation: &Situation, acts: &[Act]) {
        let waiting = |duty: &&mut Duty| matches!(duty.state, DutyState::Open | DutyState::Missed | DutyState::Partial);
        for duty in self.duties.iter_mut().filter(waiting) {
            for act in acts {
                duty.done.note_act(act, situation, &book.vocabulary);
                duty.take_steps(book, situation);
            }
        }
    }

    fn settle(&mut self, book: &Rulebook, situation: &Situation, changes: &mut Vec<DutyChange>) {
        let view = View::of(situation, &book.vocabulary);
        let waiting = |duty: &&mut Duty| matches!(duty.state, DutyState::Open | DutyState::Missed | DutyState::Partial);
        for duty in self.duties.iter_mut().filter(waiting) {
            let Some(rule) = book.rule(duty.rule) else { continue };
            let before = duty.state;
            duty.take_steps(book, situation);
            duty.met = met(rule, duty, &view);
            let overdue = duty.due.is_some_and(|due| situation.minute > due);
            duty.state = match (fully_met(rule, duty, &view), before) {
                (true, DutyState::Open) if !overdue => DutyState::Discharged,
                (true, _) => DutyState::Late,
                (false, DutyState::Open) if overdue && duty.met > 0 => DutyState::Partial,
                (false, DutyState::Open) if overdue => DutyState::Missed,
                (false, _) => before,
            };
            if duty.state != before {
                changes.push(DutyChange { rule: duty.rule, state: duty.state });
            }
        }
    }
}

fn since<'a>(view: &View<'a>, duty: &'a Duty) -> View<'a> {
    View { done: &duty.done, ..*view }
}

fn fully_met(rule: &Rule, duty: &Duty, view: &View<'_>) -> bool {
    let Some(discharge) = &rule.discharged_by else { return false };
    if discharge.is_ordered() { duty.met == duty.parts } else { discharge.holds(&since(view, duty)) }
}

fn met(rule: &Rule, duty: &Duty, view: &View<'_>) -> usize {
    let Some(discharge) = rule.discharged_by.as_ref().filter(|discharge| !discharge.is_ordered()) else {
        return duty.met;
    };
    let view = since(view, duty);
    discharge.parts().iter().filter(|part| part.holds(&|atom| view.holds(atom))).count()
}
