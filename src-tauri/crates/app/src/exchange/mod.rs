//! What leaves Fenqi for other programs: tables, and journals for plain-text accounting.

mod armour;
mod cells;
mod comma;
mod journal;
mod payments;
mod tables;

pub use cells::{Cell, Column, Kind, Sheets};
pub use journal::Tongue;
