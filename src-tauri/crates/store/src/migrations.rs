//! The versions of the file. Numbered from 1, forward only; a released one is never edited.

use std::sync::LazyLock;

use rusqlite::{Connection, Transaction};
use rusqlite_migration::{HookError, HookResult, M, Migrations};

use crate::{touched, undo};

const FIRST: &str = include_str!("migrations/0001_first.sql");
const WHOLE: &str = include_str!("migrations/0002_whole.sql");
const REMINDERS: &str = include_str!("migrations/0003_reminders.sql");

/// The version that this Fenqi writes.
pub(crate) const VERSION: i64 = 3;

static STEPS: LazyLock<[M<'static>; 3]> = LazyLock::new(|| {
    [
        M::up(FIRST),
        M::up_with_hook(WHOLE, settle_sums).foreign_key_check(),
        M::up(REMINDERS).foreign_key_check(),
    ]
});

/// Brings a file to the latest version: all steps or none. What it refers to is checked at the end, since tables
/// are taken apart in between.
pub(crate) fn to_latest(writer: &mut Connection) -> rusqlite::Result<()> {
    writer.pragma_update(None, "foreign_keys", "OFF")?;
    let done = Migrations::from_slice(&*STEPS).to_latest(writer).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err,
        other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
    });
    writer.pragma_update(None, "foreign_keys", "ON")?;
    done
}

/// Sums, index and seals are the store's to make.
fn settle_sums(transaction: &Transaction<'_>) -> HookResult {
    touched::install(transaction)?;
    let failed = |error: fenqi_app::contract::AppError| HookError::Hook(error.to_string());
    touched::everything(transaction).map_err(failed)?;
    touched::finish(transaction).map_err(failed)
}

/// Prepares a connection for writing: its own triggers notice and log.
pub(crate) fn instrument(writer: &Connection) -> rusqlite::Result<()> {
    touched::install(writer)?;
    undo::install(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        Migrations::from_slice(&*STEPS)
            .validate()
            .expect("BUG: the embedded migrations run on an empty file");
        assert_eq!(i64::try_from(STEPS.len()), Ok(VERSION));
    }
}
