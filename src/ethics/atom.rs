//! What a condition can ask of a situation and an act: each name of the condition language, typed against the vocabulary.

use super::act::{Authority, Verb};
use super::condition::{Compare, Condition, Fault, Phrase, Word, parse, parse_steps};
use super::situation::{Done, Manner, Party, PartyIndex, ReleaseStatus, Situation};
use super::vocabulary::{Fact, FactKind, Term, TermSet, Tree, UNKNOWN, Vocabulary};
use crate::ids::nearest;
use crate::reading::{Node, Reader, Value};
use crate::source::Span;

/// The first value of `process.kind`: no legal paper.
const NO_PROCESS: i16 = 0;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Atom {
    /// Has a fact this value?
    Fact(Fact, Compare, i16),
    /// Was this done, in this manner?
    Done(Verb, Manner),
    /// Is some belief open?
    Doubt,
    /// How old is somebody? People without an age count as adults.
    Age(Whose, Compare, u8),
    /// Is the person it is about dead?
    SubjectDeceased,
    /// Is the recipient in this role?
    Recipient(Term, bool),
    /// Is the person it is about in this role?
    Subject(Term, bool),
    /// Is it done for this purpose?
    Purpose(Term, bool),
    /// Does it go this way?
    Channel(Term, bool),
    /// Is it done here?
    Setting(Term, bool),
    /// Is something of this kind told?
    Shares(TermSet),
    /// Would the recipient know who it is about?
    Identified,
    /// Is this recipient only within earshot?
    Incidental,
    /// Can somebody hear it who may not?
    Overheard,
    /// Does an open duty of law ask for it?
    RequiredByLaw,
    /// How does a release on file stand to it?
    Release(ReleaseStatus, bool),
    /// Has every client of the matter a release on file that holds for it?
    EveryoneReleased,
    /// Which authority does the counselor claim?
    Under(Authority, bool),
}

/// Whose age is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The youngest client's.
    Client,
    /// That of the person it is about.
    Subject,
    /// The recipient's.
    Recipient,
}

/// What a condition may ask where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The situation alone: standing duties, choices, scenes.
    Situation,
    /// The situation and an act.
    Act,
}

/// What is known of an act's one flow, or of an act without any, when conditions are asked.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own that a condition can ask")]
pub struct View<'a> {
    /// The situation.
    pub situation: &'a Situation,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// What counts as done: the whole run, or for a duty what was done since it arose.
    pub done: &'a Done,
    /// Who is told.
    pub recipient: Option<&'a Party>,
    /// The same, as one of the situation's people.
    pub recipient_index: Option<PartyIndex>,
    /// Their roles toward this person, with every wider role.
    pub recipient_roles: TermSet,
    /// About whom.
    pub subject: Option<&'a Party>,
    /// The same, as one of the situation's people.
    pub subject_index: Option<PartyIndex>,
    /// Their roles, with every wider role.
    pub subject_roles: TermSet,
    /// What is told.
    pub what: TermSet,
    /// The purpose.
    pub purpose_term: Option<Term>,
    /// The same, with every wider purpose.
    pub purpose: TermSet,
    /// The channel, with every wider channel.
    pub channel: TermSet,
    /// The setting, with every wider setting.
    pub setting: TermSet,
    /// How a release stands.
    pub release: ReleaseStatus,
    /// Would the recipient know who it is?
    pub identified: bool,
    /// Is the recipient only within earshot?
    pub incidental: bool,
    /// Can somebody hear it who may not?
    pub overheard: bool,
    /// Does an open duty of law ask for it?
    pub required_by_law: bool,
    /// The authority claimed.
    pub under: Option<Authority>,
}

impl<'a> View<'a> {
    /// The view of a situation in which nobody acts.
    pub fn of(situation: &'a Situation, vocabulary: &'a Vocabulary) -> Self {
        let empty = TermSet::EMPTY;
        Self {
            situation,
            vocabulary,
            done: &situation.done,
            recipient: None,
            recipient_index: None,
            recipient_roles: empty,
            subject: None,
            subject_index: None,
            subject_roles: empty,
            what: empty,
            purpose_term: None,
            purpose: empty,
            channel: empty,
            setting: empty,
            release: ReleaseStatus::None,
            identified: false,
            incidental: false,
            overheard: false,
            required_by_law: false,
            under: None,
        }
    }

