//! Acts that contradict what the story says: somebody is spoken to who is not there, something is told that never came up.

#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "lint/carets.rs"]
mod carets;

use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::Packs;
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::lint_case;
use confidant::scenario::Case;
use confidant::source::Source;
use std::sync::{Arc, LazyLock};

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

/// A story in which every act agrees with what is told. In the chair nobody is with the counselor; only who asked knows of
/// the panic.
const CASE: &str = r#"(
id: "sample", version: "1.0.0", title: "A sample", summary: "A short one.", minutes: 15, content_note: "Nothing graphic.",
jurisdictions: ["US-CA"], professions: ["counselor"], date: "2026-10-05", time: "09:10",
role: "You are a counselor.", setting: "A practice.",
cast: [
(id: "maya", name: "Maya Ellison", role: [client], age: 34), (id: "rob", name: "Rob Ellison", role: [spouse]),
(id: "dana", name: "Dana Ruiz", role: [colleague]), (id: "police", name: "the police", role: [law_enforcement]),
],
places: [
(id: "office", name: "The office", setting: private_office, art: office),
(id: "hall", name: "The hall", setting: hallway, art: hallway),
(id: "line", name: "On the telephone", setting: private_call, art: office),
],
facts: [
(id: "panic", about: "maya", kinds: [symptoms], text: "She had a panic attack."),
(id: "early", about: "maya", kinds: [medication], text: "She took something against it this morning."),
(id: "crash", about: "maya", kinds: [history], text: "She was in a crash."),
],
flags: ["asked"],
variants: [(id: "base", title: "As it happened"), (id: "other", title: "Otherwise")],
start: "door",
scenes: [
(id: "door", place: "hall", present: ["dana"], earshot: ["rob"], text: "The door.", reveals: ["early"], choices: [
(id: "wait", label: "Wait", goto: "desk"),
(id: "speak", label: "Speak", acts: [Document(about: "maya")], goto: "desk"),
]),
(id: "desk", place: "office", present: ["maya"], text: "The desk.", choices: [
(id: "sit", label: "Sit down", goto: "chair"),
(id: "ask", label: "Ask her", flags: ["asked"], reveals: ["panic"], goto: "chair"),
]),
(id: "chair", place: "office", text: "The chair.", choices: [
(id: "act", label: "Act", acts: [AssessBreach(about: "maya")], goto: "kept"),
(id: "rest", label: "Rest", goto: "late"),
]),
(id: "kept", place: "office", text: "It is kept.", ending: (id: "kept", title: "Kept", tone: Steady)),
(id: "late", place: "office", text: "It is late.", ending: (id: "late", title: "Late", tone: Learning)),
],
)"#;

/// What is done in the chair, where nobody is with the counselor.
const IN_THE_CHAIR: &str = "AssessBreach(about: \"maya\")";

/// The choice whose act that is.
const CHAIR_CHOICE: &str = r#"(id: "act", label: "Act", acts: [AssessBreach(about: "maya")], goto: "kept"),"#;

/// The scene of the chair as far as its choices.
const CHAIR: &str = r#"(id: "chair", place: "office", text: "The chair.", choices: ["#;

fn findings(source: &Arc<Source>) -> Vec<Diagnostic> {
    let case = Case::load(source, &PACKS.vocabulary).map_err(|found| render(&found, Format::Human));
    let found = lint_case(&case.expect("the case loads"), &PACKS, jiff::civil::date(2026, 11, 22)).found;
    found.into_iter().filter(|found| ["C018", "C019"].contains(&found.code)).collect()
}

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(CASE.to_owned(), |text, (right, other)| {
        assert_eq!(text.matches(right).count(), 1, "`{right}` stands once");
        text.replace(right, other)
    })
}

/// The last of the changes brings exactly the findings that stand in it under carets; those before it bring none.
#[track_caller]
fn finds(changes: &[(&str, &str)]) {
    let (last, before) = changes.split_last().expect("a change");
    carets::check(&changed(before), *last, findings);
}

#[track_caller]
fn passes(changes: &[(&str, &str)]) {
    let found = findings(&Source::new("case", changed(changes)));
    assert!(found.is_empty(), "{}", render(&found, Format::Human));
}

#[test]
fn a_story_whose_acts_agree_with_it_passes() {
    passes(&[]);
}

