//! C024: a way on that throws the player far back.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::paths::Roads;
use crate::source::Span;
use std::collections::BTreeMap;

/// A player who has to read more than this again stops playing.
const MOST_DECISIONS: usize = 3;

/// A way on: scene, choice, and which of the choice's ways.
type WayOn = (usize, usize, usize);

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found: BTreeMap<Span, (usize, String)> = BTreeMap::new();
    for variant in 0..desk.case.variants.len() {
        let roads = Roads::of(desk.case, &desk.walk, variant);
        for (to, ways) in ways_back(desk, &roads) {
            let from_there = roads.distances(to);
            let name = desk.case.scenes.get(to).map(|scene| scene.id.to_string()).unwrap_or_default();
            for way in ways {
                // What cannot be reached from there is no way back.
                let steps = from_there.get(way.0).copied().flatten().filter(|steps| *steps > MOST_DECISIONS);
                if let Some((steps, place)) = steps.zip(place(desk, way)) {
                    let shortest = found.entry(place).or_insert((steps, name.clone()));
                    shortest.0 = shortest.0.min(steps);
                }
            }
        }
    }
    let told = found.into_iter().map(|(place, (steps, name))| {
        let message = format!("this leads {steps} decisions back, to `{name}`");
        let help = format!("lead to a scene at most {MOST_DECISIONS} decisions back, or to a new one that sums up");
        desk.warning("C024", place, message).help(help)
    });
    told.collect()
}

/// The ways that come nearer to the start, by where they lead. In a ring the others only lead on.
fn ways_back(desk: &Desk<'_>, roads: &Roads<'_>) -> BTreeMap<usize, Vec<WayOn>> {
    let depths = roads.distances(desk.case.start);
    let depth = |scene: usize| depths.get(scene).copied().flatten();
    let mut found: BTreeMap<usize, Vec<WayOn>> = BTreeMap::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        for (index, choice) in scene.choices.iter().enumerate() {
            for (way, (_, to)) in choice.goto.iter().enumerate() {
                if depth(*to).zip(depth(at)).is_some_and(|(to, own)| to < own) {
                    found.entry(*to).or_default().push((at, index, way));
                }
            }
        }
    }
    found
}

fn place(desk: &Desk<'_>, (scene, choice, way): WayOn) -> Option<Span> {
    let written = desk.written.scenes.get(scene)?;
    let goto = match written.choices.get(choice) {
        Some(choice) => &choice.goto,
        // The ways through an activity share its ways on.
        None => &written.activity.as_ref()?.goto,
    };
    goto.get(way).copied()
}
