//! The desks in the window, driven by what is written on them and by keys: a letter, a caller, a record, a note.
#![cfg(feature = "ui")]

mod table;

use confidant::learner::Settings;
use confidant::session::Mode;
use confidant::ui::{Overlay, Screen};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use table::desk::{Desk, chosen};
use table::fit::{assert_apart, assert_named, assert_within};
use table::hand::{hold, pick, press, tab_to, type_in};
use table::sight::{focus, focused, is_on, is_written, screen, session, view, written};
use table::{Game, still};

const DESK: Desk = Desk {
    cast: r#"(id: "celia", name: "Celia Marsh", role: [client], age: 46),
(id: "augusta", name: "Augusta Tolland", role: [client], age: 67),
(id: "lindholm", name: "Dr. Anna Lindholm", role: [treating_provider]),
(id: "lindahl", name: "Anna Lindahl", role: [misdirected_recipient]),
(id: "caller", name: "the caller", role: [visitor]),
(id: "plan", name: "the health plan", role: [insurer]),"#,
    floors: "",
    scene: r#"present: ["celia"], text: "The page is ready.""#,
};

const MAIL: &str = r#"Mail(id: "send", title: "A message",
tutorial: ["Letters lie at the left.", "Type a name; look at the address.", "Nothing leaves before you say so."],
inbox: [
(from: "Dr. Anna Lindholm", subject: "Headaches", text: "Would you send me the page about her sleep?"),
(from: "The landlord", subject: "Parking", text: "The lot is closed on Friday."),
],
act: Disclose(about: "celia", purpose: treatment),
to: [
(id: "lindholm", label: "Dr. Anna Lindholm", address: "a.lindholm@valley.example", to: ["lindholm"]),
(id: "lindahl", label: "Anna Lindahl", address: "anna.lindahl@post.example", to: ["lindahl"], usual: true, flags: ["astray"]),
], most_to: 1,
subject: [(id: "plain", label: "As you asked", usual: true), (id: "name", label: "Celia Marsh", what: [identity])],
attach: [(id: "page", label: "Today's page", detail: "One paragraph.", what: [identity, symptoms]), (id: "chart", label: "The whole chart", what: [identity, whole_chart])],
words: [(id: "hello", label: "A greeting", say: "Here is what you asked for."), (id: "wakes", label: "How she sleeps", say: "She wakes at three.", what: [symptoms])],
ways: [(id: "portal", label: "the portal", by: secure_message), (id: "plainly", label: "e-mail", by: plain_email)],
send: [(id: "now", label: "now", usual: true), (id: "later", label: "tomorrow at eight", minutes: 900)],
then: "It is off.", note: "Look at the address.", goto: "end")"#;

const PHONE: &str = r#"Phone(id: "call", title: "Line two",
shows: "Unknown number", claims: "A deputy of the county.",
on_file: ["Directory: the sheriff, 555-0142.", "Nothing signed for the sheriff."],
act: Disclose(about: "celia", to: ["caller"], purpose: police_inquiry, by: phone), unsaid: [Withhold],
check: [(id: "nothing", label: "Go on with the call", usual: true), (id: "file", label: "Call back the number in the directory", acts: [VerifyIdentity(for: "caller")])],
words: [(id: "neither", label: "Neither yes nor no", say: "I cannot say who comes here."), (id: "yes", label: "That she comes", say: "Yes, on Tuesdays.", what: [identity, presence]), (id: "sleep", label: "How she sleeps", say: "She wakes at three.", what: [symptoms])],
most_said: 2,
close: [(id: "hang", label: "Hang up", usual: true), (id: "number", label: "Ask for a number")],
then: "The line goes quiet.", note: "Check first.", goto: "end")"#;

const RECORD: &str = r#"Chart(id: "look", title: "The record", task: "Review of Celia's plan, 9:00",
open: [
(id: "plan", label: "Plan of care", whose: "Marsh, Celia", detail: "Goal one: to sleep.", acts: [Access(about: "celia")]),
(id: "other", label: "Note, Tuesday", whose: "Tolland, Augusta", detail: "Talked of the dog.", acts: [Access(about: "augusta")]),
],
then: "It opens.", note: "The log sees it.")"#;

