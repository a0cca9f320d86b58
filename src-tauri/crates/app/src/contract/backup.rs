//! Backups and the soundness of the file on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::AppError;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ContentsView {
    /// How many, those that were put away too.
    pub accounts: u32,
    /// How many, ended ones too.
    pub plans: u32,
    /// How many; one of several plans counts once.
    pub repayments: u32,
    /// The civil date of the last action, where there was one.
    pub latest: Option<String>,
}

/// A copy of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupView {
    /// Names it in the data folder, without its ending.
    pub name: String,
    /// Whole, to be shown to the user.
    pub path: String,
    /// `YYYY-MM-DD HH:MM`, local; absent where the name does not say.
    pub at: Option<String>,
    /// day | restore | import | asked | version: why it was made.
    pub reason: String,
    /// Bytes, as digits.
    pub size: String,
    /// Absent where it cannot be read.
    pub contents: Option<ContentsView>,
    /// Why it cannot be read.
    pub error: Option<AppError>,
}

/// The backups in the data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupsView {
    /// Newest first.
    pub backups: Vec<BackupView>,
    /// The newest one that can be read: its name.
    pub newest_good: Option<String>,
    /// There are records, and no good backup of the last three days.
    pub stale: bool,
    /// Why the last try failed, if it did.
    pub failed: Option<AppError>,
}

/// Something that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProblemView {
    /// pages | rule | seal | sum
    pub kind: String,
    /// SQLite's words, the rule's name, or the table.
    pub what: String,
    /// How many, as digits.
    pub count: String,
}

/// The answer of `fenqi-cli check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CheckView {
    /// There is no problem.
    pub sound: bool,
    /// One a rule, table, or message of SQLite.
    pub problems: Vec<ProblemView>,
    /// Counted row by row.
    pub contents: ContentsView,
}

/// A copy that was looked at before it is restored, and what it would replace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RehearsalView {
    /// Where the copy lies.
    pub path: String,
    /// What the copy holds.
    pub contents: ContentsView,
    /// What the data file holds, which would be replaced.
    pub current: ContentsView,
    /// What would become of single plans.
    pub plans: PlansChange,
}

/// A copy that was chosen to be restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChosenCopy {
    /// It is encrypted, and waits for its passphrase.
    Locked {
        /// Where it lies, whole.
        path: String,
    },
    /// It was looked at, and can be restored.
    Rehearsed(RehearsalView),
}

/// Some plans by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanNames {
    /// How many in all.
    pub count: u32,
    /// The titles of the first few, newest first.
    pub first: Vec<String>,
}

/// What restoring a copy would do to plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlansChange {
    /// They are not in the copy.
    pub gone: PlanNames,
    /// They are in the copy alone.
    pub back: PlanNames,
    /// They are in both, but not alike. Not known of a copy of an earlier version: none then.
    pub changed: PlanNames,
}
