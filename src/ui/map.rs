//! The map of a case with one's own run laid over it, after a first finish: as a picture, or in words. The words are all
//! that the picture holds.

mod drawn;
mod picture;

use super::Desk;
use super::run::{self, quiet};
use super::theme::{self, ThemeChoice, space};
use super::widgets::{bullet, heading, prose, scale, scrolling, scrolling_low, small, subheading, with_foot};
use crate::explore::graph::{Map, outline};
use crate::session::Session;
use drawn::Drawn;
use egui::accesskit::Role;
use egui::{EventFilter, Key, Margin, Sense, TextStyle, Ui, vec2};

/// What is remembered of it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// As the reader likes it; before they say so, what suits them best.
    form: Option<Form>,
    /// Does it fill the window?
    large: bool,
    laid: Option<Laid>,
    /// The picture in the colors of a theme; none where it cannot be drawn.
    drawn: Option<(ThemeChoice, Option<Drawn>)>,
    view: picture::View,
}

impl Memory {
    /// The run went on, so that its map is another one.
    pub(super) fn run_changed(&mut self) {
        *self = Self { form: self.form, ..Self::default() };
    }

    /// Does the map fill the window?
    pub(super) fn is_large(&self) -> bool {
        self.large
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Picture,
    Words,
}

/// From here on, in hundredths, letters are too large for a picture that somebody else laid out.
const LARGE_TEXT: u16 = 150;

/// A run laid over the map of its case.
#[derive(Debug)]
struct Laid {
    map: Map,
    words: String,
}

impl Laid {
    fn of(session: &Session) -> Self {
        let map = Map::under(session.case(), session.book(), session.setup()).with_run(session).for_players();
        Self { words: outline(&map), map }
    }
}

/// The section of the debrief.
pub(super) fn section(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    let Some(session) = desk.session else { return };
    if !is_open(desk, session) {
        theme::muted(
            ui,
            "The map of the case, with the ways you did not go, opens once you have come to an end of it.",
        );
        return;
    }
    small(
        ui,
        "Every scene, what could be done there, and where it leads. The bold line is your way; a dashed one hangs on a condition.",
    );
    let form = ui
        .horizontal_wrapped(|ui| {
            let form = forms(ui, desk, memory);
            if quiet(ui, "Fill the window").clicked() {
                memory.large = true;
            }
            form
        })
        .inner;
    let height = picture::height(ui);
    show(ui, session, memory, form, height);
}

/// The map alone, as large as the window.
pub(super) fn large(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    let closes = ui.is_enabled() && ui.input(|input| input.key_pressed(Key::Escape));
    let body = |ui: &mut Ui| {
        let (edge, window) = (run::edge(ui), ui.available_height());
        scrolling(ui, "large map", |ui| {
            egui::Frame::new().inner_margin(Margin::symmetric(edge, 12)).show(ui, |ui| {
                let Some(session) = desk.session else { return };
                let top = ui.cursor().top();
                heading(ui, "The map of the case");
                let form = ui.horizontal_wrapped(|ui| forms(ui, desk, memory)).inner;
                // Above the picture stands a row of buttons, below it a line about its keys.
                let line = ui.text_style_height(&TextStyle::Small);
                let rows = ui.spacing().interact_size.y + line + 3.0 * space::SMALL + 24.0;
                let height = (window - (ui.cursor().top() - top) - rows).max(0.5 * window).floor();
                show(ui, session, memory, form, height);
            });
        });
    };
    let foot = |ui: &mut Ui| {
        run::foot(ui, |ui| {
            let back = theme::primary_button(ui, "Back to the debrief");
            if super::widgets::just_opened(ui, "large map") {
                back.request_focus();
            }
            small(ui, "Esc goes back");
            back.clicked()
        })
    };
    let ((), back) = with_foot(ui, "map", body, foot);
    if back || closes {
        memory.large = false;
    }
}

/// Before the end of a case its map would tell what is to come. Authors know it.
fn is_open(desk: &Desk<'_>, session: &Session) -> bool {
    let finished = desk.progress.cases.get(&session.case().id).is_some_and(|case| case.finished > 0);
    finished || desk.author.is_some()
}

/// Picture or words.
fn forms(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Form {
    let in_words = desk.listening || desk.settings.text_percent >= LARGE_TEXT;
    let usual = if in_words { Form::Words } else { Form::Picture };
    let form = memory.form.unwrap_or(usual);
    for (label, of) in [("As a picture", Form::Picture), ("In words", Form::Words)] {
        run::room_for(ui, &format!("{label} ✔ "));
        if theme::chip(ui, label, form == of).clicked() {
            memory.form = Some(of);
        }
    }
    memory.form.unwrap_or(usual)
}

fn show(ui: &mut Ui, session: &Session, memory: &mut Memory, form: Form, height: f32) {
    let laid = memory.laid.get_or_insert_with(|| Laid::of(session));
    match form {
        Form::Words => in_words(ui, &laid.words, height),
        Form::Picture => {
            let palette = theme::current(ui.ctx());
            if memory.drawn.as_ref().is_none_or(|(choice, _)| *choice != palette.choice) {
                memory.drawn = Some((palette.choice, Drawn::of(&laid.map, session, &palette)));
            }
            match &mut memory.drawn {
                Some((_, Some(drawn))) => picture::show(ui, drawn, &mut memory.view, &name(&laid.map), height),
                Some((_, None)) | None => in_words(ui, &laid.words, height),
            }
        }
    }
}

/// What a screen reader says of the picture.
fn name(map: &Map) -> String {
    let run = map.run_summary().map(|run| format!(" {run}.")).unwrap_or_default();
    format!("Map of the case: {}.{run} The same stands under In words.", map.summary())
}

/// The outline, a scene after the other, in an area that the keyboard can go to and turn.
fn in_words(ui: &mut Ui, words: &str, height: f32) {
    let shown = ui.scope(|ui| {
        scrolling_low(ui, "map in words", height, |ui| {
            let turns = ui.id().with("turns");
            if let Some(way) = ui.data_mut(|data| data.remove_temp::<f32>(turns)) {
                ui.scroll_with_delta(vec2(0.0, way));
            }
            for (at, part) in words.split("\n\n").enumerate() {
                block(ui, part, at > 0);
            }
            turns
        })
    });
    let id = ui.id().with("map in words");
    let response = ui.interact(shown.response.rect, id, Sense::focusable_noninteractive());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ScrollView);
        node.set_label("The map in words; the arrows turn it");
    });
    theme::focus_ring(ui, &response);
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let line = 60.0 * scale(ui);
    let way = ui.input(|input| match (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)) {
        (true, _) => Some(-line),
        (_, true) => Some(line),
        _ => None,
    });
    if let Some(way) = way {
        ui.data_mut(|data| data.insert_temp(shown.inner, way));
        ui.ctx().request_repaint();
    }
}

/// The head of the outline, or a scene of it.
fn block(ui: &mut Ui, part: &str, is_scene: bool) {
    let mut lines = part.lines();
    if let Some(first) = lines.next() {
        if is_scene { subheading(ui, first) } else { prose(ui, first) }
    }
    for line in lines {
        match line.trim().strip_prefix("- ") {
            Some(choice) => bullet(ui, choice),
            None => small(ui, line.trim()),
        }
    }
    ui.add_space(space::SMALL);
}
