//! `confidant judge`: a situation and acts in, a judgment out.

use super::Out;
use crate::rim;
use confidant::diagnostic::Diagnostic;
use confidant::ethics::{ActJudgment, DutyState, Inquiry, Layer, Ledger, Rulebook, Situation, Standpoint, Verb};
use confidant::library::load_packs;
use confidant::session::{FindingText, finding_texts};
use confidant::source::{Source, Span};
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

pub(super) const HELP: &str = r#"The input, in RON (or the same in JSON):

  (
    jurisdiction: "US-VA", profession: "counselor", as_of: "2026-10-05",
    parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement])],
    facts: {"threat.serious": true, "threat.victim": identified},
    unsettled: ["threat.imminent"],
    releases: [(id: "roi", by: "sam", to: ["police"], what: [risk], signed_by: "sam", signed: "2026-09-01")],
    process: (kind: court_order, about: ["sam"], covers: [progress_note]),
    setting: private_office, listeners: [],
    done: [AssessRisk()],
    acts: [Warn(to: "police", about: "sam", what: [identity, threat], by: phone)],
    wait_minutes: 0, closed: false,
  )

Everything may be left out; without acts only the duties of the situation are shown. The counselor is always there as "you". `confidant vocabulary` lists the words.
The acts are judged one after the other; `wait_minutes` then lets the clock run, so that duties fall due; `closed: true`
closes the matter, so that what was left undone is missed."#;

/// What the command line says for files that do not.
pub(super) struct Defaults {
    pub(super) jurisdiction: Option<String>,
    pub(super) profession: Option<String>,
    pub(super) as_of: Option<jiff::civil::Date>,
}

