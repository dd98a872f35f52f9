//! The question, part by part. Each part says in a line how it stands, and unfolds to be changed.

use super::{Asked, Memory, acts, facts, kinds, papers, people};
use crate::ethics::{Act, Authority, Inquiry, Term, Tree, Verb, Vocabulary};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{capital, choice_box, fold, small, tick};
use crate::ui::{Desk, run, standpoint};
use egui::{Frame, Margin, Ui};

/// A part of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Standpoint,
    Verb,
    To,
    About,
    What,
    How,
    Overhears,
    Done,
    OnFile,
    Facts,
    Then,
}

/// What one fills in first.
pub(super) const FIRST: [Section; 3] = [Section::Verb, Section::To, Section::What];

const SECTIONS: [(Section, &str); 11] = [
    (Section::Standpoint, "Under whose rules"),
    (Section::Verb, "What you do"),
    (Section::To, "To whom"),
    (Section::About, "About whom"),
    (Section::What, "What you tell"),
    (Section::How, "Why, how and where"),
    (Section::Overhears, "Who can overhear"),
    (Section::Done, "What you did before"),
    (Section::OnFile, "What is on file"),
    (Section::Facts, "What is so"),
    (Section::Then, "What happens then"),
];

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing.y = 6.0;
    for (section, title) in SECTIONS {
        let Some(asked) = &memory.asked else { return };
        if !is_asked(asked, section, memory.act) {
            continue;
        }
        let open = memory.open.contains(&section);
        let now = summary(desk, asked, section, memory.act);
        if fold(ui, title, &now, open).clicked() && !memory.open.remove(&section) {
            memory.open.insert(section);
        }
        if open {
            let frame = Frame::new().inner_margin(Margin { left: 14, right: 4, top: 6, bottom: 14 });
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::TIGHT;
                ui.push_id(section as u8, |ui| body(ui, desk, memory, section));
            });
        }
    }
}

/// What an act that tells nobody anything does not need.
fn is_asked(asked: &Asked, section: Section, act: usize) -> bool {
    let act = asked.inquiry.acts.get(act);
    match section {
        Section::To | Section::About | Section::How => act.is_some(),
        Section::What => act.is_some_and(|act| act.verb.is_flow() || act.verb == Verb::ObtainAuthorization),
        _ => true,
    }
}

fn summary(desk: &Desk<'_>, asked: &Asked, section: Section, at: usize) -> String {
    let words = &desk.library.packs.vocabulary;
    let inquiry = &asked.inquiry;
    let act = inquiry.acts.get(at);
    let of_act = |say: &dyn Fn(&Act) -> String| act.map(say).unwrap_or_default();
    match section {
        Section::Standpoint => standpoint::words(desk, &asked.standpoint),
        Section::Verb => acts::summary(inquiry),
        Section::To => of_act(&|act| people::names(&inquiry.situation, &act.to, "nobody yet")),
        Section::About => of_act(&|act| people::names_and_ages(&inquiry.situation, &act.about)),
        Section::What => of_act(&|act| kinds::summary(words, act.what)),
        Section::How => of_act(&|act| how(words, inquiry, act)),
        Section::Overhears => people::within_earshot(words, inquiry),
        Section::Done => acts::done_summary(inquiry),
        Section::OnFile => papers::summary(words, inquiry),
        Section::Facts => facts::summary(words, &inquiry.situation),
        Section::Then => then(inquiry),
    }
}

fn how(words: &Vocabulary, inquiry: &Inquiry, act: &Act) -> String {
    let name = |tree: &Tree, term: Option<Term>| term.map(|term| tree.name(term).to_owned());
    let setting = act.setting.or(inquiry.around.setting);
    let purpose = if act.verb.is_flow() {
        Some(name(&words.purposes, act.purpose).unwrap_or("no purpose yet".into()))
    } else {
        None
    };
    let parts = [purpose, name(&words.channels, act.channel), name(&words.settings, setting)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "No place named".into() } else { capital(&parts.join(" · ")) }
}

fn then(inquiry: &Inquiry) -> String {
    let waits = waits().into_iter().find(|(_, minutes)| *minutes == inquiry.wait).map(|(words, _)| words.to_owned());
    let waits = waits.unwrap_or_else(|| format!("{} hours pass", inquiry.wait / 60));
    if inquiry.closed { format!("{waits} · the matter is closed") } else { waits }
}

