//! Putting a backup in the place of the file.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::failure::{self, is_of_the_disk, storage};
use crate::folder::Made;
use crate::open::{FILE_NAME, connect};
use crate::writer::Writer;
use crate::{Lock, backups, check, folder, migrations};

/// How often, and with which pauses, another process in the way is waited for.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Refuses to make a new file where there was one before.
pub(crate) fn assert_never_was(data: &Path) -> Result<()> {
    let log = data.join(format!("{FILE_NAME}-wal"));
    if is_to_be_made(data)? && !log.exists() {
        return Ok(());
    }
    let newest = backups::newest_good(data).map_or_else(String::new, |found| found.path);
    let path = data.join(FILE_NAME);
    Err(AppError::new(ErrorCode::FileMissing).with("path", path.display()).with("backup", newest))
}

/// Whether nothing says that there was a file before, or the user said that it shall be lost.
pub(crate) fn is_to_be_made(data: &Path) -> Result<bool> {
    Ok(match folder::made(data) {
        Made::Yes => false,
        Made::Anew => true,
        Made::Unknown => backups::names(data)?.is_empty(),
    })
}

/// Says that a lost file shall be lost: the next opening makes a new one. Backups stay.
///
/// # Errors
/// `file_exists` when there is a file; `already_running`; `data_folder_unwritable`.
pub fn start_anew(data: &Path) -> Result<()> {
    let _lock = Lock::take(data)?;
    let opening = folder::hold_opening(data)?;
    let path = data.join(FILE_NAME);
    if path.exists() {
        return Err(AppError::new(ErrorCode::FileExists).with("path", path.display()));
    }
    put_aside(data)?;
    let made = folder::open_file(&path).and_then(|_| folder::mark_anew(data));
    made.map_err(|error| failure::folder(&error, data))?;
    drop(opening);
    Ok(())
}

/// Puts a backup in the place of a file that cannot be opened. What lies there is kept, under another name.
///
/// # Errors
/// As [`crate::rehearse`]; `already_running` while a desktop uses the folder; `storage_full`, `write_failed`. What was
/// there is then still there.
pub fn restore_over(data: &Path, source: &Path) -> Result<()> {
    folder::create(data)?;
    let _lock = Lock::take(data)?;
    let _opening = folder::hold_opening(data)?;
    let copy = prepare(data, source)?;
    let placed = put_aside(data).and_then(|()| {
        let failed = |error: std::io::Error| AppError::writing(&error).with("path", data.display());
        fs::rename(&copy, data.join(FILE_NAME)).and_then(|()| folder::sync(data)).map_err(failed)
    });
    if placed.is_err() {
        let _ = fs::remove_file(&copy);
    }
    placed
}

/// Puts a backup into the open file, in one transaction, after a backup of what is there.
pub(crate) fn into_open(data: &Path, writer: &mut Writer, source: &Path, aside: &str) -> Result<()> {
    writer.connection()?;
    let copy = prepare(data, source)?;
    let kept = match backups::make(&data.join(FILE_NAME), &backups::folder_of(data), aside) {
        // A damaged file makes no backup; its pages are kept as they are.
        Err(error) if error.code == ErrorCode::FileDamaged => keep_pages(data, writer.held()),
        made => made.map(drop),
    };
    let done = kept.and_then(|()| {
        let source = connect(&copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(storage)?;
        match replace(&source, writer.connection()?) {
            // As after a commit: what the cache holds is not to be trusted.
            Err(Stopped::By(error)) if is_of_the_disk(&error) => {
                writer.fail();
                Err(storage(error))
            }
            stopped => stopped.map_err(AppError::from),
        }
    });
    // It has served, or is of no use; what is left of it is overwritten the next time.
    let _ = fs::remove_file(&copy);
    done?;
    check::assert_pages(writer.held())
}

fn keep_pages(data: &Path, writer: &Connection) -> Result<()> {
    let place = data.join(free_name(data));
    drop(folder::open_file(&place).map_err(|error| failure::folder(&error, data))?);
    let mut target = connect(&place, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(storage)?;
    replace(writer, &mut target).map_err(AppError::from)
}

/// Why a file was not replaced.
enum Stopped {
    By(rusqlite::Error),
    InUse,
}

impl From<Stopped> for AppError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::By(error) => storage(error),
            Stopped::InUse => Self::new(ErrorCode::FileBusy).with("reason", "the file is in use"),
        }
    }
}

fn replace(source: &Connection, target: &mut Connection) -> std::result::Result<(), Stopped> {
    target.flush_prepared_statement_cache();
    let backup = Backup::new(source, target).map_err(Stopped::By)?;
    for _ in 0..TRIES {
        match backup.step(-1).map_err(Stopped::By)? {
            StepResult::Done => return Ok(()),
            _ => std::thread::sleep(PAUSE),
        }
    }
    Err(Stopped::InUse)
}

/// A copy of a backup in the data folder, checked, brought up to date, and checked again.
fn prepare(data: &Path, source: &Path) -> Result<PathBuf> {
    backups::rehearse(source)?;
    let copy = data.join(format!("{FILE_NAME}.restoring"));
    let made = backups::copy(source, &copy).and_then(|()| {
        let mut connection = connect(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(storage)?;
        migrations::to_latest(&mut connection, &copy)?;
        drop(connection);
        backups::rehearse(&copy)
    });
    if made.is_err() {
        let _ = fs::remove_file(&copy);
    }
    made.map(|_| copy)
}

/// Moves file and log out of the way, to a name that is free.
fn put_aside(data: &Path) -> Result<()> {
    let name = free_name(data);
    for ending in ["", "-wal", "-shm"] {
        let from = data.join(format!("{FILE_NAME}{ending}"));
        let to = data.join(format!("{name}{ending}"));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(AppError::writing(&error).with("path", from.display()));
            }
            _ => {}
        }
    }
    folder::sync(data).map_err(|error| AppError::writing(&error).with("path", data.display()))
}

/// Under which name a file is put aside.
fn free_name(data: &Path) -> String {
    let name = |n: u32| format!("fenqi-put-aside-{n}.db");
    let taken =
        |n: &u32| ["", "-wal"].iter().any(|ending| data.join(format!("{}{ending}", name(*n))).exists());
    name((1..).find(|n| !taken(n)).unwrap_or(u32::MAX))
}
