//! The decisions of a debrief: those on which it turned, and all of them in order.

use super::{Memory, section};
use crate::ethics::Holding;
use crate::session::{Confidence, Debrief, DecisionReview, Elsewhere};
use crate::ui::consequence::{band, citation, labelled, verdict};
use crate::ui::desk;
use crate::ui::run::{is_study, quoted, room_for};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{arrow, bullet, named_button, prose, scale, small, subheading};
use crate::ui::{About, Ask, Desk, Overlay};
use egui::{
    Align, CornerRadius, Frame, Galley, Label, Margin, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2,
    WidgetInfo, WidgetType, pos2, vec2,
};
use std::sync::Arc;

pub(super) fn turning_points(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) -> Option<Ask> {
    section(ui, "Where it turned");
    let mut asked = None;
    let points: Vec<&DecisionReview> =
        debrief.turning_points.iter().filter_map(|at| debrief.decisions.get(*at)).collect();
    if points.is_empty() {
        prose(ui, "Nothing turned against you. Where another way would have been a little better, it says so below.");
    }
    for review in points {
        asked = asked.or(turning_point(ui, desk, review, memory));
        ui.add_space(space::SMALL);
    }
    asked
}

fn turning_point(ui: &mut Ui, desk: &Desk<'_>, review: &DecisionReview, memory: &mut Memory) -> Option<Ask> {
    let palette = theme::current(ui.ctx());
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            theme::band_badge(ui, band(review.band));
            small(ui, &format!("{} · {}", review.heading, review.clock));
        });
        subheading(ui, &format!("{}. {}", review.number + 1, review.label));
        if let Some(words) = sureness(review) {
            small(ui, words);
        }
        ui.add(Label::new(why(review)).wrap());
        let opened = sealed(ui, review);
        if let Some((label, note)) = &review.better {
            ui.add_space(space::TIGHT);
            labelled(ui, "Better here:", label);
            ui.add(Label::new(note).wrap());
        }
        ui.add_space(space::TIGHT);
        let back = ui.horizontal_wrapped(|ui| {
            if buttoned(ui, "Read it whole", &format!("decision {}", review.number + 1)).clicked() {
                memory.reveal(review.number);
            }
            back_button(ui, desk, review)
        });
        opened.or(back.inner)
    })
}

/// What a decision put out of reach, each with the clause that asks for it.
fn sealed(ui: &mut Ui, review: &DecisionReview) -> Option<Ask> {
    if review.sealed.is_empty() {
        return None;
    }
    ui.add_space(space::TIGHT);
    subheading(ui, "Out of reach from here on, even on the best way:");
    let mut asked = None;
    for missed in &review.sealed {
        ui.horizontal_wrapped(|ui| {
            ui.label(&missed.fix);
            if citation(ui, &missed.place.cite).clicked() {
                asked = Some(Ask::Open(Overlay::Rule(missed.place.rule.clone())));
            }
        });
    }
    asked
}

/// The plainest reason: a rule not kept, a duty, or what the author says.
fn why(review: &DecisionReview) -> String {
    let broken = review.findings.iter().find(|finding| finding.holding == Holding::Broken);
    let rule = broken.map(|finding| format!("{} ({})", finding.text, finding.place.cite));
    let reason = rule.or_else(|| review.note.clone()).or_else(|| review.duties.first().cloned());
    reason.unwrap_or_else(|| "Another way kept more of what mattered here.".into())
}

fn sureness(review: &DecisionReview) -> Option<&'static str> {
    review.confidence.map(|confidence| match confidence {
        Confidence::Guessing => "You said that you were guessing.",
        Confidence::Leaning => "You said that you leaned this way.",
        Confidence::Sure => "You said that you were sure.",
    })
}

fn back_button(ui: &mut Ui, desk: &Desk<'_>, review: &DecisionReview) -> Option<Ask> {
    let back = is_study(desk) && buttoned(ui, "Go back to here", &format!("decision {}", review.number + 1)).clicked();
    back.then_some(Ask::Rewind(review.number))
}

fn buttoned(ui: &mut Ui, label: &str, of: &str) -> Response {
    room_for(ui, label);
    named_button(ui, label, of)
}

