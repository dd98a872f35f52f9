//! The desks with something drawn on them, driven by what is written there and by keys: a sheet to redact, papers and an
//! envelope, a floor plan.
#![cfg(feature = "ui")]

mod table;

use confidant::learner::Settings;
use confidant::session::Mode;
use confidant::ui::Screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use table::desk::{Desk, chosen};
use table::fit::{assert_apart, assert_named, assert_within};
use table::hand::{hold, pick, press, tab_to};
use table::sight::{focused, is_on, is_told, screen, session, told};
use table::{Game, still};

const DESK: Desk = Desk {
    cast: r#"(id: "celia", name: "Celia Marsh", role: [client], age: 46),
(id: "odile", name: "Odile Brandt", role: [supervisor]),
(id: "bea", name: "Bea Sandoval", role: [colleague]),
(id: "moss", name: "Mr. Moss", role: [insurer]),
(id: "raincoat", name: "the man in the raincoat", role: [visitor]),
(id: "knitter", name: "the woman who knits", role: [visitor]),"#,
    floors: r#"(id: "four", title: "the fourth floor", height: 2.7, walls: drywall,
rooms: [
(id: "office", name: "your office", at: (0, 0), size: (4, 4), finish: soft, hush: 32, setting: private_office),
(id: "lunch", name: "the lunchroom", at: (4, 0), size: (4, 4), finish: hard, hush: 38, setting: closed_meeting),
(id: "hall", name: "the hall", at: (0, 4), size: (8, 2), finish: hard, hush: 43, setting: hallway),
],
barriers: [
(id: "office.door", name: "your door", from: (1.5, 4), to: (2.4, 4), kind: gasketed_door, open: true),
(id: "lunch.door", name: "the lunchroom door", from: (5.5, 4), to: (6.4, 4), kind: hollow_door),
],
spots: [
(id: "copier", name: "at the copier", at: (2, 5)), (id: "chairs", name: "in your chairs", at: (1, 1)),
(id: "bench", name: "on the bench", at: (7.5, 5.5)), (id: "kettle", name: "by the kettle", at: (7, 1)),
])"#,
    scene: r#"present: ["odile"], text: "It is time.""#,
};

const SHEET: &str = r#"Redaction(id: "sheet", title: "The summary",
act: Consult(to: ["bea"], about: "celia", purpose: consultation), unsaid: [LetPass],
sheet: [
(id: "name", text: "Celia Marsh", wider: "a client", what: [names]),
", ", (id: "trade", text: "the only farrier in Alder, where the two rivers meet below the mill", wider: "who works with animals", what: [unique_trait]),
", does not sleep. ", (id: "slip", text: "Twice this month she drank again", wider: "She slipped", what: [symptoms], wider_what: [symptoms]),
". Her number is ", (id: "number", text: "555-0142", what: [telephone]), ". {bea} takes the minutes.",
],
knows: [(who: "bea", marks: ["trade"], how: "That farrier shod her horse.")],
needs: ["slip.keep|slip.widen"], then: "They think with you.", note: "Tell what the question needs.", goto: "end")"#;

const PAPERS: &str = r#"Paper(id: "look", title: "What came", unsaid: [AssessRisk],
sheets: [
(title: "Request of {moss}", lines: [
(label: "About", text: "Celia Marsh"),
(id: "signed", label: "Signed", text: "Celine Marsh, September 8", fault: "That is not her name."),
(id: "covers", label: "Covers", text: "the bills of this year"),
]),
(title: "The release on file", lines: [(label: "Signed", text: "Celia Marsh, September 1")]),
],
then: "You lay the pencil down.", note: "Read to the end.", goto: "end")"#;

const PACKET: &str = r#"Paper(id: "packet", title: "The answer",
act: Disclose(about: "celia", purpose: payment), unsaid: [Withhold(to: "moss")],
to: [(id: "moss", label: "Mr. Moss", to: ["moss"]), (id: "nobody", label: "Nobody")],
packet: [(id: "bills", label: "The bills", what: [identity, billing]), (id: "notes", label: "The notes kept apart", what: [psychotherapy_notes])],
most_sent: 1,
words: [(id: "hello", label: "A greeting", say: "Here is what you asked for.")],
ways: [(id: "fax", label: "by fax", by: fax, usual: true)],
then: "Done.", note: "As much as the claim needs.", goto: "end")"#;

