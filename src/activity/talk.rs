//! A talk on a floor plan: where, when, with which doors, how loud, in which words. Who made out what follows from the
//! sound of the plan, and becomes the surroundings in which the act is judged.

use super::compose::Told;
use super::desk::{Activity, Frame, Frames};
use super::earshot::figures::Voice;
use super::earshot::{Arrangement, Field, Heard, Hearing, Plan, Point};
use super::way::{Way, bit};
use crate::ethics::{Listener, MadeOut, PartyIndex, Surroundings, Term, TermSet};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A floor with its names.
#[derive(Debug, Clone)]
pub struct Storey {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is heard on it.
    pub plan: Plan,
    /// For each room: its name, and what kind of place it is.
    pub rooms: Vec<(String, Option<Term>)>,
    /// For each barrier: its name.
    pub barriers: Vec<String>,
    /// Where one can be.
    pub spots: Vec<Spot>,
}

/// Somewhere on a floor.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Its id.
    pub id: String,
    /// "on the bench".
    pub name: String,
    /// Where.
    pub at: Point,
}

/// A talk.
#[derive(Debug, Clone)]
pub struct Earshot {
    /// Where it happens.
    pub storey: Arc<Storey>,
    /// The numbers of its questions.
    pub asks: Asks,
    /// For each place: the spot, and the doors within reach, a bit for each answer.
    pub places: Vec<(usize, u32)>,
    /// For each answer about doors: the barrier.
    pub doors: Vec<usize>,
    /// For each answer about the voice: the voice.
    pub voices: Vec<&'static Voice>,
    /// For each answer in words: is it made out already from single words?
    pub is_word: Vec<bool>,
    /// Where others are.
    pub stays: Vec<Stay>,
    /// Those who are meant to hear.
    pub with: Vec<PartyIndex>,
    /// What is made out of a talk from one spot at another, worked out once.
    heard: FxHashMap<Said, Vec<Heard>>,
}

/// The numbers of the questions of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asks {
    /// When?
    pub moment: Option<usize>,
    /// Where?
    pub place: usize,
    /// Which doors?
    pub doors: Option<usize>,
    /// How loud?
    pub voice: usize,
    /// In which words?
    pub words: usize,
}

/// Somebody who is somewhere.
#[derive(Debug, Clone)]
pub struct Stay {
    /// Who.
    pub who: PartyIndex,
    /// At which moments, a bit each; all if none.
    pub moments: u32,
    /// In which runs.
    pub frames: Frames,
    /// On which spot, one for each deal, over and over.
    pub spots: Vec<usize>,
    /// Flags raised when they made out anything.
    pub flags: Vec<usize>,
}

impl Stay {
    /// Where they are in a run.
    pub fn spot(&self, frame: Frame) -> Option<usize> {
        self.spots.get(frame.deal % self.spots.len().max(1)).copied()
    }
}

/// From where, with which doors changed, in which voice.
type Said = (usize, u32, usize);

/// What somebody was near enough to make out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ear {
    /// Who.
    pub who: PartyIndex,
    /// On which spot.
    pub spot: usize,
    /// How much of the talk.
    pub heard: Heard,
    /// Which of the words, a bit for each answer.
    pub words: u32,
}

impl Earshot {
    /// A talk, with everything that can be heard of it worked out.
    pub fn new(
        storey: Arc<Storey>,
        asks: Asks,
        (places, doors): (Vec<(usize, u32)>, Vec<usize>),
        voices: Vec<&'static Voice>,
        is_word: Vec<bool>,
        stays: Vec<Stay>,
        with: Vec<PartyIndex>,
    ) -> Self {
        let mut talk = Self { storey, asks, places, doors, voices, is_word, stays, with, heard: FxHashMap::default() };
        talk.heard = talk.listen();
        talk
    }

