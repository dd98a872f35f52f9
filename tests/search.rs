//! The exact search against a plain walk of every path without merging: the same best, the same worst, the same endings.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use confidant::ethics::{Packs, Rulebook, Standpoint};
use confidant::explore::{MOST_STATES, Node, Search};
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
    /// How many states it came by, each as often as it did.
    visits: usize,
}

fn walk_plainly(case: &Case, book: &Rulebook, state: &State, found: &mut Plain) -> (Value, Value) {
    found.visits += 1;
    if case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
        found.endings.insert(state.scene);
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
    let mut found = Plain { best: none, worst: none, endings: BTreeSet::new(), choices: BTreeSet::new(), visits: 0 };
    (found.best, found.worst) = walk_plainly(case, book, &State::at_start(case, book, setup), &mut found);
    found
}

fn exactly(case: &Case, book: &Rulebook, setup: &Setup) -> (Search, Plain) {
    let search = Search::of(case, book, std::slice::from_ref(setup), MOST_STATES);
    let (best, worst) = search.range(search.starts()[0]);
    let choices = open_choices(&search);
    let endings = search.endings().into_keys().collect();
    let found = Plain { best, worst, endings, choices, visits: 0 };
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
          unsettled: [\"threat.imminent\"], releases: [{RELEASE}], process: (kind: none, from: \"cop\", about: [\"sam\"], covers: [identity]),
          variants: [(id: \"base\", title: \"Base\", brief: \"Base.\"), {}], start: \"s0\", scenes: [",
        VARIANTS.choose(chance).unwrap()
    );
    for scene in 0..scenes {
        let place = ["office", "hall"].choose(chance).unwrap();
        let earshot = ["", "earshot: [\"pat\"],"].choose(chance).unwrap();
        let _ = write!(
            text,
            "(id: \"s{scene}\", place: \"{place}\", present: [\"sam\"], {earshot} text: \"Scene.\", {} choices: [",
            SCENES.choose(chance).unwrap()
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

const RELEASE: &str = r#"(id: "roi", by: "sam", to: ["pat"], what: [symptoms], purpose: [family_involvement], signed_by: "sam", signed: "2026-09-01", expires: "2026-10-06")"#;
const VARIANTS: [&str; 5] = [
    r#"(id: "young", title: "Young", brief: "Young.", ages: {"sam": 15})"#,
    r#"(id: "signed", title: "Signed", brief: "Signed.", set: {"threat.imminent": true}, unsettled: [], releases: [])"#,
    r#"(id: "order", title: "Order", brief: "Order.", process: (kind: court_order, from: "cop", about: ["sam"], covers: [identity, symptoms]))"#,
    r#"(id: "calm", title: "Calm", brief: "Calm.", set: {"threat.made": false, "threat.serious": false})"#,
    r#"(id: "couple", title: "Couple", brief: "Couple.", set: {"agreement.limits_explained": true, "capacity.supervisee": true})"#,
];
const SCENES: [&str; 5] = [
    "",
    "",
    r#"set: {"threat.intent": false},"#,
    r#"settles: ["threat.imminent"], minutes: 45,"#,
    r#"reveals: ["one"], minutes: 700,"#,
];
const ACTS: [&str; 19] = [
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
    "ObtainConsent(for: \"cop\")",
    "ObtainConsent()",
    "Disclose(to: \"cop\", what: [identity, symptoms], purpose: legal_process)",
    "Disclose(to: [\"pat\", \"col\"], what: [symptoms], purpose: treatment, by: plain_email)",
    "Contain(), NotifyBreach(to: \"sam\")",
    "VerifyIdentity(for: \"pat\")",
    "Supervise(to: \"col\", what: [symptoms])",
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
const WHENS: [&str; 8] = [
    "",
    "when: \"flag(a)\",",
    "when: \"not flag(b)\",",
    "when: \"done(document)\",",
    "when: \"visited(s1) or knows(one)\",",
    "when: \"threat.imminent or client.agrees\",",
    "when: \"doubt or variant is base\",",
    "when: \"client.age < 18 or chose(c00)\",",
];

fn packs() -> Packs {
    load_packs(&shipped_rules()).unwrap()
}

#[test]
fn a_walk_without_merging_agrees_on_a_thousand_cases() {
    let packs = packs();
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let places = ["US-VA", "US-CA", "US-TX", "US-NY"];
    let books = places.map(|place| {
        let jurisdiction = place.into();
        let as_of = "2026-10-05".parse().unwrap();
        Rulebook::compile(&packs, Standpoint { jurisdiction, profession: "counselor".into(), as_of, policies: vec![] })
    });
    let (mut visits, mut states, mut merged) = (0, 0, 0);
    for number in 0..1_000 {
        let text = generated(&mut chance, number);
        let case = Case::load(&Source::new(format!("made-{number}"), text.as_str()), &packs.vocabulary)
            .unwrap_or_else(|problems| panic!("{problems:#?}"));
        let book = &books[number % books.len()];
        let setups = setups(&case);
        let search = Search::of(&case, book, &setups, MOST_STATES);
        assert!(search.is_exact(), "{number}");
        let mut choices = BTreeSet::new();
        for (setup, start) in setups.iter().zip(search.starts()) {
            let plain = plainly(&case, book, setup);
            let alone = exactly(&case, book, setup);
            let walked = plain.visits;
            let (best, worst) = search.range(*start);
            assert_eq!((best, worst), (plain.best, plain.worst), "{number}, {} with others:\n{text}", setup.variant);
            choices.extend(plain.choices.iter().copied());
            assert_eq!(alone.1, Plain { visits: 0, ..plain }, "{number}, {}:\n{text}", setup.variant);
            visits += walked;
            states += alone.0.states();
        }
        merged += search.states();
        assert_eq!(open_choices(&search), choices, "{number}:\n{text}");
    }
    assert!(
        visits > states && states > merged,
        "nothing was merged: {visits} visits, {states} states, {merged} together"
    );
    assert!(visits > 30_000, "the cases are too small: {visits}");
}

fn setups(case: &Case) -> Vec<Setup> {
    case.variants.iter().map(|variant| Setup { variant: variant.id.clone(), ..Setup::of(case, 0) }).collect()
}

fn open_choices(search: &Search) -> BTreeSet<(usize, usize)> {
    let of_node =
        |node: &Node| node.edges.iter().map(|edge| (node.scene, usize::from(edge.choice))).collect::<Vec<_>>();
    search.nodes().flat_map(|(_, node)| of_node(node)).collect()
}

/// A made case with its rules and its search.
fn made(packs: &Packs, seed: u64) -> (Case, Rulebook, Setup, Search) {
    let text = generated(&mut ChaCha8Rng::seed_from_u64(seed), 0);
    let case = Case::load(&Source::new("made", text.as_str()), &packs.vocabulary).unwrap();
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(packs, setup.standpoint());
    let search = Search::of(&case, &book, std::slice::from_ref(&setup), MOST_STATES);
    (case, book, setup, search)
}

#[test]
fn best_and_worst_runs_are_worth_what_is_said() {
    let packs = packs();
    for seed in 0..40 {
        let (case, book, setup, search) = made(&packs, seed);
        let (best, worst) = search.range(search.starts()[0]);
        assert_eq!(play(&case, &book, &setup, &search.best_run(search.starts()[0])), best, "{seed}");
        assert_eq!(play(&case, &book, &setup, &search.worst_run(search.starts()[0])), worst, "{seed}");
    }
}

/// Plays choices to the end and adds up what they are worth.
fn play(case: &Case, book: &Rulebook, setup: &Setup, choices: &[usize]) -> Value {
    let mut state = State::at_start(case, book, setup);
    let mut sum = Value::default();
    for choice in choices.iter().copied() {
        assert!(legal_choices(case, book, &state).contains(&choice), "{choice} is not open");
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
        let (best, worst) = search.range(search.starts()[0]);
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
    let search = Search::of(case, &book, &[setup], 3);
    assert!(!search.complete && !search.is_exact());
}
