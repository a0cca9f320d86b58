//! Repayments and where they went, in the file.

use fenqi_app::Result;
use fenqi_app::contract::{AccountId, AppError, ErrorCode, PlanId, RepaymentKind};
use fenqi_app::ports::{ListedRepayment, Part, Plan, PlanRepayment, Repayment, RepaymentListing};
use fenqi_domain::Money;
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::storage;
use crate::port::instant;
use crate::{accounts, bulk, plans, rules, seal, touched};

pub(crate) fn insert(connection: &Connection, repayment: &Repayment) -> Result<()> {
    let account = accounts::key(connection, &repayment.account)?;
    let key = insert_head(connection, account, repayment)?;
    let is_kept = !bulk::is_going_on(connection)?;
    if !is_kept {
        touched::add_repayment(connection, key)?;
    }
    for part in &repayment.parts {
        let plan = plans::key(connection, &part.plan)?;
        insert_part(connection, key, plan, part)?;
        if !is_kept {
            bulk::pay(connection, plan, part, repayment.paid_on)?;
        }
    }
    Ok(())
}

/// Refuses a repayment that went elsewhere than to rows of this plan: the rules that are else asserted at the end, for
/// each of very many repayments.
pub(crate) fn assert_of(repayment: &Repayment, plan: &Plan) -> Result<()> {
    let amounts = repayment.parts.iter().map(|part| part.amount);
    if repayment.account != plan.account || repayment.parts.iter().any(|part| part.plan != plan.id) {
        Err(rules::broken("repayment_is_of_one_account"))
    } else if Money::sum(amounts, plan.currency).ok() != Some(repayment.amount) {
        Err(rules::broken("repayment_adds_up"))
    } else {
        Ok(())
    }
}

/// A repayment of which all parts went to one plan, as [`assert_of`] has it, and are kept with its rows.
pub(crate) fn insert_of(
    connection: &Connection,
    repayment: &Repayment,
    account: i64,
    plan: i64,
) -> Result<()> {
    let key = insert_head(connection, account, repayment)?;
    repayment.parts.iter().try_for_each(|part| insert_part(connection, key, plan, part))
}

/// A repayment without its parts. Answers its key.
fn insert_head(connection: &Connection, account: i64, repayment: &Repayment) -> Result<i64> {
    let sql = "INSERT INTO repayment (id, account, amount, paid_on, source, created_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![
        repayment.id,
        account,
        repayment.amount.minor(),
        repayment.paid_on.to_string(),
        repayment.source,
        instant(repayment.created_at),
    ];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage)?;
    Ok(connection.last_insert_rowid())
}

fn insert_part(connection: &Connection, repayment: i64, plan: i64, part: &Part) -> Result<()> {
    let sql = "INSERT INTO allocation (repayment, plan, n, amount) VALUES (?1, ?2, ?3, ?4)";
    let values = params![repayment, plan, part.n, part.amount.minor()];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// The key of a repayment, if there is one of this id.
pub(crate) fn find(connection: &Connection, id: &str) -> Result<Option<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT key FROM repayment WHERE id = ?1").map_err(storage)?;
    statement.query_row([id], |row| row.get(0)).optional().map_err(storage)
}

/// The key of a repayment that must be there.
pub(crate) fn key(connection: &Connection, id: &str) -> Result<i64> {
    find(connection, id)?.ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> AppError {
    AppError::new(ErrorCode::RepaymentUnknown).with("repayment", id)
}

/// Refuses a repayment if one of the plans that got something of it is not what was sealed.
fn assert_plans(connection: &Connection, key: i64) -> Result<()> {
    let sql = "SELECT plan FROM allocation WHERE repayment = ?1 UNION SELECT plan FROM settlement WHERE repayment = ?1
        UNION SELECT plan FROM prepayment WHERE repayment = ?1";
    let plans: rusqlite::Result<Vec<i64>> = connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_map([key], |row| row.get(0))?.collect());
    plans.map_err(storage)?.into_iter().try_for_each(|plan| seal::assert_plan(connection, plan))
}