pub(super) fn transcript(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) -> Option<Ask> {
    section(ui, "Decision by decision");
    let count = debrief.decisions.len();
    let all = memory.open.len() == count;
    if count > 1 && theme::quiet_button(ui, if all { "Fold all" } else { "Unfold all" }).clicked() {
        memory.open = (0..if all { 0 } else { count }).collect();
    }
    let mut asked = None;
    for review in &debrief.decisions {
        asked = asked.or(decision(ui, desk, review, memory));
    }
    asked
}

fn decision(ui: &mut Ui, desk: &Desk<'_>, review: &DecisionReview, memory: &mut Memory) -> Option<Ask> {
    let open = memory.open.contains(&review.number);
    let revealed = memory.reveal == Some(review.number);
    if revealed {
        memory.reveal = None;
        ui.scroll_to_cursor(Some(Align::TOP));
    }
    let head = row(ui, review, open);
    if revealed {
        head.request_focus();
    }
    if head.clicked() {
        memory.toggle(review.number);
    }
    if !open {
        return None;
    }
    Frame::new()
        .inner_margin(Margin { left: 16, right: 8, top: 8, bottom: 20 })
        .show(ui, |ui| details(ui, desk, review))
        .inner
}

fn details(ui: &mut Ui, desk: &Desk<'_>, review: &DecisionReview) -> Option<Ask> {
    if !review.said.is_empty() {
        quoted(ui, &review.said);
    }
    prose(ui, &review.happened);
    desk::after(ui, desk, review.number, &review.accounts);
    if let Some(words) = sureness(review) {
        small(ui, words);
    }
    ui.add_space(space::MEDIUM);
    subheading(ui, "What to notice");
    let asked = verdict(ui, review);
    let asked = asked.or(sealed(ui, review));
    if let Some((label, note)) = &review.better {
        ui.add_space(space::SMALL);
        labelled(ui, "A better way was open:", label);
        ui.add(Label::new(note).wrap());
    }
    if !review.elsewhere.is_empty() {
        ui.add_space(space::SMALL);
        subheading(ui, "In another state");
        for other in &review.elsewhere {
            bullet(ui, &elsewhere(other));
        }
    }
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        let back = back_button(ui, desk, review);
        asked.or(back).or(ask_button(ui, desk, review))
    })
    .inner
}

/// To the rules with what was done here. An exam that runs has no debrief to ask from.
fn ask_button(ui: &mut Ui, desk: &Desk<'_>, review: &DecisionReview) -> Option<Ask> {
    let of = format!("decision {}", review.number + 1);
    let asked = desk.may_ask() && buttoned(ui, "Ask about this", &of).clicked();
    asked.then_some(Ask::MayI(About::Decision(review.number)))
}

/// "In Texas: law violation, ethics in order (Tex. …)".
pub(super) fn elsewhere(other: &Elsewhere) -> String {
    let cites = if other.cites.is_empty() { String::new() } else { format!(" ({})", other.cites.join("; ")) };
    format!("In {}: law {}, ethics {}{cites}", other.title, other.law.words(), other.ethics.words())
}

/// A decision in the list in the margin: the sign of its band, and what it was.
pub(super) fn entry(ui: &mut Ui, review: &DecisionReview) -> Response {
    const PADDING: Vec2 = vec2(8.0, 7.0);
    let palette = theme::current(ui.ctx());
    let style = palette.band(band(review.band));
    let indent = 26.0 * scale(ui);
    let width = ui.available_width();
    let text = |text: String, style: TextStyle, ink, room: f32| {
        let font = style.resolve(ui.style());
        ui.fonts_mut(|fonts| fonts.layout(text, font, ink, room))
    };
    let sign = text(style.symbol.to_owned(), TextStyle::Body, style.ink, indent);
    let words = format!("{}. {}", review.number + 1, review.label);
    let words = text(words, TextStyle::Body, palette.text, (width - indent - 2.0 * PADDING.x).max(40.0));
    let height = words.size().y + 2.0 * PADDING.y;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    name_row(ui, &response, review, None);
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(8), palette.selected);
        }
        theme::focus_ring(ui, &response);
        let at = rect.min + PADDING;
        let middle = ((indent - PADDING.x - sign.size().x) / 2.0).max(0.0);
        ui.painter().galley(at + vec2(middle, 0.0), sign, style.ink);
        ui.painter().galley(at + vec2(indent, 0.0), words, palette.text);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(style.word)
}

