//! Twee 3: passages with their places, and the markup of SugarCube within them.

mod condition;
mod markup;
mod piece;
mod read;
mod signs;
mod text;
mod write;

pub(super) use condition::{Known, to_case, to_twine, value, variable};
pub(super) use markup::pieces;
pub(super) use piece::{Assignment, Branch, Link, Piece};
pub use read::{TweePassage, TweeStory, read_twee};
pub(super) use text::{decode, escape_note, escape_text};
pub(super) use write::{PassageOut, header, link, write_twee};
