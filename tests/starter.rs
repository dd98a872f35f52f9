//! `confidant new` and `confidant simulate` as an author meets them: a file that is whole, and counts that can be relied on.
#![expect(clippy::expect_used, reason = "a test may fail")]

#[expect(dead_code, reason = "other tests look at more of what it can do")]
mod terminal;

use serde_json::Value;
use terminal::Home;

#[test]
fn a_new_case_lints_clean_passes_its_tests_and_plays_to_the_end() {
    let home = Home::new();
    for (id, title) in [("hallway", "By the \"lift\""), ("b-2", "橋の上で \\ {tomas}"), ("long", &"w".repeat(120))]
    {
        let file = format!("{id}.case.ron");
        home.run(&["new", id, "--title", title], "").code(0).says(&file);
        home.run(&["lint", &file], "").code(0).says("0 errors, 0 warnings");
        home.run(&["test", &file], "").code(0).says("0 failed");
        home.run(&["play", &file, "--seed", "3"], &format!("\n{}", "1\n".repeat(20))).code(0).says("DEBRIEF");
        assert!(home.text(&file).contains(id));
    }
    home.run(&["new", "by-the-lift"], "").code(0);
    assert!(home.text("by-the-lift.case.ron").contains("title: \"By the lift\""));
}

#[test]
fn a_file_that_is_there_is_never_written_over_unasked() {
    let home = Home::new();
    home.put("mine.case.ron", "mine");
    home.run(&["new", "mine"], "").code(2).says("is there already").says("--force");
    home.run(&["new", "other", "-o", "mine.case.ron"], "").code(2);
    assert_eq!(home.text("mine.case.ron"), "mine");
    home.run(&["new", "mine", "--force"], "").code(0);
    assert!(home.text("mine.case.ron").contains("id: \"mine\""));
    home.run(&["new", "mine", "-o", "no/such/folder.ron"], "").code(2).says("could not be written");
}

#[test]
fn a_name_that_cannot_be_is_refused_and_nothing_is_written() {
    let home = Home::new();
    let (long, wide) = ("x".repeat(65), "x".repeat(121));
    for id in ["", "Hallway", "../up", "a b", "brücke", "a\"b", &long] {
        home.run(&["new", id], "").code(2);
    }
    for title in ["", "  ", "two\nlines", "\u{1b}[2J", &wide] {
        home.run(&["new", "fine", "--title", title], "").code(2).says("the title");
    }
    assert!(home.files(".").iter().all(|file| !file.to_string_lossy().ends_with(".ron")));
}

#[test]
fn simulate_counts_for_machines_and_says_what_it_was() {
    let home = Home::new();
    home.run(&["new", "small"], "").code(0);
    let run = |more: &[&str]| {
        let said = home.run(&[&["simulate", "small.case.ron", "--players", "40", "--json"], more].concat(), "").code(0);
        assert!(said.err.is_empty(), "{}", said.err);
        serde_json::from_str::<Value>(&said.out).unwrap()
    };
    let all = run(&[]);
    assert_eq!(
        (&all["version"], &all["total"]["plays"], &all["total"]["ended"]),
        (&1.into(), &120.into(), &120.into())
    );
    assert_eq!(all["kinds"].as_object().unwrap().len(), 3);
    assert_eq!(all, run(&[]), "the same seed");
    assert_ne!(all["total"], run(&["--seed", "9"])["total"]);
    let one = run(&["--kind", "random", "--variant", "signed", "--jurisdiction", "US-TX"]);
    assert_eq!((&one["variants"][0], &one["jurisdiction"]), (&"signed".into(), &"US-TX".into()));
    assert!(one["kinds"]["random"]["score"]["median"].is_i64() && one["kinds"].get("careful").is_none());
    home.run(&["simulate", "small.case.ron", "--players", "40"], "").code(0).says("Endings").says("careful");
}

#[test]
fn simulate_names_what_it_cannot_find_and_tells_of_plays_without_an_end() {
    let home = Home::new();
    home.run(&["simulate", "cuples"], "").code(2).says("did you mean `couples`?");
    home.run(&["simulate", "couples", "--variant", "limitd"], "").code(2).says("did you mean `limited`?");
    home.run(&["simulate", "couples", "--jurisdiction", "US-TZ"], "").code(2).says("US-TX");
    home.run(&["simulate", "couples", "--profession", "counsellor"], "").code(2).says("counselor");
    home.run(&["simulate", "couples", "--players", "0"], "").code(2);
    home.run(&["new", "circle"], "").code(0);
    let endless = home.text("circle.case.ron").replace(r#"goto: "desk""#, r#"goto: "call""#);
    home.put("circle.case.ron", endless);
    home.run(&["simulate", "circle.case.ron", "--players", "4"], "")
        .code(1)
        .says("12 plays had not ended after 400 decisions");
}
