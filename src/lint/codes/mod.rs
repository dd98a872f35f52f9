//! What every code means: what is wrong, why it matters, an example that fails, and how to mend it. `confidant explain CODE`,
//! docs/lint.md and the tests read from here.

mod cases;
mod exchange;
mod form;
mod packs;
mod promises;

use crate::diagnostic::Level;
use std::sync::LazyLock;

/// One code.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// How much it matters, as every diagnostic of this code says.
    pub level: Level,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What is wrong, in a sentence or two.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A few lines that fail. Where carets stand under them in a comment, lint underlines those words; the tests put the
    /// lines into a whole file and see to it that it does.
    pub example: &'static str,
    /// How to mend it.
    pub fix: &'static str,
}

/// Every code, in order: the form of a file, cases, rule packs, tests, and what other tools' files lose.
pub static CODES: LazyLock<Vec<Code>> =
    LazyLock::new(|| [form::CODES, cases::CODES, packs::CODES, promises::CODES, exchange::CODES].concat());

/// What a code means.
pub fn explain(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|known| known.code.eq_ignore_ascii_case(code))
}
