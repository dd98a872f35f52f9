//! What was probably meant where the grammar stops: a bracket that was never closed, a quotation mark that was forgotten or
//! is a curly one, a comment of another language. The place that is underlined is the one that wants mending.

use super::{Parser, Value};
use crate::diagnostic::Diagnostic;
use crate::reading::brief;
use crate::source::Span;

/// Fields that nobody writes at the start of a line of prose with an opening bracket or quotation mark after them.
const FIELDS: &[&str] = &[
    "acts",
    "articles",
    "authors",
    "cast",
    "choices",
    "cite",
    "discharged_by",
    "earshot",
    "ending",
    "facts",
    "fix",
    "flags",
    "goto",
    "guide",
    "heading",
    "id",
    "jurisdictions",
    "label",
    "moods",
    "objectives",
    "place",
    "places",
    "present",
    "professions",
    "reading",
    "releases",
    "reveals",
    "reviewers",
    "rules",
    "say",
    "scenes",
    "set",
    "settles",
    "situation",
    "sources",
    "standards",
    "start",
    "tests",
    "text",
    "themes",
    "then",
    "title",
    "unsettled",
    "variants",
    "when",
    "why",
];

/// Other fields, which might be words of prose.
const WORDS: &[&str] = &[
    "about",
    "age",
    "art",
    "at",
    "by",
    "certainty",
    "content_note",
    "covers",
    "date",
    "effect",
    "ethics",
    "hair",
    "keeps",
    "kept",
    "kinds",
    "look",
    "law",
    "minutes",
    "name",
    "never_breaks",
    "note",
    "path",
    "pronouns",
    "purpose",
    "reflect",
    "role",
    "setting",
    "severity",
    "skin",
    "summary",
    "support",
    "time",
    "to",
    "tone",
    "topic",
    "version",
    "want",
    "what",
];

const OPENERS: &[&str] = &["[", "(", "{", "\"", "r\"", "r#"];

const CURLY: &[char] = &['“', '”', '„', '‟', '«', '»'];

/// What was read last, as far as it tells what went wrong after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Text,
    Word,
    Record,
    Other,
}

impl Last {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Text(..) => Self::Text,
            Value::Word(_) => Self::Word,
            Value::Record(..) | Value::Tuple(..) => Self::Record,
            Value::List(_) | Value::Map(_) | Value::Number(_) | Value::Fraction(_) | Value::Bool(_) => Self::Other,
        }
    }
}

