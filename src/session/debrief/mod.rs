//! The debrief of a run, in words: every decision with its verdict and reasons, the turning points, the duties kept and
//! missed, who now knows what, and what would have been judged otherwise elsewhere. Both front ends show this value.

mod beside;
mod roads;

pub use beside::{Beside, Lapses};

use super::command::Confidence;
use super::score::{Band, SkillScore, StandardScore, Value};
use super::view::clock;
use super::{Decision, Mode, Session, Setup};
use crate::activity::Account;
use crate::ethics::{ActJudgment, Badge, Certainty, DutyState, Listener, Packs, Rulebook, Severity};
use crate::ids::{ChoiceId, JurisdictionId, SceneId};
use crate::reading::{capital, plain_words};
use crate::reference::{FindingText, RulePlace, finding_texts, listener_words, place};
use serde::Serialize;
use std::sync::Arc;

/// One decision looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionReview {
    /// Counted from 0.
    pub number: usize,
    /// In which scene it was made.
    pub at: SceneId,
    /// Which choice it was.
    pub chose: ChoiceId,
    /// The scene's heading.
    pub heading: String,
    /// The story clock.
    pub clock: String,
    /// The scene's words.
    pub scene: String,
    /// The choice.
    pub label: String,
    /// The exact words.
    pub said: String,
    /// What happened.
    pub happened: String,
    /// The band.
    pub band: Band,
    /// What was lost against the best that could still be had.
    pub loss: Value,
    /// What the law says; the gravest of the acts.
    pub law: Badge,
    /// What the code says.
    pub ethics: Badge,
    /// What the agency's policy says.
    pub policy: Badge,
    /// How sure that is.
    pub certainty: Option<Certainty>,
    /// The rules kept and broken.
    pub findings: Vec<FindingText>,
    /// Duties that opened, were met or missed.
    pub duties: Vec<String>,
    /// Who overheard.
    pub overheard_by: Vec<String>,
    /// What came of it on the desk, where it was done by hand.
    pub accounts: Vec<Account>,
    /// Open beliefs on which it hung.
    pub doubts: Vec<String>,
    /// The author's note.
    pub note: Option<String>,
    /// A better choice that was open: its label and the author's note on it.
    pub better: Option<(String, String)>,
    /// What this decision put out of reach: what even the best way on leaves undone.
    pub sealed: Vec<OutOfReach>,
    /// How sure the player was.
    #[serde(skip)]
    pub confidence: Option<Confidence>,
    /// How it is judged elsewhere, where that differs.
    pub elsewhere: Vec<Elsewhere>,
}

/// The same decision under another law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// Its name.
    pub title: String,
    /// What the law says there.
    pub law: Badge,
    /// What the code says there.
    pub ethics: Badge,
    /// The rules of that place that decide, as one cites them.
    pub cites: Vec<String>,
}

/// A duty looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyReview {
    /// The rule.
    pub place: RulePlace,
    /// How bad missing it is.
    pub severity: Severity,
    /// How it ended.
    pub state: DutyState,
    /// When it arose.
    pub opened: String,
    /// When it was due.
    pub due: String,
    /// In plain words.
    pub text: String,
    /// What would have been right, where it was missed.
    pub fix: Option<String>,
}

/// Who now knows what about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Who.
    pub who: String,
    /// About whom.
    pub about: String,
    /// What, in words.
    pub what: String,
}

/// Something right that can no longer be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutOfReach {
    /// The rule that asks for it.
    pub place: RulePlace,
    /// What it asks, as an author of rules tells a counselor to do it.
    pub fix: String,
}

/// A decision of the best run there was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BestStep {
    /// The scene.
    pub scene: SceneId,
    /// The choice.
    pub choice: ChoiceId,
    /// The scene's heading.
    pub heading: String,
    /// The story clock.
    pub clock: String,
    /// The choice in a few words.
    pub label: String,
    /// The exact words.
    pub said: String,
    /// What happened.
    pub happened: String,
    /// The author's note.
    pub note: Option<String>,
    /// Did the player make this choice in this scene, too?
    pub also_chosen: bool,
}

/// The best run there was, from the same start under the same law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BestRun {
    /// Its decisions.
    pub steps: Vec<BestStep>,
    /// How it ends.
    pub ending: Option<String>,
    /// What it comes to.
    pub value: Value,
    /// What the player's run came to.
    pub own: Value,
    /// What even it breaks or misses.
    pub lapses: Lapses,
    /// What the player's run broke or missed.
    pub own_lapses: Lapses,
}

