//! R013: a clause that is in force, then not, then again: a hole in which nothing is said.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Packs, Rule};
use std::collections::BTreeMap;

pub(super) fn check(packs: &Packs) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for pack in &packs.packs {
        let mut versions: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
        for rule in &pack.rules {
            versions.entry(rule.id.as_str()).or_default().push(rule);
        }
        for mut versions in versions.into_values() {
            versions.sort_by_key(|rule| rule.valid_from);
            let pairs = versions.iter().zip(versions.iter().skip(1));
            found.extend(pairs.filter_map(|(before, after)| {
                let ended = before.valid_to?;
                let begins = after.valid_from?;
                let hole = ended.tomorrow().ok()? < begins;
                let message = format!("`{}` is silent from {ended} to {begins}", after.id);
                hole.then(|| {
                    Diagnostic::warning("R013", &pack.source, after.span, message)
                        .help("let the older version end on the day before the newer one begins")
                })
            }));
        }
    }
    found
}
