//! What is so: the facts of the vocabulary in plain words. What a counselor can only believe may also be left open.

use super::people::{named_chip, years};
use crate::ethics::{Fact, FactEntry, FactKind, Situation, UNKNOWN, Vocabulary};
use crate::reference::Answer;
use crate::ui::run;
use crate::ui::theme;
use crate::ui::widgets::{capital, choice_box, scale, small, tick, words as plain};
use egui::{Label, Ui};

/// Which facts are looked for.
#[derive(Debug, Default)]
pub(super) struct Finder {
    search: String,
    all: bool,
}

fn is_stated(situation: &Situation, fact: Fact, entry: &FactEntry) -> bool {
    situation.facts.get(fact) != entry.default || situation.unsettled.contains(&fact)
}

pub(super) fn summary(words: &Vocabulary, situation: &Situation) -> String {
    let stated = words.facts().filter(|(fact, entry)| is_stated(situation, *fact, entry));
    let said: Vec<String> = stated.map(|(fact, entry)| in_words(situation, fact, entry)).collect();
    match said.as_slice() {
        [] => "Nothing out of the ordinary".into(),
        few if few.len() <= 3 => capital(&few.join("; ")),
        [first, second, rest @ ..] => capital(&format!("{first}; {second}; and {} more", rest.len())),
        [_] => String::new(),
    }
}

fn in_words(situation: &Situation, fact: Fact, entry: &FactEntry) -> String {
    let value = situation.facts.get(fact);
    if situation.unsettled.contains(&fact) {
        return format!("not sure whether {}", entry.says);
    }
    match &entry.kind {
        FactKind::Flag if value == 0 => format!("it is not so that {}", entry.says),
        FactKind::Flag => entry.says.clone(),
        kind => format!("{}: {}", entry.says, plain(&kind.word(value)).to_lowercase()),
    }
}

pub(super) fn edit(
    ui: &mut Ui,
    words: &Vocabulary,
    situation: &mut Situation,
    finder: &mut Finder,
    answer: Option<&Answer>,
) {
    ui.scope(|ui| {
        ui.spacing_mut().text_edit_width = (420.0 * scale(ui)).min(ui.available_width() - 8.0);
        theme::field(ui, &mut finder.search, "Search the facts")
    });
    let turning: Vec<&str> = answer.iter().flat_map(|answer| &answer.doubts).map(|doubt| doubt.fact.as_str()).collect();
    let search = finder.search.to_lowercase();
    let wanted = |situation: &Situation, fact: Fact, entry: &FactEntry| {
        if !search.trim().is_empty() {
            let text = format!("{} {}", entry.says, plain(&entry.id.replace('.', " "))).to_lowercase();
            return search.split_whitespace().all(|word| text.contains(word));
        }
        finder.all || is_stated(situation, fact, entry) || turning.contains(&entry.id.as_str())
    };
    let found: Vec<(Fact, &FactEntry)> =
        words.facts().filter(|(fact, entry)| wanted(situation, *fact, entry)).collect();
    if found.is_empty() && !search.trim().is_empty() {
        theme::muted(ui, "No fact has all of these words.");
    }
    if found.is_empty() && search.trim().is_empty() {
        small(ui, "Nothing out of the ordinary is stated. Search for what is, or show all.");
    }
    for (fact, entry) in found {
        fact_ui(ui, situation, fact, entry);
    }
    let label = if finder.all { "Show only what is stated" } else { "Show all facts" };
    if search.trim().is_empty() && run::quiet(ui, label).clicked() {
        finder.all = !finder.all;
    }
}

/// One fact, to be set.
pub(super) fn fact_ui(ui: &mut Ui, situation: &mut Situation, fact: Fact, entry: &FactEntry) {
    ui.push_id(("fact", fact.index()), |ui| match (&entry.kind, entry.belief) {
        (FactKind::Flag, false) => {
            let mut so = situation.facts.get(fact) != 0;
            if tick(ui, &mut so, &capital(&entry.says)).changed() {
                situation.facts.set(fact, i16::from(so));
            }
        }
        (FactKind::Flag, true) => belief(ui, situation, fact, entry),
        (FactKind::Years, _) => age(ui, situation, fact, entry),
        (FactKind::Scale(values) | FactKind::OneOf(values), _) => one_of(ui, situation, fact, entry, values),
    });
}

fn settle(situation: &mut Situation, fact: Fact, value: i16) {
    situation.unsettled.retain(|open| *open != fact);
    situation.facts.set(fact, value);
}

fn leave_open(situation: &mut Situation, fact: Fact) {
    if !situation.unsettled.contains(&fact) {
        situation.unsettled.push(fact);
    }
}

fn belief(ui: &mut Ui, situation: &mut Situation, fact: Fact, entry: &FactEntry) {
    ui.add(Label::new(capital(&entry.says)).wrap());
    let open = situation.unsettled.contains(&fact);
    let so = situation.facts.get(fact) != 0;
    ui.horizontal_wrapped(|ui| {
        if named_chip(ui, "I believe so", &entry.says, !open && so) {
            settle(situation, fact, 1);
        }
        if named_chip(ui, "I do not", &entry.says, !open && !so) {
            settle(situation, fact, 0);
        }
        if named_chip(ui, "Not sure", &entry.says, open) {
            leave_open(situation, fact);
        }
    });
}

fn one_of(ui: &mut Ui, situation: &mut Situation, fact: Fact, entry: &FactEntry, values: &[String]) {
    let named = values.iter().map(|value| plain(value));
    let options: Vec<String> = named.chain(entry.belief.then(|| "Not sure".to_owned())).collect();
    let open = situation.unsettled.contains(&fact);
    let now = if open { values.len() } else { usize::try_from(situation.facts.get(fact)).unwrap_or(0) };
    let Some(picked) = choice_box(ui, &capital(&entry.says), now, &options) else { return };
    match i16::try_from(picked) {
        Ok(value) if picked < values.len() => settle(situation, fact, value),
        _ => leave_open(situation, fact),
    }
}

fn age(ui: &mut Ui, situation: &mut Situation, fact: Fact, entry: &FactEntry) {
    let value = situation.facts.get(fact);
    let mut known = value != UNKNOWN;
    if tick(ui, &mut known, &format!("{} is known", capital(&entry.says))).changed() {
        situation.facts.set(fact, if known { 30 } else { UNKNOWN });
    }
    if known && value != UNKNOWN {
        let mut age = value;
        ui.horizontal_wrapped(|ui| {
            if years(ui, &mut age, &capital(&entry.says)) {
                situation.facts.set(fact, age);
            }
            ui.label("years");
        });
    }
}
