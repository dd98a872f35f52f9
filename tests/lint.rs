//! Lint: every code has an example that fails, caret and all, and stands beside a text that passes; what is allowed stays
//! visible; what the checks of prose and paths count, and what they leave alone.
#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "lint/carets.rs"]
mod carets;
#[path = "lint/proofs.rs"]
mod proofs;
#[expect(dead_code, reason = "other tests look at what was written, too")]
mod terminal;

use carets::check;
use confidant::diagnostic::{Format, render};
use confidant::lint::{Depth, Findings, codes, lint_case_of_age};
use confidant::scenario::Case;
use confidant::source::Source;
use proofs::{CASE, PACK, PACKS, TODAY, problems_of_case};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use terminal::Home;

#[track_caller]
fn case(right: &str, wrong: &str) {
    check(CASE, (right, wrong), problems_of_case);
}

/// Nothing is said of the base with this put in place of that.
#[track_caller]
fn clean(right: &str, other: &str) {
    assert_eq!(CASE.matches(right).count(), 1, "`{right}` stands once in the base");
    let found = problems_of_case(&Source::new("t", CASE.replace(right, other)));
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

fn codes_of(text: &str) -> BTreeSet<&'static str> {
    problems_of_case(&Source::new("t", text)).iter().map(|found| found.code).collect()
}

fn findings(text: &str) -> Findings {
    let case = Case::load(&Source::new("t.case.ron", text), &PACKS.vocabulary).expect("it reads");
    lint_case_of_age(&case, &PACKS, TODAY, 24, Depth::Quick)
}

// ---- Codes ---------------------------------------------------------------------------------------------------------

#[test]
fn every_code_has_a_failing_and_a_passing_example() {
    let proved: Vec<&str> = proofs::PROOFS.iter().map(|(code, _)| *code).collect();
    for code in codes::CODES.iter() {
        let count = proved.iter().filter(|proved| **proved == code.code).count();
        assert_eq!(count, 1, "{} has {count} proofs in tests/lint/proofs.rs", code.code);
    }
    for code in &proved {
        assert!(codes::explain(code).is_some(), "{code} is no code");
    }
}

#[test]
fn every_example_fails_where_its_carets_stand_and_as_gravely_as_its_code_says() {
    for (code, proof) in proofs::PROOFS {
        let known = codes::explain(code).expect("a code");
        let found = proof.run(known);
        assert!(!found.is_empty(), "{code}");
        for found in found {
            assert_eq!((found.code, found.level), (known.code, known.level), "{}", found.message);
        }
    }
}

#[test]
fn every_code_says_what_is_wrong_why_it_matters_and_how_to_mend_it() {
    let mut seen = BTreeSet::new();
    for code in codes::CODES.iter() {
        assert!(seen.insert(code.code), "{} is there twice", code.code);
        for part in [code.what, code.why, code.fix] {
            assert!(part.len() > 20 && part.ends_with(['.', ':']), "{}: {part}", code.code);
        }
        assert!(!code.title.is_empty() && !code.example.is_empty(), "{}", code.code);
        assert_eq!(codes::explain(&code.code.to_lowercase()).map(|found| found.code), Some(code.code));
    }
}

