//! What was met in many plays, and how often. Counts add up whichever way the plays are divided.

use super::Played;
use crate::ethics::{DutyState, Holding, RuleRef, Rulebook};
use crate::explore::answers::{self, Answers};
use crate::ids::RuleId;
use crate::scenario::Case;
use crate::session::Turn;
use std::collections::BTreeMap;

/// One thing that rules had to say of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Judged {
    /// A rule was kept or broken.
    Finding(RuleRef, Holding),
    /// A duty changed.
    Duty(RuleRef, DutyState),
}

impl Judged {
    pub(super) fn all_of(turn: &Turn) -> Vec<Self> {
        let findings = turn.judgments.iter().flat_map(|judgment| &judgment.findings);
        let findings = findings.map(|finding| Self::Finding(finding.rule, finding.holding));
        let changes = turn.changes.iter().chain(&turn.on_entering).map(|change| Self::Duty(change.rule, change.state));
        findings.chain(changes).collect()
    }
}

/// How numbers are spread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spread(BTreeMap<i64, u64>);

impl Spread {
    /// Takes in a number.
    pub fn note(&mut self, number: impl Into<i64>) {
        *self.0.entry(number.into()).or_default() += 1;
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The least, the quartiles with the median between them, and the most; none without numbers.
    pub fn five(&self) -> Option<[i64; 5]> {
        let last = self.count().checked_sub(1)?;
        let mut five = [0; 5];
        for (quarter, slot) in (0..).zip(&mut five) {
            // In parts, as a product with a large count would not fit.
            *slot = self.at(last / 4 * quarter + last % 4 * quarter / 4)?;
        }
        Some(five)
    }

    /// The number in the middle.
    pub fn median(&self) -> Option<i64> {
        self.five().map(|[_, _, median, ..]| median)
    }

    /// The number at a place of the sorted row.
    fn at(&self, place: u64) -> Option<i64> {
        let mut before = 0;
        self.0
            .iter()
            .find(|(_, count)| {
                before += **count;
                before > place
            })
            .map(|(number, _)| *number)
    }

    fn add(&mut self, other: &Self) {
        for (number, count) in &other.0 {
            *self.0.entry(*number).or_default() += count;
        }
    }
}

/// How often an activity was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The scene.
    pub scene: usize,
    /// The activity.
    pub activity: String,
    /// In whatever way.
    pub times: u64,
    /// With each answer.
    pub answers: Vec<(String, u64)>,
}

/// What some players met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Plays, however they ended.
    pub plays: u64,
    /// Plays that were stopped after [`super::MOST_DECISIONS`] decisions without an ending.
    pub stopped: u64,
    /// Plays that came to a scene where nothing was open.
    pub stuck: u64,
    /// Plays in which something grave was broken or missed.
    pub grave: u64,
    /// How often each scene was entered.
    pub scenes: Vec<u64>,
    /// How often each choice was made, by scene.
    pub choices: Vec<Vec<u64>>,
    /// How often each rule was kept and broken by an act.
    pub findings: BTreeMap<(RuleId, Holding), u64>,
    /// How often the duty of a rule came to each state, in words.
    pub duties: BTreeMap<(RuleId, &'static str), u64>,
    /// What plays that ended were worth, by the scene of their ending.
    pub endings: BTreeMap<usize, Spread>,
    /// What plays that ended were worth.
    pub score: Spread,
    /// The decisions of plays that ended.
    pub decisions: Spread,
    /// The story minutes of plays that ended.
    pub minutes: Spread,
}

impl Tally {
    pub(super) fn of(case: &Case) -> Self {
        let choices = case.scenes.iter().map(|scene| vec![0; scene.choices.len()]).collect();
        Self { scenes: vec![0; case.scenes.len()], choices, ..Self::default() }
    }

    pub(super) fn enter(&mut self, scene: usize) {
        self.plays += 1;
        self.pass(scene);
    }

    fn pass(&mut self, scene: usize) {
        if let Some(count) = self.scenes.get_mut(scene) {
            *count += 1;
        }
    }

    pub(super) fn choose(&mut self, scene: usize, choice: usize, next: usize) {
        if let Some(count) = self.choices.get_mut(scene).and_then(|choices| choices.get_mut(choice)) {
            *count += 1;
        }
        self.pass(next);
    }

    pub(super) fn end(&mut self, case: &Case, scene: usize, played: &Played) {
        if case.scenes.get(scene).is_none_or(|scene| scene.ending.is_none()) {
            self.stuck += 1;
            return;
        }
        self.grave += u64::from(played.value.grave < 0);
        self.endings.entry(scene).or_default().note(played.value.points());
        self.score.note(played.value.points());
        self.decisions.note(played.decisions);
        self.minutes.note(played.minutes);
    }

