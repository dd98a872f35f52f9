//! The papers that came, to be turned over and laid side by side, with a pencil for what is wrong with them; and the
//! envelope: what goes into it, to whom, and how.

use super::grid::grid;
use super::{Draft, common};
use crate::activity::{Line, Paper, Sheet};
use crate::scenario::fill_names;
use crate::session::{Question, Table};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{named_button, scale, small, subheading};
use crate::ui::{Ask, Desk};
use egui::{
    CornerRadius, CursorIcon, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo,
    WidgetType, pos2, vec2,
};
use std::collections::BTreeSet;

/// What the desk remembers between two frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Papers turned over: at first all of them lie face up.
    turned: BTreeSet<usize>,
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, table: &Table, paper: &Paper, draft: &mut Draft) -> Option<Ask> {
    let parties = desk.session.map(|session| session.state().situation.parties.as_slice()).unwrap_or_default();
    let filled = |words: &str| fill_names(words, parties);
    if !paper.sheets.is_empty() {
        ui.push_id("papers", |ui| papers(ui, table, paper, draft, &filled));
        ui.add_space(space::SMALL);
    }
    if paper.sends {
        ui.push_id("packet", |ui| packet(ui, table, draft));
    }
    None
}

/// Something with its place in a list.
type Numbered<'a, T> = (usize, &'a T);

fn papers(ui: &mut Ui, table: &Table, paper: &Paper, draft: &mut Draft, filled: &dyn Fn(&str) -> String) {
    let marks = paper.marks.and_then(|set| table.questions.iter().find(|question| question.set == set));
    if let Some(question) = marks {
        common::ask(ui, &question.ask);
        small(ui, "A line with a box in the margin can be marked: press it for a cross, and again to rub it out.");
    }
    let sheets: Vec<Numbered<'_, Sheet>> = paper.sheets.iter().enumerate().collect();
    ui.scope(|ui| {
        if sheets.len() == 1 {
            ui.set_max_width(ui.available_width().min((space::COLUMN + 60.0) * scale(ui)));
        }
        grid(ui, 330.0, &sheets, |ui, _, (at, sheet)| {
            common::paper(ui, |ui| one_paper(ui, table, marks, draft, (*at, sheet), filled));
        });
    });
}

fn one_paper(
    ui: &mut Ui,
    table: &Table,
    marks: Option<&Question>,
    draft: &mut Draft,
    (at, sheet): Numbered<'_, Sheet>,
    filled: &dyn Fn(&str) -> String,
) {
    let title = filled(&sheet.title);
    subheading(ui, &title);
    let turned = draft.paper.turned.contains(&at);
    if turned {
        small(ui, "It lies face down.");
    } else {
        ui.add_space(space::TIGHT);
        for (place, line) in sheet.lines.iter().enumerate() {
            ui.push_id(place, |ui| one_line(ui, table, marks, draft, line, filled));
        }
    }
    ui.add_space(space::TIGHT);
    if named_button(ui, if turned { "Turn it back" } else { "Turn it over" }, &title).clicked()
        && !draft.paper.turned.remove(&at)
    {
        draft.paper.turned.insert(at);
    }
}

fn one_line(
    ui: &mut Ui,
    table: &Table,
    marks: Option<&Question>,
    draft: &mut Draft,
    line: &Line,
    filled: &dyn Fn(&str) -> String,
) {
    let Some(reading) = line.reading(table.frame()) else { return };
    let item = marks.zip(line.mark).filter(|(question, item)| question.answers.iter().any(|there| there.item == *item));
    let marked = item.map(|(question, item)| draft.has(question.set, item));
    let words = LineWords { label: &filled(&line.label), text: &filled(&reading.text), marked };
    let response = words.show(ui, marks.is_some());
    if let Some((question, item)) = item.filter(|_| response.clicked()) {
        draft.toggle(table, question.set, item);
    }
}

/// A line of a paper as it is drawn.
struct LineWords<'a> {
    label: &'a str,
    text: &'a str,
    /// Is it marked? Nothing where it cannot be.
    marked: Option<bool>,
}

impl LineWords<'_> {
    fn show(&self, ui: &mut Ui, has_margin: bool) -> Response {
        let palette = theme::current(ui.ctx());
        let width = ui.available_width();
        let margin = if has_margin { ui.spacing().icon_width + 14.0 } else { 0.0 };
        let room = (width - margin - 6.0).max(40.0);
        let laid_out = |text: &str, style: TextStyle, ink, room: f32| {
            let font = style.resolve(ui.style());
            ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, ink, room))
        };
        let marked = self.marked == Some(true);
        let head = if marked { format!("{} \u{b7} marked", self.label) } else { self.label.to_owned() };
        let label = laid_out(&head, TextStyle::Small, if marked { palette.accent } else { palette.muted }, room);
        let text = laid_out(self.text, TextStyle::Body, palette.text, room);
        let least = if self.marked.is_some() { ui.spacing().interact_size.y } else { 0.0 };
        let height = (label.size().y + text.size().y + 10.0).max(least);
        let sense = if self.marked.is_some() { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        self.name(ui, &response);
        if ui.is_rect_visible(rect) {
            let at = pos2(rect.left() + margin, rect.top() + 5.0);
            let below = at + vec2(0.0, label.size().y);
            let box_at = pos2(rect.left() + margin / 2.0 - 2.0, below.y + 0.5 * ui.text_style_height(&TextStyle::Body));
            if self.marked.is_some() {
                self.margin(ui, rect, box_at, &response, &palette);
            }
            ui.painter().galley(at, label, palette.muted);
            ui.painter().galley(below, text, palette.text);
            theme::focus_ring(ui, &response);
        }
        if self.marked.is_some() { response.on_hover_cursor(CursorIcon::PointingHand) } else { response }
    }

    fn name(&self, ui: &Ui, response: &Response) {
        let enabled = ui.is_enabled();
        let name = format!("{}: {}", self.label, self.text);
        response.widget_info(|| match self.marked {
            Some(marked) => WidgetInfo::selected(WidgetType::Checkbox, enabled, marked, &name),
            None => WidgetInfo::labeled(WidgetType::Label, enabled, &name),
        });
        if self.marked == Some(true) {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description("marked"));
        }
    }

    /// A box in the margin, and the pencil's cross over it.
    fn margin(&self, ui: &Ui, rect: Rect, middle: Pos2, response: &Response, palette: &Palette) {
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect, CornerRadius::same(4), palette.selected);
        }
        let half = 0.36 * ui.spacing().icon_width;
        let square = Rect::from_center_size(middle, Vec2::splat(2.0 * half));
        painter.rect_stroke(square, CornerRadius::same(2), Stroke::new(1.0, palette.outline), StrokeKind::Inside);
        if self.marked == Some(true) {
            let pencil = Stroke::new(2.4, palette.accent);
            let reach = 1.5 * half;
            // By hand, so not quite straight.
            let stroke = |from: Vec2, bend: Vec2, to: Vec2| {
                let points = [from, bend, to].map(|way| middle + reach * way);
                painter.add(Shape::line(points.to_vec(), pencil));
            };
            stroke(vec2(-0.9, -0.8), vec2(0.1, 0.0), vec2(0.95, 0.9));
            stroke(vec2(0.85, -0.95), vec2(-0.05, 0.1), vec2(-0.95, 0.8));
        }
    }
}

