//! A case, resolved: every name in it is known to exist, so nothing after loading can fail to find it.

use super::activity::SceneActivity;
use super::condition::CaseAtom;
use super::look::{Look, Mood};
use super::text::Prose;
use crate::activity::{Frame, Frames, Offer, Way};
use crate::ethics::{Act, Badge, Condition, Fact, Party, PartyIndex, Process, Release, Surroundings, Term, TermSet};
use crate::ids::{
    CaseId, ChoiceId, EndingId, FlagId, JurisdictionId, PlaceId, ProfessionId, RuleId, SceneId, StoryFactId, VariantId,
};
use crate::reading::Allow;
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::sync::Arc;

/// Somebody of the cast.
#[derive(Debug, Clone)]
pub struct CastMember {
    /// As rules see them; the player comes first in every cast.
    pub party: Party,
    /// "she/her".
    pub pronouns: Option<String>,
    /// One good trait.
    pub good: Option<String>,
    /// One want.
    pub want: Option<String>,
    /// How they look.
    pub look: Look,
}

/// Where scenes happen.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// What kind of place it is.
    pub setting: Term,
    /// Which picture shows it.
    pub art: String,
}

/// Something the counselor may come to know.
#[derive(Debug, Clone)]
pub struct StoryFact {
    /// Its id.
    pub id: StoryFactId,
    /// About whom.
    pub about: PartyIndex,
    /// Which kinds of information it is.
    pub kinds: TermSet,
    /// In words.
    pub text: String,
}

/// A version of the case in which decisive facts differ.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its id.
    pub id: VariantId,
    /// Its title, for instructors.
    pub title: String,
    /// A line for the briefing.
    pub brief: Option<String>,
    /// Facts that differ.
    pub set: Vec<(Fact, i16)>,
    /// Beliefs that are open instead.
    pub unsettled: Option<Vec<Fact>>,
    /// Ages that differ.
    pub ages: Vec<(PartyIndex, u8)>,
    /// Releases on file instead.
    pub releases: Option<Vec<Release>>,
    /// Legal paper instead.
    pub process: Option<(Process, Option<i16>)>,
}

/// How a case can end.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Its id.
    pub id: EndingId,
    /// Its title.
    pub title: String,
    /// How it feels.
    pub tone: Tone,
}

/// How an ending feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Things stand.
    Steady,
    /// Something was learned.
    Learning,
    /// It weighs.
    Heavy,
}

impl Tone {
    /// As written.
    pub const ALL: &[(&str, Self)] = &[("Steady", Self::Steady), ("Learning", Self::Learning), ("Heavy", Self::Heavy)];
}

/// What changes after a way through an activity, under a condition if there is one.
#[derive(Debug, Clone)]
pub struct SetWhen {
    /// Asked of the story with the flags of the way up.
    pub when: Option<Condition<CaseAtom>>,
    /// Facts changed.
    pub facts: Vec<(Fact, i16)>,
    /// Flags raised.
    pub flags: Vec<usize>,
}

/// What one can do in a scene.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id, unique within its scene.
    pub id: ChoiceId,
    /// A few words.
    pub label: String,
    /// The exact words said or done.
    pub say: Option<Prose>,
    /// What happens then.
    pub then: Prose,
    /// Why it matters here, in a supervisor's voice.
    pub note: Option<String>,
    /// When it is open.
    pub when: Option<Condition<CaseAtom>>,
    /// What it does.
    pub acts: Vec<Act>,
    /// Where, and who can make out what; where nothing is said of it, it is the scene's.
    pub around: Option<Surroundings>,
    /// The runs in which it can be made.
    pub frames: Frames,
    /// Facts it changes.
    pub set: Vec<(Fact, i16)>,
    /// Facts it changes and flags it raises under a condition, which sees the flags it raises anyway.
    pub sets: Vec<SetWhen>,
    /// Does it do what its activity is for, with nothing missing that this takes? Of no other choice is that known.
    pub serves: bool,
    /// Flags it raises.
    pub flags: Vec<usize>,
    /// Story facts it reveals.
    pub reveals: Vec<usize>,
    /// Beliefs it settles.
    pub settles: Vec<Fact>,
    /// Story minutes it takes.
    pub minutes: u32,
    /// Where it leads: the first that holds; the last is unconditional.
    pub goto: Vec<(Option<Condition<CaseAtom>>, usize)>,
    /// Where it stands in the file.
    pub span: Span,
}