const TALK: &str = r#"Earshot(id: "talk", title: "A word", floor: "four", with: ["odile"],
act: Consult(to: "odile", about: "celia", purpose: consultation), unsaid: [LetPass],
moments: [(id: "now", label: "now"), (id: "later", label: "in the afternoon", minutes: 90)],
spots: [(id: "here", label: "by the copier", spot: "copier", doors: ["office.door"]), (id: "mine", label: "in the office", spot: "chairs", doors: ["office.door"], minutes: 1), (id: "tea", label: "over tea", spot: "kettle", doors: ["lunch.door"])],
voices: [whisper, low, normal],
phrases: [(id: "name", label: "Her name", say: "It's Celia Marsh.", what: [identity, presence], clear: word), (id: "sleep", label: "How she sleeps", say: "She is up at three.", what: [symptoms])],
stays: [(who: "raincoat", moments: ["now"], spot: "bench", flags: ["astray"]), (who: "knitter", spot: "kettle")],
then: "Done.", note: "Look around.", goto: "end")"#;

const ALL: [&str; 4] = [SHEET, PAPERS, PACKET, TALK];

fn undo(game: &mut Game) {
    hold(game, Modifiers::COMMAND, Key::Z);
}

/// Says yes to all of it, with keys.
fn commit(game: &mut Game) {
    hold(game, Modifiers::COMMAND, Key::Enter);
    assert!(session(game).decisions().is_empty(), "nothing is done before it is confirmed");
    press(game, Key::Enter);
    assert_eq!(screen(game), &Screen::Consequence, "{:?}", told(game));
}

#[test]
fn a_mark_goes_from_kept_to_wider_to_struck_and_back() {
    let mut game = DESK.at(SHEET);
    tab_to(&mut game, "kept: Celia Marsh");
    press(&mut game, Key::Enter);
    assert_eq!(focused(&game).as_deref(), Some("said wider: a client, for Celia Marsh"));
    assert!(is_on(&game, "Say it wider: Celia Marsh"), "the list says the same");
    press(&mut game, Key::Enter);
    assert!(is_told(&game, "struck: Celia Marsh") && is_on(&game, "Strike: Celia Marsh"));
    press(&mut game, Key::Enter);
    assert!(is_told(&game, "kept: Celia Marsh") && is_on(&game, "Keep: Celia Marsh"));
    tab_to(&mut game, "kept: 555-0142");
    press(&mut game, Key::Enter);
    assert!(is_told(&game, "struck: 555-0142"), "what cannot be said wider is struck at once");
}

#[test]
fn keys_keep_widen_and_strike_the_mark_one_is_on() {
    let mut game = DESK.at(SHEET);
    tab_to(&mut game, "kept: Celia Marsh");
    for (key, said) in
        [(Key::S, "struck: Celia Marsh"), (Key::W, "said wider: a client"), (Key::K, "kept: Celia Marsh")]
    {
        press(&mut game, key);
        assert!(focused(&game).is_some_and(|name| name.starts_with(said)), "{key:?}");
    }
    tab_to(&mut game, "kept: 555-0142");
    press(&mut game, Key::W);
    assert!(is_told(&game, "kept: 555-0142"), "there is no wider word for it");
    undo(&mut game);
    assert!(is_told(&game, "said wider: a client"), "every change can be undone");
}

#[test]
fn a_mark_over_two_lines_is_pressed_on_either() {
    let mut game = DESK.at(SHEET);
    let mark = game.get_by_label_contains("kept: the only farrier").rect();
    let below = egui::pos2(mark.left() - 60.0, mark.bottom() + 0.7 * mark.height());
    game.drag_at(below);
    game.drop_at(below);
    game.run();
    assert!(is_told(&game, "said wider: who works with animals"), "{mark:?} {:?}", told(&game));
}

#[test]
fn the_sheet_is_heard_in_order_and_tells_nothing_that_one_has_to_find_out() {
    let game = DESK.at(SHEET);
    let lines = told(&game);
    let place = |words: &str| lines.iter().position(|line| line.contains(words)).expect("it is there");
    assert!(
        place("kept: Celia Marsh") < place(", does not sleep.")
            || place("kept: Celia Marsh") < place("does not sleep.")
    );
    assert!(place("does not sleep.") < place("kept: 555-0142"));
    assert!(is_told(&game, "Bea Sandoval takes the minutes."), "names are filled in");
    for secret in ["shod her horse", "identifier", "of 4", "without"] {
        assert!(!is_told(&game, secret), "{secret}");
    }
}

