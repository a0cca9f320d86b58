//! Copies of the file, each checked before it counts: made beside their place, synced, looked at, and only then moved
//! into it.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use fenqi_app::Result;
use fenqi_app::clock::SystemClock;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::{BackupFacts, Clock, Contents};
use fenqi_app::{BackupName, backup_said_by};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::failure::{self, storage};
use crate::making::{Making, remove_beside};
use crate::open::{FILE_NAME, connect, guarded, is_known, stamp};
use crate::{check, encrypted, folder, migrations};

const FOLDER: &str = "backups";
const ENDING: &str = ".db";
/// Names tell local time: so far may that of another zone be ahead.
const ZONES: TimeDelta = TimeDelta::days(1);

/// Where the backups of a data folder lie.
pub(crate) fn folder_of(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

/// Makes a checked copy of a live file in a folder. The name has no ending.
pub(crate) fn make(live: &Path, target: &Path, name: &str) -> Result<BackupFacts> {
    let made = |part: &Path| copy(live, part).and_then(|()| rehearse(part));
    let (name, place, contents) = put(target, name, ENDING, made)?;
    facts(&place, name).map(|facts| BackupFacts { contents: Ok(contents), ..facts })
}

/// Puts into a folder what is made beside its place: whole, or not at all. Answers its name and where it is.
pub(crate) fn put<T>(
    target: &Path,
    name: &str,
    ending: &str,
    content: impl FnOnce(&Path) -> Result<T>,
) -> Result<(String, PathBuf, T)> {
    if name.is_empty() || name.contains(['/', '\\', '\0']) || name.starts_with('.') {
        return Err(AppError::new(ErrorCode::BackupUnknown).with("name", name));
    }
    folder::create(target).map_err(|error| writing(error, target))?;
    let (name, part) = reserve(target, name, ending)?;
    let _making = Making::begin(&part);
    let place = target.join(format!("{name}{ending}"));
    let made = content(&part).and_then(|content| {
        let failed = |error: std::io::Error| AppError::writing(&error).with("path", place.display());
        fs::rename(&part, &place).and_then(|()| folder::sync(target)).map_err(failed)?;
        Ok(content)
    });
    if made.is_err() {
        // What could not be finished is of no use; if it cannot even be removed, the error says enough.
        let _ = fs::remove_file(&part);
    }
    made.map(|content| (name, place, content))
}

/// A name that no copy of a folder has yet, `name` or `name-2` and so on, and the file in which its copy is made. That
/// file is the claim: who makes it has the name, and no copy ever takes the place of another.
fn reserve(target: &Path, name: &str, ending: &str) -> Result<(String, PathBuf)> {
    for n in 1..=u32::MAX {
        let name = if n == 1 { name.to_owned() } else { format!("{name}-{n}") };
        let place = target.join(format!("{name}{ending}"));
        let part = target.join(format!(".{name}.part"));
        match folder::create_file(&part) {
            // Looked at once the claim is ours: nobody of Fenqi's makes it from here on.
            Ok(_) if !place.exists() => return Ok((name, part)),
            Ok(_) => drop(fs::remove_file(&part)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(AppError::writing(&error).with("path", part.display())),
        }
    }
    Err(AppError::new(ErrorCode::WriteFailed).with("path", target.display()))
}

/// Copies a file through SQLite, log and all, into one that nobody else may read, and syncs it.
pub(crate) fn copy(source: &Path, target: &Path) -> Result<()> {
    let failed = |error: std::io::Error| AppError::writing(&error).with("path", target.display());
    // Left over from a process that was killed: a journal would be rolled into the new copy.
    remove_beside(target);
    // Made first, and empty: SQLite would make it readable for everybody.
    let file = folder::open_file(target).map_err(failed)?;
    file.set_len(0).map_err(failed)?;
    let connection =
        connect(source, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| failure::opening(error, source))?;
    let path = target
        .to_str()
        .ok_or_else(|| AppError::new(ErrorCode::WriteFailed).with("path", target.display()))?;
    connection.execute("VACUUM INTO ?1", [path]).map_err(|error| writing(storage(error), target))?;
    file.sync_all().map_err(failed)
}

/// What cannot be written is told with its path.
fn writing(error: AppError, target: &Path) -> AppError {
    match error.code {
        ErrorCode::StorageFull | ErrorCode::FileDamaged | ErrorCode::FileBusy => error,
        _ => AppError { code: ErrorCode::WriteFailed, ..error.with("path", target.display()) },
    }
}

/// Looks at a file without touching it: is it one of Fenqi's, is it sound, and what is in it?
///
/// # Errors
/// `backup_unknown` where there is none; `file_is_folder`; `file_foreign`, `file_too_new`, `file_damaged` with a reason;
/// `storage_failed` when it cannot be read.
pub fn rehearse(path: &Path) -> Result<Contents> {
    if matches!(path.try_exists(), Ok(false)) {
        return Err(AppError::new(ErrorCode::BackupUnknown).with("name", path.display()));
    }
    if path.is_dir() {
        return Err(AppError::new(ErrorCode::FileIsFolder).with("path", path.display()));
    }
    let foreign = || AppError::new(ErrorCode::FileForeign).with("path", path.display()).with("what", "copy");
    let unread = |error: std::io::Error| {
        AppError::new(ErrorCode::StorageFailed).with("path", path.display()).with("reason", error)
    };
    // A copy was sound when it was put in its place: what is no database was hardly ever one.
    if !encrypted::starts_with(path, encrypted::SQLITE).map_err(unread)? {
        return Err(foreign());
    }
    let connection = open_still(path)?;
    let failed = |error| failure::opening(error, path);
    let stamp = stamp(&connection).map_err(failed)?;
    if !is_known(stamp) {
        let newer = stamp.1 > migrations::VERSION;
        let error =
            if newer { AppError::new(ErrorCode::FileTooNew).with("path", path.display()) } else { foreign() };
        return Err(error.with("found", stamp.1).with("known", migrations::VERSION));
    }
    // The rules and seals of an earlier version are not those of today: its pages are all there is to look at.
    let latest = stamp.1 == migrations::VERSION;
    let problems = if latest { check::problems(&connection) } else { check::pages(&connection) };
    if let Some(problem) = problems.map_err(failed)?.first() {
        let error = AppError::new(ErrorCode::FileDamaged).with("path", path.display());
        return Err(error.with("reason", &problem.what));
    }
    contents(&connection).map_err(failed)
}

/// Opens a file that nobody writes, leaving nothing beside it. A log that lies beside it counts.
pub(crate) fn open_still(path: &Path) -> Result<Connection> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let failed = |error| failure::opening(error, path);
    if fs::metadata(&log).is_ok_and(|there| there.len() > 0) {
        return connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed);
    }
    let escaped: String = path.to_string_lossy().chars().fold(String::new(), |mut escaped, character| {
        match character {
            '%' => escaped.push_str("%25"),
            '?' => escaped.push_str("%3f"),
            '#' => escaped.push_str("%23"),
            other => escaped.push(other),
        }
        escaped
    });
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags);
    opened.and_then(guarded).map_err(failed)
}

