//! The report on a case says what is so: endings, best and worst, what a choice costs, what never matters, what no path
//! exercises, where the law makes a difference. Each on a case small enough to know the answer by heart.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use confidant::ethics::{Badge, Packs, Rulebook};
use confidant::explore::report::{
    OfChoice, OfDecision, Report, Under, every_variant, flips, reading_minutes, under_each,
};
use confidant::explore::{Foresight, MOST_STATES, Search};
use confidant::library::{load_packs, shipped_rules};
use confidant::scenario::Case;
use confidant::session::{Band, Command, Debrief, Session, Setup, Value};
use confidant::source::Source;
use std::sync::Arc;

/// A friend asks in the hallway; then one writes the note, or not.
const CASE: &str = r#"(
    id: "small", version: "1.0.0", title: "Small", summary: "Small.", minutes: 5,
    authors: ["Nobody"], content_note: "None.", support: "None.",
    objectives: [(id: "O1", text: "Keep it", standards: ["aca2014.B.1.c", "aca2014.B.4.b.policy"])],
    jurisdictions: ["US-VA", "US-TX"], professions: ["counselor"],
    date: "2026-10-06", time: "16:50", role: "You.", setting: "Here.",
    cast: [(id: "noor", name: "Noor", role: [client], age: 27), (id: "gil", name: "Gil", role: [friend], age: 29)],
    places: [(id: "hall", name: "Hall", setting: hallway, art: hallway), (id: "office", name: "Office", setting: private_office, art: office)],
    facts: [(id: "attacks", about: "noor", kinds: [symptoms], text: "Attacks."), (id: "never", about: "noor", kinds: [symptoms], text: "Never.")],
    flags: ["told"],
    variants: [(id: "base", title: "Base"), (id: "other", title: "Other")],
    start: "ask",
    scenes: [
        (id: "ask", place: "hall", present: ["gil"], text: "Gil asks how she is.", reveals: ["attacks"], choices: [
            (id: "no", label: "Say no", say: "I can't talk about that.", then: "He nods.", acts: [Withhold(to: "gil")], goto: "chairs"),
            (id: "tell", label: "Tell him", say: "Attacks.", then: "He nods.", flags: ["told"],
             acts: [Disclose(to: "gil", about: "noor", what: [presence, symptoms], purpose: social)], goto: "chairs"),
        ]),
        (id: "chairs", place: "office", text: "Two chairs.", choices: [
            (id: "left", label: "Left", then: "Fine.", goto: "end"),
            (id: "right", label: "Right", then: "Fine.", goto: [(when: "flag(told)", to: "sorry"), "end"]),
            (id: "corner", label: "Corner", then: "Fine.", when: "done(consult)", goto: "end"),
        ]),
        (id: "end", place: "office", text: "Over.", ending: (id: "kept", title: "Kept", tone: Steady)),
        (id: "sorry", place: "office", text: "Over.", ending: (id: "sorry", title: "Sorry", tone: Heavy)),
        (id: "island", place: "office", text: "Nobody comes here.", ending: (id: "island", title: "Island", tone: Steady)),
    ],
)"#;

fn packs() -> Packs {
    load_packs(&shipped_rules()).unwrap()
}

fn load(packs: &Packs, text: &str) -> Arc<Case> {
    let loaded = Case::load(&Source::new("small", text), &packs.vocabulary);
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{problems:#?}")))
}

fn report(packs: &Packs, case: &Case) -> Report {
    let setup = Setup::of(case, 0);
    let book = Rulebook::compile(packs, setup.standpoint());
    let setups = every_variant(case, &setup);
    Report::of(case, &book, &setups, &Search::of(case, &book, &setups, MOST_STATES))
}

fn decision<'a>(report: &'a Report, scene: &str) -> &'a OfDecision {
    report.decisions.iter().find(|decision| decision.scene.as_str() == scene).unwrap()
}

fn choice<'a>(report: &'a Report, scene: &str, choice: &str) -> &'a OfChoice {
    decision(report, scene).choices.iter().find(|found| found.choice.as_str() == choice).unwrap()
}

#[test]
fn the_best_run_keeps_the_confidence_and_the_worst_does_not() {
    let packs = packs();
    let report = report(&packs, &load(&packs, CASE));
    assert!(report.is_exact());
    for variant in &report.variants {
        assert_eq!((variant.best.grave, variant.best.broken), (0, 0));
        assert!(variant.worst < variant.best);
        let first = |run: &[confidant::explore::report::Place]| run[0].choice.to_string();
        assert_eq!((first(&variant.best_run), first(&variant.worst_run)), ("no".into(), "tell".into()));
        assert_eq!(variant.best_run.len(), 2, "a run goes to its end");
    }
}