/// Everything there is to say after a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Debrief {
    /// The case's title.
    pub title: String,
    /// The ending's title, if it came to one.
    pub ending: Option<String>,
    /// The ending's words.
    pub ending_text: String,
    /// As whom, where, when, in which variant and mode.
    pub standpoint: String,
    /// What to know of the rulebook.
    pub notes: Vec<String>,
    /// In one sentence, how it went.
    pub summary: String,
    /// The decisions in order.
    pub decisions: Vec<DecisionReview>,
    /// The decisions that cost most, worst first, confident ones before doubtful ones.
    pub turning_points: Vec<usize>,
    /// The best run there was; none where nobody looked ahead.
    pub best_run: Option<BestRun>,
    /// The duties.
    pub duties: Vec<DutyReview>,
    /// Skills: name, earned, possible, in hundredths.
    pub skills: Vec<(String, i32)>,
    /// Standards that made a difference: place and hundredths.
    pub standards: Vec<(RulePlace, i32)>,
    /// Who knows what now.
    pub known: Vec<Known>,
    /// A question to sit with.
    pub reflect: String,
    /// What to read.
    pub reading: Vec<String>,
    /// Where to turn.
    pub support: String,
    /// Was something taken back on the way?
    pub rewound: bool,
}

impl Debrief {
    /// The debrief of a run. `packs` hold the laws of the other places.
    pub fn of(session: &Session, packs: &Packs) -> Self {
        let case = session.case();
        let elsewhere = other_runs(session, packs);
        let decisions: Vec<DecisionReview> = session
            .decisions()
            .iter()
            .enumerate()
            .map(|(at, decision)| review(session, at, decision, &elsewhere))
            .collect();
        let state = session.state();
        let scene = case.scenes.get(state.scene);
        let ending_text = scene
            .filter(|scene| scene.ending.is_some())
            .map(|scene| scene.text.shown(&state.story(session.book()), &state.situation.parties));
        Self {
            title: case.title.clone(),
            ending: session.ending().map(|ending| ending.title.clone()),
            ending_text: ending_text.unwrap_or_default(),
            standpoint: standpoint(session, packs),
            notes: session.book().notes.clone(),
            summary: summary(&decisions),
            turning_points: turning_points(&decisions),
            best_run: roads::best_run(session),
            duties: duties(session),
            skills: skills(session),
            standards: standards(session),
            known: known(session),
            reflect: case.reflect.clone(),
            reading: case.reading.clone(),
            support: case.support.clone(),
            rewound: session.first_attempt().is_some(),
            decisions,
        }
    }

    /// The worst band of the run.
    pub fn worst(&self) -> Option<Band> {
        self.decisions.iter().map(|decision| decision.band).max()
    }
}

fn standpoint(session: &Session, packs: &Packs) -> String {
    let Setup { jurisdiction, profession, as_of, variant, mode, policies, .. } = session.setup();
    let place = packs.place_title(jurisdiction);
    let case = session.case();
    let version = case.variant_named(variant.as_str()).and_then(|at| case.variants.get(at));
    let title = version.map_or("", |version| version.title.as_str());
    let mode = match mode {
        Mode::Study => "study mode",
        Mode::Exam => "exam mode",
    };
    let professions = &packs.vocabulary.professions;
    let named = professions.term(profession.as_str()).map(|term| professions.name(term));
    let profession = capital(named.unwrap_or(&plain_words(profession.as_str())));
    let titled = packs.packs.iter().filter(|pack| policies.contains(&pack.id)).map(|pack| pack.title.as_str());
    let under: Vec<&str> = titled.collect();
    let policies = if under.is_empty() { String::new() } else { format!(" · {}", under.join(", ")) };
    format!("{profession} in {place}, under the law of {as_of} · {title} · {mode}{policies}")
}

fn summary(decisions: &[DecisionReview]) -> String {
    let count = |band: Band| decisions.iter().filter(|decision| decision.band == band).count();
    let parts: Vec<String> =
        Band::ALL.into_iter().filter(|band| count(*band) > 0).map(|band| counted(band, count(band))).collect();
    let of = if decisions.len() == 1 { "1 decision".into() } else { format!("{} decisions", decisions.len()) };
    if parts.is_empty() { "No decision was made.".into() } else { format!("{of}: {}.", parts.join(", ")) }
}

/// "3 breaches", "1 serious breach", "2 sound".
fn counted(band: Band, count: usize) -> String {
    let plural = match band {
        Band::Breach | Band::SeriousBreach if count > 1 => "es",
        Band::Sound | Band::Defensible | Band::Risky | Band::Breach | Band::SeriousBreach => "",
    };
    format!("{count} {}{plural}", band.words().to_lowercase())
}

fn turning_points(decisions: &[DecisionReview]) -> Vec<usize> {
    let mut costly: Vec<&DecisionReview> = decisions.iter().filter(|decision| decision.band >= Band::Risky).collect();
    costly.sort_by_key(|decision| {
        (
            std::cmp::Reverse(decision.confidence == Some(Confidence::Sure)),
            std::cmp::Reverse(decision.band),
            std::cmp::Reverse(decision.loss),
            decision.number,
        )
    });
    costly.into_iter().take(3).map(|decision| decision.number).collect()
}

