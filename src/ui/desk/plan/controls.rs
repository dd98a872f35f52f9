//! What one picks for a talk: where, when, which doors, how loud, in which words; each as rows, as many side by side as
//! there is room for.

use super::letter;
use crate::activity::{Earshot, Takes, bit};
use crate::session::{Answer, Question, Table};
use crate::ui::desk::Draft;
use crate::ui::desk::common::{self, Row};
use crate::ui::desk::grid::grid;
use crate::ui::run::quoted;
use crate::ui::theme::space;
use crate::ui::widgets::{capital, small};
use egui::Ui;

pub(super) fn show(ui: &mut Ui, table: &Table, earshot: &Earshot, draft: &mut Draft) {
    let asks = earshot.asks;
    let question = |set: usize| table.questions.iter().find(|question| question.set == set);
    if let Some(places) = question(asks.place) {
        ui.push_id("where", |ui| self::places(ui, table, earshot, draft, places));
    }
    if let Some(moments) = asks.moment.and_then(question) {
        picks(ui, table, draft, moments, 190.0);
    }
    if let Some(doors) = asks.doors.and_then(question) {
        ui.push_id("doors", |ui| self::doors(ui, table, earshot, draft, doors));
    }
    if let Some(voices) = question(asks.voice) {
        picks(ui, table, draft, voices, 180.0);
    }
    if let Some(words) = question(asks.words) {
        picks(ui, table, draft, words, 210.0);
        ui.push_id("so far", |ui| so_far(ui, draft, words));
    }
}

fn places(ui: &mut Ui, table: &Table, earshot: &Earshot, draft: &mut Draft, question: &Question) {
    common::ask(ui, &question.ask);
    let mut picked = None;
    grid(ui, 190.0, &question.answers, |ui, at, answer| {
        let label = format!("{} \u{b7} {}", letter(at), answer.label);
        let detail = with_minutes(table, question.set, answer, "Takes");
        let has = draft.has(question.set, answer.item);
        let row = Row { detail: &detail, name: &answer.label, ..Row::of(answer, has, Takes::One) };
        if common::row(ui, &Row { label: &label, ..row }).clicked() {
            picked = Some(answer.item);
        }
    });
    ui.add_space(space::SMALL);
    if let Some(item) = picked {
        go(table, earshot, draft, item);
    }
}

/// Picks a place. Doors that cannot be reached from it stay as they are.
pub(super) fn go(table: &Table, earshot: &Earshot, draft: &mut Draft, item: usize) {
    let mut way = draft.way().clone();
    way.toggle(table.activity(), earshot.asks.place, item);
    let near = earshot.places.get(item).map_or(0, |(_, near)| *near);
    if let Some(doors) = earshot.asks.doors.and_then(|set| way.0.get_mut(set)) {
        *doors &= near;
    }
    draft.put(way);
}

/// The doors within reach of the place picked.
pub(super) fn in_reach(earshot: &Earshot, draft: &Draft) -> u32 {
    let place = draft.way().one(earshot.asks.place).and_then(|place| earshot.places.get(place));
    place.map_or(0, |(_, near)| *near)
}

fn doors(ui: &mut Ui, table: &Table, earshot: &Earshot, draft: &mut Draft, question: &Question) {
    let near = in_reach(earshot, draft);
    common::ask(ui, &question.ask);
    let there: Vec<&Answer> = question.answers.iter().filter(|answer| near & bit(answer.item) != 0).collect();
    if there.is_empty() {
        let picked = draft.way().one(earshot.asks.place).is_some();
        small(ui, if picked { "None is within reach there." } else { "That depends on where." });
    }
    let mut moved = None;
    grid(ui, 190.0, &there, |ui, _, answer| {
        let label = capital(&answer.label);
        let row = Row::of(answer, draft.has(question.set, answer.item), question.takes);
        if common::row(ui, &Row { label: &label, ..row }).clicked() {
            moved = Some(answer.item);
        }
    });
    ui.add_space(space::SMALL);
    if let Some(item) = moved {
        draft.toggle(table, question.set, item);
    }
}

/// A question whose answers are short.
fn picks(ui: &mut Ui, table: &Table, draft: &mut Draft, question: &Question, least: f32) {
    ui.push_id(&question.id, |ui| {
        common::ask(ui, &question.ask);
        common::at_most(ui, question);
        let is_full = !draft.takes_more(table, question.set);
        let mut picked = None;
        grid(ui, least, &question.answers, |ui, _, answer| {
            let has = draft.has(question.set, answer.item);
            let (label, detail) = (capital(&answer.label), with_minutes(table, question.set, answer, "In"));
            let row = Row { detail: &detail, words: &answer.say, ..Row::of(answer, has, question.takes) };
            let row = Row { label: &label, ..row };
            if ui.add_enabled_ui(has || !is_full, |ui| common::row(ui, &row)).inner.clicked() {
                picked = Some(answer.item);
            }
        });
        if let Some(item) = picked {
            draft.toggle(table, question.set, item);
        }
    });
    ui.add_space(space::SMALL);
}

/// The second line of an answer, and how long it takes, or is waited for.
fn with_minutes(table: &Table, set: usize, answer: &Answer, lead: &str) -> String {
    let item = table.activity().sets.get(set).and_then(|set| set.items.get(answer.item));
    let minutes = item.map_or(0, |item| item.gives.minutes);
    let takes = if minutes == 0 { String::new() } else { format!("{lead} {}.", lasting(minutes)) };
    [answer.detail.as_str(), &takes].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Minutes as one says them.
fn lasting(minutes: u32) -> String {
    let counted = |count: u32, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let parts = [counted(minutes / 60, "hour"), counted(minutes % 60, "minute")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// What will be said, as it will be said.
fn so_far(ui: &mut Ui, draft: &Draft, question: &Question) {
    let said = question.answers.iter().filter(|answer| draft.has(question.set, answer.item));
    let said: Vec<&str> = said.map(|answer| answer.say.as_str()).filter(|say| !say.is_empty()).collect();
    if said.is_empty() {
        small(ui, "You say nothing so far.");
    } else {
        quoted(ui, &said.join(" "));
    }
    ui.add_space(space::SMALL);
}

#[cfg(test)]
mod tests {
    use super::lasting;

    #[test]
    fn minutes_are_told_as_one_says_them() {
        assert_eq!(lasting(1), "1 minute");
        assert_eq!(lasting(45), "45 minutes");
        assert_eq!(lasting(60), "1 hour");
        assert_eq!(lasting(190), "3 hours and 10 minutes");
    }
}