#[test]
fn a_choice_that_breaks_something_is_never_best_and_its_cost_is_told() {
    let packs = packs();
    let report = report(&packs, &load(&packs, CASE));
    let (no, tell) = (choice(&report, "ask", "no"), choice(&report, "ask", "tell"));
    assert!(no.is_always_best() && tell.is_never_best());
    assert!(tell.most() > Value::default() && tell.most() == tell.middle());
    assert!(tell.ethics.contains(&Badge::Violation) && !no.ethics.contains(&Badge::Violation));
}

#[test]
fn a_decision_that_changes_nothing_does_not_matter() {
    let packs = packs();
    let report = report(&packs, &load(&packs, CASE));
    assert!(decision(&report, "ask").matters);
    assert!(!decision(&report, "chairs").matters, "two chairs");
}

#[test]
fn endings_are_told_with_their_share_and_a_shortest_run() {
    let packs = packs();
    let report = report(&packs, &load(&packs, CASE));
    let shares: Vec<(&str, f64)> = report.endings.iter().map(|ending| (ending.ending.as_str(), ending.share)).collect();
    // Half of the runs tell; of these half come to be sorry.
    assert_eq!(shares, [("kept", 0.75), ("sorry", 0.25)]);
    let sorry: Vec<String> = report.endings[1].run.iter().map(|place| place.choice.to_string()).collect();
    assert_eq!(sorry, ["tell", "right"]);
}

#[test]
fn what_no_path_comes_to_is_named() {
    let packs = packs();
    let found = report(&packs, &load(&packs, CASE)).unexercised;
    assert_eq!(found.scenes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["island"]);
    assert_eq!(found.choices.iter().map(|place| place.choice.as_str()).collect::<Vec<_>>(), ["corner"]);
    assert_eq!(found.facts.iter().map(ToString::to_string).collect::<Vec<_>>(), ["never"]);
    assert_eq!(found.standards.iter().map(ToString::to_string).collect::<Vec<_>>(), ["aca2014.B.4.b.policy"]);
}

#[test]
fn the_length_counts_what_one_reads_and_decides() {
    let packs = packs();
    let report = report(&packs, &load(&packs, CASE));
    let variant = &report.variants[0];
    assert_eq!((variant.decisions.least, variant.decisions.most), (2, 2));
    // Gil asks how she is (5), Say no (2) I can't talk about that (5), Tell him (2) Attacks (1), He nods (2);
    // Two chairs (2), Left, Right, Fine (3): whichever way one goes.
    assert_eq!((variant.words.least, variant.words.middle, variant.words.most), (22, Some(22), 22));
    assert!((variant.runs - 4.0).abs() < 0.01, "{}", variant.runs);
    assert_eq!(reading_minutes(2_200, 8), 14, "ten minutes to read, three and a third to decide");
}

