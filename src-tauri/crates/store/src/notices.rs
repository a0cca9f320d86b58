//! Claimed reminders in the file.

use chrono::{DateTime, Utc};
use fenqi_app::{Notice, Result};
use rusqlite::{Connection, params};

use crate::failure::storage;
use crate::port::instant;

pub(crate) fn exists(connection: &Connection, key: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM notice WHERE key = ?1)";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    statement.query_row([key], |row| row.get(0)).map_err(storage)
}

/// Claims a notice and, for a digest, all that it stands for.
pub(crate) fn claim(connection: &Connection, notice: &Notice, at: DateTime<Utc>) -> Result<()> {
    insert(connection, notice, None, at)?;
    notice.covers.iter().try_for_each(|covered| insert(connection, covered, Some(&notice.key), at))
}

fn insert(connection: &Connection, notice: &Notice, digest: Option<&str>, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO notice (key, digest, kind, plan, n, due_date, title, body, claimed_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let values = params![
        notice.key,
        digest,
        notice.kind.name(),
        notice.plan.as_ref().map(|plan| &plan.0),
        notice.n,
        notice.due_date.map(|date| date.to_string()),
        notice.title,
        notice.body,
        instant(at),
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}

/// Marks a notice, and what it stands for, as taken by the desktop. Twice does no harm.
pub(crate) fn mark_delivered(connection: &Connection, key: &str, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE notice SET delivered_at = ?2 WHERE (key = ?1 OR digest = ?1) AND delivered_at IS NULL";
    connection.execute(sql, params![key, instant(at)]).map_err(storage).map(drop)
}

/// Drops the claims, made by then, of notices that were never taken.
pub(crate) fn forget_undelivered(connection: &Connection, by: DateTime<Utc>) -> Result<()> {
    let sql = "DELETE FROM notice WHERE delivered_at IS NULL AND claimed_at <= ?1";
    connection.execute(sql, [instant(by)]).map_err(storage).map(drop)
}