const NOTE: &str = r#"Chart(id: "write", title: "The note", task: "The note for Celia",
act: Disclose(about: "celia", purpose: payment),
statements: [(id: "sleep", text: "Sleeps six hours", what: [symptoms]), (id: "dream", text: "Dreams of the river", what: [progress])],
send: [(id: "claim", label: "with the claim", to: ["plan"], usual: true), (id: "kept", label: "kept here")],
then: "Signed.", note: "Less is enough.", goto: "end")"#;

const ALL: [&str; 4] = [MAIL, PHONE, RECORD, NOTE];

#[test]
fn a_letter_is_written_and_sent_with_keys_alone() {
    let mut game = DESK.at(MAIL);
    assert_eq!(focus(&game), None, "the scene is read first");
    tab_to(&mut game, "Next: first steps");
    for _ in 0..3 {
        press(&mut game, Key::Enter);
    }
    assert!(!is_written(&game, "first minute"), "three steps, and they are over");
    let again = focused(&game);
    assert_eq!(again.as_deref(), Some("First steps: show them again"), "the keyboard stays where it was");
    tab_to(&mut game, "To");
    type_in(&mut game, "lindholm");
    press(&mut game, Key::Enter);
    pick(&mut game, "Today's page");
    pick(&mut game, "How she sleeps");
    pick(&mut game, "the portal");
    pick(&mut game, "tomorrow at eight");
    pick(&mut game, "Send");
    assert_eq!(game.state().shell.overlay(), Some(&Overlay::Commit));
    assert!(is_written(&game, "This cannot be taken back."));
    assert!(session(&game).decisions().is_empty(), "nothing is sent before it is confirmed");
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Consequence);
    assert_eq!(chosen(&game), "send(lindholm, page, wakes, portal, later)");
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Debrief);
}

#[test]
fn the_address_line_completes_to_the_usual_one_not_to_the_one_that_was_meant() {
    for key in [Key::Enter, Key::Tab] {
        let mut game = DESK.at(MAIL);
        tab_to(&mut game, "To");
        type_in(&mut game, "ann");
        press(&mut game, key);
        assert!(is_written(&game, "Take away: Anna Lindahl <anna.lindahl@post.example>"), "{:?}", written(&game));
        assert!(!is_written(&game, "Take away: Dr. Anna Lindholm"));
    }
}

#[test]
fn enter_takes_the_same_however_fast_one_types() {
    let mut game = DESK.at(MAIL);
    tab_to(&mut game, "To");
    game.event(Event::Text("ann".into()));
    game.key_press(Key::Enter);
    game.run();
    assert!(is_written(&game, "Take away: Anna Lindahl"), "{:?}", written(&game));
    assert_eq!(focus(&game).map(|(role, _)| role), Some(Role::TextInput), "one goes on writing");
}

#[test]
fn the_arrow_keys_go_on_to_another_address_and_escape_closes_the_list() {
    let mut game = DESK.at(MAIL);
    tab_to(&mut game, "To");
    type_in(&mut game, "ann");
    press(&mut game, Key::ArrowDown);
    press(&mut game, Key::Enter);
    assert!(is_written(&game, "Take away: Dr. Anna Lindholm"));
    press(&mut game, Key::Backspace);
    assert!(!is_written(&game, "Take away"), "Backspace in the empty line takes the last one away");
    type_in(&mut game, "lin");
    press(&mut game, Key::Escape);
    assert_eq!(game.state().shell.overlay(), None, "Escape closed the list, not the case");
    assert!(!is_written(&game, "Anna Lindahl <"));
    press(&mut game, Key::Tab);
    assert_ne!(focus(&game).map(|(role, _)| role), Some(Role::TextInput), "the empty line lets go of Tab");
}

#[test]
fn letters_typed_in_a_field_open_nothing() {
    for (activity, field) in [(MAIL, "To"), (RECORD, "Search the record")] {
        let mut game = DESK.at(activity);
        tab_to(&mut game, field);
        for (key, letter) in [(Key::F, "f"), (Key::L, "l"), (Key::R, "r"), (Key::Num1, "1")] {
            game.event(Event::Text(letter.into()));
            press(&mut game, key);
        }
        assert_eq!((game.state().shell.overlay(), screen(&game)), (None, &Screen::Play));
        assert!(is_written(&game, "flr1"));
    }
}

