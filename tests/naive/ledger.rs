//! Duties on the clock, kept in ids: opened, discharged, missed, met in part, lapsed.

use super::Words;
use super::asking::Moment;
use super::books::{Book, Clause};
use super::story::{Deed, Story};
use confidant::ethics::{
    Act, Atom, Badge, Certainty, Condition, Deadline, Discharge, DutyState, Effect, Layer, Situation,
};
use jiff::civil::{Date, Weekday};

const DAY: u32 = 24 * 60;

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duty {
    pub(crate) rule: String,
    pub(crate) opened: u32,
    pub(crate) due: Option<u32>,
    pub(crate) state: DutyState,
    pub(crate) met: usize,
    pub(crate) parts: usize,
    since: Vec<Deed>,
}

/// All duties of a run, in the order in which they arose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    pub(crate) duties: Vec<Duty>,
}

fn is_waiting(duty: &Duty) -> bool {
    matches!(duty.state, DutyState::Open | DutyState::Missed | DutyState::Partial)
}

/// The parts that count for partly met: the steps, or what one condition joins with `and`.
fn parts(clause: &Clause) -> Vec<&Condition<Atom>> {
    match clause.rule.discharged_by.as_ref().map(Discharge::steps) {
        Some([Condition::All(parts)]) => parts.iter().collect(),
        Some(steps) => steps.iter().collect(),
        None => Vec::new(),
    }
}

fn is_ordered(clause: &Clause) -> bool {
    clause.rule.discharged_by.as_ref().is_some_and(|discharge| discharge.steps().len() > 1)
}

fn due(deadline: Deadline, situation: &Situation, today: Date) -> Option<u32> {
    match deadline {
        Deadline::End => None,
        Deadline::Within(minutes) => Some(situation.minute + minutes),
        Deadline::WorkingDays(days) => {
            let (mut day, mut later, mut left) = (today, 0, days);
            while left > 0 {
                day = day.tomorrow().unwrap_or(day);
                later += 1;
                if day.weekday() != Weekday::Saturday && day.weekday() != Weekday::Sunday {
                    left -= 1;
                }
            }
            Some((situation.minute / DAY + later) * DAY + DAY - 1)
        }
    }
}

impl Duty {
    fn holds(&self, story: &Story<'_>, condition: &Condition<Atom>) -> bool {
        Moment::quiet(story, &self.since).holds(condition)
    }

    /// Each step that holds now is behind us; what was done before it counts no more.
    fn take_steps(&mut self, clause: &Clause, story: &Story<'_>) {
        if !is_ordered(clause) {
            return;
        }
        for step in parts(clause).into_iter().skip(self.met) {
            if !self.holds(story, step) {
                break;
            }
            self.met += 1;
            self.since.clear();
        }
    }

    fn is_fully_met(&self, clause: &Clause, story: &Story<'_>) -> bool {
        if is_ordered(clause) {
            return self.met == self.parts;
        }
        let all = parts(clause);
        !all.is_empty() && all.into_iter().all(|part| self.holds(story, part))
    }
}

impl Ledger {
    /// The rules of the duties still open.
    pub(crate) fn open(&self) -> Vec<&str> {
        self.duties.iter().filter(|duty| duty.state == DutyState::Open).map(|duty| duty.rule.as_str()).collect()
    }

    /// Takes in what was done and how things stand; says what changed, each as a line.
    pub(crate) fn update(
        &mut self,
        book: &Book<'_>,
        situation: &Situation,
        acts: &[Act],
        called: &[String],
    ) -> Vec<String> {
        let story = Story::tell(book.words, situation);
        let mut changes = Vec::new();
        for id in called {
            if let Some(clause) = book.find(id)
                && !self.open().contains(&id.as_str())
            {
                self.start(clause, &story, &mut changes);
            }
        }
        for act in acts {
            for duty in self.duties.iter_mut().filter(|duty| is_waiting(duty)) {
                duty.since.extend(story.deeds(act));
                if let Some(clause) = book.find(&duty.rule) {
                    duty.take_steps(clause, &story);
                }
            }
        }
        self.look_at_the_situation(book, &story, &mut changes);
        self.settle(book, &story, &mut changes);
        changes
    }

    fn start(&mut self, clause: &Clause, story: &Story<'_>, changes: &mut Vec<String>) {
        self.duties.push(Duty {
            rule: clause.id.clone(),
            opened: story.situation.minute,
            due: due(clause.rule.by, story.situation, story.today),
            state: DutyState::Open,
            met: 0,
            parts: parts(clause).len(),
            since: Vec::new(),
        });
        changes.push(format!("{} {:?}", clause.id, DutyState::Open));
    }

