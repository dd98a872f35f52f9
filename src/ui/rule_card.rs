//! One rule, whole, over whatever screen it was opened from, with the ways from it into the rulebook and to a question.

use super::rulebook::leaf::entry_ui;
use super::theme::{self, space};
use super::{About, Ask, Desk, Overlay, run, widgets};
use crate::ids::RuleId;
use crate::reference::{Entry, entry, leaf_of};
use egui::{Label, Ui};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, rule: &RuleId) -> Option<Ask> {
    // The rule as it stood on the day of the run, if there is one; an older wording has the same id.
    let packs = &desk.library.packs;
    let found = leaf_of(packs, rule.as_str(), desk.standpoint().as_of).and_then(|leaf| entry(packs, leaf));
    let title = found.map_or("A rule", Entry::heading);
    let (asked, close) = widgets::overlay(ui, title, |ui| match found {
        Some(entry) => card(ui, desk, entry),
        None => not_found(ui, rule),
    });
    asked.or(close.then_some(Ask::Close))
}

fn not_found(ui: &mut Ui, rule: &RuleId) -> Option<Ask> {
    ui.add(Label::new(format!("No rule with the id {rule} is on file.")).wrap());
    theme::muted(ui, "The rules may have changed since this run was kept.");
    None
}

fn card(ui: &mut Ui, desk: &Desk<'_>, entry: Entry<'_>) -> Option<Ask> {
    let followed = entry_ui(ui, desk, entry).map(|rule| Ask::Open(Overlay::Rule(rule)));
    ui.add_space(space::SMALL);
    let on = ui.horizontal_wrapped(|ui| {
        let book = run::quiet(ui, "In the rulebook").clicked().then(|| Ask::LookUp(entry.id().clone()));
        book.or(ask_button(ui, desk, entry))
    });
    followed.or(on.inner)
}

/// From a rule to a question that it answers. There is none for what no act is judged by, and none in an exam.
pub(super) fn ask_button(ui: &mut Ui, desk: &Desk<'_>, entry: Entry<'_>) -> Option<Ask> {
    let can = desk.may_ask() && matches!(entry, Entry::Rule(..));
    let asked = can && run::quiet(ui, "Ask: may I?").clicked();
    asked.then(|| Ask::MayI(About::Rule(entry.id().clone())))
}
