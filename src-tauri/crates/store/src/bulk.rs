//! Very many records added by one action: instead of a statement a row, its log names the spans of keys that were
//! added. What it changes of records that were there before is logged as ever.
//!
//! Undoing removes the spans, and keeps their rows in the log as statements of many rows each: so much is done again
//! without a statement a row, too. The log of such an action has this in it, by `seq`: below 0 the rows that were
//! removed, in the order in which they come back; at 0 the spans; above 0 what is logged as ever.

use std::fmt::Write;

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::Part;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::failure::storage;
use crate::open::CACHE;
use crate::port::unreadable;
use crate::schema::{Table, logged_tables};
use crate::{seal, touched, undo};

/// Keys from the first to the last; none where the first is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Span(i64, i64);

/// What an action added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Added {
    plan: Span,
    repayment: Span,
    account: Span,
    funding_source: Span,
}

/// The tables whose keys make spans.
const KEYED: [&str; 4] = ["plan", "repayment", "account", "funding_source"];
/// The tables of which most rows are. What is added to them belongs to new plans and repayments.
const LARGE: [&str; 5] = ["plan", "terms", "instalment", "repayment", "allocation"];
/// The columns that name what a row is a part of: it is added and removed with that.
const WHOLES: [&str; 2] = ["plan", "account"];

/// How much of the file is kept in memory meanwhile, in KiB below zero.
const WIDE: i64 = -64_000;

/// So many plans at once are summed up.
const AT_ONCE: i64 = 4_096;

/// A statement of the log has so many bytes at least before the next one begins.
const STATEMENT: usize = 64 * 1024;

impl Added {
    fn span(&self, table: &str) -> Span {
        match table {
            "plan" => self.plan,
            "repayment" => self.repayment,
            "account" => self.account,
            _ => self.funding_source,
        }
    }

    fn of(span: impl Fn(&str) -> Result<Span>) -> Result<Self> {
        let [plan, repayment, account, funding_source] = KEYED;
        Ok(Self {
            plan: span(plan)?,
            repayment: span(repayment)?,
            account: span(account)?,
            funding_source: span(funding_source)?,
        })
    }

    /// The last keys of what was there before, in the order of [`KEYED`].
    fn floors(&self) -> [i64; 4] {
        KEYED.map(|table| self.span(table).0 - 1)
    }

    /// Which rows of a table were added.
    fn rows(&self, table: &Table) -> Option<String> {
        let within = owners(table).map(|(column, keyed)| {
            let Span(first, last) = self.span(keyed);
            format!("\"{column}\" BETWEEN {first} AND {last}")
        });
        let within: Vec<String> = within.collect();
        (!within.is_empty()).then(|| within.join(" OR "))
    }
}

/// The columns by which a row is seen to be a new one, each with the table whose key it holds.
fn owners(table: &Table) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = KEYED.into_iter().find(|name| *name == table.name).map(|name| ("key", name));
    let wholes = WHOLES
        .into_iter()
        .filter(move |whole| own.is_none() && table.columns.iter().any(|column| column == whole))
        .map(|whole| (whole, whole));
    own.into_iter().chain(wholes)
}

/// For the triggers that log: whether a row is none of those that the action going on adds.
pub(crate) fn was_there(table: &Table, row: &str) -> String {
    let added: Vec<String> =
        owners(table).map(|(column, keyed)| format!("{row}.\"{column}\" > acting.\"{keyed}\"")).collect();
    if added.is_empty() { "TRUE".to_owned() } else { format!("({}) IS NOT TRUE", added.join(" OR ")) }
}

/// The columns of the action going on: the last keys of what was there before it.
pub(crate) fn floor_columns() -> String {
    KEYED.map(|table| format!("\"{table}\" INTEGER NOT NULL DEFAULT {}", i64::MAX)).join(", ")
}

/// From here on what the action adds is logged as spans, and triggers rest: the file's own, since what they keep a row
/// at a time is made at the end, all at once; and those that notice what is added to the largest tables.
pub(crate) fn begin(connection: &Connection) -> Result<()> {
    let floors =
        KEYED.map(|table| format!("\"{table}\" = (SELECT coalesce(max(key), 0) FROM main.\"{table}\")"));
    connection.execute(&format!("UPDATE acting SET {}", floors.join(", ")), []).map_err(storage)?;
    for table in LARGE {
        let drop = format!("DROP TRIGGER temp.undo_{table}_added; DROP TRIGGER temp.touched_{table}_added;");
        connection.execute_batch(&drop).map_err(storage)?;
    }
    set_file_triggers(connection, false).map_err(storage)
}

/// Whether such an action is going on.
pub(crate) fn is_going_on(connection: &Connection) -> Result<bool> {
    connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER).map(|run| !run).map_err(storage)
}

