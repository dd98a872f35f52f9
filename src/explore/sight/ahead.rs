//! What can still happen from each scene on: the scenes that can follow, the acts that can be done in them, and what the
//! rules and the case could then ask.

use super::hours::Hours;
use crate::activity::Frames;
use crate::ethics::{Atom, Compare, Condition, Fact, Prospect, Questions, RuleRef, Rulebook, Verb};
use crate::scenario::{Case, CaseAtom, Scene};
use crate::session::{State, surroundings};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// What can still happen from a scene on.
#[derive(Debug, Clone, Default)]
pub(super) struct Ahead {
    /// Nothing: it is an ending.
    pub(super) is_over: bool,
    /// Is something still to come that is there in some runs only?
    pub(super) is_framed: bool,
    /// What conditions of the case ask of the story.
    pub(super) story: Vec<CaseAtom>,
    /// What rules and conditions ask of the situation.
    pub(super) rules: Questions,
    /// After how many minutes something can come next.
    pub(super) hours: Hours,
    /// What can still be done, a bit each.
    verbs: u64,
    /// The verbs of which somebody asks whether it was done.
    asked: u64,
    /// The facts that can still change.
    stirs: FxHashSet<Fact>,
    /// Can a belief still be settled?
    settles: bool,
    /// The standing duties that can still come to be due, or cease to.
    turning: FxHashSet<RuleRef>,
    /// The duties toward which something that can still come counts.
    served: FxHashSet<RuleRef>,
}

impl Ahead {
    /// Can anything that is still to come count toward a duty?
    pub(super) fn can_serve(&self, rule: RuleRef) -> bool {
        self.served.contains(&rule)
    }

    /// Can the condition of a standing duty still come to hold, or cease to?
    pub(super) fn can_turn(&self, rule: RuleRef) -> bool {
        self.turning.contains(&rule)
    }

    /// Does anybody ask whether this was done?
    pub(super) fn asks_of(&self, verb: Verb) -> bool {
        verb.mask() & self.asked != 0
    }
}

/// Looks ahead from every scene of a case.
pub(super) struct Horizon<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    prospect: Prospect<'a>,
    /// What each scene itself brings.
    own: Vec<Ahead>,
    /// What each duty that arises by itself hangs on.
    standing: Vec<(RuleRef, Questions)>,
    hours: Vec<Hours>,
    dated: bool,
}

impl<'a> Horizon<'a> {
    /// From a state at which the case can begin; `changing` are the facts that are not the same throughout.
    pub(super) fn new(case: &'a Case, book: &'a Rulebook, start: &'a State, changing: &'a FxHashSet<Fact>) -> Self {
        let prospect = Prospect::new(book, &start.situation, changing);
        let standing = book.standing().iter().map(|rule| {
            let mut questions = Questions::default();
            prospect.of_standing(*rule, &mut questions);
            (*rule, questions)
        });
        let standing = standing.collect();
        let own = case.scenes.iter().enumerate().map(|(at, scene)| own(case, &prospect, at, scene)).collect();
        Self { case, book, prospect, own, standing, hours: Hours::of(case), dated: dated_papers(case) }
    }

    /// What can happen from each scene on.
    pub(super) fn ahead(&self) -> Vec<Ahead> {
        (0..self.case.scenes.len()).map(|scene| self.from(scene)).collect()
    }

    fn from(&self, scene: usize) -> Ahead {
        let mut ahead = Ahead {
            is_over: self.case.scenes.get(scene).is_some_and(|scene| scene.ending.is_some()),
            hours: self.hours.get(scene).cloned().unwrap_or_default(),
            ..Ahead::default()
        };
        let following = following(self.case, scene);
        following.iter().filter_map(|scene| self.own.get(*scene)).for_each(|own| ahead.join(own));
        self.prospect.of_packs(&mut ahead.rules);
        for (rule, questions) in &self.standing {
            let turns = |atom: &Atom| ahead.can_change(atom);
            if questions.atoms.iter().any(turns) {
                ahead.turning.insert(*rule);
                ahead.rules.join(questions);
            }
        }
        // Whether a paper holds can turn on its day.
        ahead.rules.clock |= self.dated && !ahead.rules.papers.is_empty();
        ahead.asked = ahead.rules.atoms.iter().filter_map(verb_asked).fold(0, |verbs, verb| verbs | verb.bit());
        ahead.sign(self.book);
        ahead.served = self.book.refs().filter(|rule| ahead.counts_toward(self.book, *rule)).collect();
        ahead
    }
}

