//! Every shipped case, under every variant and law it allows: reachable, finishable, defensible, and true to its tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

use confidant::ethics::Rulebook;
use confidant::explore::{sound_run, walk};
use confidant::library::Library;
use confidant::lint::{lint_case, lint_packs, run_tests};
use confidant::scenario::Case;
use confidant::session::{Command, Debrief, Mode, Record, Refusal, Session, Setup, legal_choices, markdown};
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom as _;
use std::sync::Arc;

fn library() -> Library {
    let library = Library::shipped().map_err(|problems| format!("{problems:#?}")).unwrap();
    assert!(library.problems.is_empty(), "{:#?}", library.problems);
    library
}

fn session(library: &Library, case: &Arc<Case>, setup: Setup) -> Session {
    Session::start(case.clone(), library.rulebook(setup.standpoint()), setup)
}

/// Plays to an ending by chance.
fn play_by_chance(session: &mut Session, chance: &mut ChaCha8Rng) {
    for _ in 0..200 {
        if session.is_over() {
            return;
        }
        let state = session.state();
        let open = legal_choices(session.case(), session.book(), state);
        let choice = open.choose(chance).copied().unwrap();
        let frame = state.frame(session.case());
        let id = session.case().scenes[state.scene].name_in(choice, frame).unwrap();
        session.submit(Command::choose(id)).unwrap();
    }
    panic!("{} does not end", session.case().id);
}

fn every_setup(case: &Case) -> Vec<Setup> {
    let mut setups = Vec::new();
    for variant in &case.variants {
        for jurisdiction in &case.jurisdictions {
            setups.push(Setup {
                variant: variant.id.clone(),
                jurisdiction: jurisdiction.clone(),
                ..Setup::of(case, 7)
            });
        }
    }
    setups
}

#[test]
fn the_nine_cases_are_there() {
    let library = library();
    let ids: Vec<_> = library.cases.iter().map(|case| case.id.to_string()).collect();
    let long = ["couples", "minor", "duty-to-warn", "overheard", "misdirected-email"];
    let short = ["staff-conference", "neighbors-chart", "records-request", "the-caller"];
    for id in long.into_iter().chain(short) {
        assert!(ids.iter().any(|known| known == id), "{id} is missing from {ids:?}");
    }
}

#[test]
fn the_shipped_rules_and_cases_are_clean() {
    let library = library();
    let today = jiff::civil::date(2026, 11, 22);
    let mut problems = lint_packs(&library.packs, today).found;
    problems.extend(library.cases.iter().flat_map(|case| lint_case(case, &library.packs, today).found));
    let lines: Vec<_> = problems.iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect();
    assert!(lines.is_empty(), "{lines:#?}");
}

#[test]
fn every_case_keeps_its_promises() {
    let library = library();
    for outcome in library.cases.iter().flat_map(|case| run_tests(case, &library.packs)) {
        let why: Vec<_> = outcome.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert!(why.is_empty(), "{}: {why:#?}", outcome.name);
    }
}

#[test]
fn every_case_is_of_a_size_that_teaches() {
    for case in &library().cases {
        // A quarter of an hour needs fewer scenes than a case that fills a lesson.
        let least = if case.minutes <= 15 { 12 } else { 20 };
        assert!(case.scenes.len() >= least, "{} has {} scenes", case.id, case.scenes.len());
        let endings = case.scenes.iter().filter(|scene| scene.ending.is_some()).count();
        assert!(endings >= 3, "{} has {endings} endings", case.id);
        assert!(case.variants.len() >= 2, "{} has {} variants", case.id, case.variants.len());
        assert!(!case.guide.questions.is_empty() && !case.sources.is_empty() && !case.tests.is_empty(), "{}", case.id);
    }
}

#[test]
fn every_scene_and_choice_can_be_reached_and_no_player_gets_stuck() {
    let library = library();
    for case in &library.cases {
        let walk = walk(case, &library.packs);
        assert!(walk.complete, "{} was not walked whole", case.id);
        assert_eq!(walk.scenes.len(), case.scenes.len(), "{}", case.id);
        assert!(walk.stuck.is_empty(), "{}: {:?}", case.id, walk.stuck);
        for (at, scene) in case.scenes.iter().enumerate() {
            let is_open = |choice: usize| walk.choices.contains(&(at, choice));
            assert!((0..scene.authored).all(is_open), "{}/{}", case.id, scene.id);
            // Some ways through an activity are there in no run, as two answers of different runs are never there together.
            assert!(scene.activity.is_none() || (scene.authored..scene.choices.len()).any(is_open), "{}", scene.id);
        }
    }
}

#[test]
fn a_defensible_run_exists_in_every_variant_under_every_law() {
    let library = library();
    for case in &library.cases {
        for setup in every_setup(case) {
            let book = Rulebook::compile(&library.packs, setup.standpoint());
            let run = sound_run(case, &book, &setup);
            assert!(run.is_some(), "{} has none in {} under {}", case.id, setup.variant, setup.jurisdiction);
        }
    }
}

#[test]
fn players_who_choose_by_chance_always_reach_an_ending_and_a_debrief() {
    let library = library();
    let mut chance = ChaCha8Rng::seed_from_u64(11);
    for case in &library.cases {
        for setup in every_setup(case) {
            let mut session = session(&library, case, setup);
            play_by_chance(&mut session, &mut chance);
            let debrief = Debrief::of(&session, &library.packs);
            assert_eq!(debrief.decisions.len(), session.decisions().len());
            assert!(debrief.ending.is_some());
            assert!(markdown(&debrief).contains(&case.title));
        }
    }
}

