//! The people of a question: whom one tells, whom it is about, who can overhear. Somebody else is added by their role.

use crate::ethics::{Inquiry, Listener, Party, PartyIndex, Situation, Term, TermSet, Vocabulary, YOU};
use crate::ids::PartyId;
use crate::reference::listener_words;
use crate::ui::theme;
use crate::ui::widgets::{capital, choice_box, small, tick};
use egui::{DragValue, Ui, WidgetInfo, WidgetType};
use std::sync::Arc;

/// "the police and the client's spouse".
pub(super) fn names(situation: &Situation, people: &[PartyIndex], none: &str) -> String {
    let names: Vec<&str> = people.iter().map(|index| situation.name(*index)).collect();
    if names.is_empty() { capital(none) } else { capital(&names.join(", ")) }
}

/// "The client, 15, a minor".
pub(super) fn names_and_ages(situation: &Situation, people: &[PartyIndex]) -> String {
    let people = people.iter().filter_map(|index| situation.party(*index));
    let named = people.map(|party| {
        let age = party.age.map(|age| format!(", {age}")).unwrap_or_default();
        let minor = if party.is_minor() { ", a minor" } else { "" };
        let deceased = if party.deceased { ", who has died" } else { "" };
        format!("{}{age}{minor}{deceased}", party.name)
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { "Nobody in particular".into() } else { capital(&named.join("; ")) }
}

fn everyone(situation: &Situation) -> Vec<(PartyIndex, String)> {
    let others = situation.parties.iter().enumerate().filter(|(_, party)| party.id.as_str() != YOU);
    others.filter_map(|(at, party)| Some((PartyIndex(u8::try_from(at).ok()?), capital(&party.name)))).collect()
}

fn is_client(words: &Vocabulary, situation: &Situation, index: PartyIndex) -> bool {
    situation.party(index).is_some_and(|party| party.closure.has(words.landmarks.client))
}

fn toggle(ui: &mut Ui, people: &mut Vec<PartyIndex>, index: PartyIndex, name: &str) {
    let mut chosen = people.contains(&index);
    if tick(ui, &mut chosen, name).changed() {
        people.retain(|other| *other != index);
        if chosen {
            people.push(index);
        }
    }
}

pub(super) fn recipients(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let all = everyone(&inquiry.situation);
    if let Some(act) = inquiry.acts.get_mut(at) {
        all.iter().for_each(|(index, name)| toggle(ui, &mut act.to, *index, name));
    }
    if let Some(added) = somebody_else(ui, words, inquiry)
        && let Some(act) = inquiry.acts.get_mut(at)
    {
        act.to.push(added);
    }
}

pub(super) fn listeners(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry) {
    small(ui, "Who is near enough to hear what is said aloud, without being meant.");
    let all = everyone(&inquiry.situation);
    for (index, name) in &all {
        // A question may come with somebody who makes out only part; ticked anew they make out all.
        let listener = inquiry.around.listeners.iter().find(|listener| listener.who == *index).copied();
        let label = listener.map_or_else(|| name.clone(), |known| said(words, &inquiry.situation, known));
        let mut chosen = listener.is_some();
        if tick(ui, &mut chosen, &label).changed() {
            inquiry.around.listeners.retain(|other| other.who != *index);
            inquiry.around.listeners.extend(chosen.then_some(Listener::all(*index)));
        }
    }
    if let Some(added) = somebody_else(ui, words, inquiry) {
        inquiry.around.listeners.push(Listener::all(added));
    }
}

fn said(words: &Vocabulary, situation: &Situation, listener: Listener) -> String {
    capital(&listener_words(words, situation, listener))
}

/// "The visitor, the neighbor (made out: progress)".
pub(super) fn within_earshot(words: &Vocabulary, inquiry: &Inquiry) -> String {
    let listeners = inquiry.around.listeners.iter();
    let said: Vec<String> = listeners.map(|one| listener_words(words, &inquiry.situation, *one)).collect();
    if said.is_empty() { "Nobody".to_owned() } else { capital(&said.join(", ")) }
}

pub(super) fn subjects(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let all = everyone(&inquiry.situation);
    let clients = all.into_iter().filter(|(index, _)| is_client(words, &inquiry.situation, *index));
    for (index, name) in clients.collect::<Vec<_>>() {
        if let Some(act) = inquiry.acts.get_mut(at) {
            toggle(ui, &mut act.about, index, &name);
        }
        client(ui, inquiry, index, &name);
    }
    if crate::ui::run::quiet(ui, "Add another client of the couple or family").clicked()
        && let Some(added) = add(words, inquiry, words.landmarks.client)
        && let Some(act) = inquiry.acts.get_mut(at)
    {
        act.about.push(added);
    }
}

/// A client's age, and whether they are alive.
fn client(ui: &mut Ui, inquiry: &mut Inquiry, index: PartyIndex, name: &str) {
    let parties = Arc::make_mut(&mut inquiry.situation.parties);
    let Some(party) = parties.get_mut(usize::from(index.0)) else { return };
    ui.horizontal_wrapped(|ui| {
        let minor = party.is_minor();
        if named_chip(ui, "An adult", name, !minor) && minor {
            party.age = Some(34);
        }
        if named_chip(ui, "A minor", name, minor) && !minor {
            party.age = Some(15);
        }
        let mut age = party.age.map_or(34, i16::from);
        if years(ui, &mut age, &format!("Age of {name}")) {
            party.age = u8::try_from(age).ok();
        }
        ui.label("years");
    });
    tick(ui, &mut party.deceased, &format!("{name} has died"));
}

/// A chip whose name for a screen reader says of whom it is.
pub(super) fn named_chip(ui: &mut Ui, label: &str, of: &str, chosen: bool) -> bool {
    crate::ui::run::room_for(ui, &format!("✔ {label}"));
    let chip = theme::chip(ui, label, chosen);
    let enabled = ui.is_enabled();
    chip.widget_info(|| WidgetInfo::selected(WidgetType::Button, enabled, chosen, format!("{label}: {of}")));
    chip.clicked()
}

/// An age, to be typed or set with the arrow keys; says whether it changed.
pub(super) fn years(ui: &mut Ui, age: &mut i16, label: &str) -> bool {
    let response = ui.add(DragValue::new(age).range(0..=120).speed(0.2));
    let (enabled, value) = (ui.is_enabled(), f64::from(*age));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::DragValue, enabled, label);
        info.value = Some(value);
        info
    });
    response.changed()
}

