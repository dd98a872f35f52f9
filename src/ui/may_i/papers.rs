//! What is on file: releases, element by element as 45 CFR 164.508(c) asks for them, and the legal paper received.

use crate::ethics::{Flaw, Inquiry, PartyIndex, Process, Release, Term, TermSet, Vocabulary};
use crate::reference::RELEASE_ELEMENTS;
use crate::ui::run;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{capital, choice_box, small, subheading, tick, words as plain};
use egui::Ui;
use std::sync::Arc;

pub(super) fn summary(words: &Vocabulary, inquiry: &Inquiry) -> String {
    let situation = &inquiry.situation;
    let sound = situation.releases.iter().filter(|release| situation.defects(words, release).is_empty()).count();
    let releases = match (situation.releases.len(), sound) {
        (0, _) => "No release".to_owned(),
        (1, 1) => "A release without a fault".to_owned(),
        (1, _) => "A release that does not hold".to_owned(),
        (all, sound) => format!("{all} releases, {sound} of them without a fault"),
    };
    let kind = words.landmarks.process_kind;
    let paper = words.fact_entry(kind).map(|entry| entry.kind.word(situation.facts.get(kind))).unwrap_or_default();
    if paper == "none" {
        format!("{releases} · no legal paper")
    } else {
        format!("{releases} · {}", plain(&paper).to_lowercase())
    }
}

pub(super) fn edit(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    subheading(ui, "Releases");
    let mut gone = None;
    for index in 0..inquiry.situation.releases.len() {
        let palette = theme::current(ui.ctx());
        theme::card(ui, &palette, |ui| {
            ui.set_width(ui.available_width());
            ui.push_id(("release", index), |ui| {
                if release(ui, words, inquiry, at, index) {
                    gone = Some(index);
                }
            });
        });
    }
    if let Some(index) = gone {
        Arc::make_mut(&mut inquiry.situation.releases).remove(index);
    }
    if run::quiet(ui, "Put a release on file").clicked() {
        file_release(words, inquiry, at);
    }
    ui.add_space(space::SMALL);
    process(ui, words, inquiry, at);
}

/// A sound release that covers the act as it is.
fn file_release(words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let Some(act) = inquiry.acts.get(at) else { return };
    let Some(by) = act.about.first().copied() else { return };
    let hands = (0..inquiry.situation.parties.len()).filter_map(|at| u8::try_from(at).ok().map(PartyIndex));
    let signer = std::iter::once(by).chain(hands).find(|hand| inquiry.situation.may_sign(words, by, *hand));
    let release = Release {
        id: format!("release-{}", inquiry.situation.releases.len() + 1),
        by,
        to: act.to.clone(),
        what: words.kinds.below_all(act.what),
        purpose: act.purpose.map(|purpose| words.purposes.below(purpose)).unwrap_or_default(),
        signed_by: signer,
        signed: Some(inquiry.situation.today()),
        expires: None,
        revoked: None,
        missing: Vec::new(),
        flaws: Vec::new(),
    };
    Arc::make_mut(&mut inquiry.situation.releases).push(release);
}

/// One release; says whether it is to be taken off the file.
fn release(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize, index: usize) -> bool {
    let today = inquiry.situation.today();
    let act = inquiry.acts.get(at).cloned();
    let signers = signers(inquiry, index);
    let situation = &inquiry.situation;
    let Some(now) = situation.releases.get(index) else { return false };
    let to: Vec<&str> = now.to.iter().map(|index| situation.name(*index)).collect();
    let kinds = words.kinds.names(now.what);
    small(ui, &format!("Lets you tell {} about {}: {kinds}", to.join(" and "), situation.name(now.by)));
    let Some(release) = Arc::make_mut(&mut inquiry.situation.releases).get_mut(index) else { return false };
    if let Some(act) = act.filter(|act| !covers(words, release, act.what, &act.to))
        && run::quiet(ui, "Let it cover what is told here, and to whom").clicked()
    {
        release.what = words.kinds.below_all(act.what);
        release.to = act.to;
        release.purpose = act.purpose.map(|purpose| words.purposes.below(purpose)).unwrap_or_default();
    }
    signed_by(ui, release, &signers);
    let mut expired = release.expires.is_some_and(|day| day <= today);
    if tick(ui, &mut expired, "It has expired").changed() {
        release.expires = expired.then_some(today);
    }
    let mut revoked = release.revoked.is_some_and(|day| day <= today);
    if tick(ui, &mut revoked, "The client took it back").changed() {
        release.revoked = revoked.then_some(today);
    }
    elements(ui, release);
    flaws(ui, release);
    run::quiet(ui, "Take this release off the file").clicked()
}

