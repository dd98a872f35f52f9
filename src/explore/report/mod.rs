//! What an exact search says of a case, for its author: how it can end, the best and the worst run, what each choice can
//! cost, what never matters, what no path exercises, where the law makes a difference, how long it takes.

mod by_hand;
mod dealt;
mod decisions;
mod flips;
mod paths;
mod variants;

pub use by_hand::{OfActivity, OfAnswer};
pub use dealt::Dealt;
pub use decisions::{OfChoice, OfDecision};
pub use flips::{Flip, Under, flips};
pub use paths::{READING_SPEED, SECONDS_A_DECISION, Spread, reading_minutes};
pub use variants::Turn;

use super::answers::{self, Answers};
use super::search::{NodeId, Search};
use crate::activity::Frame;
use crate::ethics::{Packs, Rulebook};
use crate::ids::{ChoiceId, EndingId, JurisdictionId, RuleId, SceneId, StoryFactId, VariantId};
use crate::scenario::{Case, Tone};
use crate::session::{Setup, Value};
use paths::Paths;
use serde::Serialize;
use std::panic::resume_unwind;
use std::thread;

/// A choice of a scene.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The scene.
    pub scene: SceneId,
    /// The choice.
    pub choice: ChoiceId,
}

/// What one variant can come to.
#[derive(Debug, Clone, Serialize)]
pub struct OfVariant {
    /// Its id.
    pub variant: VariantId,
    /// The deal of chance, counted from 1; none where the case has one, or all of them come to the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<usize>,
    /// Its title.
    pub title: String,
    /// The best a run can come to.
    pub best: Value,
    /// The worst.
    pub worst: Value,
    /// The best run.
    pub best_run: Vec<Place>,
    /// The worst run.
    pub worst_run: Vec<Place>,
    /// How many runs there are; as many as differ in a choice.
    pub runs: f64,
    /// Decisions on the shortest, the middle and the longest run.
    pub decisions: Spread,
    /// Words one reads on them.
    pub words: Spread,
    /// Story minutes that pass.
    pub story_minutes: Spread,
}

/// How one can come to an ending.
#[derive(Debug, Clone, Serialize)]
pub struct OfEnding {
    /// Its id.
    pub ending: EndingId,
    /// Its title.
    pub title: String,
    /// Its tone.
    #[serde(serialize_with = "tone_word")]
    pub tone: Tone,
    /// Of all runs, the share that ends so: were every choice a coin.
    pub share: f64,
    /// The variants in which it can be reached, with the deals where not all of them come to it.
    pub variants: Vec<Dealt>,
    /// A shortest run that ends so.
    pub run: Vec<Place>,
}

/// What no path comes to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Unexercised {
    /// Scenes.
    pub scenes: Vec<SceneId>,
    /// Choices.
    pub choices: Vec<Place>,
    /// Answers of activities that are part of no way that is ever open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Place>,
    /// Story facts that nobody comes to know.
    pub facts: Vec<StoryFactId>,
    /// Declared standards that no path keeps or breaks.
    pub standards: Vec<RuleId>,
}

/// What a case is under one law.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Under whose law.
    pub jurisdiction: JurisdictionId,
    /// States that rules and conditions can tell apart.
    pub states: usize,
    /// Choices open in them, all told.
    pub open_choices: usize,
    /// Was everything searched?
    pub complete: bool,
    /// How often the story can come back to where it was, with nothing changed.
    pub circles: usize,
    /// What each variant can come to.
    pub variants: Vec<OfVariant>,
    /// How it can end.
    pub endings: Vec<OfEnding>,
    /// What each decision can cost.
    pub decisions: Vec<OfDecision>,
    /// Choices that are best in one variant and never in another.
    pub turns: Vec<Turn>,
    /// What no path comes to.
    pub unexercised: Unexercised,
}

impl Report {
    /// Can its values be relied on?
    pub fn is_exact(&self) -> bool {
        self.complete && self.circles == 0
    }

    /// Reports on a search of these setups, one for each variant.
    pub fn of(case: &Case, book: &Rulebook, setups: &[Setup], search: &Search) -> Self {
        let paths = Paths::of(search);
        let at: Vec<(&Setup, NodeId)> = setups.iter().zip(search.starts().iter().copied()).collect();
        Self {
            jurisdiction: book.standpoint.jurisdiction.clone(),
            states: search.states(),
            open_choices: search.nodes().map(|(_, node)| node.edges.len()).sum(),
            complete: search.complete,
            circles: search.circles,
            variants: variants(case, search, &paths, &at),
            endings: endings(case, search, &at),
            decisions: decisions::of(case, book, search),
            turns: variants::turns(case, search, &at),
            unexercised: unexercised(case, book, search),
        }
    }
}