/// Whether the triggers of the file itself run. Those of this connection always do.
fn set_file_triggers(connection: &Connection, run: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, run)?;
    set_wide(connection, !run)
}

/// Whether more of the file is kept in memory than usual: very many rows go all over its indexes.
pub(crate) fn set_wide(connection: &Connection, wide: bool) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", if wide { WIDE } else { CACHE })
}

/// At the end of a transaction, however it ends: its successor finds triggers that run. Answers whether they did.
pub(crate) fn end(connection: &Connection) -> rusqlite::Result<bool> {
    let ran = connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)?;
    if !ran {
        set_file_triggers(connection, true)?;
    }
    Ok(ran)
}

/// Keeps with a row that a part of a repayment went to it.
pub(crate) fn pay(connection: &Connection, plan: i64, part: &Part, on: NaiveDate) -> Result<()> {
    let sql = "UPDATE instalment SET paid = paid + ?3, paid_on = max(coalesce(paid_on, ''), ?4)
        WHERE plan = ?1 AND n = ?2";
    let values = params![plan, part.n, part.amount.minor(), on.to_string()];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// Whether something was added to plans that were there before, which nobody noticed.
fn went_to_old(connection: &Connection, floors: [i64; 4]) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM allocation WHERE repayment > ?1 AND plan <= ?2)";
    connection.query_row(sql, [floors[1], floors[0]], |row| row.get(0))
}

/// What the rows of new plans add to statements: of not more plans at once than fit in memory.
fn add_to_statements(connection: &Connection, floor: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO statement (account, due_date, rows, asked, paid, owed, open)
        SELECT plan.account, due_date, count(*), sum(asked), sum(paid), sum(owed), sum(remaining > 0)
        FROM plan CROSS JOIN instalment ON instalment.plan = plan.key
        WHERE plan.key > ?1 AND plan.key <= ?2 GROUP BY 1, 2
        ON CONFLICT DO UPDATE SET rows = rows + excluded.rows, asked = asked + excluded.asked,
             paid = paid + excluded.paid, owed = owed + excluded.owed, open = open + excluded.open";
    let last: i64 = connection.query_row("SELECT coalesce(max(key), 0) FROM plan", [], |row| row.get(0))?;
    let mut before = floor;
    while before < last {
        let until = before.saturating_add(AT_ONCE).min(last);
        connection.prepare_cached(sql)?.execute([before, until])?;
        before = until;
    }
    Ok(())
}

/// Logs what was added since.
pub(crate) fn finish(connection: &Connection, activity: i64) -> Result<()> {
    let floors = KEYED.map(|table| format!("\"{table}\"")).join(", ");
    let sql = format!("SELECT {floors} FROM acting WHERE \"plan\" < {}", i64::MAX);
    let floors: Option<[i64; 4]> = connection
        .prepare_cached(&sql)
        .and_then(|mut sql| {
            sql.query_row([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])).optional()
        })
        .map_err(storage)?;
    let Some(floors) = floors else { return Ok(()) };
    if went_to_old(connection, floors).map_err(storage)? {
        let error = AppError::new(ErrorCode::StorageFailed);
        return Err(error.with("reason", "what is added at once must not go to plans that were there"));
    }
    add_to_statements(connection, floors[0])
        .and_then(|()| touched::plans_since(connection, floors[0]))
        .and_then(|()| undo::install(connection))
        .and_then(|()| touched::install(connection))
        .and_then(|()| set_file_triggers(connection, true))
        .map_err(storage)?;
    let added = Added::of(|table| {
        let floor = KEYED.iter().position(|keyed| *keyed == table).map_or(0, |place| floors[place]);
        let sql = format!("SELECT coalesce(max(key), 0) FROM \"{table}\"");
        let last = connection.query_row(&sql, [], |row| row.get(0)).map_err(storage)?;
        Ok(Span(floor + 1, last))
    })?;
    log(connection, activity, 0, &serde_json::to_string(&added).map_err(|_| unreadable("undo"))?)
}

/// What an action added, if its log says so.
pub(crate) fn added(connection: &Connection, activity: i64) -> Result<Option<Added>> {
    let sql = "SELECT statement FROM undo WHERE activity = ?1 AND seq = 0";
    let found: Option<String> =
        connection.query_row(sql, [activity], |row| row.get(0)).optional().map_err(storage)?;
    found.map(|text| serde_json::from_str(&text).map_err(|_| unreadable("undo"))).transpose()
}

