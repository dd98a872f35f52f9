//! Things side by side: in rows, as many in each as there is room for; and a sheet that stays in sight beside a long list.

use super::common;
use crate::ui::theme::space;
use crate::ui::widgets::scale;
use egui::{Layout, Ui, UiBuilder, vec2};

/// The most that lie side by side.
const MOST: usize = 4;

/// As many things side by side as each keeps `least` points of width (at 100 % text).
pub(super) fn grid<T>(ui: &mut Ui, least: f32, things: &[T], mut add: impl FnMut(&mut Ui, usize, &T)) {
    let (whole, gap) = (ui.available_width(), space::SMALL);
    let room = |count: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let count = count as f32;
        ((whole - gap * (count - 1.0)) / count).floor()
    };
    let most = things.len().clamp(1, MOST);
    let columns = (1..=most).rev().find(|count| room(*count) >= least * scale(ui)).unwrap_or(1);
    let width = room(columns);
    for (row, chunk) in things.chunks(columns).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (column, thing) in chunk.iter().enumerate() {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(width);
                    ui.push_id((row, column), |ui| add(ui, row * columns + column, thing));
                });
            }
        });
    }
}

/// The left part of two, which moves along with the page so that it stays in sight beside a longer right one. Where the parts
/// stand one below the other, or it is much higher than what is seen, it stays where it is.
fn in_sight<R>(ui: &mut Ui, right: Height, add: impl FnOnce(&mut Ui) -> R) -> R {
    let (seen, from) = (ui.clip_rect(), ui.cursor().top());
    let id = ui.id().with("height of what stays in sight");
    let own: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(f32::INFINITY);
    // A little more than fits is seen to its end where the longer part ends.
    let fits = own <= 1.3 * seen.height();
    let most = right.get(ui).map_or(0.0, |right| right - own).max(0.0);
    let down = if fits { (seen.top() + space::SMALL - from).clamp(0.0, most).round() } else { 0.0 };
    // Neither the space above nor what is in it may change the ids of what follows.
    let rect = ui.available_rect_before_wrap().translate(vec2(0.0, down));
    let mut part = ui.new_child(UiBuilder::new().id_salt("in sight").max_rect(rect).layout(*ui.layout()));
    let inner = add(&mut part);
    let used = part.min_rect();
    ui.data_mut(|data| data.insert_temp(id, used.height()));
    ui.advance_cursor_after_rect(used);
    inner
}

/// How high the right part is, as far as one knows: it is drawn after the left one.
#[derive(Debug, Clone, Copy)]
struct Height(egui::Id);

impl Height {
    fn of(ui: &Ui) -> Self {
        Self(ui.id().with("height of the longer part"))
    }

    /// Draws the right part, and remembers how high it became. It is no neighbor where it begins below the other.
    fn measured<R>(self, ui: &mut Ui, left: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
        let (top, beside) = (ui.cursor().top(), ui.max_rect().left() > left + 1.0);
        let inner = add(ui);
        let height = if beside { ui.min_rect().bottom() - top } else { 0.0 };
        ui.data_mut(|data| data.insert_temp(self.0, height));
        inner
    }

    fn get(self, ui: &Ui) -> Option<f32> {
        ui.data(|data| data.get_temp(self.0))
    }
}

/// Two parts beside each other, the left one in sight as long as the right one is read.
pub(super) fn beside_in_sight<R>(
    ui: &mut Ui,
    (least, share): (f32, f32),
    left: impl FnOnce(&mut Ui),
    right: impl FnOnce(&mut Ui) -> R,
) -> R {
    let (height, edge) = (Height::of(ui), ui.max_rect().left());
    common::beside(ui, least, share, |ui| in_sight(ui, height, left), |ui| height.measured(ui, edge, right))
}
