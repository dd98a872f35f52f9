//! What is done by hand in a scene: a letter, a caller, a chart, a sheet, papers, a talk. The desk shows what can be picked
//! and keeps it as a draft; nothing is done before it is committed, and what that comes to is none of its business.

mod chart;
mod commit;
mod common;
mod draft;
mod grid;
mod letter;
mod mail;
mod note;
mod paper;
mod phone;
mod plan;
mod redaction;
mod tutorial;

pub(in crate::ui) use commit::{Confirmed, bar, confirm, keys};
pub(in crate::ui) use draft::Draft;
pub(in crate::ui) use plan::after;
pub(in crate::ui) use tutorial::Tutorials;

use super::theme::space;
use super::widgets::heading;
use super::{Ask, Desk};
use crate::activity::Kind;
use crate::session::Table;
use egui::Ui;

/// Draws the desk, under the heading of its scene. What is picked goes into the draft; the answer is an ask only where something is done for good at once.
pub(in crate::ui) fn show(
    ui: &mut Ui,
    desk: &Desk<'_>,
    table: &Table,
    scene: &str,
    draft: &mut Draft,
    tutorials: &mut Tutorials,
) -> Option<Ask> {
    let activity = table.activity();
    if !activity.title.is_empty() && activity.title != scene {
        heading(ui, &activity.title);
        ui.add_space(space::TIGHT);
    }
    tutorials.show(ui, activity);
    match &activity.kind {
        Kind::Mail(mail) => mail::show(ui, table, mail, draft),
        Kind::Phone(phone) => phone::show(ui, table, phone, draft),
        Kind::Chart(chart) => chart::show(ui, table, chart, draft),
        Kind::Redaction(redaction) => redaction::show(ui, desk, table, redaction, draft),
        Kind::Paper(paper) => paper::show(ui, desk, table, paper, draft),
        Kind::Earshot(earshot) => plan::show(ui, desk, table, earshot, draft),
    }
}

/// Does the desk itself want the key Escape, say to close a list?
pub(in crate::ui) fn wants_escape(draft: &Draft) -> bool {
    draft.mail.is_completing() || draft.chart.is_searching()
}
