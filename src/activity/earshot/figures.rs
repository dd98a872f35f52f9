//! The figures on which earshot rests, each with the words an author writes for it and the source it was taken from. These
//! tables are the vocabulary of floor plans and of docs/earshot.md; the numbers in brackets are the sources listed there.

use super::level::{Level, Spectrum};

/// How far a figure can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The figure of a standard, seen alike in several places.
    Standard,
    /// The figure of one publication.
    Published,
    /// A page of a trade or for everybody: better than nothing.
    Popular,
    /// Ours: no source was found.
    Estimate,
}

impl Trust {
    /// As written in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Published => "published",
            Self::Popular => "popular",
            Self::Estimate => "estimate",
        }
    }
}

/// How loud somebody speaks: octave levels at 1 m in front of the mouth.
#[derive(Debug, PartialEq, Eq)]
pub struct Voice {
    /// The word in a file.
    pub word: &'static str,
    /// As told to a reader.
    pub name: &'static str,
    /// Octave levels.
    pub levels: Spectrum,
    /// Where they come from.
    pub source: &'static str,
    /// How far that can be relied on.
    pub trust: Trust,
}

/// Every voice, quietest first; the last comes out of a telephone.
pub const VOICES: &[Voice] = &[
    Voice {
        word: "whisper",
        name: "a whisper",
        levels: Spectrum::of([240, 310, 330, 330, 300]),
        source: "set by us; whispered consonants are nearly as loud as spoken ones, vowels are not [8]",
        trust: Trust::Estimate,
    },
    Voice {
        word: "low",
        name: "a low voice",
        levels: Spectrum::of([478, 503, 441, 394, 344]),
        source: "the normal voice less 9.4 dB: 50 dBA, as people choose it in quiet [4], \"casual\" [5]",
        trust: Trust::Published,
    },
    Voice {
        word: "normal",
        name: "a normal voice",
        levels: Spectrum::of([572, 598, 535, 488, 438]),
        source: "ANSI S3.5-1997, table 4 [1]",
        trust: Trust::Standard,
    },
    Voice {
        word: "raised",
        name: "a raised voice",
        levels: Spectrum::of([615, 656, 623, 568, 513]),
        source: "ANSI S3.5-1997, table 4 [1]",
        trust: Trust::Standard,
    },
    Voice {
        word: "loud",
        name: "a loud voice",
        levels: Spectrum::of([640, 703, 706, 659, 599]),
        source: "ANSI S3.5-1997, table 4 [1]",
        trust: Trust::Standard,
    },
    Voice {
        word: "speakerphone",
        name: "the far voice on a speakerphone",
        levels: Spectrum::of([572, 598, 535, 488, 438]),
        source: "as a normal voice at the telephone: what people prefer in a quiet room [37]",
        trust: Trust::Published,
    },
];

/// What a barrier is when it stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// A wall: counts from its nearest point, and cannot be opened.
    Wall,
    /// Can be opened; then nothing is in the way.
    Door,
    /// Stays as it is.
    Fixed,
}

/// What stands between two rooms: the loss of what goes through it, octave by octave.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The word in a file.
    pub word: &'static str,
    /// As told to a reader.
    pub name: &'static str,
    /// Wall, door or neither.
    pub make: Make,
    /// Transmission loss when shut.
    pub loss: Spectrum,
    /// How high it is where nothing is said, in centimeters; `None`: as high as the lower room.
    pub top: Option<i32>,
    /// Where the loss comes from.
    pub source: &'static str,
    /// How far that can be relied on.
    pub trust: Trust,
}

/// What an open door is, and everything else through which one can see.
pub const OPENING: &Kind = &Kind {
    word: "opening",
    name: "an opening",
    make: Make::Fixed,
    loss: Spectrum::of([0; 5]),
    top: None,
    source: "by definition",
    trust: Trust::Standard,
};

/// A screen as high as a seated person: in a room it stands between two people, and does not part the room.
pub const SCREEN: &Kind = &Kind {
    word: "screen",
    name: "a half-height screen",
    make: Make::Fixed,
    loss: Spectrum::of([120, 120, 120, 120, 110]),
    top: Some(150),
    source: "an open-plan partition [14]",
    trust: Trust::Published,
};

