//! The page for authors of activities does what it says, and whatever is wrong with an activity is told: every problem at
//! once, at its place, with what would be right.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

use confidant::diagnostic::Diagnostic;
use confidant::ethics::Packs;
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::{lint_case, run_tests};
use confidant::scenario::Case;
use confidant::source::Source;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// The blocks of docs/activities.md that are parts of a case.
static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/activities.md")).unwrap();
    let blocks = page.split("\n```ron\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
});

/// The case at the end of the page, which has one of each of the six.
fn whole() -> &'static str {
    PIECES.last().expect("the page ends with its case")
}

fn load(text: &str) -> Result<Arc<Case>, Vec<Diagnostic>> {
    Case::load(&Source::new("by-hand.case.ron", text), &PACKS.vocabulary).map(Arc::new)
}

/// Code, words at fault, a part of the message, a part of the fix.
type Told<'a> = (&'a str, &'a str, &'a str, &'a str);

/// What stands in the case, and what is put in its place.
type Change<'a> = (&'a str, &'a str);

#[track_caller]
fn changed(changes: &[Change<'_>]) -> String {
    changes.iter().fold(whole().to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the case has no `{old}`");
        text.replacen(old, new, 1)
    })
}

fn words(found: &Diagnostic) -> &str {
    found.source.words(found.span)
}

/// Exactly this is told, in this order of places.
#[track_caller]
fn check(changes: &[Change<'_>], told: &[Told<'_>]) {
    let mut found = load(&changed(changes)).err().unwrap_or_default();
    found.sort_by_key(|found| found.span.start);
    let lines: Vec<String> = found
        .iter()
        .map(|found| format!("{} at `{}`: {} ({:?})", found.code, words(found), found.message, found.help))
        .collect();
    let lines = lines.join("\n");
    assert_eq!(found.len(), told.len(), "{lines}");
    for (found, (code, at, message, help)) in found.iter().zip(told) {
        assert_eq!((found.code, words(found)), (*code, *at), "{lines}");
        assert!(found.message.contains(message), "{lines}");
        assert!(found.help.as_deref().unwrap_or_default().contains(help), "{lines}");
    }
}

#[test]
fn the_case_of_the_page_lints_clean_and_passes_its_tests() {
    let case = load(whole()).unwrap();
    let findings = lint_case(&case, &PACKS, jiff::civil::date(2026, 12, 1));
    assert!(findings.found.is_empty(), "{:#?}", findings.found);
    for outcome in run_tests(&case, &PACKS) {
        assert!(outcome.problems.is_empty(), "{}: {:#?}", outcome.name, outcome.problems);
    }
    let kinds: Vec<&str> =
        case.scenes.iter().filter_map(|scene| Some(scene.activity.as_ref()?.activity.kind.word())).collect();
    assert_eq!(kinds, ["Earshot", "Mail", "Redaction", "Paper", "Phone", "Chart", "Chart"]);
    assert_eq!(case.tests.len(), 3);
}

#[test]
fn every_piece_of_the_page_stands_in_its_case() {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let case = dense(whole());
    assert!(PIECES.len() > 8);
    for piece in PIECES.iter() {
        assert!(case.contains(&dense(piece)), "this is not in the whole case:\n{piece}");
    }
}

