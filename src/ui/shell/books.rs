//! The books of reference: to the rulebook and to May I?, and back to where one came from.

use super::{About, Bookmark, Screen, Shell, day_of, in_exam};
use crate::ids::RuleId;
use crate::ui::may_i;
use egui::Ui;

impl Shell {
    /// Opens a book of reference, with a mark where one was. A book that is open below is gone back to, so that no way
    /// back is longer than the ways in.
    pub(super) fn consult(&mut self, ui: &Ui, screen: Screen) {
        if screen == Screen::MayI && self.session.as_ref().is_some_and(in_exam) {
            return self.notify("While an exam runs the rules cannot be asked. The rulebook can be read.");
        }
        let focus = self.memory.focus.take().filter(|_| self.overlay.is_some());
        let focus = focus.or_else(|| ui.memory(egui::Memory::focused));
        self.overlay = None;
        if let Some(at) = self.way.iter().position(|mark| mark.screen == screen) {
            self.way.truncate(at);
        } else if self.screen != screen {
            self.way.push(Bookmark { screen: self.screen.clone(), focus });
        }
        self.screen = screen;
    }

    pub(super) fn back(&mut self) {
        self.overlay = None;
        let Some(mark) = self.way.pop() else { return self.go(Screen::Title) };
        self.screen = mark.screen;
        self.memory.focus = mark.focus;
    }

    pub(super) fn look_up(&mut self, ui: &Ui, rule: &RuleId) {
        let day = self.session.as_ref().map_or_else(|| day_of(self.now), |session| session.setup().as_of);
        self.memory.rulebook.open(&self.library.packs, rule, day);
        self.consult(ui, Screen::Rulebook);
    }

    pub(super) fn may_i(&mut self, ui: &Ui, about: &About) {
        self.consult(ui, Screen::MayI);
        if self.screen != Screen::MayI {
            return;
        }
        let desk = self.desk();
        let asked = match about {
            About::Anything => None,
            About::Rule(rule) => may_i::Asked::under(&desk, rule),
            About::Decision(number) => may_i::Asked::about_decision(&desk, *number),
        };
        self.memory.may_i.ask(asked);
    }
}
