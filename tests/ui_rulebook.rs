//! The rulebook and "May I?", driven by what is written on them and by keys, without a window.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, reason = "a test may fail")]

mod table;

use confidant::ethics::{Inquiry, Rulebook, Standpoint};
use confidant::ids::RuleId;
use confidant::learner::{Look, Settings};
use confidant::reference::{Answer, MythVerdict, QuestionRow, compare, made_right};
use confidant::session::{Mode, Setup};
use confidant::ui::{About, Ask, Overlay, Screen};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use table::fit::assert_within;
use table::hand::{ask, choose, click, press, tab_on_to};
use table::sight::{focused_words, is_written, name, says, screen, session, view, written};
use table::{Game, Start, library, some_case, start, still};

/// November 22, 2026.
const NOW: i64 = 1_795_305_600;

fn game(settings: Settings, width: f32, height: f32) -> Game {
    Start { settings, size: vec2(width, height), now: NOW, ..start() }.at(&[])
}

fn at(asks: &[Ask]) -> Game {
    Start { now: NOW, ..start() }.at(asks)
}

/// Presses the first button whose name begins so.
#[track_caller]
fn unfold(game: &mut Game, start: &str) {
    let name = written(game).into_iter().find(|name| name.starts_with(start));
    click(game, Role::Button, &name.expect("a part of that name"));
}

fn type_into(game: &mut Game, label: &str, words: &str) {
    game.get_by_role_and_label(Role::TextInput, label).focus();
    game.run();
    game.get_by_role_and_label(Role::TextInput, label).type_text(words);
    game.run();
}

fn here() -> Standpoint {
    Standpoint {
        profession: "counselor".into(),
        jurisdiction: "US-CA".into(),
        as_of: jiff::civil::date(2026, 11, 22),
        policies: Vec::new(),
    }
}

fn answer_in(place: &str, inquiry: &Inquiry) -> Answer {
    let there = Standpoint { jurisdiction: place.into(), ..here() };
    Answer::to(&Rulebook::compile(&library().packs, there), inquiry)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

// ---- The rulebook ----

#[test]
fn a_search_finds_a_rule_and_opens_it() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    let library = library();
    let (_, rule) = library.packs.rule("us-va.threat.protect").expect("a rule of Virginia");
    type_into(&mut game, "Search the rules", "us-va.threat.protect");
    unfold(&mut game, &rule.heading);
    says(&game, &rule.why);
    says(&game, &rule.fix);
    says(&game, rule.logic().expect("a duty").words());
    says(&game, "Law of another place");
}

#[test]
fn a_search_that_finds_nothing_offers_the_way_back_to_all() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    type_into(&mut game, "Search the rules", "zebra crossing");
    says(&game, "Nothing fits");
    click(&mut game, Role::Button, "Show all rules");
    assert!(!is_written(&game, "Nothing fits"));
}

#[test]
fn the_book_can_be_narrowed_to_a_pack_and_to_what_is_not_verified() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    let library = library();
    let texas = library.packs.packs.iter().find(|pack| pack.id.as_str() == "us-tx").expect("the law of Texas");
    choose(&mut game, "Where from", &texas.title);
    says(&game, &format!("{} rules and articles", texas.rules.len() + texas.articles.len()));
    click(&mut game, Role::CheckBox, "Only not verified");
    let unsure = texas.rules.iter().filter(|rule| !rule.certainty.is_settled()).count()
        + texas.articles.iter().filter(|article| !article.certainty.is_settled()).count();
    says(&game, &format!("{unsure} rule"));
}

#[test]
fn from_a_rule_card_one_comes_into_the_book_and_back() {
    let rule = RuleId::from("us-va.threat.protect");
    let mut game = at(&[Ask::Go(Screen::Library), Ask::Open(Overlay::Rule(rule))]);
    click(&mut game, Role::Button, "In the rulebook");
    assert_eq!((screen(&game), game.state().shell.overlay()), (&Screen::Rulebook, None));
    says(&game, "Copy the citation");
    press(&mut game, Key::Escape);
    assert_eq!(screen(&game), &Screen::Library);
}

#[test]
fn a_myth_is_told_only_once_one_has_made_up_ones_mind() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    let library = library();
    let myth = library.myths.first().expect("a myth");
    click(&mut game, Role::Button, "Myths");
    says(&game, &myth.claim);
    assert!(!is_written(&game, &myth.why));
    let (wrong, words) = match myth.verdict {
        MythVerdict::Rule => ("A myth", "You said: a myth."),
        MythVerdict::Myth | MythVerdict::Half => ("True", "You said: true."),
    };
    click(&mut game, Role::Button, wrong);
    for text in [words, myth.verdict.words(), &myth.why, &myth.cite] {
        says(&game, text);
    }
    click(&mut game, Role::Button, "Next claim");
    says(&game, &library.myths.get(1).expect("another myth").claim);
}