#[test]
fn whoever_does_not_type_takes_addresses_from_the_book() {
    let mut game = DESK.at(MAIL);
    pick(&mut game, "Address book: 2 entries");
    pick(&mut game, "Dr. Anna Lindholm");
    assert!(is_written(&game, "Take away: Dr. Anna Lindholm"));
    pick(&mut game, "Take away: Dr. Anna Lindholm <a.lindholm@valley.example>");
    assert!(!is_written(&game, "Take away"));
}

#[test]
fn letters_of_the_inbox_are_opened_and_read() {
    let mut game = DESK.at(MAIL);
    assert!(is_written(&game, "Would you send me the page"));
    assert!(!is_written(&game, "The lot is closed"));
    pick(&mut game, "The landlord: Parking");
    assert!(is_written(&game, "The lot is closed"));
}

#[test]
fn everything_can_be_undone_until_it_is_committed() {
    let mut game = DESK.at(MAIL);
    pick(&mut game, "Today's page");
    pick(&mut game, "e-mail");
    assert!(is_on(&game, "Today's page") && is_on(&game, "e-mail"));
    hold(&mut game, Modifiers::COMMAND, Key::Z);
    assert!(is_on(&game, "Today's page") && !is_on(&game, "e-mail"));
    pick(&mut game, "Undo");
    assert!(!is_on(&game, "Today's page") && is_on(&game, "As you asked"));
    hold(&mut game, Modifiers::COMMAND, Key::Y);
    hold(&mut game, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(is_on(&game, "Today's page") && is_on(&game, "e-mail"));
    pick(&mut game, "Start over");
    assert!(!is_on(&game, "Today's page") && !is_on(&game, "e-mail"));
    pick(&mut game, "Undo");
    assert!(is_on(&game, "Today's page"), "starting over can be undone, too");
}

#[test]
fn what_is_still_missing_is_said_and_the_button_waits() {
    let mut game = DESK.at(MAIL);
    assert!(is_written(&game, "Nothing is chosen yet."));
    assert!(game.get_by_label("Send").accesskit_node().is_disabled());
    hold(&mut game, Modifiers::COMMAND, Key::Enter);
    assert_eq!(game.state().shell.overlay(), None);
    pick(&mut game, "e-mail");
    assert!(is_written(&game, "The address line is empty."));
    tab_to(&mut game, "To");
    type_in(&mut game, "ann");
    press(&mut game, Key::Enter);
    assert!(!game.get_by_label("Send").accesskit_node().is_disabled());
    hold(&mut game, Modifiers::COMMAND, Key::Enter);
    assert_eq!(game.state().shell.overlay(), Some(&Overlay::Commit));
}

#[test]
fn escape_takes_the_question_back_and_leaves_the_draft_as_it_is() {
    let mut game = DESK.at(PHONE);
    pick(&mut game, "That she comes");
    pick(&mut game, "Answer so");
    assert!(is_written(&game, "This cannot be taken back."));
    press(&mut game, Key::Escape);
    assert_eq!((game.state().shell.overlay(), screen(&game)), (None, &Screen::Play));
    assert!(is_on(&game, "That she comes"));
    assert_eq!(focused(&game).as_deref(), Some("Answer so"));
}

#[test]
fn a_caller_is_answered_with_keys_alone_and_the_words_are_read_back() {
    let mut game = DESK.at(PHONE);
    for shown in ["Unknown number", "A deputy of the county.", "Directory: the sheriff, 555-0142."] {
        assert!(is_written(&game, shown), "{shown}");
    }
    pick(&mut game, "Call back the number in the directory");
    pick(&mut game, "Neither yes nor no");
    pick(&mut game, "That she comes");
    assert!(is_written(&game, "I cannot say who comes here. Yes, on Tuesdays."));
    let third = game.get_by_label("How she sleeps");
    assert!(third.accesskit_node().is_disabled(), "two sentences at most");
    pick(&mut game, "Ask for a number");
    pick(&mut game, "Answer so");
    press(&mut game, Key::Enter);
    assert_eq!(chosen(&game), "call(file, neither, yes, number)");
    assert!(is_written(&game, "What the caller has now"));
}

#[test]
fn a_record_is_found_by_its_first_letters_opened_for_good_and_stays_open() {
    let mut game = DESK.at(RECORD);
    assert!(is_written(&game, "Every opening is logged"));
    assert!(!is_written(&game, "Open: "));
    tab_to(&mut game, "Search the record");
    type_in(&mut game, "tolan");
    assert!(is_written(&game, "Open: Note, Tuesday, Tolland, Augusta"), "a slip in the letters is forgiven");
    assert!(!is_written(&game, "Open: Plan of care"));
    press(&mut game, Key::Enter);
    assert!(session(&game).decisions().is_empty(), "Enter in the box opens nothing yet");
    press(&mut game, Key::Enter);
    assert_eq!(chosen(&game), "look(other)");
    assert!(is_written(&game, "A line in the log"));
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Play);
    assert!(is_written(&game, "Talked of the dog."), "what was opened can be read on");
    tab_to(&mut game, "Search the record");
    type_in(&mut game, "to");
    assert!(!is_written(&game, "Open: Note"), "and is not opened twice");
    press(&mut game, Key::Escape);
    pick(&mut game, "Without searching: All that this password opens");
    tab_to(&mut game, "Open: Plan of care, Marsh, Celia");
}

