//! Fenqi's use cases: what a person can do, one function each, over three ports (Store, Clock, Notifier).
//!
//! Here live decisions that join domain values with stored facts, the wire contract, the words, and the reminder
//! driver. Here does not live: SQL, Tauri, a terminal, a file path. Every write use case is one transaction that
//! also records its activity, and tells what changed only after the commit.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod account_checks;
mod account_form;
mod account_page;
mod accounts;
mod amounts;
mod app;
mod app_lock;
mod backup_names;
mod backups;
mod books;
pub mod calc;
mod calendar;
pub mod clock;
pub mod closing;
pub mod contract;
mod corrections;
mod costs;
mod debits;
mod due_calendar;
mod due_rule;
mod edits;
pub mod exchange;
mod form;
mod history;
pub mod ics;
mod income;
pub mod offers;
mod outlook;
mod overview;
mod passcode;
mod passphrase;
mod payoff;
mod planned;
mod plans;
mod policies;
mod policy_examples;
pub mod ports;
mod presets;
mod preview;
mod prospect;
mod quotes;
mod records;
mod reminders;
mod repayments;
mod rotation;
mod sample;
mod settings;
mod solve;
mod sources;
mod spending;
mod terms;
mod views;
pub mod words;

pub use app::App;
pub use backup_names::{BackupName, BackupReason, backup_name, backup_said_by};
pub use backups::contents_view;
pub use contract::NoticeKind;
pub use due_calendar::KeptCalendar;
pub use exchange::Source;
pub use passphrase::{LEAST_CHARACTERS, NewPassphrase, Passphrase};
pub use reminders::{Driver, Notice, Params, Reminded, Seen, TraySummary, Verdict, Wake, Watch, drive};
pub use repayments::Pay;

/// What every use case answers with.
pub type Result<T> = std::result::Result<T, contract::AppError>;
