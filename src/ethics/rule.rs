//! A rule is one clause of one code or law, as data; a pack is a file of them. This file reads packs and checks every
//! word against the vocabulary.

use super::act::Verb;
use super::atom::{Atom, Scope, View, atom, read_condition};
use super::condition::Condition;
use super::vocabulary::{TermSet, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::ids::{JurisdictionId, PackId, ProfessionId, RuleId};
use crate::reading::{Fields, Node, Reader, Value, parse};
use crate::source::{Source, Span};
use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $what:literal { $($(#[$item_doc:meta])* $item:ident $words:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// Every word as written in files.
            pub const ALL: &[(&str, Self)] = &[$((stringify!($item), Self::$item),)*];

            /// As people read it.
            pub fn words(self) -> &'static str {
                match self { $(Self::$item => $words,)* }
            }

            /// Reads the word.
            pub fn read(reader: &Reader, node: &Node) -> Option<Self> {
                reader.one_of(node, $what, Self::ALL)
            }
        }
    )*};
}

words! {
    /// Which kind of norm it is.
    Layer: "layer" {
        /// Statute, regulation, court decision.
        Law "law",
        /// A profession's code.
        Ethics "ethics",
        /// An agency's own rules.
        Policy "policy",
    }
    /// How sure the clause is.
    Certainty: "certainty" {
        /// Read in its own text.
        Verified "verified",
        /// Read in a secondary source.
        Secondary "from a secondary source",
        /// Not checked against its text.
        Unverified "not verified",
        /// Sources conflict or the law is unsettled.
        Contested "contested",
    }
    /// What the clause does.
    Effect: "effect" {
        /// It allows.
        Permit "permits",
        /// It forbids.
        Forbid "forbids",
        /// It sets a duty.
        Require "requires",
        /// It leaves the decision to judgment.
        Discretion "leaves to judgment",
    }
    /// How bad it is to break it.
    Severity: "severity" {
        /// Good form.
        Minor "minor",
        /// It matters.
        Moderate "moderate",
        /// A real breach.
        Serious "serious",
        /// Points cannot buy it back.
        Grave "grave",
    }
    /// Which skill it exercises.
    Competency: "competency" {
        /// To see that there is something to decide.
        Notice "notice",
        /// To decide whom one may tell.
        Judge "judge",
        /// To tell the least, in the right way.
        DiscloseWell "disclose well",
        /// To keep people safe.
        Protect "protect",
        /// To mend what went wrong.
        Repair "repair",
    }
    /// Which side of a disclosure a rule faults.
    Aspect: "aspect" {
        /// Whom one told.
        Recipient "recipient",
        /// What one told.
        Content "content",
        /// How one went about it.
        Procedure "procedure",
        /// Where and by which way.
        Setting "setting",
    }
    /// When a duty on an act falls due.
    Timing: "timing" {
        /// By the time of the act.
        Before "before",
        /// After it.
        After "after",
    }
}

impl Certainty {
    /// May a player fail by it?
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Secondary)
    }
}

impl Severity {
    /// What it weighs in a score.
    pub fn weight(self) -> i32 {
        match self {
            Self::Minor => 1,
            Self::Moderate => 2,
            Self::Serious => 4,
            Self::Grave => 8,
        }
    }
}

/// The widest content a rule covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Anything.
    Any,
    /// These kinds and what is below them.
    Kinds(TermSet),
    /// What the release on file covers.
    Release,
    /// What the order covers.
    Process,
}

/// By when a duty is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deadline {
    /// So many minutes after it arose.
    Within(u32),
    /// Before the case closes.
    End,
}

/// "At once" in story minutes: before anything else is taken up, not while the kettle boils.
pub const AT_ONCE: u32 = 120;

impl Deadline {
    /// As people read it.
    pub fn words(self) -> String {
        match self {
            Self::End => "before the case closes".into(),
            Self::Within(AT_ONCE) => "at once".into(),
            Self::Within(minutes) if minutes % (24 * 60) == 0 && minutes > 2 * 24 * 60 => {
                format!("within {} days", minutes / (24 * 60))
            }
            Self::Within(minutes) => format!("within {} hours", minutes / 60),
        }
    }
}

