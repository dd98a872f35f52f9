//! The words of the field: trees of roles, kinds of information, purposes, channels and settings, and the facts that a
//! situation can state. A rule about a parent covers its children, so every term knows what is above and below it.

use crate::diagnostic::Diagnostic;
use crate::reading::{Fields, Node, Reader, Value, brief, parse};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::BitOr;
use std::sync::Arc;

/// How many terms one tree may have: a set of them is one machine word wide.
pub const MAX_TERMS: usize = 128;

/// A term of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u8);

impl Term {
    /// Its place in its tree.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of terms of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TermSet(u128);

impl TermSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// The set of one term.
    pub fn of(term: Term) -> Self {
        Self(1 << term.0)
    }

    /// Is nothing in it?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Is the term in it?
    pub fn has(self, term: Term) -> bool {
        self.0 & (1 << term.0) != 0
    }

    /// Do the two share a term?
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What is here and not there.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// How many terms are in it?
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Its terms in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = Term> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let lowest = u8::try_from(rest.trailing_zeros()).ok().filter(|_| rest != 0)?;
            rest &= rest - 1;
            Some(Term(lowest))
        })
    }
}

impl BitOr for TermSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<Term> for TermSet {
    fn from_iter<I: IntoIterator<Item = Term>>(terms: I) -> Self {
        terms.into_iter().fold(Self::EMPTY, |set, term| set | Self::of(term))
    }
}

/// One entry of a tree.
#[derive(Debug, Clone)]
pub struct TermEntry {
    /// As written in files.
    pub id: String,
    /// As shown to people.
    pub name: String,
    /// What it takes in, where the name does not say it.
    pub note: Option<String>,
    /// The term above.
    pub parent: Option<Term>,
    /// Worked out for each disclosure, never given to a party.
    pub computed: bool,
    /// The letter of a Safe Harbor identifier, 45 CFR 164.514(b)(2).
    pub safe_harbor: Option<String>,
    above: TermSet,
    below: TermSet,
}

/// One tree of terms.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// What a term of it is called in messages: "role".
    pub what: &'static str,
    entries: Vec<TermEntry>,
    by_id: BTreeMap<String, Term>,
}

impl Tree {
    /// The term of an id.
    pub fn term(&self, id: &str) -> Option<Term> {
        self.by_id.get(id).copied()
    }

    /// The entry of a term.
    pub fn entry(&self, term: Term) -> Option<&TermEntry> {
        self.entries.get(usize::from(term.0))
    }

    /// The id of a term.
    pub fn id(&self, term: Term) -> &str {
        self.entry(term).map_or("", |entry| &entry.id)
    }

    /// The name of a term, as people read it.
    pub fn name(&self, term: Term) -> &str {
        self.entry(term).map_or("", |entry| &entry.name)
    }

    /// The term and all above it.
    pub fn above(&self, term: Term) -> TermSet {
        self.entry(term).map_or(TermSet::EMPTY, |entry| entry.above)
    }

    /// The term and all below it.
    pub fn below(&self, term: Term) -> TermSet {
        self.entry(term).map_or(TermSet::EMPTY, |entry| entry.below)
    }

    /// All terms above any of these, and these.
    pub fn above_all(&self, terms: TermSet) -> TermSet {
        terms.iter().fold(TermSet::EMPTY, |set, term| set | self.above(term))
    }

    /// All terms below any of these, and these.
    pub fn below_all(&self, terms: TermSet) -> TermSet {
        terms.iter().fold(TermSet::EMPTY, |set, term| set | self.below(term))
    }

    /// The names of a set, as a list for people: what a wider term of it takes in is not said again.
    pub fn names(&self, terms: TermSet) -> String {
        let names: Vec<&str> = self.widest(terms).map(|term| self.name(term)).collect();
        names.join(", ")
    }