fn review(session: &Session, at: usize, decision: &Decision, elsewhere: &[OtherRun]) -> DecisionReview {
    let case = session.case();
    let book = session.book();
    let before = &decision.before;
    let scene = case.scenes.get(decision.scene);
    let choice = scene.and_then(|scene| scene.choices.get(decision.choice));
    let judgments = &decision.step.judgments;
    let worst = |badge: fn(&ActJudgment) -> Badge| judgments.iter().map(badge).max().unwrap_or_default();
    let mut findings: Vec<FindingText> = Vec::new();
    for text in judgments.iter().flat_map(|judgment| finding_texts(book, &before.situation, judgment)) {
        if !findings.contains(&text) {
            findings.push(text);
        }
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.holding), std::cmp::Reverse(finding.severity)));
    let place_name = scene.and_then(|scene| case.places.get(scene.place)).map(|place| place.name.clone());
    let doubts =
        judgments.iter().flat_map(|judgment| &judgment.doubts).filter_map(|fact| book.vocabulary.fact_entry(*fact));
    let mut doubts: Vec<String> = doubts.map(|entry| entry.says.clone()).collect();
    doubts.dedup();
    DecisionReview {
        number: at,
        at: scene.map_or_else(|| "".into(), |scene| scene.id.clone()),
        chose: choice.map_or_else(|| "".into(), |choice| choice.id.clone()),
        heading: scene.and_then(|scene| scene.title.clone()).or(place_name).unwrap_or_default(),
        clock: clock(session, before.situation.minute),
        scene: scene.map(|scene| scene.text.shown(&before.story(book), &before.situation.parties)).unwrap_or_default(),
        label: choice.map(|choice| decision.step.label(choice).to_owned()).unwrap_or_default(),
        said: decision.step.said.clone(),
        happened: decision.step.happened.clone(),
        band: decision.band(),
        loss: decision.loss(),
        law: worst(|judgment| judgment.law),
        ethics: worst(|judgment| judgment.ethics),
        policy: worst(|judgment| judgment.policy),
        certainty: judgments.iter().filter_map(|judgment| judgment.certainty).max(),
        findings,
        duties: duty_lines(session, at, decision),
        overheard_by: overheard(book, before, judgments),
        accounts: super::accounts(session, decision),
        doubts,
        note: choice.and_then(|choice| decision.step.note(choice)).map(str::to_owned),
        better: better(session, decision),
        sealed: roads::sealed(session, decision),
        confidence: decision.confidence,
        elsewhere: elsewhere.iter().filter_map(|other| other.differs(at, decision)).collect(),
    }
}

fn overheard(book: &Rulebook, before: &super::State, judgments: &[ActJudgment]) -> Vec<String> {
    let mut listeners: Vec<Listener> = Vec::new();
    for listener in judgments.iter().flat_map(|judgment| &judgment.overheard_by) {
        match listeners.iter_mut().find(|known| known.who == listener.who) {
            Some(known) => known.makes_out = known.makes_out.or(listener.makes_out),
            None => listeners.push(*listener),
        }
    }
    let words = |listener: &Listener| listener_words(&book.vocabulary, &before.situation, *listener);
    let mut names: Vec<String> = listeners.iter().map(words).collect();
    names.sort();
    names.dedup();
    names
}

