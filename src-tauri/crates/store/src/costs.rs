//! What plans cost and what was spent: sums over rows, each held against what is kept of the same rows, and what was
//! paid or came back besides them.

use std::collections::HashMap;

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode, PlanId};
use fenqi_app::ports::{Beside, Bought, PaidPart, Parts, PickedBy, PlanCost, PlanKey};
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::failure::storage;
use crate::plans::{IS_MARKED, currency, day};
use crate::reads::names;
use crate::seal;

fn money(row: &Row<'_>, column: usize, currency: Currency) -> Result<Money> {
    Ok(Money::from_minor(row.get(column).map_err(storage)?, currency))
}

/// Principal, interest and fee, in three columns.
fn parts(row: &Row<'_>, first: usize, currency: Currency) -> Result<Parts> {
    let [principal, interest, fee] = [0, 1, 2].map(|column| money(row, first + column, currency));
    Ok(Parts { principal: principal?, interest: interest?, fee: fee? })
}

/// Calls `each` with every row that a statement finds.
fn for_each(
    connection: &Connection,
    sql: &str,
    values: &[&str],
    mut each: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut found = statement.query(rusqlite::params_from_iter(values)).map_err(storage)?;
    while let Some(row) = found.next().map_err(storage)? {
        each(row)?;
    }
    Ok(())
}

/// What the rows of each plan come to. The sums of the terms in force are asserted at every write to be those of the
/// rows; here they are held against what `plan_sum` says of the same rows.
pub(crate) fn of_plans(connection: &Connection) -> Result<Vec<PlanCost>> {
    let accounts = names(connection)?;
    let mut void = void_rows(connection)?;
    // With `max`, SQLite takes the other columns from the row that has it.
    let sql = "SELECT terms.plan, account, asked, principal, interest, fee, max(version)
        FROM terms CROSS JOIN plan_sum ON plan_sum.plan = terms.plan GROUP BY terms.plan";
    let mut costs = Vec::new();
    for_each(connection, sql, &[], |row| {
        let figure = |column: usize| row.get::<_, i64>(column).map_err(storage);
        let (_, currency) = accounts.get(&figure(1)?).ok_or_else(|| seal::broken("plan_sum"))?;
        let (plan, asked) = (figure(0)?, figure(2)?);
        let void: Vec<_> = void.remove(&plan).unwrap_or_default();
        let void: Vec<_> = void
            .into_iter()
            .map(|(figures, paid)| (parts_of(figures, *currency), Money::from_minor(paid, *currency)))
            .collect();
        let figures = [figure(3)?, figure(4)?, figure(5)?];
        let unpaid: i64 = void.iter().map(|(row, paid)| whole(row) - paid.minor()).sum();
        if figures.iter().sum::<i64>() - unpaid != asked {
            return Err(seal::broken("plan_sum"));
        }
        costs.push(PlanCost { plan: PlanKey(plan), contract: parts_of(figures, *currency), void });
        Ok(())
    })?;
    Ok(costs)
}

fn parts_of([principal, interest, fee]: [i64; 3], currency: Currency) -> Parts {
    let money = |minor| Money::from_minor(minor, currency);
    Parts { principal: money(principal), interest: money(interest), fee: money(fee) }
}

fn whole(parts: &Parts) -> i64 {
    [parts.principal, parts.interest, parts.fee].map(Money::minor).iter().sum()
}

/// The id of a plan.
pub(crate) fn plan_id(connection: &Connection, key: PlanKey) -> Result<PlanId> {
    let mut statement = connection.prepare_cached("SELECT id FROM plan WHERE key = ?1").map_err(storage)?;
    let id: Option<String> = statement.query_row([key.0], |row| row.get(0)).optional().map_err(storage)?;
    id.map(PlanId).ok_or_else(|| AppError::new(ErrorCode::PlanUnknown).with("plan", key.0))
}

/// Principal, interest and fee of a row, and what was paid of it, in minor units.
type VoidRow = ([i64; 3], i64);

/// Rows of which nothing more is asked, by plan. Those that a refund
/// made void ask for nothing by their figures already.
fn void_rows(connection: &Connection) -> Result<HashMap<i64, Vec<VoidRow>>> {
    let sql = format!(
        "SELECT instalment.plan, principal, interest, fee, paid, {IS_MARKED}
        FROM instalment WHERE plan IN (SELECT plan FROM settlement) AND void IS NOT NULL"
    );
    let mut rows: HashMap<i64, Vec<VoidRow>> = HashMap::new();
    for_each(connection, &sql, &[], |row| {
        let figure = |column: usize| row.get::<_, i64>(column).map_err(storage);
        if !row.get::<_, bool>(5).map_err(storage)? {
            return Err(seal::broken("instalment"));
        }
        rows.entry(figure(0)?).or_default().push(([figure(1)?, figure(2)?, figure(3)?], figure(4)?));
        Ok(())
    })?;
    Ok(rows)
}