/// One clause.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its stable id.
    pub id: RuleId,
    /// Where it stands, as one cites it.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it does.
    pub effect: Effect,
    /// Which acts it is about, a bit for each verb; none for a standing duty.
    pub acts: u64,
    /// Recipients; empty is anyone.
    pub to: TermSet,
    /// Subjects; empty is anyone.
    pub about: TermSet,
    /// Purposes; empty is any.
    pub purpose: TermSet,
    /// Channels; empty is any.
    pub channel: TermSet,
    /// Settings; empty is any.
    pub setting: TermSet,
    /// When it applies.
    pub when: Condition<Atom>,
    /// When it does not.
    pub unless: Option<Condition<Atom>>,
    /// The widest content it covers.
    pub at_most: Extent,
    /// For a duty on an act: before or after it.
    pub timing: Option<Timing>,
    /// What discharges a duty.
    pub discharged_by: Option<Condition<Atom>>,
    /// By when.
    pub by: Deadline,
    /// Rules that do not apply where this one does.
    pub overrides: Vec<RuleId>,
    /// How bad breaking it is.
    pub severity: Severity,
    /// Which skill it exercises.
    pub competency: Competency,
    /// What it faults.
    pub aspect: Aspect,
    /// The basic duty of its pack: judges flows that no rule of the pack permits.
    pub is_default: bool,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// Where it was read.
    pub source: Option<String>,
    /// In plain words.
    pub why: String,
    /// What would have been right.
    pub fix: String,
    /// What to say when it was kept.
    pub kept: Option<String>,
    /// Where it stands in its file.
    pub span: Span,
}

impl Rule {
    /// Is it in force on a day?
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Does it apply, as things stand?
    pub(super) fn applies(&self, view: &View<'_>) -> bool {
        let holds = |condition: &Condition<Atom>| condition.holds(&|atom| view.holds(atom));
        holds(&self.when) && !self.unless.as_ref().is_some_and(holds)
    }

    /// A duty that arises from the situation, not from an act?
    pub fn is_standing(&self) -> bool {
        self.effect == Effect::Require && self.acts == 0
    }

    /// The beliefs it turns on.
    pub fn beliefs<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = super::vocabulary::Fact> + 'a {
        let atoms = self.when.atoms().into_iter().chain(self.unless.iter().flat_map(Condition::atoms));
        atoms.filter_map(move |atom| match atom {
            Atom::Fact(fact, ..) => vocabulary.fact_entry(*fact).filter(|entry| entry.belief).map(|_| *fact),
            _ => None,
        })
    }
}

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
    /// Its rules, in the order of the file.
    pub rules: Vec<Arc<Rule>>,
    /// The text it was read from.
    pub source: Arc<Source>,
}

impl Pack {
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

    fn read(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Self> {
        let mut fields = reader.record(node, "a pack file")?;
        let head = fields.required("pack", read_head);
        let rules = fields.list("rules", |reader, node| read_rule(reader, node, vocabulary).map(Arc::new));
        fields.finish();
        let source = reader.source().clone();
        let (id, title, layer, reach, as_of, about, notice) = head?;
        Some(Self { id, title, layer, reach, as_of, about, notice, rules, source })
    }
}

type Head = (PackId, String, Layer, Reach, Date, String, String);

fn read_head(reader: &Reader, node: &Node) -> Option<Head> {
    let mut fields = reader.record(node, "a pack")?;
    let id = fields.required("id", Reader::id);
    let title = fields.required("title", Reader::prose);
    let layer = fields.required("layer", Layer::read);
    let reach = read_reach(reader, node, &mut fields);
    let as_of = fields.required("as_of", Reader::date);
    let about = fields.optional("about", Reader::text).unwrap_or_default();
    let notice = fields.optional("notice", Reader::text).unwrap_or_default();
    fields.finish();
    Some((id?, title?, layer?, reach?, as_of?, about, notice))
}

fn read_reach(reader: &Reader, node: &Node, fields: &mut Fields<'_>) -> Option<Reach> {
    let federal = fields.flag("federal").then_some(Reach::Federal);
    let chosen = fields.flag("chosen").then_some(Reach::Chosen);
    let jurisdiction = fields.optional("jurisdiction", Reader::id).map(Reach::Jurisdiction);
    let professions = fields.optional("professions", |reader, node| Some(reader.list(node, Reader::id)));
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
    let discharged_by = condition("discharged_by");
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
    let rule = Rule {
        id: id?,
        cite: cite?,
        heading: heading?,
        certainty: certainty?,
        effect: effect?,
        acts,
        to,
        about,
        purpose,
        channel,
        setting,
        when: when.unwrap_or_else(Condition::always),
        unless,
        at_most: at_most.unwrap_or(Extent::Any),
        timing,
        discharged_by,
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
    let text = reader.text(node)?;
    let deadline = deadline(&text);
    if deadline.is_none() {
        let help = "write \"at once\", \"36 hours\", \"60 days\" or \"end\"";
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
        assert_eq!(deadline("soon"), None);
        assert_eq!(Deadline::Within(60 * 24 * 60).words(), "within 60 days");
    }
}
