//! Speed against the budgets of the design: `cargo bench --no-default-features`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may fail")]

use confidant::ethics::{Inquiry, Ledger, Packs, Rulebook};
use confidant::explore::{Kind, MOST_STATES, Plan, Search, Simulator};
use confidant::library::{Files, Library, load_packs, shipped_cases, shipped_rules};
use confidant::lint::{lint_case, lint_packs};
use confidant::session::{Command, Session, Setup};
use confidant::source::Source;
use divan::{Bencher, black_box};
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom as _;
use std::fmt::Write as _;

fn main() {
    divan::main();
}

const INQUIRY: &str = r#"(
    jurisdiction: "US-VA", date: "2026-10-05",
    parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement]), (id: "visitor", role: [visitor])],
    facts: {"threat.made": true, "threat.serious": true, "threat.imminent": true, "threat.intent": true, "threat.ability": true, "threat.victim": identified, "threat.against": person},
    setting: private_office,
    acts: [Warn(to: "police", about: "sam", what: [identity, threat, whereabouts], by: phone)],
)"#;

/// The shipped packs and so many times as many generated rules for other people and purposes, in force everywhere.
fn packs(times: usize) -> Packs {
    const FILE: usize = 8_000;
    let mut files: Files = shipped_rules();
    let count = load_packs(&files).unwrap().rules().count() * (times - 1);
    for (number, start) in (0..count).step_by(FILE).enumerate() {
        let text = generated(number, start..count.min(start + FILE));
        files.insert(format!("generated-{number}.ron"), Source::new("generated", text));
    }
    load_packs(&files).unwrap()
}

fn generated(pack: usize, rules: std::ops::Range<usize>) -> String {
    const ROLES: [&str; 8] =
        ["insurer", "other_school", "employer", "press", "vendor", "coroner", "attorney", "friend"];
    const PURPOSES: [&str; 7] =
        ["payment", "teaching", "employment", "publicity", "training", "social", "workers_compensation"];
    let mut text = format!(
        "(pack: (id: \"generated-{pack}\", title: \"Generated\", layer: Law, federal: true, as_of: \"2026-01-01\"), rules: [\n"
    );
    for number in rules {
        let (role, purpose) = (ROLES[number % ROLES.len()], PURPOSES[number % PURPOSES.len()]);
        let _ = writeln!(
            text,
            "(id: \"generated.{number}\", cite: \"G {number}\", heading: \"Generated\", certainty: Verified, effect: Permit, to: [{role}], purpose: [{purpose}], when: \"threat.serious and not client.objects\", at_most: [progress], why: \"A rule.\", fix: \"Mend it.\"),"
        );
    }
    text.push_str("])");
    text
}

#[divan::bench(args = [1, 10, 100])]
fn judge_one_act(bencher: Bencher<'_, '_>, times: usize) {
    let packs = packs(times);
    let inquiry =
        Inquiry::load(&Source::new("inquiry", INQUIRY), &packs.vocabulary, "2026-10-05".parse().unwrap()).unwrap();
    let standpoint = confidant::ethics::Standpoint {
        jurisdiction: "US-VA".into(),
        profession: "counselor".into(),
        as_of: inquiry.situation.date,
        policies: Vec::new(),
    };
    let book = Rulebook::compile(&packs, standpoint);
    let mut ledger = Ledger::default();
    ledger.update(&book, &inquiry.situation, &[], &[]);
    bencher.bench(|| book.judge(black_box(&inquiry.acts[0]), &inquiry.situation, &inquiry.around, ledger.duties()));
}

#[divan::bench]
fn load_and_compile_the_rulebook() -> Rulebook {
    let packs = load_packs(&shipped_rules()).unwrap();
    let standpoint = confidant::ethics::Standpoint {
        jurisdiction: "US-VA".into(),
        profession: "counselor".into(),
        as_of: "2026-10-05".parse().unwrap(),
        policies: Vec::new(),
    };
    Rulebook::compile(&packs, standpoint)
}

#[divan::bench]
fn load_the_library() -> Library {
    Library::load(&shipped_rules(), &shipped_cases()).unwrap()
}

#[divan::bench(sample_count = 10)]
fn load_resolve_and_lint_the_library() -> usize {
    let library = Library::shipped().unwrap();
    let today = "2026-11-22".parse().unwrap();
    let of_cases: usize = library.cases.iter().map(|case| lint_case(case, &library.packs, today).found.len()).sum();
    of_cases + lint_packs(&library.packs, today).found.len()
}

/// A whole random play of a case, with each open choice judged at each decision.
#[divan::bench(sample_count = 50)]
fn play_by_chance_with_every_option_judged(bencher: Bencher<'_, '_>) {
    let library = Library::shipped().unwrap();
    let case = library.cases[0].clone();
    let setup = Setup::of(&case, 1);
    let book = library.rulebook(setup.standpoint());
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    bencher.bench_local(|| {
        let mut session = Session::start(case.clone(), book.clone(), setup.clone());
        while let Some(choice) = session.shown_choices().choose(&mut chance).copied() {
            let id = session.case().scenes[session.state().scene].choices[choice].id.clone();
            session.submit(Command::choose(id)).unwrap();
        }
        session.decisions().len()
    });
}

/// The exact search of a shipped case, all its variants.
#[divan::bench(args = [0, 1, 2, 3, 4, 5, 6, 7, 8], sample_count = 5)]
fn search_a_shipped_case(bencher: Bencher<'_, '_>, which: usize) {
    let library = Library::shipped().unwrap();
    let case = library.cases[which].clone();
    let setup = Setup::of(&case, 1);
    let book = library.rulebook(setup.standpoint());
    let setups: Vec<Setup> =
        case.variants.iter().map(|variant| Setup { variant: variant.id.clone(), ..setup.clone() }).collect();
    bencher.bench_local(|| {
        let search = Search::of(&case, &book, &setups, MOST_STATES);
        assert!(search.is_exact());
        search.states()
    });
}

/// Bare random players over all variants, a hundred thousand of them: none of their options are judged but the taken.
#[divan::bench(sample_count = 3, sample_size = 1, args = [0, 1, 2, 3, 4, 5, 6, 7, 8])]
fn random_players(bencher: Bencher<'_, '_>, case: usize) {
    const PLAYERS: u64 = 100_000;
    let library = Library::shipped().unwrap();
    let case = library.cases[case].clone();
    let plan = Plan { kinds: vec![Kind::Random], ..Plan::of(&case, Setup::of(&case, 1)) };
    let book = library.rulebook(plan.setup.standpoint());
    let decisions = Simulator::new(&case, &book, plan.clone()).play(0..PLAYERS).total().all_decisions();
    let bencher = bencher.counter(divan::counter::ItemsCount::new(decisions));
    bencher.bench_local(|| Simulator::new(&case, &book, plan.clone()).play(0..PLAYERS));
}
