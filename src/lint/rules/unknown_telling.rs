//! C019: something is told that the counselor has not come to know. Speaks only of kinds that the case itself reveals: of a
//! kind that no story fact about the person carries, nobody can say when it became known.

use crate::diagnostic::Diagnostic;
use crate::ethics::{PartyIndex, Term, TermSet, Tree};
use crate::lint::Desk;
use crate::lint::act_text::{ActAt, ActText};
use crate::lint::knowledge::{Knowledge, Road, reached_without};
use crate::scenario::StoryFact;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds that are on file before a story begins, with all below them.
const ON_FILE: &[&str] = &["identity", "presence", "billing", "record"];

/// Kinds that are the counselor's own work or judgment, or what was said in hours before the story. Narrower kinds below
/// them are not taken in: what a partner told alone is known only once it was told.
const OF_ONES_OWN: &[&str] = &["diagnosis", "progress", "treatment_plan", "risk", "session_content"];

/// A longer road is shown by its end.
const MOST_SHOWN: usize = 12;

/// A kind told about somebody, of which the case says when it becomes known.
struct Telling {
    at: ActAt,
    about: PartyIndex,
    kind: Term,
    /// The story facts that carry it.
    carriers: Vec<usize>,
}

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut tellings = tellings(desk);
    let mut reached: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
    tellings.retain(|telling| {
        let without = || reached_without(desk.case, &telling.carriers);
        reached.entry(telling.carriers.clone()).or_insert_with(without).contains(&telling.at.0)
    });
    let mut watched: Vec<usize> = tellings.iter().flat_map(|telling| telling.carriers.iter().copied()).collect();
    watched.sort_unstable();
    watched.dedup();
    if watched.is_empty() {
        return Vec::new();
    }
    let knowledge = Knowledge::of(desk.case, desk.packs, &watched);
    let text = ActText::of(desk.case);
    tellings.iter().filter_map(|telling| problem(desk, &knowledge, &text, telling)).collect()
}

fn tellings(desk: &Desk<'_>) -> Vec<Telling> {
    let mut found = Vec::new();
    for (scene_at, scene) in desk.case.scenes.iter().enumerate() {
        let mut by_hand = BTreeSet::new();
        for (choice_at, choice) in scene.choices.iter().enumerate() {
            for (act_at, act) in choice.acts.iter().enumerate().filter(|(_, act)| act.tells()) {
                let at = (scene_at, choice_at, act_at);
                let pairs = act.about.iter().flat_map(|about| act.what.iter().map(|kind| (*about, kind)));
                // Of an activity the first way that tells a kind stands for all: they are open alike.
                let pairs = pairs.filter(|pair| !scene.is_way(choice_at) || by_hand.insert(*pair));
                let pairs: Vec<(PartyIndex, Term)> = pairs.collect();
                found.extend(pairs.into_iter().filter_map(|(about, kind)| telling(desk, at, about, kind)));
            }
        }
    }
    found
}

fn telling(desk: &Desk<'_>, at: ActAt, about: PartyIndex, kind: Term) -> Option<Telling> {
    let kinds = &desk.packs.vocabulary.kinds;
    let always = always_known(kinds);
    let akin = kinds.above(kind) | kinds.below(kind);
    let carries = |fact: &StoryFact| fact.about == about && fact.kinds.meets(akin);
    let carriers: Vec<usize> =
        desk.case.facts.iter().enumerate().filter(|(_, fact)| carries(fact)).map(|(at, _)| at).collect();
    let is_of_the_story =
        |fact: &usize| desk.case.facts.get(*fact).is_some_and(|fact| fact.kinds.without(always).meets(akin));
    let decidable = !kinds.below(kind).meets(always) && carriers.iter().any(is_of_the_story);
    decidable.then_some(Telling { at, about, kind, carriers })
}

fn always_known(kinds: &Tree) -> TermSet {
    let terms = |ids: &[&str]| ids.iter().filter_map(|id| kinds.term(id)).collect::<TermSet>();
    kinds.below_all(terms(ON_FILE)) | terms(OF_ONES_OWN)
}

fn problem(desk: &Desk<'_>, knowledge: &Knowledge, text: &ActText<'_>, telling: &Telling) -> Option<Diagnostic> {
    let (scene, choice, _) = telling.at;
    let at = (scene, choice);
    let (message, help) = if telling.carriers.iter().all(|fact| knowledge.is_never_known(at, *fact)) {
        never(desk, telling)?
    } else if let [only] = telling.carriers.as_slice() {
        sometimes(desk, telling, *only, &knowledge.road_without(at, *only)?)?
    } else {
        return None;
    };
    let kind = desk.packs.vocabulary.kinds.id(telling.kind);
    let by_hand = desk.case.scenes.get(scene).filter(|of| of.is_way(choice)).and_then(|of| of.activity.as_deref());
    let place = by_hand.map_or_else(
        || text.named(telling.at, "what", kind),
        |played| {
            let mut items = played.activity.sets.iter().flat_map(|set| &set.items);
            let tells = items.find(|item| item.gives.what.has(telling.kind));
            tells.map_or_else(|| desk.activity_of(scene), |item| desk.answer_of(scene, &item.id))
        },
    );
    Some(desk.warning("C019", place, message).help(help))
}

/// No road reveals it.
fn never(desk: &Desk<'_>, telling: &Telling) -> Option<(String, String)> {
    let kind = desk.packs.vocabulary.kinds.id(telling.kind);
    let who = &desk.case.member(telling.about)?.party.id;
    let facts: Vec<String> = facts(desk, telling).map(|fact| format!("`{}`", fact.id)).collect();
    let message = format!("`{kind}` is told about `{who}`, and no road to here reveals it");
    let help = format!("reveal {} on the way, or leave `{kind}` out of what is told", facts.join(" or "));
    Some((message, help))
}

/// One road reveals it and another does not.
fn sometimes(desk: &Desk<'_>, telling: &Telling, fact: usize, road: &Road) -> Option<(String, String)> {
    let kind = desk.packs.vocabulary.kinds.id(telling.kind);
    let who = &desk.case.member(telling.about)?.party.id;
    let fact = &desk.case.facts.get(fact)?.id;
    let message = format!("`{kind}` is told about `{who}`, and {} does not reveal `{fact}`", road_in_words(desk, road));
    Some((message, format!("reveal it on that road too, or open the choice `when: \"knows({fact})\"`")))
}

fn facts<'a>(desk: &'a Desk<'_>, telling: &Telling) -> impl Iterator<Item = &'a StoryFact> {
    telling.carriers.iter().filter_map(|fact| desk.case.facts.get(*fact))
}

/// As a test of the case would write it.
fn road_in_words(desk: &Desk<'_>, road: &Road) -> String {
    let ids: Vec<&str> = road
        .choices
        .iter()
        .filter_map(|(scene, choice)| Some(desk.case.scenes.get(*scene)?.choices.get(*choice)?.id.as_str()))
        .collect();
    let cut = ids.len().saturating_sub(MOST_SHOWN);
    let shown = ids.get(cut..).unwrap_or_default().join(", ");
    let variant = desk.case.variants.get(road.variant).map(|variant| variant.id.as_str()).unwrap_or_default();
    match (shown.is_empty(), cut) {
        (true, _) => format!("the start of `{variant}`"),
        (false, 0) => format!("the road `{shown}` of `{variant}`"),
        (false, _) => format!("the road `… {shown}` of `{variant}`"),
    }
}
