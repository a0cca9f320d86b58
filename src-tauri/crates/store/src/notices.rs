//! Reminders in the file: what is unpaid, the rules, and the notices that were claimed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use fenqi_app::contract::{AccountId, AppError, ErrorCode, NoticeKind, PlanId, RuleSubject};
use fenqi_app::ports::{Said, UnpaidRow};
use fenqi_app::{Notice, Params, Result};
use fenqi_domain::Money;
use fenqi_domain::reminder::{Payer, Quiet, Rules};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use crate::failure::storage;
use crate::marks::PLAN_IS_MARKED;
use crate::plans::{DEBIT_IS_MARKED, IS_MARKED, currency};
use crate::port::{instant, unreadable};
use crate::{accounts, plans, seal};

/// Unpaid rows due up to `horizon`, and those of the first day after it that has any.
pub(crate) fn unpaid(connection: &Connection, horizon: NaiveDate) -> Result<Vec<UnpaidRow>> {
    let sql = format!(
        "SELECT plan.id, plan.title, plan.currency, plan.auto_debit, account.id, account.name, account.marker,
                account.grace_days, funding_source.name, instalment.n,
                (SELECT max(n) FROM instalment AS last WHERE last.plan = plan.key),
                due_date, remaining, {IS_MARKED} AND {plan_is_marked} AND NOT EXISTS (SELECT 1 FROM debit
                    WHERE debit.plan = plan.key AND debit.n = instalment.n AND NOT ({DEBIT_IS_MARKED})),
                (SELECT said_on FROM debit
                    WHERE debit.plan = plan.key AND debit.n = instalment.n AND outcome = 'failed'),
                (SELECT max(snoozed_until) FROM notice WHERE notice.plan = plan.id AND notice.n = instalment.n),
                (SELECT max(wanted_at) FROM notice WHERE notice.plan = plan.id AND notice.n = instalment.n
                    AND notice.due_date = instalment.due_date)
         FROM instalment JOIN plan ON plan.key = instalment.plan JOIN account ON account.key = plan.account
              LEFT JOIN funding_source ON funding_source.key = account.funding_source
         WHERE remaining > 0 AND due_date <= coalesce(
             (SELECT min(due_date) FROM instalment WHERE remaining > 0 AND due_date > ?1), ?1)
         ORDER BY due_date, plan.created_at, plan.key, n",
        plan_is_marked = *PLAN_IS_MARKED,
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([horizon.to_string()]).map_err(storage)?;
    let mut unpaid = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        unpaid.push(unpaid_row(row)?);
    }
    Ok(unpaid)
}

fn unpaid_row(row: &Row<'_>) -> Result<UnpaidRow> {
    if row.get::<_, Option<bool>>(13).map_err(storage)? != Some(true) {
        return Err(seal::broken("row"));
    }
    let text = |column: usize| row.get::<_, String>(column).map_err(storage);
    let failed_on: Option<NaiveDate> = row.get(14).map_err(storage)?;
    let payer = match (row.get(3).map_err(storage)?, failed_on) {
        (false, _) => Payer::Hand,
        (true, None) => Payer::Debit,
        (true, Some(on)) => Payer::HandAfterDebit(on),
    };
    Ok(UnpaidRow {
        plan: PlanId(text(0)?),
        title: text(1)?,
        account: AccountId(text(4)?),
        account_name: text(5)?,
        marker: row.get(6).map_err(storage)?,
        funding_source: row.get(8).map_err(storage)?,
        n: row.get(9).map_err(storage)?,
        of: row.get(10).map_err(storage)?,
        due_date: row.get(11).map_err(storage)?,
        grace_days: row.get(7).map_err(storage)?,
        payer,
        remaining: Money::from_minor(row.get(12).map_err(storage)?, currency(row, 2)?),
        snoozed_until: row.get(15).map_err(storage)?,
        said_last: row.get(16).map_err(storage)?,
    })
}

