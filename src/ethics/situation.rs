//! What is so when somebody acts: the people, the facts as the counselor knows them, the releases on file, the legal
//! paper received, the beliefs still open, the date and clock, and what has been done so far.

use super::act::{Act, Verb};
use super::vocabulary::{Fact, Term, TermSet, Vocabulary};
use crate::ids::PartyId;
use jiff::civil::Date;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A party's place in [`Situation::parties`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyIndex(pub u8);

/// Somebody within earshot, and how much of the talk reaches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Listener {
    /// Who.
    pub who: PartyIndex,
    /// What of the talk they can follow.
    pub makes_out: MadeOut,
}

impl Listener {
    /// Somebody near enough to follow everything.
    pub fn all(who: PartyIndex) -> Self {
        Self { who, makes_out: MadeOut::All }
    }

    /// Somebody whom only these kinds reach.
    pub fn part(who: PartyIndex, kinds: TermSet) -> Self {
        Self { who, makes_out: MadeOut::Kinds(kinds) }
    }
}

/// What somebody makes out of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MadeOut {
    /// Every word.
    #[default]
    All,
    /// Of what is told these kinds alone; a wider kind told is not taken for a narrower one of them.
    Kinds(TermSet),
}

impl MadeOut {
    /// Which of the kinds told are made out.
    #[must_use]
    pub fn of(self, told: TermSet) -> TermSet {
        match self {
            Self::All => told,
            Self::Kinds(kinds) => told.and(kinds),
        }
    }

    /// What is made out by one or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Kinds(one), Self::Kinds(other)) => Self::Kinds(one | other),
            (Self::All, _) | (_, Self::All) => Self::All,
        }
    }
}

/// Somebody in the situation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Party {
    /// As written in files.
    pub id: PartyId,
    /// As shown to people.
    pub name: String,
    /// The roles given to them.
    pub roles: TermSet,
    /// The same with every wider role.
    pub closure: TermSet,
    /// Years, where it matters.
    pub age: Option<u8>,
    /// Dead people keep their privacy.
    pub deceased: bool,
}

impl Party {
    /// Under eighteen?
    pub fn is_minor(&self) -> bool {
        self.age.is_some_and(|age| age < 18)
    }
}

/// The values of all facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    values: Vec<i16>,
    /// The facts whose value is one: of flags, those that hold.
    up: FactSet,
}

impl Hash for Facts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // What is up follows from the values.
        self.values.hash(state);
    }
}

impl Facts {
    /// Every fact at its default.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let mut facts = Self { values: vec![0; vocabulary.facts().count()], up: FactSet::default() };
        vocabulary.facts().for_each(|(fact, entry)| facts.set(fact, entry.default));
        facts
    }

    /// The value of a fact.
    pub fn get(&self, fact: Fact) -> i16 {
        self.values.get(fact.index()).copied().unwrap_or(0)
    }

    /// Changes a fact.
    pub fn set(&mut self, fact: Fact, value: i16) {
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = value;
            self.up.put(fact, value == 1);
        }
    }

    /// Do all of these flags hold, and none of those?
    pub(super) fn agree(&self, must: &FactSet, must_not: &FactSet) -> bool {
        let mut words = self.up.0.iter().zip(&must.0).zip(&must_not.0);
        words.all(|((up, must), must_not)| up & must == *must && up & must_not == 0)
    }
}

/// As many facts as most vocabularies have; what does not fit is asked one by one.
const SET_WORDS: usize = 5;

/// A set of facts, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct FactSet([u64; SET_WORDS]);

impl FactSet {
    /// Puts a fact in or out; a fact beyond the set's size stays out.
    pub(super) fn put(&mut self, fact: Fact, is_in: bool) {
        let bit = 1 << (fact.index() % 64);
        if let Some(word) = self.0.get_mut(fact.index() / 64) {
            *word = if is_in { *word | bit } else { *word & !bit };
        }
    }
}

/// A release of information or an authorization on file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Release {
    /// As written in files.
    pub id: String,
    /// Whose information it releases.
    pub by: PartyIndex,
    /// To whom.
    pub to: Vec<PartyIndex>,
    /// Which kinds, with all below them.
    pub what: TermSet,
    /// For which purposes, with all below them; empty is "at the request of the individual": any.
    pub purpose: TermSet,
    /// Who signed.
    pub signed_by: Option<PartyIndex>,
    /// When.
    pub signed: Option<Date>,
    /// From this day on it is void.
    pub expires: Option<Date>,
    /// From this day on it is withdrawn.
    pub revoked: Option<Date>,
    /// Required elements that the form lacks, in words.
    pub missing: Vec<String>,
    /// What else makes it void.
    pub flaws: Vec<Flaw>,
}

