//! A note to be written: each sentence goes into the progress note, into the psychotherapy notes, or into neither. Cards on
//! three sheets, moved with the pointer or with the buttons upon them.

use super::{Draft, common};
use crate::session::{Question, Table};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{capital, scale, small, subheading};
use egui::{
    CornerRadius, Frame, Id, Label, LayerId, Margin, Order, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui, UiBuilder,
    Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

/// What the part remembers between two frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The card that the keyboard goes to next.
    next: Option<usize>,
}

/// A card that the pointer carries.
#[derive(Debug, Clone, Copy)]
struct Carried(usize);

pub(super) fn show(ui: &mut Ui, table: &Table, draft: &mut Draft) {
    let cards: Vec<&Question> = statements(table).collect();
    if !cards.is_empty() {
        ui.push_id("note", |ui| cards_ui(ui, table, draft, &cards));
    }
    if let Some(question) = common::find(table, "send") {
        ui.add_space(space::SMALL);
        common::question(ui, table, draft, question);
    }
}

fn statements(table: &Table) -> impl Iterator<Item = &Question> {
    table.questions.iter().filter(|question| !["open", "send"].contains(&question.id.as_str()))
}

fn cards_ui(ui: &mut Ui, table: &Table, draft: &mut Draft, cards: &[&Question]) {
    let wide = ui.available_width() >= 3.0 * 270.0 * scale(ui);
    subheading(ui, "What goes where?");
    if !wide {
        // Side by side the sheets would be too narrow to read; the cards say where they lie.
        for card in cards {
            self::card(ui, table, draft, card);
            ui.add_space(space::TIGHT);
        }
        return;
    }
    let loose: Vec<&Question> = cards.iter().copied().filter(|card| draft.way().one(card.set).is_none()).collect();
    small(
        ui,
        if loose.is_empty() {
            "Every sentence has its place."
        } else {
            "Drag each card to its place, or use its buttons."
        },
    );
    for card in &loose {
        self::card(ui, table, draft, card);
        ui.add_space(space::TIGHT);
    }
    ui.add_space(space::TIGHT);
    sheets(ui, table, draft, cards);
    carried(ui, cards);
}

/// The three places side by side.
fn sheets(ui: &mut Ui, table: &Table, draft: &mut Draft, cards: &[&Question]) {
    const GAP: f32 = 16.0;
    let places: Vec<(usize, String)> = cards.first().map(|card| places(card)).unwrap_or_default();
    let whole = ui.available_rect_before_wrap();
    let count = places.len().max(1);
    #[expect(clippy::cast_precision_loss, reason = "three places")]
    let width = ((whole.width() - GAP * (count - 1) as f32) / count as f32).floor();
    // As high as the highest of them was, so that all take what is dropped.
    let id = ui.id().with("height of the sheets");
    let before: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
    let mut used = Rect::NOTHING;
    let mut highest: f32 = 0.0;
    let mut from = whole.left();
    for (place, name) in &places {
        let part = Rect::from_min_size(pos2(from, whole.top()), vec2(width, whole.height()));
        let down = egui::Layout::top_down(egui::Align::Min);
        let builder = UiBuilder::new().id(ui.id().with(("sheet", *place))).max_rect(part).layout(down);
        let mut sheet = ui.new_child(builder);
        sheet.set_width(width);
        let high = sheet_ui(&mut sheet, table, draft, cards, (*place, name), before);
        highest = highest.max(high);
        used = used.union(sheet.min_rect());
        from += width + GAP;
    }
    if (highest - before).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, highest));
        ui.ctx().request_repaint();
    }
    ui.advance_cursor_after_rect(used);
}

/// The answers of a card with the names of their places: "into the progress note" is "The progress note".
fn places(card: &Question) -> Vec<(usize, String)> {
    let name = |label: &str| capital(label.strip_prefix("into ").unwrap_or(label));
    card.answers.iter().map(|answer| (answer.item, name(&answer.label))).collect()
}