pub(crate) fn exists(connection: &Connection, key: &str) -> Result<bool> {
    asks(connection, "SELECT EXISTS (SELECT 1 FROM notice WHERE key = ?1)", &[&key])
}

/// Whether a notice that was claimed by then was not taken.
pub(crate) fn has_undelivered(connection: &Connection, by: DateTime<Utc>) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM notice WHERE delivered_at IS NULL AND claimed_at <= ?1)";
    asks(connection, sql, &[&instant(by)])
}

fn asks(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<bool> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    statement.query_row(values, |row| row.get(0)).map_err(storage)
}

/// Claims a notice and all that it covers.
pub(crate) fn claim(connection: &Connection, notice: &Notice, at: DateTime<Utc>) -> Result<()> {
    insert(connection, notice, None, at)?;
    notice.covers.iter().try_for_each(|covered| insert(connection, covered, Some(&notice.key), at))
}

fn insert(connection: &Connection, notice: &Notice, part_of: Option<&str>, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO notice (key, part_of, kind, plan, n, due_date, title, body, wanted_at, params, claimed_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let values = params![
        notice.key,
        part_of,
        kind_name(notice.kind),
        notice.plan.as_ref().map(|plan| &plan.0),
        notice.n,
        notice.due_date.map(|date| date.to_string()),
        notice.title,
        notice.body,
        instant(notice.wanted_at),
        serde_json::to_string(&notice.params).map_err(|_| unreadable("notice"))?,
        instant(at),
    ];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

fn kind_name(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Upcoming => "upcoming",
        NoticeKind::Due => "due",
        NoticeKind::Overdue => "overdue",
        NoticeKind::DebitCheck => "debit_check",
        NoticeKind::Digest => "digest",
    }
}

fn kind_of(name: &str) -> Option<NoticeKind> {
    use NoticeKind::{DebitCheck, Digest, Due, Overdue, Upcoming};
    [Upcoming, Due, Overdue, DebitCheck, Digest].into_iter().find(|kind| kind_name(*kind) == name)
}

/// Marks a notice, and what it covers, as taken by the desktop. Twice does no harm.
pub(crate) fn mark_delivered(connection: &Connection, key: &str, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE notice SET delivered_at = ?2 WHERE (key = ?1 OR part_of = ?1) AND delivered_at IS NULL";
    run(connection, sql, &[&key, &instant(at)])
}

/// Drops the claims, made by then, of notices that were never taken. Those that the user has answered or put off were
/// seen all the same.
pub(crate) fn forget_undelivered(connection: &Connection, by: DateTime<Utc>) -> Result<()> {
    let by = instant(by);
    let seen = "UPDATE notice SET delivered_at = ?1 WHERE delivered_at IS NULL AND coalesce(part_of, key) IN
        (SELECT coalesce(part_of, key) FROM notice
         WHERE delivered_at IS NULL AND (answered_at IS NOT NULL OR snoozed_until IS NOT NULL))";
    run(connection, seen, &[&by])?;
    run(connection, "DELETE FROM notice WHERE delivered_at IS NULL AND claimed_at <= ?1", &[&by])
}

/// Drops the claims of notices that wanted to be raised after this. What has parts goes with the last of them.
pub(crate) fn forget_after(connection: &Connection, at: DateTime<Utc>) -> Result<()> {
    let at = instant(at);
    run(connection, "DELETE FROM notice WHERE wanted_at > ?1 AND part_of IS NOT NULL", &[&at])?;
    let whole = "DELETE FROM notice WHERE wanted_at > ?1
        AND NOT EXISTS (SELECT 1 FROM notice AS part WHERE part.part_of = notice.key)";
    run(connection, whole, &[&at])
}

/// Puts a notice off, with what it covers; or no longer.
pub(crate) fn snooze(connection: &Connection, key: &str, until: Option<DateTime<Utc>>) -> Result<()> {
    let sql = "UPDATE notice SET snoozed_until = ?2 WHERE key = ?1 OR part_of = ?1";
    run(connection, sql, &[&key, &until.map(instant)])
}

/// Marks a notice as answered, with what it covers, and what covers it once all of that is.
pub(crate) fn mark_answered(connection: &Connection, key: &str, at: DateTime<Utc>) -> Result<()> {
    let at = instant(at);
    let own = "UPDATE notice SET answered_at = ?2 WHERE (key = ?1 OR part_of = ?1) AND answered_at IS NULL";
    run(connection, own, &[&key, &at])?;
    let whole = "UPDATE notice SET answered_at = ?2 WHERE answered_at IS NULL
        AND key = (SELECT part_of FROM notice WHERE key = ?1)
        AND NOT EXISTS (SELECT 1 FROM notice AS part WHERE part.part_of = notice.key AND part.answered_at IS NULL)";
    run(connection, whole, &[&key, &at])
}

fn run(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

const COLUMNS: &str = "key, part_of, kind, plan, n, due_date, title, body, wanted_at, params, claimed_at, \
     delivered_at, snoozed_until, answered_at";

/// A notice with what it covers.
pub(crate) fn one(connection: &Connection, key: &str) -> Result<Option<Said>> {
    let found = query(connection, &format!("SELECT {COLUMNS} FROM notice WHERE key = ?1"), &[&key])?.pop();
    found.map(|said| with_parts(connection, said)).transpose()
}

/// The latest notice of a row; as what of, it says itself.
pub(crate) fn latest(connection: &Connection, plan: &PlanId, n: u16) -> Result<Option<Said>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM notice WHERE plan = ?1 AND n = ?2 ORDER BY claimed_at DESC, key DESC LIMIT 1"
    );
    Ok(query(connection, &sql, &[&plan.0, &n])?.pop())
}

