//! The journal of actions in the file.

use std::sync::LazyLock;

use fenqi_app::Result;
use fenqi_app::ports::{Activity, ActivityState, Recorded};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::failure::storage;
use crate::marks::ACTIVITY_IS_MARKED;
use crate::port::{instant, unreadable};
use crate::{bulk, seal, undo};

static COLUMNS: LazyLock<String> =
    LazyLock::new(|| format!("id, at, kind, subject, params, state, {}", *ACTIVITY_IS_MARKED));

/// Writes the action that is going on.
pub(crate) fn record(connection: &Connection, activity: &Activity) -> Result<()> {
    undo::overtake(connection, activity.at)?;
    let params = serde_json::to_string(&activity.params).map_err(|_| unreadable("activity"))?;
    let sql =
        "INSERT INTO activity (id, at, kind, subject, params, state) VALUES (?1, ?2, ?3, ?4, ?5, 'done')";
    let id = undo::acting(connection)?;
    let values = params![id, instant(activity.at), activity.kind, activity.subject, params];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage)?;
    if let Some(id) = id {
        bulk::finish(connection, id)?;
        seal::set_log(connection, id).map_err(storage)?;
    }
    undo::rest(connection)
}

/// The first or the last action in a state.
pub(crate) fn at_edge(
    connection: &Connection,
    state: ActivityState,
    order: &str,
) -> Result<Option<Recorded>> {
    // Said twice, since SQLite does not see by itself that the index of what is not done knows it.
    let not_done = if state == ActivityState::Done { "TRUE" } else { "state <> 'done'" };
    let sql = format!(
        "SELECT {} FROM activity WHERE {not_done} AND state = '{}' ORDER BY id {order} LIMIT 1",
        *COLUMNS,
        state.name()
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    statement.query_row([], |row| Ok(read(row))).optional().map_err(storage)?.transpose()
}

/// The last action that is too old to be undone; 0 where none is.
pub(crate) const LAST_PAST: &str =
    "coalesce((SELECT max(id) FROM activity WHERE state <> 'done' AND state = 'past'), 0)";

/// When the oldest action was that can still be undone. Those before it are past.
pub(crate) fn oldest_done(connection: &Connection) -> Result<Option<String>> {
    let sql =
        format!("SELECT at FROM activity WHERE state = 'done' AND id > {LAST_PAST} ORDER BY id LIMIT 1");
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    statement.query_row([], |row| row.get(0)).optional().map_err(storage)
}

/// The latest actions before one, newest first.
pub(crate) fn before(connection: &Connection, before: Option<i64>, limit: u32) -> Result<Vec<Recorded>> {
    let sql = format!("SELECT {} FROM activity WHERE id < ?1 ORDER BY id DESC LIMIT ?2", *COLUMNS);
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut rows = statement.query(params![before.unwrap_or(i64::MAX), limit]).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Refuses a journal of which an action from this one on is not the one that was written: what is to be undone could be
/// another then.
pub(crate) fn assert_from(connection: &Connection, activity: i64) -> Result<()> {
    let sql =
        format!("SELECT EXISTS (SELECT 1 FROM activity WHERE id >= ?1 AND NOT ({}))", *ACTIVITY_IS_MARKED);
    let broken =
        connection.prepare_cached(&sql).and_then(|mut sql| sql.query_row([activity], |row| row.get(0)));
    if broken.map_err(storage)? { Err(seal::broken("activity")) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<Recorded> {
    let text = |column: usize| row.get::<_, String>(column).map_err(storage);
    if !row.get::<_, bool>(6).map_err(storage)? {
        return Err(seal::broken("activity"));
    }
    Ok(Recorded {
        id: row.get(0).map_err(storage)?,
        at: row.get(1).map_err(storage)?,
        kind: text(2)?,
        subject: text(3)?,
        params: serde_json::from_str(&text(4)?).map_err(|_| unreadable("activity"))?,
        state: ActivityState::of(&text(5)?).ok_or_else(|| unreadable("activity state"))?,
    })
}
