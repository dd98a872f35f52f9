//! `confidant replay`: plays a record again and says whether it is what it claims to be.

use super::Out;
use crate::rim;
use confidant::session::{Record, Session};
use std::path::Path;

pub(super) fn run(path: &Path, out: &mut Out) -> u8 {
    let source = match rim::files::read(path) {
        Ok(source) => source,
        Err(problem) => {
            out.problems(&[*problem]);
            return 2;
        }
    };
    let record = match Record::parse(source.text()) {
        Ok(record) => record,
        Err(damage) => {
            out.error(&format!("{}:{}: this is no record: {}", path.display(), damage.line, damage.message));
            return 2;
        }
    };
    match rim::library() {
        Err(problems) => {
            out.problems(&problems);
            2
        }
        Ok(library) => match library.case(record.setup.case.as_str()) {
            None => {
                out.error(&format!("the case `{}` is not at hand", record.setup.case));
                2
            }
            Some(case) => {
                let book = library.rulebook(record.setup.standpoint());
                check(&record, case, book, path, out)
            }
        },
    }
}

fn check(
    record: &Record,
    case: &std::sync::Arc<confidant::scenario::Case>,
    book: std::sync::Arc<confidant::ethics::Rulebook>,
    path: &Path,
    out: &mut Out,
) -> u8 {
    let mut faults = Vec::new();
    if let Some(damage) = &record.damage {
        faults.push(format!("line {} is damaged ({}); read up to there", damage.line, damage.message));
    }
    if let Some(variant) = Some(&record.setup.variant).filter(|variant| case.variant_named(variant.as_str()).is_none())
    {
        faults.push(format!("the case has no variant `{variant}`"));
    }
    if let Some(scene) = &record.setup.from {
        match case.scene_named(scene.as_str()) {
            Some(_) => out.line(&format!("Note: it starts in the scene `{scene}`, not at the beginning.")),
            None => faults.push(format!("the case has no scene `{scene}` to start in")),
        }
    }
    let words = &book.vocabulary;
    for (fact, value) in &record.setup.set {
        let known = words.fact(fact).and_then(|fact| words.fact_entry(fact)?.kind.value(value));
        match known {
            Some(_) => out.line(&format!("Note: it was played with {fact}={value}, which the case does not say.")),
            None => faults.push(format!("there is no fact `{fact}` that can be `{value}`")),
        }
    }
    let (session, refused) = Session::replay(case.clone(), book, record.setup.clone(), &record.commands);
    if let Some((at, refusal)) = refused {
        faults.push(format!("command {} is refused: {refusal}", at + 1));
    }
    let again = Record::of(&session);
    let same_text = again.content == record.content;
    match (&record.claim, &again.claim) {
        (None, _) if session.is_over() => faults.push("the run is finished but claims nothing".into()),
        (None, _) => out.line("The run is not finished."),
        (claim, found) if claim == found => (),
        (Some(claim), Some(found)) if claim.ending != found.ending => {
            faults.push(format!("it claims the ending `{}` and comes to `{}`", claim.ending, found.ending));
        }
        // The digest of the case is written by whoever wrote the record, so a changed case excuses nothing.
        (Some(_), Some(_)) if !same_text => {
            faults.push("its verdicts cannot be confirmed, as the case is not the one it was played on".into());
        }
        (Some(_), Some(_)) => {
            faults.push("its verdicts are not those it claims (the rules may have changed since)".into());
        }
        (Some(_), None) => faults.push("it claims an ending it does not come to".into()),
    }
    if !same_text {
        out.line(&format!(
            "Note: the case `{}` has changed since this was played (it was version {}).",
            case.id, record.setup.version
        ));
    }
    let ending = session.ending().map_or("no ending", |ending| &ending.title);
    out.line(&format!("{}: {} decisions, {ending}", case.title, session.decisions().len()));
    for decision in session.decisions() {
        let label = case
            .scenes
            .get(decision.scene)
            .and_then(|scene| scene.choices.get(decision.choice))
            .map_or("", |choice| decision.step.label(choice));
        out.line(&format!("  {}: {label}", decision.band().words()));
    }
    for fault in &faults {
        out.error(&format!("{}: {fault}", path.display()));
    }
    if faults.is_empty() {
        out.line("The record is what it claims to be.");
    }
    u8::from(!faults.is_empty())
}
