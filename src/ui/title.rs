//! The first screen: what this is, and the ways into it.

use super::stage::{Art, StagePerson, stage_ui};
use super::theme::{self, space};
use super::{Ask, Desk, Overlay, Screen, widgets};
use crate::ids::CaseId;
use crate::scenario::look::{Age, Hair, HairStyle, Look, Mood, Skin, Top};
use crate::session::{Command, Record};
use egui::{Align, Layout, Rect, RichText, Ui, UiBuilder};

/// Words and buttons beside a picture, or below it where there is no room beside.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let whole = ui.available_rect_before_wrap();
    let words = 460.0 * widgets::scale(ui);
    if whole.width() >= words + 320.0 {
        let split = whole.left() + words.max(0.42 * whole.width());
        let (left, right) = whole.split_left_right_at_x(split);
        let asked = part(ui, left, |ui| words_in_the_middle(ui, desk));
        part(ui, right, |ui| picture(ui, desk, right.height()));
        return asked;
    }
    widgets::scrolling(ui, "title", |ui| {
        // The picture gives way to the words before the words leave the window.
        let height = (whole.height() - 480.0 * widgets::scale(ui)).clamp(0.0, 0.4 * whole.height());
        if height > 100.0 {
            picture(ui, desk, height);
        }
        let width = words.min(ui.available_width() - 2.0 * space::MEDIUM);
        widgets::column(ui, width, |ui| {
            ui.add_space(space::MEDIUM);
            words_ui(ui, desk)
        })
    })
}

fn part<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), add).inner
}

fn words_in_the_middle(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let id = ui.id().with("height");
    let room = ui.available_height();
    widgets::scrolling(ui, "title", |ui| {
        let before: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.7 * room);
        ui.add_space(((room - before) / 2.0).max(space::MEDIUM));
        let width = (500.0 * widgets::scale(ui)).min(ui.available_width() - 2.0 * space::LARGE);
        let (asked, height) = widgets::column(ui, width, |ui| (words_ui(ui, desk), ui.min_rect().height()));
        if (height - before).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(id, height));
            ui.ctx().request_discard("the words of the title have another height");
        }
        asked
    })
}

fn words_ui(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let name = RichText::new("Confidant").text_style(theme::title());
    ui.label(name);
    ui.label(RichText::new("A flight simulator for keeping confidences").text_style(theme::prose()));
    ui.add_space(space::SMALL);
    theme::muted(ui, "Play a case, decide what to say and to whom, and see what the law and your code make of it.");
    ui.add_space(space::LARGE);
    let asked = buttons(ui, desk);
    ui.add_space(space::LARGE);
    widgets::small(ui, "Training content, not legal advice.");
    asked
}

fn buttons(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = 10.0;
    let choose = theme::primary_button(ui, "Choose a case");
    if widgets::just_opened(ui, "title screen") {
        choose.request_focus();
    }
    if choose.clicked() {
        asked = Some(Ask::Go(Screen::Library));
    }
    if let Some((case, title)) = latest_run(desk)
        && theme::quiet_button(ui, &format!("Go on with “{title}”")).clicked()
    {
        asked = Some(Ask::Resume(case.clone()));
    }
    for (label, screen) in [("Rulebook", Screen::Rulebook), ("May I?", Screen::MayI)] {
        if theme::quiet_button(ui, label).clicked() {
            asked = Some(Ask::Go(screen));
        }
    }
    if theme::quiet_button(ui, "Settings…").clicked() {
        asked = Some(Ask::Open(Overlay::Settings));
    }
    if theme::quiet_button(ui, "Leave").clicked() {
        asked = Some(Ask::Quit);
    }
    asked
}

/// The run one most likely wants to go on with: the one last played, of a case that is still at hand.
fn latest_run<'a>(desk: &Desk<'a>) -> Option<(&'a CaseId, &'a str)> {
    let library = desk.library;
    let kept = desk.saved.iter().filter_map(|(id, record)| Some((id, record, library.case(id.as_str())?)));
    let latest = kept.max_by_key(|(_, record, _)| last_played(record));
    latest.map(|(id, _, case)| (id, case.title.as_str()))
}

fn last_played(record: &Record) -> Option<i64> {
    let clocks = record.commands.iter().map(|command| match command {
        Command::Choose { at, .. } => *at,
        Command::Rewind { .. } => None,
    });
    clocks.max().flatten()
}

/// Two people talk and a third can hear: what the whole thing is about.
fn picture(ui: &mut Ui, desk: &Desk<'_>, height: f32) {
    let client = Look { skin: Skin::Six, hair: Hair::Black, style: HairStyle::Locs, top: Top::Rust, ..Look::default() };
    let visitor = Look { hair: Hair::Gray, top: Top::Slate, age: Age::Older, glasses: true, ..Look::default() };
    let person = |name, look| StagePerson { name, look, mood: Mood::Calm, speaking: false, background: false };
    let people = [
        StagePerson { mood: Mood::Worried, ..person("A client", client) },
        StagePerson { background: true, ..person("A passer-by", visitor) },
    ];
    stage_ui(ui, Art::Hallway, &people, 15 * 60, desk.settings.reduced_motion, height);
}
