//! What a player may ask of a run, what a run answers, and why it may refuse.

use crate::ethics::DutyState;
use crate::ids::{ChoiceId, EndingId, RuleId, SceneId, StoryFactId};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How sure the player says they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// A guess.
    Guessing,
    /// Leaning that way.
    Leaning,
    /// Sure.
    Sure,
}

/// What a player asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Make a choice of the scene.
    Choose {
        /// Which.
        choice: ChoiceId,
        /// How sure, where it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// The reading of the clock, in seconds since 1970, where the rim gave one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
    },
    /// Go back to before a decision.
    Rewind {
        /// The decision, counted from 0.
        to: usize,
    },
}

impl Command {
    /// Makes a choice, without a clock.
    pub fn choose(choice: impl Into<ChoiceId>) -> Self {
        Self::Choose { choice: choice.into(), confidence: None, at: None }
    }
}

/// What happened. Front ends draw these and compute nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A choice was made.
    Chose {
        /// In which scene.
        scene: SceneId,
        /// Which.
        choice: ChoiceId,
        /// The label.
        label: String,
        /// The words said.
        said: String,
    },
    /// The story went on.
    Happened {
        /// In these words.
        text: String,
    },
    /// Something became known.
    Learned {
        /// The story fact.
        fact: StoryFactId,
        /// In words.
        text: String,
    },
    /// A duty changed.
    Duty {
        /// The rule that sets it.
        rule: RuleId,
        /// How it stands now.
        state: DutyState,
    },
    /// Story time passed.
    TimePassed {
        /// So many minutes.
        minutes: u32,
    },
    /// A scene was entered.
    Entered {
        /// Which.
        scene: SceneId,
    },
    /// The case ended.
    Ended {
        /// How.
        ending: EndingId,
    },
    /// The run went back.
    Rewound {
        /// To before this decision.
        to: usize,
    },
}

/// Why a command cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The case has ended.
    #[error("the case is over")]
    Over,
    /// The scene has no such choice.
    #[error("this scene has no choice `{choice}`")]
    NoSuchChoice {
        /// What was asked.
        choice: ChoiceId,
    },
    /// A way through the scene's activity is not understood, or not done.
    #[error("{why}")]
    NotDone {
        /// Why, in words for the player.
        why: String,
    },
    /// The choice is there but not open now.
    #[error("the choice `{choice}` is not open now")]
    NotOpen {
        /// What was asked.
        choice: ChoiceId,
    },
    /// An exam cannot be taken back.
    #[error("in exam mode nothing can be taken back")]
    NoRewindInExam,
    /// There was no such decision.
    #[error("there is no decision {decision} to go back to")]
    NoSuchDecision {
        /// What was asked.
        decision: usize,
    },
}
