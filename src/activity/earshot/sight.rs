//! Who can be seen from where: along a straight line, through doors that stand open, openings and glass, never through a
//! wall or over a screen.

use super::figures::Make;
use super::floor::Point;
use super::plan::{Arrangement, Element, Plan};

/// How far apart the points are at which a line of sight is looked at, in centimeters.
const STEP: u32 = 5;

/// Is somebody there in sight from here?
pub fn is_in_sight(plan: &Plan, arrangement: Arrangement, from: Point, to: Point) -> bool {
    let steps = i32::try_from(from.distance(to) / STEP + 1).unwrap_or(1);
    let along = |a: i32, b: i32, step: i32| {
        let part = i64::from(b - a) * i64::from(step) / i64::from(steps);
        a + i32::try_from(part).unwrap_or(0)
    };
    let point = |step: i32| Point { x: along(from.x, to.x, step), y: along(from.y, to.y, step) };
    (1..=steps).all(|step| passes(plan, arrangement, point(step - 1), point(step)))
}

/// Does sight come from one point to the next, a hand's breadth on?
fn passes(plan: &Plan, arrangement: Arrangement, from: Point, to: Point) -> bool {
    let Some((room, next)) = plan.room_at(from).zip(plan.room_at(to)) else { return false };
    let between = |element: &&Element| element.rooms == (room, next) || element.rooms == (next, room);
    let mut met = plan.elements().iter().filter(between).filter(|element| is_met(element, from, to));
    if room == next { met.next().is_none() } else { met.any(|element| is_clear(element, arrangement)) }
}

/// Can one look through it?
fn is_clear(element: &Element, arrangement: Arrangement) -> bool {
    let open = element.barrier.is_some_and(|barrier| arrangement.is_open(barrier));
    let glass = ["opening", "glass", "window", "car"].contains(&element.kind.word);
    glass || (element.kind.make == Make::Door && open)
}

/// Does the way between two points that lie close together meet it?
fn is_met(element: &Element, from: Point, to: Point) -> bool {
    let upright = element.from.x == element.to.x;
    let turned = |point: Point| if upright { (point.x, point.y) } else { (point.y, point.x) };
    let ((line, one), (_, other)) = (turned(element.from), turned(element.to));
    let ((a, along), (b, _)) = (turned(from), turned(to));
    let crossed = (a < line) != (b < line);
    crossed && (one.min(other)..=one.max(other)).contains(&along)
}

#[cfg(test)]
mod tests {
    use super::super::figures::{finish, kind, shape};
    use super::super::{Barrier, Floor, Level, Room};
    use super::*;

    /// Two rooms beside each other with a door between them, and a screen in the right one.
    fn plan() -> Plan {
        let room = |id: &str, x: i32| Room {
            id: id.to_owned(),
            at: Point { x, y: 0 },
            size: Point { x: 400, y: 400 },
            height: None,
            finish: finish("soft").unwrap(),
            hush: Level(350),
            shape: shape("hush").unwrap(),
        };
        let barrier = |id: &str, word: &str, (x, y): (i32, i32), to: (i32, i32)| Barrier {
            id: id.to_owned(),
            from: Point { x, y },
            to: Point { x: to.0, y: to.1 },
            kind: kind(word).unwrap(),
            top: None,
            open: false,
        };
        let floor = Floor {
            rooms: vec![room("left", 0), room("right", 400)],
            barriers: vec![
                barrier("door", "hollow_door", (400, 100), (400, 200)),
                barrier("screen", "screen", (600, 0), (600, 250)),
            ],
            machines: Vec::new(),
            walls: kind("drywall").unwrap(),
            height: 270,
        };
        Plan::new(floor).unwrap()
    }

    fn at(x: i32, y: i32) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_door_is_looked_through_when_it_stands_open_and_never_when_it_is_shut() {
        let (plan, shut) = (plan(), Arrangement::ALL_SHUT);
        let (here, there) = (at(100, 150), at(500, 150));
        assert!(!is_in_sight(&plan, shut, here, there));
        assert!(is_in_sight(&plan, shut.open(0), here, there));
        assert!(is_in_sight(&plan, shut.open(0), there, here), "sight goes both ways");
        assert!(!is_in_sight(&plan, shut.open(0), at(100, 390), at(500, 390)), "the wall beside it stays a wall");
    }

    #[test]
    fn a_screen_hides_who_sits_behind_it() {
        let (plan, shut) = (plan(), Arrangement::ALL_SHUT);
        assert!(!is_in_sight(&plan, shut, at(500, 100), at(700, 100)));
        assert!(is_in_sight(&plan, shut, at(500, 350), at(700, 350)));
        assert!(is_in_sight(&plan, shut, at(100, 100), at(300, 300)), "in one room there is nothing in the way");
    }
}
