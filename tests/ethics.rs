//! The rules of judging, as sentences. Each test makes the smallest rulebook that its sentence needs, and changes only
//! what it is about. What the shipped packs say of real situations stands in `ethics/shipped.rs`.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "ethics/shipped.rs"]
mod shipped;
#[path = "ethics/widened.rs"]
mod widened;

use confidant::ethics::{
    ActJudgment, Badge, Certainty, Finding, Holding, Inquiry, Layer, Ledger, Listener, MadeOut, Packs, Prospect,
    Questions, RuleRef, Rulebook, Standpoint, Verdict,
};
use confidant::library::{VOCABULARY, shipped_rules};
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

/// A rule by id, effect and what else it says.
type Rule = (&'static str, &'static str, &'static str);

/// A rulebook and a moment in it.
#[derive(Clone, Copy)]
struct World<'a> {
    place: &'a str,
    day: Date,
    code: &'a [Rule],
    federal: &'a [Rule],
    state: &'a [Rule],
    policy: &'a [Rule],
    chosen: &'a [&'a str],
    sam: &'a str,
    facts: &'a str,
    more: &'a str,
    acts: &'a str,
}

fn world() -> World<'static> {
    World {
        place: "US-QQ",
        day: date(2026, 10, 5),
        code: &[],
        federal: &[],
        state: &[],
        policy: &[],
        chosen: &[],
        sam: "age: 34",
        facts: "",
        more: "",
        acts: TELL_PAT,
    }
}

/// The basic duty, as a code or a statute would have it.
const SILENCE: Rule = ("silence", "Forbid", r#"default: true, when: "recipient is not subject""#);
const TELL_PAT: &str = r#"Disclose(to: "pat", about: "sam", what: [presence], purpose: treatment)"#;
const TELL_PAT_MORE: &str =
    r#"Disclose(to: "pat", about: "sam", what: [presence, diagnosis, symptoms], purpose: treatment)"#;
const REPORT: &str = r#"Report(to: "cps", about: "sam", what: [identity, abuse])"#;
const ABUSE: &str = r#""abuse.suspected": true"#;
const MUST_REPORT: Rule = (
    "report",
    "Require",
    r#"when: "abuse.suspected", discharged_by: "done(report, child_protection)", by: "at once", severity: Grave"#,
);

const PEOPLE: &str = r#"(id: "pat", role: [friend]), (id: "dana", role: [colleague]), (id: "rosa", role: [threatened_person]),
    (id: "police", role: [law_enforcement]), (id: "cps", role: [child_protection]), (id: "visitor", role: [visitor]),
    (id: "mia", role: [parent, guardian]), (id: "aunt", role: [relative])"#;

fn rule(rule: &Rule) -> String {
    let (id, effect, rest) = rule;
    let certainty = if rest.contains("certainty:") { "" } else { "certainty: Verified, " };
    let comma = if rest.is_empty() { "" } else { ", " };
    format!(
        "(id: \"{id}\", cite: \"Sec. 1\", heading: \"A clause\", {certainty}effect: {effect}, why: \"So it is.\", fix: \"Do right.\"{comma}{rest})"
    )
}

fn pack(id: &str, head: &str, rules: &[Rule]) -> String {
    let rules: Vec<String> = rules.iter().map(rule).collect();
    format!("(pack: (id: \"{id}\", title: \"{id}\", as_of: \"2026-01-01\", {head}), rules: [{}])", rules.join(",\n"))
}

impl World<'_> {
    #[track_caller]
    fn packs(&self) -> Packs {
        let vocabulary = shipped_rules().get(VOCABULARY).expect("a vocabulary is shipped").clone();
        let texts = [
            ("code", pack("code", "layer: Ethics, professions: [\"counselor\"]", self.code)),
            ("federal", pack("federal", "layer: Law, federal: true", self.federal)),
            ("state", pack("state", "layer: Law, jurisdiction: \"US-QQ\"", self.state)),
            ("policy", pack("policy", "layer: Policy, chosen: true", self.policy)),
        ];
        let sources: Vec<_> = texts.into_iter().map(|(name, text)| Source::new(name, text)).collect();
        Packs::load(&vocabulary, &sources).unwrap_or_else(|problems| panic!("the rules cannot be read: {problems:#?}"))
    }

    #[track_caller]
    fn book(&self) -> Rulebook {
        let standpoint = Standpoint {
            profession: "counselor".into(),
            jurisdiction: self.place.into(),
            as_of: self.day,
            policies: self.chosen.iter().map(|id| (*id).into()).collect(),
        };
        Rulebook::compile(&self.packs(), standpoint)
    }

    #[track_caller]
    fn inquiry(&self, book: &Rulebook, facts: &str, acts: &str) -> Inquiry {
        let Self { sam, more, .. } = self;
        let parties = format!("(id: \"sam\", role: [client], {sam}), {PEOPLE}");
        let text = format!("(parties: [{parties}], facts: {{{facts}}}, {more} acts: [{acts}])");
        let source = Source::new("inquiry", text.replace(",  acts", ", acts"));
        Inquiry::load(&source, &book.vocabulary, self.day)
            .unwrap_or_else(|problems| panic!("the inquiry cannot be read: {problems:#?}"))
    }
}

/// Judges the last act, with the duties that stood open before it.
#[track_caller]
fn judged(world: &World<'_>) -> (Rulebook, Inquiry, Verdict) {
    judged_by(world.book(), world)
}

/// The same by another rulebook than the world's own.
#[track_caller]
fn judged_by(book: Rulebook, world: &World<'_>) -> (Rulebook, Inquiry, Verdict) {
    let mut inquiry = world.inquiry(&book, world.facts, world.acts);
    let mut ledger = Ledger::default();
    ledger.update(&book, &inquiry.situation, &[], &[]);
    let (last, before) = inquiry.acts.split_last().expect("something is done");
    for act in before {
        inquiry.situation.note_act(&book.vocabulary, act);
        inquiry.situation.file_authorization(&book.vocabulary, act);
    }
    let verdict = book.judge(last, &inquiry.situation, &inquiry.around, ledger.duties());
    (book, inquiry, verdict)
}