/// A repayment with the rows it went to.
pub(crate) fn one(connection: &Connection, id: &str) -> Result<Option<Repayment>> {
    let sql =
        "SELECT account.currency, account.id, amount, paid_on, source, repayment.created_at, repayment.key
        FROM repayment JOIN account ON account.key = repayment.account WHERE repayment.id = ?1";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([id]).map_err(storage)?;
    let Some(row) = rows.next().map_err(storage)? else { return Ok(None) };
    let currency = plans::currency(row, 0)?;
    let key: i64 = row.get(6).map_err(storage)?;
    assert_plans(connection, key)?;
    let sql = "SELECT plan.id, n, amount FROM allocation JOIN plan ON plan.key = plan \
               WHERE repayment = ?1 ORDER BY plan.key, n";
    let part = |row: &rusqlite::Row<'_>| {
        let amount = Money::from_minor(row.get(2)?, currency);
        Ok(Part { plan: PlanId(row.get(0)?), n: row.get(1)?, amount })
    };
    let parts: rusqlite::Result<Vec<Part>> =
        connection.prepare_cached(sql).and_then(|mut statement| statement.query_map([key], part)?.collect());
    Ok(Some(Repayment {
        id: id.to_owned(),
        account: AccountId(row.get(1).map_err(storage)?),
        amount: Money::from_minor(row.get(2).map_err(storage)?, currency),
        paid_on: row.get(3).map_err(storage)?,
        source: row.get(4).map_err(storage)?,
        parts: parts.map_err(storage)?,
        created_at: row.get(5).map_err(storage)?,
    }))
}

/// Repayments of all plans, newest first by the day on which they were paid, and of one day the last that was recorded.
pub(crate) fn list(connection: &Connection, listing: &RepaymentListing<'_>) -> Result<Vec<ListedRepayment>> {
    let account = listing.account.map(|id| accounts::key(connection, id)).transpose()?;
    let place = listing.before.map(|id| place(connection, id)).transpose()?;
    let (day, key) = place.unwrap_or_else(|| (listing.to.to_string(), i64::MAX));
    let sql = "SELECT repayment.id, settled.id, prepaid.id FROM repayment
        LEFT JOIN settlement ON settlement.repayment = repayment.key
        LEFT JOIN plan AS settled ON settled.key = settlement.plan
        LEFT JOIN prepayment ON prepayment.repayment = repayment.key
        LEFT JOIN plan AS prepaid ON prepaid.key = prepayment.plan
        WHERE repayment.paid_on BETWEEN ?1 AND ?2 AND (repayment.paid_on, repayment.key) < (?3, ?4)
        AND (?5 IS NULL OR repayment.account = ?5)
        ORDER BY repayment.paid_on DESC, repayment.key DESC LIMIT ?6";
    let (from, to) = (listing.from.to_string(), listing.to.to_string());
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let found = statement
        .query_map(params![from, to, day, key, account, listing.limit], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
        })
        .and_then(|rows| rows.collect::<rusqlite::Result<Vec<(String, _, _)>>>())
        .map_err(storage)?;
    let listed = found.into_iter().map(|(id, settled, prepaid)| {
        let repayment = one(connection, &id)?.ok_or_else(|| unknown(&id))?;
        let (kind, closes) = match (settled, prepaid) {
            (Some(plan), _) => (RepaymentKind::Settlement, Some(PlanId(plan))),
            (None, Some(plan)) => (RepaymentKind::Prepayment, Some(PlanId(plan))),
            (None, None) => (RepaymentKind::Instalment, None),
        };
        Ok(ListedRepayment { repayment, kind, closes })
    });
    listed.collect()
}

/// Where a repayment stands in the list.
fn place(connection: &Connection, id: &str) -> Result<(String, i64)> {
    let sql = "SELECT paid_on, key FROM repayment WHERE id = ?1";
    let found = connection.query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?))).optional();
    found.map_err(storage)?.ok_or_else(|| unknown(id))
}

