//! Backups, and what is wrong with a file.

use chrono::{DateTime, Utc};

use crate::Result;

/// A copy of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupFacts {
    /// Without its ending; later ones sort after earlier ones.
    pub name: String,
    /// Whole.
    pub path: String,
    /// The size of the file.
    pub bytes: u64,
    /// What is in it, or why that cannot be said.
    pub contents: Result<Contents>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Those that were put away too.
    pub accounts: u32,
    /// Ended ones too.
    pub plans: u32,
    /// One of several plans counts once.
    pub repayments: u32,
    /// When the last action was done.
    pub latest: Option<DateTime<Utc>>,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which check found it.
    pub kind: ProblemKind,
    /// SQLite's words, the rule's name, or the table.
    pub what: String,
    /// How often, at least 1.
    pub count: i64,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// SQLite: pages, indexes, CHECKs.
    Pages,
    /// A rule that takes several rows to see.
    Rule,
    /// Facts are not what was sealed.
    Seal,
    /// A sum is not that of its rows.
    Sum,
}
