//! The first walk over a case: which names there are, whether one is there twice, and whether the case is too large to go
//! on. What else is wrong is told by the second walk.

use super::condition::Names;
use crate::ethics::YOU;
use crate::reading::{Node, Reader, Value, brief, items, member};
use crate::source::Span;
use std::collections::BTreeMap;

/// More than a person writes; beyond it, checking and searching a case could use up the machine.
const MAX_SCENES: usize = 2_000;
const MAX_CHOICES: usize = 100;
const MAX_CAST: usize = 200;

/// A name and where it stands.
type Named = (String, Span);

fn no_repeats(reader: &Reader, what: &str, names: &[Named]) {
    repeats(reader, names, |id| format!("the {what} `{id}` is there twice"));
}

fn repeats(reader: &Reader, names: &[Named], told: impl Fn(&str) -> String) {
    let mut seen = BTreeMap::new();
    for (id, span) in names {
        match seen.get(id.as_str()) {
            Some(first) => reader.note_with_help("S006", *span, told(&brief(id)), reader.first_at(*first)),
            None => drop(seen.insert(id.as_str(), *span)),
        }
    }
}

fn not_too_many(reader: &Reader, node: Option<&Node>, what: &str, most: usize) -> Option<()> {
    let (node, count) = (node?, items(node).len());
    if count > most {
        let head = Span::new(node.span.start, node.span.start + 1);
        reader.note("S007", head, format!("there are {count} {what} here; at most {most} are read"));
    }
    (count > most).then_some(())
}

/// The names of a case; none if it is too large to go on.
pub(super) fn collect_names(reader: &Reader, node: &Node) -> Option<Names> {
    let list = |field: &str| items(member(node, field));
    let ids_of = |field: &str| list(field).iter().filter_map(id_of).collect::<Vec<Named>>();
    let mut too_large = not_too_many(reader, member(node, "scenes"), "scenes", MAX_SCENES).is_some();
    too_large |= not_too_many(reader, member(node, "cast"), "people", MAX_CAST).is_some();
    for scene in list("scenes").iter().take(MAX_SCENES) {
        too_large |= not_too_many(reader, member(scene, "choices"), "choices", MAX_CHOICES).is_some();
    }
    if too_large {
        return None;
    }
    let (players, people): (Vec<Named>, Vec<Named>) = ids_of("cast").into_iter().partition(|(id, _)| id == YOU);
    for (_, span) in players {
        let told = format!("the player is always there as `{YOU}`");
        reader.note_with_help("S006", span, told, "take this person out of the cast");
    }
    no_repeats(reader, "person", &people);
    let places = ids_of("places");
    no_repeats(reader, "place", &places);
    let (facts, variants, scenes) = (ids_of("facts"), ids_of("variants"), ids_of("scenes"));
    let flags: Vec<Named> = list("flags").iter().filter_map(text_of).collect();
    no_repeats(reader, "story fact", &facts);
    no_repeats(reader, "flag", &flags);
    no_repeats(reader, "variant", &variants);
    no_repeats(reader, "scene", &scenes);
    let choices = |scene: &Node| {
        let (id, _) = id_of(scene)?;
        let choices: Vec<Named> = items(member(scene, "choices")).iter().filter_map(id_of).collect();
        repeats(reader, &choices, |choice| format!("the scene `{}` has two choices `{choice}`", brief(&id)));
        Some((id, bare(choices)))
    };
    let scenes = list("scenes").iter().filter_map(choices).collect();
    let (facts, flags, variants) = (bare(facts), bare(flags), bare(variants));
    Some(Names { facts, flags, variants, scenes, places: bare(places), deals: deals(node) })
}

fn deals(node: &Node) -> usize {
    match member(node, "deals").map(|node| &node.value) {
        Some(Value::Number(deals)) => usize::try_from(*deals).unwrap_or(1),
        _ => 1,
    }
}

fn bare(names: Vec<Named>) -> Vec<String> {
    names.into_iter().map(|(name, _)| name).collect()
}

fn id_of(node: &Node) -> Option<Named> {
    member(node, "id").and_then(text_of)
}

fn text_of(node: &Node) -> Option<Named> {
    let Value::Text(text, _) = &node.value else { return None };
    Some((text.clone(), node.span))
}