    /// The terms of a set that no wider term of it takes in.
    pub fn widest(&self, terms: TermSet) -> impl Iterator<Item = Term> + '_ {
        let taken_in = move |term: Term| self.above(term).without(TermSet::of(term)).meets(terms);
        terms.iter().filter(move |term| !taken_in(*term))
    }

    /// The ids of a set.
    pub fn ids(&self, terms: TermSet) -> Vec<&str> {
        terms.iter().map(|term| self.id(term)).collect()
    }

    /// Every term with its entry, parents before children.
    pub fn iter(&self) -> impl Iterator<Item = (Term, &TermEntry)> {
        self.entries.iter().enumerate().filter_map(|(at, entry)| Some((Term(u8::try_from(at).ok()?), entry)))
    }

    /// Every id.
    pub fn all_ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.id.as_str())
    }

    /// Reads the id of one term; a misspelling is answered with the nearest.
    pub fn read(&self, reader: &Reader, node: &Node) -> Option<Term> {
        let word = reader.word_of(node, self.what)?;
        let found = self.term(&word);
        if found.is_none() {
            reader.unknown(node.span, self.what, &word, self.all_ids());
        }
        found
    }

    /// Reads one term or a list of them.
    pub fn read_set(&self, reader: &Reader, node: &Node) -> TermSet {
        reader.list(node, |reader, node| self.read(reader, node)).into_iter().collect()
    }

    fn load(what: &'static str, reader: &Reader, node: Option<&Node>) -> Self {
        let mut tree = Self { what, ..Self::default() };
        if let Some(node) = node {
            tree.add_all(reader, node, None);
        }
        tree.close();
        tree
    }

    fn add_all(&mut self, reader: &Reader, node: &Node, parent: Option<Term>) {
        // One after the other, since a child needs the index its parent got.
        let Value::List(items) = &node.value else {
            reader.note("S004", node.span, "expected a list of terms");
            return;
        };
        for item in items {
            self.add(reader, item, parent);
        }
    }

    fn add(&mut self, reader: &Reader, node: &Node, parent: Option<Term>) -> Option<()> {
        let mut fields = reader.record(node, "a term")?;
        let id = fields.required("id", Reader::word);
        let name = fields.required("name", Reader::text);
        let note = fields.optional("note", Reader::text);
        let computed = fields.flag("computed");
        let safe_harbor = fields.optional("safe_harbor", Reader::text);
        let children = fields.node("under");
        fields.finish();
        let (id, name) = (id?, name?);
        let index = u8::try_from(self.entries.len()).ok().filter(|at| usize::from(*at) < MAX_TERMS);
        let Some(index) = index else {
            reader.note("R001", node.span, format!("a {} tree holds at most {MAX_TERMS} terms", self.what));
            return None;
        };
        let term = Term(index);
        if self.by_id.insert(id.clone(), term).is_some() {
            reader.note("R002", node.span, format!("the {} `{id}` is there twice", self.what));
        }
        let empty = TermSet::EMPTY;
        self.entries.push(TermEntry { id, name, note, parent, computed, safe_harbor, above: empty, below: empty });
        if let Some(children) = children {
            self.add_all(reader, children, Some(term));
        }
        Some(())
    }

    /// Works out what is above and below each term, once.
    fn close(&mut self) {
        let parents: Vec<Option<Term>> = self.entries.iter().map(|entry| entry.parent).collect();
        let parent_of = |term: &Term| parents.get(usize::from(term.0)).copied().flatten();
        let terms: Vec<Term> = self.by_id.values().copied().collect();
        for term in terms {
            let line: TermSet = std::iter::successors(Some(term), parent_of).collect();
            for ancestor in line.iter() {
                if let Some(entry) = self.entries.get_mut(usize::from(ancestor.0)) {
                    entry.below = entry.below | TermSet::of(term);
                }
            }
            if let Some(entry) = self.entries.get_mut(usize::from(term.0)) {
                entry.above = line;
            }
        }
    }
}

/// What values a fact can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactKind {
    /// True or false.
    Flag,
    /// One word of an ordered list.
    Scale(Vec<String>),
    /// One word of a list without order.
    OneOf(Vec<String>),
    /// An age in years; unknown until somebody states it.
    Years,
}

/// The value of a fact of which nothing is known. No comparison with it holds.
pub const UNKNOWN: i16 = -1;

/// Nobody is older.
const MOST_YEARS: i16 = 120;

impl FactKind {
    /// The words of a value.
    pub fn word(&self, value: i16) -> String {
        match self {
            Self::Flag => (value != 0).to_string(),
            Self::Scale(words) | Self::OneOf(words) => {
                usize::try_from(value).ok().and_then(|at| words.get(at)).cloned().unwrap_or_default()
            }
            Self::Years if value == UNKNOWN => "unknown".into(),
            Self::Years => value.to_string(),
        }
    }

    /// The words a value may have; for an age, how one is written.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Flag => vec!["false", "true"],
            Self::Scale(words) | Self::OneOf(words) => words.iter().map(String::as_str).collect(),
            Self::Years => vec!["a number of years"],
        }
    }

    /// Every value a fact of this kind can have, an unknown age among them.
    pub fn values(&self) -> impl Iterator<Item = i16> + use<> {
        match self {
            Self::Years => UNKNOWN..=MOST_YEARS,
            Self::Flag | Self::Scale(_) | Self::OneOf(_) => 0..=i16::try_from(self.words().len()).unwrap_or(1) - 1,
        }
    }

    /// The value of a word.
    pub fn value(&self, word: &str) -> Option<i16> {
        if *self == Self::Years {
            return word.parse().ok().filter(|years| (0..=MOST_YEARS).contains(years));
        }
        let at = self.words().iter().position(|known| *known == word)?;
        i16::try_from(at).ok()
    }
}

