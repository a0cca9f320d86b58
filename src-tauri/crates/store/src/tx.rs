//! Transactions that hold their connection and end it themselves: dropped without commit, they never were.

use std::sync::MutexGuard;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::Connection;

use crate::failure::{is_of_the_disk, storage};
use crate::writer::Writer;
use crate::{bulk, touched, undo};

/// A consistent view.
pub(crate) struct Read<'a> {
    connection: MutexGuard<'a, Connection>,
}

/// A change.
pub(crate) struct Write<'a> {
    writer: MutexGuard<'a, Writer>,
}

impl<'a> Read<'a> {
    pub(crate) fn begin(connection: MutexGuard<'a, Connection>) -> Result<Self> {
        run(&connection, "BEGIN DEFERRED").map_err(storage)?;
        Ok(Self { connection })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl<'a> Write<'a> {
    pub(crate) fn begin(mut writer: MutexGuard<'a, Writer>) -> Result<Self> {
        // No pragma here: each makes SQLite compile every statement anew.
        run(writer.connection()?, "BEGIN IMMEDIATE").map_err(storage)?;
        Ok(Self { writer })
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.writer.held()
    }

    /// Asserts the rules, and makes it durable.
    pub(crate) fn finish(&mut self) -> Result<()> {
        undo::rest(self.connection())?;
        if !bulk::end(self.connection()).map_err(storage)? {
            // Sums would be those of before: `record` ends an action of very many records.
            return Err(AppError::new(ErrorCode::StorageFailed).with("reason", "an action was not recorded"));
        }
        touched::finish(self.connection())?;
        let done = run(self.connection(), "COMMIT");
        if done.as_ref().is_err_and(is_of_the_disk) {
            end(self.connection());
            self.writer.fail();
        }
        done.map_err(storage)
    }
}

impl Drop for Read<'_> {
    fn drop(&mut self) {
        end(&self.connection);
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        // A connection that cannot even be asked is of no use to the next transaction either.
        let _ = bulk::end(self.writer.held());
        end(self.writer.held());
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// Rolls back what is still open. SQLite itself has done so after some errors.
fn end(connection: &Connection) {
    if !connection.is_autocommit() {
        // A rollback that fails leaves the transaction to the connection's own end, which rolls it back too.
        let _ = connection.execute_batch("ROLLBACK");
    }
}
