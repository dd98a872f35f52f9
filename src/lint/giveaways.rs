//! Giveaways: signs by which a player who knows nothing of confidentiality could tell the best choice. Each is held against
//! chance: a sign gives the answers away where so many of them would come by chance in fewer than one case of a hundred.

use super::Desk;
use crate::diagnostic::Diagnostic;
use crate::explore::Edge;
use crate::scenario::{Choice, Prose};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer decisions say nothing: chance alone makes three of three.
const LEAST_DECISIONS: usize = 5;

/// So seldom by chance that an author should look; with four signs, one sound case in twenty-five is looked at in vain.
const ODDS: f64 = 0.01;

/// A decision that matters, in the form in which it comes up most often: over all variants and laws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) scene: usize,
    /// The choices that are open, in the order of the file.
    pub(super) open: Vec<usize>,
    /// Those that lose nothing in most of the states in which something can be lost.
    pub(super) best: Vec<usize>,
}

impl Decision {
    /// How likely one who points blindly hits a best choice.
    fn chance(&self) -> f64 {
        let count = |choices: &[usize]| u32::try_from(choices.len()).map_or(f64::from(u32::MAX), f64::from);
        count(&self.best) / count(&self.open).max(1.0)
    }
}

/// How often a decision comes up in one form, and in how many of these states each choice loses nothing.
#[derive(Debug, Default)]
struct Form {
    states: usize,
    best: BTreeMap<usize, usize>,
}

/// Every decision in which some choice loses and some does not, in the order of scenes.
pub(super) fn decisions(desk: &Desk<'_>) -> Vec<Decision> {
    let mut usual: BTreeMap<usize, (usize, Decision)> = BTreeMap::new();
    for ((scene, open), Form { states, best }) in forms(desk) {
        if usual.get(&scene).is_none_or(|(most, _)| states > *most) {
            let best = best.into_iter().filter(|(_, times)| 2 * times > states).map(|(choice, _)| choice).collect();
            usual.insert(scene, (states, Decision { scene, open, best }));
        }
    }
    let decided = |decision: &Decision| !decision.best.is_empty() && decision.best.len() < decision.open.len();
    usual.into_values().map(|(_, decision)| decision).filter(decided).collect()
}

/// The states in which something can be lost, by scene and open choices.
fn forms(desk: &Desk<'_>) -> BTreeMap<(usize, Vec<usize>), Form> {
    let mut forms: BTreeMap<(usize, Vec<usize>), Form> = BTreeMap::new();
    for searched in desk.exact() {
        let search = &searched.search;
        for (_, node) in search.nodes() {
            let is_way = |edge: &&Edge| {
                desk.case.scenes.get(node.scene).is_some_and(|scene| scene.is_way(usize::from(edge.choice)))
            };
            // What is done by hand has no label to give it away: the choices beside it are held against each other.
            let edges: Vec<&Edge> = node.edges.iter().filter(|edge| !is_way(edge)).collect();
            let most = edges.iter().map(|edge| search.ahead(edge).0).max();
            let loses = |edge: &&Edge| Some(search.ahead(edge).0) != most;
            if !edges.iter().any(loses) {
                continue;
            }
            let choice = |edge: &&Edge| usize::from(edge.choice);
            let form = forms.entry((node.scene, edges.iter().map(choice).collect())).or_default();
            form.states += 1;
            for edge in edges.iter().filter(|edge| !loses(edge)) {
                *form.best.entry(choice(edge)).or_default() += 1;
            }
        }
    }
    forms
}

/// What a sign comes to.
#[derive(Debug)]
pub(super) struct Tell {
    /// The decisions in which it points to one choice.
    pub(super) of: usize,
    /// Those in which the choice is a best one, with the choice.
    pub(super) hits: Vec<(usize, usize)>,
    /// How many would come by chance.
    by_chance: f64,
    /// The most that could have come by chance.
    fair: usize,
}

