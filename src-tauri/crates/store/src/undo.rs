//! The undo log, by the technique that SQLite documents (sqlite.org/undoredo.html): triggers write, for every change
//! of a table, the statement that takes it back. They are made from the schema, so that a new table or column is
//! logged without anybody thinking of it. Unlike the documented one, the log is a table of the file: it outlives the
//! process.

use chrono::{DateTime, Days, Utc};
use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::{ActivityState, Recorded};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OptionalExtension, params};

use crate::bulk::{self, Added};
use crate::failure::storage;
use crate::journal;
use crate::port::instant;
use crate::schema::{Table, logged_tables};
use crate::seal;

/// At least so many actions can be undone, and all of so many days.
const ACTIONS: i64 = 200;
const DAYS: u64 = 30;

/// Makes the triggers of this connection. They are its own: what the file's own triggers keep (sums, `paid`) is kept
/// again when a statement is taken back, and must not be logged besides.
pub(crate) fn install(connection: &Connection) -> rusqlite::Result<()> {
    // The action that is going on, if there is one.
    connection.execute_batch(&format!(
        "CREATE TEMP TABLE IF NOT EXISTS acting (activity INTEGER NOT NULL, {})",
        bulk::floor_columns()
    ))?;
    for table in logged_tables(connection)? {
        connection.execute_batch(&triggers(&table))?;
    }
    Ok(())
}

fn triggers(table: &Table) -> String {
    let name = &table.name;
    let values = |row: &str, columns: &[String]| -> String {
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote({row}.\"{column}\")")).collect();
        quoted.join(" || ',' || ")
    };
    let place = |row: &str| -> String {
        let parts: Vec<String> = table
            .primary_key
            .iter()
            .map(|column| format!("'\"{column}\" = ' || quote({row}.\"{column}\")"))
            .collect();
        parts.join(" || ' AND ' || ")
    };
    let set: Vec<String> =
        table.columns.iter().map(|column| format!("'\"{column}\" = ' || quote(OLD.\"{column}\")")).collect();
    let differs: Vec<String> =
        table.columns.iter().map(|column| format!("OLD.\"{column}\" IS NOT NEW.\"{column}\"")).collect();
    let names: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let names = names.join(", ");
    // The question first: a body that reads what it writes to costs much more, and very many rows are not to be logged.
    let log = |row: &str, statement: String| {
        format!(
            "EXISTS (SELECT 1 FROM acting WHERE {})
             BEGIN INSERT INTO undo (activity, seq, statement)
                 SELECT activity, (SELECT coalesce(max(seq), 0) + 1 FROM undo WHERE undo.activity = acting.activity),
                     {statement}
                 FROM acting;
             END;",
            bulk::was_there(table, row)
        )
    };
    let added = log("NEW", format!("'DELETE FROM \"{name}\" WHERE ' || {}", place("NEW")));
    let removed = log(
        "OLD",
        format!("'INSERT INTO \"{name}\" ({names}) VALUES (' || {} || ')'", values("OLD", &table.columns)),
    );
    let changed = log(
        "OLD",
        format!("'UPDATE \"{name}\" SET ' || {} || ' WHERE ' || {}", set.join(" || ', ' || "), place("NEW")),
    );
    format!(
        "CREATE TEMP TRIGGER IF NOT EXISTS undo_{name}_added AFTER INSERT ON main.\"{name}\" WHEN {added}
         CREATE TEMP TRIGGER IF NOT EXISTS undo_{name}_removed AFTER DELETE ON main.\"{name}\" WHEN {removed}
         CREATE TEMP TRIGGER IF NOT EXISTS undo_{name}_changed AFTER UPDATE OF {names} ON main.\"{name}\"
             WHEN ({differs}) AND {changed}",
        differs = differs.join(" OR ")
    )
}

/// Starts an action: from here on changes are logged.
pub(crate) fn act(connection: &Connection) -> Result<()> {
    // Actions are never removed from the journal: the next number is one more than the last.
    let next = "INSERT INTO acting (activity) SELECT coalesce(max(id), 0) + 1 FROM activity";
    connection.prepare_cached(next).and_then(|mut sql| sql.execute([])).map_err(storage).map(drop)
}

/// The number of the action that is going on.
pub(crate) fn acting(connection: &Connection) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT activity FROM acting").map_err(storage)?;
    statement.query_row([], |row| row.get(0)).optional().map_err(storage)
}

/// Ends what was going on, however it ended.
pub(crate) fn rest(connection: &Connection) -> Result<()> {
    let done = connection.prepare_cached("DELETE FROM acting").and_then(|mut sql| sql.execute([]));
    done.map_err(storage).map(drop)
}

/// What was undone can no longer be done again, since another action follows; and what is old enough can no longer be
/// undone.
pub(crate) fn overtake(connection: &Connection, now: DateTime<Utc>) -> Result<()> {
    let let_go = |state: &str, which: &str, values: &[&dyn rusqlite::ToSql]| -> Result<()> {
        let forget = format!("DELETE FROM undo WHERE activity IN (SELECT id FROM activity WHERE {which})");
        let mark = format!("UPDATE activity SET state = '{state}', log_seal = NULL WHERE {which}");
        for sql in [forget, mark] {
            connection.prepare_cached(&sql).and_then(|mut sql| sql.execute(values)).map_err(storage)?;
        }
        Ok(())
    };
    // Said twice, since SQLite does not see by itself that the index of what is not done knows it.
    let_go("dropped", "state <> 'done' AND state = 'undone'", &[])?;
    let old = instant(now.checked_sub_days(Days::new(DAYS)).unwrap_or(now));
    // Actions are in the order of time: while the oldest is young, none is old.
    if journal::oldest_done(connection)?.is_none_or(|oldest| oldest >= old) {
        return Ok(());
    }
    let sql = "SELECT id FROM activity WHERE state = 'done' ORDER BY id DESC LIMIT 1 OFFSET ?1";
    let newest_old: Option<i64> = connection
        .prepare_cached(sql)
        .and_then(|mut sql| sql.query_row([ACTIONS], |row| row.get(0)).optional())
        .map_err(storage)?;
    match newest_old {
        Some(id) => {
            let which = format!("state = 'done' AND id > {} AND id <= ?1 AND at < ?2", journal::LAST_PAST);
            let_go("past", &which, &[&id, &old])
        }
        None => Ok(()),
    }
}