    /// Standing duties open, lapse and come back as their condition does.
    fn look_at_the_situation(&mut self, book: &Book<'_>, story: &Story<'_>, changes: &mut Vec<String>) {
        let moment = Moment::quiet(story, &story.done);
        let speaks = |pack: &str| {
            let volume = book.packs.iter().find(|volume| volume.pack.id.as_str() == pack);
            volume.is_some_and(|volume| volume.pack.when.as_ref().is_none_or(|when| moment.holds(when)))
        };
        for clause in
            book.rules.iter().filter(|clause| clause.verbs.is_empty() && clause.rule.effect == Effect::Require)
        {
            let excepted = clause.rule.unless.as_ref().is_some_and(|unless| moment.holds(unless));
            let applies = moment.holds(&clause.rule.when) && !excepted && speaks(&clause.pack);
            let Some(duty) = self.duties.iter_mut().find(|duty| duty.rule == clause.id) else {
                if applies {
                    self.start(clause, story, changes);
                }
                continue;
            };
            if applies && duty.state == DutyState::Lapsed {
                duty.state = DutyState::Open;
                duty.opened = story.situation.minute;
                duty.due = due(clause.rule.by, story.situation, story.today);
            } else if !applies && duty.state == DutyState::Open && !duty.is_fully_met(clause, story) {
                duty.state = DutyState::Lapsed;
                changes.push(format!("{} {:?}", clause.id, DutyState::Lapsed));
            }
        }
    }

    fn settle(&mut self, book: &Book<'_>, story: &Story<'_>, changes: &mut Vec<String>) {
        for duty in self.duties.iter_mut().filter(|duty| is_waiting(duty)) {
            let Some(clause) = book.find(&duty.rule) else { continue };
            duty.take_steps(clause, story);
            if !is_ordered(clause) {
                duty.met = parts(clause).into_iter().filter(|part| duty.holds(story, part)).count();
            }
            let was_open = duty.state == DutyState::Open;
            let too_late = duty.due.is_some_and(|due| story.situation.minute > due);
            let now = match duty.is_fully_met(clause, story) {
                true if was_open && !too_late => DutyState::Discharged,
                true => DutyState::Late,
                false if was_open && too_late && duty.met > 0 => DutyState::Partial,
                false if was_open && too_late => DutyState::Missed,
                false => duty.state,
            };
            if now != duty.state {
                duty.state = now;
                changes.push(format!("{} {now:?}", clause.id));
            }
        }
    }

    /// The matter is over.
    pub(crate) fn close(&mut self, book: &Book<'_>, situation: &Situation) -> Vec<String> {
        let story = Story::tell(book.words, situation);
        let mut changes = Vec::new();
        self.settle(book, &story, &mut changes);
        for duty in self.duties.iter_mut().filter(|duty| duty.state == DutyState::Open) {
            if duty.due.is_none_or(|due| due - duty.opened <= 3 * DAY) {
                duty.state = if duty.met == 0 { DutyState::Missed } else { DutyState::Partial };
                changes.push(format!("{} {:?}", duty.rule, duty.state));
            }
        }
        changes
    }

    /// What the duties of a layer come to.
    pub(crate) fn badge(&self, book: &Book<'_>, layer: Layer) -> Badge {
        let mut gravest = Badge::NotCovered;
        for duty in &self.duties {
            let Some(clause) = book.find(&duty.rule).filter(|clause| clause.layer == layer) else {
                continue;
            };
            let unsettled = matches!(clause.rule.certainty, Certainty::Unverified | Certainty::Contested);
            gravest = gravest.max(match duty.state {
                DutyState::Open | DutyState::Lapsed => Badge::NotCovered,
                DutyState::Discharged => Badge::Ok,
                DutyState::Late | DutyState::Missed | DutyState::Partial if unsettled => Badge::Contested,
                DutyState::Late | DutyState::Partial => Badge::Partial,
                DutyState::Missed => Badge::Violation,
            });
        }
        gravest
    }

    /// Every duty as one line.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.duties
            .iter()
            .map(|duty| duty_line(&duty.rule, duty.opened, duty.due, duty.state, duty.met, duty.parts))
            .collect()
    }

    /// The ids of all duties.
    pub(crate) fn rules(&self) -> Words {
        self.duties.iter().map(|duty| duty.rule.clone()).collect()
    }
}

pub(crate) fn duty_line(
    rule: &str,
    opened: u32,
    due: Option<u32>,
    state: DutyState,
    met: usize,
    parts: usize,
) -> String {
    let due = due.map_or("the end".into(), |minute| minute.to_string());
    format!("{rule}: {state:?}, {met} of {parts}, from {opened} to {due}")
}
