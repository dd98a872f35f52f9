//! The proof of each code: where its example is put into a small text without a fault, or, where no few lines can show it,
//! a text made for it.

use crate::carets::check_code;
use confidant::diagnostic::Diagnostic;
use confidant::ethics::{Inquiry, Packs, Vocabulary};
use confidant::exchange::{export_twee, import_twee};
use confidant::library::{Files, Library, VOCABULARY, load_packs, shipped_rules};
use confidant::lint::codes::Code;
use confidant::lint::{Findings, lint_case, lint_case_whole, lint_packs, run_tests};
use confidant::reference::RuleTests;
use confidant::scenario::Case;
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

/// The day on which everything here is looked at.
pub(crate) const TODAY: Date = date(2026, 11, 22);

pub(crate) static PACKS: LazyLock<Packs> =
    LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// A small case without a fault.
pub(crate) const CASE: &str = include_str!("base.case.ron");

/// A small case of which the exact search finds nothing to say.
pub(crate) const SEARCHED: &str = include_str!("searched.case.ron");

/// A small case with a desk, of which the exact search finds nothing to say.
pub(crate) const DESKS: &str = include_str!("desk.case.ron");

/// A small pack without a fault.
pub(crate) const PACK: &str = include_str!("base.pack.ron");

/// The least vocabulary that the engine can work with.
const WORDS: &str = include_str!("base.words.ron");

/// Something to ask the judge.
const QUESTION: &str = include_str!("base.question.ron");

/// A rule test that comes true.
const RULE_TESTS: &str = r#"(
jurisdiction: "US-VA", date: "2026-10-05",
parties: [(id: "sam", role: [client]), (id: "pat", role: [friend])],
tests: [
(name: "a friend hears the diagnosis", acts: [Disclose(to: "pat", about: "sam", what: [identity, diagnosis], purpose: social)], law: Violation),
],
)"#;

/// A story of another tool.
const TWEE: &str = ":: Start\nIt rains.\n[[On|End]]\n\n:: End\nDone.\n";

pub(crate) fn problems_of_case(source: &Arc<Source>) -> Vec<Diagnostic> {
    match Case::load(source, &PACKS.vocabulary) {
        Err(found) => found,
        Ok(case) => {
            let linted = lint_case(&case, &PACKS, TODAY).found;
            let tested = run_tests(&Arc::new(case), &PACKS).into_iter().flat_map(|outcome| outcome.problems);
            linted.into_iter().chain(tested).collect()
        }
    }
}

/// With what the exact search finds.
pub(crate) fn problems_of_whole_case(source: &Arc<Source>) -> Vec<Diagnostic> {
    match Case::load(source, &PACKS.vocabulary) {
        Err(found) => found,
        Ok(case) => lint_case_whole(&case, &PACKS, TODAY).found,
    }
}

fn problems_of_pack(source: &Arc<Source>) -> Vec<Diagnostic> {
    let words = shipped_rules().remove(VOCABULARY).expect("a vocabulary");
    Packs::load(&words, std::slice::from_ref(source))
        .map_or_else(|found| found, |packs| lint_packs(&packs, TODAY).found)
}

/// Everything lint has to say of a pack that reads.
pub(crate) fn linted_pack(source: &Arc<Source>) -> Findings {
    let words = shipped_rules().remove(VOCABULARY).expect("a vocabulary");
    let packs = Packs::load(&words, std::slice::from_ref(source)).expect("it reads");
    lint_packs(&packs, TODAY)
}

fn problems_of_words(source: &Arc<Source>) -> Vec<Diagnostic> {
    Vocabulary::load(source).err().unwrap_or_default()
}

fn problems_of_question(source: &Arc<Source>) -> Vec<Diagnostic> {
    Inquiry::load(source, &PACKS.vocabulary, TODAY).err().unwrap_or_default()
}

