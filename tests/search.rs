//! The exact search against a plain walk of every path without merging: the same best, the same worst, the same endings.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use confidant::ethics::{Packs, Rulebook};
use confidant::explore::{MOST_STATES, Search};
use confidant::library::{Library, load_packs, shipped_rules};
use confidant::scenario::Case;
use confidant::session::{Setup, State, Turn, Value, legal_choices};
use confidant::source::Source;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a plain walk of every path finds.
#[derive(Debug, PartialEq, Eq)]
struct Plain {
    best: Value,
    worst: Value,
    endings: BTreeSet<usize>,
    choices: BTreeSet<(usize, usize)>,
    paths: usize,
}

fn walk_plainly(case: &Case, book: &Rulebook, state: &State, found: &mut Plain) -> (Value, Value) {
    if case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
        found.endings.insert(state.scene);
        found.paths += 1;
        return Default::default();
    }
    let mut range: Option<(Value, Value)> = None;
    for choice in legal_choices(case, book, state) {
        found.choices.insert((state.scene, choice));
        let turn = Turn::take(case, book, state, choice);
        let value = Value::of(book, &turn);
        let (best, worst) = walk_plainly(case, book, &turn.after, found);
        let (best, worst) = (value + best, value + worst);
        range = Some(range.map_or((best, worst), |(most, least)| (most.max(best), least.min(worst))));
    }
    range.unwrap_or_default()
}

fn plainly(case: &Case, book: &Rulebook, setup: &Setup) -> Plain {
    let none = Value::default();
    let mut found = Plain { best: none, worst: none, endings: BTreeSet::new(), choices: BTreeSet::new(), paths: 0 };
    (found.best, found.worst) = walk_plainly(case, book, &State::at_start(case, book, setup), &mut found);
    found
}

fn exactly(case: &Case, book: &Rulebook, setup: &Setup) -> (Search, Plain) {
    let search = Search::of(case, book, setup, MOST_STATES);
    let (best, worst) = search.range();
    let edges =
        search.nodes().flat_map(|(_, node)| node.edges.iter().map(|edge| (node.scene, usize::from(edge.choice))));
    let choices = edges.collect();
    let endings = search.endings().into_keys().collect();
    let found = Plain { best, worst, endings, choices, paths: 0 };
    (search, found)
}

