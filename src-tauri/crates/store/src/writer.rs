//! The one connection of a process that writes. It prepares itself when it is first needed, and does not go on after
//! the disk failed it.

use std::path::PathBuf;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::{Connection, OpenFlags};

use crate::failure::{is_of_the_disk, storage};
use crate::open::{self, connect};
use crate::{check, migrations};

/// What a process writes through, or why it may not.
#[derive(Debug)]
pub(crate) struct Writer {
    connection: Connection,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Without its own triggers yet: a process that only reads does not pay for them.
    Fresh(PathBuf),
    Ready(PathBuf),
    /// The disk failed: what the cache holds is not to be trusted (Rebello et al., ATC 2020).
    Failed(PathBuf),
    /// It may only be read.
    Closed(AppError),
}

impl Writer {
    pub(crate) fn open(path: PathBuf, connection: Connection) -> Self {
        Self { connection, state: State::Fresh(path) }
    }

    pub(crate) fn closed(watcher: Connection, why: AppError) -> Self {
        Self { connection: watcher, state: State::Closed(why) }
    }

    pub(crate) fn closed_because(&self) -> Option<AppError> {
        match &self.state {
            State::Closed(why) => Some(why.clone()),
            _ => None,
        }
    }

    /// The connection, ready to write.
    pub(crate) fn connection(&mut self) -> Result<&mut Connection> {
        match &self.state {
            State::Ready(_) => {}
            State::Fresh(path) => {
                migrations::instrument(&self.connection).map_err(storage)?;
                self.state = State::Ready(path.clone());
            }
            State::Failed(path) => {
                // Opened anew and looked at before anything else is written.
                let path = path.clone();
                let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(storage)?;
                check::assert_pages(&connection)?;
                migrations::instrument(&connection).map_err(storage)?;
                self.connection = connection;
                self.state = State::Ready(path);
            }
            State::Closed(why) => {
                let error = AppError::new(ErrorCode::FileReadOnly);
                return Err(why.params.iter().fold(error, |error, (name, value)| error.with(name, value)));
            }
        }
        Ok(&mut self.connection)
    }

    /// The connection as it is, within a transaction.
    pub(crate) fn held(&self) -> &Connection {
        &self.connection
    }

    /// Notes that the disk failed.
    pub(crate) fn fail(&mut self) {
        if let State::Ready(path) | State::Fresh(path) = &self.state {
            self.state = State::Failed(path.clone());
        }
    }

    pub(crate) fn data_version(&self) -> Result<i64> {
        self.connection.pragma_query_value(None, "data_version", |row| row.get(0)).map_err(storage)
    }

    /// Brings the log into the file. Another process in the way is no failure.
    pub(crate) fn settle(&mut self) -> Result<()> {
        if matches!(self.state, State::Closed(_) | State::Failed(_)) {
            return Ok(());
        }
        let settled = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if settled.as_ref().is_err_and(is_of_the_disk) {
            self.fail();
        }
        settled.map_err(storage)
    }

    pub(crate) fn rest(&self) {
        open::rest(&self.connection);
    }
}
