//! What an export keeps in comments for the way back: fields of the case as they were written.

use crate::reading::{Node, Value, parse};
use crate::source::Source;

/// A field: its name, and its value as written.
pub(super) type Field = (String, String);

/// The fields of a kept record; none if it is damaged.
pub(super) fn fields_of(text: &str) -> Option<Vec<Field>> {
    let source = Source::new("note", text);
    let node = parse(&source).ok()?;
    Some(fields(&node).into_iter().map(|(name, node)| (name, source.words(node.span).to_owned())).collect())
}

/// The fields of a record, or of a map where a case is written in JSON.
pub(super) fn fields(node: &Node) -> Vec<(String, &Node)> {
    match &node.value {
        Value::Record(_, fields) => fields.iter().map(|(name, _, node)| (name.clone(), node)).collect(),
        Value::Map(entries) => entries.iter().filter_map(|(key, node)| Some((name_of(key)?, node))).collect(),
        _ => Vec::new(),
    }
}

fn name_of(key: &Node) -> Option<String> {
    match &key.value {
        Value::Text(name, _) | Value::Word(name) => Some(name.clone()),
        _ => None,
    }
}

/// The items of a list; one item may stand without brackets.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// The texts of a list of texts.
pub(super) fn texts(node: &Node) -> Vec<String> {
    let text = |node: &Node| match &node.value {
        Value::Text(text, _) => Some(text.clone()),
        _ => None,
    };
    items(node).iter().filter_map(text).collect()
}

/// One record of fields, for a comment.
pub(super) fn record(fields: &[Field]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("({})", fields.join(", "))
}
