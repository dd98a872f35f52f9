//! C008: a trap: in some variant, under some law, even the best run breaks a settled rule or misses a duty.

use crate::diagnostic::Diagnostic;
use crate::ethics::{ActJudgment, DutyState, RuleRef, Rulebook, Severity};
use crate::explore::report::{Dealt, every_variant};
use crate::ids::ChoiceId;
use crate::lint::Desk;
use crate::lint::searches::Searched;
use crate::scenario::Case;
use crate::session::{Setup, State, Turn};
use std::collections::{BTreeMap, BTreeSet};

/// What cannot be helped: the decision at which the best run first fails, the rules it breaks, the duties it misses, and
/// the run.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fall {
    at: Option<(usize, usize)>,
    broken: BTreeSet<String>,
    missed: BTreeSet<String>,
    path: Vec<ChoiceId>,
}

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut places: BTreeMap<(usize, Fall), Vec<&str>> = BTreeMap::new();
    for searched in desk.exact() {
        for key in falls_under(desk.case, searched) {
            places.entry(key).or_default().push(searched.jurisdiction.as_str());
        }
    }
    // What fails alike is told once.
    let mut falls: BTreeMap<(Fall, Vec<&str>), Vec<usize>> = BTreeMap::new();
    for ((variant, fall), places) in places {
        falls.entry((fall, places)).or_default().push(variant);
    }
    falls.into_iter().filter_map(|((fall, places), variants)| told(desk, &variants, &fall, &places)).collect()
}

fn told(desk: &Desk<'_>, variants: &[usize], fall: &Fall, places: &[&str]) -> Option<Diagnostic> {
    let all = every_variant(desk.case, &Setup::of(desk.case, 0));
    let runs: Vec<Dealt> = Dealt::of(desk.case, &variants.iter().filter_map(|at| all.get(*at)).collect::<Vec<_>>());
    let runs: Vec<String> = runs.iter().map(named).collect();
    let subject = match runs.as_slice() {
        [one] => format!("the variant {one} has"),
        several => format!("the variants {} have", several.join(", ")),
    };
    let what = [("breaks", &fall.broken), ("misses", &fall.missed)].into_iter().filter(|(_, rules)| !rules.is_empty());
    let what: Vec<String> =
        what.map(|(how, rules)| format!("{how} {}", rules.iter().map(ticked).collect::<Vec<_>>().join(", "))).collect();
    let (places, what) = (places.join(", "), what.join(" and "));
    let message = format!("{subject} no run without a breach in {places}: even the best {what}");
    let path: Vec<&str> = fall.path.iter().map(ChoiceId::as_str).collect();
    let help = format!("open a road that can be defended; the best there is: {}", path.join(", "));
    Some(desk.error("C008", desk.label_of(fall.at?), message).help(help))
}

/// `base`, or `base` (deal 2).
fn named(dealt: &Dealt) -> String {
    let deal = dealt.deal.map(|deal| format!(" (deal {deal})")).unwrap_or_default();
    format!("{}{deal}", ticked(&dealt.variant))
}

fn ticked(id: &impl std::fmt::Display) -> String {
    format!("`{id}`")
}

/// The runs, by the number of their setup, that cannot be played without a breach under one law.
fn falls_under(case: &Case, searched: &Searched) -> Vec<(usize, Fall)> {
    let mut found = Vec::new();
    for (variant, (setup, start)) in searched.setups.iter().zip(searched.search.starts()).enumerate() {
        let (best, _) = searched.search.range(*start);
        if best.grave < 0 || best.broken < 0 {
            let path = searched.search.best_run(*start);
            let state = State::at_start(case, &searched.book, setup);
            // A lesser good is no breach: a run that misses only such can be defended.
            let fall = fall(case, &searched.book, state, &path);
            found.extend(fall.at.is_some().then_some((variant, fall)));
        }
    }
    found
}

/// Plays a run and notes what it breaks and misses.
fn fall(case: &Case, book: &Rulebook, mut state: State, path: &[usize]) -> Fall {
    let weighs =
        |rule: &RuleRef| book.rule(*rule).filter(|rule| rule.certainty.is_settled() && rule.severity > Severity::Minor);
    let mut fall = Fall::default();
    let mut named = Vec::new();
    for choice in path.iter().copied() {
        let scene = state.scene;
        named.extend(case.scenes.get(scene).and_then(|of| of.name_in(choice, state.frame(case))));
        let turn = Turn::take(case, book, &state, choice);
        let broken = turn.judgments.iter().flat_map(ActJudgment::broken).map(|finding| finding.rule);
        let changes = turn.changes.iter().chain(&turn.on_entering);
        let missed = changes.filter(|change| matches!(change.state, DutyState::Missed | DutyState::Partial));
        let rule = |rule: RuleRef| weighs(&rule).map(|rule| rule.id.to_string());
        let before = fall.broken.len() + fall.missed.len();
        fall.broken.extend(broken.filter_map(rule));
        fall.missed.extend(missed.filter_map(|change| rule(change.rule)));
        if fall.broken.len() + fall.missed.len() > before {
            fall.at = fall.at.or(Some((scene, choice)));
        }
        state = turn.after;
    }
    Fall { path: named, ..fall }
}
