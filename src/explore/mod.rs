//! Searches cases. For now: what can be reached at all, and whether a run without a breach exists. Equal states are
//! merged by what the case can still ask of the past, so every path is covered without walking each.

/// The map of a case, drawn.
pub mod graph;

mod search;
mod simulate;
mod sound;
mod walk;

pub use search::{Edge, Lengths, MOST_STATES, Node, NodeId, Search};
pub use simulate::{Judged, Kind, MOST_DECISIONS, Plan, Simulation, Simulator, Spread, Tally};
pub use sound::sound_run;
pub use walk::{Walk, walk};
