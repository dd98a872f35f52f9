//! From the answers picked to what is done: the acts, who is near, and what the story notes of it. Nothing is weighed
//! here; the judge sees ordinary acts.

use super::desk::{Activity, Frame, Gives, Item, Kind, Set, Takes};
use super::way::Way;
use crate::ethics::{Act, Fact, PartyIndex, Surroundings, Term, TermSet, Verb};

/// What leaving a desk in one way comes to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// What is done, in order.
    pub acts: Vec<Act>,
    /// Where, and who can make out what; where the desk says nothing of it, it is the scene's.
    pub around: Option<Surroundings>,
    /// The conditions of the scene under which this can be done.
    pub gates: Vec<usize>,
    /// Flags raised.
    pub flags: Vec<usize>,
    /// Story facts learned.
    pub reveals: Vec<usize>,
    /// Facts changed.
    pub set: Vec<(Fact, i16)>,
    /// Beliefs settled.
    pub settles: Vec<Fact>,
    /// Story minutes.
    pub minutes: u32,
    /// Does it do what the desk is for, as far as that can be told?
    pub serves: bool,
}

/// What was picked, joined: what is told, to whom, how; before the desk has its say.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Whom.
    pub to: Vec<PartyIndex>,
    /// Kinds of information.
    pub what: TermSet,
    /// By which way.
    pub by: Option<Term>,
    /// Where.
    pub at: Option<Term>,
    /// People who make more of it than is written, with what they make of it: told in an act of their own.
    pub knowing: Vec<(PartyIndex, TermSet)>,
    /// People who are told for something else than the act says.
    pub purposes: Vec<(PartyIndex, Term)>,
    /// Where, and who can make out what.
    pub around: Option<Surroundings>,
    /// Everything else.
    pub gives: Gives,
}

impl Activity {
    /// What a way comes to in a run.
    ///
    /// # Errors
    /// What is still missing, in words for the player.
    pub fn outcome(&self, way: &Way, frame: Frame) -> Result<Outcome, String> {
        self.is_ready(way, frame)?;
        let mut told = self.joined(way);
        self.kind.adjust(self, way, frame, &mut told);
        let missing = !self.missing(way).is_empty();
        let telling = self.telling(&told, missing);
        let mut gives = told.gives;
        gives.flags.extend(if missing { &self.short } else { &self.whole });
        gives.flags.sort_unstable();
        gives.flags.dedup();
        gives.reveals.sort_unstable();
        gives.reveals.dedup();
        let telling = match telling.is_empty() {
            // What lies ready is neither told nor kept back.
            true if gives.held => Vec::new(),
            true => self.unsaid.clone(),
            false => telling,
        };
        let mut gates: Vec<usize> = self.items(way).filter_map(|item| item.gate).collect();
        gates.sort_unstable();
        gates.dedup();
        let acts = [gives.before, telling, gives.after].concat();
        Ok(Outcome {
            acts,
            around: told.around,
            gates,
            flags: gives.flags,
            reveals: gives.reveals,
            set: gives.set,
            settles: gives.settles,
            minutes: gives.minutes,
            serves: !missing && self.serves(way, frame),
        })
    }

    /// The answers picked, in the order of the desk.
    pub fn items<'a>(&'a self, way: &'a Way) -> impl Iterator<Item = &'a Item> {
        self.sets.iter().enumerate().flat_map(|(at, set)| way.picked(at).filter_map(|item| set.items.get(item)))
    }

    /// Where nothing is missing: is every fault seen, too? Where a desk neither needs nor asks anything, nobody can tell.
    fn serves(&self, way: &Way, frame: Frame) -> bool {
        let seen = match &self.kind {
            Kind::Paper(paper) => paper.sees(way, frame),
            _ => None,
        };
        let asks = !self.needs.is_empty() || seen.is_some();
        asks && seen != Some(false)
    }

