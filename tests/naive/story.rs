//! A situation in words: who is who, what was done, which papers are on file and which of them hold today.

use super::Words;
use super::books::spelled;
use confidant::ethics::{Act, Defect, Flaw, Manner, PartyIndex, Release, Situation, Term, Tree, Verb, Vocabulary};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Somebody's place in the list of people.
pub(crate) type Who = usize;

pub(crate) struct Person {
    pub(crate) id: String,
    /// With every wider role.
    pub(crate) roles: Words,
    pub(crate) age: Option<u8>,
    pub(crate) deceased: bool,
}

/// Something done toward one person, or toward nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    verb: Verb,
    toward: Words,
    by: Words,
    purpose: Words,
    concerning: BTreeSet<Who>,
}

pub(crate) struct Paper {
    by: Who,
    to: BTreeSet<Who>,
    pub(crate) what: Words,
    purpose: Words,
    signed: Option<Date>,
    pub(crate) defects: Vec<Defect>,
}

pub(crate) struct Story<'a> {
    pub(crate) words: &'a Vocabulary,
    pub(crate) situation: &'a Situation,
    pub(crate) people: Vec<Person>,
    pub(crate) done: Vec<Deed>,
    pub(crate) papers: Vec<Paper>,
    pub(crate) today: Date,
}

/// A word and all that is above it.
pub(crate) fn line(tree: &Tree, term: Option<Term>) -> Words {
    let mut above = Words::new();
    let mut next = term;
    while let Some(entry) = next.and_then(|term| tree.entry(term)) {
        above.insert(entry.id.clone());
        next = entry.parent;
    }
    above
}

pub(crate) fn who(index: PartyIndex) -> Who {
    usize::from(index.0)
}

pub(crate) fn everyone(people: &[PartyIndex]) -> BTreeSet<Who> {
    people.iter().map(|index| who(*index)).collect()
}

impl<'a> Story<'a> {
    pub(crate) fn tell(words: &'a Vocabulary, situation: &'a Situation) -> Self {
        let person = |party: &confidant::ethics::Party| Person {
            id: party.id.to_string(),
            roles: party.roles.iter().flat_map(|role| line(&words.roles, Some(role))).collect(),
            age: party.age,
            deceased: party.deceased,
        };
        let deed = |deed: &confidant::ethics::Deed| Deed {
            verb: deed.verb,
            toward: spelled(&words.roles, deed.toward),
            by: spelled(&words.channels, deed.by),
            purpose: spelled(&words.purposes, deed.purpose),
            concerning: everyone(&deed.concerning),
        };
        let mut story = Self {
            words,
            situation,
            people: situation.parties.iter().map(person).collect(),
            done: situation.done.deeds().iter().map(deed).collect(),
            papers: Vec::new(),
            today: situation.date + i64::from(situation.minute / 1440).days(),
        };
        story.papers = situation.releases.iter().map(|release| story.paper(release)).collect();
        story
    }

    fn paper(&self, release: &Release) -> Paper {
        Paper {
            by: who(release.by),
            to: everyone(&release.to),
            what: spelled(&self.words.kinds, release.what),
            purpose: spelled(&self.words.purposes, release.purpose),
            signed: release.signed,
            defects: self.defects(release),
        }
    }

    /// What is wrong with a release today.
    fn defects(&self, release: &Release) -> Vec<Defect> {
        let mut wrong: Vec<Defect> = release.missing.iter().map(|element| Defect::Lacks(element.clone())).collect();
        match release.signed_by {
            None => wrong.push(Defect::Unsigned),
            Some(hand) if !self.may_sign(who(hand), who(release.by)) => wrong.push(Defect::WrongSigner),
            Some(_) => (),
        }
        if release.expires.is_some_and(|day| self.today >= day) {
            wrong.push(Defect::Expired);
        }
        if release.revoked.is_some_and(|day| self.today >= day) {
            wrong.push(Defect::Revoked);
        }
        let what = spelled(&self.words.kinds, release.what);
        let notes_among_others = what.contains("psychotherapy_notes") && what.len() > 1 && !what.contains("record");
        if release.flaws.contains(&Flaw::Conditioned) {
            wrong.push(Defect::Conditioned);
        }
        if release.flaws.contains(&Flaw::KnownFalse) {
            wrong.push(Defect::KnownFalse);
        }
        if release.flaws.contains(&Flaw::Compound) || notes_among_others {
            wrong.push(Defect::Compound);
        }
        wrong
    }

