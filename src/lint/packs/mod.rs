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

/// Everything a set of rules can be faulted for after it was read; `today` is what their age is counted from.
pub fn lint_packs(packs: &Packs, today: Date) -> Vec<Diagnostic> {
    let checks = [monotone::check, never::check, conflict::check, dates::check, topic::check];
    checks.iter().flat_map(|check| check(packs)).chain(age::check(packs, today)).collect()
}
