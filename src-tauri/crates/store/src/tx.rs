//! Transactions that hold their connection and end it themselves: dropped without commit, they never were.

use std::sync::MutexGuard;

use fenqi_app::Result;
use rusqlite::Connection;

use crate::failure::storage;
use crate::{touched, undo};

/// A consistent view.
pub(crate) struct Read<'a> {
    pub(crate) connection: MutexGuard<'a, Connection>,
}

/// A change.
pub(crate) struct Write<'a> {
    pub(crate) connection: MutexGuard<'a, Connection>,
}

impl<'a> Read<'a> {
    pub(crate) fn begin(connection: MutexGuard<'a, Connection>) -> Result<Self> {
        connection.execute_batch("BEGIN DEFERRED").map_err(storage)?;
        Ok(Self { connection })
    }
}

impl<'a> Write<'a> {
    pub(crate) fn begin(connection: MutexGuard<'a, Connection>) -> Result<Self> {
        // What refers to what is asserted once, at the commit: an action may take things apart in any order.
        connection.execute_batch("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON").map_err(storage)?;
        Ok(Self { connection })
    }

    /// Asserts the rules, and makes it durable.
    pub(crate) fn finish(&self) -> Result<()> {
        undo::rest(&self.connection)?;
        touched::finish(&self.connection)?;
        self.connection.execute_batch("COMMIT").map_err(storage)
    }
}

impl Drop for Read<'_> {
    fn drop(&mut self) {
        end(&self.connection);
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        end(&self.connection);
    }
}

/// Rolls back what is still open. SQLite itself has done so after some errors.
fn end(connection: &Connection) {
    if !connection.is_autocommit() {
        // A rollback that fails leaves the transaction to the connection's own end, which rolls it back too.
        let _ = connection.execute_batch("ROLLBACK");
    }
}
