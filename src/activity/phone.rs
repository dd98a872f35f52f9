//! The phone: somebody who sounds right. What can be checked, what the file says about whom to tell, and what is said.

use super::desk::{Frame, Frames};

/// A call.
#[derive(Debug, Clone, Default)]
pub struct Phone {
    /// What the display shows.
    pub shows: String,
    /// Who the caller says they are.
    pub claims: String,
    /// What is on file: agreed contact channels, releases, directory; each in the runs in which it is there.
    pub on_file: Vec<(Frames, String)>,
}

impl Phone {
    /// What is on file in a run.
    pub fn on_file(&self, frame: Frame) -> impl Iterator<Item = &str> {
        self.on_file.iter().filter(move |(frames, _)| frames.has(frame)).map(|(_, line)| line.as_str())
    }
}
