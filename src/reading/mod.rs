//! From RON (or JSON) text to typed values: a tree that knows the place of every value, and a reader that takes typed
//! values out of it and collects every problem instead of stopping at the first.

mod allow;
mod fields;
mod lengths;
mod parts;
mod shape;
mod tree;

pub use allow::Allow;
pub use fields::{Fields, MAX_PROBLEMS, Reader, brief, capital, plain_words};
pub(crate) use parts::{items, member};
pub use shape::{Asked, FieldShape, Instance, Kind, Shape};
pub use tree::{MAX_BYTES, MAX_DEPTH, Node, Value, parse};
