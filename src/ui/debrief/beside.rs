//! The player's way beside the best way: in two columns where both keep a readable line, one under the other elsewhere.
//! Where they differ a word and a sign say so.

use super::{Memory, section};
use crate::session::{Band, Beside, BestStep, Debrief, DecisionReview};
use crate::ui::Desk;
use crate::ui::consequence::band;
use crate::ui::theme::{self, BadgeKind, space};
use crate::ui::widgets::{linked, prose, scale, small, subheading};
use egui::{Label, Ui};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, debrief: &Debrief, memory: &mut Memory) {
    section(ui, "Your way beside the best way");
    if debrief.decisions.is_empty() {
        theme::muted(ui, "No decision was made, so there is nothing to lay side by side.");
        return;
    }
    let Some(compared) = debrief.compared() else { return unknown(ui, desk) };
    prose(ui, &compared);
    let stretches = debrief.side_by_side();
    if stretches.iter().all(Beside::is_same) {
        return;
    }
    if form(ui) == Form::Beside {
        columns(ui, |ui, _| subheading(ui, "Your way"), |ui, _| subheading(ui, "The best way"));
    }
    for stretch in &stretches {
        ui.separator();
        match stretch {
            Beside::Together(own, _) if stretch.is_same() => same(ui, own, memory),
            Beside::Together(own, best) => {
                let cost = if stretch.is_as_sound() { Cost::None } else { Cost::Something };
                other(ui, own, best, cost, memory);
            }
            Beside::Apart(own, best) => apart(ui, own, best, memory),
        }
    }
    ui.separator();
    endings(ui, debrief);
}

fn unknown(ui: &mut Ui, desk: &Desk<'_>) {
    let words = if desk.looking {
        "The best way through is still being worked out. It will stand here as soon as it is known."
    } else {
        "The best way through is not known here: this case has more ways than can be gone through, or ways that lead in a \
         circle. Each decision was looked at by itself."
    };
    theme::muted(ui, words);
}

/// How the two ways stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Beside,
    Below,
}

/// Two columns, where both keep a readable line.
fn form(ui: &Ui) -> Form {
    if ui.available_width() >= 560.0 * scale(ui) { Form::Beside } else { Form::Below }
}

fn columns(ui: &mut Ui, left: impl FnOnce(&mut Ui, Form), right: impl FnOnce(&mut Ui, Form)) {
    let form = form(ui);
    if form == Form::Beside {
        // The columns of egui are justified, and so would be the words in them.
        ui.columns_const(|[one, two]| {
            one.vertical(|ui| left(ui, form));
            two.vertical(|ui| right(ui, form));
        });
    } else {
        left(ui, form);
        ui.add_space(space::TIGHT);
        right(ui, form);
    }
}

/// A scene in which both did the same.
fn same(ui: &mut Ui, own: &DecisionReview, memory: &mut Memory) {
    ui.horizontal_wrapped(|ui| {
        theme::badge(ui, "= Same choice", BadgeKind::Plain);
        small(ui, &place(&own.heading, &own.clock));
    });
    decision_link(ui, own, memory);
}

/// Whether a choice that was not the best one cost something.
#[derive(Debug, Clone, Copy)]
enum Cost {
    None,
    Something,
}

/// A scene in which the best way chose something else.
fn other(ui: &mut Ui, own: &DecisionReview, best: &BestStep, cost: Cost, memory: &mut Memory) {
    ui.horizontal_wrapped(|ui| {
        match cost {
            Cost::None => theme::badge(ui, "≈ Another choice, as sound", BadgeKind::Plain),
            Cost::Something => theme::badge(ui, "≠ Another choice", BadgeKind::Accent),
        };
        small(ui, &place(&own.heading, &own.clock));
    });
    columns(ui, |ui, form| own_ui(ui, form, own, memory), |ui, form| best_ui(ui, form, best));
}

/// Scenes that only one of the two ways came through.
fn apart(ui: &mut Ui, own: &[&DecisionReview], best: &[&BestStep], memory: &mut Memory) {
    let left = |ui: &mut Ui, form: Form| {
        if !own.is_empty() {
            theme::badge(ui, "← Only your way", BadgeKind::Plain);
        }
        for review in own {
            small(ui, &place(&review.heading, &review.clock));
            own_ui(ui, form, review, memory);
        }
    };
    let right = |ui: &mut Ui, form: Form| {
        if !best.is_empty() {
            theme::badge(ui, "→ Only the best way", BadgeKind::Plain);
        }
        for step in best {
            small(ui, &place(&step.heading, &step.clock));
            best_ui(ui, form, step);
        }
    };
    columns(ui, left, right);
}

fn own_ui(ui: &mut Ui, form: Form, own: &DecisionReview, memory: &mut Memory) {
    who(ui, form, "You");
    decision_link(ui, own, memory);
    if own.band > Band::Sound {
        theme::band_badge(ui, band(own.band));
    }
}

fn best_ui(ui: &mut Ui, form: Form, best: &BestStep) {
    who(ui, form, "The best way");
    ui.add(Label::new(&best.label).wrap());
    if let Some(note) = &best.note {
        small(ui, note);
    }
}

/// Whose choice it is, where no head of a column says so.
fn who(ui: &mut Ui, form: Form, name: &str) {
    match form {
        Form::Beside => (),
        Form::Below => small(ui, name),
    }
}

/// The player's choice, which leads to what was said of it.
fn decision_link(ui: &mut Ui, own: &DecisionReview, memory: &mut Memory) {
    let words = format!("{}. {}", own.number + 1, own.label);
    if linked(ui, &words, &format!("Read decision {words}")).clicked() {
        memory.reveal(own.number);
    }
}

fn place(heading: &str, clock: &str) -> String {
    format!("{heading} · {clock}")
}

fn endings(ui: &mut Ui, debrief: &Debrief) {
    let title = |ending: Option<&String>| ending.map_or("None yet", String::as_str).to_owned();
    let own = title(debrief.ending.as_ref());
    let best = title(debrief.best_run.as_ref().and_then(|best| best.ending.as_ref()));
    columns(
        ui,
        |ui, _| {
            small(ui, "Your ending");
            ui.add(Label::new(own).wrap());
        },
        |ui, _| {
            small(ui, "The best way's ending");
            ui.add(Label::new(best).wrap());
        },
    );
}