fn named(book: &Rulebook, rule: RuleRef) -> String {
    book.rule(rule).map(|rule| rule.id.to_string()).expect("findings name rules")
}

fn list(book: &Rulebook, holding: Holding, judgment: &ActJudgment) -> String {
    let say = |finding: &Finding| {
        let kinds = book.vocabulary.kinds.ids(finding.excess).join(" ");
        let excess = if kinds.is_empty() { String::new() } else { format!(" ({kinds})") };
        format!("{}{excess}", named(book, finding.rule))
    };
    let found = judgment.findings.iter().filter(|finding| finding.holding == holding);
    found.map(say).collect::<Vec<_>>().join(", ")
}

fn spelled(book: &Rulebook, judgment: &ActJudgment) -> String {
    let mut line = String::new();
    for (name, layer) in [("law", Layer::Law), ("ethics", Layer::Ethics), ("policy", Layer::Policy)] {
        if judgment.badge(layer) != Badge::NotCovered {
            write!(line, "{name} {:?}; ", judgment.badge(layer)).expect("a text takes text");
        }
    }
    for (name, holding) in [("kept", Holding::Kept), ("broken", Holding::Broken)] {
        let found = list(book, holding, judgment);
        if !found.is_empty() {
            write!(line, "{name} {found}; ").expect("a text takes text");
        }
    }
    if judgment.certainty.is_some_and(|certainty| certainty > Certainty::Verified) {
        write!(line, "{:?}; ", judgment.certainty.unwrap_or(Certainty::Verified)).expect("a text takes text");
    }
    line.trim_end_matches("; ").to_owned()
}

/// What is said of the last act: badges, rules kept and broken, and how sure they are if not verified.
#[track_caller]
fn check(world: World<'_>, expected: &str) {
    let (book, _, verdict) = judged(&world);
    assert_eq!(spelled(&book, &verdict.judgment), expected);
}

// ---- Permissions and prohibitions ----------------------------------------------------------------------------------

#[test]
fn what_no_rule_permits_is_forbidden_and_cites_the_basic_duty() {
    check(World { code: &[SILENCE], ..world() }, "ethics Violation; broken silence");
}

#[test]
fn what_a_rule_permits_is_in_order_and_says_by_which_rule() {
    check(World { code: &[SILENCE, ("friends", "Permit", "to: [friend]")], ..world() }, "ethics Ok; kept friends");
}

#[test]
fn a_permission_for_somebody_else_permits_nothing() {
    check(
        World { code: &[SILENCE, ("police", "Permit", "to: [law_enforcement]")], ..world() },
        "ethics Violation; broken silence",
    );
}

#[test]
fn a_pack_without_a_basic_duty_speaks_only_where_it_has_a_rule() {
    check(World { code: &[("police", "Forbid", "to: [law_enforcement]")], ..world() }, "");
}

#[test]
fn clients_may_always_be_told_what_is_theirs() {
    let acts = r#"Disclose(to: "sam", about: "sam", what: [diagnosis], purpose: treatment)"#;
    check(World { code: &[SILENCE], acts, ..world() }, "");
}

#[test]
fn a_prohibition_outranks_a_permission_of_the_same_pack() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend]"), ("never", "Forbid", "to: [friend]")];
    check(World { code, ..world() }, "ethics Violation; broken never");
}

