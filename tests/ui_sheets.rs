//! The desks with something drawn on them, driven by what is written there and by keys: a sheet to redact, papers and an
//! envelope, a floor plan.
#![cfg(feature = "ui")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod table;

use confidant::learner::{Look, Settings};
use confidant::library::{Bench, Files, Library, shipped_rules};
use confidant::session::{Mode, Session, Setup};
use confidant::source::Source;
use confidant::ui::{Ask, Screen};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use table::{Game, Start, start, still};

const FILE: &str = "cases/sheets.case.ron";

/// A case of one desk, and an end.
fn case(activity: &str) -> String {
    format!(
        r#"(
id: "sheet-try", version: "1.0.0", title: "A desk", summary: "A short one.", minutes: 5,
content_note: "Nothing graphic.", jurisdictions: ["US-CA"], professions: ["counselor"],
date: "2026-10-13", time: "17:00", role: "You are a counselor.", setting: "A clinic.",
cast: [
(id: "celia", name: "Celia Marsh", role: [client], age: 46),
(id: "odile", name: "Odile Brandt", role: [supervisor]),
(id: "bea", name: "Bea Sandoval", role: [colleague]),
(id: "moss", name: "Mr. Moss", role: [insurer]),
(id: "raincoat", name: "the man in the raincoat", role: [visitor]),
(id: "knitter", name: "the woman who knits", role: [visitor]),
],
places: [(id: "office", name: "Your office", setting: private_office, art: office)],
floors: [(id: "four", title: "the fourth floor", height: 2.7, walls: drywall,
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
])],
flags: ["astray"],
variants: [(id: "base", title: "Base")],
start: "desk",
scenes: [
(id: "desk", place: "office", title: "At five", present: ["odile"], text: "It is time.",
choices: [(id: "leave", label: "Leave it for tomorrow", note: "It can wait.", goto: "end")],
activity: {activity}),
(id: "end", place: "office", text: "Home.", ending: (id: "fine", title: "Fine", tone: Steady)),
],
)"#
    )
}

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

fn library(activity: &str) -> Arc<Library> {
    static READ: Mutex<BTreeMap<String, Arc<Library>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().expect("nobody fails while reading");
    read.entry(activity.to_owned()).or_insert_with(|| lay(activity)).clone()
}

fn lay(activity: &str) -> Arc<Library> {
    let mut bench = Bench::over(shipped_rules(), Files::new()).expect("the shipped rules load");
    bench.lay(&Files::from([(FILE.to_owned(), Source::new(FILE, case(activity)))]), Vec::new());
    let library = bench.library();
    assert!(library.case("sheet-try").is_some(), "{:#?}", bench.problems());
    Arc::new(library)
}

fn at(activity: &str) -> Game {
    at_in(activity, still(), 1280.0, 720.0)
}

fn at_in(activity: &str, settings: Settings, width: f32, height: f32) -> Game {
    let library = library(activity);
    let setup = Setup { mode: Mode::Study, ..Setup::of(library.case("sheet-try").expect("it was laid"), 7) };
    let mut game = Start { library, settings, size: vec2(width, height), ..start() }.at(&[Ask::Start(setup)]);
    game.run();
    game
}

fn press(game: &mut Game, key: Key) {
    game.key_press(key);
    game.run();
}

fn undo(game: &mut Game) {
    game.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    game.run();
}

/// Says yes to all of it, with keys.
fn commit(game: &mut Game) {
    game.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    game.run();
    assert!(session(game).decisions().is_empty(), "nothing is done before it is confirmed");
    press(game, Key::Enter);
    assert_eq!(game.state().shell.screen(), &Screen::Consequence, "{:?}", written(game));
}

fn session(game: &Game) -> &Session {
    game.state().shell.session().expect("a run is open")
}

fn chosen(game: &Game) -> String {
    let decision = session(game).decisions().last().expect("a decision");
    let scene = session(game).case().scenes.get(decision.scene).expect("a scene");
    let activity = &scene.activity.as_ref().expect("a desk").activity;
    decision.way.as_ref().expect("it was done by hand").words(activity)
}

/// What is written on the screen or told to a screen reader, in reading order.
fn written(game: &Game) -> Vec<String> {
    let nodes = game.root().children_recursive();
    let words = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.data().description().map(str::to_owned)]
    };
    nodes.flat_map(words).flatten().collect()
}

fn is_written(game: &Game, text: &str) -> bool {
    written(game).iter().any(|words| words.contains(text))
}

