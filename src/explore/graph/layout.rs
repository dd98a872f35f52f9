//! Places boxes in layers from left to right, so that ways lead to the right, cross seldom and never run through a box.
//! Long ways to the same box join one trunk; ways back run beneath. Written here because the layout crates at hand know
//! neither ways that leave a box at a given height nor the course of a way around boxes.

mod order;
mod route;
mod settle;

use order::Order;
use std::collections::BTreeMap;

/// Between a layer's boxes and the next layer's.
const GUTTER: f64 = 104.0;
/// The height that a trunk asks for beside a box.
const TRUNK: f64 = 8.0;
/// A case with more trunk than this is no longer a picture; its long ways are drawn straight, beneath the boxes.
const MOST_TRUNK: usize = 20_000;

/// A point of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The size of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A way from a box, leaving its right side so far below its top, to a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) port: f64,
}

/// A stretch of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stretch {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
}

/// A part of a trunk: it leads to a box, beginning at a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joint {
    pub(super) to: usize,
    pub(super) layer: usize,
}

/// A way's own stretch, from its box to its goal or to where it joins a trunk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leg {
    pub(super) line: Vec<Stretch>,
    pub(super) joins: Option<Joint>,
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    /// The left upper corner of each box.
    pub(super) corners: Vec<Point>,
    /// A leg for each link.
    pub(super) legs: Vec<Leg>,
    /// The trunks, each in pieces.
    pub(super) trunks: BTreeMap<Joint, Vec<Stretch>>,
    pub(super) size: Size,
}

/// What stands in a layer: a box, or a trunk passing through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Frame(usize),
    Trunk(Joint),
}

/// A thing in a layer.
#[derive(Debug, Clone, Copy)]
struct Item {
    content: Content,
    layer: usize,
    height: f64,
}

/// What binds a thing to one in the next layer; it leaves at this part of its height.
#[derive(Debug, Clone, Copy)]
struct Tie {
    from: usize,
    to: usize,
    part: f64,
    weight: f64,
}

/// What is known of a graph before anything has a place.
struct Layered<'a> {
    sizes: &'a [Size],
    links: &'a [Link],
    /// Which links lead to the right.
    forward: Vec<bool>,
    layer_of: Vec<usize>,
    items: Vec<Item>,
    ties: Vec<Tie>,
    trunks: BTreeMap<Joint, usize>,
}

/// Finds a place for each box, and a course for each way.
pub(super) fn plan(sizes: &[Size], links: &[Link], start: usize) -> Plan {
    let layered = Layered::of(sizes, links, start);
    let order = Order::best(&layered);
    let centers = settle::centers(&layered, &order);
    route::draw(&layered, &centers)
}

fn get<T: Copy + Default>(list: &[T], at: usize) -> T {
    list.get(at).copied().unwrap_or_default()
}

impl<'a> Layered<'a> {
    fn of(sizes: &'a [Size], links: &'a [Link], start: usize) -> Self {
        let (forward, found) = ways_forward(sizes.len(), links, start);
        let layer_of = layers(sizes.len(), links, &forward);
        let mut layered =
            Self { sizes, links, forward, layer_of, items: Vec::new(), ties: Vec::new(), trunks: BTreeMap::new() };
        layered.add_items(&found);
        layered.add_ties();
        layered
    }

    fn layer(&self, frame: usize) -> usize {
        get(&self.layer_of, frame)
    }

    fn height(&self, frame: usize) -> f64 {
        self.sizes.get(frame).map_or(0.0, |size| size.height)
    }