/// What makes a complete form void all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// Care was made to depend on signing.
    Conditioned,
    /// A material point of it is known to be false.
    KnownFalse,
    /// It is combined with what must stand alone.
    Compound,
}

impl Flaw {
    /// As written in files.
    pub const ALL: &[(&str, Self)] =
        &[("conditioned", Self::Conditioned), ("known_false", Self::KnownFalse), ("compound", Self::Compound)];
}

/// Why a release does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// Nobody signed.
    Unsigned,
    /// Signed by somebody who may not.
    WrongSigner,
    /// Its time is over.
    Expired,
    /// The client took it back.
    Revoked,
    /// An element is missing.
    Lacks(String),
    /// Psychotherapy notes stand together with other records, or it is otherwise wrongly combined.
    Compound,
    /// Care depends on signing it.
    Conditioned,
    /// It is known to be false.
    KnownFalse,
}

impl Defect {
    /// As a clause people can read.
    pub fn words(&self) -> String {
        match self {
            Self::Unsigned => "it is not signed".into(),
            Self::WrongSigner => "it is signed by somebody who may not sign for this person".into(),
            Self::Expired => "it has expired".into(),
            Self::Revoked => "it was revoked".into(),
            Self::Lacks(element) => format!("it lacks its {}", crate::reading::plain_words(element)),
            Self::Compound => "it combines what must stand apart, as psychotherapy notes and other records".into(),
            Self::Conditioned => "care was made to depend on signing it".into(),
            Self::KnownFalse => "a material point of it is known to be false".into(),
        }
    }
}

/// How a release on file stands to a disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseStatus {
    /// None on file for this person, recipient and purpose.
    None,
    /// One is there and does not hold.
    Defective,
    /// One is there and holds.
    Valid,
}

/// Legal paper received.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// Who sent it.
    pub from: Option<PartyIndex>,
    /// Whose information it wants; empty is everybody's.
    pub about: Vec<PartyIndex>,
    /// Which kinds it orders, with all below them.
    pub covers: TermSet,
}

/// One thing that was done, toward one person or nobody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deed {
    /// What.
    pub verb: Verb,
    /// The roles of whom it was done toward, with every wider role.
    pub toward: TermSet,
    /// The way, with every wider way.
    pub by: TermSet,
    /// The purpose, with every wider purpose.
    pub purpose: TermSet,
    /// The recipients it concerns; empty is whoever it may be.
    pub concerning: Vec<PartyIndex>,
}

/// What a condition asks of one deed beyond its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Manner {
    /// Toward somebody in this role.
    pub toward: Option<Term>,
    /// By this way.
    pub by: Option<Term>,
    /// For this purpose.
    pub purpose: Option<Term>,
}

impl Manner {
    fn fits(self, deed: &Deed) -> bool {
        let has = |wanted: Option<Term>, given: TermSet| wanted.is_none_or(|term| given.has(term));
        has(self.toward, deed.toward) && has(self.by, deed.by) && has(self.purpose, deed.purpose)
    }
}

/// What was done so far, as conditions ask for it: each kind of deed once, in one order whatever the order of doing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Done {
    verbs: u64,
    deeds: Vec<Deed>,
}

impl Done {
    /// Was this done, by itself or by a narrower act? A deed that concerns named recipients counts for those alone.
    pub fn has(&self, verb: Verb, manner: Manner, recipient: Option<PartyIndex>) -> bool {
        let concerns = |deed: &Deed| {
            deed.concerning.is_empty() || recipient.is_none_or(|recipient| deed.concerning.contains(&recipient))
        };
        let fits = |deed: &Deed| deed.verb.mask() & verb.bit() != 0 && manner.fits(deed) && concerns(deed);
        self.verbs & verb.bit() != 0 && self.deeds.iter().any(fits)
    }

    /// Was this done without naming the recipients it concerns, so that it counts for whomever?
    pub fn has_for_anybody(&self, verb: Verb, manner: Manner) -> bool {
        let fits = |deed: &Deed| deed.concerning.is_empty() && deed.counts_as(verb, manner);
        self.verbs & verb.bit() != 0 && self.deeds.iter().any(fits)
    }

    /// Everything done.
    pub fn deeds(&self) -> &[Deed] {
        &self.deeds
    }

    /// Notes a deed.
    pub fn note(&mut self, deed: Deed) {
        self.verbs |= deed.verb.mask();
        if let Err(at) = self.deeds.binary_search(&deed) {
            self.deeds.insert(at, deed);
        }
    }

    /// Notes an act: a deed for each person it was done toward.
    pub fn note_act(&mut self, act: &Act, situation: &Situation, vocabulary: &Vocabulary) {
        for deed in deeds(act, situation, vocabulary) {
            self.note(deed);
        }
    }
}

