//! The first minute at a desk: a few steps on a card, skipped with one key, once for each kind and run.

use crate::activity::Activity;
use crate::ui::run::quiet;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{named_button, prose, small};
use egui::Ui;
use std::collections::BTreeSet;

/// What of the first steps was seen in this run.
#[derive(Debug, Default)]
pub(in crate::ui) struct Tutorials {
    done: BTreeSet<&'static str>,
    step: usize,
    /// Was the card closed just now?
    closed: bool,
}

impl Tutorials {
    pub(super) fn show(&mut self, ui: &mut Ui, activity: &Activity) {
        let kind = activity.kind.word();
        let count = activity.tutorial.len();
        if count == 0 {
            return;
        }
        ui.push_id("first steps", |ui| match activity.tutorial.get(self.step) {
            Some(words) if !self.done.contains(kind) => self.card(ui, kind, words, count),
            _ => self.again(ui, kind),
        });
        ui.add_space(space::SMALL);
    }

    fn card(&mut self, ui: &mut Ui, kind: &'static str, words: &str, count: usize) {
        let palette = theme::current(ui.ctx());
        let last = self.step + 1 == count;
        let (mut on, mut skip) = (false, false);
        theme::card(ui, &palette, |ui| {
            ui.set_width(ui.available_width());
            small(ui, &format!("The first minute · step {} of {count}", self.step + 1));
            prose(ui, words);
            ui.add_space(space::TIGHT);
            ui.horizontal_wrapped(|ui| {
                let next = if last { quiet(ui, "To the desk") } else { named_button(ui, "Next", "first steps") };
                on = next.clicked();
                skip = !last && named_button(ui, "Skip", "first steps").clicked();
            });
        });
        if skip || (on && last) {
            self.done.insert(kind);
            self.step = 0;
            self.closed = true;
        } else if on {
            self.step += 1;
        }
    }

    /// The way back to them; the keyboard stays where the card was.
    fn again(&mut self, ui: &mut Ui, kind: &'static str) {
        let again = named_button(ui, "First steps", "show them again");
        if std::mem::take(&mut self.closed) {
            again.request_focus();
        }
        if again.clicked() {
            self.done.remove(kind);
            self.step = 0;
        }
    }
}
