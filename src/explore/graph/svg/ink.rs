//! The colors of the map. On paper each text has a contrast of at least 4.5 to 1 with what it stands on; whoever shows the
//! map on a screen of other colors brings its own.

use crate::explore::graph::MapScene;
use crate::scenario::Tone;
use std::fmt;

/// A color, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// What is filled, and its outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plate {
    /// Inside.
    pub fill: Color,
    /// Around it.
    pub stroke: Color,
}

/// Every color of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    /// Behind everything, and what is written upon marks.
    pub paper: Color,
    /// Words.
    pub text: Color,
    /// Words of second rank.
    pub soft_text: Color,
    /// Words of what a run left aside.
    pub pale_text: Color,
    /// Ways.
    pub way: Color,
    /// Ways and outlines that a run left aside.
    pub pale_way: Color,
    /// The run's path.
    pub path: Color,
    /// Lines inside a scene.
    pub rule: Color,
    /// The same where a run left it aside.
    pub pale_rule: Color,
    /// The dot before a choice that a run left aside, in a scene that it passed.
    pub faint: Color,
    /// Inside a scene that a run left aside.
    pub pale_fill: Color,
    /// A scene.
    pub scene: Plate,
    /// A steady ending.
    pub steady: Plate,
    /// An ending to learn from.
    pub learning: Plate,
    /// A heavy ending.
    pub heavy: Plate,
}

impl Colors {
    /// Dark on white paper.
    pub const PRINT: Self = Self {
        paper: Color([0xff, 0xff, 0xff]),
        text: Color([0x1b, 0x23, 0x30]),
        soft_text: Color([0x4a, 0x53, 0x63]),
        pale_text: Color([0x69, 0x71, 0x80]),
        way: Color([0x5b, 0x68, 0x79]),
        pale_way: Color([0xcc, 0xd2, 0xda]),
        path: Color([0x0b, 0x4f, 0x9e]),
        rule: Color([0xd3, 0xd9, 0xe1]),
        pale_rule: Color([0xe6, 0xea, 0xef]),
        faint: Color([0x9a, 0xa4, 0xb1]),
        pale_fill: Color([0xfb, 0xfc, 0xfd]),
        scene: Plate { fill: Color([0xf4, 0xf7, 0xfa]), stroke: Color([0x4a, 0x5b, 0x73]) },
        steady: Plate { fill: Color([0xe5, 0xf3, 0xe8]), stroke: Color([0x2f, 0x6b, 0x3c]) },
        learning: Plate { fill: Color([0xfd, 0xf4, 0xda]), stroke: Color([0x85, 0x60, 0x0a]) },
        heavy: Plate { fill: Color([0xf6, 0xe7, 0xed]), stroke: Color([0x7a, 0x23, 0x48]) },
    };

    /// Fill and outline of a scene, or of an ending of this tone.
    pub(super) fn tone(&self, tone: Option<Tone>) -> Plate {
        match tone {
            None => self.scene,
            Some(Tone::Steady) => self.steady,
            Some(Tone::Learning) => self.learning,
            Some(Tone::Heavy) => self.heavy,
        }
    }
}

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
    pub(super) fill: Color,
    pub(super) stroke: Color,
    pub(super) width: &'static str,
    pub(super) rule: Color,
    pub(super) faint: Color,
}

impl Ink {
    pub(super) fn of(scene: &MapScene, stand: Stand, colors: &Colors) -> Self {
        let Plate { fill, stroke } = colors.tone(scene.ending.as_ref().map(|(_, tone)| *tone));
        let Colors { rule, path, pale_way, .. } = *colors;
        match stand {
            Stand::Plain => Self { fill, stroke, width: "1.5", rule, faint: colors.way },
            Stand::Taken => Self { fill, stroke: path, width: "3", rule, faint: colors.faint },
            Stand::Pale => {
                Self { fill: colors.pale_fill, stroke: pale_way, width: "1.5", rule: colors.pale_rule, faint: pale_way }
            }
        }
    }
}

impl Stand {
    /// The color of a way.
    pub(super) fn way(self, colors: &Colors) -> Color {
        match self {
            Self::Plain => colors.way,
            Self::Taken => colors.path,
            Self::Pale => colors.pale_way,
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
