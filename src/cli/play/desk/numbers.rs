//! Which number stands for what at a desk: answers first, in reading order, then the ordinary choices of the scene.

use confidant::activity::{Kind, Takes};
use confidant::session::{Question, Table};

/// How a question is put in plain lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Its answers are numbered.
    Listed,
    /// It has a number, and its answers are words: `strike 2`.
    Turned,
    /// One types the first letters, and it completes itself: an address line.
    Typed,
    /// One looks for an answer and opens it, for good.
    Opened,
}

/// How this question is put.
pub(super) fn manner(table: &Table, of: &Question) -> Manner {
    match &table.activity().kind {
        Kind::Mail(mail) if of.set == mail.to => Manner::Typed,
        Kind::Redaction(_) => Manner::Turned,
        Kind::Chart(_) if of.takes == Takes::Each => Manner::Opened,
        Kind::Chart(_) if of.id != "send" => Manner::Turned,
        Kind::Mail(_) | Kind::Chart(_) | Kind::Paper(_) | Kind::Phone(_) | Kind::Earshot(_) => Manner::Listed,
    }
}

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    /// An answer.
    Answer { set: usize, item: usize },
    /// A question that is turned from answer to answer.
    Question(usize),
    /// An ordinary choice of the scene, counted from 0.
    Choice(usize),
}

/// Everything that has a number, in order.
pub(super) struct Numbers {
    all: Vec<Numbered>,
    answers: usize,
}

impl Numbers {
    pub(super) fn of(table: &Table, options: usize) -> Self {
        let numbered = |of: &Question| -> Vec<Numbered> {
            match manner(table, of) {
                Manner::Listed => {
                    of.answers.iter().map(|answer| Numbered::Answer { set: of.set, item: answer.item }).collect()
                }
                Manner::Turned => vec![Numbered::Question(of.set)],
                Manner::Typed | Manner::Opened => Vec::new(),
            }
        };
        let mut all: Vec<Numbered> = table.questions.iter().flat_map(numbered).collect();
        let answers = all.len();
        all.extend((0..options).map(Numbered::Choice));
        Self { all, answers }
    }

    /// How many numbers the desk itself has.
    pub(super) fn answers(&self) -> usize {
        self.answers
    }

    /// What a number, counted from 1, stands for.
    pub(super) fn get(&self, number: usize) -> Option<Numbered> {
        self.all.get(number.checked_sub(1)?).copied()
    }

    /// The number of something.
    pub(super) fn number(&self, of: Numbered) -> Option<usize> {
        self.all.iter().position(|one| *one == of).map(|at| at + 1)
    }
}
