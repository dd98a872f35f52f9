//! A pack is a file of rules: one code, one statute book, one agency's policy. This file reads packs and checks every word
//! against the vocabulary.

use super::act::Verb;
use super::atom::{Atom, Scope, atom, read_condition, read_steps};
use super::condition::{Compare, Condition};
use super::rule::{
    AT_ONCE, Aspect, Capacity, Certainty, Competency, Deadline, Discharge, Effect, Extent, Layer, Rule, Severity,
    Timing,
};
use super::rulebook::Standpoint;
use super::vocabulary::{Term, TermSet, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::ids::{JurisdictionId, PackId, ProfessionId, RuleId};
use crate::reading::{Allow, Fields, Node, Reader, Value, parse};
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::sync::Arc;

/// Whom a pack binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everybody in the country.
    Federal,
    /// Whoever practices there.
    Jurisdiction(JurisdictionId),
    /// These professions.
    Professions(Vec<ProfessionId>),
    /// Whoever chooses it: an agency's policy.
    Chosen,
}

impl Reach {
    /// Where packs of this reach stand in the book: codes, federal law, the law of places, what was chosen.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Professions(_) => 0,
            Self::Federal => 1,
            Self::Jurisdiction(_) => 2,
            Self::Chosen => 3,
        }
    }
}

/// What a code or law says that no act can be judged by: a definition, a penalty, a limit of its reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its stable id.
    pub id: RuleId,
    /// Where it stands, as one cites it.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it says, in plain words.
    pub text: String,
    /// What it is about.
    pub topic: Option<Term>,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where it was read.
    pub source: Option<String>,
    /// Where it stands in its file.
    pub span: Span,
}

/// A file of rules.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: String,
    /// Which kind of norms it holds.
    pub layer: Layer,
    /// Whom it binds.
    pub reach: Reach,
    /// The day as of which it was written.
    pub as_of: Date,
    /// What it is.
    pub about: String,
    /// What to check before relying on it.
    pub notice: String,
    /// When it speaks at all.
    pub when: Option<Condition<Atom>>,
    /// How much of the law of its place it holds, where that is not all: "the duty to warn or protect".
    pub only: Option<String>,
    /// Its rules, in the order of the file.
    pub rules: Vec<Arc<Rule>>,
    /// What it says that no act can break or keep.
    pub articles: Vec<Article>,
    /// Findings of lint that are meant to stand.
    pub allow: Vec<Allow>,
    /// The text it was read from.
    pub source: Arc<Source>,
}

