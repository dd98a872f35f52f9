//! Reads sheets: a summary with its marks, papers with their lines, the statements of a note.

use super::items::{Asked, Counter, set};
use super::kinds::most;
use crate::activity::redaction::{Knowing, Mark, Run};
use crate::activity::{Frames, Gives, Item, Kind, Line, Paper, Reading, Redaction, Set, Sheet, Takes};
use crate::ethics::TermSet;
use crate::reading::{Fields, Node, Reader, Value, brief};

/// Reads a summary to redact.
pub(super) fn redaction(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Kind, Vec<Set>) {
    let mut sets = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    let sheet = fields.list("sheet", |reader, node| {
        if matches!(node.value, Value::Text(..)) {
            return reader.text(node).map(Run::Plain);
        }
        let (mark, set) = read_mark(counter, reader, node, sets.len())?;
        marks.push(mark);
        sets.push(set);
        Some(Run::Mark(marks.len() - 1))
    });
    let knowing = fields.list("knows", |reader, node| {
        let mut fields = reader.record(node, "somebody who can tell")?;
        let who = fields.required("who", |reader, node| counter.desk.people.read(reader, node));
        let from = fields.list("marks", |reader, node| {
            let id = reader.text_of(node, "mark of this sheet")?;
            let found = marks.iter().position(|mark| mark.id == id);
            if found.is_none() {
                reader.unknown(node.span, "mark of this sheet", &id, marks.iter().map(|mark| mark.id.as_str()));
            }
            found
        });
        if let Some(empty) = fields.node("marks").filter(|node| matches!(&node.value, Value::List(of) if of.is_empty()))
        {
            let told = "from no mark at all nobody can tell who it is";
            reader.note_with_help("S004", empty.span, told, "name the marks that somebody can put together");
        }
        let how = fields.required("how", Reader::prose);
        let frames = counter.frames(reader, &mut fields);
        fields.finish();
        Some(Knowing { who: who?, from, how: how?, frames })
    });
    let identity = TermSet::of(counter.desk.vocabulary.landmarks.identity);
    (Kind::Redaction(Redaction { sheet, marks, knowing, identity }), sets)
}

/// A mark with its answers: keep, widen where the author wrote how, strike.
fn read_mark(counter: &Counter<'_>, reader: &Reader, node: &Node, set: usize) -> Option<(Mark, Set)> {
    let kinds = &counter.desk.vocabulary.kinds;
    let mut fields = reader.record(node, "a mark")?;
    let id = counter.id(&mut fields);
    let text = fields.required("text", Reader::prose);
    let wider = fields.optional("wider", Reader::prose);
    let note = fields.optional("note", Reader::prose).unwrap_or_default();
    let gives = counter.gives(reader, &mut fields);
    let frames = counter.frames(reader, &mut fields);
    let wider_what = fields.optional("wider_what", |reader, node| Some((kinds.read_set(reader, node), node.span)));
    fields.finish();
    let (id, text) = (id?, text?);
    let (left, span) = wider_what.unwrap_or((TermSet::default(), node.span));
    // What is said wider tells nothing that the exact words do not.
    let beyond = left.without(kinds.below_all(gives.what));
    for kind in beyond.iter() {
        let told = format!(
            "said wider, `{}` would tell `{}`, which it does not tell as it stands",
            brief(&id),
            kinds.id(kind)
        );
        reader.note_with_help("S004", span, told, "take it out of `wider_what`, or put it into `what`");
    }
    if wider.is_none() && wider_what.is_some() {
        let told = format!("`{}` says what is told in wider words, and has no wider words", brief(&id));
        reader.note_with_help("S002", span, told, "write `wider: \"…\"`, or take `wider_what` out");
    }
    let letter = |kind| kinds.entry(kind).and_then(|entry| entry.safe_harbor.as_ref()?.chars().next());
    let identifier = gives.what.iter().find_map(letter);
    let keep = Item {
        id: format!("{id}.keep"),
        label: format!("keep \u{201c}{text}\u{201d}"),
        detail: text.clone(),
        note: note.clone(),
        usual: true,
        frames,
        gives: gives.clone(),
        ..Item::default()
    };
    let widen = wider.map(|wider| Item {
        id: format!("{id}.widen"),
        label: format!("\u{201c}{text}\u{201d} becomes \u{201c}{wider}\u{201d}"),
        detail: wider,
        note: note.clone(),
        gives: Gives { what: left, ..Gives::default() },
        frames,
        ..Item::default()
    });
    let strike = Item {
        id: format!("{id}.strike"),
        label: format!("strike \u{201c}{text}\u{201d}"),
        note,
        frames,
        ..Item::default()
    };
    let items: Vec<Item> = [Some(keep), widen, Some(strike)].into_iter().flatten().collect();
    let ask = format!("\u{201c}{text}\u{201d}?");
    let of = Set { id: id.clone(), ask, lead: String::new(), takes: Takes::One, items, fixed: true };
    let strike = of.items.len() - 1;
    let widen = (strike == 2).then_some(1);
    Some((Mark { id, identifier, set, widen, strike }, of))
}

