//! Reads a talk on a floor plan.

use super::super::read::find;
use super::items::{Asked, Counter, set};
use crate::activity::earshot::figures::{Make, VOICES, Voice};
use crate::activity::{Asks, Earshot, Item, Kind, Set, Stay, Storey, Takes, bit};
use crate::reading::{Fields, Node, Reader, Value, brief};
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A barrier that can be moved, and where it is named as within reach.
type Door = (usize, Span);

/// So many sentences at most, where an author says nothing.
const MOST_SAID: usize = 4;

pub(super) fn read(counter: &Counter<'_>, reader: &Reader, fields: &mut Fields<'_>) -> Option<(Kind, Vec<Set>)> {
    let desk = counter.desk;
    let storeys = &desk.storeys;
    let ids = || storeys.iter().map(|(id, _)| id.as_str());
    let storey = fields.required("floor", |reader, node| find(reader, node, "floor of this case", ids()));
    let storey = storey.and_then(|at| storeys.get(at)?.1.clone());
    let with = fields.list("with", |reader, node| desk.people.read(reader, node));
    let moments = counter.items(fields, "moments", "an answer");
    let mut reach: Vec<(usize, Vec<Door>)> = Vec::new();
    let places: Vec<Item> = fields.list("spots", |reader, node| {
        let (item, spot, doors) = read_place(counter, reader, node, storey.as_deref())?;
        reach.push((spot, doors));
        Some(item)
    });
    let (voices, voice_items) = read_voices(counter, fields);
    let mut is_word = Vec::new();
    let phrases: Vec<Item> = fields.list("phrases", |reader, node| {
        let mut fields = reader.record(node, "a phrase")?;
        let clear = fields.optional("clear", |reader, node| reader.one_of(node, "clearness", CLEAR)).unwrap_or(false);
        let item = counter.item(reader, &mut fields);
        fields.finish();
        let item = item?;
        is_word.push(clear);
        Some(item)
    });
    let most = fields.optional("most_said", |reader, node| reader.number(node, 1, 24));
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(MOST_SAID);
    let stays = fields.list("stays", |reader, node| read_stay(counter, reader, node, storey.as_deref(), &moments));
    let storey = storey?;
    let (doors, door_items) = doors_in_reach(counter, &storey, &reach);
    let places_reached = reach.iter().map(|(spot, near)| (*spot, mask_of(&doors, near))).collect();
    let count = doors.len().max(1);
    let asked = [
        (Asked { id: "moments", ask: "When?", lead: "When", takes: Takes::One, fixed: true }, moments),
        (Asked { id: "spots", ask: "Where?", lead: "Where", takes: Takes::One, fixed: true }, places),
        (
            Asked {
                id: "doors",
                ask: "Which door do you move?",
                lead: "Doors",
                takes: Takes::UpTo(count),
                fixed: true,
            },
            door_items,
        ),
        (Asked { id: "voices", ask: "How loud?", lead: "Voice", takes: Takes::One, fixed: true }, voice_items),
        (
            Asked { id: "phrases", ask: "What do you say?", lead: "Words", takes: Takes::UpTo(most), fixed: true },
            phrases,
        ),
    ];
    let sets: Vec<Set> = asked.into_iter().filter_map(|(asked, items)| set(&asked, items)).collect();
    let number = |id: &str| sets.iter().position(|set| set.id == id);
    let asks = Asks {
        moment: number("moments"),
        place: needed(reader, fields, number("spots"), "spots")?,
        doors: number("doors"),
        voice: needed(reader, fields, number("voices"), "voices")?,
        words: needed(reader, fields, number("phrases"), "phrases")?,
    };
    let talk = Earshot::new(storey, asks, (places_reached, doors), voices, is_word, stays, with);
    Some((Kind::Earshot(Box::new(talk)), sets))
}

/// From what on something is made out.
const CLEAR: &[(&str, bool)] = &[("word", true), ("sentence", false)];

fn needed(reader: &Reader, fields: &Fields<'_>, found: Option<usize>, name: &str) -> Option<usize> {
    if found.is_none() {
        let told = format!("a talk needs at least one entry in `{name}`");
        let head = Span::new(fields.span().start, fields.span().start + 1);
        reader.note("S002", head, told);
    }
    found
}

fn read_place(
    counter: &Counter<'_>,
    reader: &Reader,
    node: &Node,
    storey: Option<&Storey>,
) -> Option<(Item, usize, Vec<Door>)> {
    let mut fields = reader.record(node, "a place to talk")?;
    let spot = fields.required("spot", |reader, node| spot_of(reader, node, storey));
    let doors = fields.list("doors", |reader, node| door_of(reader, node, storey).map(|door| (door, node.span)));
    let item = counter.item(reader, &mut fields);
    fields.finish();
    Some((item?, spot?, doors))
}

