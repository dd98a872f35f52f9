//! The sound of earshot: to the digit as the program it was first written as, lawful on any floor, and as far beside what is
//! published as docs/earshot.md says. CONFIDANT_BLESS=1 writes the tables of that page anew.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

mod earshot {
    pub(crate) mod clinic;
    pub(crate) mod page;
    mod problems;
    pub(crate) mod published;
}

use confidant::activity::earshot::figures::{FINISHES, LOSSES, Make, OPENING, SHAPES, VOICES, kind, voice};
use confidant::activity::earshot::{
    Arrangement, Barrier, Floor, Heard, Index, Level, MOST_ROUTES, Machine, Part, Plan, PlanProblem, Point, Room, Side,
    Wrong, fall, sum, ten_log,
};
use earshot::clinic::{LISTENERS, SPOTS, at, barrier, clinic, floor, plan, room};
use earshot::{page, published};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::fs;
use std::path::Path;

mod fixed_results {
    use super::*;

    fn text() -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/earshot/vectors.txt")).unwrap()
    }

    /// The rows of a table: what is given, and what has to come out.
    fn rows(table: &str) -> Vec<(Vec<String>, Vec<String>)> {
        let words = |side: &str| side.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let text = text();
        let lines = text.lines().skip_while(|line| *line != format!("[{table}]")).skip(1);
        let rows = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('|'));
        let rows: Vec<_> = rows.map(|(given, expected)| (words(given), words(expected))).collect();
        assert!(!rows.is_empty(), "{table}");
        rows
    }

    fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(word: &str) -> T {
        word.parse().unwrap()
    }

    #[test]
    fn logarithms_and_sums_are_as_found() {
        for (given, expected) in rows("logarithm") {
            assert_eq!(ten_log(number(&given[0]), number(&given[1])), Level(number(&expected[0])), "{given:?}");
        }
        for (given, expected) in rows("fall") {
            assert_eq!(fall(number(&given[0]), number(&given[1]), 30), Level(number(&expected[0])), "{given:?}");
        }
        for (given, expected) in rows("sum") {
            assert_eq!(sum(given.iter().map(|level| Level(number(level)))), Level(number(&expected[0])), "{given:?}");
        }
    }

    #[test]
    fn voices_and_rooms_are_as_found() {
        for (given, expected) in rows("voice") {
            assert_eq!(voice(&given[0]).unwrap().levels.a_weighted(), Level(number(&expected[0])), "{given:?}");
        }
        let plan = plan(clinic());
        let rooms: Vec<_> = plan.floor().rooms.iter().map(|room| room.id.clone()).collect();
        for (given, expected) in rows("room") {
            let room = rooms.iter().position(|id| *id == given[0]).unwrap();
            assert_eq!(plan.critical_distance(room), Some(number(&expected[0])), "{given:?}");
        }
    }

    #[test]
    fn everybody_hears_to_the_digit_what_was_found() {
        let plan = plan(clinic());
        let mut checked = 0;
        let listeners: Vec<_> = LISTENERS.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (given, expected) in rows("heard") {
            let [spot, word, doors, machine] = given.as_slice() else {
                assert_eq!(expected, listeners, "{given:?}");
                continue;
            };
            let (_, from) = SPOTS.into_iter().find(|(name, _)| name == spot).unwrap();
            let arrangement = opened(&plan, doors);
            let arrangement = if machine == "on" { arrangement } else { arrangement.off(0) };
            for ((name, to), expected) in LISTENERS.into_iter().zip(expected) {
                let hearing = plan.hears(voice(word).unwrap(), from, to, arrangement);
                let initial = ["N", "M", "W", "E"][hearing.heard as usize];
                assert_eq!(format!("{}{initial}", hearing.index.0), expected, "{given:?} {name}");
                checked += 1;
            }
        }
        assert_eq!(checked, 3_300);
    }

    #[test]
    fn the_field_is_as_found() {
        let plan = plan(clinic());
        let arrangement = opened(&plan, "hatch,lunchroom.door").off(0);
        let field = plan.field(voice("low").unwrap(), at(680, 560), arrangement);
        for ((given, expected), (room, cells)) in
            rows("field").into_iter().zip(plan.floor().rooms.iter().zip(&field.rooms))
        {
            assert_eq!(given[0], room.id);
            let counts = Heard::ALL.into_iter().rev().map(|heard| cells.count(heard).to_string());
            assert_eq!(counts.collect::<Vec<_>>(), expected, "{given:?}");
        }
    }

    fn opened(plan: &Plan, doors: &str) -> Arrangement {
        let doors = doors.split(',').filter(|door| *door != "-");
        let barrier = |id: &str| plan.floor().barriers.iter().position(|barrier| barrier.id == id).unwrap();
        doors.fold(plan.as_drawn(), |arrangement, door| arrangement.open(barrier(door)))
    }
}

