//! What the tellings of one act come to together: its badges, its effect, how sure that is, and the duties it calls up.

use super::judgment::{ActEffect, ActJudgment, Badge, Finding, Holding};
use super::rule::{Certainty, Effect, Layer};
use super::rulebook::{RuleRef, Rulebook};

/// A judgment and the duties that the act calls up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// What is to be said of the act.
    pub judgment: ActJudgment,
    /// Rules that set a duty after this act.
    pub calls_up: Vec<RuleRef>,
}

impl Verdict {
    /// Takes in what was found of one more telling of the same act.
    pub(super) fn take_in(&mut self, flow: Self) {
        if *self == Self::default() {
            *self = flow;
            return;
        }
        let Self { judgment: all, calls_up } = self;
        let one = flow.judgment;
        all.law = all.law.max(one.law);
        all.ethics = all.ethics.max(one.ethics);
        all.policy = all.policy.max(one.policy);
        all.widest = match (all.widest, one.widest) {
            (Some(a), Some(b)) => Some(a.and(b)),
            (a, b) => a.or(b),
        };
        for finding in one.findings {
            let same = |known: &Finding| {
                known.rule == finding.rule && known.holding == finding.holding && known.recipient == finding.recipient
            };
            match all.findings.iter_mut().find(|known| same(known)) {
                Some(known) => known.excess = known.excess | finding.excess,
                None => all.findings.push(finding),
            }
        }
        let new_doubts: Vec<_> = one.doubts.into_iter().filter(|doubt| !all.doubts.contains(doubt)).collect();
        all.doubts.extend(new_doubts);
        let new_calls: Vec<_> = flow.calls_up.into_iter().filter(|rule| !calls_up.contains(rule)).collect();
        calls_up.extend(new_calls);
    }
}

impl Rulebook {
    /// How sure the verdict is: that of each layer rests on the surest rule that bears it out, and all of it on the least
    /// sure of the layers. What a contested answer hangs on is the least sure rule of its layer.
    pub(super) fn certainty(&self, judgment: &ActJudgment) -> Option<Certainty> {
        let of_layer = |(_, layer): &(&str, Layer)| {
            let found = judgment
                .findings
                .iter()
                .filter(|found| self.pack_of(found.rule).is_some_and(|pack| pack.layer == *layer));
            let sure = |holding: Holding| {
                let bearing = found.clone().filter(move |found| found.holding == holding);
                bearing.filter_map(|found| Some(self.rule(found.rule)?.certainty))
            };
            match judgment.badge(*layer) {
                Badge::NotCovered => None,
                Badge::Ok => sure(Holding::Kept).min(),
                Badge::Partial | Badge::Violation => sure(Holding::Broken).min(),
                Badge::Contested => sure(Holding::Kept).chain(sure(Holding::Broken)).max(),
            }
        };
        Layer::ALL.iter().filter_map(of_layer).max()
    }

    pub(super) fn effect(&self, judgment: &ActJudgment, is_asked_for: bool) -> ActEffect {
        let rests_on = |effect: Effect| {
            judgment.kept().filter_map(|found| self.rule(found.rule)).any(|rule| rule.effect == effect)
        };
        match judgment.worst() {
            Badge::Violation => ActEffect::Forbidden,
            _ if is_asked_for => ActEffect::Required,
            Badge::Contested => ActEffect::Discretion,
            Badge::NotCovered => ActEffect::Neutral,
            Badge::Ok | Badge::Partial if rests_on(Effect::Permit) => ActEffect::Permitted,
            Badge::Ok | Badge::Partial if rests_on(Effect::Discretion) => ActEffect::Discretion,
            Badge::Ok | Badge::Partial => ActEffect::Permitted,
        }
    }
}
