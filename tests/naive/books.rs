//! The loaded packs copied out into plain lists of ids, once, and which of their rules are in force for a standpoint.

use super::Words;
use confidant::ethics::{Extent, Layer, Pack, Packs, Reach, Rule, Standpoint, TermSet, Tree, Verb, Vocabulary};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The widest content of a rule.
#[derive(Debug, Clone)]
pub(crate) enum Bound {
    Anything,
    Kinds(Words),
    Release,
    Process,
}

/// A rule in words.
#[derive(Debug)]
pub(crate) struct Clause {
    pub(crate) id: String,
    pub(crate) pack: String,
    pub(crate) layer: Layer,
    pub(crate) binds: Words,
    pub(crate) verbs: BTreeSet<Verb>,
    pub(crate) to: Words,
    pub(crate) about: Words,
    pub(crate) purpose: Words,
    pub(crate) channel: Words,
    pub(crate) setting: Words,
    pub(crate) at_most: Bound,
    pub(crate) overrides: Words,
    pub(crate) rule: Arc<Rule>,
}

/// A pack in words.
#[derive(Debug)]
pub(crate) struct Volume {
    pub(crate) pack: Arc<Pack>,
    pub(crate) has_basic_duty: bool,
    clauses: Vec<Clause>,
}

/// What binds somebody of a profession, at a place, on a day.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) words: &'a Vocabulary,
    pub(crate) packs: Vec<&'a Volume>,
    /// Its rules, pack by pack, by id within each.
    pub(crate) rules: Vec<&'a Clause>,
}

/// Everything that was loaded.
#[derive(Debug)]
pub(crate) struct Books {
    words: Arc<Vocabulary>,
    volumes: Vec<Volume>,
}

impl Books {
    pub(crate) fn copy(packs: &Packs) -> Self {
        let volume = |pack: &Arc<Pack>| Volume {
            pack: pack.clone(),
            has_basic_duty: pack.rules.iter().any(|rule| rule.is_default),
            clauses: pack.rules.iter().map(|rule| Clause::copy(pack, rule, &packs.vocabulary)).collect(),
        };
        Self { words: packs.vocabulary.clone(), volumes: packs.packs.iter().map(volume).collect() }
    }

    pub(crate) fn open(&self, standpoint: &Standpoint) -> Book<'_> {
        Book { words: &self.words, packs: self.binding(standpoint), rules: self.in_force(standpoint) }
    }

    /// The packs that bind here: codes, then federal law, then the place's, then what was chosen; by id within each.
    fn binding(&self, standpoint: &Standpoint) -> Vec<&Volume> {
        let mut found: Vec<(u8, &Volume)> = Vec::new();
        for volume in &self.volumes {
            let rank = match &volume.pack.reach {
                Reach::Professions(all) if all.contains(&standpoint.profession) => 1,
                Reach::Federal => 2,
                Reach::Jurisdiction(place) if *place == standpoint.jurisdiction => 3,
                Reach::Chosen if standpoint.policies.contains(&volume.pack.id) => 4,
                Reach::Professions(_) | Reach::Jurisdiction(_) | Reach::Chosen => continue,
            };
            found.push((rank, volume));
        }
        found.sort_by(|(a, one), (b, other)| (a, one.pack.id.as_str()).cmp(&(b, other.pack.id.as_str())));
        found.into_iter().map(|(_, volume)| volume).collect()
    }

    /// The rules of the day that bind this profession, pack by pack, by id within each. A later pack replaces a rule of
    /// an earlier one by giving one the same id.
    fn in_force(&self, standpoint: &Standpoint) -> Vec<&Clause> {
        let mut replaced: BTreeSet<&str> = BTreeSet::new();
        let mut backwards: Vec<&Clause> = Vec::new();
        for volume in self.binding(standpoint).into_iter().rev() {
            let mut here: Vec<&Clause> = volume.clauses.iter().filter(|clause| clause.holds_for(standpoint)).collect();
            here.retain(|clause| !replaced.contains(clause.id.as_str()));
            here.sort_by(|one, other| other.id.cmp(&one.id));
            replaced.extend(here.iter().map(|clause| clause.id.as_str()));
            backwards.extend(here);
        }
        backwards.reverse();
        backwards
    }
}

impl<'a> Book<'a> {
    pub(crate) fn find(&self, id: &str) -> Option<&'a Clause> {
        self.rules.iter().copied().find(|clause| clause.id == id)
    }
}

impl Clause {
    fn copy(pack: &Pack, rule: &Arc<Rule>, words: &Vocabulary) -> Self {
        let verbs = Verb::ALL.iter().map(|(_, verb)| *verb).filter(|verb| rule.acts & verb.bit() != 0);
        Self {
            id: rule.id.to_string(),
            pack: pack.id.to_string(),
            layer: pack.layer,
            binds: spelled(&words.professions, rule.binds),
            verbs: verbs.collect(),
            to: spelled(&words.roles, rule.to),
            about: spelled(&words.roles, rule.about),
            purpose: spelled(&words.purposes, rule.purpose),
            channel: spelled(&words.channels, rule.channel),
            setting: spelled(&words.settings, rule.setting),
            at_most: match rule.at_most {
                Extent::Any => Bound::Anything,
                Extent::Kinds(kinds) => Bound::Kinds(spelled(&words.kinds, kinds)),
                Extent::Release => Bound::Release,
                Extent::Process => Bound::Process,
            },
            overrides: rule.overrides.iter().map(ToString::to_string).collect(),
            rule: rule.clone(),
        }
    }

    fn holds_for(&self, standpoint: &Standpoint) -> bool {
        let begun = self.rule.valid_from.is_none_or(|first| first <= standpoint.as_of);
        let over = self.rule.valid_to.is_some_and(|last| last < standpoint.as_of);
        begun && !over && (self.binds.is_empty() || self.binds.contains(standpoint.profession.as_str()))
    }
}

/// A set of the first judge as ids.
pub(crate) fn spelled(tree: &Tree, set: TermSet) -> Words {
    set.iter().map(|term| tree.id(term).to_owned()).collect()
}
