//! What the desks share: a question as a list, a row of it, a sheet of paper, two parts beside each other, and what came of
//! it in words.

use super::Draft;
use crate::activity::{Account, Takes};
use crate::session::{Answer, Question, Table};
use crate::ui::theme::{self, Palette, ThemeChoice, space};
use crate::ui::widgets::{bullet, scale, small, subheading};
use egui::{
    CornerRadius, Frame, Margin, Pos2, Rect, Response, Sense, Shadow, Stroke, StrokeKind, TextStyle, Ui, UiBuilder,
    Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

/// A question by its name, if it is asked.
pub(super) fn find<'a>(table: &'a Table, id: &str) -> Option<&'a Question> {
    table.questions.iter().find(|question| question.id == id && !question.answers.is_empty())
}

/// Every question that has no place of its own on the desk, as a list.
pub(super) fn rest(ui: &mut Ui, table: &Table, draft: &mut Draft, placed: &[&str]) {
    let loose = table.questions.iter().filter(|question| !placed.contains(&question.id.as_str()));
    for question in loose.filter(|question| !question.answers.is_empty()) {
        self::question(ui, table, draft, question);
        ui.add_space(space::SMALL);
    }
}

/// A question as a list: of one answer, or of several to tick.
pub(super) fn question(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question) {
    ui.push_id(&question.id, |ui| {
        ask(ui, &question.ask);
        at_most(ui, question);
        answers(ui, table, draft, question);
    });
}

/// The answers of a question as rows.
pub(super) fn answers(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question) {
    let is_full = !draft.takes_more(table, question.set);
    for answer in &question.answers {
        let picked = draft.has(question.set, answer.item);
        let row = Row { words: &answer.say, ..Row::of(answer, picked, question.takes) };
        let shown = ui.add_enabled_ui(picked || !is_full, |ui| self::row(ui, &row)).inner;
        if shown.clicked() {
            draft.toggle(table, question.set, answer.item);
        }
    }
}

/// The words of a question.
pub(super) fn ask(ui: &mut Ui, words: &str) {
    subheading(ui, words);
}

/// How many answers it takes, where that is not plain from the list.
pub(super) fn at_most(ui: &mut Ui, question: &Question) {
    match question.takes {
        Takes::UpTo(1) => small(ui, "One at most."),
        Takes::UpTo(most) if most < question.answers.len() => small(ui, &format!("Up to {most}.")),
        Takes::UpTo(_) | Takes::One | Takes::Each => (),
    }
}

/// An answer as it is drawn.
pub(super) struct Row<'a> {
    /// What it is.
    pub(super) label: &'a str,
    /// A second line.
    pub(super) detail: &'a str,
    /// The exact words, where it has some.
    pub(super) words: &'a str,
    /// Is it picked?
    pub(super) picked: bool,
    /// One of a list, not one to tick?
    pub(super) radio: bool,
    /// What a screen reader hears; the label where it is empty.
    pub(super) name: &'a str,
}

impl<'a> Row<'a> {
    /// The label and the second line of an answer.
    pub(super) fn of(answer: &'a Answer, picked: bool, takes: Takes) -> Self {
        let radio = takes == Takes::One;
        Self { label: &answer.label, detail: &answer.detail, words: "", picked, radio, name: "" }
    }
}

const PADDING: Vec2 = vec2(12.0, 8.0);

/// A row that is picked with a click, Enter or Space: a mark, what it is, a second line, and the exact words.
pub(super) fn row(ui: &mut Ui, row: &Row<'_>) -> Response {
    let palette = theme::current(ui.ctx());
    let mark = ui.spacing().icon_width;
    let indent = mark + 10.0;
    let width = ui.available_width();
    let room = (width - 2.0 * PADDING.x - indent).max(40.0);
    let laid_out = |text: &str, style: TextStyle, ink| {
        let font = style.resolve(ui.style());
        ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, ink, room))
    };
    let label = laid_out(row.label, if row.picked { theme::strong() } else { TextStyle::Body }, palette.text);
    let first = ui.text_style_height(&TextStyle::Body);
    let below = [(row.detail, TextStyle::Small, palette.muted), (row.words, theme::aside(), palette.text)];
    let below = below.into_iter().filter(|(text, ..)| !text.is_empty() && *text != row.label);
    let below: Vec<_> = below.map(|(text, style, ink)| (laid_out(text, style, ink), ink)).collect();
    let height = label.size().y + below.iter().map(|(line, _)| line.size().y + 2.0).sum::<f32>() + 2.0 * PADDING.y;
    let height = height.max(ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    name_row(ui, &response, row);
    if ui.is_rect_visible(rect) {
        plate(ui, rect, &response, row.picked);
        let at = rect.min + PADDING;
        let middle = pos2(at.x + mark / 2.0, at.y + first / 2.0);
        paint_mark(ui, &palette, middle, row);
        let mut at = at + vec2(indent, 0.0);
        let high = label.size().y;
        ui.painter().galley(at, label, palette.text);
        at.y += high;
        for (line, ink) in below {
            at.y += 2.0;
            let high = line.size().y;
            ui.painter().galley(at, line, ink);
            at.y += high;
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn name_row(ui: &Ui, response: &Response, row: &Row<'_>) {
    let enabled = ui.is_enabled();
    let name = if row.name.is_empty() { row.label } else { row.name };
    let kind = if row.radio { WidgetType::RadioButton } else { WidgetType::Checkbox };
    response.widget_info(|| WidgetInfo::selected(kind, enabled, row.picked, name));
    let more = [row.detail, row.words].into_iter().filter(|text| !text.is_empty() && *text != row.label);
    let more = more.collect::<Vec<_>>().join(" ");
    if !more.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(more));
    }
}

/// The plate of something that is picked or not; the mark on it says the same without a color.
pub(super) fn plate(ui: &Ui, rect: Rect, response: &Response, picked: bool) {
    let palette = theme::current(ui.ctx());
    let lively = response.hovered() || response.has_focus() || response.is_pointer_button_down_on();
    let fill = if lively { palette.selected } else { palette.surface };
    let edge = match (picked, lively) {
        (true, _) | (_, true) => Stroke::new(2.0, palette.accent),
        (false, false) => Stroke::new(1.0, palette.hairline),
    };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(8), fill, edge, StrokeKind::Inside);
    theme::focus_ring(ui, response);
}

