//! The colors of the map. Each text has a contrast of at least 4.5 to 1 with what it stands on.

use crate::explore::graph::MapScene;
use crate::scenario::Tone;

pub(super) const PAPER: &str = "#ffffff";
pub(super) const TEXT: &str = "#1b2330";
pub(super) const SOFT_TEXT: &str = "#4a5363";
pub(super) const PALE_TEXT: &str = "#697180";
pub(super) const WAY: &str = "#5b6879";
pub(super) const PALE_WAY: &str = "#ccd2da";
pub(super) const PATH: &str = "#0b4f9e";

/// How something stands to the run laid over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// There is no run.
    Plain,
    /// The run took it.
    Taken,
    /// The run left it aside.
    Pale,
}

/// The colors of a scene.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) fill: &'static str,
    pub(super) stroke: &'static str,
    pub(super) width: &'static str,
    pub(super) rule: &'static str,
    pub(super) faint: &'static str,
}

impl Ink {
    pub(super) fn of(scene: &MapScene, stand: Stand) -> Self {
        let (fill, stroke) = tone(scene.ending.as_ref().map(|(_, tone)| *tone));
        match stand {
            Stand::Plain => Self { fill, stroke, width: "1.5", rule: "#d3d9e1", faint: WAY },
            Stand::Taken => Self { fill, stroke: PATH, width: "3", rule: "#d3d9e1", faint: "#9aa4b1" },
            Stand::Pale => Self { fill: "#fbfcfd", stroke: PALE_WAY, width: "1.5", rule: "#e6eaef", faint: PALE_WAY },
        }
    }
}

/// Fill and outline of a scene, or of an ending of this tone.
pub(super) fn tone(tone: Option<Tone>) -> (&'static str, &'static str) {
    match tone {
        None => ("#f4f7fa", "#4a5b73"),
        Some(Tone::Steady) => ("#e5f3e8", "#2f6b3c"),
        Some(Tone::Learning) => ("#fdf4da", "#85600a"),
        Some(Tone::Heavy) => ("#f6e7ed", "#7a2348"),
    }
}

impl Stand {
    /// The color of a way.
    pub(super) fn way(self) -> &'static str {
        match self {
            Self::Plain => WAY,
            Self::Taken => PATH,
            Self::Pale => PALE_WAY,
        }
    }

    /// How thick a way is.
    pub(super) fn thickness(self) -> &'static str {
        match self {
            Self::Plain | Self::Pale => "1.5",
            Self::Taken => "4.5",
        }
    }
}