/// A moment of the case.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// A short heading.
    pub title: Option<String>,
    /// Where it happens.
    pub place: usize,
    /// Who is part of it.
    pub present: Vec<PartyIndex>,
    /// Who is within earshot.
    pub earshot: Vec<PartyIndex>,
    /// What is told.
    pub text: Prose,
    /// Story facts it reveals on the first visit.
    pub reveals: Vec<usize>,
    /// Facts it changes on the first visit.
    pub set: Vec<(Fact, i16)>,
    /// Beliefs it settles on the first visit.
    pub settles: Vec<Fact>,
    /// Story minutes it takes on the first visit.
    pub minutes: u32,
    /// How people feel here.
    pub moods: Vec<(PartyIndex, Mood)>,
    /// What one can do: what its author wrote, and after it every way through its activity.
    pub choices: Vec<Choice>,
    /// So many of them its author wrote.
    pub authored: usize,
    /// What can be done by hand.
    pub activity: Option<Arc<SceneActivity>>,
    /// The ending, if the case ends here.
    pub ending: Option<Ending>,
    /// Where it stands in the file.
    pub span: Span,
}

impl Choice {
    /// Every change of a fact that it can bring.
    pub fn changes(&self) -> impl Iterator<Item = (Fact, i16)> {
        self.set.iter().chain(self.sets.iter().flat_map(|change| &change.facts)).copied()
    }

    /// Every flag that it can raise.
    pub fn raises(&self) -> impl Iterator<Item = usize> {
        self.flags.iter().chain(self.sets.iter().flat_map(|change| &change.flags)).copied()
    }
}

impl Scene {
    /// What its author wrote as choices.
    pub fn written(&self) -> &[Choice] {
        self.choices.get(..self.authored).unwrap_or_default()
    }

    /// Is this one of the ways through its activity?
    pub fn is_way(&self, choice: usize) -> bool {
        choice >= self.authored && choice < self.choices.len()
    }

    /// The way of a choice in a run, where it is a way through the activity.
    pub fn way_in(&self, choice: usize, frame: Frame) -> Option<&Way> {
        let offer = self.activity.as_deref()?.offers.get(choice.checked_sub(self.authored)?)?;
        Some(offer.way_in(frame))
    }

    /// What a choice is called in a run.
    pub fn label_in(&self, choice: usize, frame: Frame) -> Option<String> {
        match self.activity.as_deref().zip(self.way_in(choice, frame)) {
            Some((played, way)) => Some(played.activity.sentence(way)),
            None => Some(self.choices.get(choice)?.label.clone()),
        }
    }

    /// By which name a choice is asked for in a run.
    pub fn name_in(&self, choice: usize, frame: Frame) -> Option<ChoiceId> {
        match self.activity.as_deref().zip(self.way_in(choice, frame)) {
            Some((played, way)) => Some(way.words(&played.activity).into()),
            None => Some(self.choices.get(choice)?.id.clone()),
        }
    }

    /// What somebody asks for by name in a run: a choice, or a way through the activity in words. Many ways come to the
    /// same; the choice is the one they come to.
    ///
    /// # Errors
    /// What is not understood of a way, or is still missing.
    pub fn asked(&self, id: &ChoiceId, frame: Frame) -> Result<Option<(usize, Option<Way>)>, String> {
        if let Some(at) = self.written().iter().position(|choice| choice.id == *id) {
            return Ok(Some((at, None)));
        }
        let Some(played) = self.activity.as_deref().filter(|_| id.as_str().contains('(')) else { return Ok(None) };
        let way = Way::read(&played.activity, id.as_str(), frame)?;
        let outcome = played.activity.outcome(&way, frame)?;
        let apart = played.activity.is_taken_one_by_one();
        let same = |offer: &Offer| {
            offer.frames.has(frame) && offer.outcome == outcome && (!apart || *offer.way_in(frame) == way)
        };
        let found = played.offers.iter().position(same).map(|at| self.authored + at);
        Ok(found.map(|at| (at, Some(way))))
    }
}

/// A learning objective.
#[derive(Debug, Clone)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: String,
    /// Rules it means to exercise.
    pub standards: Vec<(RuleId, Span)>,
}

/// A source that was consulted.
#[derive(Debug, Clone)]
pub struct SourceCited {
    /// As one cites it.
    pub cite: String,
    /// When it was consulted.
    pub on: Option<Date>,
}

