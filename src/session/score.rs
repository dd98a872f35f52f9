//! What a decision was worth, always against what else was open. Nothing is added up by an author: weights come from the
//! severity of the rules kept and broken.

use super::Decision;
use super::state::State;
use super::step::{Step, Turn};
use crate::ethics::{ActJudgment, Badge, Competency, DutyChange, DutyState, Finding, RuleRef, Rulebook, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::{Add, Sub};

/// A decision in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Nothing better was open.
    Sound,
    /// It can be defended.
    Defensible,
    /// It put something at risk.
    Risky,
    /// It broke a rule that matters.
    Breach,
    /// Points cannot buy it back.
    SeriousBreach,
}

impl Band {
    /// Every band, from the best.
    pub const ALL: [Self; 5] = [Self::Sound, Self::Defensible, Self::Risky, Self::Breach, Self::SeriousBreach];

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sound => "Sound",
            Self::Defensible => "Defensible",
            Self::Risky => "Risky",
            Self::Breach => "Breach",
            Self::SeriousBreach => "Serious breach",
        }
    }
}

/// What a choice is worth where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worth {
    /// What it comes to by itself.
    pub value: Value,
    /// What the best run comes to that begins with it; none where nobody looked ahead.
    pub ahead: Option<Value>,
    /// The gravest of its badges.
    pub badge: Badge,
    /// The worst rule broken by an act.
    pub broken: Option<Severity>,
    /// The worst duty missed in its course.
    pub missed: Option<Severity>,
    /// What each rule contributed.
    pub by_rule: BTreeMap<RuleRef, i32>,
}

/// Knows how a story can go on. What lies ahead is searched on a higher floor and handed in.
pub trait Outlook: std::fmt::Debug + Send + Sync {
    /// The best that can still come from a state on; none where that is not known.
    fn best_after(&self, state: &State) -> Option<Value>;

    /// The best way on from a state: the numbers of the choices to make, each in its scene.
    fn best_run(&self, state: &State) -> Option<Vec<usize>>;
}

/// What a choice, or a whole run, comes to: first whether something grave was broken, then what else was broken or missed,
/// then what was kept. Nothing kept makes up for anything broken: a breach well repaired is worse than none. Ordered from
/// worse to better; values of choices add up to that of their run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Value {
    /// How often something grave was broken or missed, as a negative number.
    pub grave: i32,
    /// What was broken or missed, as a negative number.
    pub broken: i32,
    /// What was kept.
    pub kept: i32,
}

impl Value {
    /// The value of a turn.
    pub fn of(book: &Rulebook, turn: &Turn) -> Self {
        let changes = turn.changes.iter().chain(&turn.on_entering);
        contributions(book, &turn.judgments, changes).map(|part| part.value()).fold(Self::served(turn.served), Add::add)
    }

    /// What was done by hand is worth a little for being of use: a letter that says nothing breaks no rule either.
    fn served(served: bool) -> Self {
        Self { kept: if served { Severity::Minor.weight() } else { 0 }, ..Self::default() }
    }

    /// What was kept less what was broken: for tables, where one number must do.
    pub fn points(self) -> i32 {
        self.broken + self.kept
    }
}

impl Add for Value {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { grave: self.grave + other.grave, broken: self.broken + other.broken, kept: self.kept + other.kept }
    }
}

impl Sub for Value {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { grave: self.grave - other.grave, broken: self.broken - other.broken, kept: self.kept - other.kept }
    }
}

/// What one rule contributes to the worth of a choice.
struct Contribution {
    rule: RuleRef,
    weight: i32,
    broken: Option<Severity>,
    missed: Option<Severity>,
}

impl Contribution {
    fn value(&self) -> Value {
        let grave = self.broken.max(self.missed) == Some(Severity::Grave);
        Value { grave: -i32::from(grave), broken: self.weight.min(0), kept: self.weight.max(0) }
    }

