//! Accounts in the file.

use fenqi_app::Result;
use fenqi_app::contract::{AccountId, AccountKind, AppError, DueRule, ErrorCode, OnStatementDay};
use fenqi_app::ports::Account;
use fenqi_domain::limit::TemporaryLimit;
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::storage;
use crate::port::{instant, unreadable};
use crate::{rules, seal, sources};

/// The columns that [`read`] takes, in its order; other queries put them after their own. [`JOIN`] brings what they
/// need.
pub(crate) const COLUMNS: &str = "account.id, account.name, account.marker, account.currency, account.kind, \
     account.credit_limit, account.statement_day, account.on_statement_day, account.due_day, \
     account.due_days_after, account.grace_days, account.auto_debit, funding_source.name, account.contact, \
     account.late_fee, account.settlement, account.archived, account.created_at, account.key";
pub(crate) const JOIN: &str = "LEFT JOIN funding_source ON funding_source.key = account.funding_source";

pub(crate) fn all(connection: &Connection) -> Result<Vec<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM account {JOIN} ORDER BY account.name, account.id");
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        seal::assert_account(connection, row.get(18).map_err(storage)?)?;
        accounts.push(read(connection, row, 0)?);
    }
    Ok(accounts)
}

/// The account of an id or, failing that, of a name.
pub(crate) fn named(connection: &Connection, id_or_name: &str) -> Result<Option<Account>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account {JOIN} WHERE account.id = ?1 OR account.name = ?1 \
                       ORDER BY account.id = ?1 DESC"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut rows = statement.query([id_or_name]).map_err(storage)?;
    let Some(row) = rows.next().map_err(storage)? else { return Ok(None) };
    seal::assert_account(connection, row.get(18).map_err(storage)?)?;
    read(connection, row, 0).map(Some)
}

/// Reads [`COLUMNS`] from column `at` on.
pub(crate) fn read(connection: &Connection, row: &Row<'_>, at: usize) -> Result<Account> {
    let text = |column: usize| row.get::<_, String>(at + column).map_err(storage);
    let maybe_text = |column: usize| row.get::<_, Option<String>>(at + column).map_err(storage);
    let maybe_day = |column: usize| row.get::<_, Option<u8>>(at + column).map_err(storage);
    let currency = Currency::from_code(&text(3)?).ok_or_else(|| unreadable("currency"))?;
    let limit: Option<i64> = row.get(at + 5).map_err(storage)?;
    let due = match (maybe_day(8)?, maybe_day(9)?) {
        (Some(day), _) => Some(DueRule::Day(day)),
        (None, Some(days)) => Some(DueRule::DaysAfter(days)),
        (None, None) => None,
    };
    Ok(Account {
        id: AccountId(text(0)?),
        name: text(1)?,
        marker: row.get(at + 2).map_err(storage)?,
        currency,
        kind: kind_of(&text(4)?).ok_or_else(|| unreadable("account kind"))?,
        limit: limit.map(|minor| Money::from_minor(minor, currency)),
        temporary_limits: temporary_limits(connection, row.get(at + 18).map_err(storage)?, currency)?,
        statement_day: maybe_day(6)?,
        on_statement_day: match text(7)?.as_str() {
            "next" => OnStatementDay::Next,
            "current" => OnStatementDay::Current,
            _ => return Err(unreadable("statement day")),
        },
        due,
        grace_days: row.get(at + 10).map_err(storage)?,
        auto_debit: row.get(at + 11).map_err(storage)?,
        funding_source: maybe_text(12)?,
        contact: maybe_text(13)?,
        late_fee: maybe_text(14)?.and_then(policy),
        settlement: maybe_text(15)?.and_then(policy),
        archived: row.get(at + 16).map_err(storage)?,
        created_at: row.get(at + 17).map_err(storage)?,
    })
}

fn temporary_limits(
    connection: &Connection,
    account: i64,
    currency: Currency,
) -> Result<Vec<TemporaryLimit>> {
    let sql =
        "SELECT amount, from_date, until_date FROM temporary_limit WHERE account = ?1 ORDER BY from_date";
    let limit = |row: &Row<'_>| {
        let amount = Money::from_minor(row.get(0)?, currency);
        Ok(TemporaryLimit { amount, from: row.get(1)?, until: row.get(2)? })
    };
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    statement.query_map([account], limit).and_then(Iterator::collect).map_err(storage)
}

