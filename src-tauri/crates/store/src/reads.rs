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
use crate::marks::PLAN_IS_MARKED;
use crate::plans::{ROW, currency, day, day_number, read_row};
use crate::{accounts, seal};

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
        "SELECT account, due_date, rows, asked, paid, owed, open, mark FROM statement
         WHERE due_date BETWEEN ?1 AND ?2 AND {} ORDER BY due_date, account",
        condition(which, "open > 0", "open = 0")
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([from.to_string(), to.to_string()]).map_err(storage)?;
    let mut sums = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        sums.push(sum(row, &accounts)?);
    }
    Ok(sums)
}

/// Refuses sums that are not those of their mark.
fn sum(row: &Row<'_>, accounts: &Names) -> Result<StatementSum> {
    let figure = |column: usize| row.get::<_, i64>(column).map_err(storage);
    let account = figure(0)?;
    let due_date = day(row, 1)?;
    let [rows, asked, paid, owed, open] = [figure(2)?, figure(3)?, figure(4)?, figure(5)?, figure(6)?];
    let parts = [rows, asked, paid, owed, open, day_number(due_date), account];
    let mark = parts
        .iter()
        .zip([3, 5, 7, 11, 13, 17, 19])
        .try_fold(0_i64, |sum, (part, weight)| sum.checked_add(part.checked_mul(weight)?));
    let broken = || seal::broken("statement");
    if mark != Some(figure(7)?) {
        return Err(broken());
    }
    let (id, currency) = accounts.get(&account).ok_or_else(broken)?;
    Ok(StatementSum {
        account: id.clone(),
        due_date,
        rows: u32::try_from(rows).map_err(|_| broken())?,
        open: u32::try_from(open).map_err(|_| broken())?,
        asked: Money::from_minor(asked, *currency),
        paid: Money::from_minor(paid, *currency),
        owed: Money::from_minor(owed, *currency),
    })
}

/// The day from `from` on by whose end at least `rows` open rows fall due; else the last on which any does. What is
/// shown is read, and looked at, apart.
pub(crate) fn last_day_of(connection: &Connection, from: NaiveDate, rows: u32) -> Result<Option<NaiveDate>> {
    let sql = "SELECT due_date, open FROM statement WHERE due_date >= ?1 AND open > 0 ORDER BY due_date";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut found = statement.query([from.to_string()]).map_err(storage)?;
    let (mut last, mut count) = (None, 0_u32);
    while let Some(row) = found.next().map_err(storage)? {
        let day = day(row, 0)?;
        // Days are not taken apart.
        if count >= rows && last != Some(day) {
            break;
        }
        count = count.saturating_add(row.get(1).map_err(storage)?);
        last = Some(day);
    }
    Ok(last)
}

/// Ids and currencies of accounts, by key.
pub(crate) type Names = HashMap<i64, (AccountId, Currency)>;

pub(crate) fn names(connection: &Connection) -> Result<Names> {
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

/// Rows by due date, then as their plans were entered; where all are wanted, of those that were entered at one instant
/// the newest purchase first. What is open or closed comes in the order of its index, so that few are found at once.
pub(crate) fn rows(connection: &Connection, span: &Span<'_>) -> Result<Vec<LooseRow>> {
    let order = match span.which {
        Which::All => "due_date, plan.created_at, plan.purchased_on DESC, plan.key DESC, n",
        Which::Open | Which::Closed => "due_date, instalment.plan, n",
    };
    // A limit, even of none, makes SQLite sort in a tree.
    let limited = if span.limit.is_some() { "LIMIT ?3" } else { "" };
    let of_account = if span.account.is_some() { "plan.account = ?4" } else { "?4 IS NULL" };
    let sql = format!(
        "SELECT {row}, plan.id, account.id, plan.currency, plan.title, plan.auto_debit,
                (SELECT max(n) FROM instalment AS last WHERE last.plan = plan.key), {marked}
         FROM instalment CROSS JOIN plan ON plan.key = instalment.plan
              CROSS JOIN account ON account.key = plan.account
         WHERE due_date BETWEEN ?1 AND ?2 AND {} AND {of_account} ORDER BY {order} {limited}",
        condition(span.which, "remaining > 0", "remaining = 0"),
        row = *ROW,
        marked = *PLAN_IS_MARKED,
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
    if !row.get::<_, bool>(17).map_err(storage)? {
        return Err(seal::broken("plan"));
    }
    Ok(LooseRow {
        facts: read_row(row, 0, currency(row, 13)?)?,
        plan: PlanId(row.get(11).map_err(storage)?),
        account: AccountId(row.get(12).map_err(storage)?),
        title: row.get(14).map_err(storage)?,
        auto_debit: row.get(15).map_err(storage)?,
        of: row.get(16).map_err(storage)?,
    })
}
