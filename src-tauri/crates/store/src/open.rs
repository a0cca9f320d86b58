//! Opening the file: folder, identity, version, pragmas.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::{BackupFacts, Contents, Problem, ReadTx, Store, WriteTx};
use fenqi_app::{NewPassphrase, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use crate::failure::opening;
use crate::tx::{Read, Write};
use crate::writer::Writer;
use crate::{backups, check, encrypted, failure, folder, marks, migrations, passcode, restore};

/// The file's name in the data folder.
pub const FILE_NAME: &str = "fenqi.db";

const APPLICATION_ID: i64 = 0x464E_5149;

/// The oldest SQLite without a known way to damage a file that two connections write (sqlite.org/wal.html).
const SOUND_SQLITE: i32 = 3_051_003;

/// The size of a file that has been made and has nothing in it.
const FIRST_PAGE: u64 = 4096;

/// How long a write waits for another process to finish its own.
const BUSY: Duration = Duration::from_secs(5);

/// Statements that a connection keeps compiled.
const STATEMENTS: usize = 128;

/// The file, open.
#[derive(Debug)]
pub struct SqliteStore {
    folder: PathBuf,
    // Closed first: the last connection to close brings the log into the file, and a reader cannot.
    reader: Mutex<Connection>,
    writer: Mutex<Writer>,
}

/// What a file turned out to be.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    Empty,
    /// Of this Fenqi or an earlier one.
    Known {
        version: i64,
    },
    /// Of a later Fenqi: it may be read, not written.
    Newer(AppError),
}

impl SqliteStore {
    /// Opens the file of a data folder. Where there has never been one, folder and file are made. A file of a newer
    /// Fenqi opens for reading only. Before an older one is brought up to date, a copy of it is put aside.
    ///
    /// # Errors
    /// `file_missing` where there was a file before; `file_foreign`, `file_damaged`, `data_folder_unwritable`,
    /// `file_busy`, `storage_full`, `storage_failed`. The file is then as it was.
    pub fn open(folder: &Path) -> Result<Self> {
        assert!(rusqlite::version_number() >= SOUND_SQLITE, "BUG: SQLite {} is too old", rusqlite::version());
        folder::create(folder)?;
        if folder.join(FILE_NAME).exists() {
            folder::keep_private(folder);
        }
        encrypted::remove_left_over(folder);
        // Two processes that both find no file, or an old one, must not both make it.
        let _opening = folder::hold_opening(folder)?;
        let path = folder.join(FILE_NAME);
        if !path.exists() {
            restore::assert_never_was(folder)?;
            // Only if it is missing: closing a second descriptor of an open database would drop SQLite's locks.
            folder::open_file(&path).map_err(|error| failure::folder(&error, folder))?;
        }
        let found = identify(folder, &path).map_err(|error| with_backup(error, folder));
        match found? {
            Identity::Newer(why) => Self::open_to_read(folder, why),
            Identity::Empty => Self::open_to_write(folder, 0),
            Identity::Known { version } => Self::open_to_write(folder, version),
        }
    }

    fn open_to_write(folder: &Path, version: i64) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let failed = |error| with_backup(opening(error, &path), folder);
        folder::keep_private(&path);
        let earlier = version > 0 && version < migrations::VERSION;
        let aside = earlier.then(|| backups::before_migration(folder, version)).transpose()?;
        let mut writer = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
        if writer.is_readonly(MAIN_DB).map_err(failed)? {
            return Err(AppError::new(ErrorCode::DataFolderUnwritable)
                .with("path", folder.display())
                .with("reason", "read-only"));
        }
        writer.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        if version < migrations::VERSION
            && let Err(error) = migrations::to_latest(&mut writer, &path)
        {
            // The file is as it was, and so needs no copy; each start would make another.
            aside.iter().for_each(|copy| drop(std::fs::remove_file(copy)));
            return Err(not_migrated(error, folder));
        }
        let reader = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
        folder::mark_made(folder).map_err(|error| failure::folder(&error, folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            reader: Mutex::new(reader),
            writer: Mutex::new(Writer::open(path.clone(), writer)),
        })
    }

    fn open_to_read(folder: &Path, why: AppError) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let failed = |error| opening(error, &path);
        let reader = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
        let watcher = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
        Ok(Self {
            folder: folder.to_owned(),
            reader: Mutex::new(reader),
            writer: Mutex::new(Writer::closed(watcher, why)),
        })
    }

    /// Puts the content of another file of Fenqi in the place of this one's, in one transaction. What was there is
    /// backed up first, under `aside`.
    ///
    /// # Errors
    /// As [`crate::rehearse`]; `file_read_only`, `file_busy`, `storage_…`. This file is then as it was.
    pub fn restore(&self, source: &Path, aside: &str) -> Result<()> {
        restore::into_open(&self.folder, &mut hold(&self.writer), source, aside)
    }

    /// What the file of a data folder holds, without bringing it up to date; `None` where that cannot be said.
    #[must_use]
    pub fn glance(folder: &Path) -> Option<Contents> {
        backups::glance(&folder.join(FILE_NAME)).ok()
    }

    /// Writes a checked copy of the file into another folder, under a name, and answers where it is.
    ///
    /// # Errors
    /// `write_failed`, `storage_full`, `file_damaged`; nothing is left in the folder then.
    pub fn back_up_to(&self, target: &Path, name: &str) -> Result<BackupFacts> {
        backups::make(&self.folder.join(FILE_NAME), target, name)
    }

    /// The same, encrypted with a passphrase; answers its path.
    ///
    /// # Errors
    /// As [`SqliteStore::back_up_to`].
    pub fn back_up_encrypted(&self, target: &Path, name: &str, passphrase: &NewPassphrase) -> Result<String> {
        encrypted::make(&self.folder, target, name, passphrase).map(|path| path.display().to_string())
    }
}