fn focused(game: &Game) -> Option<(Role, String)> {
    let mut nodes = game.root().children_recursive();
    let node = nodes.find(|node| node.accesskit_node().is_focused())?;
    Some((node.accesskit_node().role(), node.accesskit_node().label()?))
}

/// Goes on with Tab until what has the focus is called so.
fn tab_to(game: &mut Game, name: &str) {
    for _ in 0..80 {
        if focused(game).is_some_and(|(role, label)| label == name && role != Role::Label) {
            return;
        }
        press(game, Key::Tab);
    }
    panic!("Tab never came to {name}; the screen says {:?}", written(game));
}

fn pick(game: &mut Game, name: &str) {
    tab_to(game, name);
    press(game, Key::Space);
}

fn is_on(game: &Game, name: &str) -> bool {
    let toggled = by().label(name).predicate(|node| node.toggled().is_some());
    game.query_all(toggled).any(|node| node.accesskit_node().toggled() == Some(Toggled::True))
}

#[test]
fn a_mark_goes_from_kept_to_wider_to_struck_and_back() {
    let mut game = at(SHEET);
    tab_to(&mut game, "kept: Celia Marsh");
    press(&mut game, Key::Enter);
    assert_eq!(focused(&game).map(|(_, name)| name).as_deref(), Some("said wider: a client, for Celia Marsh"));
    assert!(is_on(&game, "Say it wider: Celia Marsh"), "the list says the same");
    press(&mut game, Key::Enter);
    assert!(is_written(&game, "struck: Celia Marsh") && is_on(&game, "Strike: Celia Marsh"));
    press(&mut game, Key::Enter);
    assert!(is_written(&game, "kept: Celia Marsh") && is_on(&game, "Keep: Celia Marsh"));
    tab_to(&mut game, "kept: 555-0142");
    press(&mut game, Key::Enter);
    assert!(is_written(&game, "struck: 555-0142"), "what cannot be said wider is struck at once");
}

#[test]
fn keys_keep_widen_and_strike_the_mark_one_is_on() {
    let mut game = at(SHEET);
    tab_to(&mut game, "kept: Celia Marsh");
    for (key, said) in
        [(Key::S, "struck: Celia Marsh"), (Key::W, "said wider: a client"), (Key::K, "kept: Celia Marsh")]
    {
        press(&mut game, key);
        assert!(focused(&game).is_some_and(|(_, name)| name.starts_with(said)), "{key:?}");
    }
    tab_to(&mut game, "kept: 555-0142");
    press(&mut game, Key::W);
    assert!(is_written(&game, "kept: 555-0142"), "there is no wider word for it");
    undo(&mut game);
    assert!(is_written(&game, "said wider: a client"), "every change can be undone");
}

#[test]
fn a_mark_over_two_lines_is_pressed_on_either() {
    let mut game = at(SHEET);
    let mark = game.get_by_label_contains("kept: the only farrier").rect();
    let below = egui::pos2(mark.left() - 60.0, mark.bottom() + 0.7 * mark.height());
    game.drag_at(below);
    game.drop_at(below);
    game.run();
    assert!(is_written(&game, "said wider: who works with animals"), "{mark:?} {:?}", written(&game));
}

#[test]
fn the_sheet_is_heard_in_order_and_tells_nothing_that_one_has_to_find_out() {
    let game = at(SHEET);
    let lines = written(&game);
    let place = |words: &str| lines.iter().position(|line| line.contains(words)).expect("it is there");
    assert!(
        place("kept: Celia Marsh") < place(", does not sleep.")
            || place("kept: Celia Marsh") < place("does not sleep.")
    );
    assert!(place("does not sleep.") < place("kept: 555-0142"));
    assert!(is_written(&game, "Bea Sandoval takes the minutes."), "names are filled in");
    for secret in ["shod her horse", "identifier", "of 4", "without"] {
        assert!(!is_written(&game, secret), "{secret}");
    }
}

#[test]
fn a_sheet_is_redacted_and_presented_with_keys_alone() {
    let mut game = at(SHEET);
    pick(&mut game, "Say it wider: Celia Marsh");
    tab_to(&mut game, "Strike: 555-0142");
    press(&mut game, Key::Space);
    commit(&mut game);
    assert_eq!(chosen(&game), "sheet(name.widen, number.strike)");
    assert!(is_written(&game, "That farrier shod her horse."), "afterwards it is told");
}