/// Any floor of two to eight rooms in a grid, a wall between all that touch and perhaps a door in it, a screen, a machine.
fn floors() -> impl Strategy<Value = Floor> {
    let doors: Vec<_> = LOSSES.iter().copied().filter(|kind| kind.make != Make::Wall).collect();
    let walls: Vec<_> = LOSSES.iter().copied().filter(|kind| kind.make == Make::Wall).collect();
    let door = (0..1000_i32, select(doors), any::<bool>());
    let room =
        (select(FINISHES.iter().collect::<Vec<_>>()), 250..600_i32, select(SHAPES.to_vec()), option::of(200..400_i32));
    let machine = (point(), 400..650_i32, select(SHAPES.to_vec()));
    (
        2..=4_usize,
        1..=2_usize,
        200..700_i32,
        200..700_i32,
        select(walls),
        vec(room, 8),
        vec(option::weighted(0.8, door), 20),
        vec(machine, 0..3),
        option::of(0..1000_i32),
    )
        .prop_map(|(columns, rows, width, depth, walls, rooms, doors, machines, screen)| {
            let place = |index: usize| {
                let (column, row) = (index % columns, index / columns);
                at(i32::try_from(column).unwrap() * width, i32::try_from(row).unwrap() * depth)
            };
            let count = columns * rows;
            let rooms: Vec<_> = rooms
                .into_iter()
                .take(count)
                .enumerate()
                .map(|(index, (finish, hush, shape, height))| Room {
                    id: format!("r{index}"),
                    at: place(index),
                    size: at(width, depth),
                    height,
                    finish,
                    hush: Level(hush),
                    shape,
                })
                .collect();
            let mut barriers = Vec::new();
            let mut doors = doors.into_iter();
            for index in 0..count {
                let corner = place(index);
                let (right, below) = ((index + 1) % columns != 0, index + columns < count);
                if let Some(Some((along, kind, open))) = right.then(|| doors.next()).flatten() {
                    let y = corner.y + (depth - 85) * along / 1000;
                    let (from, to) = (at(corner.x + width, y), at(corner.x + width, y + 85));
                    let open = open && kind.make == Make::Door;
                    barriers.push(Barrier { id: format!("d{index}right"), from, to, kind, top: None, open });
                }
                if let Some(Some((along, kind, open))) = below.then(|| doors.next()).flatten() {
                    let x = corner.x + (width - 85) * along / 1000;
                    let (from, to) = (at(x + 85, corner.y + depth), at(x, corner.y + depth));
                    let open = open && kind.make == Make::Door;
                    barriers.push(Barrier { id: format!("d{index}below"), from, to, kind, top: None, open });
                }
            }
            if let Some(along) = screen {
                let x = 10 + (width - 20) * along / 1000;
                barriers.push(barrier("screen", at(x, 20), at(x, depth - 20), "screen"));
            }
            let machines = machines
                .into_iter()
                .enumerate()
                .map(|(index, (point, level, shape))| Machine {
                    id: format!("m{index}"),
                    at: point.on(&rooms),
                    level: Level(level),
                    shape,
                    on: true,
                })
                .collect();
            Floor { rooms, barriers, machines, walls, height: 270 }
        })
}

/// A place on whatever floor it is asked of.
#[derive(Clone, Copy, Debug)]
struct Somewhere(usize, i32, i32);

impl Somewhere {
    fn on(self, rooms: &[Room]) -> Point {
        let room = &rooms[self.0 % rooms.len()];
        at(room.at.x + room.size.x * self.1 / 1000, room.at.y + room.size.y * self.2 / 1000)
    }
}

fn point() -> impl Strategy<Value = Somewhere> {
    (0..8_usize, 0..1000_i32, 0..1000_i32).prop_map(|(room, x, y)| Somewhere(room, x, y))
}

fn moved(floor: &Floor, by: Point) -> Floor {
    let mut floor = floor.clone();
    let moved = |point: Point| at(point.x + by.x, point.y + by.y);
    floor.rooms.iter_mut().for_each(|room| room.at = moved(room.at));
    floor.machines.iter_mut().for_each(|machine| machine.at = moved(machine.at));
    floor.barriers.iter_mut().for_each(|barrier| (barrier.from, barrier.to) = (moved(barrier.from), moved(barrier.to)));
    floor
}

