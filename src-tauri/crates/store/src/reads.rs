//! What screens read without whole plans: sums of statements, and rows on their own. Each shows by its mark that its
//! figures are those that were stored.

use std::collections::HashMap;

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, PlanId};
use fenqi_app::ports::{LooseRow, Span, StatementSum, Which};
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, Row, params};

use crate::failure::storage;
use crate::plans::{IS_MARKED, ROW, assert_marked, currency, read_row};
use crate::{accounts, seal};

/// Whether a statement's sums are those that its mark was made from.
const STATEMENT_IS_MARKED: &str = "mark = rows * 3 + asked * 5 + paid * 7 + owed * 11 + open * 13 \
     + CAST(replace(due_date, '-', '') AS INTEGER) * 17 + account * 19";

fn condition(which: Which, open: &'static str, closed: &'static str) -> &'static str {
    match which {
        Which::All => "TRUE",
        Which::Open => open,
        Which::Closed => closed,
    }
}

/// What accounts ask for by day, from `from` to `to`: by day, then by account.
pub(crate) fn statements(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    which: Which,
) -> Result<Vec<StatementSum>> {
    let accounts = names(connection)?;
    let sql = format!(
        "SELECT account, due_date, rows, asked, paid, owed, open, {STATEMENT_IS_MARKED} FROM statement
         WHERE due_date BETWEEN ?1 AND ?2 AND {} ORDER BY due_date, account",
        condition(which, "open > 0", "open = 0")
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([from.to_string(), to.to_string()]).map_err(storage)?;
    let mut sums = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        assert_marked(row, 7)?;
        let account: i64 = row.get(0).map_err(storage)?;
        let (id, currency) = accounts.get(&account).ok_or_else(|| seal::broken("statement"))?;
        let money =
            |column| row.get(column).map(|minor| Money::from_minor(minor, *currency)).map_err(storage);
        sums.push(StatementSum {
            account: id.clone(),
            due_date: row.get(1).map_err(storage)?,
            rows: row.get(2).map_err(storage)?,
            open: row.get(6).map_err(storage)?,
            asked: money(3)?,
            paid: money(4)?,
            owed: money(5)?,
        });
    }
    Ok(sums)
}

/// The days of statements of which something is left, from `from` on, each with how many rows: until there are `rows`.
pub(crate) fn last_day_of(connection: &Connection, from: NaiveDate, rows: u32) -> Result<Option<NaiveDate>> {
    let sql = format!(
        "SELECT due_date, open, {STATEMENT_IS_MARKED} FROM statement WHERE due_date >= ?1 AND open > 0 ORDER BY due_date"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([from.to_string()]).map_err(storage)?;
    let (mut last, mut count) = (None, 0);
    while let Some(row) = found.next().map_err(storage)? {
        assert_marked(row, 2)?;
        let day: NaiveDate = row.get(0).map_err(storage)?;
        // Days are not taken apart.
        if count >= rows && last != Some(day) {
            break;
        }
        count = count.saturating_add(row.get(1).map_err(storage)?);
        last = Some(day);
    }
    Ok(last)
}

fn names(connection: &Connection) -> Result<HashMap<i64, (AccountId, Currency)>> {
    let mut statement =
        connection.prepare_cached("SELECT key, id, currency FROM account").map_err(storage)?;
    let mut found = statement.query([]).map_err(storage)?;
    let mut names = HashMap::new();
    while let Some(row) = found.next().map_err(storage)? {
        let id = AccountId(row.get(1).map_err(storage)?);
        names.insert(row.get(0).map_err(storage)?, (id, currency(row, 2)?));
    }
    Ok(names)
}

/// Rows by due date, then as their plans were entered.
pub(crate) fn rows(connection: &Connection, span: &Span<'_>) -> Result<Vec<LooseRow>> {
    // An account's rows are found by its statements' days: rows themselves do not name it.
    let of_account = if span.account.is_some() { "plan.account = ?4" } else { "?4 IS NULL" };
    let sql = format!(
        "SELECT {ROW}, {IS_MARKED}, plan.id, account.id, plan.currency, plan.title, plan.auto_debit,
                (SELECT max(n) FROM instalment AS last WHERE last.plan = plan.key)
         FROM instalment CROSS JOIN plan ON plan.key = instalment.plan
              CROSS JOIN account ON account.key = plan.account
         WHERE due_date BETWEEN ?1 AND ?2 AND {} AND {of_account} ORDER BY due_date, instalment.plan, n LIMIT ?3",
        condition(span.which, "remaining > 0", "remaining = 0")
    );
    let account = span.account.map(|id| accounts::key(connection, id)).transpose()?;
    let limit = span.limit.map_or(-1, i64::from);
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let values = params![span.from.to_string(), span.to.to_string(), limit, account];
    let mut found = statement.query(values).map_err(storage)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        rows.push(loose(row)?);
    }
    Ok(rows)
}

fn loose(row: &Row<'_>) -> Result<LooseRow> {
    Ok(LooseRow {
        facts: read_row(row, 0, currency(row, 13)?)?,
        plan: PlanId(row.get(11).map_err(storage)?),
        account: AccountId(row.get(12).map_err(storage)?),
        title: row.get(14).map_err(storage)?,
        auto_debit: row.get(15).map_err(storage)?,
        of: row.get(16).map_err(storage)?,
    })
}
