//! How long a case takes to play, reckoned from its words and decisions: from the shortest path, read briskly, to the
//! longest, read with care. Words are those on the screen: the scene, every open choice, what happens then, and the note.

use super::Desk;
use super::paths::{Roads, Way, holds, words_shown};
use super::prose::words;
use crate::explore::texts_of;
use crate::scenario::{Choice, Scene};

/// Words a minute of a brisk and of a careful reader. Brysbaert (2019, "How many words do we read per minute?") finds 238
/// for adults who silently read non-fiction in English; fiction reads faster, and care and a second language slow one down.
const BRISK: u64 = 240;
const CAREFUL: u64 = 200;

/// Seconds to think and choose, once everything is read. An estimate of ours; nobody has measured it for such cases.
const DECISION: u64 = 25;

/// Seconds between the shortest and the longest path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) least: u64,
    pub(super) most: u64,
}

/// How long the paths of a case take, over all of its variants; none if no path comes to an ending.
pub(super) fn of(desk: &Desk<'_>) -> Option<Span> {
    let spans = (0..desk.case.variants.len()).filter_map(|variant| of_variant(desk, variant));
    spans.reduce(|one, other| Span { least: one.least.min(other.least), most: one.most.max(other.most) })
}

fn of_variant(desk: &Desk<'_>, variant: usize) -> Option<Span> {
    let roads = Roads::of(desk.case, &desk.walk, variant);
    // Counted once: a way asks for a scene from each choice that leads to it.
    let scenes: Vec<(u64, u64)> = desk.case.scenes.iter().map(|scene| of_scene(scene, variant)).collect();
    let scene = |at: usize| scenes.get(at).copied().unwrap_or_default();
    let choice = |at: usize, index: usize| {
        let choice = desk.case.scenes.get(at).and_then(|scene| scene.choices.get(index));
        choice.map_or((0, 0), |choice| of_choice(choice, variant))
    };
    // A way on without another is no decision.
    let decision = |at: usize| {
        let several = desk.case.scenes.get(at).is_some_and(|scene| scene.choices.len() > 1);
        if several { DECISION * 1_000 } else { 0 }
    };
    let brisk = |words: u64| words * 60_000 / BRISK;
    let careful = |words: u64| words * 60_000 / CAREFUL;
    let least = roads.lightest(|at| brisk(scene(at).0), |at, index| decision(at) + brisk(choice(at, index).0));
    let most = roads.heaviest(|at| careful(scene(at).1), |at, index| decision(at) + careful(choice(at, index).1));
    let seconds = |way: Way| way.weight / 1_000;
    Some(Span { least: least.map(seconds)?, most: most.map(seconds)? })
}

/// The least and the most words one reads before choosing: the text, what each open choice would say, and what lies on the
/// desk.
fn of_scene(scene: &Scene, variant: usize) -> (u64, u64) {
    let of_options = scene.written().iter().map(|choice| {
        let said = choice.say.as_ref().map_or((0, 0), |say| words_shown(say, variant));
        let (least, most) = sum(said, (count(&choice.label), count(&choice.label)));
        match choice.when.as_ref().map_or(Some(true), |when| holds(when, variant)) {
            Some(true) => (least, most),
            None => (0, most),
            Some(false) => (0, 0),
        }
    });
    // What lies on a desk is read once, however many ways lead through it.
    let by_hand = scene.activity.as_deref().map_or(0, |played| texts_of(&played.activity).into_iter().map(count).sum());
    of_options.fold(sum(words_shown(&scene.text, variant), (by_hand, by_hand)), sum)
}

/// The least and the most words one reads after choosing: what happens then, and, while studying, why it matters.
fn of_choice(choice: &Choice, variant: usize) -> (u64, u64) {
    sum(words_shown(&choice.then, variant), (0, choice.note.as_deref().map_or(0, count)))
}

fn sum(one: (u64, u64), other: (u64, u64)) -> (u64, u64) {
    (one.0 + other.0, one.1 + other.1)
}

fn count(text: &str) -> u64 {
    u64::try_from(words(text).count()).unwrap_or(u64::MAX)
}
