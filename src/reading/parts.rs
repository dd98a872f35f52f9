//! Looks into a tree without reading it whole: a field, the items of a list. What is wrong there is told by who reads it.

use super::tree::{Node, Value};

/// A field of a record, or of a map where the text is written in JSON.
pub(crate) fn member<'a>(node: &'a Node, field: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Record(_, fields) => fields.iter().find(|(name, ..)| name == field).map(|(.., node)| node),
        Value::Map(entries) => {
            let named = |key: &Node| matches!(&key.value, Value::Text(text, _) | Value::Word(text) if text == field);
            entries.iter().find(|(key, _)| named(key)).map(|(_, node)| node)
        }
        _ => None,
    }
}

/// The items of a list; one item may stand without brackets, as everywhere.
pub(crate) fn items(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { value: Value::List(items), .. }) => items,
        Some(Node { value: Value::Word(word), .. }) if word == "null" => &[],
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}
