//! The one condition language: a short line that rules, duties, choices, variants and tests share. Every name is
//! checked when a file is loaded, and an error knows its column.

use crate::source::Span;

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    /// `is`, `==`.
    Is,
    /// `is not`, `!=`.
    IsNot,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

impl Compare {
    /// Does the comparison hold?
    pub fn holds<T: PartialOrd + Copy>(self, left: T, right: T) -> bool {
        match self {
            Self::Is => left == right,
            Self::IsNot => left != right,
            Self::Below => left < right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// Does it ask for an order, not just for sameness?
    pub fn is_ordered(self) -> bool {
        !matches!(self, Self::Is | Self::IsNot)
    }
}

/// A condition over atoms of some kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition<A> {
    /// All of these; the empty one always holds.
    All(Vec<Condition<A>>),
    /// Any of these.
    Any(Vec<Condition<A>>),
    /// Not this.
    Not(Box<Condition<A>>),
    /// One fact.
    Atom(A),
}

impl<A> Condition<A> {
    /// The condition that always holds.
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Does it hold, given which atoms do?
    pub fn holds(&self, truth: &impl Fn(&A) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(truth)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(truth)),
            Self::Not(part) => !part.holds(truth),
            Self::Atom(atom) => truth(atom),
        }
    }

    /// The parts that must all hold.
    pub fn conjuncts(&self) -> &[Condition<A>] {
        match self {
            Self::All(parts) => parts,
            Self::Any(_) | Self::Not(_) | Self::Atom(_) => std::slice::from_ref(self),
        }
    }

    /// Whether it holds, where that follows from the atoms that are known; none where it hangs on the others.
    pub fn settled(&self, truth: &impl Fn(&A) -> Option<bool>) -> Option<bool> {
        match self {
            Self::All(parts) => all_settled(parts, truth, true),
            Self::Any(parts) => all_settled(parts, truth, false),
            Self::Not(part) => part.settled(truth).map(|holds| !holds),
            Self::Atom(atom) => truth(atom),
        }
    }

    /// The atoms on which it hangs, given those that are known.
    pub fn hangs_on<'a>(&'a self, truth: &impl Fn(&A) -> Option<bool>, found: &mut Vec<&'a A>) {
        if self.settled(truth).is_some() {
            return;
        }
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.hangs_on(truth, found)),
            Self::Not(part) => part.hangs_on(truth, found),
            Self::Atom(atom) => found.push(atom),
        }
    }

    /// Every atom in it.
    pub fn atoms(&self) -> Vec<&A> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::atoms).collect(),
            Self::Not(part) => part.atoms(),
            Self::Atom(atom) => vec![atom],
        }
    }
}

/// One part that is not `usual` decides; else every part must be known.
fn all_settled<A>(parts: &[Condition<A>], truth: &impl Fn(&A) -> Option<bool>, usual: bool) -> Option<bool> {
    let mut outcome = Some(usual);
    for part in parts {
        match part.settled(truth) {
            Some(holds) if holds == usual => (),
            Some(other) => return Some(other),
            None => outcome = None,
        }
    }
    outcome
}

/// A word and where it stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Its bytes within the line.
    pub span: Span,
}

/// One atom as written: `done(warn, law_enforcement)`, `threat.victim >= identifiable`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The name.
    pub name: Word,
    /// What stands in brackets after it.
    pub arguments: Option<Vec<Word>>,
    /// The comparison and what it is compared with.
    pub comparison: Option<(Compare, Word)>,
}

/// What is wrong with a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes at fault within the line.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Fault {
    /// A fault without a fix.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    /// The same with the fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Parses a line; `atom` turns each phrase into an atom or says why it is none.
///
/// # Errors
/// Every unknown name, or the first error of grammar.
pub fn parse<A>(line: &str, atom: impl FnMut(&Phrase) -> Result<A, Fault>) -> Result<Condition<A>, Vec<Fault>> {
    let tokens = tokens(line).map_err(|fault| vec![fault])?;
    let mut parser = Parser { tokens, at: 0, end: line.len(), depth: 0, faults: Vec::new(), atom };
    let condition = parser.any();
    parser.expect_end();
    match condition {
        Some(condition) if parser.faults.is_empty() => Ok(condition),
        _ => Err(parser.faults),
    }
}