/// Somebody who reviewed the case.
#[derive(Debug, Clone)]
pub struct Review {
    /// Who.
    pub name: String,
    /// When.
    pub on: Date,
}

/// For the instructor.
#[derive(Debug, Clone, Default)]
pub struct Guide {
    /// What the case is for.
    pub summary: String,
    /// Questions for discussion.
    pub questions: Vec<String>,
    /// Further notes.
    pub notes: Option<String>,
}

/// A named path with what it must come to.
#[derive(Debug, Clone)]
pub struct CaseTest {
    /// Its name.
    pub name: String,
    /// Under which variant; the first if none.
    pub variant: Option<usize>,
    /// With which deal of chance.
    pub deal: usize,
    /// Under which law; the case's first if none.
    pub jurisdiction: Option<JurisdictionId>,
    /// On which day of the law.
    pub as_of: Option<Date>,
    /// The choices, one after the other.
    pub path: Vec<(ChoiceId, Span)>,
    /// The ending it must reach.
    pub ends: Option<(EndingId, Span)>,
    /// Rules it must break.
    pub breaks: Vec<(RuleId, Span)>,
    /// Rules it must keep.
    pub keeps: Vec<(RuleId, Span)>,
    /// Rules it must not break.
    pub never_breaks: Vec<(RuleId, Span)>,
    /// The gravest law badge.
    pub law: Option<(Badge, Span)>,
    /// The gravest ethics badge.
    pub ethics: Option<(Badge, Span)>,
    /// Where it stands in the file.
    pub span: Span,
}

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// What it is about, without giving it away.
    pub summary: String,
    /// How long it takes.
    pub minutes: u32,
    /// In how many ways chance can deal what is left to it.
    pub deals: usize,
    /// Its language.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<Review>,
    /// Under which terms it may be used.
    pub licence: String,
    /// What was consulted.
    pub sources: Vec<SourceCited>,
    /// When it was last gone through.
    pub reviewed_on: Option<Date>,
    /// Shown before.
    pub content_note: String,
    /// Shown after: where to turn.
    pub support: String,
    /// What it covers.
    pub themes: Vec<String>,
    /// What one should learn.
    pub objectives: Vec<Objective>,
    /// Laws under which it can be played; the first is usual.
    pub jurisdictions: Vec<JurisdictionId>,
    /// Professions as whom it can be played; the first is usual.
    pub professions: Vec<ProfessionId>,
    /// The day it starts.
    pub date: Date,
    /// The minute of the day it starts.
    pub start_minute: u32,
    /// Who one is.
    pub role: String,
    /// The briefing.
    pub setting: String,
    /// The people; the player is the first.
    pub cast: Vec<CastMember>,
    /// The places.
    pub places: Vec<Place>,
    /// What one may come to know.
    pub facts: Vec<StoryFact>,
    /// Flags a choice can raise.
    pub flags: Vec<FlagId>,
    /// Facts as they stand at the start.
    pub situation: Vec<(Fact, i16)>,
    /// Beliefs open at the start.
    pub unsettled: Vec<Fact>,
    /// Releases on file at the start.
    pub releases: Vec<Release>,
    /// Legal paper received or to come.
    pub process: Option<(Process, Option<i16>)>,
    /// The versions; at least one.
    pub variants: Vec<Variant>,
    /// Where it starts.
    pub start: usize,
    /// The scenes.
    pub scenes: Vec<Scene>,
    /// For the instructor.
    pub guide: Guide,
    /// A question to sit with.
    pub reflect: String,
    /// What to read next.
    pub reading: Vec<String>,
    /// Its own tests.
    pub tests: Vec<CaseTest>,
    /// Findings of lint that are meant to stand.
    pub allow: Vec<Allow>,
    /// The text it was read from.
    pub source: Arc<Source>,
}

impl Case {
    /// The scene of an id.
    pub fn scene_named(&self, id: &str) -> Option<usize> {
        self.scenes.iter().position(|scene| scene.id.as_str() == id)
    }

    /// The variant of an id.
    pub fn variant_named(&self, id: &str) -> Option<usize> {
        self.variants.iter().position(|variant| variant.id.as_str() == id)
    }

    /// A member of the cast.
    pub fn member(&self, index: PartyIndex) -> Option<&CastMember> {
        self.cast.get(usize::from(index.0))
    }
}
