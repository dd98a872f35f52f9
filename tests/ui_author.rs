//! Author mode: a file is saved under a game that runs, and the game goes on where it was.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, reason = "a test may fail")]

mod table;

use confidant::library::{Bench, Files, shipped_rules};
use confidant::session::{Mode, Setup};
use confidant::source::Source;
use confidant::ui::{Ask, Check, Effect, Overlay, Reading, Screen, Shell};
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, Time, date, time};
use std::sync::Arc;
use table::hand::{ask, press};
use table::sight::{focused, says, says_nothing_of, session, shell, written};
use table::{Game, Start, some_case, start, still};

const FOLDER: &str = "cases";
const FILE: &str = "cases/sample.case.ron";

/// Four scenes in a row, two choices in each, two endings.
const CASE: &str = r#"(
id: "sample", version: "1.0.0", title: "A sample", summary: "A short one.",
minutes: 15, authors: ["Somebody"],
sources: [(cite: "ACA Code of Ethics (2014)", on: "2026-11-21")],
content_note: "Nothing graphic.", support: "Call a friend.", themes: ["overheard talk"],
objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"])],
jurisdictions: ["US-CA"], professions: ["counselor"], date: "2026-10-05", time: "09:10",
role: "You are a counselor.", setting: "A practice.",
cast: [
(id: "maya", name: "Maya Ellison", role: [client], age: 34),
(id: "dana", name: "Dana Ruiz", role: [colleague]),
],
places: [(id: "office", name: "The office", setting: private_office, art: office)],
variants: [(id: "base", title: "As it happened"), (id: "young", title: "Younger", ages: {"maya": 17})],
start: "door",
scenes: [
(id: "door", place: "office", present: ["dana"], text: "{dana} asks after {maya}.", choices: [
(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),
(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk"),
]),
(id: "desk", place: "office", text: "The desk.", choices: [
(id: "sit", label: "Sit down", note: "Take your time.", goto: "chair"),
(id: "stand", label: "Keep standing", note: "It looks hurried.", goto: "chair"),
]),
(id: "chair", place: "office", text: "The chair.", choices: [
(id: "keep", label: "Let it rest", note: "Nothing is told.", goto: "kept"),
(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),
]),
(id: "kept", place: "office", text: "It is kept.", ending: (id: "kept", title: "Kept", tone: Steady)),
(id: "late", place: "office", text: "It is late.", ending: (id: "late", title: "Late", tone: Learning)),
],
)"#;

/// A folder, the game over it, and the clock.
struct Work {
    bench: Bench,
    files: Files,
    game: Game,
    clock: Time,
}

const TODAY: Date = date(2026, 11, 22);

impl Work {
    fn new() -> Self {
        Self::sized(1280.0, 720.0, 100)
    }

    fn sized(width: f32, height: f32, text_percent: u16) -> Self {
        let mut bench = Bench::over(shipped_rules(), Files::new()).expect("the shipped rules load");
        let files = Files::from([(FILE.to_owned(), Source::new(FILE, CASE))]);
        bench.lay(&files, Vec::new());
        let clock = time(10, 42, 7, 0);
        let reading = reading(&bench, clock, Check::Running);
        let settings = confidant::learner::Settings { text_percent, ..still() };
        let library = reading.library.clone();
        let begin =
            Start { library: library.clone(), settings: settings.clone(), size: vec2(width, height), ..start() };
        let mut game = begin.at(&[]);
        let saved = std::collections::BTreeMap::new();
        let shell = Shell::new(library, settings, confidant::learner::Progress::default(), saved);
        game.state_mut().shell = shell.for_author(FOLDER, &bench.own_ids(), &reading);
        game.run();
        let mut work = Self { bench, files, game, clock };
        work.check();
        work
    }

    /// A run of the sample that has made these choices.
    fn playing(choices: &[&str]) -> Self {
        let mut work = Self::new();
        work.begin(Mode::Study);
        for choice in choices {
            work.ask(Ask::Choose((*choice).into(), None));
            work.ask(Ask::Continue);
        }
        work
    }

    fn begin(&mut self, mode: Mode) {
        let case = self.shell().session().map(|session| session.case().clone());
        let case = case.unwrap_or_else(|| self.bench.library().case("sample").expect("it is there").clone());
        self.ask(Ask::Start(Setup { mode, ..Setup::of(&case, 7) }));
    }

    fn ask(&mut self, wish: Ask) {
        ask(&mut self.game, wish);
    }

