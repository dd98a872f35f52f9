//! The answer to "may this be done?": badges, the rules kept and broken, what would have been fine, and the doubts. It
//! always carries its reasons; a bare yes or no does not exist here.

use super::rule::{Aspect, Certainty, Layer, Severity};
use super::rulebook::{RuleRef, Rulebook};
use super::situation::{Defect, Listener, PartyIndex};
use super::vocabulary::{Fact, TermSet};
use serde::Serialize;

/// What one layer of norms says of an act. Ordered from least to most grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// It does not speak to this.
    #[default]
    NotCovered,
    /// It allows or requires it.
    Ok,
    /// The answer hangs on a rule that is unsettled or not verified.
    Contested,
    /// The right person, but too much, or not in the right way or place.
    Partial,
    /// It forbids it.
    Violation,
}

impl Badge {
    /// Every badge as written in a case's tests.
    pub const ALL: &[(&str, Self)] = &[
        ("NotCovered", Self::NotCovered),
        ("Ok", Self::Ok),
        ("Contested", Self::Contested),
        ("Partial", Self::Partial),
        ("Violation", Self::Violation),
    ];

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotCovered => "not covered",
            Self::Ok => "in order",
            Self::Contested => "contested",
            Self::Partial => "partly",
            Self::Violation => "violation",
        }
    }
}

/// What the rules make of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ActEffect {
    /// No rule speaks to it.
    #[default]
    Neutral,
    /// A duty asks for it.
    Required,
    /// It is allowed.
    Permitted,
    /// It is left to judgment, or contested.
    Discretion,
    /// It is forbidden.
    Forbidden,
}

impl ActEffect {
    /// Every effect as written in rule tests.
    pub const ALL: &[(&str, Self)] = &[
        ("Neutral", Self::Neutral),
        ("Required", Self::Required),
        ("Permitted", Self::Permitted),
        ("Discretion", Self::Discretion),
        ("Forbidden", Self::Forbidden),
    ];

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Neutral => "no rule speaks to it",
            Self::Required => "required",
            Self::Permitted => "permitted",
            Self::Discretion => "left to judgment",
            Self::Forbidden => "forbidden",
        }
    }
}

/// Was the rule kept or broken?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// The act keeps it or rests on it.
    Kept,
    /// The act breaks it.
    Broken,
}

/// One rule's word on one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleRef,
    /// Kept or broken.
    pub holding: Holding,
    /// Which side of the act it is about.
    pub aspect: Aspect,
    /// The kinds that went too far.
    pub excess: TermSet,
    /// To whom, where it is about a telling.
    pub recipient: Option<PartyIndex>,
    /// About whom.
    pub subject: Option<PartyIndex>,
    /// Does the rule set a duty (not merely allow)?
    pub is_duty: bool,
    /// What is wrong with the release that was relied on.
    pub defects: Vec<Defect>,
}

impl Finding {
    /// How much it counts; contested and unverified rules do not count against anybody.
    pub fn weight(&self, book: &Rulebook) -> i32 {
        let Some(rule) = book.rule(self.rule) else { return 0 };
        match self.holding {
            Holding::Kept if self.is_duty => rule.severity.weight(),
            Holding::Kept => 0,
            Holding::Broken if rule.certainty.is_settled() => -2 * rule.severity.weight(),
            Holding::Broken => 0,
        }
    }

    /// How bad, if broken by a settled rule.
    pub fn gravity(&self, book: &Rulebook) -> Option<Severity> {
        let rule = book.rule(self.rule).filter(|rule| rule.certainty.is_settled())?;
        (self.holding == Holding::Broken).then_some(rule.severity)
    }
}

/// What is to be said of one act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActJudgment {
    /// What the rules make of it.
    pub effect: ActEffect,
    /// What the law says.
    pub law: Badge,
    /// What the code says.
    pub ethics: Badge,
    /// What the agency's policy says.
    pub policy: Badge,
    /// How sure the rules are on which it hangs: the least sure of them.
    pub certainty: Option<Certainty>,
    /// The rules kept and broken.
    pub findings: Vec<Finding>,
    /// Who could hear it and may not: each once, with the kinds told that they made out, or all of it.
    pub overheard_by: Vec<Listener>,
    /// The widest content that would have been fine, where there is a bound.
    pub widest: Option<TermSet>,
    /// Open beliefs on which it hangs.
    pub doubts: Vec<Fact>,
}

impl ActJudgment {
    /// The badge of a layer.
    pub fn badge(&self, layer: Layer) -> Badge {
        match layer {
            Layer::Law => self.law,
            Layer::Ethics => self.ethics,
            Layer::Policy => self.policy,
        }
    }

    /// The gravest badge of all layers.
    pub fn worst(&self) -> Badge {
        self.law.max(self.ethics).max(self.policy)
    }

    /// The rules broken.
    pub fn broken(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.holding == Holding::Broken)
    }

    /// The rules kept.
    pub fn kept(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.holding == Holding::Kept)
    }
}