/// Takes a repayment back, with what was said of a debit because of it. One that settled or prepaid a plan stays: what
/// followed from it would be without a cause.
pub(crate) fn remove(connection: &Connection, id: &str) -> Result<()> {
    let key = key(connection, id)?;
    let run = |sql: &str| connection.execute(sql, [key]).map_err(storage);
    run("DELETE FROM debit WHERE repayment = ?1")?;
    run("DELETE FROM allocation WHERE repayment = ?1")?;
    run("DELETE FROM repayment WHERE key = ?1").map(drop)
}

/// Takes what a plan had of repayments out of them; those that went to nothing else are removed.
pub(crate) fn remove_parts(connection: &Connection, plan: i64) -> Result<()> {
    let sql = "SELECT repayment FROM allocation WHERE plan = ?1 UNION SELECT repayment FROM settlement WHERE plan = ?1
        UNION SELECT repayment FROM prepayment WHERE plan = ?1";
    let keys: rusqlite::Result<Vec<i64>> = connection
        .prepare(sql)
        .and_then(|mut statement| statement.query_map([plan], |row| row.get(0))?.collect());
    for table in ["settlement", "prepayment"] {
        connection.execute(&format!("DELETE FROM {table} WHERE plan = ?1"), [plan]).map_err(storage)?;
    }
    for key in keys.map_err(storage)? {
        shrink(connection, key, plan).map_err(storage)?;
    }
    Ok(())
}

/// A repayment is never changed in place: it is taken back and recorded again without the plan's part.
fn shrink(connection: &Connection, key: i64, plan: i64) -> rusqlite::Result<()> {
    type Parts = Vec<(i64, i64, i64)>;
    let others: Parts = connection
        .prepare_cached("SELECT plan, n, amount FROM allocation WHERE repayment = ?1 AND plan <> ?2")?
        .query_map([key, plan], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT id, account, paid_on, source, created_at FROM repayment WHERE key = ?1";
    type Head = (String, i64, String, Option<String>, String);
    let (id, account, paid_on, source, created_at): Head = connection
        .query_row(sql, [key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    connection.execute("DELETE FROM allocation WHERE repayment = ?1", [key])?;
    connection.execute("DELETE FROM repayment WHERE key = ?1", [key])?;
    let amount: i64 = others.iter().map(|(_, _, amount)| amount).sum();
    if others.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO repayment (key, id, account, amount, paid_on, source, created_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.execute(sql, params![key, id, account, amount, paid_on, source, created_at])?;
    for (plan, n, amount) in others {
        let sql = "INSERT INTO allocation (repayment, plan, n, amount) VALUES (?1, ?2, ?3, ?4)";
        connection.execute(sql, params![key, plan, n, amount])?;
    }
    Ok(())
}

/// What a plan got of each repayment, newest first.
pub(crate) fn of_plan(connection: &Connection, plan: &PlanId) -> Result<Vec<PlanRepayment>> {
    let sql = "SELECT plan.currency, repayment.id, repayment.paid_on, repayment.source, allocation.n, allocation.amount
        FROM plan JOIN allocation ON allocation.plan = plan.key
        JOIN repayment ON repayment.key = allocation.repayment WHERE plan.id = ?1
        ORDER BY repayment.paid_on DESC, repayment.key DESC, allocation.n";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([&plan.0]).map_err(storage)?;
    let mut repayments: Vec<PlanRepayment> = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        let currency = plans::currency(row, 0)?;
        let id: String = row.get(1).map_err(storage)?;
        let part = (row.get(4).map_err(storage)?, Money::from_minor(row.get(5).map_err(storage)?, currency));
        match repayments.last_mut() {
            Some(last) if last.id == id => last.parts.push(part),
            _ => repayments.push(PlanRepayment {
                id,
                paid_on: row.get(2).map_err(storage)?,
                source: row.get(3).map_err(storage)?,
                parts: vec![part],
            }),
        }
    }
    Ok(repayments)
}
