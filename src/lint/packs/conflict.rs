//! R012: a permission and a prohibition of one pack that can meet, and neither says which stands above. The prohibition
//! wins anyway; whoever reads the pack should see that it is meant to.

use super::satisfiable::{Roles, asks, satisfiable};
use crate::diagnostic::Diagnostic;
use crate::ethics::{Aspect, Effect, Pack, Packs, Rule, TermSet, Vocabulary};
use std::sync::Arc;

pub(super) fn check(packs: &Packs) -> Vec<Diagnostic> {
    packs.packs.iter().flat_map(|pack| conflicts(pack, &packs.vocabulary)).collect()
}

fn conflicts(pack: &Pack, words: &Vocabulary) -> Vec<Diagnostic> {
    let forbids =
        |rule: &&Arc<Rule>| rule.effect == Effect::Forbid && rule.aspect == Aspect::Recipient && !rule.is_default;
    let permits = |rule: &&Arc<Rule>| matches!(rule.effect, Effect::Permit | Effect::Discretion);
    let mut found = Vec::new();
    for forbid in pack.rules.iter().filter(forbids) {
        let meeting = pack.rules.iter().filter(permits).filter(|permit| can_meet(pack, forbid, permit, words));
        let ids: Vec<&str> = meeting.map(|permit| permit.id.as_str()).collect();
        if !ids.is_empty() {
            let message = format!("`{}` forbids what {} can permit at once", forbid.id, ids.join(", "));
            found.push(
                Diagnostic::warning("R012", &pack.source, forbid.span, message)
                    .help("name in `overrides` of one of them the other that gives way"),
            );
        }
    }
    found
}

fn can_meet(pack: &Pack, one: &Rule, other: &Rule, words: &Vocabulary) -> bool {
    let settled = one.overrides.contains(&other.id) || other.overrides.contains(&one.id);
    let shared = |a: TermSet, b: TermSet| a.is_empty() || b.is_empty() || a.meets(b);
    !settled
        && one.acts & other.acts != 0
        && shared(one.binds, other.binds)
        && one.shares_a_day(other)
        && satisfiable(&asks(pack, one).into_iter().chain(asks(pack, other)).collect::<Vec<_>>(), Roles::One, words)
}
