//! Where the command line's words go. A closed pipe is the end of reading, not an error.

use std::io::Write as _;

/// Standard output and standard error.
#[derive(Debug, Default)]
pub(crate) struct Out {
    closed: bool,
    deaf: bool,
}

/// A text from a file may hold codes that would repaint the terminal; they are shown as a mark and do nothing.
fn harmless(line: &str) -> std::borrow::Cow<'_, str> {
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if line.contains(strange) { line.replace(strange, "\u{fffd}").into() } else { line.into() }
}

/// Lines are wrapped here where the terminal is wider, as long lines tire the eye.
const WIDTH: usize = 92;

impl Out {
    /// A line as it is.
    pub(crate) fn line(&mut self, line: &str) {
        if !self.closed && writeln!(std::io::stdout(), "{}", harmless(line)).is_err() {
            self.closed = true;
        }
    }

    /// Prose, wrapped, paragraph by paragraph.
    pub(crate) fn prose(&mut self, text: &str) {
        for paragraph in text.split("\n\n") {
            self.line(&textwrap::fill(&paragraph.replace('\n', " "), WIDTH));
            self.line("");
        }
    }

    /// A wrapped line that hangs under its first words.
    pub(crate) fn item(&mut self, head: &str, text: &str) {
        let indent = " ".repeat(head.chars().count());
        // A name such as `scene/choice` stays whole.
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(head)
            .subsequent_indent(&indent)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        self.line(&textwrap::fill(text, options));
    }

    /// A prompt without a line's end.
    pub(crate) fn prompt(&mut self, text: &str) {
        let mut stdout = std::io::stdout();
        if write!(stdout, "{text}").and_then(|()| stdout.flush()).is_err() {
            self.closed = true;
        }
    }

    /// A line for standard error.
    pub(crate) fn error(&mut self, line: &str) {
        self.deaf |= writeln!(std::io::stderr(), "{}", harmless(line)).is_err();
    }

    /// Something for machines.
    pub(crate) fn json(&mut self, value: &serde_json::Value) {
        self.line(&serde_json::to_string_pretty(value).unwrap_or_default());
    }

    /// Problems for people, on standard error.
    pub(crate) fn problems(&mut self, problems: &[confidant::diagnostic::Diagnostic]) {
        self.error(&confidant::diagnostic::render(problems, confidant::diagnostic::Format::Human));
    }
}

/// 12345 as "12,345".
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
