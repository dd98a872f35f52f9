//! Searches cases. For now: what can be reached at all, and whether a run without a breach exists. Equal states are
//! merged by what the case can still ask of the past, so every path is covered without walking each.

mod sound;
mod walk;

pub use sound::sound_run;
pub use walk::{Walk, walk};