    fn of_finding(book: &Rulebook, finding: &Finding) -> Self {
        let (rule, weight, broken) = (finding.rule, finding.weight(book), finding.gravity(book));
        Self { rule, weight, broken, missed: None }
    }

    fn of_change(book: &Rulebook, change: DutyChange) -> Option<Self> {
        let rule = book.rule(change.rule)?;
        let weight = rule.severity.weight();
        let settled = rule.certainty.is_settled();
        let (weight, missed) = match change.state {
            DutyState::Discharged => (weight, None),
            DutyState::Late => (weight / 2, None),
            DutyState::Missed if settled => (-2 * weight, Some(rule.severity)),
            DutyState::Partial if settled => (-weight, Some(rule.severity)),
            DutyState::Missed | DutyState::Partial | DutyState::Open | DutyState::Lapsed => return None,
        };
        Some(Self { rule: change.rule, weight, broken: None, missed })
    }
}

fn contributions<'a>(
    book: &'a Rulebook,
    judgments: &'a [ActJudgment],
    changes: impl Iterator<Item = &'a DutyChange> + 'a,
) -> impl Iterator<Item = Contribution> + 'a {
    let findings = judgments.iter().flat_map(|judgment| &judgment.findings);
    let of_acts = findings.map(|finding| Contribution::of_finding(book, finding));
    of_acts.chain(changes.filter_map(|change| Contribution::of_change(book, *change)))
}

impl Worth {
    /// The worth of a step.
    pub fn of(book: &Rulebook, step: &Step) -> Self {
        let badge = step.judgments.iter().map(ActJudgment::worst).max().unwrap_or_default();
        let mut worth = Self { badge, value: Value::served(step.served), ..Self::default() };
        let changes = step.changes.iter().chain(&step.on_entering);
        for part in contributions(book, &step.judgments, changes) {
            worth.broken = worth.broken.max(part.broken);
            worth.missed = worth.missed.max(part.missed);
            if part.weight != 0 {
                *worth.by_rule.entry(part.rule).or_default() += part.weight;
            }
            worth.value = worth.value + part.value();
        }
        worth
    }

    /// The best that can follow it.
    fn later(&self) -> Value {
        self.total() - self.value
    }

    /// What it comes to with the best that can follow, or by itself where nobody looked ahead.
    pub fn total(&self) -> Value {
        self.ahead.unwrap_or(self.value)
    }
}

/// The band of a decision.
pub fn band(decision: &Decision) -> Band {
    band_among(&decision.options, decision.choice)
}

/// The band of one choice among those open: by what it does itself, and by what it leaves to be had. A miss that every
/// open choice would have shared is no fault of this one; a choice after which a breach can no longer be helped is.
pub fn band_among(options: &[(usize, Worth)], choice: usize) -> Band {
    let Some((_, worth)) = options.iter().find(|(option, _)| *option == choice) else { return Band::Sound };
    by_act(worth).max(by_silence(options, worth)).max(by_loss(options, worth))
}

fn by_act(worth: &Worth) -> Band {
    match (worth.badge, worth.broken) {
        (_, Some(Severity::Grave)) => Band::SeriousBreach,
        (Badge::Violation, _) | (_, Some(Severity::Serious)) => Band::Breach,
        (Badge::Partial, _) => Band::Risky,
        (Badge::Contested, _) => Band::Defensible,
        (Badge::Ok | Badge::NotCovered, _) => Band::Sound,
    }
}

/// What was missed here and could have been helped here.
fn by_silence(options: &[(usize, Worth)], worth: &Worth) -> Band {
    let avoidable = options.iter().any(|(_, other)| other.missed < worth.missed);
    match worth.missed.filter(|_| avoidable) {
        Some(Severity::Grave) => Band::SeriousBreach,
        Some(Severity::Serious) => Band::Breach,
        Some(Severity::Moderate) => Band::Risky,
        Some(Severity::Minor) => Band::Defensible,
        None => Band::Sound,
    }
}

