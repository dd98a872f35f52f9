//! Reads people, releases, legal papers and acts out of a text, for cases and for `confidant judge` alike.

use super::act::{Act, Authority, Verb};
use super::judge::Surroundings;
use super::situation::{Done, Facts, Flaw, Listener, MadeOut, Party, PartyIndex, Process, Release, Situation};
use super::vocabulary::{Fact, TermSet, Tree, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::ids::{JurisdictionId, PackId, PartyId, ProfessionId};
use crate::reading::{Fields, Node, Reader, Value, brief, parse};
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More people than any matter has; each is known by a number of one byte.
const MAX_PARTIES: usize = 200;

/// The player's party in every situation.
pub const YOU: &str = "you";

/// The elements a release can lack.
const RELEASE_ELEMENTS: &[(&str, &str)] = &[
    ("description", "description"),
    ("discloser", "discloser"),
    ("recipient", "recipient"),
    ("purpose", "purpose"),
    ("expiry", "expiry"),
    ("signature", "signature"),
    ("revoke_statement", "revoke_statement"),
    ("conditions_statement", "conditions_statement"),
    ("redisclosure_statement", "redisclosure_statement"),
    ("date", "date"),
    ("authority", "statement of the representative's authority"),
];

/// The player as a party.
pub fn you(vocabulary: &Vocabulary) -> Party {
    let roles: TermSet = vocabulary.roles.term("counselor").into_iter().collect();
    let closure = vocabulary.roles.above_all(roles);
    Party { id: PartyId::from(YOU), name: "you".into(), roles, closure, age: None, deceased: false }
}

/// Reads the fields of a party that rules ask about.
pub fn read_party_fields(fields: &mut Fields<'_>, vocabulary: &Vocabulary) -> Option<Party> {
    let id: Option<PartyId> = fields.required("id", Reader::id);
    let name = fields.optional("name", Reader::prose);
    let roles = fields.required("role", |reader, node| Some(read_roles(reader, node, vocabulary)));
    let age = fields.optional("age", |reader, node| reader.number(node, 0, 120)).and_then(|age| u8::try_from(age).ok());
    let deceased = fields.flag("deceased");
    let (id, roles) = (id?, roles?);
    let name = name.unwrap_or_else(|| id.to_string());
    Some(Party { id, name, roles, closure: vocabulary.roles.above_all(roles), age, deceased })
}

fn read_roles(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> TermSet {
    let roles = vocabulary.roles.read_set(reader, node);
    for role in roles.iter().filter(|role| vocabulary.roles.entry(*role).is_some_and(|entry| entry.computed)) {
        let id = vocabulary.roles.id(role);
        reader.note("R008", node.span, format!("`{id}` is worked out for each disclosure and given to nobody"));
    }
    roles
}

/// Everybody an act or a release can name.
#[derive(Debug, Clone, Copy)]
pub struct People<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The people.
    pub parties: &'a [Party],
}

impl People<'_> {
    /// Reads the id of a person.
    pub fn read(&self, reader: &Reader, node: &Node) -> Option<PartyIndex> {
        self.find(reader, &reader.text_of(node, "person")?, node.span)
    }

    /// The person of an id that stands at a place.
    pub fn find(&self, reader: &Reader, id: &str, span: Span) -> Option<PartyIndex> {
        let found = self.parties.iter().position(|party| party.id.as_str() == id);
        if found.is_none() {
            reader.unknown(span, "person of the cast", id, self.parties.iter().map(|party| party.id.as_str()));
        }
        found.and_then(|at| u8::try_from(at).ok()).map(PartyIndex)
    }

    /// Reads one person or a list of them.
    pub fn read_all(&self, reader: &Reader, node: &Node) -> Vec<PartyIndex> {
        reader.list(node, |reader, node| self.read(reader, node))
    }

    /// Reads somebody who can hear: `"dana"`, or `(who: "dana", makes_out: [progress])`.
    fn read_listener(&self, reader: &Reader, node: &Node) -> Option<Listener> {
        if !matches!(&node.value, Value::Record(..) | Value::Map(_)) {
            return self.read(reader, node).map(Listener::all);
        }
        let kinds = &self.vocabulary.kinds;
        let mut fields = reader.record(node, "a listener")?;
        let who = fields.required("who", |reader, node| self.read(reader, node));
        let part = fields.optional("makes_out", |reader, node| Some(kinds.read_set(reader, node)));
        fields.finish();
        let makes_out = part.map_or(MadeOut::All, |part| MadeOut::Kinds(kinds.below_all(part)));
        Some(Listener { who: who?, makes_out })
    }

    fn clients(&self) -> Vec<PartyIndex> {
        let client = self.vocabulary.landmarks.client;
        let clients = self.parties.iter().enumerate().filter(|(_, party)| party.closure.has(client));
        clients.filter_map(|(at, _)| u8::try_from(at).ok().map(PartyIndex)).collect()
    }

    /// Reads one act, `Disclose(to: "dana", what: [symptoms])`.
    pub fn read_act(&self, reader: &Reader, node: &Node) -> Option<Act> {
        self.read_act_as(reader, node, false)
    }

    /// Reads an act of which whom and what it tells is filled in later, by an activity of a case.
    pub fn read_open_act(&self, reader: &Reader, node: &Node) -> Option<Act> {
        self.read_act_as(reader, node, true)
    }

    fn read_act_as(&self, reader: &Reader, node: &Node, is_open: bool) -> Option<Act> {
        let (name, span, mut fields) = reader.named(node, "an act")?;
        let verb = Verb::ALL.iter().find(|(known, _)| *known == name).map(|(_, verb)| *verb);
        if verb.is_none() {
            reader.unknown(span, "act", &name, Verb::ALL.iter().map(|(known, _)| *known));
        }
        let vocabulary = self.vocabulary;
        let to = fields.optional("to", |reader, node| Some(self.read_all(reader, node)));
        let concerning = fields.optional("for", |reader, node| Some(self.read_all(reader, node)));
        let about = fields.optional("about", |reader, node| Some(self.read_all(reader, node)));
        let what = fields.optional("what", |reader, node| Some(vocabulary.kinds.read_set(reader, node)));
        let term =
            |fields: &mut Fields<'_>, name, tree: &Tree| fields.optional(name, |reader, node| tree.read(reader, node));
        let purpose = term(&mut fields, "purpose", &vocabulary.purposes);
        let channel = term(&mut fields, "by", &vocabulary.channels);
        let setting = term(&mut fields, "at", &vocabulary.settings);
        let under = fields.optional("under", |reader, node| reader.one_of(node, "authority", Authority::ALL));
        let empty = |node: &Node| matches!(&node.value, Value::List(items) if items.is_empty());
        let mut written = |name| fields.node(name).is_some_and(|node| !empty(node));
        let written = Written {
            to: written("to") || is_open,
            about: written("about"),
            what: written("what") || is_open,
            purpose: written("purpose"),
        };
        fields.finish();
        let verb = verb?;
        let usual = vocabulary.purposes.term(verb.usual_purpose());
        // What is told is spoken unless the act says otherwise.
        let voice = vocabulary.channels.term("voice").filter(|_| verb.is_flow());
        let act = Act {
            verb,
            to: to.unwrap_or_default(),
            about: about.unwrap_or_else(|| self.only_client()),
            what: what.unwrap_or_default(),
            purpose: purpose.or(usual),
            channel: channel.or(voice),
            setting,
            under,
            concerning: concerning.unwrap_or_default(),
        };
        check_act(reader, node, &act, written, vocabulary);
        Some(act)
    }

    /// Where one client is served, that is whom acts are about.
    fn only_client(&self) -> Vec<PartyIndex> {
        let clients = self.clients();
        if clients.len() == 1 { clients } else { Vec::new() }
    }

    /// Reads a release on file.
    pub fn read_release(&self, reader: &Reader, node: &Node) -> Option<Release> {
        let vocabulary = self.vocabulary;
        let mut fields = reader.record(node, "a release")?;
        let id = fields.required("id", Reader::text);
        let by = fields.required("by", |reader, node| self.read(reader, node));
        let to = fields.required("to", |reader, node| Some(self.read_all(reader, node)));
        let what = fields.required("what", |reader, node| Some(vocabulary.kinds.read_set(reader, node)));
        let purpose = fields.optional("purpose", |reader, node| Some(vocabulary.purposes.read_set(reader, node)));
        let signed_by = fields.optional("signed_by", |reader, node| self.read(reader, node));
        let signed = fields.optional("signed", Reader::date);
        let expires = fields.optional("expires", Reader::date);
        let revoked = fields.optional("revoked", Reader::date);
        let missing =
            fields.list("missing", |reader, node| reader.one_of(node, "element of a release", RELEASE_ELEMENTS));
        let flaws = fields.list("flaws", |reader, node| reader.one_of(node, "flaw of a release", Flaw::ALL));
        fields.finish();
        Some(Release {
            id: id?,
            by: by?,
            to: to?,
            what: vocabulary.kinds.below_all(what?),
            purpose: vocabulary.purposes.below_all(purpose.unwrap_or_default()),
            signed_by,
            signed,
            expires,
            revoked,
            missing: missing.into_iter().map(str::to_owned).collect(),
            flaws,
        })
    }

    /// Reads a legal paper, with the value of `process.kind` it stands for.
    pub fn read_process(&self, reader: &Reader, node: &Node) -> Option<(Process, Option<i16>)> {
        let vocabulary = self.vocabulary;
        let mut fields = reader.record(node, "a legal process")?;
        let kind = fields.optional("kind", |reader, node| {
            let fact = vocabulary.landmarks.process_kind;
            vocabulary.fact_entry(fact).and_then(|entry| vocabulary.read_fact_value(reader, &entry.id, node.span, node))
        });
        let from = fields.optional("from", |reader, node| self.read(reader, node));
        let about = fields.optional("about", |reader, node| Some(self.read_all(reader, node)));
        let covers = fields.required("covers", |reader, node| Some(vocabulary.kinds.read_set(reader, node)));
        fields.finish();
        let covers = vocabulary.kinds.below_all(covers?);
        Some((Process { from, about: about.unwrap_or_default(), covers }, kind.map(|(_, value)| value)))
    }
}

