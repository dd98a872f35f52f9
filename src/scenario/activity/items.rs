//! Reads the answers of a desk: what every answer of every activity can say is read here, once.

use super::super::condition::CaseAtom;
use super::super::read::{Desk, MOST_DEALS, read_minutes};
use crate::activity::{Activity, Frame, Frames, Gives, Item, MOST_ITEMS, Need, Set, Takes, bit};
use crate::ethics::{Condition, TermSet};
use crate::reading::{Fields, Node, Reader, Value, brief};
use crate::source::Span;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Reads answers and keeps the conditions and names found on the way.
pub(super) struct Counter<'a> {
    pub(super) desk: &'a Desk<'a>,
    gates: RefCell<Vec<Condition<CaseAtom>>>,
    /// The names of answers, with where they stand; those that the program gives stand nowhere.
    names: RefCell<Vec<(String, Option<Span>)>>,
    /// The first answer that tells something or somebody.
    telling: Cell<Option<Span>>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(desk: &'a Desk<'a>) -> Self {
        Self { desk, gates: RefCell::default(), names: RefCell::default(), telling: Cell::default() }
    }

    /// Reads the name of an answer, or of what has answers.
    pub(super) fn id(&self, fields: &mut Fields<'_>) -> Option<String> {
        fields.required("id", |reader, node| {
            let id: String = reader.id(node)?;
            self.claim(&id, Some(node.span));
            Some(id)
        })
    }

    /// Keeps a name that an answer has.
    pub(super) fn claim(&self, name: &str, span: Option<Span>) {
        self.names.borrow_mut().push((name.to_owned(), span));
    }

    /// Where an answer of this name stands.
    pub(super) fn place_of(&self, name: &str) -> Option<Span> {
        self.names.borrow().iter().rev().find(|(known, _)| known == name).and_then(|(_, span)| *span)
    }

    /// Where the first answer stands that tells something or somebody.
    pub(super) fn telling(&self) -> Option<Span> {
        self.telling.get()
    }

    pub(super) fn into_gates(self) -> Vec<Condition<CaseAtom>> {
        self.gates.into_inner()
    }

    /// Reads the fields that every answer has.
    pub(super) fn item(&self, reader: &Reader, fields: &mut Fields<'_>) -> Option<Item> {
        let desk = self.desk;
        let id = self.id(fields);
        let label = fields.required("label", Reader::prose);
        let detail = fields.optional("detail", Reader::prose).unwrap_or_default();
        let say = fields.optional("say", Reader::prose).unwrap_or_default();
        let note = fields.optional("note", Reader::prose).unwrap_or_default();
        let gives = self.gives(reader, fields);
        let frames = self.frames(reader, fields);
        let gate = fields.optional("when", |reader, node| desk.condition(reader, node)).map(|when| self.gate(when));
        let usual = fields.flag("usual");
        Some(Item { id: id?, label: label?, detail, say, note, gives, frames, gate, usual })
    }

    /// What an answer gives.
    pub(super) fn gives(&self, reader: &Reader, fields: &mut Fields<'_>) -> Gives {
        let desk = self.desk;
        let words = desk.vocabulary;
        let kinds = fields.optional("what", |reader, node| Some(words.kinds.read_set(reader, node)));
        let of_facts = fields.list("facts", |reader, node| desk.story_fact(reader, node));
        let kinds_of = |fact: &usize| desk.kinds_of_fact(*fact);
        let what = of_facts.iter().map(kinds_of).fold(kinds.unwrap_or_default(), |all: TermSet, kinds| all | kinds);
        let gives = Gives {
            what,
            to: fields.optional("to", |reader, node| Some(desk.people.read_all(reader, node))).unwrap_or_default(),
            by: fields.optional("by", |reader, node| words.channels.read(reader, node)),
            at: fields.optional("at", |reader, node| words.settings.read(reader, node)),
            held: fields.flag("held"),
            purpose: fields.optional("purpose", |reader, node| words.purposes.read(reader, node)),
            set: fields.node("set").map(|node| desk.facts(reader, node)).unwrap_or_default(),
            settles: fields.list("settles", |reader, node| words.read_fact_id(reader, node)),
            before: fields.list("acts", |reader, node| desk.people.read_act(reader, node)),
            after: fields.list("after", |reader, node| desk.people.read_act(reader, node)),
            flags: fields.list("flags", |reader, node| desk.flag(reader, node)),
            reveals: fields.list("reveals", |reader, node| desk.story_fact(reader, node)),
            minutes: fields.optional("minutes", read_minutes).unwrap_or(0),
        };
        let is_empty = |node: &&Node| matches!(&node.value, Value::List(of) if of.is_empty());
        let tells = ["what", "facts", "to"].map(|name| fields.node(name).filter(|node| !is_empty(node)));
        let tells = tells.into_iter().flatten().next().map(|node| node.span);
        self.telling.set(self.telling.get().or(tells));
        gives
    }

    /// The runs in which something is there: `variants: ["lapsed"]`, `deals: [1, 3]`.
    pub(super) fn frames(&self, _: &Reader, fields: &mut Fields<'_>) -> Frames {
        let desk = self.desk;
        let deals = fields.list("deals", |reader, node| desk.deal(reader, node));
        let variants = fields.list("variants", |reader, node| desk.variant(reader, node));
        if deals.is_empty() && variants.is_empty() {
            return Frames::ALL;
        }
        let fits = |frame: &&Frame| {
            let deal = i64::try_from(frame.deal + 1).unwrap_or(0);
            (deals.is_empty() || deals.contains(&deal)) && (variants.is_empty() || variants.contains(&frame.variant))
        };
        desk.frames().iter().filter(fits).fold(Frames::NONE, |all, frame| all.or(Frames::one(*frame)))
    }

    fn gate(&self, when: Condition<CaseAtom>) -> usize {
        let mut gates = self.gates.borrow_mut();
        gates.push(when);
        gates.len() - 1
    }

    /// Reads a list of plain answers.
    pub(super) fn items(&self, fields: &mut Fields<'_>, name: &'static str, what: &'static str) -> Vec<Item> {
        fields.list(name, |reader, node| {
            let mut fields = reader.record(node, what)?;
            let item = self.item(reader, &mut fields);
            fields.finish();
            item
        })
    }
}

