//! What a reader asks of a text, noted while it reads: each record, its fields in the order in which they are asked for,
//! how each is asked for and as what its value is read. From it the reference of a format is written, so that the page
//! and the code cannot say different things.

use super::tree::Node;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How a field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
    /// A list; left out, it is empty.
    List,
    /// True or false; left out, it is false.
    Flag,
}

/// As what a value is read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A text in quotes.
    Text,
    /// A text in quotes that is a name: an id.
    Id,
    /// A text in quotes that has to be something: "a time of day", "scene of this case".
    TextOf(String),
    /// A bare word.
    Word,
    /// A bare word of a list: "role".
    WordOf(String),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// A length in meters, to the centimeter.
    Meters,
    /// Two lengths in meters: a place or a size on a plan.
    Pair,
    /// A date.
    Date,
    /// A record: "a scene".
    Record(&'static str),
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldShape {
    /// Its name.
    pub name: &'static str,
    /// How it is asked for.
    pub asked: Asked,
    /// Is it a list, of which one item may stand without brackets?
    pub listed: bool,
    /// Is it a map?
    pub mapped: bool,
    /// As what it, or each item of it, is read; more than one where it can be written in several ways.
    pub kinds: BTreeSet<Kind>,
}

/// One record as it stands in the text: where it stands, and where the value of each of its fields does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What it is: "a scene".
    pub what: &'static str,
    /// Where it stands.
    pub span: Span,
    /// The name of each field it has, and where its value stands.
    pub values: Vec<(String, Span)>,
}

/// The whole shape of a format, as far as a text made the reader ask for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Each kind of record with its fields, in the order in which they were first asked for.
    pub records: Vec<(&'static str, Vec<FieldShape>)>,
    /// The closed lists that were asked for a word, with all their words.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Every record of the text.
    pub instances: Vec<Instance>,
    /// The fields whose values stand at these places.
    places: BTreeMap<(usize, usize), (&'static str, &'static str)>,
}

impl Shape {
    /// The fields of a kind of record.
    pub fn fields(&self, what: &str) -> Option<&[FieldShape]> {
        self.records.iter().find(|(known, _)| *known == what).map(|(_, fields)| fields.as_slice())
    }

    /// Adds what another text of the same format made a reader ask for.
    pub fn join(&mut self, other: Self) {
        for (what, fields) in other.records {
            self.open(what);
            for field in fields {
                self.ask(what, field.name, field.asked, None);
                self.change(what, field.name, |known| {
                    known.listed |= field.listed;
                    known.mapped |= field.mapped;
                    known.kinds.extend(field.kinds);
                });
            }
        }
        self.lists.extend(other.lists);
    }

    pub(super) fn open(&mut self, what: &'static str) {
        if self.fields(what).is_none() {
            self.records.push((what, Vec::new()));
        }
    }

    pub(super) fn instance(&mut self, what: &'static str, span: Span, values: Vec<(String, Span)>) {
        self.open(what);
        self.instances.push(Instance { what, span, values });
    }

    pub(super) fn ask(&mut self, what: &'static str, name: &'static str, asked: Asked, value: Option<&Node>) {
        let Some((_, fields)) = self.records.iter_mut().find(|(known, _)| *known == what) else { return };
        if !fields.iter().any(|field| field.name == name) {
            let listed = asked == Asked::List;
            fields.push(FieldShape { name, asked, listed, mapped: false, kinds: BTreeSet::new() });
        }
        if let Some(value) = value {
            self.places.insert(place(value), (what, name));
        }
    }

    /// What is read here is read as this.
    pub(super) fn read_as(&mut self, node: &Node, kind: Kind) {
        self.at(node, |field| {
            field.kinds.insert(kind);
        });
    }

    /// What is read here is a list, and its items belong to the same field.
    pub(super) fn list(&mut self, node: &Node, items: &[Node]) {
        self.at(node, |field| field.listed = true);
        self.belongs(node, items.iter());
    }

    /// What is read here is a map, and its values belong to the same field.
    pub(super) fn map<'n>(&mut self, node: &Node, values: impl Iterator<Item = &'n Node>) {
        self.at(node, |field| field.mapped = true);
        self.belongs(node, values);
    }

    fn belongs<'n>(&mut self, node: &Node, parts: impl Iterator<Item = &'n Node>) {
        if let Some(field) = self.places.get(&place(node)).copied() {
            self.places.extend(parts.map(|part| (place(part), field)));
        }
    }

    fn at(&mut self, node: &Node, change: impl FnOnce(&mut FieldShape)) {
        if let Some((what, name)) = self.places.get(&place(node)).copied() {
            self.change(what, name, change);
        }
    }

    fn change(&mut self, what: &str, name: &str, change: impl FnOnce(&mut FieldShape)) {
        let record = self.records.iter_mut().find(|(known, _)| *known == what);
        if let Some(field) = record.and_then(|(_, fields)| fields.iter_mut().find(|field| field.name == name)) {
            change(field);
        }
    }
}

fn place(node: &Node) -> (usize, usize) {
    (node.span.start, node.span.end)
}