#[test]
fn a_permission_that_names_a_prohibition_lifts_it() {
    let code =
        &[SILENCE, ("friends", "Permit", r#"to: [friend], overrides: ["never"]"#), ("never", "Forbid", "to: [friend]")];
    check(World { code, ..world() }, "ethics Ok; kept friends");
}

#[test]
fn a_permission_that_does_not_apply_lifts_nothing() {
    let friends = ("friends", "Permit", r#"to: [friend], when: "client.agrees", overrides: ["never"]"#);
    check(
        World { code: &[SILENCE, friends, ("never", "Forbid", "to: [friend]")], ..world() },
        "ethics Violation; broken never",
    );
}

#[test]
fn a_rule_about_a_wide_role_covers_the_narrow_ones() {
    let acts = r#"Disclose(to: "aunt", about: "sam", what: [presence], purpose: treatment)"#;
    check(World { code: &[SILENCE, ("family", "Permit", "to: [family]")], acts, ..world() }, "ethics Ok; kept family");
}

#[test]
fn an_exception_in_unless_is_an_exception() {
    let never = ("never", "Forbid", r#"to: [friend], unless: "client.agrees""#);
    check(World { code: &[never], ..world() }, "ethics Violation; broken never");
    check(World { code: &[never], facts: r#""client.agrees": true"#, ..world() }, "");
}

// ---- Layers --------------------------------------------------------------------------------------------------------

#[test]
fn between_two_laws_the_stricter_wins() {
    let permit = ("federal.permit", "Permit", "to: [friend]");
    let forbid = ("state.forbid", "Forbid", "to: [friend]");
    check(
        World { federal: &[permit], state: &[forbid], ..world() },
        "law Violation; kept federal.permit; broken state.forbid",
    );
}

#[test]
fn what_the_law_permits_the_code_may_still_forbid() {
    let state = &[("state.permit", "Permit", "to: [friend]")];
    check(World { state, code: &[SILENCE], ..world() }, "law Ok; ethics Violation; kept state.permit; broken silence");
}

#[test]
fn a_duty_of_law_outranks_the_silence_of_the_code() {
    check(
        World { state: &[MUST_REPORT], code: &[SILENCE], facts: ABUSE, acts: REPORT, ..world() },
        "law Ok; ethics Ok; kept report",
    );
    check(
        World { state: &[MUST_REPORT], code: &[SILENCE], acts: REPORT, ..world() },
        "ethics Violation; broken silence",
    );
}

#[test]
fn the_duties_of_the_code_around_a_duty_of_law_stay() {
    let inform = (
        "inform",
        "Require",
        r#"act: [Disclose], timing: Before, discharged_by: "done(inform_client)", purpose: [mandated_report]"#,
    );
    let world = World { state: &[MUST_REPORT], code: &[SILENCE, inform], facts: ABUSE, ..world() };
    check(World { acts: REPORT, ..world }, "law Ok; ethics Partial; kept report; broken inform");
    let acts = r#"InformClient(), Report(to: "cps", about: "sam", what: [identity, abuse])"#;
    check(World { acts, ..world }, "law Ok; ethics Ok; kept report, inform");
}

#[test]
fn a_duty_of_law_excuses_what_serves_it_and_nothing_else() {
    let world = World { state: &[MUST_REPORT], code: &[SILENCE], facts: ABUSE, ..world() };
    check(World { acts: TELL_PAT, ..world }, "ethics Violation; broken silence");
}

#[test]
fn a_policy_binds_those_who_chose_it() {
    let policy = &[("house.rule", "Forbid", "to: [friend]")];
    check(World { policy, ..world() }, "");
    check(World { policy, chosen: &["policy"], ..world() }, "policy Violation; broken house.rule");
}

// ---- What is told --------------------------------------------------------------------------------------------------

#[test]
fn telling_more_than_permitted_is_a_partial_breach_named_kind_by_kind() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend], at_most: [presence]")];
    check(World { code, ..world() }, "ethics Ok; kept friends");
    check(
        World { code, acts: TELL_PAT_MORE, ..world() },
        "ethics Partial; kept friends; broken friends (diagnosis symptoms)",
    );
}

#[test]
fn two_permissions_together_cover_what_neither_does_alone() {
    let code = &[
        SILENCE,
        ("friends", "Permit", "to: [friend], at_most: [presence, symptoms]"),
        ("care", "Permit", "purpose: [treatment], at_most: [diagnosis]"),
    ];
    check(World { code, acts: TELL_PAT_MORE, ..world() }, "ethics Ok; kept care, friends");
}

#[test]
fn a_permission_for_a_kind_covers_the_kinds_below_it() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend], at_most: [presence, clinical]")];
    check(World { code, acts: TELL_PAT_MORE, ..world() }, "ethics Ok; kept friends");
}

#[test]
fn the_widest_content_that_would_have_been_fine_is_told() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend], at_most: [presence, symptoms]")];
    let state = &[("state.permit", "Permit", "to: [friend], at_most: [presence, diagnosis]")];
    let (book, _, verdict) = judged(&World { code, state, acts: TELL_PAT_MORE, ..world() });
    let widest = verdict.judgment.widest.map(|kinds| book.vocabulary.kinds.ids(kinds).join(" "));
    // To be a client takes in the times of the sessions.
    assert_eq!(widest.as_deref(), Some("presence schedule"));
}

#[test]
fn a_limit_on_content_faults_what_goes_beyond_it() {
    let minimum = ("minimum", "Forbid", "to: [friend], aspect: Content, at_most: [presence]");
    let code = &[SILENCE, ("friends", "Permit", "to: [friend]"), minimum];
    check(World { code, ..world() }, "ethics Ok; kept friends");
    check(
        World { code, acts: TELL_PAT_MORE, ..world() },
        "ethics Partial; kept friends; broken minimum (diagnosis symptoms)",
    );
}

// ---- How and where -------------------------------------------------------------------------------------------------

#[test]
fn the_right_person_in_the_wrong_place_is_credited_and_corrected() {
    let quiet = ("quiet", "Forbid", "at: [semi_public], aspect: Setting");
    let code = &[SILENCE, ("friends", "Permit", "to: [friend]"), quiet];
    check(World { code, more: "setting: hallway,", ..world() }, "ethics Partial; kept friends; broken quiet");
    check(World { code, more: "setting: private_office,", ..world() }, "ethics Ok; kept friends");
}

#[test]
fn the_wrong_person_stays_wrong_in_the_best_of_places() {
    let quiet = ("quiet", "Forbid", "at: [semi_public], aspect: Setting");
    check(
        World { code: &[SILENCE, quiet], more: "setting: private_office,", ..world() },
        "ethics Violation; broken silence",
    );
}

