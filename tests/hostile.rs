//! Bad input: every problem is told at once with its place and a way out, nothing half-loads, nothing falls over.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod terminal;

use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::{Inquiry, Pack, Packs, Vocabulary};
use confidant::learner::{Progress, Settings};
use confidant::library::{Files, Library, VOCABULARY, load_packs, shipped_cases, shipped_rules};
use confidant::lint::{codes, lint_case, lint_packs, run_tests};
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
const CASE: &str = r#"(
id: "sample", version: "1.0.0", title: "A sample", summary: "A short one.",
minutes: 15,
authors: ["Somebody"],
sources: [(cite: "ACA Code of Ethics (2014)", on: "2026-11-21")],
content_note: "Nothing graphic.", support: "Call a friend.", themes: ["overheard talk"],
objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"])],
jurisdictions: ["US-CA"],
professions: ["counselor"],
date: "2026-10-05",
time: "09:10",
role: "You are a counselor.", setting: "A practice.",
cast: [
(id: "maya", name: "Maya Ellison", role: [client], age: 34),
(id: "dana", name: "Dana Ruiz", role: [colleague], look: (skin: 3, hair: dark, style: curly, top: plum)),
],
places: [(id: "office", name: "The office", setting: private_office, art: office)],
facts: [(id: "panic", about: "maya", kinds: [symptoms], text: "She had a panic attack.")],
flags: ["private"],
situation: {"threat.serious": false},
unsettled: [],
variants: [(id: "base", title: "As it happened"), (id: "young", title: "Younger", ages: {"maya": 17})],
start: "door",
scenes: [
(id: "door", place: "office", present: ["dana"], text: "{dana} asks after {maya}.", choices: [
(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),
(id: "nod", label: "Nod and go", note: "A nod says nothing.", flags: ["private"], goto: "desk"),
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
guide: (summary: "One thing.", questions: ["What now?"]),
reflect: "What would you do?",
tests: [(name: "the plain road", path: ["wait", "sit", "keep"], ends: "kept")],
)"#;

/// A small pack without a fault.
const PACK: &str = r#"(
pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-11-21", chosen: true),
rules: [
(id: "mine.hall", cite: "Handbook 1", heading: "No talk in the hall", certainty: Verified,
effect: Forbid,
act: [Disclose],
when: "overheard",
why: "Walls are thin.", fix: "Go to the office."),
(id: "mine.note", cite: "Handbook 2", heading: "Write it down", certainty: Verified, effect: Require, when: "doubt",
discharged_by: "done(document)",
by: "36 hours",
why: "Memory fades.", fix: "Write a line."),
],
)"#;

/// The least vocabulary that the engine can work with.
const WORDS: &str = r#"(
roles: [
(id: subject, name: "themself", computed: true), (id: co_client, name: "the other", computed: true),
(id: client, name: "client"),
(id: family, name: "family"), (id: guardian, name: "guardian"),
],
kinds: [
(id: identity, name: "identity"), (id: presence, name: "presence"),
(id: record, name: "record", under: [(id: psychotherapy_notes, name: "notes")]),
],
purposes: [(id: care, name: "care")],
channels: [(id: spoken, name: "spoken")],
settings: [(id: hallway, name: "hallway")],
facts: [
(id: "minor.consented_alone", kind: Flag, says: "the minor consented alone"),
(id: "process.kind", kind: OneOf([none, court_order]), says: "a paper came"),
],
)"#;

/// Something to ask the judge.
const QUESTION: &str = r#"(
parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement])],
facts: {"threat.serious": true},
acts: [Warn(to: "police", about: "sam", what: [identity, threat], by: phone)],
)"#;

fn problems_of_case(source: &Arc<Source>) -> Vec<Diagnostic> {
    match Case::load(source, &PACKS.vocabulary) {
        Err(found) => found,
        Ok(case) => {
            let linted = lint_case(&case, &PACKS);
            let tested = run_tests(&Arc::new(case), &PACKS).into_iter().flat_map(|outcome| outcome.problems);
            linted.into_iter().chain(tested).collect()
        }
    }
}

fn problems_of_pack(source: &Arc<Source>) -> Vec<Diagnostic> {
    let words = shipped_rules().remove(VOCABULARY).expect("a vocabulary");
    Packs::load(&words, std::slice::from_ref(source)).map_or_else(|found| found, |packs| lint_packs(&packs))
}

fn problems_of_words(source: &Arc<Source>) -> Vec<Diagnostic> {
    Vocabulary::load(source).err().unwrap_or_default()
}

fn problems_of_question(source: &Arc<Source>) -> Vec<Diagnostic> {
    Inquiry::load(source, &PACKS.vocabulary, jiff::civil::date(2026, 11, 22)).err().unwrap_or_default()
}

/// A place and what is said of it: line, column, width, code, words of the message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark(usize, usize, usize, String, String);

/// Reads `// ^^^^ S005: message` lines; each speaks of the last line that is none.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut culprit = 0;
    for (at, line) in text.lines().enumerate() {
        let Some(carets) = line.find('^').filter(|_| line.starts_with("//")) else {
            culprit = at + 1;
            continue;
        };
        let (_, rest) = line.split_at(carets);
        let width = rest.chars().take_while(|c| *c == '^').count();
        let (code, message) = rest.trim_start_matches('^').trim().split_once(": ").expect("a code and a message");
        marks.push(Mark(culprit, carets + 1, width, code.into(), message.into()));
    }
    marks
}

