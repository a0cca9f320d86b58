//! From SQLite's and the system's errors to Fenqi's.

use std::io;
use std::path::Path;

use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::ErrorCode as Sqlite;

use crate::rules;

/// A statement failed. Nothing of its transaction remains.
pub(crate) fn storage(error: rusqlite::Error) -> AppError {
    let code = match error.sqlite_error_code() {
        _ if is_without_room(&error) => ErrorCode::StorageFull,
        Some(Sqlite::ConstraintViolation) => return rules::broken(&rule_of(&error.to_string())),
        Some(Sqlite::DiskFull) => ErrorCode::StorageFull,
        Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::FileBusy,
        _ if is_damage(&error) => ErrorCode::FileDamaged,
        Some(Sqlite::ReadOnly) => ErrorCode::FileReadOnly,
        _ => ErrorCode::StorageFailed,
    };
    AppError::new(code).with("reason", error)
}

/// Whether the disk, not the statement, is at fault.
pub(crate) fn is_of_the_disk(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(Sqlite::SystemIoFailure | Sqlite::DatabaseCorrupt | Sqlite::DiskFull)
    )
}

/// Whether the file holds what cannot have been written to it: pages that are none, or end early, or values that do
/// not fit where they stand.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(error.sqlite_error_code(), Some(Sqlite::NotADatabase | Sqlite::DatabaseCorrupt))
        || is_extended(error, rusqlite::ffi::SQLITE_IOERR_SHORT_READ)
        || matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | Utf8Error(..)
        )
}

/// Whether a statement names what is not there, or makes what is there already.
pub(crate) fn is_of_the_schema(error: &rusqlite::Error) -> bool {
    is_extended(error, rusqlite::ffi::SQLITE_ERROR)
}

/// Whether a connection for reading met a journal that only one for writing may roll back.
pub(crate) fn is_to_be_rolled_back(error: &rusqlite::Error) -> bool {
    is_extended(error, rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
}

fn is_extended(error: &rusqlite::Error, code: i32) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == code)
}

/// On a full disk the log's index cannot grow, which SQLite calls an I/O error.
fn is_without_room(error: &rusqlite::Error) -> bool {
    is_extended(error, rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// The name of the rule that SQLite says was broken: that of a CHECK, the columns of a UNIQUE or NOT NULL, or its own
/// words for the rest.
fn rule_of(message: &str) -> String {
    for (start, prefix) in [
        ("CHECK constraint failed: ", ""),
        ("rule: ", ""),
        ("UNIQUE constraint failed: ", "unique "),
        ("NOT NULL constraint failed: ", "required "),
    ] {
        if let Some((_, name)) = message.split_once(start) {
            return format!("{prefix}{name}");
        }
    }
    if message.contains("FOREIGN KEY") { "foreign_key".to_owned() } else { message.to_owned() }
}

/// The file could not be opened.
pub(crate) fn opening(error: rusqlite::Error, path: &Path) -> AppError {
    let code = match error.sqlite_error_code() {
        _ if is_without_room(&error) => ErrorCode::StorageFull,
        _ if is_damage(&error) => ErrorCode::FileDamaged,
        Some(Sqlite::CannotOpen | Sqlite::ReadOnly | Sqlite::PermissionDenied) => {
            ErrorCode::DataFolderUnwritable
        }
        Some(Sqlite::DiskFull) => ErrorCode::StorageFull,
        Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::FileBusy,
        _ => ErrorCode::StorageFailed,
    };
    AppError::new(code).with("path", path.display()).with("reason", error)
}

/// The data folder cannot be used.
pub(crate) fn folder(error: &io::Error, path: &Path) -> AppError {
    let code = match error.kind() {
        io::ErrorKind::StorageFull => ErrorCode::StorageFull,
        _ => ErrorCode::DataFolderUnwritable,
    };
    AppError::new(code).with("path", path.display()).with("reason", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_does_not_fit_is_damage() {
        let connection = rusqlite::Connection::open_in_memory().expect("memory");
        for sql in ["SELECT CAST(x'ff' AS TEXT)", "SELECT 1"] {
            let error = connection.query_row(sql, [], |row| row.get::<_, String>(0)).expect_err(sql);
            assert_eq!(storage(error).code, ErrorCode::FileDamaged, "{sql}");
        }
    }

    #[test]
    fn a_broken_rule_is_named() {
        for (message, rule) in [
            ("CHECK constraint failed: allocation_amount", "allocation_amount"),
            ("UNIQUE constraint failed: account.name", "unique account.name"),
            ("rule: plan_keeps_its_account", "plan_keeps_its_account"),
            ("FOREIGN KEY constraint failed", "foreign_key"),
        ] {
            assert_eq!(rule_of(message), rule);
        }
    }
}
