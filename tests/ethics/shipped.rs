//! What the statutes and codes say of real situations, row by row, over the shipped packs. Written from the law and the
//! codes, not from the packs: where a row fails, look the clause up before changing either.

use super::{Badge, named};
use confidant::ethics::{Inquiry, Layer, Ledger, Packs, Rulebook, Situation, Standpoint};
use confidant::library::{load_packs, shipped_rules};
use confidant::source::Source;
use jiff::civil::{Date, date};
use std::fmt::Write as _;
use std::sync::OnceLock;

use Badge::{Contested, NotCovered, Ok, Partial, Violation};

/// Who, as fields of an inquiry.
const ADULT: &str = r#"(id: "sam", role: [client], age: 34)"#;
const TEEN: &str = r#"(id: "sam", role: [client], age: 15)"#;
const CHILD: &str = r#"(id: "sam", role: [client], age: 9)"#;
const LATE: &str = r#"(id: "sam", role: [client], age: 70, deceased: true)"#;
const COUPLE: &str = r#"(id: "sam", role: [client], age: 34), (id: "kim", role: [client, spouse], age: 35)"#;

const OTHERS: &str = r#"(id: "rosa", role: [threatened_person]), (id: "police", role: [law_enforcement]),
    (id: "er", role: [hospital]), (id: "crisis", role: [crisis_service]), (id: "county", role: [county_director]),
    (id: "spouse", role: [spouse]), (id: "mother", role: [parent, guardian]), (id: "father", role: [parent]),
    (id: "executor", role: [guardian]), (id: "brother", role: [relative]),
    (id: "friend", role: [friend]), (id: "visitor", role: [visitor]), (id: "press", role: [press]), (id: "boss", role: [employer]),
    (id: "teacher", role: [school_staff]),
    (id: "dana", role: [colleague]), (id: "team", role: [team_member]), (id: "ola", role: [supervisor]),
    (id: "desk", role: [front_desk]), (id: "official", role: [privacy_official]),
    (id: "consultant", role: [consultant]), (id: "doctor", role: [treating_provider]),
    (id: "cps", role: [child_protection]), (id: "aps", role: [adult_protection]), (id: "judge", role: [court]),
    (id: "lawyer", role: [opposing_attorney]), (id: "counsel", role: [own_attorney]), (id: "board", role: [oversight]),
    (id: "plan", role: [insurer]), (id: "coroner", role: [coroner]), (id: "stranger", role: [misdirected_recipient])"#;

/// A situation, an act and a place, with the law's answer, the code's, and a rule that must be cited.
struct Row {
    place: &'static str,
    day: Date,
    who: &'static str,
    facts: &'static str,
    /// Other fields of the inquiry, each with its comma: what is done, signed or ordered, and who is in earshot.
    more: &'static str,
    act: &'static str,
    law: Badge,
    ethics: Badge,
    cites: &'static [&'static str],
}

const fn row() -> Row {
    Row {
        place: "US-CA",
        day: date(2026, 10, 5),
        who: ADULT,
        facts: "",
        more: "setting: private_office, done: [ExplainLimits(), InformClient()],",
        act: "",
        law: Ok,
        ethics: Ok,
        cites: &[],
    }
}

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| load_packs(&shipped_rules()).expect("the shipped rules can be read"))
}

impl Row {
    fn book(&self) -> Rulebook {
        let standpoint = Standpoint {
            profession: "counselor".into(),
            jurisdiction: self.place.into(),
            as_of: self.day,
            policies: Vec::new(),
        };
        Rulebook::compile(packs(), standpoint)
    }

    fn inquiry(&self, book: &Rulebook) -> Inquiry {
        let Self { who, facts, more, act, .. } = self;
        let text = format!("(parties: [{who}, {OTHERS}], facts: {{{facts}}}, {more} acts: [{act}])");
        Inquiry::load(&Source::new("row", text), &book.vocabulary, self.day)
            .unwrap_or_else(|problems| panic!("the row cannot be read: {} {problems:#?}", self.act))
    }

    /// What is said of the act.
    fn answer(&self) -> (Badge, Badge, Vec<String>) {
        let book = self.book();
        let Inquiry { situation, around, acts, .. } = self.inquiry(&book);
        let mut ledger = Ledger::default();
        ledger.update(&book, &situation, &[], &[]);
        let act = acts.last().expect("something is done");
        let judgment = book.judge(act, &situation, &around, ledger.duties()).judgment;
        let found = judgment.findings.iter();
        let cited = found.map(|finding| format!("{} {:?}", named(&book, finding.rule), finding.holding));
        (judgment.law, judgment.ethics, cited.collect())
    }

    /// How the duties stand when, after some time, the matter is closed.
    fn answer_at_close(&self, wait: u32) -> (Badge, Badge, Vec<String>) {
        let (book, situation, mut ledger) = self.run(wait);
        ledger.close(&book, &situation);
        standing(&book, &ledger)
    }

    /// How they stand after some time.
    fn answer_so_far(&self, wait: u32) -> (Badge, Badge, Vec<String>) {
        let (book, _, ledger) = self.run(wait);
        standing(&book, &ledger)
    }

    fn run(&self, wait: u32) -> (Rulebook, Situation, Ledger) {
        let book = self.book();
        let Inquiry { mut situation, around, acts, .. } = self.inquiry(&book);
        let mut ledger = Ledger::default();
        ledger.update(&book, &situation, &[], &[]);
        for act in &acts {
            let called = book.judge(act, &situation, &around, ledger.duties()).calls_up;
            situation.note_act(&book.vocabulary, act);
            ledger.update(&book, &situation, std::slice::from_ref(act), &called);
        }
        situation.minute += wait;
        ledger.update(&book, &situation, &[], &[]);
        (book, situation, ledger)
    }
}

fn standing(book: &Rulebook, ledger: &Ledger) -> (Badge, Badge, Vec<String>) {
    let stands = ledger.duties().iter().map(|duty| format!("{} {:?}", named(book, duty.rule), duty.state));
    (ledger.badge(book, Layer::Law), ledger.badge(book, Layer::Ethics), stands.collect())
}

