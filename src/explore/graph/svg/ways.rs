//! The ways between scenes: pale ones first, so that the run's path lies on top.

use super::ink::{Color, Stand};
use super::{Sheet, Way, coordinate, pair};
use crate::explore::graph::layout::{Joint, Leg, Point, Stretch};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is known of a trunk from the ways that have joined it.
#[derive(Debug, Clone, Copy)]
struct Joined {
    conditional: bool,
    taken: bool,
}

pub(super) fn draw(body: &mut String, sheet: &Sheet<'_>) {
    let mut lines: Vec<(Stand, String)> = Vec::new();
    for (way, leg) in sheet.ways.iter().zip(&sheet.plan.legs) {
        let stand = sheet.stand(way.taken);
        let color = stand.way(&sheet.colors);
        lines.push((stand, line(&leg.line, stand, color, way.conditional)));
        if let (None, Some(end)) = (leg.joins, end(&leg.line)) {
            lines.push((stand, arrow(end, way.link.from == way.link.to, stand, color)));
        }
    }
    let joined = joined(sheet);
    for (joint, trunk) in &sheet.plan.trunks {
        let Some(joined) = joined.get(joint) else { continue };
        let stand = sheet.stand(joined.taken);
        let color = stand.way(&sheet.colors);
        lines.push((stand, line(trunk, stand, color, joined.conditional)));
        let last = Joint { layer: joint.layer + 1, ..*joint };
        if let (false, Some(end)) = (sheet.plan.trunks.contains_key(&last), end(trunk)) {
            lines.push((stand, arrow(end, false, stand, color)));
        }
    }
    for wanted in [Stand::Pale, Stand::Plain, Stand::Taken] {
        lines.iter().filter(|(stand, _)| *stand == wanted).for_each(|(_, line)| body.push_str(line));
    }
}

/// A trunk is dashed while every way in it is, and taken from where a way that was taken joins.
fn joined(sheet: &Sheet<'_>) -> BTreeMap<Joint, Joined> {
    let mut joining: BTreeMap<Joint, Joined> = BTreeMap::new();
    let both = |a: Joined, b: Joined| Joined { conditional: a.conditional && b.conditional, taken: a.taken || b.taken };
    let legs = sheet.ways.iter().zip(&sheet.plan.legs);
    for (way, joint) in legs.filter_map(|(way, leg): (&Way, &Leg)| Some((way, leg.joins?))) {
        let own = Joined { conditional: way.conditional, taken: way.taken };
        joining.entry(joint).and_modify(|known| *known = both(*known, own)).or_insert(own);
    }
    let mut found: BTreeMap<Joint, Joined> = BTreeMap::new();
    for joint in sheet.plan.trunks.keys() {
        let before = joint.layer.checked_sub(1).and_then(|layer| found.get(&Joint { layer, ..*joint }).copied());
        let here = joining.get(joint).copied();
        let all = before.zip(here).map(|(before, here)| both(before, here)).or(before).or(here);
        found.extend(all.map(|all| (*joint, all)));
    }
    found
}

fn line(stretches: &[Stretch], stand: Stand, color: Color, dashed: bool) -> String {
    let mut course = String::new();
    for stretch in stretches {
        let _ = match stretch {
            Stretch::Move(to) => write!(course, "M{}", pair(*to)),
            Stretch::Line(to) => write!(course, "L{}", pair(*to)),
            Stretch::Curve(first, second, to) => write!(course, "C{} {} {}", pair(*first), pair(*second), pair(*to)),
        };
    }
    let dashes = match (dashed, stand) {
        (false, _) => "",
        (true, Stand::Taken) => " stroke-dasharray=\"12 7\"",
        (true, Stand::Plain | Stand::Pale) => " stroke-dasharray=\"6 4\"",
    };
    let thick = stand.thickness();
    format!("<path d=\"{course}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{thick}\"{dashes}/>\n")
}

fn end(stretches: &[Stretch]) -> Option<Point> {
    stretches.last().map(|stretch| match stretch {
        Stretch::Move(to) | Stretch::Line(to) | Stretch::Curve(_, _, to) => *to,
    })
}

/// The head of a way, pointing into a box from the left, or from above.
fn arrow(tip: Point, down: bool, stand: Stand, color: Color) -> String {
    let (long, half) = if stand == Stand::Taken { (14.0, 7.5) } else { (10.0, 5.0) };
    let (first, second) = match down {
        false => (Point { x: tip.x - long, y: tip.y - half }, Point { x: tip.x - long, y: tip.y + half }),
        true => (Point { x: tip.x - half, y: tip.y - long }, Point { x: tip.x + half, y: tip.y - long }),
    };
    let x = coordinate(tip.x);
    format!("<path d=\"M{x} {}L{}L{}Z\" fill=\"{color}\"/>\n", coordinate(tip.y), pair(first), pair(second))
}