/// A small case made by chance: scenes that lead onward, acts of many kinds, flags, facts, times and conditions.
fn generated(chance: &mut ChaCha8Rng, number: usize) -> String {
    let scenes = chance.random_range(4..7_usize);
    let mut text = format!(
        "(id: \"made-{number}\", version: \"1.0.0\", title: \"Made\", summary: \"Made by chance.\", minutes: 10, language: \"en\",
          authors: [\"Nobody\"], reviewers: [], licence: \"CC BY 4.0\", sources: [], content_note: \"None.\", support: \"None.\", themes: [], objectives: [],
          jurisdictions: [\"US-VA\"], professions: [\"counselor\"], date: \"2026-10-05\", time: \"09:10\", role: \"You.\", setting: \"Here.\",
          cast: [(id: \"sam\", name: \"Sam\", role: [client], age: 30), (id: \"pat\", name: \"Pat\", role: [parent]),
                 (id: \"cop\", name: \"Cop\", role: [law_enforcement]), (id: \"col\", name: \"Col\", role: [colleague]), (id: \"vic\", name: \"Vic\", role: [threatened_person])],
          places: [(id: \"office\", name: \"Office\", setting: private_office, art: office), (id: \"hall\", name: \"Hall\", setting: hallway, art: hallway)],
          facts: [(id: \"one\", about: \"sam\", kinds: [symptoms], text: \"One.\")], flags: [\"a\", \"b\"],
          situation: {{\"threat.made\": true, \"threat.serious\": true, \"threat.intent\": true, \"threat.ability\": true, \"threat.against\": person, \"threat.victim\": identified}},
          unsettled: [\"threat.imminent\"], variants: [(id: \"base\", title: \"Base\", brief: \"Base.\")], start: \"s0\", scenes: ["
    );
    for scene in 0..scenes {
        let place = ["office", "hall"].choose(chance).unwrap();
        let earshot = ["", "earshot: [\"pat\"],"].choose(chance).unwrap();
        let _ = write!(
            text,
            "(id: \"s{scene}\", place: \"{place}\", present: [\"sam\"], {earshot} text: \"Scene.\", choices: ["
        );
        for choice in 0..chance.random_range(2..4_usize) {
            let to = chance.random_range(scene + 1..=scenes.min(scene + 2));
            let to = if to == scenes { "end".to_owned() } else { format!("s{to}") };
            let act = ACTS.choose(chance).unwrap();
            let extra = EXTRAS.choose(chance).unwrap();
            let when = if choice == 0 { "" } else { WHENS.choose(chance).unwrap() };
            let minutes = [0, 1, 30, 200, 1500].choose(chance).unwrap();
            let _ = write!(
                text,
                "(id: \"c{scene}{choice}\", label: \"Go\", then: \"Gone.\", acts: [{act}], {extra} {when} minutes: {minutes}, goto: \"{to}\"),"
            );
        }
        text.push_str("]),");
    }
    text.push_str(
        "(id: \"end\", place: \"office\", text: \"Over.\", ending: (id: \"end\", title: \"Over\", tone: Steady))])",
    );
    text
}

const ACTS: [&str; 12] = [
    "Warn(to: \"cop\", what: [identity, threat], by: phone)",
    "Warn(to: \"vic\", what: [identity, threat])",
    "Disclose(to: \"pat\", what: [identity, symptoms], purpose: family_involvement)",
    "Disclose(to: \"col\", what: [names, symptoms], purpose: social)",
    "Consult(to: \"col\", what: [risk])",
    "Document()",
    "InformClient()",
    "AssessRisk()",
    "LetPass()",
    "SafetyPlan()",
    "ObtainAuthorization(to: \"pat\", what: [symptoms], purpose: family_involvement)",
    "ObtainConsent(for: \"pat\")",
];
const EXTRAS: [&str; 7] = [
    "",
    "flags: [\"a\"],",
    "flags: [\"b\"], reveals: [\"one\"],",
    "set: {\"threat.imminent\": true},",
    "set: {\"breach.happened\": true},",
    "settles: [\"threat.imminent\"],",
    "set: {\"client.agrees\": true},",
];
const WHENS: [&str; 6] = [
    "",
    "when: \"flag(a)\",",
    "when: \"not flag(b)\",",
    "when: \"done(document)\",",
    "when: \"visited(s1) or knows(one)\",",
    "when: \"threat.imminent or client.agrees\",",
];

fn packs() -> Packs {
    load_packs(&shipped_rules()).unwrap()
}

#[test]
fn a_walk_without_merging_agrees_on_a_thousand_cases() {
    let packs = packs();
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let standpoint = |case: &Case| Setup::of(case, 0).standpoint();
    let mut book = None;
    let (mut paths, mut states) = (0, 0);
    for number in 0..1_000 {
        let text = generated(&mut chance, number);
        let case = Case::load(&Source::new(format!("made-{number}"), text.as_str()), &packs.vocabulary)
            .unwrap_or_else(|problems| panic!("{problems:#?}"));
        let book = book.get_or_insert_with(|| Rulebook::compile(&packs, standpoint(&case)));
        let setup = Setup::of(&case, 0);
        let plain = plainly(&case, book, &setup);
        let (search, exact) = exactly(&case, book, &setup);
        assert!(search.is_exact(), "{number}");
        let walked = plain.paths;
        assert_eq!(exact, Plain { paths: 0, ..plain }, "{number}:\n{text}");
        paths += walked;
        states += search.states();
    }
    assert!(paths > 5_000 && states < 5 * paths, "the cases are too small: {paths} paths, {states} states");
}

/// A made case with its rules and its search.
fn made(packs: &Packs, seed: u64) -> (Case, Rulebook, Setup, Search) {
    let text = generated(&mut ChaCha8Rng::seed_from_u64(seed), 0);
    let case = Case::load(&Source::new("made", text.as_str()), &packs.vocabulary).unwrap();
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(packs, setup.standpoint());
    let search = Search::of(&case, &book, &setup, MOST_STATES);
    (case, book, setup, search)
}

#[test]
fn best_and_worst_runs_are_worth_what_is_said() {
    let packs = packs();
    for seed in 0..40 {
        let (case, book, setup, search) = made(&packs, seed);
        let (best, worst) = search.range();
        assert_eq!(play(&case, &book, &setup, &search.best_run(&case)), best, "{seed}");
        assert_eq!(play(&case, &book, &setup, &search.worst_run(&case)), worst, "{seed}");
    }
}

/// Plays choices to the end and adds up what they are worth.
fn play(case: &Case, book: &Rulebook, setup: &Setup, choices: &[confidant::ids::ChoiceId]) -> Value {
    let mut state = State::at_start(case, book, setup);
    let mut sum = Value::default();
    for id in choices {
        let choices = &case.scenes.get(state.scene).unwrap().choices;
        let choice = choices.iter().position(|choice| choice.id == *id).unwrap();
        assert!(legal_choices(case, book, &state).contains(&choice), "{id} is not open");
        let turn = Turn::take(case, book, &state, choice);
        sum = sum + Value::of(book, &turn);
        state = turn.after;
    }
    assert!(case.scenes.get(state.scene).unwrap().ending.is_some(), "the run does not end");
    sum
}

#[test]
fn chance_never_beats_the_best_nor_falls_under_the_worst() {
    let packs = packs();
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    for seed in 0..40 {
        let (case, book, setup, search) = made(&packs, seed);
        let (best, worst) = search.range();
        for _ in 0..25 {
            let mut state = State::at_start(&case, &book, &setup);
            let mut sum = Value::default();
            while let Some(choice) = legal_choices(&case, &book, &state).choose(&mut chance).copied() {
                let turn = Turn::take(&case, &book, &state, choice);
                sum = sum + Value::of(&book, &turn);
                state = turn.after;
            }
            assert!(sum <= best && sum >= worst, "{seed}: {sum:?} is not within {worst:?} and {best:?}");
        }
    }
}

#[test]
fn a_bound_that_was_hit_is_told() {
    let library = Library::shipped().unwrap();
    let case = library.cases.first().unwrap();
    let setup = Setup::of(case, 0);
    let book = library.rulebook(setup.standpoint());
    let search = Search::of(case, &book, &setup, 3);
    assert!(!search.complete && !search.is_exact());
}
