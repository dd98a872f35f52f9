//! What people believe about confidentiality, and what is so: a claim, a verdict, why, and the rules that bear it out.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Certainty, Packs};
use crate::ids::RuleId;
use crate::reading::{Node, Reader, parse};
use crate::source::Source;
use serde::Serialize;
use std::sync::Arc;

/// Is a claim sound?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MythVerdict {
    /// It is wrong.
    Myth,
    /// It is true only within limits.
    Half,
    /// It is sound.
    Rule,
}

impl MythVerdict {
    const ALL: &[(&str, Self)] = &[("Myth", Self::Myth), ("Half", Self::Half), ("Rule", Self::Rule)];

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Myth => "A myth",
            Self::Half => "Half true",
            Self::Rule => "True",
        }
    }
}

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Myth {
    /// Its id.
    pub id: String,
    /// What people say.
    pub claim: String,
    /// Is it so?
    pub verdict: MythVerdict,
    /// Why, and what is right.
    pub why: String,
    /// Where it can be read up.
    pub cite: String,
    /// How sure the least sure of the sources is.
    pub certainty: Certainty,
    /// The rules that bear it out.
    pub rules: Vec<RuleId>,
}

/// Reads a file of myths against the packs it names rules of.
///
/// # Errors
/// Every problem of the file.
pub fn load_myths(source: &Arc<Source>, packs: &Packs) -> Result<Vec<Myth>, Vec<Diagnostic>> {
    let node = parse(source).map_err(|problem| vec![problem])?;
    let reader = Reader::new(source);
    let myths = reader.record(&node, "a file of myths").map(|mut fields| {
        let mut seen = std::collections::BTreeSet::new();
        let myths = fields.list("myths", |reader, node| {
            let myth = read_myth(reader, node, packs)?;
            if !seen.insert(myth.id.clone()) {
                reader.note("S006", node.span, format!("the myth `{}` is there twice", myth.id));
            }
            Some(myth)
        });
        fields.finish();
        myths
    });
    let problems = reader.into_problems();
    match myths {
        Some(myths) if problems.is_empty() => Ok(myths),
        _ => Err(problems),
    }
}

fn read_myth(reader: &Reader, node: &Node, packs: &Packs) -> Option<Myth> {
    let mut fields = reader.record(node, "a myth")?;
    let id = fields.required("id", Reader::text);
    let claim = fields.required("claim", Reader::prose);
    let verdict = fields.required("verdict", |reader, node| reader.one_of(node, "verdict", MythVerdict::ALL));
    let why = fields.required("why", Reader::prose);
    let cite = fields.required("cite", Reader::prose);
    let certainty = fields.required("certainty", Certainty::read);
    let rules = fields.list("rules", |reader, node| known_rule(reader, node, packs));
    fields.finish();
    Some(Myth { id: id?, claim: claim?, verdict: verdict?, why: why?, cite: cite?, certainty: certainty?, rules })
}

/// Reads the id of a rule or an article that some pack has.
pub(super) fn known_rule(reader: &Reader, node: &Node, packs: &Packs) -> Option<RuleId> {
    let id: RuleId = reader.id(node)?;
    let articles = || packs.packs.iter().flat_map(|pack| &pack.articles).map(|article| article.id.as_str());
    let known = packs.rule(id.as_str()).is_some() || articles().any(|known| known == id.as_str());
    if !known {
        let all = packs.rules().map(|(_, rule)| rule.id.as_str()).chain(articles());
        reader.unknown(node.span, "rule", id.as_str(), all);
    }
    Some(id)
}
