//! Searches cases: what can be reached at all, the best and the worst that can still come of each state, what many players
//! meet, and the map of it. Equal states are merged by what the case and its rules can still ask of the past, so every path
//! is covered without walking each.

/// The map of a case, drawn.
pub mod graph;
/// What a search says of a case, for its author.
pub mod report;

/// What the answers of an activity come to.
pub mod answers;

mod foresight;
mod met;
mod search;
mod sight;
mod simulate;
mod sound;
mod walk;
mod words;

pub use foresight::Foresight;
pub use met::{Badges, Met, Verdicts};
pub use search::{Edge, Lengths, MOST_STATES, Node, NodeId, Search};
pub use sight::{Print, Sight};
pub use simulate::{ByHand, Judged, Kind, MOST_DECISIONS, Plan, Simulation, Simulator, Spread, Tally};
pub use sound::sound_run;
pub use walk::{Walk, walk};
pub use words::texts_of;