fn covers(words: &Vocabulary, release: &Release, what: TermSet, to: &[PartyIndex]) -> bool {
    // A release names whose it is.
    let marks = &words.landmarks;
    let whose: TermSet = [marks.identity, marks.names, marks.presence].into_iter().collect();
    words.kinds.below_all(what.without(whose)).without(release.what).is_empty()
        && to.iter().all(|index| release.to.contains(index))
}

fn signers(inquiry: &Inquiry, index: usize) -> Vec<(PartyIndex, String)> {
    let situation = &inquiry.situation;
    let by = situation.releases.get(index).map(|release| release.by);
    let all = situation.parties.iter().enumerate();
    let named = all.filter_map(|(at, party)| Some((PartyIndex(u8::try_from(at).ok()?), capital(&party.name))));
    let mut named: Vec<(PartyIndex, String)> = named.collect();
    named.sort_by_key(|(index, _)| Some(*index) != by);
    named
}

fn signed_by(ui: &mut Ui, release: &mut Release, signers: &[(PartyIndex, String)]) {
    let options: Vec<String> =
        std::iter::once("Nobody".to_owned()).chain(signers.iter().map(|(_, name)| name.clone())).collect();
    let at = signers.iter().position(|(index, _)| Some(*index) == release.signed_by).map_or(0, |at| at + 1);
    if let Some(picked) = choice_box(ui, "Signed by", at, &options) {
        release.signed_by = picked.checked_sub(1).and_then(|at| signers.get(at)).map(|(index, _)| *index);
    }
}

fn elements(ui: &mut Ui, release: &mut Release) {
    subheading(ui, "The form says");
    for (_, name, says) in RELEASE_ELEMENTS {
        let mut there = !release.missing.iter().any(|missing| missing == name);
        if tick(ui, &mut there, says).changed() {
            release.missing.retain(|missing| missing != name);
            if !there {
                release.missing.push((*name).to_owned());
            }
        }
    }
}

fn flaws(ui: &mut Ui, release: &mut Release) {
    subheading(ui, "What else is wrong with it");
    let words = |flaw: Flaw| match flaw {
        Flaw::Conditioned => "Care was made to depend on signing it",
        Flaw::KnownFalse => "A material point of it is known to be false",
        Flaw::Compound => "It is combined with what must stand alone",
    };
    for (_, flaw) in Flaw::ALL {
        let mut there = release.flaws.contains(flaw);
        if tick(ui, &mut there, words(*flaw)).changed() {
            release.flaws.retain(|other| other != flaw);
            if there {
                release.flaws.push(*flaw);
            }
        }
    }
}

fn process(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry, at: usize) {
    let fact = words.landmarks.process_kind;
    let Some(entry) = words.fact_entry(fact) else { return };
    let options: Vec<String> = entry.kind.words().into_iter().map(plain).collect();
    let now = usize::try_from(inquiry.situation.facts.get(fact)).unwrap_or(0);
    if let Some(picked) = choice_box(ui, "Legal paper received", now, &options) {
        inquiry.situation.facts.set(fact, i16::try_from(picked).unwrap_or(0));
        let paper = || received(words, inquiry, at);
        inquiry.situation.process =
            if picked == 0 { None } else { inquiry.situation.process.clone().or_else(|| Some(paper())) };
    }
    let told = inquiry.acts.get(at).map(|act| words.kinds.below_all(act.what)).unwrap_or_default();
    let Some(process) = &mut inquiry.situation.process else { return };
    let mut covered = told.without(process.covers).is_empty();
    if tick(ui, &mut covered, "It asks for everything told here").changed() {
        process.covers = if covered { process.covers | told } else { process.covers.without(told) };
    }
    small(ui, &format!("It covers: {}", words.kinds.names(process.covers)));
    more(ui, words, inquiry);
}

fn received(words: &Vocabulary, inquiry: &Inquiry, at: usize) -> Process {
    let act = inquiry.acts.get(at);
    let whole: TermSet =
        words.kinds.term("client_information").map(|kind: Term| words.kinds.below(kind)).unwrap_or_default();
    Process {
        from: act.and_then(|act| act.to.first().copied()),
        about: act.map(|act| act.about.clone()).unwrap_or_default(),
        covers: whole,
    }
}

/// What else is known of the paper.
fn more(ui: &mut Ui, words: &Vocabulary, inquiry: &mut Inquiry) {
    for (fact, entry) in words.facts().filter(|(_, entry)| entry.id.starts_with("process.")) {
        if fact != words.landmarks.process_kind {
            super::facts::fact_ui(ui, &mut inquiry.situation, fact, entry);
        }
    }
}
