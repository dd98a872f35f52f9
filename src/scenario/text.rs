//! Prose that can depend on what happened: passages with conditions, and names filled in.

use super::condition::{CaseAtom, Story};
use crate::ethics::{Condition, Party};

/// A stretch of prose, always shown or shown under a condition.
#[derive(Debug, Clone)]
pub struct Passage {
    /// All of these must hold.
    pub when: Vec<Condition<CaseAtom>>,
    /// The words.
    pub text: String,
}

/// Prose in passages.
#[derive(Debug, Clone, Default)]
pub struct Prose(pub Vec<Passage>);

impl Prose {
    /// The words as they stand in a story, paragraphs apart.
    pub fn shown(&self, story: &Story<'_>, parties: &[Party]) -> String {
        let told = self.0.iter().filter(|passage| passage.when.iter().all(|condition| story.holds(condition)));
        let paragraphs: Vec<String> = told.map(|passage| fill(passage.text.trim(), parties)).collect();
        paragraphs.join("\n\n")
    }

    /// Every word it could show, for counting and checking.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|passage| passage.text.as_str())
    }
}

/// Puts names and ages in: `{maya}`, `{maya.age}`. What names nobody stays as written; lint points at it.
pub(crate) fn fill(text: &str, parties: &[Party]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((key, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match value_of(key, parties) {
            Some(value) => filled.push_str(&value),
            None => filled.extend(["{", key, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

fn value_of(key: &str, parties: &[Party]) -> Option<String> {
    let (id, field) = key.split_once('.').unwrap_or((key, "name"));
    let party = parties.iter().find(|party| party.id.as_str() == id)?;
    match field {
        "name" => Some(party.name.clone()),
        "age" => party.age.map(|age| age.to_string()),
        _ => None,
    }
}
