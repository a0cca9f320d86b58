//! What becomes of a plan's terms and rows after the contract: corrections, prepayments, refunds, settlements, debits,
//! and its removal.

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode, PlanId, TermsInput};
use fenqi_app::ports::{Correction, Prepaid, Refunded, Revision, Settled};
use fenqi_domain::prepayment::PrepaymentPolicy;
use fenqi_domain::refund::RefundOrder;
use fenqi_domain::status::Debit;
use fenqi_domain::{Money, Row};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::storage;
use crate::plans::{self, currency};
use crate::port::unreadable;
use crate::repayments;

/// A row of a new plan. `paid`: what was paid of it and when last, where the file's triggers rest.
pub(crate) fn insert_row(
    connection: &Connection,
    plan: i64,
    row: &Row,
    paid: Option<(i64, NaiveDate)>,
) -> Result<()> {
    let sql = "INSERT INTO instalment (plan, n, due_date, principal, interest, fee, paid, paid_on) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let values = params![
        plan,
        row.n,
        row.due_date.to_string(),
        row.principal.minor(),
        row.interest.minor(),
        row.fee.minor(),
        paid.map_or(0, |(amount, _)| amount),
        paid.map(|(_, day)| day.to_string()),
    ];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// Writes the next version of a plan's terms: with the principal that they ask for, which that of the rows is held
/// against, and what interest and fees the rows come to.
pub(crate) fn insert_terms(
    connection: &Connection,
    plan: i64,
    since: NaiveDate,
    cause: &str,
    terms: &TermsInput,
    principal: i64,
) -> Result<()> {
    let sql = "INSERT INTO terms (plan, version, since, cause, input, principal, interest, fee)
        SELECT ?1, coalesce((SELECT max(version) FROM terms WHERE plan = ?1), 0) + 1, ?2, ?3, ?4, ?5,
               coalesce(sum(interest), 0), coalesce(sum(fee), 0)
        FROM instalment WHERE plan = ?1";
    let input = serde_json::to_string(terms).map_err(|_| unreadable("terms"))?;
    let values = params![plan, since.to_string(), cause, input, principal];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// The principal that the terms in force ask for.
fn principal(connection: &Connection, plan: i64) -> Result<i64> {
    let sql = "SELECT principal FROM terms WHERE plan = ?1 ORDER BY version DESC LIMIT 1";
    connection.query_row(sql, [plan], |row| row.get(0)).map_err(storage)
}

fn version(connection: &Connection, plan: i64) -> Result<i64> {
    let sql = "SELECT max(version) FROM terms WHERE plan = ?1";
    connection.query_row(sql, [plan], |row| row.get(0)).map_err(storage)
}

/// Puts a new version in force. The rows that it replaces are kept as they were.
pub(crate) fn revise(connection: &Connection, id: &PlanId, revision: &Revision) -> Result<()> {
    let plan = plans::key(connection, id)?;
    let next = version(connection, plan)? + 1;
    let keep = "INSERT INTO former_instalment (plan, version, n, due_date, principal, interest, fee)
        SELECT plan, ?2, n, due_date, principal, interest, fee FROM instalment WHERE plan = ?1 AND n = ?3";
    let changed = revision.changed.iter().map(|row| row.n);
    for n in changed.chain(revision.removed.iter().copied()) {
        if connection.execute(keep, params![plan, next, n]).map_err(storage)? == 0 {
            return Err(AppError::new(ErrorCode::RowUnknown).with("n", n));
        }
    }
    for n in &revision.removed {
        connection
            .execute("DELETE FROM instalment WHERE plan = ?1 AND n = ?2", params![plan, n])
            .map_err(storage)?;
    }
    let refunded = matches!(revision.cause, Correction::Refund(_));
    let edited = revision.cause == Correction::Rows;
    let sql = "UPDATE instalment SET due_date = ?3, principal = ?4, interest = ?5, fee = ?6, edited = edited OR ?7, \
               void = CASE WHEN ?8 AND ?4 + ?5 + ?6 = 0 THEN 'refunded' ELSE void END \
               WHERE plan = ?1 AND n = ?2";
    for row in &revision.changed {
        let values = params![
            plan,
            row.n,
            row.due_date.to_string(),
            row.principal.minor(),
            row.interest.minor(),
            row.fee.minor(),
            edited,
            refunded
        ];
        connection.execute(sql, values).map_err(storage)?;
    }
    let (cause, less) = match &revision.cause {
        Correction::Rows => ("correction", 0),
        Correction::Prepayment(prepaid) => ("prepayment", prepaid.principal.minor()),
        Correction::Refund(refunded) => ("refund", refunded.principal.minor()),
    };
    let principal = principal(connection, plan)?.saturating_sub(less);
    insert_terms(connection, plan, revision.since, cause, &revision.terms, principal)?;
    match &revision.cause {
        Correction::Rows => Ok(()),
        Correction::Prepayment(prepaid) => insert_prepayment(connection, plan, next, prepaid),
        Correction::Refund(refunded) => insert_refund(connection, plan, next, refunded),
    }
}

pub(crate) fn insert_prepayment(
    connection: &Connection,
    plan: i64,
    version: i64,
    prepaid: &Prepaid,
) -> Result<()> {
    let sql = "INSERT INTO prepayment (plan, version, repayment, paid_on, keeps, principal, interest) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![
        plan,
        version,
        repayments::key(connection, &prepaid.repayment)?,
        prepaid.on.to_string(),
        keeps_name(prepaid.policy),
        prepaid.principal.minor(),
        prepaid.interest.minor(),
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}

pub(crate) fn insert_refund(
    connection: &Connection,
    plan: i64,
    version: i64,
    refunded: &Refunded,
) -> Result<()> {
    let sql = "INSERT INTO refund (plan, version, refunded_on, taken, principal, to_payer, fee_reduction, \
               interest_reduction, closes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let values = params![
        plan,
        version,
        refunded.on.to_string(),
        order_name(refunded.order),
        refunded.principal.minor(),
        refunded.to_payer.minor(),
        refunded.fee_reduction.minor(),
        refunded.interest_reduction.minor(),
        refunded.closes,
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}

fn keeps_name(policy: PrepaymentPolicy) -> &'static str {
    match policy {
        PrepaymentPolicy::LowerInstalment => "term",
        PrepaymentPolicy::ShortenTerm => "instalment",
    }
}