/// A fact of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact(u16);

impl Fact {
    /// Where its value stands in [`super::Facts`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What the vocabulary says of a fact.
#[derive(Debug, Clone)]
pub struct FactEntry {
    /// As written in files.
    pub id: String,
    /// What values it takes.
    pub kind: FactKind,
    /// Its value where nobody states it.
    pub default: i16,
    /// A counselor can only judge it, never look it up.
    pub belief: bool,
    /// As a clause people can read.
    pub says: String,
}

/// The terms and facts that the engine itself must know by name.
#[derive(Debug, Clone, Copy)]
pub struct Landmarks {
    /// Computed role: the recipient is the person it is about.
    pub subject: Term,
    /// Computed role: the recipient is the other client of the couple or family.
    pub co_client: Term,
    /// Clients.
    pub client: Term,
    /// Families know who it is.
    pub family: Term,
    /// May sign for a minor.
    pub guardian: Term,
    /// Kinds by which a listener knows who it is.
    pub identity: Term,
    /// The name alone.
    pub names: Term,
    /// That somebody is a client.
    pub presence: Term,
    /// Records name their subject.
    pub record: Term,
    /// Notes that want an authorization of their own.
    pub psychotherapy_notes: Term,
    /// Channels that ears can pick up.
    pub spoken: Term,
    /// A minor who consented alone signs alone.
    pub consented_alone: Fact,
    /// An adult who cannot decide is spoken for by somebody else.
    pub capacity_lacking: Fact,
    /// The kind of legal paper received.
    pub process_kind: Fact,
}

/// All words.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Who somebody is.
    pub roles: Tree,
    /// What is told.
    pub kinds: Tree,
    /// What for.
    pub purposes: Tree,
    /// By which way.
    pub channels: Tree,
    /// Where.
    pub settings: Tree,
    /// Whose codes and laws bind.
    pub professions: Tree,
    /// What rules are about.
    pub topics: Tree,
    facts: Vec<FactEntry>,
    fact_by_id: BTreeMap<String, Fact>,
    /// What the engine knows by name.
    pub landmarks: Landmarks,
}

impl Vocabulary {
    /// Reads the vocabulary file.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn load(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let node = parse(source).map_err(|problem| vec![problem])?;
        let reader = Reader::new(source);
        let vocabulary = Self::read(&reader, &node);
        let problems = reader.into_problems();
        match vocabulary {
            Some(vocabulary) if problems.is_empty() => Ok(vocabulary),
            _ => Err(problems),
        }
    }

    fn read(reader: &Reader, node: &Node) -> Option<Self> {
        let mut fields = reader.record(node, "a vocabulary")?;
        let mut tree = |what, field| Tree::load(what, reader, fields.node(field));
        let roles = tree("role", "roles");
        let kinds = tree("kind of information", "kinds");
        let purposes = tree("purpose", "purposes");
        let channels = tree("channel", "channels");
        let settings = tree("setting", "settings");
        let professions = tree("profession", "professions");
        let topics = tree("topic", "topics");
        let mut seen = BTreeSet::new();
        let facts = fields.list("facts", |reader, node| {
            let fact = read_fact(reader, node)?;
            if !seen.insert(fact.id.clone()) {
                reader.note("R002", node.span, format!("the fact `{}` is there twice", brief(&fact.id)));
            }
            Some(fact)
        });
        fields.finish();
        let index = |(at, fact): (usize, &FactEntry)| Some((fact.id.clone(), Fact(u16::try_from(at).ok()?)));
        let fact_by_id: BTreeMap<String, Fact> = facts.iter().enumerate().filter_map(index).collect();
        let role = |id| landmark(reader, node, &roles, id);
        let kind = |id| landmark(reader, node, &kinds, id);
        let fact = |id: &str| known_fact(reader, node, &fact_by_id, id);
        let landmarks = Landmarks {
            subject: role("subject")?,
            co_client: role("co_client")?,
            client: role("client")?,
            family: role("family")?,
            guardian: role("guardian")?,
            identity: kind("identity")?,
            names: kind("names")?,
            presence: kind("presence")?,
            record: kind("record")?,
            psychotherapy_notes: kind("psychotherapy_notes")?,
            spoken: landmark(reader, node, &channels, "spoken")?,
            consented_alone: fact("minor.consented_alone")?,
            capacity_lacking: fact("client.capacity_lacking")?,
            process_kind: fact("process.kind")?,
        };
        Some(Self { roles, kinds, purposes, channels, settings, professions, topics, facts, fact_by_id, landmarks })
    }

    /// The fact of an id.
    pub fn fact(&self, id: &str) -> Option<Fact> {
        self.fact_by_id.get(id).copied()
    }

    /// What is said of a fact.
    pub fn fact_entry(&self, fact: Fact) -> Option<&FactEntry> {
        self.facts.get(fact.index())
    }

    /// Every fact, in the order of the file.
    pub fn facts(&self) -> impl Iterator<Item = (Fact, &FactEntry)> {
        self.facts.iter().enumerate().filter_map(|(at, entry)| Some((Fact(u16::try_from(at).ok()?), entry)))
    }

    /// Reads `"fact.id": value`.
    pub fn read_fact_value(
        &self,
        reader: &Reader,
        id: &str,
        key: crate::source::Span,
        node: &Node,
    ) -> Option<(Fact, i16)> {
        let Some(fact) = self.fact(id) else {
            reader.unknown(key, "fact", id, self.facts.iter().map(|entry| entry.id.as_str()));
            return None;
        };
        let kind = &self.fact_entry(fact)?.kind;
        if *kind == FactKind::Years {
            let years = reader.number(node, 0, i64::from(MOST_YEARS))?;
            return Some((fact, i16::try_from(years).ok()?));
        }
        let word = reader.word_of(node, "value of the fact")?;
        let value = kind.value(&word);
        if value.is_none() {
            let help = format!("`{id}` is one of {}", kind.words().join(", "));
            reader.note_with_help("S005", node.span, format!("`{word}` is no value of `{id}`"), help);
        }
        Some((fact, value?))
    }

    /// Reads the id of a fact.
    pub fn read_fact_id(&self, reader: &Reader, node: &Node) -> Option<Fact> {
        let id = reader.word_of(node, "fact")?;
        let fact = self.fact(&id);
        if fact.is_none() {
            reader.unknown(node.span, "fact", &id, self.facts.iter().map(|entry| entry.id.as_str()));
        }
        fact
    }
}

