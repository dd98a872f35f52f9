//! What a learner does by hand instead of choosing it from a list: a talk on a floor plan, a letter to address, a summary
//! to strike, papers to check, a caller to answer, a record to open. Each is a desk of questions with answers; each way to
//! leave it comes to ordinary acts, and all ways that differ are a finite set. Nothing here weighs anything.

mod account;
mod chart;
mod compose;
mod desk;
pub mod earshot;
mod mail;
mod offers;
mod paper;
mod phone;
pub mod redaction;
mod talk;
mod tell;
mod way;

pub use account::{Account, Names};
pub use chart::Chart;
pub use compose::{Outcome, Told};
pub use desk::{Activity, Frame, Frames, Gives, Item, Kind, MOST_ITEMS, MOST_WAYS, Need, Set, Takes};
pub use mail::{Letter, Mail};
pub use offers::{Likeness, Offer};
pub use paper::{Line, Paper, Reading, Sheet};
pub use phone::Phone;
pub use redaction::Redaction;
pub use talk::{Asks, Ear, Earshot, Spot, Stay, Storey};
pub use tell::{WHO_HEARD, WHY_HEARD};
pub use way::{Way, bit};
