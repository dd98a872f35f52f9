//! Conditions: what SugarCube asks in JavaScript and TwineScript as a line of a case, as far as it is about flags and
//! visits; and a line of a case as SugarCube can ask it.

use crate::ethics::Compare;
use crate::ethics::condition::{Condition, Fault, Phrase, parse};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The names a condition can use.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Known {
    /// Variables that are true or false, and their flags.
    pub(in crate::exchange) flags: BTreeMap<String, String>,
    /// Passages and their scenes.
    pub(in crate::exchange) scenes: BTreeMap<String, String>,
    /// Variants, where the file came from a case.
    pub(in crate::exchange) variants: BTreeSet<String>,
}

/// How tightly a line holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grip {
    Or,
    And,
    Not,
}

enum Term {
    Line(String, Grip),
    Number(i64),
    Truth(bool),
    Text(String),
    Variant,
}

const DEEPEST: usize = 12;
const LONGEST: usize = 1_000;

/// A condition of SugarCube as a line of a case, or why it is none.
pub(in crate::exchange) fn to_case(line: &str, known: &Known) -> Result<String, String> {
    if line.len() > LONGEST {
        return Err("it is too long".into());
    }
    let mut reader = Reader { tokens: tokens(line)?, at: 0, depth: 0, known };
    let term = reader.or()?;
    match (reader.tokens.get(reader.at), term) {
        (Some(token), _) => Err(format!("`{token}` is not understood")),
        (None, Term::Line(line, _)) => Ok(line),
        (None, _) => Err("it asks nothing about the story".into()),
    }
}

fn tokens(line: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '"' | '\'' => {
                let tail = rest.get(1..).unwrap_or("");
                tail.find(first).map(|end| end + 2).ok_or("a quotation mark is never closed")?
            }
            '$' => 1 + rest.get(1..).unwrap_or("").find(|c| !name(c)).unwrap_or(rest.len() - 1),
            _ if name(first) => rest.find(|c| !name(c)).unwrap_or(rest.len()),
            _ => {
                let signs = ["===", "!==", "==", "!=", "&&", "||", ">=", "<="];
                signs.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len())
            }
        };
        tokens.push(rest.get(..length).unwrap_or("").to_owned());
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    Ok(tokens)
}

struct Reader<'a> {
    tokens: Vec<String>,
    at: usize,
    depth: usize,
    known: &'a Known,
}