    /// Is this so?
    pub fn holds(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Fact(fact, compare, value) => {
                let stated = self.stated(*fact);
                stated != UNKNOWN && compare.holds(stated, *value)
            }
            Atom::Done(verb, manner) => self.done.has(*verb, *manner, self.recipient_index),
            Atom::Doubt => !self.situation.unsettled.is_empty(),
            Atom::Age(whose, compare, years) => {
                let party = match whose {
                    Whose::Client => self.situation.youngest_client(self.vocabulary),
                    Whose::Subject => self.subject,
                    Whose::Recipient => self.recipient,
                };
                compare.holds(party.and_then(|party| party.age).unwrap_or(u8::MAX), *years)
            }
            Atom::SubjectDeceased => self.subject.is_some_and(|party| party.deceased),
            Atom::Recipient(role, wanted) => self.recipient_roles.has(*role) == *wanted,
            Atom::Subject(role, wanted) => self.subject_roles.has(*role) == *wanted,
            Atom::Purpose(purpose, wanted) => self.purpose.has(*purpose) == *wanted,
            Atom::Channel(channel, wanted) => self.channel.has(*channel) == *wanted,
            Atom::Setting(setting, wanted) => self.setting.has(*setting) == *wanted,
            Atom::Shares(kinds) => self.what.meets(*kinds),
            Atom::Identified => self.identified,
            Atom::Incidental => self.incidental,
            Atom::Overheard => self.overheard,
            Atom::RequiredByLaw => self.required_by_law,
            Atom::Release(status, wanted) => (self.release == *status) == *wanted,
            Atom::EveryoneReleased => self.everyone_released(),
            Atom::Under(authority, wanted) => (self.under == Some(*authority)) == *wanted,
        }
    }
}

impl View<'_> {
    /// The value of a fact. A legal paper about one person is none about another.
    fn stated(&self, fact: Fact) -> i16 {
        let about = self.situation.process.as_ref().map_or(&[][..], |process| &process.about);
        let of_another = !about.is_empty() && self.subject_index.is_some_and(|subject| !about.contains(&subject));
        if of_another && fact == self.vocabulary.landmarks.process_kind {
            return NO_PROCESS;
        }
        self.situation.facts.get(fact)
    }

    /// Each client of a couple, family or group signs for what was said among them.
    fn everyone_released(&self) -> bool {
        let Some(recipient) = self.recipient_index else { return false };
        let client = self.vocabulary.landmarks.client;
        let people = self.situation.parties.iter().enumerate().filter(|(_, party)| party.closure.has(client));
        let mut clients = people.filter_map(|(at, _)| u8::try_from(at).ok().map(PartyIndex)).peekable();
        let signed = |subject: PartyIndex| {
            let release = self.situation.release_for(self.vocabulary, subject, recipient, self.purpose_term);
            subject == recipient || release.is_some_and(|(_, status)| status == ReleaseStatus::Valid)
        };
        clients.peek().is_some() && clients.all(signed)
    }
}

const RELEASES: &[(&str, ReleaseStatus)] =
    &[("none", ReleaseStatus::None), ("defective", ReleaseStatus::Defective), ("valid", ReleaseStatus::Valid)];

/// What every condition can ask beside the facts of the vocabulary.
pub const SITUATION_NAMES: &[&str] = &["done", "doubt", "client.minor", "client.age"];

/// What a condition of a rule about an act can ask as well.
pub const ACT_NAMES: &[&str] = &[
    "recipient",
    "subject",
    "purpose",
    "channel",
    "setting",
    "shares",
    "identified",
    "incidental",
    "overheard",
    "required_by_law",
    "release",
    "everyone_released",
    "under",
    "subject.minor",
    "subject.age",
    "subject.deceased",
    "recipient.minor",
    "recipient.age",
];

