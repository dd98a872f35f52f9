//! The command line is a contract: what each command does, how it leaves, and what machines can rely on.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod terminal;

use confidant::ethics::{Rulebook, Standpoint};
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::{Command, PlayView, Session, Setup, legal_choices};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use terminal::{Home, Said};

/// A case in which nothing is done by hand.
const PLAIN: &str = "duty-to-warn";

/// The first option at every decision, often enough for any case without a desk.
fn always_first() -> String {
    format!("\n{}", "1\n".repeat(60))
}

/// The first option at every decision, and where something is done by hand, the first way that is open, in words.
fn first_options(case: &Arc<Case>, book: &Arc<Rulebook>, seed: u64) -> String {
    let mut typed = String::from("\n");
    let mut session = Session::start(case.clone(), book.clone(), Setup::of(case, seed));
    while let Some(view) = PlayView::of(&session).filter(|view| view.ending.is_none()) {
        assert!(session.decisions().len() < 60, "{} goes in a circle", case.id);
        let of_hand = view.table.filter(|table| !table.activity().is_taken_one_by_one());
        let scene = &case.scenes[session.state().scene];
        let open = legal_choices(case, book, session.state());
        let way = open.into_iter().find(|choice| of_hand.is_some() && scene.is_way(*choice));
        let choice = way.map_or_else(|| view.options[0].id.clone(), |way| scene.choices[way].id.clone());
        typed.push_str(if way.is_some() { choice.as_str() } else { "1" });
        typed.push('\n');
        session.submit(Command::choose(choice)).expect("it is open");
    }
    typed
}

#[track_caller]
fn json(said: &Said) -> Value {
    let value: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error} in {}", said.out));
    value
}

#[track_caller]
fn listed(home: &Home, command: &str, list: &str, fields: &[&str]) -> Vec<Value> {
    let value = json(&home.run(&[command, "--json"], "").code(0));
    assert_eq!(value["version"], 1);
    let rows = value[list].as_array().unwrap_or_else(|| panic!("no `{list}` in {value}")).clone();
    assert!(!rows.is_empty());
    for (row, field) in rows.iter().flat_map(|row| fields.iter().map(move |field| (row, field))) {
        assert!(row.get(field).is_some(), "no `{field}` in {row}");
    }
    rows
}

