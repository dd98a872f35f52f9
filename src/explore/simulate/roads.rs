//! The roads of one variant as far as players have walked them: each choice taken is judged once and remembered. Beyond
//! a bound nothing new is kept and players go on without, slower and to the same places.

use super::tally::{Judged, Tally};
use crate::ethics::{Act, Rulebook};
use crate::explore::sight::{Print, Sight};
use crate::scenario::{Case, Choice, Scene};
use crate::session::{Setup, State, Turn, Value, legal_choices};
use rustc_hash::FxHashMap;

/// So many places are kept in memory for all variants together, about five kilobytes each.
const MOST_PLACES: usize = 80_000;

/// What taking a choice does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// The choice of the scene.
    pub(super) choice: usize,
    /// The scene it leads to.
    pub(super) scene: usize,
    /// What it is worth by itself.
    pub(super) value: Value,
    /// The story minutes it takes.
    pub(super) minutes: u32,
    /// What was judged, by its number.
    outcome: usize,
    to: Option<usize>,
}

/// An open choice, and what it did if somebody took it.
#[derive(Debug, Clone, Copy)]
struct Way {
    choice: usize,
    taken: Option<Taken>,
}

/// How things stand before a choice.
#[derive(Debug, Clone)]
pub(super) struct Place {
    scene: usize,
    /// None once every way from it is known.
    state: Option<State>,
    ways: Vec<Way>,
}

/// Where a player is: at a place that is kept, or beyond.
#[derive(Debug, Clone)]
pub(super) enum Whereabouts {
    Kept(usize),
    Beyond(Box<Place>),
}

impl Whereabouts {
    /// Where every play of a variant begins.
    pub(super) const START: Self = Self::Kept(0);
}

#[derive(Debug)]
pub(super) struct Roads<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    sight: Sight,
    places: Vec<Place>,
    most: usize,
    known: FxHashMap<Print, usize>,
    outcomes: FxHashMap<Vec<Judged>, usize>,
    /// How often each outcome came about since the last handing over.
    met: Vec<u64>,
}

impl<'a> Roads<'a> {
    /// The start of a variant; `shares` variants share the memory.
    pub(super) fn new(case: &'a Case, book: &'a Rulebook, setup: &Setup, shares: usize) -> Self {
        let start = State::at_start(case, book, setup);
        let most = MOST_PLACES / shares.max(1);
        let (known, outcomes) = (FxHashMap::default(), FxHashMap::default());
        let sight = Sight::of(case, book, std::slice::from_ref(&start));
        let places = vec![place(case, book, start)];
        Self { case, book, sight, places, most, known, outcomes, met: Vec::new() }
    }

    fn place<'b>(&'b self, here: &'b Whereabouts) -> Option<&'b Place> {
        match here {
            Whereabouts::Kept(at) => self.places.get(*at),
            Whereabouts::Beyond(place) => Some(place),
        }
    }

    /// The scene one is in.
    pub(super) fn scene(&self, here: &Whereabouts) -> usize {
        self.place(here).map_or(0, |place| place.scene)
    }

    /// How many choices are open.
    pub(super) fn open(&self, here: &Whereabouts) -> usize {
        self.place(here).map_or(0, |place| place.ways.len())
    }

    /// An open choice as a choice of the scene.
    pub(super) fn choice(&self, here: &Whereabouts, way: usize) -> usize {
        self.way(here, way).map_or(0, |way| way.choice)
    }

    /// Is an open choice a way through the scene's activity?
    pub(super) fn is_way(&self, here: &Whereabouts, way: usize) -> bool {
        let scene = self.case.scenes.get(self.scene(here));
        scene.is_some_and(|scene| scene.activity.is_some() && scene.is_way(self.choice(here, way)))
    }

    fn way(&self, here: &Whereabouts, way: usize) -> Option<Way> {
        self.place(here)?.ways.get(way).copied()
    }

    /// What an open choice is worth by itself.
    pub(super) fn value(&mut self, here: &Whereabouts, way: usize) -> Value {
        self.walk(here, way).0.value
    }

    /// Takes an open choice.
    pub(super) fn take(&mut self, here: &Whereabouts, way: usize) -> (Taken, Whereabouts) {
        let (taken, next) = self.walk(here, way);
        if let Some(met) = self.met.get_mut(taken.outcome) {
            *met += 1;
        }
        (taken, next)
    }

    fn walk(&mut self, here: &Whereabouts, way: usize) -> (Taken, Whereabouts) {
        let known = self.way(here, way).and_then(|way| way.taken);
        match known.and_then(|taken| Some((taken, Whereabouts::Kept(taken.to?)))) {
            Some(known) => known,
            None => self.explore(here, way),
        }
    }

