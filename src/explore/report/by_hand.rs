//! What the ways through an activity can cost: how many are best, the best and the worst, and what each answer does to it. Of
//! hundreds of ways none is told for itself.

use super::decisions::OfChoice;
use crate::explore::answers::{Answers, all};
use crate::scenario::{Scene, SceneActivity};
use crate::session::Value;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many of the best ways are named.
const MOST_NAMED: usize = 5;

/// The ways through an activity, over all states in which they are open beside something else.
#[derive(Debug, Clone, Serialize)]
pub struct OfActivity {
    /// Its id.
    pub activity: String,
    /// Its title.
    pub title: String,
    /// How many ways are open somewhere and differ in what they come to.
    pub ways: usize,
    /// By how many of them nothing is ever lost.
    pub always_best: usize,
    /// By how many of them something is lost wherever they are open.
    pub never_best: usize,
    /// Of those that are best somewhere the ones that are so most often, the shortest first.
    pub best: Vec<OfChoice>,
    /// The way by which most is lost.
    pub worst: Option<OfChoice>,
    /// Its answers, in the order of the file.
    pub answers: Vec<OfAnswer>,
}

/// What an answer does to the worth of the ways it is part of.
#[derive(Debug, Clone, Serialize)]
pub struct OfAnswer {
    /// The answer.
    pub answer: String,
    /// As it is shown.
    pub label: String,
    /// In how many ways that are open somewhere.
    pub ways: usize,
    /// In how many of the ways that are best somewhere.
    pub in_best: usize,
    /// Of how many such ways.
    pub best: usize,
    /// What is lost by every way it is part of, at the least.
    pub costs: Value,
}

/// Of ways by the number of the choice.
pub(super) fn of(
    scene: &Scene,
    played: &SceneActivity,
    answers: Option<&Answers>,
    ways: &BTreeMap<usize, OfChoice>,
) -> OfActivity {
    let is_best = |way: &OfChoice| way.best_in > 0;
    let picked = |at: usize| {
        let offer = played.offers.get(at.saturating_sub(scene.authored));
        offer.map_or(usize::MAX, |offer| played.activity.items(&offer.way).count())
    };
    let mut best: Vec<(&usize, &OfChoice)> = ways.iter().filter(|(_, way)| is_best(way)).collect();
    let count = best.len();
    // A share of all states in which it is open, in thousandths.
    best.sort_by_key(|(at, way)| (Reverse(way.best_in * 1_000 / way.open.max(1)), picked(**at), **at));
    let worst = ways.iter().filter(|(_, way)| way.most() > Value::default());
    let worst = worst.max_by_key(|(at, way)| (way.most(), Reverse(picked(**at)), Reverse(**at)));
    let activity = &played.activity;
    let answer = |at: (usize, usize)| {
        let item = activity.sets.get(at.0)?.items.get(at.1)?;
        let with: Vec<&OfChoice> = answers?.with(at).filter_map(|choice| ways.get(&choice)).collect();
        let least = |way: &&OfChoice| way.losses.first().map(|(loss, _)| *loss).unwrap_or_default();
        Some(OfAnswer {
            answer: item.id.clone(),
            label: item.label.clone(),
            ways: with.len(),
            in_best: with.iter().filter(|way| is_best(way)).count(),
            best: count,
            costs: with.iter().map(least).min().unwrap_or_default(),
        })
    };
    OfActivity {
        activity: activity.id.clone(),
        title: activity.title.clone(),
        ways: ways.len(),
        always_best: ways.values().filter(|way| way.is_always_best()).count(),
        never_best: ways.values().filter(|way| way.is_never_best()).count(),
        best: best.into_iter().take(MOST_NAMED).map(|(_, way)| way.clone()).collect(),
        worst: worst.map(|(_, way)| way.clone()),
        answers: all(activity).filter_map(answer).collect(),
    }
}