#[test]
fn a_word_that_is_none_is_told_with_the_nearest() {
    let told = [
        ("activity: Mail(", "activity: Male(", "Male", "is no activity", "did you mean `Mail`?"),
        ("flags: [\"astray\"], note", "flags: [\"astry\"], note", "\"astry\"", "is no flag", "did you mean `astray`?"),
        ("short: [\"thin\"]", "short: [\"thing\"]", "\"thing\"", "is no flag", "did you mean `thin`?"),
        ("flags: [\"overheard\"])]", "flags: [\"overhead\"])]", "\"overhead\"", "is no flag", "`overheard`"),
        ("needs: [\"nights\"]", "needs: [\"night\"]", "\"night\"", "is no answer of this activity", "`nights`"),
        ("needs: [\"sleep.note\"]", "needs: [\"sleep\"]", "\"sleep\"", "is no answer of this activity", "sleep.note"),
        ("marks: [\"trade\"]", "marks: [\"trad\"]", "\"trad\"", "is no mark of this sheet", "`trade`"),
        ("(who: \"bo\", marks", "(who: \"bob\", marks", "\"bob\"", "is no person of the cast", "`bo`"),
        ("(who: \"mo\", spot", "(who: \"moe\", spot", "\"moe\"", "is no person of the cast", "`mo`"),
        ("to: [\"ruiz\"], note", "to: [\"riuz\"], note", "\"riuz\"", "is no person of the cast", "`ruiz`"),
        ("reaches: [\"ruiz\"]", "reaches: [\"ruis\"]", "\"ruis\"", "is no person of the cast", "`ruiz`"),
        ("[(variants: [\"signed\"]", "[(variants: [\"singed\"]", "\"singed\"", "is no variant", "`signed`"),
        ("floor: \"second\"", "floor: \"secund\"", "\"secund\"", "is no floor of this case", "`second`"),
        ("spot: \"copier\"", "spot: \"coper\"", "\"coper\"", "is no spot of this floor", "`copier`"),
        ("or: [\"stairs\"]", "or: [\"stair\"]", "\"stair\"", "is no spot of this floor", "`stairs`"),
        ("doors: [\"door\"]", "doors: [\"dor\"]", "\"dor\"", "is no barrier of this floor", "`door`"),
        ("voices: [low, normal]", "voices: [lo, normal]", "lo", "is no voice", "`low`"),
        ("clear: word", "clear: words", "words", "is no clearness", "`word`"),
        ("walls: drywall", "walls: drywal", "drywal", "is no barrier", "`drywall`"),
        ("finish: hard", "finish: bare", "bare", "is no finish of a room", "hard"),
        ("by: plain_email, note", "by: plain_mail, note", "plain_mail", "is no channel", "`plain_email`"),
        ("what: [unique_trait]", "what: [uniqe_trait]", "uniqe_trait", "is no kind of information", "`unique_trait`"),
        ("facts: [\"nights\"]", "facts: [\"night\"]", "\"night\"", "is no story fact", "`nights`"),
        ("goto: \"page\")", "goto: \"pages\")", "\"pages\"", "is no scene", "`page`"),
        ("to: \"mend\"), \"sheet\"]", "to: \"mends\"), \"sheet\"]", "\"mends\"", "is no scene", "`mend`"),
        (
            "facts: {\"breach.happened\": true}",
            "facts: {\"breach.hapened\": true}",
            "\"breach.hapened\"",
            "is no fact",
            "breach.happened",
        ),
        (
            "facts: {\"breach.happened\": true}",
            "facts: {\"slipped\": true}",
            "\"slipped\"",
            "is a flag of this case",
            "flags: [\"slipped\"]",
        ),
        ("acts: [Access(about: \"ines\")]", "acts: [Acces(about: \"ines\")]", "Acces", "is no act", "`Access`"),
    ];
    for (old, new, at, message, help) in told {
        check(&[(old, new)], &[("S005", at, message, help)]);
    }
}

#[test]
fn a_field_that_the_activity_does_not_have_is_told() {
    check(
        &[("most_attached: 1", "most_atached: 1")],
        &[("S003", "most_atached", "is no field of an activity", "did you mean `most_attached`?")],
    );
    // A field of another of the six.
    check(&[("shows: \"555", "typed: \"x\", shows: \"555")], &[("S003", "typed", "is no field of an activity", "")]);
    check(
        &[("address: \"a.ruiz@valley.example\", ", "")],
        &[("S002", "(", "an address needs the field `address`", "")],
    );
    check(&[("label: \"through the portal\", ", "")], &[("S002", "(", "needs the field `label`", "")]);
    check(&[(", how: \"He sings in the choir.\"", "")], &[("S002", "(", "needs the field `how`", "")]);
}

