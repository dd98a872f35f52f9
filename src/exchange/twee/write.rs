//! Writes passages as Twee 3.

use super::text::escape_text;
use std::fmt::Write as _;

/// A passage to be written.
#[derive(Debug)]
pub(in crate::exchange) struct PassageOut {
    /// What stands after `::`, escaped.
    pub(in crate::exchange) header: String,
    /// What follows.
    pub(in crate::exchange) content: String,
}

/// The header of a passage.
pub(in crate::exchange) fn header(name: &str, tags: &[String], metadata: Option<&str>) -> String {
    let mut line = escape_name(name);
    if !tags.is_empty() {
        let tags: Vec<String> = tags.iter().map(|tag| escape_name(tag)).collect();
        let _ = write!(line, " [{}]", tags.join(" "));
    }
    if let Some(metadata) = metadata {
        let _ = write!(line, " {metadata}");
    }
    line
}

fn escape_name(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if matches!(letter, '[' | ']' | '{' | '}' | '\\') {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

/// The whole file.
pub(in crate::exchange) fn write_twee(passages: &[PassageOut]) -> String {
    let mut text = String::new();
    for passage in passages {
        let _ = write!(text, ":: {}\n{}\n\n\n", passage.header, passage.content.trim_end());
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text.push('\n');
    text
}

/// A link; words that would be read as its signs need the macro.
pub(in crate::exchange) fn link(label: &str, target: &str, setters: &[String]) -> String {
    let strange = |text: &str| {
        text.contains(['|', '[', ']', '\n', '<'])
            || text.contains("->")
            || super::decode(text) != text
            || text.starts_with('$')
    };
    if strange(label) || strange(target) {
        let sets: Vec<String> = setters.iter().map(|setter| format!("<<set {setter}>>")).collect();
        let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("<<link \"{}\" \"{}\">>{}<</link>>", quote(&escape_text(label)), quote(target), sets.concat());
    }
    let place = if label == target { target.to_owned() } else { format!("{label}|{target}") };
    if setters.is_empty() { format!("[[{place}]]") } else { format!("[[{place}][{}]]", setters.join(", ")) }
}
