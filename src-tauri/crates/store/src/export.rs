//! Exports as files: whole or not at all.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use fenqi_app::contract::{AppError, ErrorCode, ExportForm, ExportFormat, Exported, Language};
use fenqi_app::exchange::Tongue;
use fenqi_app::{App, Result};
use tempfile::NamedTempFile;

use crate::making::{self, Making};
use crate::xlsx;

/// What becomes of a file that has the name of an export.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// The export takes its place.
    Replace,
    /// It stays, and nothing is exported.
    Keep,
}

/// Exports to `path` what a form asks for, in the place of a file that is there: who chose the name was asked.
///
/// # Errors
/// `export_over_data` when the path lies in the data folder; `write_failed` or `storage_full` when it cannot be written;
/// `sheet_full` for a workbook of too many rows; `choice_unknown` for an encoding that no export has; `storage_failed`
/// or `file_damaged` when Fenqi's own file cannot be read.
pub fn export(app: &App, form: &ExportForm, path: &Path) -> Result<Exported> {
    export_file(app, path, Existing::Replace, &|out| export_to(app, form, out))
}

/// The same, where nobody was asked: a file that is there stays. A pipe or device is written to.
///
/// # Errors
/// As [`export`], and `file_exists`.
pub fn export_new(app: &App, form: &ExportForm, path: &Path) -> Result<Exported> {
    export_file(app, path, Existing::Keep, &|out| export_to(app, form, out))
}

/// The same into a stream.
///
/// # Errors
/// As [`export`], without a path.
pub fn export_to(app: &App, form: &ExportForm, out: &mut (dyn Write + Send)) -> Result<u32> {
    match form.format {
        ExportFormat::Csv => app.export_csv(form.table, form.encoding, out),
        ExportFormat::Xlsx => xlsx::write(app, out),
        ExportFormat::Ics => app.export_ics(form.hide_amounts, out),
        ExportFormat::Ledger => app.export_journal(Tongue::Ledger, out),
        ExportFormat::Hledger => app.export_journal(Tongue::Hledger, out),
        ExportFormat::Beancount => app.export_journal(Tongue::Beancount, out),
        ExportFormat::Json => app.export_json(out),
    }
}

/// Writes the table to fill in for an import to `path`, its header in a language, in the place of a file that is there:
/// who chose the name was asked.
///
/// # Errors
/// As [`export`].
pub fn write_template(app: &App, language: Language, path: &Path) -> Result<Exported> {
    export_file(app, path, Existing::Replace, &|out| app.import_template(language, out).map(|()| 0))
}

/// The same, where nobody was asked: a file that is there, which may be filled in already, stays.
///
/// # Errors
/// As [`export_new`].
pub fn write_new_template(app: &App, language: Language, path: &Path) -> Result<Exported> {
    export_file(app, path, Existing::Keep, &|out| app.import_template(language, out).map(|()| 0))
}

/// What an export writes; it answers how many rows there were.
type Content<'a> = &'a dyn Fn(&mut (dyn Write + Send)) -> Result<u32>;

/// Writes an export to `path`. It is written beside its target, synced and moved into its place, so that a full disk
/// leaves what is there as it was. A link is followed; what is no file, such as a pipe, is written to.
pub(crate) fn export_file(
    app: &App,
    path: &Path,
    existing: Existing,
    content: Content<'_>,
) -> Result<Exported> {
    let named = |error: AppError| error.with("path", path.display());
    let target = target_of(path).map_err(|error| named(failed(error)))?;
    assert_outside(app, &target).map_err(named)?;
    let rows = match fs::metadata(path) {
        Ok(there) if !there.is_file() => write_into(path, content),
        Ok(_) if existing == Existing::Keep => Err(exists()),
        there => replace(&target, there.ok().map(|there| there.permissions()), existing, content),
    };
    Ok(Exported { path: path.display().to_string(), rows: rows.map_err(named)? })
}

/// More links than systems follow.
const MOST_LINKS: usize = 40;

/// Where a path leads, also where the last link leads to what is not there yet.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else {
            return Ok(fs::canonicalize(&target).unwrap_or(target));
        };
        target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    Err(io::Error::other("too many links"))
}

fn assert_outside(app: &App, target: &Path) -> Result<()> {
    let folder = match target.parent() {
        Some(folder) if folder == Path::new("") => fs::canonicalize(".").ok(),
        folder => folder.and_then(|folder| fs::canonicalize(folder).ok()),
    };
    let data = fs::canonicalize(app.state()?.data_folder).ok();
    if data.is_some_and(|data| folder.is_some_and(|folder| folder.starts_with(data))) {
        return Err(AppError::new(ErrorCode::ExportOverData));
    }
    Ok(())
}

fn write_into(path: &Path, content: Content<'_>) -> Result<u32> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).open(path).map_err(failed)?);
    let rows = content(&mut out)?;
    out.flush().map_err(failed)?;
    Ok(rows)
}

fn replace(
    target: &Path,
    permissions: Option<Permissions>,
    existing: Existing,
    content: Content<'_>,
) -> Result<u32> {
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    making::remove_left_over(folder, &[making::PART]);
    let beside = making::beside(folder).map_err(failed)?;
    let name = beside.path().to_owned();
    let _making = Making::begin(&name);
    let rows = fill(beside.as_file(), permissions, content)?;
    put(beside, target, existing)?;
    Ok(rows)
}

/// Such a file is made for its owner alone; one that takes the place of another may be read by those who could read that.
fn fill(file: &File, permissions: Option<Permissions>, content: Content<'_>) -> Result<u32> {
    if let Some(permissions) = permissions {
        file.set_permissions(permissions).map_err(failed)?;
    }
    let mut out = BufWriter::new(file);
    let rows = content(&mut out)?;
    out.flush().map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(rows)
}

fn put(beside: NamedTempFile, target: &Path, existing: Existing) -> Result<()> {
    let moved = match existing {
        Existing::Replace => beside.persist(target),
        Existing::Keep => beside.persist_noclobber(target),
    };
    moved.map(drop).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => failed(refused.error),
    })
}

fn exists() -> AppError {
    AppError::new(ErrorCode::FileExists).with("what", "export")
}

fn failed(error: io::Error) -> AppError {
    AppError::writing(&error)
}