fn found_marks(problems: &[Diagnostic]) -> Vec<Mark> {
    let mark = |found: &Diagnostic| {
        let (line, column) = found.source.line_column(found.span.start);
        let words = found.source.words(found.span);
        let width = words.lines().next().unwrap_or("").chars().count().max(1);
        Mark(line, column, width, found.code.to_owned(), found.message.clone())
    };
    let mut marks: Vec<Mark> = problems.iter().map(mark).collect();
    marks.sort();
    marks
}

#[track_caller]
fn check(base: &str, (right, wrong): (&str, &str), problems: impl Fn(&Arc<Source>) -> Vec<Diagnostic>) {
    assert_eq!(base.matches(right).count(), 1, "`{right}` stands once in the base");
    let neighbour = problems(&Source::new("fine", base));
    assert!(neighbour.is_empty(), "{}", render(&neighbour, Format::Human));
    let source = Source::new("wrong", base.replace(right, wrong));
    let problems = problems(&source);
    let told = found_marks(&problems);
    let mut wanted = marks(source.text());
    wanted.sort();
    let same = |told: &Mark, wanted: &Mark| {
        (told.0, told.1, told.2, &told.3) == (wanted.0, wanted.1, wanted.2, &wanted.3) && told.4.contains(&wanted.4)
    };
    let all = told.len() == wanted.len() && told.iter().zip(&wanted).all(|(told, wanted)| same(told, wanted));
    assert!(all, "wanted {wanted:#?}\nand found\n{}", render(&problems, Format::Human));
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
        "minutes: 15,",
        "minutes: 15
authors: [],
// ^^^^ S001: expected `,` or `)`"
            .replace("// ^^^^", "// ^^^")
            .as_str(),
    );
}

#[test]
fn a_bracket_left_open_is_told_where_it_was_opened() {
    case(
        "],\nguide:",
        ")\n// ^ S001: does not close the `[`\n,\nguide:".replace(")\n// ^", "    )\n//  ^").trim_start_matches('\n'),
    );
    case(
        "flags: [\"private\"],",
        "flags: [\"private,
//       ^ S001: this text is never closed",
    );
    case(
        "minutes: 15,",
        "minutes: 1x5,
//       ^^^ S001: `1x5` is no number",
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
        r#"(id: "sit", label: "Sit down","#,
        r#"(id: "sit", lable: "x", label: "Sit down",
//          ^^^^^ S003: `lable` is no field of a choice"#,
    );
    case(
        "minutes: 15,",
        r#"minutes: 15, titel: "x",
//           ^^^^^ S003: `titel` is no field of a case"#,
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    case(
        "minutes: 15,",
        r#"minutes: "ten",
//       ^^^^^ S004: expected a whole number, found a text"#,
    );
    case(
        "minutes: 15,",
        r"minutes: 99999999999999999999999,
//       ^^^^^^^^^^^^^^^^^^^^^^^ S004: `99999999999999999999999` is no whole number from 1 to 240",
    );
    case(
        "minutes: 15,",
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
        r#"id: "sample", version"#,
        r#"id: "../../etc/passwd", version: "1",
//  ^^^^^^^^^^^^^^^^^^ S004: `../../etc/passwd` is no id of a case
licence"#
            .replace("// ^^^^^^^^^^^^^^^^^^", "//  ^^^^^^^^^^^^^^^^^^")
            .as_str(),
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
        r#"
goto: "lat"),
//    ^^^^^ S005: `lat` is no scene of this case"#,
    );
    case(
        r#"present: ["dana"],"#,
        r#"
present: ["dania"],
//        ^^^^^^^ S005: `dania` is no person of the cast"#,
    );
    case(
        "role: [colleague],",
        r"
role: [coleague],
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
}

#[test]
fn a_name_given_twice_is_told_where_the_second_stands() {
    case(
        r#"minutes: 15,"#,
        r#"minutes: 15, minutes: 16,
//           ^^^^^^^ S006: `minutes` is given twice"#,
    );
    case(
        r#"(id: "stand", label"#,
        r#"(id: "sit", label
//   ^^^^^ S006: the choice of `desk` `sit` is there twice"#,
    );
    case(
        r#"(id: "dana", name"#,
        r#"(id: "dana", name: "D", role: [client]),
(id: "dana", name
//   ^^^^^^ S006: the person `dana` is there twice"#,
    );
    case(r#"flags: ["private"],"#, "");
}

#[test]
fn a_condition_is_told_by_its_own_words() {
    case(
        r#"(id: "fret", label"#,
        r#"(id: "fret", when: "not visited(dor) and",
//                              ^^^ S008: `dor` is no scene
//                                      ^ S008: expected a condition here
label"#,
    );
    case(
        r#"(id: "fret", label"#,
        r#"(id: "fret", when: "threat.serius",
//                  ^^^^^^^^^^^^^ S008: `threat.serius` is no fact
label"#,
    );
    case(
        r#"(id: "fret", label"#,
        r#"(id: "fret", when: "recipient is client",
//                  ^^^^^^^^^ S008: `recipient` asks of an act, and here is none
label"#,
    );
}

#[test]
fn a_choice_that_may_lead_nowhere_is_named() {
    case(
        r#"goto: "late"),"#,
        r#"
goto: [(when: "flag(private)", to: "late")]),"#,
    );
}

#[test]
fn every_code_is_explained() {
    for code in codes::CODES {
        assert!(!code.title.is_empty() && code.text.len() > 20, "{}", code.code);
    }
}
