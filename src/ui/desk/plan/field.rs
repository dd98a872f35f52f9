//! The field of a talk as a picture: four patterns, each with a tint, and a line where one ends. Painted once to a texture
//! and kept while nothing changes.

use super::ground::{Ground, length};
use crate::activity::earshot::{Field, Heard, RoomField};
use crate::activity::{Earshot, Way};
use crate::ui::theme::{self, Palette, ThemeChoice};
use egui::{Color32, ColorImage, Id, Rect, TextureHandle, TextureOptions, Ui, pos2};
use std::sync::Arc;

/// A field, with its picture.
#[derive(Clone)]
pub(super) struct Laid {
    of: Of,
    pub(super) field: Arc<Field>,
    texture: TextureHandle,
}

/// What a picture is of.
#[derive(Debug, Clone, PartialEq)]
struct Of {
    /// The floor, and the decision.
    talk: String,
    way: Way,
    size: [usize; 2],
    choice: ThemeChoice,
}

/// So many pictures are kept: as many as one has open at a time.
const KEPT: usize = 8;

/// The field of a way, from memory where nothing changed.
pub(super) fn laid(ui: &Ui, talk: String, earshot: &Earshot, way: &Way, ground: &Ground) -> Option<Laid> {
    let dots = ui.ctx().pixels_per_point();
    let palette = theme::current(ui.ctx());
    let size = [pixels(ground.rect.width() * dots), pixels(ground.rect.height() * dots)];
    let of = Of { talk, way: way.clone(), size, choice: palette.choice };
    let id = Id::new("fields of talks");
    let mut kept: Vec<Laid> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if let Some(found) = kept.iter().find(|laid| laid.of == of) {
        return Some(found.clone());
    }
    // Another size or another way of the same talk is not asked for again soon.
    let field =
        kept.iter().find(|laid| laid.of.talk == of.talk && laid.of.way == of.way).map(|laid| laid.field.clone());
    let field = field.or_else(|| earshot.field(way).map(Arc::new))?;
    let image = picture(&field, earshot, ground, &palette, (size, dots));
    let texture = ui.ctx().load_texture("field of a talk", image, TextureOptions::LINEAR);
    let laid = Laid { of, field, texture };
    kept.insert(0, laid.clone());
    kept.truncate(KEPT);
    ui.data_mut(|data| data.insert_temp(id, kept));
    Some(laid)
}

impl Laid {
    pub(super) fn paint(&self, ui: &Ui, rect: Rect) {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(self.texture.id(), rect, whole, Color32::WHITE);
    }
}

fn picture(
    field: &Field,
    earshot: &Earshot,
    ground: &Ground,
    palette: &Palette,
    (size, dots): ([usize; 2], f32),
) -> ColorImage {
    let mut image = ColorImage::filled(size, Color32::TRANSPARENT);
    let rooms = earshot.storey.plan.floor().rooms.iter().zip(&field.rooms);
    for (room, cells) in rooms {
        let rect = ground.room(room).translate(-ground.rect.min.to_vec2());
        let rect = Rect::from_min_max((rect.min.to_vec2() * dots).to_pos2(), (rect.max.to_vec2() * dots).to_pos2());
        let in_pixels = RoomPicture { cells, rect, side: length(field.side) * ground.scale * dots, dots };
        in_pixels.paint(&mut image, palette);
    }
    image
}

/// One room of the picture, in pixels.
struct RoomPicture<'a> {
    cells: &'a RoomField,
    rect: Rect,
    side: f32,
    dots: f32,
}

impl RoomPicture<'_> {
    fn paint(&self, image: &mut ColorImage, palette: &Palette) {
        let [width, height] = image.size;
        for y in pixels(self.rect.top())..pixels(self.rect.bottom()).min(height) {
            for x in pixels(self.rect.left())..pixels(self.rect.right()).min(width) {
                let share = self.share(middle(x), middle(y));
                if let Some(pixel) = image.pixels.get_mut(y * width + x) {
                    *pixel = palette.accent.gamma_multiply(share);
                }
            }
        }
    }

    /// How much ink there is at a pixel.
    fn share(&self, x: f32, y: f32) -> f32 {
        let Some(heard) = self.heard(x, y) else { return 0.0 };
        let line = 1.5 * self.dots;
        let ends = [(line, 0.0), (0.0, line), (-line, 0.0), (0.0, -line)];
        let ends = ends.into_iter().filter_map(|(right, down)| self.heard(x + right, y + down));
        if ends.into_iter().any(|beside| beside != heard) {
            return 0.75;
        }
        // A wall is no limit of the sound, so what is an outline has one of its own beside it.
        let edge = self.rect.shrink(3.0 * self.dots);
        let outlined = edge.contains(pos2(x, y)) && !edge.shrink(line).contains(pos2(x, y));
        match heard {
            Heard::Murmur if outlined => 0.75,
            _ => ink(heard, x / self.dots, y / self.dots),
        }
    }

    /// What is made out at a pixel of this room.
    fn heard(&self, x: f32, y: f32) -> Option<Heard> {
        if !self.rect.contains(pos2(x, y)) {
            return None;
        }
        let columns = self.cells.columns.max(1);
        let rows = self.cells.cells.len() / columns;
        let column = pixels((x - self.rect.left()) / self.side).min(columns - 1);
        let row = pixels((y - self.rect.top()) / self.side).min(rows.saturating_sub(1));
        self.cells.cells.get(row * columns + column).copied()
    }
}

/// How much ink the pattern of an answer has at a point: hatching, dots, hardly a tint, nothing.
pub(super) fn ink(heard: Heard, x: f32, y: f32) -> f32 {
    /// One point softly, instead of all or nothing.
    fn inside(by: f32) -> f32 {
        (by + 0.5).clamp(0.0, 1.0)
    }
    match heard {
        Heard::Everything => {
            let across = ((x + y) / std::f32::consts::SQRT_2).rem_euclid(6.0) - 3.0;
            0.24 + 0.5 * inside(0.8 - across.abs())
        }
        Heard::Words => {
            let row = (y / 8.0).floor();
            let shift = if row.rem_euclid(2.0) < 1.0 { 0.0 } else { 5.0 };
            let (right, down) = ((x + shift).rem_euclid(10.0) - 5.0, y.rem_euclid(8.0) - 4.0);
            0.12 + 0.55 * inside(1.6 - right.hypot(down))
        }
        Heard::Murmur => 0.05,
        Heard::Nothing => 0.0,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no screen has so many pixels")]
fn pixels(points: f32) -> usize {
    points.max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "no screen has so many pixels")]
fn middle(pixel: usize) -> f32 {
    pixel as f32 + 0.5
}
