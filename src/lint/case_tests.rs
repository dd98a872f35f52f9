//! Plays the tests written in a case and says where one does not come to what it says.

use super::rules::{unknown_ending, unknown_rule};
use crate::diagnostic::Diagnostic;
use crate::ethics::{ActJudgment, Badge, DutyState, Layer, Packs, RuleRef, Rulebook};
use crate::ids::{RuleId, nearest};
use crate::scenario::{Case, CaseTest, Scene};
use crate::session::{Command, Refusal, Session, Setup, legal_choices};
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The outcome of one test.
#[derive(Debug)]
pub struct TestOutcome {
    /// Its name.
    pub name: String,
    /// What is wrong; nothing if it passed.
    pub problems: Vec<Diagnostic>,
}

/// Plays every test of a case.
pub fn run_tests(case: &Arc<Case>, packs: &Packs) -> Vec<TestOutcome> {
    case.tests.iter().map(|test| TestOutcome { name: test.name.clone(), problems: run(case, packs, test) }).collect()
}

fn run(case: &Arc<Case>, packs: &Packs, test: &CaseTest) -> Vec<Diagnostic> {
    // A rule that does not exist is never broken: a test that promises so promises nothing.
    let named = test.breaks.iter().chain(&test.keeps).chain(&test.never_breaks);
    let unknown = named.filter_map(|(id, span)| unknown_rule(&case.source, packs, id.as_str(), *span));
    unknown.chain(play(case, packs, test)).collect()
}

