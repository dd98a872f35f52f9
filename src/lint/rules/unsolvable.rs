//! C027: an activity that cannot be left without a breach in some variant or deal of chance, although a run of it can be
//! played without one.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::ways::{in_runs, name_of_run};
use std::collections::BTreeMap;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, scene) in desk.case.scenes.iter().enumerate() {
        let Some(played) = scene.activity.as_deref() else { continue };
        // What is opened one by one is left by a choice beside it.
        if played.activity.is_taken_one_by_one() {
            continue;
        }
        let mut runs: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for run in in_runs(desk, at).iter().filter(|run| run.has_clean_run && !run.has_clean_way) {
            let places = runs.entry(name_of_run(desk.case, run.setup)).or_default();
            places.push(run.searched.jurisdiction.as_str());
        }
        // Runs that fail under the same laws are told together.
        let mut told: BTreeMap<Vec<&str>, Vec<String>> = BTreeMap::new();
        for (run, places) in runs {
            told.entry(places).or_default().push(run);
        }
        found.extend(told.into_iter().map(|(places, runs)| {
            let message = format!(
                "every way through `{}` breaks something in {} in {}, where the case can be played without a breach",
                played.activity.id,
                runs.join(" and "),
                places.join(", ")
            );
            let help = "give it an answer that can be defended in each variant and deal; `confidant explore` names the best way there is";
            desk.warning("C027", desk.activity_of(at), message).help(help)
        }));
    }
    found
}
