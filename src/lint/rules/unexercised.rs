//! C010: a standard that an objective names and no path exercises, under any law of the case.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Layer, Pack, Rule, Standpoint};
use crate::lint::Desk;
use crate::lint::searches::Searched;
use crate::scenario::Objective;
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let searches = desk.exact();
    if searches.is_empty() {
        return Vec::new();
    }
    let met = met(searches);
    let spans = desk.written.places(&["objectives", "id"]);
    let objectives = desk.case.objectives.iter().enumerate();
    objectives.flat_map(|(at, objective)| of_objective(desk, objective, spans.get(at).copied(), &met)).collect()
}

/// The rules that some path keeps or breaks somewhere.
fn met(searches: &[Searched]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for Searched { book, search, .. } in searches {
        let met = book.refs().filter(|rule| search.met.kept.contains(rule) || search.met.broken.contains(rule));
        found.extend(met.filter_map(|rule| Some(book.rule(rule)?.id.as_str())));
    }
    found
}

fn of_objective(desk: &Desk<'_>, objective: &Objective, place: Option<Span>, met: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let missing: Vec<(&str, Span, String)> = objective
        .standards
        .iter()
        .filter_map(|(id, span)| Some((id.as_str(), *span, why_unexercised(desk, id.as_str(), met)?)))
        .collect();
    let help = "give a choice an act that it speaks to, or take it out of the objective";
    if missing.len() > 1 && missing.len() == objective.standards.len() {
        let names: Vec<String> = missing.iter().map(|(id, ..)| format!("`{id}`")).collect();
        let message =
            format!("no path exercises any standard of the objective `{}`: {}", objective.id, names.join(", "));
        return vec![desk.warning("C010", place.unwrap_or(Span::new(0, 1)), message).help(help)];
    }
    let told = |(id, span, why): (&str, Span, String)| {
        desk.warning("C010", span, format!("no path exercises `{id}`: {why}")).help(help)
    };
    missing.into_iter().map(told).collect()
}

/// Why no path exercises a standard; none where one does, or where that was not looked for.
fn why_unexercised(desk: &Desk<'_>, standard: &str, met: &BTreeSet<&str>) -> Option<String> {
    let meant: Vec<(&Pack, &Rule)> = desk.packs.rules().filter(|(_, rule)| is_of(rule.id.as_str(), standard)).collect();
    if meant.is_empty() || meant.iter().any(|(_, rule)| met.contains(rule.id.as_str())) {
        return None;
    }
    let searches = desk.exact();
    let in_force = |rule: &Rule| searches.iter().any(|searched| searched.book.find(rule.id.as_str()).is_some());
    if meant.iter().any(|(_, rule)| in_force(rule)) {
        return Some("nowhere is it kept or broken".into());
    }
    // What binds only by an agency's choice or another profession's code was not searched.
    let elsewhere = meant.iter().any(|(pack, _)| pack.layer == Layer::Policy || binds_others(desk, pack));
    let places: Vec<&str> = searches.iter().map(|searched| searched.jurisdiction.as_str()).collect();
    (!elsewhere).then(|| format!("it is not in force in {} on {}", places.join(", "), desk.case.date))
}

/// An objective may name a section whose clauses are rules of their own.
fn is_of(rule: &str, standard: &str) -> bool {
    rule.strip_prefix(standard).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn binds_others(desk: &Desk<'_>, pack: &Pack) -> bool {
    let others = desk.case.professions.iter().skip(1);
    others.into_iter().any(|profession| {
        desk.exact().iter().any(|searched| {
            pack.binds(&Standpoint { profession: profession.clone(), ..searched.book.standpoint.clone() })
        })
    })
}
