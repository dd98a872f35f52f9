//! Simulated players: the same seed tells the same story, counts add up, and nothing is claimed that a walk denies.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use confidant::ethics::Holding;
use confidant::explore::{Kind, MOST_DECISIONS, Plan, Simulation, Simulator, Spread, Tally, walk};
use confidant::library::{Library, starter_case};
use confidant::scenario::Case;
use confidant::session::Setup;
use confidant::source::Source;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().unwrap());

fn simulate(case: &Case, seed: u64, players: Range<u64>) -> Simulation {
    let plan = Plan::of(case, Setup::of(case, seed));
    let book = LIBRARY.rulebook(plan.setup.standpoint());
    Simulator::new(case, &book, plan).play(players)
}

fn starter() -> Case {
    read(starter_case("starter", "Starter").unwrap())
}

#[track_caller]
fn read(source: Arc<Source>) -> Case {
    Case::load(&source, &LIBRARY.packs.vocabulary).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The starter case with some words of it changed.
#[track_caller]
fn changed(from: &str, to: &str) -> Case {
    let text = starter_case("starter", "Starter").unwrap();
    assert!(text.text().contains(from), "the starter case has no `{from}`");
    read(Source::new("changed", text.text().replace(from, to)))
}

#[test]
fn the_same_seed_gives_the_same_plays_and_another_seed_others() {
    let case = &LIBRARY.cases[0];
    assert_eq!(simulate(case, 5, 0..60), simulate(case, 5, 0..60));
    assert_ne!(simulate(case, 5, 0..60).kinds[&Kind::Random], simulate(case, 6, 0..60).kinds[&Kind::Random]);
}

#[test]
fn it_does_not_matter_who_plays_first_or_where() {
    let case = starter();
    let mut parts = simulate(&case, 5, 70..200);
    parts.add(&simulate(&case, 5, 0..70));
    assert_eq!(parts, simulate(&case, 5, 0..200));
}

#[test]
fn counts_add_up() {
    for case in &LIBRARY.cases {
        let simulation = simulate(case, 3, 0..50);
        assert_eq!(simulation.kinds.keys().copied().collect::<Vec<_>>(), Kind::ALL);
        for tally in simulation.kinds.values() {
            assert_eq!((tally.plays, tally.stopped, tally.stuck), (50, 0, 0), "{}", case.id);
            let ended: u64 = tally.endings.values().map(Spread::count).sum();
            assert_eq!((ended, tally.score.count()), (50, 50));
            // A record that is opened entry by entry brings one back to its scene.
            assert!(tally.scenes[case.start] >= 50);
            // Whoever enters a scene makes one choice there or is at an ending; each choice leads to one scene.
            for (at, scene) in case.scenes.iter().enumerate() {
                let made: u64 = tally.choices[at].iter().sum();
                let endings = tally.endings.get(&at).map_or(0, Spread::count);
                assert_eq!(tally.scenes[at], made + endings, "{}/{}", case.id, scene.id);
            }
            let entered: u64 = tally.scenes.iter().sum();
            assert_eq!(entered, tally.plays + tally.all_decisions());
        }
        let total = simulation.total();
        assert_eq!(total.plays, 150);
        let parts: u64 = simulation.kinds.values().map(Tally::all_decisions).sum();
        assert_eq!(total.all_decisions(), parts);
        assert!(total.findings.iter().any(|((_, holding), count)| *holding == Holding::Broken && *count > 0));
    }
}

#[test]
fn care_is_worth_no_less_than_chance_and_talk_no_more_than_care() {
    for case in &LIBRARY.cases {
        let simulation = simulate(case, 11, 0..120);
        let median = |kind: Kind| simulation.kinds[&kind].score.median().unwrap();
        assert!(median(Kind::Careful) >= median(Kind::Random), "{}", case.id);
        assert!(median(Kind::Careful) > median(Kind::Careless), "{}", case.id);
    }
}

#[test]
fn what_nobody_met_is_what_nobody_met() {
    for case in &LIBRARY.cases {
        let (walk, total) = (walk(case, &LIBRARY.packs), simulate(case, 2, 0..120).total());
        let (scenes, choices) = (total.scenes_never_met(), total.choices_never_made(case));
        for at in 0..case.scenes.len() {
            assert_eq!(scenes.contains(&at), total.scenes[at] == 0);
            assert!(scenes.contains(&at) || walk.scenes.contains(&at), "{} was met and cannot be reached", case.id);
            for choice in 0..case.scenes[at].authored {
                let met = !choices.contains(&(at, choice));
                assert_eq!(met, total.choices[at][choice] > 0);
                assert!(!met || walk.choices.contains(&(at, choice)), "{} was made and is never open", case.id);
            }
        }
        assert!(total.endings.keys().all(|ending| walk.endings.contains(ending)));
    }
}

#[test]
fn what_cannot_be_reached_is_listed_and_the_rest_is_met_by_enough_players() {
    let case = changed(r#"id: "bye", label"#, r#"id: "bye", when: "flag(told_him)", label"#);
    let total = simulate(&case, 1, 0..2_000).total();
    let (walk, told) = (walk(&case, &LIBRARY.packs), case.scene_named("told").unwrap());
    assert!(!walk.choices.contains(&(told, 0)));
    assert_eq!(total.choices_never_made(&case), [(told, 0)]);
    assert!(total.scenes_never_met().is_empty());
}

#[test]
fn a_story_in_a_circle_is_stopped_and_told() {
    let case = changed(r#"goto: "pressed"),"#, r#"goto: "call"),"#);
    let circle = Kind::Careful;
    let simulation = simulate(&case, 1, 0..30);
    let tally = &simulation.kinds[&circle];
    assert!(tally.plays == 30 && tally.stopped + tally.score.count() == 30);
    // A case without a way out stops every player, at the bound and not a decision later.
    let endless = changed(r#"goto: "desk""#, r#"goto: "call""#);
    let total = simulate(&endless, 1, 0..4).total();
    assert_eq!((total.plays, total.stopped, total.score.count()), (12, 12, 0));
    assert_eq!(total.all_decisions(), 12 * u64::from(MOST_DECISIONS));
    assert_eq!((total.score.median(), total.endings.len()), (None, 0));
}

#[test]
fn a_standard_that_no_play_touches_is_named() {
    let case = changed(r#"standards: ["aca2014.B.1.c"]"#, r#"standards: ["aca2014.B.1.c", "hipaa.404.d"]"#);
    let never: Vec<String> =
        simulate(&case, 1, 0..300).total().standards_never_met(&case).iter().map(ToString::to_string).collect();
    assert_eq!(never, ["hipaa.404.d"]);
}

/// The case with a desk of the tests of lint, with a choice beside the desk.
fn desk() -> Case {
    let later = r#"text: "The page is ready.", choices: [(id: "later", label: "Leave it", note: "It can wait.", goto: "three")],"#;
    read(Source::new("desk", include_str!("lint/desk.case.ron").replace(r#"text: "The page is ready.","#, later)))
}

#[test]
fn an_activity_is_one_thing_to_choose_beside_the_others() {
    let case = desk();
    let simulation = simulate(&case, 5, 0..2_000);
    let random = &simulation.kinds[&Kind::Random];
    let by_hand = random.by_hand(&case);
    let [send] = by_hand.as_slice() else { panic!("{by_hand:?}") };
    // Two subjects to two Anns are four ways, and the desk is one of two.
    assert!((900..1_100).contains(&send.times), "{}", send.times);
    assert_eq!(send.times + random.choices[1][0], 2_000);
}

#[test]
fn what_was_done_by_hand_is_told_by_answers_and_chance_deals_every_deal() {
    let case = desk();
    let total = simulate(&case, 5, 0..400).total();
    let by_hand = total.by_hand(&case);
    let times = |answer: &str| by_hand[0].answers.iter().find(|(id, _)| id == answer).map(|(_, times)| *times).unwrap();
    for answer in ["holm", "hahl", "holm2", "hahl2", "plain", "full"] {
        assert!(times(answer) > 0, "{answer}: {by_hand:?}");
    }
    assert_eq!(times("portal"), by_hand[0].times, "there is no other way to send it");
    assert_eq!(times("plain") + times("full"), by_hand[0].times);
    assert!(total.choices_never_made(&case).is_empty());
}