    fn press(&mut self, key: Key) {
        press(&mut self.game, key);
    }

    /// Saves a file of the folder, as an editor does, and lets the game see it.
    fn save(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), Source::new(path, text));
        self.read();
    }

    fn read(&mut self) {
        self.clock = self.clock.wrapping_add(jiff::SignedDuration::from_secs(1));
        self.bench.lay(&self.files, Vec::new());
        self.tell(Check::Running);
        self.check();
    }

    fn check(&mut self) {
        while self.bench.check_next(TODAY) {}
        self.tell(Check::Done);
    }

    fn tell(&mut self, check: Check) {
        let reading = reading(&self.bench, self.clock, check);
        self.game.state_mut().shell.reloaded(reading);
        self.game.run();
    }

    /// Saves the sample with something in place of something else.
    fn change(&mut self, from: &str, to: &str) {
        let now = self.files.get(FILE).expect("the sample").text().to_owned();
        assert!(now.contains(from), "the sample has no {from}");
        self.save(FILE, &now.replace(from, to));
    }

    fn shell(&self) -> &Shell {
        shell(&self.game)
    }

    fn scene(&self) -> String {
        let session = session(&self.game);
        session.case().scenes.get(session.state().scene).expect("it is in a scene").id.to_string()
    }

    fn decisions(&self) -> usize {
        session(&self.game).decisions().len()
    }

    fn written(&self) -> Vec<String> {
        written(&self.game)
    }

    #[track_caller]
    fn says(&self, words: &str) {
        says(&self.game, words);
    }

    #[track_caller]
    fn says_nothing_of(&self, words: &str) {
        says_nothing_of(&self.game, words);
    }

    fn focused(&self) -> Option<String> {
        focused(&self.game)
    }
}

fn reading(bench: &Bench, at: Time, check: Check) -> Reading {
    Reading { library: Arc::new(bench.library()), problems: bench.problems(), at, check }
}

#[test]
fn the_only_case_of_the_folder_is_open_from_the_start() {
    let work = Work::new();
    assert_eq!(work.shell().screen(), &Screen::Briefing("sample".into()));
    work.says("Read 10:42:07.");
}

#[test]
fn a_saved_text_is_on_the_screen_and_the_run_where_it_was() {
    let mut work = Work::playing(&["wait"]);
    work.says("The desk.");
    work.change("The desk.", "The old desk.");
    work.says("The old desk.");
    work.says("Reloaded; still at desk.");
    work.says("Saved 10:42:08.");
    assert_eq!((work.scene().as_str(), work.decisions()), ("desk", 1));
    assert_eq!(work.shell().screen(), &Screen::Play);
}

#[test]
fn what_was_said_of_a_reload_is_gone_with_the_next_choice() {
    let mut work = Work::playing(&["wait"]);
    work.change("The desk.", "The old desk.");
    work.press(Key::Num1);
    work.says_nothing_of("Reloaded");
}

#[test]
fn a_file_with_an_error_keeps_the_last_good_case_running_and_names_the_place() {
    let mut work = Work::playing(&["wait"]);
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    work.says("The last good version is running.");
    work.says("Problems: 1 error");
    work.says("keptt");
    work.says("sample.case.ron:26:");
    work.says("did you mean");
    work.press(Key::Num1);
    work.press(Key::Enter);
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 2));
    work.change("goto: \"keptt\"", "goto: \"kept\"");
    work.says_nothing_of("The last good version is running.");
    work.says_nothing_of("1 error");
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 2));
}

#[test]
fn a_broken_case_can_still_be_begun_from_its_last_good_version() {
    let mut work = Work::new();
    work.change("start: \"door\"", "start: \"dor\"");
    work.says("A sample");
    work.begin(Mode::Study);
    assert_eq!(work.scene(), "door");
}

#[test]
fn half_a_file_is_a_problem_for_a_moment_and_then_not() {
    let mut work = Work::playing(&["wait", "sit"]);
    work.save(FILE, CASE.get(..CASE.len() / 2).expect("plain letters"));
    work.says("The last good version is running.");
    work.save(FILE, CASE);
    work.says_nothing_of("The last good version is running.");
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 2));
}

