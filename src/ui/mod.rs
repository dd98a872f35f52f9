//! The screens, as egui without a window: values in, one kind of answer out. No screen computes an ethical or narrative
//! fact, and none changes a run: each asks, and the shell does.

mod author;
mod briefing;
mod case_file;
mod consequence;
mod debrief;
mod desk;
mod library;
mod log;
mod map;
mod may_i;
mod play;
mod rule_card;
mod rulebook;
mod run;
mod settings;
mod shell;
pub mod stage;
mod standpoint;
pub mod theme;
mod title;
mod widgets;

pub use author::{Check, Reading};
pub use shell::{About, Ask, Desk, Effect, LookAhead, Overlay, Screen, Shell};
