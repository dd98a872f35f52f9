//! The rules as a work of reference: what follows either way, what would make it right, why a rule spoke or kept silent,
//! and what other places and other days say.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

use confidant::diagnostic::Diagnostic;
use confidant::ethics::{ActEffect, Badge, Inquiry, Packs, Rulebook, Standpoint};
use confidant::ids::JurisdictionId;
use confidant::library::{Library, VOCABULARY, shipped_rules};
use confidant::reference::{
    Answer, Comparison, Question, Trace, TraceOutcome, compare, everywhere, load_myths, load_questions, made_right,
    outcome, over_time,
};
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().expect("the shipped library can be read"));

/// The day of every question here, so that these tests say tomorrow what they say today.
const TODAY: Date = date(2026, 10, 5);

/// A rule by id, effect and what else it says.
type Rule = (&'static str, &'static str, &'static str);

const SILENCE: Rule = ("silence", "Forbid", r#"default: true, when: "recipient is not subject""#);
const FRIENDS: Rule = ("friends", "Permit", "to: [friend]");
const TELL_PAT: &str = r#"Disclose(to: "pat", about: "sam", what: [presence], purpose: treatment)"#;
const TELL_PAT_MORE: &str =
    r#"Disclose(to: "pat", about: "sam", what: [presence, diagnosis, symptoms], purpose: treatment)"#;

fn pack(id: &str, head: &str, rules: &[Rule]) -> Arc<Source> {
    let rule = |(id, effect, rest): &Rule| {
        format!(
            "(id: \"{id}\", cite: \"Sec. {id}\", heading: \"On {id}\", certainty: Verified, effect: {effect}, why: \"So it is.\", fix: \"Do right.\", {rest})"
        )
    };
    let rules: Vec<String> = rules.iter().map(rule).collect();
    let head = format!("pack: (id: \"{id}\", title: \"{id}\", as_of: \"2026-01-01\", {head})");
    Source::new(id, format!("({head}, rules: [{}])", rules.join(",\n")))
}

#[track_caller]
fn packs_of(sources: &[Arc<Source>]) -> Packs {
    let words = shipped_rules().get(VOCABULARY).expect("a vocabulary is shipped").clone();
    Packs::load(&words, sources).unwrap_or_else(|problems| panic!("the rules cannot be read: {problems:#?}"))
}

fn code(rules: &[Rule]) -> Packs {
    packs_of(&[pack("code", r#"layer: Ethics, professions: ["counselor"]"#, rules)])
}

fn standpoint(place: &str) -> Standpoint {
    Standpoint { profession: "counselor".into(), jurisdiction: place.into(), as_of: TODAY, policies: Vec::new() }
}

fn book(packs: &Packs) -> Rulebook {
    Rulebook::compile(packs, standpoint("US-QQ"))
}

/// An inquiry of Sam the client, Pat the friend, Dana the colleague and the police.
#[track_caller]
fn inquiry(packs: &Packs, more: &str, acts: &str) -> Inquiry {
    let people = r#"(id: "sam", role: [client], age: 34), (id: "pat", role: [friend]), (id: "dana", role: [colleague]),
        (id: "police", role: [law_enforcement]), (id: "visitor", role: [visitor])"#;
    let text = format!("(parties: [{people}], {more} acts: [{acts}])");
    Inquiry::load(&Source::new("inquiry", text), &packs.vocabulary, TODAY)
        .unwrap_or_else(|problems| panic!("the inquiry cannot be read: {problems:#?}"))
}

#[track_caller]
fn answer(rules: &[Rule], more: &str, acts: &str) -> Answer {
    let packs = code(rules);
    Answer::to(&book(&packs), &inquiry(&packs, more, acts))
}

// ---- What follows either way ---------------------------------------------------------------------------------------

const OPEN: &str = r#"unsettled: ["threat.imminent"],"#;

#[test]
fn an_open_belief_is_answered_both_ways_and_consulting_is_advised() {
    let asked = answer(&[SILENCE, ("friends", "Permit", r#"to: [friend], when: "threat.imminent""#)], OPEN, TELL_PAT);
    let [doubt] = asked.doubts.as_slice() else { panic!("{:#?}", asked.doubts) };
    assert_eq!((doubt.fact.as_str(), doubt.says.as_str()), ("threat.imminent", "the harm is imminent"));
    let ways: Vec<_> = doubt.ways.iter().map(|way| (way.values.join(" "), way.effect, way.ethics)).collect();
    let either = [
        ("false".to_owned(), Some(ActEffect::Forbidden), Badge::Violation),
        ("true".to_owned(), Some(ActEffect::Permitted), Badge::Ok),
    ];
    assert_eq!(ways, either);
    let advice = asked.advice.join("\n");
    assert!(advice.contains("Whether the harm is imminent is still open") && advice.contains("to consult is sound"));
    assert_eq!(asked.acts[0].doubts, ["threat.imminent"]);
}

#[test]
fn the_values_of_a_scale_that_come_to_the_same_stand_together() {
    let rules = [SILENCE, ("friends", "Permit", r#"to: [friend], when: "suicide.risk >= plan""#)];
    let asked = answer(&rules, r#"unsettled: ["suicide.risk"],"#, TELL_PAT);
    let ways: Vec<_> = asked.doubts[0].ways.iter().map(|way| (way.values.join(" "), way.ethics)).collect();
    assert_eq!(ways, [("none passive active".into(), Badge::Violation), ("plan imminent".into(), Badge::Ok)]);
}

#[test]
fn a_duty_that_turns_on_a_belief_is_shown_only_the_way_it_arises() {
    let duty = ("warn", "Require", r#"when: "threat.imminent", discharged_by: "done(warn, law_enforcement)""#);
    let asked = answer(&[duty], OPEN, "LetPass()");
    let duties: Vec<Vec<&str>> =
        asked.doubts[0].ways.iter().map(|way| way.duties.iter().map(|place| place.rule.as_str()).collect()).collect();
    assert_eq!(duties, [vec![], vec!["warn"]]);
}

#[test]
fn an_open_belief_on_which_nothing_turns_is_no_doubt() {
    assert!(answer(&[SILENCE, FRIENDS], OPEN, TELL_PAT).doubts.is_empty());
    let same = [SILENCE, FRIENDS, ("also", "Permit", r#"to: [friend], when: "threat.imminent""#)];
    let asked = answer(&same, OPEN, TELL_PAT);
    assert!(asked.doubts.is_empty() && asked.advice.is_empty(), "{:#?}", asked.doubts);
}

// ---- What would make it right --------------------------------------------------------------------------------------

/// The remedy has these steps, and the changed act is judged as it promises.
#[track_caller]
fn check_remedy(rules: &[Rule], more: &str, acts: &str, steps: &[&str]) -> Inquiry {
    let packs = code(rules);
    let (book, asked) = (book(&packs), inquiry(&packs, more, acts));
    let remedy = Answer::to(&book, &asked).remedy.unwrap_or_else(|| panic!("nothing would help"));
    assert_eq!(remedy.steps, steps);
    let changed = made_right(&book, &asked).expect("the remedy can be applied");
    let after = Answer::to(&book, &changed);
    let last = after.acts.last().expect("an act");
    assert_eq!((remedy.law, remedy.ethics, remedy.policy), (last.law, last.ethics, last.policy));
    assert_eq!((remedy.ethics, &after.remedy), (Badge::Ok, &None), "what was made right is right");
    changed
}

const PRIVATE: &str = "Say it in a private place, where nobody else can hear.";

/// Nothing beside who is there and what is done.
const PLAIN: &str = "";

#[test]
fn who_told_too_much_is_told_to_tell_less() {
    let narrow = ("friends", "Permit", "to: [friend], at_most: [presence]");
    let changed = check_remedy(&[SILENCE, narrow], "", TELL_PAT_MORE, &["Tell no more than this: being a client."]);
    let words = &LIBRARY.packs.vocabulary;
    assert_eq!(changed.acts.last().map(|act| words.kinds.ids(act.what)), Some(vec!["presence"]));
}

#[test]
fn who_spoke_in_the_hallway_is_told_to_find_a_private_place() {
    let quiet = ("quiet", "Forbid", "at: [semi_public], aspect: Setting");
    check_remedy(&[SILENCE, FRIENDS, quiet], "setting: hallway,", TELL_PAT, &[PRIVATE]);
    let thin = ("thin", "Forbid", r#"when: "overheard", aspect: Setting"#);
    let changed = check_remedy(&[SILENCE, FRIENDS, thin], r#"listeners: ["visitor"],"#, TELL_PAT, &[PRIVATE]);
    assert!(changed.around.listeners.is_empty());
}

#[test]
fn who_had_no_release_is_told_to_get_one() {
    let signed = ("signed", "Permit", r#"when: "release is valid", at_most: Release"#);
    let step = "Get a written release, signed by whoever may sign for sam, first.";
    let changed = check_remedy(&[SILENCE, signed], "", TELL_PAT, &[step]);
    assert_eq!(changed.situation.releases.len(), 1);
    let void = r#"releases: [(id: "roi", by: "sam", to: ["pat"], what: [presence])],"#;
    check_remedy(&[SILENCE, signed], void, TELL_PAT, &[step]);
}

#[test]
fn who_did_not_inform_the_client_is_told_to_do_so_first() {
    let inform = ("inform", "Require", r#"to: [friend], timing: Before, discharged_by: "done(inform_client)""#);
    let step = "Tell sam first what you will say and to whom, and hear how they want it said.";
    check_remedy(&[SILENCE, FRIENDS, inform], "", TELL_PAT, &[step]);
    check_remedy(&[SILENCE, FRIENDS, inform], r#"done: [InformClient(for: "dana")],"#, TELL_PAT, &[step]);
}

#[test]
fn several_faults_are_mended_together_and_none_for_nothing() {
    let rules = [
        SILENCE,
        ("friends", "Permit", "to: [friend], at_most: [presence]"),
        ("quiet", "Forbid", "at: [semi_public], aspect: Setting"),
    ];
    let steps = ["Tell no more than this: being a client.", PRIVATE];
    check_remedy(&rules, "setting: hallway,", TELL_PAT_MORE, &steps);
    check_remedy(&rules, "setting: private_office,", TELL_PAT_MORE, &steps[..1]);
}

#[test]
fn nothing_is_mended_where_all_is_well_or_nothing_helps() {
    let well = answer(&[SILENCE, FRIENDS], PLAIN, TELL_PAT);
    assert_eq!((well.ethics, &well.remedy, well.near.len()), (Badge::Ok, &None, 0));
    let never = answer(&[SILENCE, ("never", "Forbid", "to: [friend]")], PLAIN, TELL_PAT);
    assert_eq!((never.ethics, &never.remedy), (Badge::Violation, &None));
    assert_eq!(answer(&[SILENCE], PLAIN, "LetPass()").remedy, None);
    assert_eq!(answer(&[SILENCE], PLAIN, "").remedy, None);
}

#[test]
fn what_a_remedy_promises_for_a_common_question_comes_true() {
    let mut promised = 0;
    for place in ["US-TX", "US-NY"] {
        let book = Rulebook::compile(&LIBRARY.packs, standpoint(place));
        for question in &LIBRARY.questions {
            let Some(remedy) = Answer::to(&book, &question.inquiry).remedy else { continue };
            let changed = made_right(&book, &question.inquiry).unwrap_or_else(|| panic!("{}", question.id));
            let after = Answer::brief(&book, &changed);
            let last = after.acts.last().expect("an act");
            assert_eq!(
                (remedy.law, remedy.ethics, remedy.policy),
                (last.law, last.ethics, last.policy),
                "{} in {place}",
                question.id
            );
            promised += 1;
        }
    }
    assert!(promised > 0, "no common question has a remedy, so nothing was looked at");
}

// ---- What it would rest on -----------------------------------------------------------------------------------------

#[test]
fn a_permission_that_lacks_little_is_named_with_what_it_lacks() {
    let agreed = ("agreed", "Permit", r#"to: [friend], when: "client.agrees""#);
    let asked = answer(&[SILENCE, agreed], PLAIN, TELL_PAT);
    let near: Vec<(&str, &[String])> =
        asked.near.iter().map(|near| (near.place.rule.as_str(), near.needs.as_slice())).collect();
    assert_eq!(near, [("agreed", &["the client agreed, in conversation, to this being told".to_owned()][..])]);
}

#[test]
fn the_nearest_permission_comes_first_and_a_far_one_not_at_all() {
    let rules = [
        SILENCE,
        ("two", "Permit", r#"to: [friend], when: "client.agrees and threat.imminent""#),
        ("three", "Permit", r#"to: [friend], when: "client.agrees and threat.imminent and threat.serious""#),
        ("one", "Permit", r#"to: [friend], when: "threat.made""#),
        ("others", "Permit", r#"to: [law_enforcement], when: "threat.made""#),
    ];
    let asked = answer(&rules, PLAIN, TELL_PAT);
    let near: Vec<&str> = asked.near.iter().map(|near| near.place.rule.as_str()).collect();
    assert_eq!(near, ["one", "two"]);
}

// ---- Why each rule spoke or kept silent ----------------------------------------------------------------------------

#[test]
fn each_rule_says_in_words_why_it_spoke_or_kept_silent() {
    let silence = ("silence", "Forbid", "default: true");
    let packs = packs_of(&[
        pack(
            "code",
            r#"layer: Ethics, professions: ["counselor"]"#,
            &[
                silence,
                ("applies", "Permit", r#"to: [friend], overrides: ["beaten"]"#),
                ("beaten", "Forbid", "to: [friend]"),
                ("excepted", "Forbid", r#"to: [friend], unless: "client.agrees""#),
                ("fails", "Forbid", r#"to: [friend], when: "threat.made and not client.agrees""#),
                ("elsewhere", "Forbid", "to: [law_enforcement]"),
                ("ended", "Forbid", r#"to: [friend], valid_from: "2019-01-01", valid_to: "2019-12-31""#),
                ("mft", "Forbid", "to: [friend], binds: [mft]"),
                ("standing", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)""#),
            ],
        ),
        pack("part2", r#"layer: Law, federal: true, when: "program is part2""#, &[("quiet", "Forbid", "to: [friend]")]),
    ]);
    let asked = inquiry(&packs, r#"facts: {"client.agrees": true},"#, TELL_PAT);
    let trace = Trace::of(&packs, &book(&packs), &asked);
    let said: BTreeMap<String, String> =
        trace.rules.iter().map(|line| (line.rule.to_string(), line.outcome.words())).collect();
    assert_eq!(said.len(), trace.rules.len(), "each rule once");
    let agreed = "the client agreed, in conversation, to this being told";
    let wanted = [
        ("silence", "gives way to applies".to_owned()),
        ("applies", "applies: it permits".into()),
        ("beaten", "gives way to applies".into()),
        ("excepted", format!("its exception holds: {agreed}")),
        ("fails", format!("does not apply: it is not so that the client made a threat; {agreed}")),
        ("elsewhere", "is about other recipients".into()),
        ("ended", "not in force that day (from 2019-01-01 until 2019-12-31)".into()),
        ("mft", "binds other professions".into()),
        ("quiet", "its pack does not speak here".into()),
        ("standing", "does not apply: it is not so that there is reasonable suspicion of abuse or neglect".into()),
    ];
    assert_eq!(said, wanted.into_iter().map(|(rule, words)| (rule.to_owned(), words)).collect());
    let act_of = |rule: &str| trace.rules.iter().find(|line| line.rule.as_str() == rule).and_then(|line| line.act);
    assert_eq!((act_of("applies"), act_of("standing")), (Some(0), None));
}

#[test]
fn every_rule_in_force_about_an_act_is_listed_once_and_no_other() {
    let packs = &LIBRARY.packs;
    let book = Rulebook::compile(packs, standpoint("US-TX"));
    for question in &LIBRARY.questions {
        let trace = Trace::of(packs, &book, &question.inquiry);
        for (at, act) in question.inquiry.acts.iter().enumerate() {
            let mut listed: Vec<&str> =
                trace.rules.iter().filter(|line| line.act == Some(at)).map(|line| line.rule.as_str()).collect();
            let about = |rule: &&confidant::ethics::Rule| rule.acts & act.verb.mask() != 0;
            let mut wanted: Vec<&str> =
                book.refs().filter_map(|rule| book.rule(rule)).filter(about).map(|rule| rule.id.as_str()).collect();
            listed.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(listed, wanted, "{}", question.id);
        }
        let in_force =
            |outcome: &TraceOutcome| !matches!(outcome, TraceOutcome::OtherDay { .. } | TraceOutcome::OtherProfession);
        let duties = trace.rules.iter().filter(|line| line.act.is_none() && in_force(&line.outcome));
        let mut listed: Vec<&str> = duties.map(|line| line.rule.as_str()).collect();
        let standing = book.standing().iter().filter_map(|rule| book.rule(*rule));
        let mut wanted: Vec<&str> = standing.map(|rule| rule.id.as_str()).collect();
        listed.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(listed, wanted, "{}", question.id);
    }
}

#[test]
fn a_rule_that_speaks_is_said_to_apply() {
    let packs = &LIBRARY.packs;
    let book = Rulebook::compile(packs, standpoint("US-VA"));
    for question in &LIBRARY.questions {
        let answer = Answer::brief(&book, &question.inquiry);
        let trace = Trace::of(packs, &book, &question.inquiry);
        for (at, act) in answer.acts.iter().enumerate() {
            for finding in act.findings.iter().filter(|finding| finding.fix.is_some()) {
                let line = trace.rules.iter().find(|line| line.act == Some(at) && line.rule == finding.place.rule);
                let line = line.unwrap_or_else(|| panic!("{} is not traced", finding.place.rule));
                assert!(matches!(line.outcome, TraceOutcome::Applies { .. }), "{}: {line:?}", question.id);
            }
        }
    }
}

// ---- Other places --------------------------------------------------------------------------------------------------

fn question(id: &str) -> &'static Question {
    LIBRARY.questions.iter().find(|question| question.id == id).unwrap_or_else(|| panic!("no question `{id}`"))
}

#[test]
fn every_place_stands_in_one_group_and_answers_there_as_its_group_does() {
    let packs = &LIBRARY.packs;
    for id in ["threat-victim", "teen-parent"] {
        let asked = &question(id).inquiry;
        let groups = everywhere(packs, &standpoint("US-CA"), asked);
        let mut places: Vec<&JurisdictionId> =
            groups.iter().flat_map(|group| &group.places).map(|(place, _)| place).collect();
        places.sort();
        let mut known: Vec<JurisdictionId> = packs.jurisdictions().into_iter().map(|(place, _)| place).collect();
        known.sort();
        assert_eq!(places, known.iter().collect::<Vec<_>>(), "{id}");
        assert!(groups.windows(2).all(|pair| pair[0].places.len() >= pair[1].places.len()), "the largest first");
        for (at, group) in groups.iter().enumerate() {
            assert!(groups.iter().skip(at + 1).all(|other| !group.outcome.same_verdict(&other.outcome)), "{id}");
            for (place, title) in &group.places {
                let there = outcome(packs, standpoint(place.as_str()), asked);
                assert!(there.same_verdict(&group.outcome), "{id} in {title}: {}", there.words());
            }
        }
        assert!(groups.len() > 1, "{id} is answered alike everywhere, so the grouping was not looked at");
    }
}

fn compared(one: &str, other: &str) -> Comparison {
    let places = [&JurisdictionId::from(one), &JurisdictionId::from(other)];
    compare(&LIBRARY.packs, &LIBRARY.questions, &standpoint(one), places)
}

#[test]
fn two_places_are_put_side_by_side_and_the_other_way_round() {
    let (there, back) = (compared("US-OH", "US-TX"), compared("US-TX", "US-OH"));
    assert_eq!(there.places.each_ref().map(|(_, title)| title.as_str()), ["Ohio", "Texas"]);
    assert_eq!((there.topics.len(), there.questions.len()), (back.topics.len(), LIBRARY.questions.len()));
    for (one, other) in there.topics.iter().zip(&back.topics) {
        assert_eq!((&one.topic, &one.rules[0], &one.rules[1]), (&other.topic, &other.rules[1], &other.rules[0]));
        assert!(one.rules.iter().any(|rules| !rules.is_empty()), "{}", one.topic);
        for (side, prefix) in one.rules.iter().zip(["us-oh.", "us-tx."]) {
            assert!(side.iter().all(|line| line.rule.as_str().starts_with(prefix)), "{side:#?}");
        }
    }
    for (one, other) in there.questions.iter().zip(&back.questions) {
        assert_eq!(one.flips(), other.flips(), "{}", one.title);
        assert_eq!(one.flips(), !one.outcomes[0].same_verdict(&one.outcomes[1]), "{}", one.title);
    }
    // Ohio lets one warn the threatened person, Texas does not.
    let victim = there.questions.iter().find(|row| row.title == question("threat-victim").title).expect("asked");
    assert!(victim.flips() && victim.outcomes[1].law == Badge::Violation, "{victim:#?}");
}

#[test]
fn a_place_beside_itself_answers_nothing_otherwise() {
    assert!(compared("US-VA", "US-VA").questions.iter().all(|row| !row.flips()));
}

// ---- Other days ----------------------------------------------------------------------------------------------------

/// The days on which an answer changed.
fn days(packs: &Packs, place: &str, asked: &Inquiry) -> Vec<Option<String>> {
    over_time(packs, &standpoint(place), asked).into_iter().map(|changed| changed.from).collect()
}

#[test]
fn an_answer_changes_on_the_day_the_rule_does() {
    let clock = |id, hours: &str, days: &str| -> Rule {
        let rest = format!(
            r#"when: "abuse.suspected", discharged_by: "done(report, child_protection)", by: "{hours}", {days}"#
        );
        (id, "Require", Box::leak(rest.into_boxed_str()))
    };
    let rules = [
        clock("slow", "48 hours", r#"valid_to: "2025-06-19""#),
        clock("fast", "24 hours", r#"valid_from: "2025-06-20""#),
    ];
    let packs = packs_of(&[pack("state", r#"layer: Law, jurisdiction: "US-QQ""#, &rules)]);
    let asked = inquiry(&packs, r#"facts: {"abuse.suspected": true}, wait_minutes: 1800,"#, "LetPass()");
    let changed = over_time(&packs, &standpoint("US-QQ"), &asked);
    let told: Vec<_> = changed.iter().map(|changed| (changed.from.as_deref(), changed.outcome.law)).collect();
    assert_eq!(told, [(None, Badge::NotCovered), (Some("2025-06-20"), Badge::Violation)]);
    // A question on which the rule does not bear has one answer for all days.
    assert_eq!(days(&packs, "US-QQ", &inquiry(&packs, "", "LetPass()")), [None]);
}

#[test]
fn the_clock_of_texas_for_child_abuse_was_shortened_in_june_of_2025() {
    let packs = &LIBRARY.packs;
    let facts = r#"facts: {"abuse.suspected": true, "abuse.of": child, "abuse.child_at_risk_now": true, "abuse.child_before_reporter": true}, wait_minutes: 1800,"#;
    let asked = inquiry(packs, facts, "LetPass()");
    let day = Some("2025-06-20".to_owned());
    assert!(days(packs, "US-TX", &asked).contains(&day), "{:#?}", days(packs, "US-TX", &asked));
    assert!(!days(packs, "US-CA", &asked).contains(&day), "it is the law of Texas alone");
    let on = |as_of| outcome(packs, Standpoint { as_of, ..standpoint("US-TX") }, &asked).law;
    assert_eq!((on(date(2025, 6, 19)), on(date(2025, 6, 20))), (Badge::NotCovered, Badge::Violation));
}

#[test]
fn florida_made_a_duty_of_a_choice_in_july_of_2019() {
    let packs = &LIBRARY.packs;
    let asked = &question("threat-silence").inquiry;
    let day = Some("2019-07-01".to_owned());
    assert!(days(packs, "US-FL", asked).contains(&day), "{:#?}", days(packs, "US-FL", asked));
    assert!(!days(packs, "US-OH", asked).contains(&day));
}

// ---- Myths and questions -------------------------------------------------------------------------------------------

/// Where each problem stands, its code, and what would be right.
fn problems(found: &[Diagnostic]) -> Vec<(usize, usize, &'static str, String)> {
    let told = |found: &Diagnostic| {
        let (line, column) = found.source.line_column(found.span.start);
        (line, column, found.code, found.help.clone().unwrap_or_default())
    };
    found.iter().map(told).collect()
}

#[test]
fn a_file_of_myths_tells_all_that_is_wrong_with_it_at_once() {
    let text = r#"(myths: [
(id: "M1", claim: "It is so.", verdict: Mith, why: "No.", cite: "Sec. 1", certainty: Verified, rules: ["us-va.threat.protekt"]),
(id: "M2", claim: "It is so.", verdict: Half, why: "No.", certainty: Verified),
(id: "M3", claim: "It is so.", verdict: Rule, why: "No.", cite: "Sec. 1", certainty: Verified, rulez: []),
(id: "M3", claim: "It is so.", verdict: Rule, why: "No.", cite: "Sec. 1", certainty: Verified),
])"#;
    let found = load_myths(&Source::new("myths", text), &LIBRARY.packs).expect_err("it is broken");
    assert_eq!(
        problems(&found),
        [
            (2, 41, "S005", "did you mean `Myth`?".to_owned()),
            (2, 104, "S005", "did you mean `us-va.threat.protect`?".into()),
            (3, 1, "S002", String::new()),
            (4, 96, "S003", "did you mean `rules`?".into()),
            (5, 1, "S006", String::new()),
        ]
    );
    assert!(found.iter().any(|found| found.message == "a myth needs the field `cite`"), "{found:#?}");
}

#[test]
fn a_myth_may_rest_on_an_article_as_on_a_rule() {
    let text = r#"(myths: [(id: "M1", claim: "It is so.", verdict: Myth, why: "No.", cite: "Sec. 1", certainty: Verified,
        rules: ["hipaa.160.404.4", "us-va.threat.protect"])])"#;
    let myths = load_myths(&Source::new("myths", text), &LIBRARY.packs).expect("it is whole");
    assert_eq!(myths[0].rules.len(), 2);
}

#[test]
fn a_file_of_questions_tells_all_that_is_wrong_with_it_at_once() {
    let text = r#"(date: "2026-10-05", parties: [(id: "sam", role: [client])], questions: [
(id: "a", acts: [LetPass()]),
(id: "b", title: "May I?", facts: {"threat.seriuos": true}, acts: [Wern(to: "sam")]),
(id: "c", title: "May I?", acts: [Disclose(to: "pat", what: [symptoms], purpose: social)]),
])"#;
    let found = load_questions(&Source::new("questions", text), &LIBRARY.packs.vocabulary).expect_err("it is broken");
    let told = problems(&found);
    assert_eq!(
        told.iter().map(|(line, column, code, _)| (*line, *column, *code)).collect::<Vec<_>>(),
        [(2, 1, "S002"), (3, 36, "S005"), (3, 68, "S005"), (4, 48, "S005")]
    );
    assert_eq!(told[1].3, "did you mean `threat.serious`?");
    let dateless = Source::new("questions", "(questions: [])");
    let found = load_questions(&dateless, &LIBRARY.packs.vocabulary).expect_err("without a date");
    assert_eq!(found.iter().map(|found| found.code).collect::<BTreeSet<_>>(), BTreeSet::from(["S002"]));
}