#[test]
fn a_sheet_is_redacted_and_presented_with_keys_alone() {
    let mut game = DESK.at(SHEET);
    pick(&mut game, "Say it wider: Celia Marsh");
    tab_to(&mut game, "Strike: 555-0142");
    press(&mut game, Key::Space);
    commit(&mut game);
    assert_eq!(chosen(&game), "sheet(name.widen, number.strike)");
    assert!(is_told(&game, "That farrier shod her horse."), "afterwards it is told");
}

#[test]
fn a_line_is_marked_and_rubbed_out_again() {
    let mut game = DESK.at(PAPERS);
    assert!(is_told(&game, "Request of Mr. Moss"), "names are filled in");
    pick(&mut game, "Signed: Celine Marsh, September 8");
    assert!(is_on(&game, "Signed: Celine Marsh, September 8") && is_told(&game, "marked"));
    pick(&mut game, "Covers: the bills of this year");
    undo(&mut game);
    assert!(!is_on(&game, "Covers: the bills of this year"));
    assert!(!is_told(&game, "That is not her name."), "what is wrong with it is not told yet");
    commit(&mut game);
    assert_eq!(chosen(&game), "look(signed)");
    assert!(is_told(&game, "That is not her name."));
}

#[test]
fn papers_lie_side_by_side_and_can_be_turned_over() {
    let mut game = DESK.at(PAPERS);
    let (one, other) =
        (game.get_by_label("Request of Mr. Moss").rect(), game.get_by_label("The release on file").rect());
    assert!((one.top() - other.top()).abs() < 1.0 && one.right() < other.left());
    pick(&mut game, "Turn it over: The release on file");
    assert!(is_told(&game, "It lies face down.") && !is_told(&game, "September 1"));
    pick(&mut game, "Turn it back: The release on file");
    assert!(is_told(&game, "Signed: Celia Marsh, September 1"));
    let narrow = DESK.at_in(PAPERS, Mode::Study, Settings { text_percent: 150, ..still() }, 800.0, 600.0);
    let place = |name: &str| narrow.get_by_label(name).rect();
    assert!(place("Request of Mr. Moss").bottom() < place("The release on file").top());
}

#[test]
fn the_envelope_says_what_lies_in_it_and_takes_no_more_than_it_holds() {
    let mut game = DESK.at(PACKET);
    assert!(is_told(&game, "Nobody yet"));
    pick(&mut game, "Mr. Moss");
    assert!(!is_told(&game, "Nobody yet"));
    pick(&mut game, "The bills");
    pick(&mut game, "A greeting");
    assert!(game.get_by_label("The notes kept apart").accesskit_node().is_disabled());
    assert!(is_told(&game, "Here is what you asked for."));
    commit(&mut game);
    assert_eq!(chosen(&game), "packet(moss, bills, hello)");
}

#[test]
fn a_word_is_said_with_keys_alone() {
    let mut game = DESK.at(TALK);
    pick(&mut game, "in the office");
    pick(&mut game, "Now");
    pick(&mut game, "Shut your door");
    pick(&mut game, "A low voice");
    pick(&mut game, "How she sleeps");
    assert!(is_told(&game, "She is up at three."));
    commit(&mut game);
    assert_eq!(chosen(&game), "talk(now, mine, office.door, low, sleep)");
    assert!(is_told(&game, "What could be made out where"));
}

#[test]
fn before_a_word_is_said_one_sees_only_who_is_in_sight() {
    let mut game = DESK.at(TALK);
    assert!(!is_told(&game, "In sight"), "one stands nowhere yet");
    pick(&mut game, "by the copier");
    assert!(is_told(&game, "In sight: the man in the raincoat, on the bench, about 5.5 m away."));
    assert!(!is_told(&game, "the woman who knits"), "a wall is between");
    pick(&mut game, "over tea");
    assert!(is_told(&game, "In sight: the woman who knits"));
    pick(&mut game, "in the office");
    assert!(is_told(&game, "Nobody else is in sight."));
    pick(&mut game, "by the copier");
    pick(&mut game, "In the afternoon");
    assert!(is_told(&game, "you cannot know yet") && !is_told(&game, "raincoat"));
    for told in ["murmur", "What could be made out", "What if"] {
        assert!(!is_told(&game, told), "{told}");
    }
}

#[test]
fn a_door_out_of_reach_stays_as_it_is() {
    let mut game = DESK.at(TALK);
    assert!(is_told(&game, "That depends on where."));
    pick(&mut game, "by the copier");
    assert!(is_told(&game, "Open: your door. Shut: the lunchroom door."));
    pick(&mut game, "Shut your door");
    assert!(is_told(&game, "Shut: your door, the lunchroom door."));
    pick(&mut game, "over tea");
    assert!(is_told(&game, "Open: your door. Shut: the lunchroom door."));
    assert!(!is_told(&game, "Shut your door") && is_told(&game, "Open the lunchroom door"));
    undo(&mut game);
    assert!(is_on(&game, "Shut your door"), "place and door come back together");
}

