//! Accounts in the file.

use fenqi_app::Result;
use fenqi_app::contract::{AccountId, AccountKind, DueRule, OnStatementDay};
use fenqi_app::ports::Account;
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::storage;
use crate::port::{instant, unreadable};

/// The columns that [`read`] takes, in its order; other queries put them after their own.
pub(crate) const COLUMNS: &str = "account.id, account.name, account.marker, account.currency, account.kind, \
     account.credit_limit, account.statement_day, account.on_statement_day, account.due_day, \
     account.due_days_after, account.grace_days, account.auto_debit, account.funding_source, account.contact, \
     account.late_fee, account.settlement, account.created_at";

pub(crate) fn all(connection: &Connection) -> Result<Vec<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM account ORDER BY name, id");
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        accounts.push(read(row, 0)?);
    }
    Ok(accounts)
}

/// Reads [`COLUMNS`] from column `at` on.
pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Account> {
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
        statement_day: maybe_day(6)?,
        on_statement_day: if text(7)? == "next" { OnStatementDay::Next } else { OnStatementDay::Current },
        due,
        grace_days: row.get(at + 10).map_err(storage)?,
        auto_debit: row.get(at + 11).map_err(storage)?,
        funding_source: maybe_text(12)?,
        contact: maybe_text(13)?,
        late_fee: maybe_text(14)?.and_then(policy),
        settlement: maybe_text(15)?.and_then(policy),
        created_at: row.get(at + 16).map_err(storage)?,
    })
}

pub(crate) fn insert(connection: &Connection, account: &Account) -> Result<()> {
    let (due_day, due_days_after) = match account.due {
        Some(DueRule::Day(day)) => (Some(day), None),
        Some(DueRule::DaysAfter(days)) => (None, Some(days)),
        None => (None, None),
    };
    let sql = "INSERT INTO account (id, name, marker, currency, kind, credit_limit, statement_day, \
               on_statement_day, due_day, due_days_after, grace_days, auto_debit, funding_source, contact, late_fee, \
               settlement, created_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    let values = params![
        account.id.0,
        account.name,
        account.marker,
        account.currency.code(),
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
        account.funding_source,
        account.contact,
        account.late_fee.as_ref().map(json).transpose()?,
        account.settlement.as_ref().map(json).transpose()?,
        instant(account.created_at),
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
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
