//! As whom, where and when: the fields by which a reader of the rules chooses, and their words.

use super::theme;
use super::widgets::{capital, choice_box, date, small, subheading, tick};
use super::{Desk, theme::space};
use crate::ethics::{Reach, Standpoint};
use crate::ids::{JurisdictionId, PackId, ProfessionId};
use egui::Ui;
use jiff::civil::Date;

/// "Licensed counselor · California · November 21, 2026".
pub(super) fn words(desk: &Desk<'_>, standpoint: &Standpoint) -> String {
    let profession = capital(&profession_name(desk, &standpoint.profession));
    let place = place_name(desk, &standpoint.jurisdiction);
    let policies = if standpoint.policies.is_empty() { String::new() } else { " · with agency policies".to_owned() };
    format!("{profession} · {place} · {}{policies}", date(standpoint.as_of))
}

/// The title of a place, or its id where no law of it is on file.
pub(super) fn place_name(desk: &Desk<'_>, place: &JurisdictionId) -> String {
    desk.library.packs.place_title(place)
}

/// What a profession is called.
pub(super) fn profession_name(desk: &Desk<'_>, profession: &ProfessionId) -> String {
    let tree = &desk.library.packs.vocabulary.professions;
    let named = tree.term(profession.as_str()).map(|term| tree.name(term).to_owned());
    named.unwrap_or_else(|| crate::reading::plain_words(profession.as_str()))
}

/// Stands for every place whose law is not on file.
const ELSEWHERE: &str = "US";

/// Whose law.
pub(super) fn place(ui: &mut Ui, desk: &Desk<'_>, label: &str, place: &mut JurisdictionId) {
    let mut known: Vec<(JurisdictionId, String)> =
        desk.library.packs.jurisdictions().into_iter().map(|(id, title)| (id, title.to_owned())).collect();
    known.sort_by(|(_, one), (_, other)| one.cmp(other));
    known.push((ELSEWHERE.into(), "Another place (code and federal law only)".into()));
    one_of(ui, label, place, known);
}

/// Whose code.
pub(super) fn profession(ui: &mut Ui, desk: &Desk<'_>, profession: &mut ProfessionId) {
    let known = desk.library.packs.professions();
    let known = known.into_iter().map(|id| (id.clone(), capital(&profession_name(desk, &id)))).collect();
    one_of(ui, "Profession", profession, known);
}

/// A list to choose from, with what is set now in it even if no rules are on file for it.
fn one_of<T: Clone + PartialEq + ToString>(ui: &mut Ui, label: &str, now: &mut T, mut known: Vec<(T, String)>) {
    if !known.iter().any(|(id, _)| id == now) {
        known.push((now.clone(), format!("{} (no rules on file)", now.to_string())));
    }
    let at = known.iter().position(|(id, _)| id == now).unwrap_or(0);
    let titles: Vec<String> = known.iter().map(|(_, title)| title.clone()).collect();
    let picked = choice_box(ui, label, at, &titles).and_then(|picked| known.into_iter().nth(picked));
    if let Some((id, _)) = picked {
        *now = id;
    }
}

/// The law of which day, written as files write it. What is half written changes nothing.
pub(super) fn day(ui: &mut Ui, label: &str, day: &mut Date) {
    subheading(ui, label);
    let id = ui.id().with(("day", label));
    let kept: Option<(String, Date)> = ui.data(|data| data.get_temp(id));
    let mut text = kept.filter(|(_, of)| of == day).map_or_else(|| day.to_string(), |(text, _)| text);
    ui.scope(|ui| {
        ui.spacing_mut().text_edit_width = (160.0 * super::widgets::scale(ui)).min(ui.available_width());
        theme::field(ui, &mut text, label)
    });
    match text.trim().parse::<Date>() {
        Ok(written) => *day = written,
        Err(_) => small(ui, "Write the day as 2026-11-21: year, month, day."),
    }
    ui.data_mut(|data| data.insert_temp(id, (text, *day)));
}

/// The agency policies that can be put in force.
pub(super) fn policies(ui: &mut Ui, desk: &Desk<'_>, policies: &mut Vec<PackId>) {
    let known = desk.library.packs.packs.iter().filter(|pack| pack.reach == Reach::Chosen);
    for (at, pack) in known.enumerate() {
        if at == 0 {
            ui.add_space(space::TIGHT);
            subheading(ui, "Agency policies in force");
        }
        let mut chosen = policies.contains(&pack.id);
        if tick(ui, &mut chosen, &pack.title).changed() {
            policies.retain(|id| *id != pack.id);
            if chosen {
                policies.push(pack.id.clone());
            }
        }
    }
}
