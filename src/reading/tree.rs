//! RON text as a tree with a place for every value. JSON, being nearly RON, is read by the same grammar. Size and
//! nesting are bounded; a syntax error names the spot and, for a bracket, where it was opened.

mod slips;

use super::fields::brief;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use slips::Last;
use std::sync::Arc;

/// The largest text that is read.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The place of the whole value.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The shapes of RON that our files use.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `(a: 1, b: 2)` or `Name(a: 1)`.
    Record(Option<String>, Vec<(String, Span, Node)>),
    /// `(1, 2)` or `Name(1, 2)`.
    Tuple(Option<String>, Vec<Node>),
    /// `[1, 2]`.
    List(Vec<Node>),
    /// `{ "a": 1 }`.
    Map(Vec<(Node, Node)>),
    /// `"text"` or `r#"text"#`; the offset is where the first character stands in the source.
    Text(String, usize),
    /// A whole number.
    Number(i64),
    /// A number with a fraction: no field takes one, so it is kept only to be named in the error.
    Fraction(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A bare word: `hallway`, `Verified`.
    Word(String),
}

/// Reads one value from the whole text.
///
/// # Errors
/// The first syntax error, a text over [`MAX_BYTES`], or nesting over [`MAX_DEPTH`].
pub fn parse(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    if source.text().len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", source.text().len());
        return Err(Diagnostic::error("S007", source, Span::default(), message).help("split it into smaller files"));
    }
    let last = (Span::default(), Last::Other);
    let mut parser = Parser {
        source,
        text: source.text(),
        at: 0,
        depth: 0,
        open: Vec::new(),
        comma: 0,
        last,
        before_comma: last,
        mixed: None,
        named: None,
    };
    parser.skip_header()?;
    if parser.rest().starts_with("{\\rtf") {
        let head = Span::new(parser.at, parser.at + "{\\rtf".len());
        let help = "in TextEdit choose Format, Make Plain Text, and save it again";
        return Err(parser.fault(head, "this is an RTF file, no plain text").help(help));
    }
    let node = parser.value()?;
    parser.skip_space()?;
    if parser.at < parser.text.len() {
        return Err(parser
            .fault(parser.here(), "nothing may follow the value")
            .help("is there one closing bracket too many?"));
    }
    Ok(node)
}

