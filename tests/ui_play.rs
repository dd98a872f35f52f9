//! The screens of a run, driven by what is written on them and by keys, without a window.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod table;

use confidant::learner::{Look, Settings};
use confidant::session::{Band, Confidence, Debrief, Mode, Setup, grasp};
use confidant::ui::{Ask, Overlay, Screen};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use table::fit::{assert_named, assert_within};
use table::hand::{ask, hold, press, tab_to, type_in};
use table::sight::{focus, focused, is_written, session, shell, view, written};
use table::{Game, Start, library, some_case, start, still};

fn game(settings: Settings, width: f32, height: f32) -> Game {
    Start { settings, size: vec2(width, height), ..start() }.at(&[])
}

/// A run of the first case, in its first scene.
fn in_a_run(mode: Mode, settings: Settings) -> Game {
    let mut game = game(settings, 1280.0, 720.0);
    ask(&mut game, Ask::Start(Setup { mode, ..Setup::of(&some_case(), 7) }));
    game
}

/// Chooses until a decision is not sound, so that there is something to explain; always the option `pick` in turn.
fn play_to_the_end(game: &mut Game, pick: usize) {
    while !session(game).is_over() {
        let options = view(game).options;
        let option = options.get(pick % options.len()).expect("a scene has a choice");
        ask(game, Ask::Choose(option.id.clone(), None));
        ask(game, Ask::Continue);
    }
    assert_eq!(shell(game).screen(), &Screen::Debrief);
}

/// Chooses what breaks a rule, and stays on the screen that tells what came of it.
fn break_a_rule(game: &mut Game) {
    for _ in 0..40 {
        let here = session(game);
        let broken = view(game).options.into_iter().find(|option| {
            let mut tried = here.clone();
            tried.submit(confidant::session::Command::choose(option.id.clone())).expect("it is open");
            tried.decisions().last().is_some_and(|decision| decision.band() >= Band::Breach)
        });
        let option = broken.clone().unwrap_or_else(|| view(game).options.first().expect("a choice").clone());
        ask(game, Ask::Choose(option.id, None));
        if broken.is_some() {
            return;
        }
        ask(game, Ask::Continue);
    }
    panic!("no choice of the case breaks a rule");
}

#[test]
fn every_case_is_played_from_the_title_to_the_debrief_with_keys_alone() {
    for case in &library().cases {
        play_with_keys_alone(&case.title);
    }
}

/// Goes over a desk with Tab and the space bar until it can be committed, and commits it.
fn do_by_hand(game: &mut Game) {
    // Of a record one entry is opened at a time.
    let table = view(game).table.expect("a scene without a choice has a desk");
    if table.activity().is_taken_one_by_one() {
        if !is_written(game, "Open: ") {
            tab_to(game, "Without searching: All that this password opens");
            press(game, Key::Enter);
        }
        let entry = written(game).into_iter().find(|name| name.starts_with("Open: ")).expect("an entry");
        tab_to(game, &entry);
        return press(game, Key::Enter);
    }
    for _ in 0..120 {
        hold(game, Modifiers::COMMAND, Key::Enter);
        if shell(game).overlay() == Some(&Overlay::Commit) {
            return press(game, Key::Enter);
        }
        press(game, Key::Tab);
        match focus(game).map(|(role, _)| role) {
            Some(Role::RadioButton) => press(game, Key::Space),
            Some(Role::TextInput) => {
                type_in(game, "a");
                press(game, Key::Enter);
            }
            _ => (),
        }
    }
    panic!("the desk of {} cannot be committed: {:?}", session(game).case().id, written(game));
}

fn play_with_keys_alone(title: &str) {
    let mut game = game(still(), 1280.0, 720.0);
    press(&mut game, Key::Enter);
    assert_eq!(shell(&game).screen(), &Screen::Library);
    tab_to(&mut game, &format!("Open: {title}"));
    press(&mut game, Key::Enter);
    assert!(matches!(shell(&game).screen(), Screen::Briefing(_)));
    tab_to(&mut game, "Begin");
    press(&mut game, Key::Enter);
    let mut decisions = 0;
    while shell(&game).screen() != &Screen::Debrief {
        assert_eq!(shell(&game).screen(), &Screen::Play);
        if view(&game).options.is_empty() {
            do_by_hand(&mut game);
        } else if decisions % 2 == 0 {
            press(&mut game, Key::Num1);
        } else {
            let label = view(&game).options.last().expect("a choice").label.clone();
            tab_to(&mut game, &label);
            press(&mut game, Key::Enter);
        }
        assert_eq!(shell(&game).screen(), &Screen::Consequence, "decision {decisions}");
        assert_eq!(focused(&game).as_deref(), Some("Continue"));
        press(&mut game, Key::Enter);
        decisions += 1;
        assert!(decisions < 60, "{title} goes in a circle");
    }
    assert_eq!(session(&game).decisions().len(), decisions);
    tab_to(&mut game, "Unfold all");
    press(&mut game, Key::Space);
    tab_to(&mut game, "Library");
    press(&mut game, Key::Enter);
    assert_eq!(shell(&game).screen(), &Screen::Library);
}

