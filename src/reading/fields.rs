//! Takes typed values out of a tree. Every problem is noted and reading goes on, so that an author sees all of them at
//! once; a value that could not be read is simply absent, and the file is refused at the end.

use super::shape::{Asked, Kind, Shape};
use super::tree::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::ids::nearest;
use crate::source::{Source, Span};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Nobody reads on after so many problems, and a hostile file could have a million.
pub const MAX_PROBLEMS: usize = 200;

/// So many words of a list are named where a word is none of them.
const MAX_LISTED: usize = 24;

/// The lists of which `confidant vocabulary` has the words.
const VOCABULARY: &[&str] =
    &["role", "kind of information", "purpose", "channel", "setting", "profession", "topic", "fact"];

/// Reads one source and gathers what is wrong with it.
#[derive(Debug)]
pub struct Reader {
    source: Arc<Source>,
    problems: RefCell<Vec<Diagnostic>>,
    unlisted: Cell<usize>,
    /// What was asked for, where somebody wants to know it; otherwise reading costs nothing more.
    shape: Option<RefCell<Shape>>,
}

impl Reader {
    /// A reader of one source.
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: source.clone(), problems: RefCell::default(), unlisted: Cell::default(), shape: None }
    }

    /// A reader that also notes what it is asked for.
    pub fn recording(source: &Arc<Source>) -> Self {
        Self { shape: Some(RefCell::default()), ..Self::new(source) }
    }

    /// What it was asked for, if it was to note it; and everything that is wrong.
    pub fn into_shape(self) -> (Shape, Vec<Diagnostic>) {
        let shape = self.shape.as_ref().map(RefCell::take).unwrap_or_default();
        (shape, self.into_problems())
    }

    fn record_shape(&self, note: impl FnOnce(&mut Shape)) {
        if let Some(shape) = &self.shape {
            note(&mut shape.borrow_mut());
        }
    }

    pub(super) fn read_as(&self, node: &Node, kind: impl FnOnce() -> Kind) {
        self.record_shape(|shape| shape.read_as(node, kind()));
    }

    /// The text that is read.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Everything noted so far; after [`MAX_PROBLEMS`] only how many more there are.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        let mut problems = self.problems.into_inner();
        let unlisted = self.unlisted.get();
        if let Some(last) = problems.last().map(|last| last.span).filter(|_| unlisted > 0) {
            let message = format!("there are {unlisted} more problems after the first {MAX_PROBLEMS}");
            problems.push(Diagnostic::error("S010", &self.source, last, message).help("mend these first"));
        }
        problems
    }

    /// How many problems were noted so far.
    pub fn problem_count(&self) -> usize {
        self.problems.borrow().len() + self.unlisted.get()
    }

    fn is_full(&self) -> bool {
        self.problems.borrow().len() >= MAX_PROBLEMS
    }

    /// Notes an error.
    pub fn note(&self, code: &'static str, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::error(code, &self.source, span, message));
    }

    /// Notes an error with its fix.
    pub fn note_with_help(&self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::error(code, &self.source, span, message).help(help));
    }

    /// Notes a finished diagnostic.
    pub fn push(&self, diagnostic: Diagnostic) {
        if self.is_full() {
            self.unlisted.set(self.unlisted.get() + 1);
        } else {
            self.problems.borrow_mut().push(diagnostic);
        }
    }

    pub(super) fn expected(&self, node: &Node, what: &str) {
        self.note("S004", node.span, format!("expected {what}, found {}", describe(&node.value)));
    }

    /// A quoted text.
    pub fn text(&self, node: &Node) -> Option<String> {
        self.read_as(node, || Kind::Text);
        self.quoted(node)
    }

    /// A quoted text that has to be something: "time of day".
    pub fn text_of(&self, node: &Node, what: &str) -> Option<String> {
        self.read_as(node, || Kind::TextOf(what.to_owned()));
        self.quoted(node)
    }

    fn quoted(&self, node: &Node) -> Option<String> {
        let Value::Text(text, _) = &node.value else {
            let told = format!("expected a text in quotes, found {}", describe(&node.value));
            let found = Diagnostic::error("S004", &self.source, node.span, told);
            let words = self.source.words(node.span);
            let could_be = matches!(&node.value, Value::Word(_) | Value::Number(_) | Value::Fraction(_))
                || matches!(&node.value, Value::Tuple(Some(_), _) | Value::Record(Some(_), _));
            let fits = could_be && brief(words) == words && !words.contains('"');
            self.push(if fits { found.help(format!("write it as \"{words}\"")) } else { found });
            return None;
        };
        Some(text.clone())
    }

    /// A quoted text with something in it.
    pub fn prose(&self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        if text.trim().is_empty() {
            self.note("S004", node.span, "this text is empty");
        }
        Some(text)
    }

    /// A quoted id.
    pub fn id<I: From<String>>(&self, node: &Node) -> Option<I> {
        self.read_as(node, || Kind::Id);
        self.quoted(node).map(I::from)
    }

    fn bare_of(&self, node: &Node, what: &str, known: &[&str]) -> Option<String> {
        let before = self.problem_count();
        let word = self.bare(node);
        if self.problem_count() == before || self.is_full() {
            return word;
        }
        if let (Some(help), Some(last)) = (listed(what, known), self.problems.borrow_mut().last_mut()) {
            last.help = Some(help);
        }
        word
    }

    /// A bare word; quotes round it do no harm (JSON has no bare words).
    pub fn word(&self, node: &Node) -> Option<String> {
        self.read_as(node, || Kind::Word);
        self.bare(node)
    }

    /// A bare word of a list: "role".
    pub fn word_of(&self, node: &Node, what: &str) -> Option<String> {
        self.read_as(node, || Kind::WordOf(what.to_owned()));
        self.bare_of(node, what, &[])
    }

    fn bare(&self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Word(word) | Value::Text(word, _) => Some(word.clone()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => {
                self.expected(node, "a word");
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, node: &Node) -> Option<bool> {
        self.read_as(node, || Kind::Flag);
        let Value::Bool(flag) = &node.value else {
            self.expected(node, "`true` or `false`");
            return None;
        };
        Some(*flag)
    }

    /// A whole number within bounds.
    pub fn number(&self, node: &Node, least: i64, most: i64) -> Option<i64> {
        self.read_as(node, || Kind::Number(least, most));
        match &node.value {
            Value::Number(number) if (least..=most).contains(number) => Some(*number),
            Value::Number(number) => {
                self.note("S004", node.span, format!("{number} is out of range: at least {least}, at most {most}"));
                None
            }
            Value::Fraction(_) => {
                let written = brief(self.source.words(node.span));
                self.note("S004", node.span, format!("`{written}` is no whole number from {least} to {most}"));
                None
            }
            _ => {
                self.expected(node, "a whole number");
                None
            }
        }
    }

    /// A date as `"2026-10-05"`.
    pub fn date(&self, node: &Node) -> Option<jiff::civil::Date> {
        self.read_as(node, || Kind::Date);
        let text = self.quoted(node)?;
        let date = text.parse().ok();
        if date.is_none() {
            let told = format!("`{}` is no date", brief(&text));
            let help = never(&text).unwrap_or_else(|| "write it as \"2026-10-05\"".to_owned());
            self.note_with_help("S004", node.span, told, help);
        }
        date
    }

    /// One word of a closed list.
    pub fn one_of<T: Copy>(&self, node: &Node, what: &str, all: &[(&str, T)]) -> Option<T> {
        self.read_as(node, || Kind::WordOf(what.to_owned()));
        self.record_shape(|shape| {
            shape.lists.insert(what.to_owned(), all.iter().map(|(word, _)| (*word).to_owned()).collect());
        });
        let word = match &node.value {
            Value::Record(Some(name), fields) if fields.is_empty() => name.clone(),
            _ => self.bare_of(node, what, &all.iter().map(|(word, _)| *word).collect::<Vec<_>>())?,
        };
        let found = all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown(node.span, what, &word, all.iter().map(|(name, _)| *name));
        }
        found
    }

    /// Notes a word that is none of the known ones, with the nearest, or with all where they are few.
    pub fn unknown<'a>(&self, span: Span, what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) {
        if self.is_full() {
            // Whatever is noted now is only counted, so nothing is looked up for it.
            return self.note("S005", span, "");
        }
        let mut known: Vec<&str> = known.into_iter().collect();
        let message = format!("`{}` is no {what}", brief(word));
        let near = nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        // A name that is there twice is told as such elsewhere.
        let mut seen = BTreeSet::new();
        known.retain(|word| seen.insert(*word));
        match near.or_else(|| listed(what, &known)) {
            Some(help) => self.note_with_help("S005", span, message, help),
            None => self.note("S005", span, message),
        }
    }

    /// Every item of a list; one item may stand without brackets.
    pub fn list<T>(&self, node: &Node, mut item: impl FnMut(&Self, &Node) -> Option<T>) -> Vec<T> {
        match &node.value {
            Value::List(items) => {
                self.record_shape(|shape| shape.list(node, items));
                items.iter().filter_map(|node| item(self, node)).collect()
            }
            _ => item(self, node).into_iter().collect(),
        }
    }

    /// Every entry of a map, in the order written.
    pub fn map<T>(&self, node: &Node, mut entry: impl FnMut(&Self, &str, Span, &Node) -> Option<T>) -> Vec<T> {
        match &node.value {
            Value::Map(entries) => {
                self.record_shape(|shape| shape.map(node, entries.iter().map(|(_, value)| value)));
                let keys: Vec<(String, Span, &Node)> =
                    entries.iter().filter_map(|(key, value)| Some((self.word(key)?, key.span, value))).collect();
                self.no_repeats(keys.iter().map(|(key, span, _)| (key.as_str(), *span)));
                keys.into_iter().filter_map(|(key, span, value)| entry(self, &key, span, value)).collect()
            }
            Value::Record(_, fields) => {
                self.no_repeats(fields.iter().map(|(key, span, _)| (key.as_str(), *span)));
                fields.iter().filter_map(|(key, span, value)| entry(self, key, *span, value)).collect()
            }
            _ => {
                self.expected(node, "a map `{ \"key\": value }`");
                Vec::new()
            }
        }
    }

    /// Where the first of two stands.
    pub(crate) fn first_at(&self, first: Span) -> String {
        let (line, column) = self.source.line_column(first.start);
        format!("the first is in line {line}, column {column}")
    }

    fn no_repeats<'a>(&self, keys: impl Iterator<Item = (&'a str, Span)>) {
        let mut seen = BTreeMap::new();
        for (key, span) in keys {
            match seen.get(key) {
                Some(first) => {
                    self.note_with_help(
                        "S006",
                        span,
                        format!("`{}` is given twice", brief(key)),
                        self.first_at(*first),
                    );
                }
                None => drop(seen.insert(key, span)),
            }
        }
    }

    /// The fields of a record; `what` names it in messages ("a scene").
    pub fn record<'a>(&'a self, node: &'a Node, what: &'static str) -> Option<Fields<'a>> {
        self.read_as(node, || Kind::Record(what));
        let entries: Vec<(String, Span, &Node)> = match &node.value {
            Value::Record(_, fields) => fields.iter().map(|(name, span, value)| (name.clone(), *span, value)).collect(),
            Value::Map(entries) => {
                let field = |(key, value): &'a (Node, Node)| Some((self.word(key)?, key.span, value));
                entries.iter().filter_map(field).collect()
            }
            _ => {
                self.expected(node, &format!("{what} in round brackets"));
                return None;
            }
        };
        Some(Fields::new(self, what, node.span, entries))
    }

    /// The name and fields of `Name(a: 1)`, of a bare `Name`, or of `{"Name": {…}}`.
    pub fn named<'a>(&'a self, node: &'a Node, what: &'static str) -> Option<(String, Span, Fields<'a>)> {
        self.read_as(node, || Kind::Record(what));
        let empty = |name: &String| Some((name.clone(), node.span, Fields::new(self, what, node.span, Vec::new())));
        match &node.value {
            Value::Record(Some(name), _) => {
                let span = Span::new(node.span.start, node.span.start + name.len());
                Some((name.clone(), span, self.record(node, what)?))
            }
            Value::Word(name) | Value::Text(name, _) => empty(name),
            Value::Map(entries) => {
                let [(key, value)] = entries.as_slice() else {
                    self.expected(node, &format!("{what} as one name with its fields"));
                    return None;
                };
                Some((self.word(key)?, key.span, self.record(value, what)?))
            }
            _ => {
                self.expected(node, &format!("{what} as `Name(…)`"));
                None
            }
        }
    }
}

