//! Each rule considered and why it did or did not apply, in words.

use super::answer::play_out;
use super::condition_words::{denied, words};
use crate::ethics::{Heard, Inquiry, Packs, Rule, RuleRef, Rulebook};
use crate::ids::RuleId;
use serde::Serialize;

/// How the rules were gone through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// Every rule about what was done, every standing duty, and the rules of these packs that are not in force.
    pub rules: Vec<TraceLine>,
}

/// One rule, for one act or as a standing duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraceLine {
    /// The rule.
    pub rule: RuleId,
    /// As one cites it.
    pub cite: String,
    /// Which act it was asked about, counted from 0; none for a standing duty.
    pub act: Option<usize>,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: TraceOutcome,
}

/// What came of asking a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum TraceOutcome {
    /// It applies, and this is what it does.
    Applies {
        /// permits, forbids, requires, leaves to judgment.
        effect: &'static str,
    },
    /// A rule above it applies.
    Overridden {
        /// Which.
        by: RuleId,
    },
    /// Its exception holds.
    Excepted {
        /// The exception.
        because: String,
    },
    /// Part of its condition does not hold.
    Fails {
        /// What is the case instead.
        because: String,
    },
    /// It is about something else.
    Elsewhere {
        /// Other recipients, purposes and so on.
        about: &'static str,
    },
    /// Its pack keeps silent here.
    PackSilent,
    /// Not on that day.
    OtherDay {
        /// When it is in force.
        days: String,
    },
    /// It binds other professions.
    OtherProfession,
}

impl TraceOutcome {
    /// As people read it.
    pub fn words(&self) -> String {
        match self {
            Self::Applies { effect } => format!("applies: it {effect}"),
            Self::Overridden { by } => format!("gives way to {by}"),
            Self::Excepted { because } => format!("its exception holds: {because}"),
            Self::Fails { because } => format!("does not apply: {because}"),
            Self::Elsewhere { about } => format!("is about other {about}"),
            Self::PackSilent => "its pack does not speak here".into(),
            Self::OtherDay { days } => format!("not in force that day ({days})"),
            Self::OtherProfession => "binds other professions".into(),
        }
    }
}

impl Trace {
    /// Goes through the rules for an inquiry.
    pub fn of(packs: &Packs, book: &Rulebook, inquiry: &Inquiry) -> Self {
        let mut rules = Vec::new();
        let line = |rule, act, heard: &Heard| {
            let found = book.rule(rule)?;
            Some(TraceLine {
                rule: found.id.clone(),
                cite: found.cite.clone(),
                act,
                outcome: outcome(book, rule, heard)?,
            })
        };
        let mut at = 0;
        play_out(book, inquiry, |act, situation, ledger| {
            let considered = book.considered(act, situation, &inquiry.around, ledger.duties());
            rules.extend(considered.iter().filter_map(|(rule, heard)| line(*rule, Some(at), heard)));
            at += 1;
            book.judge(act, situation, &inquiry.around, ledger.duties())
        });
        let standing = book.considered_duties(&inquiry.situation);
        rules.extend(standing.iter().filter_map(|(rule, heard)| line(*rule, None, heard)));
        rules.extend(not_in_force(packs, book));
        Self { rules }
    }
}

fn outcome(book: &Rulebook, rule: RuleRef, heard: &Heard) -> Option<TraceOutcome> {
    let found = book.rule(rule)?;
    Some(match heard {
        Heard::Applies => TraceOutcome::Applies { effect: found.effect.words() },
        Heard::Overridden(by) => TraceOutcome::Overridden { by: book.rule(*by)?.id.clone() },
        Heard::Excepted => {
            let unless = found.unless.as_ref().map(|unless| words(unless, book));
            TraceOutcome::Excepted { because: unless.unwrap_or_default() }
        }
        Heard::Fails(parts) => {
            let because: Vec<String> = parts.iter().map(|part| denied(part, book)).collect();
            TraceOutcome::Fails { because: because.join("; ") }
        }
        Heard::Elsewhere(about) => TraceOutcome::Elsewhere { about },
        Heard::PackSilent => TraceOutcome::PackSilent,
    })
}

/// The rules of the packs in force that do not bind on this day or this profession.
fn not_in_force(packs: &Packs, book: &Rulebook) -> Vec<TraceLine> {
    let point = &book.standpoint;
    let in_force = packs.packs.iter().filter(|pack| pack.binds(point));
    let left_out = |rule: &Rule| {
        let outcome = if !rule.in_force(point.as_of) {
            TraceOutcome::OtherDay { days: days(rule) }
        } else if !rule.binds(point, &book.vocabulary) {
            TraceOutcome::OtherProfession
        } else {
            return None;
        };
        Some(TraceLine { rule: rule.id.clone(), cite: rule.cite.clone(), act: None, outcome })
    };
    in_force.flat_map(|pack| pack.rules.iter().filter_map(|rule| left_out(rule))).collect()
}

fn days(rule: &Rule) -> String {
    let from = rule.valid_from.map(|day| format!("from {day}"));
    let to = rule.valid_to.map(|day| format!("until {day}"));
    from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
}
