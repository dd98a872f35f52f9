//! The chart: a record with a search box that finds anything in it, and opens it for good; and a note to write, sentence by
//! sentence, each in its place.

use super::{Draft, common, note};
use crate::activity::Chart;
use crate::session::{Answer, Question, Table};
use crate::ui::Ask;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{fold, named_button, prose, scale, small, subheading, with_button};
use egui::{EventFilter, Key, Label, Rect, Response, TextEdit, Ui, WidgetInfo, WidgetType, accesskit, vec2};

/// What the desk remembers between two frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// What is typed in the search box.
    typed: String,
    /// Are all entries listed?
    all: bool,
    pub(super) note: note::Memory,
}

impl Memory {
    pub(super) fn is_searching(&self) -> bool {
        !self.typed.is_empty()
    }
}

pub(super) fn show(ui: &mut Ui, table: &Table, chart: &Chart, draft: &mut Draft) -> Option<Ask> {
    if !chart.task.is_empty() {
        subheading(ui, "What you are here for");
        prose(ui, &chart.task);
        ui.add_space(space::SMALL);
    }
    let open = common::find(table, "open");
    let asked = open.and_then(|question| ui.push_id("record", |ui| record(ui, table, chart, draft, question)).inner);
    note::show(ui, table, draft);
    asked
}

fn record(ui: &mut Ui, table: &Table, chart: &Chart, draft: &mut Draft, question: &Question) -> Option<Ask> {
    let whose = |answer: &Answer| chart.whose.get(answer.item).cloned().unwrap_or_default();
    let mut memory = std::mem::take(&mut draft.chart);
    let mut asked = None;
    let search = |ui: &mut Ui| asked = search(ui, table, &mut memory, question, &whose);
    common::beside(ui, 330.0, 0.5, search, |ui| pages(ui, question, &whose));
    draft.chart = memory;
    asked
}

/// What was opened stays open, as pages.
fn pages(ui: &mut Ui, question: &Question, whose: &dyn Fn(&Answer) -> String) {
    subheading(ui, "Opened");
    let mut opened = question.answers.iter().filter(|answer| answer.is_done).peekable();
    if opened.peek().is_none() {
        small(ui, "Nothing yet.");
    }
    for answer in opened {
        common::paper(ui, |ui| {
            small(ui, &whose(answer));
            subheading(ui, &answer.label);
            ui.add_space(space::TIGHT);
            prose(ui, &answer.detail);
        });
        ui.add_space(space::SMALL);
    }
}

fn search(
    ui: &mut Ui,
    table: &Table,
    memory: &mut Memory,
    question: &Question,
    whose: &dyn Fn(&Answer) -> String,
) -> Option<Ask> {
    subheading(ui, "Search the record");
    let field = search_box(ui, memory);
    small(ui, "Every opening is logged at once, with your name and the time, and cannot be undone.");
    let found: Vec<&Answer> = found(&memory.typed, question, whose);
    told(ui, memory, found.len());
    let into = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut asked = None;
    for (place, answer) in found.iter().enumerate() {
        let button = entry(ui, answer, &whose(answer));
        if let Some(button) = button {
            if into && place == 0 {
                button.request_focus();
            }
            if button.clicked() {
                asked = Some(*answer);
            }
        }
    }
    if field.changed() {
        // What was found is of use only where it is seen: as much of it as there is room for, the box itself first.
        let high = (ui.cursor().top() - field.rect.top()).min(0.8 * ui.clip_rect().height());
        ui.scroll_to_rect(Rect::from_min_size(field.rect.min, vec2(field.rect.width(), high)), None);
    }
    let all = memory.all;
    ui.add_space(space::TIGHT);
    if fold(ui, "Without searching", "All that this password opens", all).clicked() {
        memory.all = !all;
    }
    if all {
        for answer in question.answers.iter().filter(|answer| !found.iter().any(|found| found.item == answer.item)) {
            let button = ui.push_id("all", |ui| entry(ui, answer, &whose(answer))).inner;
            if button.is_some_and(|button| button.clicked()) {
                asked = Some(answer);
            }
        }
    }
    asked.map(|answer| {
        let mut way = table.untouched();
        way.toggle(table.activity(), question.set, answer.item);
        Ask::Choose(table.named(&way), None)
    })
}