#[test]
fn warnings_are_listed_after_errors_with_their_code() {
    let mut work = Work::new();
    work.change("minutes: 15", "minutes: 200");
    let codes: Vec<&str> = work.bench.problems().iter().map(|problem| problem.code).collect();
    assert!(!codes.is_empty(), "an odd length is worth a warning");
    for code in codes {
        work.says(&format!("warning {code}"));
    }
    work.save("cases/other.case.ron", &CASE.replace("id: \"sample\"", "id: \"other\"").replace("door", "dor"));
    let levels: Vec<_> = work.bench.problems().iter().map(|problem| problem.level).collect();
    assert!(levels.is_sorted(), "{levels:?}");
}

#[test]
fn without_its_last_choices_a_run_is_back_at_the_scene_that_is_left() {
    let mut work = Work::playing(&["wait"]);
    // On the screen that tells what came of sitting down, which can be done no more.
    work.ask(Ask::Choose("sit".into(), None));
    assert_eq!(work.shell().screen(), &Screen::Consequence);
    work.change("(id: \"sit\", label: \"Sit down\", note: \"Take your time.\", goto: \"chair\"),\n", "");
    assert_eq!((work.shell().screen(), work.scene().as_str(), work.decisions()), (&Screen::Play, "desk", 1));
    work.says("Reloaded; back at desk, the choice sit no longer exists.");
}

#[test]
fn where_the_choices_before_are_gone_the_scene_is_begun_anew() {
    let mut work = Work::playing(&["wait", "sit"]);
    work.change("(id: \"wait\", label: \"Say nothing\", note: \"It can wait.\", goto: \"desk\"),\n", "");
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 0));
    assert_eq!(work.shell().screen(), &Screen::Play);
    work.says("Reloaded; at chair as if the case began there, as the choice wait no longer exists.");
    work.press(Key::Num1);
    assert!(session(&work.game).is_over());
}

#[test]
fn choices_that_a_slip_took_away_come_back_when_it_is_mended() {
    let mut work = Work::playing(&["wait", "sit"]);
    work.change("id: \"wait\"", "id: \"wai\"");
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 0));
    work.change("id: \"wai\"", "id: \"wait\"");
    assert_eq!((work.scene().as_str(), work.decisions()), ("chair", 2));
    work.says("Reloaded; still at chair.");
}

#[test]
fn a_scene_that_is_gone_is_named_and_the_run_is_where_its_choices_lead_now() {
    let mut work = Work::playing(&["wait"]);
    work.change("id: \"desk\"", "id: \"table\"");
    work.says("The last good version is running.");
    work.change("goto: \"desk\"", "goto: \"table\"");
    work.says("Reloaded; the scene desk no longer exists. Now at table.");
    assert_eq!((work.scene().as_str(), work.decisions()), ("table", 1));
}

#[test]
fn a_choice_that_leads_elsewhere_leaves_the_author_at_the_scene_they_look_at() {
    let mut work = Work::playing(&["wait"]);
    work.change("note: \"It can wait.\", goto: \"desk\"", "note: \"It can wait.\", goto: \"chair\"");
    work.says("Reloaded; at desk as if the case began there, as your choices now lead to chair.");
    assert_eq!(work.scene(), "desk");
}

#[test]
fn on_the_way_what_was_taken_back_does_not_count() {
    let mut work = Work::playing(&["nod"]);
    work.ask(Ask::Rewind(0));
    work.ask(Ask::Choose("wait".into(), None));
    work.ask(Ask::Continue);
    work.change("(id: \"nod\", label: \"Nod and go\", note: \"A nod says nothing.\", goto: \"desk\"),\n", "");
    work.says("Reloaded; still at desk.");
    assert_eq!(work.decisions(), 1);
}

#[test]
fn a_debrief_is_told_anew_and_one_that_is_no_longer_earned_is_left() {
    let mut work = Work::playing(&["wait", "sit", "keep"]);
    assert_eq!(work.shell().screen(), &Screen::Debrief);
    work.change("title: \"Kept\"", "title: \"Well kept\"");
    assert_eq!(work.shell().screen(), &Screen::Debrief);
    work.says("Well kept");
    work.change("(id: \"keep\", label: \"Let it rest\", note: \"Nothing is told.\", goto: \"kept\"),\n", "");
    assert_eq!((work.shell().screen(), work.scene().as_str()), (&Screen::Play, "chair"));
}

#[test]
fn a_case_that_is_gone_is_played_on_and_then_no_longer_listed() {
    let mut work = Work::playing(&["wait"]);
    work.files.remove(FILE);
    work.read();
    work.says("this case is no longer in the folder");
    work.press(Key::Num1);
    work.press(Key::Enter);
    assert_eq!(work.scene(), "chair");
    work.ask(Ask::Leave);
    work.says("No case is at hand");
}