impl Store for SqliteStore {
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>> {
        Ok(Box::new(Read::begin(hold(&self.reader))?))
    }

    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>> {
        Ok(Box::new(Write::begin(hold(&self.writer))?))
    }

    fn read_only(&self) -> Option<AppError> {
        hold(&self.writer).closed_because()
    }

    fn foreign_version(&self) -> Result<i64> {
        // Asked of the writer: its own commits do not count.
        hold(&self.writer).data_version()
    }

    fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    fn settle(&self) -> Result<()> {
        hold(&self.writer).settle()
    }

    fn rest(&self) {
        rest(&hold(&self.reader));
        hold(&self.writer).rest();
    }

    fn check(&self) -> Result<Vec<Problem>> {
        // A connection of its own: it takes a while, and nobody should have to wait for it.
        let path = self.folder.join(FILE_NAME);
        let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        connection.and_then(|connection| check::problems(&connection)).map_err(failure::storage)
    }

    fn backups(&self) -> Result<Vec<BackupFacts>> {
        backups::all(&self.folder)
    }

    fn backup_names(&self) -> Result<Vec<String>> {
        backups::names(&self.folder)
    }

    fn backup(&self, name: &str) -> Result<BackupFacts> {
        backups::one(&self.folder, name)
    }

    fn rehearse_backup(&self, name: &str) -> Result<Contents> {
        backups::rehearse_one(&self.folder, name)
    }

    fn back_up(&self, name: &str) -> Result<BackupFacts> {
        backups::make(&self.folder.join(FILE_NAME), &backups::folder_of(&self.folder), name)
    }

    fn remove_backup(&self, name: &str) -> Result<()> {
        backups::remove(&self.folder, name)
    }

    fn passcode(&self) -> Result<Option<String>> {
        passcode::read(&self.folder)
    }

    fn keep_passcode(&self, text: Option<&str>) -> Result<()> {
        passcode::write(&self.folder, text)
    }
}

/// A panic while a connection was held has rolled its transaction back, so the connection is still good.
pub(crate) fn hold<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A damaged file is told with the newest good backup.
fn with_backup(error: AppError, folder: &Path) -> AppError {
    if error.code != ErrorCode::FileDamaged {
        return error;
    }
    error.with("backup", backups::newest_good(folder).map_or_else(String::new, |found| found.path))
}

/// What this version does not allow is told as damage with the name of the rule, and with what can be restored.
fn not_migrated(error: AppError, folder: &Path) -> AppError {
    let path = folder.join(FILE_NAME);
    let error = match error.params.get("rule").filter(|_| error.code == ErrorCode::RuleBroken) {
        Some(rule) => AppError::new(ErrorCode::FileDamaged).with("reason", format!("rule {rule}")),
        None => error,
    };
    with_backup(error.with("path", path.display()), folder)
}

/// How much of the file a connection keeps in memory at most, in KiB below zero: what a screen reads of the largest
/// files, all over them. Files of a household are smaller.
pub(crate) const CACHE: i64 = -8_000;

/// A connection to a live file, with everything set that its safety depends on.
pub(crate) fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    let connection = guarded(connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    Ok(connection)
}

/// Gives back what a connection keeps of the file, and the statements that it keeps compiled.
pub(crate) fn rest(connection: &Connection) {
    connection.flush_prepared_statement_cache();
    // What cannot be given back is kept, as before.
    let _ = connection.release_memory();
}

