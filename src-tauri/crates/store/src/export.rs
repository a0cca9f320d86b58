//! Exports as files: whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use fenqi_app::contract::{AppError, ErrorCode, Exported};
use fenqi_app::{App, Result};

use crate::folder;

/// Exports every row as CSV to `path`, replacing a file that is there. The new content is written beside it, synced
/// and moved into place, so that a full disk leaves the old file as it was.
///
/// # Errors
/// `write_failed` or `storage_full` when the file cannot be written; `storage_failed` when Fenqi's cannot be read.
pub fn export_csv(app: &App, path: &Path) -> Result<Exported> {
    let beside = beside(path);
    let written = write(app, &beside).and_then(|rows| {
        fs::rename(&beside, path).map_err(|error| failed(&error, path))?;
        Ok(Exported { path: path.display().to_string(), rows })
    });
    if written.is_err() {
        // What could not be finished is of no use; if it cannot even be removed, the error above says enough.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(|error| {
        let named = error.params.contains_key("path") || error.code != ErrorCode::WriteFailed;
        if named { error } else { error.with("path", path.display()) }
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn write(app: &App, path: &Path) -> Result<u32> {
    let file = folder::create_file(path).map_err(|error| failed(&error, path))?;
    let mut out = BufWriter::new(file);
    let rows = app.export_csv(&mut out)?;
    out.flush().map_err(|error| failed(&error, path))?;
    out.get_ref().sync_all().map_err(|error| failed(&error, path))?;
    Ok(rows)
}

fn failed(error: &io::Error, path: &Path) -> AppError {
    let code = match error.kind() {
        io::ErrorKind::StorageFull => ErrorCode::StorageFull,
        _ => ErrorCode::WriteFailed,
    };
    AppError::new(code).with("path", path.display()).with("reason", error)
}