/// Duties that arose as the scene began, and what the choice did to duties. What is due as the case closes is told with
/// the last decision.
fn duty_lines(session: &Session, at: usize, decision: &Decision) -> Vec<String> {
    let book = session.book();
    let before = at.checked_sub(1).and_then(|earlier| session.decisions().get(earlier));
    let as_it_began = before.map(|earlier| earlier.step.on_entering.as_slice()).unwrap_or_default();
    let is_last = at + 1 == session.decisions().len() && session.is_over();
    let at_the_end = if is_last { decision.step.on_entering.as_slice() } else { &[] };
    let line = |change: &crate::ethics::DutyChange| {
        let rule = book.rule(change.rule)?;
        let due = rule.by.words();
        Some(match change.state {
            DutyState::Open => format!("A duty arose, due {due}: {} ({})", rule.heading, rule.cite),
            state => format!("{}: {} ({})", capital(state.words()), rule.heading, rule.cite),
        })
    };
    let mut lines: Vec<String> = Vec::new();
    for line in as_it_began.iter().chain(&decision.step.changes).chain(at_the_end).filter_map(line) {
        // Several clauses can stand under one section; the section is named once.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn better(session: &Session, decision: &Decision) -> Option<(String, String)> {
    if decision.band() == Band::Sound {
        return None;
    }
    let (best, _) = decision.best().filter(|(best, _)| *best != decision.choice)?;
    let case = session.case();
    let scene = case.scenes.get(decision.scene)?;
    let label = scene.label_in(best, decision.before.frame(case))?;
    let note = scene.choices.get(best)?.note.clone();
    (decision.loss() > Value::default()).then(|| (label, note.unwrap_or_default()))
}

fn duties(session: &Session) -> Vec<DutyReview> {
    let book = session.book();
    let all = session.state().ledger.duties().iter().filter_map(|duty| {
        let rule = book.rule(duty.rule)?;
        let kept = matches!(duty.state, DutyState::Discharged);
        let owed = !matches!(duty.state, DutyState::Discharged | DutyState::Lapsed);
        Some(DutyReview {
            place: place(book, duty.rule)?,
            severity: rule.severity,
            state: duty.state,
            opened: clock(session, duty.opened),
            due: duty.due.map_or_else(|| "before the case closes".into(), |due| clock(session, due)),
            text: if kept { rule.kept.clone().unwrap_or_else(|| rule.why.clone()) } else { rule.why.clone() },
            fix: owed.then(|| rule.fix.clone()),
        })
    });
    let mut all: Vec<DutyReview> = all.collect();
    let rank = |state: DutyState| match state {
        DutyState::Missed => 0,
        DutyState::Partial => 1,
        DutyState::Late => 2,
        DutyState::Open => 3,
        DutyState::Discharged => 4,
        DutyState::Lapsed => 5,
    };
    all.sort_by_key(|duty| (rank(duty.state), std::cmp::Reverse(duty.severity)));
    all
}

fn skills(session: &Session) -> Vec<(String, i32)> {
    let scores = SkillScore::of(session.book(), session.decisions());
    scores.iter().map(|score| (capital(score.competency.words()), score.percent())).collect()
}

fn standards(session: &Session) -> Vec<(RulePlace, i32)> {
    let scores = StandardScore::of(session.decisions());
    scores
        .iter()
        .filter_map(|score| Some((place(session.book(), score.rule)?, 100 * score.earned / score.possible.max(1))))
        .collect()
}

fn known(session: &Session) -> Vec<Known> {
    let situation = &session.state().situation;
    let vocabulary = &session.book().vocabulary;
    let about_others = situation.learned.iter().filter(|(who, about, _)| who != about);
    about_others
        .map(|(who, about, what)| Known {
            who: situation.name(*who).to_owned(),
            about: situation.name(*about).to_owned(),
            what: vocabulary.kinds.names(*what),
        })
        .collect()
}

/// The same choices, played under the law of another place.
struct OtherRun {
    jurisdiction: JurisdictionId,
    title: String,
    session: Session,
}

fn other_runs(session: &Session, packs: &Packs) -> Vec<OtherRun> {
    let own = &session.setup().jurisdiction;
    let others =
        packs.jurisdictions().into_iter().filter(|(id, _)| id != own && session.case().jurisdictions.contains(id));
    others
        .map(|(jurisdiction, title)| {
            let setup = Setup { jurisdiction: jurisdiction.clone(), ..session.setup().clone() };
            let book = Arc::new(Rulebook::compile(packs, setup.standpoint()));
            let (other, _) = Session::replay(session.case().clone(), book, setup, session.commands());
            OtherRun { jurisdiction, title: title.to_owned(), session: other }
        })
        .collect()
}

impl OtherRun {
    fn differs(&self, at: usize, here: &Decision) -> Option<Elsewhere> {
        let there = self.session.decisions().get(at)?;
        let worst = |decision: &Decision, badge: fn(&ActJudgment) -> Badge| {
            decision.step.judgments.iter().map(badge).max().unwrap_or_default()
        };
        let (law, ethics) = (worst(there, |judgment| judgment.law), worst(there, |judgment| judgment.ethics));
        let same = law == worst(here, |judgment| judgment.law) && ethics == worst(here, |judgment| judgment.ethics);
        (!same).then(|| Elsewhere {
            jurisdiction: self.jurisdiction.clone(),
            title: self.title.clone(),
            law,
            ethics,
            cites: self.cites(there),
        })
    }

    /// What the law of the place itself says of the decision.
    fn cites(&self, decision: &Decision) -> Vec<String> {
        let book = self.session.book();
        let own = |rule: &crate::ethics::RuleRef| {
            book.rule(*rule)
                .is_some_and(|found| found.id.as_str().starts_with(&self.jurisdiction.as_str().to_lowercase()))
        };
        let findings =
            decision.step.judgments.iter().flat_map(|judgment| &judgment.findings).map(|finding| finding.rule);
        let changes = decision.step.changes.iter().chain(&decision.step.on_entering).map(|change| change.rule);
        let mut cites: Vec<String> =
            findings.chain(changes).filter(own).filter_map(|rule| Some(book.rule(rule)?.cite.clone())).collect();
        cites.sort();
        cites.dedup();
        cites
    }
}