/// Takes the latest action back.
pub(crate) fn undo(connection: &Connection) -> Result<Recorded> {
    let Some(latest) = edge(connection, ActivityState::Done, "DESC")? else {
        let past = edge(connection, ActivityState::Past, "DESC")?;
        let code = if past.is_some() { ErrorCode::UndoExpired } else { ErrorCode::NothingToUndo };
        return Err(AppError::new(code));
    };
    journal::assert_from(connection, latest.id).map_err(undo_damaged)?;
    turn(connection, latest, ActivityState::Undone)
}

/// Does the action again that was undone last.
pub(crate) fn redo(connection: &Connection) -> Result<Recorded> {
    let next = edge(connection, ActivityState::Undone, "ASC")?;
    let next = next.ok_or_else(|| AppError::new(ErrorCode::NothingToRedo))?;
    let before = edge(connection, ActivityState::Done, "DESC")?;
    journal::assert_from(connection, before.map_or(0, |before| before.id)).map_err(undo_damaged)?;
    turn(connection, next, ActivityState::Done)
}

fn edge(connection: &Connection, state: ActivityState, order: &str) -> Result<Option<Recorded>> {
    journal::at_edge(connection, state, order).map_err(undo_damaged)
}

/// A journal that is not what was written could name another action than the one that is next.
fn undo_damaged(error: AppError) -> AppError {
    if error.code == ErrorCode::FileDamaged { AppError::new(ErrorCode::UndoDamaged) } else { error }
}

/// Runs what is logged of an action, last first, and logs what takes that back. A log that is not what was sealed would
/// write what nobody did, and that would be sealed then: nothing of it is run.
fn turn(connection: &Connection, activity: Recorded, state: ActivityState) -> Result<Recorded> {
    if !seal::is_log_whole(connection, activity.id).map_err(storage)? {
        return Err(AppError::new(ErrorCode::UndoDamaged));
    }
    let statements: Vec<String> = connection
        .prepare_cached("SELECT statement FROM undo WHERE activity = ?1 AND seq > 0 ORDER BY seq DESC")
        .and_then(|mut sql| sql.query_map([activity.id], |row| row.get(0))?.collect())
        .map_err(storage)?;
    seal::assert_touched(connection, &would_touch(connection, &statements).map_err(storage)?)?;
    match bulk::added(connection, activity.id)? {
        None => {
            forget(connection, activity.id)?;
            let start = connection.execute("INSERT INTO acting (activity) VALUES (?1)", [activity.id]);
            start.and_then(|_| run_logged(connection, &statements)).map_err(storage)?;
        }
        Some(added) => {
            bulk::set_wide(connection, true).map_err(storage)?;
            let turned = turn_many(connection, activity.id, state, &added, &statements);
            bulk::set_wide(connection, false).map_err(storage)?;
            turned?;
        }
    }
    rest(connection)?;
    let sql = "UPDATE activity SET state = ?2 WHERE id = ?1";
    connection.execute(sql, params![activity.id, state.name()]).map_err(storage)?;
    seal::set_log(connection, activity.id).map_err(storage)?;
    Ok(Recorded { state, ..activity })
}

/// The same of an action that added very many records.
fn turn_many(
    connection: &Connection,
    activity: i64,
    state: ActivityState,
    added: &Added,
    statements: &[String],
) -> Result<()> {
    if state == ActivityState::Done {
        bulk::bring_back(connection, activity, run_logged)?;
        forget(connection, activity)?;
        bulk::resume(connection, activity, added)?;
        return run_logged(connection, statements).map_err(storage);
    }
    bulk::assert_sealed(connection, added)?;
    forget(connection, activity)?;
    bulk::resume(connection, activity, added)?;
    run_logged(connection, statements).map_err(storage)?;
    bulk::remove(connection, activity, added)
}

fn forget(connection: &Connection, activity: i64) -> Result<()> {
    connection.execute("DELETE FROM undo WHERE activity = ?1", [activity]).map_err(storage).map(drop)
}

/// Which plans and accounts the statements touch: they are run, and taken back.
fn would_touch(connection: &Connection, statements: &[String]) -> rusqlite::Result<seal::Touched> {
    connection.execute_batch("SAVEPOINT would_touch")?;
    let touched = run_logged(connection, statements).and_then(|()| seal::touched(connection));
    connection.execute_batch("ROLLBACK TO would_touch; RELEASE would_touch")?;
    touched
}

/// A file may come from anywhere: what its log holds may change rows of tables, and nothing else.
fn run_logged(connection: &Connection, statements: &[String]) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| {
        let rows_only = matches!(
            context.action,
            AuthAction::Insert { .. }
                | AuthAction::Update { .. }
                | AuthAction::Delete { .. }
                | AuthAction::Read { .. }
                | AuthAction::Select
        );
        let by_trigger = context.accessor.is_some();
        if by_trigger || (rows_only && context.database_name.is_none_or(|name| name == "main")) {
            Authorization::Allow
        } else {
            Authorization::Deny
        }
    }))?;
    let done = statements.iter().try_for_each(|statement| connection.execute(statement, []).map(drop));
    connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
    done
}
