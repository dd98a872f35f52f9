//! The roads not taken: the best run beside the player's own, and what a decision made unavoidable.

use super::{BestRun, BestStep, Lapses, OutOfReach};
use crate::ethics::{ActJudgment, Badge, DutyState, RuleRef, Rulebook};
use crate::reference::place;
use crate::scenario::Case;
use crate::session::view::clock;
use crate::session::{Decision, Session, State, Step, Value, Worth};
use std::collections::BTreeSet;

/// The best run from where this one began.
pub(super) fn best_run(session: &Session) -> Option<BestRun> {
    let road = Road::best_from(session, session.start_state())?;
    let made: BTreeSet<(usize, usize)> =
        session.decisions().iter().map(|decision| (decision.scene, decision.choice)).collect();
    let shown = |step: &Taken| shown(session, step, made.contains(&(step.before.scene, step.choice)));
    Some(BestRun {
        steps: road.steps.iter().filter_map(shown).collect(),
        ending: road.ending(session.case()),
        value: road.value(),
        own: session.decisions().iter().map(|decision| decision.worth().value).fold(Value::default(), |a, b| a + b),
        lapses: lapses(session.book(), road.steps.iter().map(|taken| &taken.step)),
        own_lapses: lapses(session.book(), session.decisions().iter().map(|decision| &decision.step)),
    })
}

/// What even the best way on after a decision breaks or misses, and the best way on before it did not. What the decision
/// itself broke is told with it.
pub(super) fn sealed(session: &Session, decision: &Decision) -> Vec<OutOfReach> {
    let loss = decision.loss();
    if loss.grave <= 0 && loss.broken <= 0 {
        return Vec::new();
    }
    let after = Road::best_from(session, &decision.step.after);
    let before = Road::best_from(session, &decision.before);
    let Some((after, before)) = after.zip(before) else { return Vec::new() };
    let here = failed(&decision.step);
    let helped = before.failed();
    let places = after.failed().into_iter().filter(|rule| !helped.contains(rule) && !here.contains(rule));
    let book = session.book();
    let mut sealed: Vec<OutOfReach> = Vec::new();
    for reference in places {
        let Some(rule) = book.rule(reference).filter(|rule| rule.certainty.is_settled()) else { continue };
        // Several clauses can ask for the same.
        let told = sealed.iter().any(|other| other.fix == rule.fix);
        let place = place(book, reference).filter(|_| !told);
        sealed.extend(place.map(|place| OutOfReach { place, fix: rule.fix.clone() }));
    }
    sealed
}

/// One choice of a road.
struct Taken {
    before: State,
    choice: usize,
    step: Step,
    worth: Worth,
}

/// Choices played one after the other.
struct Road {
    steps: Vec<Taken>,
}

impl Road {
    /// The best way on from a state; none where nobody looked ahead.
    fn best_from(session: &Session, from: &State) -> Option<Self> {
        let (case, book) = (session.case(), session.book());
        let mut state = from.clone();
        let mut steps = Vec::new();
        for choice in session.best_from(from)? {
            let way = case.scenes.get(state.scene)?.way_in(choice, state.frame(case));
            let mut step = Step::take(case, book, &state, choice);
            step.in_the_words_of(case, state.scene, way);
            let before = std::mem::replace(&mut state, step.after.clone());
            let worth = Worth::of(book, &step);
            steps.push(Taken { before, choice, step, worth });
        }
        Some(Self { steps })
    }

    fn value(&self) -> Value {
        self.steps.iter().map(|taken| taken.worth.value).fold(Value::default(), |a, b| a + b)
    }

    fn failed(&self) -> BTreeSet<RuleRef> {
        self.steps.iter().flat_map(|taken| failed(&taken.step)).collect()
    }

    fn ending(&self, case: &Case) -> Option<String> {
        let last = case.scenes.get(self.steps.last()?.step.after.scene)?;
        last.ending.as_ref().map(|ending| ending.title.clone())
    }
}

/// The rules a step broke, and the duties missed in its course.
fn failed(step: &Step) -> BTreeSet<RuleRef> {
    broken(step).chain(missed(step)).collect()
}

fn broken(step: &Step) -> impl Iterator<Item = RuleRef> {
    let broken = step.judgments.iter().filter(|judgment| judgment.worst() >= Badge::Partial);
    broken.flat_map(ActJudgment::broken).map(|finding| finding.rule)
}

fn missed(step: &Step) -> impl Iterator<Item = RuleRef> {
    let changes = step.changes.iter().chain(&step.on_entering);
    changes.filter(|change| matches!(change.state, DutyState::Missed | DutyState::Partial)).map(|change| change.rule)
}

/// What steps broke and missed, each settled rule once.
fn lapses<'a>(book: &Rulebook, steps: impl Iterator<Item = &'a Step> + Clone) -> Lapses {
    let settled = |rule: &RuleRef| book.rule(*rule).is_some_and(|rule| rule.certainty.is_settled());
    let places =
        |rules: BTreeSet<RuleRef>| rules.into_iter().filter(settled).filter_map(|rule| place(book, rule)).collect();
    Lapses {
        broken: places(steps.clone().flat_map(broken).collect()),
        missed: places(steps.flat_map(missed).collect()),
    }
}

fn shown(session: &Session, taken: &Taken, also_chosen: bool) -> Option<BestStep> {
    let scene = session.case().scenes.get(taken.before.scene)?;
    let choice = scene.choices.get(taken.choice)?;
    let place = session.case().places.get(scene.place).map(|place| place.name.clone());
    Some(BestStep {
        scene: scene.id.clone(),
        choice: choice.id.clone(),
        heading: scene.title.clone().or(place).unwrap_or_default(),
        clock: clock(session, taken.before.situation.minute),
        label: taken.step.label(choice).to_owned(),
        said: taken.step.said.clone(),
        happened: taken.step.happened.clone(),
        note: taken.step.note(choice).map(str::to_owned),
        also_chosen,
    })
}
