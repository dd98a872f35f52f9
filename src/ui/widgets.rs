//! Parts that several screens share: the column of a page, prose, lists, badges, notices and the frame of an overlay.
//! They show what they are given and decide nothing.

use super::Ask;
use super::theme::{self, BadgeKind, Band, size, space};
use crate::ethics::{Badge, Certainty};
use egui::{
    Align, Color32, ComboBox, Frame, Id, Key, Label, Layout, Margin, Modal, Pos2, Rect, Response, RichText, ScrollArea,
    Stroke, TextStyle, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, vec2,
};

/// How much larger than usual text is set, so that columns grow with it.
pub(super) fn scale(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / size::BODY
}

/// How wide a column of prose is here: about seventy characters, or what there is.
pub(super) fn column_width(ui: &Ui) -> f32 {
    (space::COLUMN * scale(ui)).min(ui.available_width())
}

/// A scrolling page with one centered column, `width` wide at 100 % text.
pub(super) fn page<R>(ui: &mut Ui, id: &str, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
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
pub(super) fn page_foot<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
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
pub(super) fn column<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
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
pub(super) fn scrolling<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    scroll_in(ui, area, add)
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

/// Is this the first pass in which the screen `id` is drawn, or the first after another one?
pub(super) fn just_opened(ui: &Ui, id: &str) -> bool {
    let id = Id::new(("opened", id));
    let now = ui.ctx().cumulative_pass_nr();
    let before: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    before.is_none_or(|before| before + 1 < now)
}

/// What the player should know, each with a button to put it away.
pub(super) fn notices(ui: &mut Ui, notices: &[String]) -> Option<Ask> {
    let mut asked = None;
    for (at, text) in notices.iter().enumerate() {
        if notice(ui, text).clicked() {
            asked = Some(Ask::Dismiss(at));
        }
    }
    asked
}

fn notice(ui: &mut Ui, text: &str) -> Response {
    let palette = theme::current(ui.ctx());
    let frame = Frame::new().fill(palette.raised).inner_margin(Margin::symmetric(16, 6));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        with_button(ui, "Dismiss", text, |ui| drop(ui.add(Label::new(text).wrap())))
    });
    shown.inner
}

/// Something with a quiet button at its right end. A screen reader hears of which thing the button is.
pub(super) fn with_button(ui: &mut Ui, button: &str, of: &str, add: impl FnOnce(&mut Ui)) -> Response {
    let font = TextStyle::Button.resolve(ui.style());
    let words = ui.fonts_mut(|fonts| fonts.layout_no_wrap(button.to_owned(), font, Color32::PLACEHOLDER));
    let taken = words.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x + 2.0;
    ui.horizontal_top(|ui| {
        let left = vec2((ui.available_width() - taken).max(0.0), ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(left, Layout::top_down(Align::Min), |ui| {
            ui.set_width(left.x);
            add(ui);
        });
        named_button(ui, button, of)
    })
    .inner
}

/// A quiet button whose name for a screen reader says of which thing it is.
pub(super) fn named_button(ui: &mut Ui, button: &str, of: &str) -> Response {
    let response = theme::quiet_button(ui, button);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{button}: {of}")));
    response
}

/// The frame of an overlay: its title, a button that closes it, and content that scrolls. Says what the content
/// returned, and whether it is to be closed.
pub(super) fn overlay<R>(ui: &Ui, title: &str, add: impl FnOnce(&mut Ui) -> R) -> (R, bool) {
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

/// The heading of a section.
pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).text_style(TextStyle::Heading)).wrap());
}

/// The heading of a part of a section.
pub(super) fn subheading(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).text_style(theme::strong())).wrap());
}

/// A small line of second rank.
pub(super) fn small(ui: &mut Ui, text: &str) {
    let ink = theme::current(ui.ctx()).muted;
    ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small).color(ink)).wrap());
}

/// A word on the switch or button above, under its label.
pub(super) fn hint(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        ui.add_space(ui.spacing().icon_width + ui.spacing().icon_spacing);
        let ink = theme::current(ui.ctx()).muted;
        ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small).color(ink)).wrap());
    });
}

/// What the case tells: paragraphs, which a blank line separates.
pub(super) fn prose(ui: &mut Ui, text: &str) {
    let width = column_width(ui);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 0.6 * size::PROSE * scale(ui);
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            ui.add(Label::new(RichText::new(paragraph).text_style(theme::prose())).wrap());
        }
    });
}

/// A list under a title; nothing where there is nothing to list.
pub(super) fn facts(ui: &mut Ui, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    subheading(ui, title);
    for item in items {
        bullet(ui, item);
    }
}

/// A line of a list. The dot is painted, so that a screen reader does not stop at it.
pub(super) fn bullet(ui: &mut Ui, text: &str) {
    let indent = 18.0 * scale(ui);
    ui.horizontal_top(|ui| {
        ui.add_space(indent);
        let left = ui.cursor().left() - ui.spacing().item_spacing.x - 0.5 * indent;
        let label = ui.add(Label::new(text).wrap());
        let middle = 0.5 * ui.text_style_height(&TextStyle::Body);
        let ink = theme::current(ui.ctx()).muted;
        ui.painter().circle_filled(Pos2::new(left, label.rect.top() + middle), 2.5 * scale(ui), ink);
    });
}

