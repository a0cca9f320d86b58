//! Files that come in: a document of JSON or a table, told apart by how they begin.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;

use fenqi_app::contract::{AppError, ErrorCode, ImportOptions, ImportPreview, ImportProgress, Imported};
use fenqi_app::{App, Result};

/// What would come of importing a file. Nothing is written. `progress` answers whether to go on.
///
/// # Errors
/// `file_is_folder`, `input_invalid` when it cannot be read; as [`App::import_json_preview`] or [`App::import_csv_preview`].
pub fn import_preview(
    app: &App,
    path: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportPreview> {
    let mut file = open(path)?;
    if is_document(&mut file).map_err(|error| unreadable(path, &error))? {
        let size = file.metadata().map_err(|error| unreadable(path, &error))?.len();
        app.import_json_preview(&mut file, Some(size), progress)
    } else {
        app.import_csv_preview(&mut file, options, progress)
    }
}

/// Imports a file, whole or not at all. `progress` answers whether to go on.
///
/// # Errors
/// `file_is_folder`, `input_invalid` when it cannot be read; as [`App::import_json`] or [`App::import_csv`].
pub fn import_file(
    app: &App,
    path: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<Imported> {
    let mut file = open(path)?;
    let unread = |error| unreadable(path, &error);
    if is_document(&mut file).map_err(unread)? {
        let size = file.metadata().map_err(unread)?.len();
        app.import_json(&mut file, Some(size), progress)
    } else {
        app.import_csv(&mut file, options, progress)
    }
}

/// A file alone: of a pipe or a device nobody knows when it ends, and it cannot be read twice.
fn open(path: &Path) -> Result<File> {
    if path.is_dir() {
        return Err(AppError::new(ErrorCode::FileIsFolder).with("path", path.display()));
    }
    let opened = fs::metadata(path).and_then(|there| {
        if there.is_file() { File::open(path) } else { Err(io::Error::other("not a file")) }
    });
    opened.map_err(|error| unreadable(path, &error))
}

/// Whether it begins as a document does: with a brace, after nothing but space.
fn is_document(file: &mut File) -> io::Result<bool> {
    let mut begin = Vec::new();
    file.by_ref().take(256).read_to_end(&mut begin)?;
    file.rewind()?;
    let begin = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&begin);
    Ok(begin.trim_ascii_start().first() == Some(&b'{'))
}

fn unreadable(path: &Path, error: &io::Error) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", format_args!("{}: {error}", path.display()))
}
