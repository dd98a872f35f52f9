//! Bad input: every problem is told at once with its place and a way out, nothing half-loads, nothing falls over.

#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "lint/carets.rs"]
mod carets;
#[path = "hostile/slips.rs"]
mod slips;
mod terminal;

use carets::check;
use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::{Inquiry, Pack, Packs, Vocabulary};
use confidant::learner::{Progress, Settings};
use confidant::library::{Files, Library, VOCABULARY, load_packs, shipped_rules};
use confidant::lint::{lint_case, lint_packs, run_tests};
use confidant::reading::{MAX_PROBLEMS, parse};
use confidant::scenario::Case;
use confidant::session::Record;
use confidant::source::Source;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use terminal::Home;

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// A small case without a fault.
const CASE: &str = include_str!("lint/base.case.ron");

/// A small pack without a fault.
const PACK: &str = include_str!("lint/base.pack.ron");

/// The least vocabulary that the engine can work with.
const WORDS: &str = include_str!("lint/base.words.ron");

/// Something to ask the judge.
const QUESTION: &str = include_str!("lint/base.question.ron");

fn problems_of_case(source: &Arc<Source>) -> Vec<Diagnostic> {
    match Case::load(source, &PACKS.vocabulary) {
        Err(found) => found,
        Ok(case) => {
            let linted = lint_case(&case, &PACKS, jiff::civil::date(2026, 11, 22)).found;
            let tested = run_tests(&Arc::new(case), &PACKS).into_iter().flat_map(|outcome| outcome.problems);
            linted.into_iter().chain(tested).collect()
        }
    }
}

fn problems_of_pack(source: &Arc<Source>) -> Vec<Diagnostic> {
    let words = shipped_rules().remove(VOCABULARY).expect("a vocabulary");
    Packs::load(&words, std::slice::from_ref(source))
        .map_or_else(|found| found, |packs| lint_packs(&packs, jiff::civil::date(2026, 1, 1)).found)
}

fn problems_of_words(source: &Arc<Source>) -> Vec<Diagnostic> {
    Vocabulary::load(source).err().unwrap_or_default()
}

fn problems_of_question(source: &Arc<Source>) -> Vec<Diagnostic> {
    Inquiry::load(source, &PACKS.vocabulary, jiff::civil::date(2026, 11, 22)).err().unwrap_or_default()
}

#[track_caller]
fn case(right: &str, wrong: &str) {
    check(CASE, (right, wrong), problems_of_case);
}

#[track_caller]
fn pack(right: &str, wrong: &str) {
    check(PACK, (right, wrong), problems_of_pack);
}

#[track_caller]
fn words(right: &str, wrong: &str) {
    check(WORDS, (right, wrong), problems_of_words);
}

#[track_caller]
fn question(right: &str, wrong: &str) {
    check(QUESTION, (right, wrong), problems_of_question);
}

#[test]
fn a_slip_of_the_pen_is_told_where_it_is() {
    case(
        "minutes: 2,\nauthors: [\"Somebody\"],",
        r#"minutes: 2
    authors: ["Somebody"],
//  ^ S001: expected `,` or `)`"#,
    );
    case(
        r#"flags: ["private"],"#,
        r#"flags: ["private"),
//               ^ S001: `)` does not close the `[`"#,
    );
    case(
        "minutes: 2,",
        r"minutes: 1x5,
//       ^^^ S001: `1x5` is no number",
    );
    case(
        r#"reflect: "What would you do?","#,
        r#"reflect: "Wh\at",
//          ^^ S001: `\a` is no escape"#,
    );
    case(
        "minutes: 2,",
        r"minutes = 15,
//      ^ S001: expected `:` and a value here",
    );
    pack(
        "effect: Forbid,",
        r"effect: ,
//      ^ S001: `,` starts no value",
    );
    question(
        "facts: {\"threat.serious\": true},",
        r#"facts: {"threat.serious" true},
//                       ^ S001: expected `:`"#,
    );
}

