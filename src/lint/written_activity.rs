//! An activity as its author wrote it: the place of each of its answers, and of everything that is read on its desk.

use super::written::{Stretch, id_of, prose_of, stretches};
use crate::reading::{Node, Value, items, member};
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fields whose text a player reads on a desk, wherever on it they stand.
const READ: &[&str] =
    &["title", "tutorial", "label", "detail", "text", "wider", "from", "subject", "task", "shows", "claims", "on_file"];

/// An activity as text.
#[derive(Debug)]
pub(super) struct WrittenActivity {
    pub(super) id: String,
    /// Its id, quotation marks and all.
    pub(super) id_span: Span,
    /// The whole of it.
    pub(super) span: Span,
    /// What is read on it and after it.
    pub(super) text: Vec<Stretch>,
    /// What is said or written by those who pick it.
    pub(super) say: Vec<Stretch>,
    /// Its note, and those of its answers.
    pub(super) note: Vec<Stretch>,
    /// The place of each way on.
    pub(super) goto: Vec<Span>,
    /// The place of the id of each answer, mark and statement.
    answers: BTreeMap<String, Span>,
    /// Those that an author can give a note, and did not.
    silent: Vec<String>,
}

impl WrittenActivity {
    pub(super) fn of(source: &Arc<Source>, node: &Node) -> Self {
        let body = body_of(node);
        let mut activity = Self {
            id: id_of(body),
            id_span: member(body, "id").unwrap_or(body).span,
            span: node.span,
            text: Vec::new(),
            say: Vec::new(),
            note: prose_of(source, body, "note"),
            goto: items(member(body, "goto")).iter().map(|way| member(way, "to").unwrap_or(way).span).collect(),
            answers: BTreeMap::new(),
            silent: Vec::new(),
        };
        for (field, node) in fields(body) {
            match field {
                "then" => activity.text.extend(prose_of(source, body, "then")),
                "act" | "unsaid" | "goto" | "note" | "when" | "id" => (),
                _ => activity.take(source, field, node),
            }
        }
        activity
    }

    /// The place of an answer's name; of the mark or statement whose answer it is.
    pub(super) fn answer(&self, id: &str) -> Option<Span> {
        self.answers.get(id).or_else(|| self.answers.get(mark_of(id)?)).copied()
    }

    /// Could an author have given this answer a note, and gave none?
    pub(super) fn is_silent(&self, id: &str) -> bool {
        let mark = mark_of(id);
        self.silent.iter().any(|silent| silent == id || mark == Some(silent))
    }

    fn take(&mut self, source: &Arc<Source>, field: &str, node: &Node) {
        if READ.contains(&field) && is_words(node) {
            self.words(source, node);
        } else if field == "say" {
            stretches(source, node, &[], &mut self.say);
        } else if field == "note" {
            stretches(source, node, &[], &mut self.note);
        } else {
            self.each(source, field, node);
        }
    }

    /// A question with its answers, a sheet with its marks.
    fn each(&mut self, source: &Arc<Source>, field: &str, node: &Node) {
        for node in items(Some(node)) {
            if field == "sheet" && matches!(node.value, Value::Text(..)) {
                self.words(source, node);
            }
            if let Some(id) = member(node, "id") {
                self.answers.insert(id_of(node), id.span);
                // What is wrong with a line of a paper is said by its fault.
                if member(node, "note").is_none() && field != "lines" {
                    self.silent.push(id_of(node));
                }
            }
            for (field, node) in fields(node) {
                match field {
                    "acts" | "after" | "when" | "id" | "what" | "to" | "flags" | "facts" | "reveals" => (),
                    _ => self.take(source, field, node),
                }
            }
        }
    }

    fn words(&mut self, source: &Arc<Source>, node: &Node) {
        items(Some(node)).iter().for_each(|node| stretches(source, node, &[], &mut self.text));
    }
}

/// The mark or statement whose answer this is: `name` of `name.keep`.
fn mark_of(id: &str) -> Option<&str> {
    let (mark, answer) = id.rsplit_once('.')?;
    ["keep", "widen", "strike", "note", "apart", "neither"].contains(&answer).then_some(mark)
}

/// One text or several. The `subject` of a letter is words, that of a message is a question with its answers.
fn is_words(node: &Node) -> bool {
    items(Some(node)).iter().all(|node| matches!(node.value, Value::Text(..)))
}

/// `Mail(…)`, as JSON `{"Mail": {…}}`.
fn body_of(node: &Node) -> &Node {
    match &node.value {
        Value::Map(entries) => match entries.as_slice() {
            [(_, inner @ Node { value: Value::Map(_), .. })] => inner,
            _ => node,
        },
        _ => node,
    }
}

/// The fields of a record, or of a map as JSON writes one.
fn fields(node: &Node) -> Vec<(&str, &Node)> {
    match &node.value {
        Value::Record(_, fields) => fields.iter().map(|(name, .., node)| (name.as_str(), node)).collect(),
        Value::Map(entries) => {
            let named = |(key, node)| Some((word(key)?, node));
            entries.iter().map(|(key, node)| (key, node)).filter_map(named).collect()
        }
        _ => Vec::new(),
    }
}

fn word(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(word, _) | Value::Word(word) => Some(word),
        _ => None,
    }
}
