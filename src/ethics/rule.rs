//! A rule is one clause of one code or law, as data: whom it binds, which acts it is about, when it applies, what it does,
//! and in plain words why.

use super::atom::{Atom, View};
use super::condition::Condition;
use super::situation::Situation;
use super::vocabulary::{Fact, Term, TermSet, Vocabulary};
use crate::ids::RuleId;
use crate::reading::{Node, Reader};
use crate::source::Span;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $what:literal { $($(#[$item_doc:meta])* $item:ident $words:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// Every word as written in files.
            pub const ALL: &[(&str, Self)] = &[$((stringify!($item), Self::$item),)*];

            /// As people read it.
            pub fn words(self) -> &'static str {
                match self { $(Self::$item => $words,)* }
            }

            /// Reads the word.
            pub fn read(reader: &Reader, node: &Node) -> Option<Self> {
                reader.one_of(node, $what, Self::ALL)
            }
        }
    )*};
}

words! {
    /// Which kind of norm it is.
    Layer: "layer" {
        /// Statute, regulation, court decision.
        Law "law",
        /// A profession's code.
        Ethics "ethics",
        /// An agency's own rules.
        Policy "policy",
    }
    /// How sure the clause is.
    Certainty: "certainty" {
        /// Read in its own text.
        Verified "verified",
        /// Read in a secondary source.
        Secondary "from a secondary source",
        /// Not checked against its text.
        Unverified "not verified",
        /// Sources conflict or the law is unsettled.
        Contested "contested",
    }
    /// What the clause does.
    Effect: "effect" {
        /// It allows.
        Permit "permits",
        /// It forbids.
        Forbid "forbids",
        /// It sets a duty.
        Require "requires",
        /// It leaves the decision to judgment.
        Discretion "leaves to judgment",
    }
    /// How bad it is to break it.
    Severity: "severity" {
        /// Good form.
        Minor "minor",
        /// It matters.
        Moderate "moderate",
        /// A real breach.
        Serious "serious",
        /// Points cannot buy it back.
        Grave "grave",
    }
    /// Which skill it exercises.
    Competency: "competency" {
        /// To see that there is something to decide.
        Notice "notice",
        /// To decide whom one may tell.
        Judge "judge",
        /// To tell the least, in the right way.
        DiscloseWell "disclose well",
        /// To keep people safe.
        Protect "protect",
        /// To mend what went wrong.
        Repair "repair",
    }
    /// Which side of a disclosure a rule faults.
    Aspect: "aspect" {
        /// Whom one told.
        Recipient "recipient",
        /// What one told.
        Content "content",
        /// How one went about it.
        Procedure "procedure",
        /// Where and by which way.
        Setting "setting",
    }
    /// When a duty on an act falls due.
    Timing: "timing" {
        /// By the time of the act.
        Before "before",
        /// After it.
        After "after",
    }
}

impl Certainty {
    /// May a player fail by it?
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Secondary)
    }
}

impl Severity {
    /// What it weighs in a score.
    pub fn weight(self) -> i32 {
        match self {
            Self::Minor => 1,
            Self::Moderate => 2,
            Self::Serious => 4,
            Self::Grave => 8,
        }
    }
}

/// As what one acts, beside one's profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Answers for a supervisee's work.
    Supervisor,
    /// Works under supervision.
    Supervisee,
    /// Is in training.
    Student,
    /// Teaches.
    Educator,
    /// Does research.
    Researcher,
    /// Has staff, students or volunteers.
    Employer,
    /// Works under somebody's orders.
    Staff,
}

impl Capacity {
    /// As written in files; the fact of it is `capacity.` and this word.
    pub const ALL: &[(&str, Self)] = &[
        ("supervisor", Self::Supervisor),
        ("supervisee", Self::Supervisee),
        ("student", Self::Student),
        ("educator", Self::Educator),
        ("researcher", Self::Researcher),
        ("employer", Self::Employer),
        ("staff", Self::Staff),
    ];

