//! A floor whose drawing is in order, and the ways that sound has through it: from room to room through at most three
//! elements, no room twice. Which ways there are never depends on doors; they are found once.

use super::figures::{EAR, Kind, Make, SCREEN};
use super::floor::{Barrier, Floor, Part, PlanProblem, Point, Room, Span, Wrong};
use super::level::{Level, Mixture, Spectrum, ten_log};
use std::collections::BTreeMap;

/// The most ways that sound may have through a floor, there and back counted once.
pub const MOST_ROUTES: usize = 4_096;
/// Through how many elements sound is followed.
const MOST_LEGS: usize = 3;

/// A floor, ready to be asked who hears what.
#[derive(Clone, Debug)]
pub struct Plan {
    floor: Floor,
    elements: Vec<Element>,
    rooms: Vec<Surrounding>,
    /// By the room of the mouth and the room of the ear.
    routes: BTreeMap<(usize, usize), Vec<Route>>,
    screens: Vec<(usize, Span)>,
    pub(super) machines: Vec<Source>,
}

/// What stands between two rooms: a barrier as drawn, or a wall that nobody had to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The barrier's, or for a wall that is not drawn the two rooms'.
    pub id: String,
    /// What it is.
    pub kind: &'static Kind,
    /// Between which rooms.
    pub rooms: (usize, usize),
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
    /// How high it is.
    pub top: i32,
    /// Its place among the barriers as drawn.
    pub barrier: Option<usize>,
}

/// Which doors stand open and which machines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arrangement {
    open: u64,
    off: u64,
}

impl Arrangement {
    /// Every door shut, every machine running.
    pub const ALL_SHUT: Self = Self { open: 0, off: 0 };

    /// With this barrier open; that changes nothing for what cannot be opened.
    pub fn open(self, barrier: usize) -> Self {
        Self { open: self.open | bit(barrier), ..self }
    }

    /// With this barrier shut.
    pub fn shut(self, barrier: usize) -> Self {
        Self { open: self.open & !bit(barrier), ..self }
    }

    /// With this machine running.
    pub fn on(self, machine: usize) -> Self {
        Self { off: self.off & !bit(machine), ..self }
    }

    /// With this machine off.
    pub fn off(self, machine: usize) -> Self {
        Self { off: self.off | bit(machine), ..self }
    }

    /// Whether this barrier is open.
    pub fn is_open(self, barrier: usize) -> bool {
        self.open & bit(barrier) != 0
    }

    /// Whether this machine runs.
    pub fn is_on(self, machine: usize) -> bool {
        self.off & bit(machine) == 0
    }
}

fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
}

impl Plan {
    /// The floor as a plan.
    ///
    /// # Errors
    /// Everything that is wrong with the drawing; ways beyond count only where nothing else is.
    pub fn new(floor: Floor) -> Result<Self, Vec<PlanProblem>> {
        let problems = floor.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let rooms: Vec<_> = floor.rooms.iter().map(|room| Surrounding::of(&floor, room)).collect();
        let elements = elements(&floor);
        let Some(routes) = routes(&rooms, &elements) else {
            let wrong = Wrong::TooManyRoutes { most: MOST_ROUTES };
            return Err(vec![PlanProblem { at: Part::Floor, wrong }]);
        };
        let screens = elements.iter().filter(|element| element.rooms.0 == element.rooms.1);
        let screens = screens.map(|screen| (screen.rooms.0, Span::between(screen.from, screen.to))).collect();
        let machines = floor.machines.iter().filter_map(|machine| {
            let levels = machine.shape.at(machine.level);
            Some(Source { room: floor.room_at(machine.at)?, at: machine.at, levels })
        });
        let machines = machines.collect();
        Ok(Self { floor, elements, rooms, routes, screens, machines })
    }

    /// The floor as drawn.
    pub fn floor(&self) -> &Floor {
        &self.floor
    }

    /// Everything that stands between rooms: the barriers as drawn, in their order, then the walls.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The room of a point, by its place among the rooms.
    pub fn room_at(&self, point: Point) -> Option<usize> {
        self.floor.room_at(point)
    }