/// A decision as one wide button: its number, its label, its band and where it was made.
fn row(ui: &mut Ui, review: &DecisionReview, open: bool) -> Response {
    let width = ui.available_width();
    let words = RowWords::lay_out(ui, review, width);
    let (rect, response) = ui.allocate_exact_size(vec2(width, words.height()), Sense::click());
    name_row(ui, &response, review, Some(open));
    if ui.is_rect_visible(rect) {
        crate::ui::play::paint_plate(ui, rect, &response);
        words.paint(ui, rect, review);
        let middle = rect.top() + ROW_PADDING.y + 0.5 * ui.text_style_height(&TextStyle::Body);
        let ink = theme::current(ui.ctx()).muted;
        ui.painter().add(arrow(pos2(rect.right() - 20.0, middle), open, ink));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

const ROW_PADDING: Vec2 = vec2(12.0, 9.0);

/// The words of a row, laid out.
struct RowWords {
    number: Arc<Galley>,
    label: Arc<Galley>,
    band: Arc<Galley>,
    place: Arc<Galley>,
    /// How far the words stand in from the number.
    indent: f32,
    /// Does the place fit beside the band?
    beside: bool,
}

impl RowWords {
    fn lay_out(ui: &Ui, review: &DecisionReview, width: f32) -> Self {
        let palette = theme::current(ui.ctx());
        let style = palette.band(band(review.band));
        let indent = 28.0 * scale(ui);
        let room = (width - 2.0 * ROW_PADDING.x - indent - 24.0).max(40.0);
        let laid_out = |text: String, style: TextStyle, ink| {
            let font = style.resolve(ui.style());
            ui.fonts_mut(|fonts| fonts.layout(text, font, ink, room))
        };
        let number = laid_out((review.number + 1).to_string(), theme::strong(), palette.muted);
        let label = laid_out(review.label.clone(), theme::strong(), palette.text);
        let band = laid_out(format!("{} {}", style.symbol, style.word), TextStyle::Small, style.ink);
        let place = laid_out(format!("{} · {}", review.heading, review.clock), TextStyle::Small, palette.muted);
        let beside = band.size().x + PLATE.x + space::SMALL + place.size().x <= room;
        Self { number, label, band, place, indent, beside }
    }

    fn height(&self) -> f32 {
        let plate = self.band.size().y + PLATE.y;
        let below = if self.beside { plate } else { plate + space::TIGHT + self.place.size().y };
        self.label.size().y + space::TIGHT + below + 2.0 * ROW_PADDING.y
    }

    fn paint(self, ui: &Ui, rect: Rect, review: &DecisionReview) {
        let palette = theme::current(ui.ctx());
        let style = palette.band(band(review.band));
        let painter = ui.painter();
        let at = rect.min + ROW_PADDING;
        let under = at + vec2(self.indent, self.label.size().y + space::TIGHT);
        let plate = Rect::from_min_size(under, self.band.size() + PLATE);
        let below = pos2(plate.left(), plate.bottom() + space::TIGHT);
        let place = if self.beside { plate.right_top() + vec2(space::SMALL, PLATE.y / 2.0) } else { below };
        painter.galley(at, self.number, palette.muted);
        painter.galley(at + vec2(self.indent, 0.0), self.label, palette.text);
        painter.rect(plate, CornerRadius::same(6), style.fill, Stroke::new(1.0, style.ink), StrokeKind::Inside);
        painter.galley(plate.min + PLATE / 2.0, self.band, style.ink);
        painter.galley(place, self.place, palette.muted);
    }
}

/// By how much a band's plate is larger than its words.
const PLATE: Vec2 = vec2(12.0, 4.0);

fn name_row(ui: &Ui, response: &Response, review: &DecisionReview, open: Option<bool>) {
    let word = theme::current(ui.ctx()).band(band(review.band)).word;
    let enabled = ui.is_enabled();
    let name = format!("{}. {}, {word}", review.number + 1, review.label);
    let name = if open.is_some() { name } else { format!("Go to {name}") };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &name));
    if let Some(open) = open {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    }
}
