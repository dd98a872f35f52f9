//! The phone: what the display shows, who the caller says they are, and what is on file about it; then what to do first,
//! what to say, and how to end. What will be said is read back before it is said.

use super::{Draft, common};
use crate::activity::Phone;
use crate::session::{Question, Table};
use crate::ui::Ask;
use crate::ui::run::quoted;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{bullet, prose, scale, small, subheading};
use egui::{
    Color32, CornerRadius, Frame, Label, Margin, Rect, RichText, Sense, Shape, Stroke, TextStyle, Ui, Vec2, pos2, vec2,
};

pub(super) fn show(ui: &mut Ui, table: &Table, phone: &Phone, draft: &mut Draft) -> Option<Ask> {
    common::beside(ui, 300.0, 0.36, |ui| caller(ui, table, phone), |ui| answer(ui, table, draft));
    None
}

fn caller(ui: &mut Ui, table: &Table, phone: &Phone) {
    if !phone.shows.is_empty() {
        display(ui, &phone.shows);
    }
    if !phone.claims.is_empty() {
        ui.add_space(space::TIGHT);
        small(ui, "The caller says they are");
        prose(ui, &phone.claims);
    }
    let on_file: Vec<&str> = phone.on_file(table.frame()).collect();
    if !on_file.is_empty() {
        ui.add_space(space::SMALL);
        index_card(ui, &on_file);
    }
}

/// The display of the phone, with a handset beside what it shows.
fn display(ui: &mut Ui, shows: &str) {
    let palette = theme::current(ui.ctx());
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(2.0, palette.outline))
        .corner_radius(CornerRadius::same(14))
        .inner_margin(Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let side = 1.3 * ui.text_style_height(&TextStyle::Body);
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
            paint_handset(ui, rect, palette.accent);
            ui.vertical(|ui| {
                small(ui, "The display");
                ui.add(Label::new(RichText::new(shows).text_style(TextStyle::Heading)).wrap());
            });
        });
    });
}

/// A handset: the grip, and an end to hear and one to speak into.
fn paint_handset(ui: &Ui, rect: Rect, ink: Color32) {
    let side = rect.width();
    let at = |radius: f32, degrees: f32| {
        let angle = degrees.to_radians();
        pos2(rect.right() + radius * side * angle.cos(), rect.top() + radius * side * angle.sin())
    };
    let grip = (0..=10_u8).map(|step| at(0.78, 96.0 + 7.8 * f32::from(step))).collect();
    ui.painter().add(Shape::line(grip, Stroke::new(0.17 * side, ink)));
    for degrees in [102.0, 168.0] {
        ui.painter().line_segment([at(0.85, degrees), at(0.5, degrees)], Stroke::new(0.27 * side, ink));
    }
}

/// What is on file, as a card out of the box: a red line below its head, as cards have.
fn index_card(ui: &mut Ui, lines: &[&str]) {
    let palette = theme::current(ui.ctx());
    common::paper(ui, |ui| {
        subheading(ui, "On file");
        let line = ui.cursor().top();
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 3.0), Sense::hover());
        ui.painter().hline(rect.x_range(), line, Stroke::new(1.5, palette.accent));
        for line in lines {
            bullet(ui, line);
        }
    });
}

fn answer(ui: &mut Ui, table: &Table, draft: &mut Draft) {
    if let Some(question) = common::find(table, "check") {
        titled(ui, table, draft, question, "What do you do first?");
    }
    if let Some(question) = common::find(table, "words") {
        titled(ui, table, draft, question, &question.ask);
        read_back(ui, draft, question);
    }
    if let Some(question) = common::find(table, "close") {
        titled(ui, table, draft, question, "How do you end it?");
    }
    common::rest(ui, table, draft, &["check", "words", "close"]);
}

fn titled(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question, title: &str) {
    ui.push_id(&question.id, |ui| {
        common::ask(ui, title);
        common::at_most(ui, question);
        common::answers(ui, table, draft, question);
    });
    ui.add_space(space::SMALL);
}

/// The sentences picked, as they will be said.
fn read_back(ui: &mut Ui, draft: &Draft, question: &Question) {
    let said = question.answers.iter().filter(|answer| draft.has(question.set, answer.item));
    let said: Vec<&str> = said.map(|answer| answer.say.as_str()).filter(|say| !say.is_empty()).collect();
    ui.push_id("read back", |ui| {
        if said.is_empty() {
            small(ui, "You say nothing so far.");
        } else {
            ui.set_max_width(ui.available_width().min(space::COLUMN * scale(ui)));
            quoted(ui, &said.join(" "));
        }
    });
    ui.add_space(space::SMALL);
}
