//! The course of each way, once every box has its place: curves between the layers, straight through them, and beneath
//! everything on the way back.

use super::{Content, GUTTER, Joint, Layered, Leg, Link, Plan, Point, Size, Stretch, get};
use std::collections::BTreeMap;

/// Between the lanes of ways back.
const LANE: f64 = 14.0;
/// The corner of a lane.
const CORNER: f64 = 10.0;
/// Before the first box, so that its beginning can be marked.
const LEAD: f64 = 60.0;

struct Course<'a> {
    graph: &'a Layered<'a>,
    centers: &'a [f64],
    /// The left and right side of each layer.
    sides: Vec<(f64, f64)>,
    /// The lane of each box that ways lead back to, counted from the boxes down.
    lanes: BTreeMap<usize, f64>,
    bottom: f64,
}

/// Draws everything; the left upper corner of the picture is at nought.
pub(super) fn draw(graph: &Layered<'_>, centers: &[f64]) -> Plan {
    let top = edge(graph, centers, -0.5).fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    let centers: Vec<f64> = centers.iter().map(|center| center - top).collect();
    let course = Course {
        graph,
        centers: &centers,
        sides: sides(graph),
        lanes: lanes(graph),
        bottom: edge(graph, &centers, 0.5).fold(0.0, f64::max),
    };
    let right = course.sides.last().map_or(0.0, |(_, right)| *right);
    let lowest = course.lanes.values().map(|lane| course.depth(*lane)).fold(course.bottom, f64::max);
    Plan {
        corners: (0..graph.sizes.len()).map(|frame| course.corner(frame)).collect(),
        legs: graph.links.iter().zip(&graph.forward).map(|(link, forward)| course.leg(link, *forward)).collect(),
        trunks: graph.trunks.iter().map(|(joint, item)| (*joint, course.trunk(*joint, *item))).collect(),
        size: Size { width: right + GUTTER / 2.0, height: lowest },
    }
}

/// The upper or lower sides of everything.
fn edge<'a>(graph: &'a Layered<'_>, centers: &'a [f64], half: f64) -> impl Iterator<Item = f64> + 'a {
    graph.items.iter().zip(centers).map(move |(item, center)| center + item.height * half)
}

fn sides(graph: &Layered<'_>) -> Vec<(f64, f64)> {
    let depth = graph.layer_of.iter().map(|layer| layer + 1).max().unwrap_or(0);
    let mut widths = vec![0.0_f64; depth];
    let mut leaving = vec![0.0_f64; depth];
    for (size, layer) in graph.sizes.iter().zip(&graph.layer_of) {
        widths.iter_mut().skip(*layer).take(1).for_each(|width| *width = width.max(size.width));
    }
    for tie in &graph.ties {
        let layer = graph.items.get(tie.from).map_or(0, |item| item.layer);
        leaving.iter_mut().skip(layer).take(1).for_each(|ways| *ways += 1.0);
    }
    let mut x = LEAD;
    let side = |(width, ways): (f64, f64)| {
        let left = x;
        // Where many ways cross, they get more room to do it in.
        x += width + GUTTER + (ways * 4.0).min(120.0);
        (left, left + width)
    };
    widths.into_iter().zip(leaving).map(side).collect()
}

fn lanes(graph: &Layered<'_>) -> BTreeMap<usize, f64> {
    let back = graph.links.iter().zip(&graph.forward).filter(|(link, forward)| !**forward && link.from != link.to);
    let goals: std::collections::BTreeSet<usize> = back.map(|(link, _)| link.to).collect();
    goals.into_iter().zip((0_u32..).map(f64::from)).collect()
}