/// What of an act stands there, well written or not: what could not be read is not missing.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one field of the text")]
struct Written {
    to: bool,
    about: bool,
    what: bool,
    purpose: bool,
}

fn check_act(reader: &Reader, node: &Node, act: &Act, written: Written, vocabulary: &Vocabulary) {
    let head = crate::source::Span::new(node.span.start, node.span.start + 1);
    let note = |message: &str, help: &str| reader.note_with_help("R009", head, message, help);
    if act.tells() && act.to.is_empty() && !written.to {
        note("something is told, but to nobody", "add `to: \"…\"`");
    }
    if act.tells() && act.about.is_empty() && !written.about {
        note("something is told, but there is not one client whom it must be about", "add `about: \"…\"`");
    }
    if act.tells() && act.purpose.is_none() && !written.purpose {
        note("something is told without a purpose", "add `purpose: …`");
    }
    let everything = vocabulary.kinds.iter().find(|(kind, entry)| entry.parent.is_none() && act.what.has(*kind));
    if let Some((_, entry)) = everything {
        let message = format!("`{}` takes in everything there is to tell", entry.id);
        reader.note_with_help("R009", head, message, "name the kinds that the words carry");
    }
    if act.verb == Verb::Disclose && act.what.is_empty() && !written.what {
        note("a disclosure tells something", "add `what: […]`");
    }
}

