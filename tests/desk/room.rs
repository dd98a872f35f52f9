//! Small cases with a desk each, a run that begins at one, and what tests ask of it.
#![allow(dead_code, reason = "each test takes from the room what it needs")]

use confidant::activity::{Activity, Frame, Offer, Way};
use confidant::diagnostic::Diagnostic;
use confidant::ethics::{Packs, Rulebook, Surroundings};
use confidant::ids::ChoiceId;
use confidant::library::{load_packs, shipped_rules};
use confidant::scenario::{Case, Choice, Scene, SceneActivity};
use confidant::session::{Session, Setup};
use confidant::source::Source;
use std::sync::{Arc, OnceLock};

pub(crate) const MAIL: &str = include_str!("mail.case.ron");
pub(crate) const REDACTION: &str = include_str!("redaction.case.ron");
pub(crate) const PAPER: &str = include_str!("paper.case.ron");
pub(crate) const PHONE: &str = include_str!("phone.case.ron");
pub(crate) const CHART: &str = include_str!("chart.case.ron");

pub(crate) const EARSHOT: &str = include_str!("earshot.case.ron");

/// A case for each kind of desk.
pub(crate) const ALL: [&str; 6] = [MAIL, REDACTION, PAPER, PHONE, CHART, EARSHOT];

pub(crate) fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| load_packs(&shipped_rules()).expect("the shipped rules can be read"))
}

#[track_caller]
pub(crate) fn case(text: &str) -> Arc<Case> {
    let loaded = Case::load(&Source::new("desk.case.ron", text), &packs().vocabulary);
    let told = |problems: Vec<Diagnostic>| problems.into_iter().map(|one| one.message).collect::<Vec<_>>();
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{:#?}", told(problems))))
}

pub(crate) fn book(case: &Case) -> Arc<Rulebook> {
    Arc::new(Rulebook::compile(packs(), Setup::of(case, 1).standpoint()))
}

/// A desk of a case in one deal of chance.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) case: Arc<Case>,
    pub(crate) book: Arc<Rulebook>,
    pub(crate) at: usize,
    pub(crate) deal: usize,
}

impl Place {
    pub(crate) fn setup(&self) -> Setup {
        let from = Some(self.scene().id.clone());
        Setup { deal: Some(self.deal), from, ..Setup::of(&self.case, 1) }
    }

    /// A run that begins at this desk.
    pub(crate) fn session(&self) -> Session {
        Session::start(self.case.clone(), self.book.clone(), self.setup())
    }

    pub(crate) fn scene(&self) -> &Scene {
        &self.case.scenes[self.at]
    }

    pub(crate) fn played(&self) -> &SceneActivity {
        self.scene().activity.as_deref().expect("it has a desk")
    }

    pub(crate) fn activity(&self) -> &Activity {
        &self.played().activity
    }

    pub(crate) fn frame(&self) -> Frame {
        Frame { variant: 0, deal: self.deal, deals: self.case.deals }
    }

    /// The ways that differ in this deal, each with the choice that stands for it.
    pub(crate) fn offers(&self) -> impl Iterator<Item = (usize, &Choice, &Offer)> {
        let authored = self.scene().authored;
        let numbered = self.played().offers.iter().enumerate();
        let here = numbered.filter(|(_, offer)| offer.frames.has(self.frame()));
        here.map(move |(at, offer)| (authored + at, &self.scene().choices[authored + at], offer))
    }

    #[track_caller]
    pub(crate) fn way(&self, words: &str) -> Way {
        Way::read(self.activity(), words, self.frame()).unwrap_or_else(|why| panic!("{why}"))
    }

    /// Where an act of a choice is done, and who can hear.
    pub(crate) fn around(&self, session: &Session, choice: &Choice) -> Surroundings {
        choice.around.clone().unwrap_or_else(|| session.state().surroundings(&self.case))
    }
}

/// Every desk of these cases, in each deal.
pub(crate) fn places(texts: &[&str]) -> Vec<Place> {
    let of_case = |text: &&str| {
        let case = case(text);
        let book = book(&case);
        let with_desk: Vec<usize> = (0..case.scenes.len()).filter(|at| case.scenes[*at].activity.is_some()).collect();
        let deals = case.deals.max(1);
        let at = move |at: usize| {
            let (case, book) = (case.clone(), book.clone());
            (0..deals).map(move |deal| Place { case: case.clone(), book: book.clone(), at, deal })
        };
        with_desk.into_iter().flat_map(at).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of_case).collect()
}

/// The same way with its answers named in the opposite order.
pub(crate) fn backwards(id: &ChoiceId) -> ChoiceId {
    let (head, rest) = id.as_str().split_once('(').expect("a way");
    let mut answers: Vec<&str> = rest.trim_end_matches(')').split(", ").collect();
    answers.reverse();
    format!("{head}( {} )", answers.join(" ,")).as_str().into()
}