    fn may_sign(&self, hand: Who, whose: Who) -> bool {
        let (Some(signer), Some(person)) = (self.people.get(hand), self.people.get(whose)) else { return false };
        let represents = signer.roles.contains("guardian");
        let minor = person.age.is_some_and(|age| age < 18);
        let consented_alone = self.fact("minor.consented_alone") == Some(1);
        let spoken_for = person.deceased || self.fact("client.capacity_lacking") == Some(1);
        match (minor, consented_alone) {
            (false, _) | (true, true) => hand == whose || (represents && spoken_for),
            (true, false) => represents,
        }
    }

    /// The value of a fact as a number; nothing where it is unknown.
    pub(crate) fn fact(&self, id: &str) -> Option<i16> {
        let value = self.words.fact(id).map(|fact| self.situation.facts.get(fact))?;
        (value != confidant::ethics::UNKNOWN).then_some(value)
    }

    /// The releases on file for telling this recipient about this person for this purpose, in the order of filing.
    pub(crate) fn on_file(&self, about: Who, to: Who, purpose: Option<&str>) -> Vec<&Paper> {
        let serves = |paper: &&Paper| {
            let signed_by_now = paper.signed.is_none_or(|day| day <= self.today);
            let for_this = paper.purpose.is_empty() || purpose.is_some_and(|purpose| paper.purpose.contains(purpose));
            signed_by_now && paper.by == about && paper.to.contains(&to) && for_this
        };
        self.papers.iter().filter(serves).collect()
    }

    pub(crate) fn is_released(&self, about: Who, to: Who, purpose: Option<&str>) -> bool {
        self.on_file(about, to, purpose).iter().any(|paper| paper.defects.is_empty())
    }

    pub(crate) fn clients(&self) -> Vec<Who> {
        let is_client = |at: &Who| self.people.get(*at).is_some_and(|person| person.roles.contains("client"));
        (0..self.people.len()).filter(is_client).collect()
    }

    /// What somebody has learned about somebody, as ids.
    pub(crate) fn learned(&self, learner: Who, about: Who) -> Words {
        let mut known = Words::new();
        for (one, other, kinds) in &self.situation.learned {
            if who(*one) == learner && who(*other) == about {
                known.extend(spelled(&self.words.kinds, *kinds));
            }
        }
        known
    }

    /// An act as deeds: one for each person it is done toward, or one toward nobody.
    pub(crate) fn deeds(&self, act: &Act) -> Vec<Deed> {
        let deed = |toward: Words| Deed {
            verb: act.verb,
            toward,
            by: line(&self.words.channels, act.channel),
            purpose: line(&self.words.purposes, act.purpose),
            concerning: everyone(&act.concerning),
        };
        let roles = |at: &PartyIndex| self.people.get(who(*at)).map(|person| person.roles.clone()).unwrap_or_default();
        if act.to.is_empty() {
            return vec![deed(Words::new())];
        }
        act.to.iter().map(|at| deed(roles(at))).collect()
    }
}

impl Deed {
    /// Is it what `done(…)` asks for, whomever it concerns?
    pub(crate) fn is(&self, verb: Verb, manner: Manner, words: &Vocabulary) -> bool {
        let verb_fits = self.verb == verb || self.verb.parents().contains(&verb);
        let in_manner =
            |tree: &Tree, asked: Option<Term>, had: &Words| asked.is_none_or(|term| had.contains(tree.id(term)));
        verb_fits
            && in_manner(&words.roles, manner.toward, &self.toward)
            && in_manner(&words.channels, manner.by, &self.by)
            && in_manner(&words.purposes, manner.purpose, &self.purpose)
    }

    /// Does it count for this recipient?
    pub(crate) fn concerns(&self, recipient: Option<Who>) -> bool {
        self.concerning.is_empty() || recipient.is_none_or(|recipient| self.concerning.contains(&recipient))
    }
}