/// The latest notices before one, newest first, each with what it covers.
pub(crate) fn page(connection: &Connection, before: Option<&str>, limit: u32) -> Result<Vec<Said>> {
    let unknown = |key: &str| AppError::new(ErrorCode::NoticeUnknown).with("key", key);
    let from = match before {
        Some(key) => {
            let found = connection
                .query_row("SELECT claimed_at FROM notice WHERE key = ?1", [key], |row| {
                    row.get::<_, String>(0)
                })
                .optional()
                .map_err(storage)?;
            (found.ok_or_else(|| unknown(key))?, key)
        }
        // After every instant that can be stored.
        None => ("~".to_owned(), ""),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM notice WHERE part_of IS NULL AND (claimed_at, key) < (?1, ?2)
         ORDER BY claimed_at DESC, key DESC LIMIT ?3"
    );
    let found = query(connection, &sql, &[&from.0, &from.1, &limit])?;
    found.into_iter().map(|said| with_parts(connection, said)).collect()
}

fn with_parts(connection: &Connection, mut said: Said) -> Result<Said> {
    let sql = format!("SELECT {COLUMNS} FROM notice WHERE part_of = ?1 ORDER BY due_date, key");
    let parts = query(connection, &sql, &[&said.notice.key])?;
    said.notice.covers = parts.into_iter().map(|part| part.notice).collect();
    Ok(said)
}

