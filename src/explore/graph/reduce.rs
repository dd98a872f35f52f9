//! What a setup settles of a case's conditions before anything is played: the variant, and facts that nothing in the case
//! ever changes.

use crate::activity::Frame;
use crate::ethics::{Atom, Condition, Fact, Rulebook};
use crate::scenario::{Case, CaseAtom, Choice, Scene};
use crate::session::State;
use std::collections::BTreeSet;

/// Where a choice leads, with what is still open of its condition.
pub(super) type Route = (Option<Condition<CaseAtom>>, usize);

/// What is known before the first choice.
pub(super) struct Known<'a> {
    at: Option<(&'a Rulebook, &'a State)>,
    /// How many deals of chance the case has.
    deals: usize,
    /// Facts that some choice or scene sets.
    moving: Vec<Fact>,
    /// Scenes that no way leads to, and flags that no choice raises: what was found so far.
    closed: BTreeSet<usize>,
    unraised: BTreeSet<usize>,
}

/// What is left of a condition.
enum Left {
    Always,
    Never,
    Open(Condition<CaseAtom>),
}

impl<'a> Known<'a> {
    /// Nothing is settled: the map of every variant at once.
    pub(super) fn nothing() -> Self {
        Self { at: None, deals: 1, moving: Vec::new(), closed: BTreeSet::new(), unraised: BTreeSet::new() }
    }

    /// What a first state settles.
    pub(super) fn at(case: &Case, book: &'a Rulebook, start: &'a State) -> Self {
        let of_choices = case.scenes.iter().flat_map(|scene| &scene.choices).flat_map(Choice::changes);
        let of_scenes = case.scenes.iter().flat_map(|scene| scene.set.iter().copied());
        let moving = of_choices.chain(of_scenes).map(|(fact, _)| fact).collect();
        Self {
            at: Some((book, start)),
            deals: case.deals.max(1),
            moving,
            closed: BTreeSet::new(),
            unraised: BTreeSet::new(),
        }
    }

    /// Learns which scenes no way leads to; says whether that was news.
    pub(super) fn close(&mut self, case: &Case, closed: BTreeSet<usize>) -> bool {
        let open = case.scenes.iter().enumerate().filter(|(at, _)| !closed.contains(at));
        let choices = open.flat_map(|(_, scene)| &scene.choices).filter(|choice| self.open(choice).is_some());
        let raised: BTreeSet<usize> = choices.flat_map(Choice::raises).collect();
        let unraised: BTreeSet<usize> = (0..case.flags.len()).filter(|flag| !raised.contains(flag)).collect();
        let news = closed != self.closed || unraised != self.unraised;
        self.closed = closed;
        self.unraised = unraised;
        news
    }

    /// When a choice is open: never (none), always (nothing inside), or under what is left of its condition.
    #[expect(clippy::option_option, reason = "three answers, each read once")]
    pub(super) fn open(&self, choice: &Choice) -> Option<Option<Condition<CaseAtom>>> {
        match choice.when.as_ref().map(|when| self.left(when)) {
            None | Some(Left::Always) => Some(None),
            Some(Left::Never) => None,
            Some(Left::Open(when)) => Some(Some(when)),
        }
    }

    /// The same of a way through an activity. What is opened one by one is open until it was; that goes without saying.
    #[expect(clippy::option_option, reason = "three answers, each read once")]
    pub(super) fn open_by_hand(&self, at: usize, scene: &Scene, way: &Choice) -> Option<Option<Condition<CaseAtom>>> {
        if self.at.is_some_and(|(_, start)| !way.frames.has(self.frame(start))) {
            return None;
        }
        let own = |part: &Condition<CaseAtom>| match part {
            Condition::Not(part) => {
                matches!(&**part, Condition::Atom(CaseAtom::Chose(choices)) if choices.iter().all(|(_, of)| *of == at))
            }
            Condition::All(_) | Condition::Any(_) | Condition::Atom(_) => false,
        };
        let once = scene.activity.as_deref().is_some_and(|played| played.activity.is_taken_one_by_one());
        let Some(Condition::All(parts)) = way.when.as_ref().filter(|_| once) else { return self.open(way) };
        let rest: Vec<Condition<CaseAtom>> = parts.iter().filter(|part| !own(part)).cloned().collect();
        self.open(&Choice { when: (!rest.is_empty()).then_some(Condition::All(rest)), ..way.clone() })
    }