fn case_ids(home: &Home) -> Vec<String> {
    let rows = listed(home, "list", "cases", &["id", "version", "title", "minutes", "jurisdictions", "variants"]);
    rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

#[test]
fn every_command_explains_itself() {
    let home = Home::new();
    home.run(&["--help"], "").code(0).says("judge").says("replay");
    home.run(&["--version"], "").code(0).says("confidant ");
    for command in
        ["play", "list", "rules", "explain", "vocabulary", "jurisdictions", "myths", "lint", "test", "judge", "replay"]
    {
        let said = home.run(&[command, "--help"], "").code(0).says("Usage:");
        assert!(said.err.is_empty() && said.out.lines().next().is_some_and(|line| line.len() > 10), "{}", said.out);
    }
}

#[test]
fn what_cannot_be_understood_leaves_with_two() {
    let home = Home::new();
    for arguments in [&["pley"][..], &["play", "--mode", "easy"], &["explain"], &["judge"], &["list", "extra"]] {
        let said = home.run(arguments, "").code(2);
        assert!(said.out.is_empty() && !said.err.is_empty());
    }
}

#[test]
fn everything_there_is_can_be_listed_for_people_and_machines() {
    let home = Home::new();
    assert!(case_ids(&home).len() >= 5);
    let rules =
        listed(&home, "rules", "rules", &["id", "pack", "cite", "certainty", "effect", "severity", "why", "fix"]);
    assert!(rules.iter().any(|rule| rule["id"] == "us-va.threat.protect"));
    listed(&home, "jurisdictions", "jurisdictions", &["id", "title"]);
    listed(&home, "vocabulary", "facts", &["id", "values", "belief", "says"]);
    home.run(&["list"], "").code(0).says("Content note:");
    home.run(&["rules"], "").code(0).says("us-va.threat.protect");
    home.run(&["rules", "us-va.threat.protect"], "").code(0).says("Certainty: verified").says("not legal advice");
    home.run(&["rules", "us-va.threat."], "").code(0).says("us-va.threat.warning").says_not("us-tx");
    home.run(&["explain", "c003"], "").code(0).says("C003: choices could run out");
    home.run(&["explain", "us-va.threat.protect"], "").code(0).says("Va. Code");
    assert_eq!(json(&home.run(&["explain", "S001", "--json"], "").code(0))["code"], "S001");
    home.run(&["vocabulary"], "").code(0).says("threat.imminent").says("(a belief)");
    home.run(&["jurisdictions"], "").code(0).says("US-VA");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let home = Home::new();
    for (arguments, near) in [
        (&["play", "overhaerd"][..], "did you mean `overheard`?"),
        (&["play", "overheard", "--set", "threat.iminent=true"], "did you mean `threat.imminent`?"),
        (&["play", "overheard", "--set", "threat.imminent=perhaps"], "is one of false, true"),
        (&["play", "overheard", "--set", "threat.imminent"], "is not FACT=VALUE"),
        (&["rules", "us-va.threat.protekt"], "did you mean `us-va.threat.protect`?"),
        (&["explain", "S03"], "did you mean `S003`?"),
    ] {
        home.run(arguments, "").code(2).says(near);
    }
    for (arguments, near) in [
        (&["jurisdictions", "Virgina"][..], "did you mean `Virginia`?"),
        (&["jurisdictions", "oh", "US-TXX"], "did you mean `US-TX`?"),
        (&["jurisdictions", "Guam"], "no law of `Guam` is on file"),
        (&["myths", "M999"], "no myth `M999`; `confidant myths` lists them"),
        (&["rules", "aca2014.B.1.cc"], "did you mean `aca2014.B.1.c`?"),
    ] {
        let said = home.run(arguments, "").code(2).says(near);
        assert!(said.out.is_empty(), "{}", said.out);
    }
    let rows = listed(&home, "list", "cases", &["id", "variants"]);
    for row in rows.iter().take(1) {
        let (case, variant) =
            (row["id"].as_str().expect("an id"), row["variants"][0]["id"].as_str().expect("a variant"));
        home.run(&["play", case, "--variant", &format!("{variant}x")], "").code(2).says(&format!("`{variant}`?"));
        home.run(&["play", case, "--variant", "zzzz"], "").code(2).says("it has ");
    }
    home.run(&["play", "overheard", "--from", "zzzz"], "").code(2).says("the case has no scene `zzzz`");
}

#[test]
fn a_file_that_is_meant_otherwise_is_told_as_what_it_is() {
    let home = Home::new();
    let text = include_str!("lint/base.case.ron");
    let file = home.put("sample.case.ron", text);
    let judged = home.run(&["judge", &file], "").code(2).says("this is a case, and `judge` reads a situation");
    assert_eq!(judged.err.matches("error[").count(), 1, "{}", judged.err);
    home.run(&["play", "sample"], "").code(2).says("there is a file: `sample.case.ron`; give its whole name");
    home.run(&["play", "nosuch.case.ron"], "").code(2).says("nosuch.case.ron: there is no such file");
    home.run(&["play", &file, "--set", "private=true"], "").code(2).says("`private` is a flag of the case");
    let linted = home.run(&["lint", "nosuch.ron"], "").code(1).says("error[S001]: nosuch.ron: cannot be opened");
    assert!(!linted.out.contains('|'), "there is no line to show: {}", linted.out);
}

#[test]
fn a_test_of_what_is_not_there_fails() {
    let home = Home::new();
    let text = include_str!("lint/base.case.ron");
    let fine = home.put("fine.case.ron", text);
    home.run(&["test", &fine], "").code(0).says("1 passed, 0 failed");
    for field in ["never_breaks", "breaks", "keeps"] {
        let wrong = format!("ends: \"kept\", {field}: [\"aca2014.B.1.x\"])");
        let file = home.put("wrong.case.ron", text.replace("ends: \"kept\")", &wrong));
        let said = home.run(&["test", &file], "").code(1).says("0 passed, 1 failed");
        let _ = said.says("`aca2014.B.1.x` is no rule");
    }
}

#[test]
fn a_duty_tells_which_acts_meet_it() {
    let home = Home::new();
    for command in ["explain", "rules"] {
        let said = home.run(&[command, "us-va.threat.protect"], "").code(0).says("met by any one of several:");
        let _ =
            said.says("  - done: warn (toward: law enforcement)").says("  - done: warn (toward: threatened person)");
    }
    home.run(&["rules", "aca2014.B.4.a"], "").code(0).says("the group agreed on ground rules");
}

#[test]
fn the_tests_written_in_the_shipped_cases_hold() {
    let home = Home::new();
    home.run(&["test"], "").code(0).says("overheard: ").says("0 failed");
}

#[test]
fn lint_speaks_to_people_editors_and_machines() {
    let home = Home::new();
    let file = home.put("bad.case.ron", "(id: \"bad\", scenes: [3], tilte: \"x\")");
    home.run(&["lint", &file], "").code(1).says("bad.case.ron:1:22").says("^").says("help:").says("1 case read");
    let short = home.run(&["lint", &file, "--format", "short"], "").code(1);
    assert!(
        short.out.lines().all(|line| line.contains("bad.case.ron:1:") && line.contains("error[S00")),
        "{}",
        short.out
    );
    let rows = json(&home.run(&["lint", &file, "--format", "json"], "").code(1));
    for field in ["code", "level", "file", "line", "column", "words", "message", "help"] {
        assert!(rows[0].get(field).is_some(), "no `{field}`");
    }
    home.run(&["test", &file], "").code(1).says("0 passed");
    home.run(&["lint", &home.path("").display().to_string()], "").code(1).says("bad.case.ron");
}

#[test]
fn lint_finds_nothing_in_what_is_shipped() {
    // The age of a pack is counted from today; here no pack is ever too old, so that this says in 2029 what it says now.
    Home::new().run(&["lint", "--quick", "--max-age", "60000"], "").code(0).says("0 errors, 0 warnings");
}

#[test]
fn a_pack_is_old_after_two_years_or_after_what_one_says() {
    let home = Home::new();
    let file = home.put("mine.ron", MINE.replace("2026-01-01", "2020-01-01"));
    let found = |more: &[&str]| {
        let said = home.run(&[&["lint", &file, "--format", "json"], more].concat(), "");
        let rows = json(&said);
        rows.as_array().expect("a list").iter().any(|row| row["code"] == "R014" && row["words"] == "\"2020-01-01\"")
    };
    assert!(found(&[]) && found(&["--max-age", "1"]) && !found(&["--max-age", "60000"]));
}

const VIRGINIA: &str = r#"(
    jurisdiction: "US-VA", profession: "counselor", as_of: "2026-10-05", date: "2026-10-05",
    parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement])],
    facts: {"threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true,
        "threat.victim": identified, "threat.told_by": client, "threat.against": person},
    acts: [Warn(to: "police", about: "sam", what: [identity, threat], by: phone)],
)"#;

