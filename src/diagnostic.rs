//! What is wrong with a text, where, and what would be right. Diagnostics are values; this file also turns them into
//! words for people, editors and machines, and never prints.

use crate::source::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The text cannot be used.
    Error,
    /// It can be used; an author should look.
    Warning,
}

impl Level {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of one text.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The stable code that `confidant explain` knows.
    pub code: &'static str,
    /// Error or warning.
    pub level: Level,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The text it is about.
    pub source: Arc<Source>,
    /// The words at fault.
    pub span: Span,
    /// What would be right.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let span = within(source.text(), span);
        Self { code, level: Level::Error, message: message.into(), source: source.clone(), span, help: None }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, source, span, message) }
    }

    /// The same with the fix named.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A problem that its author means to stand.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// What would be a problem.
    pub problem: Diagnostic,
    /// Where it is allowed, as the author wrote it; the whole file if none.
    pub at: Option<String>,
    /// Why it is meant to stand.
    pub why: String,
}

/// The span inside the text and between whole characters: whatever it was reckoned from, it can be shown.
fn within(text: &str, span: Span) -> Span {
    let start = floor_boundary(text, span.start);
    let end = span.end.min(text.len());
    Span::new(start, (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len()))
}

/// More than this nobody reads in one go.
const MAX_SHOWN: usize = 500;

/// How problems are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the line, the words underlined, the fix.
    Human,
    /// For editors: `file:line:column: level[code]: message (fix)`.
    Short,
    /// For machines: one array of objects.
    Json,
}

/// Writes problems in order of file and place.
pub fn render(diagnostics: &[Diagnostic], format: Format) -> String {
    render_with_allowed(diagnostics, &[], format)
}

/// The same, and after them what is allowed: an exception stays visible.
pub fn render_with_allowed(problems: &[Diagnostic], allowed: &[Allowed], format: Format) -> String {
    let mut sorted: Vec<&Diagnostic> = problems.iter().collect();
    sorted.sort_by_key(|found| place(found));
    let mut exceptions: Vec<&Allowed> = allowed.iter().collect();
    exceptions.sort_by_key(|allowed| place(&allowed.problem));
    match format {
        Format::Human => [people(&sorted), people_allowed(&exceptions)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
        Format::Short => {
            let lines = sorted.iter().map(|found| short(found));
            lines.chain(exceptions.iter().map(|allowed| short_allowed(allowed))).collect::<Vec<_>>().join("\n")
        }
        Format::Json => json(&sorted, &exceptions),
    }
}

fn place(found: &Diagnostic) -> (String, usize, &'static str) {
    (found.source.name().to_owned(), found.span.start, found.code)
}

fn people_allowed(allowed: &[&Allowed]) -> String {
    if allowed.is_empty() {
        return String::new();
    }
    let name = |allowed: &&Allowed| allowed.problem.source.name().to_owned();
    let several = allowed.iter().map(name).collect::<BTreeSet<_>>().len() > 1;
    let line = |allowed: &&Allowed| {
        let at = match &allowed.at {
            None => name(allowed),
            Some(at) if several => format!("{at} of {}", name(allowed)),
            Some(at) => at.clone(),
        };
        format!("  {} at {at}: {}", allowed.problem.code, allowed.why)
    };
    let lines: Vec<String> = allowed.iter().map(line).collect();
    format!("{} allowed:\n{}", allowed.len(), lines.join("\n"))
}

fn short_allowed(allowed: &Allowed) -> String {
    let found = &allowed.problem;
    let (line, column) = found.source.line_column(found.span.start);
    let name = found.source.name();
    format!("{name}:{line}:{column}: note[{}]: {} (allowed: {})", found.code, found.message, allowed.why)
}

fn people(sorted: &[&Diagnostic]) -> String {
    let mut shown: Vec<String> = sorted.iter().take(MAX_SHOWN).map(|found| human(found)).collect();
    if let Some(more) = sorted.len().checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
        shown.push(format!("and {more} more; `--format short` lists all"));
    }
    shown.join("\n\n")
}

