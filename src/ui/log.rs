//! Everything said so far, oldest first, opened at its end.

use super::theme::{self, space};
use super::widgets::{just_opened, overlay, prose, small, subheading};
use super::{Ask, Desk};
use egui::{Align, Key, Ui};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let view = desk.view?;
    let again = ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::L));
    let ((), close) = overlay(ui, "Log", |ui| {
        if view.log.is_empty() {
            theme::muted(ui, "Nothing has been said yet. What you and others say will stand here.");
        }
        for (head, text) in &view.log {
            entry(ui, head, text);
        }
        small(ui, &format!("Now: {} · {}", view.place, view.clock));
        if just_opened(ui, "log end") {
            ui.scroll_to_cursor(Some(Align::BOTTOM));
        }
    });
    (close || again).then_some(Ask::Close)
}

fn entry(ui: &mut Ui, head: &str, text: &str) {
    if let Some(label) = head.strip_prefix("You: ") {
        super::run::quoted(ui, if text.is_empty() { label } else { text });
        ui.add_space(space::TIGHT);
        return;
    }
    if !head.is_empty() {
        ui.add_space(space::MEDIUM);
        subheading(ui, head);
    }
    prose(ui, text);
    ui.add_space(space::TIGHT);
}
