//! Funding sources in the file.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::FundingSource;
use rusqlite::{Connection, OptionalExtension, ToSql};

use crate::failure::storage;

pub(crate) fn all(connection: &Connection) -> Result<Vec<FundingSource>> {
    let mut statement =
        connection.prepare_cached("SELECT id, name FROM funding_source ORDER BY name").map_err(storage)?;
    let read = |row: &rusqlite::Row<'_>| Ok(FundingSource { id: row.get(0)?, name: row.get(1)? });
    statement.query_map([], read).and_then(Iterator::collect).map_err(storage)
}

/// The key of the source of a name, made where there is none.
pub(crate) fn named(connection: &Connection, name: &str) -> Result<i64> {
    let find = "SELECT key FROM funding_source WHERE name = ?1";
    if let Some(key) = connection.query_row(find, [name], |row| row.get(0)).optional().map_err(storage)? {
        return Ok(key);
    }
    let sql = "INSERT INTO funding_source (id, name) VALUES ('funding-' || (SELECT coalesce(max(key), 0) + 1 \
               FROM funding_source), ?1)";
    connection.execute(sql, [name]).map_err(storage)?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn rename(connection: &Connection, id: &str, name: &str) -> Result<()> {
    change(connection, "UPDATE funding_source SET name = ?2 WHERE id = ?1", id, &[&id, &name])
}

pub(crate) fn merge(connection: &Connection, id: &str, into: &str) -> Result<()> {
    let sql = "UPDATE account SET funding_source = (SELECT key FROM funding_source WHERE id = ?2) \
               WHERE funding_source = (SELECT key FROM funding_source WHERE id = ?1)";
    connection.execute(sql, [id, into]).map_err(storage)?;
    remove(connection, id)
}

pub(crate) fn remove(connection: &Connection, id: &str) -> Result<()> {
    change(connection, "DELETE FROM funding_source WHERE id = ?1", id, &[&id])
}

fn change(connection: &Connection, sql: &str, id: &str, values: &[&dyn ToSql]) -> Result<()> {
    match connection.execute(sql, values).map_err(storage)? {
        0 => Err(AppError::new(ErrorCode::SourceUnknown).with("source", id)),
        _ => Ok(()),
    }
}