    /// The critical distance of a room in centimeters: nearer, speech falls by 6 dB a doubling; farther, by 3.
    pub fn critical_distance(&self, room: usize) -> Option<u32> {
        self.rooms.get(room).map(|room| room.critical)
    }

    /// Doors and machines as drawn.
    pub fn as_drawn(&self) -> Arrangement {
        let doors = self.floor.barriers.iter().enumerate().filter(|(_, barrier)| barrier.open);
        let silent = self.floor.machines.iter().enumerate().filter(|(_, machine)| !machine.on);
        let open = doors.fold(Arrangement::default(), |arrangement, (door, _)| arrangement.open(door));
        silent.fold(open, |arrangement, (machine, _)| arrangement.off(machine))
    }

    /// The ways from one room to another; from a room to itself there is one, through nothing.
    pub(super) fn routes(&self, from: usize, to: usize) -> &[Route] {
        self.routes.get(&(from, to)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn surrounding(&self, room: usize) -> Option<&Surrounding> {
        self.rooms.get(room)
    }

    /// Whether a screen stands between two people in one room.
    pub(super) fn screened(&self, room: usize, one: Point, other: Point) -> bool {
        self.screens.iter().any(|(its, screen)| *its == room && crosses(*screen, one, other))
    }
}

/// Something that can be heard, and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) room: usize,
    pub(super) at: Point,
    pub(super) levels: Spectrum,
}

/// What a room does to sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surrounding {
    pub(super) critical: u32,
    /// What a screen in it takes from the sound that comes by the ceiling.
    pub(super) ceiling: Level,
    /// What can be heard in it when nobody talks and no machine runs: its hush, and the ear's own noise.
    pub(super) quiet: Mixture,
}

impl Surrounding {
    fn of(floor: &Floor, room: &Room) -> Self {
        let height = room.height.unwrap_or(floor.height);
        Self {
            critical: critical_distance(room.size, height, room.finish.absorbs),
            ceiling: room.finish.screen,
            quiet: [room.shape.at(room.hush), EAR].into_iter().collect(),
        }
    }
}

/// The critical distance of a room of this size, in centimeters: its square is the absorption (Sabine) through 8 pi.
pub fn critical_distance(size: Point, height: i32, absorbs: u32) -> u32 {
    let long = |length: i32| u64::from(length.max(0).unsigned_abs());
    let (width, depth, height) = (long(size.x), long(size.y), long(height));
    let surfaces = 2 * width * depth + 2 * (width + depth) * height;
    let absorption = surfaces.saturating_mul(u64::from(absorbs)) / 100;
    let squared = absorption.saturating_mul(100_000) / 2_513_274;
    u32::try_from(squared.isqrt()).unwrap_or(u32::MAX).max(1)
}

/// By how much speech has fallen at a distance, against 1 m in the open: 6 dB a doubling near the mouth, 3 dB beyond the
/// critical distance. Nobody is nearer than `nearest`.
pub fn fall(distance: u32, critical: u32, nearest: u32) -> Level {
    let (distance, critical) = (u64::from(distance.max(nearest)), u64::from(critical));
    let area = distance.saturating_mul(distance);
    ten_log((critical + distance).saturating_mul(10_000), critical.saturating_mul(area))
}

/// By how much sound has fallen at a distance in the open, and so along a straight line through barriers.
pub fn straight(distance: u32) -> Level {
    ten_log(10_000, u64::from(distance.max(MOUTH)).pow(2))
}

/// What an element of this area (in square centimeters) sends on, before its loss: 6 dB less for a field from all sides,
/// 8 dB less for radiation into half a room.
pub fn through(area: u64) -> Level {
    ten_log(area, 10_000) - Level(140)
}

/// Nobody's ear is nearer to a mouth than this.
pub const MOUTH: u32 = 30;
/// Nor nearer to the middle of a door.
pub const DOOR: u32 = 50;
/// Nor to a wall, which is no point.
pub const WALL: u32 = 100;

/// One way of sound from a room to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    pub(super) legs: Vec<Leg>,
}