/// The three badges of a verdict, each in words.
pub(super) fn badges(ui: &mut Ui, law: Badge, ethics: Badge, certainty: Option<Certainty>) {
    ui.horizontal_wrapped(|ui| {
        layer_badge(ui, "Law", law);
        layer_badge(ui, "Ethics", ethics);
        if let Some(certainty) = certainty {
            certainty_badge(ui, certainty);
        }
    });
}

/// A badge without a verdict, such as a theme; too long for the line it becomes text.
pub(super) fn tag(ui: &mut Ui, text: &str) {
    let font = TextStyle::Small.resolve(ui.style());
    let width = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x);
    if width + 20.0 > ui.max_rect().width() {
        small(ui, text);
    } else {
        theme::badge(ui, text, BadgeKind::Plain);
    }
}

/// What one layer of norms says, as a badge.
pub(super) fn layer_badge(ui: &mut Ui, layer: &str, badge: Badge) -> Response {
    let words = format!("{layer}: {}", badge.words());
    match badge {
        Badge::NotCovered => signed_badge(ui, "○", &words),
        Badge::Ok => theme::badge(ui, &words, BadgeKind::Band(Band::Sound)),
        Badge::Contested => theme::badge(ui, &words, BadgeKind::Band(Band::Defensible)),
        Badge::Partial => theme::badge(ui, &words, BadgeKind::Band(Band::Risky)),
        Badge::Violation => theme::badge(ui, &words, BadgeKind::Band(Band::Breach)),
    }
}

/// How sure a clause is, as a badge.
pub(super) fn certainty_badge(ui: &mut Ui, certainty: Certainty) -> Response {
    let sign = match certainty {
        Certainty::Verified => "●",
        Certainty::Secondary => "§",
        Certainty::Unverified => "○",
        Certainty::Contested => "⚠",
    };
    signed_badge(ui, sign, &format!("Certainty: {}", certainty.words()))
}

/// A plain badge with a sign before its words; a screen reader says the words alone.
fn signed_badge(ui: &mut Ui, sign: &str, words: &str) -> Response {
    let badge = theme::badge(ui, &format!("{sign} {words}"), BadgeKind::Plain);
    badge.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, words));
    badge
}

/// What a certainty means for whoever relies on the clause.
pub(super) fn certainty_note(ui: &mut Ui, certainty: Certainty) {
    small(
        ui,
        match certainty {
            Certainty::Verified => "Read in its own text, on the date given.",
            Certainty::Secondary => "Taken from a secondary source. Read the text itself before you rely on it.",
            Certainty::Unverified => {
                "Not checked against its text. It never counts against you here; check it before you rely on it."
            }
            Certainty::Contested => "Sources disagree, or the law is unsettled. It never counts against you here.",
        },
    );
}

/// A screen whose foot stays in sight while what is above it scrolls.
pub(super) fn with_foot<R, F>(
    ui: &mut Ui,
    id: &str,
    body: impl FnOnce(&mut Ui) -> R,
    foot: impl FnOnce(&mut Ui) -> F,
) -> (R, F) {
    let palette = theme::current(ui.ctx());
    let id = Id::new(("foot", id));
    // The foot is as high as it was: it comes last, as it is read last.
    let guess = 2.0 * space::MEDIUM + ui.spacing().interact_size.y;
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(guess);
    let whole = ui.available_rect_before_wrap();
    let line = whole.bottom() - height;
    let above = Rect::from_min_max(whole.min, Pos2::new(whole.right(), line));
    let below = Rect::from_min_max(Pos2::new(whole.left(), line), whole.max);
    let body = ui.scope_builder(UiBuilder::new().max_rect(above), body).inner;
    ui.painter().rect_filled(below, 0, palette.surface);
    ui.painter().hline(below.x_range(), line, Stroke::new(1.0, palette.hairline));
    let foot = ui.scope_builder(UiBuilder::new().max_rect(below), foot);
    let now = foot.response.rect.height();
    if (now - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_discard("the foot has another height");
    }
    (body, foot.inner)
}

/// One of a list that opens, under a label. Says which was picked.
pub(super) fn choice_box(ui: &mut Ui, label: &str, selected: usize, options: &[String]) -> Option<usize> {
    subheading(ui, label);
    pick(ui, label, selected, options)
}

/// One of a list that opens; the label is for screen readers only.
pub(super) fn pick(ui: &mut Ui, label: &str, selected: usize, options: &[String]) -> Option<usize> {
    let shown = options.get(selected).map_or("", String::as_str);
    let mut picked = None;
    let width = (320.0 * scale(ui)).min(ui.available_width() - 40.0);
    let opened =
        ComboBox::from_id_salt(label).selected_text(shown).width(width).height(320.0 * scale(ui)).wrap().show_ui(
            ui,
            |ui| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
                for (at, option) in options.iter().enumerate() {
                    if ui.selectable_label(at == selected, option).clicked() {
                        picked = Some(at);
                    }
                }
            },
        );
    opened.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::ComboBox, true, label);
        info.current_text_value = Some(shown.to_owned());
        info
    });
    picked
}

/// An id that is a plain word, as people read it.
pub(super) fn words(id: &str) -> String {
    let words = crate::reading::plain_words(id);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
