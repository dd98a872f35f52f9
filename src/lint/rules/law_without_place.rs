//! C023: prose states law, and does not say whose: the same case is played under the laws of several places.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::prose::sentences;
use crate::lint::written::{Stretch, Written};
use std::ops::Range;

/// Words by which prose states what law demands. A law that is only spoken of ("read the law", "the lawyer") states none.
const STATES_LAW: &[&str] = &[
    "the law requires",
    "the law demands",
    "the law says",
    "the law asks",
    "the law forbids",
    "the law allows",
    "the law permits",
    "the law lets",
    "the law wants",
    "the law obliges",
    "the law protects",
    "the law gives you",
    "state law requires",
    "state law says",
    "state law allows",
    "state law forbids",
    "state law permits",
    "state law lets",
    "the statute requires",
    "the statute says",
    "the statute allows",
    "the statute forbids",
    "by law",
    "by statute",
    "under the law",
    "against the law",
    "is illegal",
    "is unlawful",
    "is a crime",
    "legally required",
    "legally obliged",
    "legally bound",
    "legally allowed",
    "a legal duty",
    "mandated by",
];

/// Before such a word the law is not stated but asked for, or left open: "what the law says", "where the law wants it".
const ASKS: &[&str] = &["what", "whatever", "where", "wherever", "whether", "if", "when", "how", "as"];

/// Words that say whose law it is, or that it differs.
const PLACES: &[&str] = &[
    "federal",
    "hipaa",
    "ferpa",
    "cfr",
    "part 2",
    "in this state",
    "of this state",
    "this state's",
    "your state",
    "your own state",
    "state's law",
    "some states",
    "most states",
    "many states",
    "every state",
    "each state",
    "all states",
    "other states",
    "some places",
    "other places",
    "where you practice",
    "where you work",
    "where the case is played",
    "depends on the place",
    "jurisdiction",
    "your own statute",
    "here",
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    if !desk.case.language.starts_with("en") {
        return Vec::new();
    }
    let places = places(desk);
    let guide = guide(&desk.written);
    let stretches = desk.written.scenes.iter().flat_map(|scene| scene.read().chain(scene.notes()));
    let all = stretches.chain(&guide);
    let mut found = Vec::new();
    for stretch in all.filter(|stretch| !stretch.when.iter().any(|when| names_place(&when.to_lowercase(), &places))) {
        for words in placeless(&stretch.text, &places) {
            let message = format!("`{}` names no place", stretch.text.get(words.clone()).unwrap_or_default());
            let help =
                "say whose law it is (\"in Virginia\", \"HIPAA\"), \"where you practice\", or that places differ";
            found.push(desk.warning("C023", stretch.place(words), message).help(help));
        }
    }
    found
}

fn guide(written: &Written) -> Vec<Stretch> {
    ["summary", "questions", "notes"].into_iter().flat_map(|field| written.prose(&["guide", field])).collect()
}

/// The places under whose law the case is played, as prose and conditions name them.
fn places(desk: &Desk<'_>) -> Vec<String> {
    let ids = desk.case.jurisdictions.iter();
    let names = ids.flat_map(|id| [id.to_string(), desk.packs.place_title(id)]);
    names.map(|name| name.to_lowercase()).chain(PLACES.iter().map(|&place| place.to_owned())).collect()
}

/// Where a text states law of which neither its sentence nor the one before or after it names the place.
fn placeless(text: &str, places: &[String]) -> Vec<Range<usize>> {
    // Small letters of other alphabets can take other bytes; then the places would not be those of the text.
    let lower = text.to_ascii_lowercase();
    let sentences = sentences(text);
    let mut found = Vec::new();
    for (at, place) in sentences.iter().enumerate() {
        let Some(words) = lower.get(place.clone()).and_then(stated) else { continue };
        let first = sentences.get(at.saturating_sub(1)).unwrap_or(place);
        let last = sentences.get(at + 1).unwrap_or(place);
        if !names_place(lower.get(first.start..last.end).unwrap_or_default(), places) {
            found.push(place.start + words.start..place.start + words.end);
        }
    }
    found
}

/// The first words that state law.
fn stated(sentence: &str) -> Option<Range<usize>> {
    let places = STATES_LAW.iter().filter_map(|words| {
        let at = sentence.find(words)?;
        // "whether it is illegal": the word need not stand right before.
        let mut before = sentence.get(..at).unwrap_or_default().split_whitespace().rev().take(3);
        let asked = sentence.contains('?') || before.any(|word| ASKS.contains(&word));
        (is_whole(sentence, at, words.len()) && !asked).then_some(at..at + words.len())
    });
    places.min_by_key(|place| place.start)
}

fn names_place(text: &str, places: &[String]) -> bool {
    places.iter().any(|place| text.match_indices(place.as_str()).any(|(at, words)| is_whole(text, at, words.len())))
}

/// Do the words stand alone, not within others, as `here` does in `there`?
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + length..).and_then(|after| after.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}
