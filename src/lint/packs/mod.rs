//! Checks of rule packs beyond reading them: one file for each code.

mod age;
mod conflict;
mod dates;
mod monotone;
mod never;
mod satisfiable;
mod topic;

use super::{Findings, USUAL_AGE, allow};
use crate::diagnostic::Diagnostic;
use crate::ethics::{Pack, Packs, Rule};
use crate::source::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything a set of rules can be faulted for after it was read; `today` is what their age is counted from.
pub fn lint_packs(packs: &Packs, today: Date) -> Findings {
    lint_packs_of_age(packs, today, USUAL_AGE)
}

/// The same, where packs count as old after so many months.
pub fn lint_packs_of_age(packs: &Packs, today: Date, months: u16) -> Findings {
    let checks = [monotone::check, never::check, conflict::check, dates::check, topic::check];
    let found: Vec<Diagnostic> =
        checks.iter().flat_map(|check| check(packs)).chain(age::check(packs, today, months)).collect();
    packs.packs.iter().fold(Findings { found, ..Findings::default() }, |findings, pack| {
        let (own, others) = findings.found.into_iter().partition(|found| Arc::ptr_eq(&found.source, &pack.source));
        let sorted = allow::sort(&pack.source, &pack.allow, 'R', |id| places_of(pack, id), |_| true, own);
        Findings { found: [others, sorted.found].concat(), allowed: [findings.allowed, sorted.allowed].concat() }
    })
}

/// The places of the versions of a rule: each from where it begins to where the next rule does.
fn places_of(pack: &Pack, id: &str) -> Vec<Span> {
    let place = |rule: &Arc<Rule>| {
        let next = pack.rules.iter().map(|rule| rule.span.start).filter(|start| *start > rule.span.start).min();
        Span::new(rule.span.start, next.unwrap_or(pack.source.text().len()))
    };
    pack.rules.iter().filter(|rule| rule.id.as_str() == id).map(place).collect()
}