    fn frame(&self, start: &State) -> Frame {
        Frame { variant: start.variant, deal: start.deal, deals: self.deals }
    }

    /// Where a choice can lead; nothing after a route that always holds is ever asked. The flags it raises itself are up.
    pub(super) fn routes(&self, choice: &Choice) -> Vec<Route> {
        let mut routes = Vec::new();
        for (when, to) in &choice.goto {
            match when.as_ref().map(|when| self.left_after(when, choice)) {
                Some(Left::Never) => (),
                Some(Left::Open(when)) => routes.push((Some(when), *to)),
                None | Some(Left::Always) => {
                    routes.push((None, *to));
                    break;
                }
            }
        }
        routes
    }

    fn left(&self, condition: &Condition<CaseAtom>) -> Left {
        self.left_with(condition, &[])
    }

    fn left_after(&self, condition: &Condition<CaseAtom>, choice: &Choice) -> Left {
        self.left_with(condition, &choice.flags)
    }

    /// What is left of a condition, with these flags up.
    fn left_with(&self, condition: &Condition<CaseAtom>, up: &[usize]) -> Left {
        match condition {
            Condition::All(parts) => self.join(parts, up, Condition::All, |left| matches!(left, Left::Never)),
            Condition::Any(parts) => self.join(parts, up, Condition::Any, |left| matches!(left, Left::Always)),
            Condition::Not(part) => match self.left_with(part, up) {
                Left::Always => Left::Never,
                Left::Never => Left::Always,
                Left::Open(part) => Left::Open(Condition::Not(Box::new(part))),
            },
            Condition::Atom(CaseAtom::Flag(flag)) if up.contains(flag) => Left::Always,
            Condition::Atom(atom) => self.atom(atom),
        }
    }

    /// One part that decides decides all; parts that are settled the other way say nothing more.
    fn join(
        &self,
        parts: &[Condition<CaseAtom>],
        up: &[usize],
        with: impl Fn(Vec<Condition<CaseAtom>>) -> Condition<CaseAtom>,
        decides: impl Fn(&Left) -> bool,
    ) -> Left {
        let mut open = Vec::new();
        for left in parts.iter().map(|part| self.left_with(part, up)) {
            if decides(&left) {
                return left;
            }
            if let Left::Open(part) = left {
                open.push(part);
            }
        }
        match open.pop() {
            None if decides(&Left::Never) => Left::Always,
            None => Left::Never,
            Some(only) if open.is_empty() => Left::Open(only),
            Some(last) => {
                open.push(last);
                Left::Open(with(open))
            }
        }
    }

    fn atom(&self, atom: &CaseAtom) -> Left {
        let open = Condition::Atom(atom.clone());
        let Some((book, state)) = self.at else { return Left::Open(open) };
        let told = match atom {
            CaseAtom::Variant(..) | CaseAtom::Deal(..) => true,
            CaseAtom::Situation(Atom::Fact(fact, ..)) => !self.moving.contains(fact),
            CaseAtom::Visited(scene) => self.closed.contains(scene),
            CaseAtom::Chose(choices) => choices.iter().all(|(scene, _)| self.closed.contains(scene)),
            CaseAtom::Flag(flag) => self.unraised.contains(flag),
            CaseAtom::Situation(_) | CaseAtom::Knows(_) => false,
        };
        // What is told is as it was at the start; a scene that is closed was not visited then.
        match told {
            false => Left::Open(open),
            true if state.story(book).holds(&open) => Left::Always,
            true => Left::Never,
        }
    }
}
