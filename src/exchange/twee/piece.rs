//! What a passage is made of, once its markup is read.

use crate::source::Span;

/// A part of a passage.
#[derive(Debug, Clone)]
pub(in crate::exchange) enum Piece {
    /// Words.
    Text(String),
    /// A way on; `alone` if it stands on a line of its own.
    Link(Link),
    /// Branches of which the first that holds is shown.
    If(Vec<Branch>),
    /// Variables that are set.
    Set(Vec<Assignment>),
    /// An author's comment.
    Comment(String),
    /// A comment in which an export keeps what Twine has nothing for: its kind and its text.
    Note(String, String),
}

/// One branch of a condition.
#[derive(Debug, Clone)]
pub(in crate::exchange) struct Branch {
    /// What is asked; none in the last `else`.
    pub(in crate::exchange) condition: Option<String>,
    /// The line of a case that an export kept beside it.
    pub(in crate::exchange) kept: Option<String>,
    /// Where it stands.
    pub(in crate::exchange) span: Span,
    /// What is shown.
    pub(in crate::exchange) body: Vec<Piece>,
}

/// A link.
#[derive(Debug, Clone)]
pub(in crate::exchange) struct Link {
    /// What one reads.
    pub(in crate::exchange) label: String,
    /// Where it leads.
    pub(in crate::exchange) target: String,
    /// What it sets.
    pub(in crate::exchange) sets: Vec<Assignment>,
    /// Where it stands.
    pub(in crate::exchange) span: Span,
}

/// A variable and what it is set to.
#[derive(Debug, Clone)]
pub(in crate::exchange) struct Assignment {
    /// Without `$`.
    pub(in crate::exchange) name: String,
    /// Where it is true, false, 1 or 0.
    pub(in crate::exchange) truth: Option<bool>,
    /// Where it stands.
    pub(in crate::exchange) span: Span,
}
