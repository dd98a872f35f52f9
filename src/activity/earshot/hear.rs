//! Who makes out what, and why: the sound that reaches an ear by all ways together, against the noise there.

use super::figures::{EAR, Voice};
use super::floor::Point;
use super::level::{Level, Mixture, Spectrum, ten_log, tenths};
use super::plan::{Arrangement, MOUTH, Plan, Route, Source, fall, screen, straight};
use std::cmp::Reverse;
use std::fmt;
use std::iter;

/// What somebody makes out of a talk. Later is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// Not even that somebody talks.
    Nothing,
    /// That somebody talks.
    Murmur,
    /// Names, numbers, single words.
    Words,
    /// All of it.
    Everything,
}

impl Heard {
    /// Least first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Murmur, Self::Words, Self::Everything];

    /// The index from which one hears this; nothing is heard at any.
    pub fn begins(self) -> Option<Index> {
        match self {
            Self::Nothing => None,
            Self::Murmur => Some(Index::of_decibels(-22)),
            Self::Words => Some(Index::of_decibels(-12)),
            Self::Everything => Some(Index::of_decibels(-6)),
        }
    }

    /// As told to a reader.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Murmur => "a murmur",
            Self::Words => "words",
            Self::Everything => "everything",
        }
    }
}

/// By how much speech stands above the noise: the sum over the five bands, in tenths of a decibel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Index(pub i32);

/// One standard deviation of the model where something was measured: nearer to a line is told as close.
pub const CLOSE: Index = Index::of_decibels(3);

impl Index {
    /// A band counts from 32 dB below the noise to 18 dB above it.
    const BAND: (Level, Level) = (Level(-320), Level(180));

    /// Of a mean over the bands.
    pub const fn of_decibels(decibels: i32) -> Self {
        Self(decibels * 50)
    }

    /// Of speech over noise.
    pub fn of(speech: Spectrum, noise: Spectrum) -> Self {
        let (lowest, highest) = Self::BAND;
        Self(speech.zip(noise, |speech, noise| (speech - noise).clamp(lowest, highest).0).into_iter().sum())
    }

    /// What somebody makes out at this index.
    pub fn heard(self) -> Heard {
        let begun = Heard::ALL.into_iter().rev().find(|heard| heard.begins().is_none_or(|from| self >= from));
        begun.unwrap_or(Heard::Nothing)
    }

    fn more(self, by: Self) -> Self {
        Self(self.0 + by.0)
    }

    fn less(self, by: Self) -> Self {
        Self(self.0 - by.0)
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A sum of five tenths never lies halfway between two tenths.
        tenths(f, (self.0 * 2 + 5).div_euclid(10))
    }
}

/// What reaches an ear, and what is made out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Speech over noise.
    pub index: Index,
    /// What is made out.
    pub heard: Heard,
    /// What would be made out with 3 dB less.
    pub with_less: Heard,
    /// What would be made out with 3 dB more.
    pub with_more: Heard,
    /// The speech at the ear, A-weighted.
    pub speech: Level,
    /// The noise at the ear, A-weighted.
    pub noise: Level,
    /// What carried it: the loudest way first, then those that are not 3 dB quieter.
    pub carried: Vec<Carried>,
}

impl Hearing {
    /// Whether so little is missing to another answer that the model cannot tell.
    pub fn is_close(&self) -> bool {
        self.with_less != self.heard || self.with_more != self.heard
    }
}

/// One way by which speech came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Through which [`Plan::elements`], from mouth to ear; none within a room.
    pub through: Vec<usize>,
    /// How loud it came this way, A-weighted.
    pub level: Level,
    /// Whether it came in a straight line, as one sees.
    pub straight: bool,
}

impl Plan {
    /// Who speaks like this here is heard so there. A place in no room neither speaks nor hears.
    pub fn hears(&self, voice: &Voice, from: Point, to: Point, arrangement: Arrangement) -> Hearing {
        self.between(from, to).hears(voice, arrangement)
    }

    /// Everything between two places that depends on no voice and no door: found once, asked often.
    pub fn between(&self, from: Point, to: Point) -> Between<'_> {
        let noise = Noise::at(self, to);
        let ways = self.room_at(from).zip(self.room_at(to)).map(|rooms| self.ways(rooms, from, to));
        Between { plan: self, ways: ways.unwrap_or_default(), noise }
    }

    pub(super) fn ways(&self, (room, to): (usize, usize), mouth: Point, ear: Point) -> Vec<Way<'_>> {
        let Some(surrounding) = self.surrounding(to) else { return Vec::new() };
        let distance = mouth.distance(ear);
        let routes = self.routes(room, to).iter();
        if room == to && self.screened(room, mouth, ear) {
            let by_ceiling = u64::from(surrounding.critical) * u64::from(distance.max(MOUTH));
            let above = ten_log(10_000, by_ceiling) - surrounding.ceiling;
            let both = |route| {
                let direct = Way { route, gain: straight(distance), besides: screen(), straight: true };
                [direct, Way { route, gain: above, besides: Spectrum::default(), straight: false }]
            };
            return routes.flat_map(both).collect();
        }
        let ways = routes.map(|route| {
            let (gain, straight) = match route.legs.last() {
                None => (fall(distance, surrounding.critical, MOUTH), true),
                Some(last) => {
                    let round = route.up_from(mouth) + last.down_to(ear, surrounding.critical);
                    louder(round, route, mouth, ear, || straight(distance))
                }
            };
            Way { route, gain, besides: Spectrum::default(), straight }
        });
        ways.collect()
    }
}

