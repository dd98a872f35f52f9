//! Why somebody heard what they heard, in a sentence with its figures, and the nearest change by which they would not have.

use super::desk::{Activity, Frame};
use super::earshot::{Carried, Heard, Hearing, Index, Level, Meters};
use super::talk::{Ear, Earshot};
use super::way::{Way, bit};
use super::{Account, Names};
use crate::ethics::PartyIndex;
use crate::reading::capital;

/// The heading over who made out what.
pub const WHO_HEARD: &str = "Who made out what";

/// The heading over the reasons.
pub const WHY_HEARD: &str = "Why";

/// Where the lines lie, once for all who heard.
const LINES: &str = "One catches words down to 12 dB below the noise, and can follow down to 6 dB below it.";

impl Earshot {
    /// Who made out what, for whom it was meant and for whom not, and why.
    pub(super) fn accounts(&self, activity: &Activity, way: &Way, frame: Frame, names: &Names<'_>) -> Vec<Account> {
        if way.mask(self.asks.words) == 0 {
            let nothing = "Nothing was said of it, so there was nothing to overhear.".to_owned();
            return vec![Account { heading: WHO_HEARD.into(), lines: vec![nothing] }];
        }
        let ears = self.ears(way, frame);
        let (mut heard, mut why) = (Vec::new(), Vec::new());
        for ear in ears.iter().filter(|ear| !self.with.contains(&ear.who)) {
            heard.push(self.heard_by(activity, ear, names));
            let reasons = self.why(activity, way, frame, ear, names);
            why.extend((ear.heard > Heard::Nothing).then_some(reasons));
        }
        if !why.is_empty() {
            why.push(LINES.to_owned());
        }
        if heard.is_empty() {
            heard.push("Nobody else was on the floor.".to_owned());
        }
        let rooms = self.rooms_in_words(way);
        [
            Account { heading: WHO_HEARD.into(), lines: heard },
            Account { heading: WHY_HEARD.into(), lines: why },
            Account { heading: "Had somebody else stood there".into(), lines: rooms },
        ]
        .into_iter()
        .filter(|account| !account.lines.is_empty())
        .collect()
    }

    fn heard_by(&self, activity: &Activity, ear: &Ear, names: &Names<'_>) -> String {
        let spot = self.storey.spots.get(ear.spot).map(|spot| spot.name.as_str()).unwrap_or_default();
        let who = capital(&(names.person)(ear.who));
        let words = self.words(activity, ear.words);
        let caught = if words.is_empty() { ".".to_owned() } else { format!(": {words}") };
        format!("{who}, {spot}: {}{caught}", ear.heard.word())
    }

    /// Words by their answers, in quotation marks.
    fn words(&self, activity: &Activity, mask: u32) -> String {
        let Some(set) = activity.sets.get(self.asks.words) else { return String::new() };
        let said = set.items.iter().enumerate().filter(|(at, _)| mask & bit(*at) != 0);
        let quoted = said.map(|(_, item)| {
            let words = if item.say.is_empty() { &item.label } else { &item.say };
            format!("\u{201c}{}\u{201d}", words.trim_matches(['"', '\u{201c}', '\u{201d}']))
        });
        quoted.collect::<Vec<_>>().join(" ")
    }

    /// Why somebody heard it, and what would have changed it.
    pub fn why(&self, activity: &Activity, way: &Way, frame: Frame, ear: &Ear, names: &Names<'_>) -> String {
        let Some(hearing) = self.hearing(way, ear.spot) else { return String::new() };
        let who = (names.person)(ear.who);
        let mut said = vec![self.reason(way, ear, &hearing, &who)];
        said.extend(self.nearest_change(activity, way, frame, ear.who));
        said.extend(close(&hearing));
        said.join(" ")
    }