mod laws {
    use super::*;

    fn many() -> ProptestConfig {
        let seed = std::env::var("CONFIDANT_LAW_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
        let cases = std::env::var("CONFIDANT_LAW_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
        ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(many())]

        #[test]
        fn opening_a_door_never_makes_anyone_hear_less(floor in floors(), from in point(), to in point(), spoken in 0..6_usize) {
            let plan = plan(floor);
            let (from, to) = (from.on(&plan.floor().rooms), to.on(&plan.floor().rooms));
            let (between, drawn) = (plan.between(from, to), plan.as_drawn());
            for door in 0..plan.floor().barriers.len() {
                prop_assert!(between.index(&VOICES[spoken], drawn.open(door)) >= between.index(&VOICES[spoken], drawn.shut(door)));
            }
        }

        #[test]
        fn raising_the_voice_never_makes_anyone_hear_less(floor in floors(), from in point(), to in point()) {
            let plan = plan(floor);
            let between = plan.between(from.on(&plan.floor().rooms), to.on(&plan.floor().rooms));
            let heard: Vec<_> = VOICES.iter().take(5).map(|voice| between.index(voice, plan.as_drawn())).collect();
            prop_assert!(heard.is_sorted(), "{:?}", heard);
        }

        #[test]
        fn turning_a_machine_off_never_makes_anyone_hear_less(floor in floors(), from in point(), to in point(), spoken in 0..6_usize) {
            let plan = plan(floor);
            let between = plan.between(from.on(&plan.floor().rooms), to.on(&plan.floor().rooms));
            for machine in 0..plan.floor().machines.len() {
                let drawn = plan.as_drawn();
                prop_assert!(between.index(&VOICES[spoken], drawn.off(machine)) >= between.index(&VOICES[spoken], drawn));
            }
        }

        #[test]
        fn taking_a_screen_away_never_makes_anyone_hear_less(floor in floors(), from in point(), to in point(), spoken in 0..6_usize) {
            let (from, to) = (from.on(&floor.rooms), to.on(&floor.rooms));
            // Without machines: a screen may stand between a listener and a machine, and then it helps to hear.
            let with = Floor { machines: Vec::new(), ..floor };
            let mut without = with.clone();
            without.barriers.retain(|barrier| barrier.id != "screen");
            let index = |floor| { let plan = plan(floor); plan.between(from, to).index(&VOICES[spoken], plan.as_drawn()) };
            prop_assert!(index(without) >= index(with));
        }

        #[test]
        fn the_order_of_rooms_and_barriers_never_matters(floor in floors(), from in point(), to in point(), spoken in 0..6_usize) {
            let (from, to) = (from.on(&floor.rooms), to.on(&floor.rooms));
            let mut turned = floor.clone();
            turned.rooms.reverse();
            turned.barriers.reverse();
            turned.barriers.iter_mut().for_each(|barrier| std::mem::swap(&mut barrier.from, &mut barrier.to));
            turned.machines.reverse();
            let told = |floor| {
                let plan = plan(floor);
                let mut hearing = plan.hears(&VOICES[spoken], from, to, plan.as_drawn());
                let by: Vec<Vec<_>> = hearing.carried.iter().map(|way| way.through.iter().map(|element| plan.elements()[*element].id.clone()).collect()).collect();
                hearing.carried.iter_mut().for_each(|way| way.through.clear());
                (hearing, by)
            };
            prop_assert_eq!(told(floor), told(turned));
        }

        #[test]
        fn a_plan_moved_elsewhere_hears_alike(floor in floors(), from in point(), to in point(), spoken in 0..6_usize, x in -5000..5000_i32, y in -5000..5000_i32) {
            let there = moved(&floor, at(x, y));
            let hears = |floor: Floor| {
                let (from, to) = (from.on(&floor.rooms), to.on(&floor.rooms));
                let plan = plan(floor);
                plan.hears(&VOICES[spoken], from, to, plan.as_drawn())
            };
            prop_assert_eq!(hears(floor), hears(there));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: many().cases / 8, ..many() })]

        #[test]
        fn a_cell_of_the_field_is_what_a_listener_there_would_hear(floor in floors(), from in point(), spoken in 0..6_usize) {
            let plan = plan(floor);
            let from = from.on(&plan.floor().rooms);
            let field = plan.field(&VOICES[spoken], from, plan.as_drawn());
            for room in &field.rooms {
                // Every seventh will do: seven divides no row.
                for (index, heard) in room.cells.iter().enumerate().step_by(7) {
                    let step = |cells: usize| i32::try_from(cells).unwrap() * field.side + field.side / 2;
                    let there = at(room.at.x + step(index % room.columns), room.at.y + step(index / room.columns));
                    prop_assert_eq!(plan.hears(&VOICES[spoken], from, there, plan.as_drawn()).heard, *heard);
                }
            }
        }
    }
}

