//! The rules as a book to read: every rule and article with a way to find it, two places side by side, and what people
//! believe beside what is so.

pub(super) mod leaf;
mod list;
mod myths;
mod places;
mod rules;

pub(super) use self::places::outcome_words;
use super::theme::{self, space};
use super::widgets::{column, heading, just_opened, named_button, scale, scrolling};
use super::{About, Ask, Desk, Screen, run};
use crate::ethics::Packs;
use crate::ids::RuleId;
use crate::reference::leaf_of;
use egui::{Frame, Margin, Ui};
use jiff::civil::Date;

/// A part of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Rules,
    Places,
    Myths,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    tab: Tab,
    rules: rules::Memory,
    places: places::Memory,
    myths: myths::Memory,
}

impl Memory {
    /// Opens the book at a rule.
    pub(super) fn open(&mut self, packs: &Packs, rule: &RuleId, day: Date) {
        self.tab = Tab::Rules;
        self.rules.open(leaf_of(packs, rule.as_str(), day));
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    ui.push_id("rulebook", |ui| {
        // Beside each other where both keep a line of prose.
        let wide = ui.available_width() >= 900.0 * scale(ui);
        if wide && memory.tab == Tab::Rules && !run::is_cramped(ui) {
            ui.spacing_mut().item_spacing.y = space::SMALL;
            let edge = run::edge(ui);
            let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 10, bottom: 6 });
            let asked = frame.show(ui, |ui| head(ui, desk, memory)).inner;
            return asked.or(rules::beside(ui, desk, &mut memory.rules));
        }
        let id = format!("rulebook {:?} {}", memory.tab, memory.rules.page());
        scrolling(ui, &id, |ui| {
            let edge = f32::from(run::edge(ui));
            let width = (1_000.0 * scale(ui)).min(ui.available_width() - 2.0 * edge);
            column(ui, width, |ui| {
                ui.add_space(10.0);
                let asked = head(ui, desk, memory);
                ui.add_space(space::SMALL);
                let read = match memory.tab {
                    Tab::Rules => rules::below(ui, desk, &mut memory.rules),
                    Tab::Places => places::show(ui, desk, &mut memory.places),
                    Tab::Myths => myths::show(ui, desk, &mut memory.myths),
                };
                ui.add_space(space::LARGE);
                asked.or(read)
            })
        })
    })
    .inner
}

/// The way back, the title and the parts of the book.
fn head(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    ui.horizontal_wrapped(|ui| {
        let back = named_button(ui, "Back", from_words(desk.from)).clicked().then_some(Ask::Back);
        heading(ui, "Rulebook");
        tabs(ui, memory);
        let ask = desk.may_ask() && run::quiet(ui, "May I?").clicked();
        back.or(ask.then_some(Ask::MayI(About::Anything)))
    })
    .inner
}

fn tabs(ui: &mut Ui, memory: &mut Memory) {
    for (label, tab) in [("Rules", Tab::Rules), ("Places", Tab::Places), ("Myths", Tab::Myths)] {
        run::room_for(ui, &format!("✔ {label}"));
        let chip = theme::chip(ui, label, memory.tab == tab);
        if tab == Tab::Rules && just_opened(ui, "rulebook") && ui.memory(|memory| memory.focused().is_none()) {
            chip.request_focus();
        }
        if chip.clicked() {
            memory.tab = tab;
        }
    }
}

/// What one goes back to, for a screen reader.
pub(super) fn from_words(from: Option<&Screen>) -> &'static str {
    match from {
        None | Some(Screen::Title) => "the first screen",
        Some(Screen::Library) => "the cases",
        Some(Screen::Briefing(_)) => "the briefing",
        Some(Screen::Play | Screen::Consequence) => "the case",
        Some(Screen::Debrief) => "the debrief",
        Some(Screen::Rulebook) => "the rulebook",
        Some(Screen::MayI) => "the question",
    }
}
