//! A rule's own conditions in plain words: whom and what it is about, when it holds, and what meets a duty.

use super::condition_words::in_words;
use crate::ethics::{Condition, Discharge, Extent, Rule, TermSet, Tree, Verb, Vocabulary};

/// What a rule is about, in lines for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleText {
    /// The acts, recipients, purposes and so on it is about.
    pub about: Vec<String>,
    /// When it holds; each a clause, and all must hold.
    pub when: Vec<String>,
    /// When it does not.
    pub unless: Option<String>,
    /// The widest content it covers.
    pub at_most: Option<String>,
    /// What meets it, where it is a duty: its steps or parts.
    pub met_by: Vec<String>,
    /// The professions it binds, where it is not everybody its pack binds.
    pub binds: Option<String>,
    /// As what one is bound by it.
    pub capacity: Option<String>,
}

impl RuleText {
    /// A rule in words.
    pub fn of(words: &Vocabulary, rule: &Rule) -> Self {
        let capacity: Vec<&str> = rule.capacity.iter().map(|capacity| capacity.words()).collect();
        let professions = words.professions.names(rule.binds);
        Self {
            about: about(words, rule),
            when: rule.when.conjuncts().iter().map(|part| in_words(part, words)).collect(),
            unless: rule.unless.as_ref().map(|unless| in_words(unless, words)),
            at_most: at_most(words, rule.at_most),
            met_by: rule.discharged_by.iter().flat_map(Discharge::parts).flat_map(|part| parts(part, words)).collect(),
            binds: (!professions.is_empty()).then_some(professions),
            capacity: (!capacity.is_empty()).then(|| capacity.join(", ")),
        }
    }
}

/// Alternatives stand one below the other: a single line of ten could not be read.
fn parts<'a>(part: &'a Condition<crate::ethics::Atom>, words: &'a Vocabulary) -> Vec<String> {
    match part {
        Condition::Any(alternatives) => alternatives.iter().map(|part| in_words(part, words)).collect(),
        one => vec![in_words(one, words)],
    }
}

fn about(words: &Vocabulary, rule: &Rule) -> Vec<String> {
    let acts: Vec<&str> =
        Verb::ALL.iter().filter(|(_, verb)| rule.acts & verb.bit() != 0).map(|(_, verb)| verb.words()).collect();
    let named =
        |what: &str, tree: &Tree, terms: TermSet| (!terms.is_empty()).then(|| format!("{what}: {}", tree.names(terms)));
    let acts = (!acts.is_empty()).then(|| format!("Acts: {}", acts.join(", ")));
    let patterns = [
        named("Told to", &words.roles, rule.to),
        named("About", &words.roles, rule.about),
        named("For", &words.purposes, rule.purpose),
        named("By", &words.channels, rule.channel),
        named("In", &words.settings, rule.setting),
    ];
    acts.into_iter().chain(patterns.into_iter().flatten()).collect()
}

fn at_most(words: &Vocabulary, extent: Extent) -> Option<String> {
    match extent {
        Extent::Any => None,
        Extent::Kinds(kinds) => Some(words.kinds.names(kinds)),
        Extent::Release => Some("what the release on file covers".into()),
        Extent::Process => Some("what the legal paper covers".into()),
    }
}
