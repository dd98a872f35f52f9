//! R015: a rule of a place without a topic: it would be missing where places are compared.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Packs, Reach};

pub(super) fn check(packs: &Packs) -> Vec<Diagnostic> {
    let of_places = packs.packs.iter().filter(|pack| matches!(pack.reach, Reach::Jurisdiction(_)));
    of_places
        .flat_map(|pack| {
            pack.rules.iter().filter(|rule| rule.topic.is_none()).map(|rule| {
                Diagnostic::warning("R015", &pack.source, rule.span, format!("`{}` has no topic", rule.id))
                    .help("add `topic: …`; `confidant vocabulary` lists them")
            })
        })
        .collect()
}
