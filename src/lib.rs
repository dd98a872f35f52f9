//! Confidant: a training simulator for keeping confidences. The floors of the house, from the ground up; an arrow only
//! ever points down, and a test holds it so.

/// The names by which files refer to things.
pub mod ids;

/// A text with a name, and the places in it.
pub mod source;

/// What is wrong with a text, where, and what would be right.
pub mod diagnostic;

/// From text to typed values, with every problem.
pub mod reading;

/// May this be said? Rules as data, verdicts derived.
pub mod ethics;

/// The rules as a work of reference: questions answered in words, places compared, rule tests run, myths.
pub mod reference;

/// What a learner does by hand instead of choosing it from a list: six desks that yield ordinary acts.
pub mod activity;

/// What authors write: cases.
pub mod scenario;

/// A run: commands in, events out; its score and debrief.
pub mod session;

/// Searching cases.
pub mod explore;

/// Checking cases and packs beyond loading.
pub mod lint;

/// Cases to and from the formats of other tools.
pub mod exchange;

/// What is kept of a learner, on their own machine.
pub mod learner;

/// The rules and cases at hand.
pub mod library;

/// The screens, without a window.
#[cfg(feature = "ui")]
pub mod ui;
