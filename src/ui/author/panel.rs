//! The panel below the game in author mode: how many problems there are, where one is in the case, and, unfolded, each
//! problem with its line.

use super::problem::{self, band, coded};
use super::{Author, Check};
use crate::diagnostic::Level;
use crate::ui::theme::{self, BadgeKind, Band, space};
use crate::ui::{Ask, Desk, Screen, run, widgets};
use egui::accesskit::Live;
use egui::{
    Align, Button, Frame, Id, Key, Label, Layout, Margin, Response, RichText, TextStyle, Ui, WidgetInfo, WidgetType,
};

/// What the panel remembers.
#[derive(Debug, Default)]
pub(in crate::ui) struct Memory {
    /// As the author left it; before that, unfolded where there is room.
    open: Option<bool>,
    /// Where the keyboard was before it came here.
    before: Option<Id>,
}

/// More than this nobody reads in one go; the command line lists them all.
const MOST: usize = 200;

/// So much of the window the list may take.
const SHARE: f32 = 0.34;

pub(in crate::ui) fn show(
    ui: &mut Ui,
    desk: &Desk<'_>,
    author: &Author,
    screen: &Screen,
    memory: &mut Memory,
) -> Option<Ask> {
    let open = memory.open.unwrap_or_else(|| ui.ctx().content_rect().height() >= 500.0 * widgets::scale(ui));
    let edge = run::edge(ui);
    let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 8, bottom: 8 });
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::TIGHT;
            let button = head(ui, desk, author, screen, open);
            fold(ui, &button, open, memory);
            status(ui, author);
            if open { list(ui, author) } else { None }
        })
        .inner
}

/// F4 unfolds the panel and brings the keyboard here; again, it goes back to where it was.
fn fold(ui: &Ui, button: &Response, open: bool, memory: &mut Memory) {
    let key = ui.is_enabled() && ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::F4));
    if !key && !button.clicked() {
        return;
    }
    memory.open = Some(!open);
    if key && open {
        let before = memory.before.take();
        button.surrender_focus();
        before.into_iter().for_each(|before| ui.memory_mut(|memory| memory.request_focus(before)));
    } else if key {
        memory.before = ui.memory(egui::Memory::focused);
        button.request_focus();
    }
    ui.ctx().request_discard("the panel was folded or unfolded");
}

fn head(ui: &mut Ui, desk: &Desk<'_>, author: &Author, screen: &Screen, open: bool) -> Response {
    let counts = counts(author);
    ui.horizontal_wrapped(|ui| {
        let button = fold_button(ui, &counts, open);
        for (level, words) in &counts {
            theme::badge(ui, words, BadgeKind::Band(band(*level)));
        }
        if counts.is_empty() && author.check == Check::Done {
            theme::badge(ui, "No problems.", BadgeKind::Band(Band::Sound));
        }
        widgets::small(ui, &format!("{}.", author.when()));
        if author.check == Check::Running {
            widgets::small(ui, "Looking for more…");
        }
        let ink = theme::current(ui.ctx()).muted;
        if let Some(place) = place(desk, screen) {
            ui.add(Label::new(coded(ui, &place, &TextStyle::Small, ink)).wrap());
        }
        button
    })
    .inner
}

fn fold_button(ui: &mut Ui, counts: &[(Level, String)], open: bool) -> Response {
    let palette = theme::current(ui.ctx());
    let key = RichText::new("F4").text_style(TextStyle::Small).color(palette.muted);
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            let sign = if open { "▼" } else { "▶" };
            ui.add(Button::new((RichText::new(sign).text_style(TextStyle::Small), "Problems", key)))
        })
        .inner;
    theme::focus_ring(ui, &response);
    let said = counts.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(", ");
    let said = if said.is_empty() { "none".to_owned() } else { said };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, format!("Problems: {said}")));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(open);
        node.set_keyboard_shortcut("F4");
    });
    response
}

fn counts(author: &Author) -> Vec<(Level, String)> {
    let levels = [Level::Error, Level::Warning].into_iter();
    let counted = levels.map(|level| (level, author.count(level))).filter(|(_, count)| *count > 0);
    counted
        .map(|(level, count)| (level, format!("{count} {}{}", level.word(), if count == 1 { "" } else { "s" })))
        .collect()
}

/// Where the run is, in the words of the file.
fn place(desk: &Desk<'_>, screen: &Screen) -> Option<String> {
    let session = desk.session?;
    let case = session.case();
    let scene = case.scenes.get(session.state().scene)?;
    let here = match &scene.ending {
        None => format!("scene `{}`", scene.id),
        Some(ending) => format!("scene `{}`, ending `{}`", scene.id, ending.id),
    };
    match screen {
        Screen::Consequence => {
            let decision = session.decisions().last()?;
            let from = case.scenes.get(decision.scene)?;
            let choice = from.choices.get(decision.choice)?;
            Some(format!("choice `{}/{}`, then {here}", from.id, choice.id))
        }
        Screen::Title | Screen::Library | Screen::Briefing(_) => None,
        Screen::Play | Screen::Debrief | Screen::Rulebook | Screen::MayI => Some(here),
    }
}

/// What became of the newest version, and of the run: said aloud too, as it comes without being asked for.
fn status(ui: &mut Ui, author: &Author) {
    let held = (author.count(Level::Error) > 0).then(|| "The last good version is running.".to_owned());
    let lines: Vec<String> = held.into_iter().chain(author.kept.clone()).collect();
    if lines.is_empty() {
        return;
    }
    let ink = theme::current(ui.ctx()).text;
    let label = ui.add(Label::new(coded(ui, &lines.join(" "), &TextStyle::Body, ink)).wrap());
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
}

fn list(ui: &mut Ui, author: &Author) -> Option<Ask> {
    if author.problems.is_empty() {
        let folder = if author.folder == "." { "this folder" } else { &author.folder };
        let words =
            format!("Whenever a file in {folder} is saved, its case is read again and goes on at the same scene.");
        widgets::small(ui, &words);
        return None;
    }
    let height = SHARE * ui.ctx().content_rect().height();
    let mut asked = None;
    widgets::scrolling_low(ui, "problems", height, |ui| {
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            for problem in author.problems.iter().take(MOST) {
                ui.add_space(space::SMALL);
                asked = ui.scope(|ui| problem::show(ui, author, problem)).inner.or(asked.take());
            }
            if author.problems.len() > MOST {
                let more = author.problems.len() - MOST;
                widgets::small(ui, &format!("And {more} more: confidant lint {} lists them.", author.folder));
            }
            ui.add_space(space::SMALL);
        });
    });
    asked
}
