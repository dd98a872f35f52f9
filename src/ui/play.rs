//! A scene: the picture, what is told, and what one can do, from a list or by hand. What will be said is seen before it is
//! said.

use super::desk::{self, Confirmed, Draft, Tutorials};
use super::run::{self, Picture};
use super::theme::{self, space};
use super::widgets::{column, heading, just_opened, overlay, prose, scale, scrolling, small, with_foot};
use super::{Ask, Desk};
use crate::session::{Confidence, PlayView, ShownChoice, Table};
use egui::{
    CornerRadius, Key, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};
use std::cell::RefCell;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    confidence: Option<Confidence>,
    /// What lies on the desk, where there is one.
    draft: Option<Draft>,
}

impl Memory {
    /// Does the desk want the key Escape for itself?
    pub(super) fn wants_escape(&self) -> bool {
        self.draft.as_ref().is_some_and(desk::wants_escape)
    }

    fn draft(&mut self, table: &Table) -> &mut Draft {
        self.draft.get_or_insert_with(|| Draft::of(table))
    }

    /// A choice is made as surely as one said.
    fn surely(&self, ask: Ask) -> Ask {
        match ask {
            Ask::Choose(choice, None) => Ask::Choose(choice, self.confidence),
            ask => ask,
        }
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory, tutorials: &mut Tutorials) -> Option<Ask> {
    let view = desk.view?;
    // The ids are of the scene and of how often one decided, so that a new scene starts at its top and without a focus.
    let id = format!("{} {}", view.scene, view.decisions);
    let asked = ui.push_id(&id, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let keys = run::keys(ui).or_else(|| number_keys(ui, view, memory));
        let asked = match &view.table {
            None => scene(ui, desk, view, &id, memory),
            Some(table) => at_desk(ui, desk, view, table, &id, memory, tutorials),
        };
        keys.or(asked)
    });
    asked.inner
}

fn scene(ui: &mut Ui, desk: &Desk<'_>, view: &PlayView, id: &str, memory: &mut Memory) -> Option<Ask> {
    let picture = Picture::now(view);
    let cramped = run::is_cramped(ui);
    let opened = if cramped { None } else { run::bar(ui, desk, picture) };
    let height = run::stage_height(ui, 0.38).filter(|_| !cramped);
    if height.is_some() {
        run::stage(ui, desk, picture, height);
    }
    let chosen = scrolling(ui, id, |ui| {
        let opened = if cramped { run::bar(ui, desk, picture) } else { None };
        ui.spacing_mut().item_spacing.y = space::SMALL;
        ui.add_space(space::MEDIUM);
        let chosen = run::spread(ui, |ui| told(ui, desk, picture, height), |ui| to_do(ui, desk, view, memory));
        ui.add_space(space::LARGE);
        opened.or(chosen)
    });
    opened.or(chosen)
}

/// A scene with a desk in it: what is told, the desk, and what else one can do; what is picked stays in sight below.
fn at_desk(
    ui: &mut Ui,
    desk: &Desk<'_>,
    view: &PlayView,
    table: &Table,
    id: &str,
    memory: &mut Memory,
    tutorials: &mut Tutorials,
) -> Option<Ask> {
    let picture = Picture::now(view);
    let cramped = run::is_cramped(ui);
    let keys = desk::keys(ui, table, memory.draft(table));
    let opened = if cramped { None } else { run::bar(ui, desk, picture) };
    let height = run::stage_height(ui, 0.26).filter(|_| !cramped);
    // The page and the bar below it are drawn one after the other.
    let memory = RefCell::new(memory);
    let mut page = |ui: &mut Ui| {
        let memory = &mut **memory.borrow_mut();
        scrolling(ui, id, |ui| {
            let opened = if cramped { run::bar(ui, desk, picture) } else { None };
            // The picture makes room for the desk as one reads on.
            if height.is_some() {
                run::stage(ui, desk, picture, height);
            }
            ui.spacing_mut().item_spacing.y = space::SMALL;
            ui.add_space(space::MEDIUM);
            let room = ui.available_width() - 2.0 * f32::from(run::edge(ui));
            let asked = column(ui, room.min(DESK_WIDTH * scale(ui)), |ui| {
                told(ui, desk, picture, height);
                ui.add_space(space::MEDIUM);
                let done = ui
                    .push_id("desk", |ui| {
                        let heading = view.heading.as_deref().unwrap_or_default();
                        desk::show(ui, desk, table, heading, memory.draft(table), tutorials)
                    })
                    .inner;
                let done = done.map(|ask| memory.surely(ask));
                let below = if cramped { desk::bar(ui, desk, table, memory.draft(table)) } else { None };
                ui.add_space(space::MEDIUM);
                done.or(below).or(ui.push_id("else", |ui| to_do(ui, desk, view, memory)).inner)
            });
            ui.add_space(space::LARGE);
            opened.or(asked)
        })
    };
    if cramped || table.activity().is_taken_one_by_one() {
        return keys.or(opened).or(page(ui));
    }
    let bar = |ui: &mut Ui| desk::bar(ui, desk, table, memory.borrow_mut().draft(table));
    let (asked, below) = with_foot(ui, "desk", page, bar);
    keys.or(opened).or(asked).or(below)
}

