//! The debrief, driven by what is written on it and by keys: where it turned, one's own way beside the best way, the map.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod table;

use confidant::explore::Foresight;
use confidant::learner::{Look, Settings};
use confidant::library::Library;
use confidant::session::{Band, Debrief, Decision, Outlook, Setup, markdown};
use confidant::ui::{Ask, Effect, LookAhead, Overlay, Screen};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use table::fit::assert_within;
use table::hand::{ask, press, tab_on_to};
use table::sight::{focused, says, says_nothing_of, session, written};
use table::{Game, Start, library_of, start, still};

/// Whoever leaves at the door can no longer say what changes, and is asked in the corridor.
const CASE: &str = r#"(
id: "small", version: "1.0.0", title: "A small one", summary: "A short one.",
minutes: 15, authors: ["Somebody"],
sources: [(cite: "ACA Code of Ethics (2014)", on: "2026-11-21")],
content_note: "Nothing graphic.", support: "Call a friend.", themes: ["overheard talk"],
objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.A.2.a.revisit"])],
jurisdictions: ["US-CA", "US-TX"], professions: ["counselor"], date: "2026-10-05", time: "09:10",
role: "You are a counselor.", setting: "A practice.",
cast: [
(id: "maya", name: "Maya Ellison", role: [client], age: 34),
(id: "dana", name: "Dana Ruiz", role: [colleague]),
],
places: [(id: "office", name: "The office", setting: private_office, art: office)],
facts: [(id: "panic", about: "maya", kinds: [symptoms], text: "She had a panic attack.")],
situation: {"role.changed": true},
variants: [(id: "base", title: "As it happened")],
start: "door",
scenes: [
(id: "door", title: "At the door", place: "office", present: ["maya"], reveals: ["panic"], text: "{maya} waits.", choices: [
(id: "stay", label: "Ask her in", note: "There is time to talk.", goto: "desk"),
(id: "leave", label: "Put it off", note: "It is late.", goto: "corridor"),
]),
(id: "desk", title: "At the desk", place: "office", present: ["maya"], text: "The desk.", choices: [
(id: "explain", label: "Say what changes", say: "From today I see the two of you.", note: "Now she knows.", acts: [ExplainLimits(to: "maya"), ClarifyRoles(to: "maya"), ObtainConsent(to: "maya")], goto: "last"),
(id: "sit", label: "Begin at once", note: "It can wait.", goto: "last"),
]),
(id: "corridor", title: "In the corridor", place: "office", present: ["dana"], text: "{dana} asks after {maya}.", choices: [
(id: "walk", label: "Walk on", note: "Nothing is told.", goto: "last"),
(id: "tell", label: "Tell Dana", say: "Maya panics.", note: "Dana did not need it.",
acts: [Disclose(to: "dana", about: "maya", what: [identity, symptoms], purpose: social, by: voice)], goto: "last"),
]),
(id: "last", title: "In the evening", place: "office", text: "The lamp.", choices: [
(id: "keep", label: "Let it rest", note: "Nothing is told.", goto: "kept"),
(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "lost"),
]),
(id: "kept", place: "office", text: "It is quiet.", ending: (id: "kept", title: "Quiet", tone: Steady)),
(id: "lost", place: "office", text: "It is late.", ending: (id: "lost", title: "Late", tone: Learning)),
],
)"#;

const WELL: [&str; 3] = ["stay", "explain", "keep"];
const BADLY: [&str; 3] = ["leave", "tell", "keep"];

fn small() -> Arc<Library> {
    library_of("small", CASE)
}

fn setup() -> Setup {
    Setup::of(small().case("small").expect("it was laid"), 7)
}

/// A run that made these choices; nobody has looked ahead yet.
fn played(choices: &[&str], settings: Settings, width: f32, height: f32) -> Game {
    let begin = Start { library: small(), settings, size: vec2(width, height), ..start() };
    let mut game = begin.at(&[Ask::Start(setup())]);
    for choice in choices {
        ask(&mut game, Ask::Choose((*choice).into(), None));
        ask(&mut game, Ask::Continue);
    }
    game
}

/// The debrief of a run that the best way is known of.
fn debriefed(choices: &[&str]) -> Game {
    debriefed_in(choices, still(), 1280.0, 720.0)
}