#[test]
fn whoever_hurries_on_with_enter_does_not_leave_the_debrief_unread() {
    let mut game = in_a_run(Mode::Study, still());
    while shell(&game).screen() != &Screen::Debrief {
        press(&mut game, Key::Num1);
        press(&mut game, Key::Enter);
    }
    press(&mut game, Key::Enter);
    assert_eq!((shell(&game).screen(), focused(&game)), (&Screen::Debrief, None));
}

#[test]
fn a_choice_is_made_with_the_mouse_on_its_label() {
    let mut game = in_a_run(Mode::Study, still());
    let option = view(&game).options.first().expect("a choice").clone();
    game.get_by_label(&option.label).click();
    game.run();
    assert_eq!(shell(&game).screen(), &Screen::Consequence);
    let happened = session(&game).decisions().last().expect("a decision").step.happened.clone();
    let first = happened.split("\n\n").next().expect("a paragraph").trim().to_owned();
    assert!(is_written(&game, &first));
    game.get_by_label("Continue").click();
    game.run();
    assert_eq!(shell(&game).screen(), &Screen::Play);
}

#[test]
fn what_will_be_said_is_seen_before_it_is_said() {
    let game = in_a_run(Mode::Study, still());
    for option in view(&game).options.iter().filter(|option| !option.say.is_empty()) {
        let button = game.get_by_label(&option.label);
        assert_eq!(button.accesskit_node().description().as_deref(), Some(option.say.as_str()));
    }
}

#[test]
fn in_study_mode_the_consequence_explains_itself() {
    let mut game = in_a_run(Mode::Study, still());
    break_a_rule(&mut game);
    assert!(is_written(&game, "What to notice"));
    let debrief = Debrief::of(session(&game), &library().packs);
    let review = debrief.decisions.last().expect("a decision");
    assert!(is_written(&game, review.band.words()));
    for finding in &review.findings {
        assert!(is_written(&game, &finding.text), "{}", finding.text);
        assert!(is_written(&game, &finding.place.cite));
    }
    assert!(is_written(&game, "Take back this choice"));
}

#[test]
fn in_an_exam_nothing_is_explained_and_nothing_taken_back() {
    let mut game = in_a_run(Mode::Exam, still());
    break_a_rule(&mut game);
    let explained = Debrief::of(session(&game), &library().packs);
    let review = explained.decisions.last().expect("a decision");
    assert!(!is_written(&game, "What to notice"));
    assert!(!is_written(&game, "Take back"));
    assert!(!review.findings.is_empty());
    for finding in &review.findings {
        assert!(!is_written(&game, &finding.place.cite));
    }
    game.get_by_label("Continue").click();
    game.run();
    assert!(!is_written(&game, "Take back"));
}

#[test]
fn the_last_consequence_of_an_exam_explains_nothing_either() {
    let mut game = in_a_run(Mode::Exam, still());
    while !session(&game).is_over() {
        ask(&mut game, Ask::Continue);
        let option = view(&game).options.first().expect("a choice").clone();
        ask(&mut game, Ask::Choose(option.id, None));
    }
    assert_eq!(shell(&game).screen(), &Screen::Consequence);
    assert!(!is_written(&game, "What to notice"));
    press(&mut game, Key::Enter);
    assert_eq!(shell(&game).screen(), &Screen::Debrief);
    assert!(!is_written(&game, "Go back to"));
}

#[test]
fn a_choice_taken_back_leads_to_the_scene_where_it_was_made() {
    let mut game = in_a_run(Mode::Study, still());
    let before = view(&game);
    press(&mut game, Key::Num1);
    game.get_by_label("Take back this choice").click();
    game.run();
    assert_eq!(shell(&game).screen(), &Screen::Play);
    assert_eq!(view(&game), before);
}

#[test]
fn the_play_screen_takes_back_the_last_choice() {
    let mut game = in_a_run(Mode::Study, still());
    assert!(!is_written(&game, "Take back the last choice"), "there is nothing to take back yet");
    let before = view(&game);
    press(&mut game, Key::Num1);
    press(&mut game, Key::Enter);
    tab_to(&mut game, "Take back the last choice");
    press(&mut game, Key::Enter);
    assert_eq!(view(&game), before);
}