#[test]
fn two_places_are_compared() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    let library = library();
    click(&mut game, Role::Button, "Places");
    choose(&mut game, "One place", "Texas");
    choose(&mut game, "The other place", "Virginia");
    let (one, other) = ("US-TX".into(), "US-VA".into());
    let comparison = compare(&library.packs, &library.questions, &here(), [&one, &other]);
    let flips: Vec<&QuestionRow> = comparison.questions.iter().filter(|row| row.flips()).collect();
    assert!(!flips.is_empty(), "Texas and Virginia differ");
    for row in flips {
        says(&game, &row.title);
    }
    let rule = comparison.topics.iter().flat_map(|topic| &topic.rules).flatten().next().expect("a rule");
    click(&mut game, Role::Link, &rule.cite);
    says(&game, "Copy the citation");
}

// ---- May I? ----

fn question(id: &str) -> confidant::reference::Question {
    library().questions.iter().find(|question| question.id == id).expect("a common question").clone()
}

fn asking(id: &str) -> Game {
    let mut game = at(&[Ask::Go(Screen::MayI)]);
    click(&mut game, Role::Button, &question(id).title);
    game
}

#[test]
fn a_common_question_is_answered_and_otherwise_in_another_place() {
    let question = question("threat-victim");
    let texas = answer_in("US-TX", &question.inquiry);
    let california = answer_in("US-CA", &question.inquiry);
    assert_ne!(texas.law, california.law, "the two places differ");
    let mut game = asking("threat-victim");
    says(&game, &format!("Law: {}", california.law.words()));
    unfold(&mut game, "Under whose rules");
    choose(&mut game, "Place", "Texas");
    says(&game, &format!("Law: {}", texas.law.words()));
    says(&game, &capital(texas.acts.last().expect("an act").effect.words()));
}

#[test]
fn the_answer_says_where_it_is_otherwise_and_asks_there() {
    let mut game = asking("threat-victim");
    let texas = answer_in("US-TX", &question("threat-victim").inquiry);
    click(&mut game, Role::Link, "Ask in Texas");
    says(&game, &format!("Law: {}", texas.law.words()));
    says(&game, "Licensed counselor · Texas");
}

#[test]
fn a_belief_left_open_shows_both_ways() {
    let mut game = asking("threat-police");
    assert!(!is_written(&game, "Still open"));
    unfold(&mut game, "What is so");
    click(&mut game, Role::Button, "Not sure: the threat is serious: grave physical harm, meant");
    says(&game, "Still open: whether the threat is serious");
    says(&game, "If so:");
    says(&game, "If not so:");
    says(&game, "To consult somebody is sound");
}

#[test]
fn what_would_make_it_right_is_done_at_a_press() {
    let library = library();
    let book = Rulebook::compile(&library.packs, here());
    let helped = library.questions.iter().find(|question| made_right(&book, &question.inquiry).is_some());
    let question = helped.expect("a question with a remedy");
    let remedy = Answer::to(&book, &question.inquiry).remedy.expect("a remedy");
    let mut game = asking(&question.id);
    for step in &remedy.steps {
        says(&game, step);
    }
    click(&mut game, Role::Button, "Do so");
    let better = Answer::to(&book, &made_right(&book, &question.inquiry).expect("a remedy"));
    says(&game, &format!("Law: {}", better.law.words()));
    says(&game, &format!("Ethics: {}", better.ethics.words()));
    assert_eq!(is_written(&game, "Do so"), better.remedy.is_some());
}

#[test]
fn a_question_of_ones_own_is_answered_once_it_is_complete() {
    let mut game = at(&[Ask::Go(Screen::MayI)]);
    click(&mut game, Role::Button, "Ask a question of your own");
    says(&game, "Whom you tell");
    says(&game, "What you tell it for");
    click(&mut game, Role::CheckBox, "The client's employer");
    click(&mut game, Role::Button, "Kinds of clinical information");
    click(&mut game, Role::CheckBox, "Diagnosis");
    unfold(&mut game, "Why, how and where");
    choose(&mut game, "What for", "Employment");
    says(&game, "Forbidden");
    unfold(&mut game, "What is on file");
    click(&mut game, Role::Button, "Put a release on file");
    assert!(!is_written(&game, "Forbidden"), "{:?}", written(&game));
    click(&mut game, Role::CheckBox, "That it can be taken back, and how");
    says(&game, "Forbidden");
    says(&game, "A release that does not hold");
}