mod stories {
    use super::*;

    fn spot(name: &str) -> Point {
        SPOTS.iter().chain(&LISTENERS).find(|(id, _)| *id == name).unwrap().1
    }

    fn carried(from: &str, to: &str, spoken: &str) -> Vec<Vec<String>> {
        let plan = plan(clinic());
        let hearing = plan.hears(voice(spoken).unwrap(), spot(from), spot(to), plan.as_drawn());
        let id = |element: &usize| plan.elements()[*element].id.clone();
        hearing.carried.iter().map(|way| way.through.iter().map(id).collect()).collect()
    }

    #[test]
    fn the_thin_wall_carried_it_and_not_the_door() {
        assert_eq!(carried("kettle", "rosalind", "normal"), [["odiles|rosalinds"]]);
        assert_eq!(carried("copier", "bench", "low"), [Vec::<String>::new()]);
        assert_eq!(carried("copier", "knitter_middle", "low"), [["waiting.bay"]]);
    }

    #[test]
    fn what_lies_on_a_line_is_told_as_close() {
        let plan = plan(clinic());
        let quiet = plan.as_drawn().off(0);
        let hears = |spoken, from, to| plan.hears(voice(spoken).unwrap(), spot(from), spot(to), quiet);
        let chair = hears("normal", "chair", "odile_at_the_copier");
        assert_eq!((chair.heard, chair.with_less, chair.with_more), (Heard::Words, Heard::Murmur, Heard::Words));
        assert!(chair.is_close());
        let bench = hears("low", "copier", "bench");
        assert_eq!((bench.heard, bench.is_close()), (Heard::Everything, false));
        assert_eq!((bench.index.to_string(), bench.noise.to_string()), ("4.7".to_owned(), "38.0".to_owned()));
    }

    #[test]
    fn who_is_in_no_room_neither_speaks_nor_hears() {
        let plan = plan(clinic());
        for (from, to) in [(at(9999, 0), spot("bench")), (spot("bench"), at(9999, 0)), (at(9999, 0), at(9999, 0))] {
            let hearing = plan.hears(voice("loud").unwrap(), from, to, plan.as_drawn());
            assert_eq!((hearing.heard, hearing.carried.len()), (Heard::Nothing, 0));
        }
        assert_eq!(plan.room_at(at(2350, 600)), None, "the wall on the right belongs to the neighbor");
        assert_eq!(plan.room_at(at(0, 600)), Some(6));
    }

    #[test]
    fn a_drawn_room_is_heard_as_its_published_situation_was_calculated() {
        let rows = published::rows();
        let index = |start: &str| rows.iter().find(|row| row.situation.starts_with(start)).unwrap().index;
        let open_office = Room { height: Some(280), ..room("office", at(0, 0), at(2000, 1500), "soft", 406) };
        let screen = barrier("screen", at(400, 0), at(400, 300), "screen");
        let desks = |barriers, y| {
            let plan = plan(floor(vec![open_office.clone()], barriers));
            plan.hears(voice("normal").unwrap(), at(200, y), at(670, y), plan.as_drawn())
        };
        assert_eq!(desks(vec![screen.clone()], 100).index, index("two desks"));
        assert_eq!(desks(vec![screen], 400), desks(vec![], 400), "past the end of the screen");
        let pharmacy = Room {
            height: Some(300),
            shape: SHAPES.iter().find(|shape| shape.word == "voices").unwrap(),
            ..room("pharmacy", at(0, 0), at(1500, 1000), "ordinary", 500)
        };
        let plan = plan(floor(vec![pharmacy], vec![]));
        let counter = plan.hears(voice("low").unwrap(), at(100, 500), at(283, 500), plan.as_drawn());
        assert_eq!(counter.index, index("pharmacy counter, low voice"));
    }