#[test]
fn the_case_file_and_the_log_open_and_close_with_keys() {
    let mut game = in_a_run(Mode::Study, still());
    for (key, overlay) in [(Key::F, Overlay::CaseFile), (Key::L, Overlay::Log)] {
        press(&mut game, key);
        assert_eq!(shell(&game).overlay(), Some(&overlay));
        press(&mut game, Key::Num1);
        assert_eq!(session(&game).decisions().len(), 0, "numbers choose nothing under an overlay");
        press(&mut game, Key::Escape);
        assert_eq!(shell(&game).overlay(), None);
        press(&mut game, key);
        press(&mut game, key);
        assert_eq!(shell(&game).overlay(), None, "the same key closes it");
    }
}

#[test]
fn the_case_file_says_what_the_counselor_knows() {
    let mut game = in_a_run(Mode::Study, still());
    press(&mut game, Key::Num1);
    press(&mut game, Key::Enter);
    let file = view(&game).file;
    press(&mut game, Key::F);
    for fact in file.facts.iter().chain(&file.agreements).chain(&file.open_questions) {
        assert!(is_written(&game, fact), "{fact}");
    }
    for person in &file.people {
        assert!(is_written(&game, &person.name));
    }
    for duty in &file.duties {
        assert!(is_written(&game, &duty.cite));
    }
}

#[test]
fn the_log_holds_what_was_said() {
    let mut game = in_a_run(Mode::Study, still());
    press(&mut game, Key::Num1);
    press(&mut game, Key::Enter);
    let said = session(&game).decisions().first().expect("a decision").step.said.clone();
    press(&mut game, Key::L);
    assert!(is_written(&game, &said));
}

#[test]
fn escape_asks_before_a_case_is_left_and_staying_is_the_first_answer() {
    let mut game = in_a_run(Mode::Study, still());
    press(&mut game, Key::Escape);
    assert_eq!(shell(&game).overlay(), Some(&Overlay::Leave));
    assert_eq!(focused(&game).as_deref(), Some("Stay"));
    press(&mut game, Key::Enter);
    assert_eq!((shell(&game).overlay(), shell(&game).screen()), (None, &Screen::Play));
    press(&mut game, Key::Escape);
    tab_to(&mut game, "Leave");
    press(&mut game, Key::Enter);
    assert_eq!(shell(&game).screen(), &Screen::Library);
}

#[test]
fn a_citation_opens_its_rule() {
    let mut game = in_a_run(Mode::Study, still());
    break_a_rule(&mut game);
    let debrief = Debrief::of(session(&game), &library().packs);
    let place = &debrief.decisions.last().expect("a decision").findings.first().expect("a finding").place;
    tab_to(&mut game, &place.cite);
    press(&mut game, Key::Enter);
    assert_eq!(shell(&game).overlay(), Some(&Overlay::Rule(place.rule.clone())));
    press(&mut game, Key::Escape);
    assert_eq!((shell(&game).overlay(), shell(&game).screen()), (None, &Screen::Consequence));
    assert_eq!(focused(&game).as_deref(), Some(place.cite.as_str()), "one reads on where one was");
}

#[test]
fn how_sure_one_is_is_asked_only_where_it_is_wanted_and_kept() {
    let quiet = in_a_run(Mode::Study, still());
    assert!(!is_written(&quiet, "How sure are you?"));
    let mut game = in_a_run(Mode::Study, Settings { ask_confidence: true, ..still() });
    game.get_by_label("Leaning").click();
    game.run();
    press(&mut game, Key::Num1);
    let confidence = session(&game).decisions().first().and_then(|decision| decision.confidence);
    assert_eq!(confidence, Some(Confidence::Leaning));
}

#[test]
fn a_new_scene_starts_at_its_top() {
    let mut game = game(Settings { text_percent: 200, ..still() }, 800.0, 600.0);
    ask(&mut game, Ask::Start(Setup::of(&some_case(), 7)));
    press(&mut game, Key::End);
    game.run_steps(30);
    press(&mut game, Key::Num1);
    press(&mut game, Key::Enter);
    let heading = view(&game).heading.unwrap_or(view(&game).text.split("\n\n").next().expect("a text").to_owned());
    let top = game.get_all_by_label(heading.as_str()).map(|node| node.rect().top()).fold(f32::MAX, f32::min);
    assert!((0.0..600.0).contains(&top), "the scene begins at {top}");
}

