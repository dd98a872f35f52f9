//! Lint with the exact search: traps, standards that nothing exercises, choices and decisions that do nothing, and signs by
//! which the best choice gives itself away; and what of it is left out where nothing exact can be said.
#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "lint/carets.rs"]
mod carets;
#[expect(dead_code, reason = "other tests look at what was written, too")]
mod terminal;

use carets::check;
use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::{Packs, Rulebook};
use confidant::explore::{MOST_STATES, Search};
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::{Findings, lint_case, lint_case_whole};
use confidant::scenario::Case;
use confidant::session::Setup;
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::sync::{Arc, LazyLock};
use terminal::Home;

const TODAY: Date = date(2026, 11, 22);

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// Six decisions of three choices. In five of them the best choice is the first, the longest, the politest and the one that
/// speaks of asking: as many as there can be before anything is said.
const CASE: &str = include_str!("lint/searched.case.ron");

/// The tempting choice of the first decision, and how the act of telling is written.
const WORD: &str = r#"(id: "word", label: "Give him a word", say: "Thank you, Gil. It was a hard week, and she would like it if you ask her.", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "two"),"#;
const LEAVE: &str = r#"(id: "leave", label: "Leave it to her", say: "That is hers to tell.", note: "He has somebody to turn to.", acts: [Withhold(to: "gil")], goto: "two"),"#;
const MORE: &str = r#"(id: "more", label: "Say a little more", say: "She had it in the hall.", note: "It was true, and it told him more.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms, schedule], purpose: social)], goto: "two"),"#;
const TELLS: &str = r#"acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)]"#;
const STANDARDS: &str = r#"standards: ["aca2014.B.1.c"]"#;

fn whole(text: &str) -> Findings {
    let case = Case::load(&Source::new("t.case.ron", text), &PACKS.vocabulary);
    lint_case_whole(&case.expect("it reads"), &PACKS, TODAY)
}

fn problems(source: &Arc<Source>) -> Vec<Diagnostic> {
    let case = Case::load(source, &PACKS.vocabulary).expect("it reads");
    lint_case_whole(&case, &PACKS, TODAY).found
}

/// Codes, and the words they are told of.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let words = |found: &Diagnostic| (found.code, found.source.words(found.span).to_owned());
    whole(text).found.iter().map(words).collect()
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