impl Article {
    /// Is it in force on a day?
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

impl Pack {
    /// Does it bind from a standpoint?
    pub fn binds(&self, standpoint: &Standpoint) -> bool {
        match &self.reach {
            Reach::Federal => true,
            Reach::Jurisdiction(id) => *id == standpoint.jurisdiction,
            Reach::Professions(professions) => professions.contains(&standpoint.profession),
            Reach::Chosen => standpoint.policies.contains(&self.id),
        }
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn load(source: &Arc<Source>, vocabulary: &Vocabulary) -> Result<Self, Vec<Diagnostic>> {
        let node = parse(source).map_err(|problem| vec![problem])?;
        let reader = Reader::new(source);
        let pack = Self::read(&reader, &node, vocabulary);
        let problems = reader.into_problems();
        match pack {
            Some(pack) if problems.is_empty() => Ok(pack),
            _ => Err(problems),
        }
    }

    /// Reads a pack out of a text that is parsed already; what is wrong, the reader notes.
    pub fn read(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Self> {
        let mut fields = reader.record(node, "a pack file")?;
        let head = fields.required("pack", |reader, node| Head::read(reader, node, vocabulary));
        let rules = fields.list("rules", |reader, node| read_rule(reader, node, vocabulary).map(Arc::new));
        let articles = fields.list("articles", |reader, node| read_article(reader, node, vocabulary));
        fields.finish();
        let source = reader.source().clone();
        let Head { id, title, layer, reach, as_of, about, notice, when, only, allow } = head?;
        Some(Self { id, title, layer, reach, as_of, about, notice, when, only, rules, articles, allow, source })
    }
}

struct Head {
    id: PackId,
    title: String,
    layer: Layer,
    reach: Reach,
    as_of: Date,
    about: String,
    notice: String,
    when: Option<Condition<Atom>>,
    only: Option<String>,
    allow: Vec<Allow>,
}

impl Head {
    fn read(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Self> {
        let mut fields = reader.record(node, "a pack")?;
        let id = fields.required("id", Reader::id);
        let title = fields.required("title", Reader::prose);
        let layer = fields.required("layer", Layer::read);
        let reach = read_reach(reader, node, &mut fields, vocabulary);
        let as_of = fields.required("as_of", Reader::date);
        let about = fields.optional("about", Reader::text).unwrap_or_default();
        let notice = fields.optional("notice", Reader::text).unwrap_or_default();
        let when = fields.optional("when", |reader, node| {
            read_condition(reader, node, |phrase| atom(phrase, vocabulary, Scope::Situation))
        });
        let only = fields.optional("only", Reader::prose);
        let allow = fields.list("allow", Allow::read);
        fields.finish();
        let (id, title, layer, reach, as_of) = (id?, title?, layer?, reach?, as_of?);
        Some(Self { id, title, layer, reach, as_of, about, notice, when, only, allow })
    }
}

fn read_article(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Article> {
    let mut fields = reader.record(node, "an article")?;
    let id = fields.required("id", Reader::id);
    let cite = fields.required("cite", Reader::prose);
    let heading = fields.required("heading", Reader::prose);
    let certainty = fields.required("certainty", Certainty::read);
    let text = fields.required("text", Reader::prose);
    let topic = fields.optional("topic", |reader, node| vocabulary.topics.read(reader, node));
    let valid_from = fields.optional("valid_from", Reader::date);
    let valid_to = fields.optional("valid_to", Reader::date);
    let source = fields.optional("source", Reader::text);
    fields.finish();
    let span = Span::new(node.span.start, node.span.start + 1);
    let (id, cite, heading, certainty, text) = (id?, cite?, heading?, certainty?, text?);
    Some(Article { id, cite, heading, certainty, text, topic, valid_from, valid_to, source, span })
}

fn read_reach(reader: &Reader, node: &Node, fields: &mut Fields<'_>, vocabulary: &Vocabulary) -> Option<Reach> {
    let federal = fields.flag("federal").then_some(Reach::Federal);
    let chosen = fields.flag("chosen").then_some(Reach::Chosen);
    let jurisdiction = fields.optional("jurisdiction", Reader::id).map(Reach::Jurisdiction);
    let professions = fields.optional("professions", |reader, node| {
        let named = vocabulary.professions.read_set(reader, node);
        Some(named.iter().map(|term| vocabulary.professions.id(term).into()).collect())
    });
    let named: Vec<Reach> =
        [federal, chosen, jurisdiction, professions.map(Reach::Professions)].into_iter().flatten().collect();
    if named.len() != 1 {
        let span = Span::new(node.span.start, node.span.start + 1);
        let help = "give exactly one of `professions`, `federal: true`, `jurisdiction`, `chosen: true`";
        reader.note_with_help("R004", span, "a pack says whom it binds", help);
    }
    named.into_iter().next()
}

fn read_rule(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Rule> {
    let mut fields = reader.record(node, "a rule")?;
    let id: Option<RuleId> = fields.required("id", Reader::id);
    let cite = fields.required("cite", Reader::prose);
    let heading = fields.required("heading", Reader::prose);
    let certainty = fields.required("certainty", Certainty::read);
    let topic = fields.optional("topic", |reader, node| vocabulary.topics.read(reader, node));
    let binds = fields.node("binds").map(|node| vocabulary.professions.read_set(reader, node)).unwrap_or_default();
    let capacity = fields.list("capacity", |reader, node| reader.one_of(node, "capacity", Capacity::ALL));
    let effect = fields.required("effect", Effect::read);
    let acts = fields.optional("act", |reader, node| Some(read_verbs(reader, node))).unwrap_or(0);
    let mut terms = |field, tree: &super::vocabulary::Tree| {
        fields.node(field).map(|node| tree.read_set(reader, node)).unwrap_or_default()
    };
    let to = terms("to", &vocabulary.roles);
    let about = terms("about", &vocabulary.roles);
    let purpose = terms("purpose", &vocabulary.purposes);
    let setting = terms("at", &vocabulary.settings);
    let (by, channel) = read_by(reader, fields.node("by"), vocabulary);
    // A rule about a recipient, a purpose or a place is about telling, unless it names its acts.
    let patterned = [to, about, purpose, channel, setting].iter().any(|set| !set.is_empty());
    let acts = if acts == 0 && (patterned || effect.is_some_and(|effect| effect != Effect::Require)) {
        Verb::Disclose.bit()
    } else {
        acts
    };
    let scope = if acts == 0 { Scope::Situation } else { Scope::Act };
    let mut condition = |field| {
        fields.optional(field, |reader, node| read_condition(reader, node, |phrase| atom(phrase, vocabulary, scope)))
    };
    let when = condition("when");
    let unless = condition("unless");
    let discharged_by = fields.optional("discharged_by", |reader, node| {
        read_steps(reader, node, |phrase| atom(phrase, vocabulary, scope)).and_then(Discharge::new)
    });
    let care = fields.flag("care");
    let at_most = fields.optional("at_most", |reader, node| Some(read_extent(reader, node, vocabulary)));
    let timing = fields.optional("timing", Timing::read);
    let overrides = fields.list("overrides", Reader::id);
    let severity = fields.optional("severity", Severity::read);
    let competency = fields.optional("competency", Competency::read);
    let aspect = fields.optional("aspect", Aspect::read);
    let is_default = fields.flag("default");
    let valid_from = fields.optional("valid_from", Reader::date);
    let valid_to = fields.optional("valid_to", Reader::date);
    let source = fields.optional("source", Reader::text);
    let why = fields.required("why", Reader::prose);
    let fix = fields.required("fix", Reader::prose);
    let kept = fields.optional("kept", Reader::prose);
    fields.finish();
    let when = in_capacity(reader, node, vocabulary, &capacity, when.unwrap_or_else(Condition::always));
    let rule = Rule {
        id: id?,
        cite: cite?,
        heading: heading?,
        certainty: certainty?,
        topic,
        binds: vocabulary.professions.below_all(binds),
        capacity,
        effect: effect?,
        acts,
        to,
        about,
        purpose,
        channel,
        setting,
        when,
        unless,
        at_most: at_most.unwrap_or(Extent::Any),
        timing,
        discharged_by,
        care,
        by: by.unwrap_or(Deadline::End),
        overrides,
        severity: severity.unwrap_or(Severity::Moderate),
        competency: competency.unwrap_or(Competency::Judge),
        aspect: aspect.unwrap_or(Aspect::Recipient),
        is_default,
        valid_from,
        valid_to,
        source,
        why: why?,
        fix: fix?,
        kept,
        span: Span::new(node.span.start, node.span.start + 1),
    };
    check_sense(reader, &rule);
    Some(rule)
}

/// A rule for supervisors applies to somebody who acts as one.
fn in_capacity(
    reader: &Reader,
    node: &Node,
    vocabulary: &Vocabulary,
    capacity: &[Capacity],
    when: Condition<Atom>,
) -> Condition<Atom> {
    if capacity.is_empty() {
        return when;
    }
    let words = Capacity::ALL.iter().filter(|(_, known)| capacity.contains(known)).map(|(word, _)| *word);
    let acting = words.filter_map(|word| {
        let id = format!("capacity.{word}");
        let fact = vocabulary.fact(&id);
        if fact.is_none() {
            reader.note(
                "R003",
                Span::new(node.span.start, node.span.start + 1),
                format!("the rule needs the fact `{id}`"),
            );
        }
        fact.map(|fact| Condition::Atom(Atom::Fact(fact, Compare::Is, 1)))
    });
    let mut parts = vec![Condition::Any(acting.collect())];
    match when {
        Condition::All(others) => parts.extend(others),
        other => parts.push(other),
    }
    Condition::All(parts)
}

/// What no field can see alone.
fn check_sense(reader: &Reader, rule: &Rule) {
    let note =
        |message: &str, help: &str| reader.note_with_help("R005", rule.span, format!("`{}` {message}", rule.id), help);
    if rule.effect == Effect::Require && rule.discharged_by.is_none() {
        note("requires something but does not say what discharges it", "add `discharged_by: \"done(…)\"`");
    }
    if rule.effect == Effect::Require && rule.acts != 0 && rule.timing.is_none() {
        note("is a duty on an act but not said to be before or after it", "add `timing: Before` or `timing: After`");
    }
    let ordered = rule.discharged_by.as_ref().is_some_and(Discharge::is_ordered);
    if ordered && rule.timing == Some(Timing::Before) {
        note(
            "asks for an order of steps before an act, but only what is done is known then",
            "join the steps with `and`",
        );
    }
    if rule.care && rule.discharged_by.is_none() {
        note(
            "speaks of reasonable care but names nothing that shows it",
            "add `discharged_by: \"done(…) or done(…)\"`",
        );
    }
    if rule.effect != Effect::Require && rule.discharged_by.is_some() {
        note("is no duty, so nothing discharges it", "make it `effect: Require` or drop `discharged_by`");
    }
    if rule.is_default && rule.effect != Effect::Forbid {
        note("is the basic duty of its pack but does not forbid", "only a `Forbid` can be the default");
    }
    if rule.valid_from.zip(rule.valid_to).is_some_and(|(from, to)| to < from) {
        note("ends before it begins", "swap `valid_from` and `valid_to`");
    }
}

/// `by` is a deadline where it is a text, and a way of telling where it is a word: "by: \"36 hours\"", "by: phone".
fn read_by(reader: &Reader, node: Option<&Node>, vocabulary: &Vocabulary) -> (Option<Deadline>, TermSet) {
    match node {
        None => (None, TermSet::EMPTY),
        Some(node) if matches!(node.value, Value::Text(..)) => (read_deadline(reader, node), TermSet::EMPTY),
        Some(node) => (None, vocabulary.channels.read_set(reader, node)),
    }
}

fn read_verbs(reader: &Reader, node: &Node) -> u64 {
    let verbs = reader.list(node, |reader, node| reader.one_of(node, "act", Verb::ALL));
    verbs.iter().fold(0, |mask, verb| mask | verb.bit())
}

fn read_extent(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Extent {
    match &node.value {
        Value::Word(word) if word == "Release" => Extent::Release,
        Value::Word(word) if word == "Process" => Extent::Process,
        _ => {
            let named = vocabulary.kinds.read_set(reader, node);
            Extent::Kinds(vocabulary.kinds.below_all(named))
        }
    }
}

fn read_deadline(reader: &Reader, node: &Node) -> Option<Deadline> {
    let text = reader.text_of(node, "deadline")?;
    let deadline = deadline(&text);
    if deadline.is_none() {
        let help = "write \"at once\", \"36 hours\", \"60 days\", \"2 working days\" or \"end\"";
        reader.note_with_help("S004", node.span, format!("`{text}` is no deadline"), help);
    }
    deadline
}

fn deadline(text: &str) -> Option<Deadline> {
    match text {
        "at once" => Some(Deadline::Within(AT_ONCE)),
        "end" => Some(Deadline::End),
        _ => {
            let (number, unit) = text.split_once(' ')?;
            if matches!(unit, "working day" | "working days") {
                return number.parse().ok().map(Deadline::WorkingDays);
            }
            let minutes = match unit {
                "minutes" => 1,
                "hour" | "hours" => 60,
                "day" | "days" => 24 * 60,
                _ => return None,
            };
            number.parse::<u32>().ok()?.checked_mul(minutes).map(Deadline::Within)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_read_as_people_write_them() {
        assert_eq!(deadline("36 hours"), Some(Deadline::Within(36 * 60)));
        assert_eq!(deadline("at once"), Some(Deadline::Within(AT_ONCE)));
        assert_eq!(deadline("2 working days"), Some(Deadline::WorkingDays(2)));
        assert_eq!(deadline("soon"), None);
        assert_eq!(Deadline::Within(60 * 24 * 60).words(), "within 60 days");
    }
}