impl Parser<'_> {
    /// What stands where a value should begin and begins none.
    pub(super) fn no_value(&self, found: char) -> Diagnostic {
        if let Some(told) = self.strange(found) {
            return told;
        }
        let told = self.fault(self.here(), format!("`{}` starts no value", found.escape_debug()));
        if matches!(found, ',' | ')' | ']' | '}') { told.help("a value is missing before it") } else { told }
    }

    /// What stands where the name of a field should.
    pub(super) fn no_field(&self) -> Diagnostic {
        let next = self.peek();
        if let Some(told) = next.and_then(|next| self.strange(next)) {
            return if next == Some(';') { told.help("take it out; a comment begins with `//`") } else { told };
        }
        if next == Some('(') && self.open.last().is_some_and(|(opened, _)| *opened < self.comma) {
            return self.no_list().unwrap_or_else(|| self.still_open(self.comma_span(), ')'));
        }
        let help = match next {
            Some('"') => "the name of a field has no quotation marks: `name: value`",
            _ => "a field is written `name: value`",
        };
        self.fault(self.here(), "expected the name of a field here").help(help)
    }

    /// A second record of the same kind after the first: `cast: (id: "a"), (id: "b")`.
    fn no_list(&self) -> Option<Diagnostic> {
        let (span, _) = self.before_comma;
        let (first, second) = (first_name(self.source.words(span))?, first_name(self.rest())?);
        let name = brief(self.source.words(self.named?));
        let told = format!("`{name}:` holds more than one record, without a `[`");
        let head = Span::new(span.start, span.start + 1);
        (first == second).then(|| self.fault(head, told).help("put `[` before this, and `]` after the last"))
    }

    /// What stands where a colon should, after the name of a field or the key of a pair.
    pub(super) fn no_colon(&self) -> Diagnostic {
        if let Some(told) = self.text_run_on() {
            return told;
        }
        let told = self.fault(self.here(), "expected `:` and a value here");
        match self.peek() {
            Some('=') => told.help("write `:` in place of `=`"),
            Some('"' | '[' | '(' | '{' | '0'..='9') => told.help("a `:` is missing before this"),
            Some(',' | ')')
                if self.named.is_some_and(|named| self.open.last().is_some_and(|(at, _)| *at < named.start)) =>
            {
                let name = brief(self.source.words(self.named.unwrap_or_default()));
                told.help(format!("if `{name}:` has several values, they stand in `[ ]`"))
            }
            _ => told,
        }
    }

    /// What stands after the key of a pair that is no key at all.
    pub(super) fn no_pair(&self) -> Option<Diagnostic> {
        let opened = self.open.last().map(|(opened, _)| Span::new(*opened, opened + 1))?;
        let is_item = self.just_read()?.1 == Last::Record && matches!(self.peek(), Some(',' | '}' | ']'));
        is_item.then(|| self.fault(opened, "`{` opens pairs, and these are no pairs").help("a list stands in `[ ]`"))
    }

    /// What stands where a comma or the closing bracket should.
    pub(super) fn no_comma(&self, close: char) -> Diagnostic {
        let told = self.text_run_on().or_else(|| self.no_pairs_here(close)).or_else(|| self.no_quotes(close));
        let told = told.or_else(|| self.peek().and_then(|next| self.strange(next)));
        let told = told.or_else(|| self.closed_too_early()).or_else(|| self.no_bracket(close));
        told.unwrap_or_else(|| {
            let told = self.fault(self.here(), format!("expected `,` or `{close}` here"));
            let begins = self.peek().is_some_and(|next| next.is_alphanumeric() || "\"([{_-+.".contains(next));
            told.help(if begins { "a comma is missing before this" } else { "take this out" })
        })
    }

    /// A closing bracket for which none was opened: `acts: Document()], minutes: 2`.
    pub(super) fn stray(&self) -> Option<Diagnostic> {
        let next = self.peek().filter(|next| *next == ']')?;
        let (line, _) = self.source.line_column(self.at);
        let list = self.open.iter().rev().find(|(_, close)| *close == next);
        let after = self.rest().get(1..)?.trim_start_matches(',').trim_start_matches(' ');
        let goes_on = list.is_some_and(|(opened, _)| self.source.line_column(*opened).0 != line) && is_field(after);
        if list.is_some() && !goes_on {
            return None;
        }
        let told = self.fault(self.here(), "this `]` closes nothing that was opened");
        let name = self.named.map(|named| self.source.words(named)).unwrap_or_default();
        Some(told.help(match name {
            "" => "take it out".to_owned(),
            name => format!("take it out, or put `[` after `{name}:`"),
        }))
    }

    /// A text of which the end is missing runs on until some other text begins: what it swallowed gives it away.
    /// `inside` is what stands between its quotation marks, from the byte `start`.
    pub(super) fn swallowed(&self, opened: usize, start: usize, inside: &str, end: &str) -> Option<Diagnostic> {
        let found = inside.match_indices(':').find_map(|(colon, _)| swallowed_field(inside, colon))?;
        self.not_ended(opened, (start, inside), first_field(inside, found), end)
    }

    /// The text that was just read ends as a field begins, `…,⏎ say: `: its own end is missing.
    fn text_run_on(&self) -> Option<Diagnostic> {
        let (span, _) = self.just_read().filter(|(_, last)| *last == Last::Text)?;
        let inside = self.source.words(span).strip_prefix('"')?.strip_suffix('"')?;
        let before = inside.trim_end().strip_suffix(':')?;
        let at = before.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
        let lead = before.get(..at)?.trim_end_matches([' ', '\t', '(']);
        let name = before.get(at..).filter(|name| !name.is_empty() && lead.ends_with(['\n', ',']))?;
        self.not_ended(span.start, (span.start + 1, inside), first_field(inside, (at, name)), "\"")
    }

    /// Says of a text that its end is missing before the field that it holds at the byte `at`.
    fn not_ended(
        &self,
        opened: usize,
        (start, inside): (usize, &str),
        (at, name): (usize, &str),
        end: &str,
    ) -> Option<Diagnostic> {
        let own = inside.get(..at)?.trim_end_matches([' ', '\t', '\r', '\n', '(', ',']);
        let marked = own.ends_with('"') || own.ends_with(CURLY);
        let own = if marked { own } else { own.trim_end_matches(|c: char| c.is_whitespace() || "()[]{},".contains(c)) };
        let width = match own.chars().next_back() {
            Some(mark) if marked => mark.len_utf8(),
            _ => own.len() - own.rfind(char::is_whitespace).map_or(0, |space| space + 1),
        };
        let place = Span::new(start + own.len() - width, start + own.len());
        let (line, column) = self.source.line_column(opened);
        let (last, _) = self.source.line_column(start + inside.len());
        let runs = if last == line { String::new() } else { format!(" and runs on to line {last}") };
        let text = format!("the text of line {line}, column {column}");
        let takes_in = format!("it takes in `{}:`{runs}", brief(name));
        Some(match self.source.words(place) {
            "\"" => {
                self.fault(place, format!("{text} does not end here: {takes_in}")).help(format!("end it with `{end}`"))
            }
            curly if marked => self
                .fault(place, format!("this curly `{curly}` does not end {text}: {takes_in}"))
                .help(format!("end it with a straight `{end}`")),
            word => self
                .fault(place, format!("{text} has no end: {takes_in}"))
                .help(format!("put the closing `{end}` after `{}`", brief(word))),
        })
    }

    /// A character of other languages, or of a word processor.
    fn strange(&self, found: char) -> Option<Diagnostic> {
        let (told, help) = match found {
            '#' => ("`#` begins nothing here".to_owned(), "a comment begins with `//`"),
            ';' => ("`;` separates nothing here".to_owned(), "write `,` in place of it"),
            '`' => ("a text stands in `\"`, not between backticks".to_owned(), "put `\"` around it"),
            '\'' | '‘' | '’' => (format!("a text stands in `\"`, not in `{found}`"), "put `\"` around it"),
            curly if CURLY.contains(&curly) => (
                format!("`{curly}` is a curly quotation mark"),
                "put straight `\"` around a text; turn \"smart quotes\" off in your editor",
            ),
            _ => return None,
        };
        Some(self.fault(self.here(), told).help(help))
    }

    /// `("priya": worried)` and `time: 08:30`.
    fn no_pairs_here(&self, close: char) -> Option<Diagnostic> {
        let (span, last) = self.just_read().filter(|_| self.peek() == Some(':'))?;
        let opened = self.open.last().map(|(opened, _)| Span::new(*opened, opened + 1))?;
        let bracket = self.source.words(opened);
        match last {
            Last::Word if close == ']' && self.comma > opened.start && !self.opens_like_the_last(span) => {
                Some(self.still_open(self.comma_span(), ']'))
            }
            Last::Text if close == ')' && self.is_record(opened) => {
                let told = self.fault(span, "this pair has no brackets around it");
                Some(told.help("put `{` before the first pair and `}` after the last"))
            }
            Last::Word if close == ']' || self.is_record(opened) => {
                let told =
                    self.fault(span, format!("the field `{}` stands in no record", brief(self.source.words(span))));
                Some(told.help("put `(` before its fields and `)` after them"))
            }
            Last::Text | Last::Word => {
                Some(self.fault(opened, format!("`{bracket}` opens no pairs")).help("pairs stand in `{ }`"))
            }
            Last::Other if self.source.words(span).bytes().all(|byte| byte.is_ascii_digit()) => {
                let rest = self.rest().get(1..)?;
                let minutes = rest.chars().take_while(char::is_ascii_digit).count();
                let span = Span::new(span.start, self.at + 1 + minutes);
                let help = format!("write it as \"{}\"", self.source.words(span));
                Some(self.fault(span, "a time of day stands in quotes").help(help))
            }
            Last::Other | Last::Record => None,
        }
    }

    /// Does a field begin as the record before it did, so that only its bracket is missing?
    fn opens_like_the_last(&self, name: Span) -> bool {
        first_name(self.source.words(self.before_comma.0)).is_some_and(|first| first == self.source.words(name))
    }

    fn is_record(&self, opened: Span) -> bool {
        self.text.get(opened.end..).is_some_and(|inside| is_field(inside.trim_start()))
    }

    /// The bracket of pairs that was never closed, so that the fields after it were taken for pairs.
    pub(super) fn pairs_left_open(&self, opened: Span) -> Option<Diagnostic> {
        let (_, comma) = self.mixed.filter(|(map, _)| *map == opened.start)?;
        Some(self.still_open(Span::new(comma, comma + 1), '}'))
    }

    /// `label: Say that she is all right",`, `when: flag(told) and flag(seen)`, `[Withhold to "priya"]`.
    fn no_quotes(&self, close: char) -> Option<Diagnostic> {
        let (span, last) = self.just_read().filter(|(_, last)| *last != Last::Text)?;
        let line = self.same_line(span)?;
        let unit: String = line.chars().take_while(|c| c.is_alphabetic()).collect();
        if last == Last::Other && !unit.is_empty() && !is_field(line) {
            let told = self.fault(self.here(), format!("`{}` follows a value that is whole", brief(&unit)));
            return Some(told.help(format!("take `{}` out", brief(&unit))));
        }
        if ["and ", "or ", "is ", "=", "<", ">", "&&", "||"].iter().any(|word| line.starts_with(word)) && close == ')' {
            let told = self.fault(span, "this condition has no quotation marks");
            return Some(told.help("put `\"` before and after the whole of it"));
        }
        let named = self.source.words(span);
        if last == Last::Word && close == ']' && named.starts_with(char::is_uppercase) && !line.starts_with('"') {
            let told = self.fault(self.here(), format!("the fields of `{}` have no brackets", brief(named)));
            return Some(told.help(format!("write `{}(name: value, …)`", brief(named))));
        }
        if last != Last::Word {
            return None;
        }
        let (words, rest) = line.split_at(line.find(['"', ',', ')', ']']).unwrap_or(line.len()));
        let closes = rest.strip_prefix('"').is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        let closes = closes && !words.ends_with(' ');
        let is_prose = close == ')' && line.starts_with(|c: char| c.is_alphanumeric() || "'’.!?-".contains(c));
        if is_field(line) || !(closes || (is_prose && !rest.starts_with('"'))) {
            return None;
        }
        let word = brief(named);
        Some(
            self.fault(span, format!("`{word}` begins a text without its opening `\"`"))
                .help(format!("put `\"` before `{word}`")),
        )
    }

    /// A quotation mark inside of a text closed it: `"He says "no" and leaves"`.
    fn closed_too_early(&self) -> Option<Diagnostic> {
        let (span, _) = self.just_read().filter(|(_, last)| *last == Last::Text)?;
        let line = self.same_line(span)?;
        // A second mark right after the first begins no text: `"""Say nothing"""`.
        let doubled = span.end == self.at && line.starts_with('"');
        let begins_another = !doubled && OPENERS.iter().any(|opener| line.starts_with(opener));
        if line.is_empty() || begins_another || is_field(line) || line.starts_with("//") {
            return None;
        }
        let mark = Span::new(span.end - 1, span.end);
        let (line, column) = self.source.line_column(span.start);
        let told = self.fault(mark, format!("this `\"` closes the text of line {line}, column {column}"));
        Some(told.help("inside of a text write `\\\"` or `“ ”`, or begin the text with `r#\"` and end it with `\"#`"))
    }

    /// The next field or record stands inside of a bracket that should have been closed before it.
    fn no_bracket(&self, close: char) -> Option<Diagnostic> {
        let is_next = match close {
            ']' => is_field(self.rest()),
            ')' => self.peek() == Some('(') && self.just_read().is_some_and(|(span, _)| self.same_line(span).is_none()),
            _ => false,
        };
        is_next.then(|| self.still_open(self.here(), close))
    }

    fn still_open(&self, place: Span, close: char) -> Diagnostic {
        let opened = self.open.last().map(|(opened, _)| *opened).unwrap_or_default();
        let (line, column) = self.source.line_column(opened);
        let opener = self.source.words(Span::new(opened, opened + 1));
        self.fault(place, format!("the `{opener}` of line {line}, column {column} is still open here"))
            .help(format!("a `{close}` is missing before this"))
    }

    fn comma_span(&self) -> Span {
        Span::new(self.comma, self.comma + 1)
    }

    /// What was read right before this place.
    fn just_read(&self) -> Option<(Span, Last)> {
        let between = self.text.get(self.last.0.end..self.at)?;
        between.trim().is_empty().then_some(self.last)
    }

    /// The rest of the line, if what was read before stands in the same.
    fn same_line(&self, before: Span) -> Option<&str> {
        let between = self.text.get(before.end..self.at)?;
        (!between.contains('\n')).then(|| self.rest().lines().next().unwrap_or(""))
    }
}