#[test]
fn recipient_content_procedure_and_place_are_faulted_apart() {
    let code = &[
        SILENCE,
        ("ask", "Require", r#"to: [friend], timing: Before, discharged_by: "done(obtain_consent)""#),
        ("friends", "Permit", "to: [friend], at_most: [presence]"),
        ("quiet", "Forbid", "at: [semi_public], aspect: Setting"),
    ];
    check(
        World { code, acts: TELL_PAT_MORE, more: "setting: hallway,", ..world() },
        "ethics Partial; kept friends; broken friends (diagnosis symptoms), ask, quiet",
    );
}

#[test]
fn a_manner_that_a_rule_calls_grave_is_a_violation() {
    let quiet = ("quiet", "Forbid", "at: [semi_public], aspect: Setting, severity: Grave");
    let code = &[SILENCE, ("friends", "Permit", "to: [friend]"), quiet];
    check(World { code, more: "setting: hallway,", ..world() }, "ethics Violation; kept friends; broken quiet");
}

// ---- Who can hear --------------------------------------------------------------------------------------------------

const QUIET: &[Rule] = &[
    SILENCE,
    ("colleagues", "Permit", "to: [colleague]"),
    ("quiet", "Forbid", r#"when: "overheard", aspect: Setting"#),
];
const TELL_DANA: &str = r#"Disclose(to: "dana", about: "sam", what: [symptoms], purpose: consultation)"#;

#[track_caller]
fn check_overheard(world: World<'_>, who: &[&str], expected: &str) {
    let (book, inquiry, verdict) = judged(&world);
    let listener = |one: &Listener| {
        let name = inquiry.situation.name(one.who);
        match one.makes_out {
            MadeOut::All => name.to_owned(),
            MadeOut::Kinds(kinds) => format!("{name} only {}", book.vocabulary.kinds.ids(kinds).join(" ")),
        }
    };
    let heard: Vec<String> = verdict.judgment.overheard_by.iter().map(listener).collect();
    assert_eq!(heard, who);
    assert_eq!(spelled(&book, &verdict.judgment), expected);
}

#[test]
fn whoever_is_in_earshot_hears_it_too() {
    let world = World { code: QUIET, acts: TELL_DANA, more: r#"listeners: ["visitor"],"#, ..world() };
    check_overheard(world, &["visitor"], "ethics Partial; kept colleagues; broken quiet");
}

#[test]
fn the_one_it_is_about_and_those_who_may_know_overhear_nothing() {
    let code = &[
        SILENCE,
        ("colleagues", "Permit", "to: [colleague]"),
        ("friends", "Permit", "to: [friend]"),
        ("quiet", "Forbid", r#"when: "overheard", aspect: Setting"#),
    ];
    let world = World { code, acts: TELL_DANA, more: r#"listeners: ["sam", "pat", "dana"],"#, ..world() };
    check_overheard(world, &[], "ethics Ok; kept colleagues");
}

#[test]
fn what_is_written_is_not_overheard() {
    let acts = r#"Disclose(to: "dana", about: "sam", what: [symptoms], purpose: consultation, by: letter)"#;
    let world = World { code: QUIET, acts, more: r#"listeners: ["visitor"],"#, ..world() };
    check_overheard(world, &[], "ethics Ok; kept colleagues");
}

#[test]
fn a_duty_to_tell_one_person_excuses_nobodys_overhearing() {
    let quiet = ("quiet", "Forbid", r#"when: "overheard", aspect: Setting"#);
    let world = World {
        state: &[MUST_REPORT],
        code: &[SILENCE, quiet],
        facts: ABUSE,
        acts: REPORT,
        more: r#"listeners: ["visitor"],"#,
        ..world()
    };
    check_overheard(world, &["visitor"], "law Ok; ethics Partial; kept report; broken quiet");
}

// ---- Who can hear a part -------------------------------------------------------------------------------------------

/// A basic duty that keeps only what is known to be somebody's.
const NAMELESS_IS_FREE: &[Rule] = &[
    ("silence", "Forbid", r#"default: true, when: "identified and recipient is not subject""#),
    ("colleagues", "Permit", "to: [colleague]"),
    ("quiet", "Forbid", r#"when: "overheard", aspect: Setting"#),
];
const TELL_DANA_ALL: &str =
    r#"Disclose(to: "dana", about: "sam", what: [names, symptoms, history], purpose: consultation)"#;
const UNHEARD: &str = "ethics Ok; kept colleagues";
const HEARD: &str = "ethics Partial; kept colleagues; broken quiet";

fn tell_dana_all<'a>(code: &'a [Rule], listeners: &'a str) -> World<'a> {
    World { code, acts: TELL_DANA_ALL, more: listeners, ..world() }
}

#[test]
fn who_makes_out_a_part_overhears_that_part() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [symptoms, billing])],"#;
    check_overheard(tell_dana_all(QUIET, visitor), &["visitor only symptoms"], HEARD);
}

#[test]
fn who_makes_out_nothing_of_it_overhears_nothing() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [])],"#;
    check_overheard(tell_dana_all(QUIET, visitor), &[], UNHEARD);
    let visitor = r#"listeners: [(who: "visitor", makes_out: [billing])],"#;
    check_overheard(tell_dana_all(QUIET, visitor), &[], UNHEARD);
}

#[test]
fn what_is_made_out_is_made_out_with_everything_below_it() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [clinical])],"#;
    check_overheard(tell_dana_all(QUIET, visitor), &["visitor only symptoms history"], HEARD);
}