/// Says of the action going on what it adds, or removes.
pub(crate) fn resume(connection: &Connection, activity: i64, added: &Added) -> Result<()> {
    let columns = KEYED.map(|table| format!("\"{table}\"")).join(", ");
    let [plan, repayment, account, source] = added.floors();
    let sql = format!("INSERT INTO acting (activity, {columns}) VALUES (?1, ?2, ?3, ?4, ?5)");
    connection.execute(&sql, [activity, plan, repayment, account, source]).map_err(storage)?;
    log(connection, activity, 0, &serde_json::to_string(added).map_err(|_| unreadable("undo"))?)
}

/// Refuses to remove plans and accounts that are not what was sealed: they would come back sealed as they are.
pub(crate) fn assert_sealed(connection: &Connection, added: &Added) -> Result<()> {
    assert_each(connection, "plan", added, seal::assert_plan)?;
    assert_each(connection, "account", added, seal::assert_account)
}

fn assert_each(
    connection: &Connection,
    table: &str,
    added: &Added,
    assert: impl Fn(&Connection, i64) -> Result<()>,
) -> Result<()> {
    let Span(first, last) = added.span(table);
    let sql = format!("SELECT key FROM {table} WHERE key BETWEEN ?1 AND ?2");
    let mut statement = connection.prepare(&sql).map_err(storage)?;
    let mut keys = statement.query([first, last]).map_err(storage)?;
    while let Some(row) = keys.next().map_err(storage)? {
        assert(connection, row.get(0).map_err(storage)?)?;
    }
    Ok(())
}

/// Removes what was added, and logs its rows.
pub(crate) fn remove(connection: &Connection, activity: i64, added: &Added) -> Result<()> {
    let mut seq = 0;
    let tables = in_order(connection)?;
    for table in &tables {
        keep(connection, activity, &mut seq, table, added)?;
    }
    // Rows before what they are parts of: the file's own triggers look that up.
    for table in tables.iter().rev() {
        let Some(rows) = added.rows(table) else { continue };
        let sql = format!("DELETE FROM main.\"{}\" WHERE {rows}", table.name);
        connection.execute(&sql, []).map_err(storage)?;
    }
    Ok(())
}

/// Brings the rows back that were removed.
pub(crate) fn bring_back(
    connection: &Connection,
    activity: i64,
    run: impl Fn(&Connection, &[String]) -> rusqlite::Result<()>,
) -> Result<()> {
    let next = "SELECT seq, statement FROM undo WHERE activity = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1";
    let mut before = 0_i64;
    loop {
        // One at a time: all of them together are as large as what was added.
        let found: Option<(i64, String)> = connection
            .prepare_cached(next)
            .and_then(|mut sql| {
                sql.query_row([activity, before], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(storage)?;
        let Some((seq, statement)) = found else { return Ok(()) };
        run(connection, &[statement]).map_err(storage)?;
        before = seq;
    }
}

/// Wholes before their parts, and rows before what was paid of them: as the triggers of the file need it.
fn in_order(connection: &Connection) -> Result<Vec<Table>> {
    let mut tables = logged_tables(connection).map_err(storage)?;
    let rank = |table: &Table| match table.name.as_str() {
        "funding_source" => 0,
        "account" => 1,
        "plan" | "repayment" => 2,
        "instalment" => 3,
        _ => 4,
    };
    tables.sort_by_key(rank);
    Ok(tables)
}

/// Logs the rows of a table that were added.
fn keep(connection: &Connection, activity: i64, seq: &mut i64, table: &Table, added: &Added) -> Result<()> {
    let Some(which) = added.rows(table) else { return Ok(()) };
    let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
    let select = format!("SELECT {} FROM main.\"{}\" WHERE {which}", quoted.join(" || ',' || "), table.name);
    let head = format!("INSERT INTO \"{}\" ({}) VALUES ", table.name, columns.join(", "));
    let mut select = connection.prepare(&select).map_err(storage)?;
    let mut rows = select.query([]).map_err(storage)?;
    let mut statement = String::new();
    while let Some(row) = rows.next().map_err(storage)? {
        let values = row.get_ref(0).map_err(storage)?;
        let values = values.as_str().map_err(|_| unreadable(&table.name))?;
        statement.push_str(if statement.is_empty() { &head } else { ", " });
        write!(statement, "({values})").map_err(|_| unreadable(&table.name))?;
        if statement.len() >= STATEMENT {
            *seq -= 1;
            log(connection, activity, *seq, &statement)?;
            statement.clear();
        }
    }
    if !statement.is_empty() {
        *seq -= 1;
        log(connection, activity, *seq, &statement)?;
    }
    Ok(())
}

fn log(connection: &Connection, activity: i64, seq: i64, statement: &str) -> Result<()> {
    let sql = "INSERT INTO undo (activity, seq, statement) VALUES (?1, ?2, ?3)";
    let values = params![activity, seq, statement];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}