#[test]
fn every_answer_has_a_name_of_its_own_that_a_way_can_be_written_with() {
    let chart =
        "(id: \"chart\", label: \"The whole chart\", what: [identity, whole_chart], note: \"It is what the letter";
    let dates = chart.replace("\"chart\"", "\"dates\"");
    check(
        &[(chart, &dates)],
        &[("S006", "\"dates\"", "is the name of two answers of `request`", "the first is in line")],
    );
    // Doors and voices are answers as well.
    let name = "(id: \"name\", label: \"Her name\"";
    check(
        &[(name, "(id: \"low\", label: \"Her name\"")],
        &[("S006", "\"low\"", "two answers of `talk`", "the first is in line")],
    );
    check(
        &[(name, "(id: \"door\", label: \"Her name\""), ("clear: word, ", "")],
        &[("S006", "\"door\"", "two answers of `talk`", "the first is in line")],
    );
    check(
        &[("voices: [low, normal],", ""), (name, "(id: \"whisper\", label: \"Her name\"")],
        &[("S006", "\"whisper\"", "two answers of `talk`", "is there by itself")],
    );
    check(
        &[("(id: \"trade\"", "(id: \"who\"")],
        &[
            ("S006", "\"who\"", "two answers of `slip`", "the first is in line"),
            ("S005", "\"trade\"", "is no mark of this sheet", ""),
        ],
    );
    check(
        &[("(id: \"dream\"", "(id: \"sleep\"")],
        &[("S006", "\"sleep\"", "two answers of `note`", "the first is in line")],
    );
    for name in ["dates, all", "dates(all)", "dates|all", " ", ""] {
        let named = format!("(id: \"{name}\", label: \"The dates");
        let at = format!("\"{name}\"");
        check(
            &[("(id: \"dates\", label: \"The dates", &named)],
            &[("S004", &at, "can be no name here", "use letters, digits")],
        );
    }
    check(
        &[("Mail(id: \"send\"", "Mail(id: \"send, it\"")],
        &[("S004", "Mail", "`send, it` can be no name", "use letters")],
    );
}

#[test]
fn what_is_needed_is_needed_of_one_question() {
    check(
        &[("needs: [\"line|chart\"]", "needs: [\"line|portal\"]")],
        &[("S004", "\"line|portal\"", "names answers of two questions", "an entry of its own")],
    );
    check(
        &[("needs: [\"nights.keep\"], short", "short")],
        &[("S002", "[\"thin\"]", "never go up: nothing is needed", "say in `needs`")],
    );
}

#[test]
fn what_is_said_wider_tells_less() {
    let trade = "what: [unique_trait], note";
    check(
        &[(trade, "what: [unique_trait], wider_what: [symptoms, names], note")],
        &[
            ("S004", "[symptoms, names]", "`trade` would tell", "take it out of `wider_what`"),
            ("S004", "[symptoms, names]", "`trade` would tell", "take it out of `wider_what`"),
        ],
    );
    let nights = "what: [symptoms], note: \"Without this";
    check(
        &[(nights, "what: [symptoms], wider_what: [symptoms], note: \"Without this")],
        &[("S002", "[symptoms]", "`nights` says what is told in wider words", "write `wider:")],
    );
    check(
        &[("marks: [\"trade\"]", "marks: []")],
        &[("S004", "[]", "from no mark at all nobody can tell", "name the marks")],
    );
}

#[test]
fn a_deal_is_one_of_those_of_the_case() {
    let told = ("S004", "3", "3 is no deal of this case, which has 2 deals", "write `deals: 3` at the top");
    check(&[("(deals: [2], text", "(deals: [3], text")], &[told]);
    check(&[("deals: [2], minutes: 5", "deals: [3], minutes: 5")], &[told]);
    check(&[("variant: \"signed\", deal: 2", "variant: \"signed\", deal: 3")], &[told]);
    check(&[("(deals: [2], text", "(deals: [0], text")], &[("S004", "0", "out of range: at least 1, at most 2", "")]);
    check(&[("(deals: [2], text", "(deals: [\"two\"], text")], &[("S004", "\"two\"", "expected a whole number", "")]);
    check(
        &[("language: \"en\", deals: 2", "language: \"en\", deals: 9")],
        &[("S004", "9", "at least 1, at most 4", "")],
    );
    check(
        &[("(when: \"flag(thin)\"", "(when: \"deal is 3\"")],
        &[("S008", "3", "`3` is no deal of this case", "it has 2")],
    );
}