/// Everything that can stand between two rooms.
pub const LOSSES: &[&Kind] = &[
    OPENING,
    &Kind {
        word: "hollow_door",
        name: "a hollow-core door, air all around it",
        make: Make::Door,
        loss: Spectrum::of([169, 189, 162, 155, 180]),
        top: Some(205),
        source: "hollow-core door of STC 19 [14] with a leak of 21 dB [16]",
        trust: Trust::Published,
    },
    &Kind {
        word: "solid_door",
        name: "a solid door, air all around it",
        make: Make::Door,
        loss: Spectrum::of([206, 206, 206, 209, 209]),
        top: Some(205),
        source: "solid door of STC 34 [14] with a leak of 21 dB [16]",
        trust: Trust::Published,
    },
    &Kind {
        word: "gasketed_door",
        name: "a solid door with felt along its edges",
        make: Make::Door,
        loss: Spectrum::of([280, 280, 280, 360, 400]),
        top: Some(205),
        source: "solid door of STC 34 [14] less 3 dB, our guess after [16b]",
        trust: Trust::Published,
    },
    &Kind {
        word: "hatch",
        name: "a hatch, not sealed",
        make: Make::Door,
        loss: Spectrum::of([162, 174, 178, 179, 165]),
        top: Some(100),
        source: "single glass [14] with a leak of 18 dB, set by us",
        trust: Trust::Estimate,
    },
    &Kind {
        word: "elevator_doors",
        name: "elevator doors",
        make: Make::Door,
        loss: Spectrum::of([182, 195, 197, 185, 200]),
        top: Some(205),
        source: "hollow metal door [14] with a leak of 20 dB, set by us",
        trust: Trust::Estimate,
    },
    &Kind {
        word: "window",
        name: "a window of a house",
        make: Make::Door,
        loss: Spectrum::of([180, 230, 270, 290, 220]),
        top: Some(120),
        source: "single glass [14] less 3 dB for its frame, set by us; held against [18]",
        trust: Trust::Estimate,
    },
    &Kind {
        word: "car",
        name: "the side of a car, its windows shut",
        make: Make::Door,
        loss: Spectrum::of([150, 200, 220, 250, 250]),
        top: Some(100),
        source: "set by us: no figure for speech going out of a car was found",
        trust: Trust::Estimate,
    },
    &Kind {
        word: "glass",
        name: "a pane of single glass, 1/8 in",
        make: Make::Fixed,
        loss: Spectrum::of([210, 260, 310, 330, 220]),
        top: None,
        source: "STC 26 [14]",
        trust: Trust::Published,
    },
    SCREEN,
    &Kind {
        word: "drywall",
        name: "drywall on wood studs, empty",
        make: Make::Wall,
        loss: Spectrum::of([260, 280, 350, 330, 310]),
        top: None,
        source: "STC 33 [14] less 5 dB, as built [17]",
        trust: Trust::Published,
    },
    &Kind {
        word: "drywall_steel",
        name: "drywall on steel studs, empty",
        make: Make::Wall,
        loss: Spectrum::of([220, 380, 420, 320, 410]),
        top: None,
        source: "STC 39 [14] less 5 dB, as built [17]",
        trust: Trust::Published,
    },
    &Kind {
        word: "drywall_filled",
        name: "drywall on steel studs, filled",
        make: Make::Wall,
        loss: Spectrum::of([360, 470, 490, 400, 460]),
        top: None,
        source: "STC 45 [14] less 5 dB, as built [17]",
        trust: Trust::Published,
    },
    &Kind {
        word: "masonry",
        name: "masonry, 8 in",
        make: Make::Wall,
        loss: Spectrum::of([390, 450, 490, 530, 510]),
        top: None,
        source: "STC 53 [14] less 5 dB, as built [17]",
        trust: Trust::Published,
    },
];

/// What a noise is made of: octave levels against its A-weighted level.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The word in a file.
    pub word: &'static str,
    /// As told to a reader.
    pub name: &'static str,
    /// Octave levels when the whole is 0 dBA.
    pub levels: Spectrum,
    /// Where they come from.
    pub source: &'static str,
    /// How far that can be relied on.
    pub trust: Trust,
}

impl Shape {
    /// A noise of this shape at this A-weighted level.
    pub fn at(&self, level: Level) -> Spectrum {
        self.levels.shifted(level)
    }
}

/// A building at rest, its ventilation: what a room has where nothing is said.
pub const HUSH: &Shape = &Shape {
    word: "hush",
    name: "a building at rest: 5 dB less for each octave",
    levels: Spectrum::of([35, -15, -65, -115, -165]),
    source: "the RC curve [19]",
    trust: Trust::Published,
};