fn query(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Said>> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query(values).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Said> {
    let kind: String = row.get(2).map_err(storage)?;
    let params: String = row.get(9).map_err(storage)?;
    let params: Params = serde_json::from_str(&params).map_err(|_| unreadable("notice"))?;
    let claimed_at = row.get(10).map_err(storage)?;
    let wanted_at: Option<DateTime<Utc>> = row.get(8).map_err(storage)?;
    let notice = Notice {
        key: row.get(0).map_err(storage)?,
        kind: kind_of(&kind).ok_or_else(|| unreadable("notice"))?,
        plan: row.get::<_, Option<String>>(3).map_err(storage)?.map(PlanId),
        n: row.get(4).map_err(storage)?,
        due_date: row.get(5).map_err(storage)?,
        title: row.get(6).map_err(storage)?,
        body: row.get(7).map_err(storage)?,
        wanted_at: wanted_at.unwrap_or(claimed_at),
        params,
        covers: Vec::new(),
    };
    Ok(Said {
        notice,
        part_of: row.get(1).map_err(storage)?,
        claimed_at,
        delivered_at: row.get(11).map_err(storage)?,
        snoozed_until: row.get(12).map_err(storage)?,
        answered_at: row.get(13).map_err(storage)?,
    })
}

/// The rules that are not the usual ones: of all, of accounts, of plans.
pub(crate) fn rules(connection: &Connection) -> Result<Vec<(RuleSubject, Rules)>> {
    let sql =
        "SELECT account.id, plan.id, days_before, at, repeat_overdue, when_debited, quiet_from, quiet_until
        FROM reminder_rule LEFT JOIN account ON account.key = reminder_rule.account
             LEFT JOIN plan ON plan.key = reminder_rule.plan
        ORDER BY plan.id IS NOT NULL, account.name, plan.title, reminder_rule.key";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        let (account, plan): (Option<String>, Option<String>) =
            (row.get(0).map_err(storage)?, row.get(1).map_err(storage)?);
        let subject = match (account, plan) {
            (Some(id), _) => RuleSubject::Account(AccountId(id)),
            (None, Some(id)) => RuleSubject::Plan(PlanId(id)),
            (None, None) => RuleSubject::All,
        };
        found.push((subject, read_rules(row)?));
    }
    Ok(found)
}

fn read_rules(row: &Row<'_>) -> Result<Rules> {
    let broken = || unreadable("reminder rule");
    let time = |text: String| NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| broken());
    let days: String = row.get(2).map_err(storage)?;
    let quiet_from: Option<String> = row.get(6).map_err(storage)?;
    let quiet_until: Option<String> = row.get(7).map_err(storage)?;
    Ok(Rules {
        days_before: serde_json::from_str(&days).map_err(|_| broken())?,
        at: time(row.get(3).map_err(storage)?)?,
        repeat_overdue: row.get(4).map_err(storage)?,
        when_debited: row.get(5).map_err(storage)?,
        quiet: match quiet_from.zip(quiet_until) {
            Some((from, until)) => Some(Quiet { from: time(from)?, until: time(until)? }),
            None => None,
        },
    })
}

/// Whose rules a row of the table is: the keys of its account and plan.
fn subject_keys(connection: &Connection, subject: &RuleSubject) -> Result<(Option<i64>, Option<i64>)> {
    Ok(match subject {
        RuleSubject::All => (None, None),
        RuleSubject::Account(id) => (Some(accounts::key(connection, id)?), None),
        RuleSubject::Plan(id) => (None, Some(plans::key(connection, id)?)),
    })
}

pub(crate) fn put_rules(connection: &Connection, subject: &RuleSubject, rules: &Rules) -> Result<()> {
    remove_rules(connection, subject)?;
    let (account, plan) = subject_keys(connection, subject)?;
    let sql = "INSERT INTO reminder_rule (account, plan, days_before, at, repeat_overdue, when_debited, quiet_from, \
               quiet_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let values = params![
        account,
        plan,
        serde_json::to_string(&rules.days_before).map_err(|_| unreadable("reminder rule"))?,
        time(rules.at),
        rules.repeat_overdue,
        rules.when_debited,
        rules.quiet.map(|quiet| time(quiet.from)),
        rules.quiet.map(|quiet| time(quiet.until)),
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}

pub(crate) fn remove_rules(connection: &Connection, subject: &RuleSubject) -> Result<()> {
    let (account, plan) = subject_keys(connection, subject)?;
    let sql = "DELETE FROM reminder_rule WHERE account IS ?1 AND plan IS ?2";
    run(connection, sql, &[&account, &plan])
}
