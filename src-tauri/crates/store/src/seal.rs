//! Seals: a checksum over all that belongs to a plan, or to an account. SQLite does not see a flipped bit that leaves
//! its pages sound; the seal does. It is set before each commit and compared wherever a plan is read whole.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::{CachedStatement, Connection, MAIN_DB, params};
use sha2::{Digest, Sha256};

use crate::failure::storage;
use crate::marks;

/// Half of a SHA-256 is more than enough against accidents.
const LENGTH: usize = 16;

/// What belongs to a plan, in an order of its own. Everything is taken but the seal itself, so that a new column is
/// sealed without anybody thinking of it.
const OF_PLAN: [&str; 10] = [
    "SELECT * FROM plan WHERE key = ?1",
    "SELECT * FROM terms WHERE plan = ?1 ORDER BY version",
    "SELECT * FROM instalment WHERE plan = ?1 ORDER BY n",
    "SELECT * FROM former_instalment WHERE plan = ?1 ORDER BY version, n",
    "SELECT allocation.*, repayment.* FROM allocation JOIN repayment ON repayment.key = allocation.repayment
     WHERE plan = ?1 ORDER BY n, repayment",
    "SELECT settlement.*, repayment.* FROM settlement JOIN repayment ON repayment.key = settlement.repayment
     WHERE plan = ?1",
    "SELECT prepayment.*, repayment.* FROM prepayment JOIN repayment ON repayment.key = prepayment.repayment
     WHERE plan = ?1 ORDER BY version",
    "SELECT * FROM refund WHERE plan = ?1 ORDER BY version",
    "SELECT * FROM debit WHERE plan = ?1 ORDER BY n",
    ADDED_LATER,
];

/// Where there is none of it, a seal is the one of before it was: version 3 had no such table.
const ADDED_LATER: &str = "SELECT * FROM planned WHERE plan = ?1 ORDER BY day";

const OF_ACCOUNT: [&str; 3] = [
    "SELECT * FROM account WHERE key = ?1",
    "SELECT funding_source.* FROM account JOIN funding_source ON funding_source.key = account.funding_source
     WHERE account.key = ?1",
    "SELECT * FROM temporary_limit WHERE account = ?1 ORDER BY from_date",
];

/// What the log holds of an action.
const OF_LOG: [&str; 1] = ["SELECT seq, statement FROM undo WHERE activity = ?1 ORDER BY seq"];

/// What is sealed.
#[derive(Clone, Copy)]
enum Sealed {
    Plan,
    Account,
}

impl Sealed {
    fn table(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Account => "account",
        }
    }

    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &OF_PLAN,
            Self::Account => &OF_ACCOUNT,
        }
    }

    fn of(self, connection: &Connection, key: i64) -> rusqlite::Result<[u8; LENGTH]> {
        seal_of(connection, self.parts(), key)
    }
}

fn seal_of(connection: &Connection, parts: &[&str], key: i64) -> rusqlite::Result<[u8; LENGTH]> {
    let mut hasher = Sha256::new();
    for sql in parts {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = add(&mut hasher, &mut statement, key)?;
        if rows > 0 || *sql != ADDED_LATER {
            hasher.update([5]);
        }
    }
    let mut seal = [0; LENGTH];
    seal.copy_from_slice(&hasher.finalize()[..LENGTH]);
    Ok(seal)
}

/// Seals what the log holds of an action.
pub(crate) fn set_log(connection: &Connection, activity: i64) -> rusqlite::Result<()> {
    let mut put = connection.prepare_cached("UPDATE activity SET log_seal = ?2 WHERE id = ?1")?;
    put.execute(params![activity, seal_of(connection, &OF_LOG, activity)?]).map(drop)
}

