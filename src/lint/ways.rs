//! What the exact search says of the ways through an activity, run by run: whether one can be left without a breach, and by
//! which ways nothing is lost.

use super::Desk;
use super::searches::Searched;
use crate::explore::{Edge, Node, NodeId, Search};
use crate::scenario::{Case, Scene};
use crate::session::{Setup, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The ways through an activity in one run under one law.
#[derive(Debug, Clone)]
pub(super) struct InRun<'a> {
    pub(super) searched: &'a Searched,
    pub(super) setup: &'a Setup,
    /// Can the whole run be played without a breach?
    pub(super) has_clean_run: bool,
    /// Can the activity be left, in some state, so that nothing is broken from there on?
    pub(super) has_clean_way: bool,
    /// The choices by which nothing is lost in any of the states in which something can be lost.
    pub(super) best: BTreeSet<usize>,
    /// Is there a state in which some way loses something and some way does not?
    pub(super) is_decided: bool,
}

/// The ways through the activity of a scene, for each run that comes to it, under each law.
pub(super) fn in_runs<'a>(desk: &'a Desk<'_>, scene: usize) -> Vec<InRun<'a>> {
    let Some(of) = desk.case.scenes.get(scene) else { return Vec::new() };
    let under = |searched: &'a Searched| {
        let starts = searched.setups.iter().zip(searched.search.starts());
        starts.filter_map(move |(setup, start)| in_run(searched, setup, *start, (scene, of))).collect::<Vec<_>>()
    };
    desk.exact().iter().flat_map(under).collect()
}

fn in_run<'a>(
    searched: &'a Searched,
    setup: &'a Setup,
    start: NodeId,
    (scene, of): (usize, &Scene),
) -> Option<InRun<'a>> {
    let search = &searched.search;
    let nodes = reached(search, start).into_iter().filter(|node| node.scene == scene);
    let is_way = |edge: &&Edge| of.is_way(usize::from(edge.choice));
    let nodes: Vec<&Node> = nodes.filter(|node| node.edges.iter().any(|edge| is_way(&edge))).collect();
    if nodes.is_empty() {
        return None;
    }
    let is_clean = |value: Value| (value.grave, value.broken) == (0, 0);
    let ways = || nodes.iter().flat_map(|node| node.edges.iter().filter(is_way));
    let (mut best, mut is_decided) = (None::<BTreeSet<usize>>, false);
    for node in &nodes {
        let ways = || node.edges.iter().filter(is_way);
        let most = ways().map(|edge| search.ahead(edge).0).max();
        let fine: BTreeSet<usize> =
            ways().filter(|edge| Some(search.ahead(edge).0) == most).map(|edge| usize::from(edge.choice)).collect();
        if fine.len() == ways().count() {
            continue;
        }
        is_decided = true;
        best = Some(best.map_or_else(|| fine.clone(), |best| best.intersection(&fine).copied().collect()));
    }
    Some(InRun {
        searched,
        setup,
        has_clean_run: is_clean(search.range(start).0),
        has_clean_way: ways().any(|edge| is_clean(search.ahead(edge).0)),
        best: best.unwrap_or_default(),
        is_decided,
    })
}

fn reached(search: &Search, start: NodeId) -> Vec<&Node> {
    let mut seen = BTreeMap::new();
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        let Some(node) = search.node(at).filter(|_| !seen.contains_key(&at)) else { continue };
        seen.insert(at, node);
        waiting.extend(node.edges.iter().map(|edge| edge.to));
    }
    seen.into_values().collect()
}

/// A run as an author names it: `young`, or with its deal where a case has several.
pub(super) fn name_of_run(case: &Case, setup: &Setup) -> String {
    match case.deals {
        0 | 1 => format!("`{}`", setup.variant),
        _ => format!("`{}`, deal {}", setup.variant, setup.deal(case) + 1),
    }
}