/// A setup for each variant of a case, with each deal of chance.
pub fn every_variant(case: &Case, setup: &Setup) -> Vec<Setup> {
    let with = |variant: &crate::scenario::Variant| {
        let id = variant.id.clone();
        (0..case.deals.max(1)).map(move |deal| Setup { variant: id.clone(), deal: Some(deal), ..setup.clone() })
    };
    case.variants.iter().flat_map(with).collect()
}

/// What each variant comes to, with each deal; once where all its deals come to the same.
fn variants(case: &Case, search: &Search, paths: &Paths, at: &[(&Setup, NodeId)]) -> Vec<OfVariant> {
    let mut found: Vec<OfVariant> = Vec::new();
    for variant in &case.variants {
        let of = at.iter().filter(|(setup, _)| setup.variant == variant.id);
        let dealt: Vec<OfVariant> = of.map(|(setup, start)| of_variant(case, search, paths, setup, *start)).collect();
        let alike = dealt.windows(2).all(|pair| matches!(pair, [one, other] if one.is_like(other)));
        if !alike {
            found.extend(dealt);
            continue;
        }
        found.extend(dealt.into_iter().map(|one| OfVariant { deal: None, ..one }).reduce(OfVariant::joined));
    }
    found
}

impl OfVariant {
    /// Does it come to the same? A few words more or less make no other story.
    fn is_like(&self, other: &Self) -> bool {
        let runs = |of: &Self| (of.best_run.clone(), of.worst_run.clone());
        let figures = |of: &Self| (of.best, of.worst, of.decisions);
        figures(self) == figures(other) && runs(self) == runs(other)
    }

    /// Both told as one.
    fn joined(self, other: Self) -> Self {
        let (words, story_minutes) = (self.words.joined(other.words), self.story_minutes.joined(other.story_minutes));
        Self { words, story_minutes, ..self }
    }
}

fn of_variant(case: &Case, search: &Search, paths: &Paths, setup: &Setup, start: NodeId) -> OfVariant {
    let (best, worst) = search.range(start);
    let variant = case.variant_named(setup.variant.as_str()).and_then(|at| case.variants.get(at));
    let dealt = dealt::named(case, setup);
    OfVariant {
        variant: dealt.variant,
        deal: dealt.deal,
        title: variant.map(|variant| variant.title.clone()).unwrap_or_default(),
        best,
        worst,
        best_run: places(case, search, (setup, start), &search.best_run(start)),
        worst_run: places(case, search, (setup, start), &search.worst_run(start)),
        runs: paths.runs(start),
        decisions: paths.decisions(start),
        words: paths.words(start),
        story_minutes: paths.story_minutes(start),
    }
}

/// The choices of a run with the scenes in which they are made, each in words that can be said in it.
fn places(case: &Case, search: &Search, (setup, start): (&Setup, NodeId), run: &[usize]) -> Vec<Place> {
    let frame = frame_of(case, setup);
    let mut here = search.node(start);
    let mut places = Vec::new();
    for choice in run {
        let Some((node, scene)) = here.and_then(|node| Some((node, case.scenes.get(node.scene)?))) else { break };
        let Some(name) = scene.name_in(*choice, frame) else { break };
        places.push(Place { scene: scene.id.clone(), choice: name });
        let taken = node.edges.iter().find(|edge| usize::from(edge.choice) == *choice);
        here = taken.and_then(|edge| search.node(edge.to));
    }
    places
}

/// The variant and deal of a setup.
pub fn frame_of(case: &Case, setup: &Setup) -> Frame {
    let variant = case.variant_named(setup.variant.as_str()).unwrap_or(0);
    Frame { variant, deal: setup.deal(case), deals: case.deals }
}