#[test]
fn a_note_is_laid_out_with_keys_alone_and_the_keyboard_goes_on_to_the_next_card() {
    let mut game = DESK.at(NOTE);
    pick(&mut game, "Sleeps six hours: Progress note");
    let next = focused(&game);
    assert_eq!(next.as_deref(), Some("Dreams of the river: Progress note"));
    pick(&mut game, "Dreams of the river: Psychotherapy notes");
    assert!(is_on(&game, "Sleeps six hours: Progress note"));
    pick(&mut game, "Sleeps six hours: Neither");
    pick(&mut game, "kept here");
    pick(&mut game, "Sign");
    press(&mut game, Key::Enter);
    assert_eq!(chosen(&game), "write(sleep.neither, dream.apart, kept)");
    assert!(is_written(&game, "What stands where"));
}

#[test]
fn a_card_is_dragged_onto_a_sheet() {
    let mut game = DESK.at_in(NOTE, Mode::Study, still(), 1280.0, 1000.0);
    let card = game.get_all_by_label("Sleeps six hours").next().expect("a card").rect().center();
    let sheet = game.get_by_label("The psychotherapy notes").rect().center();
    game.drag_at(card);
    game.run();
    game.hover_at(card + vec2(20.0, 20.0));
    game.run();
    game.hover_at(sheet);
    game.run();
    game.drop_at(sheet);
    game.run();
    assert!(is_on(&game, "Sleeps six hours: Psychotherapy notes"));
}

#[test]
fn what_came_of_it_is_told_before_the_verdict_and_again_in_the_debrief() {
    let mut game = DESK.at(PHONE);
    pick(&mut game, "That she comes");
    hold(&mut game, Modifiers::COMMAND, Key::Enter);
    press(&mut game, Key::Enter);
    let place = |game: &Game, words: &str| written(game).iter().position(|line| line.contains(words));
    assert_eq!(chosen(&game), "call(yes)", "the key that commits changes nothing");
    let told = place(&game, "What the caller has now").expect("the account");
    assert!(told < place(&game, "What to notice").expect("the verdict"));
    press(&mut game, Key::Enter);
    assert!(!is_written(&game, "What the caller has now"), "the decision is folded");
    let row = written(&game)
        .into_iter()
        .find(|line| line.starts_with("1. ") && line.ends_with("Breach"))
        .expect("a decision");
    pick(&mut game, &row);
    assert!(is_written(&game, "What the caller has now"));
}