/// Tells every row that came out otherwise, not the first alone.
#[track_caller]
fn check_all(rows: &[Row], answer: impl Fn(&Row) -> (Badge, Badge, Vec<String>)) {
    let mut wrong = String::new();
    for row in rows {
        let (law, ethics, cited) = answer(row);
        let missing =
            |rule: &&&str| !cited.iter().any(|cited| cited.starts_with(&format!("{rule} ")) || cited == **rule);
        let missing: Vec<_> = row.cites.iter().filter(missing).collect();
        if (law, ethics) != (row.law, row.ethics) || !missing.is_empty() {
            let Row { place, act, facts, .. } = row;
            write!(
                wrong,
                "\n{place}: {act}\n  {facts}\n  expected law {:?}, ethics {:?}; came law {law:?}, ethics {ethics:?}; not cited {missing:?} of {cited:#?}",
                row.law, row.ethics
            )
            .expect("a text takes text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[track_caller]
fn check(rows: &[Row]) {
    check_all(rows, Row::answer);
}

#[track_caller]
fn check_silence(rows: &[Row]) {
    check_all(rows, |row| row.answer_at_close(0));
}

#[track_caller]
fn check_after(hours: u32, rows: &[Row]) {
    check_all(rows, |row| row.answer_at_close(hours * 60));
}

#[track_caller]
fn check_still_open(hours: u32, rows: &[Row]) {
    check_all(rows, |row| row.answer_so_far(hours * 60));
}

/// Told to somebody in a private room, with the limits explained and nothing said to the client yet.
const UNTOLD: &str = "setting: private_office, done: [ExplainLimits()],";
/// Nothing explained, nothing said.
const NOTHING: &str = "setting: private_office,";
const AGREED: &str = r#""client.agrees": true"#;

// ---- Talk among colleagues -----------------------------------------------------------------------------------------

#[test]
fn talk_belongs_where_nobody_else_can_hear() {
    let to_team = r#"Disclose(to: "team", what: [identity, symptoms], purpose: treatment)"#;
    check(&[
        Row { act: to_team, cites: &["hipaa.506.c.1.treatment Kept", "aca2014.B.3.b Kept"], ..row() },
        Row {
            more: r#"setting: hallway, listeners: ["visitor"], done: [ExplainLimits()],"#,
            act: to_team,
            law: Partial,
            ethics: Partial,
            cites: &["aca2014.B.3.c Broken", "hipaa.530.c Broken"],
            ..row()
        },
        Row {
            more: "setting: hallway, done: [ExplainLimits()],",
            act: to_team,
            ethics: Partial,
            cites: &["aca2014.B.3.c Broken"],
            ..row()
        },
        Row { more: NOTHING, act: to_team, ethics: Partial, cites: &["aca2014.A.2.b.team Broken"], ..row() },
    ]);
}

#[test]
fn supervision_may_know_who_it_is_and_the_client_knows_of_supervision() {
    let act = r#"Supervise(to: "ola", what: [identity, symptoms, session_content])"#;
    let facts = r#""capacity.supervisee": true"#;
    check(&[
        Row { facts, act, cites: &["aca2014.F.1.c Kept", "hipaa.506.c.1.supervision Kept"], ..row() },
        Row { facts, more: NOTHING, act, ethics: Partial, cites: &["aca2014.A.2.b.supervision Broken"], ..row() },
        Row {
            act: r#"Supervise(to: "ola", what: [identity, psychotherapy_notes])"#,
            cites: &["aca2014.F.1.c Kept"],
            ..row()
        },
    ]);
}

#[test]
fn a_consultation_goes_without_the_name() {
    let nameless = r#"Consult(to: "consultant", what: [symptoms, history])"#;
    let named = r#"Consult(to: "consultant", what: [identity, symptoms])"#;
    check(&[
        Row { act: nameless, cites: &["aca2014.B.7.b Kept"], ..row() },
        Row { place: "US-TX", act: nameless, cites: &["aca2014.B.7.b Kept"], ..row() },
        Row { act: named, ethics: Violation, cites: &["aca2014.B.1.c Broken", "hipaa.506.c.2 Kept"], ..row() },
        Row { facts: AGREED, act: named, cites: &["aca2014.B.7.b.consent Kept"], ..row() },
        Row {
            act: r#"Consult(to: "dana", what: [identity, symptoms])"#,
            law: Partial,
            ethics: Violation,
            cites: &["hipaa.502.b.use Broken", "aca2014.B.1.c Broken"],
            ..row()
        },
        Row {
            act: r#"Consult(to: "dana", what: [recording])"#,
            law: Partial,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken"],
            ..row()
        },
        Row {
            act: r#"Consult(to: "counsel", what: [identity, threat, risk])"#,
            cites: &["hipaa.506.c.1.legal Kept"],
            ..row()
        },
    ]);
}

#[test]
fn the_desk_hears_who_and_when_and_not_why() {
    check(&[
        Row {
            act: r#"Disclose(to: "desk", what: [identity, schedule], purpose: operations)"#,
            cites: &["aca2014.B.3.a.staff Kept"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "desk", what: [identity, schedule, diagnosis], purpose: operations)"#,
            law: Partial,
            ethics: Partial,
            cites: &["hipaa.502.b.staff Broken"],
            ..row()
        },
    ]);
}

// ---- Danger to somebody else ---------------------------------------------------------------------------------------

/// Everything that any statute asks for.
const DANGER: &str = r#""threat.made": true, "threat.serious": true, "threat.explicit": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.victim": identified, "threat.against": person, "threat.likely_conduct": true"#;
/// Serious and aimed at somebody, but not about to happen.
const LATER: &str = r#""threat.made": true, "threat.serious": true, "threat.intent": true, "threat.ability": true, "threat.victim": identified, "threat.against": person"#;
const VICTIM: &str = r#"Warn(to: "rosa", what: [identity, threat])"#;
const POLICE: &str = r#"Warn(to: "police", what: [identity, threat, whereabouts])"#;
const HOSPITAL: &str = r#"Warn(to: "er", what: [identity, threat, risk, diagnosis])"#;
const COUNTY: &str = r#"Report(to: "county", what: [identity, risk], purpose: protect)"#;

#[test]
fn whom_one_may_warn_differs_by_state() {
    check(&[
        Row {
            place: "US-CA",
            facts: DANGER,
            act: VICTIM,
            cites: &["us-ca.threat.protect Kept", "aca2014.B.2.a.harm Kept"],
            ..row()
        },
        Row { place: "US-CA", facts: DANGER, act: POLICE, cites: &["us-ca.threat.protect Kept"], ..row() },
        Row { place: "US-CA", facts: DANGER, act: HOSPITAL, cites: &["us-ca.threat.care Kept"], ..row() },
        Row { place: "US-VA", facts: DANGER, act: VICTIM, cites: &["us-va.threat.protect Kept"], ..row() },
        Row { place: "US-VA", facts: DANGER, act: POLICE, cites: &["us-va.threat.protect Kept"], ..row() },
        Row { place: "US-VA", facts: DANGER, act: HOSPITAL, cites: &["us-va.threat.commit Kept"], ..row() },
        // Texas lists police and clinicians; the victim is no listed recipient.
        Row {
            place: "US-TX",
            facts: DANGER,
            act: VICTIM,
            law: Violation,
            cites: &["us-tx.threat.victim Broken", "aca2014.B.2.a.harm Kept"],
            ..row()
        },
        Row { place: "US-TX", facts: DANGER, act: POLICE, cites: &["us-tx.threat.police Kept"], ..row() },
        Row { place: "US-TX", facts: DANGER, act: HOSPITAL, cites: &["us-tx.threat.medical Kept"], ..row() },
        Row {
            place: "US-TX",
            facts: DANGER,
            act: r#"Warn(to: "friend", what: [identity, threat])"#,
            law: Violation,
            cites: &["us-tx.611.002 Broken"],
            ..row()
        },
        // New York asks for a report to the county; a warning has no clear ground outside a facility.
        Row { place: "US-NY", facts: DANGER, act: COUNTY, cites: &["us-ny.danger.county Kept"], law: Ok, ..row() },
        Row {
            place: "US-NY",
            facts: DANGER,
            act: VICTIM,
            law: Contested,
            cites: &["us-ny.warn.victim Broken"],
            ..row()
        },
        Row {
            place: "US-NY",
            facts: DANGER,
            act: POLICE,
            law: Contested,
            cites: &["us-ny.warn.police Broken"],
            ..row()
        },
        // Without a state's law: the federal permission.
        Row { place: "US-WY", facts: DANGER, act: VICTIM, cites: &["hipaa.512.j.1 Kept"], ..row() },
    ]);
}

#[test]
fn imminence_counts_where_the_statute_says_so() {
    check(&[
        Row {
            place: "US-CA",
            facts: LATER,
            act: VICTIM,
            cites: &["us-ca.threat.protect Kept", "hipaa.512.a Kept"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: LATER,
            act: VICTIM,
            law: Violation,
            cites: &["hipaa.502.a Broken", "aca2014.B.2.a.harm Kept"],
            ..row()
        },
        Row { place: "US-TX", facts: LATER, act: POLICE, law: Violation, cites: &["us-tx.611.002 Broken"], ..row() },
        Row { place: "US-WY", facts: LATER, act: POLICE, law: Violation, cites: &["hipaa.502.a Broken"], ..row() },
        Row {
            place: "US-TX",
            facts: r#""threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.against": property"#,
            act: POLICE,
            law: Violation,
            cites: &["us-tx.threat.property Broken"],
            ..row()
        },
    ]);
}

#[test]
fn a_passing_thought_opens_nothing() {
    for place in ["US-CA", "US-TX", "US-VA", "US-WY"] {
        check(&[Row {
            place,
            facts: r#""threat.made": true, "threat.against": person"#,
            act: POLICE,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken", "hipaa.502.a Broken"],
            ..row()
        }]);
    }
}

#[test]
fn a_warning_says_the_danger_and_the_client_hears_it_first() {
    let too_much = r#"Warn(to: "rosa", what: [identity, threat, diagnosis, session_content])"#;
    check(&[
        Row {
            facts: DANGER,
            act: too_much,
            law: Partial,
            ethics: Partial,
            cites: &["us-ca.threat.protect Kept", "aca2014.B.2.e.minimal Broken"],
            ..row()
        },
        Row {
            facts: DANGER,
            more: UNTOLD,
            act: VICTIM,
            ethics: Partial,
            cites: &["aca2014.B.2.e.inform Broken"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: r#""threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.victim": identified, "threat.against": person, "inform.raises_danger": true"#,
            more: UNTOLD,
            act: VICTIM,
            ..row()
        },
    ]);
}

#[test]
fn silence_before_a_serious_threat_differs_by_state() {
    let act = "AssessRisk(), Document(), LetPass()";
    check_silence(&[
        Row {
            place: "US-CA",
            facts: DANGER,
            act,
            law: Violation,
            ethics: Violation,
            cites: &["us-ca.threat.protect Missed", "aca2014.B.2.a.respond Missed"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: DANGER,
            act,
            law: Violation,
            ethics: Violation,
            cites: &["us-va.threat.protect Missed"],
            ..row()
        },
        Row {
            place: "US-TX",
            facts: DANGER,
            act,
            law: NotCovered,
            ethics: Violation,
            cites: &["aca2014.B.2.a.respond Missed"],
            ..row()
        },
        Row {
            place: "US-NY",
            facts: DANGER,
            act,
            law: Contested,
            ethics: Violation,
            cites: &["us-ny.danger.county Missed"],
            ..row()
        },
        Row { place: "US-WY", facts: DANGER, act, law: NotCovered, ethics: Violation, ..row() },
        // Ewing: what close family passes on counts in California.
        Row {
            place: "US-CA",
            facts: r#""threat.serious": true, "threat.victim": identified, "threat.against": person, "threat.told_by": family"#,
            act,
            law: Violation,
            ethics: NotCovered,
            cites: &["us-ca.threat.family Missed"],
            ..row()
        },
    ]);
}

#[test]
fn california_wants_both_and_virginia_any_one() {
    let both = r#"AssessRisk(), Warn(to: "rosa", what: [identity, threat]), Warn(to: "police", what: [identity, threat]), Document()"#;
    let victim = r#"AssessRisk(), Warn(to: "rosa", what: [identity, threat]), Document()"#;
    let police = r#"AssessRisk(), Warn(to: "police", what: [identity, threat]), Document()"#;
    let treat = "AssessRisk(), TreatmentPlan(), Document()";
    let admit = "AssessRisk(), Hospitalize(), Document()";
    let done = |place, act, law| Row { place, facts: DANGER, act, law, ..row() };
    check_silence(&[
        done("US-CA", both, Ok),
        done("US-CA", victim, Partial),
        done("US-CA", police, Partial),
        done("US-CA", treat, Partial),
        done("US-CA", admit, Partial),
        done("US-VA", both, Ok),
        done("US-VA", victim, Ok),
        done("US-VA", police, Ok),
        Row { cites: &["us-va.threat.protect Discharged"], ..done("US-VA", treat, Ok) },
        done("US-VA", admit, Ok),
        // In New York neither is the report that is asked for, and the demand itself is contested.
        done("US-NY", police, Contested),
        Row {
            cites: &["us-ny.danger.county Discharged"],
            ..done(
                "US-NY",
                r#"AssessRisk(), Report(to: "county", what: [identity, risk], purpose: protect), Hospitalize(), Document()"#,
                Ok,
            )
        },
    ]);
}

// ---- Danger to oneself ---------------------------------------------------------------------------------------------

#[test]
fn the_step_fits_the_risk_of_suicide() {
    let passive = r#""suicide.risk": passive"#;
    let imminent = r#""suicide.risk": imminent"#;
    let police = r#"Warn(to: "police", what: [identity, self_harm, whereabouts])"#;
    let crisis = r#"Warn(to: "crisis", what: [identity, self_harm, risk])"#;
    let spouse = r#"Warn(to: "spouse", what: [identity, self_harm, whereabouts])"#;
    check(&[
        Row {
            facts: passive,
            act: police,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken"],
            ..row()
        },
        Row { facts: imminent, act: police, cites: &["us-ca.self.danger Kept", "hipaa.512.j.1 Kept"], ..row() },
        Row { place: "US-TX", facts: imminent, act: police, cites: &["us-tx.threat.police Kept"], ..row() },
        Row { place: "US-VA", facts: imminent, act: crisis, cites: &["aca2014.B.2.a.harm Kept"], ..row() },
        Row { place: "US-NY", facts: imminent, act: crisis, cites: &["aca2014.B.2.a.harm Kept"], ..row() },
        Row { facts: imminent, act: spouse, cites: &["hipaa.512.j.1 Kept"], ..row() },
        // A spouse is no listed recipient in Texas.
        Row { place: "US-TX", facts: imminent, act: spouse, law: Violation, cites: &["us-tx.611.002 Broken"], ..row() },
    ]);
    check_silence(&[
        Row {
            facts: passive,
            act: "AssessRisk(), SafetyPlan(), Document()",
            law: NotCovered,
            ethics: NotCovered,
            ..row()
        },
        Row {
            facts: r#""suicide.risk": plan"#,
            act: "LetPass()",
            law: NotCovered,
            ethics: Violation,
            cites: &["aca2014.B.2.a.respond Missed", "aca2014.B.2.a.assess Missed"],
            ..row()
        },
        Row {
            facts: r#""suicide.risk": plan"#,
            act: "AssessRisk(), SafetyPlan(), Document()",
            law: NotCovered,
            ethics: Ok,
            cites: &["aca2014.B.2.a.respond Discharged"],
            ..row()
        },
    ]);
}

// ---- Minors and their parents --------------------------------------------------------------------------------------

const ALONE: &str = r#""minor.consented_alone": true, "minor.mature": true"#;
const HOW_IT_GOES: &str = r#"Disclose(to: "mother", what: [identity, progress], purpose: family_involvement)"#;
const WHAT_WAS_SAID: &str = r#"Disclose(to: "mother", what: [identity, session_content], purpose: family_involvement)"#;
const THE_FILE: &str = r#"GiveAccess(to: "mother", what: [identity, progress_note])"#;

#[test]
fn what_a_parent_may_hear_differs_by_state() {
    let teen = || Row { who: TEEN, ..row() };
    check(&[
        // California, twelve and older: the parent has a part in the care, not in what was said.
        Row { facts: ALONE, act: HOW_IT_GOES, ethics: Violation, cites: &["us-ca.minor.parent Kept"], ..teen() },
        Row {
            facts: ALONE,
            act: WHAT_WAS_SAID,
            law: Partial,
            ethics: Violation,
            cites: &["us-ca.minor.parent Broken", "aca2014.B.1.c Broken"],
            ..teen()
        },
        Row {
            facts: r#""minor.consented_alone": true, "parent.involvement_inappropriate": true"#,
            act: HOW_IT_GOES,
            law: Violation,
            ethics: Violation,
            cites: &["us-ca.minor.inappropriate Broken"],
            ..teen()
        },
        Row {
            facts: r#""minor.consented_alone": true, "client.agrees": true"#,
            act: HOW_IT_GOES,
            cites: &["us-ca.minor.agreed Kept", "aca2014.B.5.b.assent Kept"],
            ..teen()
        },
        // Virginia: an adult for this care, and yet the parent can get the record.
        Row {
            place: "US-VA",
            facts: ALONE,
            act: WHAT_WAS_SAID,
            law: Violation,
            ethics: Violation,
            cites: &["us-va.minor.adult Broken"],
            ..teen()
        },
        Row {
            place: "US-VA",
            facts: ALONE,
            act: THE_FILE,
            ethics: Violation,
            cites: &["us-va.minor.records Kept"],
            ..teen()
        },
        Row {
            place: "US-VA",
            facts: r#""minor.consented_alone": true, "access.harm_documented": true"#,
            act: THE_FILE,
            law: Violation,
            ethics: Violation,
            cites: &["us-va.minor.harm Broken"],
            ..teen()
        },
        // Texas leaves it to the counselor; the code does not.
        Row { place: "US-TX", act: HOW_IT_GOES, cites: &["us-tx.minor.tell Kept", "aca2014.B.5.b Kept"], ..teen() },
        Row {
            place: "US-TX",
            act: WHAT_WAS_SAID,
            ethics: Partial,
            cites: &["us-tx.minor.tell Kept", "aca2014.B.5.a Broken"],
            ..teen()
        },
        Row { place: "US-TX", act: THE_FILE, cites: &["us-tx.minor.access Kept"], ..teen() },
        // New York: the parent who consented may be told about the care.
        Row { place: "US-NY", act: HOW_IT_GOES, cites: &["us-ny.minor.parent Kept"], ..teen() },
    ]);
}

#[test]
fn the_young_client_hears_first_and_not_every_relative_is_a_parent() {
    let teen = || Row { who: TEEN, ..row() };
    check(&[
        Row {
            place: "US-NY",
            more: UNTOLD,
            act: HOW_IT_GOES,
            ethics: Partial,
            cites: &["aca2014.B.5.c.inform Broken"],
            ..teen()
        },
        Row {
            act: r#"Disclose(to: "brother", what: [identity, progress], purpose: family_involvement)"#,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.5.c Broken", "hipaa.502.a Broken"],
            ..teen()
        },
        Row {
            place: "US-VA",
            facts: r#""parent.custody_denied": true"#,
            act: r#"GiveAccess(to: "father", what: [identity, progress_note])"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.502.a Broken", "us-va.minor.custody Broken"],
            ..teen()
        },
        Row {
            facts: r#""minor.danger": true"#,
            act: r#"Disclose(to: "mother", what: [identity, risk, substance_use], purpose: protect)"#,
            cites: &["aca2014.B.5.a.danger Kept"],
            law: Ok,
            ..teen()
        },
    ]);
}

#[test]
fn who_may_consent_to_counseling_differs_by_state() {
    let alone = |place, who| Row {
        place,
        who,
        facts: r#""minor.consented_alone": true"#,
        act: "Document()",
        law: Violation,
        ethics: NotCovered,
        ..row()
    };
    check_silence(&[
        Row { cites: &["us-ca.minor.under12 Missed"], ..alone("US-CA", CHILD) },
        Row { law: Ok, act: "ExplainLimits(), Document()", ..alone("US-CA", TEEN) },
        Row { cites: &["us-tx.minor.consent Missed"], ..alone("US-TX", TEEN) },
        Row { cites: &["us-ny.minor.consent Missed"], ..alone("US-NY", TEEN) },
        Row { law: NotCovered, ..alone("US-VA", TEEN) },
        // Before July 2024 California asked for danger or abuse as well.
        Row { day: date(2024, 6, 30), cites: &["us-ca.minor.consent.before Missed"], ..alone("US-CA", TEEN) },
    ]);
}

// ---- Abuse and neglect ---------------------------------------------------------------------------------------------

const CHILD_ABUSE: &str = r#""abuse.suspected": true, "abuse.of": child, "abuse.child_before_reporter": true"#;
const ELDER_ABUSE: &str = r#""abuse.suspected": true, "abuse.of": elder"#;
const SURVIVOR: &str = r#""abuse.suspected": true, "abuse.of": child, "abuse.victim_now_adult": true"#;
const SURVIVOR_AND_CHILD: &str =
    r#""abuse.suspected": true, "abuse.of": child, "abuse.victim_now_adult": true, "abuse.child_at_risk_now": true"#;
const TO_CPS: &str = r#"Report(to: "cps", what: [identity, abuse])"#;
const TO_APS: &str = r#"Report(to: "aps", what: [identity, abuse])"#;

#[test]
fn a_report_of_child_abuse_needs_suspicion_and_nobodys_consent() {
    for place in ["US-CA", "US-TX", "US-VA", "US-NY"] {
        check(&[
            Row {
                place,
                facts: CHILD_ABUSE,
                act: TO_CPS,
                cites: &["hipaa.512.b.1.ii Kept", "aca2014.B.2.a.report Kept"],
                ..row()
            },
            Row {
                place,
                facts: CHILD_ABUSE,
                more: UNTOLD,
                act: TO_CPS,
                ethics: Partial,
                cites: &["aca2014.B.2.e.inform Broken"],
                ..row()
            },
            Row {
                place,
                facts: CHILD_ABUSE,
                act: r#"Report(to: "cps", what: [identity, abuse, diagnosis, session_content])"#,
                law: Partial,
                ethics: Partial,
                cites: &["aca2014.B.2.e.minimal Broken"],
                ..row()
            },
        ]);
    }
}

#[test]
fn keeping_still_about_child_abuse_is_a_violation_everywhere() {
    let silent = |place, cites| Row {
        place,
        facts: CHILD_ABUSE,
        act: "Document(), LetPass()",
        law: Violation,
        ethics: Ok,
        cites,
        ..row()
    };
    check_silence(&[
        silent("US-CA", &["us-ca.abuse.child Missed"]),
        silent("US-TX", &["us-tx.abuse.child Missed"]),
        silent("US-VA", &["us-va.abuse.child Missed"]),
        silent("US-NY", &["us-ny.abuse.child Missed"]),
        // New York's mandate is relational: a neighbor's child does not fit it.
        Row {
            place: "US-NY",
            facts: r#""abuse.suspected": true, "abuse.of": child"#,
            act: "Document(), LetPass()",
            law: NotCovered,
            ethics: Ok,
            ..row()
        },
    ]);
}

#[test]
fn the_clock_of_the_report_differs_by_state_and_year() {
    let silent = |place, day, law, cites| Row {
        place,
        day,
        facts: CHILD_ABUSE,
        act: "Document()",
        law,
        ethics: Ok,
        cites,
        ..row()
    };
    let now = date(2026, 10, 5);
    check_still_open(
        3,
        &[
            silent("US-CA", now, Violation, &["us-ca.abuse.child Missed"]),
            silent("US-TX", now, NotCovered, &["us-tx.abuse.child Open"]),
        ],
    );
    check_still_open(
        30,
        &[
            silent("US-TX", now, Violation, &["us-tx.abuse.child Missed"]),
            silent("US-TX", date(2025, 6, 20), Violation, &["us-tx.abuse.child Missed"]),
            silent("US-TX", date(2025, 6, 19), NotCovered, &["us-tx.abuse.child.48h Open"]),
        ],
    );
    check_still_open(49, &[silent("US-TX", date(2025, 6, 19), Violation, &["us-tx.abuse.child.48h Missed"])]);
    let called = |place, act, law, cites| Row { place, facts: CHILD_ABUSE, act, law, cites, ..row() };
    check_after(
        50,
        &[
            Row {
                ethics: Violation,
                ..called(
                    "US-CA",
                    TO_CPS,
                    Violation,
                    &["us-ca.abuse.child Discharged", "us-ca.abuse.child.written Partial"],
                )
            },
            called(
                "US-CA",
                r#"Report(to: "cps", what: [identity, abuse]), Document()"#,
                Ok,
                &["us-ca.abuse.child.written Discharged"],
            ),
            called(
                "US-NY",
                r#"Report(to: "cps", what: [identity, abuse]), Document()"#,
                Ok,
                &["us-ny.abuse.child.written Discharged"],
            ),
        ],
    );
}

#[test]
fn past_abuse_is_the_survivors_to_tell_unless_a_child_is_at_risk_now() {
    check(&[
        Row {
            facts: SURVIVOR,
            act: TO_CPS,
            law: Violation,
            ethics: Violation,
            cites: &["us-ca.abuse.survivor Broken", "aca2014.B.1.c Broken"],
            ..row()
        },
        Row {
            place: "US-TX",
            facts: SURVIVOR,
            act: TO_CPS,
            law: Violation,
            ethics: Violation,
            cites: &["us-tx.611.002 Broken"],
            ..row()
        },
        Row { facts: SURVIVOR_AND_CHILD, act: TO_CPS, cites: &["us-ca.abuse.historic Kept"], ..row() },
        Row { place: "US-TX", facts: SURVIVOR_AND_CHILD, act: TO_CPS, cites: &["us-tx.abuse.survivor Kept"], ..row() },
    ]);
    check_silence(&[
        Row {
            place: "US-TX",
            facts: SURVIVOR_AND_CHILD,
            act: "Document()",
            law: Violation,
            cites: &["us-tx.abuse.survivor Missed"],
            ..row()
        },
        Row { place: "US-TX", facts: SURVIVOR, act: "Document()", law: NotCovered, ..row() },
        Row {
            place: "US-VA",
            facts: SURVIVOR_AND_CHILD,
            act: "Document()",
            law: Contested,
            cites: &["us-va.abuse.historic Missed"],
            ..row()
        },
    ]);
}

#[test]
fn elder_abuse_is_reported_everywhere_but_in_new_york() {
    let silent = |place, law, cites| Row { place, facts: ELDER_ABUSE, act: "Document()", law, cites, ..row() };
    check_silence(&[
        silent("US-CA", Violation, &["us-ca.abuse.elder Missed"]),
        silent("US-TX", Violation, &["us-tx.abuse.elder Missed"]),
        silent("US-VA", Violation, &["us-va.abuse.elder Missed"]),
        silent("US-NY", NotCovered, &[]),
    ]);
    let report = |place, cites| Row { place, facts: ELDER_ABUSE, act: TO_APS, cites, ..row() };
    check(&[
        report("US-CA", &["us-ca.abuse.elder Kept", "hipaa.512.c.1.i Kept"]),
        report("US-TX", &["us-tx.abuse.elder Kept"]),
        report("US-VA", &["us-va.abuse.elder Kept"]),
        Row {
            facts: r#""abuse.suspected": true, "abuse.of": elder, "client.agrees": true"#,
            ..report("US-NY", &["hipaa.512.c.1.ii Kept"])
        },
    ]);
}

// ---- Courts, lawyers, police ---------------------------------------------------------------------------------------

const TO_LAWYER: &str = r#"Disclose(to: "lawyer", what: [identity, progress_note], purpose: legal_process)"#;
const TO_JUDGE: &str = r#"Disclose(to: "judge", what: [identity, progress_note], purpose: legal_process)"#;
const SUBPOENA: &str = "setting: private_office, done: [ExplainLimits(), InformClient(), VerifyIdentity()], process: (kind: attorney_subpoena, covers: [identity, progress_note]),";
const SUBPOENA_AND_RELEASE: &str = r#"setting: private_office, done: [ExplainLimits(), InformClient(), VerifyIdentity()], process: (kind: attorney_subpoena, covers: [identity, progress_note]),
    releases: [(id: "roi", by: "sam", to: ["lawyer"], what: [identity, progress_note], purpose: [legal_process], signed_by: "sam", signed: "2026-10-01")],"#;
const ORDER: &str = "setting: private_office, done: [ExplainLimits(), InformClient(), AssertPrivilege()], process: (kind: court_order, covers: [identity, progress_note]),";
const WARRANT: &str = "setting: private_office, done: [ExplainLimits(), InformClient()], process: (kind: warrant, covers: [identity, progress_note]),";
const ASSURED: &str = r#""process.assurances": true"#;

#[test]
fn a_lawyers_subpoena_is_no_order() {
    for place in ["US-CA", "US-TX", "US-VA", "US-NY", "US-WY"] {
        check(&[Row {
            place,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.502.a Broken", "aca2014.B.1.c Broken"],
            ..row()
        }]);
    }
    check(&[
        Row { more: SUBPOENA_AND_RELEASE, act: TO_LAWYER, cites: &["hipaa.508.a.1 Kept"], ..row() },
        Row { place: "US-NY", more: SUBPOENA_AND_RELEASE, act: TO_LAWYER, cites: &["hipaa.508.a.1 Kept"], ..row() },
        // Federal law is content with assurances; California and New York keep the file closed, Texas is disputed.
        Row {
            facts: ASSURED,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Contested,
            ethics: Violation,
            cites: &["us-ca.process.subpoena Broken"],
            ..row()
        },
        Row {
            place: "US-NY",
            facts: ASSURED,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Contested,
            ethics: Violation,
            cites: &["us-ny.process.subpoena Broken"],
            ..row()
        },
        Row {
            place: "US-TX",
            facts: ASSURED,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Contested,
            ethics: Violation,
            cites: &["us-tx.process.subpoena Broken"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: ASSURED,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Violation,
            ethics: Violation,
            cites: &["us-va.process.wait Broken"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: r#""process.assurances": true, "process.certified": true"#,
            more: SUBPOENA,
            act: TO_LAWYER,
            cites: &["us-va.process.produce Kept"],
            ..row()
        },
        Row {
            place: "US-VA",
            facts: r#""process.assurances": true, "process.objection_pending": true"#,
            more: SUBPOENA,
            act: TO_LAWYER,
            law: Violation,
            ethics: Violation,
            cites: &["us-va.process.pending Broken"],
            ..row()
        },
    ]);
}

#[test]
fn an_order_is_obeyed_as_far_as_it_reads() {
    for place in ["US-CA", "US-TX", "US-VA", "US-NY"] {
        check(&[
            Row { place, more: ORDER, act: TO_JUDGE, cites: &["hipaa.512.e.1.i Kept", "aca2014.B.2.d Kept"], ..row() },
            Row {
                place,
                more: ORDER,
                act: r#"Disclose(to: "judge", what: [identity, progress_note, session_content], purpose: legal_process)"#,
                law: Partial,
                ethics: Partial,
                cites: &["hipaa.512.e.1.i Broken"],
                ..row()
            },
        ]);
    }
    let unasked = "setting: private_office, process: (kind: court_order, covers: [identity, progress_note]),";
    check(&[Row {
        more: unasked,
        act: TO_JUDGE,
        ethics: Partial,
        cites: &["aca2014.B.2.d.tell Broken", "aca2014.B.2.d.limit Broken"],
        ..row()
    }]);
}

#[test]
fn police_at_the_desk_hear_nothing_without_a_judges_paper() {
    let request = "setting: front_desk_area, done: [VerifyIdentity()], process: (kind: police_request, covers: []),";
    let here = r#"Disclose(to: "police", what: [identity, presence], purpose: police_inquiry)"#;
    let crime = r#"Disclose(to: "police", what: [identity, session_content], purpose: police_inquiry)"#;
    let named = r#"Disclose(to: "police", what: [identity, progress_note], purpose: police_inquiry)"#;
    check(&[
        Row {
            more: request,
            act: here,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken", "hipaa.512.f.2 Kept"],
            ..row()
        },
        Row {
            place: "US-TX",
            more: request,
            act: here,
            law: Violation,
            ethics: Violation,
            cites: &["us-tx.611.002 Broken"],
            ..row()
        },
        Row { more: request, act: crime, law: Violation, ethics: Violation, cites: &["hipaa.512.j.2 Broken"], ..row() },
        Row { more: WARRANT, act: named, cites: &["hipaa.512.f.1 Kept", "aca2014.B.2.d Kept"], ..row() },
    ]);
}

// ---- Payers, records, couples --------------------------------------------------------------------------------------

const CLAIM: &str =
    r#"Disclose(to: "plan", what: [identity, billing, diagnosis], purpose: payment, by: secure_message)"#;
const CLAIM_RELEASE: &str = r#"releases: [(id: "roi", by: "sam", to: ["plan"], what: [identity, billing, diagnosis], purpose: [payment], signed_by: "sam", signed: "2026-01-01")],"#;

#[test]
fn a_health_plan_gets_what_the_claim_takes_and_the_code_wants_it_signed() {
    check(&[
        Row { act: CLAIM, ethics: Violation, cites: &["hipaa.506.c.1.payment Kept", "aca2014.B.3.d Broken"], ..row() },
        Row { more: CLAIM_RELEASE, act: CLAIM, cites: &["aca2014.B.1.c.release Kept"], ..row() },
        Row {
            act: r#"Disclose(to: "plan", what: [identity, billing, session_content], purpose: payment)"#,
            law: Partial,
            ethics: Violation,
            cites: &["hipaa.502.b.payment Broken"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "plan", what: [identity, psychotherapy_notes], purpose: payment)"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.508.a.2 Broken"],
            ..row()
        },
        Row {
            facts: r#""client.self_pay": true"#,
            act: CLAIM,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.522.a.1.vi Broken"],
            ..row()
        },
        Row {
            more: r#"releases: [(id: "roi", by: "sam", to: ["plan"], what: [identity, billing, diagnosis], purpose: [payment], signed_by: "sam", signed: "2026-01-01", revoked: "2026-10-01")],"#,
            act: r#"Disclose(to: "plan", what: [identity, billing], purpose: payment, under: release)"#,
            law: Partial,
            ethics: Violation,
            cites: &["hipaa.508.b.2 Broken"],
            ..row()
        },
    ]);
}

#[test]
fn psychotherapy_notes_have_a_lock_of_their_own() {
    check(&[
        Row {
            facts: AGREED,
            act: r#"Disclose(to: "doctor", what: [identity, psychotherapy_notes], purpose: treatment)"#,
            law: Violation,
            ethics: Partial,
            cites: &["hipaa.508.a.2 Broken"],
            ..row()
        },
        Row {
            more: r#"releases: [(id: "notes", by: "sam", to: ["doctor"], what: [psychotherapy_notes], signed_by: "sam")],"#,
            act: r#"Disclose(to: "doctor", what: [psychotherapy_notes], purpose: treatment)"#,
            cites: &["hipaa.508.a.1 Kept"],
            ..row()
        },
    ]);
}

#[test]
fn other_providers_hear_what_treatment_takes_and_the_client_is_asked() {
    let act = r#"Disclose(to: "doctor", what: [identity, medication, progress], purpose: treatment)"#;
    check(&[
        Row { act, ethics: Violation, cites: &["hipaa.506.c.2 Kept", "aca2014.B.1.c Broken"], ..row() },
        Row { facts: AGREED, act, cites: &["aca2014.B.1.c.consent Kept"], ..row() },
    ]);
}

#[test]
fn clients_get_to_see_their_file() {
    let asked = r#""access.requested_in_writing": true"#;
    check(&[
        Row {
            facts: asked,
            act: r#"GiveAccess(to: "sam", what: [identity, progress_note])"#,
            cites: &["hipaa.524.a Kept"],
            ..row()
        },
        Row {
            facts: asked,
            act: "Withhold(purpose: access)",
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.524.a.3 Broken", "aca2014.B.6.e.refuse Broken"],
            ..row()
        },
        Row {
            facts: r#""access.requested_in_writing": true, "access.danger": true"#,
            act: "Withhold(purpose: access)",
            law: Ok,
            ethics: NotCovered,
            ..row()
        },
    ]);
    check_still_open(
        24 * 31,
        &[Row {
            facts: asked,
            act: "LetPass()",
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.524.a Missed"],
            ..row()
        }],
    );
    check_still_open(
        24 * 30,
        &[Row {
            facts: asked,
            act: "LetPass()",
            law: NotCovered,
            ethics: NotCovered,
            cites: &["hipaa.524.a Open"],
            ..row()
        }],
    );
}

#[test]
fn what_one_partner_told_alone_follows_the_policy_both_agreed_to() {
    let secret = r#"Disclose(to: "kim", about: "sam", what: [private_disclosure], purpose: treatment)"#;
    let joint = r#"Disclose(to: "kim", about: "sam", what: [progress], purpose: treatment)"#;
    let heard =
        r#"setting: private_office, done: [ExplainLimits(), ClarifyRoles(), EncourageDisclosure(about: "sam")],"#;
    let couple = || Row { who: COUPLE, more: heard, ..row() };
    check(&[
        Row { act: secret, law: Violation, ethics: Violation, cites: &["aca2014.B.4.b.secret Broken"], ..couple() },
        Row {
            facts: r#""agreement.secrets": no_secrets"#,
            act: secret,
            cites: &["aca2014.B.4.b.no_secrets Kept", "hipaa.510.b.2.policy Kept"],
            ..couple()
        },
        Row {
            facts: r#""agreement.secrets": no_secrets"#,
            more: "setting: private_office, done: [ClarifyRoles()],",
            act: secret,
            ethics: Partial,
            cites: &["aca2014.B.4.b.encourage Broken"],
            ..couple()
        },
        Row {
            facts: r#""agreement.secrets": limited, "client.agrees": true"#,
            act: secret,
            cites: &["aca2014.B.4.b.permission Kept"],
            ..couple()
        },
        Row {
            facts: r#""agreement.secrets": limited, "joint_clients": true"#,
            act: joint,
            cites: &["aca2014.B.4.b.joint Kept"],
            ..couple()
        },
        // Two clients who are seen apart share nothing.
        Row { act: joint, law: Violation, ethics: Violation, cites: &["aca2014.B.1.c Broken"], ..couple() },
        Row {
            act: r#"GiveAccess(to: "kim", about: "sam", what: [joint_record])"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.524.a.other Broken", "aca2014.B.6.e.others Broken"],
            ..couple()
        },
    ]);
}

#[test]
fn a_partner_at_risk_of_infection_is_not_the_counselors_to_notify() {
    let facts = r#""infection.confirmed": true, "infection.life_threatening": true, "infection.partner_at_risk": true"#;
    let more = "setting: private_office, done: [ExplainLimits(), InformClient(), AssessRisk(), EncourageDisclosure()],";
    let act = r#"Disclose(to: "spouse", what: [identity, infection], purpose: protect)"#;
    for (place, cites) in [
        ("US-CA", &["us-ca.infection.partner Broken"]),
        ("US-TX", &["us-tx.infection.partner Broken"]),
        ("US-VA", &["us-va.infection.partner Broken"]),
        ("US-NY", &["us-ny.infection.partner Broken"]),
    ] {
        check(&[Row { place, facts, more, act, law: Violation, cites, ..row() }]);
    }
    check(&[Row {
        facts: r#""infection.confirmed": true, "infection.life_threatening": true, "infection.partner_at_risk": true, "infection.will_tell": true"#,
        more,
        act,
        law: Violation,
        ethics: Violation,
        cites: &["aca2014.B.1.c Broken"],
        ..row()
    }]);
}

// ---- A breach and its repair ---------------------------------------------------------------------------------------

#[test]
fn a_misdirected_message_is_a_breach_unless_it_is_excluded() {
    check(&[Row {
        act: r#"Disclose(to: "stranger", what: [identity, symptoms], purpose: mistake, by: plain_email)"#,
        law: Violation,
        ethics: Violation,
        cites: &["hipaa.502.a Broken", "aca2014.B.3.e.mistake Broken"],
        ..row()
    }]);
    let mended = "Contain(), ChangeSystem(), Document()";
    let after = |facts, act, law| Row { facts, act, law, ..row() };
    check_after(
        61 * 24,
        &[
            Row {
                cites: &["hipaa.404.a Missed", "hipaa.402.2 Missed"],
                ..after(r#""breach.happened": true"#, mended, Violation)
            },
            Row {
                cites: &["hipaa.404.a Discharged"],
                ..after(
                    r#""breach.happened": true"#,
                    r#"Contain(), AssessBreach(), ChangeSystem(), Document(), NotifyBreach(to: "sam", what: [identity, symptoms], by: letter)"#,
                    Ok,
                )
            },
            Row {
                cites: &["hipaa.414.b Discharged"],
                ..after(
                    r#""breach.happened": true, "breach.low_probability": true"#,
                    "Contain(), AssessBreach(), ChangeSystem(), Document()",
                    Ok,
                )
            },
            after(r#""breach.happened": true, "breach.encrypted": true"#, "ChangeSystem(), Document()", Ok),
            after(r#""breach.happened": true, "breach.inside": true"#, mended, Ok),
            after(r#""breach.happened": true, "breach.not_retained": true"#, mended, Ok),
            Row {
                ethics: Ok,
                ..after(r#""breach.happened": true, "breach.by_client": true"#, "Document()", NotCovered)
            },
        ],
    );
    check(&[Row {
        facts: r#""breach.happened": true"#,
        act: "LetPass()",
        law: Partial,
        ethics: Partial,
        cites: &["hipaa.402.2.low Broken", "aca2014.I.1.a Broken"],
        ..row()
    }]);
}

#[test]
fn a_file_is_opened_by_those_whose_work_needs_it() {
    check(&[
        Row {
            act: "Access(what: [whole_chart], purpose: curiosity)",
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.514.d.2 Broken", "aca2014.B.6.b Broken"],
            ..row()
        },
        Row { act: "Access(what: [whole_chart], purpose: treatment)", law: NotCovered, ethics: NotCovered, ..row() },
        Row {
            act: "Search(purpose: curiosity)",
            law: NotCovered,
            ethics: Partial,
            cites: &["aca2014.H.6.c Broken"],
            ..row()
        },
    ]);
    check_silence(&[Row {
        facts: r#""breach.by_staff": true"#,
        act: "LetPass()",
        law: NotCovered,
        ethics: Violation,
        cites: &["aca2014.B.3.a.correct Missed"],
        ..row()
    }]);
}

// ---- Everybody else ------------------------------------------------------------------------------------------------

#[test]
fn the_public_hears_nothing() {
    check(&[
        Row {
            act: r#"Disclose(to: "visitor", what: [presence, session_content], purpose: publicity, by: social_media, at: online)"#,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.H.6.d Broken", "hipaa.502.a Broken"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "visitor", what: [session_content], purpose: publicity, by: social_media, at: online)"#,
            ethics: Partial,
            cites: &["aca2014.H.6.d Broken"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "press", what: [identity, presence], purpose: publicity)"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.502.a Broken"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "friend", what: [identity, symptoms], purpose: social)"#,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken", "hipaa.502.a Broken"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "friend", what: [symptoms], purpose: social)"#,
            ethics: Partial,
            cites: &["aca2014.B.1.c.purpose Broken", "hipaa.502.d Kept"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "spouse", what: [presence], purpose: curiosity, by: phone)"#,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.1.c Broken"],
            ..row()
        },
        Row {
            place: "US-TX",
            act: r#"Disclose(to: "dana", what: [identity, symptoms], purpose: curiosity)"#,
            law: Violation,
            ethics: Violation,
            cites: &["us-tx.611.002 Broken"],
            ..row()
        },
    ]);
}

#[test]
fn employers_hear_on_a_signed_authorization_or_not_at_all() {
    let act = r#"Disclose(to: "boss", what: [identity, presence], purpose: employment, by: letter)"#;
    let signed = r#"releases: [(id: "roi", by: "sam", to: ["boss"], what: [identity, presence], purpose: [employment], signed_by: "sam")],"#;
    check(&[
        Row { act, law: Violation, ethics: Violation, cites: &["hipaa.508.a.1.needed Broken"], ..row() },
        Row { facts: AGREED, act, law: Violation, ethics: Violation, cites: &["hipaa.502.a Broken"], ..row() },
        Row { more: signed, act, cites: &["hipaa.508.a.1 Kept"], ..row() },
    ]);
}

#[test]
fn a_case_that_teaches_is_disguised() {
    check(&[
        Row {
            act: r#"Disclose(to: "dana", what: [symptoms, history], purpose: teaching)"#,
            cites: &["aca2014.G.5.a.disguised Kept"],
            ..row()
        },
        Row {
            act: r#"Disclose(to: "dana", what: [identity, symptoms], purpose: teaching)"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.502.a Broken"],
            ..row()
        },
    ]);
}

#[test]
fn the_dead_keep_their_confidences() {
    let late = || Row { who: LATE, ..row() };
    check(&[
        Row {
            act: r#"Disclose(to: "friend", what: [identity, session_content], purpose: social)"#,
            law: Violation,
            ethics: Violation,
            cites: &["aca2014.B.3.f Broken"],
            ..late()
        },
        Row {
            act: r#"Disclose(to: "press", what: [identity, presence], purpose: publicity)"#,
            law: Violation,
            ethics: Violation,
            cites: &["hipaa.502.f Broken"],
            ..late()
        },
        Row {
            act: r#"Disclose(to: "executor", what: [identity, progress], purpose: client_request)"#,
            cites: &["hipaa.502.g.4 Kept", "aca2014.B.3.f.representative Kept"],
            ..late()
        },
        Row {
            more: "setting: private_office, done: [ExplainLimits(), InformClient(), VerifyIdentity()],",
            act: r#"Disclose(to: "coroner", what: [identity, risk], purpose: legal_process)"#,
            cites: &["hipaa.512.g Kept"],
            ..late()
        },
    ]);
}