#[test]
fn more_runs_than_there_are_bits_for_are_refused() {
    let variant = |at: usize| format!("(id: \"v{at}\", title: \"V\"),");
    let with = |more: usize| {
        let many: String = (0..more).map(variant).collect::<Vec<_>>().concat();
        whole().replacen("variants: [", &format!("variants: [{many}"), 1)
    };
    let found = load(&with(64)).unwrap_err();
    assert!(found.iter().any(|found| found.code == "S007" && found.message.contains("runs; at most 64")), "{found:?}");
    assert!(load(&with(8)).is_ok());
}

#[test]
fn a_floor_that_cannot_be_drawn_is_told_once_at_its_part() {
    // The talk that names it is not blamed as well.
    check(
        &[("at: (6, 5.5)", "at: (6, 9)")],
        &[("S004", "(", "the spot `bench` lies in no room", "move it into a room")],
    );
    check(
        &[("at: (0, 4), size: (12, 2)", "at: (0, 4.5), size: (12, 2)")],
        &[("S004", "(", "there is no room below it", "move it to where two rooms touch")],
    );
    check(
        &[("from: (1.5, 4), to: (2.4, 4)", "from: (1.5, 0), to: (2.4, 0)")],
        &[("S004", "(", "there is no room above it", "move it to where two rooms touch")],
    );
    check(
        &[("size: (4, 4), finish", "size: (4, 4.3), finish")],
        &[
            ("S004", "(", "this room and `office` overlap by 0.3 m", "rooms may touch"),
            ("S004", "(", "it stands inside `office`", "move it to the line"),
        ],
    );
    check(&[("from: (1.5, 4)", "from: (1.5, 4.5)")], &[("S004", "(", "it runs aslant", "along a wall")]);
    check(
        &[("open: true)],", "open: true), (id: \"door\", from: (3, 4), to: (3.9, 4), kind: hatch)],")],
        &[("S006", "\"door\"", "the barrier `door` is there twice", "the first is in line")],
    );
    check(
        &[("(id: \"corridor\"", "(id: \"office\"")],
        &[("S006", "\"office\"", "the room `office` is there twice", "")],
    );
    check(
        &[("(id: \"stairs\"", "(id: \"bench\""), (", or: [\"stairs\"]", "")],
        &[("S006", "\"bench\"", "the spot `bench` is there twice", "")],
    );
    check(&[("at: (3, 5))", "at: (3, 5.125))")], &[("S004", "5.125", "is no length in meters", "at most two digits")]);
    check(&[("size: (12, 2)", "size: 12")], &[("S004", "12", "expected two lengths in meters", "")]);
    // What a machine is need not be said.
    let fan = "machines: [(id: \"fan\", at: (5, 5), level: 45)], spots: [\n            (id: \"copier\"";
    check(&[("spots: [\n            (id: \"copier\"", fan)], &[]);
    let lost = fan.replace("(5, 5)", "(5, 7)");
    check(
        &[("spots: [\n            (id: \"copier\"", &lost)],
        &[("S004", "(", "it stands in no room", "move it into a room")],
    );
    check(&[("hush: 38", "hush: 380")], &[("S004", "380", "out of range", "")]);
    check(
        &[("kind: gasketed_door, open: true", "kind: glass, open: true")],
        &[("S004", "(", "`glass` cannot stand open", "")],
    );
    check(
        &[("kind: gasketed_door, open: true", "kind: glass")],
        &[("S004", "\"door\"", "`door` is `glass`, which nobody can open or shut", "name a door")],
    );
}

#[test]
fn a_talk_is_checked_against_its_floor() {
    check(
        &[("spot: \"bench\", or", "moments: [\"noon\"], spot: \"bench\", or")],
        &[("S005", "\"noon\"", "is no moment of this talk", "")],
    );
    check(&[("most_said: 2", "most_said: 99")], &[("S004", "99", "at least 1, at most 24", "")]);
    check(&[("voices: [low, normal]", "voices: []")], &[("S002", "E", "at least one entry in `voices`", "")]);
}