fn play(case: &Arc<Case>, packs: &Packs, test: &CaseTest) -> Vec<Diagnostic> {
    let usual = Setup::of(case, 0);
    let variant = test.variant.and_then(|at| case.variants.get(at)).map(|variant| variant.id.clone());
    let setup = Setup {
        variant: variant.unwrap_or(usual.variant.clone()),
        jurisdiction: test.jurisdiction.clone().unwrap_or(usual.jurisdiction.clone()),
        as_of: test.as_of.unwrap_or(usual.as_of),
        deal: Some(test.deal),
        ..usual
    };
    let book = Arc::new(Rulebook::compile(packs, setup.standpoint()));
    let mut session = Session::start(case.clone(), book, setup);
    for (choice, span) in &test.path {
        if let Err(refusal) = session.submit(Command::choose(choice.clone())) {
            let scene = case.scenes.get(session.state().scene).map(|scene| scene.id.to_string()).unwrap_or_default();
            let open: Vec<String> = legal_choices(case, session.book(), session.state())
                .into_iter()
                .filter_map(|at| name_of_open(case.scenes.get(session.state().scene)?, at))
                .fold(Vec::new(), |mut open, name| {
                    open.extend((!open.contains(&name)).then_some(name));
                    open
                });
            let message = match &refusal {
                Refusal::NotDone { why } => format!("in the scene `{scene}`: {why}"),
                Refusal::NoSuchChoice { .. } => format!("the scene `{scene}` has no choice `{choice}`"),
                _ => format!("in the scene `{scene}` {refusal}"),
            };
            let near = nearest(choice.as_str(), open.iter().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            return vec![fault(case, *span, message).help(format!("{near}open there: {}", open.join(", ")))];
        }
    }
    let outcome = Outcome::of(&session);
    [ending(case, &session, test), rules(case, packs, test, &outcome), badges(case, test, &outcome)].concat()
}

/// A choice by its id; every way through an activity as one.
fn name_of_open(scene: &Scene, at: usize) -> Option<String> {
    match scene.activity.as_deref().filter(|_| scene.is_way(at)) {
        Some(played) => Some(format!("{}(…)", played.activity.id)),
        None => Some(scene.choices.get(at)?.id.to_string()),
    }
}

fn fault(case: &Case, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("T001", &case.source, span, message)
}

/// What a whole run came to.
struct Outcome {
    broken: BTreeSet<RuleId>,
    kept: BTreeSet<RuleId>,
    law: Badge,
    ethics: Badge,
}

impl Outcome {
    fn of(session: &Session) -> Self {
        let book = session.book();
        let id = |rule: RuleRef| book.rule(rule).map(|rule| rule.id.clone());
        let judgments: Vec<_> = session.decisions().iter().flat_map(|decision| &decision.step.judgments).collect();
        let changes = || session.state().ledger.duties().iter();
        // A late duty was done, and done too late: it is both.
        let missed =
            changes().filter(|duty| matches!(duty.state, DutyState::Missed | DutyState::Partial | DutyState::Late));
        let met = changes().filter(|duty| matches!(duty.state, DutyState::Discharged | DutyState::Late));
        Self {
            broken: judgments
                .iter()
                .flat_map(|judgment| judgment.broken())
                .map(|finding| finding.rule)
                .chain(missed.map(|duty| duty.rule))
                .filter_map(id)
                .collect(),
            kept: judgments
                .iter()
                .flat_map(|judgment| judgment.kept())
                .map(|finding| finding.rule)
                .chain(met.map(|duty| duty.rule))
                .filter_map(id)
                .collect(),
            law: gravest(session, &judgments, Layer::Law),
            ethics: gravest(session, &judgments, Layer::Ethics),
        }
    }
}

/// The gravest badge of a layer, over what was done and what was left undone.
fn gravest(session: &Session, judgments: &[&ActJudgment], layer: Layer) -> Badge {
    let done = judgments.iter().map(|judgment| judgment.badge(layer)).max().unwrap_or_default();
    done.max(session.state().ledger.badge(session.book(), layer))
}

fn ending(case: &Case, session: &Session, test: &CaseTest) -> Vec<Diagnostic> {
    let Some((wanted, span)) = &test.ends else { return Vec::new() };
    if let Some(unknown) = unknown_ending(case, wanted.as_str(), *span) {
        return vec![unknown];
    }
    let reached = session.ending().map(|ending| ending.id.clone());
    if reached.as_ref() == Some(wanted) {
        return Vec::new();
    }
    let message = if let Some(reached) = reached {
        format!("the path ends in `{reached}`, not in `{wanted}`")
    } else {
        let scene = case.scenes.get(session.state().scene).map(|scene| scene.id.to_string()).unwrap_or_default();
        format!("the path stops in the scene `{scene}` before any ending")
    };
    vec![fault(case, *span, message)]
}

fn rules(case: &Case, packs: &Packs, test: &CaseTest, outcome: &Outcome) -> Vec<Diagnostic> {
    let list = |set: &BTreeSet<RuleId>| match set.len() {
        0 => "nothing".to_owned(),
        _ => set.iter().map(RuleId::as_str).collect::<Vec<_>>().join(", "),
    };
    let is_rule = |id: &RuleId| packs.rule(id.as_str()).is_some();
    let not_broken = test.breaks.iter().filter(|(id, _)| is_rule(id) && !outcome.broken.contains(id));
    let not_kept = test.keeps.iter().filter(|(id, _)| is_rule(id) && !outcome.kept.contains(id));
    let wrongly = test.never_breaks.iter().filter(|(id, _)| outcome.broken.contains(id));
    let broken = not_broken.map(|(id, span)| {
        fault(case, *span, format!("the run does not break `{id}`"))
            .help(format!("it breaks {}", list(&outcome.broken)))
    });
    let kept = not_kept.map(|(id, span)| {
        fault(case, *span, format!("the run does not keep `{id}`")).help(format!("it keeps {}", list(&outcome.kept)))
    });
    let wrongly = wrongly.map(|(id, span)| fault(case, *span, format!("the run breaks `{id}`")));
    broken.chain(kept).chain(wrongly).collect()
}

fn badges(case: &Case, test: &CaseTest, outcome: &Outcome) -> Vec<Diagnostic> {
    let differs = |wanted: &Option<(Badge, Span)>, found: Badge, layer: &str| {
        let (wanted, span) = (*wanted)?;
        (wanted != found).then(|| {
            fault(case, span, format!("the gravest {layer} badge of the run is `{found:?}`, not `{wanted:?}`"))
        })
    };
    [differs(&test.law, outcome.law, "law"), differs(&test.ethics, outcome.ethics, "ethics")]
        .into_iter()
        .flatten()
        .collect()
}