    /// Links to the right.
    fn forward_links(&self) -> impl Iterator<Item = &'a Link> {
        self.links.iter().zip(&self.forward).filter(|(_, forward)| **forward).map(|(link, _)| link)
    }

    /// Boxes come first, so that a box and its item have the same number.
    fn add_items(&mut self, found: &[usize]) {
        let frames = (0..self.sizes.len()).map(|frame| Item {
            content: Content::Frame(frame),
            layer: self.layer(frame),
            height: self.height(frame),
        });
        self.items = frames.collect();
        let mut first: Vec<usize> = self.layer_of.clone();
        for link in self.forward_links() {
            if let Some(first) = first.get_mut(link.to) {
                *first = (*first).min(self.layer(link.from) + 1);
            }
        }
        let mut total = 0_usize;
        for to in found {
            let layers = get(&first, *to)..self.layer(*to);
            total = total.saturating_add(layers.len());
            if total > MOST_TRUNK {
                return;
            }
            for layer in layers {
                let joint = Joint { to: *to, layer };
                self.trunks.insert(joint, self.items.len());
                self.items.push(Item { content: Content::Trunk(joint), layer, height: TRUNK });
            }
        }
    }

    /// The item that a way meets in a layer: the trunk to its goal, or the goal.
    fn toward(&self, to: usize, layer: usize) -> Option<usize> {
        let here = || (self.layer(to) == layer).then_some(to);
        self.trunks.get(&Joint { to, layer }).copied().or_else(here)
    }

    fn add_ties(&mut self) {
        let leaving = self.forward_links().filter_map(|link| {
            let to = self.toward(link.to, self.layer(link.from) + 1)?;
            let part = link.port / self.height(link.from).max(1.0);
            let weight = if to == link.to { 2.0 } else { 1.0 };
            Some(Tie { from: link.from, to, part, weight })
        });
        let trunks = self.trunks.iter().filter_map(|(joint, from)| {
            let to = self.toward(joint.to, joint.layer + 1)?;
            Some(Tie { from: *from, to, part: 0.5, weight: 6.0 })
        });
        self.ties = leaving.chain(trunks).collect();
    }
}

/// Which links lead on, so that following only these one never comes back; and the boxes in the order they are found.
fn ways_forward(frames: usize, links: &[Link], start: usize) -> (Vec<bool>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq, Default)]
    enum Seen {
        #[default]
        Not,
        Open,
        Done,
    }
    let out = links_by(frames, links, |link| link.from);
    let mut forward = vec![true; links.len()];
    let mut seen = vec![Seen::Not; frames];
    let mut found = Vec::new();
    for root in std::iter::once(start).chain(0..frames) {
        let mut path = vec![(root, 0_usize)];
        if root >= frames || get(&seen, root) != Seen::Not {
            continue;
        }
        while let Some((at, next)) = path.last_mut() {
            let (here, link) = (*at, out.get(*at).and_then(|out| out.get(*next)).copied());
            *next += 1;
            if let Some(seen) = seen.get_mut(here).filter(|seen| **seen == Seen::Not) {
                *seen = Seen::Open;
                found.push(here);
            }
            let Some(link) = link else {
                seen.iter_mut().skip(here).take(1).for_each(|seen| *seen = Seen::Done);
                path.pop();
                continue;
            };
            let to = links.get(link).map_or(here, |link| link.to);
            match get(&seen, to) {
                Seen::Not => path.push((to, 0)),
                Seen::Open => forward.iter_mut().skip(link).take(1).for_each(|forward| *forward = false),
                Seen::Done => (),
            }
        }
    }
    (forward, found)
}

fn links_by(frames: usize, links: &[Link], end: impl Fn(&Link) -> usize) -> Vec<Vec<usize>> {
    let mut by = vec![Vec::new(); frames];
    for (at, link) in links.iter().enumerate() {
        if let Some(list) = by.get_mut(end(link)) {
            list.push(at);
        }
    }
    by
}

