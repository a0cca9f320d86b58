//! Plans and their rows in the file.

use std::collections::HashMap;

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, Origin, PlanId};
use fenqi_app::ports::{Plan, PlanFacts, RowFacts, UnpaidRow};
use fenqi_domain::{Currency, Money, Row};
use rusqlite::types::ToSql;
use rusqlite::{Connection, params};

use crate::accounts;
use crate::failure::storage;
use crate::port::{instant, unreadable};

const COLUMNS: &str = "plan.id, plan.account_id, plan.currency, plan.origin, plan.title, plan.merchant, \
     plan.order_no, plan.purchased_on, plan.price, plan.auto_debit, plan.notes, plan.terms, plan.created_at";
const COLUMN_COUNT: usize = 13;

/// Plans with a row due in a span, and the same set for their rows.
const DUE: &str = "plan.id IN (SELECT plan_id FROM instalment WHERE due_date BETWEEN ?1 AND ?2)";

pub(crate) fn all_or_one(connection: &Connection, only: Option<&PlanId>) -> Result<Vec<PlanFacts>> {
    match only {
        None => facts(connection, "TRUE", &[]),
        Some(id) => facts(connection, "plan.id = ?1", &[&id.0]),
    }
}

pub(crate) fn due(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>> {
    facts(connection, DUE, &[&from.to_string(), &to.to_string()])
}

fn facts(connection: &Connection, which: &str, values: &[&dyn ToSql]) -> Result<Vec<PlanFacts>> {
    let mut rows_by_plan = rows(connection, which, values)?;
    let sql = format!(
        "SELECT {COLUMNS}, {account} FROM plan JOIN account ON account.id = plan.account_id WHERE {which} \
         ORDER BY plan.purchased_on DESC, plan.created_at DESC, plan.id DESC",
        account = accounts::COLUMNS
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query(values).map_err(storage)?;
    let mut plans = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        let plan = read(row)?;
        let rows = rows_by_plan.remove(&plan.id.0).unwrap_or_default();
        plans.push(PlanFacts { plan, account: accounts::read(row, COLUMN_COUNT)?, rows });
    }
    Ok(plans)
}

/// The rows of some plans with what was paid of each, by plan.
fn rows(
    connection: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> Result<HashMap<String, Vec<RowFacts>>> {
    let sql = format!(
        "SELECT plan.id, plan.currency, instalment.n, instalment.due_date, instalment.principal, \
                instalment.interest, instalment.fee, coalesce(sum(allocation.amount), 0), max(repayment.paid_on) \
         FROM plan JOIN instalment ON instalment.plan_id = plan.id \
         LEFT JOIN allocation ON allocation.plan_id = instalment.plan_id AND allocation.n = instalment.n \
         LEFT JOIN repayment ON repayment.id = allocation.repayment_id \
         WHERE {which} GROUP BY instalment.plan_id, instalment.n ORDER BY instalment.plan_id, instalment.n"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query(values).map_err(storage)?;
    let mut rows: HashMap<String, Vec<RowFacts>> = HashMap::new();
    while let Some(row) = found.next().map_err(storage)? {
        let plan: String = row.get(0).map_err(storage)?;
        let currency = currency(&row.get::<_, String>(1).map_err(storage)?)?;
        let money = |column| row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
        let facts = RowFacts {
            row: Row {
                n: row.get(2).map_err(storage)?,
                due_date: row.get(3).map_err(storage)?,
                principal: money(4)?,
                interest: money(5)?,
                fee: money(6)?,
            },
            paid: money(7)?,
            paid_on: row.get(8).map_err(storage)?,
        };
        rows.entry(plan).or_default().push(facts);
    }
    Ok(rows)
}

/// Unpaid rows due up to `horizon`, and those of the first day after it that has any.
pub(crate) fn unpaid(connection: &Connection, horizon: NaiveDate) -> Result<Vec<UnpaidRow>> {
    let sql = "WITH open AS (
             SELECT plan_id, n, due_date, principal + interest + fee - coalesce(
                 (SELECT sum(amount) FROM allocation
                  WHERE allocation.plan_id = instalment.plan_id AND allocation.n = instalment.n), 0) AS remaining
             FROM instalment)
         SELECT plan.id, plan.title, account.name, open.n,
                (SELECT max(n) FROM instalment WHERE instalment.plan_id = plan.id),
                open.due_date, account.grace_days, plan.auto_debit, open.remaining, plan.currency
         FROM open JOIN plan ON plan.id = open.plan_id JOIN account ON account.id = plan.account_id
         WHERE open.remaining > 0 AND open.due_date <= max(?1, coalesce(
             (SELECT min(due_date) FROM open WHERE due_date > ?1 AND remaining > 0), ?1))
         ORDER BY open.due_date, plan.created_at, open.n";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut found = statement.query([horizon.to_string()]).map_err(storage)?;
    let mut unpaid = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        let currency = currency(&row.get::<_, String>(9).map_err(storage)?)?;
        unpaid.push(UnpaidRow {
            plan: PlanId(row.get(0).map_err(storage)?),
            title: row.get(1).map_err(storage)?,
            account: row.get(2).map_err(storage)?,
            n: row.get(3).map_err(storage)?,
            of: row.get(4).map_err(storage)?,
            due_date: row.get(5).map_err(storage)?,
            grace_days: row.get(6).map_err(storage)?,
            auto_debit: row.get(7).map_err(storage)?,
            remaining: Money::from_minor(row.get(8).map_err(storage)?, currency),
        });
    }
    Ok(unpaid)
}

fn currency(code: &str) -> Result<Currency> {
    Currency::from_code(code).ok_or_else(|| unreadable("currency"))
}

fn read(row: &rusqlite::Row<'_>) -> Result<Plan> {
    let text = |column: usize| row.get::<_, String>(column).map_err(storage);
    let maybe_text = |column: usize| row.get::<_, Option<String>>(column).map_err(storage);
    let currency = currency(&text(2)?)?;
    let price: Option<i64> = row.get(8).map_err(storage)?;
    Ok(Plan {
        id: PlanId(text(0)?),
        account: AccountId(text(1)?),
        currency,
        origin: if text(3)? == "cash_advance" { Origin::CashAdvance } else { Origin::Purchase },
        title: text(4)?,
        merchant: maybe_text(5)?,
        order_no: maybe_text(6)?,
        purchased_on: row.get(7).map_err(storage)?,
        price: price.map(|minor| Money::from_minor(minor, currency)),
        auto_debit: row.get(9).map_err(storage)?,
        notes: maybe_text(10)?,
        terms: serde_json::from_str(&text(11)?).map_err(|_| unreadable("terms"))?,
        created_at: row.get(12).map_err(storage)?,
    })
}

pub(crate) fn insert(connection: &Connection, plan: &Plan, rows: &[Row]) -> Result<()> {
    let sql = "INSERT INTO plan (id, account_id, currency, origin, title, merchant, order_no, purchased_on, price, \
               auto_debit, notes, terms, created_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let values = params![
        plan.id.0,
        plan.account.0,
        plan.currency.code(),
        match plan.origin {
            Origin::Purchase => "purchase",
            Origin::CashAdvance => "cash_advance",
        },
        plan.title,
        plan.merchant,
        plan.order_no,
        plan.purchased_on.to_string(),
        plan.price.map(Money::minor),
        plan.auto_debit,
        plan.notes,
        serde_json::to_string(&plan.terms).map_err(|_| unreadable("terms"))?,
        instant(plan.created_at),
    ];
    connection.execute(sql, values).map_err(storage)?;
    let sql = "INSERT INTO instalment (plan_id, n, due_date, principal, interest, fee) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    for row in rows {
        let values = params![
            plan.id.0,
            row.n,
            row.due_date.to_string(),
            row.principal.minor(),
            row.interest.minor(),
            row.fee.minor()
        ];
        statement.execute(values).map_err(storage)?;
    }
    Ok(())
}