const BADGES: [&str; 5] = ["ok", "partial", "violation", "contested", "not_covered"];

#[track_caller]
fn judged(home: &Home, text: &str, more: &[&str]) -> Value {
    let arguments = [&["judge", "-", "--json"], more].concat();
    let value = json(&home.run(&arguments, text).code(0));
    assert!(BADGES.contains(&value["law"].as_str().unwrap_or("")), "{value}");
    assert!(BADGES.contains(&value["ethics"].as_str().unwrap_or("")), "{value}");
    assert!(value["version"] == 2 && value.get("certainty").is_some() && value["advice"].is_array(), "{value}");
    for field in ["standpoint", "policy", "doubts", "remedy", "near", "notes"] {
        assert!(value.get(field).is_some(), "no `{field}` in {value}");
    }
    for act in value["acts"].as_array().expect("acts") {
        let effects = ["required", "permitted", "discretion", "forbidden", "neutral"];
        assert!(effects.contains(&act["effect"].as_str().unwrap_or("")), "{act}");
        for finding in act["findings"].as_array().expect("findings") {
            assert!(finding["place"]["rule"].is_string() && finding["place"]["cite"].is_string(), "{finding}");
        }
    }
    for duty in value["duties"].as_array().expect("duties") {
        let states = ["discharged", "open", "missed", "partial", "lapsed"];
        assert!(states.contains(&duty["state"].as_str().unwrap_or("")) && duty["place"]["rule"].is_string(), "{duty}");
        assert!(duty["met"].is_u64() && duty["of"].is_u64() && duty["due"].is_string(), "{duty}");
    }
    value
}

