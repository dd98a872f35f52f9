//! What a letter is made of: addresses as chips, attachments with a clip, sentences put in one by one.

use super::{Draft, common};
use crate::session::{Question, Table};
use crate::ui::theme::{self, space};
use crate::ui::widgets::small;
use egui::{
    CornerRadius, Galley, Label, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, StrokeKind, TextStyle, Ui, Vec2,
    WidgetInfo, WidgetType, pos2, vec2,
};
use std::f32::consts::PI;
use std::sync::Arc;

const PADDING: Vec2 = vec2(12.0, 6.0);

fn laid_out(ui: &Ui, text: &str, style: TextStyle, ink: egui::Color32, room: f32) -> Arc<Galley> {
    let font = style.resolve(ui.style());
    ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, ink, room))
}

/// Starts a new row where something would not fit whole into the rest of this one.
fn room_for(ui: &mut Ui, width: f32) {
    let begun = ui.cursor().left() > ui.max_rect().left() + 1.0;
    if begun && width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
}

/// An address on the line: the name large, the address itself small, and a cross that takes it away.
pub(super) fn chip(ui: &mut Ui, name: &str, address: &str) -> Response {
    let palette = theme::current(ui.ctx());
    let cross = ui.text_style_height(&TextStyle::Body) * 0.8;
    let room = (ui.max_rect().width() - 2.0 * PADDING.x - cross - 10.0).max(40.0);
    let large = laid_out(ui, name, theme::strong(), palette.text, room);
    let below = laid_out(ui, address, TextStyle::Small, palette.muted, room);
    let words = vec2(large.size().x.max(below.size().x), large.size().y + below.size().y);
    let size = words + 2.0 * PADDING + vec2(cross + 10.0, 0.0);
    room_for(ui, size.x);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let spoken = format!("Take away: {name} <{address}>");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &spoken));
    if ui.is_rect_visible(rect) {
        let lively = response.hovered() || response.has_focus();
        let (fill, edge) = if lively {
            (palette.selected, Stroke::new(2.0, palette.accent))
        } else {
            (palette.raised, Stroke::new(1.0, palette.outline))
        };
        ui.painter().rect(rect, CornerRadius::same(14), fill, edge, StrokeKind::Inside);
        theme::focus_ring(ui, &response);
        let at = rect.min + PADDING;
        let second = at + vec2(0.0, large.size().y);
        ui.painter().galley(at, large, palette.text);
        ui.painter().galley(second, below, palette.muted);
        let middle = pos2(rect.right() - PADDING.x - cross / 2.0, rect.center().y);
        paint_cross(ui, middle, cross * 0.32, Stroke::new(1.8, palette.text));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn paint_cross(ui: &Ui, middle: Pos2, half: f32, stroke: Stroke) {
    let painter = ui.painter();
    painter.line_segment([middle + vec2(-half, -half), middle + vec2(half, half)], stroke);
    painter.line_segment([middle + vec2(-half, half), middle + vec2(half, -half)], stroke);
}

/// What the address line offers: the name large and the address small; a bar at the side of what Enter takes.
pub(super) fn suggestion(ui: &mut Ui, name: &str, address: &str, lit: bool) -> Response {
    let palette = theme::current(ui.ctx());
    let width = ui.available_width();
    let key = lit.then(|| laid_out(ui, "Enter", TextStyle::Small, palette.muted, f32::INFINITY));
    let taken = key.as_ref().map_or(0.0, |key| key.size().x + 10.0);
    let room = (width - 2.0 * PADDING.x - taken).max(40.0);
    let style = if lit { theme::strong() } else { TextStyle::Body };
    let large = laid_out(ui, name, style, palette.text, room);
    let below = laid_out(ui, address, TextStyle::Small, palette.muted, room);
    let height = large.size().y + below.size().y + 2.0 * PADDING.y;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let spoken = format!("{name} <{address}>");
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, lit, &spoken));
    if ui.is_rect_visible(rect) {
        if lit || response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(6), palette.selected);
        }
        if lit {
            ui.painter().vline(rect.left() + 2.0, rect.y_range(), Stroke::new(4.0, palette.accent));
        }
        theme::focus_ring(ui, &response);
        let at = rect.min + PADDING;
        let second = at + vec2(0.0, large.size().y);
        ui.painter().galley(at, large, palette.text);
        ui.painter().galley(second, below, palette.muted);
        if let Some(key) = key {
            let at = pos2(rect.right() - PADDING.x - key.size().x, rect.center().y - key.size().y / 2.0);
            ui.painter().galley(at, key, palette.muted);
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// What can be attached, each with a clip.
pub(super) fn attachments(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question) {
    common::ask(ui, "Attached");
    common::at_most(ui, question);
    let is_full = !draft.takes_more(table, question.set);
    ui.horizontal_wrapped(|ui| {
        for answer in &question.answers {
            let picked = draft.has(question.set, answer.item);
            let row = common::Row::of(answer, picked, question.takes);
            if attachment(ui, &row, picked || !is_full).clicked() {
                draft.toggle(table, question.set, answer.item);
            }
        }
    });
}

fn attachment(ui: &mut Ui, row: &common::Row<'_>, enabled: bool) -> Response {
    let palette = theme::current(ui.ctx());
    let sign = ui.text_style_height(&TextStyle::Body);
    let indent = sign + 8.0;
    let room = (ui.max_rect().width() - 2.0 * PADDING.x - indent).max(40.0);
    let style = if row.picked { theme::strong() } else { TextStyle::Body };
    let large = laid_out(ui, row.label, style, palette.text, room);
    let state = if row.picked { "goes with it" } else { "lies here" };
    let below = if row.detail.is_empty() { state.to_owned() } else { format!("{state} · {}", row.detail) };
    let below = laid_out(ui, &below, TextStyle::Small, palette.muted, room.min(300.0 * sign / 20.0).max(40.0));
    let words = vec2(large.size().x.max(below.size().x), large.size().y + below.size().y);
    let size = words + 2.0 * PADDING + vec2(indent, 0.0);
    // Laid out and wrapped in the whole row: a part that is switched off knows only the rest of it.
    room_for(ui, size.x);
    let (rect, response) = ui.add_enabled_ui(enabled, |ui| ui.allocate_exact_size(size, Sense::click())).inner;
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, enabled, row.picked, row.label));
    if !row.detail.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(row.detail));
    }
    if ui.is_rect_visible(rect) {
        common::plate(ui, rect, &response, row.picked);
        let ink = if row.picked { palette.accent } else { palette.muted };
        let clip = Rect::from_min_size(rect.min + PADDING, Vec2::splat(sign));
        paint_clip(ui, clip, Stroke::new(1.8, ink));
        let at = rect.min + PADDING + vec2(indent, 0.0);
        let second = at + vec2(0.0, large.size().y);
        ui.painter().galley(at, large, palette.text);
        ui.painter().galley(second, below, palette.muted);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A paper clip: one wire, bent three times.
fn paint_clip(ui: &Ui, rect: Rect, stroke: Stroke) {
    let at = |x: f32, y: f32| pos2(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    let bend = |x: f32, y: f32, radius: f32, from: f32, to: f32| {
        let steps = 8_u8;
        (0..=steps).map(move |step| {
            let angle = from + (to - from) * f32::from(step) / f32::from(steps);
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
    };
    let wire = [(0.76, 0.34)]
        .into_iter()
        .chain(bend(0.5, 0.7, 0.26, 0.0, PI))
        .chain(bend(0.42, 0.25, 0.18, -PI, 0.0))
        .chain(bend(0.5, 0.66, 0.1, 0.0, PI))
        .chain([(0.4, 0.38)]);
    let points = wire.map(|(x, y)| at(x, y)).collect();
    ui.painter().add(Shape::line(points, stroke));
}

/// The letter as it reads so far, and the sentences that can be put in.
pub(super) fn body(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question) {
    common::ask(ui, "It says");
    let written = question.answers.iter().filter(|answer| draft.has(question.set, answer.item));
    let written: Vec<&str> = written
        .map(|answer| if answer.say.is_empty() { &answer.label } else { &answer.say })
        .map(String::as_str)
        .collect();
    if written.is_empty() {
        small(ui, "Nothing yet. Put sentences in:");
    } else {
        let letter = RichText::new(written.join(" ")).text_style(theme::prose());
        ui.add(Label::new(letter).wrap());
        ui.add_space(space::TIGHT);
        small(ui, "Put in or take out:");
    }
    common::answers(ui, table, draft, question);
}