/// The actions that can be undone, or done again.
fn logged(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare("SELECT id FROM activity WHERE state IN ('done', 'undone')")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Seals what the log holds of every action that it can turn: after a migration.
pub(crate) fn set_logs(connection: &Connection) -> rusqlite::Result<()> {
    logged(connection)?.into_iter().try_for_each(|activity| set_log(connection, activity))
}

/// Whether what the log holds of an action is what was sealed.
pub(crate) fn is_log_whole(connection: &Connection, activity: i64) -> rusqlite::Result<bool> {
    let mut sealed = connection.prepare_cached("SELECT log_seal FROM activity WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = sealed.query_row([activity], |row| row.get(0))?;
    let found = seal_of(connection, &OF_LOG, activity)?;
    Ok(sealed.is_some_and(|sealed| sealed == found))
}

/// Every row, value by value, but for the seal itself; a row at a time, since a log may be large. Answers how many.
fn add(hasher: &mut Sha256, statement: &mut CachedStatement<'_>, key: i64) -> rusqlite::Result<usize> {
    let count = statement.column_count();
    let (mut seal, mut bytes, mut found) = (None, Vec::new(), 0);
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let seal = *seal.get_or_insert_with(|| row.as_ref().column_index("seal").ok());
        for column in (0..count).filter(|column| Some(*column) != seal) {
            marks::add(&mut bytes, row.get_ref(column)?);
        }
        bytes.push(4);
        hasher.update(&bytes);
        bytes.clear();
        found += 1;
    }
    Ok(found)
}

/// Seals what was touched: the plans, those of repayments that were, and accounts.
pub(crate) fn set_touched(connection: &Connection) -> Result<()> {
    let all = [
        (Sealed::Plan, "SELECT key FROM plan WHERE key IN touched_plan"),
        (Sealed::Account, "SELECT key FROM account WHERE key IN touched_account"),
    ];
    for (sealed, which) in all {
        set(connection, sealed, which).map_err(storage)?;
    }
    Ok(())
}

/// Keys of what a change touches, known by having made it and taken it back.
pub(crate) struct Touched(Vec<(Sealed, i64)>);

/// What the transaction has touched so far.
pub(crate) fn touched(connection: &Connection) -> rusqlite::Result<Touched> {
    let mut touched = Vec::new();
    for sealed in [Sealed::Plan, Sealed::Account] {
        let mut keys = connection.prepare_cached(&format!("SELECT key FROM touched_{}", sealed.table()))?;
        let keys = keys.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        touched.extend(keys.into_iter().map(|key| (sealed, key)));
    }
    Ok(Touched(touched))
}

/// Refuses a change of plans and accounts that are not what was sealed: it would seal them as they are. What is not
/// there yet has no seal.
pub(crate) fn assert_touched(connection: &Connection, touched: &Touched) -> Result<()> {
    for (sealed, key) in &touched.0 {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE key = ?1)", sealed.table());
        let mut exists = connection.prepare_cached(&sql).map_err(storage)?;
        if exists.query_row([key], |row| row.get(0)).map_err(storage)? {
            assert_one(connection, *sealed, *key)?;
        }
    }
    Ok(())
}

fn set(connection: &Connection, sealed: Sealed, which: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(which)?;
    let keys: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut put =
        connection.prepare_cached(&format!("UPDATE {} SET seal = ?2 WHERE key = ?1", sealed.table()))?;
    for key in keys {
        put.execute(params![key, sealed.of(connection, key)?])?;
    }
    Ok(())
}

/// Refuses a plan whose facts are not what was sealed.
pub(crate) fn assert_plan(connection: &Connection, key: i64) -> Result<()> {
    assert_one(connection, Sealed::Plan, key)
}

/// Refuses an account whose facts are not what was sealed.
pub(crate) fn assert_account(connection: &Connection, key: i64) -> Result<()> {
    assert_one(connection, Sealed::Account, key)
}

fn assert_one(connection: &Connection, sealed: Sealed, key: i64) -> Result<()> {
    // What the transaction itself has changed is sealed at its end.
    let writes = !connection.is_readonly(MAIN_DB).map_err(storage)?;
    if writes && is_touched(connection, sealed, key).map_err(storage)? {
        return Ok(());
    }
    if is_whole(connection, sealed, key).map_err(storage)? { Ok(()) } else { Err(broken(sealed.table())) }
}

fn is_touched(connection: &Connection, sealed: Sealed, key: i64) -> rusqlite::Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM touched_{} WHERE key = ?1)", sealed.table());
    connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0))
}

fn is_whole(connection: &Connection, sealed: Sealed, key: i64) -> rusqlite::Result<bool> {
    let sql = format!("SELECT seal FROM {} WHERE key = ?1", sealed.table());
    let found: Option<Vec<u8>> = connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0))?;
    Ok(found.is_some_and(|found| sealed.of(connection, key).is_ok_and(|seal| seal == found[..])))
}

/// How many plans and accounts are not what was sealed.
pub(crate) fn broken_in_file(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, i64)>> {
    let mut broken = Vec::new();
    for sealed in [Sealed::Plan, Sealed::Account] {
        let mut statement = connection.prepare(&format!("SELECT key FROM {}", sealed.table()))?;
        let keys: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut count = 0;
        for key in keys {
            count += i64::from(!is_whole(connection, sealed, key)?);
        }
        if count > 0 {
            broken.push((sealed.table(), count));
        }
    }
    let logs = broken_logs(connection)?;
    broken.extend((logs > 0).then_some(("undo", logs)));
    Ok(broken)
}

/// Of how many actions the log does not hold what was sealed, or holds what nobody can run.
fn broken_logs(connection: &Connection) -> rusqlite::Result<i64> {
    let surplus: i64 = connection.query_row(
        "SELECT count(DISTINCT undo.activity) FROM undo LEFT JOIN activity ON activity.id = undo.activity
         WHERE state IS NULL OR state NOT IN ('done', 'undone')",
        [],
        |row| row.get(0),
    )?;
    logged(connection)?
        .into_iter()
        .try_fold(surplus, |broken, activity| Ok(broken + i64::from(!is_log_whole(connection, activity)?)))
}

/// The refusal of facts that were changed behind Fenqi's back.
pub(crate) fn broken(what: &str) -> AppError {
    AppError::new(ErrorCode::FileDamaged).with("reason", format!("seal of {what}"))
}