impl Reader<'_> {
    fn take(&mut self, any: &[&str]) -> Option<String> {
        let token = self.tokens.get(self.at).filter(|token| any.contains(&token.as_str())).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn or(&mut self) -> Result<Term, String> {
        let first = self.and()?;
        self.chain(first, &["or", "||"], Grip::Or, Self::and)
    }

    fn and(&mut self) -> Result<Term, String> {
        let first = self.not()?;
        self.chain(first, &["and", "&&"], Grip::And, Self::not)
    }

    fn chain(
        &mut self,
        first: Term,
        words: &[&str],
        grip: Grip,
        next: fn(&mut Self) -> Result<Term, String>,
    ) -> Result<Term, String> {
        if !words.iter().any(|word| self.tokens.get(self.at).is_some_and(|token| token == word)) {
            return Ok(first);
        }
        let mut parts = vec![held(first, grip)?];
        while self.take(words).is_some() {
            parts.push(held(next(self)?, grip)?);
        }
        Ok(Term::Line(parts.join(if grip == Grip::Or { " or " } else { " and " }), grip))
    }

    fn not(&mut self) -> Result<Term, String> {
        let mut negated = false;
        while self.take(&["not", "!"]).is_some() {
            negated = !negated;
        }
        if self.take(&["ndef"]).is_some() {
            negated = !negated;
        } else {
            self.take(&["def"]);
        }
        let term = self.compared()?;
        if negated { negate(term) } else { Ok(term) }
    }

    fn compared(&mut self) -> Result<Term, String> {
        let left = self.primary()?;
        let signs =
            ["is", "eq", "==", "===", "isnot", "neq", "!=", "!==", "gt", ">", "gte", ">=", "lt", "<", "lte", "<="];
        let Some(sign) = self.take(&signs) else { return Ok(left) };
        let is_not = sign == "is" && self.take(&["not"]).is_some();
        let sign = if is_not { "isnot".into() } else { sign };
        compare(left, &sign, self.primary()?, self.known)
    }

    fn primary(&mut self) -> Result<Term, String> {
        let token = self.tokens.get(self.at).cloned().ok_or("something is missing at its end")?;
        self.at += 1;
        if token == "(" {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err("its brackets are too deep".into());
            }
            let inside = self.or()?;
            self.depth -= 1;
            return self.take(&[")"]).map(|_| inside).ok_or_else(|| "a bracket is never closed".into());
        }
        if let Some(text) = token.strip_prefix(['"', '\'']) {
            return Ok(Term::Text(text.strip_suffix(['"', '\'']).unwrap_or(text).to_owned()));
        }
        if let Some(name) = token.strip_prefix('$') {
            return match self.known.flags.get(name) {
                Some(flag) => Ok(Term::Line(format!("flag({flag})"), Grip::Not)),
                None if name == "variant" && !self.known.variants.is_empty() => Ok(Term::Variant),
                None => Err(format!("`${name}` is more than true or false")),
            };
        }
        match token.as_str() {
            "true" => Ok(Term::Truth(true)),
            "false" => Ok(Term::Truth(false)),
            "visited" | "hasVisited" => self.visited(),
            number => number.parse().map(Term::Number).map_err(|_| format!("`{token}` is not understood")),
        }
    }

    fn visited(&mut self) -> Result<Term, String> {
        let open = self.take(&["("]);
        let name = self.tokens.get(self.at).and_then(|token| token.strip_prefix(['"', '\''])).map(str::to_owned);
        let name = open.and(name).ok_or("`visited` needs the name of one passage in quotes")?;
        self.at += 1;
        self.take(&[")"]).ok_or("`visited` can ask for one passage only")?;
        let name = name.strip_suffix(['"', '\'']).unwrap_or(&name);
        let scene = self.known.scenes.get(name).ok_or_else(|| format!("there is no passage `{name}`"))?;
        Ok(Term::Line(format!("visited({scene})"), Grip::Not))
    }
}

fn held(term: Term, wanted: Grip) -> Result<String, String> {
    match term {
        Term::Line(line, grip) if grip < wanted || (grip == wanted && grip != Grip::Not) => Ok(format!("({line})")),
        Term::Line(line, _) => Ok(line),
        _ => Err("a bare value is no question".into()),
    }
}

fn negate(term: Term) -> Result<Term, String> {
    match term {
        Term::Line(line, Grip::Not) if !line.starts_with("not ") => Ok(Term::Line(format!("not {line}"), Grip::Not)),
        Term::Line(line, _) => Ok(Term::Line(format!("not ({line})"), Grip::Not)),
        _ => Err("a bare value is no question".into()),
    }
}

fn compare(left: Term, sign: &str, right: Term, known: &Known) -> Result<Term, String> {
    let no = || Err(format!("the comparison `{sign}` can be asked of flags only as true or false"));
    match (left, right) {
        (Term::Variant, Term::Text(id)) if known.variants.contains(&id) => match sign {
            "is" | "eq" | "==" | "===" => Ok(Term::Line(format!("variant is {id}"), Grip::And)),
            "isnot" | "neq" | "!=" | "!==" => Ok(Term::Line(format!("variant is not {id}"), Grip::And)),
            _ => no(),
        },
        (line @ Term::Line(..), Term::Truth(truth)) => match (sign, truth) {
            ("is" | "eq" | "==" | "===", true) | ("isnot" | "neq" | "!=" | "!==", false) => Ok(line),
            ("is" | "eq" | "==" | "===", false) | ("isnot" | "neq" | "!=" | "!==", true) => negate(line),
            _ => no(),
        },
        (Term::Line(line, grip), Term::Number(number)) => {
            // How often a passage was seen is not kept, only whether it was.
            let often = line.starts_with("visited(") && number > 0;
            let line = Term::Line(line, grip);
            match (sign, number) {
                ("gt" | ">" | "isnot" | "neq" | "!=" | "!==", 0) | ("gte" | ">=", 1) => Ok(line),
                ("is" | "eq" | "==" | "===" | "lte" | "<=", 0) | ("lt" | "<", 1) => negate(line),
                ("is" | "eq" | "==" | "===", 1) if !often => Ok(line),
                ("isnot" | "neq" | "!=" | "!==", 1) if !often => negate(line),
                _ => no(),
            }
        }
        _ => no(),
    }
}