/// The key of an account, as repayments and plans name it.
pub(crate) fn key(connection: &Connection, id: &AccountId) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT key FROM account WHERE id = ?1").map_err(storage)?;
    let key = statement.query_row([&id.0], |row| row.get(0)).optional().map_err(storage)?;
    key.ok_or_else(|| unknown(id))
}

fn unknown(id: &AccountId) -> AppError {
    AppError::new(ErrorCode::AccountUnknown).with("account", &id.0)
}

pub(crate) fn insert(connection: &Connection, account: &Account) -> Result<()> {
    let sql = "INSERT INTO account (id, currency, created_at, name, marker, kind, credit_limit, statement_day, \
               on_statement_day, due_day, due_days_after, grace_days, auto_debit, funding_source, contact, late_fee, \
               settlement, archived) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    write(connection, sql, account)
}

pub(crate) fn update(connection: &Connection, account: &Account) -> Result<()> {
    let has_plans = "SELECT EXISTS (SELECT 1 FROM account CROSS JOIN plan ON plan.account = account.key \
                     WHERE account.id = ?1 AND account.currency <> ?2)";
    let keeps = connection
        .prepare_cached(has_plans)
        .and_then(|mut sql| sql.query_row([&account.id.0, account.currency.code()], |row| row.get(0)));
    if keeps.map_err(storage)? {
        return Err(rules::broken("account_keeps_its_currency"));
    }
    let sql = "UPDATE account SET currency = ?2, name = ?4, marker = ?5, kind = ?6, credit_limit = ?7, \
               statement_day = ?8, on_statement_day = ?9, due_day = ?10, due_days_after = ?11, grace_days = ?12, \
               auto_debit = ?13, funding_source = ?14, contact = ?15, late_fee = ?16, settlement = ?17, \
               archived = ?18 WHERE id = ?1 AND ?3 IS NOT NULL";
    write(connection, sql, account)
}

fn write(connection: &Connection, sql: &str, account: &Account) -> Result<()> {
    let (due_day, due_days_after) = match account.due {
        Some(DueRule::Day(day)) => (Some(day), None),
        Some(DueRule::DaysAfter(days)) => (None, Some(days)),
        None => (None, None),
    };
    let source =
        account.funding_source.as_deref().map(|name| sources::named(connection, name)).transpose()?;
    let values = params![
        account.id.0,
        account.currency.code(),
        instant(account.created_at),
        account.name,
        account.marker,
        kind_name(account.kind),
        account.limit.map(Money::minor),
        account.statement_day,
        match account.on_statement_day {
            OnStatementDay::Current => "current",
            OnStatementDay::Next => "next",
        },
        due_day,
        due_days_after,
        account.grace_days,
        account.auto_debit,
        source,
        account.contact,
        account.late_fee.as_ref().map(json).transpose()?,
        account.settlement.as_ref().map(json).transpose()?,
        account.archived,
    ];
    let changed = connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage)?;
    if changed == 0 {
        return Err(unknown(&account.id));
    }
    set_temporary_limits(connection, account)
}

fn set_temporary_limits(connection: &Connection, account: &Account) -> Result<()> {
    let key = key(connection, &account.id)?;
    if temporary_limits(connection, key, account.currency)? == account.temporary_limits {
        return Ok(());
    }
    connection.execute("DELETE FROM temporary_limit WHERE account = ?1", [key]).map_err(storage)?;
    let sql = "INSERT INTO temporary_limit (account, from_date, until_date, amount) VALUES (?1, ?2, ?3, ?4)";
    for limit in &account.temporary_limits {
        let values = params![key, limit.from.to_string(), limit.until.to_string(), limit.amount.minor()];
        connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage)?;
    }
    Ok(())
}

/// A policy from before policies had a form is no policy; it stays in the file.
fn policy<T: DeserializeOwned>(text: String) -> Option<T> {
    serde_json::from_str(&text).ok()
}

fn json<T: Serialize>(policy: &T) -> Result<String> {
    serde_json::to_string(policy).map_err(|_| unreadable("policy"))
}

fn kind_name(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Store => "store",
        AccountKind::Card => "card",
        AccountKind::CashAdvance => "cash_advance",
        AccountKind::Bnpl => "bnpl",
        AccountKind::Other => "other",
    }
}

fn kind_of(name: &str) -> Option<AccountKind> {
    use AccountKind::{Bnpl, Card, CashAdvance, Other, Store};
    [Store, Card, CashAdvance, Bnpl, Other].into_iter().find(|kind| kind_name(*kind) == name)
}
