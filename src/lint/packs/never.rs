//! R011: a rule that can never apply: what it asks for contradicts itself, or it binds nobody whom its pack binds.

use super::satisfiable::{Roles, asks, satisfiable};
use crate::diagnostic::Diagnostic;
use crate::ethics::{Pack, Packs, Reach, Rule, Vocabulary};

pub(super) fn check(packs: &Packs) -> Vec<Diagnostic> {
    let words = &packs.vocabulary;
    let mut found = Vec::new();
    for (pack, rule) in packs.rules() {
        let problem = if !satisfiable(&asks(pack, rule), Roles::Several, words) {
            Some(("asks for what cannot be together", "look at `when`, `unless` and the shape side by side"))
        } else if binds_nobody(pack, rule, words) {
            Some(("binds a profession that its pack does not", "drop `binds`, or put the rule into another pack"))
        } else {
            None
        };
        if let Some((what, help)) = problem {
            let message = format!("`{}` can never apply: it {what}", rule.id);
            found.push(Diagnostic::error("R011", &pack.source, rule.span, message).help(help));
        }
    }
    found
}

fn binds_nobody(pack: &Pack, rule: &Rule, words: &Vocabulary) -> bool {
    let Reach::Professions(bound) = &pack.reach else { return false };
    let reached = |id: &crate::ids::ProfessionId| {
        words.professions.term(id.as_str()).is_some_and(|profession| rule.binds.has(profession))
    };
    !rule.binds.is_empty() && !bound.iter().any(reached)
}
