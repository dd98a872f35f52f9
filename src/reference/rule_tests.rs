//! Tests of packs, written as rules are: a situation, an act, a place, and what the rules must say. Agencies write them for
//! their policies, and the shipped packs are held to theirs.

use super::answer::{ActAnswer, Answer};
use super::myths::known_rule;
use crate::diagnostic::Diagnostic;
use crate::ethics::{
    ActEffect, Badge, Holding, Inquiry, Packs, Premises, Rulebook, Standpoint, read_facts, read_parties,
};
use crate::ids::{JurisdictionId, ProfessionId, RuleId};
use crate::reading::{Fields, Node, Reader, parse};
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Is a file of this name a file of rule tests?
pub fn is_rule_tests(name: &str) -> bool {
    name.ends_with(".tests.ron")
}

/// A file of tests.
#[derive(Debug)]
pub struct RuleTests {
    tests: Vec<RuleTest>,
    source: Arc<Source>,
}

/// One test.
#[derive(Debug)]
struct RuleTest {
    name: String,
    inquiry: Inquiry,
    standpoint: Standpoint,
    expected: Expected,
    span: Span,
}

/// What must come out; what is left out may be anything.
#[derive(Debug, Default)]
struct Expected {
    law: Option<Badge>,
    ethics: Option<Badge>,
    policy: Option<Badge>,
    effect: Option<ActEffect>,
    rules: Vec<(Claim, RuleId)>,
}

/// What is said of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Cites,
    Breaks,
    Keeps,
    Opens,
    Discharges,
    Misses,
    Partly,
    Silent,
}

impl Claim {
    const ALL: &[(&'static str, Self)] = &[
        ("cites", Self::Cites),
        ("breaks", Self::Breaks),
        ("keeps", Self::Keeps),
        ("opens", Self::Opens),
        ("discharges", Self::Discharges),
        ("misses", Self::Misses),
        ("partly", Self::Partly),
        ("silent", Self::Silent),
    ];
}

/// The outcome of one test.
#[derive(Debug)]
pub struct RuleTestOutcome {
    /// Its name.
    pub name: String,
    /// The rules it names.
    pub rules: Vec<RuleId>,
    /// Where it plays.
    pub jurisdiction: JurisdictionId,
    /// What is wrong; nothing if it passed.
    pub problem: Option<Diagnostic>,
}

impl RuleTests {
    /// Reads a file of tests against the packs it is about.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn load(source: &Arc<Source>, packs: &Packs) -> Result<Self, Vec<Diagnostic>> {
        let node = parse(source).map_err(|problem| vec![problem])?;
        let reader = Reader::new(source);
        let tests = Self::read(&reader, &node, packs);
        let problems = reader.into_problems();
        match tests {
            Some(tests) if problems.is_empty() => Ok(tests),
            _ => Err(problems),
        }
    }

    /// Reads the tests out of a text that is parsed already; what is wrong, the reader notes.
    pub fn read(reader: &Reader, node: &Node, packs: &Packs) -> Option<Self> {
        let tests = reader.record(node, "a file of rule tests").and_then(|fields| read_tests(reader, fields, packs))?;
        Some(Self { tests, source: reader.source().clone() })
    }

    /// Runs every test.
    pub fn run(&self, packs: &Packs) -> Vec<RuleTestOutcome> {
        self.tests
            .iter()
            .map(|test| RuleTestOutcome {
                name: test.name.clone(),
                rules: test.expected.rules.iter().map(|(_, rule)| rule.clone()).collect(),
                jurisdiction: test.standpoint.jurisdiction.clone(),
                problem: self.problem(test, packs),
            })
            .collect()
    }

    fn problem(&self, test: &RuleTest, packs: &Packs) -> Option<Diagnostic> {
        let book = Rulebook::compile(packs, test.standpoint.clone());
        let answer = Answer::brief(&book, &test.inquiry);
        let wrong = test.expected.differences(&answer);
        let message = || format!("\"{}\": {}", test.name, wrong.join("; "));
        let found = Diagnostic::error("T002", &self.source, test.span, message());
        (!wrong.is_empty()).then(|| found.help(said(&answer)))
    }
}

fn read_tests(reader: &Reader, mut fields: Fields<'_>, packs: &Packs) -> Option<Vec<RuleTest>> {
    let vocabulary = &packs.vocabulary;
    let jurisdiction = fields.optional("jurisdiction", Reader::id);
    let profession = fields.optional("profession", Reader::id).unwrap_or_else(|| "counselor".into());
    let date = fields.required("date", Reader::date);
    let parties = read_parties(reader, &mut fields, vocabulary, &[]);
    let facts = fields.node("facts").map(|node| read_facts(reader, node, vocabulary)).unwrap_or_default();
    let common = Common { packs, jurisdiction, profession, premises: Premises { date: date?, parties, facts } };
    let tests = fields.list("tests", |reader, node| common.read_test(reader, node));
    fields.finish();
    Some(tests)
}

/// What the head of a file says for all its tests.
struct Common<'a> {
    packs: &'a Packs,
    jurisdiction: Option<JurisdictionId>,
    profession: ProfessionId,
    premises: Premises,
}