#[test]
fn judge_answers_with_badges_findings_and_duties() {
    let home = Home::new();
    let told = judged(&home, VIRGINIA, &[]);
    assert_eq!((&told["law"], &told["certainty"]), (&"ok".into(), &"secondary".into()), "{told:#}");
    assert_eq!(told["acts"][0]["effect"], "required");
    assert!(told["duties"].as_array().expect("duties").iter().any(|duty| duty["state"] == "discharged"));
    let silent = VIRGINIA
        .replace("acts: [Warn(to: \"police\", about: \"sam\", what: [identity, threat], by: phone)]", "closed: true");
    let silent = judged(&home, &silent, &[]);
    assert_eq!(silent["law"], "violation");
    assert!(silent["duties"].as_array().expect("duties").iter().any(|duty| duty["state"] == "missed"));
    let gossip = r#"{"parties": [{"id": "sam", "role": ["client"]}, {"id": "ann", "role": ["friend"]}],
        "acts": [{"Disclose": {"to": "ann", "about": "sam", "what": ["identity", "diagnosis"], "purpose": "social"}}]}"#;
    let gossip = judged(&home, gossip, &["--jurisdiction", "US-TX", "--as-of", "2026-10-05"]);
    assert_eq!((&gossip["ethics"], &gossip["standpoint"]["jurisdiction"]), (&"violation".into(), &"US-TX".into()));
    assert!(!gossip["advice"].as_array().expect("advice").is_empty());
    let nowhere = judged(&home, VIRGINIA, &["--profession", "counselor"]);
    assert_eq!(nowhere["standpoint"]["jurisdiction"], "US-VA", "the file outranks the command line");
    let file = home.put("ask.ron", VIRGINIA);
    home.run(&["judge", &file], "").code(0).says("Va. Code").says("not legal advice");
    let strange = VIRGINIA.replace("US-VA", "US-ZZ");
    home.run(&["judge", "-"], &strange).code(0).says("Check your board");
    home.run(&["judge", "-"], &VIRGINIA.replace("Warn", "Wern"))
        .code(2)
        .says("standard input:6:12")
        .says("did you mean `Warn`?");
}

#[test]
fn myths_are_listed_and_each_has_a_card() {
    let home = Home::new();
    let myths = listed(&home, "myths", "myths", &["id", "claim", "verdict", "why", "cite", "certainty", "rules"]);
    home.run(&["myths"], "").code(0).says("M01  \"").says("A myth.").says("Half true.").says_not("Rules: ");
    let card = home.run(&["myths", "m04"], "").code(0).says("M04  \"").says("Rules: ").says_not("M05");
    let claim = myths.iter().find(|myth| myth["id"] == "M04").and_then(|myth| myth["claim"].as_str());
    assert!(card.out.contains(claim.expect("M04 is there")), "{}", card.out);
    let one = json(&home.run(&["myths", "M04", "--json"], "").code(0));
    assert_eq!(one["myths"].as_array().map(Vec::len), Some(1));
    // Whatever a card rests on can be looked up.
    let rule = one["myths"][0]["rules"][0].as_str().expect("a rule");
    home.run(&["rules", rule], "").code(0).says(rule);
}

#[test]
fn a_place_is_shown_and_two_are_put_side_by_side() {
    let home = Home::new();
    for name in ["us-oh", "OH", "ohio"] {
        home.run(&["jurisdictions", name], "")
            .code(0)
            .says("Ohio for a counselor, law of ")
            .says("us-oh.")
            .says_not("us-tx.");
    }
    home.run(&["jurisdictions", "wy"], "").code(0).says("is on file here. For the rest check your board.");
    let one = json(&home.run(&["jurisdictions", "oh", "--json"], "").code(0));
    assert!(one["version"] == 1 && one["id"] == "US-OH" && one["rules"][0]["cite"].is_string(), "{one}");
    let day = ["--as-of", "2026-10-05"];
    let said = home.run(&[&["jurisdictions", "oh", "tx"][..], &day].concat(), "").code(0);
    let said = said.says("Ohio and Texas, for a counselor, law of 2026-10-05").says("Where they answer otherwise");
    let said = said.says("May I warn the threatened person?").says("    Texas: forbidden");
    let _ = said.says("Where they answer alike");
    let two = json(&home.run(&[&["jurisdictions", "oh", "tx", "--json"][..], &day].concat(), "").code(0));
    let comparison = &two["comparison"];
    assert_eq!((&two["version"], &comparison["places"][1][1]), (&1.into(), &"Texas".into()));
    assert!(comparison["topics"].is_array() && comparison["questions"][0]["outcomes"][1]["law"].is_string());
    home.run(&["jurisdictions", "oh", "tx", "va"], "").code(2);
}

