//! The screens around a run, driven by what is written on them and by keys, without a window.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, reason = "a test may fail")]

mod table;

use confidant::ethics::Rule;
use confidant::ids::{JurisdictionId, RuleId};
use confidant::learner::{CaseProgress, Look, Progress, Settings};
use confidant::library::{Library, shipped_cases, shipped_rules};
use confidant::scenario::Case;
use confidant::session::{Command, Mode, Record, Setup};
use confidant::source::Source;
use confidant::ui::{Ask, Effect, Overlay, Screen};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeMap;
use std::sync::Arc;
use table::fit::assert_within;
use table::hand::{choose, click, press};
use table::sight::{focused_words, name, screen, session};
use table::{Game, Start, library, some_case, start, still};

fn kept(case: &Case, at: i64) -> Record {
    let choice = case.scenes.get(case.start).and_then(|scene| scene.choices.first()).expect("a first choice");
    let commands = vec![Command::Choose { choice: choice.id.clone(), confidence: None, at: Some(at) }];
    Record { setup: Setup::of(case, 1), content: String::new(), commands, claim: None, damage: None }
}

#[track_caller]
fn reads(game: &Game, words: &str) {
    assert!(game.query_all_by_label_contains(words).next().is_some(), "nothing reads {words:?}");
}

#[track_caller]
fn reads_nothing_like(game: &Game, words: &str) {
    assert!(game.query_all_by_label_contains(words).next().is_none(), "something reads {words:?}");
}

// ---- The first screen ----

#[test]
fn enter_on_the_first_screen_leads_to_the_cases() {
    let mut game = start().at(&[]);
    assert_eq!(focused_words(&game), "Choose a case");
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Library);
}

#[test]
fn the_first_screen_says_that_it_is_no_legal_advice() {
    reads(&start().at(&[]), "not legal advice");
}

#[test]
fn the_first_screen_offers_to_go_on_with_the_run_that_was_played_last() {
    let cases = &library().cases;
    let (older, newer) = (&cases[0], &cases[1]);
    let saved = [(older.id.clone(), kept(older, 100)), (newer.id.clone(), kept(newer, 200))].into();
    let mut game = Start { saved, ..start() }.at(&[]);
    click(&mut game, Role::Button, &format!("Go on with “{}”", newer.title));
    assert_eq!(game.state().shell.session().map(|session| session.case().id.clone()), Some(newer.id.clone()));
}

#[test]
fn without_a_kept_run_there_is_nothing_to_go_on_with() {
    reads_nothing_like(&start().at(&[]), "Go on");
}

#[test]
fn leave_closes_the_window() {
    let mut game = start().at(&[]);
    click(&mut game, Role::Button, "Leave");
    assert!(game.state().effects.iter().any(|effect| matches!(effect, Effect::Quit)));
}

// ---- The cases ----

fn in_the_library() -> Game {
    start().at(&[Ask::Go(Screen::Library)])
}

fn search(game: &mut Game, words: &str) {
    game.get_by_role(Role::TextInput).focus();
    game.run();
    game.get_by_role(Role::TextInput).type_text(words);
    game.run();
}

#[test]
fn every_case_has_a_card_that_opens_it() {
    let mut game = in_the_library();
    for case in &library().cases {
        go(&mut game, &[Ask::Go(Screen::Library)]);
        click(&mut game, Role::Button, &format!("Open: {}", case.title));
        assert_eq!(screen(&game), &Screen::Briefing(case.id.clone()));
    }
}

#[test]
fn a_search_leaves_the_cases_that_have_all_its_words() {
    let mut game = in_the_library();
    let (wanted, other) = (&library().cases[0], &library().cases[1]);
    search(&mut game, &wanted.title.to_uppercase());
    reads(&game, &format!("Open: {}", wanted.title));
    reads_nothing_like(&game, &format!("Open: {}", other.title));
}

#[test]
fn a_search_that_finds_nothing_offers_the_way_back() {
    let mut game = in_the_library();
    search(&mut game, "zebra");
    reads(&game, "No case fits");
    click(&mut game, Role::Button, "Show all cases");
    reads(&game, &format!("Open: {}", some_case().title));
}

#[test]
fn a_theme_leaves_the_cases_about_it() {
    let mut game = in_the_library();
    let library = library();
    let theme = library.cases.iter().flat_map(|case| &case.themes).find(|theme| {
        let about = |case: &&Arc<Case>| case.themes.contains(theme);
        library.cases.iter().filter(about).count() == 1 && !theme.contains('(')
    });
    let theme = theme.expect("a theme of one case alone");
    choose(&mut game, "Theme", theme);
    for case in &library.cases {
        let shown = game.query_by_role_and_label(Role::Button, &format!("Open: {}", case.title)).is_some();
        assert_eq!(shown, case.themes.contains(theme), "{}", case.title);
    }
}

