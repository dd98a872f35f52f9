//! Lint of cases with activities: ways are not told one by one, answers are; words are counted once; and the signs by which
//! a choice gives itself away are looked for among choices only.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "lint/carets.rs"]
mod carets;

use carets::check;
use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::Packs;
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::{lint_case, lint_case_whole};
use confidant::scenario::Case;
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::sync::{Arc, LazyLock};

const TODAY: Date = date(2026, 11, 22);

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// A friend who asks, a page to send to one of two Anns, and the friend again.
const CASE: &str = include_str!("lint/desk.case.ron");

/// Two addresses of the first deal, and the way.
const HOLM: &str = r#"(id: "holm", label: "Ann Holm", address: "a.holm@clinic.example", to: ["holm"], deals: [1]),"#;
const HAHL: &str = r#"(id: "hahl", label: "Ann Hahl", address: "a.hahl@post.example", to: ["hahl"], deals: [1], flags: ["astray"], note: "Another Ann."),"#;
const PORTAL: &str = r#"ways: [(id: "portal", label: "the portal", by: secure_message)],"#;
const NOTE: &str = "note: \"Look at the address before you look at the words.\",\n";

fn problems(source: &Arc<Source>) -> Vec<Diagnostic> {
    let case = Case::load(source, &PACKS.vocabulary).expect("it reads");
    lint_case_whole(&case, &PACKS, TODAY).found
}

#[track_caller]
fn put(right: &str, other: &str) -> String {
    assert_eq!(CASE.matches(right).count(), 1, "`{right}` stands once in the base");
    CASE.replace(right, other)
}

#[track_caller]
fn wrong(right: &str, other: &str) {
    check(CASE, (right, other), problems);
}

/// Codes, and the words they are told of.
#[track_caller]
fn told(text: &str) -> Vec<(&'static str, String)> {
    let found = problems(&Source::new("t.case.ron", text));
    found.iter().map(|found| (found.code, found.source.words(found.span).to_owned())).collect()
}