#[test]
fn in_an_exam_what_came_of_it_waits_for_the_debrief() {
    let mut game = DESK.at_in(PHONE, Mode::Exam, still(), 1280.0, 720.0);
    hold(&mut game, Modifiers::COMMAND, Key::Enter);
    assert!(!is_written(&game, "study mode"));
    press(&mut game, Key::Enter);
    assert_eq!(screen(&game), &Screen::Consequence);
    assert!(!is_written(&game, "What the caller has now"));
}

#[test]
fn how_sure_one_is_goes_with_what_is_committed() {
    let mut game = DESK.at_in(PHONE, Mode::Study, Settings { ask_confidence: true, ..still() }, 1280.0, 720.0);
    hold(&mut game, Modifiers::COMMAND, Key::Enter);
    pick(&mut game, "Guessing");
    pick(&mut game, "Answer so");
    let decision = session(&game).decisions().last().expect("a decision");
    assert_eq!(decision.confidence, Some(confidant::session::Confidence::Guessing));
}

#[test]
fn taken_back_the_desk_lies_as_at_first_and_its_first_steps_stay_away() {
    let mut game = DESK.at(MAIL);
    pick(&mut game, "Skip: first steps");
    pick(&mut game, "Today's page");
    press(&mut game, Key::Num1);
    assert_eq!(screen(&game), &Screen::Consequence);
    pick(&mut game, "Take back this choice");
    assert_eq!(screen(&game), &Screen::Play);
    assert!(!is_on(&game, "Today's page"));
    assert!(!is_written(&game, "first minute"));
}

#[test]
fn what_else_one_can_do_stays_beside_the_desk() {
    for activity in ALL {
        let mut game = DESK.at(activity);
        let option = view(&game).options.first().expect("a choice").label.clone();
        pick(&mut game, &option);
        assert_eq!(screen(&game), &Screen::Consequence);
    }
}

/// Everything is in sight, nothing lies on anything else, and no words are squeezed.
#[track_caller]
fn assert_fits(game: &Game, width: f32, screen: &str) {
    const SHOWN: [Role; 8] = [
        Role::Button,
        Role::Label,
        Role::Link,
        Role::Image,
        Role::TextInput,
        Role::RadioButton,
        Role::CheckBox,
        Role::TextRun,
    ];
    for node in game.root().children_recursive() {
        let inner = node.accesskit_node();
        let Some(bounds) = inner.raw_bounds().filter(|_| SHOWN.contains(&inner.role())) else { continue };
        let (wide, high) = (bounds.x1 - bounds.x0, bounds.y1 - bounds.y0);
        // Words squeezed into a remainder of a row stand one below the other.
        let squeezed = inner.role() != Role::Image && inner.label().is_some() && high > 1.5 * wide && high > 120.0;
        assert!(!squeezed, "on {screen} this is {wide} wide and {high} high: {:?}", inner.label());
    }
    assert_within(game, &SHOWN, width, screen);
    assert_apart(game, &["Send", "Answer so", "Sign"], screen);
}

#[test]
fn every_desk_fits_into_every_window_at_every_size_of_text() {
    DESK.in_every_window(&ALL, |game, width, name| {
        assert_fits(game, width, &format!("{name}, untouched"));
        for text_field in ["To", "Search the record"] {
            if is_written(game, text_field) {
                tab_to(game, text_field);
                type_in(game, "ann");
                assert_fits(game, width, &format!("{name}, while typing"));
                press(game, Key::Enter);
            }
        }
        let picks = [
            "Address book: 2 entries",
            "Today's page",
            "How she sleeps",
            "Sleeps six hours: Psychotherapy notes",
            "Without searching: All that this password opens",
        ];
        for name in picks {
            if is_written(game, name) {
                pick(game, name);
            }
        }
        assert_fits(game, width, &format!("{name}, at work"));
    });
}

#[test]
fn every_control_has_a_name_and_a_role() {
    for activity in ALL {
        let game = DESK.at(activity);
        assert_named(&game, &[Role::Button, Role::RadioButton, Role::CheckBox, Role::TextInput], "the desk");
        let nameless = game.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::Unknown);
        let nameless = nameless.filter(|node| node.accesskit_node().label().is_some());
        assert_eq!(nameless.count(), 0);
    }
}