/// Parses conditions that must come true one after the other: `done(assess_risk) then done(warn)`.
///
/// # Errors
/// As for [`parse`].
pub fn parse_steps<A>(
    line: &str,
    atom: impl FnMut(&Phrase) -> Result<A, Fault>,
) -> Result<Vec<Condition<A>>, Vec<Fault>> {
    let tokens = tokens(line).map_err(|fault| vec![fault])?;
    let mut parser = Parser { tokens, at: 0, end: line.len(), depth: 0, faults: Vec::new(), atom };
    let steps = parser.steps();
    parser.expect_end();
    match steps {
        Some(steps) if parser.faults.is_empty() => Ok(steps),
        _ => Err(parser.faults),
    }
}

fn tokens(line: &str) -> Result<Vec<Word>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let length = token_length(rest, first);
        let span = Span::new(at, at + length.max(first.len_utf8()));
        if length == 0 {
            return Err(strange(rest, first, span));
        }
        tokens.push(Word { text: rest.get(..length).unwrap_or("").to_owned(), span });
        at += length;
    }
    Ok(tokens)
}

/// What other languages write, and what is written here.
fn strange(rest: &str, first: char, span: Span) -> Fault {
    let known = [("&&", "and"), ("||", "or"), ("&", "and"), ("|", "or"), ("!", "not"), ("=", "is")];
    let Some((written, word)) = known.iter().find(|(written, _)| rest.starts_with(written)) else {
        return Fault::new(span, format!("`{first}` is no part of a condition"))
            .help("use words, `and`, `or`, `not`, brackets and comparisons");
    };
    let span = Span::new(span.start, span.start + written.len());
    let help = match *word {
        "is" => "write `is` or `==`; a fact that is true or false is asked by its name alone".to_owned(),
        word => format!("write `{word}`"),
    };
    Fault::new(span, format!("`{written}` is no part of a condition")).help(help)
}

fn token_length(rest: &str, first: char) -> usize {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/');
    match first {
        '(' | ')' | ',' => 1,
        '<' | '>' | '=' | '!' if rest.get(1..2) == Some("=") => 2,
        '<' | '>' => 1,
        _ if part(first) => rest.find(|c| !part(c)).unwrap_or(rest.len()),
        _ => 0,
    }
}

/// Nesting a person would write is a few brackets deep.
const MAX_NESTING: usize = 32;

struct Parser<F> {
    tokens: Vec<Word>,
    at: usize,
    end: usize,
    depth: usize,
    faults: Vec<Fault>,
    atom: F,
}

impl<F> Parser<F> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(|token| token.text.as_str())
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |token| token.span)
    }

    fn fail(&mut self, message: impl Into<String>) {
        let fault = Fault::new(self.here(), message);
        self.faults.push(fault);
    }

    fn expect_end(&mut self) {
        if let (Some(token), true) = (self.tokens.get(self.at), self.faults.is_empty()) {
            let fault = Fault::new(token.span, format!("`{}` cannot follow here", token.text));
            let lower = token.text.to_lowercase();
            let help = match token.text.as_str() {
                _ if lower != token.text && matches!(lower.as_str(), "and" | "or" | "not" | "is") => {
                    "`and`, `or`, `not` and `is` are written small"
                }
                "then" => "`then` stands only between the steps of `discharged_by`, outside brackets",
                _ => "join conditions with `and` or `or`",
            };
            self.faults.push(fault.help(help));
        }
    }

    fn word(&mut self, what: &str) -> Option<Word> {
        let token =
            self.tokens.get(self.at).filter(|token| token.text.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        let reserved = |text: &str| matches!(text, "and" | "or" | "not" | "is" | "then");
        match token.cloned() {
            Some(token) if !reserved(&token.text) => {
                self.at += 1;
                Some(token)
            }
            _ => {
                self.fail(format!("expected {what} here"));
                None
            }
        }
    }
}

impl<A, F: FnMut(&Phrase) -> Result<A, Fault>> Parser<F> {
    fn steps(&mut self) -> Option<Vec<Condition<A>>> {
        let mut steps = vec![self.any()?];
        while self.take("then") {
            steps.push(self.any()?);
        }
        Some(steps)
    }