/// Reads `{ "threat.serious": true }`.
pub fn read_facts(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Vec<(Fact, i16)> {
    reader.map(node, |reader, key, span, value| vocabulary.read_fact_value(reader, key, span, value))
}

/// A question to the engine: a situation, a place, and acts in the order they are done.
#[derive(Debug, Clone)]
pub struct Inquiry {
    /// Whose law, if it says so.
    pub jurisdiction: Option<JurisdictionId>,
    /// Whose code, if it says so.
    pub profession: Option<ProfessionId>,
    /// The law of which day, if it says so.
    pub as_of: Option<Date>,
    /// The agency policies in force.
    pub policies: Vec<PackId>,
    /// The situation.
    pub situation: Situation,
    /// Where it happens.
    pub around: Surroundings,
    /// What is done.
    pub acts: Vec<Act>,
    /// Story minutes that pass after the acts.
    pub wait: u32,
    /// Is the matter closed then, so that what was left undone is missed?
    pub closed: bool,
}

/// What holds for an inquiry that does not say otherwise.
#[derive(Debug, Clone)]
pub struct Premises {
    /// The day of a situation that states none.
    pub date: Date,
    /// People who are there beside those it names.
    pub parties: Vec<Party>,
    /// Facts that hold unless it states them.
    pub facts: Vec<(Fact, i16)>,
}

impl Premises {
    /// Nobody, nothing, today.
    pub fn of(today: Date) -> Self {
        Self { date: today, parties: Vec::new(), facts: Vec::new() }
    }
}

impl Inquiry {
    /// Reads the input of `confidant judge`; `today` dates a situation that states no date.
    ///
    /// # Errors
    /// Every problem of the text.
    pub fn load(source: &Arc<Source>, vocabulary: &Vocabulary, today: Date) -> Result<Self, Vec<Diagnostic>> {
        let node = parse(source).map_err(|problem| vec![problem])?;
        let reader = Reader::new(source);
        let inquiry = reader.record(&node, "an inquiry").and_then(|mut fields| {
            let inquiry = Self::read(&reader, &mut fields, vocabulary, &Premises::of(today));
            fields.finish();
            inquiry
        });
        let problems = reader.into_problems();
        match inquiry {
            Some(inquiry) if problems.is_empty() => Ok(inquiry),
            _ => Err(problems),
        }
    }

    /// Reads the fields of an inquiry out of a record that may have others.
    pub fn read(
        reader: &Reader,
        fields: &mut Fields<'_>,
        vocabulary: &Vocabulary,
        premises: &Premises,
    ) -> Option<Self> {
        let jurisdiction = fields.optional("jurisdiction", Reader::id);
        let profession = fields.optional("profession", Reader::id);
        let as_of = fields.optional("as_of", Reader::date);
        let policies = fields.list("policies", Reader::id);
        let date = fields.optional("date", Reader::date).unwrap_or(premises.date);
        let parties = read_parties(reader, fields, vocabulary, &premises.parties);
        if parties.len() > MAX_PARTIES {
            // In a crowd nobody is found by name, and every other field would be blamed for it.
            [
                "facts",
                "unsettled",
                "releases",
                "process",
                "done",
                "setting",
                "listeners",
                "earshot",
                "acts",
                "closed",
                "wait_minutes",
            ]
            .iter()
            .for_each(|field| {
                fields.node(field);
            });
            return None;
        }
        let people = People { vocabulary, parties: &parties };
        let set = fields.node("facts").map(|node| read_facts(reader, node, vocabulary)).unwrap_or_default();
        let unsettled = fields.list("unsettled", |reader, node| vocabulary.read_fact_id(reader, node));
        let releases = Arc::new(fields.list("releases", |reader, node| people.read_release(reader, node)));
        let process = fields.optional("process", |reader, node| people.read_process(reader, node));
        let done = fields.list("done", |reader, node| people.read_act(reader, node));
        let setting = fields.optional("setting", |reader, node| vocabulary.settings.read(reader, node));
        let mut listeners = fields.list("listeners", |reader, node| people.read_listener(reader, node));
        // As a scene of a case calls it.
        listeners.extend(fields.list("earshot", |reader, node| people.read_listener(reader, node)));
        let acts = fields.list("acts", |reader, node| people.read_act(reader, node));
        let closed = fields.flag("closed");
        let wait = fields.optional("wait_minutes", |reader, node| reader.number(node, 0, 10_000_000)).unwrap_or(0);
        let mut facts = Facts::of(vocabulary);
        premises.facts.iter().chain(&set).for_each(|(fact, value)| facts.set(*fact, *value));
        let (process, kind) = process.map_or((None, None), |(process, kind)| (Some(process), kind));
        if let Some(kind) = kind {
            facts.set(vocabulary.landmarks.process_kind, kind);
        }
        let (learned, parties) = (Vec::new(), Arc::new(parties));
        let mut situation =
            Situation { parties, facts, unsettled, releases, process, date, minute: 0, done: Done::default(), learned };
        done.iter().for_each(|act| situation.note_act(vocabulary, act));
        let around = Surroundings { setting, listeners };
        let wait = u32::try_from(wait).unwrap_or(0);
        Some(Self { jurisdiction, profession, as_of, policies, situation, around, acts, wait, closed })
    }
}

/// The counselor, the people there beforehand, and those named here; who is named here takes an earlier one's place.
pub fn read_parties(reader: &Reader, fields: &mut Fields<'_>, vocabulary: &Vocabulary, before: &[Party]) -> Vec<Party> {
    let mut seen = BTreeSet::from([YOU.to_owned()]);
    let named = fields.list("parties", |reader, node| read_party(reader, node, vocabulary, &mut seen));
    let replaced = |party: &&Party| party.id.as_str() != YOU && !named.iter().any(|other| other.id == party.id);
    let kept: Vec<Party> = before.iter().filter(replaced).cloned().collect();
    let parties: Vec<Party> = std::iter::once(you(vocabulary)).chain(kept).chain(named).collect();
    if parties.len() > MAX_PARTIES {
        reader.note("S007", fields.span(), format!("there are more than {MAX_PARTIES} parties"));
    }
    parties
}

fn read_party(reader: &Reader, node: &Node, vocabulary: &Vocabulary, seen: &mut BTreeSet<String>) -> Option<Party> {
    let mut fields = reader.record(node, "a party")?;
    let party = read_party_fields(&mut fields, vocabulary);
    let id = fields.node("id").map_or(node.span, |id| id.span);
    fields.finish();
    if let Some(party) = party.as_ref().filter(|party| !seen.insert(party.id.to_string())) {
        reader.note("S006", id, format!("the party `{}` is there twice", brief(party.id.as_str())));
    }
    party
}
