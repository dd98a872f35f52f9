//! Parts that several screens share: pages, prose, lists, badges, notices and the frame of an overlay. They show what
//! they are given and decide nothing.

mod page;

use super::Ask;
use super::theme::{self, BadgeKind, Band, size, space};
use crate::ethics::{Badge, Certainty};
pub(super) use crate::reading::capital;
use egui::{
    Align, Checkbox, Color32, ComboBox, Frame, Id, Label, Layout, Margin, Pos2, Response, RichText, Sense, Shape,
    Stroke, TextStyle, TextWrapMode, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};

pub(super) use self::page::{
    column, keep_in_sight, overlay, page, page_foot, scrolling, scrolling_beside, scrolling_low, with_foot,
};

/// How much larger than usual text is set, so that columns grow with it.
pub(super) fn scale(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / size::BODY
}

/// How wide a column of prose is here: about seventy characters, or what there is.
pub(super) fn column_width(ui: &Ui) -> f32 {
    (space::COLUMN * scale(ui)).min(ui.available_width())
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
        with_button(ui, "Dismiss", text, |ui| {
            // On one line with the button, where it is one line.
            ui.add_space(0.5 * (ui.spacing().interact_size.y - ui.text_style_height(&TextStyle::Body)).max(0.0));
            ui.add(Label::new(text).wrap());
        })
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

/// Words that lead somewhere, in a row of such; a screen reader hears `name`.
pub(super) fn linked(ui: &mut Ui, words: &str, name: &str) -> Response {
    let response = ui.link(words);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, enabled, name));
    theme::focus_ring(ui, &response);
    response
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

/// One of a list that opens, under a label. Says which was picked.
pub(super) fn choice_box(ui: &mut Ui, label: &str, selected: usize, options: &[String]) -> Option<usize> {
    subheading(ui, label);
    pick(ui, label, selected, options)
}

/// One of a list that opens; the label is for screen readers only.
pub(super) fn pick(ui: &mut Ui, label: &str, selected: usize, options: &[String]) -> Option<usize> {
    pick_in(ui, label, selected, options, 320.0)
}

/// The same, `width` wide at 100 % text.
pub(super) fn pick_in(ui: &mut Ui, label: &str, selected: usize, options: &[String], width: f32) -> Option<usize> {
    let shown = options.get(selected).map_or("", String::as_str);
    let mut picked = None;
    let width = (width * scale(ui)).min(ui.max_rect().width() - 40.0);
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

/// A box to tick. The words beside it wrap.
pub(super) fn tick(ui: &mut Ui, ticked: &mut bool, label: &str) -> Response {
    let response = ui.add(Checkbox::new(ticked, label));
    theme::focus_ring(ui, &response);
    response
}

/// A part of a form or an answer that unfolds: what it is about, and in a line what it says now.
pub(super) fn fold(ui: &mut Ui, title: &str, now: &str, open: bool) -> Response {
    const PADDING: Vec2 = vec2(12.0, 8.0);
    let palette = theme::current(ui.ctx());
    let width = ui.available_width();
    let room = (width - 2.0 * PADDING.x - 24.0 * scale(ui)).max(40.0);
    let laid_out = |text: &str, style: TextStyle, ink| {
        let font = style.resolve(ui.style());
        ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, ink, room))
    };
    let head = laid_out(title, TextStyle::Small, palette.muted);
    let words = laid_out(now, TextStyle::Body, palette.text);
    let height = (head.size().y + words.size().y + 2.0 * PADDING.y).max(ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, format!("{title}: {now}")));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if ui.is_rect_visible(rect) {
        super::play::paint_plate(ui, rect, &response);
        let at = rect.min + PADDING;
        let below = at + vec2(0.0, head.size().y);
        ui.painter().galley(at, head, palette.muted);
        ui.painter().galley(below, words, palette.text);
        let tip = Pos2::new(rect.right() - 14.0 * scale(ui), rect.center().y);
        ui.painter().add(arrow(tip, open, palette.muted));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Points down where something is unfolded and to the side where it is not.
pub(super) fn arrow(center: Pos2, open: bool, ink: Color32) -> Shape {
    let corners = if open {
        [vec2(-6.0, -3.0), vec2(6.0, -3.0), vec2(0.0, 4.0)]
    } else {
        [vec2(-3.0, -6.0), vec2(4.0, 0.0), vec2(-3.0, 6.0)]
    };
    Shape::convex_polygon(corners.into_iter().map(|corner| center + corner).collect(), ink, Stroke::NONE)
}

/// An id that is a plain word, as people read it.
pub(super) fn words(id: &str) -> String {
    capital(&crate::reading::plain_words(id))
}

/// A day as people read it.
pub(super) fn date(day: jiff::civil::Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}