fn landmark(reader: &Reader, node: &Node, tree: &Tree, id: &str) -> Option<Term> {
    let found = tree.term(id);
    if found.is_none() {
        reader.note("R003", head(node), format!("the engine needs the {} `{id}`", tree.what));
    }
    found
}

fn known_fact(reader: &Reader, node: &Node, facts: &BTreeMap<String, Fact>, id: &str) -> Option<Fact> {
    let found = facts.get(id).copied();
    if found.is_none() {
        reader.note("R003", head(node), format!("the engine needs the fact `{id}`"));
    }
    found
}

fn head(node: &Node) -> crate::source::Span {
    crate::source::Span::new(node.span.start, node.span.start + 1)
}

fn read_fact(reader: &Reader, node: &Node) -> Option<FactEntry> {
    let mut fields = reader.record(node, "a fact")?;
    let id = fields.required("id", Reader::text);
    let kind = fields.required("kind", read_fact_kind);
    let default = read_default(&mut fields, kind.as_ref());
    let belief = fields.flag("belief");
    let says = fields.required("says", Reader::text);
    fields.finish();
    Some(FactEntry { id: id?, kind: kind?, default, belief, says: says? })
}

fn read_default(fields: &mut Fields<'_>, kind: Option<&FactKind>) -> i16 {
    let value = fields.optional("default", |reader, node| {
        let (kind, word) = (kind?, reader.word(node)?);
        let value = kind.value(&word);
        if value.is_none() {
            reader.unknown(node.span, "value of this fact", &word, kind.words());
        }
        value
    });
    value.unwrap_or(if kind == Some(&FactKind::Years) { UNKNOWN } else { 0 })
}

fn read_fact_kind(reader: &Reader, node: &Node) -> Option<FactKind> {
    let words =
        |items: &Vec<Node>| -> Vec<String> { items.iter().flat_map(|item| reader.list(item, Reader::word)).collect() };
    match &node.value {
        Value::Word(word) if word == "Flag" => Some(FactKind::Flag),
        Value::Word(word) if word == "Years" => Some(FactKind::Years),
        Value::Tuple(Some(name), items) if name == "Scale" => Some(FactKind::Scale(words(items))),
        Value::Tuple(Some(name), items) if name == "OneOf" => Some(FactKind::OneOf(words(items))),
        _ => {
            reader.note("S004", node.span, "expected `Flag`, `Years`, `Scale([…])` or `OneOf([…])`");
            None
        }
    }
}
