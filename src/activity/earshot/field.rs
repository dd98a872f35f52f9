//! The field of a talk, for a picture: what a listener would make out in every cell of the plan. It says of each cell what
//! [`Plan::hears`] says of its middle; the way up to the last barrier is found once for all of them.

use super::figures::Voice;
use super::floor::{Point, Room};
use super::hear::{BY_MACHINES, Heard, Index, carried, louder};
use super::level::{Level, Mixture, Spectrum};
use super::plan::{Arrangement, Leg, Plan, Route, Source, straight};

/// The side of a cell in centimeters, where the floor is not too large for it.
pub const CELL: i32 = 25;
/// The most cells of a field: on a larger floor each is as much larger as it takes.
pub const MOST_CELLS: i64 = 16_000;

/// What is made out where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The side of a cell in centimeters.
    pub side: i32,
    /// Room by room, in their order.
    pub rooms: Vec<RoomField>,
}

/// The cells of one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomField {
    /// The corner of the first cell, up and to the left.
    pub at: Point,
    /// How many cells lie side by side.
    pub columns: usize,
    /// What is made out in each, row by row.
    pub cells: Vec<Heard>,
}

impl RoomField {
    /// The least and the most that is made out anywhere in the room.
    pub fn range(&self) -> Option<(Heard, Heard)> {
        Some((*self.cells.iter().min()?, *self.cells.iter().max()?))
    }

    /// In how many cells this is made out.
    pub fn count(&self, heard: Heard) -> usize {
        self.cells.iter().filter(|cell| **cell == heard).count()
    }
}

impl Plan {
    /// What a listener would make out anywhere on the floor.
    pub fn field(&self, voice: &Voice, from: Point, arrangement: Arrangement) -> Field {
        let rooms = &self.floor().rooms;
        let side = side(rooms);
        let source = self.room_at(from).map(|room| Source { room, at: from, levels: voice.levels });
        let fields = rooms.iter().enumerate().map(|(index, room)| {
            let listened = Listened::to(self, source, index, arrangement);
            let xs = middles(room.at.x, room.size.x, side);
            let ys = middles(room.at.y, room.size.y, side);
            let places = ys.iter().flat_map(|y| xs.iter().map(|x| Point { x: *x, y: *y }));
            RoomField { at: room.at, columns: xs.len(), cells: places.map(|place| listened.at(place)).collect() }
        });
        Field { side, rooms: fields.collect() }
    }
}

/// The side of the cells of a floor.
fn side(rooms: &[Room]) -> i32 {
    let cells = |side: i32| -> i64 {
        rooms.iter().map(|room| i64::from(room.size.x / side + 1) * i64::from(room.size.y / side + 1)).sum()
    };
    let mut side = CELL;
    while cells(side) > MOST_CELLS {
        side *= 2;
    }
    side
}

/// The middles of the cells along one side of a room; a last one that is cut off has its own where it still lies in the room.
fn middles(from: i32, length: i32, side: i32) -> Vec<i32> {
    let steps = (side / 2..length).step_by(usize::try_from(side).unwrap_or(1));
    steps.map(|step| from + step).collect()
}

/// What comes into one room, from a talk and from machines.
struct Listened<'a> {
    talk: Option<Coming<'a>>,
    machines: Vec<Coming<'a>>,
    quiet: Mixture,
}

impl<'a> Listened<'a> {
    fn to(plan: &'a Plan, source: Option<Source>, room: usize, arrangement: Arrangement) -> Self {
        let running = plan.machines.iter().enumerate().filter(|(machine, _)| arrangement.is_on(*machine));
        Self {
            talk: source.map(|source| Coming::to(plan, source, room, arrangement)),
            machines: running.map(|(_, machine)| Coming::to(plan, *machine, room, BY_MACHINES)).collect(),
            quiet: plan.surrounding(room).map(|surrounding| surrounding.quiet).unwrap_or_default(),
        }
    }

    fn at(&self, ear: Point) -> Heard {
        let mut noise = self.quiet;
        self.machines.iter().for_each(|machine| noise.add(machine.at(ear)));
        let speech = self.talk.as_ref().map_or(Spectrum::flat(Level::FLOOR), |talk| talk.at(ear));
        Index::of(speech, noise.spectrum()).heard()
    }
}

/// What comes from one source into one room.
struct Coming<'a> {
    plan: &'a Plan,
    source: Source,
    room: usize,
    critical: u32,
    arrangement: Arrangement,
    ways: Vec<Sent<'a>>,
}

/// What has gone through the last element of a way.
struct Sent<'a> {
    route: &'a Route,
    last: &'a Leg,
    up: Level,
    levels: Spectrum,
}

impl<'a> Coming<'a> {
    fn to(plan: &'a Plan, source: Source, room: usize, arrangement: Arrangement) -> Self {
        let ways = plan.routes(source.room, room).iter().filter_map(|route| {
            let last = route.legs.last()?;
            Some(Sent { route, last, up: route.up_from(source.at), levels: source.levels - route.loss(arrangement) })
        });
        let ways = ways.collect();
        let critical = plan.surrounding(room).map_or(1, |surrounding| surrounding.critical);
        Self { plan, source, room, critical, arrangement, ways }
    }

    fn at(&self, ear: Point) -> Spectrum {
        let mouth = self.source.at;
        if self.source.room == self.room {
            let ways = self.plan.ways((self.room, self.room), mouth, ear);
            return carried(&ways, self.source.levels, self.arrangement);
        }
        let seen = straight(mouth.distance(ear));
        let mut mixture = Mixture::default();
        // Ways that end at one element lie together and have one way down.
        let mut down = None;
        for way in &self.ways {
            let level = match down {
                Some((element, level)) if element == way.last.element => level,
                _ => way.last.down_to(ear, self.critical),
            };
            down = Some((way.last.element, level));
            let (gain, _) = louder(way.up + level, way.route, mouth, ear, || seen);
            mixture.add(way.levels.shifted(gain));
        }
        mixture.spectrum()
    }
}
