//! What a debrief says after the decisions: other places, duties, skills, who knows what now, and what to take along.

use super::decisions::elsewhere;
use super::section;
use crate::ethics::{Badge, DutyState};
use crate::session::{Debrief, DecisionReview, DutyReview, STEADY, grasp};
use crate::ui::consequence::{citation, labelled};
use crate::ui::theme::{self, BadgeKind, Band, space};
use crate::ui::widgets::{bullet, capital, facts, prose, scale, small, subheading};
use crate::ui::{Ask, Overlay};
use egui::{Grid, Label, Ui};
use std::collections::BTreeSet;

pub(super) fn show(ui: &mut Ui, debrief: &Debrief) -> Option<Ask> {
    other_places(ui, debrief);
    let duties = duties(ui, debrief);
    skills(ui, debrief);
    let standards = standards(ui, debrief);
    known(ui, debrief);
    parting(ui, debrief);
    duties.or(standards)
}

fn duties(ui: &mut Ui, debrief: &Debrief) -> Option<Ask> {
    section(ui, "Duties");
    let mut asked = None;
    if debrief.duties.is_empty() {
        theme::muted(ui, "No duty with a deadline arose in this run.");
    }
    for duty in &debrief.duties {
        asked = asked.or(duty_ui(ui, duty));
        ui.add_space(space::SMALL);
    }
    asked
}

fn duty_ui(ui: &mut Ui, duty: &DutyReview) -> Option<Ask> {
    let band = match duty.state {
        DutyState::Discharged => Some(Band::Sound),
        DutyState::Late => Some(Band::Defensible),
        DutyState::Partial => Some(Band::Risky),
        DutyState::Missed => Some(Band::Breach),
        DutyState::Open | DutyState::Lapsed => None,
    };
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, space::TIGHT / 2.0);
    let opened = ui.horizontal_wrapped(|ui| {
        theme::badge(ui, &capital(duty.state.words()), band.map_or(BadgeKind::Plain, BadgeKind::Band));
        let opened = citation(ui, &duty.place.cite).clicked();
        small(ui, &duty.place.heading);
        opened
    });
    ui.add(Label::new(&duty.text).wrap());
    if let Some(fix) = &duty.fix {
        labelled(ui, "Instead", fix);
        small(ui, &format!("Arose {} · due {}", duty.opened, duty.due));
    }
    ui.spacing_mut().item_spacing.y = spacing;
    opened.inner.then(|| Ask::Open(Overlay::Rule(duty.place.rule.clone())))
}

fn skills(ui: &mut Ui, debrief: &Debrief) {
    if debrief.skills.is_empty() {
        return;
    }
    section(ui, "Skills this run called for");
    small(ui, "How much of what was open to you, over the decisions that you met.");
    for (name, percent) in &debrief.skills {
        let words = format!("{name}: {}", grasp(*percent));
        ui.label(&words);
        #[expect(clippy::cast_precision_loss, reason = "a percentage is small")]
        let share = *percent as f32 / 100.0;
        theme::progress(ui, share, &words);
        ui.add_space(space::TIGHT);
    }
}

fn standards(ui: &mut Ui, debrief: &Debrief) -> Option<Ask> {
    if debrief.standards.is_empty() {
        return None;
    }
    section(ui, "Rules that made a difference");
    let (kept, others): (Vec<_>, Vec<_>) = debrief.standards.iter().partition(|(_, percent)| *percent >= STEADY);
    let spacing = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
    let mut asked = None;
    for (place, percent) in others {
        ui.horizontal_wrapped(|ui| {
            if citation(ui, &place.cite).clicked() {
                asked = Some(Ask::Open(Overlay::Rule(place.rule.clone())));
            }
            small(ui, &format!("{} · {}", place.heading, grasp(*percent)));
        });
    }
    ui.spacing_mut().item_spacing.y = spacing;
    let words = match kept.len() {
        0 => return asked,
        1 => "One rule was kept wherever it mattered.".to_owned(),
        count => format!("{count} rules were kept wherever they mattered."),
    };
    theme::muted(ui, &words);
    asked
}

