//! C029: the best way through an activity is the same in every variant and deal of a case that has several.

use crate::activity::{Frame, Way};
use crate::diagnostic::Diagnostic;
use crate::explore::answers::{frames, ways};
use crate::lint::Desk;
use crate::lint::ways::{InRun, in_runs};
use crate::scenario::SceneActivity;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let all = frames(desk.case);
    if all.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        let Some(played) = scene.activity.as_deref() else { continue };
        if played.activity.is_taken_one_by_one() {
            continue;
        }
        let Some(way) = best_in_all(desk, &in_runs(desk, at), (scene.authored, played), &all) else { continue };
        let message = format!("`{}` is the best way in every variant and deal", way.words(&played.activity));
        let help = "let an answer be right in one variant or deal and wrong in another: `variants: […]`, `deals: […]`, or facts that differ";
        found.push(desk.warning("C029", desk.activity_of(at), message).help(help));
    }
    found
}

/// A way by which nothing is lost in any run that comes to the activity and in which something can be lost there; none
/// where only one run does.
fn best_in_all(
    desk: &Desk<'_>,
    runs: &[InRun<'_>],
    (authored, played): (usize, &SceneActivity),
    all: &[Frame],
) -> Option<Way> {
    let mut best: BTreeMap<Frame, BTreeSet<usize>> = BTreeMap::new();
    for run in runs.iter().filter(|run| run.is_decided) {
        let variant = desk.case.variant_named(run.setup.variant.as_str())?;
        let deal = run.setup.deal(desk.case);
        let frame = all.iter().find(|frame| (frame.variant, frame.deal) == (variant, deal))?;
        // Under each of the laws.
        best.entry(*frame)
            .and_modify(|known| known.retain(|choice| run.best.contains(choice)))
            .or_insert(run.best.clone());
    }
    if best.len() < 2 {
        return None;
    }
    let mut common: Option<BTreeSet<Way>> = None;
    for (frame, choices) in best {
        let here = ways(played, frame).into_iter().filter(|(_, offer)| choices.contains(&(authored + offer)));
        let here: BTreeSet<Way> = here.map(|(way, _)| way).collect();
        let still = common.map_or_else(|| here.clone(), |common| common.intersection(&here).cloned().collect());
        if still.is_empty() {
            return None;
        }
        common = Some(still);
    }
    common?.into_iter().min_by_key(|way| way.0.iter().map(|mask| mask.count_ones()).sum::<u32>())
}