/// Every shape of noise.
pub const SHAPES: &[&Shape] = &[
    HUSH,
    &Shape {
        word: "machine",
        name: "a masking machine or a fan: the same in each octave",
        levels: Spectrum::of([-62, -62, -62, -62, -62]),
        source: "what most \"white noise\" machines make is pink [26]",
        trust: Trust::Popular,
    },
    &Shape {
        word: "voices",
        name: "other people talking",
        levels: Spectrum::of([-23, 3, -60, -107, -157]),
        source: "the spectrum of speech [1]",
        trust: Trust::Standard,
    },
    &Shape {
        word: "street",
        name: "traffic",
        levels: Spectrum::of([-44, -54, -44, -54, -124]),
        source: "passenger cars at 50 ft [20]",
        trust: Trust::Popular,
    },
];

/// How much a room swallows.
#[derive(Debug, PartialEq, Eq)]
pub struct Finish {
    /// The word in a file.
    pub word: &'static str,
    /// As told to a reader.
    pub name: &'static str,
    /// Mean absorption of floor, ceiling and walls, in hundredths.
    pub absorbs: u32,
    /// What a screen takes from the sound that comes by the ceiling.
    pub screen: Level,
    /// Where they come from.
    pub source: &'static str,
    /// How far that can be relied on.
    pub trust: Trust,
}

/// Every finish, softest first.
pub const FINISHES: &[Finish] = &[
    Finish {
        word: "soft",
        name: "carpet, curtains, a ceiling of tiles",
        absorbs: 30,
        screen: Level(60),
        source: "set by us",
        trust: Trust::Estimate,
    },
    Finish {
        word: "ordinary",
        name: "some of it soft",
        absorbs: 20,
        screen: Level(30),
        source: "set by us",
        trust: Trust::Estimate,
    },
    Finish {
        word: "hard",
        name: "tile, plaster, bare floor",
        absorbs: 10,
        screen: Level(0),
        source: "set by us",
        trust: Trust::Estimate,
    },
];

/// The ear's own noise: ANSI S3.5-1997, reference internal noise (source 1).
pub const EAR: Spectrum = Spectrum::of([186, 158, 160, 138, 86]);

/// The voice of this word.
pub fn voice(word: &str) -> Option<&'static Voice> {
    VOICES.iter().find(|voice| voice.word == word)
}

/// The kind of barrier of this word.
pub fn kind(word: &str) -> Option<&'static Kind> {
    LOSSES.iter().copied().find(|kind| kind.word == word)
}

/// The shape of noise of this word.
pub fn shape(word: &str) -> Option<&'static Shape> {
    SHAPES.iter().copied().find(|shape| shape.word == word)
}

/// The finish of this word.
pub fn finish(word: &str) -> Option<&'static Finish> {
    FINISHES.iter().find(|finish| finish.word == word)
}

#[cfg(test)]
mod tests {
    use super::super::level::sum;
    use super::*;

    fn leaky(leaf: [i32; 5], leak: i32) -> Spectrum {
        Spectrum(leaf.map(|loss| -sum([Level(-loss), Level(-leak)])))
    }

    fn loss(word: &str) -> Spectrum {
        kind(word).unwrap().loss
    }

    #[test]
    fn a_door_is_its_leaf_and_the_air_around_it() {
        assert_eq!(loss("hollow_door"), leaky([190, 230, 180, 170, 210], 210));
        assert_eq!(loss("solid_door"), leaky([310, 310, 310, 390, 430], 210));
        assert_eq!(loss("hatch"), leaky([210, 260, 310, 330, 220], 180));
        assert_eq!(loss("elevator_doors"), leaky([230, 290, 310, 240, 400], 200));
    }

    #[test]
    fn a_shape_is_nothing_but_a_shape() {
        let raw = [
            ("hush", [100, 50, 0, -50, -100]),
            ("machine", [0; 5]),
            ("voices", [572, 598, 535, 488, 438]),
            ("street", [670, 660, 670, 660, 590]),
        ];
        for (word, raw) in raw.map(|(word, raw)| (word, Spectrum::of(raw))) {
            assert_eq!(shape(word).unwrap().levels, raw.shifted(-raw.a_weighted()), "{word}");
        }
    }

    #[test]
    fn the_figures_stand_in_order() {
        let spoken = VOICES.iter().take(5).map(|voice| voice.levels);
        for (quieter, louder) in spoken.clone().zip(spoken.skip(1)) {
            assert!(quieter.zip(louder, |quieter, louder| quieter <= louder).iter().all(|more| *more));
        }
        assert!(LOSSES.iter().all(|kind| kind.loss.0.iter().all(|loss| *loss >= Level(0))));
    }
}