pub(crate) fn policy_of(keeps: &str) -> Option<PrepaymentPolicy> {
    let all = [PrepaymentPolicy::LowerInstalment, PrepaymentPolicy::ShortenTerm];
    all.into_iter().find(|policy| keeps_name(*policy) == keeps)
}

pub(crate) fn order_of(name: &str) -> Option<RefundOrder> {
    let orders = [RefundOrder::LastFirst, RefundOrder::NextFirst, RefundOrder::ProRata];
    orders.into_iter().find(|order| order_name(*order) == name)
}

/// The names that the CLI gives orders, too.
fn order_name(order: RefundOrder) -> &'static str {
    match order {
        RefundOrder::LastFirst => "last_first",
        RefundOrder::NextFirst => "next_first",
        RefundOrder::ProRata => "pro_rata",
    }
}

/// Pays a plan off: what is left of its rows is asked for no more.
pub(crate) fn settle(connection: &Connection, id: &PlanId, settled: &Settled) -> Result<()> {
    let plan = plans::key(connection, id)?;
    insert_settlement(connection, plan, settled)?;
    let void = "UPDATE instalment SET void = 'settled' WHERE plan = ?1 AND remaining > 0";
    connection.execute(void, [plan]).map_err(storage).map(drop)
}

pub(crate) fn insert_settlement(connection: &Connection, plan: i64, settled: &Settled) -> Result<()> {
    let sql = "INSERT INTO settlement (plan, repayment, settled_on, policy, principal, interest, fee, penalty, \
               late_fee, saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let values = params![
        plan,
        repayments::key(connection, &settled.repayment)?,
        settled.on.to_string(),
        settled.policy,
        settled.principal.minor(),
        settled.interest.minor(),
        settled.fee.minor(),
        settled.penalty.minor(),
        settled.late_fee.minor(),
        settled.saved.minor(),
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}

pub(crate) fn settlement(connection: &Connection, id: &PlanId) -> Result<Option<Settled>> {
    let sql = "SELECT plan.currency, repayment.id, settled_on, policy, principal, interest, fee, penalty, late_fee, saved
        FROM settlement JOIN plan ON plan.key = settlement.plan
        JOIN repayment ON repayment.key = settlement.repayment WHERE plan.id = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        let currency = currency(row, 0)?;
        let money = |column| row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
        Ok(Settled {
            repayment: row.get(1).map_err(storage)?,
            on: row.get(2).map_err(storage)?,
            policy: row.get(3).map_err(storage)?,
            principal: money(4)?,
            interest: money(5)?,
            fee: money(6)?,
            penalty: money(7)?,
            late_fee: money(8)?,
            saved: money(9)?,
        })
    };
    let found = connection.query_row(sql, [&id.0], |row| Ok(read(row))).optional();
    found.map_err(storage)?.transpose()
}