/// An act as deeds, one for each person it is done toward.
fn deeds(act: &Act, situation: &Situation, vocabulary: &Vocabulary) -> Vec<Deed> {
    let deed = |toward| deed_toward(act, toward, situation, vocabulary);
    if act.to.is_empty() { vec![deed(None)] } else { act.to.iter().map(|toward| deed(Some(*toward))).collect() }
}

/// An act as the deed that it is toward one person, or toward nobody.
pub(super) fn deed_toward(
    act: &Act,
    toward: Option<PartyIndex>,
    situation: &Situation,
    vocabulary: &Vocabulary,
) -> Deed {
    let toward = toward.and_then(|index| situation.party(index)).map(|party| party.closure).unwrap_or_default();
    let by = act.channel.map(|channel| vocabulary.channels.above(channel)).unwrap_or_default();
    let purpose = act.purpose.map(|purpose| vocabulary.purposes.above(purpose)).unwrap_or_default();
    Deed { verb: act.verb, toward, by, purpose, concerning: act.concerning.clone() }
}

impl Deed {
    /// Would it count as what a condition asks for?
    pub(super) fn counts_as(&self, verb: Verb, manner: Manner) -> bool {
        self.verb.mask() & verb.bit() != 0 && manner.fits(self)
    }
}

/// Everything that decides whether an act is right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Situation {
    /// The people; the counselor is one of them.
    pub parties: Arc<Vec<Party>>,
    /// The facts as the counselor knows them.
    pub facts: Facts,
    /// Beliefs that are still open.
    pub unsettled: Vec<Fact>,
    /// What was signed.
    pub releases: Arc<Vec<Release>>,
    /// The legal paper received, if any.
    pub process: Option<Process>,
    /// The day on which the story starts.
    pub date: Date,
    /// Story minutes since then.
    pub minute: u32,
    /// What has been done.
    pub done: Done,
    /// Who has learned which kinds about whom.
    pub learned: Vec<(PartyIndex, PartyIndex, TermSet)>,
}

impl Situation {
    /// The party of an index.
    pub fn party(&self, index: PartyIndex) -> Option<&Party> {
        self.parties.get(usize::from(index.0))
    }

    /// The party of an id.
    pub fn party_named(&self, id: &str) -> Option<PartyIndex> {
        let at = self.parties.iter().position(|party| party.id.as_str() == id)?;
        u8::try_from(at).ok().map(PartyIndex)
    }

    /// The name of a party, for people.
    pub fn name(&self, index: PartyIndex) -> &str {
        self.party(index).map_or("", |party| &party.name)
    }

    /// The youngest client, whom standing duties about minors mean.
    pub fn youngest_client(&self, vocabulary: &Vocabulary) -> Option<&Party> {
        let clients = self.parties.iter().filter(|party| party.closure.has(vocabulary.landmarks.client));
        clients.min_by_key(|party| party.age.unwrap_or(u8::MAX))
    }

    /// Today, after the minutes of the story.
    pub fn today(&self) -> Date {
        let days = i32::try_from(self.minute / (24 * 60)).unwrap_or(i32::MAX);
        self.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
    }

    /// What is known of a person by somebody who was told.
    pub fn learned_by(&self, who: PartyIndex, about: PartyIndex) -> TermSet {
        let told = self.learned.iter().filter(|(learner, subject, _)| *learner == who && *subject == about);
        told.fold(TermSet::EMPTY, |set, (.., kinds)| set | *kinds)
    }

    /// The release that stands best for telling this person's information to this recipient.
    pub fn release_for(
        &self,
        vocabulary: &Vocabulary,
        subject: PartyIndex,
        recipient: PartyIndex,
        purpose: Option<Term>,
    ) -> Option<(&Release, ReleaseStatus)> {
        self.releases_for(vocabulary, subject, recipient, purpose).max_by_key(|(_, status)| *status)
    }

    /// What the releases that hold let this recipient be told, together; nothing if none holds.
    pub fn released(
        &self,
        vocabulary: &Vocabulary,
        subject: PartyIndex,
        recipient: PartyIndex,
        purpose: Option<Term>,
    ) -> TermSet {
        let on_file = self.releases_for(vocabulary, subject, recipient, purpose);
        let valid = on_file.filter(|(_, status)| *status == ReleaseStatus::Valid);
        // A release names whose it is: whoever it is for may know that.
        let marks = &vocabulary.landmarks;
        let whose: TermSet = [marks.identity, marks.names, marks.presence].into_iter().collect();
        valid.fold(TermSet::EMPTY, |kinds, (release, _)| kinds | release.what | whose)
    }