#[test]
fn somebody_else_can_be_told_by_their_role() {
    let mut game = asking("spouse-asks");
    unfold(&mut game, "To whom");
    choose(&mut game, "Somebody else", "Press");
    says(&game, "To whom: The client's spouse, the press");
}

#[test]
fn what_was_done_before_can_be_ticked_and_unticked() {
    let mut game = asking("threat-police");
    unfold(&mut game, "What you did before");
    click(&mut game, Role::CheckBox, "Inform and involve the client");
    says(&game, "inform and involve the client");
    click(&mut game, Role::CheckBox, "Inform and involve the client");
    click(&mut game, Role::CheckBox, "Assess the risk");
    click(&mut game, Role::CheckBox, "Consult");
    says(&game, "What you did before: Nothing");
}

#[test]
fn each_rule_says_why_it_did_or_did_not_speak() {
    let mut game = asking("threat-police");
    unfold(&mut game, "Why each rule");
    says(&game, "applies: it");
}

#[test]
fn the_answer_can_be_copied_with_f2() {
    let mut game = asking("hallway");
    // The key alone, without letting go of it: what a frame puts on the clipboard is gone with the next.
    let modifiers = egui::Modifiers::NONE;
    game.event(egui::Event::Key { key: Key::F2, physical_key: None, pressed: true, repeat: false, modifiers });
    game.step();
    let copied = game.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("something is put on the clipboard");
    assert!(copied.starts_with(&question("hallway").title), "{copied}");
}

#[test]
fn from_a_rule_one_comes_to_a_question_it_answers() {
    let library = library();
    let rule = RuleId::from("us-tx.threat.police");
    let (_, found) = library.packs.rule(rule.as_str()).expect("a rule of Texas");
    let mut game = at(&[Ask::Open(Overlay::Rule(rule))]);
    click(&mut game, Role::Button, "Ask: may I?");
    assert_eq!(screen(&game), &Screen::MayI);
    says(&game, "Licensed counselor · Texas");
    says(&game, &found.cite);
    press(&mut game, Key::Escape);
    assert_eq!(screen(&game), &Screen::Title);
}

// ---- From a run ----

fn play_to_the_end(game: &mut Game, mode: Mode) {
    ask(game, Ask::Start(Setup { mode, ..Setup::of(&some_case(), 7) }));
    while !session(game).is_over() {
        let option = view(game).options.first().expect("a choice").clone();
        ask(game, Ask::Choose(option.id, None));
        ask(game, Ask::Continue);
    }
}

#[test]
fn from_a_line_of_the_debrief_one_asks_about_that_act_and_comes_back_to_the_line() {
    let mut game = at(&[]);
    play_to_the_end(&mut game, Mode::Study);
    game.get_by_label("Unfold all").click_accesskit();
    game.run();
    let session = session(&game);
    let acts = |number: usize| {
        let decision = session.decisions().get(number).expect("a decision");
        let scene = session.case().scenes.get(decision.scene).expect("its scene");
        scene.choices.get(decision.choice).expect("its choice").clone()
    };
    let number = (0..session.decisions().len()).find(|number| !acts(*number).acts.is_empty()).expect("an act");
    let choice = acts(number);
    let button = format!("Ask about this: decision {}", number + 1);
    game.get_by_label(&button).focus();
    game.run();
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::MayI);
    says(&game, &choice.label);
    says(&game, "What the rules say");
    let act = choice.acts.first().expect("an act");
    says(&game, &format!("What you do: {}", capital(act.verb.words())));
    press(&mut game, Key::Escape);
    assert_eq!(screen(&game), &Screen::Debrief);
    assert_eq!(focused_words(&game), button, "one reads on where one was");
}

#[test]
fn in_an_exam_the_book_can_be_read_and_the_rules_cannot_be_asked() {
    let mut game = at(&[]);
    ask(&mut game, Ask::Start(Setup { mode: Mode::Exam, ..Setup::of(&some_case(), 7) }));
    press(&mut game, Key::R);
    assert_eq!(screen(&game), &Screen::Rulebook);
    assert!(!is_written(&game, "May I?"));
    ask(&mut game, Ask::LookUp(RuleId::from("us-va.threat.protect")));
    assert!(!is_written(&game, "Ask: may I?"));
    ask(&mut game, Ask::MayI(About::Anything));
    assert_eq!(screen(&game), &Screen::Rulebook);
    press(&mut game, Key::Escape);
    assert_eq!(screen(&game), &Screen::Play);
    play_to_the_end(&mut game, Mode::Exam);
    says(&game, "Unfold all");
    ask(&mut game, Ask::MayI(About::Decision(0)));
    assert_eq!(screen(&game), &Screen::MayI);
}