#[track_caller]
fn clean(text: &str) {
    let found = whole(text).found;
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

// ---- Traps ---------------------------------------------------------------------------------------------------------

#[test]
fn a_trap_names_what_even_the_best_run_breaks_and_the_run() {
    let trapped = put(LEAVE, &LEAVE.replace(r#"acts: [Withhold(to: "gil")]"#, TELLS).replace("Leave it", "Leave that"));
    let found = whole(&trapped).found;
    let traps: Vec<&Diagnostic> = found.iter().filter(|found| found.code == "C008").collect();
    let places: Vec<&str> =
        traps.iter().filter_map(|trap| trap.message.split(" in ").nth(1)?.split(':').next()).collect();
    assert_eq!(places.join(", ").matches("US-").count(), 2, "{places:?}");
    for trap in traps {
        assert_eq!(trap.source.words(trap.span), r#""Give him a word""#);
        assert!(trap.message.contains("even the best breaks `"), "{}", trap.message);
        assert!(
            trap.help.as_deref().is_some_and(|help| help.ends_with("word, leave, leave, leave, leave, leave")),
            "{trap:?}"
        );
    }
}

#[test]
fn a_trap_of_one_variant_or_one_law_is_told_of_that_one() {
    let closed = |when: &str| {
        put(
            r#"(id: "leave", label: "Leave it to her", say: "That is hers to tell.""#,
            &format!(r#"(id: "leave", when: "{when}", label: "Leave it to her", say: "That is hers to tell.""#),
        )
    };
    let found = whole(&closed("variant is base")).found;
    assert!(
        found.iter().all(|found| found.code == "C008" && found.message.starts_with("the variant `young` has")),
        "{found:?}"
    );
    assert!(!found.is_empty());
    clean(&closed("client.age > 18"));
}

#[test]
fn a_trap_that_is_meant_is_allowed_with_a_reason_and_a_quick_look_does_not_call_the_reason_stale() {
    let meant =
        put(LEAVE, &LEAVE.replace(r#"acts: [Withhold(to: "gil")]"#, &TELLS.replace("symptoms", "symptoms, schedule")))
            .replace(r#"start: "one","#, r#"start: "one", allow: [(code: "C008", why: "It begins after the slip.")],"#)
            .replace(MORE, "");
    let findings = whole(&meant);
    assert!(findings.found.iter().all(|found| found.code != "C008" && found.code != "C026"), "{:?}", findings.found);
    assert!(!findings.allowed.is_empty());
    let case = Case::load(&Source::new("t", meant.as_str()), &PACKS.vocabulary).expect("it reads");
    assert!(lint_case(&case, &PACKS, TODAY).found.is_empty());
    // Where it was looked for and nothing is found, the reason is stale.
    let stale = put(r#"start: "one","#, r#"start: "one", allow: [(code: "C008", why: "It begins after the slip.")],"#);
    assert_eq!(told(&stale), [("C026", "(".to_owned())]);
}

#[test]
fn what_a_lesser_rule_asks_makes_no_trap() {
    // A complaint wants a note (45 CFR 164.530(d), Minor), and nobody here writes one.
    let complained = put("situation: {", r#"situation: {"client.complained": true, "#);
    let case = Case::load(&Source::new("t", complained.as_str()), &PACKS.vocabulary).expect("it reads");
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(&PACKS, setup.standpoint());
    let search = Search::of(&case, &book, &[setup], MOST_STATES);
    let (best, _) = search.range(*search.starts().first().expect("a start"));
    assert!(best.broken < 0, "even the best run misses something: {best:?}");
    clean(&complained);
}

// ---- What cannot be searched ---------------------------------------------------------------------------------------

#[test]
fn a_circle_is_told_where_it_turns_back_and_nothing_else_is_claimed() {
    wrong(
        MORE,
        r#"(id: "more", label: "Look at the rack", say: "Hm.", note: "Nothing changed.", goto: "one"),
//                  ^^^^^^^^^^^^^^^^^^ C009: the story can run in a circle: `one/more` leads back to `one` with nothing changed;"#,
    );
    // The same circle in a case with a trap, a standard that nothing exercises, and choices without consequence.
    let much =
        put(MORE, r#"(id: "more", label: "Look at the rack", say: "Hm.", note: "Nothing changed.", goto: "one"),"#)
            .replace(r#"acts: [Withhold(to: "gil")]"#, TELLS)
            .replace(STANDARDS, r#"standards: ["aca2014.B.6.g"]"#);
    assert_eq!(told(&much), [("C009", r#""Look at the rack""#.to_owned())]);
}

#[test]
fn a_way_back_that_takes_time_is_walked_while_something_hangs_on_the_hour_and_one_that_raises_a_flag_ends() {
    let back = r#"(id: "more", label: "Look at the rack", say: "Hm.", note: "It takes a while.", flags: ["looked"], when: "not flag(looked)", goto: "one"),"#;
    clean(&put(MORE, back).replace("situation: {", r#"flags: ["looked"], situation: {"#));
}

// ---- Standards -----------------------------------------------------------------------------------------------------

#[test]
fn a_rule_of_one_state_needs_to_speak_only_there() {
    let ours = |standards: &str| put(STANDARDS, &format!("standards: [{standards}]"));
    clean(&ours(r#""aca2014.B.1.c", "us-tx.611.002""#));
    let elsewhere = ours(r#""aca2014.B.1.c", "us-tx.611.002""#).replace(r#"["US-CA", "US-TX"]"#, r#"["US-CA"]"#);
    let found = whole(&elsewhere).found;
    let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(said, ["no path exercises `us-tx.611.002`: it is not in force in US-CA on 2026-10-05"]);
}

#[test]
fn an_objective_of_which_nothing_is_exercised_is_told_once() {
    wrong(
        r#"objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"])],"#,
        r#"objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"]),
(id: "O2", text: "Ask for more", standards: ["aca2014.B.6.g", "hipaa.404.a"]),
//   ^^^^ C010: no path exercises any standard of the objective `O2`: `aca2014.B.6.g`, `hipaa.404.a`
],"#,
    );
}

#[test]
fn a_policy_that_an_agency_may_choose_is_not_looked_for() {
    let policy = PACKS.rules().find(|(pack, _)| pack.layer == confidant::ethics::Layer::Policy);
    let id = policy.map(|(_, rule)| rule.id.to_string()).expect("a policy is shipped");
    clean(&put(STANDARDS, &format!(r#"standards: ["aca2014.B.1.c", "{id}"]"#)));
}

// ---- Choices that come to the same ---------------------------------------------------------------------------------

/// The third choice of the first decision, made the same as the first but for this.
fn twin(more: &str) -> String {
    MORE.replace("symptoms, schedule", "symptoms").replace(r#"goto: "two""#, &format!(r#"{more} goto: "two""#))
}

#[test]
fn choices_of_the_same_acts_differ_by_what_they_tell_cost_raise_or_leave_behind() {
    assert_eq!(told(&put(MORE, &twin(""))), [("C011", r#""Say a little more""#.to_owned())]);
    clean(&put(MORE, MORE));
    clean(&put(MORE, &twin("minutes: 5,")));
    // A passage that remembers which it was makes it another choice; a flag that nothing asks does not.
    let ending = r#"text: "It is late.""#;
    let remembered = r#"text: ["It is late.", (when: "chose(one/more)", text: "And long.")]"#;
    clean(&put(MORE, &twin("")).replace(ending, remembered));
    let flagged = put(MORE, &twin(r#"flags: ["said"],"#)).replace("situation: {", r#"flags: ["said"], situation: {"#);
    assert_eq!(told(&flagged).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["C011", "C017"]);
    clean(&flagged.replace(ending, r#"text: ["It is late.", (when: "flag(said)", text: "And long.")]"#));
}

#[test]
fn letting_it_pass_is_doing_nothing() {
    let idle = |acts: &str| {
        MORE.replace(
            r#"Disclose(to: "gil", about: "maya", what: [identity, symptoms, schedule], purpose: social)"#,
            acts,
        )
    };
    let both =
        put(MORE, &idle("LetPass")).replace(WORD, &format!("{WORD}\n{}", idle("").replace("\"more\"", "\"less\"")));
    assert_eq!(told(&both), [("C011", r#""Say a little more""#.to_owned())]);
}

#[test]
fn choices_that_lead_elsewhere_are_the_same_only_if_everything_there_is() {
    let ending =
        r#"(id: "late", place: "hall", text: "It is late.", ending: (id: "late", title: "Late", tone: Learning)),"#;
    let later = ending.replace("late", "later").replace("Late", "Later");
    let apart = CASE.replace(ending, &format!("{ending}\n{later}"));
    let last = r#"what: [identity, symptoms, schedule], purpose: social)], goto: "late""#;
    assert_eq!(apart.matches(last).count(), 1);
    clean(&apart.replace(last, r#"what: [identity, symptoms], purpose: social)], goto: "later""#));
}

// ---- Signs ---------------------------------------------------------------------------------------------------------

/// Decisions of three choices each under one law; for each what is said with the best choice and at which place it stands.
fn decisions(of: &[(&str, usize)], other: &str) -> String {
    let head = CASE.split("scenes: [").next().expect("a head").replace(r#""US-CA", "US-TX""#, r#""US-CA""#);
    let (_, tail) = CASE.split_once("\n(id: \"kept\"").expect("endings");
    let (tail, _) = tail.split_once("tests:").expect("tests, which are left out");
    let scenes = of.iter().enumerate().map(|(at, (said, place))| {
        let next = |end: &str| if at + 1 == of.len() { end.to_owned() } else { format!("s{}", at + 1) };
        let mut choices = vec![
            format!(r#"(id: "word", label: "Say this", say: "{other}", note: "n", {TELLS}, goto: "{}"),"#, next("late")),
            format!(r#"(id: "more", label: "Say more", say: "{other} now", note: "n", {}, goto: "{}"),"#, TELLS.replace("symptoms", "symptoms, schedule"), next("late")),
        ];
        choices.insert(*place, format!(r#"(id: "best", label: "Say none", say: "{said}", note: "n", acts: [Withhold(to: "gil")], goto: "{}"),"#, next("kept")));
        let reveals = if at == 0 { r#"reveals: ["panic"],"# } else { "" };
        format!(r#"(id: "s{at}", place: "hall", present: ["gil"], {reveals} text: "He asks.", choices: [{}]),"#, choices.join("\n"))
    });
    let scenes = scenes.collect::<Vec<_>>().join("\n");
    format!("{}scenes: [{scenes}\n(id: \"kept\"{tail})", head.replace(r#"start: "one""#, r#"start: "s0""#))
}

/// Which of the signs is told of these decisions.
fn signs(of: &[(&str, usize)], other: &str) -> Vec<&'static str> {
    let signs = ["C012", "C013", "C014", "C015"];
    told(&decisions(of, other)).into_iter().map(|(code, _)| code).filter(|code| signs.contains(code)).collect()
}

const PLACES: [usize; 6] = [0, 1, 2, 1, 0, 2];

/// Decisions in which the best choice says this so often, and otherwise that.
fn said(this: &'static str, times: usize, that: &'static str, of: usize) -> Vec<(&'static str, usize)> {
    PLACES.iter().take(of).enumerate().map(|(at, place)| (if at < times { this } else { that }, *place)).collect()
}

#[test]
fn the_longest_is_told_from_more_than_chance_would_have() {
    let long = "It is a long way home, Gil, and it is late";
    assert_eq!(signs(&said(long, 6, "Hm", 6), "It is late"), ["C012"]);
    assert_eq!(signs(&said(long, 5, "Hm", 6), "It is late"), [""; 0]);
    assert_eq!(signs(&said(long, 5, "Hm", 5), "It is late"), ["C012"]);
    // Four of four prove nothing, and as many words are no sign.
    assert_eq!(signs(&said(long, 4, "Hm", 4), "It is late"), [""; 0]);
    assert_eq!(signs(&said("It is late now", 6, "Hm", 6), "It is late"), [""; 0]);
}

#[test]
fn the_place_in_the_file_is_told_whichever_it_is() {
    let at = |place: usize, odd: usize| {
        let mut of = vec![("Hm", place); 6];
        if odd != place {
            of.pop();
            of.push(("Hm", odd));
        }
        signs(&of, "Hm")
    };
    for place in [0, 1, 2] {
        assert_eq!(at(place, place), ["C013"], "{place}");
        assert_eq!(at(place, (place + 1) % 3), [""; 0], "{place}");
    }
}

#[test]
fn courtesy_is_told_only_where_the_best_alone_has_it() {
    let kind = "Please, may I";
    assert_eq!(signs(&said(kind, 6, "Hm", 6), "It is late"), ["C014"]);
    assert_eq!(signs(&said(kind, 5, "Hm", 5), "It is late"), ["C014"]);
    assert_eq!(signs(&said(kind, 4, "Hm", 4), "It is late"), [""; 0]);
    // Words of courtesy within other words are none, and equally polite choices are no sign.
    assert_eq!(signs(&said("Thankless, displeased", 6, "Hm", 6), "It is late"), [""; 0]);
    assert_eq!(signs(&said(kind, 6, "Hm", 6), "Sorry, thank you"), [""; 0]);
}

#[test]
fn a_word_of_care_is_told_only_where_the_best_alone_has_it() {
    let care = "I will ask";
    assert_eq!(signs(&said(care, 6, "Hm", 6), "It is late"), ["C015"]);
    assert_eq!(signs(&said(care, 4, "Hm", 4), "It is late"), [""; 0]);
    assert_eq!(signs(&said("He masks it", 6, "Hm", 6), "It is late"), [""; 0]);
    assert_eq!(signs(&said(care, 6, "Hm", 6), "I asked, so ask"), [""; 0]);
}

#[test]
fn a_sign_says_how_often_what_chance_would_give_and_how_few_would_do() {
    let long = "It is a long way home, Gil, and it is late";
    let found = whole(&decisions(&said(long, 6, "Hm", 6), "It is late")).found;
    let sign = found.iter().find(|found| found.code == "C012").expect("it is told");
    let wanted =
        "the best choice has the most words in 6 of 6 decisions, where chance would give 2: `s0/best`, `s1/best`";
    assert!(sign.message.starts_with(wanted), "{}", sign.message);
    assert!(sign.help.as_deref().is_some_and(|help| help.ends_with("until it is so in 5 at most")), "{sign:?}");
}

#[test]
fn decisions_in_which_nothing_can_be_lost_are_not_counted() {
    let long = "It is a long way home, Gil, and it is late";
    let harmless = decisions(&said(long, 5, "Hm", 5), "It is late")
        .replace(TELLS, "acts: []")
        .replace(&TELLS.replace("symptoms", "symptoms, schedule"), "acts: []");
    assert!(told(&harmless).iter().all(|(code, _)| *code != "C012"));
}

// ---- Decisions that never matter -----------------------------------------------------------------------------------

#[test]
fn a_decision_that_matters_under_one_law_or_in_one_variant_matters() {
    let idle = |acts: [&str; 3]| {
        let [word, leave, more] = acts;
        put(WORD, &WORD.replace(TELLS, word))
            .replace(LEAVE, &LEAVE.replace(r#"acts: [Withhold(to: "gil")]"#, leave))
            .replace(MORE, &MORE.replace(&TELLS.replace("symptoms", "symptoms, schedule"), more))
    };
    let write = r#"acts: [Document(about: "maya")]"#;
    let never = idle([write, "minutes: 3", "minutes: 4"]);
    let codes = |text: &str| told(text).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert!(codes(&never).contains(&"C016"), "{:?}", told(&never));
    let once = never.replace(r#"(id: "more", label: "Say a little more", say: "She had it in the hall.""#, &format!(r#"(id: "said", when: "variant is young", label: "Say it", say: "It was the hall.", note: "n", {TELLS}, goto: "two"), (id: "more", label: "Say a little more", say: "She had it in the hall.""#));
    assert!(!codes(&once).contains(&"C016"), "{:?}", told(&once));
}

// ---- How deep ------------------------------------------------------------------------------------------------------

#[test]
fn the_command_looks_at_everything_unless_it_is_to_be_quick() {
    let home = Home::new();
    let file = home.put("twin.case.ron", put(MORE, &twin("")));
    let whole = home.run(&["lint", &file, "--max-age", "1200"], "").code(1);
    let _ = whole.says("warning[C011]: `one/more` comes to the same as `word`").says("0 errors, 1 warning;");
    home.run(&["lint", &file, "--max-age", "1200", "--quick"], "").code(0).says("0 errors, 0 warnings");
}