/// A line of a case as SugarCube asks it, or why it cannot; `scenes` gives passages for scenes, `facts` says which facts
/// are kept in variables.
pub(in crate::exchange) fn to_twine(
    line: &str,
    scenes: &BTreeMap<String, String>,
    facts: Option<&BTreeSet<String>>,
) -> Result<String, String> {
    let condition = parse(line, |phrase| atom(phrase, scenes, facts).map_err(|why| Fault::new(Span::default(), why)));
    match condition {
        Ok(condition) => Ok(shown(&condition, false)),
        Err(faults) => Err(faults.into_iter().next().map(|fault| fault.message).unwrap_or_default()),
    }
}

fn atom(
    phrase: &Phrase,
    scenes: &BTreeMap<String, String>,
    facts: Option<&BTreeSet<String>>,
) -> Result<String, String> {
    let name = phrase.name.text.as_str();
    let argument = phrase.arguments.as_deref().and_then(|words| words.first()).map(|word| word.text.as_str());
    match (name, argument) {
        ("flag", Some(flag)) => Ok(format!("${}", variable(flag))),
        ("knows" | "chose", Some(id)) => Ok(format!("${name}_{}", variable(id))),
        ("visited", Some(scene)) => {
            let passage = scenes.get(scene).map_or(scene, String::as_str);
            Ok(format!("visited(\"{}\")", passage.replace('"', "\\\"")))
        }
        (_, Some(_)) => Err(format!("Twine cannot know what `{name}(…)` asks")),
        ("variant", None) => Ok(compared("$variant", phrase)),
        (fact, None) if facts.is_none_or(|facts| facts.contains(fact)) => {
            let ordered = phrase
                .comparison
                .as_ref()
                .is_some_and(|(compare, word)| compare.is_ordered() && word.text.parse::<i64>().is_err());
            if ordered {
                return Err(format!("Twine does not know the order of the values of `{fact}`"));
            }
            Ok(compared(&format!("$fact_{}", variable(fact)), phrase))
        }
        (fact, None) => Err(format!("Twine does not know the fact `{fact}`")),
    }
}

fn compared(name: &str, phrase: &Phrase) -> String {
    let Some((compare, word)) = &phrase.comparison else { return name.to_owned() };
    let sign = match compare {
        Compare::Is => "is",
        Compare::IsNot => "isnot",
        Compare::Below => "lt",
        Compare::AtMost => "lte",
        Compare::Above => "gt",
        Compare::AtLeast => "gte",
    };
    format!("{name} {sign} {}", value(&word.text))
}

/// A value as SugarCube writes it.
pub(in crate::exchange) fn value(word: &str) -> String {
    let bare = matches!(word, "true" | "false") || word.parse::<i64>().is_ok();
    if bare { word.to_owned() } else { format!("\"{word}\"") }
}

/// An id as the name of a variable.
pub(in crate::exchange) fn variable(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn shown(condition: &Condition<String>, inner: bool) -> String {
    let joined = |parts: &[Condition<String>], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| shown(part, true)).collect();
        if inner { format!("({})", parts.join(word)) } else { parts.join(word) }
    };
    match condition {
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) => joined(parts, " or "),
        Condition::Not(part) => format!("not ({})", shown(part, false)),
        Condition::Atom(atom) => atom.clone(),
    }
}