    fn releases_for(
        &self,
        vocabulary: &Vocabulary,
        subject: PartyIndex,
        recipient: PartyIndex,
        purpose: Option<Term>,
    ) -> impl Iterator<Item = (&Release, ReleaseStatus)> {
        let today = self.today();
        let serves = move |release: &&Release| {
            // What will be signed next week is not on file yet.
            let on_file = release.signed.is_none_or(|day| day <= today);
            let purpose_fits =
                release.purpose.is_empty() || purpose.is_some_and(|purpose| release.purpose.has(purpose));
            on_file && release.by == subject && release.to.contains(&recipient) && purpose_fits
        };
        let status = move |release: &Release| match self.defects(vocabulary, release).is_empty() {
            true => ReleaseStatus::Valid,
            false => ReleaseStatus::Defective,
        };
        self.releases.iter().filter(serves).map(move |release| (release, status(release)))
    }

    /// Why a release does not hold today; nothing if it holds.
    pub fn defects(&self, vocabulary: &Vocabulary, release: &Release) -> Vec<Defect> {
        let today = self.today();
        let mut defects: Vec<Defect> = release.missing.iter().cloned().map(Defect::Lacks).collect();
        match release.signed_by {
            None => defects.push(Defect::Unsigned),
            Some(signer) if !self.may_sign(vocabulary, release.by, signer) => defects.push(Defect::WrongSigner),
            Some(_) => (),
        }
        if release.expires.is_some_and(|day| day <= today) {
            defects.push(Defect::Expired);
        }
        if release.revoked.is_some_and(|day| day <= today) {
            defects.push(Defect::Revoked);
        }
        defects.extend(release.flaws.iter().map(|flaw| match flaw {
            Flaw::Conditioned => Defect::Conditioned,
            Flaw::KnownFalse => Defect::KnownFalse,
            Flaw::Compound => Defect::Compound,
        }));
        let notes = TermSet::of(vocabulary.landmarks.psychotherapy_notes);
        let asked_together = release.what.meets(notes) && !release.what.without(notes).is_empty();
        if asked_together && !release.what.has(vocabulary.landmarks.record) && !defects.contains(&Defect::Compound) {
            defects.push(Defect::Compound);
        }
        defects
    }

    /// May this person sign for that one? An adult signs alone, unless they cannot decide or have died; a guardian signs for
    /// a minor unless the minor lawfully consented to treatment alone.
    pub fn may_sign(&self, vocabulary: &Vocabulary, subject: PartyIndex, signer: PartyIndex) -> bool {
        let (Some(person), Some(hand)) = (self.party(subject), self.party(signer)) else { return false };
        let alone = !person.is_minor() || self.facts.get(vocabulary.landmarks.consented_alone) != 0;
        let represents = hand.closure.has(vocabulary.landmarks.guardian);
        // An adult who cannot decide, or who has died, is spoken for; any other adult speaks alone.
        let spoken_for = person.deceased || self.facts.get(vocabulary.landmarks.capacity_lacking) != 0;
        if alone { subject == signer || (represents && spoken_for) } else { represents }
    }

    /// Notes an act: that it was done, and who learned what by it.
    pub fn note_act(&mut self, vocabulary: &Vocabulary, act: &Act) {
        for deed in deeds(act, self, vocabulary) {
            self.done.note(deed);
        }
        if act.tells() {
            self.note_learned(&act.to, &act.about, act.what);
        }
    }

    /// An authorization that was signed goes on file: whoever may sign for the person has signed it today.
    pub fn file_authorization(&mut self, vocabulary: &Vocabulary, act: &Act) {
        if act.verb != Verb::ObtainAuthorization || act.what.is_empty() {
            return;
        }
        let today = self.today();
        for subject in &act.about {
            let everyone = (0..self.parties.len()).filter_map(|at| u8::try_from(at).ok().map(PartyIndex));
            let signer =
                std::iter::once(*subject).chain(everyone).find(|hand| self.may_sign(vocabulary, *subject, *hand));
            Arc::make_mut(&mut self.releases).push(Release {
                id: "signed today".into(),
                by: *subject,
                to: act.to.clone(),
                what: vocabulary.kinds.below_all(act.what),
                purpose: act.purpose.map(|purpose| vocabulary.purposes.below(purpose)).unwrap_or_default(),
                signed_by: signer,
                signed: Some(today),
                expires: None,
                revoked: None,
                missing: Vec::new(),
                flaws: Vec::new(),
            });
        }
    }

    /// Notes that listeners learned what they made out of an act, and no more.
    pub fn note_overheard(&mut self, by: &[Listener], act: &Act) {
        for listener in by {
            self.note_learned(&[listener.who], &act.about, listener.makes_out.of(act.what));
        }
    }

    /// Notes that people learned something.
    pub fn note_learned(&mut self, who: &[PartyIndex], about: &[PartyIndex], what: TermSet) {
        for learner in who {
            for subject in about {
                let known = self.learned.iter_mut().find(|(who, about, _)| who == learner && about == subject);
                match known {
                    Some((.., kinds)) => *kinds = *kinds | what,
                    None => self.learned.push((*learner, *subject, what)),
                }
            }
        }
    }
}
