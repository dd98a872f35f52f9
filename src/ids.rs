//! The names by which files refer to things. An id is never shown to a player.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// One clause of one code or law: `aca2014.B.3.c`.
    RuleId;
    /// A file of rules: `aca2014`, `us-va`.
    PackId;
    /// A jurisdiction as the player names it: `US-VA`.
    JurisdictionId;
    /// A profession: `counselor`.
    ProfessionId;
    /// Somebody in a situation: `maya`; the player is `you`.
    PartyId;
    /// A case: `hallway`.
    CaseId;
    /// A version of a case of which decisive facts differ.
    VariantId;
    /// A scene of a case.
    SceneId;
    /// A choice of a scene.
    ChoiceId;
    /// A way in which a case can end.
    EndingId;
    /// A place of a case.
    PlaceId;
    /// Something the counselor may come to know in a case.
    StoryFactId;
    /// A flag of a case.
    FlagId;
}

/// No id is longer; comparing a megabyte of something else would take all day.
const LONGEST_ID: usize = 100;

/// The candidate nearest to what was written, if one is near enough to be what was meant.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > LONGEST_ID {
        return None;
    }
    let close = |candidate: &'a str| {
        if candidate.len() > LONGEST_ID {
            return None;
        }
        let likeness = strsim::jaro_winkler(&written.to_lowercase(), &candidate.to_lowercase());
        (likeness > 0.78).then_some((likeness, candidate))
    };
    let best = candidates.into_iter().filter_map(close).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_finds_the_nearest_known_id() {
        assert_eq!(nearest("sypmtoms", ["symptoms", "schedule", "progress"]), Some("symptoms"));
    }

    #[test]
    fn a_stranger_finds_nothing() {
        assert_eq!(nearest("zebra", ["symptoms", "schedule"]), None);
    }
}