/// The page of all codes, as docs/lint.md holds it.
fn page() -> String {
    let mut page = String::from(
        "<!-- Written by tests/lint.rs from src/lint/codes/. CONFIDANT_BLESS=1 cargo test --test lint rewrites it. -->\n\
        # What lint finds\n\n\
        `confidant lint` names each problem by a code that stays the same; `confidant explain CODE` tells more of it. \
        An error keeps a file from being used, or a player from finishing; a warning is for an author to look at.\n\n\
        What you mean to stand, you allow with a reason: in a case `allow: [(code: \"C022\", at: \"desk/stay\", why: \"He is \
        meant to ramble.\")]`, where `at` is a scene, a choice as `scene/choice`, or left out for the whole file; in a rule \
        pack the same in its head `pack: (…)`, where `at` is the id of a rule. Lint goes on showing what is allowed, and says \
        when an entry no longer covers anything (C026).\n",
    );
    let groups = [
        ('S', "Files that cannot be read"),
        ('C', "Cases"),
        ('R', "Vocabulary, rule packs and acts"),
        ('T', "Tests"),
        ('X', "Import and export"),
    ];
    for (letter, heading) in groups {
        let _ = write!(page, "\n## {heading}\n\n| code | | what is wrong | what to do |\n|---|---|---|---|\n");
        for code in codes::CODES.iter().filter(|code| code.code.starts_with(letter)) {
            let cell = |text: &str| text.replace('|', "\\|");
            let _ = writeln!(
                page,
                "| {} | {} | **{}.** {} {} | {} |",
                code.code,
                code.level.word(),
                cell(code.title),
                cell(code.what),
                cell(code.why),
                cell(code.fix)
            );
        }
    }
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may read and write a page of the docs")]
fn the_page_of_codes_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lint.md");
    if std::env::var_os("CONFIDANT_BLESS").is_some() {
        std::fs::write(&path, page()).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page(), "docs/lint.md is stale; CONFIDANT_BLESS=1 rewrites it");
}

#[test]
fn explain_prints_the_four_parts() {
    let home = Home::new();
    let said = home.run(&["explain", "c022"], "").code(0).says("C022: a long sentence (warning)");
    let _ = said.says("\nWhat\n").says("\nWhy\n").says("\nExample\n").says("^^^^").says("\nFix\n");
    let said = home.run(&["explain", "C022", "--json"], "").code(0);
    let row: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    for field in ["code", "level", "title", "what", "why", "example", "fix"] {
        assert!(row[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {row}");
    }
}

// ---- Roads ---------------------------------------------------------------------------------------------------------

#[test]
fn what_no_path_reaches_is_named() {
    case(
        r#"(id: "kept", place: "office", text: "It is kept.","#,
        r#"
  (id: "attic", place: "office", text: "The attic.", choices: [(id: "down", label: "Down", goto: "door")]),
//^ C001: no path leads to the scene `attic`
(id: "kept", place: "office", text: "It is kept.","#,
    );
    case(
        r#"(id: "stand","#,
        r#"  (id: "stand", when: "variant is young and variant is base",
//^ C001: the choice `stand` of `desk` is never open"#,
    );
}

#[test]
fn a_road_without_an_end_is_named() {
    case(
        r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),
]),"#,
        r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),
(id: "leave", label: "Walk out", note: "It leads nowhere.", goto: "wall"),
]),
  (id: "wall", place: "office", text: "A wall."),
//^ C002: the scene `wall` has no choices and is no ending"#,
    );
    case(
        r#"(id: "kept", place: "office", text: "It is kept.","#,
        r#"  (id: "kept", choices: [
//^ C002: the scene `kept` is an ending and has choices
  (id: "on", label: "On", goto: "late"),
//^ C001: the choice `on` of `kept` is never open
], place: "office", text: "It is kept.","#,
    );
}

