//! The rules of judging that came with the wider rulebook, as sentences: steps in order, working days, whom an act
//! concerns, whom a rule binds, what is unknown, what a pack says of itself, and what a release covers.

use super::{
    ABUSE, BY_RELEASE, MUST_REPORT, REPORT, Rule, SILENCE, TELL_PAT, TELL_PAT_MORE, THREAT, WARN_POLICE, WARN_ROSA,
    World, check, check_duties, check_duties_at_close, check_release, judged, judged_by, named, pack, spelled, world,
};
use confidant::ethics::{Logic, Packs, Rulebook, Standpoint};
use confidant::library::{VOCABULARY, load_packs, shipped_rules};
use confidant::source::Source;
use jiff::civil::date;

const FRIENDS: Rule = ("friends", "Permit", "to: [friend]");
const NEVER: Rule = ("never", "Forbid", "to: [friend]");

// ---- Steps, days, ways of meeting a duty ---------------------------------------------------------------------------

const STEPS: &[Rule] = &[(
    "steps",
    "Require",
    r#"when: "threat.serious", discharged_by: "done(assess_risk) then done(warn, law_enforcement)", by: "at once""#,
)];
const ASSESS: &str = "AssessRisk()";

#[test]
fn steps_in_their_order_meet_a_duty() {
    let world = World { state: STEPS, ..world() };
    check_duties(world, &[(0, THREAT, ASSESS)], "steps Open 1 of 2; law NotCovered");
    check_duties(world, &[(0, THREAT, ASSESS), (10, THREAT, WARN_POLICE)], "steps Discharged 2 of 2; law Ok");
}

#[test]
fn a_step_out_of_order_does_not_count() {
    let world = World { state: STEPS, ..world() };
    check_duties(world, &[(0, THREAT, WARN_POLICE)], "steps Open 0 of 2; law NotCovered");
    let reversed = &[(0, THREAT, WARN_POLICE), (5, THREAT, ASSESS)];
    check_duties(world, reversed, "steps Open 1 of 2; law NotCovered");
    let mended = &[(0, THREAT, WARN_POLICE), (5, THREAT, ASSESS), (10, THREAT, WARN_POLICE)];
    check_duties(world, mended, "steps Discharged 2 of 2; law Ok");
}

#[test]
fn a_step_done_twice_is_still_one_step() {
    let world = World { state: STEPS, ..world() };
    check_duties(world, &[(0, THREAT, ASSESS), (5, THREAT, ASSESS)], "steps Open 1 of 2; law NotCovered");
    let repeated = &[(0, THREAT, ASSESS), (5, THREAT, ASSESS), (9, THREAT, WARN_POLICE)];
    check_duties(world, repeated, "steps Discharged 2 of 2; law Ok");
}

