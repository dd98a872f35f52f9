//! Findings in words: which rule, what it says of the act, what went too far, what would have been right.

use crate::ethics::{
    ActJudgment, Aspect, Atom, Certainty, Condition, Defect, Effect, Finding, Holding, Layer, Logic, Rule, RuleRef,
    Rulebook, Severity, Situation,
};
use crate::ids::RuleId;
use serde::Serialize;

/// Where a rule can be read up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulePlace {
    /// Its id.
    pub rule: RuleId,
    /// As one cites it.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// Law, ethics or policy.
    pub layer: Layer,
    /// How sure it is.
    pub certainty: Certainty,
}

/// One finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingText {
    /// The rule.
    pub place: RulePlace,
    /// Kept or broken.
    pub holding: Holding,
    /// Recipient, content, procedure or setting.
    pub aspect: Aspect,
    /// How bad breaking it is.
    pub severity: Severity,
    /// In plain words.
    pub text: String,
    /// What went too far, or what is wrong with the release.
    pub detail: Option<String>,
    /// What would have been right, where it was broken.
    pub fix: Option<String>,
}

/// Where a rule in force can be read up.
pub fn place(book: &Rulebook, rule: RuleRef) -> Option<RulePlace> {
    let found = book.rule(rule)?;
    let layer = book.pack_of(rule)?.layer;
    Some(RulePlace {
        rule: found.id.clone(),
        cite: found.cite.clone(),
        heading: found.heading.clone(),
        layer,
        certainty: found.certainty,
    })
}

/// The findings of one judgment, in words, what was broken first. What was told to several people alike is said once.
pub fn finding_texts(book: &Rulebook, situation: &Situation, judgment: &ActJudgment) -> Vec<FindingText> {
    let mut groups: Vec<(&Finding, Vec<&str>)> = Vec::new();
    for finding in &judgment.findings {
        let name = finding.recipient.map(|index| situation.name(index)).filter(|name| !name.is_empty());
        match groups.iter_mut().find(|(other, _)| alike(other, finding)) {
            Some((_, names)) => names.extend(name.filter(|name| !names.contains(name))),
            None => groups.push((finding, name.into_iter().collect())),
        }
    }
    groups.sort_by_key(|(finding, _)| (std::cmp::Reverse(finding.holding), finding.rule));
    groups.into_iter().filter_map(|(finding, told)| finding_text(book, finding, &told)).collect()
}

/// The same word of the same rule, to whomever.
fn alike(one: &Finding, other: &Finding) -> bool {
    let said = |finding: &Finding| (finding.rule, finding.holding, finding.aspect, finding.excess, finding.subject);
    said(one) == said(other) && one.defects == other.defects
}

fn finding_text(book: &Rulebook, finding: &Finding, told: &[&str]) -> Option<FindingText> {
    let rule = book.rule(finding.rule)?;
    let broken = finding.holding == Holding::Broken;
    let text = finding_words(book, rule, finding);
    let too_much = (!finding.excess.is_empty() && !goes_beyond(rule))
        .then(|| format!("Went too far: {}", book.vocabulary.kinds.names(finding.excess)));
    let defects: Vec<String> = finding.defects.iter().map(Defect::words).collect();
    let release = (!defects.is_empty()).then(|| format!("The release on file does not hold: {}", defects.join("; ")));
    let names = broken && finding.aspect == Aspect::Recipient && !told.is_empty();
    let told = names.then(|| format!("Told: {}", told.join(", ")));
    let detail: Vec<String> = told.into_iter().chain(too_much).chain(release).collect();
    Some(FindingText {
        place: place(book, finding.rule)?,
        holding: finding.holding,
        aspect: finding.aspect,
        severity: rule.severity,
        text,
        detail: (!detail.is_empty()).then(|| detail.join(". ")),
        fix: broken.then(|| rule.fix.clone()),
    })
}

/// Was more told than a rule allows, rather than something it forbids?
fn goes_beyond(rule: &Rule) -> bool {
    rule.effect != Effect::Forbid
}

fn is_one_step(rule: &Rule) -> bool {
    rule.is_standing() && matches!(rule.logic(), Some(Logic::All | Logic::Ordered))
}

/// Could the act be only part of one of several ways to meet the duty?
fn may_be_a_part(rule: &Rule) -> bool {
    let ways = rule.discharged_by.iter().flat_map(crate::ethics::Discharge::steps);
    let joined = |way: &Condition<Atom>| match way {
        Condition::Any(ways) => ways.iter().any(|way| matches!(way, Condition::All(_))),
        _ => false,
    };
    rule.is_standing() && ways.into_iter().any(joined)
}

fn finding_words(book: &Rulebook, rule: &Rule, finding: &Finding) -> String {
    match finding.holding {
        // Praise for the whole of a duty would be false where the act is one step of several.
        Holding::Kept if is_one_step(rule) => format!("One step of what this asks. {}", rule.why),
        Holding::Kept if may_be_a_part(rule) => format!("It counts toward what this asks. {}", rule.why),
        Holding::Kept => rule.kept.clone().unwrap_or_else(|| rule.why.clone()),
        // A permit's own words say what may be told, which is no answer to what went wrong.
        Holding::Broken if !finding.excess.is_empty() && goes_beyond(rule) => {
            format!("You told more than this allows: {}. {}", book.vocabulary.kinds.names(finding.excess), rule.why)
        }
        Holding::Broken => rule.why.clone(),
    }
}
