//! Reads the floors of a case: rooms, what stands between them, what makes a noise, where one can be.

use super::super::read::Desk;
use crate::activity::earshot::figures::{FINISHES, HUSH, Kind, LOSSES, SHAPES, Shape, shape as shape_of};
use crate::activity::earshot::{Barrier, Floor, Level, Machine, Part, Plan, PlanProblem, Point, Room, Wrong};
use crate::activity::{Spot, Storey};
use crate::ethics::Term;
use crate::reading::{Fields, Node, Reader, brief};
use crate::source::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The spans of the parts of a floor, for what is wrong with one of them.
#[derive(Default)]
struct Places {
    floor: Option<Span>,
    rooms: Vec<Span>,
    barriers: Vec<Span>,
    machines: Vec<Span>,
    spots: Vec<Span>,
}

/// The names of the parts of one kind; each is given once.
struct Ids<'a> {
    what: &'a str,
    seen: RefCell<BTreeMap<String, Span>>,
}

impl<'a> Ids<'a> {
    fn of(what: &'a str) -> Self {
        Self { what, seen: RefCell::default() }
    }

    fn read(&self, fields: &mut Fields<'_>) -> Option<String> {
        fields.required("id", |reader, node| {
            let id: String = reader.id(node)?;
            if let Some(first) = self.seen.borrow_mut().insert(id.clone(), node.span) {
                let told = format!("the {} `{}` is there twice", self.what, brief(&id));
                reader.note_with_help("S006", node.span, told, reader.first_at(first));
            }
            Some(id)
        })
    }
}

impl Desk<'_> {
    /// Reads the floors of a case: with their ids, so that whoever names one that is drawn wrongly is not blamed as well.
    pub(in super::super) fn read_storeys(&self, fields: &mut Fields<'_>) -> Vec<(String, Option<Arc<Storey>>)> {
        let ids = Ids::of("floor");
        fields.list("floors", |reader, node| {
            let mut fields = reader.record(node, "a floor")?;
            let id = ids.read(&mut fields);
            let storey = self.read_storey(reader, node, fields, id.clone());
            Some((id?, storey))
        })
    }

    fn read_storey(
        &self,
        reader: &Reader,
        node: &Node,
        mut fields: Fields<'_>,
        id: Option<String>,
    ) -> Option<Arc<Storey>> {
        let mut places = Places { floor: Some(head(node)), ..Places::default() };
        let title = fields.required("title", Reader::prose);
        let height = fields.optional("height", Reader::meters).unwrap_or(270);
        let walls = fields.required("walls", |reader, node| reader.one_of(node, "barrier", &barriers()));
        let mut names: Vec<(String, Option<Term>)> = Vec::new();
        let before = reader.problem_count();
        let ids = Ids::of("room");
        let rooms = fields.list("rooms", |reader, node| {
            let (room, name, setting) = self.read_room(reader, node, &ids)?;
            places.rooms.push(head(node));
            names.push((name, setting));
            Some(room)
        });
        let has_all_rooms = reader.problem_count() == before;
        let mut called = Vec::new();
        let ids = Ids::of("barrier");
        let barriers = fields.list("barriers", |reader, node| {
            let (barrier, name) = read_barrier(reader, node, &ids)?;
            places.barriers.push(head(node));
            called.push(name);
            Some(barrier)
        });
        let ids = Ids::of("machine");
        let machines = fields.list("machines", |reader, node| {
            let machine = read_machine(reader, node, &ids)?;
            places.machines.push(head(node));
            Some(machine)
        });
        let ids = Ids::of("spot");
        let spots = fields.list("spots", |reader, node| {
            let spot = read_spot(reader, node, &ids)?;
            places.spots.push(head(node));
            Some(spot)
        });
        fields.finish();
        // Where a room could not be read, what should touch it would be blamed.
        if !has_all_rooms {
            return None;
        }
        check_spots(reader, &places, &rooms, &spots);
        let floor = Floor { rooms, barriers, machines, walls: walls?, height };
        let plan = Plan::new(floor).map_err(|problems| told(reader, &places, &problems));
        let (id, title, plan) = (id?, title?, plan.ok()?);
        // Whoever stands on what could not be read would be blamed for it.
        (reader.problem_count() == before).then_some(())?;
        Some(Arc::new(Storey { id, title, plan, rooms: names, barriers: called, spots }))
    }

    fn read_room(&self, reader: &Reader, node: &Node, ids: &Ids<'_>) -> Option<(Room, String, Option<Term>)> {
        let mut fields = reader.record(node, "a room")?;
        let id = ids.read(&mut fields);
        let name = fields.optional("name", Reader::prose);
        let setting = fields.optional("setting", |reader, node| self.vocabulary.settings.read(reader, node));
        let at = fields.required("at", point);
        let size = fields.required("size", point);
        let height = fields.optional("height", Reader::meters);
        let finishes: Vec<_> = FINISHES.iter().map(|finish| (finish.word, finish)).collect();
        let finish = fields.required("finish", |reader, node| reader.one_of(node, "finish of a room", &finishes));
        let hush = fields.required("hush", loudness);
        let shape = read_shape(&mut fields);
        fields.finish();
        let id = id?;
        let name = name.unwrap_or_else(|| crate::reading::plain_words(&id));
        let room =
            Room { id, at: at?, size: size?, height, finish: finish?, hush: hush?, shape: shape.unwrap_or(HUSH) };
        Some((room, name, setting))
    }
}