#[test]
fn a_line_is_marked_and_rubbed_out_again() {
    let mut game = at(PAPERS);
    assert!(is_written(&game, "Request of Mr. Moss"), "names are filled in");
    pick(&mut game, "Signed: Celine Marsh, September 8");
    assert!(is_on(&game, "Signed: Celine Marsh, September 8") && is_written(&game, "marked"));
    pick(&mut game, "Covers: the bills of this year");
    undo(&mut game);
    assert!(!is_on(&game, "Covers: the bills of this year"));
    assert!(!is_written(&game, "That is not her name."), "what is wrong with it is not told yet");
    commit(&mut game);
    assert_eq!(chosen(&game), "look(signed)");
    assert!(is_written(&game, "That is not her name."));
}

#[test]
fn papers_lie_side_by_side_and_can_be_turned_over() {
    let mut game = at(PAPERS);
    let (one, other) =
        (game.get_by_label("Request of Mr. Moss").rect(), game.get_by_label("The release on file").rect());
    assert!((one.top() - other.top()).abs() < 1.0 && one.right() < other.left());
    pick(&mut game, "Turn it over: The release on file");
    assert!(is_written(&game, "It lies face down.") && !is_written(&game, "September 1"));
    pick(&mut game, "Turn it back: The release on file");
    assert!(is_written(&game, "Signed: Celia Marsh, September 1"));
    let narrow = at_in(PAPERS, Settings { text_percent: 150, ..still() }, 800.0, 600.0);
    let place = |name: &str| narrow.get_by_label(name).rect();
    assert!(place("Request of Mr. Moss").bottom() < place("The release on file").top());
}

#[test]
fn the_envelope_says_what_lies_in_it_and_takes_no_more_than_it_holds() {
    let mut game = at(PACKET);
    assert!(is_written(&game, "Nobody yet"));
    pick(&mut game, "Mr. Moss");
    assert!(!is_written(&game, "Nobody yet"));
    pick(&mut game, "The bills");
    pick(&mut game, "A greeting");
    assert!(game.get_by_label("The notes kept apart").accesskit_node().is_disabled());
    assert!(is_written(&game, "Here is what you asked for."));
    commit(&mut game);
    assert_eq!(chosen(&game), "packet(moss, bills, hello)");
}

#[test]
fn a_word_is_said_with_keys_alone() {
    let mut game = at(TALK);
    pick(&mut game, "in the office");
    pick(&mut game, "Now");
    pick(&mut game, "Shut your door");
    pick(&mut game, "A low voice");
    pick(&mut game, "How she sleeps");
    assert!(is_written(&game, "She is up at three."));
    commit(&mut game);
    assert_eq!(chosen(&game), "talk(now, mine, office.door, low, sleep)");
    assert!(is_written(&game, "What could be made out where"));
}

#[test]
fn before_a_word_is_said_one_sees_only_who_is_in_sight() {
    let mut game = at(TALK);
    assert!(!is_written(&game, "In sight"), "one stands nowhere yet");
    pick(&mut game, "by the copier");
    assert!(is_written(&game, "In sight: the man in the raincoat, on the bench, about 5.5 m away."));
    assert!(!is_written(&game, "the woman who knits"), "a wall is between");
    pick(&mut game, "over tea");
    assert!(is_written(&game, "In sight: the woman who knits"));
    pick(&mut game, "in the office");
    assert!(is_written(&game, "Nobody else is in sight."));
    pick(&mut game, "by the copier");
    pick(&mut game, "In the afternoon");
    assert!(is_written(&game, "you cannot know yet") && !is_written(&game, "raincoat"));
    for told in ["murmur", "What could be made out", "What if"] {
        assert!(!is_written(&game, told), "{told}");
    }
}

#[test]
fn a_door_out_of_reach_stays_as_it_is() {
    let mut game = at(TALK);
    assert!(is_written(&game, "That depends on where."));
    pick(&mut game, "by the copier");
    assert!(is_written(&game, "Open: your door. Shut: the lunchroom door."));
    pick(&mut game, "Shut your door");
    assert!(is_written(&game, "Shut: your door, the lunchroom door."));
    pick(&mut game, "over tea");
    assert!(is_written(&game, "Open: your door. Shut: the lunchroom door."));
    assert!(!is_written(&game, "Shut your door") && is_written(&game, "Open the lunchroom door"));
    undo(&mut game);
    assert!(is_on(&game, "Shut your door"), "place and door come back together");
}

