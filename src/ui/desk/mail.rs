//! The mail desk: what came in, and a letter to write. The address line completes itself as mail programs do: the address
//! used most comes first, whoever is meant.

use super::{Draft, common, letter};
use crate::activity::{Letter, Mail};
use crate::session::{Question, Table};
use crate::ui::Ask;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{fold, prose, scale, subheading};
use egui::{
    EventFilter, Key, Label, Modifiers, Response, RichText, TextEdit, TextStyle, Ui, WidgetInfo, WidgetType, accesskit,
};
use std::collections::BTreeSet;

/// What the desk remembers between two frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// What is typed in the address line.
    typed: String,
    /// Which completion the keys have come to.
    lit: usize,
    /// Letters of the inbox turned over: the first lies open, the others closed.
    turned: BTreeSet<usize>,
    /// Does the address book lie open?
    book: bool,
}

impl Memory {
    pub(super) fn is_completing(&self) -> bool {
        !self.typed.is_empty()
    }
}

pub(super) fn show(ui: &mut Ui, table: &Table, mail: &Mail, draft: &mut Draft) -> Option<Ask> {
    let letters: Vec<&Letter> = mail.inbox.iter().filter(|letter| letter.frames.has(table.frame())).collect();
    if letters.is_empty() {
        let width = (space::COLUMN + 140.0) * scale(ui);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(width));
            composer(ui, table, mail, draft);
        });
        return None;
    }
    // Two closures, one draft: the inbox has its part of it to itself.
    let mut turned = std::mem::take(&mut draft.mail.turned);
    common::beside(ui, 290.0, 0.34, |ui| inbox(ui, &letters, &mut turned), |ui| composer(ui, table, mail, draft));
    draft.mail.turned = turned;
    None
}

fn inbox(ui: &mut Ui, letters: &[&Letter], turned: &mut BTreeSet<usize>) {
    subheading(ui, "Inbox");
    for (at, letter) in letters.iter().enumerate() {
        let open = (at == 0) != turned.contains(&at);
        ui.push_id(("letter", at), |ui| {
            if fold(ui, &letter.from, &letter.subject, open).clicked() && !turned.remove(&at) {
                turned.insert(at);
            }
            if open {
                common::paper(ui, |ui| prose(ui, &letter.text));
            }
        });
    }
}

fn composer(ui: &mut Ui, table: &Table, mail: &Mail, draft: &mut Draft) {
    common::paper(ui, |ui| {
        if let Some(question) = common::find(table, "to") {
            ui.push_id("to", |ui| address_line(ui, table, mail, draft, question));
            rule(ui);
        }
        if let Some(question) = common::find(table, "subject") {
            common::question(ui, table, draft, question);
            rule(ui);
        }
        if let Some(question) = common::find(table, "attach") {
            ui.push_id("attach", |ui| letter::attachments(ui, table, draft, question));
            rule(ui);
        }
        if let Some(question) = common::find(table, "words") {
            ui.push_id("words", |ui| letter::body(ui, table, draft, question));
            rule(ui);
        }
        let by = common::find(table, "ways");
        let send = common::find(table, "send");
        match by.zip(send) {
            None => by.into_iter().chain(send).for_each(|question| common::question(ui, table, draft, question)),
            Some((by, send)) => {
                let both = std::cell::RefCell::new(draft);
                let part = |ui: &mut Ui, question: &Question| {
                    common::question(ui, table, &mut both.borrow_mut(), question);
                };
                common::beside(ui, 230.0, 0.5, |ui| part(ui, by), |ui| part(ui, send));
            }
        }
    });
}

fn rule(ui: &mut Ui) {
    ui.add_space(space::TIGHT);
    ui.separator();
    ui.add_space(space::TIGHT);
}

fn address_line(ui: &mut Ui, table: &Table, mail: &Mail, draft: &mut Draft, question: &Question) {
    common::ask(ui, "To");
    let picked: Vec<usize> = draft.way().picked(question.set).collect();
    let mut away = None;
    if !picked.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for at in &picked {
                let Some(answer) = question.answers.iter().find(|answer| answer.item == *at) else { continue };
                let address = mail.addresses.get(*at).map_or("", String::as_str);
                if letter::chip(ui, &answer.label, address).clicked() {
                    away = Some(*at);
                }
            }
        });
    }
    let found = completions(table, mail, draft, question);
    let was_empty = draft.mail.typed.is_empty();
    let field = field(ui, &mut draft.mail, &found);
    if let Some(at) = away {
        draft.toggle(table, question.set, at);
        field.request_focus();
    }
    let found = completions(table, mail, draft, question);
    keys(ui, table, draft, question, &field, &found);
    // As mail programs do.
    if was_empty && field.has_focus() && ui.input(|input| input.key_pressed(Key::Backspace)) {
        take_away_last(table, draft, question);
    }
    suggestions(ui, table, mail, draft, question, &field);
    if field.changed() {
        // What it offers is of use only where it is seen.
        let offered = egui::Rect::from_min_max(field.rect.min, egui::pos2(field.rect.right(), ui.cursor().top()));
        ui.scroll_to_rect(offered, None);
    }
    address_book(ui, table, mail, draft, question);
}

