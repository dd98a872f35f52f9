//! What is picked, in a line; the way back while there is one; and the one question before it is done.

use super::Draft;
use crate::session::Table;
use crate::ui::run::{self, is_study, quiet, quoted, room_for};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{just_opened, overlay, small};
use crate::ui::{Ask, Desk, Overlay};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Frame, Key, KeyboardShortcut, Label, Margin, Modifiers, Response, RichText, TextStyle, Ui, WidgetInfo, WidgetType,
};

/// The bar under a desk.
pub(in crate::ui) fn bar(ui: &mut Ui, desk: &Desk<'_>, table: &Table, draft: &mut Draft) -> Option<Ask> {
    if table.activity().is_taken_one_by_one() {
        return None;
    }
    let edge = run::edge(ui);
    let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 8, bottom: 10 });
    frame.show(ui, |ui| ui.push_id("commit", |ui| bar_ui(ui, desk, table, draft)).inner).inner
}

fn bar_ui(ui: &mut Ui, desk: &Desk<'_>, table: &Table, draft: &mut Draft) -> Option<Ask> {
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    let (sentence, words) = (table.sentence(draft.way()), table.activity().spoken(draft.way()));
    cut(ui, &sentence, TextStyle::Body, 2);
    if !words.is_empty() {
        cut(ui, &words, theme::aside(), 2);
    }
    author_words(ui, desk, table, draft);
    let ready = table.ready(draft.way());
    ui.horizontal_wrapped(|ui| {
        let verb = table.activity().kind.commit();
        room_for(ui, verb);
        let done = ui.add_enabled_ui(ready.is_ok(), |ui| theme::primary_button(ui, verb)).inner;
        if let Err(why) = &ready {
            ui.ctx().accesskit_node_builder(done.id, |node| node.set_description(why.clone()));
        }
        back_buttons(ui, table, draft);
        match &ready {
            Err(why) => small(ui, why),
            Ok(()) => small(ui, &ui.ctx().format_shortcut(&DONE)),
        }
        done.clicked().then_some(Ask::Open(Overlay::Commit))
    })
    .inner
}

fn back_buttons(ui: &mut Ui, table: &Table, draft: &mut Draft) {
    let changed = *draft.way() != table.untouched();
    let buttons = [("Undo", draft.can_undo()), ("Redo", draft.can_redo()), ("Start over", changed)];
    let [undo, redo, reset] = buttons.map(|(label, enabled)| {
        room_for(ui, label);
        ui.add_enabled_ui(enabled, |ui| theme::quiet_button(ui, label)).inner
    });
    // A button that has nothing more to do lets go of the keyboard; the other one takes it.
    if undo.clicked() {
        draft.undo();
        if !draft.can_undo() {
            redo.request_focus();
        }
    } else if redo.clicked() {
        draft.redo();
        if !draft.can_redo() {
            undo.request_focus();
        }
    } else if reset.clicked() {
        draft.reset(table);
        undo.request_focus();
    }
}

/// An author sees the way as tests write it.
fn author_words(ui: &mut Ui, desk: &Desk<'_>, table: &Table, draft: &Draft) {
    if desk.author.is_some() {
        let words = RichText::new(table.named(draft.way()).to_string()).text_style(TextStyle::Monospace);
        ui.add(Label::new(words).wrap());
    }
}

/// So many lines of a text. A screen reader gets all of it, and so does whoever is asked before it is done.
fn cut(ui: &mut Ui, text: &str, style: TextStyle, rows: usize) -> Response {
    let format = TextFormat::simple(style.resolve(ui.style()), theme::current(ui.ctx()).text);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping { max_width: ui.available_width(), max_rows: rows, ..TextWrapping::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let response = ui.add(Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    response
}

/// The key that does what the verb on the bar says.
const DONE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);

const BACK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const FORTH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
const FORTH_TOO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);

/// Keys of the draft: back, forth, and to be done with it.
pub(in crate::ui) fn keys(ui: &Ui, table: &Table, draft: &mut Draft) -> Option<Ask> {
    if !ui.is_enabled() {
        return None;
    }
    // Taken out of the frame, or Enter would also press what has the focus.
    let taken = |shortcut: &KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(shortcut));
    let is_done = taken(&DONE);
    if table.activity().is_taken_one_by_one() {
        return None;
    }
    if is_done {
        return table.ready(draft.way()).is_ok().then_some(Ask::Open(Overlay::Commit));
    }
    // In a field these keys mean the letters written there.
    if ui.ctx().text_edit_focused() {
        return None;
    }
    // The longer one first: the shorter one fits it, too.
    if taken(&FORTH) || taken(&FORTH_TOO) {
        draft.redo();
    } else if taken(&BACK) {
        draft.undo();
    }
    None
}

/// The one question before it is done. Says whether it was answered with yes, or is to be closed.
pub(in crate::ui) fn confirm(
    ui: &mut Ui,
    desk: &Desk<'_>,
    table: &Table,
    draft: &Draft,
    more: impl FnOnce(&mut Ui),
) -> Confirmed {
    let verb = table.activity().kind.commit();
    let (answer, close) = overlay(ui, &format!("{verb}?"), |ui| {
        ui.add(Label::new(table.sentence(draft.way())).wrap());
        let words = table.activity().spoken(draft.way());
        if !words.is_empty() {
            ui.add_space(space::TIGHT);
            quoted(ui, &words);
        }
        ui.add_space(space::SMALL);
        author_words(ui, desk, table, draft);
        ui.label("This cannot be taken back.");
        if is_study(desk) {
            small(ui, "Not in the story, that is. In study mode you may go back and see another way.");
        }
        more(ui);
        ui.add_space(space::SMALL);
        ui.horizontal_wrapped(|ui| {
            room_for(ui, verb);
            let done = theme::primary_button(ui, verb);
            if just_opened(ui, "commit") {
                done.request_focus();
            }
            let not_yet = quiet(ui, "Not yet");
            small(ui, "Enter · Esc");
            match (done.clicked(), not_yet.clicked()) {
                (true, _) => Confirmed::Yes,
                (_, true) => Confirmed::NotYet,
                _ => Confirmed::Open,
            }
        })
        .inner
    });
    if close && answer == Confirmed::Open { Confirmed::NotYet } else { answer }
}

/// How the question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Confirmed {
    /// Not answered yet.
    Open,
    /// It is to be done.
    Yes,
    /// It is not to be done yet.
    NotYet,
}
