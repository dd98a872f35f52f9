//! The rules as a work of reference: what they say to a question, in words and with every reason, here and elsewhere, now
//! and then; what follows either way where a belief decides; and the tests that packs are held to.

mod answer;
mod answer_text;
mod asking;
mod compare;
mod condition_words;
mod inquiry_text;
mod myths;
mod questions;
mod remedy;
mod rule_tests;
mod rule_text;
mod shelf;
mod trace;
mod words;

pub use answer::{ActAnswer, Answer, Doubt, DutyAnswer, PartHeard, Way, listener_words};
pub use answer_text::{answer_text, values_words};
pub use asking::{question_under, standpoint_under};
pub use compare::{
    ChangedOn, Comparison, Outcome, QuestionRow, RuleLine, SameAnswer, TopicRow, compare, everywhere, outcome,
    over_time,
};
pub(crate) use condition_words::atom_words;
pub use inquiry_text::{RELEASE_ELEMENTS, as_act, inquiry_text};
pub use myths::{Myth, MythVerdict, load_myths};
pub use questions::{Question, load_questions};
pub use remedy::{NearMiss, Remedy, made_right};
pub use rule_tests::{RuleTestOutcome, RuleTests, is_rule_tests};
pub use rule_text::RuleText;
pub use shelf::{Entry, Leaf, Part, Standing, Wanted, entry, find, leaf_of};
pub use trace::{Trace, TraceLine, TraceOutcome};
pub use words::{FindingText, RulePlace, finding_texts, place};