fn read_barrier(reader: &Reader, node: &Node, ids: &Ids<'_>) -> Option<(Barrier, String)> {
    let mut fields = reader.record(node, "a barrier")?;
    let id = ids.read(&mut fields);
    let name = fields.optional("name", Reader::prose);
    let from = fields.required("from", point);
    let to = fields.required("to", point);
    let kind = fields.required("kind", |reader, node| reader.one_of(node, "barrier", &barriers()));
    let top = fields.optional("top", Reader::meters);
    let open = fields.flag("open");
    fields.finish();
    let (id, kind) = (id?, kind?);
    let name = name.unwrap_or_else(|| kind.name.to_owned());
    Some((Barrier { id, from: from?, to: to?, kind, top, open }, name))
}

fn read_machine(reader: &Reader, node: &Node, ids: &Ids<'_>) -> Option<Machine> {
    let mut fields = reader.record(node, "a machine")?;
    let id = ids.read(&mut fields);
    let at = fields.required("at", point);
    let level = fields.required("level", loudness);
    // A fan, unless it is said to be something else.
    let shape = read_shape(&mut fields).or_else(|| shape_of("machine"));
    let is_off = fields.flag("off");
    fields.finish();
    Some(Machine { id: id?, at: at?, level: level?, shape: shape?, on: !is_off })
}

fn read_spot(reader: &Reader, node: &Node, ids: &Ids<'_>) -> Option<Spot> {
    let mut fields = reader.record(node, "a spot")?;
    let id = ids.read(&mut fields);
    let name = fields.required("name", Reader::prose);
    let at = fields.required("at", point);
    fields.finish();
    Some(Spot { id: id?, name: name?, at: at? })
}

fn read_shape(fields: &mut Fields<'_>) -> Option<&'static Shape> {
    let shapes: Vec<_> = SHAPES.iter().map(|shape| (shape.word, *shape)).collect();
    fields.optional("shape", |reader, node| reader.one_of(node, "shape of a noise", &shapes))
}

fn barriers() -> Vec<(&'static str, &'static Kind)> {
    LOSSES.iter().copied().map(|kind| (kind.word, kind)).collect()
}

fn point(reader: &Reader, node: &Node) -> Option<Point> {
    reader.pair_of_meters(node).map(|(x, y)| Point { x, y })
}

/// Whole decibels.
fn loudness(reader: &Reader, node: &Node) -> Option<Level> {
    let level = reader.number(node, 0, 100)?;
    i32::try_from(level).ok().map(|level| Level(level * 10))
}

fn head(node: &Node) -> Span {
    Span::new(node.span.start, node.span.start + 1)
}

fn told(reader: &Reader, places: &Places, problems: &[PlanProblem]) {
    for problem in problems {
        let part = match problem.at {
            Part::Floor => None,
            Part::Room(at) => places.rooms.get(at),
            Part::Barrier(at) => places.barriers.get(at),
            Part::Machine(at) => places.machines.get(at),
        };
        let span = part.copied().or(places.floor).unwrap_or(Span::new(0, 1));
        let told = problem.wrong.to_string();
        match mend(&problem.wrong) {
            Some(help) => reader.note_with_help("S004", span, told, help),
            None => reader.note("S004", span, told),
        }
    }
}

/// What would be right, where the message does not say it already.
fn mend(wrong: &Wrong) -> Option<&'static str> {
    match wrong {
        Wrong::NoRoom => {
            Some("draw one: `rooms: [(id: \"office\", at: (0, 0), size: (4, 3), finish: soft, hush: 32)]`")
        }
        Wrong::Overlap { .. } => Some("rooms may touch: where one ends, the next begins"),
        Wrong::Aslant => Some("draw it along a wall, as in `from: (2, 5), to: (2.9, 5)`"),
        Wrong::NoRoomBeside { .. } => Some("move it to where two rooms touch, or draw the room that it leads to"),
        Wrong::Inside { .. } => Some("move it to the line where two rooms touch"),
        Wrong::InNoRoom => Some("move it into a room; `at` is counted from the same corner as the rooms"),
        Wrong::TooMany { .. }
        | Wrong::Size { .. }
        | Wrong::Loudness { .. }
        | Wrong::NotAWall { .. }
        | Wrong::WiderThanItsWall { .. }
        | Wrong::HigherThanItsWall { .. }
        | Wrong::CannotOpen { .. }
        | Wrong::TooManyRoutes { .. } => None,
    }
}

fn check_spots(reader: &Reader, places: &Places, rooms: &[Room], spots: &[Spot]) {
    let within = |at: i32, size: i32, point: i32| (at..at.saturating_add(size)).contains(&point);
    let is_in = |room: &Room, at: Point| within(room.at.x, room.size.x, at.x) && within(room.at.y, room.size.y, at.y);
    let is_lost = |spot: &Spot| !rooms.iter().any(|room| is_in(room, spot.at));
    for (spot, span) in spots.iter().zip(&places.spots).filter(|(spot, _)| is_lost(spot)) {
        let told = format!("the spot `{}` lies in no room", brief(&spot.id));
        reader.note_with_help("S004", *span, told, "move it into a room: its right and lower edge are the neighbor's");
    }
}