fn search_box(ui: &mut Ui, memory: &mut Memory) -> Response {
    const LABEL: &str = "Search the record";
    let typing = memory.is_searching();
    if typing && ui.is_enabled() && ui.input(|input| input.key_pressed(Key::Escape)) {
        memory.typed.clear();
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: false, escape: typing };
    let line = TextEdit::singleline(&mut memory.typed)
        .id(ui.id().with("search"))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(10, 7))
        .hint_text("The first letters of a name or an entry")
        .event_filter(filter);
    let field = ui.add(line);
    let shown = memory.typed.clone();
    field.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::TextEdit, true, LABEL);
        info.current_text_value = Some(shown.clone());
        info
    });
    field
}

/// How much was found, said also to whoever does not see the list grow.
fn told(ui: &mut Ui, memory: &Memory, found: usize) {
    if !memory.is_searching() {
        return;
    }
    let words = match found {
        0 => "Nothing begins like that.".to_owned(),
        1 => "One entry. Enter goes to it.".to_owned(),
        many => format!("{many} entries. Enter goes to the first."),
    };
    let line = ui.add(Label::new(words).wrap());
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(accesskit::Live::Polite));
}

/// An entry with whose it is, and the button that opens it; none where it lies open already.
fn entry(ui: &mut Ui, answer: &Answer, whose: &str) -> Option<Response> {
    let palette = theme::current(ui.ctx());
    ui.push_id(("entry", answer.item), |ui| {
        let frame = egui::Frame::new()
            .fill(palette.surface)
            .stroke(egui::Stroke::new(1.0, palette.hairline))
            .corner_radius(8)
            .inner_margin(egui::Margin::symmetric(12, 8));
        frame
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let words = |ui: &mut Ui| {
                    subheading(ui, whose);
                    ui.add(Label::new(&answer.label).wrap());
                };
                if answer.is_done {
                    words(ui);
                    small(ui, "Opened.");
                    return None;
                }
                Some(with_open(ui, &format!("{}, {whose}", answer.label), words))
            })
            .inner
    })
    .inner
}

fn with_open(ui: &mut Ui, name: &str, words: impl FnOnce(&mut Ui)) -> Response {
    let narrow = ui.available_width() < 260.0 * scale(ui);
    if narrow {
        words(ui);
        return named_button(ui, "Open", name);
    }
    with_button(ui, "Open", name, words)
}

/// The entries that something typed finds: a word of theirs begins with it, or nearly so; across everybody's charts.
fn found<'a>(typed: &str, question: &'a Question, whose: &dyn Fn(&Answer) -> String) -> Vec<&'a Answer> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let distance = |answer: &Answer| {
        let text = format!("{} {}", whose(answer), answer.label).to_lowercase();
        let each = typed.split_whitespace().map(|piece| nearest(piece, &text));
        each.sum::<usize>()
    };
    let mut found: Vec<(usize, &Answer)> =
        question.answers.iter().map(|answer| (distance(answer), answer)).filter(|(far, _)| *far < FAR).collect();
    found.sort_by_key(|(far, _)| *far);
    found.into_iter().map(|(_, answer)| answer).collect()
}

/// Nothing like it.
const FAR: usize = 100;

/// How far the nearest beginning of a word is from something typed: a slip of the finger in three letters is forgiven.
fn nearest(piece: &str, text: &str) -> usize {
    let letters = piece.chars().count();
    let forgiven = letters / 3;
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let distance = |word: &str, many: usize| {
        let beginning: String = word.chars().take(many).collect();
        strsim::damerau_levenshtein(piece, &beginning)
    };
    // A letter too many or too few makes the beginning longer or shorter.
    let lengths = letters.saturating_sub(1)..=letters + 1;
    let distances = words.flat_map(|word| lengths.clone().map(move |many| distance(word, many)));
    distances.min().filter(|far| *far <= forgiven).unwrap_or(FAR)
}
