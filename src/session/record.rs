//! A run as text: its setup, then a line for each command, then what it claims to have come to. A torn or damaged record
//! is read up to its last good line and says where it broke.

use super::command::Command;
use super::setup::Setup;
use super::{Decision, Session, Value};
use crate::ids::EndingId;
use crate::scenario::Case;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The format this program writes.
const FORMAT: u32 = 1;

/// No real record is longer. Each decision keeps the state before it, so a hostile one could use up the machine.
const MAX_LINES: usize = 2_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Line {
    Confidant { format: u32, content: String, setup: Setup },
    Did(Command),
    Came(Claim),
}

/// What a record says it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The ending.
    pub ending: EndingId,
    /// A digest of every verdict of the run.
    pub digest: String,
}

/// Where a record broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// A run as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// How the run was set up.
    pub setup: Setup,
    /// The digest of the case's text when it was played.
    pub content: String,
    /// What was submitted.
    pub commands: Vec<Command>,
    /// What it claims, if it was finished.
    pub claim: Option<Claim>,
    /// Where it broke, if it did.
    pub damage: Option<Damage>,
}

impl Record {
    /// Writes a run down.
    pub fn of(session: &Session) -> Self {
        Self {
            setup: session.setup().clone(),
            content: content_digest(session.case()),
            commands: session.commands().to_vec(),
            claim: claim(session),
            damage: None,
        }
    }

    /// The record as text.
    pub fn to_text(&self) -> String {
        let head = Line::Confidant { format: FORMAT, content: self.content.clone(), setup: self.setup.clone() };
        let did = self.commands.iter().cloned().map(Line::Did);
        let came = self.claim.iter().cloned().map(Line::Came);
        let mut text = String::new();
        for line in std::iter::once(head).chain(did).chain(came) {
            let _ = writeln!(text, "{}", ron::to_string(&line).unwrap_or_default());
        }
        text
    }

    /// Reads a record up to its last good line.
    ///
    /// # Errors
    /// Where the first line is no head of a record, nothing can be recovered.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let mut lines = text.lines().enumerate();
        let (_, head) = lines.next().ok_or_else(|| damage(0, "the file is empty"))?;
        let Line::Confidant { format, content, setup } = read_line(0, head)? else {
            return Err(damage(0, "a record starts with its setup"));
        };
        if format != FORMAT {
            return Err(damage(0, format!("this is format {format}; this program reads format {FORMAT}")));
        }
        let mut record = Self { setup, content, commands: Vec::new(), claim: None, damage: None };
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            if at >= MAX_LINES {
                record.damage = Some(damage(at, format!("a record has at most {MAX_LINES} lines")));
                break;
            }
            match read_line(at, line) {
                Ok(Line::Did(command)) if record.claim.is_none() => record.commands.push(command),
                Ok(Line::Came(claim)) if record.claim.is_none() => record.claim = Some(claim),
                Ok(_) => record.damage = Some(damage(at, "this line does not belong here")),
                Err(found) => record.damage = Some(found),
            }
            if record.damage.is_some() {
                break;
            }
        }
        Ok(record)
    }
}

fn damage(at: usize, message: impl Into<String>) -> Damage {
    Damage { line: at + 1, message: message.into() }
}

/// A command is a short line; a longer one was never written by us.
const MAX_LINE: usize = 4_096;

fn read_line(at: usize, line: &str) -> Result<Line, Damage> {
    if line.len() > MAX_LINE {
        return Err(damage(at, format!("the line has {} bytes; at most {MAX_LINE} are read", line.len())));
    }
    ron::from_str(line).map_err(|error| damage(at, error.code.to_string()))
}

/// What a finished run came to.
pub(crate) fn claim(session: &Session) -> Option<Claim> {
    let ending = session.ending()?.id.clone();
    let mut hasher = Sha256::new();
    for decision in session.decisions() {
        let (worth, Decision { scene, choice, .. }) = (decision.worth(), decision);
        let Value { grave, broken, kept } = worth.value;
        hasher.update(format!("{scene}/{choice}/{:?}/{grave}/{broken}/{kept};", worth.badge));
    }
    Some(Claim { ending, digest: hex(&hasher.finalize()) })
}

/// The digest of a case's text.
fn content_digest(case: &Case) -> String {
    hex(&Sha256::digest(case.source.text().as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