    fn any(&mut self) -> Option<Condition<A>> {
        let mut parts = vec![self.all()?];
        while self.take("or") {
            parts.push(self.all()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Option<Condition<A>> {
        let mut parts = vec![self.not()?];
        while self.take("and") {
            parts.push(self.not()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn not(&mut self) -> Option<Condition<A>> {
        let mut negated = false;
        while self.take("not") {
            negated = !negated;
        }
        let part = if self.take("(") { self.bracketed()? } else { self.phrase()? };
        Some(if negated { Condition::Not(Box::new(part)) } else { part })
    }

    fn bracketed(&mut self) -> Option<Condition<A>> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            self.fail(format!("brackets are nested more than {MAX_NESTING} deep"));
            return None;
        }
        let part = self.any()?;
        self.depth -= 1;
        if !self.take(")") {
            self.fail("expected `)` here");
            return None;
        }
        Some(part)
    }

    fn phrase(&mut self) -> Option<Condition<A>> {
        let name = self.word("a condition")?;
        let arguments = if self.take("(") { Some(self.arguments()?) } else { None };
        let comparison = match self.compare() {
            Some(compare) => Some((compare, self.word("a value")?)),
            None => None,
        };
        match (self.atom)(&Phrase { name, arguments, comparison }) {
            Ok(atom) => Some(Condition::Atom(atom)),
            Err(fault) => {
                self.faults.push(fault);
                // The grammar is fine, so the rest of the line is read for its own faults.
                Some(Condition::always())
            }
        }
    }

    fn arguments(&mut self) -> Option<Vec<Word>> {
        let mut arguments = vec![self.word("a name")?];
        while self.take(",") {
            arguments.push(self.word("a name")?);
        }
        if !self.take(")") {
            self.fail("expected `)` here");
            return None;
        }
        Some(arguments)
    }

    fn compare(&mut self) -> Option<Compare> {
        let compare = match self.peek()? {
            "is" => {
                self.at += 1;
                return Some(if self.take("not") { Compare::IsNot } else { Compare::Is });
            }
            "==" => Compare::Is,
            "!=" => Compare::IsNot,
            "<" => Compare::Below,
            "<=" => Compare::AtMost,
            ">" => Compare::Above,
            ">=" => Compare::AtLeast,
            _ => return None,
        };
        self.at += 1;
        Some(compare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str, truths: &[&str]) -> bool {
        let condition = parse(line, |phrase| Ok(phrase.name.text.clone())).expect("well-formed");
        condition.holds(&|atom: &String| truths.contains(&atom.as_str()))
    }

    #[test]
    fn and_binds_closer_than_or_and_not_closest() {
        assert!(names("a or b and c", &["a"]));
        assert!(!names("(a or b) and c", &["a"]));
        assert!(names("not a and b", &["b"]));
        assert!(names("not (a and b)", &["b"]));
    }

    #[test]
    fn every_unknown_name_is_reported_with_its_column() {
        let unknown = |phrase: &Phrase| Err::<(), _>(Fault::new(phrase.name.span, "unknown"));
        let faults = parse("left and (right is 3)", unknown).expect_err("unknown names");
        assert_eq!(faults.iter().map(|fault| fault.span.start).collect::<Vec<_>>(), [0, 10]);
    }

    #[test]
    fn broken_grammar_is_told_where_it_breaks() {
        for (line, at) in [("a and", 5), ("a b", 2), ("(a", 2), ("a is", 4), ("a & b", 2), ("", 0), ("f(a", 3)] {
            let faults = parse(line, |_| Ok(())).expect_err(line);
            assert_eq!(faults.first().map(|fault| fault.span.start), Some(at), "{line}");
        }
    }

    #[test]
    fn a_comparison_keeps_its_value() {
        let mut seen = None;
        let _ = parse("threat.victim >= identifiable", |phrase| {
            seen = phrase.comparison.clone();
            Ok(())
        });
        assert_eq!(seen.map(|(compare, word)| (compare, word.text)), Some((Compare::AtLeast, "identifiable".into())));
    }
}