/// A question with its answers; none where the file has no such list.
pub(super) fn set(asked: &Asked, items: Vec<Item>) -> Option<Set> {
    (!items.is_empty()).then(|| Set {
        id: asked.id.to_owned(),
        ask: asked.ask.to_owned(),
        lead: asked.lead.to_owned(),
        takes: asked.takes,
        items,
        fixed: asked.fixed,
    })
}

/// A question as the program words it.
pub(super) struct Asked {
    pub(super) id: &'static str,
    pub(super) ask: &'static str,
    pub(super) lead: &'static str,
    pub(super) takes: Takes,
    pub(super) fixed: bool,
}

impl Desk<'_> {
    /// The number of a deal of this case, counted from one.
    pub(in super::super) fn deal(&self, reader: &Reader, node: &Node) -> Option<i64> {
        let deals = i64::try_from(self.deals).unwrap_or(i64::MAX);
        match &node.value {
            Value::Number(deal) if *deal > deals && *deal <= MOST_DEALS => {
                let has = if deals == 1 { "one deal".to_owned() } else { format!("{deals} deals") };
                let told = format!("{deal} is no deal of this case, which has {has}");
                let help = format!("write `deals: {deal}` at the top of the case, or take a smaller number");
                reader.note_with_help("S004", node.span, told, help);
                None
            }
            _ => reader.number(node, 1, deals),
        }
    }
}

/// Every answer has a name of its own on its desk that a way can be written with, and there are not too many.
pub(super) fn check_names(reader: &Reader, counter: &Counter<'_>, activity: &Activity, span: Span) {
    let mut seen: BTreeMap<&str, Option<Span>> = BTreeMap::new();
    let names = counter.names.borrow();
    for (name, at) in names.iter() {
        if let Some(first) = seen.get(name.as_str()) {
            let told = format!("`{}` is the name of two answers of `{}`", brief(name), activity.id);
            let first_at = first.filter(|first| Some(*first) != *at).map(|first| reader.first_at(first));
            let help = first_at.unwrap_or_else(|| format!("`{}` is there by itself; take another name", brief(name)));
            reader.note_with_help("S006", at.or(*first).unwrap_or(span), told, help);
        } else {
            seen.insert(name, *at);
        }
        check_word(reader, name, at.unwrap_or(span));
    }
    for set in activity.sets.iter().filter(|set| set.items.len() > MOST_ITEMS) {
        let told = format!("`{}` has {} answers; at most {MOST_ITEMS} are read", set.id, set.items.len());
        reader.note_with_help("S007", span, told, "take out answers, or split it into two scenes");
    }
}

/// A way is written with names in brackets, commas between; `needs` puts a line between those of which one will do.
pub(super) fn check_word(reader: &Reader, name: &str, span: Span) {
    if name.trim().is_empty() || name.trim() != name || name.contains([',', '(', ')', '|']) {
        let told = format!("`{}` can be no name here: a way is written `name(answer, answer)`", brief(name));
        reader.note_with_help("S004", span, told, "use letters, digits, `.`, `-` and `_`");
    }
}

/// What an activity needs to be of any use: names, or lists of names of which one will do.
pub(super) fn needs(reader: &Reader, node: &Node, activity: &Activity) -> Vec<Need> {
    reader.list(node, |reader, node| {
        let word = reader.text_of(node, "answer of this activity")?;
        let mut need: Option<Need> = None;
        for name in word.split('|').map(str::trim) {
            let Some((set, item)) = activity.find(name) else {
                reader.unknown(node.span, "answer of this activity", name, activity.names());
                return None;
            };
            if need.is_some_and(|need| need.set != set) {
                let told = format!("`{}` names answers of two questions, of which one would do", brief(&word));
                let help = "name answers of one question; what is needed of another one is an entry of its own";
                reader.note_with_help("S004", node.span, told, help);
                return None;
            }
            let any = need.map_or(0, |need| need.any) | bit(item);
            need = Some(Need { set, any });
        }
        need
    })
}
