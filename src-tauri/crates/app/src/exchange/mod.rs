//! Files that go out and come in. Here: everything that a user entered, as one document of JSON, out and in;
//! `docs/export.schema.json` describes it. `from_csv`: tables, in.
//!
//! Out, it is written as it is read; in, a record at a time is read, checked and stored: neither needs more memory
//! for a larger file. So in the document, accounts come before plans, and plans before reminder rules and repayments.

mod armour;
mod check;
mod document;
mod export;
pub(crate) mod from_csv;
mod import;
mod intake;
mod ledger;
mod read;
mod settings;

pub(crate) use armour::would_run;
pub use from_csv::Source;
