//! C016: a decision that never matters: in every state, whatever is chosen, the same best and the same worst can still
//! come.

use super::alike::alike;
use crate::diagnostic::Diagnostic;
use crate::explore::{Edge, Search};
use crate::lint::Desk;
use std::collections::BTreeMap;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut scenes: BTreeMap<usize, bool> = BTreeMap::new();
    for searched in desk.exact() {
        note(&searched.search, &mut scenes);
    }
    let told_already = alike(desk);
    let idle = scenes.into_iter().filter(|(_, matters)| !matters);
    let told = idle.filter_map(|(at, _)| {
        let (scene, written) = (desk.case.scenes.get(at)?, desk.written.scenes.get(at)?);
        // C011 has said of every choice but the first that it is like the others.
        let told_already = (1..scene.choices.len()).all(|choice| told_already.contains_key(&(at, choice)));
        let message =
            format!("whatever one decides in `{}`, the same best and the same worst can still come", scene.id);
        let help = "let a choice keep, break or close something, or tell the scene with a single way on";
        (!told_already).then(|| desk.warning("C016", written.id_span, message).help(help))
    });
    told.collect()
}

/// Notes of each scene in which there is a decision whether it matters in any state.
fn note(search: &Search, scenes: &mut BTreeMap<usize, bool>) {
    for (_, node) in search.nodes().filter(|(_, node)| node.edges.len() > 1) {
        let differ = |pair: &[Edge]| matches!(pair, [one, other] if search.ahead(one) != search.ahead(other));
        *scenes.entry(node.scene).or_insert(false) |= node.edges.windows(2).any(differ);
    }
}
