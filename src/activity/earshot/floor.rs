//! A floor as an author draws it, in whole centimeters, x to the right and y down, and everything that can be wrong with
//! the drawing, told at once.

use super::figures::{Finish, Kind, LOSSES, Make, SCREEN, Shape};
use super::level::Level;
use std::fmt;
use thiserror::Error;

/// The most rooms a floor may have.
pub const MOST_ROOMS: usize = 24;
/// The most barriers that may be drawn on a floor.
pub const MOST_BARRIERS: usize = 60;
/// The most machines that may stand on a floor.
pub const MOST_MACHINES: usize = 8;
/// The longest a floor or a room may be.
pub const LONGEST: i32 = 20_000;
/// Far enough for any building, and near enough for whole numbers.
const PLACE: (i32, i32) = (-100_000, 100_000);
const ROOM: (i32, i32) = (50, LONGEST);
const HEIGHT: (i32, i32) = (100, 2_000);
const ACROSS: (i32, i32) = (10, LONGEST);
const LOUDNESS: (Level, Level) = (Level(0), Level(1_000));

/// A place on a floor, in centimeters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

impl Point {
    /// How far it is, in whole centimeters.
    pub fn distance(self, other: Self) -> u32 {
        let square = |a: i32, b: i32| u64::from(a.abs_diff(b)).pow(2);
        let squares = square(self.x, other.x).saturating_add(square(self.y, other.y));
        u32::try_from(squares.isqrt()).unwrap_or(u32::MAX)
    }
}

/// A length in centimeters, told in meters: 2.05 m.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meters(pub i32);

impl fmt::Display for Meters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(f, "{sign}{whole} m"),
            _ if part % 10 == 0 => write!(f, "{sign}{whole}.{} m", part / 10),
            _ => write!(f, "{sign}{whole}.{part:02} m"),
        }
    }
}

/// A room: a rectangle along the axes. A room round a corner is two, with an opening between them.
#[derive(Clone, Debug)]
pub struct Room {
    /// By which it is named.
    pub id: String,
    /// Its corner up and to the left.
    pub at: Point,
    /// How wide (x) and deep (y) it is.
    pub size: Point,
    /// How high, where it is not as high as the floor.
    pub height: Option<i32>,
    /// What its surfaces swallow.
    pub finish: &'static Finish,
    /// The noise in it when nobody talks, A-weighted.
    pub hush: Level,
    /// What that noise is made of.
    pub shape: &'static Shape,
}

/// Something between two rooms, or a screen in one.
#[derive(Clone, Debug)]
pub struct Barrier {
    /// By which it is named.
    pub id: String,
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
    /// What it is.
    pub kind: &'static Kind,
    /// How high it is itself, from its own lower edge; where nothing is said, as is usual for its kind.
    pub top: Option<i32>,
    /// Whether it stands open.
    pub open: bool,
}

/// Something that makes a noise.
#[derive(Clone, Debug)]
pub struct Machine {
    /// By which it is named.
    pub id: String,
    /// Where it stands.
    pub at: Point,
    /// How loud it is at 1 m, A-weighted.
    pub level: Level,
    /// What its noise is made of.
    pub shape: &'static Shape,
    /// Whether it runs.
    pub on: bool,
}

/// A floor. That ids are told apart is the business of whoever read them.
#[derive(Clone, Debug)]
pub struct Floor {
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// What stands between them, besides the walls.
    pub barriers: Vec<Barrier>,
    /// What makes a noise.
    pub machines: Vec<Machine>,
    /// What the walls are made of: they stand wherever two rooms touch, unless a wall is drawn there.
    pub walls: &'static Kind,
    /// How high the rooms are.
    pub height: i32,
}

/// What is wrong with a floor, and which part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanProblem {
    /// The part at fault.
    pub at: Part,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// A part of a floor, by its place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The floor itself.
    Floor,
    /// A room.
    Room(usize),
    /// A barrier.
    Barrier(usize),
    /// A machine.
    Machine(usize),
}

/// One of the four sides of something, as on the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they say what they are")]
pub enum Side {
    Left,
    Right,
    Above,
    Below,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Left => "to its left",
            Self::Right => "to its right",
            Self::Above => "above it",
            Self::Below => "below it",
        })
    }
}