fn waits() -> [(&'static str, u32); 7] {
    const DAY: u32 = 24 * 60;
    [
        ("No time passes", 0),
        ("Two hours pass", 120),
        ("A day passes", DAY),
        ("Two days pass", 2 * DAY),
        ("Three days pass", 3 * DAY),
        ("A week passes", 7 * DAY),
        ("Two months pass", 60 * DAY),
    ]
}

fn body(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory, section: Section) {
    let words = &desk.library.packs.vocabulary;
    let Memory { asked, act: at, facts: finder, shown, .. } = memory;
    let Some(Asked { inquiry, standpoint, .. }) = asked else { return };
    match section {
        Section::Standpoint => {
            standpoint::place(ui, desk, "Place", &mut standpoint.jurisdiction);
            standpoint::profession(ui, desk, &mut standpoint.profession);
            standpoint::day(ui, "Law of the day", &mut standpoint.as_of);
            standpoint::policies(ui, desk, &mut standpoint.policies);
        }
        Section::Verb => acts::edit(ui, words, inquiry, at),
        Section::To => people::recipients(ui, words, inquiry, *at),
        Section::About => people::subjects(ui, words, inquiry, *at),
        Section::What => kinds::edit(ui, words, inquiry, *at),
        Section::How => edit_how(ui, words, inquiry, *at),
        Section::Overhears => people::listeners(ui, words, inquiry),
        Section::Done => acts::edit_done(ui, words, inquiry),
        Section::OnFile => papers::edit(ui, words, inquiry, *at),
        Section::Facts => {
            facts::edit(ui, words, &mut inquiry.situation, finder, shown.as_ref().map(|shown| &shown.answer));
        }
        Section::Then => edit_then(ui, inquiry),
    }
}

fn edit_how(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let place = inquiry.around.setting;
    let Some(act) = inquiry.acts.get_mut(at) else { return };
    if act.verb.is_flow() {
        term(ui, "What for", &words.purposes, &mut act.purpose, "Not said yet");
        term(ui, "By which way", &words.channels, &mut act.channel, "Not said");
        authority(ui, &mut act.under);
    }
    let mut here = act.setting.or(place);
    let before = here;
    term(ui, "Where", &words.settings, &mut here, "Not said");
    if here != before {
        act.setting = None;
        inquiry.around.setting = here;
    }
}

/// One term of a tree, or none; what stands below another is set in from it.
pub(super) fn term(ui: &mut Ui, label: &str, tree: &Tree, now: &mut Option<Term>, none: &str) {
    let terms: Vec<Term> = tree.iter().filter(|(_, entry)| !entry.computed).map(|(term, _)| term).collect();
    let named = terms.iter().map(|term| {
        let depth = usize::try_from(tree.above(*term).len()).unwrap_or(1).saturating_sub(1);
        format!("{}{}", "    ".repeat(depth), capital(tree.name(*term)))
    });
    let options: Vec<String> = std::iter::once(none.to_owned()).chain(named).collect();
    let at = now.and_then(|now| terms.iter().position(|term| *term == now)).map_or(0, |at| at + 1);
    if let Some(picked) = choice_box(ui, label, at, &options) {
        *now = picked.checked_sub(1).and_then(|at| terms.get(at)).copied();
    }
}

fn authority(ui: &mut Ui, under: &mut Option<Authority>) {
    let words = |authority: Authority| match authority {
        Authority::Release => "A release on file",
        Authority::Consent => "The client's agreement",
        Authority::Law => "A law",
        Authority::Order => "A court's order",
        Authority::Emergency => "An emergency",
    };
    let named = Authority::ALL.iter().map(|(_, authority)| words(*authority).to_owned());
    let options: Vec<String> = std::iter::once("None in particular".to_owned()).chain(named).collect();
    let at = Authority::ALL.iter().position(|(_, known)| Some(*known) == *under).map_or(0, |at| at + 1);
    if let Some(picked) = choice_box(ui, "What you rest it on", at, &options) {
        *under = picked.checked_sub(1).and_then(|at| Authority::ALL.get(at)).map(|(_, authority)| *authority);
    }
}

fn edit_then(ui: &mut Ui, inquiry: &mut Inquiry) {
    ui.horizontal_wrapped(|ui| {
        for (label, minutes) in waits() {
            run::room_for(ui, &format!("✔ {label}"));
            if theme::chip(ui, label, inquiry.wait == minutes).clicked() {
                inquiry.wait = minutes;
            }
        }
    });
    tick(ui, &mut inquiry.closed, "The matter is closed then");
    small(ui, "Duties fall due as time passes. Closed, whatever was left undone is missed.");
}
