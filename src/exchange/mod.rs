//! Cases to and from the formats of other tools: texts in, texts and diagnostics out. What cannot be carried is listed
//! with its place; nothing is dropped in silence.

mod export;
mod import;
mod notes;
mod prose;
mod scenes;
mod skeleton;
pub mod twee;

pub use export::export_twee;
pub use import::import_twee;

use crate::diagnostic::Diagnostic;

/// A text made from another, and what could not be carried over.
#[derive(Debug)]
pub struct Exchanged {
    /// The new text.
    pub text: String,
    /// What was lost, each with its place in the text it was made from.
    pub losses: Vec<Diagnostic>,
}