#[test]
fn a_card_says_how_far_one_got() {
    let cases = &library().cases;
    let endings = cases[0].scenes.iter().filter_map(|scene| scene.ending.as_ref());
    let seen = endings.take(1).map(|ending| ending.id.clone()).collect();
    let played = CaseProgress { finished: 2, endings: seen, best: Some("Risky".into()) };
    let progress = Progress { cases: [(cases[0].id.clone(), played)].into() };
    let saved = [(cases[1].id.clone(), kept(&cases[1], 1))].into();
    let mut game = Start { progress, saved, ..start() }.at(&[Ask::Go(Screen::Library)]);
    reads(&game, "finished twice · 1 of ");
    reads(&game, "best run: risky");
    reads(&game, "in progress");
    reads(&game, "never played");
    click(&mut game, Role::Button, &format!("Go on: {}", cases[1].title));
    assert_eq!(screen(&game), &Screen::Play);
}

#[test]
fn a_case_file_that_cannot_be_read_is_told_with_its_place() {
    let mut files = shipped_cases();
    files.insert("bad.case.ron".into(), Source::new("scenarios/bad.case.ron", "(\n    id: 3,\n)"));
    let library = Arc::new(Library::load(&shipped_rules(), &files).expect("the rules can be read"));
    let game = Start { library, ..start() }.at(&[Ask::Go(Screen::Library)]);
    reads(&game, "1 case file could not be read");
    reads(&game, "scenarios/bad.case.ron:2: ");
}

#[test]
fn without_any_case_the_screen_says_so() {
    let library = Arc::new(Library::load(&shipped_rules(), &BTreeMap::new()).expect("the rules can be read"));
    reads(&Start { library, ..start() }.at(&[Ask::Go(Screen::Library)]), "No case is at hand");
}

// ---- Before a case ----

fn before(case: &Case) -> Ask {
    Ask::Go(Screen::Briefing(case.id.clone()))
}

fn setup_of(game: &Game) -> Setup {
    session(game).setup().clone()
}

#[test]
fn enter_begins_the_case_as_a_surprise_in_study_mode() {
    let case = some_case();
    let mut game = start().at(&[before(&case)]);
    assert_eq!(focused_words(&game), "Begin");
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Play);
    let setup = setup_of(&game);
    assert_eq!((setup.mode, setup.variant), (Mode::Study, Setup::surprise(&case, 7)));
}

#[test]
fn the_place_where_one_practices_is_chosen_beforehand() {
    let case = some_case();
    let place = case.jurisdictions.get(1).expect("a case for two places").clone();
    let settings = Settings { jurisdiction: place.clone(), ..still() };
    let mut game = Start { settings, ..start() }.at(&[before(&case)]);
    click(&mut game, Role::Button, "Begin");
    assert_eq!(setup_of(&game).jurisdiction, place);
}

#[test]
fn a_case_is_played_where_one_practices_whatever_it_was_written_for() {
    let case = some_case();
    let settings = Settings { jurisdiction: "US-OH".into(), profession: "social_worker".into(), ..still() };
    let mut game = Start { settings, ..start() }.at(&[before(&case)]);
    click(&mut game, Role::Button, "Begin");
    let setup = setup_of(&game);
    assert_eq!((setup.jurisdiction.as_str(), setup.profession.as_str()), ("US-OH", "social_worker"));
    assert!(!case.jurisdictions.contains(&setup.jurisdiction));
}

#[test]
fn what_is_chosen_before_a_case_is_how_it_is_played() {
    let case = some_case();
    let library = library();
    let (place, variant) = (case.jurisdictions.last().unwrap(), case.variants.last().unwrap());
    let titles = library.packs.jurisdictions();
    let title = titles.iter().find(|(id, _)| id == place).map(|(_, title)| *title).unwrap();
    let mut game = start().at(&[before(&case)]);
    choose(&mut game, "Whose law", title);
    choose(&mut game, "Version", &variant.title);
    game.get_by_role_and_label(Role::RadioButton, "Exam").scroll_to_me();
    game.run();
    game.get_by_role_and_label(Role::RadioButton, "Exam").click();
    game.run();
    click(&mut game, Role::Button, "Begin");
    let setup = setup_of(&game);
    assert_eq!((&setup.jurisdiction, &setup.variant, setup.mode), (place, &variant.id, Mode::Exam));
}

#[test]
fn a_place_without_law_on_file_can_be_played_by_the_code_alone() {
    let mut game = start().at(&[before(&some_case())]);
    choose(&mut game, "Whose law", "Another place (code and federal law only)");
    reads(&game, "Check your board");
    click(&mut game, Role::Button, "Begin");
    assert_eq!(setup_of(&game).jurisdiction, JurisdictionId::from("US"));
}

