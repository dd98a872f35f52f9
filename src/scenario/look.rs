//! How the people and places of a case look, as words an author writes. Plain data: what is drawn
//! from it is the screens' business, and no rule ever asks about it.

/// An enum whose variants are words of the case format.
///
/// The word and the variant stand side by side once, so that the parser, the messages and the
/// drawing agree.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $word:literal => $variant:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$note])* $variant,)+
        }

        impl $name {
            /// Every word an author may write here, in the order messages list them.
            pub const ALL: &[(&str, Self)] = &[$(($word, Self::$variant),)+];

            /// The variant that `word` names, if it names one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, variant)| *variant)
            }

            /// The word that names this variant.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

/// Everything about a person that can be drawn, but not what they feel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Look {
    /// The skin, from light to deep.
    pub skin: Skin,
    /// The color of hair, brows and beard.
    pub hair: Hair,
    /// How the hair is worn.
    pub style: HairStyle,
    /// The color of what is worn above the waist.
    pub top: Top,
    /// How broad the person is.
    pub build: Build,
    /// Roughly how old the person is.
    pub age: Age,
    /// Whether the person wears glasses.
    pub glasses: bool,
    /// Whether the person wears a beard.
    pub beard: bool,
}

impl Default for Look {
    /// Somebody of whom the author said nothing, such as a passer-by.
    fn default() -> Self {
        Self {
            skin: Skin::Three,
            hair: Hair::Dark,
            style: HairStyle::Short,
            top: Top::Slate,
            build: Build::Medium,
            age: Age::Adult,
            glasses: false,
            beard: false,
        }
    }
}

words! {
    /// The skin, numbered from light to deep.
    Skin {
        /// The lightest.
        "1" => One,
        /// Light.
        "2" => Two,
        /// Light brown.
        "3" => Three,
        /// Brown.
        "4" => Four,
        /// Dark brown.
        "5" => Five,
        /// The deepest.
        "6" => Six,
    }
}

words! {
    /// The color of the hair.
    Hair {
        /// Black.
        "black" => Black,
        /// Dark brown.
        "dark" => Dark,
        /// Brown.
        "brown" => Brown,
        /// Reddish brown.
        "auburn" => Auburn,
        /// Blond.
        "blond" => Blond,
        /// Gray.
        "gray" => Gray,
        /// White.
        "white" => White,
    }
}

words! {
    /// How the hair is worn, or what covers it.
    HairStyle {
        /// Cut above the ears.
        "short" => Short,
        /// Straight, to the shoulders and below.
        "long" => Long,
        /// A full head of curls.
        "curly" => Curly,
        /// Drawn back into a knot.
        "bun" => Bun,
        /// Locs, to the shoulders.
        "locs" => Locs,
        /// None.
        "bald" => Bald,
        /// Under a headscarf.
        "hijab" => Hijab,
    }
}

words! {
    /// The color of what is worn above the waist.
    Top {
        /// A dark purple.
        "plum" => Plum,
        /// A gray green.
        "moss" => Moss,
        /// A blue near black.
        "ink" => Ink,
        /// A red brown.
        "rust" => Rust,
        /// A warm pale gray.
        "sand" => Sand,
        /// A soft blue.
        "sky" => Sky,
        /// A dusky pink.
        "rose" => Rose,
        /// A blue gray.
        "slate" => Slate,
    }
}

words! {
    /// How broad the person is.
    Build {
        /// Narrow shoulders.
        "slight" => Slight,
        /// Neither narrow nor broad.
        "medium" => Medium,
        /// Broad shoulders.
        "broad" => Broad,
    }
}

words! {
    /// Roughly how old the person is.
    Age {
        /// From about twelve to eighteen.
        "teen" => Teen,
        /// A young adult.
        "young" => Young,
        /// In the middle of life.
        "adult" => Adult,
        /// From about sixty.
        "older" => Older,
    }
}

words! {
    /// What a person's face and bearing show in a scene.
    #[derive(Default)]
    Mood {
        /// Nothing in particular; where the author said nothing.
        #[default]
        "calm" => Calm,
        /// Kind, pleased.
        "warm" => Warm,
        /// Uneasy, asking.
        "worried" => Worried,
        /// Angry, holding it in.
        "angry" => Angry,
        /// Sad.
        "sad" => Sad,
        /// Keeping a distance.
        "guarded" => Guarded,
        /// Interested, perhaps too much.
        "curious" => Curious,
        /// Worn out.
        "tired" => Tired,
    }
}

words! {
    /// What a place looks like.
    Art {
        /// A counselor's room: two armchairs, a window, books.
        "office" => Office,
        /// The corridor of a practice, with the elevator.
        "hallway" => Hallway,
        /// Chairs along a wall.
        "waiting_room" => WaitingRoom,
        /// The counter where people report.
        "front_desk" => FrontDesk,
        /// The kitchen of the staff.
        "break_room" => BreakRoom,
        /// A desk at home.
        "home_office" => HomeOffice,
        /// A long table and a board.
        "meeting_room" => MeetingRoom,
        /// A street in the evening.
        "street" => Street,
        /// A courtroom.
        "courthouse" => Courthouse,
        /// The corridor of a school.
        "school" => School,
        /// The inside of a car.
        "car" => Car,
        /// At home, at night.
        "night" => Night,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_itself() {
        for (word, mood) in Mood::ALL {
            assert_eq!(Mood::from_word(word), Some(*mood));
            assert_eq!(mood.word(), *word);
        }
        for (word, place) in Art::ALL {
            assert_eq!(Art::from_word(word), Some(*place));
            assert_eq!(place.word(), *word);
        }
    }

    #[test]
    fn a_word_of_another_list_is_no_mood() {
        assert_eq!(Mood::from_word("plum"), None);
        assert_eq!(Skin::from_word("7"), None);
    }
}
