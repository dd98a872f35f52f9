//! What people believe: a claim as a card. What is so is told only once the reader has made up their mind.

use super::leaf::rule_link;
use crate::reference::{Myth, MythVerdict, entry, leaf_of};
use crate::ui::theme::{self, BadgeKind, Band, space};
use crate::ui::widgets::{certainty_badge, heading, named_button, prose, scale, small, subheading};
use crate::ui::{Ask, Desk, run};
use egui::{Label, Ui};
use std::collections::BTreeMap;

/// Which card lies open, and what was answered.
#[derive(Debug, Default)]
pub(super) struct Memory {
    at: usize,
    answered: BTreeMap<String, MythVerdict>,
}

const CHOICES: [(&str, MythVerdict); 3] =
    [("A myth", MythVerdict::Myth), ("Half true", MythVerdict::Half), ("True", MythVerdict::Rule)];

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let myths = &desk.library.myths;
    ui.add_space(space::SMALL);
    let Some(myth) = myths.get(memory.at).or(myths.first()) else {
        heading(ui, "No myths are at hand");
        theme::muted(ui, "The file of myths could not be read, or there is none.");
        return None;
    };
    ui.set_max_width(((space::COLUMN + 80.0) * scale(ui)).min(ui.available_width()));
    small(ui, &progress(memory, myths));
    let palette = theme::current(ui.ctx());
    let asked = theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        small(ui, "People say");
        prose(ui, &myth.claim);
        ui.add_space(space::SMALL);
        match memory.answered.get(&myth.id).copied() {
            None => question(ui, memory, myth),
            Some(said) => answer(ui, desk, myth, said),
        }
    });
    ui.add_space(space::SMALL);
    turn(ui, memory, myths.len());
    asked
}

fn progress(memory: &Memory, myths: &[Myth]) -> String {
    let known = myths.iter().filter_map(|myth| Some((myth, memory.answered.get(&myth.id)?)));
    let seen = known.clone().count();
    let alike = known.filter(|(myth, said)| myth.verdict == **said).count();
    let so_far = if seen == 0 { String::new() } else { format!(" · {seen} answered, {alike} as the rules have it") };
    format!("Claim {} of {}{so_far}", memory.at + 1, myths.len())
}

fn question(ui: &mut Ui, memory: &mut Memory, myth: &Myth) -> Option<Ask> {
    subheading(ui, "What is it?");
    ui.horizontal_wrapped(|ui| {
        for (label, verdict) in CHOICES {
            if run::quiet(ui, label).clicked() {
                memory.answered.insert(myth.id.clone(), verdict);
            }
        }
    });
    None
}

fn answer(ui: &mut Ui, desk: &Desk<'_>, myth: &Myth, said: MythVerdict) -> Option<Ask> {
    let band = match myth.verdict {
        MythVerdict::Myth => Band::Breach,
        MythVerdict::Half => Band::Risky,
        MythVerdict::Rule => Band::Sound,
    };
    ui.horizontal_wrapped(|ui| {
        theme::badge(ui, myth.verdict.words(), BadgeKind::Band(band));
        certainty_badge(ui, myth.certainty);
    });
    let yours = said.words().to_lowercase();
    let words = if said == myth.verdict { "You said so.".to_owned() } else { format!("You said: {yours}.") };
    theme::muted(ui, &words);
    ui.add(Label::new(&myth.why).wrap());
    small(ui, &myth.cite);
    rules(ui, desk, myth)
}

fn rules(ui: &mut Ui, desk: &Desk<'_>, myth: &Myth) -> Option<Ask> {
    let packs = &desk.library.packs;
    let day = desk.standpoint().as_of;
    let found = myth.rules.iter().filter_map(|id| entry(packs, leaf_of(packs, id.as_str(), day)?));
    let mut asked = None;
    for (at, entry) in found.enumerate() {
        if at == 0 {
            ui.add_space(space::SMALL);
            subheading(ui, "The rules behind it");
        }
        if rule_link(ui, entry.cite(), entry.heading()) {
            asked = Some(Ask::LookUp(entry.id().clone()));
        }
    }
    asked
}

fn turn(ui: &mut Ui, memory: &mut Memory, count: usize) {
    ui.horizontal_wrapped(|ui| {
        if named_button(ui, "Claim before", "myths").clicked() {
            memory.at = (memory.at + count - 1) % count.max(1);
        }
        let next = theme::primary_button(ui, "Next claim");
        if next.clicked() {
            memory.at = (memory.at + 1) % count.max(1);
        }
    });
}