impl Ahead {
    fn join(&mut self, other: &Self) {
        let new = other.story.iter().filter(|atom| !self.story.contains(atom));
        let new: Vec<CaseAtom> = new.cloned().collect();
        self.story.extend(new);
        self.rules.join(&other.rules);
        self.verbs |= other.verbs;
        self.stirs.extend(&other.stirs);
        self.settles |= other.settles;
        self.is_framed |= other.is_framed;
    }

    fn can_change(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Done(verb, _) => verb.bit() & self.verbs != 0,
            Atom::Fact(fact, ..) => self.stirs.contains(fact),
            Atom::Doubt => self.settles,
            _ => false,
        }
    }

    fn counts_toward(&self, book: &Rulebook, duty: RuleRef) -> bool {
        let discharge = book.rule(duty).and_then(|rule| rule.discharged_by.as_ref());
        discharge.is_some_and(|discharge| discharge.atoms().any(|atom| self.can_change(atom)))
    }

    /// Who may sign for whom depends on facts of its own.
    fn sign(&mut self, book: &Rulebook) {
        let marks = &book.vocabulary.landmarks;
        if !self.rules.papers.is_empty() {
            for fact in [marks.consented_alone, marks.capacity_lacking] {
                self.rules.ask(&Atom::Fact(fact, Compare::IsNot, 0));
            }
        }
    }

    fn ask(&mut self, condition: &Condition<CaseAtom>) {
        for atom in condition.atoms() {
            match atom {
                CaseAtom::Situation(atom) => self.rules.ask(atom),
                other if !self.story.contains(other) => self.story.push(other.clone()),
                _ => (),
            }
        }
    }
}

/// What a scene itself brings: what its choices ask, do and change, and what entering it changes.
fn own(case: &Case, prospect: &Prospect<'_>, at: usize, scene: &Scene) -> Ahead {
    let around = surroundings(case, scene);
    let mut own = Ahead::default();
    for choice in &scene.choices {
        choice.when.iter().for_each(|when| own.ask(when));
        choice.goto.iter().filter_map(|(when, _)| when.as_ref()).for_each(|when| own.ask(when));
        own.is_framed |= choice.frames != Frames::ALL;
        for act in &choice.acts {
            own.verbs |= act.verb.mask();
            prospect.of_act(act, choice.around.as_ref().unwrap_or(&around), &mut own.rules);
        }
        own.stirs.extend(choice.changes().map(|(fact, _)| fact));
        choice.sets.iter().filter_map(|change| change.when.as_ref()).for_each(|when| own.ask(when));
        own.settles |= !choice.settles.is_empty();
    }
    own.stirs.extend(scene.set.iter().map(|(fact, _)| *fact));
    own.settles |= !scene.settles.is_empty();
    if !scene.set.is_empty() || !scene.settles.is_empty() || scene.minutes > 0 {
        // What a scene brings comes once, so it matters whether one was there.
        own.story.push(CaseAtom::Visited(at));
    }
    own
}

fn verb_asked(atom: &Atom) -> Option<Verb> {
    match atom {
        Atom::Done(verb, _) => Some(*verb),
        _ => None,
    }
}

/// The scene and every scene that can follow it, conditions aside.
fn following(case: &Case, from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(scene) = waiting.pop().and_then(|at| case.scenes.get(at)) {
        let ways = scene.choices.iter().flat_map(|choice| choice.goto.iter().map(|(_, to)| *to));
        waiting.extend(ways.filter(|to| found.insert(*to)).collect::<Vec<_>>());
    }
    found
}

/// Does a paper on file begin or end within the days that the story can take?
fn dated_papers(case: &Case) -> bool {
    let of_choices = case.scenes.iter().flat_map(|scene| &scene.choices).map(|choice| choice.minutes);
    let longest: u32 = of_choices.chain(case.scenes.iter().map(|scene| scene.minutes)).fold(0, u32::saturating_add);
    let days = i32::try_from(longest / (24 * 60) + 1).unwrap_or(i32::MAX);
    let last = case.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
    let of_variants = case.variants.iter().filter_map(|variant| variant.releases.as_ref()).flatten();
    let releases = case.releases.iter().chain(of_variants);
    let days = releases.flat_map(|release| [release.signed, release.expires, release.revoked]).flatten();
    days.into_iter().any(|day| day > case.date && day <= last)
}