#[test]
fn a_missing_or_strange_field_is_named() {
    case(
        r#"(id: "kept", place: "office", text: "It is kept.","#,
        r#"   (id: "kept", text: "It is kept.",
// ^ S002: a scene needs the field `place`"#,
    );
    case(
        r#"variants: [(id: "base", title: "As it happened"), (id: "young", title: "Younger", ages: {"maya": 17})],"#,
        r#"variants: [(id: "base", title: "As it happened"), (id: "young", ages: {"maya": 17})],
//                                                ^ S002: a variant needs the field `title`"#,
    );
    case(
        r#"(id: "sit", label: "Sit down","#,
        r#"(id: "sit", lable: "x", label: "Sit down",
//          ^^^^^ S003: `lable` is no field of a choice"#,
    );
    case(
        "minutes: 2,",
        r#"minutes: 2, titel: "x",
//          ^^^^^ S003: `titel` is no field of a case"#,
    );
    pack(
        "effect: Forbid,",
        r"effect: Forbid, serverity: Grave,
//              ^^^^^^^^^ S003: `serverity` is no field of a rule",
    );
    question(
        "facts: {\"threat.serious\": true},",
        r#"facts: {"threat.serious": true}, act: [],
//                               ^^^ S003: `act` is no field of an inquiry"#,
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    case(
        "minutes: 2,",
        r#"minutes: "ten",
//       ^^^^^ S004: expected a whole number, found a text"#,
    );
    case(
        "minutes: 2,",
        r"minutes: 99999999999999999999999,
//       ^^^^^^^^^^^^^^^^^^^^^^^ S004: `99999999999999999999999` is no whole number from 1 to 240",
    );
    case(
        "minutes: 2,",
        r"minutes: 0,
//       ^ S004: 0 is out of range: at least 1, at most 240",
    );
    case(
        r#"date: "2026-10-05","#,
        r#"date: "2026-02-30",
//    ^^^^^^^^^^^^ S004: `2026-02-30` is no date"#,
    );
    case(
        r#"time: "09:10","#,
        r#"time: "24:10",
//    ^^^^^^^ S004: `24:10` is no time of day"#,
    );
    case(
        r#"reflect: "What would you do?","#,
        r#"reflect: "  ",
//       ^^^^ S004: this text is empty"#,
    );
    case(
        r#"id: "sample","#,
        r#"id: "../../etc/passwd",
//  ^^^^^^^^^^^^^^^^^^ S004: `../../etc/passwd` is no id of a case"#,
    );
    pack(
        r#"by: "36 hours","#,
        r#"by: "soon",
//  ^^^^^^ S004: `soon` is no deadline"#,
    );
    words(
        r#"(id: "weather.wet", kind: Flag,"#,
        r#"(id: "weather.wet", kind: Flags,
//                        ^^^^^ S004: expected `Flag`, `Years`, `Scale([…])` or `OneOf([…])`"#,
    );
}

#[test]
fn an_unknown_word_is_named_with_the_nearest() {
    case(
        r#"start: "door","#,
        r#"start: "dor",
//     ^^^^^ S005: `dor` is no scene of this case"#,
    );
    case(
        r#"goto: "late"),"#,
        r#"goto: "lat"),
//    ^^^^^ S005: `lat` is no scene of this case"#,
    );
    case(
        r#"present: ["dana"],"#,
        r#"present: ["dania"],
//        ^^^^^^^ S005: `dania` is no person of the cast"#,
    );
    case(
        "role: [colleague],",
        r"role: [coleague],
//     ^^^^^^^^ S005: `coleague` is no role",
    );
    case(
        r#"situation: {"threat.serious": false},"#,
        r#"situation: {"threat.seriuos": false},
//          ^^^^^^^^^^^^^^^^ S005: `threat.seriuos` is no fact"#,
    );
    case(
        r#"situation: {"threat.serious": false},"#,
        r#"situation: {"threat.serious": maybe},
//                            ^^^^^ S005: `maybe` is no value of `threat.serious`"#,
    );
    pack(
        "effect: Forbid,",
        r"effect: Forbids,
//      ^^^^^^^ S005: `Forbids` is no effect",
    );
    question(
        r#"acts: [Warn(to: "police","#,
        r#"acts: [Warm(to: "police",
//     ^^^^ S005: `Warm` is no act"#,
    );
}

#[test]
fn a_name_given_twice_is_told_where_the_second_stands() {
    case(
        "minutes: 2,",
        r"minutes: 2, minutes: 16,
//          ^^^^^^^ S006: `minutes` is given twice",
    );
    case(
        r#"(id: "stand","#,
        r#"(id: "sit",
//   ^^^^^ S006: the scene `desk` has two choices `sit`"#,
    );
    case(
        r#"(id: "dana", name: "Dana Ruiz","#,
        r#"(id: "dana", name: "Dana", role: [client]), (id: "dana", name: "Dana Ruiz",
//                                               ^^^^^^ S006: the person `dana` is there twice"#,
    );
    case(
        r#"flags: ["private"],"#,
        r#"flags: ["private", "private"],
//                 ^^^^^^^^^ S006: the flag `private` is there twice"#,
    );
    case(
        r#"situation: {"threat.serious": false},"#,
        r#"situation: {"threat.serious": false, "threat.serious": true},
//                                   ^^^^^^^^^^^^^^^^ S006: `threat.serious` is given twice"#,
    );
}

#[test]
fn a_condition_is_told_by_its_own_words() {
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "not visited(dor) and knows(panik)",
//                              ^^^ S008: `dor` is no scene
//                                             ^^^^^ S008: `panik` is no story fact"#,
    );
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "threat.serius",
//                  ^^^^^^^^^^^^^ S008: `threat.serius` is no fact"#,
    );
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "recipient is client",
//                  ^^^^^^^^^ S008: `recipient` asks of an act, and here is none"#,
    );
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "flag(private) flag(private)",
//                                ^^^^ S008: `flag` cannot follow here"#,
    );
    // With an escape in it the columns of what is read are not those of what is written.
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "flag(\u{70}rivate) & doubt",
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ S008: `&` is no part of a condition"#,
    );
    pack(
        r#"when: "overheard","#,
        r#"when: "overherd",
//     ^^^^^^^^ S008: `overherd` is no fact"#,
    );
}

