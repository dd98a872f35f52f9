//! Why each rule did or did not speak to an act: the judge's own questions, asked one by one and written down.

use super::act::Act;
use super::atom::{Atom, View};
use super::condition::Condition;
use super::duty::Duty;
use super::judge::Surroundings;
use super::rule::{Effect, Rule};
use super::rulebook::{RuleRef, Rulebook, Speaking};
use super::situation::Situation;
use super::vocabulary::TermSet;

/// Why a rule spoke, or why it kept silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It applies.
    Applies,
    /// It would, but this rule stands above it.
    Overridden(RuleRef),
    /// Its exception holds.
    Excepted,
    /// These parts of its condition do not hold.
    Fails(Vec<Condition<Atom>>),
    /// It is about other people, purposes, ways or places: which of them.
    Elsewhere(&'static str),
    /// Its whole pack keeps silent here.
    PackSilent,
}

impl Heard {
    /// How near it came to applying, the nearest first.
    fn distance(&self) -> u8 {
        match self {
            Self::Applies => 0,
            Self::Overridden(_) => 1,
            Self::Excepted => 2,
            Self::Fails(_) => 3,
            Self::Elsewhere(_) => 4,
            Self::PackSilent => 5,
        }
    }
}

impl Rulebook {
    /// Every rule about what is done here, with why it did or did not speak, as the situation stands before the act.
    pub fn considered(
        &self,
        act: &Act,
        situation: &Situation,
        around: &Surroundings,
        duties: &[Duty],
    ) -> Vec<(RuleRef, Heard)> {
        let speaking = self.speaking(situation);
        let views = self.views(act, situation, around, duties);
        let views: Vec<_> = views.into_iter().map(|view| (view, views_matched(self, act, &view, &speaking))).collect();
        let about_this = |rule: &RuleRef| self.rule(*rule).is_some_and(|rule| rule.acts & act.verb.mask() != 0);
        let nearest = |rule: RuleRef| {
            let heard = views.iter().map(|(view, matched)| self.heard(rule, view, &speaking, matched));
            Some((rule, heard.min_by_key(Heard::distance)?))
        };
        self.refs().filter(about_this).filter_map(nearest).collect()
    }

    /// Every standing duty, with why it is or is not open.
    pub fn considered_duties(&self, situation: &Situation) -> Vec<(RuleRef, Heard)> {
        let view = View::of(situation, &self.vocabulary);
        let speaking = self.speaking(situation);
        self.standing().iter().map(|rule| (*rule, self.heard(*rule, &view, &speaking, &[]))).collect()
    }

    fn heard(&self, reference: RuleRef, view: &View<'_>, speaking: &Speaking, matched: &[RuleRef]) -> Heard {
        let Some(clause) = self.clause(reference) else { return Heard::PackSilent };
        if !speaking.has(clause.pack) {
            return Heard::PackSilent;
        }
        if let Some(what) = other_shape(&clause.rule, view) {
            return Heard::Elsewhere(what);
        }
        let holds = |condition: &Condition<Atom>| condition.holds(&|atom| view.holds(atom));
        let failing: Vec<_> = clause.rule.when.conjuncts().iter().filter(|part| !holds(part)).cloned().collect();
        if !failing.is_empty() {
            return Heard::Fails(failing);
        }
        if clause.rule.unless.as_ref().is_some_and(holds) {
            return Heard::Excepted;
        }
        let above = |other: &&RuleRef| {
            self.clause(**other).is_some_and(|other| {
                let permits = matches!(other.rule.effect, Effect::Permit | Effect::Discretion);
                // The basic duty of a pack gives way to whatever the pack permits.
                other.overrides.contains(&reference) || (clause.rule.is_default && permits && other.pack == clause.pack)
            })
        };
        matched.iter().find(above).map_or(Heard::Applies, |other| Heard::Overridden(*other))
    }
}

fn views_matched(book: &Rulebook, act: &Act, view: &View<'_>, speaking: &Speaking) -> Vec<RuleRef> {
    let candidates = book.candidates(act.verb, view.recipient_roles, view.purpose);
    let fitting = candidates.filter(|rule| book.fits(*rule, act.verb, view, speaking));
    fitting.filter(|rule| book.rule(*rule).is_some_and(|rule| rule.applies(view))).collect()
}

/// Which part of the shape a rule asks for is not that of the act.
fn other_shape(rule: &Rule, view: &View<'_>) -> Option<&'static str> {
    let asks = [
        ("recipients", rule.to, view.recipient_roles),
        ("people", rule.about, view.subject_roles),
        ("purposes", rule.purpose, view.purpose),
        ("ways of telling", rule.channel, view.channel),
        ("places", rule.setting, view.setting),
    ];
    let misses = |(_, asked, given): &(&str, TermSet, TermSet)| !asked.is_empty() && !asked.meets(*given);
    asks.into_iter().find(misses).map(|(what, ..)| what)
}
