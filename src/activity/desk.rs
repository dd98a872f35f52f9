//! What lies on a desk: questions with their answers, what each answer gives, and the act that telling amounts to. The six
//! activities are desks; what is special to each stands in its own file.

use super::{Chart, Earshot, Mail, Paper, Phone, Redaction};
use crate::ethics::{Act, Fact, PartyIndex, Term, TermSet};

/// No desk can be left in more ways: every one of them is judged by the search of its case.
pub const MOST_WAYS: usize = 40_000;

/// An answer more would not fit into the bits of a way.
pub const MOST_ITEMS: usize = 24;

/// Something to do in a scene by hand, instead of choosing it from a list.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its name within its scene: ways are written as `name(answer, answer)`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Steps of the first minute, where this is the first desk of its kind that a learner meets.
    pub tutorial: Vec<String>,
    /// What is special to it.
    pub kind: Kind,
    /// What it asks, in order.
    pub sets: Vec<Set>,
    /// What telling amounts to; whom, what and by which way are filled in.
    pub act: Option<Act>,
    /// What it amounts to when nothing is told to anybody.
    pub unsaid: Vec<Act>,
    /// What it takes to be of any use: one of these answers each.
    pub needs: Vec<Need>,
    /// Flags that go up when something needed is missing.
    pub short: Vec<usize>,
    /// Flags that go up when nothing needed is missing.
    pub whole: Vec<usize>,
}

/// Which of the six.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A talk on a floor plan.
    Earshot(Box<Earshot>),
    /// An address line, attachments, a way.
    Mail(Mail),
    /// A sheet to strike and widen.
    Redaction(Redaction),
    /// Papers to check, and a packet.
    Paper(Paper),
    /// A caller.
    Phone(Phone),
    /// A record to open, and a note to write.
    Chart(Chart),
}

impl Kind {
    /// As an author writes it, and a front end looks it up.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Earshot(_) => "Earshot",
            Self::Mail(_) => "Mail",
            Self::Redaction(_) => "Redaction",
            Self::Paper(_) => "Paper",
            Self::Phone(_) => "Phone",
            Self::Chart(_) => "Chart",
        }
    }

    /// What the learner does to be done with it, as a button says it.
    pub fn commit(&self) -> &'static str {
        match self {
            Self::Earshot(_) => "Say it",
            Self::Mail(_) => "Send",
            Self::Redaction(_) => "Present it so",
            Self::Paper(paper) if paper.sends => "Hand it over",
            Self::Paper(_) => "Done with the papers",
            Self::Phone(_) => "Answer so",
            Self::Chart(_) => "Sign",
        }
    }
}

/// One question of a desk.
#[derive(Debug, Clone)]
pub struct Set {
    /// Its name, as an author writes it.
    pub id: String,
    /// The question: "Where?"
    pub ask: String,
    /// How it leads in when a way is told: "To".
    pub lead: String,
    /// How many answers.
    pub takes: Takes,
    /// The answers.
    pub items: Vec<Item>,
    /// Stand the answers in the order of the file, or may the seed shuffle them?
    pub fixed: bool,
}

impl Set {
    /// The answer that stands in a run where nobody picked one.
    pub fn usual(&self, frame: Frame) -> Option<usize> {
        self.items.iter().position(|item| item.usual && item.frames.has(frame))
    }

    /// Does an answer go without saying, in every run? Where others take its place in some runs, it is named.
    pub(super) fn goes_without_saying(&self, item: usize) -> bool {
        let usual = self.items.iter().enumerate().filter(|(_, item)| item.usual);
        usual.map(|(at, _)| at).eq([item])
    }
}

/// How many answers a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Exactly one.
    One,
    /// From none to so many.
    UpTo(usize),
    /// One at a time, each for good at once.
    Each,
}

/// One answer.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its name, unique on its desk.
    pub id: String,
    /// As it is shown.
    pub label: String,
    /// A second line, or what is read on opening it.
    pub detail: String,
    /// The exact words, where it is something said or written.
    pub say: String,
    /// Why it matters, for the debrief.
    pub note: String,
    /// What it gives.
    pub gives: Gives,
    /// In which runs it is there.
    pub frames: Frames,
    /// The condition of the scene under which it is there.
    pub gate: Option<usize>,
    /// Does it stand until another is picked?
    pub usual: bool,
}

/// What an answer adds to what is done.
#[derive(Debug, Clone, Default)]
pub struct Gives {
    /// Kinds of information told.
    pub what: TermSet,
    /// People told.
    pub to: Vec<PartyIndex>,
    /// By which way.
    pub by: Option<Term>,
    /// Where.
    pub at: Option<Term>,
    /// What for, where these people are told for something else than the act says.
    pub purpose: Option<Term>,
    /// Done before telling.
    pub before: Vec<Act>,
    /// Done after telling.
    pub after: Vec<Act>,
    /// Flags raised.
    pub flags: Vec<usize>,
    /// Story facts learned.
    pub reveals: Vec<usize>,
    /// Is everything only laid ready, and nothing told yet?
    pub held: bool,
    /// Facts changed.
    pub set: Vec<(Fact, i16)>,
    /// Beliefs settled.
    pub settles: Vec<Fact>,
    /// Story minutes.
    pub minutes: u32,
}

/// Somewhere among these answers there must be one that was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The question.
    pub set: usize,
    /// The answers, a bit each.
    pub any: u32,
}

/// The runs in which something is there, a bit for each variant with each deal of chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frames(pub u64);

impl Default for Frames {
    fn default() -> Self {
        Self::ALL
    }
}

impl Frames {
    /// Every run.
    pub const ALL: Self = Self(u64::MAX);
    /// None.
    pub const NONE: Self = Self(0);
    /// So many there can be.
    pub const MOST: usize = 64;

    /// This one alone.
    pub fn one(frame: Frame) -> Self {
        Self(1_u64.checked_shl(u32::try_from(frame.index()).unwrap_or(u32::MAX)).unwrap_or(0))
    }

    /// Is it there in this run?
    pub fn has(self, frame: Frame) -> bool {
        self.0 & Self::one(frame).0 != 0
    }

    /// These and those.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What differs between runs of a case from the start: the variant, and how chance dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Frame {
    /// The variant.
    pub variant: usize,
    /// How chance dealt.
    pub deal: usize,
    /// How many deals the case has.
    pub deals: usize,
}

impl Frame {
    fn index(self) -> usize {
        self.variant.saturating_mul(self.deals.max(1)).saturating_add(self.deal)
    }
}
