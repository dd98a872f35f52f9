//! The rules as a work of reference: what they say to a question, in words and with every reason; what follows either way
//! where a belief decides; and the tests that packs are held to.

mod answer;
mod condition_words;
mod rule_tests;
mod trace;
mod words;

pub use answer::{ActAnswer, Answer, Doubt, DutyAnswer, Way};
pub use rule_tests::{RuleTestOutcome, RuleTests, is_rule_tests};
pub use trace::{Trace, TraceLine, TraceOutcome};
pub use words::{FindingText, RulePlace, finding_texts, place};
