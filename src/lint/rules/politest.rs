//! C014: the best choice is the politest, oftener than chance would have it.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::giveaways::{decisions, most, shown, tell};

/// Words of courtesy, as they stand between other letters than their own.
const COURTESY: &[&str] = &[
    "please",
    "thank",
    "thanks",
    "sorry",
    "i'd like to",
    "would you",
    "could we",
    "could i",
    "may i",
    "would it be",
    "if that's all right",
    "if you like",
    "if you'd like",
    "i wonder",
    "perhaps",
    "i appreciate",
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let tell = tell(&decisions(desk), 1, |decision| most(desk, decision, |choice| courtesies(&shown(choice))));
    let fix = "let the other choices be said as kindly, for people in a hurry are kind as well";
    tell.and_then(|tell| tell.told(desk, "C014", "the best choice is said most politely", fix)).into_iter().collect()
}

/// How many words of courtesy a text has.
fn courtesies(text: &str) -> usize {
    COURTESY.iter().map(|words| times(text, words)).sum()
}

/// How often words stand in a text, whole.
pub(super) fn times(text: &str, words: &str) -> usize {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let stands = |at: &usize| {
        let (before, after) = (text.get(..*at), text.get(at + words.len()..));
        apart(before.and_then(|text| text.chars().next_back())) && apart(after.and_then(|text| text.chars().next()))
    };
    text.match_indices(words).map(|(at, _)| at).filter(stands).count()
}