    fn reason(&self, way: &Way, ear: &Ear, hearing: &Hearing, who: &str) -> String {
        let distance = || {
            let spot = |at: usize| self.storey.spots.get(at).map(|spot| spot.at);
            let meters = spot(self.from(way)?)?.distance(spot(ear.spot)?);
            Some(Meters(i32::try_from((meters + 5) / 10 * 10).ok()?))
        };
        let distance = distance().map(|distance| format!(" {distance} away")).unwrap_or_default();
        let voice = self.voice(way).map(|voice| (voice.name, voice.levels.a_weighted()));
        let (name, loud) = voice.unwrap_or(("the voice", Level(0)));
        let through = self.through(&hearing.carried);
        format!(
            "{}: {name} is {} dBA at one meter; some {} reach {who}{distance}{through}, where it is otherwise {}. \
             That puts speech {}.",
            capital(who),
            whole(loud),
            whole(hearing.speech),
            whole(hearing.noise),
            against_noise(hearing.index),
        )
    }

    /// Through what most of it came.
    fn through(&self, carried: &[Carried]) -> String {
        let name = |element: &usize| {
            let element = self.storey.plan.elements().get(*element)?;
            let drawn = element.barrier.and_then(|barrier| self.storey.barriers.get(barrier)).cloned();
            Some(drawn.unwrap_or_else(|| element.kind.name.to_owned()))
        };
        let ways = carried.iter().map(|way| way.through.iter().filter_map(name).collect::<Vec<_>>().join(" and "));
        let mut ways: Vec<String> = ways.filter(|way| !way.is_empty()).take(2).collect();
        ways.dedup();
        if ways.is_empty() { String::new() } else { format!(", by way of {}", ways.join(", and as well of ")) }
    }

    /// The first single change by which this person makes out no word.
    fn nearest_change(&self, activity: &Activity, way: &Way, frame: Frame, who: PartyIndex) -> Option<String> {
        let made_out = |way: &Way| self.ears(way, frame).iter().any(|ear| ear.who == who && ear.words != 0);
        if !made_out(way) {
            return None;
        }
        // A lower voice is not a door: what shuts people out is named before what only may.
        let asked = [self.asks.doors, Some(self.asks.place), self.asks.moment, Some(self.asks.voice)];
        for set in asked.into_iter().flatten() {
            let items = activity.sets.get(set)?.items.iter().enumerate();
            for (at, item) in items.filter(|(at, item)| item.frames.has(frame) && !way.has(set, *at)) {
                let mut other = way.clone();
                let changed = other.toggle(activity, set, at);
                let possible = changed && self.refuses(activity, &other, frame).is_none();
                if possible && !made_out(&other) {
                    return Some(format!(
                        "With \u{201c}{}\u{201d} instead, not a word would have carried.",
                        item.label
                    ));
                }
            }
        }
        Some("No single change would have kept every word from them.".to_owned())
    }

    /// Room by room, what could be made out there.
    fn rooms_in_words(&self, way: &Way) -> Vec<String> {
        let Some(field) = self.field(way).filter(|_| way.mask(self.asks.words) != 0) else { return Vec::new() };
        let rooms = field.rooms.iter().zip(&self.storey.rooms);
        let told = rooms.filter_map(|(room, (name, _))| {
            let (least, most) = room.range()?;
            (most > Heard::Nothing).then(|| {
                let range = if least == most {
                    format!("{} everywhere", most.word())
                } else {
                    format!("from {} to {}", least.word(), most.word())
                };
                format!("{}: {range}.", capital(name))
            })
        });
        told.collect()
    }
}

/// How near the answer lies to another.
fn close(hearing: &Hearing) -> Option<String> {
    let less = (hearing.with_less != hearing.heard).then(|| format!("with 3 dB less, {}", hearing.with_less.word()));
    let more = (hearing.with_more != hearing.heard).then(|| format!("with 3 dB more, {}", hearing.with_more.word()));
    let told: Vec<String> = less.into_iter().chain(more).collect();
    (!told.is_empty()).then(|| format!("This is close: {}.", told.join("; ")))
}

/// Whole decibels: the model knows no finer.
fn whole(level: Level) -> i32 {
    (level.0 + 5).div_euclid(10)
}

/// Speech against the noise, in whole decibels of the mean.
fn against_noise(index: Index) -> String {
    match (index.0 + 25).div_euclid(50) {
        0 => "level with the noise".to_owned(),
        above @ 1.. => format!("{above} dB above the noise"),
        below => format!("{} dB below the noise", -below),
    }
}
