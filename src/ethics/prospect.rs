//! What rules could still ask, given what can still change: a search that looks ahead need not tell states apart by
//! anything else.

use super::act::Act;
use super::atom::{Atom, View};
use super::condition::Condition;
use super::judge::{Surroundings, as_heard};
use super::rule::{Deadline, Extent, Rule, Timing};
use super::rulebook::{RuleRef, Rulebook, Speaking};
use super::situation::{PartyIndex, Situation};
use super::vocabulary::Fact;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What can still change of a situation, and the questions that the rules could then ask of it.
#[derive(Debug)]
pub struct Prospect<'a> {
    book: &'a Rulebook,
    situation: &'a Situation,
    /// The facts that can change; all others stay as the situation has them.
    changing: &'a FxHashSet<Fact>,
}

/// What may be asked of how things stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Questions {
    /// Of facts, of what was done, of open beliefs.
    pub atoms: Vec<Atom>,
    /// Of releases on file: to whom.
    pub papers: BTreeSet<PartyIndex>,
    /// Of what day and hour it is.
    pub clock: bool,
    /// Of whether somebody has learned who somebody is: who, and about whom.
    pub knows: BTreeSet<(PartyIndex, PartyIndex)>,
}

impl Questions {
    /// Adds what others ask.
    pub fn join(&mut self, others: &Self) {
        others.atoms.iter().for_each(|atom| self.ask(atom));
        self.papers.extend(&others.papers);
        self.clock |= others.clock;
        self.knows.extend(&others.knows);
    }

    /// Adds one question.
    pub fn ask(&mut self, atom: &Atom) {
        match atom {
            Atom::Fact(..) | Atom::Done(..) | Atom::Doubt | Atom::Age(..) if !self.atoms.contains(atom) => {
                self.atoms.push(atom.clone());
            }
            // The rest follows from the act itself, from papers and who learned what, and from the duties that are open.
            _ => (),
        }
    }
}

impl<'a> Prospect<'a> {
    /// From a situation, of which these facts can change.
    pub fn new(book: &'a Rulebook, situation: &'a Situation, changing: &'a FxHashSet<Fact>) -> Self {
        Self { book, situation, changing }
    }

    /// What the rules could ask when this act is judged.
    pub fn of_act(&self, act: &Act, around: &Surroundings, questions: &mut Questions) {
        let everyone = Speaking::everyone(self.book);
        for Flow { act, recipient, subject, incidental } in flows(act, around) {
            let view = self.book.flow_view(&act, self.situation, around, recipient, subject);
            for reference in self.book.candidates(act.verb, view.recipient_roles, view.purpose) {
                let Some(rule) = self.book.rule(reference) else { continue };
                if self.book.fits(reference, act.verb, &view, &everyone) {
                    of_rule(rule, &|atom| self.known_of_act(atom, &view, incidental), questions);
                    if !view.identified && asks(rule, |atom| matches!(atom, Atom::Identified)) {
                        questions.knows.extend(recipient.zip(subject));
                    }
                    let of_papers = |atom: &Atom| matches!(atom, Atom::Release(..) | Atom::EveryoneReleased);
                    if rule.at_most == Extent::Release || asks(rule, of_papers) {
                        questions.papers.extend(recipient);
                    }
                }
            }
        }
    }

    /// What a duty that arises by itself could ask, its pack's own condition with it.
    pub fn of_standing(&self, reference: RuleRef, questions: &mut Questions) {
        if let Some(rule) = self.book.rule(reference) {
            of_rule(rule, &|atom| self.known(atom), questions);
        }
        let pack = self.book.pack_of(reference).and_then(|pack| pack.when.as_ref());
        pack.iter().for_each(|when| hangs_on(when, &|atom| self.known(atom), questions));
    }

    /// What the packs could ask before they speak at all.
    pub fn of_packs(&self, questions: &mut Questions) {
        let conditions = self.book.packs.iter().filter_map(|pack| pack.when.as_ref());
        conditions.for_each(|when| hangs_on(when, &|atom| self.known(atom), questions));
    }