#[test]
fn a_choice_that_may_lead_nowhere_is_named() {
    case(
        r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),"#,
        r#"  (id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: [(when: "flag(private)", to: "late")]),
//^ S009: the last `goto` has a condition"#,
    );
}

#[test]
fn a_test_that_does_not_come_true_is_told_where() {
    case(
        r#"ends: "kept")],"#,
        r#"ends: "late")],
//    ^^^^^^ T001: the path ends in `kept`, not in `late`"#,
    );
    case(
        r#"tests: [(name: "the plain road", path: ["wait", "sit", "keep"],"#,
        r#"tests: [(name: "the plain road", path: ["wait", "keep", "sit"],
//                                              ^^^^^^ T001: the scene `desk` has no choice `keep`"#,
    );
    case(
        r#"ends: "kept")],"#,
        r#"ends: "kept", breaks: ["aca2014.B.1.c"], law: Violation)],
//                     ^^^^^^^^^^^^^^^ T001: the run does not break `aca2014.B.1.c`
//                                            ^^^^^^^^^ T001: the gravest law badge of the run is"#,
    );
}

#[track_caller]
fn codes_of(text: &str) -> BTreeSet<&'static str> {
    let source = Source::new("t", text);
    problems_of_case(&source).iter().map(|found| found.code).collect()
}

#[test]
fn two_cases_of_one_id_are_not_both_loaded() {
    let files = |id: &str| {
        let other = CASE.replace("id: \"sample\"", &format!("id: \"{id}\""));
        Files::from([("a.case.ron".into(), Source::new("a", CASE)), ("b.case.ron".into(), Source::new("b", other))])
    };
    let load = |id| Library::load(&shipped_rules(), &files(id)).expect("the rules are fine");
    assert_eq!((load("other").cases.len(), load("other").problems.len()), (2, 0));
    let library = load("sample");
    assert_eq!(library.cases.len(), 1);
    assert_eq!(library.problems.iter().map(|found| found.code).collect::<Vec<_>>(), ["C000"]);
}

