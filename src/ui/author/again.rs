//! A run played again over its case as it is now: as far as it goes, at the scene that the author was looking at, and in
//! one line what was kept of it.

use crate::ethics::Rulebook;
use crate::ids::SceneId;
use crate::scenario::Case;
use crate::session::{Command, Decision, Refusal, Session, Setup};
use std::sync::Arc;

/// What the author was looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Shown {
    /// The scene that the run stands at.
    Scene,
    /// What came of the last choice.
    Choice,
}

/// A run over the new version of its case.
#[derive(Debug)]
pub(in crate::ui) struct Again {
    pub(in crate::ui) session: Session,
    /// How many of the choices are not in it.
    pub(in crate::ui) lost: usize,
    /// What was kept, in a line.
    pub(in crate::ui) words: String,
}

/// Plays a run again over another version of its case.
pub(in crate::ui) fn again(before: &Session, case: &Arc<Case>, book: &Arc<Rulebook>, shown: Shown) -> Again {
    let setup = setup_for(before.setup(), case);
    let (session, refusal) = furthest(before, case, book, &setup);
    let lost = before.decisions().len().saturating_sub(session.decisions().len());
    let Some(here) = looked_at(before, shown) else {
        return Again { session, lost, words: "Reloaded.".into() };
    };
    let there = scene_id(&session);
    let whole = refusal.is_none();
    if whole && shown == Shown::Choice {
        return Again { session, lost, words: "Reloaded; your choices are kept.".into() };
    }
    if there.as_ref() == Some(&here) {
        let words = match refusal {
            None => format!("Reloaded; still at `{here}`."),
            Some(why) => format!("Reloaded; back at `{here}`, {}.", without(lost, &why)),
        };
        return Again { session, lost, words };
    }
    let since = match (&refusal, &there) {
        (Some(why), _) => reason(why),
        (None, Some(there)) => format!("your choices now lead to `{there}`"),
        (None, None) => "your choices lead elsewhere".into(),
    };
    if can_begin_at(case, &here) {
        let setup = Setup { from: Some(here.clone()), ..setup };
        let session = Session::start(case.clone(), book.clone(), setup);
        let words = format!("Reloaded; at `{here}` as if the case began there, as {since}.");
        return Again { session, lost: before.decisions().len(), words };
    }
    let at = there.map(|there| format!(" Now at `{there}`.")).unwrap_or_default();
    let words = match case.scene_named(here.as_str()) {
        None => format!("Reloaded; the scene `{here}` no longer exists.{at}"),
        Some(_) => format!("Reloaded; `{here}` is no longer reached, as {since}.{at}"),
    };
    Again { session, lost, words }
}

/// The same setup, as far as the new version still has what it names.
fn setup_for(before: &Setup, case: &Case) -> Setup {
    let usual = Setup::of(case, before.seed);
    let mut setup = before.clone();
    (setup.case, setup.version) = (usual.case, usual.version);
    if case.variant_named(setup.variant.as_str()).is_none() {
        setup.variant = usual.variant;
    }
    setup.from = setup.from.filter(|from| case.scene_named(from.as_str()).is_some());
    setup
}

/// The run as far as its commands, or else its choices, can be played.
fn furthest(before: &Session, case: &Arc<Case>, book: &Arc<Rulebook>, setup: &Setup) -> (Session, Option<Refusal>) {
    let play = |commands: &[Command]| Session::replay(case.clone(), book.clone(), setup.clone(), commands);
    let (session, refused) = play(before.commands());
    if refused.is_none() {
        return (session, None);
    }
    // What can no longer be done may be what was taken back anyway.
    let choices: Vec<Command> = before.decisions().iter().filter_map(|decision| choice(before, decision)).collect();
    let (session, refused) = play(&choices);
    (session, refused.map(|(_, refusal)| refusal))
}

fn choice(session: &Session, decision: &Decision) -> Option<Command> {
    let choice = session.case().scenes.get(decision.scene)?.choices.get(decision.choice)?;
    Some(Command::Choose { choice: choice.id.clone(), confidence: decision.confidence, at: None })
}

fn looked_at(session: &Session, shown: Shown) -> Option<SceneId> {
    let decided = session.decisions().last().filter(|_| shown == Shown::Choice);
    let scene = decided.map_or(session.state().scene, |decision| decision.scene);
    session.case().scenes.get(scene).map(|scene| scene.id.clone())
}

fn scene_id(session: &Session) -> Option<SceneId> {
    session.case().scenes.get(session.state().scene).map(|scene| scene.id.clone())
}

/// A run that began at its end would have nothing to tell.
fn can_begin_at(case: &Case, scene: &SceneId) -> bool {
    let scene = case.scene_named(scene.as_str()).and_then(|at| case.scenes.get(at));
    scene.is_some_and(|scene| scene.ending.is_none())
}

fn without(lost: usize, why: &Refusal) -> String {
    match lost {
        0 | 1 => reason(why),
        lost => format!("without the last {lost} choices: {}", reason(why)),
    }
}

fn reason(why: &Refusal) -> String {
    match why {
        Refusal::NoSuchChoice { choice } => format!("the choice `{choice}` no longer exists"),
        Refusal::NotOpen { choice } => format!("the choice `{choice}` is not open any more"),
        Refusal::NotDone { why } => format!("what was done by hand cannot be done again: {why}"),
        Refusal::Over => "the case ends sooner".into(),
        Refusal::NoRewindInExam | Refusal::NoSuchDecision { .. } => "not every choice can be made again".into(),
    }
}