/// Up to an element, and through it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg {
    pub(super) element: usize,
    line: Span,
    /// Critical distance of the room in which sound comes up to it.
    critical: u32,
    sent_on: Level,
    loss: Spectrum,
    make: Make,
    barrier: Option<usize>,
}

impl Leg {
    fn of(element: usize, it: &Element, critical: u32) -> Self {
        let line = Span::between(it.from, it.to);
        let area = u64::from(line.length().unsigned_abs()) * u64::from(it.top.unsigned_abs());
        let (loss, make) = (it.kind.loss, it.kind.make);
        Self { element, line, critical, sent_on: through(area), loss, make, barrier: it.barrier }
    }

    /// Where the sound goes through: a wall at its nearest point, anything else in the middle.
    fn foot(&self, from: Point) -> Point {
        match self.make {
            Make::Wall => Point {
                x: from.x.clamp(self.line.left, self.line.right),
                y: from.y.clamp(self.line.above, self.line.below),
            },
            Make::Door | Make::Fixed => Point {
                x: (self.line.left + self.line.right).div_euclid(2),
                y: (self.line.above + self.line.below).div_euclid(2),
            },
        }
    }

    fn nearest(&self) -> u32 {
        match self.make {
            Make::Wall => WALL,
            Make::Door | Make::Fixed => DOOR,
        }
    }

    /// From the element to an ear in a room of this critical distance.
    pub(super) fn down_to(&self, ear: Point, critical: u32) -> Level {
        fall(self.foot(ear).distance(ear), critical, self.nearest())
    }

    fn loss(&self, arrangement: Arrangement) -> Spectrum {
        let open = self.make == Make::Door && self.barrier.is_some_and(|barrier| arrangement.is_open(barrier));
        if open { Spectrum::default() } else { self.loss }
    }
}

impl Route {
    /// What is left of a sound when it has gone through the last element, but for the loss.
    pub(super) fn up_from(&self, mouth: Point) -> Level {
        let (mut at, mut level) = (mouth, Level(0));
        for leg in &self.legs {
            let foot = leg.foot(at);
            level = level + fall(foot.distance(at), leg.critical, leg.nearest()) + leg.sent_on;
            at = foot;
        }
        level
    }

    /// What its elements take from it.
    pub(super) fn loss(&self, arrangement: Arrangement) -> Spectrum {
        self.legs.iter().fold(Spectrum::default(), |loss, leg| loss + leg.loss(arrangement))
    }

    /// Whether the straight line from mouth to ear goes through all its elements.
    pub(super) fn is_straight(&self, mouth: Point, ear: Point) -> bool {
        self.legs.iter().rev().all(|leg| crosses(leg.line, mouth, ear))
    }
}

/// Whether the straight line between two points goes through a line along an axis, and not only up to it.
fn crosses(line: Span, a: Point, b: Point) -> bool {
    let along_y = line.left == line.right;
    let turned = |point: Point| if along_y { (point.y, point.x) } else { (point.x, point.y) };
    let ((a_along, a_off), (b_along, b_off)) = (turned(a), turned(b));
    let (at, first, last) =
        if along_y { (line.left, line.above, line.below) } else { (line.above, line.left, line.right) };
    let off = |value: i32| i64::from(value) - i64::from(at);
    if off(a_off).signum() * off(b_off).signum() >= 0 {
        return false;
    }
    // Where the two meet, times how far b is from a across the line: so nothing has to be divided.
    let across = off(b_off) - off(a_off);
    let meets = i64::from(b_along) * -off(a_off) + i64::from(a_along) * off(b_off);
    let (one, other) = (i64::from(first) * across, i64::from(last) * across);
    (one.min(other)..=one.max(other)).contains(&meets)
}