/// What a file holds, counted row by row.
pub(crate) fn contents(connection: &Connection) -> rusqlite::Result<Contents> {
    let count =
        |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    let latest =
        connection.query_row("SELECT at FROM activity ORDER BY id DESC LIMIT 1", [], |row| row.get(0));
    Ok(Contents {
        accounts: count("account")?,
        plans: count("plan")?,
        repayments: count("repayment")?,
        latest: latest.optional()?,
    })
}

/// The names of all backups of a data folder, without their ending, newest first.
pub(crate) fn names(data: &Path) -> Result<Vec<String>> {
    let folder = folder_of(data);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failure::folder(&error, &folder)),
    };
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.strip_suffix(ENDING).filter(|name| !name.starts_with('.')).map(str::to_owned)
        })
        .collect();
    // What a clock that was ahead made is not the newest for ever, and what says no time never is.
    let clock = SystemClock;
    let soon = clock.zone().local(clock.now()).naive_local() + ZONES;
    found.sort_by_cached_key(|name| {
        let BackupName { at, number, .. } = backup_said_by(name);
        Reverse((at.map(|at| (at <= soon, at, number)), name.clone()))
    });
    Ok(found)
}

/// All backups of a data folder, newest first. What is in each is looked at, not checked.
pub(crate) fn all(data: &Path) -> Result<Vec<BackupFacts>> {
    names(data)?.into_iter().map(|name| one(data, &name)).collect()
}

/// One of the backups of a data folder.
pub(crate) fn one(data: &Path, name: &str) -> Result<BackupFacts> {
    facts(&place_of(data, name), name.to_owned())
}

/// Looks at all that is in a backup of a data folder.
pub(crate) fn rehearse_one(data: &Path, name: &str) -> Result<Contents> {
    rehearse(&place_of(data, name))
}

fn place_of(data: &Path, name: &str) -> PathBuf {
    folder_of(data).join(format!("{name}{ENDING}"))
}

fn facts(path: &Path, name: String) -> Result<BackupFacts> {
    let bytes = fs::metadata(path).map_or(0, |there| there.len());
    let contents = open_still(path).and_then(|connection| counted(&connection, path));
    Ok(BackupFacts { name, path: path.display().to_string(), bytes, contents })
}

/// What a live file holds.
pub(crate) fn glance(live: &Path) -> Result<Contents> {
    let connection = connect(live, OpenFlags::SQLITE_OPEN_READ_ONLY);
    counted(&connection.map_err(|error| failure::opening(error, live))?, live)
}

fn counted(connection: &Connection, path: &Path) -> Result<Contents> {
    let failed = |error| failure::opening(error, path);
    if !is_known(stamp(connection).map_err(failed)?) {
        return Err(AppError::new(ErrorCode::FileForeign).with("path", path.display()));
    }
    contents(connection).map_err(failed)
}

/// The newest backup that is sound.
pub(crate) fn newest_good(data: &Path) -> Option<BackupFacts> {
    let sound = names(data).unwrap_or_default().into_iter().find(|name| rehearse_one(data, name).is_ok())?;
    one(data, &sound).ok()
}

/// Removes one of the backups of a data folder.
pub(crate) fn remove(data: &Path, name: &str) -> Result<()> {
    if !names(data)?.iter().any(|known| known == name) {
        return Err(AppError::new(ErrorCode::BackupUnknown).with("name", name));
    }
    let place = place_of(data, name);
    fs::remove_file(&place).map_err(|error| AppError::writing(&error).with("path", place.display()))
}

/// Puts a copy of a file aside before it is brought up to date, and answers where it is.
pub(crate) fn before_migration(data: &Path, version: i64) -> Result<PathBuf> {
    let name = format!("fenqi-version-{version}-1");
    make(&data.join(FILE_NAME), &folder_of(data), &name).map(|made| PathBuf::from(made.path))
}
