//! Plays a case many times, as careful, careless and random players, and counts what was met. Each player has a chance
//! of their own, drawn from the seed and their number, so no order and no division of the work changes what comes out.

mod roads;
mod tally;

pub use tally::{ByHand, Judged, Spread, Tally};

use crate::ethics::Rulebook;
use crate::ids::VariantId;
use crate::scenario::Case;
use crate::session::{Setup, Value};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};
use roads::{Roads, Taken, Talk, Whereabouts};
use std::collections::BTreeMap;
use std::ops::Range;

/// No case of a person's writing asks for so many decisions; a story that runs in a circle is left there, and told.
pub const MOST_DECISIONS: u32 = 400;

/// How a player chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What the rules think best of what is open; of equals, any.
    Careful,
    /// What tells most people most; of equals, any. Nobody bad: somebody on a bad day.
    Careless,
    /// Anything that is open.
    Random,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Careless, Self::Random];

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Careful => "careful",
            Self::Careless => "careless",
            Self::Random => "random",
        }
    }
}

/// Who plays what.
#[derive(Debug, Clone)]
pub struct Plan {
    /// As whom and where; its seed is the seed of all players.
    pub setup: Setup,
    /// The variants, dealt to the players in turn, each with every deal of chance.
    pub variants: Vec<VariantId>,
    /// The kinds of players; so many of each.
    pub kinds: Vec<Kind>,
}

impl Plan {
    /// All kinds of players in all variants.
    pub fn of(case: &Case, setup: Setup) -> Self {
        let variants = case.variants.iter().map(|variant| variant.id.clone()).collect();
        Self { setup, variants, kinds: Kind::ALL.to_vec() }
    }
}

/// What many plays came to, for each kind of player.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Simulation {
    /// The counts.
    pub kinds: BTreeMap<Kind, Tally>,
}

impl Simulation {
    /// All kinds together.
    pub fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), |mut sum, tally| {
            sum.add(tally);
            sum
        })
    }

    /// Takes in what other players of the same plan came to.
    pub fn add(&mut self, other: &Self) {
        for (kind, tally) in &other.kinds {
            self.kinds.entry(*kind).or_default().add(tally);
        }
    }
}

/// Plays a case by plan. What was played once is remembered, so that the next player to come by only walks.
#[derive(Debug)]
pub struct Simulator<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    plan: Plan,
    talk: Talk,
    roads: Vec<Roads<'a>>,
}

impl<'a> Simulator<'a> {
    /// Makes ready.
    pub fn new(case: &'a Case, book: &'a Rulebook, plan: Plan) -> Self {
        let deals = case.deals.max(1);
        let with = |variant: &VariantId| {
            let setup = Setup { variant: variant.clone(), ..plan.setup.clone() };
            (0..deals).map(move |deal| Setup { deal: Some(deal), ..setup.clone() })
        };
        let setups: Vec<Setup> = plan.variants.iter().flat_map(with).collect();
        let roads = setups.iter().map(|setup| Roads::new(case, book, setup, setups.len().max(1))).collect();
        Self { case, book, talk: Talk::of(case, book), plan, roads }
    }

    /// Lets these players of each kind play.
    pub fn play(&mut self, players: Range<u64>) -> Simulation {
        let mut simulation = Simulation::default();
        for kind in self.plan.kinds.clone() {
            let mut tally = Tally::of(self.case);
            players.clone().for_each(|player| self.one(kind, player, &mut tally));
            for roads in &mut self.roads {
                roads.hand_over(self.book, &mut tally);
            }
            simulation.kinds.insert(kind, tally);
        }
        simulation
    }

    /// One play from the beginning to wherever it ends.
    fn one(&mut self, kind: Kind, player: u64, tally: &mut Tally) {
        let variants = u64::try_from(self.roads.len()).unwrap_or(u64::MAX).max(1);
        let dealt = usize::try_from(player % variants).unwrap_or(0);
        let Some(roads) = self.roads.get_mut(dealt) else { return };
        let mut chance = chance(self.plan.setup.seed, kind, player);
        let (mut here, mut played) = (Whereabouts::START, Played::default());
        tally.enter(roads.scene(&here));
        while let Some(choice) = choose(roads, &here, kind, &self.talk, &mut chance) {
            if played.decisions == MOST_DECISIONS {
                tally.stopped += 1;
                return;
            }
            let scene = roads.scene(&here);
            let (taken, next) = roads.take(&here, choice);
            tally.choose(scene, taken.choice, taken.scene);
            played.add(&taken);
            here = next;
        }
        tally.end(self.case, roads.scene(&here), &played);
    }
}

/// What one play has come to so far.
#[derive(Debug, Clone, Copy, Default)]
struct Played {
    decisions: u32,
    minutes: u32,
    value: Value,
}

impl Played {
    fn add(&mut self, taken: &Taken) {
        self.decisions += 1;
        self.minutes = self.minutes.saturating_add(taken.minutes);
        self.value = self.value + taken.value;
    }
}

/// The chance of one player. Portable, and quick to begin: a play needs only a few draws.
fn chance(seed: u64, kind: Kind, player: u64) -> Xoshiro256PlusPlus {
    let mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ player.wrapping_mul(0xD1B5_4A32_D192_ED03);
    Xoshiro256PlusPlus::seed_from_u64(mixed.rotate_left(23).wrapping_add(kind as u64))
}

/// Which of the open choices is taken, counted among those open; none where nothing is. An activity is one thing to choose
/// beside the others, and whoever takes it takes any of its ways that are as good to them.
fn choose(
    roads: &mut Roads<'_>,
    here: &Whereabouts,
    kind: Kind,
    talk: &Talk,
    chance: &mut Xoshiro256PlusPlus,
) -> Option<usize> {
    let open = roads.open(here);
    let best = match kind {
        Kind::Random => (0..open).collect(),
        Kind::Careful => best((0..open).map(|at| roads.value(here, at))),
        Kind::Careless => best((0..open).map(|at| talk.told(roads.scene(here), roads.choice(here, at)))),
    };
    let (ways, written): (Vec<usize>, Vec<usize>) = best.into_iter().partition(|at| roads.is_way(here, *at));
    let options = written.len() + usize::from(!ways.is_empty());
    if options == 0 {
        return None;
    }
    let picked = chance.random_range(0..options);
    written.get(picked).copied().or_else(|| ways.get(chance.random_range(0..ways.len())).copied())
}

/// The best of all, in order.
fn best<T: Ord>(values: impl Iterator<Item = T>) -> Vec<usize> {
    let mut best: Option<(T, Vec<usize>)> = None;
    for (at, value) in values.enumerate() {
        match &mut best {
            Some((highest, all)) if value == *highest => all.push(at),
            Some((highest, _)) if value < *highest => (),
            _ => best = Some((value, vec![at])),
        }
    }
    best.map(|(_, all)| all).unwrap_or_default()
}
