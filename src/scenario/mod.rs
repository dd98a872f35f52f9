//! What authors write: cases as text, read whole or refused with every problem and its place. A case states what a
//! choice does, never what it is worth.

mod activity;
mod case;
mod condition;
pub mod look;
mod names;
pub(crate) mod parts;
mod read;
mod text;

pub use activity::SceneActivity;
pub use case::{
    Case, CaseTest, CastMember, Choice, Ending, Guide, Objective, Place, Review, Scene, SetWhen, SourceCited,
    StoryFact, Tone, Variant,
};
pub use condition::{CASE_NAMES, CaseAtom, Story};
pub use text::{Passage, Prose};

/// Puts the names of people into a text: `{maya}`, `{maya.age}`.
pub fn fill_names(words: &str, parties: &[crate::ethics::Party]) -> String {
    text::fill(words, parties)
}
