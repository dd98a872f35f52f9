//! A case as its author wrote it: the place of every scene, choice and stretch of prose in the file. Checks that speak of
//! words underline the words; what the words mean is asked of the case itself.

use super::written_activity::WrittenActivity;
use crate::reading::{Node, Value, items, member, parse};
use crate::source::{Source, Span};
use std::ops::Range;
use std::sync::Arc;

/// A case as text.
#[derive(Debug)]
pub(super) struct Written {
    source: Arc<Source>,
    root: Option<Node>,
    /// Its scenes, in the order of the case.
    pub(super) scenes: Vec<WrittenScene>,
}

/// A scene as text.
#[derive(Debug)]
pub(super) struct WrittenScene {
    id: String,
    /// Its id, quotation marks and all.
    pub(super) id_span: Span,
    /// The whole record.
    pub(super) span: Span,
    pub(super) text: Vec<Stretch>,
    pub(super) choices: Vec<WrittenChoice>,
    pub(super) activity: Option<WrittenActivity>,
}

impl WrittenScene {
    /// The prose a player reads in it, before and after choosing.
    pub(super) fn read(&self) -> impl Iterator<Item = &Stretch> {
        let of_choices = self.choices.iter().flat_map(|choice| choice.say.iter().chain(&choice.then));
        let by_hand = self.activity.iter().flat_map(|activity| activity.text.iter().chain(&activity.say));
        self.text.iter().chain(of_choices).chain(by_hand)
    }

    /// What an author says of its choices and answers, for the debrief.
    pub(super) fn notes(&self) -> impl Iterator<Item = &Stretch> {
        let by_hand = self.activity.iter().flat_map(|activity| &activity.note);
        self.choices.iter().flat_map(|choice| &choice.note).chain(by_hand)
    }
}

/// A choice as text.
#[derive(Debug)]
pub(super) struct WrittenChoice {
    id: String,
    /// The whole record.
    pub(super) span: Span,
    /// Its label, quotation marks and all.
    pub(super) label: Span,
    pub(super) say: Vec<Stretch>,
    pub(super) then: Vec<Stretch>,
    pub(super) note: Vec<Stretch>,
    /// The place of each way on.
    pub(super) goto: Vec<Span>,
}

/// A literal of prose.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) text: String,
    /// The conditions under which it is shown, as written.
    pub(super) when: Vec<String>,
    /// The whole literal.
    pub(super) span: Span,
    /// Where its first character stands; none if the text is written with escapes, so that its bytes are not the file's.
    start: Option<usize>,
}

impl Stretch {
    /// The place of some of its words; the whole literal where it is written with escapes.
    pub(super) fn place(&self, words: Range<usize>) -> Span {
        self.start.map_or(self.span, |start| Span::new(start + words.start, start + words.end))
    }
}

impl Written {
    /// Reads the shape of a case; empty where the text is not well-formed.
    pub(super) fn of(source: &Arc<Source>) -> Self {
        let root = parse(source).ok();
        let scenes = root.iter().flat_map(|root| items(member(root, "scenes")));
        let scenes = scenes.map(|node| scene(source, node)).collect();
        Self { source: source.clone(), root, scenes }
    }

    /// The place of a scene, or of a choice or activity as `scene/choice`.
    pub(super) fn place(&self, at: &str) -> Option<Span> {
        let Some((scene, choice)) = at.split_once('/') else {
            return self.scenes.iter().find(|scene| scene.id == at).map(|scene| scene.span);
        };
        let scene = self.scenes.iter().find(|known| known.id == scene)?;
        let written = scene.choices.iter().find(|known| known.id == choice).map(|choice| choice.span);
        let activity = || scene.activity.as_ref().filter(|known| known.id == choice).map(|known| known.span);
        written.or_else(activity)
    }

    /// The place of a value, by the fields that lead to it: `["sources", "on"]` gives one for each source that has it.
    pub(super) fn places(&self, fields: &[&str]) -> Vec<Span> {
        self.nodes(fields).iter().map(|node| node.span).collect()
    }

    /// The texts that stand there, with their places.
    pub(super) fn texts(&self, fields: &[&str]) -> Vec<(&str, Span)> {
        let mut found = Vec::new();
        for node in self.nodes(fields) {
            if let Value::Text(text, _) = &node.value {
                found.push((text.as_str(), node.span));
            }
        }
        found
    }

    /// The prose that stands there.
    pub(super) fn prose(&self, fields: &[&str]) -> Vec<Stretch> {
        let mut found = Vec::new();
        self.nodes(fields).into_iter().for_each(|node| stretches(&self.source, node, &[], &mut found));
        found
    }

    fn nodes(&self, fields: &[&str]) -> Vec<&Node> {
        let mut nodes: Vec<&Node> = self.root.iter().collect();
        for field in fields {
            nodes = nodes.into_iter().flat_map(|node| items(member(node, field))).collect();
        }
        nodes
    }
}

fn scene(source: &Arc<Source>, node: &Node) -> WrittenScene {
    let choices = items(member(node, "choices")).iter().map(|node| choice(source, node));
    WrittenScene {
        id: id_of(node),
        id_span: member(node, "id").unwrap_or(node).span,
        span: node.span,
        text: prose_of(source, node, "text"),
        choices: choices.collect(),
        activity: member(node, "activity").map(|node| WrittenActivity::of(source, node)),
    }
}

fn choice(source: &Arc<Source>, node: &Node) -> WrittenChoice {
    WrittenChoice {
        id: id_of(node),
        span: node.span,
        label: member(node, "label").unwrap_or(node).span,
        say: prose_of(source, node, "say"),
        then: prose_of(source, node, "then"),
        note: prose_of(source, node, "note"),
        goto: items(member(node, "goto")).iter().map(|way| member(way, "to").unwrap_or(way).span).collect(),
    }
}

pub(super) fn prose_of(source: &Arc<Source>, node: &Node, field: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    if let Some(node) = member(node, field) {
        stretches(source, node, &[], &mut found);
    }
    found
}

/// Prose is one text, or a list of texts and of `(when: "…", text: …)`.
pub(super) fn stretches(source: &Arc<Source>, node: &Node, when: &[String], found: &mut Vec<Stretch>) {
    match &node.value {
        Value::Text(text, at) => {
            let as_written = source.words(Span::new(*at, at + text.len())) == text;
            found.push(Stretch {
                text: text.clone(),
                when: when.to_vec(),
                span: node.span,
                start: as_written.then_some(*at),
            });
        }
        Value::List(items) => items.iter().for_each(|node| stretches(source, node, when, found)),
        _ => {
            let condition = member(node, "when").and_then(text_of);
            let when: Vec<String> = when.iter().cloned().chain(condition).collect();
            member(node, "text").iter().for_each(|node| stretches(source, node, &when, found));
        }
    }
}

pub(super) fn id_of(node: &Node) -> String {
    member(node, "id").and_then(text_of).unwrap_or_default()
}

fn text_of(node: &Node) -> Option<String> {
    let Value::Text(text, _) = &node.value else { return None };
    Some(text.clone())
}
