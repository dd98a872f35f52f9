//! The mail desk: an address line that completes itself, a subject, attachments, a way, and no calling back. Whom it
//! reaches follows from the addresses used, not from the names meant.

use super::compose::Told;
use super::desk::{Activity, Frame, Frames};
use super::way::Way;
use crate::ethics::PartyIndex;

/// The mail desk.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// What came in, newest first; what is answered here comes first.
    pub inbox: Vec<Letter>,
    /// The question that asks whom to write to.
    pub to: usize,
    /// The question that asks by which way, if it is asked.
    pub by: Option<usize>,
    /// For each way: only these are reached by it, such as those with an account.
    pub reaches: Vec<Option<Vec<PartyIndex>>>,
    /// For each answer of `to`: the address itself.
    pub addresses: Vec<String>,
}

/// A letter in the inbox.
#[derive(Debug, Clone)]
pub struct Letter {
    /// From whom, as shown.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// The first lines.
    pub text: String,
    /// In which runs it came.
    pub frames: Frames,
}

impl Mail {
    /// By some ways only some people are reached.
    pub(super) fn adjust(&self, activity: &Activity, way: &Way, told: &mut Told) {
        let Some(reached) = self.reached_by(way).filter(|_| !told.gives.held) else { return };
        told.to.retain(|who| reached.contains(who));
        // An address that was not reached leaves no trace either.
        let addresses = way.picked(self.to).filter_map(|at| activity.sets.get(self.to)?.items.get(at));
        let unreached = addresses.filter(|item| !item.gives.to.iter().any(|who| reached.contains(who)));
        let traces: Vec<usize> = unreached.flat_map(|item| item.gives.flags.iter().copied()).collect();
        told.gives.flags.retain(|flag| !traces.contains(flag));
    }

    pub(super) fn refuses(&self, way: &Way) -> Option<String> {
        (way.mask(self.to) == 0).then(|| "The address line is empty.".to_owned())
    }

    /// Those who can be reached by the way picked; none if everybody can.
    pub fn reached_by(&self, way: &Way) -> Option<&[PartyIndex]> {
        let picked = way.one(self.by?)?;
        self.reaches.get(picked)?.as_deref()
    }

    /// The answers whose name or address begins, in any of its words, as something typed; those used last come first.
    pub fn completions(&self, activity: &Activity, typed: &str, frame: Frame) -> Vec<usize> {
        let typed = typed.trim().to_lowercase();
        let Some(set) = activity.sets.get(self.to).filter(|_| !typed.is_empty()) else { return Vec::new() };
        let begins = |text: &str| {
            let text = text.to_lowercase();
            text.starts_with(&typed) || text.split([' ', '.', '@', '<', ',']).any(|word| word.starts_with(&typed))
        };
        let fits = |at: usize| {
            let address = self.addresses.get(at).is_some_and(|address| begins(address));
            address || set.items.get(at).is_some_and(|item| begins(&item.label))
        };
        let is_there = |at: &usize| set.items.get(*at).is_some_and(|item| item.frames.has(frame));
        let mut found: Vec<usize> = (0..set.items.len()).filter(|at| is_there(at) && fits(*at)).collect();
        found.sort_by_key(|at| set.items.get(*at).is_none_or(|item| !item.usual));
        found
    }
}
