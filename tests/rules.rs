//! The shipped packs are held to what the codes and statutes say of real situations: rows of situation, act and place with
//! the badges and the rule that must come out, in `tests/rules/`, written from the law and not from the packs.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

use confidant::diagnostic::{Format, render};
use confidant::ethics::{Packs, Reach};
use confidant::library::{Library, load_packs, shipped_rules};
use confidant::lint::lint_packs;
use confidant::reference::{RuleTestOutcome, RuleTests};
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The day the packs are looked at here, so that these tests say tomorrow what they say today.
const TODAY: Date = date(2026, 11, 22);

fn packs() -> Packs {
    load_packs(&shipped_rules()).unwrap_or_else(|problems| panic!("{}", render(&problems, Format::Human)))
}

fn outcomes(packs: &Packs) -> Vec<RuleTestOutcome> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let run = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source::new(name, fs::read_to_string(path).unwrap());
        let tests =
            RuleTests::load(&source, packs).unwrap_or_else(|problems| panic!("{}", render(&problems, Format::Human)));
        tests.run(packs)
    };
    paths.iter().flat_map(run).collect()
}

#[test]
fn the_packs_say_what_the_codes_and_statutes_say() {
    let outcomes = outcomes(&packs());
    let problems: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.problem.clone()).collect();
    assert!(problems.is_empty(), "{}", render(&problems, Format::Human));
    assert!(outcomes.len() >= 250, "only {} rows", outcomes.len());
}

#[test]
fn no_two_rows_have_one_name() {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for outcome in outcomes(&packs()) {
        *seen.entry((outcome.jurisdiction.to_string(), outcome.name)).or_default() += 1;
    }
    let twice: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).map(|(name, _)| name).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn every_pack_has_rows_that_name_its_rules() {
    let packs = packs();
    let outcomes = outcomes(&packs);
    for pack in &packs.packs {
        let named =
            |outcome: &&RuleTestOutcome| outcome.rules.iter().any(|id| pack.rules.iter().any(|rule| rule.id == *id));
        let rows = outcomes.iter().filter(named).count();
        assert!(rows >= 3, "{} has only {rows} rows", pack.id);
    }
}

#[test]
fn every_place_has_rows_of_its_own() {
    let packs = packs();
    let outcomes = outcomes(&packs);
    for (jurisdiction, title) in packs.jurisdictions() {
        let rows = outcomes.iter().filter(|outcome| outcome.jurisdiction == jurisdiction).count();
        assert!(rows >= 3, "{title} has only {rows} rows");
    }
    assert_eq!(packs.jurisdictions().len(), 51, "fifty states and the District of Columbia");
}

#[test]
fn every_profession_has_a_code() {
    let packs = packs();
    let bound = packs.professions();
    let leaves = packs.vocabulary.professions.iter().filter(|(_, entry)| entry.id != "mental_health_professional");
    for (_, entry) in leaves {
        assert!(bound.iter().any(|profession| profession.as_str() == entry.id), "nobody's code binds a {}", entry.name);
    }
}

#[test]
fn the_packs_are_free_of_what_lint_finds() {
    let found = lint_packs(&packs(), TODAY).found;
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

#[test]
fn myths_and_questions_are_read_whole() {
    let library = Library::shipped().unwrap();
    assert!(library.problems.is_empty(), "{}", render(&library.problems, Format::Human));
    assert!(library.myths.len() >= 50, "only {} myths", library.myths.len());
    assert!(library.myths.iter().all(|myth| !myth.rules.is_empty()), "a myth that no rule bears on");
    assert!(library.questions.len() >= 15, "only {} questions", library.questions.len());
}

#[test]
fn the_eighteen_identifiers_are_all_there_and_each_tells_who_it_is() {
    let packs = packs();
    let kinds = &packs.vocabulary.kinds;
    let below = kinds.below(packs.vocabulary.landmarks.identity);
    let mut letters: Vec<&str> =
        below.iter().filter_map(|kind| kinds.entry(kind).unwrap().safe_harbor.as_deref()).collect();
    letters.sort_unstable();
    assert_eq!(letters.concat(), "ABCDEFGHIJKLMNOPQR");
    assert!(packs.packs.iter().any(|pack| pack.reach == Reach::Chosen), "an example of an agency's policy");
}
