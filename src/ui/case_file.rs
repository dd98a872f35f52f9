//! The case file: what the counselor knows, as they would find it in the folder.

use super::theme::{self, space};
use super::widgets::{bullet, heading, overlay, small, subheading};
use super::{Ask, Desk};
use crate::ethics::DutyState;
use crate::session::{CaseFile, DutyNote, PersonNote, PlayView, ReleaseNote};
use egui::{Key, Label, Ui};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let view = desk.view?;
    let again = ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::F));
    let ((), close) = overlay(ui, "Case file", |ui| contents(ui, view));
    (close || again).then_some(Ask::Close)
}

fn contents(ui: &mut Ui, view: &PlayView) {
    let CaseFile { facts, people, releases, agreements, open_questions, duties } = &view.file;
    small(ui, &format!("{} · {}", view.place, view.clock));
    section(ui, "What you know", facts, "Nothing yet beyond what you were told at the start.");
    section(ui, "Still open", open_questions, "Nothing that you would have to find out first.");
    title(ui, "People");
    for person in people {
        person_ui(ui, person);
    }
    title(ui, "Releases on file");
    if releases.is_empty() {
        theme::muted(ui, "No release has been signed.");
    }
    for release in releases {
        release_ui(ui, release);
    }
    section(ui, "On file", agreements, "No agreement or paper out of the ordinary.");
    title(ui, "Duties");
    if duties.is_empty() {
        theme::muted(ui, "No clock is running that you know of.");
    }
    for duty in duties {
        duty_ui(ui, duty);
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.add_space(space::MEDIUM);
    heading(ui, text);
}

fn section(ui: &mut Ui, name: &str, lines: &[String], none: &str) {
    title(ui, name);
    if lines.is_empty() {
        theme::muted(ui, none);
    }
    for line in lines {
        bullet(ui, line);
    }
}

fn person_ui(ui: &mut Ui, person: &PersonNote) {
    let age = person.age.map(|age| age.to_string());
    let facts: Vec<&str> = [Some(person.roles.as_str()), age.as_deref(), person.pronouns.as_deref()]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    subheading(ui, &person.name);
    small(ui, &facts.join(" · "));
    for line in &person.about {
        ui.add(Label::new(line).wrap());
    }
    ui.add_space(space::SMALL);
}

/// A release looks like the sheet of paper it is.
fn release_ui(ui: &mut Ui, release: &ReleaseNote) {
    let palette = theme::current(ui.ctx());
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        subheading(ui, &release.title);
        for line in &release.lines {
            ui.add(Label::new(line).wrap());
        }
    });
}

fn duty_ui(ui: &mut Ui, duty: &DutyNote) {
    subheading(ui, &duty.heading);
    let due = match duty.state {
        DutyState::Open => format!("{} · open, due {}", duty.cite, duty.due),
        state => format!("{} · {}", duty.cite, state.words()),
    };
    small(ui, &due);
    ui.add_space(space::TIGHT);
}