impl Course<'_> {
    fn side(&self, layer: usize) -> (f64, f64) {
        get(&self.sides, layer)
    }

    fn center(&self, item: usize) -> f64 {
        get(self.centers, item)
    }

    fn corner(&self, frame: usize) -> Point {
        let x = self.side(self.graph.layer(frame)).0;
        Point { x, y: self.center(frame) - self.graph.height(frame) / 2.0 }
    }

    /// Where ways arrive at a box.
    fn door(&self, frame: usize) -> Point {
        Point { x: self.side(self.graph.layer(frame)).0, y: self.center(frame) }
    }

    fn port(&self, link: &Link) -> Point {
        let corner = self.corner(link.from);
        let width = self.graph.sizes.get(link.from).map_or(0.0, |size| size.width);
        Point { x: corner.x + width, y: corner.y + link.port }
    }

    fn leg(&self, link: &Link, forward: bool) -> Leg {
        let start = self.port(link);
        if !forward {
            let line = if link.from == link.to { self.loop_line(link, start) } else { self.back_line(link, start) };
            return Leg { line, joins: None };
        }
        let layer = self.graph.layer(link.from) + 1;
        let met = self.graph.toward(link.to, layer).and_then(|item| Some((item, self.graph.items.get(item)?)));
        let joins = met.and_then(|(_, item)| match item.content {
            Content::Trunk(joint) => Some(joint),
            Content::Frame(_) => None,
        });
        let end =
            met.map_or_else(|| self.door(link.to), |(item, _)| Point { x: self.side(layer).0, y: self.center(item) });
        // A box narrower than its layer: straight to the layer's side, so that no curve runs into a neighbor.
        let side = Point { x: self.side(layer - 1).1.max(start.x), y: start.y };
        Leg { line: vec![Stretch::Move(start), Stretch::Line(side), curve(side, end)], joins }
    }

    fn trunk(&self, joint: Joint, item: usize) -> Vec<Stretch> {
        let (left, right) = self.side(joint.layer);
        let y = self.center(item);
        let (start, side) = (Point { x: left, y }, Point { x: right, y });
        let next = self.graph.toward(joint.to, joint.layer + 1).unwrap_or(joint.to);
        let end = Point { x: self.side(joint.layer + 1).0, y: self.center(next) };
        vec![Stretch::Move(start), Stretch::Line(side), curve(side, end)]
    }

    /// How deep a lane lies.
    fn depth(&self, lane: f64) -> f64 {
        self.bottom + 30.0 + lane * LANE
    }

    /// Out to the right, down, beneath everything to the left, up, and in.
    fn back_line(&self, link: &Link, start: Point) -> Vec<Stretch> {
        let lane = self.lanes.get(&link.to).copied().unwrap_or(0.0);
        let (depth, door) = (self.depth(lane), self.door(link.to));
        let aside = 18.0 + (lane * 6.0) % 24.0;
        let out = self.side(self.graph.layer(link.from)).1.max(start.x) + aside;
        let back = door.x - aside - 8.0;
        bent(&[
            start,
            Point { x: out, y: start.y },
            Point { x: out, y: depth },
            Point { x: back, y: depth },
            Point { x: back, y: door.y },
            door,
        ])
    }

    /// Around the upper right corner, and in from above.
    fn loop_line(&self, link: &Link, start: Point) -> Vec<Stretch> {
        let top = self.corner(link.from).y;
        let out = start.x + 10.0;
        let above = top - 14.0;
        let end = Point { x: start.x - 28.0, y: top };
        bent(&[start, Point { x: out, y: start.y }, Point { x: out, y: above }, Point { x: end.x, y: above }, end])
    }
}

/// A curve that leaves and arrives level.
fn curve(from: Point, to: Point) -> Stretch {
    let half = (to.x - from.x) / 2.0;
    Stretch::Curve(Point { x: from.x + half, y: from.y }, Point { x: to.x - half, y: to.y }, to)
}

/// Straight lines with round corners.
fn bent(points: &[Point]) -> Vec<Stretch> {
    let mut line: Vec<Stretch> = points.first().map(|start| Stretch::Move(*start)).into_iter().collect();
    for corner in points.windows(3) {
        let [before, at, after] = corner else { continue };
        line.push(Stretch::Line(toward(*at, *before)));
        line.push(Stretch::Curve(*at, *at, toward(*at, *after)));
    }
    line.extend(points.last().map(|end| Stretch::Line(*end)));
    line
}

/// A little way from one point toward another.
fn toward(from: Point, to: Point) -> Point {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y).max(f64::MIN_POSITIVE);
    let part = (CORNER / length).min(0.5);
    Point { x: from.x + x * part, y: from.y + y * part }
}