#[test]
fn what_can_never_be_told_is_told_to_its_author() {
    let act = "act: Disclose(about: \"ines\", purpose: treatment), unsaid";
    check(&[(act, "unsaid")], &[("S002", "[\"ruzicka\"]", "this is never told: `send` has no `act`", "add `act:")]);
    check(
        &[("to: [\"ruzicka\"], purpose: mistake,", ""), ("to: [\"ruiz\"], note", "note")],
        &[("S002", "Disclose(about: \"ines\", purpose: treatment)", "nobody is ever told", "write `to`")],
    );
    check(
        &[("what: [identity, presence], flags: [\"confirmed\"]", "flags: [\"confirmed\"]")],
        &[(
            "S002",
            "Disclose(to: \"diaz\", about: \"ines\", purpose: mistake, by: phone)",
            "nothing is ever told",
            "`what`",
        )],
    );
    check(
        &[("acts: [Access(about: \"ines\")], ", ""), ("acts: [Access(about: \"benno\", purpose: social)], ", "")],
        &[("S002", "Chart", "nothing comes of `open`, whatever is picked", "give it an `act`")],
    );
    check(
        &[("                (label: \"From\"", "                (label: \"From\", fault: \"Whose?\"")],
        &[("S002", "\"Whose?\"", "nobody can mark it", "give the line an `id`")],
    );
    check(
        &[("(id: \"what\", label", "(label"), ("(id: \"signed\", label: \"Signed\"", "(label: \"Signed\"")],
        &[
            ("S002", "Paper", "`seen` and `missed` never go up", "give lines an `id`"),
            ("S002", "\"Nobody has signed it.\"", "nobody can mark it", "give the line an `id`"),
        ],
    );
}

#[test]
fn what_stands_from_the_start_can_stand() {
    check(
        &[("note: \"It answers the question, and no more.\"", "usual: true, note: \"It answers.\"")],
        &[("S004", "\"line\"", "`line` cannot stand from the start", "take `usual` out")],
    );
    check(
        &[("to: [\"voss\"], by: letter, note", "to: [\"voss\"], by: letter, usual: true, note")],
        &[("S004", "\"nobody\"", "`nobody` never stands from the start", "the first that is there")],
    );
}

#[test]
fn opening_and_writing_are_two_desks() {
    check(
        &[(
            "            note: \"The log sees",
            "            send: [(id: \"kept\", label: \"kept\")], note: \"The log sees",
        )],
        &[("S004", "Chart", "a record is opened and a note is written at two desks", "the next scene")],
    );
}

/// The case with another desk in the place of the call.
fn with_desk(desk: &str) -> String {
    let (before, rest) = whole().split_once("activity: Phone(").expect("a call");
    let (_, after) = rest.split_once("goto: \"search\")").expect("its end");
    format!("{before}activity: {desk}{after}")
}

