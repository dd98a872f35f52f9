//! Two places side by side: the common questions that they answer otherwise, those they answer alike, and their rules
//! topic by topic. Compared once for each choice, not in each frame.

use super::leaf::{certainty_words, rule_link};
use crate::ethics::{ActEffect, Standpoint};
use crate::ids::JurisdictionId;
use crate::reference::{Comparison, Outcome, QuestionRow, RuleLine, TopicRow, compare};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{bullet, heading, layer_badge, scale, small, subheading};
use crate::ui::{Ask, Desk, standpoint};
use egui::{Align, Label, Layout, Rect, Ui, UiBuilder, pos2};

/// Which places, as whom and when, and what the comparison came to.
#[derive(Debug, Default)]
pub(super) struct Memory {
    choice: Option<Choice>,
    compared: Option<(Choice, Comparison)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    places: [JurisdictionId; 2],
    standpoint: Standpoint,
}

impl Choice {
    /// One's own place, and the first other.
    fn first(desk: &Desk<'_>) -> Self {
        let standpoint = desk.standpoint();
        let here = standpoint.jurisdiction.clone();
        let mut known = desk.library.packs.jurisdictions().into_iter().map(|(id, _)| id);
        let other = known.find(|id| *id != here).unwrap_or_else(|| here.clone());
        Self { places: [here, other], standpoint }
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let choice = memory.choice.get_or_insert_with(|| Choice::first(desk));
    fields(ui, desk, choice);
    if memory.compared.as_ref().is_none_or(|(of, _)| of != choice) {
        let [one, other] = &choice.places;
        let (packs, questions) = (&desk.library.packs, &desk.library.questions);
        let found = compare(packs, questions, &choice.standpoint, [one, other]);
        memory.compared = Some((choice.clone(), found));
    }
    let (_, comparison) = memory.compared.as_ref()?;
    for note in &comparison.notes {
        theme::muted(ui, note);
    }
    ui.add_space(space::MEDIUM);
    questions(ui, comparison);
    topics(ui, comparison)
}

fn fields(ui: &mut Ui, desk: &Desk<'_>, choice: &mut Choice) {
    let Choice { places: [one, other], standpoint } = choice;
    two(
        ui,
        &mut (one, &mut standpoint.profession),
        &mut (other, &mut standpoint.as_of),
        |ui, (place, profession)| {
            standpoint::place(ui, desk, "One place", place);
            standpoint::profession(ui, desk, profession);
        },
        |ui, (place, day)| {
            standpoint::place(ui, desk, "The other place", place);
            standpoint::day(ui, "Law of the day", day);
        },
    );
}

/// Two things beside each other where there is room, one below the other elsewhere.
fn two<A, B, R>(
    ui: &mut Ui,
    one: &mut A,
    other: &mut B,
    left: impl FnOnce(&mut Ui, &mut A) -> R,
    right: impl FnOnce(&mut Ui, &mut B) -> R,
) -> (R, R) {
    const GAP: f32 = 28.0;
    let whole = ui.available_rect_before_wrap();
    if whole.width() < 700.0 * scale(ui) {
        let first = left(ui, one);
        ui.add_space(space::SMALL);
        return (first, right(ui, other));
    }
    let half = ((whole.width() - GAP) / 2.0).floor();
    let part = |x: f32| {
        let rect = Rect::from_min_max(pos2(x, whole.top()), pos2(x + half, whole.bottom()));
        UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min))
    };
    let mut here = ui.new_child(part(whole.left()).id_salt("left"));
    here.set_width(half);
    let first = left(&mut here, one);
    let mut there = ui.new_child(part(whole.left() + half + GAP).id_salt("right"));
    there.set_width(half);
    let second = right(&mut there, other);
    ui.advance_cursor_after_rect(here.min_rect().union(there.min_rect()));
    (first, second)
}

fn questions(ui: &mut Ui, comparison: &Comparison) {
    let (flips, alike): (Vec<&QuestionRow>, Vec<&QuestionRow>) =
        comparison.questions.iter().partition(|question| question.flips());
    heading(ui, "They answer otherwise");
    if flips.is_empty() {
        theme::muted(ui, "None of the common questions is answered otherwise in these two places.");
    }
    for question in flips {
        flip(ui, comparison, question);
    }
    ui.add_space(space::MEDIUM);
    heading(ui, "They answer alike");
    if alike.is_empty() {
        theme::muted(ui, "None of the common questions is answered alike.");
    }
    for question in alike {
        let [outcome, _] = &question.outcomes;
        ui.add(Label::new(&question.title).wrap());
        small(ui, &format!("In both: {}", outcome_words(outcome)));
    }
}

fn flip(ui: &mut Ui, comparison: &Comparison, question: &QuestionRow) {
    let palette = theme::current(ui.ctx());
    let [(_, here), (_, there)] = &comparison.places;
    let [one, other] = &question.outcomes;
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        subheading(ui, &question.title);
        two(ui, &mut (), &mut (), |ui, ()| outcome(ui, here, one), |ui, ()| outcome(ui, there, other));
    });
}

fn outcome(ui: &mut Ui, place: &str, outcome: &Outcome) {
    small(ui, place);
    // Where nothing is done it is the duties that speak.
    if let Some(effect) = outcome.effect.filter(|effect| *effect != ActEffect::Neutral || outcome.duties.is_empty()) {
        ui.add(Label::new(crate::ui::widgets::capital(effect.words())).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        layer_badge(ui, "Law", outcome.law);
        layer_badge(ui, "Ethics", outcome.ethics);
    });
    for duty in &outcome.duties {
        bullet(ui, duty);
    }
}

/// An outcome in one line; where nothing is done it is the duties that speak.
pub(in crate::ui) fn outcome_words(outcome: &Outcome) -> String {
    match outcome.effect {
        Some(ActEffect::Neutral) if !outcome.duties.is_empty() => {
            let badges = format!("law {}, ethics {}", outcome.law.words(), outcome.ethics.words());
            format!("{badges}; {}", outcome.duties.join("; "))
        }
        _ => outcome.words(),
    }
}

fn topics(ui: &mut Ui, comparison: &Comparison) -> Option<Ask> {
    ui.add_space(space::MEDIUM);
    heading(ui, "Topic by topic");
    if comparison.topics.is_empty() {
        theme::muted(ui, "No law of either place is on file for this profession and day.");
    }
    let mut asked = None;
    for topic in &comparison.topics {
        asked = topic_ui(ui, comparison, topic).or(asked);
    }
    asked
}

fn topic_ui(ui: &mut Ui, comparison: &Comparison, topic: &TopicRow) -> Option<Ask> {
    ui.add_space(space::SMALL);
    subheading(ui, &topic.topic);
    let [(_, here), (_, there)] = &comparison.places;
    let [one, other] = &topic.rules;
    let (left, right) = two(ui, &mut (), &mut (), |ui, ()| rules(ui, here, one), |ui, ()| rules(ui, there, other));
    left.or(right)
}

fn rules(ui: &mut Ui, place: &str, rules: &[RuleLine]) -> Option<Ask> {
    small(ui, place);
    if rules.is_empty() {
        theme::muted(ui, "Nothing on file.");
    }
    let mut asked = None;
    for line in rules {
        let effect = line.effect.map_or("informs", |effect| effect.words());
        let words = format!("{} · {effect} · {}", line.heading, certainty_words(line.certainty));
        if rule_link(ui, &line.cite, &words) {
            asked = Some(Ask::LookUp(line.rule.clone()));
        }
    }
    asked
}