pub(super) fn run(file: &Path, defaults: &Defaults, as_json: bool, out: &mut Out) -> u8 {
    let (rules, _) = rim::files::rules();
    let packs = match load_packs(&rules) {
        Ok(packs) => packs,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let source = match read(file) {
        Ok(source) => source,
        Err(problem) => {
            out.problems(&[*problem]);
            return 2;
        }
    };
    let inquiry = match Inquiry::load(&source, &packs.vocabulary, rim::today()) {
        Ok(inquiry) => inquiry,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let standpoint = Standpoint {
        jurisdiction: inquiry
            .jurisdiction
            .clone()
            .unwrap_or_else(|| defaults.jurisdiction.as_deref().unwrap_or("US-CA").into()),
        profession: inquiry
            .profession
            .clone()
            .unwrap_or_else(|| defaults.profession.as_deref().unwrap_or("counselor").into()),
        as_of: inquiry.as_of.or(defaults.as_of).unwrap_or(inquiry.situation.date),
        policies: Vec::new(),
    };
    let book = Rulebook::compile(&packs, standpoint);
    let answer = Answer::to(&book, inquiry);
    if as_json {
        out.json(&answer.json(&book));
    } else {
        answer.print(&book, out);
    }
    0
}

fn read(file: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
    const NAME: &str = "standard input";
    if file != Path::new("-") {
        return rim::files::read(file);
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(confidant::reading::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin().take(limit).read_to_end(&mut bytes).map_err(|error| {
        let message = format!("cannot be read: {}", rim::files::plain(&error));
        Box::new(Diagnostic::error("S001", &Source::new(NAME, ""), Span::default(), message))
    })?;
    rim::files::text_of(NAME, bytes)
}

/// The acts judged, one after the other, and how the duties stand then.
struct Answer {
    acts: Vec<(Verb, ActJudgment, Vec<FindingText>)>,
    situation: Situation,
    ledger: Ledger,
}

impl Answer {
    fn to(book: &Rulebook, inquiry: Inquiry) -> Self {
        let Inquiry { mut situation, around, acts, wait, closed, .. } = inquiry;
        let mut ledger = Ledger::default();
        ledger.update(book, &situation, &[], &[]);
        let mut judged = Vec::new();
        let mut called = Vec::new();
        for act in &acts {
            let verdict = book.judge(act, &situation, &around, ledger.duties());
            let texts = finding_texts(book, &situation, &verdict.judgment);
            judged.push((act.verb, verdict.judgment, texts));
            called.extend(verdict.calls_up);
            situation.note_act(act);
            situation.file_authorization(&book.vocabulary, act);
        }
        ledger.update(book, &situation, &acts, &called);
        situation.minute = situation.minute.saturating_add(wait);
        ledger.update(book, &situation, &[], &[]);
        if closed {
            ledger.close(book, &situation);
        }
        Self { acts: judged, situation, ledger }
    }

    fn json(&self, book: &Rulebook) -> Value {
        let worst = |layer| {
            let done = self.acts.iter().map(|(_, judgment, _)| judgment.badge(layer)).max().unwrap_or_default();
            done.max(self.ledger.badge(book, layer))
        };
        let certainty = self.acts.iter().filter_map(|(_, judgment, _)| judgment.certainty).max();
        let words = &book.vocabulary;
        let fact = |fact: &confidant::ethics::Fact| words.fact_entry(*fact).map(|entry| entry.id.clone());
        let acts: Vec<Value> = self.acts.iter().map(|(verb, judgment, findings)| json!({
            "act": verb.snake(), "words": verb.words(), "effect": judgment.effect, "law": judgment.law, "ethics": judgment.ethics, "policy": judgment.policy,
            "certainty": judgment.certainty, "findings": findings,
            "overheard_by": judgment.overheard_by.iter().map(|index| self.situation.name(*index)).collect::<Vec<_>>(),
            "widest_content": judgment.widest.map(|kinds| words.kinds.ids(kinds)),
            "doubts": judgment.doubts.iter().filter_map(fact).collect::<Vec<_>>(),
        })).collect();
        json!({
            "version": 1, "law": worst(Layer::Law), "ethics": worst(Layer::Ethics),
            "policy": worst(Layer::Policy), "certainty": certainty, "acts": acts,
            "duties": self.duties(book), "advice": self.advice(), "notes": book.notes,
            "standpoint": { "jurisdiction": book.standpoint.jurisdiction, "profession": book.standpoint.profession, "as_of": book.standpoint.as_of.to_string() },
        })
    }

    fn duties(&self, book: &Rulebook) -> Vec<Value> {
        let row = |duty: &confidant::ethics::Duty| {
            let rule = book.rule(duty.rule)?;
            let state = match duty.state {
                DutyState::Discharged | DutyState::Late => "discharged",
                DutyState::Open => "open",
                DutyState::Missed => "missed",
                DutyState::Partial => "partial",
                DutyState::Lapsed => "lapsed",
            };
            Some(
                json!({ "rule": rule.id, "cite": rule.cite, "state": state, "late": duty.state == DutyState::Late, "due": rule.by.words(), "met": duty.met, "of": duty.parts, "certainty": rule.certainty, "why": rule.why, "fix": rule.fix }),
            )
        };
        self.ledger.duties().iter().filter_map(row).collect()
    }

    fn advice(&self) -> Vec<String> {
        let mut advice: Vec<String> =
            self.acts.iter().flat_map(|(.., findings)| findings).filter_map(|finding| finding.fix.clone()).collect();
        if self.acts.iter().any(|(_, judgment, _)| !judgment.doubts.is_empty()) {
            advice.push("A belief is still open on which this hangs: to consult is sound.".into());
        }
        let mut seen = std::collections::BTreeSet::new();
        advice.retain(|line| seen.insert(line.clone()));
        advice
    }

    fn print(&self, book: &Rulebook, out: &mut Out) {
        let point = &book.standpoint;
        out.line(&format!("{} in {}, law of {}", point.profession, point.jurisdiction, point.as_of));
        book.notes.iter().for_each(|note| out.line(note));
        for (verb, judgment, findings) in &self.acts {
            let sure = judgment.certainty.map(|certainty| format!(", {}", certainty.words())).unwrap_or_default();
            out.line(&format!(
                "\n{}: law {}, ethics {}{sure} ({:?})",
                verb.words(),
                judgment.law.words(),
                judgment.ethics.words(),
                judgment.effect
            ));
            for finding in findings {
                super::play::finding(finding, out);
            }
            let overheard: Vec<&str> = judgment.overheard_by.iter().map(|index| self.situation.name(*index)).collect();
            if !overheard.is_empty() {
                out.line(&format!("  Within earshot: {}", overheard.join(", ")));
            }
            if let Some(widest) = judgment.widest {
                out.item("  At most: ", &book.vocabulary.kinds.names(widest));
            }
            for entry in judgment.doubts.iter().filter_map(|fact| book.vocabulary.fact_entry(*fact)) {
                out.line(&format!("  Still open: whether {}", entry.says));
            }
        }
        for duty in self.ledger.duties() {
            if let Some(rule) = book.rule(duty.rule) {
                out.item(
                    "  Duty, ",
                    &format!(
                        "{}: {} [{}, {}], due {}",
                        duty.state.words(),
                        rule.heading,
                        rule.cite,
                        rule.certainty.words(),
                        rule.by.words()
                    ),
                );
            }
        }
        out.line("\nTraining content, not legal advice. Check your state board, your agency policy and a lawyer.");
    }
}
