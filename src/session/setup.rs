//! How a run is set up: everything that, together with the commands, makes it what it is.

use crate::ethics::Standpoint;
use crate::ids::{CaseId, JurisdictionId, PackId, ProfessionId, SceneId, VariantId};
use crate::scenario::Case;
use jiff::civil::Date;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

/// Study or exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub enum Mode {
    /// Explanations along the way, free rewind.
    #[default]
    Study,
    /// No rewind, explanations in the debrief.
    Exam,
}

impl Mode {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Exam => "exam",
        }
    }
}

/// The setup of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// Which case.
    pub case: CaseId,
    /// Which version of it.
    pub version: String,
    /// The seed of everything left to chance.
    pub seed: u64,
    /// Whose law.
    pub jurisdiction: JurisdictionId,
    /// Whose code.
    pub profession: ProfessionId,
    /// The law of which day.
    pub as_of: Date,
    /// Which variant.
    pub variant: VariantId,
    /// Study or exam.
    pub mode: Mode,
    /// Agency policies in force.
    #[serde(default)]
    pub policies: Vec<PackId>,
    /// How chance deals what the case leaves to it; the seed decides if none.
    #[serde(default)]
    pub deal: Option<usize>,
    /// For authors: start here instead.
    #[serde(default)]
    pub from: Option<SceneId>,
    /// For authors: with these facts.
    #[serde(default)]
    pub set: Vec<(String, String)>,
}

impl Setup {
    /// The usual setup of a case: its first variant, jurisdiction and profession, the law of its own day.
    pub fn of(case: &Case, seed: u64) -> Self {
        Self {
            case: case.id.clone(),
            version: case.version.clone(),
            seed,
            jurisdiction: case.jurisdictions.first().cloned().unwrap_or_else(|| "US".into()),
            profession: case.professions.first().cloned().unwrap_or_else(|| "counselor".into()),
            as_of: case.date,
            variant: case.variants.first().map_or_else(|| "base".into(), |variant| variant.id.clone()),
            mode: Mode::Study,
            policies: Vec::new(),
            deal: None,
            from: None,
            set: Vec::new(),
        }
    }

    /// The variant that a seed picks: "surprise me".
    pub fn surprise(case: &Case, seed: u64) -> VariantId {
        let at = ChaCha8Rng::seed_from_u64(seed).random_range(0..case.variants.len().max(1));
        case.variants.get(at).map_or_else(|| "base".into(), |variant| variant.id.clone())
    }

    /// How chance deals: what was set, or else what the seed says.
    pub fn deal(&self, case: &Case) -> usize {
        let deals = case.deals.max(1);
        self.deal.filter(|deal| *deal < deals).unwrap_or_else(|| {
            // Apart from the order of choices, which the same seed shuffles.
            ChaCha8Rng::seed_from_u64(self.seed ^ 0x6465_616C).random_range(0..deals)
        })
    }

    /// As whom, where and when one is judged.
    pub fn standpoint(&self) -> Standpoint {
        Standpoint {
            profession: self.profession.clone(),
            jurisdiction: self.jurisdiction.clone(),
            as_of: self.as_of,
            policies: self.policies.clone(),
        }
    }
}