/// Turns a phrase into an atom.
///
/// # Errors
/// What is wrong with the phrase, and the nearest name that would be right.
pub fn atom(phrase: &Phrase, vocabulary: &Vocabulary, scope: Scope) -> Result<Atom, Fault> {
    let name = phrase.name.text.as_str();
    if let Some(fact) = vocabulary.fact(name) {
        return fact_atom(phrase, vocabulary, fact);
    }
    if let Some(atom) = situation_atom(phrase, vocabulary)? {
        return Ok(atom);
    }
    let on_act = act_atom(phrase, vocabulary)?;
    match (on_act, scope) {
        (Some(atom), Scope::Act) => Ok(atom),
        (Some(_), Scope::Situation) => {
            Err(Fault::new(phrase.name.span, format!("`{name}` asks of an act, and here is none"))
                .help("only a rule about an act can ask this"))
        }
        (None, _) => Err(unknown_name(phrase, vocabulary, scope)),
    }
}

fn unknown_name(phrase: &Phrase, vocabulary: &Vocabulary, scope: Scope) -> Fault {
    let name = phrase.name.text.as_str();
    let act_names = if scope == Scope::Act { ACT_NAMES } else { &[] };
    let facts = vocabulary.facts().map(|(_, entry)| entry.id.as_str());
    let known = SITUATION_NAMES.iter().chain(act_names).copied().chain(facts);
    let fault = Fault::new(phrase.name.span, format!("`{name}` is no fact that a condition can ask"));
    match nearest(name, known) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("`confidant vocabulary` lists the facts"),
    }
}

fn situation_atom(phrase: &Phrase, vocabulary: &Vocabulary) -> Result<Option<Atom>, Fault> {
    Ok(Some(match phrase.name.text.as_str() {
        "done" => return done_atom(phrase, vocabulary).map(Some),
        "doubt" => plain(phrase, Atom::Doubt)?,
        "client.minor" => plain(phrase, Atom::Age(Whose::Client, Compare::Below, 18))?,
        "client.age" => age_atom(phrase, Whose::Client)?,
        _ => return Ok(None),
    }))
}

fn act_atom(phrase: &Phrase, vocabulary: &Vocabulary) -> Result<Option<Atom>, Fault> {
    Ok(Some(match phrase.name.text.as_str() {
        "recipient" => term_atom(phrase, &vocabulary.roles, Atom::Recipient)?,
        "subject" => term_atom(phrase, &vocabulary.roles, Atom::Subject)?,
        "purpose" => term_atom(phrase, &vocabulary.purposes, Atom::Purpose)?,
        "channel" => term_atom(phrase, &vocabulary.channels, Atom::Channel)?,
        "setting" => term_atom(phrase, &vocabulary.settings, Atom::Setting)?,
        "shares" => shares_atom(phrase, &vocabulary.kinds)?,
        "identified" => plain(phrase, Atom::Identified)?,
        "incidental" => plain(phrase, Atom::Incidental)?,
        "overheard" => plain(phrase, Atom::Overheard)?,
        "required_by_law" => plain(phrase, Atom::RequiredByLaw)?,
        "subject.deceased" => plain(phrase, Atom::SubjectDeceased)?,
        "subject.minor" => plain(phrase, Atom::Age(Whose::Subject, Compare::Below, 18))?,
        "recipient.minor" => plain(phrase, Atom::Age(Whose::Recipient, Compare::Below, 18))?,
        "subject.age" => age_atom(phrase, Whose::Subject)?,
        "recipient.age" => age_atom(phrase, Whose::Recipient)?,
        "everyone_released" => plain(phrase, Atom::EveryoneReleased)?,
        "release" => closed_atom(phrase, RELEASES, Atom::Release)?,
        "under" => closed_atom(phrase, Authority::ALL, Atom::Under)?,
        _ => return Ok(None),
    }))
}

fn plain(phrase: &Phrase, atom: Atom) -> Result<Atom, Fault> {
    if phrase.arguments.is_some() || phrase.comparison.is_some() {
        let message = format!("`{}` stands alone", phrase.name.text);
        return Err(Fault::new(phrase.name.span, message).help("write it without brackets and without a value"));
    }
    Ok(atom)
}

