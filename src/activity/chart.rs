//! The chart: a record with a search box that will open anything, a log that sees it, and a note to be written. What is
//! opened is opened; what is written goes where it is laid.

/// A record.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// What the opening is for, as the schedule says it.
    pub task: String,
    /// What stands in the search box from the start.
    pub typed: String,
    /// For each entry that can be opened: whose chart it stands in.
    pub whose: Vec<String>,
    /// For each entry: what the log calls it, where it is not what the entry says.
    pub logged: Vec<String>,
    /// For each statement of a note: the words to be laid somewhere.
    pub statements: Vec<String>,
}
