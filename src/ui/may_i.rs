//! May I? A question to the rules: who tells whom what, and what the rules say to it, here and elsewhere, now and then. The
//! form changes the question; every answer is the judge's.

mod acts;
mod answer;
mod facts;
mod form;
mod kinds;
mod papers;
mod people;
mod start;

use super::theme::{self, BadgeKind, Band, space};
use super::widgets::{
    certainty_badge, column, heading, layer_badge, named_button, scale, scrolling, scrolling_beside, small,
};
use super::{About, Ask, Desk, rulebook, run};
use crate::ethics::{ActEffect, Badge, Inquiry, Rulebook, Standpoint, Verb};
use crate::reference::{Answer, ChangedOn, SameAnswer, Trace, answer_text, everywhere, inquiry_text, over_time};
use egui::{Align, Frame, Layout, Margin, Rect, Ui, UiBuilder, pos2};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) use self::start::Asked;

/// What the screen remembers: the question, what is unfolded, and the answer to it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    asked: Option<Asked>,
    /// The list of questions is shown, whatever was asked before.
    listing: bool,
    open: BTreeSet<form::Section>,
    /// Which act of the question the form shows.
    act: usize,
    facts: facts::Finder,
    shown: Option<Shown>,
    trace: bool,
    /// The answer is to be scrolled to.
    reveal: bool,
}

/// An answer, and what it is the answer to.
#[derive(Debug)]
struct Shown {
    inquiry: Inquiry,
    standpoint: Standpoint,
    book: Arc<Rulebook>,
    answer: Answer,
    everywhere: Vec<SameAnswer>,
    years: Vec<ChangedOn>,
    trace: Trace,
}

impl Memory {
    /// Begins with a question, or with the list of them.
    pub(super) fn ask(&mut self, asked: Option<Asked>) {
        self.listing = asked.is_none();
        if let Some(asked) = asked {
            self.set(asked);
        }
    }

    fn set(&mut self, asked: Asked) {
        self.open.clear();
        self.facts = facts::Finder::default();
        self.act = asked.inquiry.acts.len().saturating_sub(1);
        if !gaps(&asked.inquiry).is_empty() {
            self.open.extend(form::FIRST);
        }
        self.asked = Some(asked);
        self.shown = None;
        self.trace = false;
        self.listing = false;
    }

    fn title(&self) -> &str {
        self.asked.as_ref().map_or("", |asked| &asked.title)
    }

    fn is_listing(&self) -> bool {
        self.listing || self.asked.is_none()
    }

    /// Back from a question of the list leads to the list.
    pub(super) fn back(&self) -> Ask {
        let listed = self.asked.as_ref().is_some_and(|asked| asked.from_list);
        if listed && !self.is_listing() { Ask::MayI(About::Anything) } else { Ask::Back }
    }

    /// The answer as text.
    pub(super) fn text(&self) -> Option<String> {
        let (asked, shown) = self.asked.as_ref().zip(self.shown.as_ref())?;
        (!self.is_listing()).then(|| answer_text(&asked.title, &shown.answer))
    }

    /// Asks anew where something has changed.
    fn judge(&mut self, desk: &Desk<'_>) {
        let Some(asked) = &self.asked else { return };
        if self.shown.as_ref().is_some_and(|shown| shown.is_of(asked)) {
            return;
        }
        self.shown = gaps(&asked.inquiry).is_empty().then(|| Shown::of(desk, asked));
    }
}

impl Shown {
    fn of(desk: &Desk<'_>, asked: &Asked) -> Self {
        let packs = &desk.library.packs;
        let (inquiry, standpoint) = (asked.inquiry.clone(), asked.standpoint.clone());
        let book = desk.library.rulebook(standpoint.clone());
        Self {
            answer: Answer::to(&book, &inquiry),
            everywhere: everywhere(packs, &standpoint, &inquiry),
            years: over_time(packs, &standpoint, &inquiry),
            trace: Trace::of(packs, &book, &inquiry),
            inquiry,
            standpoint,
            book,
        }
    }

    fn is_of(&self, asked: &Asked) -> bool {
        let (one, other) = (&self.inquiry, &asked.inquiry);
        self.standpoint == asked.standpoint
            && one.situation == other.situation
            && one.around == other.around
            && one.acts == other.acts
            && (one.wait, one.closed) == (other.wait, other.closed)
    }
}

/// What must still be said before there is anything to judge.
fn gaps(inquiry: &Inquiry) -> Vec<&'static str> {
    let mut gaps = Vec::new();
    for act in &inquiry.acts {
        let told = act.tells() || act.verb == Verb::Disclose;
        let missing = [
            (told && act.to.is_empty(), "Whom you tell"),
            (told && act.about.is_empty(), "Whom it is about"),
            (act.verb == Verb::Disclose && act.what.is_empty(), "What you tell"),
            (told && act.purpose.is_none(), "What you tell it for"),
        ];
        gaps.extend(missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, words)| *words));
    }
    gaps.dedup();
    gaps
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    ui.push_id("may i", |ui| {
        ui.spacing_mut().item_spacing.y = space::SMALL;
        if memory.is_listing() {
            return start::show(ui, desk, memory);
        }
        memory.judge(desk);
        let wide = ui.available_width() >= 1_000.0 * scale(ui) && !run::is_cramped(ui);
        if wide { beside(ui, desk, memory) } else { below(ui, desk, memory) }
    })
    .inner
}

