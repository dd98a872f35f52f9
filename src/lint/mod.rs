//! Checks that go beyond loading: a case that reads but traps, repeats itself or cites what is not there. One file for
//! each code, one table; help, `explain` and the docs come from the table.

mod act_text;
mod allow;
mod case_tests;
pub mod codes;
mod knowledge;
mod packs;
mod paths;
mod prose;
mod reading_time;
mod rules;
mod written;

pub use case_tests::{TestOutcome, run_tests};
pub use packs::{lint_packs, lint_packs_of_age};

use crate::diagnostic::{Allowed, Diagnostic};
use crate::ethics::Packs;
use crate::explore::{Walk, walk};
use crate::scenario::Case;
use crate::source::Source;
use jiff::civil::Date;
use std::sync::Arc;
use written::Written;

/// After so many months law, codes and the cases built on them are looked through again, unless somebody wants it sooner.
pub const USUAL_AGE: u16 = 24;

/// What lint found in a text.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What an author should look at.
    pub found: Vec<Diagnostic>,
    /// What its author means to stand, each with the reason.
    pub allowed: Vec<Allowed>,
}

/// What a lint rule looks at.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The case.
    pub case: &'a Case,
    /// All rules.
    pub packs: &'a Packs,
    /// What can be reached in it.
    pub walk: Walk,
    /// The case as it is written: the places of scenes, choices and prose.
    written: Written,
    /// The day from which the age of sources is counted.
    today: Date,
    /// After so many months they are old.
    months: u16,
}

impl Desk<'_> {
    /// An error at a place of the case.
    fn error(&self, code: &'static str, span: crate::source::Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, &self.case.source, span, message)
    }

    /// A warning at a place of the case.
    fn warning(&self, code: &'static str, span: crate::source::Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, &self.case.source, span, message)
    }
}

/// One check.
pub struct LintRule {
    /// Its stable code.
    pub code: &'static str,
    /// What it finds.
    pub check: fn(&Desk<'_>) -> Vec<Diagnostic>,
}

/// Everything a case can be faulted for after it was read; `today` is what the age of its sources is counted from.
pub fn lint_case(case: &Case, packs: &Packs, today: Date) -> Findings {
    lint_case_of_age(case, packs, today, USUAL_AGE)
}

/// The same, where sources count as old after so many months.
pub fn lint_case_of_age(case: &Case, packs: &Packs, today: Date, months: u16) -> Findings {
    let desk = Desk { case, packs, walk: walk(case, packs), written: Written::of(&case.source), today, months };
    let found = rules::RULES.iter().flat_map(|rule| (rule.check)(&desk)).collect();
    allow::sort(&case.source, &case.allow, 'C', |at| desk.written.place(at).into_iter().collect(), found)
}

/// What can be said of a case that does not load, beside the errors of reading it: all problems are named at once.
pub fn lint_unread(source: &Arc<Source>, packs: &Packs) -> Vec<Diagnostic> {
    rules::unknown_rules(source, &Written::of(source), packs)
}
