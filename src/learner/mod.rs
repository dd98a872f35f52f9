//! What is kept of a learner, on their own machine only: how they like to work, and which cases they have played.

use crate::ids::{CaseId, EndingId, JurisdictionId, ProfessionId};
use crate::session::{Band, Session};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The look of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub enum Look {
    /// Light.
    #[default]
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    HighContrast,
}

/// How a learner likes to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The size of text, in hundredths.
    pub text_percent: u16,
    /// The look.
    pub look: Look,
    /// No movement on the screen.
    pub reduced_motion: bool,
    /// Where they practice.
    pub jurisdiction: JurisdictionId,
    /// As what.
    pub profession: ProfessionId,
    /// Ask how sure one is at each decision.
    pub ask_confidence: bool,
}

/// The smallest and largest text, in hundredths.
pub const TEXT_PERCENT: std::ops::RangeInclusive<u16> = 80..=250;

impl Default for Settings {
    fn default() -> Self {
        Self {
            text_percent: 100,
            look: Look::Light,
            reduced_motion: false,
            jurisdiction: JurisdictionId::from("US-CA"),
            profession: ProfessionId::from("counselor"),
            ask_confidence: false,
        }
    }
}

impl Settings {
    /// Reads settings; what cannot be read is as usual, and a size out of bounds is brought within them.
    ///
    /// # Errors
    /// Where the text is no settings file at all.
    pub fn parse(text: &str) -> Result<Self, ron::error::SpannedError> {
        let mut settings: Self = ron::from_str(text)?;
        settings.text_percent = settings.text_percent.clamp(*TEXT_PERCENT.start(), *TEXT_PERCENT.end());
        Ok(settings)
    }

    /// The settings as text.
    pub fn to_text(&self) -> String {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }
}

/// What was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Progress {
    /// By case.
    pub cases: BTreeMap<CaseId, CaseProgress>,
}

/// What was played of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct CaseProgress {
    /// Runs brought to an end.
    pub finished: u32,
    /// Endings seen.
    pub endings: BTreeSet<EndingId>,
    /// The run with the mildest worst decision: that band, in words.
    pub best: Option<String>,
}

impl Progress {
    /// Reads progress.
    ///
    /// # Errors
    /// Where the text is no progress file.
    pub fn parse(text: &str) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(text)
    }

    /// Progress as text.
    pub fn to_text(&self) -> String {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default()
    }

    /// Takes a finished run in.
    pub fn note(&mut self, session: &Session) {
        let Some(ending) = session.ending() else { return };
        let entry = self.cases.entry(session.case().id.clone()).or_default();
        entry.finished += 1;
        entry.endings.insert(ending.id.clone());
        let worst = session.decisions().iter().map(crate::session::Decision::band).max().unwrap_or(Band::Sound);
        let rank = |words: &str| Band::ALL.iter().position(|band| band.words() == words).unwrap_or(usize::MAX);
        let better = entry.best.as_deref().is_none_or(|best| rank(worst.words()) < rank(best));
        if better {
            entry.best = Some(worst.words().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_written() {
        let settings = Settings { text_percent: 200, look: Look::Dark, reduced_motion: true, ..Settings::default() };
        assert_eq!(Settings::parse(&settings.to_text()), Ok(settings));
    }

    #[test]
    fn a_text_size_out_of_bounds_is_brought_within_them() {
        assert_eq!(Settings::parse("(text_percent: 9000)").map(|settings| settings.text_percent), Ok(250));
    }
}