/// The envelope with what lies in it, and everything that can be laid into it.
fn packet(ui: &mut Ui, table: &Table, draft: &mut Draft) {
    let shown = Envelope::of(table, draft);
    let both = std::cell::RefCell::new(draft);
    let ask = |ui: &mut Ui, id: &str| {
        if let Some(question) = common::find(table, id) {
            common::question(ui, table, &mut both.borrow_mut(), question);
            ui.add_space(space::SMALL);
        }
    };
    common::beside(
        ui,
        310.0,
        0.5,
        |ui| {
            ask(ui, "to");
            ask(ui, "packet");
        },
        |ui| {
            shown.show(ui);
            ui.add_space(space::SMALL);
            ask(ui, "ways");
            ask(ui, "words");
        },
    );
}

/// The envelope as it lies there now.
struct Envelope {
    to: String,
    by: String,
    inside: Vec<String>,
    letter: String,
}

impl Envelope {
    fn of(table: &Table, draft: &Draft) -> Self {
        let picked = |id: &str| -> Vec<&crate::session::Answer> {
            let question = common::find(table, id);
            let answers =
                question.into_iter().flat_map(|question| question.answers.iter().map(|it| (question.set, it)));
            answers.filter(|(set, answer)| draft.has(*set, answer.item)).map(|(_, answer)| answer).collect()
        };
        let label = |id: &str| picked(id).first().map(|answer| answer.label.clone()).unwrap_or_default();
        let said = picked("words")
            .into_iter()
            .map(|answer| if answer.say.is_empty() { answer.label.clone() } else { answer.say.clone() });
        Self {
            to: label("to"),
            by: label("ways"),
            inside: picked("packet").into_iter().map(|answer| answer.label.clone()).collect(),
            letter: said.collect::<Vec<_>>().join(" "),
        }
    }

    fn show(&self, ui: &mut Ui) {
        let palette = theme::current(ui.ctx());
        let frame = egui::Frame::new()
            .fill(palette.raised)
            .stroke(Stroke::new(1.5, palette.outline))
            .corner_radius(CornerRadius::same(3))
            .inner_margin(egui::Margin::symmetric(20, 14));
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            // The flap lies above the address.
            ui.add_space(34.0 * scale(ui).min(1.6));
            small(ui, "To");
            subheading(ui, if self.to.is_empty() { "Nobody yet" } else { &self.to });
            if !self.by.is_empty() {
                small(ui, &self.by);
            }
            ui.add_space(space::TIGHT);
            small(ui, "In it");
            if self.inside.is_empty() && self.letter.is_empty() {
                ui.label("Nothing.");
            }
            for document in &self.inside {
                self::document(ui, document, &palette);
            }
            if !self.letter.is_empty() {
                common::paper(ui, |ui| {
                    let letter = egui::RichText::new(&self.letter).text_style(theme::prose());
                    ui.add(egui::Label::new(letter).wrap());
                });
            }
        });
        let rect = shown.response.rect;
        let tip = pos2(rect.center().x, rect.top() + 34.0 * scale(ui).min(1.6));
        let flap = vec![rect.left_top() + vec2(3.0, 1.5), tip, rect.right_top() + vec2(-3.0, 1.5)];
        ui.painter().add(Shape::line(flap, Stroke::new(1.5, palette.outline)));
    }
}

/// A document in the envelope, with a leaf before its name.
fn document(ui: &mut Ui, name: &str, palette: &Palette) {
    ui.horizontal_top(|ui| {
        let high = ui.text_style_height(&TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(vec2(0.8 * high, high), Sense::hover());
        let leaf = rect.shrink2(vec2(0.08 * high, 0.1 * high));
        let fold = 0.32 * leaf.width();
        let corner = leaf.right_top();
        let outline = vec![
            leaf.left_top(),
            corner - vec2(fold, 0.0),
            corner + vec2(0.0, fold),
            leaf.right_bottom(),
            leaf.left_bottom(),
        ];
        let edge = Stroke::new(1.3, palette.text);
        ui.painter().add(Shape::convex_polygon(outline, palette.surface, edge));
        ui.add(egui::Label::new(name).wrap());
    });
}