/// The barriers as drawn, and walls wherever else rooms touch.
fn elements(floor: &Floor) -> Vec<Element> {
    let drawn = floor.barriers.iter().enumerate().filter_map(|(index, barrier)| {
        let rooms = floor.beside(barrier).ok()?;
        let lower = floor.lower_of(rooms);
        let top = barrier.top.or(barrier.kind.top).map_or(lower, |top| top.min(lower));
        let Barrier { id, from, to, kind, .. } = barrier.clone();
        Some(Element { id, kind, rooms, from, to, top, barrier: Some(index) })
    });
    let mut elements: Vec<_> = drawn.collect();
    let drawn_walls: Vec<_> = elements.iter().filter(|element| element.kind.make == Make::Wall).cloned().collect();
    for (one, room) in floor.rooms.iter().enumerate() {
        for (other, beyond) in floor.rooms.iter().enumerate() {
            if let Some(edge) = room.span().shared_edge(beyond.span())
                && (room.at.x, room.at.y, one) < (beyond.at.x, beyond.at.y, other)
            {
                let taken: Vec<_> = drawn_walls.iter().filter(|wall| same_rooms(wall.rooms, (one, other))).collect();
                let walls = left_over(edge, &taken).into_iter().enumerate().map(|(piece, (from, to))| Element {
                    id: wall_id(&room.id, &beyond.id, piece),
                    kind: floor.walls,
                    rooms: (one, other),
                    from,
                    to,
                    top: floor.lower_of((one, other)),
                    barrier: None,
                });
                elements.extend(walls);
            }
        }
    }
    elements
}

fn same_rooms(one: (usize, usize), other: (usize, usize)) -> bool {
    one == other || one == (other.1, other.0)
}

fn wall_id(one: &str, other: &str, piece: usize) -> String {
    match piece {
        0 => format!("{one}|{other}"),
        more => format!("{one}|{other}.{}", more + 1),
    }
}

/// What is left of an edge besides the walls drawn on it.
fn left_over(edge: Span, walls: &[&Element]) -> Vec<(Point, Point)> {
    let along_y = edge.left == edge.right;
    let along = |span: Span| if along_y { (span.above, span.below) } else { (span.left, span.right) };
    let point = |along: i32| if along_y { Point { x: edge.left, y: along } } else { Point { x: along, y: edge.above } };
    let mut taken: Vec<_> = walls.iter().map(|wall| along(Span::between(wall.from, wall.to))).collect();
    taken.sort_unstable();
    let (mut from, end) = along(edge);
    let mut left = Vec::new();
    for (start, stop) in taken.into_iter().chain([(end, end)]) {
        if start > from {
            left.push((point(from), point(start)));
        }
        from = from.max(stop);
    }
    left
}

/// Every way from every room to every other; `None` where they are too many.
fn routes(rooms: &[Surrounding], elements: &[Element]) -> Option<BTreeMap<(usize, usize), Vec<Route>>> {
    let mut doors: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rooms.len()];
    for (index, element) in elements.iter().enumerate() {
        let (one, other) = element.rooms;
        if one != other {
            doors.get_mut(one)?.push((index, other));
            doors.get_mut(other)?.push((index, one));
        }
    }
    let mut found: BTreeMap<(usize, usize), Vec<Route>> = BTreeMap::new();
    let mut count = 0;
    for from in 0..rooms.len() {
        let mut waiting = vec![(from, Route::default(), vec![from])];
        while let Some((room, route, seen)) = waiting.pop() {
            // A way back is no other way.
            count += usize::from(from <= room);
            if count > MOST_ROUTES {
                return None;
            }
            if route.legs.len() < MOST_LEGS {
                for (index, beyond) in doors.get(room)?.iter().filter(|(_, beyond)| !seen.contains(beyond)) {
                    let leg = Leg::of(*index, elements.get(*index)?, rooms.get(room)?.critical);
                    let legs = route.legs.iter().copied().chain([leg]).collect();
                    let seen = seen.iter().copied().chain([*beyond]).collect();
                    waiting.push((*beyond, Route { legs }, seen));
                }
            }
            found.entry((from, room)).or_default().push(route);
        }
    }
    // Ways that end at the same element lie together: so the last leg of a field is found once for all of them.
    found.values_mut().for_each(|routes| routes.sort_by_key(|route| route.legs.last().map(|leg| leg.element)));
    Some(found)
}

/// The loss of a screen in a room.
pub(super) fn screen() -> Spectrum {
    SCREEN.loss
}
