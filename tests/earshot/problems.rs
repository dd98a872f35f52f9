//! What is wrong with a drawing of a floor is told, all at once and of the part at fault.

use super::clinic::{at, barrier, floor, room};
use crate::*;

#[track_caller]
fn check(floor: Floor, expected: &[(Part, &str)]) {
    let found = Plan::new(floor).expect_err("there is something wrong");
    let told: Vec<_> = found.iter().map(|PlanProblem { at, wrong }| (*at, wrong.to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|(at, wrong)| (*at, (*wrong).to_owned())).collect();
    assert_eq!(told, expected);
}

fn two() -> Vec<Room> {
    vec![room("a", at(0, 0), at(400, 400), "soft", 300), room("b", at(400, 0), at(400, 60), "hard", 300)]
}

#[test]
fn every_problem_is_told_at_once() {
    let rooms = vec![
        room("a", at(0, 0), at(400, 400), "soft", 300),
        room("b", at(360, 0), at(400, 400), "soft", 1_300),
        room("c", at(0, 400), at(20, 30_000), "soft", 300),
    ];
    let barriers = vec![
        barrier("aslant", at(0, 400), at(5, 401), "solid_door"),
        barrier("short", at(0, 400), at(5, 400), "solid_door"),
    ];
    check(
        floor(rooms, barriers),
        &[
            (Part::Floor, "a length of 304 m, where 0 m to 200 m is meant"),
            (Part::Room(1), "130.0 dBA, where 0.0 to 100.0 is meant"),
            (Part::Room(1), "this room and `a` overlap by 0.4 m"),
            (Part::Room(2), "a width of 0.2 m, where 0.5 m to 200 m is meant"),
            (Part::Room(2), "a depth of 300 m, where 0.5 m to 200 m is meant"),
            (Part::Barrier(0), "it runs aslant: one of its two coordinates has to stay the same"),
            (Part::Barrier(1), "a width of 0.05 m, where 0.1 m to 200 m is meant"),
        ],
    );
}

#[test]
fn a_door_has_a_room_on_both_sides_and_a_wall_to_stand_in() {
    let barriers = vec![
        barrier("outside", at(0, 100), at(0, 190), "solid_door"),
        barrier("below", at(500, 60), at(590, 60), "solid_door"),
        barrier("wide", at(400, 0), at(400, 90), "solid_door"),
        barrier("inside", at(200, 100), at(200, 190), "solid_door"),
        barrier("nowhere", at(5_000, 100), at(5_000, 190), "solid_door"),
        barrier("screen", at(200, 100), at(200, 190), "screen"),
        barrier("across", at(300, 50), at(500, 50), "screen"),
        Barrier { top: Some(400), ..barrier("high", at(400, 0), at(400, 50), "solid_door") },
        Barrier { open: true, ..barrier("glass", at(400, 0), at(400, 50), "glass") },
    ];
    check(
        floor(two(), barriers),
        &[
            (Part::Barrier(0), "there is no room to its left"),
            (Part::Barrier(1), "there is no room below it"),
            (Part::Barrier(2), "it is 0.9 m wide, in a wall of 0.6 m"),
            (Part::Barrier(3), "it stands inside `a`, where only a screen can; others stand where two rooms touch"),
            (Part::Barrier(4), "there is no room to its left"),
            (Part::Barrier(6), "it stands inside `a`, where only a screen can; others stand where two rooms touch"),
            (Part::Barrier(7), "it is 4 m high, between rooms of 2.7 m"),
            (Part::Barrier(8), "`glass` cannot stand open; what is open for good is an `opening`"),
        ],
    );
}

#[test]
fn a_machine_stands_in_a_room_and_walls_are_walls() {
    let floor = Floor { walls: kind("glass").unwrap(), height: 50, ..floor(two(), vec![]) };
    let machine = Machine { id: "m".into(), at: at(900, 900), level: Level(520), shape: SHAPES[1], on: true };
    check(
        Floor { machines: vec![machine], ..floor },
        &[
            (Part::Floor, "`glass` is no wall; walls are `drywall`, `drywall_steel`, `drywall_filled`, `masonry`"),
            (Part::Floor, "a height of 0.5 m, where 1 m to 20 m is meant"),
            (Part::Machine(0), "it stands in no room"),
        ],
    );
    check(Floor { rooms: vec![], ..self::floor(vec![], vec![]) }, &[(Part::Floor, "a floor needs a room")]);
}

#[test]
fn nothing_is_too_hostile_to_be_told() {
    let far = Point { x: i32::MAX, y: i32::MIN };
    let rooms =
        (0..25).map(|index| room(&format!("r{index}"), far, Point { x: i32::MIN, y: i32::MAX }, "soft", i32::MAX));
    let barriers =
        (0..61).map(|index| barrier(&format!("b{index}"), far, Point { x: i32::MIN, y: i32::MIN }, "solid_door"));
    let problems = Plan::new(floor(rooms.collect(), barriers.collect())).unwrap_err();
    assert!(
        problems
            .contains(&PlanProblem { at: Part::Floor, wrong: Wrong::TooMany { what: "rooms", count: 25, most: 24 } })
    );
    assert!(
        problems.contains(&PlanProblem {
            at: Part::Floor,
            wrong: Wrong::TooMany { what: "barriers", count: 61, most: 60 }
        })
    );
    let plan = plan(clinic());
    assert_eq!(plan.hears(&VOICES[0], far, far, Arrangement::default()).heard, Heard::Nothing);
}

#[test]
fn more_ways_than_can_be_followed_are_refused() {
    let rooms: Vec<_> =
        (0..4).map(|index| room(&format!("r{index}"), at(index * 400, 0), at(400, 1_000), "soft", 300)).collect();
    let door =
        |x: i32, index: i32| barrier(&format!("d{x}.{index}"), at(x, index * 50), at(x, index * 50 + 40), "opening");
    let barriers = [400, 800, 1200].into_iter().flat_map(|x| (0..20).map(move |index| (x, index)));
    let barriers: Vec<_> = barriers.map(|(x, index)| door(x, index)).collect();
    let problems = Plan::new(floor(rooms.clone(), barriers.clone())).unwrap_err();
    assert_eq!(problems, [PlanProblem { at: Part::Floor, wrong: Wrong::TooManyRoutes { most: MOST_ROUTES } }]);
    assert!(Plan::new(floor(rooms, barriers.into_iter().step_by(3).collect())).is_ok());
}

#[test]
fn a_side_is_told_as_on_the_plan() {
    let sides =
        [Side::Left, Side::Right, Side::Above, Side::Below].map(|side| Wrong::NoRoomBeside { side }.to_string());
    assert_eq!(sides.last().unwrap(), "there is no room below it");
}