fn debriefed_in(choices: &[&str], settings: Settings, width: f32, height: f32) -> Game {
    let mut game = played(choices, settings, width, height);
    foresee(&mut game);
    assert_eq!(game.state().shell.screen(), &Screen::Debrief);
    game
}

/// The searches that the shell has asked for.
fn asked_for(game: &Game) -> Vec<LookAhead> {
    let of = |effect: &Effect| match effect {
        Effect::LookAhead(ahead) => Some(ahead.clone()),
        _ => None,
    };
    game.state().effects.iter().filter_map(of).collect()
}

fn outlook(ahead: &LookAhead) -> Option<Arc<dyn Outlook>> {
    let found = Foresight::of(&ahead.case, &ahead.book, &ahead.setup)?;
    Some(Arc::new(found))
}

/// Does what the rim does with the search that was asked for last.
fn foresee(game: &mut Game) {
    let ahead = asked_for(game).pop().expect("a run asks for a look ahead");
    game.state_mut().shell.foresee(&ahead, outlook(&ahead));
    game.run();
}

fn debrief(game: &Game) -> Debrief {
    Debrief::of(session(game), &small().packs)
}

/// Everything that Tab comes to, once around.
fn tab_stops(game: &mut Game) -> Vec<String> {
    let mut stops: Vec<String> = Vec::new();
    for _ in 0..150 {
        press(game, Key::Tab);
        let Some(stop) = focused(game) else { continue };
        if stops.first() == Some(&stop) {
            return stops;
        }
        stops.push(stop);
    }
    panic!("Tab never came round: {stops:?}");
}

#[test]
fn a_turning_point_says_what_it_put_out_of_reach_and_by_which_clause() {
    let mut game = debriefed(&BADLY);
    let told = debrief(&game);
    let first = told.decisions.first().expect("a decision");
    assert!(told.turning_points.contains(&0), "{told:#?}");
    assert!(!first.sealed.is_empty(), "{told:#?}");
    says(&game, "Out of reach from here on, even on the best way:");
    for missed in &first.sealed {
        says(&game, &missed.fix);
        says(&game, &missed.place.cite);
    }
    says(&game, "Better here:  Ask her in");
    let place = first.sealed.first().expect("something was sealed").place.clone();
    tab_on_to(&mut game, &place.cite);
    press(&mut game, Key::Enter);
    assert!(matches!(game.state().shell.overlay(), Some(Overlay::Rule(_))), "the clause is one key away");
}

#[test]
fn whoever_took_the_best_way_reads_of_no_turning_point_and_no_other_way() {
    let game = debriefed(&WELL);
    says(&game, "Nothing turned against you.");
    says(&game, "This was the best way through: it breaks nothing.");
    says_nothing_of(&game, "Out of reach");
    says_nothing_of(&game, "Another choice");
    says_nothing_of(&game, "Only");
}