/// What can be wrong with a floor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Wrong {
    #[error("a floor needs a room")]
    NoRoom,
    #[error("{count} {what}, where a floor may have {most}")]
    TooMany { what: &'static str, count: usize, most: usize },
    #[error("{what} of {}, where {} to {} is meant", Meters(*is), Meters(*least), Meters(*most))]
    Size { what: &'static str, is: i32, least: i32, most: i32 },
    #[error("{is} dBA, where {least} to {most} is meant")]
    Loudness { is: Level, least: Level, most: Level },
    #[error("`{kind}` is no wall; {}", walls())]
    NotAWall { kind: &'static str },
    #[error("this room and `{other}` overlap by {}", Meters(*by))]
    Overlap { other: String, by: i32 },
    #[error("it runs aslant: one of its two coordinates has to stay the same")]
    Aslant,
    #[error("there is no room {side}")]
    NoRoomBeside { side: Side },
    #[error("it stands inside `{room}`, where only a screen can; others stand where two rooms touch")]
    Inside { room: String },
    #[error("it is {} wide, in a wall of {}", Meters(*is), Meters(*wall))]
    WiderThanItsWall { is: i32, wall: i32 },
    #[error("it is {} high, between rooms of {}", Meters(*is), Meters(*most))]
    HigherThanItsWall { is: i32, most: i32 },
    #[error("`{kind}` cannot stand open; what is open for good is an `opening`")]
    CannotOpen { kind: &'static str },
    #[error("it stands in no room")]
    InNoRoom,
    #[error("sound has more than {most} ways through this floor: draw fewer rooms, or fewer barriers between them")]
    TooManyRoutes { most: usize },
}

fn walls() -> String {
    let walls: Vec<_> =
        LOSSES.iter().filter(|kind| kind.make == Make::Wall).map(|kind| format!("`{}`", kind.word)).collect();
    format!("walls are {}", walls.join(", "))
}

/// A rectangle along the axes, or a line along one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) above: i32,
    pub(super) below: i32,
}

impl Span {
    pub(super) fn between(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), right: a.x.max(b.x), above: a.y.min(b.y), below: a.y.max(b.y) }
    }

    pub(super) fn width(self) -> i32 {
        self.right.saturating_sub(self.left)
    }

    pub(super) fn depth(self) -> i32 {
        self.below.saturating_sub(self.above)
    }

    /// What both have in common; upside down where that is nothing.
    pub(super) fn common(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            right: self.right.min(other.right),
            above: self.above.max(other.above),
            below: self.below.min(other.below),
        }
    }

    /// Where the two touch along an edge: the line between them.
    pub(super) fn shared_edge(self, other: Self) -> Option<Self> {
        let common = self.common(other);
        let edge = (common.width() == 0 && common.depth() > 0) || (common.depth() == 0 && common.width() > 0);
        edge.then_some(common)
    }

    /// The longer of its sides: of a line, its length.
    pub(super) fn length(self) -> i32 {
        self.width().max(self.depth())
    }

    /// Whether the point is in it; the edges to the right and below belong to the neighbor.
    pub(super) fn has(self, point: Point) -> bool {
        (self.left..self.right).contains(&point.x) && (self.above..self.below).contains(&point.y)
    }

    fn holds(self, other: Self) -> bool {
        self.common(other) == other
    }

    fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            above: self.above.min(other.above),
            below: self.below.max(other.below),
        }
    }

    /// How this rectangle lies to a line along an axis, where the two touch at all.
    fn lies(self, line: Self) -> Option<Lies> {
        let common = self.common(line);
        if common.width() < 0 || common.depth() < 0 || common.length() == 0 {
            return None;
        }
        let (ends, starts) = if line.width() == 0 {
            (self.right == line.left, self.left == line.left)
        } else {
            (self.below == line.above, self.above == line.above)
        };
        Some(match (line.width() == 0, ends, starts) {
            (true, true, _) => Lies::Beside(Side::Left),
            (true, _, true) => Lies::Beside(Side::Right),
            (false, true, _) => Lies::Beside(Side::Above),
            (false, _, true) => Lies::Beside(Side::Below),
            (_, false, false) => Lies::Around,
        })
    }
}

/// How a room lies to a barrier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    Around,
    Beside(Side),
}

impl Room {
    pub(super) fn span(&self) -> Span {
        let far = Point { x: self.at.x.saturating_add(self.size.x), y: self.at.y.saturating_add(self.size.y) };
        Span { left: self.at.x, right: far.x, above: self.at.y, below: far.y }
    }
}

impl Barrier {
    pub(super) fn span(&self) -> Span {
        Span::between(self.from, self.to)
    }
}

impl Floor {
    /// The room of a point.
    pub(super) fn room_at(&self, point: Point) -> Option<usize> {
        self.rooms.iter().position(|room| room.span().has(point))
    }

    /// The two rooms between which a barrier stands, twice the same for a screen in a room; or what is wrong with its place.
    pub(super) fn beside(&self, barrier: &Barrier) -> Result<(usize, usize), Wrong> {
        let line = barrier.span();
        let rooms = self.rooms.iter().enumerate().map(|(index, room)| (index, room.span()));
        let touching: Vec<_> = rooms.filter_map(|(index, span)| Some((index, span, span.lies(line)?))).collect();
        if let Some((index, span, _)) = touching.iter().find(|(.., lies)| *lies == Lies::Around) {
            let screen = barrier.kind == SCREEN && span.holds(line);
            let room = || self.rooms.get(*index).map(|room| room.id.clone()).unwrap_or_default();
            return if screen { Ok((*index, *index)) } else { Err(Wrong::Inside { room: room() }) };
        }
        let on = |side: Side| {
            touching.iter().filter(move |(.., lies)| *lies == Lies::Beside(side)).map(|(at, span, _)| (*at, *span))
        };
        let (one, other) = if line.width() == 0 { (Side::Left, Side::Right) } else { (Side::Above, Side::Below) };
        if let Some(side) = [one, other].into_iter().find(|side| on(*side).next().is_none()) {
            return Err(Wrong::NoRoomBeside { side });
        }
        let whole = |side: Side| on(side).find(|(_, span)| span.holds(line)).map(|(index, _)| index);
        if let (Some(one), Some(other)) = (whole(one), whole(other)) {
            return Ok((one, other));
        }
        let edges = on(one).flat_map(|(_, span)| on(other).filter_map(move |(_, beyond)| span.shared_edge(beyond)));
        Err(Wrong::WiderThanItsWall { is: line.length(), wall: edges.map(Span::length).max().unwrap_or(0) })
    }

