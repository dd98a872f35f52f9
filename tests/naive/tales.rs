//! Makes up matters: people, facts, papers and acts by chance, bent so that some rule in force nearly applies.

use confidant::ethics::{
    Act, Atom, Authority, Condition, Done, FactKind, Facts, Flaw, Listener, MadeOut, Manner, Party, PartyIndex,
    Process, Release, ReleaseStatus, Rule, Rulebook, Situation, Surroundings, Term, TermSet, Tree, Verb, Vocabulary,
    Whose,
};
use confidant::ids::PartyId;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rand::RngExt as _;
use rand::rngs::ChaCha8Rng;
use std::sync::Arc;

/// The first client comes right after the counselor.
const CLIENT: PartyIndex = PartyIndex(1);
const AGES: &[Option<u8>] =
    &[None, None, Some(3), Some(11), Some(13), Some(15), Some(17), Some(18), Some(34), Some(71)];
const LACKING: &[&str] = &["expiry", "signature", "recipient", "authority", "revoke_statement"];
const FLAWS: &[Flaw] = &[Flaw::Conditioned, Flaw::KnownFalse, Flaw::Compound];

/// A matter in the making.
pub(crate) struct Tale<'a> {
    pub(crate) chance: ChaCha8Rng,
    pub(crate) book: &'a Rulebook,
    pub(crate) situation: Situation,
    pub(crate) around: Surroundings,
    pub(crate) act: Act,
}

pub(crate) fn chosen<T: Copy>(chance: &mut ChaCha8Rng, items: &[T]) -> Option<T> {
    if items.is_empty() { None } else { items.get(chance.random_range(0..items.len())).copied() }
}

pub(crate) fn some_day(chance: &mut ChaCha8Rng) -> Date {
    let first = if chance.random_bool(0.5) { date(2010, 1, 1) } else { date(2024, 1, 1) };
    let last = date(2027, 12, 31);
    let days = first.until(last).map_or(0, |span| span.get_days());
    first + i64::from(chance.random_range(0..=days)).days()
}

fn terms(tree: &Tree) -> Vec<Term> {
    tree.iter().filter(|(_, entry)| !entry.computed).map(|(term, _)| term).collect()
}

impl<'a> Tale<'a> {
    pub(crate) fn begin(book: &'a Rulebook, mut chance: ChaCha8Rng) -> Self {
        let words = &*book.vocabulary;
        let date = some_day(&mut chance);
        let situation = Situation {
            parties: Arc::new(vec![confidant::ethics::you(words)]),
            facts: Facts::of(words),
            unsettled: Vec::new(),
            releases: Arc::default(),
            process: None,
            date,
            minute: 0,
            done: Done::default(),
            learned: Vec::new(),
        };
        let act = Act {
            verb: Verb::Disclose,
            to: Vec::new(),
            about: Vec::new(),
            what: TermSet::EMPTY,
            purpose: None,
            channel: None,
            setting: None,
            under: None,
            concerning: Vec::new(),
        };
        let mut tale = Self { chance, book, situation, around: Surroundings::default(), act };
        tale.people();
        tale.papers();
        tale.circumstances();
        tale.act = tale.some_act();
        tale.aim_at_some_rule();
        for _ in 0..tale.chance.random_range(0..3u8) {
            tale.disturb();
        }
        tale.take_words_from_some_listeners();
        tale
    }

    /// Not everybody makes out everything; now and then somebody is named twice, with a part each time.
    fn take_words_from_some_listeners(&mut self) {
        for at in 0..self.around.listeners.len() {
            if self.likely(0.4) {
                continue;
            }
            let part = self.some_part();
            let Some(listener) = self.around.listeners.get_mut(at) else { continue };
            listener.makes_out = part;
            let who = listener.who;
            if self.likely(0.2) {
                let makes_out = self.some_part();
                self.around.listeners.push(Listener { who, makes_out });
            }
        }
    }

