//! What a question begins with: one of those people ask most, an empty form, a rule, or a decision of the run.

use super::Memory;
use crate::ethics::{
    Act, Done, Facts, Inquiry, Party, Situation, Standpoint, Surroundings, TermSet, Verb, Vocabulary, you,
};
use crate::ids::RuleId;
use crate::reference::{Question, entry, leaf_of, question_under, standpoint_under};
use crate::ui::theme::{self, space, title};
use crate::ui::widgets::{capital, heading, just_opened, named_button, page, small};
use crate::ui::{Ask, Desk, Screen, rulebook, run, standpoint};
use egui::{RichText, Ui};
use std::sync::Arc;

/// A question as it is asked now.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Asked {
    pub(super) title: String,
    pub(super) inquiry: Inquiry,
    pub(super) standpoint: Standpoint,
    /// Was it picked from the list?
    pub(super) from_list: bool,
}

impl Asked {
    fn listed(desk: &Desk<'_>, question: &Question) -> Self {
        let (title, inquiry) = (question.title.clone(), question.inquiry.clone());
        let base = desk.standpoint();
        let standpoint = Standpoint {
            jurisdiction: inquiry.jurisdiction.clone().unwrap_or(base.jurisdiction),
            profession: inquiry.profession.clone().unwrap_or(base.profession),
            as_of: inquiry.as_of.unwrap_or(base.as_of),
            policies: if inquiry.policies.is_empty() { base.policies } else { inquiry.policies.clone() },
        };
        Self { title, inquiry, standpoint, from_list: true }
    }

    /// A form with nothing in it but the people of the common questions.
    fn empty(desk: &Desk<'_>) -> Self {
        let words = &desk.library.packs.vocabulary;
        let cast = desk.library.questions.first().map(|question| question.inquiry.situation.parties.clone());
        let situation = Situation {
            parties: cast.unwrap_or_else(|| Arc::new(vec![you(words), client(words)])),
            facts: Facts::of(words),
            unsettled: Vec::new(),
            releases: Arc::default(),
            process: None,
            date: desk.today,
            minute: 0,
            done: Done::default(),
            learned: Vec::new(),
        };
        let standpoint = desk.standpoint();
        let around = Surroundings { setting: words.settings.term("private_office"), listeners: Vec::new() };
        let acts = vec![blank(words, &situation)];
        let inquiry = Inquiry {
            jurisdiction: None,
            profession: None,
            as_of: None,
            policies: Vec::new(),
            situation,
            around,
            acts,
            wait: 0,
            closed: false,
        };
        Self { title: "May I?".into(), inquiry, standpoint, from_list: true }
    }

    /// A question that a rule answers, where it binds; an empty form there if none of the list does.
    pub(in crate::ui) fn under(desk: &Desk<'_>, rule: &RuleId) -> Option<Self> {
        let packs = &desk.library.packs;
        let from = desk.standpoint();
        let found = entry(packs, leaf_of(packs, rule.as_str(), from.as_of)?)?;
        let there = standpoint_under(packs, found, &from);
        let question = question_under(packs, &desk.library.questions, &there, rule);
        let asked = question.map_or_else(|| Self::empty(desk), |question| Self::listed(desk, question));
        let title = if question.is_some() { asked.title } else { format!("May I? ({})", found.cite()) };
        Some(Self { standpoint: there, title, from_list: false, ..asked })
    }

    /// What was done at a decision, as things stood before it.
    pub(in crate::ui) fn about_decision(desk: &Desk<'_>, number: usize) -> Option<Self> {
        let session = desk.session?;
        let decision = session.decisions().get(number)?;
        let choice = session.case().scenes.get(decision.scene)?.choices.get(decision.choice)?;
        let standpoint = session.setup().standpoint();
        let inquiry = Inquiry {
            jurisdiction: None,
            profession: None,
            as_of: None,
            policies: Vec::new(),
            situation: decision.before.situation.clone(),
            around: choice.around.clone().unwrap_or_else(|| decision.before.surroundings(session.case())),
            acts: choice.acts.clone(),
            wait: 0,
            closed: false,
        };
        Some(Self { title: decision.step.label(choice).to_owned(), inquiry, standpoint, from_list: false })
    }
}

fn client(words: &Vocabulary) -> Party {
    let roles: TermSet = [words.landmarks.client].into_iter().collect();
    let closure = words.roles.above_all(roles);
    Party { id: "client".into(), name: "the client".into(), roles, closure, age: Some(34), deceased: false }
}

/// A telling of which only the client is known.
pub(super) fn blank(words: &Vocabulary, situation: &Situation) -> Act {
    let about = situation.parties.iter().position(|party| party.closure.has(words.landmarks.client));
    Act {
        verb: Verb::Disclose,
        to: Vec::new(),
        about: about.and_then(|at| u8::try_from(at).ok()).map(crate::ethics::PartyIndex).into_iter().collect(),
        what: TermSet::EMPTY,
        purpose: None,
        channel: words.channels.term("voice"),
        setting: None,
        under: None,
        concerning: Vec::new(),
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    page(ui, "questions", space::COLUMN + 80.0, |ui| {
        let asked = ui.horizontal_wrapped(|ui| {
            let back = named_button(ui, "Back", rulebook::from_words(desk.from)).clicked().then_some(Ask::Back);
            let book = run::quiet(ui, "Rulebook").clicked().then_some(Ask::Go(Screen::Rulebook));
            back.or(book)
        });
        ui.label(RichText::new("May I?").text_style(title()));
        theme::muted(ui, "Say who tells whom what, and why. The rules answer with their reasons, here and elsewhere.");
        small(ui, &standpoint::words(desk, &desk.standpoint()));
        ui.add_space(space::SMALL);
        own(ui, desk, memory);
        ui.add_space(space::MEDIUM);
        list(ui, desk, memory);
        asked.inner
    })
}

fn own(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    ui.horizontal_wrapped(|ui| {
        let own = theme::primary_button(ui, "Ask a question of your own");
        if just_opened(ui, "may i") {
            own.request_focus();
        }
        if own.clicked() {
            memory.set(Asked::empty(desk));
        }
        let before = memory.asked.as_ref().map(|asked| format!("Go on with “{}”", asked.title));
        if before.is_some_and(|label| run::quiet(ui, &label).clicked()) {
            memory.listing = false;
        }
    });
}

fn list(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    heading(ui, "Questions people ask");
    let questions = &desk.library.questions;
    if questions.is_empty() {
        theme::muted(ui, "No common questions are at hand. Ask one of your own.");
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    for question in questions {
        if wide_button(ui, &capital(&question.title)) {
            memory.set(Asked::listed(desk, question));
        }
    }
}

/// A button as wide as the column whose words begin at its left.
fn wide_button(ui: &mut Ui, label: &str) -> bool {
    let least = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.weak_bg_fill = theme::current(ui.ctx()).surface;
            ui.add(egui::Button::new((label, egui::Atom::grow())).wrap().min_size(least))
        })
        .inner;
    theme::focus_ring(ui, &response);
    response.clicked()
}