#[test]
fn ones_own_way_stands_beside_the_best_way_scene_by_scene() {
    for (width, height) in [(1280.0, 720.0), (800.0, 600.0)] {
        let game = debriefed_in(&BADLY, still(), width, height);
        let compared = debrief(&game).compared().expect("the best way is known");
        assert!(
            compared.starts_with("Both ways end at the same door. The best way breaks nothing; yours broke"),
            "{compared}"
        );
        says(&game, &compared);
        let lines = written(&game);
        let at = |words: &str| {
            lines.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in {lines:#?}"))
        };
        let from = at("Your way beside the best way");
        let order = [
            "≠ Another choice",
            "Read decision 1. Put it off",
            "Ask her in",
            "← Only your way",
            "Read decision 2. Tell Dana",
            "→ Only the best way",
            "Say what changes",
            "= Same choice",
            "Read decision 3. Let it rest",
            "Your ending",
            "The best way's ending",
        ];
        let mut last = from;
        for words in order {
            let next = lines.iter().skip(last).position(|line| line.contains(words)).map(|after| last + after);
            last = next.unwrap_or_else(|| panic!("no {words} after {last} in {lines:#?}"));
        }
    }
}

#[test]
fn a_choice_beside_the_best_way_leads_to_what_was_said_of_it() {
    let mut game = debriefed(&BADLY);
    says_nothing_of(&game, "Maya panics.");
    tab_on_to(&mut game, "Read decision 2.");
    press(&mut game, Key::Enter);
    game.run();
    says(&game, "Maya panics.");
}

#[test]
fn until_the_best_way_is_known_nothing_waits_for_it() {
    let mut game = played(&BADLY, still(), 1280.0, 720.0);
    assert_eq!(game.state().shell.screen(), &Screen::Debrief);
    says(&game, "The best way through is still being worked out.");
    let ahead = asked_for(&game).pop().expect("it was asked for");
    game.state_mut().shell.foresee(&ahead, None);
    game.run();
    says_nothing_of(&game, "still being worked out");
    says(&game, "The best way through is not known here");
}

#[test]
fn a_look_ahead_scores_again_what_was_decided_already() {
    let mut game = played(&["leave"], still(), 1280.0, 720.0);
    let band = |game: &Game| game.state().shell.session().and_then(|run| run.decisions().first().map(Decision::band));
    assert_eq!(band(&game), Some(Band::Sound), "by itself leaving breaks nothing");
    foresee(&mut game);
    assert!(band(&game) >= Some(Band::Risky), "{:?}", band(&game));
    assert_eq!(game.state().shell.screen(), &Screen::Play, "the screen stays where it was");
}

#[test]
fn what_was_found_out_about_another_run_is_left_aside() {
    let mut game = played(&["leave"], still(), 1280.0, 720.0);
    let of_before = asked_for(&game).pop().expect("it was asked for");
    ask(&mut game, Ask::Start(Setup { seed: 8, ..setup() }));
    game.state_mut().shell.foresee(&of_before, outlook(&of_before));
    ask(&mut game, Ask::Go(Screen::Debrief));
    ask(&mut game, Ask::Choose("leave".into(), None));
    let first = game.state().shell.session().and_then(|run| run.decisions().first().map(Decision::band));
    assert_eq!(first, Some(Band::Sound));
    foresee(&mut game);
    let first = game.state().shell.session().and_then(|run| run.decisions().first().map(Decision::band));
    assert!(first >= Some(Band::Risky));
}

#[test]
fn without_a_decision_there_is_nothing_to_lay_side_by_side() {
    let mut game = played(&[], still(), 1280.0, 720.0);
    foresee(&mut game);
    ask(&mut game, Ask::Go(Screen::Debrief));
    says(&game, "No decision was made, so there is nothing to lay side by side.");
}

#[test]
fn the_map_opens_after_a_first_finish() {
    let mut game = played(&["leave"], still(), 1280.0, 720.0);
    ask(&mut game, Ask::Go(Screen::Debrief));
    says(&game, "The map of the case");
    says(&game, "opens once you have come to an end of it");
    says_nothing_of(&game, "In words");
    let game = debriefed(&BADLY);
    says_nothing_of(&game, "opens once you have come to an end of it");
    says(&game, "Map of the case: 4 scenes, 8 choices, 2 endings");
    says(&game, "A run laid over it: 3 decisions");
}

#[test]
fn the_map_in_words_names_the_ways_not_taken() {
    let mut game = debriefed(&BADLY);
    says_nothing_of(&game, "2. At the desk");
    tab_on_to(&mut game, "In words");
    press(&mut game, Key::Space);
    says(&game, "2. At the desk (The office)");
    says(&game, "3. In the corridor (The office). On the run's path");
    says(&game, "Say what changes");
    says(&game, "Tell Dana [decision 2 of the run]");
    tab_on_to(&mut game, "The map in words");
    let top = |game: &Game| {
        game.get_by_label("1. At the door (The office). The case starts here. On the run's path").rect().top()
    };
    let before = top(&game);
    press(&mut game, Key::ArrowDown);
    game.run_steps(20);
    assert!(top(&game) < before, "the arrows turn it");
    assert_eq!(focused(&game).as_deref(), Some("The map in words; the arrows turn it"));
}

#[test]
fn whoever_listens_or_needs_large_text_is_given_the_words_first() {
    let mut game = played(&BADLY, still(), 1280.0, 720.0);
    game.state_mut().shell.listens(true);
    game.run();
    says(&game, "2. At the desk (The office)");
    let game = played(&BADLY, Settings { text_percent: 150, ..still() }, 1280.0, 720.0);
    says(&game, "2. At the desk (The office)");
}

#[test]
fn the_picture_is_moved_and_enlarged_by_keys_and_keeps_the_focus() {
    let mut game = debriefed(&BADLY);
    tab_on_to(&mut game, "Map of the case:");
    for key in [Key::ArrowRight, Key::Plus, Key::ArrowDown, Key::Minus, Key::Num0] {
        press(&mut game, key);
        assert!(focused(&game).is_some_and(|name| name.starts_with("Map of the case:")), "{key:?}");
    }
    for button in ["Larger", "Smaller", "Whole map", "Step back: along your way", "Step on: along your way"] {
        game.get_by_label(button).click_accesskit();
        game.run();
    }
}

#[test]
fn the_map_fills_the_window_and_escape_goes_back_to_the_debrief() {
    let mut game = debriefed(&BADLY);
    tab_on_to(&mut game, "Fill the window");
    press(&mut game, Key::Enter);
    says(&game, "Back to the debrief");
    says_nothing_of(&game, "Where it turned");
    press(&mut game, Key::Escape);
    assert_eq!(game.state().shell.screen(), &Screen::Debrief);
    says(&game, "Where it turned");
    says_nothing_of(&game, "Back to the debrief");
}

#[test]
fn keys_alone_come_to_everything_in_reading_order() {
    let mut game = debriefed(&BADLY);
    let stops = tab_stops(&mut game);
    let order = [
        "Go to 1. Put it off",
        "Read it whole: decision 1",
        "Go back to here: decision 1",
        "Unfold all",
        "1. Put it off",
        "Read decision 1. Put it off",
        "Read decision 2. Tell Dana",
        "As a picture",
        "In words",
        "Fill the window",
        "Larger",
        "Map of the case",
        "Library",
        "Play again",
        "Save this debrief",
    ];
    let mut rest = stops.iter();
    for wanted in order {
        assert!(rest.any(|stop| stop.starts_with(wanted)), "no {wanted} in its place: {stops:#?}");
    }
}

/// Nothing of the debrief may reach out of the window sideways.
#[track_caller]
fn assert_fits(game: &Game, width: f32) {
    const SHOWN: [Role; 5] = [Role::Button, Role::Label, Role::Link, Role::Image, Role::ScrollView];
    assert_within(game, &SHOWN, width, "the debrief");
}

#[test]
fn the_largest_text_in_the_smallest_window_is_never_cut_off() {
    for text_percent in [100, 200, 250] {
        let mut game = debriefed_in(&BADLY, Settings { text_percent, ..still() }, 800.0, 600.0);
        for form in ["In words", "As a picture"] {
            game.get_by_label(form).click_accesskit();
            game.run();
            assert_fits(&game, 800.0);
        }
        game.get_by_label("Unfold all").click_accesskit();
        game.run();
        assert_fits(&game, 800.0);
        game.get_by_label("Fill the window").click_accesskit();
        game.run();
        assert_fits(&game, 800.0);
    }
}

#[test]
fn the_debrief_is_drawn_in_every_theme() {
    for look in [Look::Light, Look::Dark, Look::HighContrast] {
        let game = debriefed_in(&BADLY, Settings { look, ..still() }, 1920.0, 1080.0);
        assert_fits(&game, 1920.0);
        says(&game, "Map of the case: 4 scenes");
    }
}

#[test]
fn the_document_tells_the_same() {
    let game = debriefed(&BADLY);
    let told = debrief(&game);
    let text = markdown(&told);
    assert!(text.contains("  - Better here: Ask her in"), "{text}");
    assert!(text.contains("  - Out of reach from here on: "), "{text}");
    assert!(text.contains("## Your way beside the best way\n\nBoth ways end at the same door."), "{text}");
    assert!(text.contains("- Only you, In the corridor: 2. Tell Dana"), "{text}");
    assert!(text.contains("- Only the best way, At the desk: Say what changes"), "{text}");
    assert!(text.contains("- Same, In the evening: 3. Let it rest"), "{text}");
}