fn known(ui: &mut Ui, debrief: &Debrief) {
    section(ui, "Who knows what now");
    if debrief.known.is_empty() {
        theme::muted(ui, "Nobody learned anything about somebody else. What was said stayed where it was said.");
    }
    for known in &debrief.known {
        labelled(ui, &known.who, &format!("about {}: {}", known.about, known.what));
    }
}

fn other_places(ui: &mut Ui, debrief: &Debrief) {
    let differing: Vec<&DecisionReview> =
        debrief.decisions.iter().filter(|review| !review.elsewhere.is_empty()).collect();
    section(ui, "In another state");
    if differing.is_empty() {
        theme::muted(ui, "In the other places of this case, every decision would have been judged the same.");
        return;
    }
    let titles: BTreeSet<&str> =
        differing.iter().flat_map(|review| &review.elsewhere).map(|other| other.title.as_str()).collect();
    let titles: Vec<&str> = titles.into_iter().collect();
    #[expect(clippy::cast_precision_loss, reason = "there are few places")]
    let wanted = (200.0 + 124.0 * (titles.len() + 1) as f32) * scale(ui);
    if wanted <= ui.available_width() {
        table(ui, &differing, &titles);
    } else {
        list(ui, &differing);
    }
    small(ui, "What the law says there of the same words. Unfold a decision to read by which rule.");
}

fn list(ui: &mut Ui, differing: &[&DecisionReview]) {
    for review in differing {
        subheading(ui, &format!("{}. {}", review.number + 1, review.label));
        bullet(ui, &format!("Here: law {}, ethics {}", review.law.words(), review.ethics.words()));
        for other in &review.elsewhere {
            bullet(ui, &elsewhere(other));
        }
    }
}

fn table(ui: &mut Ui, differing: &[&DecisionReview], titles: &[&str]) {
    let scale = scale(ui);
    Grid::new("elsewhere")
        .num_columns(titles.len() + 2)
        .min_col_width(108.0 * scale)
        .spacing([space::SMALL, space::SMALL])
        .striped(true)
        .show(ui, |ui| {
            small(ui, "Decision");
            small(ui, "Here");
            for title in titles {
                small(ui, title);
            }
            ui.end_row();
            for review in differing {
                ui.scope(|ui| {
                    ui.set_width(190.0 * scale);
                    ui.add(Label::new(format!("{}. {}", review.number + 1, review.label)).wrap());
                });
                cell(ui, review.law);
                for title in titles {
                    let there = review.elsewhere.iter().find(|other| other.title == *title);
                    cell(ui, there.map_or(review.law, |other| other.law));
                }
                ui.end_row();
            }
        });
}

fn cell(ui: &mut Ui, law: Badge) {
    let kind = match law {
        Badge::NotCovered => BadgeKind::Plain,
        Badge::Ok => BadgeKind::Band(Band::Sound),
        Badge::Contested => BadgeKind::Band(Band::Defensible),
        Badge::Partial => BadgeKind::Band(Band::Risky),
        Badge::Violation => BadgeKind::Band(Band::Breach),
    };
    theme::badge(ui, law.words(), kind);
}

fn parting(ui: &mut Ui, debrief: &Debrief) {
    if !debrief.reflect.is_empty() {
        section(ui, "To sit with");
        let palette = theme::current(ui.ctx());
        theme::card(ui, &palette, |ui| {
            ui.set_width(ui.available_width());
            prose(ui, &debrief.reflect);
            small(ui, "Nothing needs to be written here. Take a minute.");
        });
    }
    if !debrief.reading.is_empty() {
        ui.add_space(space::MEDIUM);
        facts(ui, "What to read", &debrief.reading);
    }
    if !debrief.support.is_empty() {
        ui.add_space(space::MEDIUM);
        subheading(ui, "Where to turn");
        ui.add(Label::new(&debrief.support).wrap());
    }
    ui.add_space(space::SMALL);
    small(ui, "This is training and not legal advice. Check your board's text before you rely on a rule.");
}
