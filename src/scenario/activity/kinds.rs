//! Reads what is special to each of the six activities.

use super::items::{Asked, Counter, set};
use super::sheet;
use crate::activity::{Chart, Frames, Item, Kind, Letter, Mail, Phone, Set, Takes};
use crate::ethics::PartyIndex;
use crate::reading::{Fields, Node, Reader, Value};

/// The names of the six.
pub(super) const KINDS: &[&str] = &["Earshot", "Mail", "Redaction", "Paper", "Phone", "Chart"];

/// So many attachments or lines are picked at most, where an author says nothing.
const USUALLY_MOST: usize = 3;

pub(super) fn read(
    counter: &Counter<'_>,
    reader: &Reader,
    name: &str,
    fields: &mut Fields<'_>,
) -> Option<(Kind, Vec<Set>)> {
    match name {
        "Earshot" => super::earshot::read(counter, reader, fields),
        "Mail" => Some(mail(counter, fields)),
        "Phone" => Some(phone(counter, fields)),
        "Chart" => Some(chart(counter, fields)),
        "Redaction" => Some(sheet::redaction(counter, fields)),
        "Paper" => Some(sheet::paper(counter, fields)),
        _ => None,
    }
}

pub(super) fn most(fields: &mut Fields<'_>, name: &'static str) -> usize {
    let most = fields.optional(name, |reader, node| reader.number(node, 1, 24));
    most.and_then(|most| usize::try_from(most).ok()).unwrap_or(USUALLY_MOST)
}

fn mail(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Kind, Vec<Set>) {
    let inbox = fields.list("inbox", |reader, node| read_letter(counter, reader, node));
    let most_to = most(fields, "most_to");
    let most_attached = most(fields, "most_attached");
    let mut addresses = Vec::new();
    let to: Vec<Item> = fields.list("to", |reader, node| {
        let mut fields = reader.record(node, "an address")?;
        let address = fields.required("address", Reader::prose);
        let item = counter.item(reader, &mut fields);
        fields.finish();
        let item = item?;
        addresses.push(address?);
        Some(item)
    });
    let subject = counter.items(fields, "subject", "an answer");
    let attach = counter.items(fields, "attach", "an answer");
    let words = counter.items(fields, "words", "an answer");
    let mut reaches = Vec::new();
    let by: Vec<Item> = fields.list("ways", |reader, node| {
        let mut fields = reader.record(node, "a way of sending")?;
        let only = fields.optional("reaches", |reader, node| Some(counter.desk.people.read_all(reader, node)));
        let item = counter.item(reader, &mut fields);
        fields.finish();
        let item = item?;
        reaches.push(only.map(|only: Vec<PartyIndex>| only));
        Some(item)
    });
    let send = counter.items(fields, "send", "an answer");
    let sets = [
        (Asked { id: "to", ask: "To whom?", lead: "To", takes: Takes::UpTo(most_to), fixed: false }, to),
        (
            Asked { id: "subject", ask: "Which subject line?", lead: "Subject", takes: Takes::One, fixed: false },
            subject,
        ),
        (
            Asked {
                id: "attach",
                ask: "What goes with it?",
                lead: "Attached",
                takes: Takes::UpTo(most_attached),
                fixed: false,
            },
            attach,
        ),
        (Asked { id: "words", ask: "What does it say?", lead: "It says", takes: Takes::UpTo(24), fixed: true }, words),
        (Asked { id: "ways", ask: "By which way?", lead: "By", takes: Takes::One, fixed: false }, by),
        (Asked { id: "send", ask: "When?", lead: "When", takes: Takes::One, fixed: true }, send),
    ];
    let sets: Vec<Set> = sets.into_iter().filter_map(|(asked, items)| set(&asked, items)).collect();
    let by = sets.iter().position(|set| set.id == "ways");
    (Kind::Mail(Mail { inbox, to: 0, by, reaches, addresses }), sets)
}

