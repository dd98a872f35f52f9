//! Plain words in SugarCube's passages and back: what would be read as markup is written as an entity.

use std::fmt::Write as _;

/// Entities of HTML that writers use, and what they stand for.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("mdash", '\u{2014}'),
    ("ndash", '\u{2013}'),
    ("hellip", '\u{2026}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
];

/// The character of an entity at the beginning of a text, and how long it is written.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16).ok());
            char::from_u32(hex.unwrap_or_else(|| number.parse().ok())?)?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, end + 2))
}

/// A text with its entities read.
pub(in crate::exchange) fn decode(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(rest.get(..at).unwrap_or(""));
        let tail = rest.get(at..).unwrap_or("");
        let (letter, length) = entity(tail).unwrap_or(('&', 1));
        read.push(letter);
        rest = tail.get(length..).unwrap_or("");
    }
    read.push_str(rest);
    read
}

/// Pairs that SugarCube reads as markup.
const PAIRS: &[&str] = &["[[", "<<", "//", "''", "__", "==", "~~", "^^", "@@", "{{", "/*", "/%", "\"\"", "--"];

/// Prose as SugarCube shows it word for word.
pub(in crate::exchange) fn escape_text(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut line_start = true;
    for (at, letter) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        let next = rest.chars().nth(1);
        let named = next.is_some_and(|next| next.is_alphabetic() || next == '_');
        let marked = match letter {
            '&' => entity(rest).is_some(),
            '<' => true,
            '$' | '_' => named,
            '\\' => true,
            '!' | '*' | '#' | '>' | ':' => line_start,
            '[' => rest.starts_with("[[") || rest.starts_with("[img") || rest.starts_with("[<img"),
            _ => PAIRS.iter().any(|pair| rest.starts_with(pair)),
        };
        if marked {
            let _ = write!(written, "&#{};", u32::from(letter));
        } else {
            written.push(letter);
        }
        line_start = letter == '\n';
    }
    written
}

/// A text for a comment of HTML: nothing in it ends the comment, draws an arrow in Twine's map, or begins a passage.
pub(in crate::exchange) fn escape_note(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace("--", "-&#45;").replace("--", "-&#45;");
    text.replace("[[", "[&#91;").replace("\n::", "\n&#58;:")
}
