//! Where the words of an act stand in the text of its case. A case keeps no places of its acts, so the text is read again,
//! once and only when there is something to point at.

use crate::reading::{Node, Value, parse};
use crate::scenario::Case;
use crate::source::Span;
use std::cell::OnceCell;

/// An act by its place in the case: scene, choice, act.
pub(super) type ActAt = (usize, usize, usize);

/// The text of a case, read when first asked.
pub(super) struct ActText<'a> {
    case: &'a Case,
    tree: OnceCell<Option<Node>>,
}

impl<'a> ActText<'a> {
    /// Of this case.
    pub(super) fn of(case: &'a Case) -> Self {
        Self { case, tree: OnceCell::new() }
    }

    /// Where a field of an act names this; the act itself where it does not, as where the field is left out.
    pub(super) fn named(&self, at: ActAt, field: &str, name: &str) -> Span {
        let act = self.act(at);
        let is_it = |node: &&Node| word(node) == Some(name);
        let named = act.and_then(|act| items(member(act, field)).iter().find(is_it));
        named.or(act).map_or_else(|| self.choice_span(at), |node| node.span)
    }

    fn act(&self, (scene, choice, act): ActAt) -> Option<&Node> {
        let tree = self.tree.get_or_init(|| parse(&self.case.source).ok()).as_ref()?;
        let scene = items(member(tree, "scenes")).get(scene)?;
        let choice = items(member(scene, "choices")).get(choice)?;
        items(member(choice, "acts")).get(act)
    }

    fn choice_span(&self, (scene, choice, _): ActAt) -> Span {
        let choice = self.case.scenes.get(scene).and_then(|scene| scene.choices.get(choice));
        choice.map(|choice| choice.span).unwrap_or_default()
    }
}

/// A field of `(a: 1)`, of `Name(a: 1)`, or of either as JSON writes it.
fn member<'a>(node: &'a Node, field: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Record(_, fields) => fields.iter().find(|(name, ..)| name == field).map(|(.., node)| node),
        Value::Map(entries) => match entries.as_slice() {
            [(_, inner @ Node { value: Value::Map(_), .. })] => member(inner, field),
            entries => entries.iter().find(|(key, _)| word(key) == Some(field)).map(|(_, node)| node),
        },
        _ => None,
    }
}

/// The items of a list; one item may stand without brackets.
fn items(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { value: Value::List(items), .. }) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn word(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(word, _) | Value::Word(word) => Some(word),
        _ => None,
    }
}
