//! The fourth floor of the mill, on which the fixed results were found: every spot and every listener has a name.

use confidant::activity::earshot::figures::{finish, kind, shape};
use confidant::activity::earshot::{Barrier, Floor, Level, Machine, Plan, Point, Room};

/// Where one can speak.
pub(crate) const SPOTS: [(&str, Point); 10] = [
    ("copier", at(680, 560)),
    ("cab", at(-130, 560)),
    ("chair", at(600, 250)),
    ("sill", at(680, 470)),
    ("kettle", at(1300, 250)),
    ("soup", at(250, 300)),
    ("table", at(2100, 300)),
    ("director", at(1650, 250)),
    ("ledge", at(800, 910)),
    ("far_end", at(2250, 600)),
];

/// Where one can listen.
pub(crate) const LISTENERS: [(&str, Point); 11] = [
    ("bench", at(90, 660)),
    ("odile_at_the_copier", at(760, 560)),
    ("knitter_middle", at(550, 950)),
    ("knitter_by_the_hatch", at(780, 900)),
    ("emmett", at(930, 910)),
    ("rider_in_the_cab", at(-40, 620)),
    ("wendell_in_the_chair", at(680, 300)),
    ("in_the_lunchroom", at(250, 400)),
    ("rosalind", at(1650, 200)),
    ("in_odile_s_chair", at(1400, 300)),
    ("at_the_round", at(2000, 250)),
];

pub(crate) const fn at(x: i32, y: i32) -> Point {
    Point { x, y }
}

/// A room as it is usually drawn.
pub(crate) fn room(id: &str, corner: Point, size: Point, its: &str, hush: i32) -> Room {
    Room {
        id: id.to_owned(),
        at: corner,
        size,
        height: None,
        finish: finish(its).expect("a finish"),
        hush: Level(hush),
        shape: shape("hush").expect("a shape"),
    }
}

/// A barrier as it is usually drawn.
pub(crate) fn barrier(id: &str, from: Point, to: Point, its: &str) -> Barrier {
    Barrier { id: id.to_owned(), from, to, kind: kind(its).expect("a kind"), top: None, open: false }
}

/// A floor of ordinary rooms.
pub(crate) fn floor(rooms: Vec<Room>, barriers: Vec<Barrier>) -> Floor {
    Floor { rooms, barriers, machines: Vec::new(), walls: kind("drywall").expect("a wall"), height: 270 }
}

/// The clinic, its doors shut; the machine at the office door runs.
pub(crate) fn clinic() -> Floor {
    let north = |id, x, width, its, hush| room(id, at(x, 100), at(width, 400), its, hush);
    let rooms = vec![
        north("lunchroom", 0, 500, "hard", 450),
        north("office", 500, 350, "soft", 320),
        north("records", 850, 300, "ordinary", 350),
        north("odiles", 1150, 350, "soft", 320),
        north("rosalinds", 1500, 350, "soft", 320),
        north("round", 1850, 500, "ordinary", 350),
        room("hall", at(0, 500), at(2350, 200), "hard", 380),
        Room { height: Some(230), ..room("elevator", at(-200, 500), at(200, 160), "hard", 500) },
        room("waiting", at(250, 700), at(600, 500), "ordinary", 400),
        room("desk", at(850, 700), at(300, 400), "ordinary", 400),
    ];
    let north = |id, x, its| barrier(id, at(x, 500), at(x + 90, 500), its);
    let barriers = vec![
        north("lunchroom.door", 205, "hollow_door"),
        north("office.door", 630, "gasketed_door"),
        north("records.door", 955, "solid_door"),
        north("odiles.door", 1280, "gasketed_door"),
        north("rosalinds.door", 1630, "solid_door"),
        north("round.door", 2055, "solid_door"),
        barrier("elevator.doors", at(0, 530), at(0, 630), "elevator_doors"),
        Barrier { top: Some(240), ..barrier("waiting.bay", at(550, 700), at(800, 700), "opening") },
        Barrier { top: Some(100), ..barrier("hatch", at(850, 850), at(850, 970), "hatch") },
        barrier("desk.door", at(950, 700), at(1040, 700), "hollow_door"),
    ];
    let machine = Machine {
        id: "fan".to_owned(),
        at: at(620, 520),
        level: Level(520),
        shape: shape("machine").expect("a shape"),
        on: true,
    };
    Floor { machines: vec![machine], ..floor(rooms, barriers) }
}

/// The floor as a plan; a test that draws it wrong is told how.
#[track_caller]
pub(crate) fn plan(floor: Floor) -> Plan {
    Plan::new(floor).unwrap_or_else(|problems| panic!("{problems:#?}"))
}