/// Does a field begin here: `minutes: `?
fn is_field(text: &str) -> bool {
    let name = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
    name > 0 && text.get(name..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'))
}

/// The field whose colon stands at a place of a text, if it can be no prose, and where its name begins.
fn swallowed_field(inside: &str, colon: usize) -> Option<(usize, &str)> {
    let (at, name) = name_before(inside, colon)?;
    let value = inside.get(colon + 1..)?.trim_start_matches(' ');
    let lead = inside.get(..at)?.trim_end_matches([' ', '\t', '(']);
    let new_line = lead.ends_with('\n');
    let after_text = lead.strip_suffix(',').is_some_and(|lead| lead.ends_with('"') || lead.ends_with(CURLY));
    let is_value = OPENERS.iter().any(|opener| value.starts_with(opener));
    ((new_line || after_text) && is_value && FIELDS.contains(&name)).then_some((at, name))
}

/// The first thing in a text that ran on which looks like a field: its own end was missing before that.
fn first_field<'a>(inside: &'a str, found: (usize, &'a str)) -> (usize, &'a str) {
    let before = inside.match_indices(':').take_while(|(colon, _)| *colon < found.0);
    let first = before.filter_map(|(colon, _)| {
        let (at, name) = name_before(inside, colon)?;
        let lead = inside.get(..at)?.trim_end_matches([' ', '\t', '(']);
        let known = FIELDS.contains(&name) || WORDS.contains(&name);
        (known && lead.ends_with(['\n', ','])).then_some((at, name))
    });
    first.min().unwrap_or(found)
}

/// The small word before a colon, and where it begins.
fn name_before(text: &str, colon: usize) -> Option<(usize, &str)> {
    let before = text.get(..colon)?;
    let at = before.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
    before.get(at..).map(|name| (at, name))
}

/// The name of the first field of a record that begins here.
fn first_name(record: &str) -> Option<&str> {
    let inside = record.strip_prefix('(').unwrap_or(record).trim_start();
    let end = inside.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    is_field(inside).then(|| inside.get(..end)).flatten()
}
