//! C016: a decision that never matters: in every state, whatever is chosen, the same best and the same worst can still
//! come. An activity is one as a whole: whichever way one leaves it.

use super::alike::alike;
use crate::diagnostic::Diagnostic;
use crate::explore::{Edge, Search};
use crate::lint::Desk;
use crate::scenario::Case;
use std::collections::BTreeMap;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut scenes: BTreeMap<usize, bool> = BTreeMap::new();
    let mut by_hand: BTreeMap<usize, bool> = BTreeMap::new();
    for searched in desk.exact() {
        note(&searched.search, &mut scenes);
        note_ways(desk.case, &searched.search, &mut by_hand);
    }
    by_hand.retain(|scene, matters| !*matters && scenes.get(scene).is_none_or(|matters| *matters));
    let by_hand = by_hand.into_keys().filter_map(|at| {
        let played = desk.case.scenes.get(at)?.activity.as_deref()?;
        let message = format!(
            "whichever way one leaves `{}`, the same best and the same worst can still come",
            played.activity.id
        );
        let help = "let an answer keep, break or close something, or write a choice in its place";
        Some(desk.warning("C016", desk.activity_of(at), message).help(help))
    });
    let by_hand: Vec<Diagnostic> = by_hand.collect();
    let told_already = alike(desk);
    let idle = scenes.into_iter().filter(|(_, matters)| !matters);
    let told = idle.filter_map(|(at, _)| {
        let (scene, written) = (desk.case.scenes.get(at)?, desk.written.scenes.get(at)?);
        // C011 has said of every choice but the first that it is like the others.
        let told_already =
            scene.activity.is_none() && (1..scene.choices.len()).all(|choice| told_already.contains_key(&(at, choice)));
        let message =
            format!("whatever one decides in `{}`, the same best and the same worst can still come", scene.id);
        let help = "let a choice keep, break or close something, or tell the scene with a single way on";
        (!told_already).then(|| desk.warning("C016", written.id_span, message).help(help))
    });
    told.chain(by_hand).collect()
}

/// The same of the ways through an activity among themselves. What is opened one by one can be left alone, so it is looked
/// at beside the choices.
fn note_ways(case: &Case, search: &Search, scenes: &mut BTreeMap<usize, bool>) {
    for (_, node) in search.nodes() {
        let Some(scene) = case.scenes.get(node.scene) else { continue };
        if scene.activity.as_deref().is_none_or(|played| played.activity.is_taken_one_by_one()) {
            continue;
        }
        let mut ways = node.edges.iter().filter(|edge| scene.is_way(usize::from(edge.choice)));
        let Some(first) = ways.next().map(|edge| search.ahead(edge)) else { continue };
        *scenes.entry(node.scene).or_insert(false) |= ways.any(|edge| search.ahead(edge) != first);
    }
}

/// Notes of each scene in which there is a decision whether it matters in any state.
fn note(search: &Search, scenes: &mut BTreeMap<usize, bool>) {
    for (_, node) in search.nodes().filter(|(_, node)| node.edges.len() > 1) {
        let differ = |pair: &[Edge]| matches!(pair, [one, other] if search.ahead(one) != search.ahead(other));
        *scenes.entry(node.scene).or_insert(false) |= node.edges.windows(2).any(differ);
    }
}