#[test]
fn a_choice_that_another_law_judges_otherwise_is_told() {
    let packs = packs();
    let threat = CASE
        .replace("variants: [", r#"situation: {"threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.against": person, "threat.victim": identified}, variants: ["#)
        .replace("role: [friend]", "role: [threatened_person]")
        .replace("what: [presence, symptoms], purpose: social", "what: [identity, threat], purpose: protect, by: phone");
    let case = load(&packs, &threat);
    let (reports, under): (Vec<Report>, Vec<Under>) =
        under_each(&case, &packs, &Setup::of(&case, 0), &case.jurisdictions, MOST_STATES).into_iter().unzip();
    assert_eq!(reports.len(), 2);
    let flips = flips(&case, &under);
    let tell = flips.iter().find(|flip| flip.place.choice.as_str() == "tell").expect("Texas names no victim to tell");
    assert_ne!(tell.judged[0].law, tell.judged[1].law);
    assert!(flips.iter().all(|flip| flip.place.choice.as_str() != "left"));
}

#[test]
fn a_report_that_stopped_early_does_not_call_itself_exact() {
    let packs = packs();
    let case = load(&packs, CASE);
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(&packs, setup.standpoint());
    let setups = every_variant(&case, &setup);
    assert!(!Report::of(&case, &book, &setups, &Search::of(&case, &book, &setups, 1)).is_exact());
    let circle = load(
        &packs,
        &CASE.replacen(
            r#"(id: "left", label: "Left", then: "Fine.", goto: "end")"#,
            r#"(id: "left", label: "Left", then: "Fine.", goto: "chairs")"#,
            1,
        ),
    );
    let search = Search::of(&circle, &book, &setups, MOST_STATES);
    assert!(search.complete && search.circles > 0 && !search.is_exact());
}

/// Plays a run and looks ahead from its beginning.
fn played(packs: &Packs, text: &str, path: &[&str]) -> Session {
    let case = load(packs, text);
    let setup = Setup::of(&case, 0);
    let book = Arc::new(Rulebook::compile(packs, setup.standpoint()));
    let outlook = Arc::new(Foresight::of(&case, &book, &setup).expect("small"));
    let commands: Vec<Command> = path.iter().map(|choice| Command::choose(*choice)).collect();
    let (mut session, refused) = Session::replay(case, book, setup, &commands);
    assert_eq!(refused, None);
    session.look_ahead(outlook);
    session
}

#[test]
fn the_debrief_lays_the_best_run_beside_ones_own() {
    let packs = packs();
    let debrief = Debrief::of(&played(&packs, CASE, &["tell", "right"]), &packs);
    let best = debrief.best_run.unwrap();
    assert!(best.value > best.own);
    assert_eq!(best.steps[0].label, "Say no");
    assert!(!best.steps[0].also_chosen);
    let kept = Debrief::of(&played(&packs, CASE, &["no", "left"]), &packs).best_run.unwrap();
    assert_eq!(kept.value, kept.own);
    assert!(kept.steps.iter().all(|step| step.also_chosen));
}

/// A threat; one can call at once, or first go home for a day. Only then it is too late.
const LATE: &str = r#"
        (id: "ask", place: "office", text: "He names her.", choices: [
            (id: "now", label: "Stay with it", then: "You stay.", goto: "call"),
            (id: "home", label: "Sleep on it", then: "You go home.", minutes: 1500, goto: "call"),
        ]),
        (id: "call", place: "office", text: "The phone.", choices: [
            (id: "police", label: "Call", then: "They come.",
             acts: [Warn(to: "gil", about: "noor", what: [identity, threat], by: phone)], goto: "end"),
            (id: "wait", label: "Wait", then: "You wait.", goto: "end"),
        ]),
        (id: "end","#;

#[test]
fn a_decision_after_which_a_breach_can_no_longer_be_helped_is_the_turning_point() {
    let packs = packs();
    let (head, rest) = CASE.split_once("        (id: \"ask\"").unwrap();
    let (_, tail) = rest.split_once("        (id: \"end\",").unwrap();
    let text = format!("{head}{LATE}{tail}")
        .replace("variants: [", r#"situation: {"threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.against": person, "threat.victim": identified}, variants: ["#)
        .replace("role: [friend]", "role: [law_enforcement]");
    let late = played(&packs, &text, &["home", "police"]);
    let bands: Vec<Band> = late.decisions().iter().map(confidant::session::Decision::band).collect();
    assert!(bands[0] >= Band::Breach, "going home cost the day: {bands:?}");
    let debrief = Debrief::of(&late, &packs);
    assert_eq!(debrief.turning_points.first(), Some(&0));
    // The duty is missed as the day passes: it is told with the decision that let it pass.
    let told = !debrief.decisions[0].sealed.is_empty() || !debrief.decisions[0].duties.is_empty();
    assert!(told, "{:#?}", debrief.decisions[0]);
    let in_time = played(&packs, &text, &["now", "police"]);
    assert_eq!(in_time.decisions()[0].band(), Band::Sound, "who stayed lost nothing yet");
}

#[test]
fn a_breach_well_repaired_is_worth_less_than_none() {
    let none = Value { grave: 0, broken: 0, kept: 1 };
    let repaired = Value { grave: 0, broken: -2, kept: 40 };
    assert!(repaired < none);
    assert!(Value { grave: -1, broken: 0, kept: 100 } < repaired);
}

/// The case with a desk of the tests of lint: a page to send to one of two Anns, who have other addresses in each of two deals.
const DESK: &str = include_str!("lint/desk.case.ron");

#[test]
fn ways_are_told_together_with_the_best_the_worst_and_what_each_answer_does() {
    let packs = packs();
    let report = report(&packs, &load(&packs, DESK));
    assert!(report.is_exact());
    let two = decision(&report, "two");
    assert!(two.choices.is_empty(), "its author wrote none");
    let send = two.activity.as_ref().unwrap();
    // The same act is the same way, under whatever address.
    assert_eq!((send.ways, send.always_best + send.never_best), (4, 4));
    assert!(send.best.len() <= 5 && send.best.iter().all(|way| way.best_in > 0));
    assert!(send.worst.as_ref().unwrap().choice.as_str().contains("hahl"));
    let answer = |id: &str| send.answers.iter().find(|answer| answer.answer == id).unwrap();
    for (right, wrong) in [("holm", "hahl"), ("holm2", "hahl2"), ("plain", "full")] {
        assert_eq!((answer(right).in_best, answer(right).costs), (answer(right).best, Value::default()), "{right}");
        assert_eq!(answer(wrong).in_best, 0, "{wrong}");
        assert!(answer(wrong).costs > Value::default(), "{wrong}");
    }
    assert!(decision(&report, "one").activity.is_none());
}

#[test]
fn what_comes_to_the_same_in_every_deal_is_told_once_and_otherwise_by_deal() {
    let packs = packs();
    let deals = |text: &str| -> Vec<Option<usize>> {
        report(&packs, &load(&packs, text)).variants.iter().map(|variant| variant.deal).collect()
    };
    // In the second deal the subject is shorter to read and everything else the same.
    assert_eq!(deals(CASE), [None, None], "two variants of one deal");
    let trap = DESK
        .replace(r#"(id: "holm2", label: "A. Holm", address: "holm@clinic.example", to: ["holm"], deals: [2]),"#, "")
        .replace("send(holm2, plain, portal)", "send(hahl2, plain, portal)");
    assert_eq!(deals(&trap), [Some(1), Some(2)]);
    let trapped = report(&packs, &load(&packs, &trap));
    let first = serde_json::to_value(&trapped).unwrap();
    assert_eq!(first["variants"][1]["deal"], 2);
    let right = trapped.turns.iter().find(|turn| turn.place.choice.as_str().starts_with("send("));
    assert!(right.is_some(), "{:?}", trapped.turns);
    let told: Vec<String> = trapped.turns.iter().flat_map(|turn| &turn.best_in).map(ToString::to_string).collect();
    assert!(told.contains(&"base, deal 2".to_owned()), "{told:?}");
    // Where there is one deal nobody reads of deals.
    let plain = serde_json::to_value(report(&packs, &load(&packs, CASE))).unwrap();
    assert!(plain["variants"][0].get("deal").is_none());
    assert_eq!(plain["endings"][0]["variants"], serde_json::json!(["base", "other"]));
}

#[test]
fn an_activity_is_one_coin_beside_the_choices() {
    let packs = packs();
    let text = DESK
        .replace(r#"text: "The page is ready.","#, r#"text: "The page is ready.", choices: [(id: "home", label: "Go home", note: "It can wait.", goto: "late")],"#)
        .replace(r#"label: "Give him a word", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "late""#,
            r#"label: "Give him a word", note: "It was kind, and it told him.", acts: [Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)], goto: "kept""#);
    let report = report(&packs, &load(&packs, &text));
    let share = |id: &str| report.endings.iter().find(|ending| ending.ending.as_str() == id).unwrap().share;
    assert!(
        (share("late") - 0.5).abs() < 1e-9 && (share("kept") - 0.5).abs() < 1e-9,
        "{} {}",
        share("late"),
        share("kept")
    );
}

#[test]
fn a_record_opened_entry_by_entry_is_searched_exactly_and_no_moment_is_lost() {
    let packs = packs();
    // A day is lost by reading twenty-five hours; each entry can be opened once.
    let entry = |id: &str, minutes: u32| {
        format!(
            r#"(id: "{id}", label: "Entry", whose: "Noor", detail: "Words.", flags: ["{id}"], minutes: {minutes}),"#
        )
    };
    let (head, rest) = CASE.split_once("        (id: \"ask\"").unwrap();
    let (_, tail) = rest.split_once("        (id: \"end\",").unwrap();
    let (_, late) = LATE.split_once("        (id: \"call\"").unwrap();
    let record = format!(
        r#"(id: "ask", place: "office", text: "He names her.", choices: [(id: "now", label: "Close it", then: "You close it.", goto: "call")],
        activity: Chart(id: "look", title: "The record", task: "Read", open: [{}{}{}])),"#,
        entry("a", 800),
        entry("b", 800),
        entry("c", 0)
    );
    let text = format!("{head}{record}        (id: \"call\"{late}{tail}")
        .replace("flags: [\"told\"]", "flags: [\"told\", \"a\", \"b\", \"c\"]")
        .replace("variants: [", r#"situation: {"threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.against": person, "threat.victim": identified}, variants: ["#)
        .replace("role: [friend]", "role: [law_enforcement]");
    let case = load(&packs, &text);
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(&packs, setup.standpoint());
    let search = Search::of(&case, &book, std::slice::from_ref(&setup), MOST_STATES);
    assert!(search.is_exact());
    // Each order of openings, played out, comes to what the search says can come of it.
    for path in [
        vec!["now", "police"],
        vec!["look(a)", "now", "police"],
        vec!["look(a)", "look(b)", "look(c)", "now", "police"],
    ] {
        let session = played(&packs, &text, &path);
        for decision in session.decisions() {
            assert!(search.find(&decision.step.after, &book).is_some(), "{path:?}");
        }
    }
}