    fn known(&self, atom: &Atom) -> Option<bool> {
        let is_fixed = matches!(atom, Atom::Fact(fact, ..) if !self.changing.contains(fact));
        is_fixed.then(|| View::of(self.situation, &self.book.vocabulary).holds(atom))
    }

    /// Of an act much is plain beforehand: whom it tells what, why and how.
    fn known_of_act(&self, atom: &Atom, view: &View<'_>, incidental: bool) -> Option<bool> {
        match atom {
            Atom::Fact(fact, ..) => (!self.changing.contains(fact)).then(|| view.holds(atom)),
            Atom::SubjectDeceased
            | Atom::Recipient(..)
            | Atom::Subject(..)
            | Atom::Purpose(..)
            | Atom::Channel(..)
            | Atom::Setting(..)
            | Atom::Shares(_)
            | Atom::Under(..) => Some(view.holds(atom)),
            Atom::Incidental => Some(incidental),
            // Who knows it now does not come to forget it.
            Atom::Identified => view.identified.then_some(true),
            Atom::Done(..)
            | Atom::Doubt
            | Atom::Age(..)
            | Atom::Overheard
            | Atom::RequiredByLaw
            | Atom::Release(..)
            | Atom::EveryoneReleased => None,
        }
    }
}

/// An act as one person hears it of another.
struct Flow<'a> {
    act: Cow<'a, Act>,
    recipient: Option<PartyIndex>,
    subject: Option<PartyIndex>,
    incidental: bool,
}

/// Each flow of an act, to those it tells and to those who may overhear what they make out of it.
fn flows<'a>(act: &'a Act, around: &Surroundings) -> Vec<Flow<'a>> {
    let told = super::judge::flows(act).into_iter().map(|(recipient, subject)| Flow {
        act: Cow::Borrowed(act),
        recipient,
        subject,
        incidental: false,
    });
    let near = around.everybody_near().filter(|_| act.tells());
    let heard = near.filter_map(|listener| Some((listener.who, as_heard(act, listener.makes_out)?)));
    let overheard = heard.flat_map(|(who, heard)| {
        let of = move |about: &PartyIndex| Flow {
            act: heard.clone(),
            recipient: Some(who),
            subject: Some(*about),
            incidental: true,
        };
        act.about.iter().map(of)
    });
    told.chain(overheard).collect()
}

/// Does a rule ask something of this kind, of an act or before one?
fn asks(rule: &Rule, wanted: impl Fn(&Atom) -> bool) -> bool {
    let conditions = rule.when.atoms().into_iter().chain(rule.unless.iter().flat_map(Condition::atoms));
    conditions.chain(rule.discharged_by.iter().flat_map(super::rule::Discharge::atoms)).any(wanted)
}

fn of_rule(rule: &Rule, known: &impl Fn(&Atom) -> Option<bool>, questions: &mut Questions) {
    let never = rule.when.settled(known) == Some(false)
        || rule.unless.as_ref().is_some_and(|unless| unless.settled(known) == Some(true));
    if never {
        return;
    }
    hangs_on(&rule.when, known, questions);
    rule.unless.iter().for_each(|unless| hangs_on(unless, known, questions));
    // Before an act all that was ever done counts; a duty counts what is done since it arose, and keeps that itself.
    let counts = |atom: &&Atom| rule.timing == Some(Timing::Before) || !matches!(atom, Atom::Done(..));
    let discharge = rule.discharged_by.iter().flat_map(super::rule::Discharge::atoms).filter(counts);
    discharge.filter(|atom| known(atom).is_none()).for_each(|atom| questions.ask(atom));
    questions.clock |= matches!(rule.by, Deadline::WorkingDays(_)) && rule.timing != Some(Timing::Before);
}

fn hangs_on(condition: &Condition<Atom>, known: &impl Fn(&Atom) -> Option<bool>, questions: &mut Questions) {
    let mut found = Vec::new();
    condition.hangs_on(known, &mut found);
    found.into_iter().for_each(|atom| questions.ask(atom));
}