fn comparison<'a>(phrase: &'a Phrase, example: &str) -> Result<(Compare, &'a Word), Fault> {
    let found = phrase.comparison.as_ref().map(|(compare, word)| (*compare, word));
    found.ok_or_else(|| {
        let fault = Fault::new(phrase.name.span, format!("`{}` needs a value to compare with", phrase.name.text));
        fault.help(format!("for example `{} {example}`", phrase.name.text))
    })
}

fn unordered(phrase: &Phrase, compare: Compare, span: Span) -> Result<bool, Fault> {
    if compare.is_ordered() {
        let message = format!("`{}` has no order", phrase.name.text);
        return Err(Fault::new(span, message).help("compare it with `is` or `is not`"));
    }
    Ok(compare == Compare::Is)
}

fn known_term(tree: &Tree, word: &Word) -> Result<Term, Fault> {
    tree.term(&word.text).ok_or_else(|| {
        let fault = Fault::new(word.span, format!("`{}` is no {}", word.text, tree.what));
        match nearest(&word.text, tree.all_ids()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`confidant vocabulary` lists them"),
        }
    })
}

fn term_atom(phrase: &Phrase, tree: &Tree, build: impl Fn(Term, bool) -> Atom) -> Result<Atom, Fault> {
    let (compare, word) = comparison(phrase, &format!("is {}", tree.all_ids().next().unwrap_or("")))?;
    let wanted = unordered(phrase, compare, word.span)?;
    Ok(build(known_term(tree, word)?, wanted))
}

fn closed_atom<T: Copy>(phrase: &Phrase, all: &[(&str, T)], build: impl Fn(T, bool) -> Atom) -> Result<Atom, Fault> {
    let (compare, word) = comparison(phrase, &format!("is {}", all.first().map_or("", |(name, _)| name)))?;
    let wanted = unordered(phrase, compare, word.span)?;
    let found = all.iter().find(|(name, _)| *name == word.text);
    found.map(|(_, value)| build(*value, wanted)).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        Fault::new(word.span, format!("`{}` is one of {}", phrase.name.text, names.join(", ")))
    })
}

fn age_atom(phrase: &Phrase, whose: Whose) -> Result<Atom, Fault> {
    let (compare, word) = comparison(phrase, "< 18")?;
    let years = word.text.parse().map_err(|_| Fault::new(word.span, format!("`{}` is no age in years", word.text)))?;
    Ok(Atom::Age(whose, compare, years))
}

fn shares_atom(phrase: &Phrase, kinds: &Tree) -> Result<Atom, Fault> {
    let words = phrase.arguments.as_deref().unwrap_or_default();
    if words.is_empty() || phrase.comparison.is_some() {
        return Err(
            Fault::new(phrase.name.span, "`shares` names kinds of information").help("for example `shares(diagnosis)`")
        );
    }
    let terms = words.iter().map(|word| known_term(kinds, word)).collect::<Result<TermSet, Fault>>()?;
    Ok(Atom::Shares(kinds.below_all(terms)))
}

fn done_atom(phrase: &Phrase, vocabulary: &Vocabulary) -> Result<Atom, Fault> {
    let Some((verb, manner)) = phrase.arguments.as_deref().and_then(<[Word]>::split_first) else {
        return Err(Fault::new(
            phrase.name.span,
            "`done` names an act, and perhaps toward whom, by which way, what for",
        )
        .help("for example `done(consult)` or `done(warn, law_enforcement)`"));
    };
    let known = Verb::from_snake(&verb.text).ok_or_else(|| unknown_verb(verb))?;
    let mut asked = Manner::default();
    for word in manner {
        add_manner(&mut asked, word, vocabulary)?;
    }
    Ok(Atom::Done(known, asked))
}

fn add_manner(asked: &mut Manner, word: &Word, vocabulary: &Vocabulary) -> Result<(), Fault> {
    let Vocabulary { roles, channels, purposes, .. } = vocabulary;
    let slots = [
        (&mut asked.toward, roles.term(&word.text)),
        (&mut asked.by, channels.term(&word.text)),
        (&mut asked.purpose, purposes.term(&word.text)),
    ];
    let Some((slot, term)) = slots.into_iter().find(|(_, term)| term.is_some()) else {
        let known = roles.all_ids().chain(channels.all_ids()).chain(purposes.all_ids());
        let fault = Fault::new(word.span, format!("`{}` is no role, channel or purpose", word.text));
        return Err(match nearest(&word.text, known) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`confidant vocabulary` lists them"),
        });
    };
    if slot.is_some() {
        let message = format!("`{}` is a second word of its kind: one act goes to one role, by one way", word.text);
        return Err(Fault::new(word.span, message).help("join two `done(…)` with `and` or `or`"));
    }
    *slot = term;
    Ok(())
}

