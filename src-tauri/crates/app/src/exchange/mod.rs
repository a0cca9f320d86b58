//! Everything that a user entered, as one document of JSON: out and in. `docs/export.schema.json` describes it.
//!
//! Out, it is written as it is read; in, a record at a time is read, checked and stored: neither needs more memory
//! for a larger file. So in the document, accounts come before plans, and plans before reminder rules and repayments.

mod check;
mod document;
mod export;
mod import;
mod intake;
mod ledger;
mod read;
mod settings;