    fn listen(&self) -> FxHashMap<Said, Vec<Heard>> {
        let mut heard = FxHashMap::default();
        for (place, (from, near)) in self.places.iter().enumerate() {
            let Some(from) = self.storey.spots.get(*from) else { continue };
            for (to, spot) in self.storey.spots.iter().enumerate() {
                let between = self.storey.plan.between(from.at, spot.at);
                for doors in subsets(*near) {
                    for (voice, of) in self.voices.iter().enumerate() {
                        let spots: &mut Vec<Heard> =
                            heard.entry((place, doors, voice)).or_insert_with(|| Vec::with_capacity(to));
                        spots.push(between.index(of, self.arranged(doors)).heard());
                    }
                }
            }
        }
        heard
    }

    /// The doors of the floor with those changed that were picked.
    fn arranged(&self, doors: u32) -> Arrangement {
        let picked = self.doors.iter().enumerate().filter(|(at, _)| doors & bit(*at) != 0);
        picked.fold(self.storey.plan.as_drawn(), |arrangement, (_, barrier)| {
            if arrangement.is_open(*barrier) { arrangement.shut(*barrier) } else { arrangement.open(*barrier) }
        })
    }

    /// The doors of a way.
    pub fn arrangement(&self, way: &Way) -> Arrangement {
        self.arranged(self.asks.doors.map_or(0, |set| way.mask(set)))
    }

    /// From which spot a way speaks.
    pub fn from(&self, way: &Way) -> Option<usize> {
        self.places.get(way.one(self.asks.place)?).map(|(spot, _)| *spot)
    }

