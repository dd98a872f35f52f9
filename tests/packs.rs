//! Rule packs and their tests: what lint finds in a pack that reads and misleads all the same, what a failing rule test
//! says, and that a malformed pack tells all its problems at once and is never half in force.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[expect(dead_code, reason = "other tests look at what was written, too")]
mod terminal;

use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::{Pack, Packs};
use confidant::library::{VOCABULARY, load_packs, shipped_rules};
use confidant::lint::lint_packs;
use confidant::reading::{MAX_BYTES, MAX_DEPTH};
use confidant::reference::RuleTests;
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use terminal::Home;

/// Lint asks how old a pack is; here it is always this day.
const TODAY: Date = date(2026, 10, 5);

static SHIPPED: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// A pack of a place, each rule on a line of its own from the second line on.
fn state(rules: &[&str]) -> String {
    pack(r#"layer: Law, jurisdiction: "US-QQ""#, rules)
}

fn pack(head: &str, rules: &[&str]) -> String {
    let rules: Vec<String> = rules.iter().map(|rest| rule(rest)).collect();
    format!(
        "(pack: (id: \"mine\", title: \"Mine\", as_of: \"2026-01-01\", {head}), rules: [\n{}\n])",
        rules.join(",\n")
    )
}

/// A rule of which only the rest is of interest.
fn rule(rest: &str) -> String {
    let own = |field: &str, usual: &str| if rest.contains(field) { String::new() } else { format!("{usual}, ") };
    format!(
        "(cite: \"Sec. 1\", heading: \"A clause\", {}{}why: \"So it is.\", fix: \"Do right.\", {rest})",
        own("certainty:", "certainty: Verified"),
        own("topic:", "topic: confidence"),
    )
}

fn load(text: &str) -> Result<Packs, Vec<Diagnostic>> {
    let words = shipped_rules().get(VOCABULARY).expect("a vocabulary is shipped").clone();
    Packs::load(&words, &[Source::new("mine.ron", text)])
}

fn places(found: &[Diagnostic]) -> Vec<(&'static str, usize, usize)> {
    let place = |found: &Diagnostic| {
        let (line, column) = found.source.line_column(found.span.start);
        (found.code, line, column)
    };
    found.iter().map(place).collect()
}

/// Lint finds this in the pack, at these lines, each with a fix.
#[track_caller]
fn check_lint(text: &str, wanted: &[(&'static str, usize)], words: &str) {
    let packs = load(text).unwrap_or_else(|found| panic!("{}", render(&found, Format::Human)));
    let found = lint_packs(&packs, TODAY).found;
    let told: Vec<(&str, usize)> = places(&found).into_iter().map(|(code, line, _)| (code, line)).collect();
    assert_eq!(told, wanted, "{}", render(&found, Format::Human));
    for found in &found {
        assert!(found.message.contains(words) && found.help.is_some(), "{}", found.message);
        let underlined = found.source.words(found.span);
        // A rule is underlined where it begins, an old day as it is written.
        assert!(underlined == "(" || underlined == "\"2024-01-01\"", "`{underlined}`");
    }
}

#[track_caller]
fn check_clean(text: &str) {
    check_lint(text, &[], "");
}

// ---- Lint ----------------------------------------------------------------------------------------------------------

#[test]
fn telling_more_or_taking_a_release_back_must_not_help() {
    let permit = |when: &str| state(&[&format!(r#"id: "a", effect: Permit, to: [friend], when: "{when}""#)]);
    for when in ["shares(diagnosis)", "identified", "overheard", "not (not shares(diagnosis))"] {
        check_lint(&permit(when), &[("R010", 2)], "telling more could help");
    }
    for when in ["not release is valid", "release is not valid", "not everyone_released"] {
        check_lint(&permit(when), &[("R010", 2)], "taking a release back could help");
    }
    for when in ["not shares(diagnosis)", "not identified", "release is valid", "everyone_released"] {
        check_clean(&permit(when));
    }
    check_clean(&state(&[r#"id: "a", effect: Forbid, to: [friend], when: "shares(diagnosis)""#]));
    check_clean(&state(&[r#"id: "a", effect: Forbid, to: [friend], when: "release is defective""#]));
    let lifted = state(&[r#"id: "a", effect: Forbid, to: [friend], unless: "shares(diagnosis)""#]);
    check_lint(&lifted, &[("R010", 2)], "telling more could help");
}

#[test]
fn a_permission_that_rests_on_a_void_release_is_found() {
    // To take a release back makes it void: under such a rule that would help.
    let rest = r#"id: "a", effect: Permit, to: [friend], when: "release is defective""#;
    check_lint(&state(&[rest]), &[("R010", 2)], "taking a release back could help");
}

#[test]
fn a_rule_that_can_never_apply_is_found() {
    let forbid = |rest: &str| {
        state(&[r#"id: "fine", effect: Forbid, to: [friend]"#, &format!(r#"id: "a", effect: Forbid, {rest}"#)])
    };
    for rest in [
        r#"when: "threat.made and not threat.made""#,
        r#"when: "program is part2 and program is school""#,
        r#"when: "threat.made", unless: "threat.made or doubt""#,
        r#"when: "subject.age < 12 and subject.age >= 18""#,
        r#"when: "abuse.age_now < 12 and abuse.age_now > 17""#,
        r#"purpose: [treatment], when: "purpose is payment""#,
    ] {
        check_lint(&forbid(rest), &[("R011", 3)], "`a` can never apply");
    }
    for rest in [
        r#"when: "threat.made and not threat.serious""#,
        r#"when: "program is part2 or program is school""#,
        r#"when: "threat.made", unless: "threat.made and doubt""#,
        r#"when: "subject.age < 18 and subject.age >= 12""#,
        r#"purpose: [treatment], when: "purpose is not payment""#,
    ] {
        check_clean(&forbid(rest));
    }
    let codes = |binds: &str| {
        pack(
            "layer: Ethics, professions: [counselor]",
            &[&format!(r#"id: "a", effect: Forbid, to: [friend], binds: [{binds}]"#)],
        )
    };
    check_lint(&codes("mft"), &[("R011", 2)], "binds a profession that its pack does not");
    check_clean(&codes("counselor"));
    check_clean(&codes("mental_health_professional"));
}

/// Where the prohibition of two rules that meet stands.
const MEETING: &[(&str, usize)] = &[("R012", 3)];

#[test]
fn a_pack_that_permits_and_forbids_at_once_is_found_unless_it_says_which_stands_above() {
    let both = |permit: &str, forbid: &str| {
        state(&[&format!(r#"id: "yes", effect: Permit, {permit}"#), &format!(r#"id: "no", effect: Forbid, {forbid}"#)])
    };
    check_lint(&both("to: [family]", "to: [spouse]"), MEETING, "`no` forbids what yes can permit at once");
    check_lint(&both("to: [friend]", "purpose: [social]"), MEETING, "`no` forbids what yes");
    check_clean(&both(r#"to: [family], overrides: ["no"]"#, "to: [spouse]"));
    check_clean(&both("to: [family]", r#"to: [spouse], overrides: ["yes"]"#));
    check_clean(&both("to: [family]", "to: [friend]"));
    check_clean(&both(r#"to: [friend], when: "threat.made""#, r#"to: [friend], when: "not threat.made""#));
    check_clean(&both("to: [friend]", "to: [friend], aspect: Setting"));
    check_clean(&both("to: [friend]", r#"default: true, when: "recipient is not subject""#));
    check_clean(&both(r#"to: [friend], valid_to: "2020-01-01""#, r#"to: [friend], valid_from: "2020-01-02""#));
}

#[test]
fn a_hole_between_two_versions_is_found() {
    let versions = |to: &str, from: &str| {
        state(&[
            &format!(r#"id: "a", effect: Forbid, to: [friend], valid_to: "{to}""#),
            &format!(r#"id: "a", effect: Forbid, to: [friend], valid_from: "{from}""#),
        ])
    };
    check_lint(&versions("2020-01-01", "2020-01-03"), &[("R013", 3)], "`a` is silent from 2020-01-01 to 2020-01-03");
    check_clean(&versions("2020-01-01", "2020-01-02"));
    check_clean(&versions("2020-12-31", "2021-01-01"));
}

#[test]
fn a_pack_nobody_looked_at_for_two_years_is_found() {
    let text = |as_of: &str| state(&[r#"id: "a", effect: Forbid, to: [friend]"#]).replace("2026-01-01", as_of);
    check_lint(&text("2024-01-01"), &[("R014", 1)], "was last checked on 2024-01-01, more than 24 months ago");
    check_clean(&text("2024-10-05"));
    let packs = load(&text("2024-10-05")).expect("it is whole");
    let next_day = TODAY.tomorrow().expect("a day");
    assert_eq!(places(&lint_packs(&packs, next_day).found).first().map(|(code, ..)| *code), Some("R014"));
}

#[test]
fn a_rule_of_a_place_without_a_topic_is_found() {
    let bare =
        |head: &str| pack(head, &[r#"id: "a", effect: Forbid, to: [friend]"#]).replace("topic: confidence, ", "");
    check_lint(&bare(r#"layer: Law, jurisdiction: "US-QQ""#), &[("R015", 2)], "`a` has no topic");
    check_clean(&bare("layer: Law, federal: true"));
    check_clean(&state(&[r#"id: "a", effect: Forbid, to: [friend]"#]));
}

#[test]
fn the_shipped_packs_are_free_of_all_that() {
    // Their age is counted from the newest of them, so that this says in ten years what it says today.
    let newest = SHIPPED.packs.iter().map(|pack| pack.as_of).max().expect("packs are shipped");
    let found = lint_packs(&SHIPPED, newest).found;
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

// ---- Rule tests ----------------------------------------------------------------------------------------------------

/// A place where one may tell friends that somebody is a client, must report abuse, and assess before warning.
fn tested() -> Packs {
    let text = state(&[
        r#"id: "mine.silence", effect: Forbid, default: true, when: "recipient is not subject""#,
        r#"id: "mine.friends", effect: Permit, to: [friend], at_most: [presence]"#,
        r#"id: "mine.report", effect: Require, when: "abuse.suspected", discharged_by: "done(report, child_protection) and done(document)", by: "at once""#,
    ]);
    load(&text).unwrap_or_else(|found| panic!("{}", render(&found, Format::Human)))
}

const HEAD: &str = r#"jurisdiction: "US-QQ", date: "2026-10-05",
    parties: [(id: "sam", role: [client]), (id: "pat", role: [friend]), (id: "cps", role: [child_protection])],"#;

fn tests(row: &str) -> Arc<Source> {
    Source::new("mine.tests.ron", format!("({HEAD} tests: [\n(name: \"a row\", {row})])"))
}

const TELL: &str = r#"acts: [Disclose(to: "pat", about: "sam", what: [presence], purpose: social)]"#;
const ABUSE: &str = r#"facts: {"abuse.suspected": true}"#;

/// What a row that does not come true says of itself, and of what was said instead.
#[track_caller]
fn failing(row: &str) -> (String, String) {
    let packs = tested();
    let tests =
        RuleTests::load(&tests(row), &packs).unwrap_or_else(|found| panic!("{}", render(&found, Format::Human)));
    let outcomes = tests.run(&packs);
    let [outcome] = outcomes.as_slice() else { panic!("one row is one outcome") };
    let problem = outcome.problem.clone().unwrap_or_else(|| panic!("it holds: {row}"));
    assert_eq!(places(std::slice::from_ref(&problem)), [("T002", 3, 1)]);
    (problem.message, problem.help.unwrap_or_default())
}

#[track_caller]
fn holds(row: &str) {
    let packs = tested();
    let tests =
        RuleTests::load(&tests(row), &packs).unwrap_or_else(|found| panic!("{}", render(&found, Format::Human)));
    let problems: Vec<Diagnostic> = tests.run(&packs).into_iter().filter_map(|outcome| outcome.problem).collect();
    assert!(problems.is_empty(), "{}", render(&problems, Format::Human));
}

#[test]
fn a_row_that_comes_true_says_nothing() {
    holds(&format!("{TELL}, law: Ok, ethics: NotCovered, policy: NotCovered, effect: Permitted"));
    holds(&format!(
        r#"{TELL}, cites: ["mine.friends"], keeps: ["mine.friends"], silent: ["mine.silence", "mine.report"]"#
    ));
    holds(&format!(r#"{ABUSE}, opens: ["mine.report"]"#));
    holds(&format!(r#"{ABUSE}, closed: true, misses: ["mine.report"], law: Violation"#));
    holds(&format!(r#"{ABUSE}, acts: [Document()], closed: true, partly: ["mine.report"]"#));
    let report = r#"acts: [Report(to: "cps", about: "sam", what: [abuse]), Document()]"#;
    holds(&format!(r#"{ABUSE}, {report}, discharges: ["mine.report"]"#));
}

#[test]
fn each_kind_of_expectation_that_fails_says_what_was_said_instead() {
    for (expected, message) in [
        ("law: Violation", "law is Ok, not Violation"),
        ("ethics: Ok", "ethics is NotCovered, not Ok"),
        ("policy: Partial", "policy is NotCovered, not Partial"),
        ("effect: Forbidden", "the effect is Permitted, not Forbidden"),
        (r#"cites: ["mine.report"]"#, "`cites: [\"mine.report\"]` is not so"),
        (r#"breaks: ["mine.friends"]"#, "`breaks: [\"mine.friends\"]` is not so"),
        (r#"keeps: ["mine.silence"]"#, "`keeps: [\"mine.silence\"]` is not so"),
        (r#"opens: ["mine.report"]"#, "`opens: [\"mine.report\"]` is not so"),
        (r#"discharges: ["mine.report"]"#, "`discharges: [\"mine.report\"]` is not so"),
        (r#"misses: ["mine.report"]"#, "`misses: [\"mine.report\"]` is not so"),
        (r#"partly: ["mine.report"]"#, "`partly: [\"mine.report\"]` is not so"),
        (r#"silent: ["mine.friends"]"#, "`silent: [\"mine.friends\"]` is not so"),
    ] {
        let (said, instead) = failing(&format!("{TELL}, {expected}"));
        assert_eq!(said, format!("\"a row\": {message}"));
        assert_eq!(instead, "law Ok, ethics NotCovered, policy NotCovered: kept mine.friends");
    }
}

#[test]
fn all_that_fails_of_one_row_is_told_together() {
    let (said, instead) = failing(&format!(r#"{ABUSE}, closed: true, law: Ok, discharges: ["mine.report"]"#));
    assert_eq!(said, "\"a row\": law is Violation, not Ok; `discharges: [\"mine.report\"]` is not so");
    assert_eq!(instead, "law Violation, ethics NotCovered, policy NotCovered: missed mine.report");
    let (_, instead) = failing("acts: [LetPass()], law: Ok");
    assert_eq!(instead, "law NotCovered, ethics NotCovered, policy NotCovered: no rule speaks");
}

#[track_caller]
fn refused(source: &Arc<Source>) -> Vec<Diagnostic> {
    RuleTests::load(source, &tested()).err().unwrap_or_else(|| panic!("it was taken"))
}

#[test]
fn a_row_about_no_rule_nowhere_or_nothing_is_refused_with_a_fix() {
    let unknown = refused(&tests(&format!(r#"{TELL}, breaks: ["mine.freinds"], silent: ["mine.sillence"]"#)));
    let helps: Vec<&str> = unknown.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(helps, ["did you mean `mine.friends`?", "did you mean `mine.silence`?"]);
    let nothing = refused(&tests(TELL));
    assert_eq!(places(&nothing), [("S002", 3, 1)]);
    assert_eq!(nothing.first().and_then(|found| found.help.as_deref()), Some("add `law:`, `ethics:`, `cites:` …"));
    let placeless = tests("law: Ok").text().replace(r#"jurisdiction: "US-QQ", "#, "");
    let nowhere = refused(&Source::new("mine.tests.ron", placeless));
    assert_eq!(places(&nowhere), [("S002", 3, 1)]);
    assert_eq!(nowhere.first().map(|found| found.message.as_str()), Some("the test plays nowhere"));
    assert!(nowhere.iter().all(|found| found.help.is_some()));
    let wrong = refused(&tests("law: Okay, effect: Permited, cite: [3]"));
    assert_eq!(places(&wrong).iter().map(|(code, ..)| *code).collect::<Vec<_>>(), ["S005", "S005", "S003", "S002"]);
}

// ---- Malformed packs -----------------------------------------------------------------------------------------------

/// A pack with these rules is refused for exactly this.
#[track_caller]
fn check_refused(text: &str, wanted: &[(&'static str, usize, usize)], words: &[&str]) {
    let found = load(text).err().unwrap_or_else(|| panic!("it was taken"));
    assert_eq!(places(&found), wanted, "{}", render(&found, Format::Human));
    for (found, words) in found.iter().zip(words) {
        assert!(found.message.contains(words), "{} lacks `{words}`", found.message);
    }
}

#[test]
fn a_rule_without_a_citation_or_certainty_is_refused() {
    let fine = r#"id: "a", effect: Forbid, to: [friend]"#;
    assert!(load(&state(&[fine])).is_ok());
    let uncited = state(&[fine]).replace("cite: \"Sec. 1\", ", "");
    check_refused(&uncited, &[("S002", 2, 1)], &["needs the field `cite`"]);
    let unsure = state(&[fine]).replace("certainty: Verified, ", "");
    check_refused(&unsure, &[("S002", 2, 1)], &["needs the field `certainty`"]);
}

#[test]
fn a_broken_condition_is_told_by_its_column() {
    let text = "(pack: (id: \"mine\", title: \"Mine\", layer: Law, federal: true, as_of: \"2026-01-01\"), rules: [
(id: \"a\", cite: \"S\", heading: \"H\", certainty: Verified, effect: Forbid, why: \"W.\", fix: \"F.\",
when: \"threat.made and threat.victm >= identified\", unless: \"done(wran) or subject.age < old\"),
])";
    let wanted = [("S008", 3, 24), ("S008", 3, 67), ("S008", 3, 90)];
    check_refused(text, &wanted, &["`threat.victm` is no fact", "`wran` is no act", "`old` is no age"]);
}

#[test]
fn a_duty_that_makes_no_sense_is_refused() {
    for (rest, words) in [
        (r#"effect: Require, when: "doubt""#, "does not say what discharges it"),
        (r#"effect: Require, to: [friend], discharged_by: "done(document)""#, "not said to be before or after"),
        (
            r#"effect: Require, to: [friend], timing: Before, discharged_by: "done(document) then done(consult)""#,
            "asks for an order of steps before an act",
        ),
        ("effect: Forbid, to: [friend], care: true", "speaks of reasonable care but names nothing"),
        (r#"effect: Forbid, to: [friend], discharged_by: "done(document)""#, "is no duty, so nothing discharges it"),
        ("effect: Permit, to: [friend], default: true", "does not forbid"),
        (r#"effect: Forbid, to: [friend], valid_from: "2026-01-02", valid_to: "2026-01-01""#, "ends before it begins"),
    ] {
        check_refused(&state(&[&format!("id: \"a\", {rest}")]), &[("R005", 2, 1)], &[words]);
    }
}

#[test]
fn a_rule_that_is_there_twice_or_overrides_a_stranger_is_refused() {
    let friend = r#"id: "a", effect: Forbid, to: [friend]"#;
    check_refused(&state(&[friend, friend]), &[("R007", 3, 1)], &["`a` is there twice for the same days"]);
    let ended = format!(r#"{friend}, valid_to: "2025-12-31""#);
    let begun = |day: &str| format!(r#"{friend}, valid_from: "{day}""#);
    assert!(load(&state(&[&ended, &begun("2026-01-01")])).is_ok());
    check_refused(&state(&[&ended, &begun("2025-12-31")]), &[("R007", 3, 1)], &["twice"]);
    let stranger = format!(r#"{friend}, overrides: ["b"]"#);
    check_refused(&state(&[&stranger]), &[("R006", 2, 1)], &["`a` overrides `b`, which is no rule"]);
}

#[test]
fn every_problem_of_a_pack_is_told_at_once() {
    let text = r#"(pack: (id: "mine", title: "Mine", layer: Lore, as_of: "soon", when: "progam is part2"), rules: [
(id: "a", heading: "H", certainty: Sure, effect: Forbid, to: [freind], why: "W.", fix: "F."),
(id: "b", cite: "S", heading: 3, effect: Require, when: "threat.mad", by: "soonish", why: "W.", fix: ""),
(id: "c", cite: "S", heading: "H", certainty: Verified, effect: Forbid, binds: [plumber], capacity: [boss], topic: weather, severty: Grave, why: "W.", fix: "F."),
], articles: [(id: "d", cite: "S", heading: "H", text: "T.")])"#;
    let found = Pack::load(&Source::new("mine.ron", text), &SHIPPED.vocabulary).expect_err("it is broken");
    let lines: Vec<(usize, &str)> = places(&found).into_iter().map(|(code, line, _)| (line, code)).collect();
    let of = |line: usize| {
        let mut codes: Vec<&str> = lines.iter().filter(|(at, _)| *at == line).map(|(_, code)| *code).collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!(of(1), ["R004", "S004", "S005", "S008"], "{}", render(&found, Format::Human));
    assert_eq!(of(2), ["S002", "S005", "S005"], "{}", render(&found, Format::Human));
    assert_eq!(of(3), ["S002", "S004", "S004", "S004", "S008"], "{}", render(&found, Format::Human));
    assert_eq!(of(4), ["S003", "S005", "S005", "S005"], "{}", render(&found, Format::Human));
    assert_eq!(of(5), ["S002"], "{}", render(&found, Format::Human));
}

#[test]
fn a_pack_too_deep_or_too_large_is_refused_at_once() {
    let deep = format!("(pack: {}{})", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1));
    let large = format!("(pack: \"{}\")", "x".repeat(MAX_BYTES));
    for text in [deep, large] {
        let found = load(&text).expect_err("it is refused");
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["S007"]);
    }
}

#[test]
fn one_broken_pack_keeps_all_from_being_half_loaded() {
    let mut rules = shipped_rules();
    let good = state(&[r#"id: "mine.good", effect: Forbid, to: [friend]"#]);
    let bad = state(&[
        r#"id: "mine.bad", effect: Forbids, to: [friend]"#,
        r#"id: "mine.worse", effect: Forbid, to: [freind]"#,
    ])
    .replace("\"mine\"", "\"other\"");
    rules.insert("good.ron".into(), Source::new("good.ron", good));
    assert!(load_packs(&rules).is_ok_and(|packs| packs.rule("mine.good").is_some()));
    rules.insert("bad.ron".into(), Source::new("bad.ron", bad));
    let found = load_packs(&rules).expect_err("one is broken");
    let named: BTreeSet<&str> = found.iter().map(|found| found.source.name()).collect();
    assert_eq!((found.len(), named), (2, BTreeSet::from(["bad.ron"])));
}

#[test]
fn a_pack_that_is_no_text_is_told_where_it_stops_being_one() {
    let home = Home::new();
    let mut bytes = state(&[r#"id: "mine.a", effect: Forbid, to: [friend]"#]).into_bytes();
    bytes.extend(b"\n// \xFF");
    let file = home.put("mine.ron", &bytes);
    home.run(&["lint", &file], "").code(1).says("mine.ron:4:4").says("is not UTF-8").says("save the file as UTF-8");
    home.run(&["judge", "-", "--pack", &file], "(acts: [LetPass()])").code(2).says("mine.ron:4:4").says_not("panicked");
    assert!(home.files("home").is_empty(), "nothing was kept of it");
}
