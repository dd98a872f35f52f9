//! C022: a sentence whose beginning is forgotten by its end.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::prose::{sentences, words};
use crate::lint::written::Stretch;

/// Guides to plain language ask for 15 to 20 words on average; twice that is where readers start over.
const MOST_WORDS: usize = 40;
/// A breath holds about ten seconds of speech, which is thirty words.
const MOST_SPOKEN: usize = 30;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for scene in &desk.written.scenes {
        scene.text.iter().for_each(|text| long(desk, text, "a sentence", MOST_WORDS, &mut found));
        let said = scene.choices.iter().flat_map(|choice| &choice.say);
        said.for_each(|say| long(desk, say, "a spoken sentence", MOST_SPOKEN, &mut found));
        if let Some(activity) = &scene.activity {
            activity.text.iter().for_each(|text| long(desk, text, "a sentence", MOST_WORDS, &mut found));
            // A letter is written and a call is spoken; who reads it aloud needs the same breath.
            activity.say.iter().for_each(|say| long(desk, say, "a spoken sentence", MOST_SPOKEN, &mut found));
        }
    }
    found
}

fn long(desk: &Desk<'_>, stretch: &Stretch, what: &str, most: usize, found: &mut Vec<Diagnostic>) {
    for place in sentences(&stretch.text) {
        let count = stretch.text.get(place.clone()).map_or(0, |sentence| words(sentence).count());
        if count > most {
            let message = format!("{what} of {count} words");
            let help = format!("make two of it; at most {most} words are easy to follow");
            found.push(desk.warning("C022", stretch.place(place), message).help(help));
        }
    }
}
