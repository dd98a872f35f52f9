//! Where people and their names stand on a stage of a given size. Pure arithmetic: people never
//! overlap, and neither do their names.

use egui::{Rect, Vec2, pos2, vec2};

/// The shape of a person's picture.
pub(super) const WIDTH_TO_HEIGHT: f32 = 400.0 / 600.0;
/// The shape of a place's picture.
pub(super) const PLACE_WIDTH_TO_HEIGHT: f32 = 1600.0 / 900.0;

/// How much of a person's picture the broadest body fills from side to side.
const BODY_TO_WIDTH: f32 = 0.69;
/// How tall people further back are beside the others.
const BACKGROUND: f32 = 0.74;
/// The least gap between two names, and between a name and the edge.
const GAP: f32 = 6.0;

/// Where one person stands, measured from the stage's left upper corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// The middle of the person.
    pub(super) center: f32,
    /// The top of the picture.
    pub(super) top: f32,
    /// The height of the picture; what reaches below the stage is cut off.
    pub(super) height: f32,
    /// How much of the stage's width is theirs.
    pub(super) slot: f32,
}

/// One spot for each person, in the order given; `true` marks those further back, who stand
/// outside.
pub(super) fn arrange(background: &[bool], stage: Vec2) -> Vec<Spot> {
    let order = from_left_to_right(background);
    let share = |at: usize| if is_back(background, at) { BACKGROUND } else { 1.0 };
    let shares: f32 = order.iter().map(|at| share(*at)).sum();
    // Two people in a wide room stand within talking distance, not at its walls.
    let unit = (stage.x * 0.96 / shares.max(1.0)).min(stage.y * 0.8);
    let tallest = (unit * 0.96 / (BODY_TO_WIDTH * WIDTH_TO_HEIGHT)).min(stage.y * 1.2);

    let mut spots = vec![Spot { center: 0.0, top: 0.0, height: 0.0, slot: 0.0 }; background.len()];
    let mut left = (stage.x - unit * shares) / 2.0;
    for at in order {
        let slot = unit * share(at);
        let height = tallest * share(at);
        let top = (stage.y - height).max(stage.y * 0.05);
        if let Some(spot) = spots.get_mut(at) {
            *spot = Spot { center: left + slot / 2.0, top, height, slot };
        }
        left += slot;
    }
    spots
}

/// Those of the talk in the middle in their order; the others by turns at their right and their
/// left.
fn from_left_to_right(background: &[bool]) -> Vec<usize> {
    let (back, front): (Vec<usize>, Vec<usize>) = (0..background.len()).partition(|at| is_back(background, *at));
    let right = back.iter().step_by(2);
    let left = back.iter().skip(1).step_by(2).rev();
    left.chain(&front).chain(right).copied().collect()
}

fn is_back(background: &[bool], at: usize) -> bool {
    background.get(at).copied().unwrap_or(false)
}

/// The widest a name may be, so that half of the names fit into a row of their own.
#[expect(clippy::cast_precision_loss, reason = "a scene holds a handful of people")]
pub(super) fn widest_tag(people: usize, stage_width: f32) -> f32 {
    let in_a_row = people.div_ceil(2).max(1) as f32;
    (stage_width - GAP * (in_a_row + 1.0)) / in_a_row
}

/// The left upper corner of each name. Names that would touch in one row are put into two by turns.
pub(super) fn place_tags(spots: &[Spot], sizes: &[Vec2], stage: Vec2) -> Vec<Vec2> {
    let mut order: Vec<usize> = (0..spots.len().min(sizes.len())).collect();
    let center = |at: usize| spots.get(at).map_or(0.0, |spot| spot.center);
    let size = |at: usize| sizes.get(at).copied().unwrap_or_default();
    order.sort_by(|one, other| center(*one).total_cmp(&center(*other)));

    let bottom = stage.y - GAP - 2.0;
    let mut places = vec![Vec2::ZERO; sizes.len()];
    let all: Vec<(usize, f32, f32)> = order.iter().map(|at| (*at, center(*at), size(*at).x)).collect();
    let one_row = row(&all, stage.x);
    let fits = one_row.iter().all(|(at, left)| {
        (left + size(*at).x / 2.0 - center(*at)).abs() <= spots.get(*at).map_or(0.0, |spot| spot.slot * 0.2)
    });
    let rows = if fits {
        vec![(one_row, bottom)]
    } else {
        let upper: Vec<_> = all.iter().step_by(2).copied().collect();
        let lower: Vec<_> = all.iter().skip(1).step_by(2).copied().collect();
        let lower_height = lower.iter().map(|(at, ..)| size(*at).y).fold(0.0, f32::max);
        vec![(row(&upper, stage.x), bottom - lower_height - GAP), (row(&lower, stage.x), bottom)]
    };
    for (row, bottom) in rows {
        for (at, left) in row {
            if let Some(place) = places.get_mut(at) {
                *place = vec2(left, bottom - size(at).y);
            }
        }
    }
    places
}