/// What was paid of plans besides their rows, or came back.
pub(crate) fn besides(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    by: PickedBy,
) -> Result<Vec<Beside>> {
    let picked = match by {
        PickedBy::Day => "on_day",
        PickedBy::Purchase => "purchased_on",
    };
    // A repayment's parts add up to it.
    let sql = format!(
        "SELECT plan.key, currency, on_day, purchased_on, principal, interest, fee, penalty, late_fee, back, saved, is_whole
        FROM (
            SELECT plan, settled_on AS on_day, principal, interest, fee, penalty, late_fee, 0 AS back, saved,
                settlement.amount + (SELECT coalesce(sum(amount), 0) FROM allocation
                    WHERE allocation.repayment = settlement.repayment)
                    = (SELECT amount FROM repayment WHERE key = settlement.repayment) AS is_whole
            FROM settlement
            UNION ALL
            SELECT plan, paid_on, principal, interest, 0, 0, 0, 0, 0,
                prepayment.amount = (SELECT amount FROM repayment WHERE key = prepayment.repayment)
            FROM prepayment
            UNION ALL
            SELECT plan, refunded_on, 0, 0, 0, 0, 0, to_payer, fee_reduction + interest_reduction, TRUE FROM refund
        ) AS beside CROSS JOIN plan ON plan.key = beside.plan
        WHERE {picked} BETWEEN ?1 AND ?2"
    );
    let mut found = Vec::new();
    for_each(connection, &sql, &[&from.to_string(), &to.to_string()], |row| {
        if !row.get::<_, Option<bool>>(11).map_err(storage)?.unwrap_or(false) {
            return Err(seal::broken("repayment"));
        }
        let currency = currency(row, 1)?;
        found.push(Beside {
            plan: PlanKey(row.get(0).map_err(storage)?),
            on: day(row, 2)?,
            purchased_on: day(row, 3)?,
            paid: parts(row, 4, currency)?,
            penalty: money(row, 7, currency)?,
            late_fee: money(row, 8, currency)?,
            back: money(row, 9, currency)?,
            saved: money(row, 10, currency)?,
        });
        Ok(())
    })?;
    Ok(found)
}

/// What plans that began in a span ask for: the sum of their rows, which must be what is kept of it.
pub(crate) fn bought(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<Bought>> {
    let accounts = names(connection)?;
    let sql = "SELECT purchased_on, account, plan_sum.asked, sum(instalment.asked)
        FROM plan_sum CROSS JOIN instalment ON instalment.plan = plan_sum.plan
        WHERE purchased_on BETWEEN ?1 AND ?2 GROUP BY plan_sum.plan";
    let mut found = Vec::new();
    for_each(connection, sql, &[&from.to_string(), &to.to_string()], |row| {
        let figure = |column: usize| row.get::<_, i64>(column).map_err(storage);
        let kept = accounts.get(&figure(1)?).filter(|_| figure(2) == figure(3));
        let (_, currency) = kept.ok_or_else(|| seal::broken("plan_sum"))?;
        found.push(Bought { purchased_on: day(row, 0)?, asked: money(row, 2, *currency)? });
        Ok(())
    })?;
    Ok(found)
}

/// What was paid of rows in a span. What was paid of a row before is asked for only where one repayment was not all.
pub(crate) fn paid_parts(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<PaidPart>> {
    let accounts = names(connection)?;
    let of_row = "allocation AS other JOIN repayment AS theirs ON theirs.key = other.repayment
        WHERE other.plan = allocation.plan AND other.n = allocation.n";
    let sql = format!(
        "SELECT repayment.account, allocation.amount,
            CASE WHEN allocation.amount = paid THEN 0 ELSE
                (SELECT coalesce(sum(other.amount), 0) FROM {of_row}
                    AND (theirs.paid_on, theirs.key) < (repayment.paid_on, repayment.key)) END,
            principal, interest, fee,
            is_marked AND (allocation.amount = paid OR paid = (SELECT sum(other.amount) FROM {of_row}))
        FROM repayment CROSS JOIN allocation ON allocation.repayment = repayment.key
            CROSS JOIN (SELECT plan AS of_plan, n AS nth, paid, principal, interest, fee, {IS_MARKED} AS is_marked
                FROM instalment) ON of_plan = allocation.plan AND nth = allocation.n
        WHERE repayment.paid_on BETWEEN ?1 AND ?2"
    );
    let mut found = Vec::new();
    for_each(connection, &sql, &[&from.to_string(), &to.to_string()], |row| {
        let account: i64 = row.get(0).map_err(storage)?;
        let is_marked = row.get::<_, bool>(6).map_err(storage)?;
        let known = accounts.get(&account).filter(|_| is_marked);
        let (_, currency) = known.ok_or_else(|| seal::broken("instalment"))?;
        found.push(PaidPart {
            amount: money(row, 1, *currency)?,
            before: money(row, 2, *currency)?,
            row: parts(row, 3, *currency)?,
        });
        Ok(())
    })?;
    Ok(found)
}

/// The first and the last day on which a plan began, asked for something, was paid early or refunded.
pub(crate) fn extent(connection: &Connection) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let sql = "SELECT min(first), max(last) FROM (
        SELECT min(purchased_on) AS first, max(purchased_on) AS last FROM plan_sum
        UNION ALL SELECT (SELECT min(due_date) FROM instalment), (SELECT max(due_date) FROM instalment)
        UNION ALL SELECT (SELECT min(paid_on) FROM repayment), (SELECT max(paid_on) FROM repayment)
        UNION ALL SELECT min(refunded_on), max(refunded_on) FROM refund)";
    let mut extent = None;
    for_each(connection, sql, &[], |row| {
        if row.get::<_, Option<String>>(0).map_err(storage)?.is_some() {
            extent = Some((day(row, 0)?, day(row, 1)?));
        }
        Ok(())
    })?;
    Ok(extent)
}
