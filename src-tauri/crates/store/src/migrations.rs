//! The versions of the file. Numbered from 1, forward only; a released one is never edited.

use std::path::Path;
use std::sync::LazyLock;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::{Connection, Transaction};
use rusqlite_migration::{HookError, HookResult, M, Migrations};

use crate::failure::{self, storage};
use crate::{marks, rules, seal, touched, undo};

const FIRST: &str = include_str!("migrations/0001_first.sql");
const WHOLE: &str = include_str!("migrations/0002_whole.sql");
const MARKS: &str = include_str!("migrations/0003_marks.sql");
const PLANNED: &str = include_str!("migrations/0004_planned.sql");

/// The version of the file that this Fenqi writes.
pub const VERSION: i64 = 4;

/// The first version whose sums, marks and seals are those of now: to make them anew would seal a flipped bit.
const SEALED: i64 = 3;

type Steps = [M<'static>; 4];
static STEPS: LazyLock<Steps> = LazyLock::new(|| steps(M::up(PLANNED)));
static STEPS_FROM_UNSEALED: LazyLock<Steps> = LazyLock::new(|| steps(M::up_with_hook(PLANNED, make_anew)));

fn steps(last: M<'static>) -> Steps {
    [M::up(FIRST), M::up(WHOLE), M::up(MARKS), last.foreign_key_check()]
}

/// Brings a file to the latest version: all steps or none. What it refers to is checked at the end, since tables
/// are taken apart in between.
///
/// # Errors
/// `rule_broken` with its name when the file holds what this version does not allow; else as when it cannot be opened.
pub(crate) fn to_latest(writer: &mut Connection, path: &Path) -> Result<()> {
    let version: i64 = writer.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(storage)?;
    let steps = if version < SEALED { &*STEPS_FROM_UNSEALED } else { &*STEPS };
    writer.pragma_update(None, "foreign_keys", "OFF").map_err(storage)?;
    let done = Migrations::from_slice(steps).to_latest(writer).map_err(|error| failed(error, path));
    writer.pragma_update(None, "foreign_keys", "ON").map_err(storage)?;
    done
}

fn failed(error: rusqlite_migration::Error, path: &Path) -> AppError {
    use rusqlite_migration::Error;
    match error {
        Error::RusqliteError { err, .. }
            if err.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            storage(err)
        }
        // The steps are sound, so the tables are not those of the version that the file gives.
        Error::RusqliteError { err, .. } if failure::is_of_the_schema(&err) => {
            AppError::new(ErrorCode::FileDamaged).with("path", path.display()).with("reason", err)
        }
        Error::RusqliteError { err, .. } => failure::opening(err, path),
        Error::ForeignKeyCheck(_) => rules::broken("foreign_key"),
        // What the hook said crosses as its JSON.
        Error::Hook(said) => serde_json::from_str(&said).unwrap_or_else(|_| other(&said)),
        error => other(&error),
    }
}

fn other(error: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::StorageFailed).with("reason", error)
}

/// Sums, index, marks and seals are the store's to make: once the schema is the latest, all of them.
fn make_anew(transaction: &Transaction<'_>) -> HookResult {
    let done = touched::install(transaction)
        .and_then(|()| marks::everything(transaction))
        .and_then(|()| seal::set_logs(transaction))
        .map_err(storage)
        .and_then(|()| touched::everything(transaction))
        .and_then(|()| touched::finish(transaction));
    done.map_err(|error| HookError::Hook(serde_json::to_string(&error).unwrap_or_default()))
}

/// Prepares a connection for writing: its own triggers notice and log.
pub(crate) fn instrument(writer: &Connection) -> rusqlite::Result<()> {
    touched::install(writer)?;
    marks::install(writer)?;
    undo::install(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        let memory = Connection::open_in_memory().and_then(crate::open::guarded);
        let mut file = memory.expect("memory");
        to_latest(&mut file, Path::new("memory")).expect("BUG: the embedded migrations run on an empty file");
        let version = file.pragma_query_value(None, "user_version", |row| row.get(0));
        assert_eq!((i64::try_from(STEPS.len()), version), (Ok(VERSION), Ok(VERSION)));
    }
}