/// What can no longer be had after it. A sound road that merely offers less to do is sound: what was kept counts only
/// where this choice itself kept less than another.
fn by_loss(options: &[(usize, Worth)], worth: &Worth) -> Band {
    let Some((_, best)) = options.iter().max_by_key(|(_, option)| (option.total(), option.value)) else {
        return Band::Sound;
    };
    let loss = best.total() - worth.total();
    if (loss.grave, loss.broken) == (0, 0) {
        let kept_less = options.iter().any(|(_, option)| option.value.kept > worth.value.kept);
        return if loss.kept > 0 && kept_less { Band::Defensible } else { Band::Sound };
    }
    // What it broke itself was weighed by the act; here counts what from now on even the best way breaks.
    let later = best.later() - worth.later();
    match (later.grave, later.broken) {
        (1.., _) => Band::SeriousBreach,
        (_, lost) if lost >= broken_weight(Severity::Serious) => Band::Breach,
        (_, lost) if lost >= broken_weight(Severity::Moderate) => Band::Risky,
        (_, 1..) => Band::Defensible,
        _ => Band::Sound,
    }
}

/// What breaking a rule of a severity counts.
fn broken_weight(severity: Severity) -> i32 {
    2 * severity.weight()
}

/// Earned over possible for one skill, over the decisions this player met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillScore {
    /// The skill.
    pub competency: Competency,
    /// What was earned above the worst open.
    pub earned: i32,
    /// What the best would have earned above the worst open.
    pub possible: i32,
}

impl SkillScore {
    /// Every skill that some decision called for.
    pub fn of(book: &Rulebook, decisions: &[Decision]) -> Vec<Self> {
        let all = Competency::ALL.iter().map(|(_, competency)| Self::one(book, decisions, *competency));
        all.filter(|score| score.possible > 0).collect()
    }

    fn one(book: &Rulebook, decisions: &[Decision], competency: Competency) -> Self {
        let part = |worth: &Worth| -> i32 {
            let of_skill = worth
                .by_rule
                .iter()
                .filter(|(rule, _)| book.rule(**rule).is_some_and(|rule| rule.competency == competency));
            of_skill.map(|(_, weight)| *weight).sum()
        };
        let (earned, possible) = totals(decisions, part);
        Self { competency, earned, possible }
    }

    /// In hundredths.
    pub fn percent(&self) -> i32 {
        if self.possible == 0 { 100 } else { (100 * self.earned / self.possible).clamp(0, 100) }
    }
}

/// Earned over possible for one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardScore {
    /// The rule.
    pub rule: RuleRef,
    /// What was earned.
    pub earned: i32,
    /// What was possible.
    pub possible: i32,
}

impl StandardScore {
    /// Every rule that made a difference in some decision.
    pub fn of(decisions: &[Decision]) -> Vec<Self> {
        let options = decisions.iter().flat_map(|decision| &decision.options);
        let mut rules: Vec<RuleRef> = options.flat_map(|(_, worth)| worth.by_rule.keys().copied()).collect();
        rules.sort_unstable();
        rules.dedup();
        let score = |rule: RuleRef| {
            let (earned, possible) = totals(decisions, |worth| worth.by_rule.get(&rule).copied().unwrap_or(0));
            Self { rule, earned, possible }
        };
        rules.into_iter().map(score).filter(|score| score.possible > 0).collect()
    }
}

/// Over all decisions: what the chosen earned above the worst open choice, and what the best would have.
fn totals(decisions: &[Decision], part: impl Fn(&Worth) -> i32) -> (i32, i32) {
    let of = |decision: &Decision| {
        let parts: Vec<i32> = decision.options.iter().map(|(_, worth)| part(worth)).collect();
        let (least, most) = (parts.iter().min().copied().unwrap_or(0), parts.iter().max().copied().unwrap_or(0));
        (part(&decision.worth()) - least, most - least)
    };
    decisions.iter().map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}