/// A spot of the floor. Where the floor itself is wrong, nothing is said of what stands on it.
fn spot_of(reader: &Reader, node: &Node, storey: Option<&Storey>) -> Option<usize> {
    const WHAT: &str = "spot of this floor";
    match storey {
        Some(storey) => find(reader, node, WHAT, storey.spots.iter().map(|spot| spot.id.as_str())),
        None => reader.text_of(node, WHAT).and(None),
    }
}

/// What can be moved on the floor.
fn door_of(reader: &Reader, node: &Node, storey: Option<&Storey>) -> Option<usize> {
    const WHAT: &str = "barrier of this floor";
    let Some(storey) = storey else { return reader.text_of(node, WHAT).and(None) };
    let barriers = &storey.plan.floor().barriers;
    let at = find(reader, node, WHAT, barriers.iter().map(|barrier| barrier.id.as_str()))?;
    let barrier = barriers.get(at)?;
    if barrier.kind.make != Make::Door {
        let told = format!("`{}` is `{}`, which nobody can open or shut", brief(&barrier.id), barrier.kind.word);
        reader.note_with_help("S004", node.span, told, "name a door, a window or a hatch of this floor");
        return None;
    }
    Some(at)
}

/// The voices offered, by their word or as an answer of their own; all but the loudest and the telephone, where an author
/// names none.
fn read_voices(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Vec<&'static Voice>, Vec<Item>) {
    let all: Vec<(&str, &'static Voice)> = VOICES.iter().map(|voice| (voice.word, voice)).collect();
    let of = |voice: &'static Voice| Item {
        id: voice.word.to_owned(),
        label: voice.name.to_owned(),
        usual: voice.word == "normal",
        ..Item::default()
    };
    let was_read = fields.node("voices").is_some();
    let read = fields.list("voices", |reader, node| {
        if !matches!(node.value, Value::Record(None, _) | Value::Map(_)) {
            let voice = reader.one_of(node, "voice", &all)?;
            counter.claim(voice.word, Some(node.span));
            return Some((voice, of(voice)));
        }
        let mut fields = reader.record(node, "a voice")?;
        let voice = fields.required("voice", |reader, node| reader.one_of(node, "voice", &all));
        let item = counter.item(reader, &mut fields);
        fields.finish();
        voice.zip(item)
    });
    let usual = || VOICES.iter().take(4).map(|voice| (voice, of(voice))).collect();
    let offered: Vec<(&'static Voice, Item)> = if was_read { read } else { usual() };
    if !was_read {
        offered.iter().for_each(|(voice, _)| counter.claim(voice.word, None));
    }
    offered.into_iter().unzip()
}

fn read_stay(
    counter: &Counter<'_>,
    reader: &Reader,
    node: &Node,
    storey: Option<&Storey>,
    moments: &[Item],
) -> Option<Stay> {
    let desk = counter.desk;
    let mut fields = reader.record(node, "a stay")?;
    let who = fields.required("who", |reader, node| desk.people.read(reader, node));
    let at = fields.list("moments", |reader, node| {
        find(reader, node, "moment of this talk", moments.iter().map(|item| item.id.as_str()))
    });
    let spot = fields.required("spot", |reader, node| spot_of(reader, node, storey));
    let others = fields.list("or", |reader, node| spot_of(reader, node, storey));
    let flags = fields.list("flags", |reader, node| desk.flag(reader, node));
    let frames = counter.frames(reader, &mut fields);
    fields.finish();
    let moments = at.into_iter().fold(0, |mask, moment| mask | bit(moment));
    Some(Stay { who: who?, moments, frames, spots: spot.into_iter().chain(others).collect(), flags })
}

/// Every door that can be moved from somewhere, with the answer that moves it.
fn doors_in_reach(
    counter: &Counter<'_>,
    storey: &Arc<Storey>,
    reach: &[(usize, Vec<Door>)],
) -> (Vec<usize>, Vec<Item>) {
    let mut found: BTreeMap<usize, Span> = BTreeMap::new();
    for (at, span) in reach.iter().flat_map(|(_, doors)| doors) {
        found.entry(*at).or_insert(*span);
    }
    let doors: Vec<usize> = found.keys().copied().collect();
    let item = |(at, span): (&usize, &Span)| {
        let barrier = storey.plan.floor().barriers.get(*at)?;
        counter.claim(&barrier.id, Some(*span));
        let name = storey.barriers.get(*at).map(String::as_str).unwrap_or_default();
        let label = format!("{} {name}", if barrier.open { "shut" } else { "open" });
        Some(Item { id: barrier.id.clone(), label, ..Item::default() })
    };
    let items = found.iter().filter_map(item).collect();
    (doors, items)
}

fn mask_of(doors: &[usize], near: &[Door]) -> u32 {
    let is_near = |door: &usize| near.iter().any(|(near, _)| near == door);
    let numbered = doors.iter().enumerate().filter(|(_, door)| is_near(door));
    numbered.fold(0, |mask, (at, _)| mask | bit(at))
}