    /// Some of what is told, and perhaps something that is not; or the news without a name.
    fn some_part(&mut self) -> MadeOut {
        let told = self.act.what;
        if self.likely(0.4) {
            return MadeOut::Kinds(told.without(self.saying_who()));
        }
        let share = chosen(&mut self.chance, &[0.0, 0.5, 0.5, 0.9]).unwrap_or(0.5);
        let some: TermSet = told.iter().filter(|_| self.chance.random_bool(share)).collect();
        MadeOut::Kinds(some | self.some_kinds(2))
    }

    /// The kinds that say who it is.
    fn saying_who(&self) -> TermSet {
        let marks = &self.words().landmarks;
        self.words().kinds.below_all([marks.identity, marks.presence, marks.record].into_iter().collect())
    }

    fn words(&self) -> &'a Vocabulary {
        &self.book.vocabulary
    }

    fn likely(&mut self, share: f64) -> bool {
        self.chance.random_bool(share)
    }

    fn up_to(&mut self, most: usize) -> usize {
        self.chance.random_range(0..=most)
    }

    fn one_of(&mut self, tree: &Tree) -> Option<Term> {
        chosen(&mut self.chance, &terms(tree))
    }

    fn below(&mut self, tree: &Tree, term: Term) -> Term {
        let below: Vec<Term> = tree.below(term).iter().collect();
        chosen(&mut self.chance, &below).unwrap_or(term)
    }

    fn some_kinds(&mut self, most: usize) -> TermSet {
        let tree = &self.words().kinds;
        let count = self.up_to(most);
        (0..count).filter_map(|_| self.one_of(tree)).collect()
    }

    // People.

    fn add_person(&mut self, roles: TermSet) -> PartyIndex {
        let at = self.situation.parties.len();
        let id = format!("p{at}");
        let age = chosen(&mut self.chance, AGES).flatten();
        let deceased = self.likely(0.08);
        let closure = self.words().roles.above_all(roles);
        let party = Party { id: PartyId::from(id.as_str()), name: id, roles, closure, age, deceased };
        Arc::make_mut(&mut self.situation.parties).push(party);
        PartyIndex(u8::try_from(at).unwrap_or(u8::MAX))
    }

    fn people(&mut self) {
        let words = self.words();
        let client = words.landmarks.client;
        let clients = 1 + usize::from(self.likely(0.25));
        for _ in 0..clients {
            let role = if self.likely(0.85) { client } else { self.below(&words.roles, client) };
            let second = if self.likely(0.1) { self.one_of(&words.roles) } else { None };
            self.add_person(TermSet::of(role) | second.into_iter().collect());
        }
        for _ in 0..self.chance.random_range(1..=4u8) {
            let count = 1 + usize::from(self.likely(0.25));
            let roles = (0..count).filter_map(|_| self.one_of(&words.roles)).collect();
            self.add_person(roles);
        }
    }

    fn anybody(&mut self) -> PartyIndex {
        let last = self.situation.parties.len() - 1;
        PartyIndex(u8::try_from(self.up_to(last)).unwrap_or(0))
    }

    fn clients(&self) -> Vec<PartyIndex> {
        let client = self.words().landmarks.client;
        let people = self.situation.parties.iter().zip(0u8..);
        people.filter(|(party, _)| party.closure.has(client)).map(|(_, at)| PartyIndex(at)).collect()
    }

    /// Somebody in this role; where it is worked out, somebody who comes to be it.
    fn somebody(&mut self, role: Term) -> PartyIndex {
        let marks = &self.words().landmarks;
        let about = self.act.about.first().copied().unwrap_or(CLIENT);
        if role == marks.subject {
            return about;
        }
        if role == marks.co_client {
            let other = self.clients().into_iter().find(|client| *client != about);
            return other.unwrap_or_else(|| self.add_person(TermSet::of(marks.client)));
        }
        let people = self.situation.parties.iter().zip(0u8..);
        let known: Vec<PartyIndex> =
            people.filter(|(party, _)| party.closure.has(role)).map(|(_, at)| PartyIndex(at)).collect();
        match chosen(&mut self.chance, &known) {
            Some(one) if self.chance.random_bool(0.7) || self.situation.parties.len() > 12 => one,
            _ => {
                let tree = &self.words().roles;
                let role = self.below(tree, role);
                self.add_person(TermSet::of(role))
            }
        }
    }

    // Papers, facts, and what was done.

    fn papers(&mut self) {
        for _ in 0..self.chance.random_range(0..3u8) {
            let (by, to) = (self.anybody(), self.anybody());
            let sound = self.likely(0.5);
            self.file(by, to, sound);
        }
        if self.likely(0.25) {
            let kinds = self.some_kinds(4);
            let about = if self.likely(0.5) { vec![CLIENT] } else { Vec::new() };
            self.situation.process = Some(Process { from: None, about, covers: self.words().kinds.below_all(kinds) });
        }
    }

    fn file(&mut self, by: PartyIndex, to: PartyIndex, sound: bool) {
        let words = self.words();
        let told = self.act.what.iter().filter(|_| self.chance.random_bool(0.8)).collect::<TermSet>();
        let what = words.kinds.below_all(told | self.some_kinds(3));
        let purpose = match self.chance.random_range(0..3u8) {
            0 => TermSet::EMPTY,
            1 => self.act.purpose.map(|purpose| words.purposes.below(purpose)).unwrap_or_default(),
            _ => self.one_of(&words.purposes).map(|purpose| words.purposes.below(purpose)).unwrap_or_default(),
        };
        let today = self.situation.date;
        let mut also = vec![to];
        if self.likely(0.2) {
            also.push(self.anybody());
        }
        let mut release = Release {
            id: format!("release {}", self.situation.releases.len() + 1),
            by,
            to: also,
            what,
            purpose,
            signed_by: Some(by),
            signed: Some(today),
            expires: None,
            revoked: None,
            missing: Vec::new(),
            flaws: Vec::new(),
        };
        if self.situation.party(by).is_some_and(Party::is_minor) && self.likely(0.6) {
            release.signed_by = self.words().roles.term("guardian").map(|guardian| self.somebody(guardian));
        }
        if !sound {
            self.spoil(&mut release);
        }
        Arc::make_mut(&mut self.situation.releases).push(release);
    }

    fn spoil(&mut self, release: &mut Release) {
        let today = self.situation.date;
        let day = today + i64::from(self.chance.random_range(-2..3i8)).days();
        match self.chance.random_range(0..8u8) {
            0 => release.signed_by = None,
            1 => release.signed_by = Some(self.anybody()),
            2 => release.signed = Some(day),
            3 => release.expires = Some(day),
            4 => release.revoked = Some(day),
            5 => release.missing.extend(chosen(&mut self.chance, LACKING).map(String::from)),
            6 => release.flaws.extend(chosen(&mut self.chance, FLAWS)),
            _ => release.what = release.what | TermSet::of(self.words().landmarks.psychotherapy_notes),
        }
    }

    fn circumstances(&mut self) {
        let words = self.words();
        for _ in 0..self.chance.random_range(0..6u8) {
            self.turn_some_fact();
        }
        for _ in 0..self.chance.random_range(0..3u8) {
            let act = self.some_act();
            self.situation.note_act(words, &act);
        }
        if self.likely(0.15) {
            self.leave_a_belief_open();
        }
        if self.likely(0.15) {
            let (one, other, kinds) = (self.anybody(), self.anybody(), self.some_kinds(2));
            self.situation.note_learned(&[one], &[other], kinds);
        }
        self.around.setting = if self.likely(0.7) { self.one_of(&words.settings) } else { None };
        for _ in 0..self.chance.random_range(0..3u8) {
            let listener = self.anybody();
            if listener.0 != 0 && !self.around.listeners.iter().any(|known| known.who == listener) {
                self.around.listeners.push(Listener::all(listener));
            }
        }
    }

    pub(crate) fn turn_some_fact(&mut self) {
        let facts: Vec<_> = self.words().facts().map(|(fact, _)| fact).collect();
        let Some(fact) = chosen(&mut self.chance, &facts) else { return };
        let values: Vec<i16> =
            self.words().fact_entry(fact).map(|entry| entry.kind.values().collect()).unwrap_or_default();
        if let Some(value) = chosen(&mut self.chance, &values) {
            self.situation.facts.set(fact, value);
        }
    }

    fn leave_a_belief_open(&mut self) {
        let beliefs: Vec<_> = self.words().facts().filter(|(_, entry)| entry.belief).map(|(fact, _)| fact).collect();
        if let Some(belief) = chosen(&mut self.chance, &beliefs)
            && !self.situation.unsettled.contains(&belief)
        {
            self.situation.unsettled.push(belief);
        }
    }

    /// Any act at all.
    pub(crate) fn some_act(&mut self) -> Act {
        let words = self.words();
        let verbs: Vec<Verb> = Verb::ALL.iter().map(|(_, verb)| *verb).collect();
        let flows: Vec<Verb> = verbs.iter().copied().filter(|verb| verb.is_flow()).collect();
        let telling = self.likely(0.6);
        let verb = chosen(&mut self.chance, if telling { &flows } else { &verbs }).unwrap_or(Verb::LetPass);
        let mut act = Act {
            verb,
            to: Vec::new(),
            about: Vec::new(),
            what: if verb.is_flow() || self.likely(0.2) { self.some_kinds(4) } else { TermSet::EMPTY },
            purpose: words.purposes.term(verb.usual_purpose()),
            channel: words.channels.term("voice").filter(|_| verb.is_flow()),
            setting: None,
            under: None,
            concerning: Vec::new(),
        };
        let usual = self.chance.random_range(0..20u8);
        for _ in 0..match usual {
            0 | 1 => 0,
            2..=4 => 2,
            _ => 1u8,
        } {
            let one = self.anybody();
            if !act.to.contains(&one) {
                act.to.push(one);
            }
        }
        act.about = match self.chance.random_range(0..12u8) {
            0 => Vec::new(),
            1 => vec![self.anybody()],
            2 => self.clients(),
            _ => vec![CLIENT],
        };
        if self.likely(0.5) {
            act.purpose = self.one_of(&words.purposes);
        }
        if self.likely(0.4) {
            act.channel = self.one_of(&words.channels);
        }
        if self.likely(0.2) {
            act.setting = self.one_of(&words.settings);
        }
        if self.likely(0.2) {
            act.under = chosen(&mut self.chance, Authority::ALL).map(|(_, authority)| authority);
        }
        if self.likely(0.2) {
            act.concerning.push(self.anybody());
        }
        act
    }

    // Bending it toward a rule.

    /// Half of the time any rule in force, else a rule of any pack: small packs are met as often as large ones.
    fn some_rule(&mut self) -> Option<&'a Rule> {
        let book = self.book;
        let mut rules: Vec<_> = book.refs().collect();
        let packs: Vec<_> = book.packs.iter().map(|pack| &pack.id).collect();
        if let Some(pack) = chosen(&mut self.chance, &packs).filter(|_| self.chance.random_bool(0.5)) {
            rules.retain(|rule| book.pack_of(*rule).is_some_and(|of| of.id == *pack));
        }
        chosen(&mut self.chance, &rules).and_then(|rule| book.rule(rule))
    }

    fn aim_at_some_rule(&mut self) {
        let Some(rule) = self.some_rule() else { return };
        self.aim_at(rule);
        if self.likely(0.4)
            && let Some(other) = self.some_rule()
        {
            self.bring_about(&other.when, true);
        }
    }

    fn aim_at(&mut self, rule: &Rule) {
        let words = self.words();
        if let Some(pack) = self.book.find(rule.id.as_str()).and_then(|rule| self.book.pack_of(rule))
            && let Some(when) = &pack.when
        {
            self.bring_about(when, true);
        }
        let asked: Vec<Verb> =
            Verb::ALL.iter().map(|(_, verb)| *verb).filter(|verb| verb.mask() & rule.acts != 0).collect();
        if let Some(verb) = chosen(&mut self.chance, &asked) {
            self.act.verb = verb;
            if verb.is_flow() && self.act.channel.is_none() && self.likely(0.8) {
                self.act.channel = words.channels.term("voice");
            }
            if self.act.purpose.is_none() {
                self.act.purpose = words.purposes.term(verb.usual_purpose());
            }
        }
        let any_of = |tale: &mut Self, set: TermSet| {
            let all: Vec<Term> = set.iter().collect();
            chosen(&mut tale.chance, &all)
        };
        if let Some(role) = any_of(self, rule.about) {
            self.act.about = vec![self.somebody(role)];
        }
        if let Some(role) = any_of(self, rule.to) {
            let one = self.somebody(role);
            let others = self.act.to.clone();
            self.act.to = vec![one];
            if self.likely(0.2) {
                self.act.to.extend(others.into_iter().filter(|other| *other != one));
            }
        }
        if let Some(purpose) = any_of(self, rule.purpose) {
            self.act.purpose = Some(self.below(&words.purposes, purpose));
        }
        if let Some(channel) = any_of(self, rule.channel) {
            self.act.channel = Some(self.below(&words.channels, channel));
        }
        if let Some(setting) = any_of(self, rule.setting) {
            self.act.setting = Some(self.below(&words.settings, setting));
        }
        if let confidant::ethics::Extent::Kinds(kinds) = rule.at_most
            && self.likely(0.6)
        {
            let some = kinds.iter().filter(|_| self.chance.random_bool(0.2)).collect();
            self.act.what = some;
        }
        if self.act.verb.is_flow() && self.act.what.is_empty() && self.likely(0.9) {
            self.act.what = words.kinds.term("presence").into_iter().collect::<TermSet>() | self.some_kinds(2);
        }
        self.bring_about(&rule.when, true);
        if let Some(unless) = &rule.unless {
            let spared = self.likely(0.8);
            self.bring_about(unless, !spared);
        }
        if let Some(discharge) = &rule.discharged_by
            && rule.acts != 0
            && self.likely(0.5)
        {
            let steps = discharge.steps().to_vec();
            steps.iter().for_each(|step| self.bring_about(step, true));
        }
    }

    fn bring_about(&mut self, condition: &Condition<Atom>, wanted: bool) {
        match (condition, wanted) {
            (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                parts.iter().for_each(|part| self.bring_about(part, wanted));
            }
            (Condition::All(parts), false) | (Condition::Any(parts), true) => {
                let all: Vec<&Condition<Atom>> = parts.iter().collect();
                if let Some(part) = chosen(&mut self.chance, &all) {
                    self.bring_about(part, wanted);
                }
            }
            (Condition::Not(part), _) => self.bring_about(part, !wanted),
            (Condition::Atom(atom), _) => self.make_so(atom, wanted),
        }
    }

    fn make_so(&mut self, atom: &Atom, wanted: bool) {
        let words = self.words();
        match atom {
            Atom::Fact(fact, compare, value) => {
                let kind = words.fact_entry(*fact).map_or(&FactKind::Flag, |entry| &entry.kind);
                let fitting: Vec<i16> = kind.values().filter(|one| compare.holds(*one, *value) == wanted).collect();
                if let Some(value) = chosen(&mut self.chance, &fitting) {
                    self.situation.facts.set(*fact, value);
                }
            }
            Atom::Done(verb, manner) if wanted => {
                let act = self.act_of(*verb, *manner);
                self.situation.note_act(words, &act);
            }
            Atom::Done(..) => {
                if self.likely(0.5) {
                    self.situation.done = Done::default();
                }
            }
            Atom::Doubt if wanted => self.leave_a_belief_open(),
            Atom::Doubt => self.situation.unsettled.clear(),
            Atom::Age(whose, compare, years) => {
                let ages = [None, years.checked_sub(1), Some(*years), years.checked_add(1)];
                let fits = |age: &Option<u8>| compare.holds(age.unwrap_or(u8::MAX), *years) == wanted;
                let fitting: Vec<Option<u8>> = ages.into_iter().filter(fits).collect();
                let who = match whose {
                    Whose::Client => Some(CLIENT),
                    Whose::Subject => self.act.about.first().copied(),
                    Whose::Recipient => self.act.to.first().copied(),
                };
                if let (Some(age), Some(who)) = (chosen(&mut self.chance, &fitting), who) {
                    self.alter(who, |party| party.age = age);
                }
            }
            Atom::SubjectDeceased => {
                if let Some(who) = self.act.about.first().copied() {
                    self.alter(who, |party| party.deceased = wanted);
                }
            }
            Atom::Recipient(role, is) if *is == wanted => self.act.to = vec![self.somebody(*role)],
            Atom::Recipient(..) => (),
            Atom::Subject(role, is) if *is == wanted => self.act.about = vec![self.somebody(*role)],
            Atom::Subject(..) => (),
            Atom::Purpose(purpose, is) if *is == wanted => {
                self.act.purpose = Some(self.below(&words.purposes, *purpose));
            }
            Atom::Purpose(..) => self.act.purpose = self.one_of(&words.purposes),
            Atom::Channel(channel, is) if *is == wanted => {
                self.act.channel = Some(self.below(&words.channels, *channel));
            }
            Atom::Channel(..) => self.act.channel = self.one_of(&words.channels),
            Atom::Setting(setting, is) if *is == wanted => {
                self.act.setting = Some(self.below(&words.settings, *setting));
            }
            Atom::Setting(..) => self.act.setting = self.one_of(&words.settings),
            Atom::Shares(kinds) => {
                let all: Vec<Term> = kinds.iter().collect();
                match chosen(&mut self.chance, &all).filter(|_| wanted) {
                    Some(kind) => self.act.what = self.act.what | TermSet::of(kind),
                    None => self.act.what = self.act.what.without(*kinds),
                }
            }
            Atom::Identified if wanted => self.act.what = self.act.what | TermSet::of(words.landmarks.identity),
            Atom::Identified => {
                self.act.what = self.act.what.without(self.saying_who());
            }
            Atom::Incidental | Atom::Overheard if wanted => {
                self.act.channel = words.channels.term("voice");
                let listener = self.anybody();
                self.around.listeners = vec![Listener::all(listener)];
            }
            Atom::Incidental | Atom::Overheard => self.around.listeners.clear(),
            Atom::RequiredByLaw => (),
            Atom::Release(status, is) => self.put_on_file(*status, *is == wanted),
            Atom::EveryoneReleased => {
                if let Some(to) = self.act.to.first().copied().filter(|_| wanted) {
                    // Nobody signs a release to oneself.
                    let others = self.clients().into_iter().filter(|client| *client != to);
                    others.collect::<Vec<_>>().into_iter().for_each(|client| self.file(client, to, true));
                }
            }
            Atom::Under(authority, is) => self.act.under = (*is == wanted).then_some(*authority),
        }
    }

    fn put_on_file(&mut self, status: ReleaseStatus, wanted: bool) {
        let (Some(to), Some(about)) = (self.act.to.first().copied(), self.act.about.first().copied()) else { return };
        match (status, wanted) {
            (ReleaseStatus::Valid, true) if self.clients().len() > 1 && self.likely(0.5) => {
                self.act.about = self.clients();
                self.clients().into_iter().for_each(|client| self.file(client, to, true));
            }
            (ReleaseStatus::Valid, true) => self.file(about, to, true),
            (ReleaseStatus::Defective, true) => {
                Arc::make_mut(&mut self.situation.releases).clear();
                self.file(about, to, false);
            }
            (ReleaseStatus::None, true) | (ReleaseStatus::Valid | ReleaseStatus::Defective, false) => {
                Arc::make_mut(&mut self.situation.releases).clear();
            }
            (ReleaseStatus::None, false) => self.file(about, to, true),
        }
    }

    fn alter(&mut self, who: PartyIndex, change: impl FnOnce(&mut Party)) {
        if let Some(party) = Arc::make_mut(&mut self.situation.parties).get_mut(usize::from(who.0)) {
            change(party);
        }
    }

    /// An act that is what `done(…)` asks for.
    pub(crate) fn act_of(&mut self, verb: Verb, manner: Manner) -> Act {
        let words = self.words();
        let narrower: Vec<Verb> =
            Verb::ALL.iter().map(|(_, one)| *one).filter(|one| *one == verb || one.parents().contains(&verb)).collect();
        let mut act = self.some_act();
        act.verb = chosen(&mut self.chance, &narrower).unwrap_or(verb);
        act.concerning.clear();
        if let Some(role) = manner.toward {
            act.to = vec![self.somebody(role)];
        }
        if let Some(channel) = manner.by {
            act.channel = Some(self.below(&words.channels, channel));
        }
        if let Some(purpose) = manner.purpose {
            act.purpose = Some(self.below(&words.purposes, purpose));
        }
        if self.likely(0.3) {
            act.concerning = if self.likely(0.5) { self.act.to.clone() } else { vec![self.anybody()] };
        }
        act
    }

    /// One thing is different after all.
    fn disturb(&mut self) {
        let words = self.words();
        match self.chance.random_range(0..12u8) {
            0..=2 => self.turn_some_fact(),
            3 => self.act.what = self.act.what | self.some_kinds(2),
            4 => self.act.what = self.act.what.iter().filter(|_| self.chance.random_bool(0.7)).collect(),
            5 => {
                let one = self.anybody();
                if !self.act.to.contains(&one) {
                    self.act.to.push(one);
                }
            }
            6 => self.act.channel = self.one_of(&words.channels),
            7 => self.act.purpose = self.one_of(&words.purposes),
            8 => {
                if let Some(mut release) = Arc::make_mut(&mut self.situation.releases).pop() {
                    self.spoil(&mut release);
                    Arc::make_mut(&mut self.situation.releases).push(release);
                }
            }
            9 => {
                let (who, age) = (self.anybody(), chosen(&mut self.chance, AGES).flatten());
                self.alter(who, |party| party.age = age);
            }
            10 => self.leave_a_belief_open(),
            _ => {
                let act = self.some_act();
                self.situation.note_act(words, &act);
            }
        }
    }

    /// Something that a duty of the run turns on comes about, or is over.
    pub(crate) fn turn_what_a_duty_asks(&mut self, duties: &[confidant::ethics::Duty]) {
        let rules: Vec<_> = duties.iter().map(|duty| duty.rule).collect();
        if let Some(rule) = chosen(&mut self.chance, &rules).and_then(|rule| self.book.rule(rule)) {
            let wanted = self.likely(0.5);
            self.bring_about(&rule.when, wanted);
        }
    }

    /// What is done next: often something that an open duty asks for.
    pub(crate) fn next_act(&mut self, duties: &[confidant::ethics::Duty]) -> Act {
        let asked: Vec<(Verb, Manner)> = duties
            .iter()
            .filter_map(|duty| self.book.rule(duty.rule)?.discharged_by.as_ref())
            .flat_map(confidant::ethics::Discharge::atoms)
            .filter_map(|atom| match atom {
                Atom::Done(verb, manner) => Some((*verb, *manner)),
                _ => None,
            })
            .collect();
        match chosen(&mut self.chance, &asked) {
            Some((verb, manner)) if self.chance.random_bool(0.7) => self.act_of(verb, manner),
            _ => self.some_act(),
        }
    }
}