    /// As people read it: "supervisors".
    pub fn words(self) -> &'static str {
        match self {
            Self::Supervisor => "supervisors",
            Self::Supervisee => "supervisees",
            Self::Student => "students in training",
            Self::Educator => "educators",
            Self::Researcher => "researchers",
            Self::Employer => "those who have staff, students or volunteers",
            Self::Staff => "staff",
        }
    }
}

/// The widest content a rule covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Anything.
    Any,
    /// These kinds and what is below them.
    Kinds(TermSet),
    /// What the release on file covers.
    Release,
    /// What the order covers.
    Process,
}

/// By when a duty is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deadline {
    /// So many minutes after it arose.
    Within(u32),
    /// The end of so many working days after the day it arose; holidays are not known here and count as working days.
    WorkingDays(u32),
    /// Before the case closes.
    End,
}

/// "At once" in story minutes: before anything else is taken up, not while the kettle boils.
pub const AT_ONCE: u32 = 120;

impl Deadline {
    /// As people read it.
    pub fn words(self) -> String {
        match self {
            Self::End => "before the case closes".into(),
            Self::WorkingDays(days) => counted(days, "working day"),
            Self::Within(AT_ONCE) => "at once".into(),
            Self::Within(minutes) if minutes % (24 * 60) == 0 && minutes > 2 * 24 * 60 => {
                format!("within {} days", minutes / (24 * 60))
            }
            Self::Within(minutes) if minutes % 60 == 0 => counted(minutes / 60, "hour"),
            Self::Within(minutes) => counted(minutes, "minute"),
        }
    }
}

fn counted(number: u32, unit: &str) -> String {
    if number == 1 { format!("within one {unit}") } else { format!("within {number} {unit}s") }
}

impl Deadline {
    /// The story minute it falls on for a duty that arises now; none where only the end of the case does.
    pub fn due(self, situation: &Situation) -> Option<u32> {
        const DAY: u32 = 24 * 60;
        match self {
            Self::Within(minutes) => Some(situation.minute.saturating_add(minutes)),
            Self::WorkingDays(days) => {
                let later = calendar_days(situation.today(), days);
                Some((situation.minute / DAY).saturating_add(later + 1).saturating_mul(DAY) - 1)
            }
            Self::End => None,
        }
    }
}

/// How many calendar days pass until so many working days have.
fn calendar_days(mut day: Date, working: u32) -> u32 {
    let (mut passed, mut left) = (0, working.min(10_000));
    while left > 0 {
        day = day.tomorrow().unwrap_or(day);
        passed += 1;
        left -= u32::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    passed
}

/// What discharges a duty: one condition, or steps that must come true one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discharge {
    steps: Vec<Condition<Atom>>,
}

impl Discharge {
    /// From steps in their order; never none.
    pub(super) fn new(steps: Vec<Condition<Atom>>) -> Option<Self> {
        (!steps.is_empty()).then_some(Self { steps })
    }

    /// Does the order count?
    pub fn is_ordered(&self) -> bool {
        self.steps.len() > 1
    }

    /// Its steps.
    pub fn steps(&self) -> &[Condition<Atom>] {
        &self.steps
    }

    /// The parts that all count toward it: its steps, or what its one condition joins with `and`.
    pub fn parts(&self) -> &[Condition<Atom>] {
        match self.steps.as_slice() {
            [only] => only.conjuncts(),
            steps => steps,
        }
    }

    /// Would any one of several things do?
    pub fn any_will_do(&self) -> bool {
        matches!(self.steps.as_slice(), [Condition::Any(_)])
    }

    /// Everything that counts toward it.
    pub fn atoms(&self) -> impl Iterator<Item = &Atom> {
        self.steps.iter().flat_map(Condition::atoms)
    }

    /// Is all of it so, whatever the order?
    pub fn holds(&self, view: &View<'_>) -> bool {
        self.steps.iter().all(|step| step.holds(&|atom| view.holds(atom)))
    }
}

/// How a duty is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Logic {
    /// Every part.
    All,
    /// Any one of several.
    AnyOne,
    /// Every part, in order.
    Ordered,
    /// One act.
    One,
    /// Reasonable care: no closed list.
    ReasonableCare,
}