#[test]
fn rules_are_found_by_the_beginning_of_an_id_by_words_and_as_articles() {
    let home = Home::new();
    let said = home.run(&["rules", "child abuse texas"], "").code(0).says("us-tx.abuse").says_not("us-va.");
    let lines = said.out.lines().count();
    assert!(lines > 1 && home.run(&["rules", "CHILD TEXAS abuse"], "").code(0).out.lines().count() == lines);
    home.run(&["rules", "zzzz qqqq"], "").code(2).says("no rule `zzzz qqqq`");
    home.run(&["rules", "hipaa.160.404"], "").code(0).says("hipaa.160.404.4").says("(information)");
    let card = home.run(&["rules", "hipaa.160.404.4"], "").code(0);
    let _ = card.says("For information. Certainty: ").says("Id: hipaa.160.404.4.").says("not legal advice");
    let found = json(&home.run(&["rules", "hipaa.160.404.4", "--json"], "").code(0));
    assert_eq!(found["articles"][0]["id"], "hipaa.160.404.4");
    assert!(found["articles"][0]["text"].is_string() && found["rules"].as_array().is_some_and(Vec::is_empty));
    // A clause that changed has a card for each of its versions.
    home.run(&["rules", "us-tx.abuse.survivor"], "").code(0).says("Until 2025-06-19").says("In force from 2025-06-20");
}

const MINE: &str = r#"(pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-01-01", chosen: true), rules: [
(id: "mine.police", cite: "Handbook 1", heading: "No calls to the police", certainty: Verified, effect: Forbid,
    to: [law_enforcement], why: "Ask first.", fix: "Ask the director first."),
])"#;

const GOSSIP: &str = r#"(
    jurisdiction: "US-CA", as_of: "2026-10-05", date: "2026-10-05",
    parties: [(id: "sam", role: [client]), (id: "police", role: [law_enforcement])],
    acts: [Disclose(to: "police", about: "sam", what: [identity, diagnosis], purpose: social)],
)"#;

#[test]
fn judge_tells_why_each_rule_spoke_or_kept_silent() {
    let home = Home::new();
    home.run(&["judge", "-"], VIRGINIA).code(0).says_not("Rules considered");
    let said = home.run(&["judge", "-", "--trace"], VIRGINIA).code(0).says("Rules considered: ");
    let said = said.says("us-va.threat.protect: ").says("applies: it ").says("does not apply: ");
    let _ = said.says("is about other recipients");
    let value = judged(&home, VIRGINIA, &["--trace"]);
    let rows = value["trace"]["rules"].as_array().expect("a trace");
    assert!(rows.iter().all(|row| row["rule"].is_string() && row["outcome"].is_string() && row.get("act").is_some()));
    assert!(judged(&home, VIRGINIA, &[]).get("trace").is_none());
}

#[test]
fn judge_takes_a_pack_from_a_file_and_a_policy_only_where_it_is_chosen() {
    let home = Home::new();
    let file = home.put("mine.ron", MINE);
    let with = |more: &[&str]| judged(&home, GOSSIP, more);
    assert_eq!(with(&[])["policy"], "not_covered");
    assert_eq!(with(&["--pack", &file])["policy"], "not_covered", "it is there and was not chosen");
    let chosen = with(&["--pack", &file, "--policy", "mine"]);
    assert_eq!(chosen["policy"], "violation");
    assert_eq!(chosen["law"], with(&[])["law"], "a policy changes nothing about the law");
    assert!(chosen["standpoint"]["packs"].as_array().is_some_and(|packs| packs.contains(&"mine".into())));
    let refused = home.run(&["judge", "-", "--policy", "mine"], GOSSIP).code(2);
    assert!(refused.err.contains("no agency policy `mine`"), "{}", refused.err);
    let broken = home.put("broken.ron", MINE.replace("Forbid", "Forbids"));
    home.run(&["judge", "-", "--pack", &broken], GOSSIP).code(2).says("broken.ron:2:").says("did you mean `Forbid`?");
    home.run(&["judge", "-", "--pack", "nowhere.ron"], GOSSIP).code(2).says("there is no such file");
}