    /// What is needed and was not picked.
    pub fn missing(&self, way: &Way) -> Vec<usize> {
        let lacks = |need: &super::desk::Need| way.mask(need.set) & need.any == 0;
        self.needs.iter().enumerate().filter(|(_, need)| lacks(need)).map(|(at, _)| at).collect()
    }

    /// Is every question answered that must be?
    ///
    /// # Errors
    /// What is still missing, in words for the player.
    pub fn is_ready(&self, way: &Way, frame: Frame) -> Result<(), String> {
        if self.is_taken_one_by_one() {
            let picked = self.items(way).count();
            return if picked == 1 { Ok(()) } else { Err("Open one thing at a time.".into()) };
        }
        let open = |(at, set): &(usize, &Set)| {
            set.takes == Takes::One && way.mask(*at) == 0 && set.items.iter().any(|item| item.frames.has(frame))
        };
        if let Some((_, set)) = self.sets.iter().enumerate().find(open) {
            return Err(format!("{} Nothing is chosen yet.", set.ask));
        }
        if let Some(absent) = self.items(way).find(|item| !item.frames.has(frame)) {
            return Err(format!("{}: that is not there.", absent.label));
        }
        self.kind.refuses(self, way, frame).map_or(Ok(()), Err)
    }

    /// Is everything on it done for good at once, like opening a record?
    pub fn is_taken_one_by_one(&self) -> bool {
        self.sets.iter().any(|set| set.takes == Takes::Each)
    }

    fn joined(&self, way: &Way) -> Told {
        let mut told = Told::default();
        for gives in self.items(way).map(|item| &item.gives) {
            told.what = told.what | gives.what;
            told.by = gives.by.or(told.by);
            told.at = gives.at.or(told.at);
            let new = gives.to.iter().filter(|who| !told.to.contains(who)).copied();
            let new: Vec<PartyIndex> = new.collect();
            told.to.extend(new);
            told.purposes.extend(gives.purpose.iter().flat_map(|purpose| gives.to.iter().map(|who| (*who, *purpose))));
            told.gives.held |= gives.held;
            told.gives.set.extend(&gives.set);
            told.gives.settles.extend(&gives.settles);
            told.gives.before.extend(gives.before.iter().cloned());
            told.gives.after.extend(gives.after.iter().cloned());
            told.gives.flags.extend(&gives.flags);
            told.gives.reveals.extend(&gives.reveals);
            told.gives.minutes = told.gives.minutes.saturating_add(gives.minutes);
        }
        if let Some(act) = &self.act {
            told.what = told.what | act.what;
            if told.to.is_empty() && !self.asks_whom() {
                told.to.clone_from(&act.to);
            }
        }
        told.to.sort_unstable();
        told
    }

    /// Does the desk itself ask whom to tell?
    fn asks_whom(&self) -> bool {
        self.sets.iter().flat_map(|set| &set.items).any(|item| !item.gives.to.is_empty())
    }

    /// The act of telling, as it comes out: nothing told to anybody is no act, and what is of no use to those who are told
    /// is a mere disclosure, not the consultation or notice it was meant to be.
    fn telling(&self, told: &Told, is_short: bool) -> Vec<Act> {
        let Some(act) = &self.act else { return Vec::new() };
        let nobody = act.verb.is_flow() && told.to.is_empty();
        let nothing = told.what.is_empty() && told.knowing.is_empty();
        if told.gives.held || nobody || nothing || (is_short && !act.verb.is_flow()) {
            return Vec::new();
        }
        // Who makes more of it, or is told for something else, is told in an act of their own.
        let more = |who: PartyIndex| {
            let known = told.knowing.iter().find(|(knows, _)| *knows == who);
            known.map_or(TermSet::default(), |(_, more)| *more)
        };
        let purpose = |who: PartyIndex| {
            let other = told.purposes.iter().find(|(other, _)| *other == who);
            other.map_or(act.purpose, |(_, purpose)| Some(*purpose))
        };
        let mut acts: Vec<Act> = Vec::new();
        let mut tell = |who: Option<PartyIndex>| {
            let what = told.what | who.map(more).unwrap_or_default();
            let purpose = who.map_or(act.purpose, purpose);
            match acts.iter_mut().find(|act| act.what == what && act.purpose == purpose) {
                Some(act) => act.to.extend(who),
                None => acts.push(Act {
                    verb: if is_short { Verb::Disclose } else { act.verb },
                    to: who.into_iter().collect(),
                    what,
                    purpose,
                    channel: told.by.or(act.channel),
                    setting: told.at.or(act.setting),
                    ..act.clone()
                }),
            }
        };
        if told.to.is_empty() {
            tell(None);
        }
        told.to.iter().for_each(|who| tell(Some(*who)));
        acts
    }