/// The words of a list, where they are few; where else to find them.
fn listed(what: &str, known: &[&str]) -> Option<String> {
    match known.len() {
        1..=MAX_LISTED => Some(format!("it is one of {}", known.join(", "))),
        _ if what == "act" => Some("docs/case-format.md lists the acts".to_owned()),
        _ => VOCABULARY.contains(&what).then(|| "`confidant vocabulary` lists them".to_owned()),
    }
}

/// Why a date that is written as one never comes.
fn never(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, wanted: usize| part.len() == wanted && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    Some(match name {
        Some(name) => format!("there is no {name} {} in {year}", day.trim_start_matches('0')),
        None => format!("there is no month {month}; write year, month, day"),
    })
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Record(Some(_), _) => "a named record",
        Value::Record(None, _) => "a record",
        Value::Tuple(Some(_), _) => "a name with brackets",
        Value::Tuple(None, _) => "round brackets without field names",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Text(..) => "a text",
        Value::Number(_) => "a number",
        Value::Fraction(_) => "a fraction",
        Value::Bool(_) => "true or false",
        Value::Word(_) => "a bare word",
    }
}

/// The fields of one record. What was never asked for is unknown and is named by [`Fields::finish`].
#[derive(Debug)]
pub struct Fields<'a> {
    reader: &'a Reader,
    what: &'static str,
    span: Span,
    entries: Vec<(String, Span, &'a Node)>,
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    fn new(reader: &'a Reader, what: &'static str, span: Span, entries: Vec<(String, Span, &'a Node)>) -> Self {
        reader.no_repeats(entries.iter().map(|(name, span, _)| (name.as_str(), *span)));
        reader.record_shape(|shape| {
            let values = entries.iter().map(|(name, _, value)| (name.clone(), value.span)).collect();
            shape.instance(what, span, values);
        });
        Self { reader, what, span, entries, asked: Vec::new() }
    }

    /// The place of the whole record.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The node of a field, if it is there; JSON's `null` counts as absent.
    pub fn node(&mut self, name: &'static str) -> Option<&'a Node> {
        self.ask(name, Asked::Optional)
    }

    fn ask(&mut self, name: &'static str, asked: Asked) -> Option<&'a Node> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        let found = self.entries.iter().find(|(entry, ..)| entry == name).map(|(.., node)| *node);
        self.reader.record_shape(|shape| shape.ask(self.what, name, asked, found));
        found.filter(|node| !matches!(&node.value, Value::Word(word) if word == "null"))
    }

    /// A field that may be left out.
    pub fn optional<T>(&mut self, name: &'static str, read: impl FnOnce(&Reader, &Node) -> Option<T>) -> Option<T> {
        let node = self.ask(name, Asked::Optional)?;
        read(self.reader, node)
    }

    /// A field that must be there.
    pub fn required<T>(&mut self, name: &'static str, read: impl FnOnce(&Reader, &Node) -> Option<T>) -> Option<T> {
        let node = self.ask(name, Asked::Required);
        if node.is_none() {
            // Only the head of the record is underlined: a whole scene under carets helps nobody.
            let head = Span::new(self.span.start, self.span.start + 1);
            self.reader.note("S002", head, format!("{} needs the field `{name}`", self.what));
        }
        read(self.reader, node?)
    }

    /// A list, empty if left out.
    pub fn list<T>(&mut self, name: &'static str, item: impl FnMut(&Reader, &Node) -> Option<T>) -> Vec<T> {
        self.ask(name, Asked::List).map(|node| self.reader.list(node, item)).unwrap_or_default()
    }

    /// `true` or `false`, `false` if left out.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.ask(name, Asked::Flag).and_then(|node| self.reader.flag(node)).unwrap_or(false)
    }

    /// Names every field that nobody asked for.
    pub fn finish(self) {
        for (name, span, _) in &self.entries {
            if self.asked.contains(&name.as_str()) {
                continue;
            }
            if self.reader.is_full() {
                self.reader.note("S003", *span, "");
                continue;
            }
            let message = format!("`{}` is no field of {}", brief(name), self.what);
            match nearest(name, self.asked.iter().copied()) {
                Some(near) => self.reader.note_with_help("S003", *span, message, format!("did you mean `{near}`?")),
                None => self.reader.note_with_help("S003", *span, message, format!("it has {}", self.asked.join(", "))),
            }
        }
    }
}

/// A word as messages quote it: a long one is cut, and what would write to the terminal is spelt out.
pub fn brief(word: &str) -> String {
    const LONGEST: usize = 60;
    let spelt = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    let mut brief: String = word.chars().take(LONGEST).map(spelt).collect();
    if word.chars().nth(LONGEST).is_some() {
        brief.push('…');
    }
    brief
}

/// Words with a capital at their head.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A word or id as people read it: `treating_team` becomes "treating team".
pub fn plain_words(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn every_problem_of_a_record_is_named_at_once() {
        let source = Source::new("t", "(id: 3, tilte: \"x\", minutes: \"ten\", flags: [true, 1])");
        let node = parse(&source).expect("well-formed");
        let reader = Reader::new(&source);
        let mut fields = reader.record(&node, "a case").expect("a record");
        let _: Option<String> = fields.required("id", Reader::text);
        let _: Option<String> = fields.required("title", Reader::text);
        let _ = fields.required("minutes", |reader, node| reader.number(node, 1, 90));
        let _ = fields.list("flags", Reader::flag);
        fields.finish();
        let codes: Vec<_> = reader.into_problems().iter().map(|found| (found.code, found.span.start)).collect();
        assert_eq!(codes, [("S004", 5), ("S002", 0), ("S004", 29), ("S004", 50), ("S003", 8)]);
    }

    #[test]
    fn a_recording_reader_notes_every_field_that_is_asked_for_there_or_not() {
        let source = Source::new("t", "(id: \"x\", days: [\"2026-10-05\"], ages: {\"sam\": 9})");
        let node = parse(&source).expect("well-formed");
        let reader = Reader::recording(&source);
        let mut fields = reader.record(&node, "a case").expect("a record");
        let _: Option<String> = fields.required("id", Reader::id);
        let _ = fields.list("days", Reader::date);
        let _ = fields.optional("ages", |reader, node| {
            Some(reader.map(node, |reader, _, _, value| reader.number(value, 0, 120)))
        });
        let _ = fields.flag("closed");
        let (shape, problems) = reader.into_shape();
        assert!(problems.is_empty());
        let noted: Vec<_> = shape
            .fields("a case")
            .unwrap_or_default()
            .iter()
            .map(|field| {
                (field.name, field.asked, field.listed, field.mapped, field.kinds.iter().cloned().collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            noted,
            [
                ("id", Asked::Required, false, false, vec![Kind::Id]),
                ("days", Asked::List, true, false, vec![Kind::Date]),
                ("ages", Asked::Optional, false, true, vec![Kind::Number(0, 120)]),
                ("closed", Asked::Flag, false, false, Vec::new()),
            ]
        );
    }

    #[test]
    fn a_field_given_twice_is_named() {
        let source = Source::new("t", "(id: 1, id: 2)");
        let node = parse(&source).expect("well-formed");
        let reader = Reader::new(&source);
        let _ = reader.record(&node, "a case");
        assert_eq!(reader.into_problems().first().map(|found| found.code), Some("S006"));
    }
}