    #[test]
    fn a_wall_drawn_by_hand_takes_the_place_of_the_wall_there() {
        let with = |barriers| {
            let rooms =
                vec![room("a", at(0, 0), at(400, 400), "soft", 300), room("b", at(400, 0), at(400, 400), "soft", 300)];
            plan(floor(rooms, barriers))
        };
        let ids = |plan: &Plan| {
            plan.elements().iter().map(|element| (element.id.clone(), element.from.y, element.to.y)).collect::<Vec<_>>()
        };
        assert_eq!(ids(&with(vec![])), [("a|b".to_owned(), 0, 400)]);
        let brick = barrier("brick", at(400, 100), at(400, 300), "masonry");
        assert_eq!(
            ids(&with(vec![brick])),
            [("brick".to_owned(), 100, 300), ("a|b".to_owned(), 0, 100), ("a|b.2".to_owned(), 300, 400)]
        );
        let door = barrier("door", at(400, 100), at(400, 190), "solid_door");
        assert_eq!(ids(&with(vec![door])), [("door".to_owned(), 100, 190), ("a|b".to_owned(), 0, 400)]);
    }

    #[test]
    fn a_door_is_as_high_as_is_usual_and_never_higher_than_its_wall() {
        let tops = |height, top| {
            let car = Room { height: Some(height), ..room("car", at(0, 0), at(180, 400), "soft", 300) };
            let door = Barrier { top, ..barrier("door", at(180, 100), at(180, 200), "solid_door") };
            let plan = plan(floor(vec![car, room("lot", at(180, 0), at(400, 400), "soft", 300)], vec![door]));
            plan.elements().iter().map(|element| element.top).collect::<Vec<_>>()
        };
        assert_eq!(tops(150, None), [150, 150]);
        assert_eq!(tops(240, None), [205, 240]);
        assert_eq!(tops(240, Some(220)), [220, 240]);
    }

    #[test]
    fn a_line_between_two_answers_belongs_to_the_one_above() {
        let heard = |decibels| Index::of_decibels(decibels).heard();
        assert_eq!([heard(-6), heard(-12), heard(-22)], [Heard::Everything, Heard::Words, Heard::Murmur]);
        let below = |decibels: i32| Index(decibels * 50 - 1).heard();
        assert_eq!([below(-6), below(-12), below(-22)], [Heard::Words, Heard::Murmur, Heard::Nothing]);
    }

    #[test]
    fn an_opening_is_an_open_door() {
        let with = |its, open| {
            let rooms =
                vec![room("a", at(0, 0), at(400, 400), "soft", 300), room("b", at(400, 0), at(400, 400), "soft", 300)];
            let door = Barrier { top: Some(205), open, ..barrier("door", at(400, 100), at(400, 190), its) };
            let plan = plan(floor(rooms, vec![door]));
            plan.hears(&VOICES[2], at(50, 50), at(500, 300), plan.as_drawn())
        };
        assert_eq!(with("solid_door", true), with(OPENING.word, false));
        assert!(with("solid_door", false).index < with("solid_door", true).index);
    }
}

mod page_in_the_docs {
    use super::*;

    #[test]
    fn each_published_situation_lies_as_far_off_as_is_stated() {
        for row in published::rows() {
            let off = (row.error() - row.stated * 10).abs();
            assert!(
                off <= 5,
                "{} ({}): {} is off by {} hundredths, {} tenths stated",
                row.situation,
                row.number,
                row.index,
                row.error(),
                row.stated
            );
        }
        for figure in published::levels() {
            assert_eq!((figure.model - figure.published).0, figure.stated, "{}", figure.what);
        }
        let mut numbers: Vec<_> = published::rows().iter().map(|row| row.number).collect();
        numbers.dedup();
        assert_eq!(numbers, (1..=14).collect::<Vec<_>>());
    }

    #[test]
    fn its_tables_are_those_of_the_model() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/earshot.md");
        let page = fs::read_to_string(&path).unwrap();
        let mut written = page.clone();
        for (name, table) in page::tables() {
            let begin = format!("<!-- table: {name} -->\n");
            let (before, rest) = written.split_once(&begin).unwrap_or_else(|| panic!("no table `{name}`"));
            let (_, after) = rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("table `{name}` has no end"));
            written = format!("{before}{begin}\n{table}\n<!-- end -->{after}");
        }
        if std::env::var_os("CONFIDANT_BLESS").is_some() {
            fs::write(&path, &written).unwrap();
        } else {
            assert!(page == written, "docs/earshot.md is not of today: run with CONFIDANT_BLESS=1");
        }
    }

    #[test]
    fn every_source_that_is_named_is_listed() {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/earshot.md")).unwrap();
        let (text, sources) = page.split_once("## Sources").unwrap();
        let listed = |number: &str| sources.contains(&format!("\n- [{number}] "));
        let named = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(number, _)| number);
        let named: Vec<_> = named.filter(|number| number.starts_with(|first: char| first.is_ascii_digit())).collect();
        assert!(named.len() > 40);
        for number in named {
            assert!(listed(number), "[{number}] is not listed");
        }
    }
}
