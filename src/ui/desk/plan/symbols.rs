//! The symbols of a plan: doors, hatches and glass, fans, the rings around those who listened, and the patterns of the
//! field. Each can be told from the others without its color.

use super::field::ink;
use super::ground::Ground;
use crate::activity::earshot::figures::Make;
use crate::activity::earshot::{Element, Floor, Heard, Point};
use crate::ui::theme::{self, Palette};
use egui::{
    Color32, ColorImage, CornerRadius, Id, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, TextStyle,
    TextureHandle, TextureOptions, Ui, Vec2, pos2, vec2,
};
use std::f32::consts::{FRAC_PI_2, TAU};

/// What stands between two rooms, or a screen in one.
pub(super) fn barrier(ui: &Ui, ground: &Ground, floor: &Floor, element: &Element, open: bool) {
    let palette = theme::current(ui.ctx());
    let painter = ui.painter();
    let (from, to) = (ground.at(element.from), ground.at(element.to));
    let gap = Stroke::new(4.0, palette.surface);
    let thin = Stroke::new(1.5, palette.text);
    let word = element.kind.word;
    if element.rooms.0 == element.rooms.1 {
        painter.line_segment([from, to], Stroke::new(2.0, palette.muted));
        return;
    }
    match element.kind.make {
        // Thin or thick, a wall looks like a wall.
        Make::Wall => (),
        Make::Fixed if word == "opening" => {
            painter.line_segment([from, to], gap);
            painter.extend(Shape::dashed_line(&[from, to], Stroke::new(1.0, palette.outline), 3.0, 4.0));
        }
        Make::Fixed => pane(ui, [from, to], gap, thin),
        Make::Door if word.ends_with("_door") => {
            painter.line_segment([from, to], gap);
            swing(ui, ground, floor, element, open);
        }
        Make::Door => sliding(ui, [from, to], open, gap, thin),
    }
}

/// Glass: two thin lines in the wall.
fn pane(ui: &Ui, [from, to]: [Pos2; 2], gap: Stroke, thin: Stroke) {
    let aside = 1.7 * (to - from).normalized().rot90();
    ui.painter().line_segment([from, to], gap);
    for side in [aside, -aside] {
        ui.painter().line_segment([from + side, to + side], Stroke::new(1.0, thin.color));
    }
}

/// What slides or is lifted: shut it fills its gap, open it leaves it but for its ends.
fn sliding(ui: &Ui, [from, to]: [Pos2; 2], open: bool, gap: Stroke, thin: Stroke) {
    let painter = ui.painter();
    let along = (to - from).normalized();
    let aside = 3.5 * along.rot90();
    painter.line_segment([from, to], gap);
    if open {
        let part = 0.16 * (to - from);
        for [a, b] in [[from, from + part], [to - part, to]] {
            painter.line_segment([a, b], Stroke::new(4.0, thin.color));
        }
    } else {
        pane(ui, [from, to], gap, thin);
        let middle = from + 0.5 * (to - from);
        painter.line_segment([middle - aside, middle + aside], thin);
    }
    for end in [from, to] {
        painter.line_segment([end - aside, end + aside], thin);
    }
}

/// A door with its arc: open it stands in the smaller of its rooms, shut it lies in the wall.
fn swing(ui: &Ui, ground: &Ground, floor: &Floor, element: &Element, open: bool) {
    let palette = theme::current(ui.ctx());
    let (hinge, lock) = (ground.at(element.from), ground.at(element.to));
    let leaf = lock - hinge;
    let inward = into(ground, floor, element) - (hinge + 0.5 * leaf);
    let turn = if leaf.rot90().dot(inward) > 0.0 { -FRAC_PI_2 } else { FRAC_PI_2 };
    let angle = |share: f32| hinge + egui::emath::Rot2::from_angle(turn * share) * leaf;
    let arc: Vec<Pos2> = (0..=12_u8).map(|step| angle(f32::from(step) / 12.0)).collect();
    let painter = ui.painter();
    let (ink, bold) = (palette.text, Stroke::new(3.0, palette.text));
    if open {
        painter.add(Shape::line(arc, Stroke::new(1.2, ink)));
        painter.line_segment([hinge, angle(1.0)], bold);
    } else {
        painter.extend(Shape::dashed_line(&arc, Stroke::new(1.0, palette.outline), 2.5, 3.0));
        painter.line_segment([hinge, lock], bold);
    }
    let aside = 4.0 * leaf.normalized().rot90();
    for end in [hinge, lock] {
        painter.line_segment([end - aside, end + aside], Stroke::new(1.5, ink));
    }
}

/// The middle of the smaller of the two rooms of a door.
fn into(ground: &Ground, floor: &Floor, element: &Element) -> Pos2 {
    let room = |at: usize| floor.rooms.get(at).map(|room| ground.room(room));
    let (one, other) = (room(element.rooms.0), room(element.rooms.1));
    match one.zip(other) {
        Some((one, other)) if other.area() < one.area() => other.center(),
        Some((one, _)) => one.center(),
        None => ground.at(Point::default()),
    }
}

