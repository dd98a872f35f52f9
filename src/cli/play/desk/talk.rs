//! A floor in words: which rooms it has, which doors are in reach, and who is in the room one means to talk in. Who would
//! hear it is told only after it was said.

use super::Draft;
use crate::cli::Out;
use confidant::activity::{Earshot, Kind, bit};
use confidant::session::{Answer, Question};

impl Draft {
    fn talk(&self) -> Option<&Earshot> {
        match self.kind() {
            Kind::Earshot(talk) => Some(talk),
            Kind::Mail(_) | Kind::Redaction(_) | Kind::Paper(_) | Kind::Phone(_) | Kind::Chart(_) => None,
        }
    }

    /// The rooms of the floor, and who is in sight.
    pub(super) fn floor(&self, talk: &Earshot, out: &mut Out) {
        let rooms: Vec<&str> = talk.storey.rooms.iter().map(|(name, _)| name.as_str()).collect();
        let title = if talk.storey.title.is_empty() { "The floor" } else { &talk.storey.title };
        out.item(&format!("{}: ", self.fill(title)), &self.fill(&rooms.join(", ")));
        self.sight(out);
    }

    /// Says again who is in sight where a change of place or time can have changed it.
    pub(super) fn look_round(&self, set: usize, out: &mut Out) {
        if self.talk().is_some_and(|talk| set == talk.asks.place || Some(set) == talk.asks.moment) {
            self.sight(out);
        }
    }

    fn sight(&self, out: &mut Out) {
        let Some(talk) = self.talk() else { return };
        let moment_is_open = talk.asks.moment.is_some_and(|set| self.way.one(set).is_none());
        let spots = &talk.storey.spots;
        let Some(from) = talk.from(&self.way).and_then(|spot| spots.get(spot)).filter(|_| !moment_is_open) else {
            out.line("Pick a place and a time, and you are told who is in the room then.");
            return;
        };
        let plan = &talk.storey.plan;
        let room = plan.room_at(from.at);
        let name = room.and_then(|room| talk.storey.rooms.get(room)).map_or("that room", |(name, _)| name.as_str());
        let in_room = talk.people(&self.way, self.table.frame()).into_iter().filter_map(|(who, spot)| {
            let spot = spots.get(spot).filter(|spot| plan.room_at(spot.at) == room)?;
            let person = self.parties.get(usize::from(who.0))?;
            Some(format!("{}, {}", person.name, spot.name))
        });
        let in_room: Vec<String> = in_room.collect();
        let who = if in_room.is_empty() { "nobody else".to_owned() } else { in_room.join("; ") };
        out.item(&format!("In {} then: ", self.fill(name)), &self.fill(&who));
    }

    /// How a door stands, and whether it can be reached.
    pub(super) fn door(&self, of: &Question, answer: &Answer) -> Option<&'static str> {
        let talk = self.talk().filter(|talk| talk.asks.doors == Some(of.set))?;
        let barrier = *talk.doors.get(answer.item)?;
        let near = self.way.one(talk.asks.place).and_then(|place| talk.places.get(place)).map(|(_, near)| *near);
        let is_open = talk.arrangement(&self.way).is_open(barrier);
        Some(match (near.is_none_or(|near| near & bit(answer.item) != 0), is_open) {
            (false, true) => ", open now, out of reach from there",
            (false, false) => ", shut now, out of reach from there",
            (true, true) => ", open now",
            (true, false) => ", shut now",
        })
    }
}
