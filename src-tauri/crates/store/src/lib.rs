//! Fenqi's file: SQLite behind the Store port, and the few other things that touch the disk.
//!
//! Here live SQL, migrations, the lock, the data folder and the writing of exports. Here does not live: a rule of
//! money or dates, or a decision of what to store. One writer connection and one reader connection a process, each
//! behind its own mutex. A thread that holds a transaction must not begin another of the same sort.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod accounts;
mod backups;
mod bulk;
mod calendar;
mod check;
mod compare;
mod costs;
mod encrypted;
mod export;
mod failure;
mod folder;
mod import;
mod journal;
mod listing;
mod lock;
mod making;
mod marks;
mod migrations;
mod notices;
mod open;
mod passcode;
mod planned;
mod plans;
mod port;
mod reads;
mod repayments;
mod restore;
mod revisions;
mod rules;
mod schema;
mod seal;
mod search;
mod search_check;
mod sources;
mod sums;
mod touched;
mod tx;
mod undo;
mod whole;
mod writer;
mod xlsx;

pub use backups::rehearse;
pub use calendar::{calendar_file, keep_calendar, rewrite_calendar};
pub use compare::plans_change;
pub use encrypted::{is_encrypted, with_copy};
pub use export::{export, export_new, export_to, write_new_template, write_template};
pub use folder::data_folder;
pub use import::{import_file, import_preview};
pub use lock::Lock;
pub use making::abandon;
pub use migrations::VERSION;
pub use open::{FILE_NAME, SqliteStore};
pub use restore::{restore_over, start_anew};