#[test]
fn the_briefing_says_what_one_ought_to_know_first() {
    let case = some_case();
    let game = start().at(&[before(&case)]);
    reads(&game, &case.content_note);
    reads(&game, &case.role);
    reads(&game, &format!("{} minutes", case.minutes));
    if case.reviewers.is_empty() {
        reads(&game, "not yet reviewed by a practitioner");
    }
    let known = case.cast.iter().skip(1).filter(|member| member.good.is_some());
    known.for_each(|member| reads(&game, &member.party.name));
}

#[test]
fn a_kept_run_is_what_enter_goes_on_with() {
    let case = some_case();
    let saved = [(case.id.clone(), kept(&case, 1))].into();
    let mut game = Start { saved, ..start() }.at(&[before(&case)]);
    assert_eq!(focused_words(&game), "Go on");
    press(&mut game, Key::Enter);
    assert_eq!(game.state().shell.session().map(|session| session.decisions().len()), Some(1));
}

#[test]
fn a_case_that_is_gone_leads_back_to_the_others() {
    let mut game = start().at(&[Ask::Go(Screen::Briefing("no-such-case".into()))]);
    click(&mut game, Role::Button, "Choose another case");
    assert_eq!(screen(&game), &Screen::Library);
}

// ---- Settings ----

fn in_the_settings(settings: Settings) -> Game {
    Start { settings, ..start() }.at(&[Ask::Go(Screen::Library), Ask::Open(Overlay::Settings)])
}

#[test]
fn a_change_of_settings_holds_at_once_and_is_kept() {
    let mut game = in_the_settings(still());
    click(&mut game, Role::Button, "Larger text");
    click(&mut game, Role::Button, "High contrast");
    game.get_by_role_and_label(Role::CheckBox, "Ask how sure I am at each decision").click();
    game.run();
    let settings = game.state().shell.settings().clone();
    assert_eq!((settings.text_percent, settings.look, settings.ask_confidence), (110, Look::HighContrast, true));
    let kept = game.state().effects.iter().rev().find_map(|effect| match effect {
        Effect::KeepSettings(settings) => Some(settings.clone()),
        _ => None,
    });
    assert_eq!(kept, Some(settings));
}

#[test]
fn text_becomes_neither_smaller_nor_larger_than_it_may() {
    let mut game = in_the_settings(Settings { text_percent: 250, ..still() });
    click(&mut game, Role::Button, "Larger text");
    assert_eq!(game.state().shell.settings().text_percent, 250);
    let mut game = in_the_settings(Settings { text_percent: 80, ..still() });
    click(&mut game, Role::Button, "Smaller text");
    assert_eq!(game.state().shell.settings().text_percent, 80);
}

#[test]
fn the_arrow_keys_set_the_size_of_text_in_steps_of_ten() {
    let mut game = in_the_settings(still());
    game.get_by_role(Role::Slider).focus();
    game.run();
    press(&mut game, Key::ArrowRight);
    assert_eq!(game.state().shell.settings().text_percent, 110);
}

#[test]
fn where_one_practices_can_be_chosen() {
    let mut game = in_the_settings(still());
    let library = library();
    let (id, title) = library.packs.jurisdictions().into_iter().next_back().expect("a place");
    choose(&mut game, "Where you practice", title);
    assert_eq!(game.state().shell.settings().jurisdiction, id);
}

#[test]
fn escape_closes_an_open_list_before_it_closes_the_settings() {
    let mut game = in_the_settings(still());
    game.get_by_role_and_label(Role::ComboBox, "Where you practice").click();
    game.run();
    press(&mut game, Key::Escape);
    assert_eq!(game.state().shell.overlay(), Some(&Overlay::Settings));
    press(&mut game, Key::Escape);
    assert_eq!(game.state().shell.overlay(), None);
    assert_eq!(screen(&game), &Screen::Library);
}

#[test]
fn the_keyboard_stays_inside_an_overlay_and_returns_to_where_it_was() {
    let mut game = in_the_library();
    game.get_by_role_and_label(Role::Button, "Settings…").focus();
    game.run();
    press(&mut game, Key::Enter);
    assert_eq!(focused_words(&game), "Close: Settings");
    let mut met = Vec::new();
    for _ in 0..30 {
        press(&mut game, Key::Tab);
        met.push(focused_words(&game));
    }
    assert!(met.iter().all(|name| !name.starts_with("Open:") && !name.starts_with("Back")), "{met:?}");
    assert!(met.iter().any(|name| name == "High contrast"), "{met:?}");
    press(&mut game, Key::Escape);
    assert_eq!(focused_words(&game), "Settings…");
}

// ---- A rule ----

