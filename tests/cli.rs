//! The command line is a contract: what each command does, how it leaves, and what machines can rely on.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod terminal;

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use terminal::{Home, Said};

/// The first option at every decision, often enough for any case.
fn always_first() -> String {
    format!("\n{}", "1\n".repeat(60))
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
        ["play", "list", "rules", "explain", "vocabulary", "jurisdictions", "lint", "test", "judge", "replay"]
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
        (&["explain", "C03"], "did you mean `C003`?"),
    ] {
        home.run(arguments, "").code(2).says(near);
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
    assert!(value["version"] == 1 && value.get("certainty").is_some() && value["advice"].is_array(), "{value}");
    for act in value["acts"].as_array().expect("acts") {
        let effects = ["required", "permitted", "discretion", "forbidden"];
        assert!(effects.contains(&act["effect"].as_str().unwrap_or("")), "{act}");
        for finding in act["findings"].as_array().expect("findings") {
            assert!(finding["place"]["rule"].is_string() && finding["place"]["cite"].is_string(), "{finding}");
        }
    }
    for duty in value["duties"].as_array().expect("duties") {
        let states = ["discharged", "open", "missed", "partial", "lapsed"];
        assert!(states.contains(&duty["state"].as_str().unwrap_or("")) && duty["rule"].is_string(), "{duty}");
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
fn every_shipped_case_plays_from_start_to_debrief_and_its_record_holds() {
    let home = Home::new();
    for case in case_ids(&home) {
        let said = home.run(&["play", &case, "--seed", "11"], &always_first()).code(0);
        assert!(said.err.is_empty(), "{}", said.err);
        let said = said.says("Content note:").says("Debrief saved as").says("not legal advice");
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
    home.run(&["play", "overheard", "--seed", "5"], "\n1\n1\n")
        .code(0)
        .says("Saved. Go on with: confidant play overheard");
    home.run(&["play", "overheard"], "q\n").code(0).says("Going on with").says("after 2 decisions").says("Saved.");
    home.run(&["play", "overheard"], "?\nf\nl\n\n1\nq\n").code(0).says("case file").says("after 2 decisions");
    home.run(&["play", "overheard"], "").code(0).says("after 3 decisions");
    home.run(&["play", "overheard", "--fresh"], "\nq\n").code(0).says_not("Going on");
    home.run(&["play", "overheard"], &"1\n".repeat(60)).code(0).says("Debrief saved as");
    // The save is gone with the finished run, and nothing is kept of a run without a choice.
    home.run(&["play", "overheard"], "q\n").code(0).says_not("Going on").says_not("Saved.");
    home.run(&["play", "overheard"], "").code(0).says_not("Saved.");
    assert!(home.files("home/saves").is_empty());
}

#[test]
fn a_kept_run_is_not_taken_for_another_kind_of_run() {
    let home = Home::new();
    home.run(&["play", "overheard"], "\n1\n").code(0);
    home.run(&["play", "overheard", "--mode", "exam"], "q\n").code(0).says("Mode: exam").says_not("Going on");
    home.run(&["play", "overheard", "--as-of", "2020-01-01"], "q\n").code(0).says("law of 2020-01-01");
    home.run(&["play", "overheard", "--jurisdiction", "US-ZZ"], "q\n").code(0).says("No law of US-ZZ is on file");
}

#[test]
fn a_choice_is_taken_back_in_study_but_not_in_an_exam() {
    let home = Home::new();
    home.run(&["play", "overheard", "--seed", "5"], "\nu\n1\nu\n1\n9\nx\n")
        .code(0)
        .says("There is nothing to take back.")
        .says("Taken back. Your first attempt is kept")
        .says("Type a number from 1 to");
    let save = home.text("home/saves/overheard.run");
    assert_eq!(save.matches("Rewind").count(), 1, "{save}");
    home.run(&["play", "overheard", "--seed", "5", "--mode", "exam"], "\n1\nu\n")
        .code(0)
        .says("nothing can be taken back");
}

#[test]
fn a_tampered_record_is_found_out() {
    let home = Home::new();
    home.run(&["play", "overheard", "--seed", "5", "--mode", "exam"], &always_first()).code(0);
    let text = home.text("home/records/overheard-5-1.run");
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
    replay(&text.replace("case:\"overheard\"", "case:\"nowhere\"")).code(2).says("the case `nowhere` is not at hand");
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
    home.run(&["play", "overheard", "--seed", "5"], &always_first())
        .code(0)
        .says("could not be saved")
        .says("not legal advice");
}