#[test]
fn a_vocabulary_that_is_not_whole_is_refused() {
    words(
        r#"(id: client, name: "client"),"#,
        r#"(id: client, name: "client"), (id: client, name: "again"),
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ R002: the role `client` is there twice"#,
    );
    for (landmark, stranger) in [("id: guardian", "id: warden"), ("id: names", "id: nicknames")] {
        let without = Source::new("w", WORDS.replace(landmark, stranger));
        assert_eq!(problems_of_words(&without).iter().map(|found| found.code).collect::<Vec<_>>(), ["R003"]);
    }
    let many = |count: usize| {
        let terms = (0..count).fold(String::new(), |terms, at| format!("{terms}(id: s{at}, name: \"s\"),"));
        problems_of_words(&Source::new("w", WORDS.replace("settings: [", &format!("settings: [{terms}"))))
    };
    assert!(many(100).is_empty());
    assert_eq!(many(130).iter().map(|found| found.code).collect::<BTreeSet<_>>(), BTreeSet::from(["R001"]));
}

#[test]
fn a_fact_stands_once_and_starts_at_a_value_of_its_own() {
    words(
        r#"(id: "weather.wet", kind: Flag,"#,
        r#"(id: "weather.wet", default: treu, kind: Flag,
//                           ^^^^ S005: `treu` is no value of this fact"#,
    );
    let twice = WORDS.replace(r#""weather.wet""#, r#""process.kind""#);
    let found = problems_of_words(&Source::new("w", twice));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["R002"]);
}

#[test]
fn nobody_is_in_a_question_twice_and_no_crowd_is_judged() {
    question(
        r#"(id: "police", role"#,
        r#"(id: "sam", role: [friend]), (id: "police", role
//   ^^^^^ S006: the party `sam` is there twice"#,
    );
    let crowd = (0..300).fold(String::new(), |crowd, at| format!("{crowd}(id: \"p{at}\", role: [visitor]),"));
    let found = problems_of_question(&Source::new("q", QUESTION.replace("parties: [", &format!("parties: [{crowd}"))));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["S007"]);
}

#[test]
fn a_place_far_along_a_line_is_told_by_its_column() {
    let source = Source::new("t", format!("(id: \"{}\", minutes: 3 \"y\")", "x".repeat(5_000)));
    let found = parse(&source).expect_err("a comma is missing");
    assert!(render(&[found], Format::Human).contains("(column 5021 of a long line)"));
}

#[test]
fn a_pack_that_makes_no_sense_is_refused() {
    pack(
        r#"pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-11-21", chosen: true),"#,
        r#"pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-11-21", federal: true, chosen: true),
//    ^ R004: a pack says whom it binds"#,
    );
    pack(
        r#"(id: "mine.note", cite: "Handbook 2", heading: "Write it down", certainty: Verified, effect: Require, when: "doubt",
discharged_by: "done(document)","#,
        r#"  (id: "mine.note", cite: "Handbook 2", heading: "Write it down", certainty: Verified, effect: Require, when: "doubt",
//^ R005: `mine.note` requires something but does not say what discharges it"#,
    );
    pack(
        r#"(id: "mine.hall", cite: "Handbook 1","#,
        r#"  (id: "mine.hall", overrides: ["mine.hal"], cite: "Handbook 1",
//^ R006: `mine.hall` overrides `mine.hal`, which is no rule"#,
    );
    pack(
        r#"(id: "mine.note", cite: "Handbook 2","#,
        r#"  (id: "mine.hall", cite: "Handbook 2",
//^ R007: the rule `mine.hall` is there twice for the same days"#,
    );
    pack(
        r#"(id: "mine.hall", cite: "Handbook 1", heading: "No talk in the hall", certainty: Verified,
effect: Forbid,"#,
        r#"  (id: "mine.hall", cite: "Handbook 1", heading: "No talk in the hall", certainty: Verified,
//^ R010: under `mine.hall` telling more could help
effect: Permit,"#,
    );
}

