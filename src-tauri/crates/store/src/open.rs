//! Opening the file: folder, identity, version, pragmas.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::{ReadTx, Store, WriteTx};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use crate::failure::opening;
use crate::tx::{Read, Write};
use crate::{failure, folder, migrations};

/// The file's name in the data folder.
pub const FILE_NAME: &str = "fenqi.db";

const APPLICATION_ID: i64 = 0x464E_5149;

/// How long a write waits for another process to finish its own.
const BUSY: Duration = Duration::from_secs(5);

/// The file, open.
#[derive(Debug)]
pub struct SqliteStore {
    folder: PathBuf,
    // Closed first: the last connection to close brings the log into the file, and a reader cannot.
    reader: Mutex<Connection>,
    writer: Mutex<Connection>,
}

impl SqliteStore {
    /// Opens the file of a data folder, making both if they are missing.
    ///
    /// # Errors
    /// `data_folder_unwritable`, `file_too_new`, `file_foreign`, `file_damaged`, `storage_full`, `storage_failed`;
    /// then the file is as it was.
    pub fn open(folder: &Path) -> Result<Self> {
        folder::create(folder)?;
        let path = folder.join(FILE_NAME);
        // Two processes that both find no file, or an old one, must not both make it.
        let opening_lock = folder::open_file(&folder.join("fenqi.opening"));
        let opening_lock = opening_lock.map_err(|error| failure::folder(&error, folder))?;
        opening_lock.lock().map_err(|error| failure::folder(&error, folder))?;
        // Only if it is missing: closing a second descriptor of an open database would drop SQLite's locks.
        if !path.exists() {
            folder::open_file(&path).map_err(|error| failure::folder(&error, folder))?;
        }
        let mut writer =
            connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| opening(error, &path))?;
        identify(&writer, &path)?;
        if writer.is_readonly(MAIN_DB).map_err(|error| opening(error, &path))? {
            return Err(AppError::new(ErrorCode::DataFolderUnwritable)
                .with("path", folder.display())
                .with("reason", "read-only"));
        }
        prepare(&mut writer).map_err(|error| opening(error, &path))?;
        let reader =
            connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| opening(error, &path))?;
        Ok(Self { folder: folder.to_owned(), reader: Mutex::new(reader), writer: Mutex::new(writer) })
    }
}

impl Store for SqliteStore {
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>> {
        Ok(Box::new(Read::begin(hold(&self.reader))?))
    }

    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>> {
        Ok(Box::new(Write::begin(hold(&self.writer))?))
    }

    fn foreign_version(&self) -> Result<i64> {
        // Asked of the writer: its own commits do not count.
        let version = hold(&self.writer).pragma_query_value(None, "data_version", |row| row.get(0));
        version.map_err(failure::storage)
    }

    fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    fn settle(&self) -> Result<()> {
        // Answers a row: whether another process was in the way, which is no failure.
        let settled = hold(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        settled.map_err(failure::storage)
    }
}

/// A panic while a connection was held has rolled its transaction back, so the connection is still good.
fn hold(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for (pragma, value) in [("foreign_keys", "ON"), ("trusted_schema", "OFF"), ("cell_size_check", "ON")] {
        connection.pragma_update(None, pragma, value)?;
    }
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Refuses a file that is another program's, or a newer Fenqi's, before anything is written to it.
fn identify(connection: &Connection, path: &Path) -> Result<()> {
    let number = |pragma: &str| -> Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(|error| opening(error, path))
    };
    let (id, version) = (number("application_id")?, number("user_version")?);
    let tables: i32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| opening(error, path))?;
    let fresh = id == 0 && version == 0 && tables == 0;
    if !fresh && id != APPLICATION_ID {
        return Err(AppError::new(ErrorCode::FileForeign).with("path", path.display()));
    }
    if version > migrations::VERSION {
        let error = AppError::new(ErrorCode::FileTooNew).with("path", path.display());
        return Err(error.with("found", version).with("known", migrations::VERSION));
    }
    Ok(())
}

fn prepare(writer: &mut Connection) -> rusqlite::Result<()> {
    writer.pragma_update(None, "journal_mode", "WAL")?;
    migrations::to_latest(writer)?;
    migrations::instrument(writer)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bundled_sqlite_has_the_wal_reset_fix() {
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }
}