    /// Goes where nobody went, and keeps it while there is room.
    fn explore(&mut self, here: &Whereabouts, way: usize) -> (Taken, Whereabouts) {
        let from = self.place(here).and_then(|place| Some((place.state.as_ref()?, place.ways.get(way)?.choice)));
        let Some((state, choice)) = from else { return (nowhere(), here.clone()) };
        let turn = Turn::take(self.case, self.book, state, choice);
        let minutes = turn.after.situation.minute.saturating_sub(state.situation.minute);
        let (value, judged) = (Value::of(self.book, &turn), Judged::all_of(&turn));
        let scene = turn.after.scene;
        let outcome = self.number(judged);
        let taken = Taken { choice, scene, value, minutes, outcome, to: None };
        match here {
            Whereabouts::Kept(from) => self.keep(*from, way, taken, turn.after),
            Whereabouts::Beyond(_) => (taken, self.beyond(turn.after)),
        }
    }

    fn beyond(&self, state: State) -> Whereabouts {
        Whereabouts::Beyond(Box::new(place(self.case, self.book, state)))
    }

    fn keep(&mut self, from: usize, way: usize, taken: Taken, after: State) -> (Taken, Whereabouts) {
        let print = self.sight.print(&after, self.book);
        let to = match self.known.get(&print) {
            Some(to) => *to,
            None if self.places.len() < self.most => self.push(print, after),
            None => return (taken, self.beyond(after)),
        };
        let taken = Taken { to: Some(to), ..taken };
        if let Some(place) = self.places.get_mut(from) {
            if let Some(way) = place.ways.get_mut(way) {
                way.taken = Some(taken);
            }
            if place.ways.iter().all(|way| way.taken.is_some()) {
                place.state = None;
            }
        }
        (taken, Whereabouts::Kept(to))
    }

    fn push(&mut self, print: Print, state: State) -> usize {
        let at = self.places.len();
        self.known.insert(print, at);
        self.places.push(place(self.case, self.book, state));
        at
    }

    fn number(&mut self, judged: Vec<Judged>) -> usize {
        let fresh = self.met.len();
        let number = *self.outcomes.entry(judged).or_insert(fresh);
        if number == fresh {
            self.met.push(0);
        }
        number
    }

    /// Hands over what was judged since the last time.
    pub(super) fn hand_over(&mut self, book: &Rulebook, tally: &mut Tally) {
        let mut outcomes: Vec<_> = self.outcomes.iter().collect();
        outcomes.sort_unstable_by_key(|(_, number)| **number);
        for ((judged, _), met) in outcomes.into_iter().zip(&mut self.met) {
            tally.judge(book, judged, std::mem::take(met));
        }
    }
}

/// Never met: a player is only ever where something is open.
fn nowhere() -> Taken {
    Taken { choice: 0, scene: 0, value: Value::default(), minutes: 0, outcome: usize::MAX, to: None }
}

fn place(case: &Case, book: &Rulebook, state: State) -> Place {
    let scene = case.scenes.get(state.scene);
    let ends = scene.is_none_or(|scene| scene.ending.is_some());
    let open = if ends { Vec::new() } else { legal_choices(case, book, &state) };
    let ways: Vec<Way> = open.into_iter().map(|choice| Way { choice, taken: None }).collect();
    Place { scene: state.scene, state: (!ways.is_empty()).then_some(state), ways }
}

/// How much each choice tells, and to how many: what a careless player likes.
#[derive(Debug)]
pub(super) struct Talk(Vec<Vec<u64>>);

impl Talk {
    pub(super) fn of(case: &Case, book: &Rulebook) -> Self {
        let of_choice = |scene: &Scene, choice: &Choice| choice.acts.iter().map(|act| told(book, scene, act)).sum();
        let of_scene = |scene: &Scene| scene.choices.iter().map(|choice| of_choice(scene, choice)).collect();
        Self(case.scenes.iter().map(of_scene).collect())
    }

    pub(super) fn told(&self, scene: usize, choice: usize) -> u64 {
        self.0.get(scene).and_then(|scene| scene.get(choice)).copied().unwrap_or(0)
    }
}

/// People who come to hear it, other than those it is about, times the kinds they hear.
fn told(book: &Rulebook, scene: &Scene, act: &Act) -> u64 {
    if !act.tells() {
        return 0;
    }
    let vocabulary = &book.vocabulary;
    let spoken = vocabulary.landmarks.spoken;
    let aloud = act.channel.is_none_or(|channel| vocabulary.channels.above(channel).has(spoken));
    let near = scene.present.iter().chain(&scene.earshot).filter(|_| aloud);
    let mut hearers: Vec<_> = act.to.iter().chain(near).filter(|party| !act.about.contains(party)).collect();
    hearers.sort_unstable();
    hearers.dedup();
    let kinds = act.what.iter().count();
    u64::try_from(hearers.len() * kinds).unwrap_or(u64::MAX)
}