fn human(found: &Diagnostic) -> String {
    let level = match found.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
    };
    if found.source.text().is_empty() {
        // Nothing could be read, so there is no line to show.
        let help = found.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        return format!("{}[{}]: {}: {}{help}", found.level.word(), found.code, found.source.name(), found.message);
    }
    let (text, first_line, shift) = window(found);
    let (_, column) = found.source.line_column(found.span.start);
    // In a line cut at the front the columns that are drawn are not those of the file.
    let cut = found.source.line_column(shift).1 > 1;
    let message =
        if cut { format!("{} (column {column} of a long line)", found.message) } else { found.message.clone() };
    let start = found.span.start.min(found.source.text().len()).saturating_sub(shift);
    let end = found.span.end.min(found.source.text().len()).saturating_sub(shift).clamp(start, text.len());
    let annotation = AnnotationKind::Primary.span(start.min(text.len())..end);
    let snippet = Snippet::source(text).line_start(first_line).path(found.source.name()).annotation(annotation);
    let title = level.primary_title(message).id(found.code).element(snippet);
    let help = found.help.as_deref().map(|help| Group::with_title(SnippetLevel::HELP.secondary_title(help)));
    let report: Vec<Group<'_>> = std::iter::once(title).chain(help).collect();
    Renderer::plain().render(&report)
}

/// The lines around the place only: a snippet of a huge or binary file must not carry the file with it.
fn window(found: &Diagnostic) -> (&str, usize, usize) {
    let text = found.source.text();
    let at = floor_boundary(text, found.span.start.min(text.len()));
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |newline| newline + 1).max(floor_boundary(text, at.saturating_sub(2_000)));
    let end_wanted = found.span.end.clamp(at, at + 2_000).min(text.len());
    let rest = text.get(floor_boundary(text, end_wanted)..).unwrap_or("");
    let end = floor_boundary(text, end_wanted + rest.find('\n').unwrap_or(rest.len()).min(2_000));
    let (line, _) = found.source.line_column(at);
    (text.get(start..end).unwrap_or(""), line, start)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn short(found: &Diagnostic) -> String {
    let (line, column) = found.source.line_column(found.span.start);
    let name = found.source.name();
    let mut text = format!("{name}:{line}:{column}: {}[{}]: {}", found.level.word(), found.code, found.message);
    if let Some(help) = &found.help {
        let _ = write!(text, " ({help})");
    }
    text
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    level: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    words: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

fn json(sorted: &[&Diagnostic], allowed: &[&Allowed]) -> String {
    let exceptions =
        allowed.iter().map(|allowed| Row { level: "allowed", why: Some(&allowed.why), ..row(&allowed.problem) });
    let rows: Vec<Row<'_>> = sorted.iter().map(|found| row(found)).chain(exceptions).collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}

fn row(found: &Diagnostic) -> Row<'_> {
    let (line, column) = found.source.line_column(found.span.start);
    let words = found.source.words(found.span).get(..floor_boundary(found.source.words(found.span), 200)).unwrap_or("");
    let help = found.help.as_deref();
    Row {
        code: found.code,
        level: found.level.word(),
        file: found.source.name(),
        line,
        column,
        words,
        message: &found.message,
        help,
        why: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Diagnostic {
        let source = Source::new("hall.case.ron", "(\n    id: \"x\",\n    stat: \"a\",\n)");
        Diagnostic::error("S003", &source, Span::new(19, 23), "`stat` is no field of a case")
            .help("did you mean `start`?")
    }

    #[test]
    fn people_see_the_line_and_the_words_underlined() {
        let text = render(&[sample()], Format::Human);
        assert!(text.contains("hall.case.ron:3:5"), "{text}");
        assert!(text.contains("^^^^"), "{text}");
        assert!(text.contains("did you mean `start`?"), "{text}");
    }

    #[test]
    fn editors_see_one_line() {
        let text = render(&[sample()], Format::Short);
        assert_eq!(text, "hall.case.ron:3:5: error[S003]: `stat` is no field of a case (did you mean `start`?)");
    }

    #[test]
    fn a_long_line_of_junk_is_cut() {
        let source = Source::new("junk", "x".repeat(1_000_000));
        let text = render(&[Diagnostic::error("S001", &source, Span::new(500_000, 500_001), "junk")], Format::Human);
        assert!(text.len() < 20_000, "{}", text.len());
    }
}