impl Logic {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "every part of it",
            Self::AnyOne => "any one of several",
            Self::Ordered => "each step in order",
            Self::One => "one act",
            Self::ReasonableCare => "reasonable care, no closed list",
        }
    }
}

/// One clause.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its stable id.
    pub id: RuleId,
    /// Where it stands, as one cites it.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it is about.
    pub topic: Option<Term>,
    /// The professions it binds, with those below them; empty is everybody its pack binds.
    pub binds: TermSet,
    /// As what one is bound by it; empty is in any capacity.
    pub capacity: Vec<Capacity>,
    /// What it does.
    pub effect: Effect,
    /// Which acts it is about, a bit for each verb; none for a standing duty.
    pub acts: u64,
    /// Recipients; empty is anyone.
    pub to: TermSet,
    /// Subjects; empty is anyone.
    pub about: TermSet,
    /// Purposes; empty is any.
    pub purpose: TermSet,
    /// Channels; empty is any.
    pub channel: TermSet,
    /// Settings; empty is any.
    pub setting: TermSet,
    /// When it applies.
    pub when: Condition<Atom>,
    /// When it does not.
    pub unless: Option<Condition<Atom>>,
    /// The widest content it covers.
    pub at_most: Extent,
    /// For a duty on an act: before or after it.
    pub timing: Option<Timing>,
    /// What discharges a duty.
    pub discharged_by: Option<Discharge>,
    /// A standard of reasonable care: what discharges it is an example, not a list.
    pub care: bool,
    /// By when.
    pub by: Deadline,
    /// Rules that do not apply where this one does.
    pub overrides: Vec<RuleId>,
    /// How bad breaking it is.
    pub severity: Severity,
    /// Which skill it exercises.
    pub competency: Competency,
    /// What it faults.
    pub aspect: Aspect,
    /// The basic duty of its pack: judges flows that no rule of the pack permits.
    pub is_default: bool,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where it was read.
    pub source: Option<String>,
    /// In plain words.
    pub why: String,
    /// What would have been right.
    pub fix: String,
    /// What to say when it was kept.
    pub kept: Option<String>,
    /// Where it stands in its file.
    pub span: Span,
}

impl Rule {
    /// Is it in force on a day?
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Is there a day on which both are in force?
    pub fn shares_a_day(&self, other: &Self) -> bool {
        let starts_in_time = |one: &Self, other: &Self| match (one.valid_from, other.valid_to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }

    /// Does it apply, as things stand?
    pub(super) fn applies(&self, view: &View<'_>) -> bool {
        let holds = |condition: &Condition<Atom>| condition.holds(&|atom| view.holds(atom));
        holds(&self.when) && !self.unless.as_ref().is_some_and(holds)
    }

    /// A duty that arises from the situation, not from an act?
    pub fn is_standing(&self) -> bool {
        self.effect == Effect::Require && self.acts == 0
    }

    /// How it is met, where it is a duty.
    pub fn logic(&self) -> Option<Logic> {
        let discharge = self.discharged_by.as_ref()?;
        Some(match discharge {
            _ if self.care => Logic::ReasonableCare,
            _ if discharge.is_ordered() => Logic::Ordered,
            _ if discharge.any_will_do() => Logic::AnyOne,
            _ if discharge.parts().len() > 1 => Logic::All,
            _ => Logic::One,
        })
    }

    /// By when what it asks for is due, in words.
    pub fn due_words(&self) -> String {
        if self.timing == Some(Timing::Before) { "before the act".into() } else { self.by.words() }
    }

    /// The beliefs it turns on.
    pub fn beliefs<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = Fact> + 'a {
        let atoms = self.when.atoms().into_iter().chain(self.unless.iter().flat_map(Condition::atoms));
        atoms.filter_map(move |atom| match atom {
            Atom::Fact(fact, ..) => vocabulary.fact_entry(*fact).filter(|entry| entry.belief).map(|_| *fact),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_working_days_after_a_friday_end_on_tuesday() {
        let friday = jiff::civil::date(2026, 10, 9);
        assert_eq!(calendar_days(friday, 2), 4);
        assert_eq!(calendar_days(friday.yesterday().expect("a day"), 1), 1);
    }
}