    /// In which voice.
    pub fn voice(&self, way: &Way) -> Option<&'static Voice> {
        self.voices.get(way.one(self.asks.voice)?).copied()
    }

    /// Who is where while a way is talked.
    pub fn people(&self, way: &Way, frame: Frame) -> Vec<(PartyIndex, usize)> {
        let moment = self.asks.moment.and_then(|set| way.one(set)).map_or(u32::MAX, bit);
        let there = self
            .stays
            .iter()
            .filter(|stay| stay.frames.has(frame) && (stay.moments == 0 || stay.moments & moment != 0));
        there.filter_map(|stay| Some((stay.who, stay.spot(frame)?))).collect()
    }

    /// What everybody made out, in the order of the file.
    pub fn ears(&self, way: &Way, frame: Frame) -> Vec<Ear> {
        let said = way.mask(self.asks.words);
        let clear = self.is_word.iter().enumerate().filter(|(_, is_word)| **is_word);
        let clear = clear.fold(0, |mask, (at, _)| mask | bit(at));
        let at_all = self.heard_everywhere(way);
        let ear = |(who, spot): (PartyIndex, usize)| {
            let heard = at_all.and_then(|spots| spots.get(spot)).copied().unwrap_or(Heard::Nothing);
            let words = match heard {
                Heard::Nothing | Heard::Murmur => 0,
                Heard::Words => said & clear,
                Heard::Everything => said,
            };
            Ear { who, spot, heard, words }
        };
        self.people(way, frame).into_iter().map(ear).collect()
    }

    fn heard_everywhere(&self, way: &Way) -> Option<&Vec<Heard>> {
        let doors = self.asks.doors.map_or(0, |set| way.mask(set));
        self.heard.get(&(way.one(self.asks.place)?, doors, way.one(self.asks.voice)?))
    }

    /// What reaches a spot, with the reasons.
    pub fn hearing(&self, way: &Way, spot: usize) -> Option<Hearing> {
        let from = self.storey.spots.get(self.from(way)?)?;
        let to = self.storey.spots.get(spot)?;
        Some(self.storey.plan.hears(self.voice(way)?, from.at, to.at, self.arrangement(way)))
    }

    /// What would be made out anywhere on the floor.
    pub fn field(&self, way: &Way) -> Option<Field> {
        let from = self.storey.spots.get(self.from(way)?)?;
        Some(self.storey.plan.field(self.voice(way)?, from.at, self.arrangement(way)))
    }

    pub(super) fn adjust(&self, activity: &Activity, way: &Way, frame: Frame, told: &mut Told) {
        let room = self.from(way).and_then(|spot| self.storey.spots.get(spot));
        let room = room.and_then(|spot| self.storey.plan.room_at(spot.at));
        let setting = room.and_then(|room| self.storey.rooms.get(room)).and_then(|(_, setting)| *setting);
        let mut listeners: Vec<Listener> = Vec::new();
        for ear in self.ears(way, frame).into_iter().filter(|ear| ear.words != 0 && !self.with.contains(&ear.who)) {
            // What the act tells besides the words picked is said with them.
            let besides = activity.act.as_ref().filter(|_| ear.heard == Heard::Everything).map(|act| act.what);
            let what = self.kinds(activity, ear.words) | besides.unwrap_or_default();
            listeners.push(Listener { who: ear.who, makes_out: MadeOut::Kinds(what) });
            let stays = self.stays.iter().filter(|stay| stay.who == ear.who && stay.spot(frame) == Some(ear.spot));
            told.gives.flags.extend(stays.flat_map(|stay| stay.flags.iter().copied()));
        }
        listeners.sort_by_key(|listener| listener.who);
        told.around = Some(Surroundings { setting, listeners });
    }

    fn kinds(&self, activity: &Activity, words: u32) -> TermSet {
        let Some(set) = activity.sets.get(self.asks.words) else { return TermSet::default() };
        let said = set.items.iter().enumerate().filter(|(at, _)| words & bit(*at) != 0);
        said.fold(TermSet::default(), |all, (_, item)| all | item.gives.what)
    }

    /// Who is where.
    pub(super) fn look(&self, frame: Frame) -> Vec<usize> {
        let spot = |stay: &Stay| stay.spot(frame).filter(|_| stay.frames.has(frame)).unwrap_or(usize::MAX);
        self.stays.iter().map(spot).collect()
    }

    /// Can doors be changed so, from the place picked before?
    pub(super) fn fits(&self, way: &[u32], set: usize, mask: u32) -> bool {
        if self.asks.doors != Some(set) {
            return true;
        }
        let place = way.get(self.asks.place).map_or(0, |place| place.trailing_zeros() as usize);
        self.places.get(place).is_none_or(|(_, near)| mask & !near == 0)
    }

    pub(super) fn refuses(&self, activity: &Activity, way: &Way, _: Frame) -> Option<String> {
        let doors = self.asks.doors.map_or(0, |set| way.mask(set));
        let (spot, near) = self.places.get(way.one(self.asks.place)?)?;
        if let Some(far) = (0..self.doors.len()).find(|at| doors & bit(*at) & !near != 0) {
            let barrier = self.doors.get(far).and_then(|barrier| self.storey.barriers.get(*barrier));
            return Some(format!("From there {} is out of reach.", barrier?));
        }
        let said = way.mask(self.asks.words) != 0;
        let met = self.hearing(way, *spot)?;
        (said && !self.is_followed(way)).then(|| {
            let voice = activity.sets.get(self.asks.voice).and_then(|set| set.items.get(way.one(self.asks.voice)?));
            let voice = voice.map(|item| item.label.to_lowercase()).unwrap_or_default();
            format!("With {voice} you would not be understood there: the noise is {} dBA.", (met.noise.0 + 5) / 10)
        })
    }

    /// Does somebody a step away follow it all?
    fn is_followed(&self, way: &Way) -> bool {
        const STEP: i32 = 100;
        let plan = &self.storey.plan;
        let Some(spot) = self.from(way).and_then(|spot| self.storey.spots.get(spot)) else { return false };
        let Some(voice) = self.voice(way) else { return false };
        let around = [(STEP, 0), (-STEP, 0), (0, STEP), (0, -STEP), (STEP / 2, 0), (0, STEP / 2)];
        let near = around.map(|(x, y)| Point { x: spot.at.x + x, y: spot.at.y + y });
        let room = plan.room_at(spot.at);
        let beside = near.into_iter().find(|point| plan.room_at(*point) == room).unwrap_or(spot.at);
        plan.between(spot.at, beside).index(voice, self.arrangement(way)).heard() == Heard::Everything
    }
}

/// Every choice of the bits of a mask.
fn subsets(mask: u32) -> Vec<u32> {
    let mut found = vec![0];
    let mut bits = mask;
    while bits != 0 {
        let lowest = bits & bits.wrapping_neg();
        let with: Vec<u32> = found.iter().map(|subset| subset | lowest).collect();
        found.extend(with);
        bits &= !lowest;
    }
    found
}