/// A machine that makes a noise: three blades in a ring; one that is off is crossed out.
pub(super) fn machine(ui: &Ui, middle: Pos2, radius: f32, is_on: bool) {
    let palette = theme::current(ui.ctx());
    let painter = ui.painter();
    painter.circle(middle, radius, palette.surface, Stroke::new(1.5, palette.text));
    for blade in [0.0, 1.0, 2.0] {
        let turned = egui::emath::Rot2::from_angle(TAU * blade / 3.0 + 0.4);
        let leaf = |along: f32, aside: f32| middle + turned * vec2(along * radius, aside * radius);
        let points = vec![leaf(0.08, 0.0), leaf(0.5, -0.26), leaf(0.8, -0.08), leaf(0.72, 0.16), leaf(0.4, 0.14)];
        painter.add(Shape::convex_polygon(points, palette.muted, Stroke::NONE));
    }
    if !is_on {
        let corner = Vec2::splat(radius * std::f32::consts::FRAC_1_SQRT_2);
        painter.line_segment([middle - corner, middle + corner], Stroke::new(2.5, palette.text));
    }
}

/// Around somebody who listened: hatched, dotted, a thin line, or nothing, as the field has it.
pub(super) fn ring(ui: &Ui, middle: Pos2, radius: f32, heard: Heard) {
    let palette = theme::current(ui.ctx());
    let painter = ui.painter();
    let around = |radius: f32, count: u16| {
        (0..count).map(move |at| (middle, Vec2::angled(TAU * f32::from(at) / f32::from(count)), radius))
    };
    match heard {
        Heard::Nothing => (),
        Heard::Murmur => drop(painter.circle_stroke(middle, radius + 5.0, Stroke::new(1.5, palette.accent))),
        Heard::Words => {
            painter.circle_filled(middle, radius + 7.0, palette.surface);
            for (middle, way, radius) in around(radius + 4.5, 16) {
                painter.circle_filled(middle + way * radius, 1.8, palette.accent);
            }
        }
        Heard::Everything => {
            painter.circle(middle, radius + 7.0, palette.surface, Stroke::new(2.0, palette.accent));
            for (middle, way, radius) in around(radius, 26) {
                let slant = Stroke::new(1.6, palette.accent);
                painter.line_segment([middle + way * radius, middle + way * (radius + 6.0)], slant);
            }
        }
    }
}

/// A plate below words that lie on a pattern.
pub(super) fn plate(ui: &Ui, words: Rect, palette: &Palette) {
    ui.painter().rect_filled(words.expand2(vec2(4.0, 1.0)), CornerRadius::same(4), palette.surface);
}

/// What a pattern means, as a word with a patch of it.
pub(super) fn legend(ui: &mut Ui, heard: Heard) -> Response {
    let palette = theme::current(ui.ctx());
    let font = TextStyle::Small.resolve(ui.style());
    let words = ui.fonts_mut(|fonts| fonts.layout_no_wrap(heard.word().to_owned(), font, palette.text));
    let patch = vec2(1.7 * words.size().y, words.size().y).round();
    let (rect, response) = ui.allocate_exact_size(vec2(patch.x + 6.0 + words.size().x, words.size().y), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, heard.word()));
    let square = Rect::from_min_size(rect.min, patch);
    ui.painter().rect_filled(square, CornerRadius::ZERO, palette.surface);
    let texture = sample(ui, heard, patch);
    ui.painter().image(texture.id(), square, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
    ui.painter().rect_stroke(square, CornerRadius::ZERO, Stroke::new(1.0, palette.outline), StrokeKind::Inside);
    if heard == Heard::Murmur {
        let line = Stroke::new(1.5, palette.accent);
        ui.painter().rect_stroke(square.shrink(3.0), CornerRadius::ZERO, line, StrokeKind::Inside);
    }
    ui.painter().galley(pos2(square.right() + 6.0, rect.top()), words, palette.text);
    response
}

/// A patch of a pattern, kept while theme and size stay.
fn sample(ui: &Ui, heard: Heard, size: Vec2) -> TextureHandle {
    let palette = theme::current(ui.ctx());
    let dots = ui.ctx().pixels_per_point();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a patch is small")]
    let [width, height] = [(size.x * dots) as usize, (size.y * dots) as usize];
    let id = Id::new(("pattern", heard, palette.choice.label(), width, height));
    if let Some(known) = ui.data(|data| data.get_temp::<TextureHandle>(id)) {
        return known;
    }
    let mut image = ColorImage::filled([width.max(1), height.max(1)], Color32::TRANSPARENT);
    for (at, pixel) in image.pixels.iter_mut().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a patch is small")]
        let (x, y) = ((at % width.max(1)) as f32, (at / width.max(1)) as f32);
        *pixel = palette.accent.gamma_multiply(ink(heard, x / dots, y / dots));
    }
    let texture = ui.ctx().load_texture("pattern of a field", image, TextureOptions::NEAREST);
    ui.data_mut(|data| data.insert_temp(id, texture.clone()));
    texture
}
