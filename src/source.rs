//! A text with a name, and the places in it. Knows lines and columns; reads no files.

use std::sync::Arc;

/// A stretch of a source in bytes, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }
}

/// A text as it was written, under the name by which its author knows it.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Wraps a text; `name` is what diagnostics show, usually a path as the user gave it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Arc::new(Self { name: name.into(), text, line_starts })
    }

    /// The name under which it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte, both counted from 1, columns in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The words at a place; empty where the span is out of the text.
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.start..span.end.min(self.text.len())).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_from_one() {
        let source = Source::new("x", "ab\ncafé (\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (2, 1));
        assert_eq!(source.line_column("ab\ncafé ".len()), (2, 6));
        assert_eq!(source.line_column(9_999), (3, 1));
    }

    #[test]
    fn words_outside_the_text_are_empty() {
        let source = Source::new("x", "short");
        assert_eq!(source.words(Span::new(1, 3)), "ho");
        assert_eq!(source.words(Span::new(90, 99)), "");
    }
}