#[test]
fn the_briefing_of_a_case_that_is_gone_gives_way_to_the_list() {
    let mut work = Work::new();
    work.files.remove(FILE);
    work.read();
    assert_eq!(work.shell().screen(), &Screen::Library);
}

#[test]
fn a_case_with_another_id_is_the_same_file() {
    let mut work = Work::playing(&["wait"]);
    work.change("id: \"sample\"", "id: \"example\"");
    work.says("Reloaded; still at desk.");
    assert_eq!(session(&work.game).setup().case.as_str(), "example");
}

#[test]
fn a_file_beside_the_case_that_is_played_does_not_touch_the_run() {
    let mut work = Work::playing(&["wait"]);
    work.save("cases/other.case.ron", &CASE.replace("id: \"sample\"", "id: \"other\""));
    work.says_nothing_of("Reloaded");
    assert_eq!((work.scene().as_str(), work.decisions()), ("desk", 1));
    work.save("cases/third.case.ron", CASE);
    work.says("has the id sample already");
}

const PACK: &str = r#"(
pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-11-21", chosen: true),
rules: [
(id: "mine.hall", cite: "Handbook 1", heading: "No talk in the hall", certainty: Verified, effect: Forbid,
act: [Disclose], when: "overheard", why: "Walls are thin.", fix: "Go to the office."),
],
)"#;

#[test]
fn a_pack_of_the_folder_is_in_force_and_a_broken_one_keeps_the_last_good_rules() {
    let mut work = Work::playing(&["wait"]);
    work.save("cases/mine.ron", PACK);
    let rule = |work: &Work| work.bench.library().packs.rule("mine.hall").map(|(_, rule)| rule.heading.clone());
    assert_eq!(rule(&work).as_deref(), Some("No talk in the hall"));
    work.says("Reloaded; still at desk.");
    work.ask(Ask::Open(Overlay::Rule("mine.hall".into())));
    work.says("No talk in the hall");
    work.ask(Ask::Close);
    work.save("cases/mine.ron", &PACK.replace("overheard", "overherd"));
    work.says("mine.ron:5:");
    work.says("The last good version is running.");
    assert_eq!(rule(&work).as_deref(), Some("No talk in the hall"));
    work.ask(Ask::Open(Overlay::Rule("mine.hall".into())));
    work.files.remove("cases/mine.ron");
    work.read();
    assert_eq!((rule(&work), work.shell().overlay()), (None, None), "the card of a rule that is gone closes");
    assert_eq!((work.scene().as_str(), work.decisions()), ("desk", 1));
}

#[test]
fn the_panel_folds_and_unfolds_by_key_and_gives_the_keyboard_back() {
    let mut work = Work::playing(&["wait"]);
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    while work.focused().as_deref() != Some("Keep standing") {
        work.press(Key::Tab);
    }
    work.press(Key::F4);
    work.says("Problems: 1 error");
    work.says_nothing_of("did you mean");
    work.press(Key::F4);
    work.says("did you mean");
    assert_eq!(work.focused().as_deref(), Some("Problems: 1 error"));
    work.press(Key::Tab);
    let place = work.focused().expect("a problem's place has the keyboard");
    assert!(place.starts_with("Copy sample.case.ron:26:"), "{place}");
    work.press(Key::F4);
    work.says_nothing_of("did you mean");
    assert_eq!(work.focused().as_deref(), Some("Keep standing"));
}

#[test]
fn where_the_panel_takes_room_the_keyboard_stays_on_what_it_was_on() {
    let mut work = Work::sized(800.0, 600.0, 100);
    work.begin(Mode::Study);
    while work.focused().as_deref() != Some("Say nothing") {
        work.press(Key::Tab);
    }
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    assert_eq!(work.focused().as_deref(), Some("Say nothing"));
    work.change("goto: \"keptt\"", "goto: \"kept\"");
    work.press(Key::Enter);
    assert_eq!(work.focused().as_deref(), Some("Continue"));
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    assert_eq!(work.focused().as_deref(), Some("Continue"));
}