/// The widest a desk becomes at 100 % text.
const DESK_WIDTH: f32 = 1240.0;

fn told(ui: &mut Ui, desk: &Desk<'_>, picture: Picture<'_>, height: Option<f32>) {
    let Some(view) = desk.view else { return };
    if height.is_none() {
        run::stage(ui, desk, picture, None);
    }
    if let Some(title) = &view.heading {
        heading(ui, title);
        ui.add_space(space::TIGHT);
    }
    prose(ui, &view.text);
}

fn to_do(ui: &mut Ui, desk: &Desk<'_>, view: &PlayView, memory: &mut Memory) -> Option<Ask> {
    if view.options.is_empty() && view.table.is_none() {
        return theme::primary_button(ui, "Read the debrief").clicked().then_some(Ask::Continue);
    }
    if !view.options.is_empty() {
        options_head(ui, desk, view, memory);
    }
    let mut asked = None;
    for (at, option) in view.options.iter().enumerate() {
        if choice(ui, desk, at + 1, option).clicked() {
            asked = Some(Ask::Choose(option.id.clone(), memory.confidence));
        }
    }
    if run::is_study(desk) && view.decisions > 0 {
        ui.add_space(space::SMALL);
        if theme::quiet_button(ui, "Take back the last choice").clicked() {
            asked = Some(Ask::Rewind(view.decisions - 1));
        }
    }
    asked
}

fn options_head(ui: &mut Ui, desk: &Desk<'_>, view: &PlayView, memory: &mut Memory) {
    let number = view.options.len();
    let lead = match &view.table {
        None if number == 1 => "One thing to do here",
        None => "What do you do?",
        // What is done for good at once ends with one of these.
        Some(table) if table.activity().is_taken_one_by_one() => "And then?",
        Some(_) => "Or else?",
    };
    small(ui, &format!("{lead} {}", if number == 1 { "· key 1" } else { "Keys 1 to 9 choose too" }));
    if desk.settings.ask_confidence {
        confidence(ui, memory);
    }
}

const SURENESS: [(&str, Confidence); 3] =
    [("Guessing", Confidence::Guessing), ("Leaning", Confidence::Leaning), ("Sure", Confidence::Sure)];

fn confidence(ui: &mut Ui, memory: &mut Memory) {
    ui.horizontal_wrapped(|ui| {
        theme::muted(ui, "How sure are you?");
        for (label, confidence) in SURENESS {
            let set = memory.confidence == Some(confidence);
            if theme::chip(ui, label, set).clicked() {
                memory.confidence = (!set).then_some(confidence);
            }
        }
    });
}

const NUMBERS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

fn number_keys(ui: &Ui, view: &PlayView, memory: &Memory) -> Option<Ask> {
    if !ui.is_enabled() || ui.ctx().text_edit_focused() {
        return None;
    }
    let at = NUMBERS.iter().position(|key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(*key)))?;
    let option = view.options.get(at)?;
    Some(Ask::Choose(option.id.clone(), memory.confidence))
}