#[test]
fn a_file_of_rule_tests_says_by_its_exit_whether_they_hold() {
    let home = Home::new();
    let row = |expected: &str| {
        format!(
            r#"(jurisdiction: "US-CA", date: "2026-10-05", parties: [(id: "sam", role: [client]), (id: "pat", role: [friend])], tests: [
(name: "friends are told nothing", acts: [Disclose(to: "pat", about: "sam", what: [diagnosis, identity], purpose: social)], {expected}),
])"#
        )
    };
    let test = |name: &str, text: String| home.run(&["test", &home.put(name, text)], "");
    test("good.tests.ron", row("ethics: Violation"))
        .code(0)
        .says("friends are told nothing ... ok")
        .says("1 passed, 0 failed");
    let failed = test("bad.tests.ron", row("ethics: Ok")).code(1).says("... FAILED").says("0 passed, 1 failed");
    let _ =
        failed.says("T002").says("bad.tests.ron:2:1").says("ethics is Violation, not Ok").says("broken aca2014.B.1.c");
    test("odd.tests.ron", row(r#"breaks: ["aca2014.B.1.cc"]"#))
        .code(1)
        .says("did you mean `aca2014.B.1.c`?")
        .says("0 passed");
    // Tests of a pack stand beside it and are run with it.
    let pack = home.put("mine.ron", MINE);
    let policy = home.put("mine.tests.ron", row(r#"policies: ["mine"], silent: ["mine.police"]"#));
    home.run(&["test", &pack, &policy], "").code(0).says("1 passed, 0 failed");
    home.run(&["test", &policy], "").code(1).says("`mine.police` is no rule");
    home.run(&["lint", &home.put("bare.tests.ron", row(""))], "").code(1).says("the test expects nothing");
}

#[test]
fn every_shipped_case_plays_from_start_to_debrief_and_its_record_holds() {
    let home = Home::new();
    let library = Library::shipped().expect("the shipped library can be read");
    for case in case_ids(&home) {
        let shipped = library.case(&case).expect("it is shipped");
        let standpoint = Standpoint { jurisdiction: "US-CA".into(), ..Setup::of(shipped, 11).standpoint() };
        let typed = first_options(shipped, &library.rulebook(standpoint), 11);
        let arguments = ["play", &case, "--seed", "11", "--jurisdiction", "US-CA"];
        let said = home.run(&arguments, &typed).code(0);
        assert!(said.err.is_empty(), "{}", said.err);
        let said = said.says("Content note:").says("Debrief saved as").says("not legal advice");
        let said = said.says("Your way beside the best way:").says(&format!("confidant graph {case} --record "));
        assert!(!said.out.contains('{'), "a name left unfilled in {case}");
        let record = home.files("home/records").into_iter().find(|path| path.to_string_lossy().contains(&case));
        let record = record.expect("a record").display().to_string();
        home.run(&["replay", &record], "").code(0).says("The record is what it claims to be.");
    }
    assert!(home.files("home/saves").is_empty());
    assert_eq!(home.files("home/debriefs").len(), case_ids(&home).len());
    let progress = home.text("home/progress.ron");
    assert!(progress.contains("overheard"));
}

#[test]
fn input_that_ends_early_is_saved_and_gone_on_with() {
    let home = Home::new();
    home.run(&["play", PLAIN, "--seed", "5"], "\n1\n1\n")
        .code(0)
        .says("Saved. Go on with: confidant play duty-to-warn");
    home.run(&["play", PLAIN], "q\n").code(0).says("Going on with").says("after 2 decisions").says("Saved.");
    home.run(&["play", PLAIN], "?\nf\nl\n\n1\nq\n").code(0).says("case file").says("after 2 decisions");
    home.run(&["play", PLAIN], "").code(0).says("after 3 decisions");
    home.run(&["play", PLAIN, "--fresh"], "\nq\n").code(0).says_not("Going on");
    home.run(&["play", PLAIN], &"1\n".repeat(60)).code(0).says("Debrief saved as");
    // The save is gone with the finished run, and nothing is kept of a run without a choice.
    home.run(&["play", PLAIN], "q\n").code(0).says_not("Going on").says_not("Saved.");
    home.run(&["play", PLAIN], "").code(0).says_not("Saved.");
    assert!(home.files("home/saves").is_empty());
}

#[test]
fn a_kept_run_is_not_taken_for_another_kind_of_run() {
    let home = Home::new();
    home.run(&["play", PLAIN], "\n1\n").code(0);
    home.run(&["play", PLAIN, "--mode", "exam"], "q\n").code(0).says("Mode: exam").says_not("Going on");
    home.run(&["play", PLAIN, "--as-of", "2020-01-01"], "q\n").code(0).says("law of 2020-01-01");
    home.run(&["play", PLAIN, "--jurisdiction", "US-ZZ"], "q\n").code(0).says("No law of US-ZZ is on file");
}

#[test]
fn a_choice_is_taken_back_in_study_but_not_in_an_exam() {
    let home = Home::new();
    home.run(&["play", PLAIN, "--seed", "5"], "\nu\n1\nu\n1\n9\nx\n")
        .code(0)
        .says("There is nothing to take back.")
        .says("Taken back. Your first attempt is kept")
        .says("Type a number from 1 to");
    let save = home.text("home/saves/duty-to-warn.run");
    assert_eq!(save.matches("Rewind").count(), 1, "{save}");
    home.run(&["play", PLAIN, "--seed", "5", "--mode", "exam"], "\n1\nu\n").code(0).says("nothing can be taken back");
}

#[test]
fn a_tampered_record_is_found_out() {
    let home = Home::new();
    home.run(&["play", PLAIN, "--seed", "5", "--mode", "exam"], &always_first()).code(0);
    let text = home.text("home/records/duty-to-warn-5-1.run");
    let replay = |text: &str| home.run(&["replay", &home.put("tampered.run", text)], "");
    replay(&text).code(0).says("The record is what it claims to be.");
    let lines: Vec<&str> = text.lines().collect();
    let second = lines.get(2).expect("a second choice");
    let digest = text.rsplit_once("digest:\"").map(|(_, rest)| rest.split_at(6).0).expect("a digest");
    let content = text.split_once("content:\"").map(|(_, rest)| rest.split_at(6).0).expect("a content");
    let last = lines.last().expect("a claim");
    for tampered in [
        text.replace(second, "Did(Choose(choice:\"no-such\"))"),
        text.replace(&format!("{second}\n"), ""),
        text.replace(digest, "000000"),
        text.replace(digest, "000000").replace(content, "000000"),
        text.replace("ending:\"", "ending:\"other-"),
        text.replace(&format!("{last}\n"), ""),
        text.replace("seed:5", "seed:6").replace("variant:\"", "variant:\"no-"),
        text.replace("Exam", "Study").replace(last, &format!("Did(Rewind(to:0))\n{last}")),
        format!("{text}Did(Choose(choice:\"more\"))\n"),
        text.split_at(text.len() - 20).0.to_owned(),
    ] {
        replay(&tampered).code(1).says("tampered.run: ").says_not("is what it claims to be.");
    }
    replay(&text.replace("set:[]", "set:[(\"threat.imminent\",\"true\")]")).says("which the case does not say");
    replay(&text.replace("case:\"duty-to-warn\"", "case:\"nowhere\""))
        .code(2)
        .says("the case `nowhere` is not at hand");
    replay(&text.replace("format:1", "format:2")).code(2).says("this is format 2");
    replay("").code(2).says("tampered.run:1: ");
}

#[test]
fn without_a_window_the_terminal_is_offered() {
    let home = Home::new();
    let said = home.run(&[], "q\n").code(0).says("Choose a case:");
    assert_eq!(said.err.trim().lines().count(), 1, "{}", said.err);
    assert!(said.err.contains("playing in the terminal instead"));
    home.run(&[], "99\nx\n1\n\n1\n").code(0).says("Type a number from 1 to").says("Saved.");
    home.run(&[], "").code(0);
}

#[test]
fn a_reader_that_stops_listening_is_no_error() {
    let home = Home::new();
    for arguments in [&["rules"][..], &["vocabulary"], &["list"], &["rules", "--json"], &["--help"]] {
        let mut command = home.command(arguments);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        stdout.read_line(&mut first).expect("a line");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty() && !first.is_empty());
    }
}

#[test]
fn a_home_that_cannot_be_written_is_said_and_played_through() {
    let home = Home::new();
    // A file where the folder should be.
    home.put("home", "in the way");
    home.run(&["play", PLAIN, "--seed", "5"], &always_first())
        .code(0)
        .says("could not be saved")
        .says("not legal advice");
}
