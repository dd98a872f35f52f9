//! Reads a talk on a floor plan.

use super::super::read::find;
use super::items::{Asked, Counter, set};
use crate::activity::earshot::figures::{VOICES, Voice};
use crate::activity::{Asks, Earshot, Item, Kind, Set, Spot, Stay, Storey, Takes, bit};
use crate::reading::{Fields, Node, Reader};
use std::sync::Arc;

/// So many sentences at most, where an author says nothing.
const MOST_SAID: usize = 4;

pub(super) fn read(counter: &Counter<'_>, reader: &Reader, fields: &mut Fields<'_>) -> Option<(Kind, Vec<Set>)> {
    let desk = counter.desk;
    let storeys = &desk.storeys;
    let ids = || storeys.iter().map(|storey| storey.id.as_str());
    let storey = fields.required("floor", |reader, node| find(reader, node, "floor of this case", ids()));
    let storey = storey.and_then(|at| storeys.get(at)).cloned();
    let with = fields.list("with", |reader, node| desk.people.read(reader, node));
    let moments = counter.items(fields, "moments", "an answer");
    let mut reach: Vec<(usize, Vec<usize>)> = Vec::new();
    let places: Vec<Item> = fields.list("spots", |reader, node| {
        let (item, spot, doors) = read_place(counter, reader, node, storey.as_deref())?;
        reach.push((spot, doors));
        Some(item)
    });
    let (voices, voice_items) = read_voices(fields);
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
    let (doors, door_items) = doors_in_reach(&storey, &reach);
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
        voice: number("voices")?,
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
        reader.note("S002", fields.span(), told);
    }
    found
}

fn read_place(
    counter: &Counter<'_>,
    reader: &Reader,
    node: &Node,
    storey: Option<&Storey>,
) -> Option<(Item, usize, Vec<usize>)> {
    let mut fields = reader.record(node, "a place to talk")?;
    let spot = fields.required("spot", |reader, node| spot_of(reader, node, storey));
    let doors = fields.list("doors", |reader, node| {
        let barriers = storey.map(|storey| storey.plan.floor().barriers.as_slice()).unwrap_or_default();
        find(reader, node, "barrier of this floor", barriers.iter().map(|barrier| barrier.id.as_str()))
    });
    let item = counter.item(reader, &mut fields);
    fields.finish();
    Some((item?, spot?, doors))
}

fn spot_of(reader: &Reader, node: &Node, storey: Option<&Storey>) -> Option<usize> {
    let spots: &[Spot] = storey.map(|storey| storey.spots.as_slice()).unwrap_or_default();
    find(reader, node, "spot of this floor", spots.iter().map(|spot| spot.id.as_str()))
}

/// The voices offered: all but the loudest and the telephone, where an author names none.
fn read_voices(fields: &mut Fields<'_>) -> (Vec<&'static Voice>, Vec<Item>) {
    let all: Vec<(&str, &'static Voice)> = VOICES.iter().map(|voice| (voice.word, voice)).collect();
    let mut voices = fields.list("voices", |reader, node| reader.one_of(node, "voice", &all));
    if voices.is_empty() {
        voices = VOICES.iter().take(4).collect();
    }
    let item = |voice: &&'static Voice| Item {
        id: voice.word.to_owned(),
        label: voice.name.to_owned(),
        usual: voice.word == "normal",
        ..Item::default()
    };
    let items = voices.iter().map(item).collect();
    (voices, items)
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
fn doors_in_reach(storey: &Arc<Storey>, reach: &[(usize, Vec<usize>)]) -> (Vec<usize>, Vec<Item>) {
    let mut doors: Vec<usize> = reach.iter().flat_map(|(_, doors)| doors.iter().copied()).collect();
    doors.sort_unstable();
    doors.dedup();
    let item = |at: &usize| {
        let barrier = storey.plan.floor().barriers.get(*at)?;
        let name = storey.barriers.get(*at).map(String::as_str).unwrap_or_default();
        let label = format!("{} {name}", if barrier.open { "shut" } else { "open" });
        Some(Item { id: barrier.id.clone(), label, ..Item::default() })
    };
    let items = doors.iter().filter_map(item).collect();
    (doors, items)
}

fn mask_of(doors: &[usize], near: &[usize]) -> u32 {
    let numbered = doors.iter().enumerate().filter(|(_, door)| near.contains(door));
    numbered.fold(0, |mask, (at, _)| mask | bit(at))
}