/// A sheet with the cards upon it; says how high it would like to be.
fn sheet_ui(
    ui: &mut Ui,
    table: &Table,
    draft: &mut Draft,
    cards: &[&Question],
    (place, name): (usize, &str),
    height: f32,
) -> f32 {
    let palette = theme::current(ui.ctx());
    let mut wanted = 0.0;
    let top = ui.cursor().top();
    common::paper(ui, |ui| {
        subheading(ui, name);
        ui.add_space(space::TIGHT);
        let mut empty = true;
        for card in cards.iter().filter(|card| draft.way().one(card.set) == Some(place)).collect::<Vec<_>>() {
            empty = false;
            self::card(ui, table, draft, card);
            ui.add_space(space::TIGHT);
        }
        if empty {
            small(ui, "Nothing.");
        }
        wanted = ui.cursor().top() - top;
        ui.add_space((height - wanted).max(0.0));
    });
    let rect = ui.min_rect();
    let drop = ui.interact(rect, ui.id().with("drop"), Sense::hover());
    if drop.dnd_hover_payload::<Carried>().is_some() {
        let edge = Stroke::new(3.0, palette.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(3), edge, StrokeKind::Inside);
    }
    if let Some(carried) = drop.dnd_release_payload::<Carried>() {
        lay(table, draft, carried.0, place);
    }
    wanted
}

fn lay(table: &Table, draft: &mut Draft, set: usize, place: usize) {
    if !draft.has(set, place) {
        draft.toggle(table, set, place);
    }
}

/// A sentence on a card, with a button for each place. Its ids go with it, wherever it lies.
fn card(ui: &mut Ui, table: &Table, draft: &mut Draft, card: &Question) {
    let palette = theme::current(ui.ctx());
    let id = Id::new(("statement", &card.id));
    let builder = UiBuilder::new().id(id);
    let shown = ui.scope_builder(builder, |ui| {
        let frame = Frame::new()
            .fill(palette.raised)
            .stroke(Stroke::new(1.0, palette.hairline))
            .corner_radius(CornerRadius::same(6))
            .inner_margin(Margin::symmetric(12, 8));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(sentence(card)).wrap().selectable(false));
            ui.horizontal_wrapped(|ui| buttons(ui, table, draft, card));
        });
    });
    let grip = ui.interact(shown.response.rect, id.with("grip"), Sense::DRAG);
    grip.dnd_set_drag_payload(Carried(card.set));
}

/// The words of a card: every answer of it holds them.
fn sentence(card: &Question) -> &str {
    card.answers.first().map_or("", |answer| answer.detail.as_str())
}

fn buttons(ui: &mut Ui, table: &Table, draft: &mut Draft, card: &Question) {
    let was_loose = draft.way().one(card.set).is_none();
    for (at, (place, name)) in places(card).into_iter().enumerate() {
        let short = name.strip_prefix("The ").map_or(name.clone(), capital);
        let picked = draft.has(card.set, place);
        crate::ui::run::room_for(ui, &format!("✔ {short}"));
        let button = theme::chip(ui, &short, picked);
        let enabled = ui.is_enabled();
        let spoken = format!("{}: {short}", sentence(card));
        button.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, enabled, picked, &spoken));
        if at == 0 && draft.chart.note.next == Some(card.set) {
            draft.chart.note.next = None;
            button.request_focus();
        }
        if button.clicked() && !picked {
            lay(table, draft, card.set, place);
            draft.chart.note.next = next_loose(table, draft, card).filter(|_| was_loose && button.has_focus());
        }
    }
}

/// After a card was laid, the keyboard goes on to the next that lies loose.
fn next_loose(table: &Table, draft: &Draft, card: &Question) -> Option<usize> {
    let loose = |other: &&Question| other.set != card.set && draft.way().one(other.set).is_none();
    let after = statements(table).filter(loose).find(|other| other.set > card.set);
    after.or_else(|| statements(table).find(loose)).map(|other| other.set)
}

/// The card that the pointer carries, at the pointer.
fn carried(ui: &Ui, cards: &[&Question]) {
    let Some(carried) = egui::DragAndDrop::payload::<Carried>(ui.ctx()) else { return };
    let Some(card) = cards.iter().find(|card| card.set == carried.0) else { return };
    let Some(at) = ui.ctx().pointer_interact_pos() else { return };
    let palette = theme::current(ui.ctx());
    paint_carried(ui, &palette, at + vec2(12.0, 10.0), sentence(card));
}

fn paint_carried(ui: &Ui, palette: &Palette, at: egui::Pos2, words: &str) {
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::new("carried card")));
    let font = TextStyle::Body.resolve(ui.style());
    let words = painter.layout(words.to_owned(), font, palette.text, 260.0 * scale(ui));
    let rect = Rect::from_min_size(at, words.size() + Vec2::splat(20.0));
    painter.rect(rect, CornerRadius::same(6), palette.raised, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
    painter.galley(rect.min + Vec2::splat(10.0), words, palette.text);
}
