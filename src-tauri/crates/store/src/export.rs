//! Exports as files: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use fenqi_app::contract::{AppError, ErrorCode, Exported};
use fenqi_app::{App, Result};

use crate::making::Making;

/// Exports every row as CSV to `path`.
///
/// # Errors
/// `export_over_data` when the path lies in the data folder; `write_failed` or `storage_full` when it cannot be
/// written; `storage_failed` when Fenqi's own file cannot be read.
pub fn export_csv(app: &App, path: &Path) -> Result<Exported> {
    export(app, path, &|out| app.export_csv(out))
}

/// Exports what is left to pay as a calendar to `path`, with or without amounts.
///
/// # Errors
/// As [`export_csv`].
pub fn export_ics(app: &App, hide_amounts: bool, path: &Path) -> Result<Exported> {
    export(app, path, &|out| app.export_ics(hide_amounts, out))
}

/// What an export writes; it answers how many rows there were.
type Content<'a> = &'a dyn Fn(&mut dyn Write) -> Result<u32>;

/// Writes an export to `path`. A file that is there is replaced: the new one is written beside it, synced and
/// moved into its place, so that a full disk leaves the old one as it was. A link is followed; what is no file, such
/// as a pipe, is written to.
pub(crate) fn export(app: &App, path: &Path, content: Content<'_>) -> Result<Exported> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().and_then(|parent| fs::canonicalize(parent).ok());
    let data = fs::canonicalize(app.state()?.data_folder).ok();
    if data.is_some_and(|data| folder.is_some_and(|folder| folder.starts_with(data))) {
        return Err(AppError::new(ErrorCode::ExportOverData).with("path", path.display()));
    }
    let rows = match fs::metadata(&target) {
        Ok(there) if !there.is_file() => write_into(&target, content),
        there => replace(&target, there.ok().map(|there| there.permissions()), content),
    };
    let rows = rows.map_err(|error| error.with("path", path.display()))?;
    Ok(Exported { path: path.display().to_string(), rows })
}

fn write_into(target: &Path, content: Content<'_>) -> Result<u32> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).open(target).map_err(failed)?);
    let rows = content(&mut out)?;
    out.flush().map_err(failed)?;
    Ok(rows)
}

fn replace(target: &Path, permissions: Option<fs::Permissions>, content: Content<'_>) -> Result<u32> {
    let beside = beside(target);
    let _making = Making::begin(&beside);
    let written = write_new(&beside, permissions, content).and_then(|rows| {
        fs::rename(&beside, target).map_err(failed)?;
        Ok(rows)
    });
    if written.is_err() {
        // What could not be finished is of no use; if it cannot even be removed, the error says enough.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn write_new(path: &Path, permissions: Option<fs::Permissions>, content: Content<'_>) -> Result<u32> {
    // Left over from a process of the same number that was killed; where there is none, nothing is lost.
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file: File = options.open(path).map_err(failed)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions).map_err(failed)?;
    }
    let mut out = BufWriter::new(file);
    let rows = content(&mut out)?;
    out.flush().map_err(failed)?;
    out.get_ref().sync_all().map_err(failed)?;
    Ok(rows)
}

fn failed(error: io::Error) -> AppError {
    AppError::writing(&error)
}
