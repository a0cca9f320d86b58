//! Seals: a checksum over all that belongs to a plan, or to an account. SQLite does not see a flipped bit that leaves
//! its pages sound; the seal does. It is set before each commit and compared wherever a plan is read whole.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, MAIN_DB, params};
use sha2::{Digest, Sha256};

use crate::failure::storage;

/// Half of a SHA-256 is more than enough against accidents.
const LENGTH: usize = 16;

/// What belongs to a plan, in an order of its own. Everything is taken but the seal itself, so that a new column is
/// sealed without anybody thinking of it.
const OF_PLAN: [&str; 9] = [
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
];

const OF_ACCOUNT: [&str; 2] = [
    "SELECT * FROM account WHERE key = ?1",
    "SELECT * FROM temporary_limit WHERE account = ?1 ORDER BY from_date",
];

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
        let mut hasher = Sha256::new();
        for sql in self.parts() {
            let mut statement = connection.prepare_cached(sql)?;
            add(&mut hasher, &mut statement, key)?;
        }
        let mut seal = [0; LENGTH];
        seal.copy_from_slice(&hasher.finalize()[..LENGTH]);
        Ok(seal)
    }
}

/// Every value with its type and length, so that no two contents look alike.
fn add(hasher: &mut Sha256, statement: &mut CachedStatement<'_>, key: i64) -> rusqlite::Result<()> {
    let names: Vec<bool> = statement.column_names().into_iter().map(|name| name != "seal").collect();
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        for (column, _) in names.iter().enumerate().filter(|(_, counts)| **counts) {
            match row.get_ref(column)? {
                ValueRef::Null => hasher.update([0]),
                ValueRef::Integer(value) => {
                    hasher.update([1]);
                    hasher.update(value.to_le_bytes());
                }
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    hasher.update([2]);
                    hasher.update((bytes.len() as u64).to_le_bytes());
                    hasher.update(bytes);
                }
                ValueRef::Real(value) => {
                    hasher.update([3]);
                    hasher.update(value.to_le_bytes());
                }
            }
        }
        hasher.update([4]);
    }
    hasher.update([5]);
    Ok(())
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
    Ok(broken)
}

/// The refusal of facts that were changed behind Fenqi's back.
pub(crate) fn broken(what: &str) -> AppError {
    AppError::new(ErrorCode::FileDamaged).with("reason", format!("seal of {what}"))
}
