//! The sound of earshot against the budgets of its design: `cargo bench --no-default-features --bench earshot`.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark may fail")]

#[path = "../tests/earshot/clinic.rs"]
mod clinic;

use clinic::{LISTENERS, SPOTS, at, clinic, plan};
use confidant::activity::earshot::figures::{VOICES, voice};
use confidant::activity::earshot::{Arrangement, Heard, Plan};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// From drawing to plan: every way of sound is found.
#[divan::bench]
fn draw_a_floor(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(clinic).bench_values(|floor| Plan::new(black_box(floor)));
}

/// What everybody makes out of a talk, however it is had: 5 spots, 4 voices, a door, 8 listeners. Budget 5 ms.
#[divan::bench]
fn table_of_a_talk(bencher: Bencher<'_, '_>) {
    let plan = plan(clinic());
    bencher.bench(|| table(black_box(&plan)));
}

fn table(plan: &Plan) -> Vec<Heard> {
    let mut heard = Vec::new();
    for (_, from) in SPOTS.into_iter().take(5) {
        for (_, to) in LISTENERS.into_iter().take(8) {
            let between = plan.between(from, to);
            for arrangement in [Arrangement::default(), Arrangement::default().open(1)] {
                heard.extend(VOICES.iter().take(4).map(|voice| between.index(voice, arrangement).heard()));
            }
        }
    }
    heard
}

/// One answer with its reasons.
#[divan::bench]
fn one_hearing(bencher: Bencher<'_, '_>) {
    let plan = plan(clinic());
    let (_, emmett) = LISTENERS.into_iter().find(|(name, _)| *name == "emmett").unwrap();
    bencher.bench(|| plan.hears(voice("normal").unwrap(), black_box(at(600, 250)), emmett, plan.as_drawn()));
}

/// The picture of one floor, 3,000 cells. Budget 50 ms.
#[divan::bench]
fn field_of_a_floor(bencher: Bencher<'_, '_>) {
    let plan = plan(clinic());
    bencher.bench(|| plan.field(voice("low").unwrap(), black_box(at(680, 560)), plan.as_drawn()));
}