#[test]
fn a_place_and_a_door_are_picked_on_the_plan_too() {
    let mut game = at_in(TALK, still(), 1280.0, 1200.0);
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
    let mut game = at(TALK);
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
    let line = written(&game).into_iter().find(|line| line.starts_with(listener)).expect("the listener");
    assert!(line.contains("on the bench: everything") && line.contains("Celia Marsh"), "{line}");
    for heading in ["Had somebody else stood there", "everything", "words", "a murmur", "nothing"] {
        assert!(is_written(&game, heading), "{heading}");
    }
    assert!(!is_written(&game, "dBA at one meter"), "the reasons unfold when one asks");
    pick(&mut game, &line);
    assert!(is_written(&game, "dBA at one meter"));
}

#[test]
fn what_would_have_been_is_marked_as_such_and_changes_nothing() {
    let mut game = overheard();
    let before = chosen(&game);
    assert!(!is_written(&game, "nothing of this happened"));
    pick(&mut game, "What if?: Another voice, another door");
    assert!(is_on(&game, "What if: A normal voice"));
    pick(&mut game, "What if: A whisper");
    assert!(is_written(&game, "What if: nothing of this happened."));
    assert!(!is_written(&game, "bench: everything"), "a whisper does not reach the bench");
    assert_eq!(chosen(&game), before);
    pick(&mut game, "As it was said");
    assert!(is_written(&game, "bench: everything") && !is_written(&game, "nothing of this happened"));
}

#[test]
fn the_plan_stands_in_the_debrief_again() {
    let mut game = overheard();
    press(&mut game, Key::Enter);
    let decision = written(&game).into_iter().find(|line| line.starts_with("1. When: now") && line.ends_with("Risky"));
    pick(&mut game, &decision.expect("the decision"));
    assert!(is_written(&game, "Floor plan: The fourth floor") && is_written(&game, "on the bench"));
}

/// No control and no word may reach out of the window to the left or right, and no two controls lie on each other.
#[track_caller]
fn assert_fits(game: &Game, width: f32, screen: &str) {
    const CONTROLS: [Role; 3] = [Role::Button, Role::RadioButton, Role::CheckBox];
    const SHOWN: [Role; 3] = [Role::Label, Role::Image, Role::TextRun];
    let mut controls = Vec::new();
    for node in game.root().children_recursive() {
        let (inner, name) = (node.accesskit_node(), node.accesskit_node().label().unwrap_or_default());
        let Some(bounds) = inner.raw_bounds() else { continue };
        if !CONTROLS.contains(&inner.role()) && !SHOWN.contains(&inner.role()) {
            continue;
        }
        let inside = bounds.x0 >= -0.5 && bounds.x1 <= f64::from(width) + 0.5;
        assert!(inside, "on {screen} this reaches from {} to {}: {name} {:?}", bounds.x0, bounds.x1, inner.value());
        if CONTROLS.contains(&inner.role()) {
            assert!(!name.is_empty(), "on {screen} a control has no name");
            controls.push((node.rect().shrink(1.5), name));
        }
    }
    // The bars above and below lie over the page.
    let bars = ["Say it", "Present it so", "Done with the papers", "Hand it over", "Undo", "Redo", "Start over"];
    let above = ["Case file", "Log", "Rulebook", "Settings…", "Leave…", "Continue", "Take back this choice"];
    controls.retain(|(_, name)| !bars.contains(&name.as_str()) && !above.contains(&name.as_str()));
    for (at, (one, name)) in controls.iter().enumerate() {
        for (other, beside) in controls.iter().skip(at + 1) {
            assert!(!one.intersect(*other).is_positive(), "on {screen} {name} and {beside} lie on each other");
        }
    }
}

#[test]
fn every_sheet_fits_into_every_window_at_every_size_of_text() {
    let sizes =
        [(800.0, 600.0, 100), (800.0, 600.0, 200), (800.0, 600.0, 250), (1280.0, 720.0, 200), (1920.0, 1080.0, 80)];
    for activity in ALL {
        for (width, height, text_percent) in sizes {
            let settings = Settings { text_percent, look: Look::HighContrast, ..still() };
            let mut game = at_in(activity, settings, width, height);
            let name = format!("{} at {width}x{height}, {text_percent} %", activity.split(',').next().unwrap_or(""));
            assert_fits(&game, width, &name);
            let picks = ["by the copier", "Now", "Her name", "Mr. Moss", "The bills", "Covers: the bills of this year"];
            for name in picks {
                let found = game.query_all(by().label(name).predicate(|node| node.toggled().is_some())).next();
                if let Some(found) = found {
                    found.click_accesskit();
                    game.run();
                }
            }
            assert_fits(&game, width, &format!("{name}, at work"));
            commit(&mut game);
            assert_fits(&game, width, &format!("{name}, afterwards"));
        }
    }
}
