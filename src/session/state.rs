//! How a run stands: the scene, what is known and done, the duties and the clock.

use super::setup::Setup;
use crate::activity::Frame;
use crate::ethics::{Done, DutyChange, Facts, Ledger, Listener, Rulebook, Situation, Surroundings, View};
use crate::scenario::{Case, Scene, Story};
use std::sync::Arc;

/// How a run stands between two choices.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// The scene.
    pub scene: usize,
    /// The situation as the engine sees it.
    pub situation: Situation,
    /// The duties.
    pub ledger: Ledger,
    /// Scenes entered.
    pub visited: Vec<bool>,
    /// Choices made, each a scene and a choice of it.
    pub chosen: Vec<(usize, usize)>,
    /// Story facts known.
    pub known: Vec<bool>,
    /// Flags up.
    pub flags: Vec<bool>,
    /// The variant.
    pub variant: usize,
    /// How chance dealt what the case leaves to it.
    pub deal: usize,
}

impl State {
    /// How things stand when a run begins.
    pub fn at_start(case: &Case, book: &Rulebook, setup: &Setup) -> Self {
        let variant = case.variant_named(setup.variant.as_str()).unwrap_or(0);
        let scene = setup.from.as_ref().and_then(|id| case.scene_named(id.as_str())).unwrap_or(case.start);
        let mut state = Self {
            scene,
            situation: situation(case, book, setup, variant),
            ledger: Ledger::default(),
            visited: vec![false; case.scenes.len()],
            chosen: Vec::new(),
            known: vec![false; case.facts.len()],
            flags: vec![false; case.flags.len()],
            variant,
            deal: setup.deal(case),
        };
        let _ = state.enter(case, scene);
        let _ = state.ledger.update(book, &state.situation, &[], &[]);
        state
    }

    /// Enters a scene; what it brings comes once. Says whether anything changed that a rule could ask.
    pub(super) fn enter(&mut self, case: &Case, at: usize) -> bool {
        self.scene = at;
        let Some(scene) = case.scenes.get(at) else { return false };
        let Some(visited) = self.visited.get_mut(at).filter(|visited| !**visited) else { return false };
        *visited = true;
        self.learn(&scene.reveals);
        scene.set.iter().for_each(|(fact, value)| self.situation.facts.set(*fact, *value));
        self.settle(&scene.settles);
        self.situation.minute = self.situation.minute.saturating_add(scene.minutes);
        !scene.set.is_empty() || !scene.settles.is_empty() || scene.minutes > 0
    }

    pub(super) fn learn(&mut self, facts: &[usize]) {
        for fact in facts {
            if let Some(known) = self.known.get_mut(*fact) {
                *known = true;
            }
        }
    }

    pub(super) fn settle(&mut self, beliefs: &[crate::ethics::Fact]) {
        self.situation.unsettled.retain(|fact| !beliefs.contains(fact));
    }

    /// Closes the books when the case is over.
    pub(super) fn close(&mut self, book: &Rulebook) -> Vec<DutyChange> {
        self.ledger.close(book, &self.situation)
    }

    /// What conditions of the case can ask of it.
    pub fn story<'a>(&'a self, book: &'a Rulebook) -> Story<'a> {
        Story {
            view: View::of(&self.situation, &book.vocabulary),
            visited: &self.visited,
            chosen: &self.chosen,
            known: &self.known,
            flags: &self.flags,
            variant: self.variant,
            deal: self.deal,
        }
    }

    /// What differs between this run and others from the start.
    pub fn frame(&self, case: &Case) -> Frame {
        Frame { variant: self.variant, deal: self.deal, deals: case.deals }
    }

    /// The place of the scene, and who can hear.
    pub fn surroundings(&self, case: &Case) -> Surroundings {
        case.scenes.get(self.scene).map(|scene| surroundings(case, scene)).unwrap_or_default()
    }
}

/// The place of a scene, and who can hear.
pub fn surroundings(case: &Case, scene: &Scene) -> Surroundings {
    let setting = case.places.get(scene.place).map(|place| place.setting);
    Surroundings {
        setting,
        listeners: scene.present.iter().chain(&scene.earshot).copied().map(Listener::all).collect(),
    }
}

fn situation(case: &Case, book: &Rulebook, setup: &Setup, variant: usize) -> Situation {
    let vocabulary = &book.vocabulary;
    let version = case.variants.get(variant);
    let mut parties: Vec<_> = case.cast.iter().map(|member| member.party.clone()).collect();
    for (index, age) in version.map(|version| version.ages.as_slice()).unwrap_or_default() {
        if let Some(party) = parties.get_mut(usize::from(index.0)) {
            party.age = Some(*age);
        }
    }
    let mut facts = Facts::of(vocabulary);
    let process = version.and_then(|version| version.process.as_ref()).or(case.process.as_ref());
    if let Some((_, Some(kind))) = process {
        facts.set(vocabulary.landmarks.process_kind, *kind);
    }
    let set = case.situation.iter().chain(version.map(|version| version.set.as_slice()).unwrap_or_default());
    set.for_each(|(fact, value)| facts.set(*fact, *value));
    for (id, word) in &setup.set {
        let fact = vocabulary.fact(id);
        let value = fact.and_then(|fact| vocabulary.fact_entry(fact)?.kind.value(word));
        if let Some((fact, value)) = fact.zip(value) {
            facts.set(fact, value);
        }
    }
    let releases = version.and_then(|version| version.releases.clone()).unwrap_or_else(|| case.releases.clone());
    let unsettled = version.and_then(|version| version.unsettled.clone()).unwrap_or_else(|| case.unsettled.clone());
    Situation {
        parties: Arc::new(parties),
        facts,
        unsettled,
        releases: Arc::new(releases),
        process: process.map(|(process, _)| process.clone()),
        date: case.date,
        minute: 0,
        done: Done::default(),
        learned: Vec::new(),
    }
}