/// A choice as one wide button: its number, what it is, and the exact words.
fn choice(ui: &mut Ui, desk: &Desk<'_>, number: usize, option: &ShownChoice) -> Response {
    const PADDING: Vec2 = vec2(16.0, 11.0);
    let palette = theme::current(ui.ctx());
    let indent = 26.0 * scale(ui);
    let width = ui.available_width();
    let room = (width - 2.0 * PADDING.x - indent).max(40.0);
    let laid_out = |text: &str, style: TextStyle, ink| {
        let font = style.resolve(ui.style());
        ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, ink, room))
    };
    let sign = laid_out(&number.to_string(), theme::strong(), palette.accent);
    let label = laid_out(&option.label, theme::strong(), palette.text);
    let words = (!option.say.is_empty()).then(|| laid_out(&option.say, theme::aside(), palette.text));
    let id = desk.author.map(|_| laid_out(option.id.as_str(), TextStyle::Monospace, palette.muted));
    let below: Vec<_> = words.into_iter().chain(id).collect();
    let room_below: f32 = below.iter().map(|line| line.size().y + space::TIGHT).sum();
    let height = (label.size().y + room_below + 2.0 * PADDING.y).max(ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    name_choice(ui, desk, &response, number, option);
    if ui.is_rect_visible(rect) {
        paint_plate(ui, rect, &response);
        let at = rect.min + PADDING;
        let painter = ui.painter();
        painter.galley(at, sign, palette.accent);
        painter.galley(at + vec2(indent, 0.0), label.clone(), palette.text);
        let mut down = label.size().y;
        for line in below {
            let high = line.size().y;
            painter.galley(at + vec2(indent, down + space::TIGHT), line, palette.text);
            down += space::TIGHT + high;
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A screen reader says the label, then the exact words and the key.
fn name_choice(ui: &Ui, desk: &Desk<'_>, response: &Response, number: usize, option: &ShownChoice) {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &option.label));
    let id = desk.author.map(|_| format!(" Id {}.", option.id)).unwrap_or_default();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(format!("{}{id}", option.say));
        node.set_keyboard_shortcut(number.to_string());
    });
}

/// The plate of a button that draws its own words.
pub(super) fn paint_plate(ui: &Ui, rect: Rect, response: &Response) {
    let palette = theme::current(ui.ctx());
    let lively = response.hovered() || response.has_focus() || response.is_pointer_button_down_on();
    let fill = if lively { palette.selected } else { palette.surface };
    let edge = if lively { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.outline) };
    ui.painter().rect(rect, CornerRadius::same(8), fill, edge, StrokeKind::Inside);
    theme::focus_ring(ui, response);
}

/// Is what was done by hand to be done so?
pub(super) fn commit(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let Some(table) = desk.view.and_then(|view| view.table.as_ref()) else { return Some(Ask::Close) };
    let Some(draft) = memory.draft.take() else { return Some(Ask::Close) };
    let ask_confidence = desk.settings.ask_confidence;
    let answer = desk::confirm(ui, desk, table, &draft, |ui| {
        if ask_confidence {
            confidence(ui, memory);
        }
    });
    let way = table.named(draft.way());
    memory.draft = Some(draft);
    match answer {
        Confirmed::Open => None,
        Confirmed::Yes => Some(memory.surely(Ask::Choose(way, None))),
        Confirmed::NotYet => Some(Ask::Close),
    }
}

/// Leave the case?
pub(super) fn leave(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    const TITLE: &str = "Leave this case?";
    let (asked, close) = overlay(ui, TITLE, |ui| {
        ui.label(match desk.author {
            None => "Your run is kept; you can go on at any time.",
            Some(_) => "You can go on until the window closes. In author mode nothing is kept on disk.",
        });
        if let Some(support) =
            desk.session.map(|session| session.case().support.as_str()).filter(|text| !text.is_empty())
        {
            ui.add_space(space::TIGHT);
            small(ui, support);
        }
        ui.add_space(space::SMALL);
        ui.horizontal_wrapped(|ui| {
            let stay = theme::primary_button(ui, "Stay");
            if just_opened(ui, "stay") {
                stay.request_focus();
            }
            let leave = run::quiet(ui, "Leave");
            if leave.clicked() { Some(Ask::Leave) } else { stay.clicked().then_some(Ask::Close) }
        })
        .inner
    });
    asked.or(close.then_some(Ask::Close))
}