/// A list of roles; whoever is picked is a new person in that role.
fn somebody_else(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry) -> Option<PartyIndex> {
    let given = |term: Term| words.roles.id(term) != "counselor";
    let roles: Vec<Term> =
        words.roles.iter().filter(|(term, entry)| !entry.computed && given(*term)).map(|(term, _)| term).collect();
    let named = roles.iter().map(|role| capital(words.roles.name(*role)));
    let options: Vec<String> = std::iter::once("Nobody else".to_owned()).chain(named).collect();
    let picked = choice_box(ui, "Somebody else", 0, &options)?;
    let role = *picked.checked_sub(1).and_then(|at| roles.get(at))?;
    add(words, inquiry, role)
}

/// Whom the engine can tell apart.
const MOST_PEOPLE: usize = 200;

fn add(words: &Vocabulary, inquiry: &mut Inquiry, role: Term) -> Option<PartyIndex> {
    let parties = Arc::make_mut(&mut inquiry.situation.parties);
    let index = u8::try_from(parties.len()).ok().filter(|at| usize::from(*at) < MOST_PEOPLE)?;
    let roles = TermSet::of(role);
    let name = words.roles.name(role);
    let same = parties.iter().filter(|party| party.roles == roles).count();
    let name = if same == 0 { format!("the {name}") } else { format!("another {name}") };
    let id = PartyId::from(format!("{}-{index}", words.roles.id(role)));
    let age = (role == words.landmarks.client).then_some(34);
    parties.push(Party { id, name, roles, closure: words.roles.above_all(roles), age, deceased: false });
    Some(PartyIndex(index))
}