/// Reads papers to check, and what can be sent.
pub(super) fn paper(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Kind, Vec<Set>) {
    let mut lines: Vec<Item> = Vec::new();
    let sheets = fields.list("sheets", |reader, node| {
        let mut fields = reader.record(node, "a sheet")?;
        let title = fields.required("title", Reader::prose);
        let read = fields.list("lines", |reader, node| read_line(counter, reader, node, &mut lines));
        fields.finish();
        Some(Sheet { title: title?, lines: read })
    });
    let flags = |fields: &mut Fields<'_>, name| fields.list(name, |reader, node| counter.desk.flag(reader, node));
    let (seen, missed) = (flags(fields, "seen"), flags(fields, "missed"));
    let most_sent = most(fields, "most_sent");
    let packet = counter.items(fields, "packet", "an answer");
    let to = counter.items(fields, "to", "an answer");
    let ways = counter.items(fields, "ways", "an answer");
    let words = counter.items(fields, "words", "an answer");
    let sends = !to.is_empty();
    let all = lines.len().max(1);
    let sets = [
        (
            Asked { id: "marks", ask: "What is wrong with it?", lead: "Marked", takes: Takes::UpTo(all), fixed: true },
            lines,
        ),
        (Asked { id: "to", ask: "Who gets an answer?", lead: "To", takes: Takes::One, fixed: false }, to),
        (
            Asked {
                id: "packet",
                ask: "What goes into the packet?",
                lead: "Packet",
                takes: Takes::UpTo(most_sent),
                fixed: true,
            },
            packet,
        ),
        (
            Asked {
                id: "words",
                ask: "What does the letter say?",
                lead: "Letter",
                takes: Takes::UpTo(24),
                fixed: true,
            },
            words,
        ),
        (Asked { id: "ways", ask: "By which way?", lead: "By", takes: Takes::One, fixed: false }, ways),
    ];
    let sets: Vec<Set> = sets.into_iter().filter_map(|(asked, items)| set(&asked, items)).collect();
    let named = |id: &str| sets.iter().position(|set| set.id == id);
    let (marks, to) = (named("marks"), named("to"));
    (Kind::Paper(Paper { sheets, marks, to, sends, seen, missed }), sets)
}

/// A line, and the answer that marks it.
fn read_line(counter: &Counter<'_>, reader: &Reader, node: &Node, marks: &mut Vec<Item>) -> Option<Line> {
    let mut fields = reader.record(node, "a line of a sheet")?;
    let id = fields.node("id").and_then(|node| {
        let id: String = reader.id(node)?;
        counter.claim(&id, Some(node.span));
        Some(id)
    });
    let label = fields.required("label", Reader::prose);
    let mut fault = fields.node("fault").map(|node| node.span);
    let mut readings = fields.list("readings", |reader, node| {
        let mut fields = reader.record(node, "a reading")?;
        let frames = counter.frames(reader, &mut fields);
        fault = fault.or(fields.node("fault").map(|node| node.span));
        let reading = read_reading(&mut fields, frames);
        fields.finish();
        reading
    });
    readings.extend(read_reading(&mut fields, Frames::ALL));
    let has_id = fields.node("id").is_some();
    fields.finish();
    if let Some(fault) = fault.filter(|_| !has_id) {
        let told = "this line has a fault, and nobody can mark it";
        reader.note_with_help("S002", fault, told, "give the line an `id`: what has one can be marked");
    }
    let label = label?;
    let mark = id.map(|id| {
        marks.push(Item { id, label: label.clone(), ..Item::default() });
        marks.len() - 1
    });
    Some(Line { label, readings, mark })
}

fn read_reading(fields: &mut Fields<'_>, frames: Frames) -> Option<Reading> {
    let text = fields.required("text", Reader::prose);
    let fault = fields.optional("fault", Reader::prose).unwrap_or_default();
    Some(Reading { frames, text: text?, fault })
}

/// The places in which a statement of a note can be laid.
pub(super) fn statement(id: &str, text: &str, note: String, gives: Gives, apart: TermSet) -> Set {
    let place = |name: &str, label: &str, gives: Gives| Item {
        id: format!("{id}.{name}"),
        label: label.to_owned(),
        detail: text.to_owned(),
        note: note.clone(),
        gives,
        ..Item::default()
    };
    let items = vec![
        place("note", "into the progress note", gives),
        place("apart", "into the psychotherapy notes", Gives { what: apart, ..Gives::default() }),
        place("neither", "into neither", Gives::default()),
    ];
    Set {
        id: id.to_owned(),
        ask: format!("\u{201c}{text}\u{201d}?"),
        lead: format!("\u{201c}{text}\u{201d}"),
        takes: Takes::One,
        items,
        fixed: true,
    }
}