fn read_letter(counter: &Counter<'_>, reader: &Reader, node: &Node) -> Option<Letter> {
    let mut fields = reader.record(node, "a letter")?;
    let from = fields.required("from", Reader::prose);
    let subject = fields.required("subject", Reader::prose);
    let text = fields.required("text", Reader::prose);
    let frames = counter.frames(reader, &mut fields);
    fields.finish();
    Some(Letter { from: from?, subject: subject?, text: text?, frames })
}

fn phone(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Kind, Vec<Set>) {
    let shows = fields.optional("shows", Reader::prose).unwrap_or_default();
    let claims = fields.optional("claims", Reader::prose).unwrap_or_default();
    let on_file = fields.list("on_file", |reader, node| {
        if matches!(node.value, Value::Text(..)) {
            return reader.prose(node).map(|line| (Frames::ALL, line));
        }
        let mut fields = reader.record(node, "a line on file")?;
        let text = fields.required("text", Reader::prose);
        let frames = counter.frames(reader, &mut fields);
        fields.finish();
        Some((frames, text?))
    });
    let most_said = most(fields, "most_said");
    let check = counter.items(fields, "check", "an answer");
    let words = counter.items(fields, "words", "an answer");
    let close = counter.items(fields, "close", "an answer");
    let sets = [
        (Asked { id: "check", ask: "First?", lead: "First", takes: Takes::One, fixed: false }, check),
        (
            Asked {
                id: "words",
                ask: "What do you say?",
                lead: "You say",
                takes: Takes::UpTo(most_said),
                fixed: false,
            },
            words,
        ),
        (Asked { id: "close", ask: "And then?", lead: "Then", takes: Takes::One, fixed: false }, close),
    ];
    let sets = sets.into_iter().filter_map(|(asked, items)| set(&asked, items)).collect();
    (Kind::Phone(Phone { shows, claims, on_file }), sets)
}

fn chart(counter: &Counter<'_>, fields: &mut Fields<'_>) -> (Kind, Vec<Set>) {
    let task = fields.optional("task", Reader::prose).unwrap_or_default();
    let typed = fields.optional("typed", Reader::prose).unwrap_or_default();
    let (mut whose, mut logged) = (Vec::new(), Vec::new());
    let open: Vec<Item> = fields.list("open", |reader, node| {
        let mut fields = reader.record(node, "an entry of a record")?;
        let owner = fields.required("whose", Reader::prose);
        let named = fields.optional("logged", Reader::prose).unwrap_or_default();
        let item = counter.item(reader, &mut fields);
        fields.finish();
        let item = item?;
        whose.push(owner?);
        logged.push(named);
        Some(item)
    });
    let asked = Asked { id: "open", ask: "What do you open?", lead: "Opened", takes: Takes::Each, fixed: true };
    let mut sets: Vec<Set> = set(&asked, open).into_iter().collect();
    let mut statements = Vec::new();
    let laid: Vec<Set> = fields.list("statements", |reader, node| {
        let mut fields = reader.record(node, "a statement")?;
        let id = counter.id(&mut fields);
        let text = fields.required("text", Reader::prose);
        let note = fields.optional("note", Reader::prose).unwrap_or_default();
        let gives = counter.gives(reader, &mut fields);
        let apart = fields.optional("apart", |reader, node| Some(counter.desk.vocabulary.kinds.read_set(reader, node)));
        fields.finish();
        let (id, text) = (id?, text?);
        statements.push(text.clone());
        Some(sheet::statement(&id, &text, note, gives, apart.unwrap_or_default()))
    });
    sets.extend(laid);
    let send = counter.items(fields, "send", "an answer");
    let asked = Asked { id: "send", ask: "Where does the note go?", lead: "It goes", takes: Takes::One, fixed: true };
    sets.extend(set(&asked, send));
    (Kind::Chart(Chart { task, typed, whose, logged, statements }), sets)
}