#[test]
fn who_makes_out_every_kind_told_makes_out_all() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [identity, clinical])],"#;
    check_overheard(tell_dana_all(QUIET, visitor), &["visitor"], HEARD);
    check_overheard(tell_dana_all(QUIET, r#"listeners: [(who: "visitor")],"#), &["visitor"], HEARD);
}

#[test]
fn a_listener_is_judged_by_what_they_make_out_and_not_by_what_was_said() {
    let code = &[
        SILENCE,
        ("colleagues", "Permit", "to: [colleague]"),
        ("friends", "Permit", "to: [friend], at_most: [names]"),
        ("quiet", "Forbid", r#"when: "overheard", aspect: Setting"#),
    ];
    check_overheard(tell_dana_all(code, r#"listeners: [(who: "pat", makes_out: [names])],"#), &[], UNHEARD);
    let too_much = r#"listeners: [(who: "pat", makes_out: [names, symptoms])],"#;
    check_overheard(tell_dana_all(code, too_much), &["pat only names symptoms"], HEARD);
    check_overheard(tell_dana_all(code, r#"listeners: ["pat"],"#), &["pat"], HEARD);
}

#[test]
fn news_without_a_name_tells_a_stranger_nothing() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [symptoms, history])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, visitor), &[], UNHEARD);
}

#[test]
fn a_name_made_out_makes_the_rest_that_is_made_out_news_of_somebody() {
    let visitor = r#"listeners: [(who: "visitor", makes_out: [names, history])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, visitor), &["visitor only names history"], HEARD);
}

#[test]
fn news_without_a_name_is_news_to_somebody_who_knows_who_it_is() {
    let told_before = r#"done: [Disclose(to: "visitor", about: "sam", what: [names], purpose: consultation)],
        listeners: [(who: "visitor", makes_out: [symptoms])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, told_before), &["visitor only symptoms"], HEARD);
    let family = r#"listeners: [(who: "mia", makes_out: [symptoms])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, family), &["mia only symptoms"], HEARD);
}

#[test]
fn a_name_that_one_listener_made_out_helps_no_other() {
    let two = r#"listeners: [(who: "visitor", makes_out: [symptoms]), (who: "pat", makes_out: [names])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, two), &["pat only names"], HEARD);
}

#[test]
fn somebody_named_twice_makes_out_both() {
    let twice = r#"listeners: [(who: "visitor", makes_out: [names]), (who: "visitor", makes_out: [symptoms])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, twice), &["visitor only names symptoms"], HEARD);
    let also = r#"listeners: ["visitor"], earshot: [(who: "visitor", makes_out: [symptoms])],"#;
    check_overheard(tell_dana_all(NAMELESS_IS_FREE, also), &["visitor"], HEARD);
}

#[test]
fn a_listener_is_read_alike_as_listener_and_within_earshot() {
    let earshot = r#"earshot: ["visitor", (who: "pat", makes_out: [history])],"#;
    check_overheard(tell_dana_all(QUIET, earshot), &["visitor", "pat only history"], HEARD);
    let listeners = r#"listeners: ["visitor", {"who": "pat", "makes_out": ["history"]}],"#;
    check_overheard(tell_dana_all(QUIET, listeners), &["visitor", "pat only history"], HEARD);
}

#[test]
fn whoever_overhears_learns_what_they_made_out_and_no_more() {
    let listeners = r#"listeners: ["visitor", (who: "pat", makes_out: [history])],"#;
    let (book, inquiry, verdict) = judged(&tell_dana_all(QUIET, listeners));
    let mut after = inquiry.situation.clone();
    for act in &inquiry.acts {
        after.note_act(&book.vocabulary, act);
        after.note_overheard(&verdict.judgment.overheard_by, act);
    }
    let party = |id| after.party_named(id).expect("they are there");
    let learned = |who| book.vocabulary.kinds.ids(after.learned_by(party(who), party("sam"))).join(" ");
    assert_eq!(learned("visitor"), "names symptoms history");
    assert_eq!(learned("pat"), "history");
    assert_eq!(learned("rosa"), "");
}

#[test]
fn whoever_made_out_news_without_a_name_may_still_come_to_know_whose_it_is() {
    let asked = |listeners: &str| {
        let world = tell_dana_all(NAMELESS_IS_FREE, listeners);
        let book = world.book();
        let inquiry = world.inquiry(&book, "", TELL_DANA_ALL);
        let (mut questions, nothing_changes) = (Questions::default(), rustc_hash::FxHashSet::default());
        let prospect = Prospect::new(&book, &inquiry.situation, &nothing_changes);
        inquiry.acts.iter().for_each(|act| prospect.of_act(act, &inquiry.around, &mut questions));
        questions.knows.iter().map(|(who, _)| inquiry.situation.name(*who).to_owned()).collect::<Vec<_>>().join(" ")
    };
    let listeners = r#"listeners: [(who: "visitor", makes_out: [symptoms]), (who: "pat", makes_out: [names]),
        (who: "rosa", makes_out: [billing]), "police"],"#;
    assert_eq!(asked(listeners), "visitor");
}

// ---- How sure a rule is --------------------------------------------------------------------------------------------

#[test]
fn a_contested_or_unverified_prohibition_never_fails_anybody_outright() {
    check(
        World { code: &[("never", "Forbid", "to: [friend], certainty: Contested")], ..world() },
        "ethics Contested; broken never; Contested",
    );
    check(
        World { code: &[("never", "Forbid", "to: [friend], certainty: Unverified")], ..world() },
        "ethics Contested; broken never; Unverified",
    );
    check(
        World { code: &[("never", "Forbid", "to: [friend], certainty: Secondary")], ..world() },
        "ethics Violation; broken never; Secondary",
    );
}

#[test]
fn a_settled_prohibition_beside_an_unsettled_one_still_fails() {
    let code = &[("never", "Forbid", "to: [friend], certainty: Contested"), SILENCE];
    check(World { code, ..world() }, "ethics Violation; broken never; Contested");
}

#[test]
fn an_unverified_step_before_is_contested_when_left_out() {
    let ask = (
        "ask",
        "Require",
        r#"to: [friend], timing: Before, discharged_by: "done(obtain_consent)", certainty: Unverified"#,
    );
    let code = &[SILENCE, ("friends", "Permit", "to: [friend]"), ask];
    check(World { code, ..world() }, "ethics Contested; kept friends; broken ask; Unverified");
}

#[test]
fn an_unverified_permission_permits_and_shows_how_sure_it_is() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend], certainty: Unverified")];
    check(World { code, ..world() }, "ethics Ok; kept friends; Unverified");
}

#[test]
fn what_hangs_on_a_contested_permission_is_contested() {
    let code = &[SILENCE, ("friends", "Permit", "to: [friend], certainty: Contested")];
    check(World { code, ..world() }, "ethics Contested; kept friends; Contested");
}

