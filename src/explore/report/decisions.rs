//! What each choice can cost: what is lost by it against the best still to be had, in every state in which it is open.

use super::by_hand::{self, OfActivity};
use crate::ethics::{Badge, Rulebook};
use crate::explore::answers::Answers;
use crate::explore::search::Search;
use crate::ids::{ChoiceId, RuleId, SceneId};
use crate::scenario::Case;
use crate::session::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// A scene in which something is decided.
#[derive(Debug, Clone, Serialize)]
pub struct OfDecision {
    /// The scene.
    pub scene: SceneId,
    /// In how many states one comes to it with more than one choice open.
    pub states: usize,
    /// Does it ever make a difference to what can still be had, at best or at worst?
    pub matters: bool,
    /// The choices its author wrote, in the order of the file.
    pub choices: Vec<OfChoice>,
    /// The ways through its activity, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<OfActivity>,
}

/// A choice, over all states in which it is open beside another.
#[derive(Debug, Clone, Serialize)]
pub struct OfChoice {
    /// The choice.
    pub choice: ChoiceId,
    /// In how many states.
    pub open: usize,
    /// In how many of them nothing is lost by it.
    pub best_in: usize,
    /// What is lost by it, each loss with the number of states.
    pub losses: Vec<(Value, usize)>,
    /// Every badge of the law it met.
    pub law: Vec<Badge>,
    /// Every badge of the code it met.
    pub ethics: Vec<Badge>,
    /// The settled rules it broke anywhere, or whose duties were missed by it.
    pub breaks: Vec<RuleId>,
}

impl OfChoice {
    /// Is nothing ever lost by it?
    pub fn is_always_best(&self) -> bool {
        self.open > 0 && self.best_in == self.open
    }

    /// Is something lost by it wherever it is open?
    pub fn is_never_best(&self) -> bool {
        self.open > 0 && self.best_in == 0
    }

    /// What is lost by it at most.
    pub fn most(&self) -> Value {
        self.losses.iter().map(|(loss, _)| *loss).max().unwrap_or_default()
    }

    /// What is lost by it in the middle of all states.
    pub fn middle(&self) -> Value {
        let half = self.open / 2;
        let mut so_far = 0;
        let reached = self.losses.iter().find(|(_, states)| {
            so_far += states;
            so_far > half
        });
        reached.map(|(loss, _)| *loss).unwrap_or_default()
    }
}

/// What is noted of one choice on the way through the states.
#[derive(Default)]
struct Tally {
    open: usize,
    losses: BTreeMap<Value, usize>,
}

pub(super) fn of(case: &Case, book: &Rulebook, search: &Search) -> Vec<OfDecision> {
    let mut scenes: BTreeMap<usize, (usize, bool, BTreeMap<u16, Tally>)> = BTreeMap::new();
    for (_, node) in search.nodes().filter(|(_, node)| node.edges.len() > 1) {
        let (states, matters, tallies) = scenes.entry(node.scene).or_default();
        *states += 1;
        let ahead = |edge: &crate::explore::Edge| search.ahead(edge);
        *matters |= node.edges.windows(2).any(|pair| matches!(pair, [one, other] if ahead(one) != ahead(other)));
        for edge in &node.edges {
            let tally = tallies.entry(edge.choice).or_default();
            tally.open += 1;
            *tally.losses.entry(search.loss(node, edge)).or_default() += 1;
        }
    }
    let decision = |(scene, (states, matters, mut tallies)): (usize, (usize, bool, BTreeMap<u16, Tally>))| {
        let of = case.scenes.get(scene)?;
        let choices = of.choices.iter().enumerate().filter_map(|(at, choice)| {
            let tally = tallies.remove(&u16::try_from(at).ok()?)?;
            let broken = search.met.breaks.get(&(scene, at));
            let judged = search.met.choices.get(&(scene, at)).copied().unwrap_or_default();
            let told = OfChoice {
                choice: choice.id.clone(),
                open: tally.open,
                best_in: tally.losses.get(&Value::default()).copied().unwrap_or(0),
                losses: tally.losses.into_iter().collect(),
                law: judged.law.iter().collect(),
                ethics: judged.ethics.iter().collect(),
                breaks: broken.into_iter().flatten().filter_map(|rule| Some(book.rule(*rule)?.id.clone())).collect(),
            };
            Some((at, told))
        });
        let (written, ways): (Vec<_>, Vec<_>) = choices.partition(|(at, _)| !of.is_way(*at));
        let ways: BTreeMap<usize, OfChoice> = ways.into_iter().collect();
        let played = of.activity.as_deref().filter(|_| !ways.is_empty());
        let activity = played.map(|played| by_hand::of(of, played, Answers::of(case, of).as_ref(), &ways));
        let choices = written.into_iter().map(|(_, choice)| choice).collect();
        Some(OfDecision { scene: of.id.clone(), states, matters, choices, activity })
    };
    scenes.into_iter().filter_map(decision).collect()
}
