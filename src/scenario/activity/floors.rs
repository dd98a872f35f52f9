//! Reads the floors of a case: rooms, what stands between them, what makes a noise, where one can be.

use super::super::read::Desk;
use crate::activity::earshot::figures::{FINISHES, HUSH, Kind, LOSSES, SHAPES, Shape};
use crate::activity::earshot::{Barrier, Floor, Level, Machine, Part, Plan, PlanProblem, Point, Room};
use crate::activity::{Spot, Storey};
use crate::ethics::Term;
use crate::reading::{Fields, Node, Reader};
use crate::source::Span;
use std::sync::Arc;

/// The spans of the parts of a floor, for what is wrong with one of them.
#[derive(Default)]
struct Places {
    floor: Option<Span>,
    rooms: Vec<Span>,
    barriers: Vec<Span>,
    machines: Vec<Span>,
}

impl Desk<'_> {
    /// Reads a floor.
    pub(in super::super) fn read_storey(&self, reader: &Reader, node: &Node) -> Option<Arc<Storey>> {
        let mut places = Places { floor: Some(head(node)), ..Places::default() };
        let mut fields = reader.record(node, "a floor")?;
        let id = fields.required("id", Reader::id::<String>);
        let title = fields.required("title", Reader::prose);
        let height = fields.optional("height", Reader::meters).unwrap_or(270);
        let walls = fields.required("walls", |reader, node| reader.one_of(node, "barrier", &barriers()));
        let mut names: Vec<(String, Option<Term>)> = Vec::new();
        let rooms = fields.list("rooms", |reader, node| {
            let (room, name, setting) = self.read_room(reader, node)?;
            places.rooms.push(head(node));
            names.push((name, setting));
            Some(room)
        });
        let mut called = Vec::new();
        let barriers = fields.list("barriers", |reader, node| {
            let (barrier, name) = read_barrier(reader, node)?;
            places.barriers.push(head(node));
            called.push(name);
            Some(barrier)
        });
        let machines = fields.list("machines", |reader, node| {
            let machine = read_machine(reader, node)?;
            places.machines.push(head(node));
            Some(machine)
        });
        let mut stand = Vec::new();
        let spots = fields.list("spots", |reader, node| {
            let spot = read_spot(reader, node)?;
            stand.push(head(node));
            Some(spot)
        });
        fields.finish();
        let (id, title) = (id?, title?);
        let floor = Floor { rooms, barriers, machines, walls: walls?, height };
        let plan = Plan::new(floor).map_err(|problems| told(reader, &places, &problems)).ok()?;
        for (spot, span) in spots.iter().zip(&stand).filter(|(spot, _)| plan.room_at(spot.at).is_none()) {
            reader.note("S004", *span, format!("`{}` lies in no room", spot.id));
        }
        Some(Arc::new(Storey { id, title, plan, rooms: names, barriers: called, spots }))
    }

    fn read_room(&self, reader: &Reader, node: &Node) -> Option<(Room, String, Option<Term>)> {
        let mut fields = reader.record(node, "a room")?;
        let id = fields.required("id", Reader::id::<String>);
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

fn read_barrier(reader: &Reader, node: &Node) -> Option<(Barrier, String)> {
    let mut fields = reader.record(node, "a barrier")?;
    let id = fields.required("id", Reader::id::<String>);
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

fn read_machine(reader: &Reader, node: &Node) -> Option<Machine> {
    let mut fields = reader.record(node, "a machine")?;
    let id = fields.required("id", Reader::id::<String>);
    let at = fields.required("at", point);
    let level = fields.required("level", loudness);
    let shape = read_shape(&mut fields);
    let is_off = fields.flag("off");
    fields.finish();
    Some(Machine { id: id?, at: at?, level: level?, shape: shape?, on: !is_off })
}

fn read_spot(reader: &Reader, node: &Node) -> Option<Spot> {
    let mut fields = reader.record(node, "a spot")?;
    let id = fields.required("id", Reader::id::<String>);
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
        reader.note("S004", span, problem.wrong.to_string());
    }
}