#[test]
fn somebody_spoken_to_in_person_is_there() {
    finds(&[(
        IN_THE_CHAIR,
        r#"Consult(to: "dana", about: "maya", what: [diagnosis])
//          ^^^^^^ C018: `dana` is not in the scene `chair`, and this is said to them in person"#,
    )]);
    finds(&[(
        IN_THE_CHAIR,
        r#"Disclose(to: ["rob"], about: "maya", what: [diagnosis], purpose: social, by: voice)
//            ^^^^^ C018: `rob` is not in the scene `chair`, and this is said to them in person"#,
    )]);
    passes(&[
        (CHAIR, r#"(id: "chair", place: "office", present: ["dana"], text: "The chair.", choices: ["#),
        (IN_THE_CHAIR, r#"Consult(to: "dana", about: "maya", what: [diagnosis])"#),
    ]);
}

#[test]
fn who_is_within_earshot_can_be_spoken_to() {
    passes(&[(
        r#"acts: [Document(about: "maya")]"#,
        r#"acts: [Disclose(to: ["dana", "rob"], about: "maya", what: [diagnosis], purpose: social)]"#,
    )]);
    finds(&[(
        r#"acts: [Document(about: "maya")]"#,
        r#"acts: [Disclose(to: ["dana", "police", "rob"], about: "maya", what: [diagnosis], purpose: social)]
//                           ^^^^^^^^ C018: `police` is not in the scene `door`, and this is said to them in person"#,
    )]);
}

#[test]
fn a_call_a_letter_or_a_message_needs_nobody_there() {
    for way in
        ["phone", "speakerphone", "voicemail", "video", "letter", "fax", "paper", "secure_message", "text_message"]
    {
        let act = format!(r#"Warn(to: "police", about: "maya", what: [identity, risk], by: {way})"#);
        passes(&[(IN_THE_CHAIR, &act)]);
    }
}

#[test]
fn an_act_that_names_its_place_is_done_there() {
    passes(&[(IN_THE_CHAIR, r#"Consult(to: "dana", about: "maya", what: [diagnosis], at: private_office)"#)]);
    passes(&[(IN_THE_CHAIR, r#"Contain(to: "rob", at: street)"#)]);
}

#[test]
fn a_choice_that_leads_to_somebody_goes_to_them() {
    let kept = r#"(id: "kept", place: "office", text: "It is kept.","#;
    let there = r#"(id: "kept", place: "hall", present: ["dana"], text: "It is kept.","#;
    let consult = r#"Consult(to: "dana", about: "maya", what: [diagnosis])"#;
    passes(&[(IN_THE_CHAIR, consult), (kept, there)]);
    passes(&[(IN_THE_CHAIR, consult), (kept, &there.replace("present", "earshot"))]);
    // Another road that leads to them proves nothing.
    let late = r#"(id: "late", place: "office", text: "It is late.","#;
    let elsewhere = r#"(id: "late", place: "hall", present: ["dana"], text: "It is late.","#;
    finds(&[
        (late, elsewhere),
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [diagnosis])
//          ^^^^^^ C018: `dana` is not in the scene `chair`, and this is said to them in person"#,
        ),
    ]);
}

#[test]
fn an_act_around_a_telling_says_how_the_absent_are_reached() {
    finds(&[(
        IN_THE_CHAIR,
        r#"Contain(to: "rob")
//          ^^^^^ C018: `rob` is not in the scene `chair`, and the act does not say how they are reached"#,
    )]);
    finds(&[(
        IN_THE_CHAIR,
        r#"InformClient(to: "maya")
//               ^^^^^^ C018: `maya` is not in the scene `chair`, and the act does not say how they are reached"#,
    )]);
    passes(&[(IN_THE_CHAIR, r#"Contain(to: "rob", by: phone)"#)]);
    // The telling beside it was a letter.
    passes(&[(
        IN_THE_CHAIR,
        r#"Disclose(to: "rob", about: "maya", what: [diagnosis], purpose: social, by: letter), Contain(to: "rob")"#,
    )]);
    finds(&[(
        IN_THE_CHAIR,
        r#"Disclose(to: "rob", about: "maya", what: [diagnosis], purpose: social, by: letter), Contain(to: "dana")
//                                                                                              ^^^^^^ C018: `dana` is not in the scene `chair`, and the act does not say how they are reached"#,
    )]);
}

#[test]
fn on_the_telephone_the_other_end_is_elsewhere() {
    let calling = r#"(id: "chair", place: "line", text: "The chair.", choices: ["#;
    passes(&[(CHAIR, calling), (IN_THE_CHAIR, r#"InformClient(to: "maya"), Contain(to: "rob")"#)]);
    finds(&[
        (CHAIR, calling),
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [diagnosis])
//          ^^^^^^ C018: `dana` is not in the scene `chair`, and this is said to them in person"#,
        ),
    ]);
}

#[test]
fn what_needs_nobodys_company_is_let_be() {
    for act in [
        r#"Withhold(to: "rob")"#,
        r#"Defer(to: "maya")"#,
        r#"AssertPrivilege(to: "police")"#,
        r#"Hospitalize(to: "police")"#,
        r#"VerifyIdentity(to: "rob")"#,
        r#"Promise(to: "you")"#,
        // Whom the client is to tell, or who is to be told, need not be there when it is talked over.
        r#"InformClient(about: "maya", to: "rob")"#,
        r#"EncourageDisclosure(about: "maya", to: "rob")"#,
        r#"ObtainAuthorization(about: "maya", to: "police", what: [risk])"#,
        r#"InformClient(about: "maya", for: "rob")"#,
    ] {
        passes(&[(IN_THE_CHAIR, act)]);
    }
}

/// The counselor calls a colleague from the chair.
fn called(what: &str) -> String {
    format!(r#"Consult(to: "dana", about: "maya", what: [{what}], by: phone)"#)
}

#[test]
fn what_no_road_reveals_cannot_be_told() {
    finds(&[(
        IN_THE_CHAIR,
        r#"Consult(to: "dana", about: "maya", what: [diagnosis, history], by: phone)
//                                                   ^^^^^^^ C019: `history` is told about `maya`, and no road to here reveals it"#,
    )]);
    // Asked in the next room it is too late for the door.
    finds(&[(
        r#"acts: [Document(about: "maya")]"#,
        r#"acts: [Disclose(to: "dana", about: "maya", what: symptoms, purpose: social)]
//                                               ^^^^^^^^ C019: `symptoms` is told about `maya`, and no road to here reveals it"#,
    )]);
}

#[test]
fn what_was_revealed_on_every_road_can_be_told() {
    passes(&[(IN_THE_CHAIR, &called("medication"))]);
    let sit = (r#"(id: "sit", label: "Sit down","#, r#"(id: "sit", reveals: ["crash"], label: "Sit down","#);
    let ask = (r#"reveals: ["panic"]"#, r#"reveals: ["panic", "crash"]"#);
    passes(&[sit, ask, (IN_THE_CHAIR, &called("history"))]);
    // In which scene, by a scene or a choice, makes no difference.
    let desk = (r#"text: "The desk.","#, r#"text: "The desk.", reveals: ["crash"],"#);
    passes(&[desk, (IN_THE_CHAIR, &called("history"))]);
}

#[test]
fn a_choice_that_is_never_open_reveals_nothing() {
    let never = (
        r#"(id: "sit", label: "Sit down","#,
        r#"(id: "sit", when: "flag(asked)", reveals: ["crash"], label: "Sit down","#,
    );
    finds(&[
        never,
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [history], by: phone)
//                                        ^^^^^^^ C019: `history` is told about `maya`, and no road to here reveals it"#,
        ),
    ]);
    // Nor does anybody tell by it.
    passes(&[(
        CHAIR_CHOICE,
        r#"(id: "act", label: "Act", when: "flag(asked) and not flag(asked)", acts: [Consult(to: "dana", about: "maya", what: [history], by: phone)], goto: "kept"),"#,
    )]);
}

#[test]
fn a_choice_may_tell_what_it_reveals_itself() {
    passes(&[(
        CHAIR_CHOICE,
        r#"(id: "act", label: "Act", reveals: ["crash"], acts: [Consult(to: "dana", about: "maya", what: [history], by: phone)], goto: "kept"),"#,
    )]);
}

#[test]
fn wider_and_narrower_kinds_stand_for_each_other() {
    let narrower =
        (r#"kinds: [history], text: "She was in a crash.""#, r#"kinds: [private_disclosure], text: "Alone.""#);
    let wider = (r#"kinds: [history], text: "She was in a crash.""#, r#"kinds: [clinical], text: "All of it.""#);
    finds(&[
        narrower,
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [private_disclosure], by: phone)
//                                        ^^^^^^^^^^^^^^^^^^ C019: `private_disclosure` is told about `maya`, and no road to here reveals it"#,
        ),
    ]);
    finds(&[
        wider,
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [abuse], by: phone)
//                                        ^^^^^ C019: `abuse` is told about `maya`, and no road to here reveals it"#,
        ),
    ]);
    let at_the_door = (r#"reveals: ["early"]"#, r#"reveals: ["early", "crash"]"#);
    passes(&[narrower, at_the_door, (IN_THE_CHAIR, &called("private_disclosure"))]);
    passes(&[wider, at_the_door, (IN_THE_CHAIR, &called("abuse"))]);
}

#[test]
fn what_a_counselor_always_has_can_always_be_told() {
    let all = "names, contact_details, schedule, billing, whole_chart, progress_note, diagnosis, progress, treatment_plan, risk, session_content";
    passes(&[("kinds: [history]", &format!("kinds: [{all}]")), (IN_THE_CHAIR, &called(all))]);
    // Though the story has a fact about it, or about a wider or narrower kind, that comes up later or never.
    for (kind, fact) in [("progress", "clinical"), ("private_disclosure", "session_content"), ("clinical", "history")] {
        passes(&[
            (r#"(id: "early", about: "maya""#, r#"(id: "early", about: "rob""#),
            ("kinds: [history]", &format!("kinds: [{fact}]")),
            (
                r#"acts: [Document(about: "maya")]"#,
                &format!(r#"acts: [Disclose(to: "dana", about: "maya", what: {kind}, purpose: social)]"#),
            ),
        ]);
    }
}

#[test]
fn of_what_the_case_does_not_reveal_nothing_is_said() {
    // No fact carries the kind, and none is about Rob.
    passes(&[(IN_THE_CHAIR, &called("self_harm"))]);
    passes(&[(IN_THE_CHAIR, r#"Consult(to: "dana", about: "rob", what: [history], by: phone)"#)]);
    passes(&[(IN_THE_CHAIR, r#"ObtainConsent(about: "maya", what: [history])"#)]);
}

#[test]
fn what_only_one_road_reveals_is_told_only_on_that_road() {
    finds(&[(
        IN_THE_CHAIR,
        r#"Consult(to: "dana", about: "maya", what: [symptoms], by: phone)
//                                        ^^^^^^^^ C019: `symptoms` is told about `maya`, and the road `wait, sit` of `base` does not reveal `panic`"#,
    )]);
    let guarded = |when: &str| {
        format!(r#"(id: "act", when: "{when}", label: "Act", acts: [{}], goto: "kept"),"#, called("symptoms"))
    };
    passes(&[(CHAIR_CHOICE, &guarded("knows(panic)"))]);
    // Whatever else comes to the same does as well.
    passes(&[(CHAIR_CHOICE, &guarded("flag(asked)"))]);
    passes(&[(CHAIR_CHOICE, &guarded("chose(desk/ask) and not chose(rest)"))]);
    // With two facts of the kind, nobody can say which of them is told.
    passes(&[("kinds: [medication]", "kinds: [symptoms]"), (IN_THE_CHAIR, &called("symptoms"))]);
}

#[test]
fn a_road_of_one_variant_is_a_road() {
    finds(&[
        (r#"(id: "sit", label: "Sit down","#, r#"(id: "sit", when: "variant is other", label: "Sit down","#),
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [symptoms], by: phone)
//                                        ^^^^^^^^ C019: `symptoms` is told about `maya`, and the road `wait, sit` of `other` does not reveal `panic`"#,
        ),
    ]);
    finds(&[
        (r#"start: "door","#, r#"start: "chair","#),
        (
            r#"(id: "rest", label: "Rest", goto: "late"),"#,
            r#"(id: "rest", label: "Rest", goto: "late"), (id: "back", label: "Back", goto: "desk"),"#,
        ),
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [symptoms], by: phone)
//                                        ^^^^^^^^ C019: `symptoms` is told about `maya`, and the start of `base` does not reveal `panic`"#,
        ),
    ]);
}

#[test]
fn the_shortest_road_is_shown() {
    finds(&[
        (r#"acts: [Document(about: "maya")], goto: "desk""#, r#"goto: "round""#),
        (
            r#"(id: "desk", place: "office", present: ["maya"],"#,
            r#"(id: "round", place: "hall", text: "Round.", choices: [(id: "on", label: "On", goto: "further")]),
(id: "further", place: "hall", text: "Further.", choices: [(id: "in", label: "In", goto: "chair")]),
(id: "desk", place: "office", present: ["maya"],"#,
        ),
        (
            IN_THE_CHAIR,
            r#"Consult(to: "dana", about: "maya", what: [symptoms], by: phone)
//                                        ^^^^^^^^ C019: the road `wait, sit` of `base` does not reveal `panic`"#,
        ),
    ]);
}

#[test]
fn a_case_in_json_is_underlined_all_the_same() {
    let act = r#"{"Contain": {"to": "rob"}}"#;
    let found = findings(&Source::new("case", changed(&[(IN_THE_CHAIR, act)])));
    assert_eq!(found.iter().map(|found| found.source.words(found.span)).collect::<Vec<_>>(), [r#""rob""#]);
}