#[test]
fn the_keyboard_in_the_panel_scrolls_the_panel_and_not_the_scene() {
    let mut work = Work::sized(800.0, 600.0, 200);
    work.begin(Mode::Study);
    work.change("goto: \"desk\"", "goto: \"desc\"");
    work.change("goto: \"chair\"", "goto: \"chare\"");
    work.press(Key::F4);
    let top = |work: &Work| work.game.get_all_by_label("A sample").map(|node| node.rect().top()).fold(0.0, f32::max);
    let before = top(&work);
    let places: Vec<String> = work.written().into_iter().filter(|line| line.starts_with("Copy ")).collect();
    assert_eq!(places.len(), 4);
    for place in places {
        work.press(Key::Tab);
        work.game.run_steps(30);
        assert_eq!(work.focused().as_ref(), Some(&place));
        let seen = work.game.get_by_label(&place).rect();
        assert!(seen.top() > 300.0 && seen.bottom() < 600.0, "{place} at {seen:?}");
        assert!((top(&work) - before).abs() < 0.5);
    }
}

#[test]
fn the_place_of_a_problem_goes_to_the_clipboard_as_editors_take_it() {
    let mut work = Work::new();
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    let label = work.written().into_iter().find(|line| line.starts_with("Copy ")).expect("a place");
    work.game.get_by_label(&label).click_accesskit();
    work.game.step();
    let copied = work.game.output().platform_output.commands.iter().any(
        |command| matches!(command, egui::OutputCommand::CopyText(text) if text.starts_with("cases/sample.case.ron:26:")),
    );
    assert!(copied);
}

#[test]
fn the_words_at_fault_are_told_to_a_screen_reader() {
    let mut work = Work::new();
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    let mut nodes = work.game.root().children_recursive();
    assert!(nodes.any(|node| node.accesskit_node().description().is_some_and(|said| said == "At fault: \"keptt\"")));
}

#[test]
fn with_nothing_wrong_the_panel_says_so_and_since_when() {
    let mut work = Work::new();
    // What is noted in the sample is meant here: an empty list is what is looked at.
    work.clock = time(10, 42, 8, 0);
    let library = Arc::new(work.bench.library());
    let clean = Reading { library, problems: Vec::new(), at: work.clock, check: Check::Done };
    work.game.state_mut().shell.reloaded(clean.clone());
    work.game.run();
    work.says("No problems.");
    work.says("Saved 10:42:08.");
    work.game.state_mut().shell.reloaded(Reading { check: Check::Running, ..clean });
    work.game.run();
    work.says_nothing_of("No problems.");
    work.says("Looking for more");
}

#[test]
fn authors_see_the_ids_of_scene_and_choices_and_learners_do_not() {
    let mut work = Work::playing(&["wait"]);
    work.says("scene desk");
    let described = |game: &Game, words: &str| {
        let mut nodes = game.root().children_recursive();
        nodes.any(|node| node.accesskit_node().description().is_some_and(|said| said.contains(words)))
    };
    assert!(described(&work.game, "Id sit."));
    work.press(Key::Num1);
    let chosen = &session(&work.game).commands().last().expect("a command").clone();
    let confidant::session::Command::Choose { choice, .. } = chosen else { panic!("a choice") };
    work.says(&format!("choice desk/{choice}, then scene chair"));

    let mut learner = start().at(&[]);
    ask(&mut learner, Ask::Start(Setup::of(&some_case(), 7)));
    assert!(!described(&learner, "Id "));
    assert!(learner.query_by_label("Problems: none").is_none());
}

#[test]
fn an_authors_runs_and_endings_are_not_kept() {
    let work = Work::playing(&["wait", "sit", "keep"]);
    let kept =
        work.game.state().effects.iter().find(|effect| matches!(effect, Effect::KeepRun(_) | Effect::KeepProgress(_)));
    assert!(kept.is_none(), "{kept:?}");
}

#[test]
fn an_exam_goes_on_as_an_exam() {
    let mut work = Work::new();
    work.begin(Mode::Exam);
    work.ask(Ask::Choose("wait".into(), None));
    work.ask(Ask::Continue);
    work.change("The desk.", "The old desk.");
    work.says("The old desk.");
    assert_eq!(session(&work.game).setup().mode, Mode::Exam);
}

#[test]
fn under_large_text_in_a_small_window_the_game_keeps_its_room() {
    let mut work = Work::sized(800.0, 600.0, 200);
    work.change("goto: \"kept\"", "goto: \"keptt\"");
    work.begin(Mode::Study);
    work.says_nothing_of("did you mean");
    let button = work.game.get_by_label("Problems: 1 error").rect();
    assert!(button.bottom() <= 600.0 && button.top() > 300.0, "{button:?}");
}
