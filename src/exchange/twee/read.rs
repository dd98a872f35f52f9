//! Reads a Twee 3 file into its passages. A damaged header is told and read as far as it goes; text before the first
//! header is told.

use crate::diagnostic::Diagnostic;
use crate::reading::brief;
use crate::source::{Source, Span};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One passage.
#[derive(Debug, Clone)]
pub struct TweePassage {
    /// Its name, without escapes.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its metadata as written, if it is an object of JSON.
    pub metadata: Option<String>,
    /// Where the name stands.
    pub span: Span,
    /// Where the content stands, without blank lines at its end.
    pub content: Span,
}

/// A whole file.
#[derive(Debug)]
pub struct TweeStory {
    /// The text.
    pub source: Arc<Source>,
    /// Its passages in order, `StoryTitle` and `StoryData` among them.
    pub passages: Vec<TweePassage>,
    /// What stands in `StoryTitle`.
    pub title: Option<String>,
    /// What stands in `StoryData`; null if there is none.
    pub data: Json,
}

impl TweeStory {
    /// The content of a passage.
    pub fn content(&self, passage: &TweePassage) -> &str {
        self.source.words(passage.content)
    }

    /// A word of `StoryData`.
    pub fn datum(&self, name: &str) -> Option<&str> {
        self.data.get(name).and_then(Json::as_str)
    }
}

/// Reads a file; what is wrong with it as a file is told beside it.
pub fn read_twee(source: &Arc<Source>) -> (TweeStory, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut passages = split(source, &mut found);
    for passage in &mut passages {
        let end = source.words(passage.content).trim_end().len() + passage.content.start;
        passage.content = Span::new(passage.content.start, end);
    }
    note_repeats(source, &passages, &mut found);
    let content = |name: &str| passages.iter().find(|passage| passage.name == name).map(|passage| passage.content);
    let title =
        content("StoryTitle").map(|span| source.words(span).trim().to_owned()).filter(|title| !title.is_empty());
    let data = content("StoryData").map(|span| story_data(source, span, &mut found)).unwrap_or_default();
    (TweeStory { source: source.clone(), passages, title, data }, found)
}

fn split(source: &Arc<Source>, found: &mut Vec<Diagnostic>) -> Vec<TweePassage> {
    let text = source.text();
    let mut passages: Vec<TweePassage> = Vec::new();
    let mut at = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let mut before_told = false;
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let next = at + line.len();
        if let Some(rest) = line.strip_prefix("::") {
            passages.push(read_header(source, rest.trim_end(), at + 2, next, found));
        } else if let Some(last) = passages.last_mut() {
            last.content = Span::new(last.content.start, next);
        } else if !line.trim().is_empty() && !before_told {
            before_told = true;
            let span = Span::new(at, at + line.trim_end().len());
            let message = "text before the first passage belongs to no passage and is left out";
            found.push(
                Diagnostic::warning("X008", source, span, message).help("put a header such as `:: Start` before it"),
            );
        }
        at = next;
    }
    passages
}

/// `name [tags] {metadata}`; each part may be missing but the name.
fn read_header(
    source: &Arc<Source>,
    rest: &str,
    start: usize,
    content: usize,
    found: &mut Vec<Diagnostic>,
) -> TweePassage {
    let (name, after) = until(rest, &['[', '{']);
    let span = Span::new(start, start + rest.len());
    let mut warn = |message: &str, help: &str| {
        found.push(Diagnostic::warning("X008", source, span, message).help(help));
    };
    let mut after = after.trim_start();
    let mut tags = Vec::new();
    if let Some(inside) = after.strip_prefix('[') {
        let (_, tail) = until(inside, &[']']);
        tags = block_tags(inside.get(..inside.len() - tail.len()).unwrap_or(""));
        if let Some(tail) = tail.strip_prefix(']') {
            after = tail.trim_start();
        } else {
            warn("the tags of this passage are never closed", "end them with `]`");
            after = "";
        }
    }
    let mut metadata = None;
    if after.starts_with('{') {
        if serde_json::from_str::<Json>(after).is_ok_and(|json| json.is_object()) {
            metadata = Some(after.to_owned());
        } else {
            warn("the metadata of this passage is no JSON and is left out", "write it as `{\"position\":\"100,200\"}`");
        }
    } else if !after.is_empty() {
        warn("what follows the tags of this passage is left out", "metadata stands in `{ }` at the end of the line");
    }
    let name = name.trim().to_owned();
    if name.is_empty() {
        warn("this passage has no name", "write `:: Name`");
    }
    let lead = rest.len() - rest.trim_start().len();
    let width = name.len().clamp(1, rest.trim().len().max(1));
    TweePassage {
        name,
        tags,
        metadata,
        span: Span::new(start + lead, start + lead + width),
        content: Span::new(content, content),
    }
}

/// The text up to one of some signs that is not escaped, without its escapes; and the rest from that sign on.
fn until<'a>(text: &'a str, signs: &[char]) -> (String, &'a str) {
    let mut read = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => read.extend(letters.next().map(|(_, escaped)| escaped)),
            sign if signs.contains(&sign) => return (read, text.get(at..).unwrap_or("")),
            other => read.push(other),
        }
    }
    (read, "")
}

fn block_tags(block: &str) -> Vec<String> {
    block.split_whitespace().map(|tag| until(tag, &[]).0).collect()
}

fn note_repeats(source: &Arc<Source>, passages: &[TweePassage], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for passage in passages {
        if let Some(first) = seen.get(passage.name.as_str()) {
            let (line, _) = source.line_column(first.start);
            let message = format!("the passage `{}` is there twice, first in line {line}", brief(&passage.name));
            let help = "links lead to the first; this one becomes a scene of its own that nothing leads to";
            found.push(Diagnostic::warning("X007", source, passage.span, message).help(help));
        } else {
            seen.insert(&passage.name, passage.span);
        }
    }
}

fn story_data(source: &Arc<Source>, span: Span, found: &mut Vec<Diagnostic>) -> Json {
    serde_json::from_str(source.words(span)).unwrap_or_else(|error| {
        let message = format!("`StoryData` is no JSON and is left out: {error}");
        let head = Span::new(span.start, span.start + 1);
        found.push(
            Diagnostic::warning("X008", source, head, message).help("Twine writes it whole; export the story again"),
        );
        Json::Null
    })
}