#[test]
fn a_desk_on_which_nothing_lies_is_told() {
    for (desk, missing) in [
        ("Mail(id: \"d\", goto: \"search\")", "a mail needs at least one entry in `to`"),
        ("Redaction(id: \"d\", sheet: [\"Plain.\"], goto: \"search\")", "at least one mark in its `sheet`"),
        ("Paper(id: \"d\", goto: \"search\")", "lines with an `id`, to be marked, or an entry in `to`"),
        ("Phone(id: \"d\", goto: \"search\")", "at least one entry in `check`, `words` or `close`"),
        ("Chart(id: \"d\", goto: \"search\")", "at least one entry in `open` or in `statements`"),
    ] {
        let found = load(&with_desk(desk)).unwrap_err();
        let told: Vec<_> =
            found.iter().map(|found| (found.code, words(found), found.message.contains(missing))).collect();
        assert_eq!(told, [("S002", desk.split('(').next().unwrap(), true)], "{found:#?}");
    }
    let found = load(&with_desk("Earshot(id: \"d\", floor: \"second\", goto: \"search\")")).unwrap_err();
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_desk_with_more_ways_than_can_be_looked_at_is_told_with_their_number() {
    let mark = |at: usize| format!("(id: \"m{at}\", text: \"a\", wider: \"b\", what: [symptoms]),");
    let marks: String = (0..12).map(mark).collect();
    let sheet = format!("sheet: [{marks}");
    check(
        &[("sheet: [", &sheet)],
        &[("S007", "Redaction", "ways; at most 40000 are looked at", "split it into two scenes")],
    );
    let attached = |at: u32| format!("(id: \"a{at}\", label: \"a\", minutes: {}),", 2_u32.pow(at));
    let attach: String = (0..10).map(attached).collect();
    let attach = format!("attach: [{attach}");
    check(
        &[("attach: [", &attach), ("most_attached: 1", "most_attached: 10")],
        &[("S007", "Mail", "ways that differ; at most 1024", "split it into two scenes")],
    );
}

#[test]
fn a_desk_leads_somewhere() {
    check(
        &[("to: \"mend\"), \"sheet\"]", "to: \"mend\")]")],
        &[("S009", "Mail", "the last `goto` has a condition", "end the list with a plain scene")],
    );
}

#[test]
fn all_of_it_is_told_at_once() {
    let changes = [
        ("floor: \"second\", with", "floor: \"third\", with"),
        ("flags: [\"astray\"], note", "flags: [\"astry\"], note"),
        ("needs: [\"nights.keep\"]", "needs: [\"nights.kept\"]"),
        ("most_sent: 1", "most_send: 1"),
        ("(deals: [2], text", "(deals: [7], text"),
        ("whose: \"Calder, Ines\", ", ""),
        ("apart: [", "apart: ["),
        ("purpose: payment, by", "purpose: payments, by"),
    ];
    let changes: Vec<_> = changes.into_iter().filter(|(old, new)| old != new).collect();
    check(
        &changes,
        &[
            ("S005", "\"third\"", "is no floor of this case", "second"),
            ("S005", "\"astry\"", "is no flag", "`astray`"),
            ("S005", "\"nights.kept\"", "is no answer of this activity", "`nights.keep`"),
            ("S003", "most_send", "is no field of an activity", "`most_sent`"),
            ("S004", "7", "out of range", ""),
            ("S002", "(", "needs the field `whose`", ""),
            ("S005", "payments", "is no purpose", "`payment`"),
        ],
    );
}

#[test]
fn a_problem_is_shown_with_line_column_and_words() {
    let found = load(&changed(&[("reaches: [\"ruiz\"]", "reaches: [\"ruis\"]")])).unwrap_err();
    let first = found.first().unwrap();
    let (line, column) = first.source.line_column(first.span.start);
    let written = first.source.text().lines().nth(line - 1).unwrap();
    assert_eq!(written.find("\"ruis\"").map(|at| at + 1), Some(column), "{written}");
}

/// What the first failing test of the case says, with one step of its first path in another way.
fn played(old: &str, new: &str) -> (String, String, String) {
    let case = load(&changed(&[(old, new)])).unwrap();
    let problems: Vec<Diagnostic> = run_tests(&case, &PACKS).into_iter().flat_map(|outcome| outcome.problems).collect();
    let first = problems.first().expect("it does not play");
    (words(first).to_owned(), first.message.clone(), first.help.clone().unwrap_or_default())
}

#[test]
fn a_test_that_names_no_way_is_told_at_the_way_with_what_is_missing() {
    let send = "\"send(ruiz, line, portal)\"";
    for (way, message) in [
        ("\"send(ruis, line, portal)\"", "`send` has no answer `ruis`; did you mean `ruiz`?"),
        ("\"send(ruiz, line)\"", "By which way? Nothing is chosen yet."),
        ("\"send(line, portal)\"", "The address line is empty."),
        ("\"send(ruiz, ruzicka, line, portal)\"", "`to` takes 1 of its answers at most"),
        ("\"send(ruiz, line, portal, open)\"", "`ways` takes 1 of its answers at most"),
    ] {
        let (at, told, help) = played(send, way);
        assert_eq!(at, way);
        assert!(told.contains("in the scene `page`") && told.contains(message), "{told}");
        assert!(help.contains("send(…)"), "{help}");
    }
    let (at, told, _) = played("\"talk(inside, door, low, nights)\"", "\"talk(here, door, low, nights)\"");
    assert_eq!((at.as_str(), told.contains("out of reach")), ("\"talk(here, door, low, nights)\"", true), "{told}");
    let (at, told, _) = played("\"call(neutral)\"", "\"call(back, neutral)\"");
    assert_eq!((at.as_str(), told.contains("that is not there")), ("\"call(back, neutral)\"", true), "{told}");
    let (_, told, help) = played(send, "\"sent(ruiz)\"");
    assert!(told.contains("is written `send(answer, answer)`") && help.contains("send(…)"), "{told} {help}");
}