/// The layer of each box: one more than the farthest that leads to it.
fn layers(frames: usize, links: &[Link], forward: &[bool]) -> Vec<usize> {
    let out = links_by(frames, links, |link| link.from);
    let mut waits = vec![0_usize; frames];
    for (link, _) in links.iter().zip(forward).filter(|(_, forward)| **forward) {
        waits.iter_mut().skip(link.to).take(1).for_each(|waits| *waits += 1);
    }
    let mut layer = vec![0_usize; frames];
    let mut ready: Vec<usize> = (0..frames).filter(|frame| get(&waits, *frame) == 0).collect();
    while let Some(here) = ready.pop() {
        let next = get(&layer, here) + 1;
        for link in out.get(here).into_iter().flatten().filter(|link| get(forward, **link)) {
            let Some(to) = links.get(*link).map(|link| link.to) else { continue };
            layer.iter_mut().skip(to).take(1).for_each(|layer| *layer = (*layer).max(next));
            if let Some(waits) = waits.get_mut(to) {
                *waits -= 1;
                if *waits == 0 {
                    ready.push(to);
                }
            }
        }
    }
    layer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(count: usize) -> Vec<Size> {
        vec![Size { width: 100.0, height: 60.0 }; count]
    }

    fn links(pairs: &[(usize, usize)]) -> Vec<Link> {
        pairs.iter().map(|(from, to)| Link { from: *from, to: *to, port: 30.0 }).collect()
    }

    #[test]
    fn ways_lead_to_the_right_except_back() {
        let plan = plan(&boxes(3), &links(&[(0, 1), (1, 2), (2, 0), (1, 1)]), 0);
        assert!(plan.corners[0].x < plan.corners[1].x && plan.corners[1].x < plan.corners[2].x);
    }

    #[test]
    fn long_ways_to_one_goal_share_a_trunk() {
        let plan = plan(&boxes(4), &links(&[(0, 1), (1, 2), (2, 3), (0, 3), (1, 3)]), 0);
        assert_eq!(plan.trunks.len(), 2);
        assert_eq!(plan.legs[3].joins, Some(Joint { to: 3, layer: 1 }));
        assert_eq!(plan.legs[4].joins, Some(Joint { to: 3, layer: 2 }));
        assert_eq!(plan.legs[2].joins, None);
    }

    #[test]
    fn a_chain_is_drawn_straight() {
        let plan = plan(&boxes(5), &links(&[(0, 1), (1, 2), (2, 3), (3, 4)]), 0);
        assert!(plan.corners.iter().all(|corner| (corner.y - plan.corners[0].y).abs() < 0.01));
    }

    #[test]
    fn what_nothing_leads_to_has_a_place_as_well() {
        let plan = plan(&boxes(3), &links(&[(0, 1)]), 0);
        assert_ne!(plan.corners[2], plan.corners[0]);
        assert_ne!(plan.corners[2], plan.corners[1]);
    }

    /// Some graph with as many links as wanted, the same each time.
    fn some_links(frames: usize, count: usize) -> Vec<Link> {
        let mut chance = 7_usize;
        let mut next = || {
            chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
            (chance >> 8) % frames
        };
        (0..count).map(|_| Link { from: next(), to: next(), port: 30.0 }).collect()
    }

    #[test]
    fn no_box_stands_on_another_and_no_trunk_runs_through_one() {
        for count in [40, 60, 90] {
            let plan = plan(&boxes(30), &some_links(30, count), 0);
            assert!(!plan.trunks.is_empty());
            let apart = |a: &Point, b: &Point| (a.x - b.x).abs() >= 100.0 || (a.y - b.y).abs() >= 60.0;
            for (at, corner) in plan.corners.iter().enumerate() {
                assert!(plan.corners[..at].iter().all(|other| apart(corner, other)), "{count} links, box {at}");
                for trunk in plan.trunks.values() {
                    let Stretch::Move(start) = trunk[0] else { continue };
                    let beside = start.x >= corner.x + 100.0 || start.x + 100.0 <= corner.x;
                    let clear = beside || !(corner.y..corner.y + 60.0).contains(&start.y);
                    assert!(clear, "{count} links, box {at}: {trunk:?}");
                }
            }
        }
    }
}
