//! R010: a rule under which telling more could help: a permit that asks for something to be told, or a prohibition that
//! is lifted by it. The laws of the engine hold only if no rule is written so.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Atom, Condition, Effect, Packs, ReleaseStatus, Rule};

pub(super) fn check(packs: &Packs) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (pack, rule) in packs.rules() {
        for what in faults(rule) {
            let message = format!("under `{}` {what}", rule.id);
            found.push(
                Diagnostic::error("R010", &pack.source, rule.span, message)
                    .help("turn the condition round, or split the rule"),
            );
        }
    }
    found
}

fn faults(rule: &Rule) -> Vec<&'static str> {
    let allows = match rule.effect {
        Effect::Permit | Effect::Discretion => true,
        Effect::Forbid => false,
        // A duty is judged by whether it is met, not by what is told.
        Effect::Require => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut look = |condition: &Condition<Atom>, helps: bool| {
        polarity(condition, helps, &mut |atom, helps| {
            let more_told = matches!(atom, Atom::Shares(_) | Atom::Identified | Atom::Overheard);
            if more_told && helps == allows {
                found.push("telling more could help");
            }
            let holds = matches!(
                atom,
                Atom::EveryoneReleased
                    | Atom::Release(ReleaseStatus::Valid, true)
                    | Atom::Release(ReleaseStatus::None | ReleaseStatus::Defective, false)
            );
            let fails = matches!(
                atom,
                Atom::Release(ReleaseStatus::Valid, false)
                    | Atom::Release(ReleaseStatus::None | ReleaseStatus::Defective, true)
            );
            if (fails && helps == allows) || (holds && helps != allows) {
                found.push("taking a release back could help");
            }
        });
    };
    look(&rule.when, true);
    if let Some(unless) = &rule.unless {
        look(unless, false);
    }
    found.dedup();
    found
}

/// Visits every atom with whether its being true helps the condition to hold.
fn polarity(condition: &Condition<Atom>, helps: bool, visit: &mut impl FnMut(&Atom, bool)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| polarity(part, helps, visit)),
        Condition::Not(part) => polarity(part, !helps, visit),
        Condition::Atom(atom) => visit(atom, helps),
    }
}