/// The left edges of names in one row, each as near to its middle as its neighbors and the edges
/// allow.
fn row(names: &[(usize, f32, f32)], width: f32) -> Vec<(usize, f32)> {
    let mut lefts: Vec<(usize, f32)> = Vec::with_capacity(names.len());
    let mut free = GAP;
    for (at, center, wide) in names {
        let left = (center - wide / 2.0).max(free);
        free = left + wide + GAP;
        lefts.push((*at, left));
    }
    let mut free = width - GAP;
    for ((_, left), (_, _, wide)) in lefts.iter_mut().zip(names).rev() {
        *left = left.min(free - wide);
        free = *left - GAP;
    }
    lefts
}

/// The part of a place's picture that fills a stage of this size: the width is shown whole where
/// the stage is wide, and then what is cut off is mostly floor.
pub(super) fn cover(stage: Vec2) -> Rect {
    let ratio = stage.x / stage.y.max(1.0) / PLACE_WIDTH_TO_HEIGHT;
    if ratio >= 1.0 {
        let shown = 1.0 / ratio;
        let top = (1.0 - shown) * 0.36;
        Rect::from_min_max(pos2(0.0, top), pos2(1.0, top + shown))
    } else {
        let left = (1.0 - ratio) / 2.0;
        Rect::from_min_max(pos2(left, 0.0), pos2(left + ratio, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Vec2 = vec2(800.0, 360.0);

    fn bodies(background: &[bool]) -> Vec<(f32, f32)> {
        let mut bodies: Vec<_> = arrange(background, STAGE)
            .iter()
            .map(|spot| {
                let half = spot.height * WIDTH_TO_HEIGHT * BODY_TO_WIDTH / 2.0;
                (spot.center - half, spot.center + half)
            })
            .collect();
        bodies.sort_by(|one, other| one.0.total_cmp(&other.0));
        bodies
    }

    #[test]
    fn up_to_six_people_stand_apart_and_inside_the_picture() {
        for count in 1..=6 {
            for back in 0..=count {
                let background: Vec<bool> = (0..count).map(|at| at < back).collect();
                let bodies = bodies(&background);
                assert!(bodies.iter().all(|(left, right)| *left >= 0.0 && *right <= STAGE.x));
                assert!(bodies.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{count} people, {back} back");
            }
        }
    }

    #[test]
    fn whoever_only_overhears_stands_outside_and_smaller() {
        let spots = arrange(&[true, false, false], STAGE);
        assert!(spots[0].center > spots[1].center && spots[0].center > spots[2].center);
        assert!(spots[0].height < spots[1].height);
    }

    #[test]
    fn long_names_never_touch() {
        for count in 1..=6 {
            let spots = arrange(&vec![false; count], STAGE);
            let widest = widest_tag(count, STAGE.x);
            let sizes = vec![vec2(widest, 90.0); count];
            let places = place_tags(&spots, &sizes, STAGE);
            let tags: Vec<Rect> =
                places.iter().zip(&sizes).map(|(place, size)| Rect::from_min_size(place.to_pos2(), *size)).collect();
            for (at, tag) in tags.iter().enumerate() {
                assert!(tag.left() >= 0.0 && tag.right() <= STAGE.x && tag.top() >= 0.0, "{count}: {tag:?}");
                assert!(tags.iter().skip(at + 1).all(|other| !tag.intersects(*other)), "{count} names");
            }
        }
    }

    #[test]
    fn short_names_stand_in_one_row_under_their_people() {
        let spots = arrange(&[false, false], STAGE);
        let sizes = [vec2(80.0, 30.0); 2];
        let places = place_tags(&spots, &sizes, STAGE);
        assert!((places[0].y - places[1].y).abs() < 0.1);
        assert!((places[0].x + 40.0 - spots[0].center).abs() < 0.1);
    }

    #[test]
    fn the_picture_of_a_place_is_cut_and_never_stretched() {
        for stage in [vec2(800.0, 360.0), vec2(500.0, 500.0), vec2(2000.0, 300.0)] {
            let shown = cover(stage);
            let ratio = shown.width() * PLACE_WIDTH_TO_HEIGHT / shown.height();
            assert!((ratio - stage.x / stage.y).abs() < 0.01);
            assert!(shown.min.y >= 0.0 && shown.max.y <= 1.0 && shown.min.x >= 0.0);
        }
    }
}