#[test]
fn the_debrief_tells_every_decision_with_its_reasons() {
    let mut game = in_a_run(Mode::Study, still());
    play_to_the_end(&mut game, 1);
    let debrief = Debrief::of(session(&game), &library().packs);
    assert!(is_written(&game, &debrief.summary));
    assert!(is_written(&game, debrief.ending.as_deref().expect("an ending")));
    game.get_by_label("Unfold all").click_accesskit();
    game.run();
    for review in &debrief.decisions {
        assert!(is_written(&game, &format!("{}. {}", review.number + 1, review.label)));
        for finding in &review.findings {
            assert!(is_written(&game, &finding.text));
        }
    }
    for duty in &debrief.duties {
        assert!(is_written(&game, &duty.place.heading));
    }
    for (skill, percent) in &debrief.skills {
        assert!(is_written(&game, &format!("{skill}: {}", grasp(*percent))));
    }
    for known in &debrief.known {
        assert!(is_written(&game, &known.what));
    }
    for line in debrief.reading.iter().chain([&debrief.support]) {
        assert!(is_written(&game, line));
    }
}

#[test]
fn a_decision_unfolds_and_folds_with_enter() {
    let mut game = in_a_run(Mode::Study, still());
    play_to_the_end(&mut game, 0);
    let debrief = Debrief::of(session(&game), &library().packs);
    let first = debrief.decisions.first().expect("a decision");
    let said = if first.said.is_empty() { first.happened.clone() } else { first.said.clone() };
    let said = said.split("\n\n").next().expect("words").to_owned();
    let name = format!("1. {}, {}", first.label, first.band.words());
    assert!(!is_written(&game, &said));
    tab_to(&mut game, &name);
    press(&mut game, Key::Enter);
    assert!(is_written(&game, &said));
    press(&mut game, Key::Enter);
    assert!(!is_written(&game, &said));
}

#[test]
fn from_a_turning_point_one_goes_back_to_the_decision() {
    let mut game = in_a_run(Mode::Study, still());
    break_a_rule(&mut game);
    ask(&mut game, Ask::Continue);
    play_to_the_end(&mut game, 0);
    let debrief = Debrief::of(session(&game), &library().packs);
    let turned = *debrief.turning_points.first().expect("a turning point");
    let name = format!("Go back to here: decision {}", turned + 1);
    game.get_all_by_label(&name).next().expect("a way back").click_accesskit();
    game.run();
    assert_eq!(shell(&game).screen(), &Screen::Play);
    assert_eq!(session(&game).decisions().len(), turned);
}

/// Every screen of a run in turn, each after `look` had a look at it.
fn every_screen(game: &mut Game, mut look: impl FnMut(&mut Game, &str)) {
    ask(game, Ask::Start(Setup::of(&some_case(), 7)));
    look(game, "the first scene");
    for (overlay, name) in
        [(Overlay::CaseFile, "the empty case file"), (Overlay::Log, "the empty log"), (Overlay::Leave, "leave")]
    {
        ask(game, Ask::Open(overlay));
        look(game, name);
        ask(game, Ask::Close);
    }
    break_a_rule(game);
    look(game, "a consequence");
    ask(game, Ask::Continue);
    look(game, "a later scene");
    for (overlay, name) in [(Overlay::CaseFile, "the case file"), (Overlay::Log, "the log")] {
        ask(game, Ask::Open(overlay));
        look(game, name);
        ask(game, Ask::Close);
    }
    play_to_the_end(game, 1);
    look(game, "the debrief");
    game.get_by_label("Unfold all").click_accesskit();
    game.run();
    look(game, "the debrief, unfolded");
}

/// What of a screen of a run has to be in sight.
const SHOWN: [Role; 5] = [Role::Button, Role::Label, Role::Link, Role::Image, Role::ProgressIndicator];

#[test]
fn large_text_in_a_small_window_never_needs_to_be_scrolled_sideways() {
    let mut game = game(Settings { text_percent: 200, ..still() }, 800.0, 600.0);
    every_screen(&mut game, |game, screen| assert_within(game, &SHOWN, 800.0, screen));
}

#[test]
fn every_screen_can_be_drawn_in_every_theme_and_window() {
    for (look, width, height) in [(Look::Dark, 1280.0, 720.0), (Look::HighContrast, 1000.0, 700.0)] {
        let mut game = game(Settings { look, ask_confidence: true, ..still() }, width, height);
        every_screen(&mut game, |game, screen| {
            assert_within(game, &SHOWN, width, screen);
            assert_named(game, &[Role::Button], screen);
        });
    }
}