pub(crate) fn prepayments(connection: &Connection, id: &PlanId) -> Result<Vec<Prepaid>> {
    let sql = "SELECT plan.currency, repayment.id, prepayment.paid_on, keeps, principal, interest
        FROM prepayment JOIN plan ON plan.key = prepayment.plan
        JOIN repayment ON repayment.key = prepayment.repayment WHERE plan.id = ?1 ORDER BY version";
    each(connection, sql, id, |row| {
        let currency = currency(row, 0)?;
        let money = |column| row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
        let keeps: String = row.get(3).map_err(storage)?;
        Ok(Prepaid {
            repayment: row.get(1).map_err(storage)?,
            on: row.get(2).map_err(storage)?,
            policy: policy_of(&keeps).ok_or_else(|| unreadable("prepayment"))?,
            principal: money(4)?,
            interest: money(5)?,
        })
    })
}

pub(crate) fn refunds(connection: &Connection, id: &PlanId) -> Result<Vec<Refunded>> {
    let sql = "SELECT plan.currency, refunded_on, taken, principal, to_payer, fee_reduction, interest_reduction, closes
        FROM refund JOIN plan ON plan.key = refund.plan WHERE plan.id = ?1 ORDER BY version";
    each(connection, sql, id, |row| {
        let currency = currency(row, 0)?;
        let money = |column| row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
        let taken: String = row.get(2).map_err(storage)?;
        Ok(Refunded {
            on: row.get(1).map_err(storage)?,
            order: order_of(&taken).ok_or_else(|| unreadable("refund"))?,
            principal: money(3)?,
            to_payer: money(4)?,
            fee_reduction: money(5)?,
            interest_reduction: money(6)?,
            closes: row.get(7).map_err(storage)?,
        })
    })
}

/// The rows as the contract first had them: what replaced them is later.
pub(crate) fn contract_rows(connection: &Connection, id: &PlanId) -> Result<Vec<Row>> {
    let sql = "SELECT plan.currency, n, due_date, principal, interest, fee FROM plan JOIN
            (SELECT plan, n, due_date, principal, interest, fee FROM former_instalment AS former
             WHERE version = (SELECT min(version) FROM former_instalment AS first
                              WHERE first.plan = former.plan AND first.n = former.n)
             UNION ALL
             SELECT plan, n, due_date, principal, interest, fee FROM instalment WHERE NOT EXISTS
                 (SELECT 1 FROM former_instalment AS former
                  WHERE former.plan = instalment.plan AND former.n = instalment.n)) AS row ON row.plan = plan.key
        WHERE plan.id = ?1 ORDER BY n";
    each(connection, sql, id, |row| {
        let currency = currency(row, 0)?;
        let money = |column| row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
        Ok(Row {
            n: row.get(1).map_err(storage)?,
            due_date: row.get(2).map_err(storage)?,
            principal: money(3)?,
            interest: money(4)?,
            fee: money(5)?,
        })
    })
}

fn each<T>(
    connection: &Connection,
    sql: &str,
    id: &PlanId,
    read: impl Fn(&rusqlite::Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([&id.0]).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Says what became of an automatic repayment, or takes that back.
pub(crate) fn set_debit(
    connection: &Connection,
    id: &PlanId,
    n: u16,
    debit: Option<(&Debit, NaiveDate, Option<&str>)>,
) -> Result<()> {
    let plan = plans::key(connection, id)?;
    connection.execute("DELETE FROM debit WHERE plan = ?1 AND n = ?2", params![plan, n]).map_err(storage)?;
    let Some((outcome, on, repayment)) = debit else { return Ok(()) };
    let repayment = repayment.map(|id| repayments::key(connection, id)).transpose()?;
    let outcome = match outcome {
        Debit::Confirmed => "confirmed",
        Debit::Failed => "failed",
    };
    let sql = "INSERT INTO debit (plan, n, outcome, said_on, repayment) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.execute(sql, params![plan, n, outcome, on.to_string(), repayment]).map_err(storage).map(drop)
}

/// Removes a plan, all that belongs to it, and what it had of repayments.
pub(crate) fn remove(connection: &Connection, id: &PlanId) -> Result<()> {
    let plan = plans::key(connection, id)?;
    let run = |sql: &str| connection.execute(sql, [plan]).map_err(storage);
    run("DELETE FROM debit WHERE plan = ?1")?;
    repayments::remove_parts(connection, plan)?;
    for table in ["refund", "former_instalment", "planned", "instalment", "terms", "reminder_rule"] {
        run(&format!("DELETE FROM {table} WHERE plan = ?1"))?;
    }
    run("DELETE FROM plan WHERE key = ?1").map(drop)
}