#[test]
fn choices_that_could_run_out_are_named() {
    case(
        r#"(id: "desk", place: "office", reveals: ["panic"], text: "The desk.", choices: [
(id: "sit", label: "Sit down", note: "Take your time.", goto: "chair"),
(id: "stand", label: "Keep standing","#,
        r#"  (id: "desk", place: "office", reveals: ["panic"], text: "The desk.", choices: [
//^ C003: every choice of `desk` has a condition
(id: "sit", when: "not flag(private)", label: "Sit down", note: "Take your time.", goto: "chair"),
(id: "stand", when: "flag(private)", label: "Keep standing","#,
    );
}

#[test]
fn a_place_without_law_on_file_is_named() {
    case(
        r#"jurisdictions: ["US-CA"],"#,
        r#"jurisdictions: ["US-CA", "US-ZZ"],
//                       ^^^^^^^ C006: there is no pack for the jurisdiction `US-ZZ`"#,
    );
    case(
        r#"professions: ["counselor"],"#,
        r#"professions: ["counselor", "plumber"],
//                         ^^^^^^^^^ C006: there is no pack for the profession `plumber`"#,
    );
}

#[test]
fn a_name_nobody_has_is_named() {
    case(
        r#"(id: "chair", place: "office", text: "The chair.","#,
        r#"(id: "chair", place: "office", text: "{marla} sits.",
//                                    ^^^^^^^ C007: `{marla}` in the scene `chair` names nobody of the cast"#,
    );
}

#[test]
fn a_case_too_short_is_told_so() {
    assert!(codes_of(&CASE.replace(r#"start: "door""#, r#"start: "chair""#)).contains("C009"));
    assert!(!codes_of(CASE).contains("C009"));
}

#[test]
fn a_rule_that_does_not_exist_is_named_together_with_what_keeps_the_case_from_loading() {
    let home = Home::new();
    let broken = CASE.replace("aca2014.B.1.c\"", "aca2014.B.1.cc\"").replace("minutes: 2", "minutes: two");
    let file = home.put("two.case.ron", broken);
    let said = home.run(&["lint", &file, "--format", "short"], "").code(1);
    let _ = said.says("two.case.ron:3:10: error[S004]").says("two.case.ron:8:54: error[C004]").says("did you mean");
}

#[test]
fn a_single_ending_is_told() {
    let to_one = CASE.replace(r#"goto: "late""#, r#"goto: "kept""#);
    let (head, tail) = to_one.split_once("(id: \"late\"").expect("it stands there");
    let one = format!("{head}{}", tail.split_once('\n').expect("more lines").1);
    let found = findings(&one.replace("flags: [\"private\"]", "flags: []")).found;
    assert_eq!(found.iter().map(|found| &*found.message).collect::<Vec<_>>(), ["the case has a single ending"]);
}

#[test]
fn a_path_too_long_is_told_with_its_choices() {
    let rooms = (0..13).fold(String::new(), |mut text, at| {
        let next = if at == 12 { "chair".to_owned() } else { format!("r{}", at + 1) };
        let choice = |id: &str| format!(r#"(id: "{id}", label: "On", note: "On.", goto: "{next}")"#);
        let _ = write!(
            text,
            r#"(id: "r{at}", place: "office", text: "A room.", choices: [{}, {}]), "#,
            choice("on"),
            choice("up")
        );
        text
    });
    let long = CASE.replace(r#"goto: "chair""#, r#"goto: "r0""#).replace("scenes: [", &format!("scenes: [{rooms}"));
    let found = findings(&long.replace("minutes: 2", "minutes: 7")).found;
    let told: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    let road =
        ["wait", "sit"].into_iter().chain([["on"; 13], ["on"; 13]].concat().into_iter().take(13)).chain(["keep"]);
    let road: Vec<&str> = road.collect();
    assert_eq!(told, [format!("every path has 16 decisions: {}", road.join(", "))]);
}

#[test]
fn a_jump_back_of_more_than_three_decisions_is_told_and_one_of_three_is_not() {
    let back = r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),"#;
    let far = |to: &str| {
        format!(
            r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),
(id: "walk", label: "Walk", note: "A turn.", goto: "yard"),
]),
(id: "yard", place: "office", text: "The yard.", choices: [
(id: "again", label: "Go in again", note: "All of it again.", goto: "{to}"),
(id: "home", label: "Go home", note: "Enough.", goto: "late"),"#
        )
    };
    clean(back, &far("door"));
    clean(back, &far("chair"));
    let further = far("gate").replace(
        r#"(id: "home","#,
        r#"(id: "gate", label: "To the gate", note: "A look.", goto: "gate"),
(id: "home","#,
    );
    let further = format!(
        "{further}\n]),\n(id: \"gate\", place: \"office\", text: \"The gate.\", choices: [\n\
        (id: \"out\", label: \"Out\", note: \"Out.\", goto: \"late\"),\n(id: \"top\", label: \"To the door\", note: \"Far.\", goto: [(when: \"flag(private)\", to: \"desk\"), \"door\"]),"
    );
    let found = findings(&CASE.replace(back, &further)).found;
    let told: Vec<(&str, &str, &str)> =
        found.iter().map(|found| (found.code, found.source.words(found.span), found.message.as_str())).collect();
    assert_eq!(told, [("C024", "\"door\"", "this leads 4 decisions back, to `door`")]);
}

// ---- What is declared and not used ---------------------------------------------------------------------------------

#[test]
fn whatever_is_declared_and_never_used_is_told_where_it_is_declared() {
    let fact = r#"(id: "panic", about: "maya", kinds: [symptoms], text: "She had a panic attack.")"#;
    case(
        &format!("facts: [{fact}],"),
        &format!(
            r#"facts: [{fact}, (id: "gone", about: "maya", text: "She left."),
],"#
        )
        .replace("(id: \"gone\"", "\n(id: \"gone\"")
        .replace("left.\"),", "left.\"),\n//   ^^^^^^ C017: the story fact `gone` is never revealed"),
    );
    case(
        r#"places: [(id: "office", name: "The office", setting: private_office, art: office)],"#,
        r#"places: [(id: "office", name: "The office", setting: private_office, art: office),
(id: "hall", name: "The hall", setting: hallway, art: hallway),
//   ^^^^^^ C017: no scene happens at `hall`
],"#,
    );
    case(
        r#"themes: ["overheard talk"],"#,
        r#"themes: ["overheard talk", "Overheard talk"],
//                         ^^^^^^^^^^^^^^^^ C017: the theme `Overheard talk` is given twice"#,
    );
    case(
        "cast: [",
        r#"cast: [
(id: "omar", name: "Omar Haddad", role: [supervisor]),
//   ^^^^^^ C017: `omar` is in no scene, act or text"#,
    );
}

#[test]
fn a_person_is_used_who_is_present_acted_on_or_only_spoken_of() {
    let omar = |scene: &str| {
        let with = CASE.replace("cast: [", r#"cast: [(id: "omar", name: "Omar Haddad", role: [supervisor]), "#);
        codes_of(&with.replace(r#"text: "The chair.""#, scene))
    };
    for scene in [
        r#"text: "{omar} sits.""#,
        r#"text: "{omar.age} years.""#,
        r#"text: "Mr. Haddad's chair.""#,
        r#"present: ["omar"], text: "The chair.""#,
        r#"earshot: ["omar"], text: "The chair.""#,
    ] {
        assert!(!omar(scene).contains("C017"), "{scene}");
    }
    assert!(omar(r#"text: "The chair.""#).contains("C017"));
}

#[test]
fn a_flag_is_both_raised_and_asked() {
    let asked = r#"(when: "flag(private)", text: "The nod is still in the room.")"#;
    let found = findings(&CASE.replace(asked, r#""The nod.""#)).found;
    assert_eq!(
        found.iter().map(|found| &*found.message).collect::<Vec<_>>(),
        ["the flag `private` is raised, but nothing asks for it"]
    );
    let found = findings(&CASE.replace(r#", flags: ["private"]),"#, "),")).found;
    assert_eq!(
        found.iter().map(|found| &*found.message).collect::<Vec<_>>(),
        ["the flag `private` is asked, but nothing raises it"]
    );
}

// ---- Words ---------------------------------------------------------------------------------------------------------

#[test]
fn minutes_are_held_against_the_words_on_the_screen() {
    // Two thousand words more before the second decision: nine minutes.
    let long = CASE.replace(r#"text: "The desk.""#, &format!(r#"text: "{}""#, "A plain word is here. ".repeat(400)));
    let stated =
        |minutes: u32| codes_of(&long.replace("minutes: 2,", &format!("minutes: {minutes},"))).contains("C020");
    assert_eq!([2, 5, 8, 10, 15, 20].map(stated), [true, true, false, false, false, true]);
}

#[test]
fn a_sentence_is_underlined_itself_and_in_a_text_with_escapes_the_whole_of_it() {
    let long = "word ".repeat(40);
    let words = |text: &str| {
        let found = findings(&CASE.replace(r#"text: "The desk.""#, text).replace("minutes: 2", "minutes: 3")).found;
        found.iter().map(|found| found.source.words(found.span).to_owned()).collect::<Vec<_>>()
    };
    let sentence = format!("And {long}ends.");
    assert_eq!(words(&format!(r##"text: r#"He said "so". {sentence} Yes."#"##)), std::slice::from_ref(&sentence));
    assert_eq!(words(&format!(r#"text: "Über all. {sentence} Yes.""#)), std::slice::from_ref(&sentence));
    let escaped = format!(r#""He said \"so\". {sentence} Yes.""#);
    assert_eq!(words(&format!("text: {escaped}")), [escaped]);
    assert_eq!(words(&format!(r#"text: ["Yes.", (when: "flag(private)", text: "{sentence}")]"#)), [sentence]);
}

#[test]
fn forty_words_may_be_told_and_thirty_said() {
    let words = |count: usize| format!("{}.", "word ".repeat(count).trim_end());
    let text = |count: usize| codes_of(&CASE.replace(r#"text: "The desk.""#, &format!(r#"text: "{}""#, words(count))));
    assert_eq!((text(40).contains("C022"), text(41).contains("C022")), (false, true));
    let said = |count: usize| {
        codes_of(&CASE.replace(r#"label: "Sit down","#, &format!(r#"label: "Sit down", say: "{}","#, words(count))))
    };
    assert_eq!((said(30).contains("C022"), said(31).contains("C022")), (false, true));
}

#[test]
fn a_law_is_told_with_its_place_or_where_it_is_only_spoken_of() {
    let note = r#"note: "Take your time.""#;
    for fine in [
        "In California the law requires you to sit.",
        "The law requires you to sit. That is so in California.",
        "HIPAA asks for it. The law requires you to sit.",
        "The law requires you to sit where you practice.",
        "In some states the law requires it.",
        "The lawyer requires you to sit.",
        "She asks what the law says, and whether it is illegal.",
        "Sit down where the law wants you to.",
        "Is it illegal to stand? Nobody knows whether that is a crime.",
        "Look up the law. It may require you to sit.",
        "Her brother-in-law says so; nobody came by lawn.",
    ] {
        clean(note, &format!(r#"note: "{fine}""#));
    }
    for (wrong, words) in [
        ("The law requires you to sit.", "The law requires"),
        ("There is a rule. It is against the law to stand.", "against the law"),
        ("There and nowhere else you must sit by law.", "by law"),
        ("State law requires you to sit.", "State law requires"),
        ("In California. It is warm. It rains. The law says so.", "The law says"),
    ] {
        let found = findings(&CASE.replace(note, &format!(r#"note: "{wrong}""#))).found;
        let told: Vec<_> = found.iter().map(|found| (found.code, found.source.words(found.span))).collect();
        assert_eq!(told, [("C023", words)], "{wrong}");
    }
    let guide = r#"guide: (summary: "One thing.","#;
    assert!(codes_of(&CASE.replace(guide, r#"guide: (summary: "It is illegal.","#)).contains("C023"));
}

#[test]
fn prose_of_another_language_is_not_measured_by_the_figures_of_english() {
    let hard = codes::explain("C021").expect("a code").example.lines().next().expect("a line").to_owned();
    let text = CASE.replace(r#"(id: "chair", place: "office", text: "The chair.", choices: ["#, &hard);
    assert!(codes_of(&text).contains("C021"));
    assert!(!codes_of(&text.replace("minutes: 2,", "minutes: 2, language: \"de\",")).contains("C021"));
}

#[test]
fn a_million_marks_are_one_sentence_and_take_no_long_time() {
    for sign in [".", "\u{2026}", ".'", "?)", "by law. ", "a.b", "( "] {
        let text = CASE.replace(r#"text: "The desk.""#, &format!(r#"text: "{}""#, sign.repeat(60_000)));
        let case = Case::load(&Source::new("t", text), &PACKS.vocabulary).expect("it reads");
        let _ = lint_case_of_age(&case, &PACKS, TODAY, 24, Depth::Quick);
    }
}

// ---- Days ----------------------------------------------------------------------------------------------------------

#[test]
fn sources_and_reviews_carry_a_day_that_is_neither_missing_nor_old_nor_to_come() {
    let source = r#"(cite: "ACA Code of Ethics (2014)", on: "2026-11-21")"#;
    case(
        source,
        r#"(cite: "ACA Code of Ethics (2014)")
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ C025: it is not said when this source was consulted"#,
    );
    case(
        r#"reviewed_on: "2026-11-21","#,
        "// the whole file: C025: it is not said when the case was last gone through",
    );
    case(
        r#"reviewed_on: "2026-11-21","#,
        r#"reviewed_on: "2027-01-01",
//           ^^^^^^^^^^^^ C025: the case was last gone through on 2027-01-01, which is still to come"#,
    );
    case(
        r#"reviewed_on: "2026-11-21","#,
        r#"reviewed_on: "2024-11-21",
//           ^^^^^^^^^^^^ C025: the case was last gone through on 2024-11-21, more than 24 months ago"#,
    );
    clean(r#"reviewed_on: "2026-11-21","#, r#"reviewed_on: "2024-11-22","#);
    // A case without sources is told so once, by C005.
    let none = codes_of(&CASE.replace(&format!("sources: [{source}],"), ""));
    assert_eq!(none, BTreeSet::from(["C005"]));
}

#[test]
fn how_old_is_old_is_a_value_handed_in() {
    let case = Case::load(&Source::new("t", CASE), &PACKS.vocabulary).expect("it reads");
    let found = |year, months| {
        lint_case_of_age(&case, &PACKS, jiff::civil::date(year, 11, 22), months, Depth::Quick).found.len()
    };
    assert_eq!([found(2026, 24), found(2029, 24), found(2029, 48)], [0, 2, 0]);
}

// ---- Exceptions ----------------------------------------------------------------------------------------------------

/// A case with two long sentences to be said, one in each choice of a scene.
fn wordy() -> String {
    let said = |label: &str| format!(r#"label: "{label}", say: "{}.","#, "word ".repeat(31).trim_end());
    CASE.replace(r#"label: "Sit down","#, &said("Sit down"))
        .replace(r#"label: "Keep standing","#, &said("Keep standing"))
}

fn allowing(entries: &str) -> Findings {
    findings(&wordy().replace("unsettled: [],", &format!("unsettled: [], allow: [{entries}],")))
}

fn told(findings: &Findings) -> Vec<(&str, &str)> {
    findings.found.iter().map(|found| (found.code, found.source.words(found.span))).collect()
}

#[test]
fn what_is_allowed_at_a_choice_a_scene_or_in_the_whole_file_is_left_out_and_stays_visible() {
    let allowed = |findings: &Findings| findings.allowed.len();
    let nothing = findings(&wordy());
    assert_eq!((nothing.found.len(), allowed(&nothing)), (2, 0));
    let choice = allowing(r#"(code: "C022", at: "desk/sit", why: "She rambles.")"#);
    assert_eq!((choice.found.len(), allowed(&choice)), (1, 1));
    for at in [r#"at: "desk", "#, ""] {
        let all = allowing(&format!(r#"(code: "C022", {at}why: "They ramble.")"#));
        assert_eq!((all.found.len(), allowed(&all)), (0, 2), "{at}");
        assert!(all.allowed.iter().all(|allowed| allowed.why == "They ramble."));
    }
    let elsewhere = allowing(r#"(code: "C022", at: "chair", why: "They ramble.")"#);
    assert_eq!((elsewhere.found.len(), allowed(&elsewhere)), (3, 0), "{:?}", told(&elsewhere));
}

#[test]
fn an_allow_that_does_not_hold_is_told_where_it_is_at_fault() {
    for (entry, words) in [
        (r#"(code: "C022", at: "desk/sit")"#, "("),
        (r#"(code: "C022", why: " ")"#, "("),
        (r#"(code: "C222", why: "So.")"#, "\"C222\""),
        (r#"(code: "c022", why: "So.")"#, "\"c022\""),
        (r#"(code: "C022", at: "dsk", why: "So.")"#, "\"dsk\""),
        (r#"(code: "C022", at: "desk/run", why: "So.")"#, "\"desk/run\""),
        (r#"(code: "C001", why: "So.")"#, "("),
        (r#"(code: "C022", at: "chair/fret", why: "So.")"#, "("),
        (r#"(code: "S003", why: "So.")"#, "\"S003\""),
        (r#"(code: "R014", why: "So.")"#, "\"R014\""),
        (r#"(code: "C026", why: "So.")"#, "\"C026\""),
        (r#"(code: "C000", why: "So.")"#, "\"C000\""),
    ] {
        let findings = allowing(entry);
        let faults: Vec<_> = told(&findings).into_iter().filter(|(code, _)| *code == "C026").collect();
        assert_eq!(faults, [("C026", words)], "{entry}");
        assert_eq!((findings.found.len(), findings.allowed.len()), (3, 0), "{entry}: a faulty entry covers nothing");
    }
}

#[test]
fn a_second_allow_of_the_same_is_stale() {
    let twice = allowing(r#"(code: "C022", why: "So."), (code: "C022", at: "desk/sit", why: "So.")"#);
    assert_eq!((told(&twice), twice.allowed.len()), (vec![("C026", "(")], 2));
}

#[test]
fn a_pack_allows_in_its_head_by_the_id_of_a_rule() {
    let meeting = |allow: &str| {
        let friends = r#"(id: "mine.yes", cite: "Handbook 3", heading: "Friends", certainty: Verified, effect: Permit, to: [friend], overrides: ["mine.hall"], why: "They know.", fix: "Tell them."),
(id: "mine.no", cite: "Handbook 4", heading: "No small talk", certainty: Verified, effect: Forbid, purpose: [social], why: "Walls.", fix: "Go."),"#;
        let text = PACK
            .replace("rules: [", &format!("rules: [{friends}"))
            .replace("chosen: true", &format!("chosen: true, allow: [{allow}]"));
        proofs::linted_pack(&Source::new("mine.ron", text))
    };
    assert_eq!(meeting("").found.iter().map(|found| found.code).collect::<Vec<_>>(), ["R012"]);
    for at in [r#"at: "mine.no", "#, ""] {
        let allowed = meeting(&format!(r#"(code: "R012", {at}why: "Both are meant.")"#));
        assert_eq!((allowed.found.len(), allowed.allowed.len()), (0, 1), "{at}");
    }
    for wrong in [
        r#"(code: "R012", at: "mine.hall", why: "So.")"#,
        r#"(code: "R012", at: "mine", why: "So.")"#,
        r#"(code: "R005", why: "So.")"#,
    ] {
        let found = meeting(wrong).found;
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["R012", "C026"], "{wrong}");
    }
}

#[test]
fn every_format_shows_what_is_allowed_and_the_exit_code_does_not_count_it() {
    let home = Home::new();
    let text = wordy()
        .replace("unsettled: [],", r#"unsettled: [], allow: [(code: "C022", at: "desk", why: "They ramble.")],"#);
    let file = home.put("wordy.case.ron", text);
    let human = home.run(&["lint", &file, "--quick", "--max-age", "1200"], "").code(0);
    let _ = human.says("2 allowed:").says("C022 at desk: They ramble.").says("0 errors, 0 warnings; 1 case read");
    let short = home.run(&["lint", &file, "--quick", "--max-age", "1200", "--format", "short"], "").code(0);
    let _ = short.says("note[C022]: a spoken sentence of 31 words (allowed: They ramble.)");
    let said = home.run(&["lint", &file, "--quick", "--max-age", "1200", "--format", "json"], "").code(0);
    let rows: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((&rows[0]["level"], &rows[0]["why"]), (&"allowed".into(), &"They ramble.".into()), "{rows}");
    // The game and the terminal play it as if nothing were said.
    home.run(&["play", &file, "--seed", "3"], "\n1\n1\n1\n").code(0).says_not("ramble");
}
