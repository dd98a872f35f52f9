//! Earshot: who can make out what on a floor plan. A model of sound in whole numbers, told in docs/earshot.md with its
//! sources, its errors and what it does not know. Nothing here knows of cases, rules or screens.

mod field;
pub mod figures;
mod floor;
mod hear;
mod level;
mod plan;
mod sight;

pub use field::{CELL, Field, MOST_CELLS, RoomField};
pub use floor::{
    Barrier, Floor, LONGEST, MOST_BARRIERS, MOST_MACHINES, MOST_ROOMS, Machine, Meters, Part, PlanProblem, Point, Room,
    Side, Wrong,
};
pub use hear::{Between, CLOSE, Carried, Heard, Hearing, Index};
pub use level::{BANDS, Energy, Level, Mixture, Spectrum, sum, ten_log};
pub use plan::{
    Arrangement, DOOR, Element, MOST_ROUTES, MOUTH, Plan, WALL, critical_distance, fall, straight, through,
};
pub use sight::is_in_sight;
