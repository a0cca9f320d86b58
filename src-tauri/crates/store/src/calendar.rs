//! The calendar file: kept up to date in a folder that the user chose, and left alone while nothing has changed.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use fenqi_app::contract::{AppError, CalendarFile, ErrorCode};
use fenqi_app::{App, KeptCalendar, Result, ics};

use crate::export::{Existing, export_file};

/// Held while the file is looked at and written: two threads would take each other's half-written one away.
static WRITING: Mutex<()> = Mutex::new(());

/// Keeps a calendar file from now on, once it was written. The path is a whole one that ends in `.ics`; a file that
/// is there is replaced only if Fenqi wrote it.
///
/// # Errors
/// `calendar_file_unfit`, `calendar_file_taken`, `export_over_data`, `write_failed`, `storage_…`; no file is kept
/// then that was not before.
pub fn keep_calendar(app: &App, path: &Path) -> Result<()> {
    let text = path.to_str().ok_or_else(|| refused(ErrorCode::CalendarFileUnfit, path))?;
    bring_up_to_date(app, path, &app.kept_calendar_of(text))?;
    app.keep_calendar(Some(text))?;
    app.calendar_went(None);
    Ok(())
}

/// Brings the calendar file up to date, if one is kept, and answers whether it was written. It is not where only the
/// time would be another.
///
/// # Errors
/// As [`keep_calendar`]. It is remembered, for [`calendar_file`], until the file is up to date.
pub fn rewrite_calendar(app: &App) -> Result<bool> {
    let Some(kept) = app.kept_calendar()? else {
        app.calendar_went(None);
        return Ok(false);
    };
    let written = bring_up_to_date(app, Path::new(&kept.path), &kept);
    app.calendar_went(written.as_ref().err().cloned());
    written
}

/// The file that is kept, and how that went.
///
/// # Errors
/// `storage_failed`.
pub fn calendar_file(app: &App) -> Result<Option<CalendarFile>> {
    let Some(KeptCalendar { path, .. }) = app.kept_calendar()? else { return Ok(None) };
    let written = fs::metadata(&path).and_then(|there| there.modified()).ok();
    Ok(Some(CalendarFile {
        written_at: written.map(|at| app.local(at.into()).format("%F %R").to_string()),
        failed: app.calendar_failed(),
        path,
    }))
}

fn bring_up_to_date(app: &App, path: &Path, kept: &KeptCalendar) -> Result<bool> {
    if !path.is_absolute() || path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("ics")) {
        return Err(refused(ErrorCode::CalendarFileUnfit, path));
    }
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let text = app.kept_calendar_text(kept)?;
    // The path comes out of a data file, which may come from anywhere: what is not ours is left as it is.
    match fs::metadata(path) {
        Ok(there) if there.is_file() => {
            let found =
                fs::read(path).map_err(|error| AppError::writing(&error).with("path", path.display()))?;
            let found = String::from_utf8_lossy(&found);
            if !ics::is_ours(&found) {
                return Err(refused(ErrorCode::CalendarFileTaken, path));
            }
            if ics::same(&found, &text) {
                return Ok(false);
            }
        }
        Ok(_) => return Err(refused(ErrorCode::CalendarFileTaken, path)),
        // None yet, or none that can be seen: writing will tell.
        Err(_) => {}
    }
    export_file(app, path, Existing::Replace, &|out| {
        out.write_all(text.as_bytes()).map_err(|error| AppError::writing(&error))?;
        Ok(0)
    })?;
    Ok(true)
}

fn refused(code: ErrorCode, path: &Path) -> AppError {
    AppError::new(code).with("path", path.display())
}
