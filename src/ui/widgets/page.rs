//! What a screen or an overlay stands on: a column that scrolls, a foot that does not, a frame over everything.

use super::{heading, just_opened, scale, with_button};
use crate::ui::theme::{self, space};
use egui::{
    Align, Frame, Id, Key, Layout, Margin, Modal, Pos2, Rect, Response, ScrollArea, Stroke, Ui, UiBuilder, Vec2, vec2,
};

/// A scrolling page with one centered column, `width` wide at 100 % text.
pub(in crate::ui) fn page<R>(ui: &mut Ui, id: &str, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    scrolling(ui, id, |ui| {
        let margin = page_margin(ui);
        let width = (width * scale(ui)).min(ui.available_width() - 2.0 * margin);
        column(ui, width, |ui| {
            ui.add_space(margin);
            let inner = add(ui);
            ui.add_space(margin);
            inner
        })
    })
}

fn page_margin(ui: &Ui) -> f32 {
    if ui.available_width() < 900.0 { space::MEDIUM } else { space::LARGE }
}

/// The column of a page, for what stands below it and does not scroll.
pub(in crate::ui) fn page_foot<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let bar = ui.spacing().scroll.allocated_width();
    ui.set_max_width(ui.available_width() - bar);
    let width = (width * scale(ui)).min(ui.available_width() - 2.0 * page_margin(ui));
    column(ui, width, |ui| {
        ui.add_space(12.0);
        let inner = add(ui);
        ui.add_space(12.0);
        inner
    })
}

/// A column in the middle of what there is.
pub(in crate::ui) fn column<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let whole = ui.available_rect_before_wrap();
    let left = whole.left() + ((whole.width() - width) / 2.0).max(0.0);
    let middle =
        Rect::from_min_max(Pos2::new(left.round(), whole.top()), Pos2::new(left.round() + width, whole.bottom()));
    let inner = ui.scope_builder(UiBuilder::new().max_rect(middle).layout(Layout::top_down(Align::Min)), |ui| {
        ui.set_width(width);
        add(ui)
    });
    inner.inner
}

/// Scrolls up and down, also by the keys: a page without a button could not be read to its end otherwise, and what the
/// focus goes to must be seen.
pub(in crate::ui) fn scrolling<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    scroll_in(ui, area, add)
}

/// The same beside another part that scrolls: the keys for pages turn that one.
pub(in crate::ui) fn scrolling_beside<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let style = ui.style().clone();
    let area = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    let scope = ui.scope(|ui| {
        dress_bar(ui);
        area.show(ui, |ui| {
            ui.set_style(style);
            let inner = add(ui);
            follow_focus(ui);
            inner
        })
    });
    scope.inner.inner
}

/// Another part that scrolls by itself, as high as its content, up to a height. What has the focus in it must say so with
/// [`keep_in_sight`].
pub(in crate::ui) fn scrolling_low<R>(ui: &mut Ui, id: &str, height: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let style = ui.style().clone();
    let area = ScrollArea::vertical().id_salt(id).max_height(height).auto_shrink([false, true]);
    let scope = ui.scope(|ui| {
        dress_bar(ui);
        // What it stands in may grow with it.
        area.min_scrolled_height(height).show(ui, |ui| {
            ui.set_style(style);
            add(ui)
        })
    });
    scope.inner.inner
}

/// Scrolls to what has got the focus, and leaves the rest of the screen where it is: out of sight, the two may lie at
/// the same place.
pub(in crate::ui) fn keep_in_sight(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(aside(), response.id));
    }
}

fn aside() -> Id {
    Id::new("the focus is in a part of its own")
}

fn scroll_in<R>(ui: &mut Ui, area: ScrollArea, add: impl FnOnce(&mut Ui) -> R) -> R {
    let style = ui.style().clone();
    let scope = ui.scope(|ui| {
        dress_bar(ui);
        area.show(ui, |ui| {
            ui.set_style(style);
            let inner = add(ui);
            page_keys(ui);
            follow_focus(ui);
            inner
        })
    });
    scope.inner.inner
}

/// The handle of the bar like the edge of a button: in the color of a button it is lost on its own track.
fn dress_bar(ui: &mut Ui) {
    let palette = theme::current(ui.ctx());
    let widgets = &mut ui.visuals_mut().widgets;
    widgets.inactive.bg_fill = palette.outline;
    widgets.hovered.bg_fill = palette.muted;
    widgets.active.bg_fill = palette.muted;
}

