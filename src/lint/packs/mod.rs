//! Checks of rule packs beyond reading them: one file for each code.

mod age;
mod conflict;
mod dates;
mod monotone;
mod never;
mod satisfiable;
mod topic;

use crate::diagnostic::Diagnostic;
use crate::ethics::Packs;
use jiff::civil::Date;

/// After so many months a pack is looked through again, unless somebody wants it sooner.
pub const USUAL_AGE: u16 = 24;

/// Everything a set of rules can be faulted for after it was read; `today` is what their age is counted from.
pub fn lint_packs(packs: &Packs, today: Date) -> Vec<Diagnostic> {
    lint_packs_of_age(packs, today, USUAL_AGE)
}

/// The same, where packs count as old after so many months.
pub fn lint_packs_of_age(packs: &Packs, today: Date, months: u16) -> Vec<Diagnostic> {
    let checks = [monotone::check, never::check, conflict::check, dates::check, topic::check];
    checks.iter().flat_map(|check| check(packs)).chain(age::check(packs, today, months)).collect()
}