#[test]
fn a_record_comes_back_as_the_same_run() {
    let library = library();
    let mut chance = ChaCha8Rng::seed_from_u64(5);
    for case in &library.cases {
        let mut session = session(&library, case, Setup::of(case, 3));
        play_by_chance(&mut session, &mut chance);
        let record = Record::of(&session);
        let read = Record::parse(&record.to_text()).unwrap();
        assert_eq!(read, record);
        let (again, refused) =
            Session::replay(case.clone(), session.book().clone(), read.setup.clone(), &read.commands);
        assert_eq!(refused, None);
        assert_eq!(again.state(), session.state());
        assert_eq!(Record::of(&again).claim, record.claim);
    }
}

#[test]
fn a_torn_record_is_recovered_up_to_its_last_good_line() {
    let library = library();
    let case = library.case("overheard").unwrap();
    let mut session = session(&library, case, Setup::of(case, 3));
    play_by_chance(&mut session, &mut ChaCha8Rng::seed_from_u64(1));
    let text = Record::of(&session).to_text();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let Ok(record) = Record::parse(text.get(..end).unwrap_or("")) else { continue };
        let whole = session.commands();
        assert_eq!(record.commands, whole[..record.commands.len()]);
    }
}

#[test]
fn taking_back_returns_to_the_same_state_and_keeps_the_first_attempt() {
    let library = library();
    let case = library.case("minor").unwrap();
    let mut session = session(&library, case, Setup::of(case, 3));
    let before = session.state().clone();
    let first = session.case().scenes[before.scene].choices[session.shown_choices()[0]].id.clone();
    session.submit(Command::choose(first)).unwrap();
    session.submit(Command::Rewind { to: 0 }).unwrap();
    assert_eq!(*session.state(), before);
    assert_eq!(session.first_attempt().map(<[_]>::len), Some(1));
}

#[test]
fn an_exam_cannot_be_taken_back() {
    let library = library();
    let case = library.case("minor").unwrap();
    let mut session = session(&library, case, Setup { mode: Mode::Exam, ..Setup::of(case, 3) });
    assert_eq!(session.submit(Command::Rewind { to: 0 }), Err(Refusal::NoRewindInExam));
}

#[test]
fn position_gives_nothing_away() {
    let library = library();
    for case in &library.cases {
        let orders: std::collections::BTreeSet<Vec<usize>> =
            (0..20).map(|seed| session(&library, case, Setup::of(case, seed)).shown_choices()).collect();
        let choices = case.scenes[case.start].authored;
        assert!(choices < 2 || orders.len() > 1, "{} always shows the same order", case.id);
    }
}

#[test]
fn the_same_choices_under_four_laws_get_four_answers() {
    let library = library();
    let case = library.case("duty-to-warn").unwrap();
    let answers: std::collections::BTreeSet<String> = case
        .jurisdictions
        .iter()
        .map(|jurisdiction| {
            let setup = Setup { jurisdiction: jurisdiction.clone(), ..Setup::of(case, 1) };
            let mut session = session(&library, case, setup);
            let path = &case.tests[0].path;
            path.iter().for_each(|(choice, _)| drop(session.submit(Command::choose(choice.clone())).unwrap()));
            let debrief = Debrief::of(&session, &library.packs);
            let cited: Vec<_> = debrief
                .decisions
                .iter()
                .flat_map(|decision| &decision.findings)
                .map(|finding| format!("{:?}{}", finding.holding, finding.place.rule))
                .collect();
            let duties: Vec<_> =
                debrief.duties.iter().map(|duty| format!("{:?}{}", duty.state, duty.place.rule)).collect();
            format!("{cited:?}{duties:?}")
        })
        .collect();
    assert_eq!(answers.len(), case.jurisdictions.len());
}

/// Places and professions a case was not written for are open to every player: none of them is a trap.
#[test]
fn every_case_can_be_played_soundly_everywhere_and_as_everybody() {
    let library = library();
    let places = library.packs.jurisdictions().into_iter().map(|(place, _)| (place, "counselor".into()));
    let as_others = library.packs.professions().into_iter().map(|profession| ("US-OH".into(), profession));
    let mut traps = Vec::new();
    let nowhere = std::iter::once(("US-GU".into(), "counselor".into()));
    for (jurisdiction, profession) in places.chain(as_others).chain(nowhere) {
        for case in &library.cases {
            let setup =
                Setup { jurisdiction: jurisdiction.clone(), profession: profession.clone(), ..Setup::of(case, 1) };
            let book = library.rulebook(setup.standpoint());
            for variant in &case.variants {
                let setup = Setup { variant: variant.id.clone(), ..setup.clone() };
                // In Arizona it is itself a crime to treat a minor who came alone: there the story begins too late.
                let meant = setup.jurisdiction.as_str() == "US-AZ" && variant.id.as_str() == "alone";
                if sound_run(case, &book, &setup).is_none() && !meant {
                    traps.push(format!("{} {} in {} as {}", case.id, variant.id, setup.jurisdiction, setup.profession));
                }
            }
        }
    }
    assert!(traps.is_empty(), "{} traps:\n{}", traps.len(), traps.join("\n"));
}
