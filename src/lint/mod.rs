//! Checks that go beyond loading: a case that reads but traps, repeats itself or cites what is not there. One file for
//! each code, one table; help, `explain` and the docs come from the table.

mod case_tests;
pub mod codes;
mod packs;
mod rules;

pub use case_tests::{TestOutcome, run_tests};
pub use packs::{USUAL_AGE, lint_packs, lint_packs_of_age};

use crate::diagnostic::Diagnostic;
use crate::ethics::Packs;
use crate::explore::{Walk, walk};
use crate::scenario::Case;

/// What a lint rule looks at.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The case.
    pub case: &'a Case,
    /// All rules.
    pub packs: &'a Packs,
    /// What can be reached in it.
    pub walk: Walk,
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

/// Everything a case can be faulted for after it was read.
pub fn lint_case(case: &Case, packs: &Packs) -> Vec<Diagnostic> {
    let desk = Desk { case, packs, walk: walk(case, packs) };
    rules::RULES.iter().flat_map(|rule| (rule.check)(&desk)).collect()
}