#[track_caller]
fn clean(text: &str) {
    let found = problems(&Source::new("t.case.ron", text));
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

#[test]
fn a_case_with_a_desk_can_be_without_a_fault() {
    clean(CASE);
}

#[test]
fn an_answer_that_is_in_no_way_that_opens_is_told_at_its_place_and_its_ways_are_not() {
    wrong(
        HAHL,
        r#"(id: "hahl", label: "Ann Hahl", address: "a.hahl@post.example", to: ["hahl"], deals: [1], when: "flag(astray)", flags: ["astray"], note: "Another Ann."),
//   ^^^^^^ C001: the answer `hahl` of `send` is part of no way that is ever open"#,
    );
}

#[test]
fn an_activity_needs_a_note_and_an_answer_that_always_costs_needs_its_own() {
    let found = told(&put(NOTE, ""));
    assert_eq!(found, [("C005", "\"send\"".to_owned())]);
    wrong(
        HAHL,
        r#"(id: "hahl", label: "Ann Hahl", address: "a.hahl@post.example", to: ["hahl"], deals: [1], flags: ["astray"]),
//   ^^^^^^ C005: the answer `hahl` always costs something and is not explained"#,
    );
    // The right one needs none beside the note of the activity.
    clean(&put(HOLM, &HOLM.replace("deals: [1]", r#"deals: [1], note: "The one who treats her.""#)));
}

#[test]
fn an_answer_that_may_be_added_and_changes_nothing_is_told_and_one_that_is_needed_is_not() {
    let hello = r#"words: [(id: "hello", label: "Dear Ann,")],"#;
    let with = |more: &str| put(PORTAL, &format!("{PORTAL}\n{hello}{more}"));
    assert_eq!(told(&with("")), [("C028", "\"hello\"".to_owned())]);
    let needed = with(r#" needs: ["hello"], short: ["curt"],"#)
        .replace(
            r#"flags: ["astray"],
situation"#,
            r#"flags: ["astray", "curt"],
situation"#,
        )
        .replace(r#"text: "It is late.""#, r#"text: ["It is late.", (when: "flag(curt)", text: "And curt.")]"#);
    clean(&needed);
}

#[test]
fn prose_on_a_desk_is_looked_at_where_it_stands() {
    wrong(
        r#"label: "Ann Holm","#,
        r#"label: "Ann {hulm}",
//          ^^^^^^ C007: `{hulm}` in the scene `two` names nobody of the cast"#,
    );
    wrong(
        NOTE.trim_end(),
        r#"note: "The law requires you to look.",
//     ^^^^^^^^^^^^^^^^ C023: `The law requires` names no place"#,
    );
    let long = "word ".repeat(41);
    let found = told(&put(r#"tutorial: ["Type a name.","#, &format!(r#"tutorial: ["{long}.","#)));
    assert!(found.iter().any(|(code, words)| *code == "C022" && words.starts_with("word word")), "{found:?}");
}

#[test]
fn what_an_activity_uses_is_used() {
    // `hahl` is in the text of no scene: the desk tells her.
    clean(CASE);
    let found = told(&put(
        r#"then: ["It is sent.", (when: "flag(astray)", text: "It is off to another Ann.")],"#,
        r#"then: "It is sent.","#,
    ));
    assert_eq!(found, [("C017", "\"astray\"".to_owned())]);
}

#[test]
fn the_words_of_a_desk_are_counted_once() {
    // Three more ways of sending make three times as many ways, and a line more to read.
    let more = r#"ways: [(id: "portal", label: "the portal", by: secure_message), (id: "letter", label: "a letter", by: letter, note: "Slow."), (id: "fax", label: "a fax", by: fax, note: "Open."), (id: "plain_mail", label: "e-mail", by: plain_email, note: "Open.")],"#;
    let found = told(&put(PORTAL, more));
    assert!(found.iter().all(|(code, _)| *code != "C020"), "{found:?}");
}

#[test]
fn a_test_that_misreads_a_way_is_told_what_is_wrong_with_it() {
    let found = problems(&Source::new(
        "t",
        put(
            r#"path: ["leave", "send(holm, plain, portal)", "leave"]"#,
            r#"path: ["leave", "send(hulm, plain)", "leave"]"#,
        ),
    ));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(only.code, "T001");
    assert!(only.message.contains("`send` has no answer `hulm`; did you mean `holm`?"), "{}", only.message);
}

#[test]
fn a_desk_on_which_nothing_hangs_is_told_as_a_whole() {
    // Everything may go to both: it is the treating provider's, whoever of the two names it is.
    let text = CASE
        .replace(r#"to: ["hahl"]"#, r#"to: ["holm"]"#)
        .replace("what: [identity, symptoms, billing]", "what: [identity]")
        .replace(", role: [misdirected_recipient]", ", role: [treating_provider]")
        .replace("It is off to another Ann.", "It is off to Ann Hahl.");
    let found = told(&text);
    assert!(found.contains(&("C016", "\"two\"".to_owned())), "{found:?}");
}

#[test]
fn a_trap_of_one_deal_names_the_deal() {
    // In the second deal only the wrong Ann is left.
    let text = CASE
        .replace(r#"(id: "holm2", label: "A. Holm", address: "holm@clinic.example", to: ["holm"], deals: [2]),"#, "")
        .replace("send(holm2, plain, portal)", "send(hahl2, plain, portal)");
    let found = problems(&Source::new("t", text));
    let trap = found.iter().find(|found| found.code == "C008").expect("a trap");
    assert!(trap.message.starts_with("the variant `base` (deal 2) has no run without a breach"), "{}", trap.message);
}

#[test]
fn a_desk_that_cannot_be_left_well_is_told_with_its_deal() {
    // In the second deal there is the wrong Ann alone, and one may leave the message for tomorrow.
    let text = CASE
        .replace(r#"(id: "holm2", label: "A. Holm", address: "holm@clinic.example", to: ["holm"], deals: [2]),"#, "")
        .replace(r#"text: "The page is ready.","#, r#"text: "The page is ready.", choices: [(id: "later", label: "Leave it", note: "It can wait.", goto: "three")],"#);
    let found = problems(&Source::new("t", text));
    let desk: Vec<&str> =
        found.iter().filter(|found| found.code == "C027").map(|found| found.message.as_str()).collect();
    assert_eq!(desk.len(), 1, "{}", render(&found, Format::Human));
    assert!(desk[0].contains("in `base`, deal 2 in US-CA"), "{}", desk[0]);
}

#[test]
fn a_quick_look_searches_nothing_and_still_knows_the_answers() {
    let hello = put(PORTAL, &format!(r#"{PORTAL} words: [(id: "hello", label: "Dear Ann,")],"#));
    let case = Case::load(&Source::new("t", hello.as_str()), &PACKS.vocabulary).expect("it reads");
    let codes: Vec<&str> = lint_case(&case, &PACKS, TODAY).found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["C028"]);
}

#[test]
fn what_is_meant_on_a_desk_is_allowed_by_the_name_of_the_activity() {
    let allowed = put(NOTE, "").replace(
        r#"start: "one","#,
        r#"start: "one", allow: [(code: "C005", at: "two/send", why: "Each answer says what there is to say.")],"#,
    );
    clean(&allowed);
}