/// A connection that takes nothing on trust that the file says: it may come from anywhere.
pub(crate) fn guarded(connection: Connection) -> rusqlite::Result<Connection> {
    // The C interface to load libraries is on unless it is switched off.
    connection.load_extension_disable()?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for (pragma, value) in [("foreign_keys", "ON"), ("trusted_schema", "OFF"), ("cell_size_check", "ON")] {
        connection.pragma_update(None, pragma, value)?;
    }
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    marks::register(&connection)?;
    Ok(connection)
}

/// What a file is. It is looked at through a connection that cannot write, so that a file that is refused stays as it
/// was to the last byte.
fn identify(folder: &Path, path: &Path) -> Result<Identity> {
    let failed = |error| opening(error, path);
    let length = std::fs::metadata(path).map_or(0, |there| there.len());
    // Whoever made the file may have been stopped before anything was in it.
    let unfinished = length <= FIRST_PAGE && restore::is_to_be_made(folder)?;
    let look = |access| connect(path, access).and_then(|connection| stamp(&connection));
    let found = match look(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(error) if unfinished && failure::is_to_be_rolled_back(&error) => {
            look(OpenFlags::SQLITE_OPEN_READ_WRITE)
        }
        found => found,
    };
    let (id, version, tables) = found.map_err(failed)?;
    let damaged =
        |reason| AppError::new(ErrorCode::FileDamaged).with("path", path.display()).with("reason", reason);
    if (id, version, tables) == (0, 0, 0) {
        // An empty file is a new one; pages without content are what a damaged one looks like.
        return if unfinished { Ok(Identity::Empty) } else { Err(damaged("no content")) };
    }
    if id != APPLICATION_ID {
        return Err(AppError::new(ErrorCode::FileForeign).with("path", path.display()));
    }
    if version < 1 {
        return Err(damaged("no version"));
    }
    if version > migrations::VERSION {
        let newer = AppError::new(ErrorCode::FileTooNew).with("path", path.display());
        return Ok(Identity::Newer(newer.with("found", version).with("known", migrations::VERSION)));
    }
    Ok(Identity::Known { version })
}

/// Application id, version of the schema, number of tables.
pub(crate) fn stamp(connection: &Connection) -> rusqlite::Result<(i64, i64, i64)> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get(0));
    let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok((number("application_id")?, number("user_version")?, tables))
}

/// Whether a stamp is that of a file of Fenqi, of this version or an earlier one.
pub(crate) fn is_known((id, version, _): (i64, i64, i64)) -> bool {
    id == APPLICATION_ID && (1..=migrations::VERSION).contains(&version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_sqlite_has_the_wal_reset_fix() {
        assert!(rusqlite::version_number() >= SOUND_SQLITE, "{}", rusqlite::version());
    }

    #[test]
    fn a_file_that_rested_is_read_and_written_as_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(folder.path()).expect("a file");
        for _ in 0..2 {
            let before = store.foreign_version().expect("a version");
            store.begin_write().expect("a change").commit().expect("committed");
            assert!(store.begin_read().expect("a view").accounts().expect("accounts").is_empty());
            store.rest();
            assert_eq!(store.foreign_version().expect("a version"), before);
        }
    }

    #[test]
    fn every_connection_is_guarded() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let write = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let live = connect(&path, write | OpenFlags::SQLITE_OPEN_CREATE).expect("a file");
        live.execute_batch("CREATE TABLE t (x)").expect("SQL");
        let synchronous: i64 =
            live.pragma_query_value(None, "synchronous", |row| row.get(0)).expect("a pragma");
        assert_eq!(synchronous, 2);
        let read = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the file");
        for (which, connection) in
            [("live", live), ("read", read), ("still", backups::open_still(&path).expect("the file"))]
        {
            let number = |pragma| -> i64 {
                connection.pragma_query_value(None, pragma, |row| row.get(0)).expect("a pragma")
            };
            for (pragma, value) in
                [("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("temp_store", 2)]
            {
                assert_eq!(number(pragma), value, "{pragma} of {which}");
            }
            let mmap: rusqlite::Result<i64> =
                connection.pragma_query_value(None, "mmap_size", |row| row.get(0));
            assert!(mmap.is_ok_and(|size| size == 0), "{which}");
            let defensive = connection.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE);
            assert_eq!(defensive, Ok(true), "{which}");
            let loaded = connection.query_row("SELECT load_extension('x')", [], |_| Ok(()));
            assert!(loaded.expect_err("refused").to_string().contains("not authorized"), "{which}");
        }
    }
}