/// The addresses that fit what is typed, without those on the line already; none where the line is full.
fn completions(table: &Table, mail: &Mail, draft: &Draft, question: &Question) -> Vec<usize> {
    if !draft.takes_more(table, question.set) {
        return Vec::new();
    }
    let mut found = mail.completions(table.activity(), &draft.mail.typed, table.frame());
    let there = |at: &usize| question.answers.iter().any(|answer| answer.item == *at);
    found.retain(|at| there(at) && !draft.has(question.set, *at));
    found
}

/// The line to type in. While it has something to offer, Tab, Escape and the arrows are its own.
fn field(ui: &mut Ui, memory: &mut Memory, found: &[usize]) -> Response {
    let offers = !found.is_empty();
    let moved = |ui: &mut Ui, key| offers && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let id = ui.id().with("address line");
    if ui.memory(|memory| memory.has_focus(id)) {
        if moved(ui, Key::ArrowDown) {
            memory.lit = (memory.lit + 1) % found.len().max(1);
        } else if moved(ui, Key::ArrowUp) {
            memory.lit = (memory.lit + found.len().max(1) - 1) % found.len().max(1);
        }
    }
    let typed = !memory.typed.is_empty();
    let filter = EventFilter { tab: offers, horizontal_arrows: true, vertical_arrows: offers, escape: typed };
    let line = TextEdit::singleline(&mut memory.typed)
        .id(id)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(10, 7))
        .hint_text("Type a name or an address")
        .event_filter(filter);
    let field = ui.add(line);
    if field.changed() {
        memory.lit = 0;
    }
    let shown = memory.typed.clone();
    field.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::TextEdit, true, "To");
        info.current_text_value = Some(shown.clone());
        info
    });
    field
}

/// Enter and Tab take what is offered, also when they come with the last letter typed.
fn keys(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question, field: &Response, found: &[usize]) {
    let pressed = |key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    if ui.is_enabled() && draft.mail.is_completing() && pressed(Key::Escape) {
        draft.mail.typed.clear();
        return;
    }
    if !field.has_focus() && !field.lost_focus() {
        return;
    }
    if pressed(Key::Enter) || (pressed(Key::Tab) && !found.is_empty()) {
        if let Some(at) = found.get(draft.mail.lit).or(found.first()) {
            take(table, draft, question, *at);
        }
        field.request_focus();
    } else if ui.input(|input| input.modifiers.shift && input.key_pressed(Key::Tab)) && !found.is_empty() {
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Previous));
    }
}

fn take_away_last(table: &Table, draft: &mut Draft, question: &Question) {
    if let Some(last) = draft.way().picked(question.set).last() {
        draft.toggle(table, question.set, last);
    }
}

fn take(table: &Table, draft: &mut Draft, question: &Question, at: usize) {
    draft.toggle(table, question.set, at);
    draft.mail.typed.clear();
    draft.mail.lit = 0;
}

/// What the line offers, right below it.
fn suggestions(ui: &mut Ui, table: &Table, mail: &Mail, draft: &mut Draft, question: &Question, field: &Response) {
    if !draft.mail.is_completing() {
        return;
    }
    let found = completions(table, mail, draft, question);
    let lit = draft.mail.lit.min(found.len().saturating_sub(1));
    for (place, at) in found.iter().enumerate() {
        let Some(answer) = question.answers.iter().find(|answer| answer.item == *at) else { continue };
        let address = mail.addresses.get(*at).map_or("", String::as_str);
        if letter::suggestion(ui, &answer.label, address, place == lit).clicked() {
            take(table, draft, question, *at);
            field.request_focus();
            return;
        }
    }
    let told = match (found.len(), draft.takes_more(table, question.set)) {
        (_, false) => "The line takes no more: take an address away first.",
        (0, _) => "Nobody in the address book begins like that.",
        (1, _) => "Enter or Tab takes it.",
        _ => "Enter or Tab takes the marked one; the arrow keys go on to the next.",
    };
    let said = found.get(lit).and_then(|at| question.answers.iter().find(|answer| answer.item == *at));
    let said = said.map(|answer| format!("{} of {}: {}. ", lit + 1, found.len(), answer.label)).unwrap_or_default();
    let ink = theme::current(ui.ctx()).muted;
    let line = ui.add(Label::new(RichText::new(told).text_style(TextStyle::Small).color(ink)).wrap());
    // Whoever cannot see the list hears what Enter would take.
    ui.ctx().accesskit_node_builder(line.id, |node| {
        node.set_live(accesskit::Live::Polite);
        node.set_description(said);
    });
}

/// The same for whoever does not type.
fn address_book(ui: &mut Ui, table: &Table, mail: &Mail, draft: &mut Draft, question: &Question) {
    let open = draft.mail.book;
    let count = question.answers.len();
    let now = if count == 1 { "One entry".to_owned() } else { format!("{count} entries") };
    if fold(ui, "Address book", &now, open).clicked() {
        draft.mail.book = !open;
    }
    if !open {
        return;
    }
    common::at_most(ui, question);
    let is_full = !draft.takes_more(table, question.set);
    for answer in &question.answers {
        let picked = draft.has(question.set, answer.item);
        let address = mail.addresses.get(answer.item).map_or("", String::as_str);
        let row = common::Row { detail: address, ..common::Row::of(answer, picked, question.takes) };
        let shown = ui.add_enabled_ui(picked || !is_full, |ui| common::row(ui, &row)).inner;
        if shown.clicked() {
            draft.toggle(table, question.set, answer.item);
        }
    }
}