#[test]
fn a_place_and_a_door_are_picked_on_the_plan_too() {
    let mut game = DESK.at_in(TALK, Mode::Study, still(), 1280.0, 1200.0);
    let plan = game.get_by_label("Floor plan: The fourth floor").rect();
    // The plan is eight meters wide and six deep, with a margin of 35 cm.
    let scale = plan.width() / 8.7;
    let point = |x: f32, y: f32| plan.min + vec2(x + 0.35, y + 0.35) * scale;
    for (x, y, on) in [(2.0, 5.0, "by the copier"), (1.95, 4.0, "Shut your door"), (7.0, 1.0, "over tea")] {
        game.drag_at(point(x, y));
        game.drop_at(point(x, y));
        game.run();
        assert!(is_on(&game, on), "{on}");
    }
}

/// A talk in the open hall, just after it was had.
fn overheard() -> Game {
    let mut game = DESK.at(TALK);
    for name in ["by the copier", "Now", "A normal voice", "Her name"] {
        pick(&mut game, name);
    }
    commit(&mut game);
    game
}

#[test]
fn afterwards_it_is_told_who_made_out_what_and_why() {
    let mut game = overheard();
    let listener = "Why did the man in the raincoat hear that?";
    let line = told(&game).into_iter().find(|line| line.starts_with(listener)).expect("the listener");
    assert!(line.contains("on the bench: everything") && line.contains("Celia Marsh"), "{line}");
    for heading in ["Had somebody else stood there", "everything", "words", "a murmur", "nothing"] {
        assert!(is_told(&game, heading), "{heading}");
    }
    assert!(!is_told(&game, "dBA at one meter"), "the reasons unfold when one asks");
    pick(&mut game, &line);
    assert!(is_told(&game, "dBA at one meter"));
}

#[test]
fn what_would_have_been_is_marked_as_such_and_changes_nothing() {
    let mut game = overheard();
    let before = chosen(&game);
    assert!(!is_told(&game, "nothing of this happened"));
    pick(&mut game, "What if?: Another voice, another door");
    assert!(is_on(&game, "What if: A normal voice"));
    pick(&mut game, "What if: A whisper");
    assert!(is_told(&game, "What if: nothing of this happened."));
    assert!(!is_told(&game, "bench: everything"), "a whisper does not reach the bench");
    assert_eq!(chosen(&game), before);
    pick(&mut game, "As it was said");
    assert!(is_told(&game, "bench: everything") && !is_told(&game, "nothing of this happened"));
}

#[test]
fn the_plan_stands_in_the_debrief_again() {
    let mut game = overheard();
    press(&mut game, Key::Enter);
    let decision = told(&game).into_iter().find(|line| line.starts_with("1. When: now") && line.ends_with("Risky"));
    pick(&mut game, &decision.expect("the decision"));
    assert!(is_told(&game, "Floor plan: The fourth floor") && is_told(&game, "on the bench"));
}

/// Every control and every word is in sight, every control has a name, and none lies on another.
#[track_caller]
fn assert_fits(game: &Game, width: f32, screen: &str) {
    const CONTROLS: [Role; 3] = [Role::Button, Role::RadioButton, Role::CheckBox];
    const SHOWN: [Role; 3] = [Role::Label, Role::Image, Role::TextRun];
    assert_within(game, &[CONTROLS, SHOWN].concat(), width, screen);
    assert_named(game, &CONTROLS, screen);
    let bars = ["Say it", "Present it so", "Done with the papers", "Hand it over", "Continue", "Take back this choice"];
    assert_apart(game, &bars, screen);
}

#[test]
fn every_sheet_fits_into_every_window_at_every_size_of_text() {
    DESK.in_every_window(&ALL, |game, width, name| {
        assert_fits(game, width, name);
        let picks = ["by the copier", "Now", "Her name", "Mr. Moss", "The bills", "Covers: the bills of this year"];
        for name in picks {
            let found = game.query_all(by().label(name).predicate(|node| node.toggled().is_some())).next();
            if let Some(found) = found {
                found.click_accesskit();
                game.run();
            }
        }
        assert_fits(game, width, &format!("{name}, at work"));
        commit(game);
        assert_fits(game, width, &format!("{name}, afterwards"));
    });
}
