//! May this be said? The model of confidentiality: words, people, acts, rules as data, duties on a clock, and the judge.
//! A verdict is always derived from rules, never authored, and always carries its reasons.

mod act;
mod atom;
pub mod condition;
mod duty;
mod input;
mod judge;
mod judgment;
mod pack;
mod prospect;
mod rule;
mod rulebook;
mod situation;
mod trace;
mod verdict;
mod vocabulary;

pub use act::{Act, Authority, Verb};
pub use atom::{ACT_NAMES, Atom, SITUATION_NAMES, Scope, View, Whose, atom, read_condition};
pub use condition::{Compare, Condition};
pub use duty::{Duty, DutyChange, DutyState, Ledger};
pub use input::{Inquiry, People, Premises, YOU, read_facts, read_parties, read_party_fields, you};
pub use judge::Surroundings;
pub use judgment::{ActEffect, ActJudgment, Badge, Finding, Holding};
pub use pack::{Article, Pack, Reach};
pub use prospect::{Prospect, Questions};
pub use rule::{
    AT_ONCE, Aspect, Capacity, Certainty, Competency, Deadline, Discharge, Effect, Extent, Layer, Logic, Rule,
    Severity, Timing,
};
pub use rulebook::{PackInForce, Packs, RuleRef, Rulebook, Standpoint};
pub use situation::{
    Deed, Defect, Done, Facts, Flaw, Listener, MadeOut, Manner, Party, PartyIndex, Process, Release, ReleaseStatus,
    Situation,
};
pub use trace::Heard;
pub use verdict::Verdict;
pub use vocabulary::{
    Fact, FactEntry, FactKind, Landmarks, MAX_TERMS, Term, TermEntry, TermSet, Tree, UNKNOWN, Vocabulary,
};