#[test]
fn a_person_or_an_act_that_makes_no_sense_is_refused() {
    question(
        "role: [law_enforcement])],",
        r"role: [subject])],
//    ^^^^^^^^^ R008: `subject` is worked out for each disclosure",
    );
    question(
        r#"acts: [Warn(to: "police","#,
        r"acts: [Warn(
//     ^ R009: something is told, but to nobody",
    );
    case(
        r#"(id: "fret","#,
        r#"(id: "fret", acts: [Disclose(to: "dana", purpose: social)],
//                  ^ R009: a disclosure tells something"#,
    );
}

#[test]
fn five_different_mistakes_are_five_problems() {
    let slips = [
        ("minutes: 2", "minutes: \"ten\""),
        ("start: \"door\"", "start: \"doer\""),
        ("flags: [\"private\"],", "flags: [\"private\"], tilte: 3,"),
        ("role: [colleague]", "role: [coleague]"),
        ("note: \"Take your time.\", goto", "note: \"Take your time.\", when: \"visited(dor)\", goto"),
    ];
    let broken = slips.iter().fold(CASE.to_owned(), |text, (right, wrong)| text.replace(right, wrong));
    let home = Home::new();
    let file = home.put("five.case.ron", &broken);
    let said = home.run(&["lint", &file, "--format", "json"], "").code(1);
    let rows: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let codes: BTreeSet<&str> =
        rows.as_array().expect("a list").iter().filter_map(|row| row["code"].as_str()).collect();
    assert_eq!(rows.as_array().map(Vec::len), Some(5), "{}", said.out);
    assert_eq!(codes, BTreeSet::from(["S003", "S004", "S005", "S008"]));
    let fine = home.put("fine.case.ron", CASE);
    home.run(&["lint", &fine, "--quick", "--max-age", "1200"], "").code(0).says("0 errors, 0 warnings; 1 case read");
    home.run(&["play", &file], "").code(2).says("five.case.ron:3:10").says("did you mean `door`?");
}