fn problems_of_rule_tests(source: &Arc<Source>) -> Vec<Diagnostic> {
    match RuleTests::load(source, &PACKS) {
        Err(found) => found,
        Ok(tests) => tests.run(&PACKS).into_iter().filter_map(|outcome| outcome.problem).collect(),
    }
}

fn losses_of_import(source: &Arc<Source>) -> Vec<Diagnostic> {
    import_twee(source).map_or_else(|found| found, |story| story.losses)
}

fn losses_of_export(source: &Arc<Source>) -> Vec<Diagnostic> {
    let case = Case::load(source, &PACKS.vocabulary).expect("it reads");
    export_twee(&case).expect("it can be written").losses
}

/// How a code is shown to work.
pub(crate) enum Proof {
    /// Its example stands in for this part of a text; its carets are checked, and the text alone says nothing of the code.
    InCase(&'static str),
    InSearchedCase(&'static str),
    InCaseWithDesk(&'static str),
    InPack(&'static str),
    InPackOfPlace(&'static str),
    InWords(&'static str),
    InQuestion(&'static str),
    InRuleTests(&'static str),
    InTwee(&'static str),
    InExport(&'static str),
    /// No few lines can show it: a text that fails, and one that passes; and the line and column at which the first does.
    Made(fn() -> [Vec<Diagnostic>; 2], (usize, usize)),
}

impl Proof {
    /// What the failing example says of the code; the passing one says nothing of it.
    #[track_caller]
    pub(crate) fn run(&self, code: &Code) -> Vec<Diagnostic> {
        let shown = |base: &str, right, problems: fn(&Arc<Source>) -> Vec<Diagnostic>| {
            check_code(base, (right, code.example), code.code, problems)
        };
        match self {
            Self::InCase(right) => shown(CASE, right, problems_of_case),
            Self::InSearchedCase(right) => shown(SEARCHED, right, problems_of_whole_case),
            Self::InCaseWithDesk(right) => shown(DESKS, right, problems_of_whole_case),
            Self::InPack(right) => shown(PACK, right, problems_of_pack),
            Self::InPackOfPlace(right) => shown(&pack_of_place(), right, problems_of_pack),
            Self::InWords(right) => shown(WORDS, right, problems_of_words),
            Self::InQuestion(right) => shown(QUESTION, right, problems_of_question),
            Self::InRuleTests(right) => shown(RULE_TESTS, right, problems_of_rule_tests),
            Self::InTwee(right) => shown(TWEE, right, losses_of_import),
            Self::InExport(right) => shown(CASE, right, losses_of_export),
            Self::Made(make, place) => {
                let [failing, passing] = make();
                assert!(passing.iter().all(|found| found.code != code.code), "{}: {passing:#?}", code.code);
                let found: Vec<Diagnostic> = failing.into_iter().filter(|found| found.code == code.code).collect();
                let first = found.first().map(|found| found.source.line_column(found.span.start));
                assert_eq!(first, Some(*place), "{}", code.code);
                found
            }
        }
    }
}

/// Where a code's example stands in.
pub(crate) const PROOFS: &[(&str, Proof)] = &[
    ("S001", Proof::InCase("minutes: 2,\nauthors: [\"Somebody\"],")),
    (
        "S002",
        Proof::InCase(
            r#"(id: "kept", place: "office", text: "It is kept.", ending: (id: "kept", title: "Kept", tone: Steady)),"#,
        ),
    ),
    ("S003", Proof::InCase(SIT)),
    ("S004", Proof::InCase("minutes: 2,")),
    ("S005", Proof::InCase(r#"start: "door","#)),
    ("S006", Proof::InCase(FLAGS)),
    ("S007", Proof::Made(too_large, (25, 9))),
    ("S008", Proof::InCase(FRET)),
    ("S009", Proof::InCase(FRET)),
    ("S010", Proof::Made(too_many_problems, (22, 1605))),
    ("C000", Proof::Made(two_of_one_id, (1, 1))),
    ("C001", Proof::InCase(STAND)),
    ("C002", Proof::InCase(LAST)),
    ("C003", Proof::InCase(DESK)),
    ("C004", Proof::InCase(r#"objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"])],"#)),
    ("C005", Proof::InCase(SIT)),
    ("C006", Proof::InCase(r#"jurisdictions: ["US-CA"],"#)),
    ("C007", Proof::InCase(CHAIR)),
    ("C008", Proof::InSearchedCase(ASKED)),
    ("C009", Proof::InCase(r#"start: "door","#)),
    ("C010", Proof::InSearchedCase(r#"objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c"])],"#)),
    ("C011", Proof::InSearchedCase(MORE)),
    ("C012", Proof::InSearchedCase(LEAVE)),
    ("C013", Proof::InSearchedCase(ASKED)),
    ("C014", Proof::InSearchedCase(LEAVE)),
    ("C015", Proof::InSearchedCase(ASKED)),
    ("C016", Proof::InSearchedCase(ONE)),
    ("C017", Proof::InCase(FLAGS)),
    ("C018", Proof::InCase(r#"(id: "keep", label: "Let it rest", note: "Nothing is told.", goto: "kept"),"#)),
    ("C019", Proof::InCase(r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#)),
    ("C020", Proof::InCase("minutes: 2,")),
    ("C021", Proof::InCase(CHAIR)),
    ("C022", Proof::InCase(SIT)),
    ("C023", Proof::InCase(SIT)),
    ("C024", Proof::InCase(LAST)),
    ("C025", Proof::InCase(r#"sources: [(cite: "ACA Code of Ethics (2014)", on: "2026-11-21")],"#)),
    ("C026", Proof::InCase("unsettled: [],")),
    ("C027", Proof::InCaseWithDesk(THREE)),
    ("C028", Proof::InCaseWithDesk(SUBJECT)),
    ("C029", Proof::Made(same_way, (33, 75))),
    ("R001", Proof::Made(too_many_terms, (13, 2718))),
    ("R002", Proof::InWords(r#"(id: client, name: "client"),"#)),
    ("R003", Proof::InWords(r#"(id: family, name: "family"), (id: guardian, name: "guardian"),"#)),
    ("R004", Proof::InPack(HEAD)),
    ("R005", Proof::InPack(NOTE)),
    ("R006", Proof::InPack(HALL)),
    ("R007", Proof::InPack(NOTE)),
    (
        "R008",
        Proof::InQuestion(
            r#"parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement])],"#,
        ),
    ),
    ("R009", Proof::InQuestion(r#"acts: [Warn(to: "police", about: "sam", what: [identity, threat], by: phone)],"#)),
    ("R010", Proof::InPack(HALL)),
    ("R011", Proof::InPack(HALL)),
    ("R012", Proof::InPack(HALL)),
    ("R013", Proof::InPack(HALL)),
    ("R014", Proof::InPack(HEAD)),
    (
        "R015",
        Proof::InPackOfPlace(
            r#"(id: "mine.note", cite: "Handbook 2", heading: "Write it down", certainty: Verified, topic: confidence, effect: Require, when: "doubt","#,
        ),
    ),
    ("T001", Proof::InCase(r#"tests: [(name: "the plain road", path: ["wait", "sit", "keep"], ends: "kept")],"#)),
    (
        "T002",
        Proof::InRuleTests(
            r#"(name: "a friend hears the diagnosis", acts: [Disclose(to: "pat", about: "sam", what: [identity, diagnosis], purpose: social)], law: Violation),"#,
        ),
    ),
    ("X001", Proof::InTwee("It rains.")),
    ("X002", Proof::InTwee("It rains.")),
    ("X003", Proof::InTwee(":: End")),
    ("X004", Proof::InTwee("It rains.")),
    ("X005", Proof::InTwee("It rains.")),
    ("X006", Proof::InTwee("It rains.")),
    ("X007", Proof::InTwee(":: End\nDone.\n")),
    ("X008", Proof::InTwee("It rains.")),
    ("X009", Proof::Made(too_many_passages, (8000, 4))),
    ("X010", Proof::Made(no_end, (1, 4))),
    ("X011", Proof::InTwee(":: Start")),
    ("X012", Proof::InExport(FRET)),
    ("X013", Proof::Made(beyond_twine, (1, 1))),
    ("X014", Proof::InTwee("It rains.")),
];

// ---- Parts of the bases --------------------------------------------------------------------------------------------

const DESK: &str = r#"(id: "desk", place: "office", reveals: ["panic"], text: "The desk.", choices: [
(id: "sit", label: "Sit down", note: "Take your time.", goto: "chair"),
(id: "stand", label: "Keep standing", note: "It looks hurried.", goto: "chair"),
]),"#;
const SIT: &str = r#"(id: "sit", label: "Sit down", note: "Take your time.", goto: "chair"),"#;
const STAND: &str = r#"(id: "stand", label: "Keep standing", note: "It looks hurried.", goto: "chair"),"#;
const CHAIR: &str = r#"(id: "chair", place: "office", text: "The chair.", choices: ["#;
const FRET: &str = r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),"#;
/// The last choice of the last scene before the endings.
const LAST: &str = r#"(id: "fret", label: "Turn it over", note: "Worry is no plan.", goto: "late"),
]),"#;
/// The first decision of the searched case: what is put in its place tips the scales.
const ONE: &str = r#"(id: "one", place: "hall", present: ["gil"], reveals: ["panic"], text: "He asks at the coat rack.", choices: [
(id: "word", label: "Give him a word", say: "Thank you, Gil. It was a hard week, and she would like it if you ask her.", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "two"),
(id: "leave", label: "Leave it to her", say: "That is hers to tell.", note: "He has somebody to turn to.", acts: [Withhold(to: "gil")], goto: "two"),
(id: "more", label: "Say a little more", say: "She had it in the hall.", note: "It was true, and it told him more.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms, schedule], purpose: social)], goto: "two"),
]),"#;
const ASKED: &str = r#"(id: "word", label: "Give him a word", say: "Thank you, Gil. It was a hard week, and she would like it if you ask her.", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "two"),
(id: "leave", label: "Leave it to her", say: "That is hers to tell.", note: "He has somebody to turn to.", acts: [Withhold(to: "gil")], goto: "two"),"#;
const LEAVE: &str = r#"(id: "leave", label: "Leave it to her", say: "That is hers to tell.", note: "He has somebody to turn to.", acts: [Withhold(to: "gil")], goto: "two"),"#;
const MORE: &str = r#"(id: "more", label: "Say a little more", say: "She had it in the hall.", note: "It was true, and it told him more.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms, schedule], purpose: social)], goto: "two"),"#;
/// The last decision of the case with a desk, and the subject line of its message.
const THREE: &str = r#"(id: "three", place: "hall", present: ["gil"], text: "He asks at the door.", choices: [
(id: "leave", label: "Leave it to her", note: "He has somebody to turn to.", acts: [Withhold(to: "gil")], goto: "kept"),
(id: "word", label: "Give him a word", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "late"),
]),"#;
const SUBJECT: &str = r#"subject: [(id: "plain", label: "About Monday", what: [identity, symptoms]), (id: "full", label: "Maya Ellison, panic attack and billing", what: [identity, symptoms, billing], note: "Nobody asked for the bill.")],"#;
const FLAGS: &str = "flags: [\"private\"],\n";
const HEAD: &str = r#"pack: (id: "mine", title: "Mine", layer: Policy, as_of: "2026-11-21", chosen: true),"#;
const HALL: &str = r#"(id: "mine.hall", cite: "Handbook 1", heading: "No talk in the hall", certainty: Verified,
effect: Forbid,
act: [Disclose],
when: "overheard",
why: "Walls are thin.", fix: "Go to the office."),"#;
const NOTE: &str = r#"(id: "mine.note", cite: "Handbook 2", heading: "Write it down", certainty: Verified, effect: Require, when: "doubt",
discharged_by: "done(document)",
by: "36 hours",
why: "Memory fades.", fix: "Write a line."),"#;

/// The same pack as the law of a place, where rules carry topics.
fn pack_of_place() -> String {
    let place = r#"layer: Law, as_of: "2026-11-21", jurisdiction: "US-QQ""#;
    PACK.replace(r#"layer: Policy, as_of: "2026-11-21", chosen: true"#, place)
        .replace("certainty: Verified", "certainty: Verified, topic: confidence")
}

/// The example speaks of another place than its own: the addresses are the same in both deals, and the desk is told of.
fn same_way() -> [Vec<Diagnostic>; 2] {
    let (head, rest) = DESKS.split_once("to: [\n").expect("an address line");
    let (_, tail) = rest.split_once("],\nmost_to").expect("its end");
    let example = confidant::lint::codes::explain("C029").expect("a code").example;
    let text = format!("{head}{example}\nmost_to{tail}").replace("holm2", "holm");
    [problems_of_whole_case(&Source::new("t", text)), problems_of_whole_case(&Source::new("t", DESKS))]
}

// ---- Texts made for a code -----------------------------------------------------------------------------------------

fn too_large() -> [Vec<Diagnostic>; 2] {
    let scenes = (0..5_000).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, r#"(id: "s{at}", place: "office", text: "On."),"#);
        text
    });
    let large = Source::new("t", CASE.replace("scenes: [", &format!("scenes: [{scenes}")));
    [problems_of_case(&large), problems_of_case(&Source::new("t", CASE))]
}

fn too_many_problems() -> [Vec<Diagnostic>; 2] {
    let of = |count: usize| {
        let text = CASE.replace("unsettled: [],", &format!("unsettled: [{}],", r#""nope", "#.repeat(count)));
        problems_of_case(&Source::new("t", text))
    };
    [of(201), of(200)]
}

fn two_of_one_id() -> [Vec<Diagnostic>; 2] {
    let load = |id: &str| {
        let other = CASE.replace("id: \"sample\"", &format!("id: \"{id}\""));
        let files = Files::from([
            ("a.case.ron".into(), Source::new("a", CASE)),
            ("b.case.ron".into(), Source::new("b", other)),
        ]);
        Library::load(&shipped_rules(), &files).expect("the rules are fine").problems
    };
    [load("sample"), load("other")]
}

fn too_many_terms() -> [Vec<Diagnostic>; 2] {
    let many = |count: usize| {
        let terms = (0..count).fold(String::new(), |terms, at| format!("{terms}(id: s{at}, name: \"s\"),"));
        problems_of_words(&Source::new("w", WORDS.replace("settings: [", &format!("settings: [{terms}"))))
    };
    [many(130), many(100)]
}

fn too_many_passages() -> [Vec<Diagnostic>; 2] {
    let of = |count: usize| {
        let story = (1..count).fold(String::from(":: Start\n[[On|P1]]\n"), |mut story, at| {
            let _ = write!(story, "\n:: P{at}\nHere.\n[[On|P{}]]\n", at + 1);
            story
        });
        losses_of_import(&Source::new("s", format!("{story}\n:: P{count}\nDone.\n")))
    };
    [of(2_100), of(100)]
}

fn no_end() -> [Vec<Diagnostic>; 2] {
    [":: Start\n[[Start]]\n", TWEE].map(|text| losses_of_import(&Source::new("s", text)))
}

fn beyond_twine() -> [Vec<Diagnostic>; 2] {
    let one = CASE.replace(
        r#"variants: [(id: "base", title: "As it happened"), (id: "young", title: "Younger", ages: {"maya": 17})],"#,
        r#"variants: [(id: "base", title: "As it happened")],"#,
    );
    [CASE.to_owned(), one].map(|text| losses_of_export(&Source::new("t", text)))
}
