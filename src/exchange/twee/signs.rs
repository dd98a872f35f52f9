//! Small readings of links and macros: where they end, what stands in them.

use super::text::decode;

/// The last boundary of letters up to a place.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first boundary of letters from a place on.
pub(super) fn floor_up(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Where `>>` ends a macro: not within quotation marks.
pub(super) fn macro_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut letters = text.char_indices();
    let mut bare = None;
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (_, '\\') => drop(letters.next()),
            (Some(open), letter) if letter == open => quote = None,
            (None, '"') => quote = Some(letter),
            (_, '>') if text.get(at..).is_some_and(|rest| rest.starts_with(">>")) => {
                bare = bare.or(Some(at));
                if quote.is_none() {
                    return Some(at);
                }
            }
            _ => (),
        }
    }
    // A quotation mark that is never closed must not swallow the passage.
    bare
}

/// The first quoted argument, and what follows it.
pub(super) fn argument(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut read = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => read.extend(letters.next().map(|(_, letter)| letter)),
            letter if letter == quote => return Some((read, text.get(at + 1..).unwrap_or(""))),
            letter => read.push(letter),
        }
    }
    None
}

/// The words and the passage of `<<link …>>`.
pub(super) fn link_arguments(text: &str) -> Option<(String, Option<String>)> {
    if let Some(inside) = text.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        let (label, target) = split_link(inside.split_once("][").map_or(inside, |(place, _)| place));
        return Some((label, Some(target)));
    }
    let (label, rest) = argument(text)?;
    Some((decode(&label), argument(rest).map(|(target, _)| target)))
}

/// The words and the passage of a link.
pub(super) fn split_link(place: &str) -> (String, String) {
    let arrow = place.rsplit_once("->");
    let back = || place.split_once("<-").map(|(target, label)| (label, target));
    let (label, target) = arrow.or_else(back).or_else(|| place.split_once('|')).unwrap_or((place, place));
    (decode(label.trim()), decode(target.trim()))
}