fn endings(case: &Case, search: &Search, at: &[(&Setup, NodeId)]) -> Vec<OfEnding> {
    let scenes = case.scenes.iter().enumerate().filter_map(|(at, scene)| Some((at, scene.ending.as_ref()?)));
    let of_ending = |(scene, ending): (usize, &crate::scenario::Ending)| {
        let shares = Paths::chances_of(search, case, scene);
        let reached: Vec<&(&Setup, NodeId)> = at.iter().filter(|(_, start)| shares.of(*start) > 0.0).collect();
        let shortest = reached
            .iter()
            .filter_map(|(setup, start)| Some(((*setup, *start), Paths::shortest_to(search, *start, scene)?)));
        let (from, run) = shortest.min_by_key(|(_, run)| run.len())?;
        let all: f64 = at.iter().map(|(_, start)| shares.of(*start)).sum();
        Some(OfEnding {
            ending: ending.id.clone(),
            title: ending.title.clone(),
            tone: ending.tone,
            share: all / paths::count(at.len()),
            variants: Dealt::of(case, &reached.iter().map(|(setup, _)| *setup).collect::<Vec<_>>()),
            run: places(case, search, from, &run),
        })
    };
    scenes.filter_map(of_ending).collect()
}

fn unexercised(case: &Case, book: &Rulebook, search: &Search) -> Unexercised {
    let reached: std::collections::BTreeSet<usize> = search.nodes().map(|(_, node)| node.scene).collect();
    let scenes = case.scenes.iter().enumerate().filter(|(at, _)| !reached.contains(at));
    let choices = case.scenes.iter().enumerate().flat_map(|(at, scene)| {
        let never = scene
            .written()
            .iter()
            .enumerate()
            .filter(move |(index, _)| !search.met.choices.contains_key(&(at, *index)));
        never.map(|(_, choice)| Place { scene: scene.id.clone(), choice: choice.id.clone() })
    });
    let unknown = |at: usize| !search.met.known.get(at).copied().unwrap_or(false);
    let facts = case.facts.iter().enumerate().filter(|(at, _)| unknown(*at)).map(|(_, fact)| fact.id.clone());
    let standards = case.objectives.iter().flat_map(|objective| &objective.standards).map(|(rule, _)| rule);
    // A standard of another place is no matter of this one.
    let silent = |rule: &&RuleId| {
        let found = book.find(rule.as_str());
        found.is_some_and(|rule| !search.met.kept.contains(&rule) && !search.met.broken.contains(&rule))
    };
    let mut standards: Vec<RuleId> = standards.filter(silent).cloned().collect();
    standards.sort();
    standards.dedup();
    Unexercised {
        scenes: scenes.map(|(_, scene)| scene.id.clone()).collect(),
        choices: choices.collect(),
        answers: case.scenes.iter().enumerate().flat_map(|(at, scene)| never_part(case, search, at, scene)).collect(),
        facts: facts.collect(),
        standards,
    }
}

/// The answers of a scene's activity with which no way is ever open.
fn never_part(case: &Case, search: &Search, at: usize, scene: &crate::scenario::Scene) -> Vec<Place> {
    let Some((played, answers)) = scene.activity.as_deref().zip(Answers::of(case, scene)) else { return Vec::new() };
    let activity = &played.activity;
    let open = |answer| answers.with(answer).any(|choice| search.met.choices.contains_key(&(at, choice)));
    let never = answers::all(activity).filter(|answer| !open(*answer));
    let place = |(set, item): (usize, usize)| {
        let item = activity.sets.get(set)?.items.get(item)?;
        Some(Place { scene: scene.id.clone(), choice: format!("{}({})", activity.id, item.id).as_str().into() })
    };
    never.filter_map(place).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn tone_word<S: serde::Serializer>(tone: &Tone, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format!("{tone:?}").to_lowercase())
}

/// Searches a case under the law of each of these places and reports on each.
#[must_use]
pub fn under_each(
    case: &Case,
    packs: &Packs,
    setup: &Setup,
    places: &[JurisdictionId],
    most_states: usize,
) -> Vec<(Report, Under)> {
    let one = |place: &JurisdictionId| {
        let there = Setup { jurisdiction: place.clone(), ..setup.clone() };
        let book = Rulebook::compile(packs, there.standpoint());
        let setups = every_variant(case, &there);
        let search = Search::of(case, &book, &setups, most_states);
        (Report::of(case, &book, &setups, &search), Under { place: place.clone(), judged: search.met.choices })
    };
    thread::scope(|scope| {
        let working: Vec<_> = places.iter().map(|place| scope.spawn(|| one(place))).collect();
        working.into_iter().map(|done| done.join().unwrap_or_else(|cause| resume_unwind(cause))).collect()
    })
}