#[test]
fn a_rule_is_shown_whole() {
    let library = library();
    let (pack, rule) = library.packs.rules().find(|(_, rule)| rule.source.is_some()).expect("a rule with a source");
    let mut game = start().at(&[Ask::Open(Overlay::Rule(rule.id.clone()))]);
    for words in [&rule.heading, &rule.cite, &rule.why, &rule.fix, &pack.title, &pack.notice] {
        reads(&game, words);
    }
    reads(&game, rule.certainty.words());
    reads(&game, rule.source.as_deref().unwrap());
    click(&mut game, Role::Button, &format!("Close: {}", rule.heading));
    assert_eq!(game.state().shell.overlay(), None);
}

#[test]
fn a_rule_that_is_gone_is_no_empty_card() {
    let mut game = start().at(&[Ask::Open(Overlay::Rule(RuleId::from("aca1995.Z.9")))]);
    reads(&game, "No rule with the id aca1995.Z.9 is on file");
    press(&mut game, Key::Escape);
    assert_eq!(game.state().shell.overlay(), None);
}

// ---- All of them ----

#[test]
fn a_notice_can_be_put_away() {
    let mut game = start().at(&[]);
    game.state_mut().shell.notify("Something happened.");
    game.run();
    click(&mut game, Role::Button, "Dismiss: Something happened.");
    reads_nothing_like(&game, "Something happened.");
}

/// Every screen and overlay around a run, of the rules those that need most room.
fn every_screen() -> Vec<Vec<Ask>> {
    let library = library();
    let longest = |length: fn(&Rule) -> usize| {
        let rule = library.packs.rules().map(|(_, rule)| rule).max_by_key(|rule| length(rule)).expect("a rule");
        vec![Ask::Open(Overlay::Rule(rule.id.clone()))]
    };
    let rules = [longest(|rule| rule.heading.len()), longest(|rule| rule.cite.len()), longest(|rule| rule.why.len())];
    let source = longest(|rule| rule.source.as_ref().map_or(0, String::len));
    let others = [vec![Ask::Go(Screen::Title)], vec![Ask::Go(Screen::Library)], vec![Ask::Open(Overlay::Settings)]];
    let cases = library.cases.iter().map(|case| vec![before(case)]);
    others.into_iter().chain(cases).chain(rules).chain([source]).collect()
}

fn go(game: &mut Game, asks: &[Ask]) {
    game.state_mut().asks.extend_from_slice(asks);
    game.run();
}

#[track_caller]
fn check_widths(size: egui::Vec2, text_percent: u16) {
    const SEEN: [Role; 5] = [Role::Label, Role::Button, Role::ComboBox, Role::TextInput, Role::Image];
    let settings = Settings { text_percent, ..still() };
    let saved = [(some_case().id.clone(), kept(&some_case(), 1))].into();
    let mut game = Start { settings, saved, size, ..start() }.at(&[]);
    game.state_mut().shell.notify("A rather long notice, as such notices are, of something that went astray.");
    for asks in every_screen() {
        go(&mut game, &asks);
        assert_within(&game, &SEEN, size.x, &format!("{asks:?} at {text_percent} %"));
    }
}

#[test]
fn nothing_is_wider_than_a_small_window() {
    check_widths(vec2(800.0, 600.0), 100);
}

#[test]
fn nothing_is_wider_than_a_small_window_when_text_is_twice_as_large() {
    check_widths(vec2(800.0, 600.0), 200);
}

#[test]
fn nothing_is_wider_than_the_window_when_text_is_as_large_as_can_be() {
    check_widths(vec2(1280.0, 720.0), 250);
}

#[test]
fn whatever_can_be_pressed_has_a_name() {
    let mut game = start().at(&[]);
    for asks in every_screen() {
        go(&mut game, &asks);
        for node in game.root().children_recursive() {
            let role = node.accesskit_node().role();
            let pressed =
                matches!(role, Role::Button | Role::CheckBox | Role::RadioButton | Role::ComboBox | Role::Slider);
            assert!(!pressed || !name(&node).is_empty(), "{asks:?}: a {role:?} without a name");
        }
    }
}

#[test]
fn the_tab_key_reaches_every_card_and_shows_it() {
    let mut game = start().at(&[Ask::Go(Screen::Library)]);
    let mut met = Vec::new();
    for _ in 0..4 * library().cases.len() + 8 {
        game.key_press_modifiers(Modifiers::NONE, Key::Tab);
        game.run();
        let node = game.root().children_recursive().find(|node| node.is_focused() && !name(node).is_empty());
        if let Some(node) = node {
            met.push(name(&node));
            assert!(node.rect().bottom() <= 720.0 && node.rect().top() >= 0.0, "{} is out of sight", name(&node));
        }
    }
    for case in &library().cases {
        assert!(met.contains(&format!("Open: {}", case.title)), "{met:?}");
    }
}