/// The question on the left, the answer on the right.
fn beside(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let edge = run::edge(ui);
    let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 10, bottom: 6 });
    let width = ui.available_width().min(1_500.0 * scale(ui));
    let asked = column(ui, width, |ui| frame.show(ui, |ui| wide_head(ui, desk, memory)).inner);
    let edge = f32::from(edge);
    let whole = ui.available_rect_before_wrap();
    let from = whole.left() + ((whole.width() - width) / 2.0).round();
    let line = (from + 0.42 * width).round();
    let left = Rect::from_min_max(pos2(from + edge, whole.top()), pos2(line, whole.bottom()));
    let right = Rect::from_min_max(pos2(line + edge, whole.top()), pos2(from + width, whole.bottom()));
    let down = Layout::top_down(Align::Min);
    let mut asking = ui.new_child(UiBuilder::new().id_salt("question").max_rect(left).layout(down));
    scrolling_beside(&mut asking, "question", |ui| {
        ui.set_width(ui.available_width() - space::SMALL);
        form::show(ui, desk, memory);
    });
    let mut answering = ui.new_child(UiBuilder::new().id_salt("answer").max_rect(right).layout(down));
    let read = scrolling(&mut answering, "answer", |ui| {
        ui.set_width(ui.available_width() - edge);
        answer::show(ui, desk, memory)
    });
    ui.advance_cursor_after_rect(whole);
    asked.or(read)
}

fn wide_head(ui: &mut Ui, desk: &Desk<'_>, memory: &Memory) -> Option<Ask> {
    let asked = ui.horizontal_wrapped(|ui| {
        let asked = ways(ui, desk, memory);
        asked.or(copies(ui, desk, memory))
    });
    heading(ui, memory.title());
    asked.inner
}

/// The answer below the question, with a line in between that says how it stands.
fn below(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    scrolling(ui, "question and answer", |ui| {
        let edge = f32::from(run::edge(ui));
        let width = ((space::COLUMN + 80.0) * scale(ui)).min(ui.available_width() - 2.0 * edge);
        column(ui, width, |ui| {
            ui.add_space(10.0);
            let asked = ui.horizontal_wrapped(|ui| ways(ui, desk, memory)).inner;
            heading(ui, memory.title());
            if let Some(shown) = &memory.shown {
                verdict_line(ui, &shown.answer);
            }
            if run::quiet(ui, "Go to the answer").clicked() {
                memory.reveal = true;
            }
            form::show(ui, desk, memory);
            ui.add_space(space::LARGE);
            if std::mem::take(&mut memory.reveal) {
                ui.scroll_to_cursor(Some(Align::TOP));
            }
            let read = answer::show(ui, desk, memory);
            let copied = ui.horizontal_wrapped(|ui| copies(ui, desk, memory)).inner;
            ui.add_space(space::LARGE);
            asked.or(read).or(copied)
        })
    })
}

/// The ways out of the question.
fn ways(ui: &mut Ui, desk: &Desk<'_>, memory: &Memory) -> Option<Ask> {
    let back = back_button(ui, desk, memory);
    let others = run::quiet(ui, "Another question").clicked().then_some(Ask::MayI(About::Anything));
    let book = run::quiet(ui, "Rulebook").clicked().then_some(Ask::Go(super::Screen::Rulebook));
    back.or(others).or(book)
}

fn back_button(ui: &mut Ui, desk: &Desk<'_>, memory: &Memory) -> Option<Ask> {
    let to_list = memory.back() != Ask::Back;
    let of = if to_list { "the questions" } else { rulebook::from_words(desk.from) };
    named_button(ui, "Back", of).clicked().then(|| memory.back())
}

fn copies(ui: &mut Ui, desk: &Desk<'_>, memory: &Memory) -> Option<Ask> {
    let asked = memory.asked.as_ref()?;
    let answer = memory.shown.is_some() && run::quiet(ui, "Copy the answer (F2)").clicked();
    let question = run::quiet(ui, "Copy the question as text").clicked();
    let words = &desk.library.packs.vocabulary;
    if answer {
        return memory.text().map(Ask::Copy);
    }
    question.then(|| Ask::Copy(inquiry_text(words, &asked.standpoint, &asked.inquiry)))
}

/// The verdict in one row of badges, where its words do not stand above.
fn verdict_line(ui: &mut Ui, answer: &Answer) {
    ui.horizontal_wrapped(|ui| {
        if let Some(act) = answer.acts.last() {
            effect_badge(ui, act.effect);
        }
        layer_badges(ui, answer);
    });
}

fn layer_badges(ui: &mut Ui, answer: &Answer) {
    layer_badge(ui, "Law", answer.law);
    layer_badge(ui, "Ethics", answer.ethics);
    if answer.policy != Badge::NotCovered {
        layer_badge(ui, "Policy", answer.policy);
    }
    if let Some(certainty) = answer.certainty {
        certainty_badge(ui, certainty);
    }
}

fn effect_badge(ui: &mut Ui, effect: ActEffect) {
    let kind = match effect {
        ActEffect::Neutral => BadgeKind::Plain,
        ActEffect::Required => BadgeKind::Accent,
        ActEffect::Permitted => BadgeKind::Band(Band::Sound),
        ActEffect::Discretion => BadgeKind::Band(Band::Defensible),
        ActEffect::Forbidden => BadgeKind::Band(Band::Breach),
    };
    theme::badge(ui, &super::widgets::capital(effect.words()), kind);
}

/// A quiet line over the answer: as whom, where and when it holds.
fn standpoint_line(ui: &mut Ui, desk: &Desk<'_>, standpoint: &Standpoint) {
    small(ui, &super::standpoint::words(desk, standpoint));
}
