//! A second judge, written from the prose of docs/rules.md: it asks every rule, keeps plain sets of words, and walks every
//! tree by hand. It shares no reasoning with the first one, only the loaded rules and the names of the answers.

mod asking;
mod books;
mod judging;
mod ledger;
mod story;
mod tales;
mod telling;

pub(crate) use books::{Book, Books};
pub(crate) use ledger::{Ledger, duty_line};
pub(crate) use tales::{Tale, chosen, some_day};
pub(crate) use telling::{act_line, spelled_out};

use confidant::ethics::{ActEffect, Badge, Certainty};
use std::collections::BTreeSet;

/// Ids.
pub(crate) type Words = BTreeSet<String>;

/// Everything there is to say of one act, as ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) law: Badge,
    pub(crate) ethics: Badge,
    pub(crate) policy: Badge,
    pub(crate) effect: ActEffect,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) findings: Words,
    pub(crate) called_up: Words,
    pub(crate) overheard_by: Vec<String>,
    pub(crate) widest: Option<Words>,
    pub(crate) doubts: Words,
}

/// One rule's word on one act, as one line: what went too far stands sorted by id.
pub(crate) fn finding_line(parts: &[(&str, String)]) -> String {
    let told: Vec<String> =
        parts.iter().filter(|(_, said)| !said.is_empty()).map(|(what, said)| format!("{what} {said}")).collect();
    told.join(", ")
}

/// Somebody who overheard; with what of it, sorted by id, where it was not all.
pub(crate) fn overheard_line(name: &str, part: &[String]) -> String {
    if part.is_empty() { name.to_owned() } else { format!("{name} only {}", part.join(" ")) }
}

fn have_in_common(some: &Words, others: &Words) -> bool {
    some.iter().any(|word| others.contains(word))
}

/// Nothing asked is nothing missed.
fn asks_for(asked: &Words, given: &Words) -> bool {
    asked.is_empty() || have_in_common(asked, given)
}