    pub(super) fn judge(&mut self, book: &Rulebook, judged: &[Judged], times: u64) {
        if times == 0 {
            return;
        }
        for one in judged {
            let (Judged::Finding(rule, _) | Judged::Duty(rule, _)) = one;
            let Some(rule) = book.rule(*rule).map(|rule| rule.id.clone()) else { continue };
            let count = match one {
                Judged::Finding(_, holding) => self.findings.entry((rule, *holding)).or_default(),
                Judged::Duty(_, state) => self.duties.entry((rule, state.words())).or_default(),
            };
            *count += times;
        }
    }

    /// Takes in other plays.
    pub fn add(&mut self, other: &Self) {
        self.plays += other.plays;
        self.stopped += other.stopped;
        self.stuck += other.stuck;
        self.grave += other.grave;
        add_rows(&mut self.scenes, &other.scenes);
        self.choices.resize_with(self.choices.len().max(other.choices.len()), Vec::new);
        self.choices.iter_mut().zip(&other.choices).for_each(|(mine, more)| add_rows(mine, more));
        other.findings.iter().for_each(|(key, count)| *self.findings.entry(key.clone()).or_default() += count);
        other.duties.iter().for_each(|(key, count)| *self.duties.entry(key.clone()).or_default() += count);
        for (scene, spread) in &other.endings {
            self.endings.entry(*scene).or_default().add(spread);
        }
        self.score.add(&other.score);
        self.decisions.add(&other.decisions);
        self.minutes.add(&other.minutes);
    }

    /// Decisions made, in all plays.
    pub fn all_decisions(&self) -> u64 {
        self.choices.iter().flatten().sum()
    }

    /// The scenes nobody came to.
    pub fn scenes_never_met(&self) -> Vec<usize> {
        self.scenes.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect()
    }

    /// The choices nobody made: scene and choice. Ways through an activity are told by their answers.
    pub fn choices_never_made(&self, case: &Case) -> Vec<(usize, usize)> {
        let of_scene = |(scene, counts): (usize, &Vec<u64>)| {
            let written = case.scenes.get(scene).map_or(0, |scene| scene.authored);
            let never = counts.iter().enumerate().take(written).filter(|(_, count)| **count == 0);
            never.map(move |(choice, _)| (scene, choice)).collect::<Vec<_>>()
        };
        self.choices.iter().enumerate().flat_map(of_scene).collect()
    }

    /// How often each activity was left, and how often with each of its answers or in a way that comes to the same.
    pub fn by_hand(&self, case: &Case) -> Vec<ByHand> {
        let of_scene = |(at, counts): (usize, &Vec<u64>)| {
            let scene = case.scenes.get(at)?;
            let (played, answers) = scene.activity.as_deref().zip(Answers::of(case, scene))?;
            let activity = &played.activity;
            let count = |choice: usize| counts.get(choice).copied().unwrap_or(0);
            let of_answer = |at: (usize, usize)| {
                let item = activity.sets.get(at.0)?.items.get(at.1)?;
                Some((item.id.clone(), answers.with(at).map(count).sum()))
            };
            let times = counts.iter().skip(scene.authored).sum();
            let answers = answers::all(activity).filter_map(of_answer).collect();
            Some(ByHand { scene: at, activity: activity.id.clone(), times, answers })
        };
        self.choices.iter().enumerate().filter_map(of_scene).collect()
    }

    /// The standards of the case's objectives on which nobody's acts or duties touched.
    pub fn standards_never_met(&self, case: &Case) -> Vec<RuleId> {
        let met = self.findings.keys().map(|(rule, _)| rule).chain(self.duties.keys().map(|(rule, _)| rule));
        let met: Vec<&str> = met.map(RuleId::as_str).collect();
        // An objective may name a section, whose clauses are rules of their own.
        let is_met = |id: &str| {
            met.iter().any(|rule| rule.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
        };
        let standards = case.objectives.iter().flat_map(|objective| &objective.standards).map(|(id, _)| id);
        let mut never: Vec<RuleId> = standards.filter(|id| !is_met(id.as_str())).cloned().collect();
        never.sort();
        never.dedup();
        never
    }
}

fn add_rows(mine: &mut Vec<u64>, more: &[u64]) {
    mine.resize(mine.len().max(more.len()), 0);
    mine.iter_mut().zip(more).for_each(|(count, more)| *count += more);
}
