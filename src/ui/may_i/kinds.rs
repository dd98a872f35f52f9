//! What is told: the kinds of information as a tree of boxes. A wider kind takes in what stands below it.

use crate::ethics::{Inquiry, Term, TermSet, Vocabulary};
use crate::ui::theme;
use crate::ui::widgets::{arrow, capital, scale, tick};
use egui::{Id, Pos2, Sense, Ui, WidgetInfo, WidgetType, vec2};

pub(super) fn summary(words: &Vocabulary, what: TermSet) -> String {
    if what.is_empty() { "Nothing yet".into() } else { capital(&words.kinds.names(what)) }
}

pub(super) fn edit(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let Some(act) = inquiry.acts.get_mut(at) else { return };
    tree(ui, words, &mut act.what, "told");
}

/// The tree of kinds, to tick what is in a set; `of` keeps two trees of one screen apart.
pub(super) fn tree(ui: &mut Ui, words: &Vocabulary, chosen: &mut TermSet, of: &str) {
    let roots: Vec<Term> =
        words.kinds.iter().filter(|(_, entry)| entry.parent.is_none()).map(|(term, _)| term).collect();
    for root in roots {
        branch(ui, words, chosen, root, of);
    }
}

fn below(words: &Vocabulary, kind: Term) -> Vec<Term> {
    words.kinds.iter().filter(|(_, entry)| entry.parent == Some(kind)).map(|(term, _)| term).collect()
}

fn branch(ui: &mut Ui, words: &Vocabulary, chosen: &mut TermSet, kind: Term, of: &str) {
    let under = below(words, kind);
    let deep = words.kinds.entry(kind).is_some_and(|entry| entry.parent.is_none());
    let inner = words.kinds.below(kind).without(TermSet::of(kind));
    let id = Id::new(("kinds", of, words.kinds.id(kind)));
    let open = deep || ui.data(|data| data.get_temp(id)).unwrap_or_else(|| chosen.meets(inner));
    if under.is_empty() || deep {
        box_ui(ui, words, chosen, kind);
    } else {
        ui.horizontal_top(|ui| {
            box_ui(ui, words, chosen, kind);
            if unfold(ui, words, kind, open) {
                ui.data_mut(|data| data.insert_temp(id, !open));
            }
        });
    }
    if open && !under.is_empty() {
        let indent = if deep { 0.0 } else { 24.0 * scale(ui) };
        ui.horizontal_top(|ui| {
            ui.add_space(indent);
            ui.vertical(|ui| under.into_iter().for_each(|child| branch(ui, words, chosen, child, of)));
        });
    }
}

/// What a wider kind takes in is told with it, and cannot be left out.
fn box_ui(ui: &mut Ui, words: &Vocabulary, chosen: &mut TermSet, kind: Term) {
    let own = TermSet::of(kind);
    let taken_in = words.kinds.above(kind).without(own).meets(*chosen);
    let mut ticked = taken_in || chosen.has(kind);
    let name = capital(words.kinds.name(kind));
    let response = ui.add_enabled_ui(!taken_in, |ui| tick(ui, &mut ticked, &name)).inner;
    if response.changed() {
        *chosen = if ticked { *chosen | own } else { chosen.without(own) };
    }
    if let Some(note) = words.kinds.entry(kind).and_then(|entry| entry.note.as_ref()) {
        response.on_hover_text(note);
    }
}

/// A small arrow that unfolds what stands below a kind.
fn unfold(ui: &mut Ui, words: &Vocabulary, kind: Term, open: bool) -> bool {
    let high = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(high, high), Sense::click());
    let enabled = ui.is_enabled();
    let name = format!("Kinds of {}", words.kinds.name(kind));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let palette = theme::current(ui.ctx());
    let ink = if response.hovered() { palette.accent } else { palette.muted };
    ui.painter().add(arrow(Pos2::new(rect.center().x, rect.center().y), open, ink));
    theme::focus_ring(ui, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