fn unknown_verb(word: &Word) -> Fault {
    let fault = Fault::new(word.span, format!("`{}` is no act", word.text));
    match nearest(&word.text, Verb::ALL.iter().map(|(_, verb)| verb.snake())) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("acts are written like `inform_client` in conditions"),
    }
}

fn fact_atom(phrase: &Phrase, vocabulary: &Vocabulary, fact: Fact) -> Result<Atom, Fault> {
    let Some(entry) = vocabulary.fact_entry(fact) else { return Err(Fault::new(phrase.name.span, "unknown fact")) };
    if phrase.arguments.is_some() {
        return Err(Fault::new(phrase.name.span, format!("`{}` takes no brackets", entry.id)));
    }
    let words = entry.kind.words().join(", ");
    let Some((compare, word)) = &phrase.comparison else {
        return match entry.kind {
            FactKind::Flag => Ok(Atom::Fact(fact, Compare::Is, 1)),
            FactKind::Scale(_) | FactKind::OneOf(_) | FactKind::Years => {
                Err(Fault::new(phrase.name.span, format!("`{}` needs a value: it is one of {words}", entry.id)))
            }
        };
    };
    if compare.is_ordered() && !matches!(entry.kind, FactKind::Scale(_) | FactKind::Years) {
        unordered(phrase, *compare, word.span)?;
    }
    let value = entry.kind.value(&word.text);
    value.map(|value| Atom::Fact(fact, *compare, value)).ok_or_else(|| {
        Fault::new(word.span, format!("`{}` is no value of `{}`", word.text, entry.id))
            .help(format!("it is one of {words}"))
    })
}

/// A person writes one short line; a longer one could only use up the machine.
const MAX_CONDITION: usize = 2_000;

/// Reads a condition out of a file; each fault lands on its own words.
pub fn read_condition<A>(
    reader: &Reader,
    node: &Node,
    atom: impl FnMut(&Phrase) -> Result<A, Fault>,
) -> Option<Condition<A>> {
    read_line(reader, node, |line| parse(line, atom))
}

/// Reads steps that follow one another: `done(assess_risk) then done(warn)`.
pub(super) fn read_steps<A>(
    reader: &Reader,
    node: &Node,
    atom: impl FnMut(&Phrase) -> Result<A, Fault>,
) -> Option<Vec<Condition<A>>> {
    read_line(reader, node, |line| parse_steps(line, atom))
}

fn read_line<T>(reader: &Reader, node: &Node, parse: impl FnOnce(&str) -> Result<T, Vec<Fault>>) -> Option<T> {
    let line = reader.text_of(node, "condition")?;
    if line.len() > MAX_CONDITION {
        let message = format!("the condition has {} characters; at most {MAX_CONDITION} are read", line.len());
        reader.note_with_help("S007", node.span, message, "a condition is one short line");
        return None;
    }
    match parse(&line) {
        Ok(read) => Some(read),
        Err(faults) => {
            faults.into_iter().for_each(|fault| note_fault(reader, node, &line, fault));
            None
        }
    }
}

fn note_fault(reader: &Reader, node: &Node, line: &str, fault: Fault) {
    let inner = match &node.value {
        Value::Text(_, start) => *start,
        _ => node.span.start,
    };
    // With escapes in it, what is read and what is written stand in different columns.
    let as_written = reader.source().words(Span::new(inner, inner + line.len())) == line;
    let width = fault.span.end.max(fault.span.start + 1) - fault.span.start;
    let span = Span::new(inner + fault.span.start, inner + fault.span.start + width);
    let span = if as_written { span } else { node.span };
    match fault.help {
        Some(help) => reader.note_with_help("S008", span, fault.message, help),
        None => reader.note("S008", span, fault.message),
    }
}
