//! Files that go out and come in.
//!
//! - `document`: everything that a user entered, as one document of JSON, out and in; `docs/export.schema.json`
//!   describes it. Out, it is written as it is read; in, a record at a time is read, checked and stored: neither needs
//!   more memory for a larger file. So in the document, accounts come before plans, and plans before reminder rules and
//!   repayments.
//! - `tables`, as CSV or for a workbook, and `journal`s for plain-text accounting, out.
//! - `from_csv`: tables, in.

mod armour;
mod cells;
mod check;
mod comma;
mod document;
mod export;
pub(crate) mod from_csv;
mod import;
mod intake;
mod journal;
mod ledger;
mod payments;
mod read;
mod settings;
mod tables;

pub(crate) use armour::would_run;
pub use cells::{Cell, Column, Kind, Sheets};
pub use from_csv::Source;
pub use journal::Tongue;