#[test]
fn a_step_that_is_asked_for_twice_is_done_twice() {
    let twice = ("twice", "Require", r#"when: "threat.serious", discharged_by: "done(document) then done(document)""#);
    let world = World { state: &[twice], ..world() };
    check_duties(world, &[(0, THREAT, "Document()")], "twice Open 1 of 2; law NotCovered");
    check_duties(world, &[(0, THREAT, "Document(), Document()")], "twice Discharged 2 of 2; law Ok");
}

#[test]
fn the_first_of_two_steps_is_a_duty_partly_met() {
    let world = World { state: STEPS, ..world() };
    check_duties(world, &[(0, THREAT, ASSESS), (121, THREAT, "")], "steps Partial 1 of 2; law Partial");
    check_duties(world, &[(0, THREAT, WARN_POLICE), (121, THREAT, "")], "steps Missed 0 of 2; law Violation");
    check_duties_at_close(world, &[(0, THREAT, ASSESS)], "steps Partial 1 of 2; law Partial");
}

#[test]
fn working_days_leave_out_the_weekend() {
    const DAY: u32 = 24 * 60;
    let soon = ("soon", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", by: "2 working days""#);
    // From a Monday to Wednesday night; from a Friday, and from a Saturday, to Tuesday night.
    for (day, last) in [(date(2026, 10, 5), 2), (date(2026, 10, 9), 4), (date(2026, 10, 10), 3)] {
        let world = World { day, state: &[soon], ..world() };
        let night = (last + 1) * DAY - 1;
        check_duties(world, &[(0, ABUSE, ""), (night, ABUSE, "Document()")], "soon Discharged; law Ok");
        check_duties(world, &[(0, ABUSE, ""), (night, ABUSE, "")], "soon Open; law NotCovered");
        check_duties(world, &[(0, ABUSE, ""), (night + 1, ABUSE, "")], "soon Missed; law Violation");
    }
}

#[test]
fn working_days_are_counted_from_the_day_on_which_a_duty_arises() {
    const DAY: u32 = 24 * 60;
    let soon = ("soon", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", by: "1 working day""#);
    // The story begins on a Monday; the duty arises on its Friday, in the afternoon, and is due on Monday night.
    let world = World { state: &[soon], ..world() };
    let friday = 4 * DAY + 15 * 60;
    check_duties(world, &[(0, "", ""), (friday, ABUSE, ""), (8 * DAY - 1, ABUSE, "")], "soon Open; law NotCovered");
    check_duties(world, &[(0, "", ""), (friday, ABUSE, ""), (8 * DAY, ABUSE, "")], "soon Missed; law Violation");
}

#[track_caller]
fn check_logic(rest: &'static str, expected: Logic) {
    let book = World { state: &[("duty", "Require", rest)], ..world() }.book();
    let duty = book.find("duty").expect("the duty is in force");
    assert_eq!(book.rule(duty).and_then(confidant::ethics::Rule::logic), Some(expected));
}

#[test]
fn a_duty_says_how_it_is_met() {
    check_logic(r#"when: "doubt", discharged_by: "done(consult)""#, Logic::One);
    check_logic(r#"when: "doubt", discharged_by: "done(consult) and done(document)""#, Logic::All);
    check_logic(r#"when: "doubt", discharged_by: "done(consult) or done(document)""#, Logic::AnyOne);
    check_logic(r#"when: "doubt", discharged_by: "done(consult) then done(document)""#, Logic::Ordered);
    check_logic(
        r#"when: "doubt", discharged_by: "done(consult) or done(document)", care: true"#,
        Logic::ReasonableCare,
    );
    let words = [Logic::All, Logic::AnyOne, Logic::Ordered, Logic::One, Logic::ReasonableCare].map(Logic::words);
    let distinct: std::collections::BTreeSet<&str> = words.into_iter().collect();
    assert_eq!(distinct.len(), words.len());
}

#[test]
fn reasonable_care_is_shown_by_what_usually_shows_it() {
    let care = (
        "care",
        "Require",
        r#"when: "threat.serious", discharged_by: "done(protect) or done(warn, threatened_person)", care: true"#,
    );
    let world = World { state: &[care], ..world() };
    check_duties(world, &[(0, THREAT, "SafetyPlan()")], "care Discharged; law Ok");
    check_duties(world, &[(0, THREAT, WARN_ROSA)], "care Discharged; law Ok");
    check_duties_at_close(world, &[(0, THREAT, "Document()")], "care Missed; law Violation");
}

#[test]
fn one_act_must_have_all_that_is_asked_of_it() {
    let written = (
        "written",
        "Require",
        r#"when: "abuse.suspected", discharged_by: "done(report, child_protection, written)", by: "36 hours""#,
    );
    let world = World { state: &[written], ..world() };
    let report = |to, by| format!(r#"Report(to: "{to}", about: "sam", what: [identity, abuse], by: {by})"#);
    let (phoned, elsewhere, right) = (report("cps", "phone"), report("police", "letter"), report("cps", "letter"));
    let after = |acts: &str| {
        let acts: &'static str = Box::leak(acts.to_owned().into_boxed_str());
        move |expected| check_duties(world, &[(0, ABUSE, acts)], expected)
    };
    after(&phoned)("written Open; law NotCovered");
    after(&elsewhere)("written Open; law NotCovered");
    // A call to the right agency and a letter to the wrong one are no letter to the right one.
    after(&format!("{phoned}, {elsewhere}"))("written Open; law NotCovered");
    after(&right)("written Discharged; law Ok");
    after(&right.replace("letter", "fax"))("written Discharged; law Ok");
    after(&right.replace("\"cps\"", "[\"police\", \"cps\"]"))("written Discharged; law Ok");
}

#[test]
fn a_purpose_asked_of_an_act_is_asked_of_the_same_act() {
    let told =
        ("told", "Require", r#"when: "threat.serious", discharged_by: "done(disclose, law_enforcement, protect)""#);
    let world = World { state: &[told], ..world() };
    let social = r#"Disclose(to: "police", about: "sam", what: [threat], purpose: social)"#;
    check_duties(world, &[(0, THREAT, social)], "told Open; law NotCovered");
    check_duties(world, &[(0, THREAT, WARN_POLICE)], "told Discharged; law Ok");
}

// ---- Whom an act concerns ------------------------------------------------------------------------------------------

const INFORMED: &[Rule] =
    &[SILENCE, FRIENDS, ("inform", "Require", r#"to: [friend], timing: Before, discharged_by: "done(inform_client)""#)];

#[test]
fn a_client_informed_about_one_recipient_is_not_informed_about_another() {
    let after = |informed: &str, expected| {
        let acts = format!("{informed}{TELL_PAT}");
        check(World { code: INFORMED, acts: &acts, ..world() }, expected);
    };
    after("", "ethics Partial; kept friends; broken inform");
    after(r#"InformClient(for: "dana"), "#, "ethics Partial; kept friends; broken inform");
    after(r#"InformClient(for: "pat"), "#, "ethics Ok; kept friends, inform");
    after(r#"InformClient(for: ["dana", "pat"]), "#, "ethics Ok; kept friends, inform");
}

#[test]
fn a_client_informed_in_general_is_informed_about_everybody() {
    let acts = format!("InformClient(), {TELL_PAT}");
    check(World { code: INFORMED, acts: &acts, ..world() }, "ethics Ok; kept friends, inform");
}

// ---- Whom a rule binds ---------------------------------------------------------------------------------------------

fn packs_of(texts: &[String]) -> Packs {
    let vocabulary = shipped_rules().get(VOCABULARY).expect("a vocabulary is shipped").clone();
    let sources: Vec<_> = texts.iter().map(|text| Source::new("pack", text.clone())).collect();
    Packs::load(&vocabulary, &sources).unwrap_or_else(|problems| panic!("the rules cannot be read: {problems:#?}"))
}

fn standpoint() -> Standpoint {
    Standpoint {
        profession: "counselor".into(),
        jurisdiction: "US-QQ".into(),
        as_of: date(2026, 10, 5),
        policies: Vec::new(),
    }
}

/// What a book of these packs says of the world's last act.
#[track_caller]
fn check_packs(packs: &Packs, standpoint: Standpoint, world: World<'_>, expected: &str) -> Rulebook {
    let (book, _, verdict) = judged_by(Rulebook::compile(packs, standpoint), &world);
    assert_eq!(spelled(&book, &verdict.judgment), expected);
    book
}

#[test]
fn a_rule_for_a_profession_binds_those_below_it_and_nobody_else() {
    let counselors = ("counselors", "Forbid", "to: [friend], binds: [counselor]");
    let certified = ("certified", "Forbid", "to: [friend], binds: [certified_counselor]");
    let packs = packs_of(&[pack("federal", "layer: Law, federal: true", &[counselors, certified])]);
    for (profession, expected) in [
        ("counselor", "law Violation; broken counselors"),
        ("certified_counselor", "law Violation; broken certified, counselors"),
        ("clinical_counselor", "law Violation; broken counselors"),
        ("school_counselor", ""),
        ("psychologist", ""),
        ("plumber", ""),
    ] {
        check_packs(&packs, Standpoint { profession: profession.into(), ..standpoint() }, world(), expected);
    }
}

#[test]
fn an_unknown_profession_is_bound_by_what_binds_everybody_and_told_so() {
    let some = ("some", "Forbid", "to: [colleague, friend], binds: [mental_health_professional]");
    let packs = packs_of(&[
        pack("code", "layer: Ethics, professions: [\"counselor\"]", &[SILENCE]),
        pack("federal", "layer: Law, federal: true", &[NEVER, some]),
    ]);
    let plumber = Standpoint { profession: "plumber".into(), ..standpoint() };
    let book = check_packs(&packs, plumber, world(), "law Violation; broken never");
    assert!(book.notes.iter().any(|note| note.contains("No code of ethics") && note.contains("plumber")), "{book:?}");
    let both = "law Violation; ethics Violation; broken never, some, silence";
    let book = check_packs(&packs, standpoint(), world(), both);
    assert!(!book.notes.iter().any(|note| note.contains("No code of ethics")), "{:?}", book.notes);
}

#[test]
fn a_rule_for_supervisors_binds_who_acts_as_one() {
    let code = &[("watch", "Forbid", "to: [friend], capacity: [supervisor, educator]")];
    check(World { code, ..world() }, "");
    check(World { code, facts: r#""capacity.supervisee": true"#, ..world() }, "");
    check(World { code, facts: r#""capacity.supervisor": true"#, ..world() }, "ethics Violation; broken watch");
    check(World { code, facts: r#""capacity.educator": true"#, ..world() }, "ethics Violation; broken watch");
}

#[test]
fn a_capacity_stands_beside_a_condition_and_does_not_replace_it() {
    let code = &[("watch", "Forbid", r#"to: [friend], capacity: [supervisor], when: "not client.agrees or doubt""#)];
    let world = World { code, ..world() };
    check(World { facts: r#""capacity.supervisor": true"#, ..world }, "ethics Violation; broken watch");
    check(World { facts: r#""capacity.supervisor": true, "client.agrees": true"#, ..world }, "");
    check(world, "");
}

// ---- What is unknown -----------------------------------------------------------------------------------------------

#[test]
fn no_comparison_with_an_unknown_age_holds() {
    for when in ["< 18", "<= 18", ">= 18", "> 18", "is 18", "is not 18"] {
        let rest: &'static str = Box::leak(format!(r#"to: [friend], when: "abuse.age_now {when}""#).into_boxed_str());
        check(World { code: &[("aged", "Forbid", rest)], ..world() }, "");
    }
}

#[test]
fn a_known_age_is_compared_as_a_number() {
    let code = &[("aged", "Forbid", r#"to: [friend], when: "abuse.age_now < 18""#)];
    for (age, breaks) in [(0, true), (9, true), (17, true), (18, false), (100, false)] {
        let facts = format!(r#""abuse.age_now": {age}"#);
        check(World { code, facts: &facts, ..world() }, if breaks { "ethics Violation; broken aged" } else { "" });
    }
}

// ---- What a pack says of itself ------------------------------------------------------------------------------------

#[test]
fn a_pack_that_does_not_speak_here_says_nothing_and_sets_no_duty() {
    let head = r#"layer: Law, federal: true, when: "program is part2""#;
    let packs = packs_of(&[pack("program", head, &[SILENCE, NEVER, MUST_REPORT])]);
    let part2 = r#""program": part2, "abuse.suspected": true"#;
    check_packs(&packs, standpoint(), World { facts: ABUSE, ..world() }, "");
    check_packs(&packs, standpoint(), World { facts: part2, ..world() }, "law Violation; broken never");
    let open = |facts: &str| {
        let book = Rulebook::compile(&packs, standpoint());
        let inquiry = world().inquiry(&book, facts, "LetPass()");
        let mut ledger = confidant::ethics::Ledger::default();
        ledger.update(&book, &inquiry.situation, &[], &[]);
        ledger.duties().iter().map(|duty| named(&book, duty.rule)).collect::<Vec<_>>()
    };
    assert_eq!(open(ABUSE), [""; 0]);
    assert_eq!(open(part2), ["report"]);
}

#[test]
fn a_place_of_which_little_is_on_file_says_how_little() {
    let head = r#"layer: Law, jurisdiction: "US-QQ", only: "the duty to warn or protect""#;
    let book = Rulebook::compile(&packs_of(&[pack("Quinque", head, &[NEVER])]), standpoint());
    let note = book.notes.join("\n");
    assert!(note.contains("Of the law of Quinque only the duty to warn or protect is on file"), "{note}");
    assert!(note.contains("check your board") && !note.contains("No law of"), "{note}");
}

#[test]
fn no_place_without_a_pack_is_judged_by_the_law_of_some_other_place() {
    let packs = load_packs(&shipped_rules()).expect("the shipped rules can be read");
    let places = packs.jurisdictions();
    for place in ["US-ZZ", "GU", "us-tx", "Texas", "US-", ""] {
        let book = Rulebook::compile(&packs, Standpoint { jurisdiction: place.into(), ..standpoint() });
        let of_places =
            packs.packs.iter().filter(|pack| matches!(pack.reach, confidant::ethics::Reach::Jurisdiction(_)));
        let strangers = of_places.filter(|pack| book.packs.iter().any(|known| known.id == pack.id)).count();
        assert_eq!(strangers, 0, "{place}");
        let note = book.notes.join("\n");
        assert!(note.contains("No law of") && note.contains("Check your board"), "{place}: {note}");
    }
    for (place, _) in places {
        let book = Rulebook::compile(&packs, Standpoint { jurisdiction: place.clone(), ..standpoint() });
        assert!(!book.notes.iter().any(|note| note.contains("No law of")), "{place}");
    }
}

// ---- Days ----------------------------------------------------------------------------------------------------------

#[test]
fn a_clause_of_two_versions_says_on_each_day_what_it_said_then() {
    let code = &[
        SILENCE,
        ("clause", "Permit", r#"to: [friend], valid_to: "2026-10-05", overrides: ["silence"]"#),
        ("clause", "Forbid", r#"to: [friend], valid_from: "2026-10-06""#),
    ];
    check(World { day: date(2026, 10, 5), code, ..world() }, "ethics Ok; kept clause");
    check(World { day: date(2026, 10, 6), code, ..world() }, "ethics Violation; broken clause");
}

#[test]
fn the_law_of_an_earlier_day_is_asked_by_that_day_whenever_the_story_plays() {
    let old = ("old", "Forbid", r#"to: [friend], valid_to: "2019-12-31""#);
    let new = ("new", "Permit", r#"to: [friend], valid_from: "2020-01-01""#);
    let packs = packs_of(&[pack("federal", "layer: Law, federal: true", &[old, new])]);
    for (day, expected) in [
        (date(2019, 12, 31), "law Violation; broken old"),
        (date(2020, 1, 1), "law Ok; kept new"),
        (date(2026, 10, 5), "law Ok; kept new"),
    ] {
        check_packs(&packs, Standpoint { as_of: day, ..standpoint() }, world(), expected);
    }
}

// ---- Policies ------------------------------------------------------------------------------------------------------

const CHOSEN: &[&str] = &["policy"];

#[test]
fn a_policy_permits_nothing_that_the_law_forbids() {
    let policy = &[("policy.friends", "Permit", "to: [friend]")];
    let world = World { state: &[NEVER], policy, ..world() };
    check(World { chosen: CHOSEN, ..world }, "law Violation; policy Ok; kept policy.friends; broken never");
    check(world, "law Violation; broken never");
}

#[test]
fn a_policy_forbids_nothing_that_the_law_asks_for() {
    let policy = &[("policy.silence", "Forbid", "to: [child_protection]")];
    let world = World { state: &[MUST_REPORT], policy, chosen: CHOSEN, facts: ABUSE, acts: REPORT, ..world() };
    check(world, "law Ok; kept report");
    let (_, _, verdict) = judged(&world);
    assert_eq!(verdict.judgment.effect, confidant::ethics::ActEffect::Required);
    // Where the law does not ask, the policy binds.
    check(World { facts: "", ..world }, "policy Violation; broken policy.silence");
}

#[test]
fn a_policy_does_not_lift_a_law_by_naming_it() {
    let policy = &[("policy.friends", "Permit", r#"to: [friend], overrides: ["never"]"#)];
    check(
        World { state: &[NEVER], policy, chosen: CHOSEN, ..world() },
        "law Violation; policy Ok; kept policy.friends; broken never",
    );
}

#[test]
fn a_policy_does_not_take_the_place_of_a_law_by_its_id() {
    let vocabulary = shipped_rules().get(VOCABULARY).expect("a vocabulary is shipped").clone();
    let state = pack("state", "layer: Law, jurisdiction: \"US-QQ\"", &[NEVER]);
    let policy = pack("policy", "layer: Policy, chosen: true", &[("never", "Permit", "to: [friend]")]);
    let sources = [Source::new("state", state), Source::new("policy", policy)];
    let problems = Packs::load(&vocabulary, &sources).expect_err("the id is taken");
    let told: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told, ["`never` is the id of a rule of state, which is law"]);
}

// ---- Releases ------------------------------------------------------------------------------------------------------

#[test]
fn a_release_covers_whose_it_is() {
    let more = r#"releases: [(id: "roi", by: "sam", to: ["pat"], what: [symptoms], signed_by: "sam")],"#;
    let told = |what: &str| format!(r#"Disclose(to: "pat", about: "sam", what: [{what}], purpose: treatment)"#);
    let check_told = |what: &str, expected| {
        check(World { code: BY_RELEASE, more, acts: &told(what), ..world() }, expected);
    };
    check_told("identity, names, presence, symptoms", "ethics Ok; kept signed");
    check_told("presence, diagnosis, symptoms", "ethics Partial; kept signed; broken signed (diagnosis)");
    let void = more.replace("signed_by: \"sam\"", "signed_by: \"aunt\"");
    check(World { code: BY_RELEASE, more: &void, acts: &told("names"), ..world() }, "ethics Violation; broken silence");
}

#[test]
fn what_a_release_does_not_cover_is_named_kind_by_kind() {
    let more = r#"releases: [(id: "roi", by: "sam", to: ["pat"], what: [progress], signed_by: "sam")],"#;
    check(
        World { code: BY_RELEASE, more, acts: TELL_PAT_MORE, ..world() },
        "ethics Partial; kept signed; broken signed (diagnosis symptoms)",
    );
}

#[test]
fn a_representative_says_by_what_right_they_sign() {
    check_release(
        World { facts: r#""client.capacity_lacking": true"#, ..world() },
        r#"what: [presence], signed_by: "mia", missing: [authority]"#,
        &["it lacks its statement of the representative's authority"],
    );
}

#[test]
fn a_complete_form_can_be_void_all_the_same_and_says_why() {
    for (flaw, words) in [
        ("conditioned", "care was made to depend on signing it"),
        ("known_false", "a material point of it is known to be false"),
        ("compound", "it combines what must stand apart, as psychotherapy notes and other records"),
    ] {
        check_release(world(), &format!(r#"what: [presence], signed_by: "sam", flaws: [{flaw}]"#), &[words]);
    }
    check_release(
        world(),
        r#"what: [presence, psychotherapy_notes], signed_by: "sam", flaws: [compound, known_false]"#,
        &[
            "it combines what must stand apart, as psychotherapy notes and other records",
            "a material point of it is known to be false",
        ],
    );
}

const REFUSED: &str = "ethics Violation; broken silence";

#[test]
fn of_a_couple_each_signs() {
    let code = &[SILENCE, ("all", "Permit", r#"when: "everyone_released""#)];
    let sam = r#"age: 34), (id: "kim", role: [client], age: 35"#;
    let roi = |by: &str, more: &str| {
        format!(r#"(id: "{by}", by: "{by}", to: ["pat"], what: [presence], signed_by: "{by}"{more})"#)
    };
    let signed = |releases: &[String], expected: &str| {
        let more = format!("releases: [{}],", releases.join(", "));
        check(World { code, sam, more: &more, ..world() }, expected);
    };
    signed(&[], REFUSED);
    signed(&[roi("sam", "")], REFUSED);
    signed(&[roi("sam", ""), roi("kim", "")], "ethics Ok; kept all");
    signed(&[roi("sam", ""), roi("kim", r#", revoked: "2026-10-05""#)], REFUSED);
    signed(&[roi("sam", ""), roi("kim", ", purpose: [payment]")], REFUSED);
    signed(&[roi("sam", ""), roi("kim", "").replace("\"pat\"", "\"dana\"")], REFUSED);
}