#[test]
fn an_open_belief_on_which_a_rule_turns_is_named_as_a_doubt() {
    let code = &[SILENCE, ("friends", "Permit", r#"to: [friend], when: "threat.imminent""#)];
    let open = r#"unsettled: ["threat.imminent", "suicide.risk"],"#;
    let (book, _, verdict) = judged(&World { code, more: open, ..world() });
    let entries = verdict.judgment.doubts.iter().filter_map(|fact| book.vocabulary.fact_entry(*fact));
    assert_eq!(entries.map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["threat.imminent"]);
}

// ---- Releases ------------------------------------------------------------------------------------------------------

const BY_RELEASE: &[Rule] = &[SILENCE, ("signed", "Permit", r#"when: "release is valid", at_most: Release"#)];

/// What a release with these fields is worth for telling Pat that Sam is a client, and what is wrong with it.
#[track_caller]
fn check_release(world: World<'_>, release: &str, defects: &[&str]) {
    let more = format!(r#"releases: [(id: "roi", by: "sam", to: ["pat"], {release})],"#);
    let (book, _, verdict) = judged(&World { code: BY_RELEASE, more: &more, ..world });
    let expected = if defects.is_empty() { "ethics Ok; kept signed" } else { "ethics Violation; broken silence" };
    assert_eq!(spelled(&book, &verdict.judgment), expected);
    let found: Vec<String> =
        verdict.judgment.broken().flat_map(|finding| &finding.defects).map(confidant::ethics::Defect::words).collect();
    assert_eq!(found, defects);
}

#[test]
fn a_release_holds_for_whom_what_and_why_it_names() {
    check_release(world(), r#"what: [presence], purpose: [treatment], signed_by: "sam""#, &[]);
    let elsewhere = r#"releases: [(id: "roi", by: "sam", to: ["dana"], what: [presence], signed_by: "sam")],"#;
    check(World { code: BY_RELEASE, more: elsewhere, ..world() }, "ethics Violation; broken silence");
    let otherwise =
        r#"releases: [(id: "roi", by: "sam", to: ["pat"], what: [presence], purpose: [payment], signed_by: "sam")],"#;
    check(World { code: BY_RELEASE, more: otherwise, ..world() }, "ethics Violation; broken silence");
}

#[test]
fn a_release_does_not_stretch_past_what_it_covers() {
    let more = r#"releases: [(id: "roi", by: "sam", to: ["pat"], what: [presence, symptoms], signed_by: "sam")],"#;
    check(
        World { code: BY_RELEASE, more, acts: TELL_PAT_MORE, ..world() },
        "ethics Partial; kept signed; broken signed (diagnosis)",
    );
}

#[test]
fn two_releases_together_cover_what_neither_does_alone() {
    let more = r#"releases: [(id: "one", by: "sam", to: ["pat"], what: [presence, symptoms], signed_by: "sam"),
        (id: "two", by: "sam", to: ["pat"], what: [diagnosis], signed_by: "sam")],"#;
    check(World { code: BY_RELEASE, more, acts: TELL_PAT_MORE, ..world() }, "ethics Ok; kept signed");
}

#[test]
fn a_release_nobody_signed_is_void() {
    check_release(world(), "what: [presence]", &["it is not signed"]);
}

#[test]
fn a_release_is_void_from_the_day_it_runs_out_or_is_taken_back() {
    check_release(world(), r#"what: [presence], signed_by: "sam", expires: "2026-10-06""#, &[]);
    check_release(world(), r#"what: [presence], signed_by: "sam", expires: "2026-10-05""#, &["it has expired"]);
    check_release(world(), r#"what: [presence], signed_by: "sam", revoked: "2026-10-06""#, &[]);
    check_release(world(), r#"what: [presence], signed_by: "sam", revoked: "2026-10-05""#, &["it was revoked"]);
}

#[test]
fn a_release_that_lacks_an_element_is_void() {
    for element in [
        "description",
        "discloser",
        "recipient",
        "purpose",
        "expiry",
        "signature",
        "revoke_statement",
        "conditions_statement",
        "redisclosure_statement",
        "date",
    ] {
        let release = format!(r#"what: [presence], signed_by: "sam", missing: [{element}]"#);
        let words = format!("it lacks its {}", element.replace('_', " "));
        check_release(world(), &release, &[&words]);
    }
}

#[test]
fn every_defect_of_a_release_is_named() {
    check_release(
        world(),
        r#"what: [presence], expires: "2026-01-01", missing: [purpose]"#,
        &["it lacks its purpose", "it is not signed", "it has expired"],
    );
}

#[test]
fn psychotherapy_notes_want_a_release_of_their_own() {
    check_release(
        world(),
        r#"what: [presence, psychotherapy_notes], signed_by: "sam""#,
        &["it combines what must stand apart, as psychotherapy notes and other records"],
    );
    let acts = r#"Disclose(to: "pat", about: "sam", what: [psychotherapy_notes], purpose: treatment)"#;
    check_release(World { acts, ..world() }, r#"what: [psychotherapy_notes], signed_by: "sam""#, &[]);
}

const WRONG_SIGNER: &str = "it is signed by somebody who may not sign for this person";

#[test]
fn adults_sign_for_themselves_unless_they_cannot_decide() {
    let spoken_for = World { facts: r#""client.capacity_lacking": true"#, ..world() };
    check_release(spoken_for, r#"what: [presence], signed_by: "mia""#, &[]);
    check_release(World { sam: "age: 70, deceased: true", ..world() }, r#"what: [presence], signed_by: "mia""#, &[]);
    check_release(world(), r#"what: [presence], signed_by: "mia""#, &[WRONG_SIGNER]);
    check_release(world(), r#"what: [presence], signed_by: "aunt""#, &[WRONG_SIGNER]);
}

#[test]
fn a_guardian_signs_for_a_minor() {
    let minor = World { sam: "age: 15", ..world() };
    check_release(minor, r#"what: [presence], signed_by: "mia""#, &[]);
    check_release(minor, r#"what: [presence], signed_by: "sam""#, &[WRONG_SIGNER]);
    check_release(minor, r#"what: [presence], signed_by: "aunt""#, &[WRONG_SIGNER]);
}

#[test]
fn a_minor_who_consented_alone_signs_alone() {
    let minor = World { sam: "age: 15", facts: r#""minor.consented_alone": true"#, ..world() };
    check_release(minor, r#"what: [presence], signed_by: "sam""#, &[]);
    check_release(minor, r#"what: [presence], signed_by: "mia""#, &[WRONG_SIGNER]);
}

#[test]
fn an_authorization_signed_today_goes_on_file() {
    let acts = r#"ObtainAuthorization(to: "pat", about: "sam", what: [presence], purpose: treatment),
        Disclose(to: "pat", about: "sam", what: [presence], purpose: treatment)"#;
    check(World { code: BY_RELEASE, acts, ..world() }, "ethics Ok; kept signed");
}

#[test]
fn an_order_reaches_as_far_as_its_words() {
    let code = &[SILENCE, ("order", "Permit", r#"when: "process.kind is court_order", at_most: Process"#)];
    let more = "process: (kind: court_order, covers: [presence, symptoms]),";
    check(World { code, more, acts: TELL_PAT_MORE, ..world() }, "ethics Partial; kept order; broken order (diagnosis)");
}

// ---- Duties --------------------------------------------------------------------------------------------------------

/// At this story minute, with these facts, this is done.
type Step = (u32, &'static str, &'static str);

#[track_caller]
fn run(world: &World<'_>, steps: &[Step]) -> (Rulebook, Inquiry, Ledger) {
    let book = world.book();
    let mut ledger = Ledger::default();
    let mut now = world.inquiry(&book, "", "");
    for (minute, facts, acts) in steps {
        let step = world.inquiry(&book, facts, acts);
        now.situation.minute = *minute;
        now.situation.facts = step.situation.facts;
        ledger.update(&book, &now.situation, &[], &[]);
        for act in &step.acts {
            let called = book.judge(act, &now.situation, &now.around, ledger.duties()).calls_up;
            now.situation.note_act(&book.vocabulary, act);
            ledger.update(&book, &now.situation, std::slice::from_ref(act), &called);
        }
    }
    (book, now, ledger)
}

fn standing(book: &Rulebook, ledger: &Ledger) -> String {
    let say = |duty: &confidant::ethics::Duty| {
        let parts = if duty.parts > 1 { format!(" {} of {}", duty.met, duty.parts) } else { String::new() };
        format!("{} {:?}{parts}", named(book, duty.rule), duty.state)
    };
    let duties: Vec<String> = ledger.duties().iter().map(say).collect();
    format!("{}; law {:?}", duties.join(", "), ledger.badge(book, Layer::Law))
}

/// How the duties stand after these steps.
#[track_caller]
fn check_duties(world: World<'_>, steps: &[Step], expected: &str) {
    let (book, _, ledger) = run(&world, steps);
    assert_eq!(standing(&book, &ledger), expected);
}

/// How they stand once the case is closed after these steps.
#[track_caller]
fn check_duties_at_close(world: World<'_>, steps: &[Step], expected: &str) {
    let (book, now, mut ledger) = run(&world, steps);
    ledger.close(&book, &now.situation);
    assert_eq!(standing(&book, &ledger), expected);
}

fn must_report() -> World<'static> {
    World { state: &[MUST_REPORT], ..world() }
}

#[test]
fn a_duty_opens_when_its_ground_is_there() {
    check_duties(must_report(), &[(0, "", "")], "; law NotCovered");
    check_duties(must_report(), &[(0, ABUSE, "")], "report Open; law NotCovered");
}

#[test]
fn at_once_is_within_two_hours() {
    check_duties(must_report(), &[(0, ABUSE, ""), (120, ABUSE, REPORT)], "report Discharged; law Ok");
    check_duties(must_report(), &[(0, ABUSE, ""), (121, ABUSE, "")], "report Missed; law Violation");
}

#[test]
fn what_is_done_after_its_time_is_late_and_not_missed() {
    check_duties(must_report(), &[(0, ABUSE, ""), (121, ABUSE, ""), (130, ABUSE, REPORT)], "report Late; law Partial");
    check_duties(must_report(), &[(0, ABUSE, ""), (130, ABUSE, REPORT)], "report Late; law Partial");
}

#[test]
fn hours_and_days_run_on_the_clock_of_the_story() {
    let hours = World {
        state: &[("h", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", by: "36 hours""#)],
        ..world()
    };
    check_duties(hours, &[(0, ABUSE, ""), (36 * 60, ABUSE, "Document()")], "h Discharged; law Ok");
    check_duties(hours, &[(0, ABUSE, ""), (36 * 60 + 1, ABUSE, "")], "h Missed; law Violation");
    let days = World {
        state: &[("d", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", by: "60 days""#)],
        ..world()
    };
    check_duties(days, &[(0, ABUSE, ""), (60 * 24 * 60, ABUSE, "")], "d Open; law NotCovered");
    check_duties(days, &[(0, ABUSE, ""), (60 * 24 * 60 + 1, ABUSE, "")], "d Missed; law Violation");
}

#[test]
fn a_duty_runs_from_when_it_arose() {
    check_duties(must_report(), &[(0, "", ""), (500, ABUSE, ""), (620, ABUSE, REPORT)], "report Discharged; law Ok");
}

const BOTH: &[Rule] = &[(
    "both",
    "Require",
    r#"when: "threat.serious", discharged_by: "done(warn, threatened_person) and done(warn, law_enforcement)", by: "at once""#,
)];
const THREAT: &str = r#""threat.serious": true"#;
const WARN_ROSA: &str = r#"Warn(to: "rosa", about: "sam", what: [threat])"#;
const WARN_POLICE: &str = r#"Warn(to: "police", about: "sam", what: [threat])"#;

#[test]
fn a_duty_with_two_parts_can_be_met_in_part() {
    let world = World { state: BOTH, ..world() };
    check_duties(world, &[(0, THREAT, WARN_ROSA)], "both Open 1 of 2; law NotCovered");
    check_duties(world, &[(0, THREAT, WARN_ROSA), (30, THREAT, WARN_POLICE)], "both Discharged 2 of 2; law Ok");
    check_duties(world, &[(0, THREAT, WARN_ROSA), (200, THREAT, "")], "both Partial 1 of 2; law Partial");
    check_duties_at_close(world, &[(0, THREAT, WARN_ROSA)], "both Partial 1 of 2; law Partial");
}

#[test]
fn any_one_of_several_steps_can_be_enough() {
    let either = (
        "either",
        "Require",
        r#"when: "threat.serious", discharged_by: "done(warn, threatened_person) or done(warn, law_enforcement)", by: "at once""#,
    );
    check_duties(World { state: &[either], ..world() }, &[(0, THREAT, WARN_POLICE)], "either Discharged; law Ok");
}

#[test]
fn a_duty_toward_somebody_is_not_met_by_telling_somebody_else() {
    let elsewhere = r#"Report(to: "police", about: "sam", what: [identity, abuse])"#;
    check_duties(must_report(), &[(0, ABUSE, elsewhere)], "report Open; law NotCovered");
}

#[test]
fn a_warning_counts_as_a_disclosure_and_not_the_other_way_round() {
    let any = World {
        state: &[("told", "Require", r#"when: "threat.serious", discharged_by: "done(disclose, law_enforcement)""#)],
        ..world()
    };
    check_duties(any, &[(0, THREAT, WARN_POLICE)], "told Discharged; law Ok");
    let warned = World {
        state: &[("warned", "Require", r#"when: "threat.serious", discharged_by: "done(warn, law_enforcement)""#)],
        ..world()
    };
    let told = r#"Disclose(to: "police", about: "sam", what: [threat], purpose: protect)"#;
    check_duties(warned, &[(0, THREAT, told)], "warned Open; law NotCovered");
}

#[test]
fn what_was_done_before_a_duty_arose_does_not_meet_it() {
    check_duties(must_report(), &[(0, "", REPORT), (10, ABUSE, "")], "report Open; law NotCovered");
}

#[test]
fn a_duty_lapses_with_its_ground_and_comes_back_with_it() {
    check_duties(must_report(), &[(0, ABUSE, ""), (10, "", "")], "report Lapsed; law NotCovered");
    check_duties(must_report(), &[(0, ABUSE, ""), (10, "", ""), (20, ABUSE, "")], "report Open; law NotCovered");
}

#[test]
fn silence_is_judged_when_the_case_closes() {
    check_duties_at_close(must_report(), &[(0, ABUSE, "LetPass()")], "report Missed; law Violation");
    check_duties_at_close(must_report(), &[(0, ABUSE, REPORT)], "report Discharged; law Ok");
}

#[test]
fn a_long_deadline_is_not_missed_because_the_story_ends_early() {
    let world = World {
        state: &[("d", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", by: "60 days""#)],
        ..world()
    };
    check_duties_at_close(world, &[(0, ABUSE, "")], "d Open; law NotCovered");
}

#[test]
fn an_unsettled_duty_left_undone_is_contested_and_no_violation() {
    let unsure =
        ("unsure", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", certainty: Contested"#);
    check_duties_at_close(World { state: &[unsure], ..world() }, &[(0, ABUSE, "")], "unsure Missed; law Contested");
}

#[test]
fn a_duty_after_an_act_opens_with_the_act_and_not_before() {
    let log = (
        "log",
        "Require",
        r#"act: [Disclose], purpose: [mandated_report], timing: After, discharged_by: "done(document)", by: "24 hours""#,
    );
    let world = World { state: &[log], ..world() };
    check_duties(world, &[(0, ABUSE, "Document()")], "; law NotCovered");
    check_duties(world, &[(0, ABUSE, REPORT)], "log Open; law NotCovered");
    check_duties(world, &[(0, ABUSE, REPORT), (60, ABUSE, "Document()")], "log Discharged; law Ok");
    check_duties_at_close(world, &[(0, ABUSE, REPORT)], "log Missed; law Violation");
}

#[test]
fn an_act_that_serves_an_open_duty_is_required() {
    let (_, _, verdict) = judged(&World { facts: ABUSE, acts: REPORT, ..must_report() });
    assert_eq!(verdict.judgment.effect, confidant::ethics::ActEffect::Required);
}

// ---- Place and date ------------------------------------------------------------------------------------------------

#[test]
fn a_rule_speaks_from_its_first_day_to_its_last() {
    let code = &[("never", "Forbid", r#"to: [friend], valid_from: "2026-10-05", valid_to: "2026-10-06""#)];
    for (day, expected) in [
        (date(2026, 10, 4), ""),
        (date(2026, 10, 5), "ethics Violation; broken never"),
        (date(2026, 10, 6), "ethics Violation; broken never"),
        (date(2026, 10, 7), ""),
    ] {
        check(World { day, code, ..world() }, expected);
    }
}

#[test]
fn a_duty_outside_its_dates_never_opens() {
    let old = ("old", "Require", r#"when: "abuse.suspected", discharged_by: "done(document)", valid_to: "2026-10-04""#);
    check_duties(World { state: &[old], ..world() }, &[(0, ABUSE, "")], "; law NotCovered");
}

#[test]
fn the_law_of_one_place_says_nothing_in_another() {
    let state = &[("never", "Forbid", "to: [friend]")];
    check(World { state, place: "US-WY", ..world() }, "");
}

#[test]
fn an_unknown_place_falls_back_to_code_and_federal_law_and_says_so() {
    let world =
        World { place: "US-WY", code: &[SILENCE], federal: &[("federal.permit", "Permit", "to: [friend]")], ..world() };
    check(world, "law Ok; ethics Violation; kept federal.permit; broken silence");
    let note = world.book().notes.join(" ");
    assert!(note.contains("US-WY") && note.contains("Check your board"), "{note}");
    assert!(World { place: "US-QQ", ..world }.book().notes.is_empty());
}
