//! C011: choices of one scene that come to the same wherever both are open, under every law of the case: which of them is
//! taken does nothing.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Atom, Verb};
use crate::explore::{Edge, NodeId, Search};
use crate::lint::Desk;
use crate::scenario::{Case, CaseAtom, Choice, Prose};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Two choices of a scene.
type Pair = (usize, usize, usize);

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    alike(desk).into_iter().map(|((scene, choice), like)| told(desk, scene, choice, &like)).collect()
}

fn told(desk: &Desk<'_>, scene: usize, choice: usize, like: &[usize]) -> Diagnostic {
    let names = like.iter().filter_map(|choice| Some(format!("`{}`", desk.choice((scene, *choice))?.id)));
    let names = names.collect::<Vec<_>>().join(", ");
    let message = format!(
        "`{}` comes to the same as {names}: in what is done, minutes, verdicts and everything that can follow",
        desk.name_of((scene, choice))
    );
    let help = "let it do, tell, cost or lead to something else, let a passage remember it, or take it out";
    desk.warning("C011", desk.label_of((scene, choice)), message).help(help)
}

/// Choices that cannot be told from earlier ones of their scene.
pub(super) fn alike(desk: &Desk<'_>) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut pairs: BTreeMap<Pair, bool> = BTreeMap::new();
    for searched in desk.exact() {
        compare(desk.case, &searched.search, &mut pairs);
    }
    let asked = asked_in_prose(desk);
    let mut found: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for ((scene, first, second), _) in pairs.into_iter().filter(|(_, alike)| *alike) {
        let choices = desk.choice((scene, first)).zip(desk.choice((scene, second)));
        let remembered = choices.is_none_or(|(one, other)| {
            one.reveals != other.reveals
                || done(one) != done(other)
                || asked.iter().any(|atom| leaves(atom, (scene, first), one) != leaves(atom, (scene, second), other))
        });
        if !remembered {
            found.entry((scene, second)).or_default().push(first);
        }
    }
    found
}

/// Notes of each pair of choices that are open together whether they come to the same.
/// Ways through an activity are told apart by what they come to, and are left out.
fn compare(case: &Case, search: &Search, pairs: &mut BTreeMap<Pair, bool>) {
    let futures = futures(search);
    for (_, node) in search.nodes() {
        let written = case.scenes.get(node.scene).map_or(0, |scene| scene.authored);
        let edges: Vec<&Edge> = node.edges.iter().filter(|edge| usize::from(edge.choice) < written).collect();
        for (at, one) in edges.iter().enumerate() {
            for other in edges.iter().skip(at + 1) {
                let (first, second) = (usize::from(one.choice), usize::from(other.choice));
                let badges = |choice| search.met.choices.get(&(node.scene, choice));
                let same = (one.value, one.minutes, futures.get(&one.to))
                    == (other.value, other.minutes, futures.get(&other.to))
                    && badges(first) == badges(second);
                *pairs.entry((node.scene, first, second)).or_insert(true) &= same;
            }
        }
    }
}

/// States from which everything that can follow is the same share a number. It begins with the scenes and parts what leads
/// to different numbers, until nothing more parts.
fn futures(search: &Search) -> FxHashMap<NodeId, usize> {
    let mut classes: FxHashMap<NodeId, usize> = search.nodes().map(|(id, node)| (id, node.scene)).collect();
    let mut count = 0;
    loop {
        let mut known = FxHashMap::default();
        let mut next = FxHashMap::default();
        for (id, node) in search.nodes() {
            let ways = node.edges.iter().map(|edge| (edge.choice, edge.value, edge.minutes, classes.get(&edge.to)));
            let fresh = known.len();
            let class = *known.entry((node.scene, ways.collect::<Vec<_>>())).or_insert(fresh);
            next.insert(id, class);
        }
        let parted = known.len();
        classes = next;
        if parted == count {
            return classes;
        }
        count = parted;
    }
}

/// What a choice does, in whatever order. Two mistakes that weigh the same are two, and so are two good roads.
fn done(choice: &Choice) -> Vec<String> {
    let mut acts: Vec<String> =
        choice.acts.iter().filter(|act| act.verb != Verb::LetPass).map(|act| format!("{act:?}")).collect();
    acts.sort_unstable();
    acts
}

/// What passages ask of the past. The search does not: it is no matter to a rule how an ending is told.
fn asked_in_prose<'a>(desk: &Desk<'a>) -> Vec<&'a CaseAtom> {
    let prose_of = |choice: &'a Choice| choice.say.iter().chain(std::iter::once(&choice.then));
    let prose = desk.case.scenes.iter().flat_map(|scene| {
        let by_hand = scene.activity.as_deref().map(|played| &played.then);
        std::iter::once(&scene.text).chain(by_hand).chain(scene.written().iter().flat_map(prose_of))
    });
    prose.flat_map(|Prose(passages)| passages).flat_map(|passage| &passage.when).flat_map(|when| when.atoms()).collect()
}

/// Does a choice leave a trace that this question finds?
fn leaves(atom: &CaseAtom, at: (usize, usize), choice: &Choice) -> bool {
    match atom {
        CaseAtom::Chose(choices) => choices.contains(&at),
        CaseAtom::Flag(flag) => choice.raises().any(|raised| raised == *flag),
        CaseAtom::Knows(fact) => choice.reveals.contains(fact),
        CaseAtom::Situation(Atom::Done(verb, _)) => choice.acts.iter().any(|act| act.verb.mask() & verb.bit() != 0),
        CaseAtom::Situation(Atom::Fact(fact, ..)) => choice.changes().any(|(set, _)| set == *fact),
        CaseAtom::Situation(Atom::Doubt) => !choice.settles.is_empty(),
        CaseAtom::Situation(_) | CaseAtom::Visited(_) | CaseAtom::Variant(..) | CaseAtom::Deal(..) => false,
    }
}