struct Parser<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    at: usize,
    depth: usize,
    /// The brackets that are open: where each was opened, and what closes it.
    open: Vec<(usize, char)>,
    /// The last comma between items.
    comma: usize,
    /// What was read last, and what before the last comma.
    last: (Span, Last),
    before_comma: (Span, Last),
    /// Pairs with names both in quotation marks and without, and the comma before the first without.
    mixed: Option<(usize, usize)>,
    /// The name of the field that was read last.
    named: Option<Span>,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn here(&self) -> Span {
        Span::new(self.at, self.at + self.peek().map_or(0, char::len_utf8))
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn fault(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("S001", self.source, span, message)
    }

    /// `#![enable(…)]` lines are allowed and mean nothing: the extensions are always on.
    fn skip_header(&mut self) -> Result<(), Diagnostic> {
        self.at += self.rest().strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
        self.skip_space()?;
        while self.rest().starts_with("#![") {
            let Some(end) = self.rest().find(']') else {
                return Err(self.fault(self.here(), "`#![` is never closed"));
            };
            self.at += end + 1;
            self.skip_space()?;
        }
        Ok(())
    }

    fn skip_space(&mut self) -> Result<(), Diagnostic> {
        loop {
            let trimmed = self.rest().trim_start();
            self.at = self.text.len() - trimmed.len();
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn skip_block_comment(&mut self) -> Result<(), Diagnostic> {
        let opened = Span::new(self.at, self.at + 2);
        let mut open = 0_usize;
        while self.at < self.text.len() {
            let step = match self.rest() {
                rest if rest.starts_with("/*") => (2, 1),
                rest if rest.starts_with("*/") => (2, -1),
                _ => (self.peek().map_or(1, char::len_utf8), 0),
            };
            self.at += step.0;
            open = open.saturating_add_signed(step.1);
            if open == 0 {
                return Ok(());
            }
        }
        Err(self.fault(opened, "this comment is never closed").help("end it with `*/`"))
    }

    fn value(&mut self) -> Result<Node, Diagnostic> {
        self.skip_space()?;
        let start = self.at;
        let value = match self.peek() {
            None => return Err(self.fault(self.here(), "the text ends where a value should be")),
            Some('(') => self.nested(|parser| parser.round(None))?,
            Some('[') => self.nested(Self::list)?,
            Some('{') => self.nested(Self::map)?,
            Some('"') => self.text_value()?,
            Some('r') if self.rest().starts_with("r\"") || self.rest().starts_with("r#") => self.raw_text()?,
            Some(digit) if digit.is_ascii_digit() || digit == '-' || digit == '+' || digit == '.' => self.number()?,
            Some(letter) if letter.is_alphabetic() || letter == '_' => self.word()?,
            Some(other) => return Err(self.no_value(other)),
        };
        let span = Span::new(start, self.at);
        self.last = (span, Last::of(&value));
        Ok(Node { span, value })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Value, Diagnostic>) -> Result<Value, Diagnostic> {
        if self.depth >= MAX_DEPTH {
            let message = format!("brackets are nested more than {MAX_DEPTH} deep");
            return Err(Diagnostic::error("S007", self.source, self.here(), message).help("no file of ours needs this"));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// Items up to the closing bracket, commas between them.
    fn items<T>(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T, Diagnostic>,
    ) -> Result<Vec<T>, Diagnostic> {
        let opened = self.here();
        self.open.push((self.at, close));
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space()?;
            if self.eat(close) {
                self.open.pop();
                return Ok(items);
            }
            self.expect_more(opened, close)?;
            items.push(item(self)?);
            self.skip_space()?;
            let comma = self.at;
            if self.eat(',') {
                (self.comma, self.before_comma) = (comma, self.last);
                continue;
            }
            if self.peek() == Some(close) {
                continue;
            }
            self.expect_more(opened, close)?;
            return Err(self.no_comma(close));
        }
    }

    fn expect_more(&self, opened: Span, close: char) -> Result<(), Diagnostic> {
        let Some(next) = self.peek() else {
            let opener = self.source.words(opened);
            return Err(self
                .fault(opened, format!("this `{opener}` is never closed"))
                .help(format!("add a `{close}`")));
        };
        if matches!(next, ')' | ']' | '}') {
            if let Some(told) = self.stray().or_else(|| self.pairs_left_open(opened)) {
                return Err(told);
            }
            let (line, column) = self.source.line_column(opened.start);
            let opener = self.source.words(opened);
            let message = format!("`{next}` does not close the `{opener}` of line {line}, column {column}");
            let missing = format!("a `{close}` is missing before it");
            let help =
                if (close, next) == ('}', ')') { format!("{missing}, or that `{{` should be a `(`") } else { missing };
            return Err(self.fault(self.here(), message).help(help));
        }
        Ok(())
    }

    fn list(&mut self) -> Result<Value, Diagnostic> {
        Ok(Value::List(self.items(']', Self::value)?))
    }

    fn map(&mut self) -> Result<Value, Diagnostic> {
        let (opened, mut quoted) = (self.at, false);
        let entry = |parser: &mut Self| {
            let key = parser.value()?;
            parser.skip_space()?;
            quoted |= matches!(key.value, Value::Text(..));
            let is_mixed = quoted && matches!(key.value, Value::Word(_));
            if is_mixed && parser.mixed.is_none_or(|(map, _)| map != opened) {
                parser.mixed = Some((opened, parser.comma));
            }
            if let Some(told) = parser.no_pair() {
                return Err(told);
            }
            parser.colon()?;
            Ok((key, parser.value()?))
        };
        Ok(Value::Map(self.items('}', entry)?))
    }

    fn colon(&mut self) -> Result<(), Diagnostic> {
        self.skip_space()?;
        if self.eat(':') { Ok(()) } else { Err(self.no_colon()) }
    }

    /// Fields if the first thing is `name:`, items otherwise.
    fn round(&mut self, name: Option<String>) -> Result<Value, Diagnostic> {
        if self.fields_follow()? {
            let field = |parser: &mut Self| {
                let start = parser.at;
                let field = parser.identifier();
                let span = Span::new(start, parser.at);
                if field.is_empty() {
                    return Err(parser.no_field());
                }
                parser.colon()?;
                let value = parser.value()?;
                parser.named = Some(span);
                Ok((field, span, value))
            };
            return Ok(Value::Record(name, self.items(')', field)?));
        }
        let items = self.items(')', Self::value)?;
        if items.is_empty() { Ok(Value::Record(name, Vec::new())) } else { Ok(Value::Tuple(name, items)) }
    }

    fn fields_follow(&mut self) -> Result<bool, Diagnostic> {
        let back = self.at;
        self.at += 1;
        self.skip_space()?;
        let named = !self.identifier().is_empty();
        self.skip_space()?;
        let found = named && self.peek() == Some(':');
        self.at = back;
        Ok(found)
    }

    fn identifier(&mut self) -> String {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let starts = self.peek().is_some_and(|first| first.is_alphabetic() || first == '_');
        let end = if starts { self.rest().find(|c| !part(c)).unwrap_or(self.rest().len()) } else { 0 };
        let word = self.rest().get(..end).unwrap_or("").to_owned();
        self.at += end;
        word
    }

    fn word(&mut self) -> Result<Value, Diagnostic> {
        let word = self.identifier();
        self.skip_space_before_bracket();
        match word.as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ if self.peek() == Some('(') => self.nested(|parser| parser.round(Some(word))),
            _ => Ok(Value::Word(word)),
        }
    }

    fn skip_space_before_bracket(&mut self) {
        let spaces = self.rest().len() - self.rest().trim_start_matches(' ').len();
        if self.rest().trim_start_matches(' ').starts_with('(') {
            self.at += spaces;
        }
    }

    fn number(&mut self) -> Result<Value, Diagnostic> {
        let start = self.at;
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
        self.at += self.rest().find(|c| !part(c)).unwrap_or(self.rest().len());
        let written = self.text.get(start..self.at).unwrap_or("");
        let digits = written.replace('_', "");
        if let Ok(number) = digits.parse() {
            return Ok(Value::Number(number));
        }
        if written.len() == 10 && written.parse::<jiff::civil::Date>().is_ok() {
            let told = self.fault(Span::new(start, self.at), "a date stands in quotes");
            return Err(told.help(format!("write it as \"{written}\"")));
        }
        let fraction = digits.parse::<f64>().ok().filter(|number| number.is_finite());
        fraction
            .map(Value::Fraction)
            .ok_or_else(|| self.fault(Span::new(start, self.at), format!("`{}` is no number", brief(written))))
    }

    fn raw_text(&mut self) -> Result<Value, Diagnostic> {
        let opened = Span::new(self.at, self.at + 2);
        let hashes = self.rest().chars().skip(1).take_while(|c| *c == '#').count();
        self.at += 1 + hashes;
        if !self.eat('"') {
            return Err(self.fault(opened, "a raw string starts with `r\"` or `r#\"`"));
        }
        let close = format!("\"{}", "#".repeat(hashes));
        let found = self.rest().find(&close);
        let (start, inside) = (self.at, self.rest().get(..found.unwrap_or(self.rest().len())).unwrap_or(""));
        if let Some(told) = self.swallowed(opened.start, start, inside, &close) {
            return Err(told);
        }
        let Some(length) = found else {
            return Err(self.fault(opened, "this text is never closed").help(format!("end it with `{close}`")));
        };
        // Where a file was written makes no difference to what it says.
        let text = self.rest().get(..length).unwrap_or("").replace("\r\n", "\n");
        self.at += length + close.len();
        Ok(Value::Text(text, start))
    }

    fn text_value(&mut self) -> Result<Value, Diagnostic> {
        let opened = self.here();
        self.at += 1;
        let start = self.at;
        let mut text = String::new();
        while let Some(next) = self.peek() {
            self.at += next.len_utf8();
            match next {
                '"' => {
                    let inside = self.text.get(start..self.at - 1).unwrap_or("");
                    let told = self.swallowed(opened.start, start, inside, "\"");
                    return told.map_or(Ok(Value::Text(text, start)), Err);
                }
                '\\' => text.extend(self.escape()?),
                '\r' if self.peek() == Some('\n') => (),
                other => text.push(other),
            }
        }
        let told = self.swallowed(opened.start, start, self.text.get(start..).unwrap_or(""), "\"");
        Err(told.unwrap_or_else(|| self.fault(opened, "this text is never closed").help("end it with `\"`")))
    }

    /// What stands after a backslash; a backslash at the end of a line joins the lines.
    fn escape(&mut self) -> Result<Option<char>, Diagnostic> {
        let span = Span::new(self.at - 1, self.here().end);
        let Some(next) = self.peek() else { return Ok(None) };
        self.at += next.len_utf8();
        Ok(Some(match next {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '\'' | '/' => next,
            'u' => return self.unicode_escape(span).map(Some),
            '\r' | '\n' => {
                self.at = self.text.len() - self.rest().trim_start().len();
                return Ok(None);
            }
            other => {
                let message = format!("`\\{}` is no escape", other.escape_debug());
                return Err(self.fault(span, message).help("use a raw string `r#\"…\"#` for text with backslashes"));
            }
        }))
    }

    /// `\u{1F600}` as in RON or `\u00e9` as in JSON, which writes some characters as two halves.
    fn unicode_escape(&mut self, span: Span) -> Result<char, Diagnostic> {
        let braced = self.eat('{');
        let limit = if braced { 6 } else { 4 };
        let digits: String = self.rest().chars().take_while(char::is_ascii_hexdigit).take(limit).collect();
        self.at += digits.len();
        let closed = !braced || self.eat('}');
        let number = u32::from_str_radix(&digits, 16).ok().filter(|_| closed);
        let letter = number.and_then(|number| char::from_u32(number).or_else(|| self.second_half(number)));
        letter.ok_or_else(|| self.fault(span, "this escape names no character"))
    }

    /// The character of which JSON wrote `first` as one half and the other half right after it.
    fn second_half(&mut self, first: u32) -> Option<char> {
        let digits = self.rest().strip_prefix("\\u")?.get(..4)?;
        let second = u32::from_str_radix(digits, 16).ok().filter(|second| (0xDC00..0xE000).contains(second))?;
        let number = 0x1_0000 + (first.checked_sub(0xD800).filter(|high| *high < 0x400)? << 10) + (second - 0xDC00);
        self.at += "\\uXXXX".len();
        char::from_u32(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Value {
        parse(&Source::new("t", text)).expect("well-formed").value
    }

    #[track_caller]
    fn fails(text: &str, message: &str, line_column: (usize, usize)) {
        let source = Source::new("t", text);
        let error = parse(&source).expect_err("malformed");
        assert!(error.message.contains(message), "{}", error.message);
        assert_eq!(source.line_column(error.span.start), line_column, "{}", error.message);
    }

    #[test]
    fn a_record_keeps_the_place_of_every_field() {
        let Value::Record(None, fields) = tree("(id: \"a\", // why\n count: 3)") else { panic!("no record") };
        let names: Vec<_> = fields.iter().map(|(name, span, _)| (name.as_str(), span.start)).collect();
        assert_eq!(names, [("id", 1), ("count", 18)]);
    }

    #[test]
    fn bare_words_and_named_records_are_kept_apart() {
        assert_eq!(tree("hallway"), Value::Word("hallway".into()));
        assert!(matches!(tree("Disclose(to: \"dana\")"), Value::Record(Some(name), _) if name == "Disclose"));
        assert!(matches!(tree("OneOf([a])"), Value::Tuple(Some(name), _) if name == "OneOf"));
    }

    #[test]
    fn json_is_read_by_the_same_grammar() {
        assert!(matches!(tree(r#"{"a": [1, true, "x\u00e9"]}"#), Value::Map(entries) if entries.len() == 1));
    }

    #[test]
    fn an_open_bracket_is_named_where_it_was_opened() {
        fails("(a: [1, 2", "this `[` is never closed", (1, 5));
        fails("(a: [1, 2)\n", "`)` does not close the `[` of line 1, column 5", (1, 10));
    }

    #[test]
    fn a_missing_comma_is_named() {
        fails("(a: 1\n b: 2)", "expected `,` or `)`", (2, 2));
    }

    #[test]
    fn hostile_nesting_and_size_are_refused() {
        let deep = "[".repeat(10_000);
        assert_eq!(parse(&Source::new("t", deep)).expect_err("deep").code, "S007");
        let large = " ".repeat(MAX_BYTES + 1);
        assert_eq!(parse(&Source::new("t", large)).expect_err("large").code, "S007");
    }

    #[test]
    fn every_cut_of_a_text_is_an_error_or_a_value_but_never_a_panic() {
        let text = "(a: [1, -2.5], b: r#\"é\"#, c: {\"k\": X(y: \"\\u{e9}\\n\")}, /* /* */ */ d: true)";
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let _ = parse(&Source::new("t", text.get(..end).unwrap_or("")));
        }
    }
}
