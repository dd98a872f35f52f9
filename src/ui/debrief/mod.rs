//! After the case. It reads as a conversation with a good supervisor: how it ended, where it turned, every decision with
//! its reasons, one's own way beside the best way and on the map, what came of it, and a question to take along.

mod after;
mod beside;
mod decisions;

use super::theme::{self, space, title};
use super::widgets::{column, heading, prose, scale, scrolling, small, with_foot};
use super::{Ask, Desk, Overlay, Screen};
use super::{map, run};
use crate::session::Debrief;
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2};
use std::collections::BTreeSet;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The decisions that are open for reading.
    open: BTreeSet<usize>,
    /// The decision to scroll to.
    reveal: Option<usize>,
    /// The map of the case.
    pub(super) map: map::Memory,
}

impl Memory {
    /// The run went on: what was made of it is made anew.
    pub(super) fn run_changed(&mut self) {
        self.map.run_changed();
    }

    fn reveal(&mut self, decision: usize) {
        self.open.insert(decision);
        self.reveal = Some(decision);
    }

    fn toggle(&mut self, decision: usize) {
        if !self.open.remove(&decision) {
            self.open.insert(decision);
        }
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let debrief = desk.debrief?;
    if memory.map.is_large() {
        ui.push_id("large map", |ui| map::large(ui, desk, &mut memory.map));
        return None;
    }
    ui.push_id("debrief", |ui| whole(ui, desk, debrief, memory)).inner
}

fn whole(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) -> Option<Ask> {
    let (read, done) =
        with_foot(ui, "debrief", |ui| body(ui, desk, debrief, memory), |ui| run::foot(ui, |ui| foot(ui, desk)));
    read.or(done)
}

/// With room to spare the decisions stand beside the text, as in the margin of a book.
fn body(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) -> Option<Ask> {
    let scale = scale(ui);
    let (margin, aside, text) = (300.0 * scale, 40.0, space::COLUMN * scale);
    let whole = ui.available_rect_before_wrap();
    let edge = f32::from(run::edge(ui));
    if debrief.decisions.is_empty() || whole.width() < margin + aside + text + 2.0 * edge {
        return scrolling(ui, "debrief", |ui| {
            let width = text.min(ui.available_width() - 2.0 * edge);
            column(ui, width, |ui| document(ui, desk, debrief, memory))
        });
    }
    let from = ((whole.width() - margin - aside - text - 2.0 * edge) / 2.0).max(0.0).round() + whole.left() + edge;
    let left = Rect::from_min_max(pos2(from, whole.top()), pos2(from + margin, whole.bottom()));
    let right = Rect::from_min_max(pos2(from + margin + aside, whole.top()), whole.max);
    let down = Layout::top_down(Align::Min);
    let mut beside = ui.new_child(UiBuilder::new().max_rect(left).layout(down));
    contents(&mut beside, debrief, memory);
    let mut reading = ui.new_child(UiBuilder::new().max_rect(right).layout(down));
    let asked = scrolling(&mut reading, "debrief", |ui| {
        ui.vertical(|ui| {
            ui.set_width(text.min(ui.available_width() - edge));
            document(ui, desk, debrief, memory)
        })
        .inner
    });
    ui.advance_cursor_after_rect(whole);
    asked
}

/// The list of decisions in the margin.
fn contents(ui: &mut Ui, debrief: &Debrief, memory: &mut Memory) {
    ScrollArea::vertical().id_salt("contents").auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space(space::LARGE);
        small(ui, "Your decisions");
        ui.spacing_mut().item_spacing.y = 0.0;
        for review in &debrief.decisions {
            if decisions::entry(ui, review).clicked() {
                memory.reveal(review.number);
            }
        }
        ui.add_space(space::MEDIUM);
    });
}

fn document(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) -> Option<Ask> {
    ui.add_space(space::LARGE);
    opening(ui, debrief);
    let turning = decisions::turning_points(ui, desk, debrief, memory);
    let transcript = decisions::transcript(ui, desk, debrief, memory);
    beside::show(ui, desk, debrief, memory);
    section(ui, "The map of the case");
    map::section(ui, desk, &mut memory.map);
    let afterwards = after::show(ui, debrief);
    ui.add_space(space::LARGE);
    turning.or(transcript).or(afterwards)
}

fn opening(ui: &mut Ui, debrief: &Debrief) {
    small(ui, &debrief.title);
    let ending = debrief.ending.as_deref().unwrap_or("As far as you came");
    ui.add(Label::new(RichText::new(ending).text_style(title())).wrap());
    ui.add_space(space::SMALL);
    prose(ui, &debrief.ending_text);
    ui.add_space(space::MEDIUM);
    ui.add(Label::new(RichText::new(&debrief.summary).text_style(theme::strong())).wrap());
    if debrief.rewound {
        theme::muted(ui, "You took something back on the way. Your first attempt is kept beside this one.");
    }
    small(ui, &debrief.standpoint);
    for note in &debrief.notes {
        small(ui, note);
    }
}

/// A section starts with air above it.
fn section(ui: &mut Ui, name: &str) {
    ui.add_space(space::LARGE);
    heading(ui, name);
    ui.add_space(space::TIGHT);
}

fn foot(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    // None of these has the focus from the start: whoever hurries on with Enter would leave without having read.
    let library = theme::primary_button(ui, "Library").clicked();
    let again = run::quiet(ui, "Play again").clicked();
    let save = run::quiet(ui, "Save this debrief").clicked();
    // Where there is hardly room for the words, the way there is over the library.
    let settings = !run::is_cramped(ui) && run::quiet(ui, "Settings…").clicked();
    let case = desk.session.map(|session| session.case().id.clone());
    [
        library.then_some(Ask::Go(Screen::Library)),
        case.filter(|_| again).map(|case| Ask::Go(Screen::Briefing(case))),
        save.then_some(Ask::SaveDebrief),
        settings.then_some(Ask::Open(Overlay::Settings)),
    ]
    .into_iter()
    .flatten()
    .next()
}