fn page_keys(ui: &Ui) {
    if !ui.is_enabled() || ui.ctx().text_edit_focused() {
        return;
    }
    let page = 0.85 * ui.clip_rect().height();
    let way = ui.input(|input| {
        let keys = [(Key::PageUp, page), (Key::PageDown, -page), (Key::Home, f32::MAX), (Key::End, -f32::MAX)];
        keys.into_iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, way)| way).next()
    });
    if let Some(way) = way {
        let all = ui.min_rect().height();
        ui.scroll_with_delta(vec2(0.0, way.clamp(-all, all)));
    }
}

fn follow_focus(ui: &Ui) {
    let id = ui.id().with("focus");
    let focus = ui.memory(egui::Memory::focused);
    let before: Option<Id> = ui.data(|data| data.get_temp(id)).flatten();
    if focus == before {
        return;
    }
    ui.data_mut(|data| data.insert_temp(id, focus));
    let focus = focus.filter(|focus| ui.data(|data| data.get_temp(aside())) != Some(*focus));
    let response = focus.and_then(|focus| ui.ctx().read_response(focus));
    // What can be seen beside this area, at the foot of the screen say, is not in it, however far the content reaches.
    let elsewhere = |seen: Rect| seen.is_positive() && !ui.clip_rect().intersects(seen);
    let inside = response.filter(|found| {
        let within = ui.min_rect().contains(found.rect.center());
        found.layer_id == ui.layer_id() && within && !elsewhere(found.interact_rect)
    });
    if let Some(response) = inside {
        ui.scroll_to_rect(response.rect.expand(space::SMALL), None);
    }
}

/// The frame of an overlay: its title, a button that closes it, and content that scrolls. Says what the content
/// returned, and whether it is to be closed.
pub(in crate::ui) fn overlay<R>(ui: &Ui, title: &str, add: impl FnOnce(&mut Ui) -> R) -> (R, bool) {
    let palette = theme::current(ui.ctx());
    let screen = ui.ctx().content_rect();
    let edge = if screen.width() < 900.0 { space::MEDIUM } else { space::LARGE };
    let room = screen.size() - Vec2::splat(2.0 * (edge + space::MEDIUM));
    let width = (space::COLUMN * scale(ui) + 2.0 * space::MEDIUM).min(room.x);
    let frame = Frame::popup(ui.style())
        .fill(palette.background)
        .stroke(Stroke::new(1.0, palette.outline))
        .corner_radius(10)
        .inner_margin(Margin::same(16));
    let shown = Modal::new(Id::new(("overlay", title))).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.set_max_height(room.y);
        let close = overlay_head(ui, title);
        ui.separator();
        let area = ScrollArea::vertical().id_salt(title).max_height(ui.available_height()).auto_shrink([false, true]);
        let inner = scroll_in(ui, area, add);
        (inner, close)
    });
    let (inner, close) = shown.inner;
    (inner, close || shown.backdrop_response.clicked())
}

fn overlay_head(ui: &mut Ui, title: &str) -> bool {
    let close = with_button(ui, "Close", title, |ui| heading(ui, title));
    if just_opened(ui, title) {
        close.request_focus();
    }
    close.clicked()
}

/// A screen whose foot stays in sight while what is above it scrolls.
pub(in crate::ui) fn with_foot<R, F>(
    ui: &mut Ui,
    id: &str,
    body: impl FnOnce(&mut Ui) -> R,
    foot: impl FnOnce(&mut Ui) -> F,
) -> (R, F) {
    let palette = theme::current(ui.ctx());
    let id = ui.id().with(("foot", id));
    // The foot is as high as it was: it comes last, as it is read last.
    let guess = 2.0 * space::MEDIUM + ui.spacing().interact_size.y;
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(guess);
    let whole = ui.available_rect_before_wrap();
    let line = whole.bottom() - height;
    let above = Rect::from_min_max(whole.min, Pos2::new(whole.right(), line));
    let below = Rect::from_min_max(Pos2::new(whole.left(), line), whole.max);
    // Ids that hang on nothing drawn before: whatever comes or goes above, the keyboard stays where it is.
    let part = |rect: Rect, name: &str| UiBuilder::new().id(id.with(name)).max_rect(rect);
    let body = ui.scope_builder(part(above, "above"), body).inner;
    ui.painter().rect_filled(below, 0, palette.surface);
    ui.painter().hline(below.x_range(), line, Stroke::new(1.0, palette.hairline));
    let foot = ui.scope_builder(part(below, "below"), foot);
    let now = foot.response.rect.height();
    if (now - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_discard("the foot has another height");
    }
    (body, foot.inner)
}