/// The straight way where there is one and it is louder than the way round.
pub(super) fn louder(
    round: Level,
    route: &Route,
    mouth: Point,
    ear: Point,
    straight: impl FnOnce() -> Level,
) -> (Level, bool) {
    if !route.is_straight(mouth, ear) {
        return (round, false);
    }
    let straight = straight();
    (round.max(straight), straight > round)
}

/// A way between two places.
#[derive(Clone, Debug)]
pub(super) struct Way<'a> {
    route: &'a Route,
    /// What is left of a sound at its end, but for what its elements take.
    gain: Level,
    /// What else takes from it.
    besides: Spectrum,
    straight: bool,
}

impl Way<'_> {
    fn carries(&self, sound: Spectrum, arrangement: Arrangement) -> Spectrum {
        sound.shifted(self.gain) - self.besides - self.route.loss(arrangement)
    }
}

/// A place to speak and a place to listen.
#[derive(Clone, Debug)]
pub struct Between<'a> {
    plan: &'a Plan,
    ways: Vec<Way<'a>>,
    noise: Noise,
}

impl Between<'_> {
    /// Speech over noise, without the reasons.
    pub fn index(&self, voice: &Voice, arrangement: Arrangement) -> Index {
        Index::of(carried(&self.ways, voice.levels, arrangement), self.noise.under(arrangement))
    }

    /// What is made out, and why.
    pub fn hears(&self, voice: &Voice, arrangement: Arrangement) -> Hearing {
        let speech = carried(&self.ways, voice.levels, arrangement);
        let noise = self.noise.under(arrangement);
        let index = Index::of(speech, noise);
        Hearing {
            index,
            heard: index.heard(),
            with_less: index.less(CLOSE).heard(),
            with_more: index.more(CLOSE).heard(),
            speech: speech.a_weighted(),
            noise: noise.a_weighted(),
            carried: self.carried(voice, arrangement),
        }
    }

    fn carried(&self, voice: &Voice, arrangement: Arrangement) -> Vec<Carried> {
        let carried = self.ways.iter().map(|way| Carried {
            through: way.route.legs.iter().map(|leg| leg.element).collect(),
            level: way.carries(voice.levels, arrangement).a_weighted(),
            straight: way.straight,
        });
        let mut carried: Vec<_> = carried.collect();
        let loudest = carried.iter().map(|way| way.level).max().unwrap_or(Level::FLOOR);
        carried.retain(|way| way.level > loudest - Level(30));
        // By name where they are equally loud, so that the order of the drawing does not matter.
        carried.sort_by_cached_key(|way| (Reverse(way.level), way.through.len(), self.names(&way.through)));
        carried
    }

    fn names(&self, through: &[usize]) -> Vec<&str> {
        through.iter().filter_map(|element| self.plan.elements().get(*element)).map(|element| &*element.id).collect()
    }
}

/// The sound that all ways carry together.
pub(super) fn carried(ways: &[Way<'_>], sound: Spectrum, arrangement: Arrangement) -> Spectrum {
    ways.iter().map(|way| way.carries(sound, arrangement)).collect::<Mixture>().spectrum()
}

/// Machines are heard with every door shut that can be shut: privacy is never credited to noise through an open door.
pub(super) const BY_MACHINES: Arrangement = Arrangement::ALL_SHUT;

/// The noise at a place, machine by machine.
#[derive(Clone, Debug)]
struct Noise {
    quiet: Mixture,
    machines: Vec<Spectrum>,
}

impl Noise {
    fn at(plan: &Plan, ear: Point) -> Self {
        let Some((room, surrounding)) = plan.room_at(ear).and_then(|room| Some((room, plan.surrounding(room)?))) else {
            return Self { quiet: iter::once(EAR).collect(), machines: Vec::new() };
        };
        let heard =
            |machine: &Source| carried(&plan.ways((machine.room, room), machine.at, ear), machine.levels, BY_MACHINES);
        Self { quiet: surrounding.quiet, machines: plan.machines.iter().map(heard).collect() }
    }

    fn under(&self, arrangement: Arrangement) -> Spectrum {
        let mut noise = self.quiet;
        let running = self.machines.iter().enumerate().filter(|(machine, _)| arrangement.is_on(*machine));
        running.for_each(|(_, levels)| noise.add(*levels));
        noise.spectrum()
    }
}