#[test]
fn a_case_may_be_written_in_json_or_with_single_items_unbracketed() {
    let lone = CASE.replace(r#"flags: ["private"]"#, r#"flags: "private""#);
    assert_eq!(codes_of(&lone), BTreeSet::new());
    let one = CASE.replace(
        r#"variants: [(id: "base", title: "As it happened"), (id: "young", title: "Younger", ages: {"maya": 17})]"#,
        r#"variants: (id: "base", title: "As it happened")"#,
    );
    assert_eq!(codes_of(&one), BTreeSet::new());
    let map = one.replace(
        r#"variants: (id: "base", title: "As it happened")"#,
        r#"variants: [{"id": "base", "title": "As it happened"}]"#,
    );
    assert_eq!(codes_of(&map), BTreeSet::new());
}

/// A reader's problems with a text.
type Read = fn(&Arc<Source>) -> Vec<Diagnostic>;

/// Texts that somebody careless or hostile could hand in.
fn junk() -> Vec<(&'static str, String)> {
    let fields = (0..20_000).fold(String::from("("), |mut text, at| {
        let _ = write!(text, "f{at}: 1, ");
        text
    });
    vec![
        ("nothing", String::new()),
        ("blanks", " \n\t ".into()),
        ("a mark", "\u{feff}".into()),
        ("zeros", "\0".repeat(1_000)),
        ("brackets", "[".repeat(10_000)),
        ("round brackets", "(".repeat(10_000)),
        ("names with brackets", "a(".repeat(10_000)),
        ("braces", "{".repeat(10_000)),
        ("closing brackets", ")".repeat(10_000)),
        ("comments", "/*".repeat(10_000)),
        ("headers", "#![".repeat(10_000)),
        ("a raw text", format!("r{}", "#".repeat(10_000))),
        ("a long line", format!("({})", "x".repeat(1_000_000))),
        ("a long text", format!("(id: \"{}\")", "x".repeat(1_000_000))),
        ("a long word", format!("(cast: [(id: \"a\", role: {}, )])", "w".repeat(1_000_000))),
        ("a huge number", format!("(minutes: {})", "9".repeat(100_000))),
        ("many fields", format!("{fields})")),
        ("one field again and again", format!("({})", "id: 1, ".repeat(20_000))),
        ("many keys", format!("(facts: {{{}}})", "\"a\": 1, ".repeat(20_000))),
        ("many wrong acts", format!("(acts: [{}])", "Wran(), ".repeat(5_000))),
        ("many items", format!("[{}]", "1, ".repeat(50_000))),
        ("too much", " ".repeat(confidant::reading::MAX_BYTES + 1)),
        ("the end of a file", "\u{1a}".into()),
        ("a terminal's code", "(id: \"\u{1b}[2J\", \u{1b}[2J: 1)".into()),
    ]
}

#[test]
fn no_junk_is_taken_for_a_file_of_ours() {
    for (what, text) in junk() {
        let source = Source::new(what, text);
        let readers: [Read; 4] = [
            |source| Case::load(source, &PACKS.vocabulary).err().unwrap_or_default(),
            |source| Pack::load(source, &PACKS.vocabulary).err().unwrap_or_default(),
            |source| Vocabulary::load(source).err().unwrap_or_default(),
            problems_of_question,
        ];
        for read in readers {
            let found = read(&source);
            assert!((1..=MAX_PROBLEMS + 1).contains(&found.len()), "{what}: {}", found.len());
            // The last one stands deepest in the text, and it alone is drawn: drawing two hundred tells no more.
            let last: Vec<Diagnostic> = found.last().cloned().into_iter().collect();
            for format in [Format::Human, Format::Short, Format::Json] {
                let text = render(&last, format);
                assert!(text.len() < 20_000, "{what}: {} bytes of {format:?}", text.len());
            }
        }
        assert!(Record::parse(source.text()).is_err(), "{what}");
        let _ = (Settings::parse(source.text()), Progress::parse(source.text()));
    }
}

#[test]
fn after_two_hundred_problems_the_rest_is_counted() {
    let text = CASE.replace("unsettled: [],", &format!("unsettled: [{}],", "nope, ".repeat(1_000)));
    let found = problems_of_case(&Source::new("t", text));
    assert_eq!(found.len(), MAX_PROBLEMS + 1);
    let last = found.last().expect("some");
    assert_eq!((last.code, last.message.as_str()), ("S010", "there are 800 more problems after the first 200"));
}

#[test]
fn a_condition_nobody_would_write_is_refused() {
    let brackets = |count: usize| format!("{}flag(private){}", "(".repeat(count), ")".repeat(count));
    let codes = |when: &str| codes_of(&CASE.replace(r#"id: "fret","#, &format!(r#"id: "fret", when: "{when}","#)));
    assert_eq!(codes(&brackets(20)), BTreeSet::new());
    assert_eq!(codes(&brackets(100)), BTreeSet::from(["S008"]));
    assert_eq!(codes(&brackets(10_000)), BTreeSet::from(["S007"]));
    assert_eq!(codes(&"not ".repeat(10_000)), BTreeSet::from(["S007"]));
    assert_eq!(codes(&"x or ".repeat(300)), BTreeSet::from(["S008", "S010"]));
}

/// A case of many scenes in a row.
fn long_case(scenes: usize) -> String {
    let middle = (0..scenes).fold(String::new(), |mut text, at| {
        let next = if at + 1 == scenes { "door".into() } else { format!("s{}", at + 1) };
        let _ = writeln!(
            text,
            r#"(id: "s{at}", place: "office", text: "On.", choices: [(id: "on", label: "On", goto: "{next}")]),"#
        );
        text
    });
    CASE.replace("scenes: [", &format!("scenes: [{middle}")).replace(r#"start: "door""#, r#"start: "s0""#)
}

#[test]
fn a_case_of_many_scenes_is_read_and_one_of_too_many_is_refused() {
    let read = |scenes| Case::load(&Source::new("t", long_case(scenes)), &PACKS.vocabulary);
    assert_eq!(read(1_900).map(|case| case.scenes.len()).ok(), Some(1_905));
    let found = read(5_000).expect_err("too many");
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["S007"]);
}

#[test]
fn a_long_case_is_searched_without_falling_over() {
    let codes = codes_of(&long_case(600));
    // Ways on without another are no decisions, but it takes long to read them.
    assert!(codes.contains("C020"), "{codes:?}");
}

#[test]
fn a_pack_that_fails_leaves_nothing_half_loaded() {
    let mut rules = shipped_rules();
    assert!(load_packs(&rules).is_ok());
    rules.insert("mine.ron".into(), Source::new("mine.ron", PACK.replace("effect: Forbid", "effect: Forbids")));
    rules.insert("yours.ron".into(), Source::new("yours.ron", PACK.replace("why: \"Walls", "whi: \"Walls")));
    let found = load_packs(&rules).expect_err("two are broken");
    let named: BTreeSet<&str> = found.iter().map(|found| found.source.name()).collect();
    assert_eq!(named, BTreeSet::from(["mine.ron", "yours.ron"]));
    let home = Home::new();
    home.put("home/rules/mine.ron", PACK.replace("effect: Forbid", "effect: Forbids"));
    for arguments in [&["list"][..], &["rules"], &["play", "overheard"], &["judge", "-"], &["lint"], &["vocabulary"]] {
        let code = if arguments == ["lint"] { 1 } else { 2 };
        home.run(arguments, "()").code(code).says("mine.ron:5:9").says("did you mean `Forbid`?");
    }
    home.put("home/rules/mine.ron", PACK);
    home.run(&["rules", "mine.hall"], "").code(0).says("No talk in the hall");
}

#[test]
fn a_broken_case_leaves_the_others_playable_and_is_named() {
    let home = Home::new();
    home.put("home/scenarios/bad.case.ron", CASE.replace("minutes: 2", "minutes: ten"));
    home.put("home/scenarios/junk.case.ron", [0xFF, 0xFE, 0x00, 0x9C]);
    home.put("home/scenarios/sample.case.ron", CASE);
    home.run(&["list"], "").code(1).says("bad.case.ron:3:10").says("junk.case.ron").says("A sample").says("overheard");
    home.run(&["play", "sample", "--seed", "3"], "\n1\n1\n1\n").code(0).says("bad.case.ron:3:10").says("Debrief saved");
    let folder = home.path("home/scenarios").display().to_string();
    home.run(&["lint", &folder], "").code(1).says("bad.case.ron:3:10").says("byte 1 is not UTF-8");
}

#[test]
fn no_file_makes_a_command_fall_over() {
    let home = Home::new();
    let mut files = vec![home.put("binary.ron", (0..=255).cycle().take(70_000).collect::<Vec<u8>>())];
    files.push(home.put("late.ron", [b"(\n  id: \"ab\xC3\"".as_slice(), b"\xFF)"].concat()));
    let large = home.put("large.ron", "(");
    let sparse = std::fs::OpenOptions::new().write(true).open(&large).expect("there");
    sparse.set_len(100 * 1024 * 1024).expect("sparse");
    files.push(large);
    files.push(home.path("nowhere.ron").display().to_string());
    files.push(home.path("").display().to_string());
    for (at, (_, text)) in junk().into_iter().enumerate().filter(|(at, _)| at % 7 == 0) {
        files.push(home.put(&format!("junk-{at}.ron"), text));
    }
    for file in &files {
        home.run(&["judge", file], "").code(2);
        home.run(&["replay", file], "").code(2);
        home.run(&["play", file], "").code(2);
        if std::path::Path::new(file).is_file() {
            home.run(&["lint", file, "--format", "short"], "").code(1).says(".ron:");
        }
    }
    home.run(&["judge", &home.path("late.ron").display().to_string()], "").code(2).says("late.ron:2:10");
}

#[test]
fn a_terminal_is_not_repainted_by_a_file() {
    let home = Home::new();
    let file =
        home.put("x.case.ron", CASE.replace("{dana} asks", "\u{1b}[2J{dana} asks").replace("minutes: 2", "minutes: 1"));
    home.run(&["play", &file, "--seed", "1"], "\n").code(0).says("Dana Ruiz asks").says_not("\u{1b}");
    let file = home.put("y.case.ron", CASE.replace("minutes: 2", "minutes: \"\u{1b}[2J\", \"\u{1b}]0;x\": 2"));
    home.run(&["lint", &file, "--format", "short"], "").code(1).says_not("\u{1b}");
}

#[test]
fn windows_line_ends_and_a_mark_do_no_harm() {
    let windows = format!("\u{feff}{}", CASE.replace('\n', "\r\n"));
    assert_eq!(codes_of(&windows), BTreeSet::new());
}

#[test]
fn damaged_saves_settings_and_progress_are_put_aside_and_named() {
    let home = Home::new();
    let damages: [&[u8]; 6] =
        [b"", b"\xFF\xFE", b"(", b"(text_percent: \"big\", cases: 3)", b"\0\0\0", &[b'['; 10_000]];
    for bytes in damages {
        home.put("home/settings.ron", bytes);
        home.put("home/progress.ron", bytes);
        home.put("home/saves/minor.run", bytes);
        let said = home.run(&["play", "minor"], "\n1\n").code(0).says("settings.ron could not be read");
        let _ = said.says("minor.run could not be read").says("it was kept as").says("Saved.");
        assert!(home.path("home/saves/minor.damaged").exists() && home.path("home/settings.damaged").exists());
    }
    home.put("home/scenarios/sample.case.ron", CASE);
    home.put("home/progress.ron", "(cases: 3)");
    home.run(&["play", "sample", "--seed", "3"], "\n1\n1\n1\n").code(0).says("progress.ron could not be read");
    assert!(home.path("home/progress.damaged").exists());
}

#[test]
fn a_torn_record_is_followed_to_its_last_good_line() {
    let home = Home::new();
    home.put("home/scenarios/sample.case.ron", CASE);
    home.run(&["play", "sample"], "\n1\n1\n").code(0).says("Saved.");
    let save = home.path("home/saves/sample.run");
    let text = home.text("home/saves/sample.run");
    let (torn, _) = text.trim_end().split_at(text.trim_end().len() - 9);
    home.put("home/saves/sample.run", torn);
    home.run(&["replay", &save.display().to_string()], "").code(1).says("line 3 is damaged").says("1 decisions");
    home.run(&["play", "sample"], "1\n").code(0).says("after 1 decisions").says("as far as it could be followed");
    assert_eq!(home.files("home/saves").len(), 2, "the save and the damaged one beside it");
    // A save of another case is no save of this one.
    home.put("home/saves/minor.run", &text);
    home.run(&["play", "minor"], "\n1\n").code(0).says("it is a run of another case").says("Saved.");
}

#[test]
fn a_record_of_a_million_lines_is_read_to_its_bound() {
    let home = Home::new();
    home.put("home/scenarios/sample.case.ron", CASE);
    home.run(&["play", "sample"], "\n1\n").code(0);
    let text = home.text("home/saves/sample.run");
    let head = text.lines().next().expect("a head");
    let file = home.put("long.run", format!("{head}\n{}", "x\n".repeat(1_000_000)));
    home.run(&["replay", &file], "").code(1).says("line 2 is damaged");
    let back = format!("{text}{}", "Did(Rewind(to:0))\n".repeat(100_000));
    let file = home.put("back.run", back);
    home.run(&["replay", &file], "").code(1).says("line 2001 is damaged (a record has at most 2000 lines)");
    let file = home.put("wide.run", format!("{head}\nDid(Choose(choice:\"{}\"))\n", "x".repeat(1_000_000)));
    home.run(&["replay", &file], "").code(1).says("at most 4096 are read");
}