// ---- By keys, and in every size ----

#[test]
fn an_answer_is_reached_from_the_title_with_keys_alone() {
    let mut game = at(&[]);
    tab_on_to(&mut game, "May I?");
    press(&mut game, Key::Enter);
    assert_eq!(focused_words(&game), "Ask a question of your own");
    tab_on_to(&mut game, &question("consult").title);
    press(&mut game, Key::Enter);
    says(&game, "What the rules say");
    tab_on_to(&mut game, "What you did before");
    press(&mut game, Key::Space);
    tab_on_to(&mut game, "Inform and involve the client");
    press(&mut game, Key::Space);
    says(&game, "What you did before: Inform and involve the client");
    press(&mut game, Key::Escape);
    says(&game, "Questions people ask");
    press(&mut game, Key::Escape);
    assert_eq!(screen(&game), &Screen::Title);
}

#[test]
fn the_tab_key_goes_through_a_list_longer_than_the_window() {
    let mut game = at(&[Ask::Go(Screen::Rulebook)]);
    tab_on_to(&mut game, "Only not verified");
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..30 {
        press(&mut game, Key::Tab);
        let node = game.root().children_recursive().find(|node| node.is_focused() && !name(node).is_empty());
        let node = node.expect("something has the focus");
        let rect = node.rect();
        assert!(rect.bottom() <= 725.0 && rect.top() >= 0.0, "{} is out of sight: {rect}", name(&node));
        met.insert(format!("{:?}", node.accesskit_node().id()));
    }
    assert_eq!(met.len(), 30, "each step leads on");
}

fn looks(game: &mut Game, mut look: impl FnMut(&Game, &str)) {
    let rule = RuleId::from("us-va.threat.protect");
    ask(game, Ask::Go(Screen::Rulebook));
    look(game, "the rules");
    ask(game, Ask::LookUp(rule));
    look(game, "a rule");
    click(game, Role::Button, "Places");
    look(game, "the places");
    click(game, Role::Button, "Myths");
    look(game, "a myth");
    click(game, Role::Button, "A myth");
    look(game, "a myth, answered");
    ask(game, Ask::MayI(About::Anything));
    look(game, "the questions");
    for id in ["threat-police", "subpoena", "release-lawyer"] {
        ask(game, Ask::MayI(About::Anything));
        click(game, Role::Button, &question(id).title);
        look(game, id);
    }
    for part in [
        "Under whose rules",
        "What you do:",
        "To whom",
        "About whom",
        "What you tell",
        "Why, how",
        "Who can",
        "What you did",
        "What is on",
        "What is so",
        "What happens",
        "Why each",
    ] {
        unfold(game, part);
        look(game, part);
    }
}

/// Nothing may reach out of the window sideways, and whatever can be pressed has a name, be it only what it reads.
#[track_caller]
fn fits(game: &Game, width: f32, screen: &str) {
    const PRESSED: [Role; 5] = [Role::Button, Role::CheckBox, Role::ComboBox, Role::TextInput, Role::SpinButton];
    for node in game.root().children_recursive() {
        let role = node.accesskit_node().role();
        assert!(!PRESSED.contains(&role) || !name(&node).is_empty(), "on {screen} a {role:?} has no name");
    }
    assert_within(game, &PRESSED, width, screen);
    assert_within(game, &[Role::Label, Role::Link], width, screen);
}

#[test]
fn large_text_in_a_small_window_never_needs_to_be_scrolled_sideways() {
    let mut game = game(Settings { text_percent: 200, ..still() }, 800.0, 600.0);
    looks(&mut game, |game, screen| fits(game, 800.0, screen));
}

#[test]
fn every_part_fits_into_every_window_and_theme() {
    for (look, width, height, text_percent) in
        [(Look::Dark, 1280.0, 720.0, 100), (Look::HighContrast, 800.0, 600.0, 100), (Look::Light, 1280.0, 720.0, 250)]
    {
        let mut game = game(Settings { look, text_percent, ..still() }, width, height);
        looks(&mut game, |game, screen| fits(game, width, screen));
    }
}