fn paint_mark(ui: &Ui, palette: &Palette, middle: Pos2, row: &Row<'_>) {
    let painter = ui.painter();
    let half = ui.spacing().icon_width / 2.0 - 1.0;
    let edge = Stroke::new(1.5, if row.picked { palette.accent } else { palette.outline });
    if row.radio {
        painter.circle(middle, half, palette.surface, edge);
        if row.picked {
            painter.circle_filled(middle, half * 0.55, palette.accent);
        }
        return;
    }
    let square = Rect::from_center_size(middle, Vec2::splat(2.0 * half));
    let fill = if row.picked { palette.accent } else { palette.surface };
    painter.rect(square, CornerRadius::same(4), fill, edge, StrokeKind::Inside);
    if row.picked {
        paint_tick(ui, middle, half, Stroke::new(2.0, palette.accent_text));
    }
}

/// A tick, `half` the height of its box.
pub(super) fn paint_tick(ui: &Ui, middle: Pos2, half: f32, stroke: Stroke) {
    let corners = [vec2(-0.5, 0.0), vec2(-0.1, 0.4), vec2(0.55, -0.4)];
    let points = corners.into_iter().map(|corner| middle + half * corner).collect();
    ui.painter().add(egui::Shape::line(points, stroke));
}

/// A sheet of paper on the desk.
pub(super) fn paper<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::current(ui.ctx());
    // On a dark ground a shadow is a glow, so there an edge must do.
    let light = palette.choice == ThemeChoice::Light;
    let shadow = Shadow { offset: [0, 2], blur: 10, spread: 0, color: palette.hairline.gamma_multiply(0.7) };
    let narrow = ui.available_width() < 420.0 * scale(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.hairline))
        .corner_radius(CornerRadius::same(3))
        .shadow(if light { shadow } else { Shadow::NONE })
        .inner_margin(Margin::symmetric(if narrow { 14 } else { 22 }, 18))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// Two parts beside each other where each keeps `least` (at 100 % text), one below the other elsewhere. The left one gets
/// its share of the width.
pub(super) fn beside<R>(
    ui: &mut Ui,
    least: f32,
    share: f32,
    left: impl FnOnce(&mut Ui),
    right: impl FnOnce(&mut Ui) -> R,
) -> R {
    const GAP: f32 = 24.0;
    let whole = ui.available_rect_before_wrap();
    let one = (share * (whole.width() - GAP)).floor();
    let other = whole.width() - GAP - one;
    // Ids that hang on nothing drawn before: whatever comes or goes above, the keyboard stays where it is.
    let (first, second) = (ui.id().with("left"), ui.id().with("right"));
    if one.min(other) < least * scale(ui) {
        ui.scope_builder(UiBuilder::new().id(first), left);
        ui.add_space(space::MEDIUM);
        return ui.scope_builder(UiBuilder::new().id(second), right).inner;
    }
    let part = |x: f32, width: f32| Rect::from_min_size(pos2(x, whole.top()), vec2(width, whole.height()));
    let down = egui::Layout::top_down(egui::Align::Min);
    let mut at_left = ui.new_child(UiBuilder::new().id(first).max_rect(part(whole.left(), one)).layout(down));
    at_left.set_width(one);
    left(&mut at_left);
    let from = whole.left() + one + GAP;
    let mut at_right = ui.new_child(UiBuilder::new().id(second).max_rect(part(from, other)).layout(down));
    at_right.set_width(other);
    let answer = right(&mut at_right);
    ui.advance_cursor_after_rect(at_left.min_rect().union(at_right.min_rect()));
    answer
}

/// What came of what was done by hand: headings with their lines.
pub(in crate::ui) fn accounts(ui: &mut Ui, accounts: &[Account]) {
    for account in accounts {
        ui.add_space(space::TIGHT);
        subheading(ui, &account.heading);
        for line in &account.lines {
            bullet(ui, line);
        }
    }
}