impl Common<'_> {
    fn read_test(&self, reader: &Reader, node: &Node) -> Option<RuleTest> {
        let mut fields = reader.record(node, "a rule test")?;
        let name = fields.required("name", Reader::prose);
        let inquiry = Inquiry::read(reader, &mut fields, &self.packs.vocabulary, &self.premises);
        let expected = self.read_expected(&mut fields);
        fields.finish();
        let span = Span::new(node.span.start, node.span.start + 1);
        let (name, inquiry) = (name?, inquiry?);
        let Some(standpoint) = self.standpoint(&inquiry) else {
            reader.note_with_help("S002", span, "the test plays nowhere", "add `jurisdiction: \"US-…\"`");
            return None;
        };
        if expected.is_empty() {
            reader.note_with_help("S002", span, "the test expects nothing", "add `law:`, `ethics:`, `cites:` …");
        }
        Some(RuleTest { name, inquiry, standpoint, expected, span })
    }

    fn standpoint(&self, inquiry: &Inquiry) -> Option<Standpoint> {
        let day: Date = inquiry.as_of.unwrap_or(inquiry.situation.date);
        Some(Standpoint {
            jurisdiction: inquiry.jurisdiction.clone().or_else(|| self.jurisdiction.clone())?,
            profession: inquiry.profession.clone().unwrap_or_else(|| self.profession.clone()),
            as_of: day,
            policies: inquiry.policies.clone(),
        })
    }

    fn read_expected(&self, fields: &mut Fields<'_>) -> Expected {
        let badge = |reader: &Reader, node: &Node| reader.one_of(node, "badge", Badge::ALL);
        let law = fields.optional("law", badge);
        let ethics = fields.optional("ethics", badge);
        let policy = fields.optional("policy", badge);
        let effect = fields.optional("effect", |reader, node| reader.one_of(node, "effect of an act", ActEffect::ALL));
        let mut rules = Vec::new();
        for (field, claim) in Claim::ALL {
            let named: Vec<RuleId> = fields.list(field, |reader, node| known_rule(reader, node, self.packs));
            rules.extend(named.into_iter().map(|rule| (*claim, rule)));
        }
        Expected { law, ethics, policy, effect, rules }
    }
}

impl Expected {
    fn is_empty(&self) -> bool {
        let badges = [self.law, self.ethics, self.policy].iter().all(Option::is_none);
        badges && self.effect.is_none() && self.rules.is_empty()
    }

    fn differences(&self, answer: &Answer) -> Vec<String> {
        let badges = [
            ("law", self.law, answer.law),
            ("ethics", self.ethics, answer.ethics),
            ("policy", self.policy, answer.policy),
        ];
        let wrong_badge = |(layer, wanted, is): (&str, Option<Badge>, Badge)| {
            wanted.filter(|wanted| *wanted != is).map(|wanted| format!("{layer} is {is:?}, not {wanted:?}"))
        };
        let effect = answer.acts.last().map(|act| act.effect).unwrap_or_default();
        let wrong_effect = self.effect.filter(|wanted| *wanted != effect);
        let speaking = Speaking::of(answer);
        let wrong_rules = self.rules.iter().filter(|(claim, rule)| !speaking.bears_out(*claim, rule.as_str()));
        let said = |(claim, rule): &(Claim, RuleId)| {
            let word = Claim::ALL.iter().find(|(_, known)| known == claim).map_or("", |(word, _)| word);
            format!("`{word}: [\"{rule}\"]` is not so")
        };
        badges
            .into_iter()
            .filter_map(wrong_badge)
            .chain(wrong_effect.map(|wanted| format!("the effect is {effect:?}, not {wanted:?}")))
            .chain(wrong_rules.map(said))
            .collect()
    }
}

/// The rules of an answer, by what they have to say.
struct Speaking<'a> {
    broken: BTreeSet<&'a str>,
    kept: BTreeSet<&'a str>,
    duties: Vec<(&'a str, &'static str)>,
}

impl<'a> Speaking<'a> {
    fn of(answer: &'a Answer) -> Self {
        let of = |holding: Holding| {
            let findings = answer.acts.iter().flat_map(|act: &ActAnswer| &act.findings);
            findings.filter(|finding| finding.holding == holding).map(|finding| finding.place.rule.as_str()).collect()
        };
        let duties = answer.duties.iter().map(|duty| (duty.place.rule.as_str(), duty.state)).collect();
        Self { broken: of(Holding::Broken), kept: of(Holding::Kept), duties }
    }

    fn bears_out(&self, claim: Claim, rule: &str) -> bool {
        let duty = |state: &str| self.duties.iter().any(|(of, is)| *of == rule && *is == state);
        let standing = || self.duties.iter().any(|(of, is)| *of == rule && *is != "lapsed");
        let speaks = || self.broken.contains(rule) || self.kept.contains(rule) || standing();
        match claim {
            Claim::Cites => speaks(),
            Claim::Breaks => self.broken.contains(rule),
            Claim::Keeps => self.kept.contains(rule) || duty("discharged"),
            Claim::Opens => duty("open"),
            Claim::Discharges => duty("discharged"),
            Claim::Misses => duty("missed"),
            Claim::Partly => duty("partial"),
            Claim::Silent => !speaks(),
        }
    }
}

/// What was said instead, in one line.
fn said(answer: &Answer) -> String {
    let findings = answer.acts.iter().flat_map(|act| &act.findings);
    let findings = findings.map(|finding| match finding.holding {
        Holding::Kept => format!("kept {}", finding.place.rule),
        Holding::Broken => format!("broken {}", finding.place.rule),
    });
    let duties = answer.duties.iter().map(|duty| format!("{} {}", duty.state, duty.place.rule));
    let all: Vec<String> = findings.chain(duties).collect();
    format!(
        "law {:?}, ethics {:?}, policy {:?}: {}",
        answer.law,
        answer.ethics,
        answer.policy,
        if all.is_empty() { "no rule speaks".into() } else { all.join(", ") }
    )
}
