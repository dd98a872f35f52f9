//! Where on the screen a point of a floor lies: to scale, north up, everything in sight.

use crate::activity::Storey;
use crate::activity::earshot::{Point, Room};
use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Around the rooms, in centimeters.
const MARGIN: i32 = 35;

/// A floor laid into a part of the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    /// All of it on the screen.
    pub(super) rect: Rect,
    /// What lies in its corner, in centimeters.
    corner: Point,
    /// Points of the screen for a centimeter.
    pub(super) scale: f32,
}

impl Ground {
    /// As large as it gets in so much width and no more than so much height.
    pub(super) fn size(storey: &Storey, width: f32, most: f32) -> Vec2 {
        let (_, size) = extent(storey);
        let scale = (width / length(size.x)).min(most / length(size.y));
        vec2(length(size.x), length(size.y)) * scale
    }

    /// Laid into a part of the screen that has its proportions.
    pub(super) fn new(storey: &Storey, rect: Rect) -> Self {
        let (corner, size) = extent(storey);
        Self { rect, corner, scale: rect.width() / length(size.x) }
    }

    /// Where a point lies.
    pub(super) fn at(&self, point: Point) -> Pos2 {
        let from = |value: i32, corner: i32| length(value.saturating_sub(corner)) * self.scale;
        pos2(from(point.x, self.corner.x), from(point.y, self.corner.y)) + self.rect.min.to_vec2()
    }

    /// Where a room lies.
    pub(super) fn room(&self, room: &Room) -> Rect {
        let far = Point { x: room.at.x.saturating_add(room.size.x), y: room.at.y.saturating_add(room.size.y) };
        Rect::from_min_max(self.at(room.at), self.at(far))
    }
}

/// The corner and the size of everything on a floor.
fn extent(storey: &Storey) -> (Point, Point) {
    let rooms = || storey.plan.floor().rooms.iter();
    let left = rooms().map(|room| room.at.x).min().unwrap_or(0) - MARGIN;
    let above = rooms().map(|room| room.at.y).min().unwrap_or(0) - MARGIN;
    let right = rooms().map(|room| room.at.x + room.size.x).max().unwrap_or(1) + MARGIN;
    let below = rooms().map(|room| room.at.y + room.size.y).max().unwrap_or(1) + MARGIN;
    (Point { x: left, y: above }, Point { x: (right - left).max(1), y: (below - above).max(1) })
}

/// Centimeters as a number one can multiply with.
#[expect(clippy::cast_precision_loss, reason = "no floor is longer than 200 m")]
pub(super) fn length(centimeters: i32) -> f32 {
    centimeters as f32
}