/// What a sign comes to, where it gives too much away. `sign` is the choice of a decision to which it points, if to one.
/// `signs` is how many were tried of which this is the best.
pub(super) fn tell(decisions: &[Decision], signs: u32, sign: impl Fn(&Decision) -> Option<usize>) -> Option<Tell> {
    let pointed: Vec<(&Decision, usize)> = decisions.iter().filter_map(|of| Some((of, sign(of)?))).collect();
    let hit =
        |(decision, choice): &(&Decision, usize)| decision.best.contains(choice).then_some((decision.scene, *choice));
    let hits: Vec<(usize, usize)> = pointed.iter().filter_map(hit).collect();
    let chances: Vec<f64> = pointed.iter().map(|(decision, _)| decision.chance()).collect();
    let fair = fair(&chances, ODDS / f64::from(signs));
    let given_away = pointed.len() >= LEAST_DECISIONS && hits.len() > fair;
    given_away.then(|| Tell { of: pointed.len(), hits, by_chance: chances.iter().sum(), fair })
}

/// The most hits that are no wonder: more of them come by chance less often than these odds.
fn fair(chances: &[f64], odds: f64) -> usize {
    // How likely each number of hits is.
    let mut likely = vec![1.0];
    for chance in chances {
        let missed = likely.iter().map(|p| p * (1.0 - chance)).chain([0.0]);
        let hit = std::iter::once(0.0).chain(likely.iter().map(|p| p * chance));
        likely = missed.zip(hit).map(|(missed, hit)| missed + hit).collect();
    }
    let mut more = 0.0;
    for (hits, p) in likely.iter().enumerate().rev() {
        more += p;
        if more >= odds {
            return hits;
        }
    }
    0
}

impl Tell {
    /// The finding: what it is that gives the answers away, and what would not.
    pub(super) fn told(&self, desk: &Desk<'_>, code: &'static str, sign: &str, fix: &str) -> Option<Diagnostic> {
        let names: Vec<String> = self.hits.iter().map(|at| format!("`{}`", desk.name_of(*at))).collect();
        let message = format!(
            "{sign} in {} of {} decisions, where chance would give {:.0}: {}",
            self.hits.len(),
            self.of,
            self.by_chance,
            names.join(", ")
        );
        let place = desk.label_of(*self.hits.first()?);
        Some(desk.warning(code, place, message).help(format!("{fix}, until it is so in {} at most", self.fair)))
    }
}

/// The one open choice of which there is most of something; none where two have as much, or none has any.
pub(super) fn most(desk: &Desk<'_>, decision: &Decision, measure: impl Fn(&Choice) -> usize) -> Option<usize> {
    let measured =
        decision.open.iter().filter_map(|choice| Some((measure(desk.choice((decision.scene, *choice))?), *choice)));
    let measured: BTreeSet<(usize, usize)> = measured.collect();
    let mut from_most = measured.into_iter().rev();
    let (most, choice) = from_most.next()?;
    let next = from_most.next().map_or(0, |(next, _)| next);
    (most > next).then_some(choice)
}

/// What a player reads of a choice before choosing it.
pub(super) fn shown(choice: &Choice) -> String {
    let said = choice.say.iter().flat_map(Prose::all);
    std::iter::once(choice.label.as_str()).chain(said).collect::<Vec<_>>().join("\n").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_wonder_follows_from_the_chances() {
        let third = 1.0 / 3.0;
        // Of five thirds, all five come by chance once in 243, four once in 22.
        assert_eq!(fair(&[third; 5], 0.01), 4);
        assert_eq!(fair(&[third; 5], 0.05), 3);
        // All of six halves come once in 64, of seven once in 128.
        assert_eq!(fair(&[0.5; 6], 0.01), 6);
        assert_eq!(fair(&[0.5; 7], 0.01), 6);
        assert_eq!(fair(&[], 0.01), 0);
    }
}