    /// A way in a line: "To: Anna Lindholm. Attached: the page."
    pub fn sentence(&self, way: &Way) -> String {
        // Of a sheet only what was changed is told: the rest stands there.
        let is_sheet = matches!(self.kind, Kind::Redaction(_));
        let of_set = |(at, set): (usize, &Set)| {
            let items = way.picked(at).filter_map(|item| set.items.get(item));
            let told = items.filter(|item| !(is_sheet && item.usual));
            let labels: Vec<&str> = told.map(|item| item.label.as_str()).collect();
            let labels = labels.join("; ");
            (!labels.is_empty()).then(|| match set.lead.is_empty() {
                true => labels,
                false => format!("{}: {labels}", set.lead),
            })
        };
        let parts: Vec<String> = self.sets.iter().enumerate().filter_map(of_set).collect();
        match (parts.is_empty(), &self.kind) {
            (true, Kind::Redaction(_)) => "Everything stays as it is.".into(),
            (true, Kind::Paper(paper)) if paper.marks.is_some() => "Nothing marked.".into(),
            (true, _) => "Nothing.".into(),
            (false, _) => parts.join(" \u{b7} "),
        }
    }

    /// The exact words of a way.
    pub fn spoken(&self, way: &Way) -> String {
        let words: Vec<&str> = self.items(way).map(|item| item.say.as_str()).filter(|say| !say.is_empty()).collect();
        words.join(" ")
    }
}

impl Kind {
    /// What the desk itself makes of what was picked.
    fn adjust(&self, activity: &Activity, way: &Way, frame: Frame, told: &mut Told) {
        match self {
            Self::Earshot(earshot) => earshot.adjust(activity, way, frame, told),
            Self::Mail(mail) => mail.adjust(activity, way, told),
            Self::Redaction(redaction) => redaction.adjust(way, frame, told),
            Self::Paper(paper) => paper.adjust(way, frame, told),
            Self::Phone(_) | Self::Chart(_) => (),
        }
    }

    /// Can a question be answered so, after those before it?
    pub(super) fn fits(&self, way: &[u32], set: usize, mask: u32) -> bool {
        match self {
            Self::Earshot(earshot) => earshot.fits(way, set, mask),
            Self::Mail(_) | Self::Redaction(_) | Self::Paper(_) | Self::Phone(_) | Self::Chart(_) => true,
        }
    }

    /// What it makes of answers differently in different runs, in numbers that are the same where it makes the same.
    pub(super) fn look(&self, frame: Frame) -> Vec<usize> {
        match self {
            Self::Earshot(earshot) => earshot.look(frame),
            Self::Paper(paper) => vec![paper.faults(frame) as usize],
            Self::Redaction(redaction) => redaction.look(frame),
            Self::Mail(_) | Self::Phone(_) | Self::Chart(_) => Vec::new(),
        }
    }

    /// Why this cannot be done yet, beyond a question left open.
    fn refuses(&self, activity: &Activity, way: &Way, frame: Frame) -> Option<String> {
        match self {
            Self::Earshot(earshot) => earshot.refuses(activity, way, frame),
            Self::Mail(mail) => mail.refuses(way),
            Self::Paper(_) | Self::Redaction(_) | Self::Phone(_) | Self::Chart(_) => None,
        }
    }
}