    /// Everything that is wrong with the drawing.
    pub(super) fn problems(&self) -> Vec<PlanProblem> {
        let mut found = Found(Vec::new());
        self.check_whole(&mut found);
        self.rooms.iter().enumerate().for_each(|(index, room)| self.check_room(index, room, &mut found));
        self.barriers.iter().enumerate().for_each(|(index, barrier)| self.check_barrier(index, barrier, &mut found));
        self.machines.iter().enumerate().for_each(|(index, machine)| self.check_machine(index, machine, &mut found));
        found.0
    }

    fn check_whole(&self, found: &mut Found) {
        let at = Part::Floor;
        if self.rooms.is_empty() {
            found.add(at, Wrong::NoRoom);
        }
        for (what, count, most) in [
            ("rooms", self.rooms.len(), MOST_ROOMS),
            ("barriers", self.barriers.len(), MOST_BARRIERS),
            ("machines", self.machines.len(), MOST_MACHINES),
        ] {
            if count > most {
                found.add(at, Wrong::TooMany { what, count, most });
            }
        }
        if self.walls.make != Make::Wall {
            found.add(at, Wrong::NotAWall { kind: self.walls.word });
        }
        found.size(at, "a height", self.height, HEIGHT);
        let whole = self.rooms.iter().map(Room::span).reduce(Span::around);
        if let Some(whole) = whole {
            found.size(at, "a length", whole.length(), (0, LONGEST));
        }
    }

    fn check_room(&self, index: usize, room: &Room, found: &mut Found) {
        let at = Part::Room(index);
        for place in [room.at.x, room.at.y] {
            found.size(at, "a place", place, PLACE);
        }
        found.size(at, "a width", room.size.x, ROOM);
        found.size(at, "a depth", room.size.y, ROOM);
        if let Some(height) = room.height {
            found.size(at, "a height", height, HEIGHT);
        }
        found.loudness(at, room.hush);
        for other in self.rooms.iter().take(index) {
            let common = room.span().common(other.span());
            let by = common.width().min(common.depth());
            if by > 0 {
                found.add(at, Wrong::Overlap { other: other.id.clone(), by });
            }
        }
    }

    fn check_barrier(&self, index: usize, barrier: &Barrier, found: &mut Found) {
        let (at, line) = (Part::Barrier(index), barrier.span());
        if barrier.open && barrier.kind.make != Make::Door {
            found.add(at, Wrong::CannotOpen { kind: barrier.kind.word });
        }
        if let Some(top) = barrier.top {
            found.size(at, "a height", top, ACROSS);
        }
        if line.width() > 0 && line.depth() > 0 {
            return found.add(at, Wrong::Aslant);
        }
        if !found.size(at, "a width", line.length(), ACROSS) {
            return;
        }
        match self.beside(barrier) {
            Err(wrong) => found.add(at, wrong),
            Ok(rooms) => {
                let most = self.lower_of(rooms);
                if let Some(is) = barrier.top.filter(|top| *top > most) {
                    found.add(at, Wrong::HigherThanItsWall { is, most });
                }
            }
        }
    }

    fn check_machine(&self, index: usize, machine: &Machine, found: &mut Found) {
        let at = Part::Machine(index);
        found.loudness(at, machine.level);
        if self.room_at(machine.at).is_none() {
            found.add(at, Wrong::InNoRoom);
        }
    }

    /// The height of the lower of two rooms.
    pub(super) fn lower_of(&self, (one, other): (usize, usize)) -> i32 {
        let height = |room: usize| self.rooms.get(room).map_or(self.height, |room| room.height.unwrap_or(self.height));
        height(one).min(height(other))
    }
}

struct Found(Vec<PlanProblem>);

impl Found {
    fn add(&mut self, at: Part, wrong: Wrong) {
        self.0.push(PlanProblem { at, wrong });
    }

    /// Whether the size is as it should be.
    fn size(&mut self, at: Part, what: &'static str, is: i32, (least, most): (i32, i32)) -> bool {
        let fits = (least..=most).contains(&is);
        if !fits {
            self.add(at, Wrong::Size { what, is, least, most });
        }
        fits
    }

    fn loudness(&mut self, at: Part, is: Level) {
        let (least, most) = LOUDNESS;
        if !(least..=most).contains(&is) {
            self.add(at, Wrong::Loudness { is, least, most });
        }
    }
}
