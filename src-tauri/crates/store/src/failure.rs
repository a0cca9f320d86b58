//! From SQLite's and the system's errors to Fenqi's.

use std::io;
use std::path::Path;

use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::ErrorCode as Sqlite;

/// A statement failed. Nothing of its transaction remains.
pub(crate) fn storage(error: rusqlite::Error) -> AppError {
    let code = match error.sqlite_error_code() {
        Some(Sqlite::DiskFull) => ErrorCode::StorageFull,
        _ => ErrorCode::StorageFailed,
    };
    AppError::new(code).with("reason", error)
}

/// The file could not be opened.
pub(crate) fn opening(error: rusqlite::Error, path: &Path) -> AppError {
    let code = match error.sqlite_error_code() {
        Some(Sqlite::NotADatabase | Sqlite::DatabaseCorrupt) => ErrorCode::FileDamaged,
        Some(Sqlite::CannotOpen | Sqlite::ReadOnly | Sqlite::PermissionDenied) => {
            ErrorCode::DataFolderUnwritable
        }
        Some(Sqlite::DiskFull) => ErrorCode::StorageFull,
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
