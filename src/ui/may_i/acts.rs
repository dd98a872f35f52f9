//! What is done, and what was done before it.

use super::start::blank;
use crate::ethics::{Act, Done, Inquiry, Manner, TermSet, Verb, Vocabulary};
use crate::reference::as_act;
use crate::ui::run;
use crate::ui::theme;
use crate::ui::widgets::{capital, choice_box, small, tick};
use egui::Ui;

/// Each act in words.
pub(super) fn summary(inquiry: &Inquiry) -> String {
    let acts: Vec<&str> = inquiry.acts.iter().map(|act| act.verb.words()).collect();
    if acts.is_empty() { "Nothing yet: only the duties are shown".into() } else { capital(&acts.join(", then ")) }
}

pub(super) fn edit(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: &mut usize) {
    if inquiry.acts.len() > 1 {
        which(ui, inquiry, at);
    }
    if let Some(act) = inquiry.acts.get_mut(*at) {
        verb(ui, words, act);
    }
    ui.horizontal_wrapped(|ui| {
        if run::quiet(ui, "Add an act").clicked() {
            inquiry.acts.push(blank(words, &inquiry.situation));
            *at = inquiry.acts.len() - 1;
        }
        if *at < inquiry.acts.len() && run::quiet(ui, "Leave this act out").clicked() {
            inquiry.acts.remove(*at);
            *at = inquiry.acts.len().saturating_sub(1);
        }
    });
}

fn which(ui: &mut Ui, inquiry: &Inquiry, at: &mut usize) {
    small(ui, "They are judged one after the other. The form shows this one:");
    ui.horizontal_wrapped(|ui| {
        for (index, act) in inquiry.acts.iter().enumerate() {
            let label = format!("{}. {}", index + 1, act.verb.words());
            run::room_for(ui, &format!("✔ {label}"));
            if theme::chip(ui, &label, *at == index).clicked() {
                *at = index;
            }
        }
    });
}

fn verb(ui: &mut Ui, words: &Vocabulary, act: &mut Act) {
    let options: Vec<String> = Verb::ALL.iter().map(|(_, verb)| capital(verb.words())).collect();
    let now = Verb::ALL.iter().position(|(_, verb)| *verb == act.verb).unwrap_or(0);
    let picked = choice_box(ui, "The act", now, &options).and_then(|at| Verb::ALL.get(at));
    let Some((_, verb)) = picked else { return };
    let was_usual = act.purpose.is_none() || act.purpose == words.purposes.term(act.verb.usual_purpose());
    act.verb = *verb;
    if was_usual {
        act.purpose = words.purposes.term(verb.usual_purpose());
    }
    // What is told is spoken unless one says otherwise.
    act.channel = if verb.is_flow() { act.channel.or(words.channels.term("voice")) } else { None };
    if !verb.is_flow() && *verb != Verb::ObtainAuthorization {
        act.what = TermSet::EMPTY;
        act.to.clear();
    }
}

/// What is commonly done before one tells.
const BEFORE: [Verb; 14] = [
    Verb::InformClient,
    Verb::ObtainConsent,
    Verb::ExplainLimits,
    Verb::AssessRisk,
    Verb::Consult,
    Verb::Supervise,
    Verb::VerifyIdentity,
    Verb::EncourageDisclosure,
    Verb::SafetyPlan,
    Verb::Withhold,
    Verb::AssertPrivilege,
    Verb::Document,
    Verb::Contain,
    Verb::AssessBreach,
];

fn is_done(inquiry: &Inquiry, verb: Verb) -> bool {
    inquiry.situation.done.has(verb, Manner::default(), None)
}

pub(super) fn done_summary(inquiry: &Inquiry) -> String {
    let mut done: Vec<&str> = inquiry.situation.done.deeds().iter().map(|deed| deed.verb.words()).collect();
    done.dedup();
    if done.is_empty() { "Nothing".into() } else { capital(&done.join(", ")) }
}

pub(super) fn edit_done(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry) {
    let others = inquiry.situation.done.deeds().iter().map(|deed| deed.verb).filter(|verb| !BEFORE.contains(verb));
    let mut others: Vec<Verb> = others.collect();
    others.dedup();
    for verb in BEFORE.into_iter().chain(others) {
        let mut done = is_done(inquiry, verb);
        if tick(ui, &mut done, &capital(verb.words())).changed() {
            if done { do_before(words, inquiry, verb) } else { undo(words, inquiry, verb) }
        }
    }
}

fn do_before(words: &Vocabulary, inquiry: &mut Inquiry, verb: Verb) {
    let about = inquiry.acts.last().map(|act| act.about.clone()).unwrap_or_default();
    let act = Act {
        verb,
        to: Vec::new(),
        about,
        what: TermSet::EMPTY,
        purpose: words.purposes.term(verb.usual_purpose()),
        channel: words.channels.term("voice").filter(|_| verb.is_flow()),
        setting: None,
        under: None,
        concerning: Vec::new(),
    };
    inquiry.situation.note_act(words, &act);
}

/// Everything done, without this and what counts as it.
fn undo(words: &Vocabulary, inquiry: &mut Inquiry, verb: Verb) {
    let situation = &inquiry.situation;
    let kept = situation.done.deeds().iter().filter(|deed| deed.verb.mask() & verb.bit() == 0);
    let acts: Vec<Act> = kept.map(|deed| as_act(words, situation, deed)).collect();
    let mut done = Done::default();
    acts.iter().for_each(|act| done.note_act(act, situation, words));
    inquiry.situation.done = done;
}
