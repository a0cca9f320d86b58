//! Plans and repayments with all that the file holds of them: one at a time, so that the largest file goes out in
//! little memory, and comes in.

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, PlanId};
use fenqi_app::ports::{
    Cause, Part, Prepaid, Refunded, Repayment, Settled, Version, WholePlan, WholeRepayment, WholeRow,
};
use fenqi_domain::status::Void;
use fenqi_domain::{Currency, Money, Row};
use rusqlite::{Connection, Params, params};

use crate::failure::storage;
use crate::planned::{act_name, act_of};
use crate::plans::{self, currency, day, void_of};
use crate::port::unreadable;
use crate::revisions::{self, order_of, policy_of};
use crate::{accounts, repayments, seal};

type Sql<'a> = rusqlite::Row<'a>;

/// All rows of a query about one key.
fn each<T>(
    connection: &Connection,
    sql: &str,
    key: i64,
    read: impl Fn(&Sql<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([key]).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn run(connection: &Connection, sql: &str, values: impl Params) -> Result<()> {
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

fn money(row: &Sql<'_>, column: usize, currency: Currency) -> Result<Money> {
    row.get(column).map(|minor| Money::from_minor(minor, currency)).map_err(storage)
}

/// Number, day, principal, interest and fee, from the first column on.
fn row_of(row: &Sql<'_>, at: usize, currency: Currency) -> Result<Row> {
    Ok(Row {
        n: row.get(at).map_err(storage)?,
        due_date: day(row, at + 1)?,
        principal: money(row, at + 2, currency)?,
        interest: money(row, at + 3, currency)?,
        fee: money(row, at + 4, currency)?,
    })
}

/// Hands on every plan, as they were entered.
pub(crate) fn plans(connection: &Connection, hand_on: &mut dyn FnMut(WholePlan) -> Result<()>) -> Result<()> {
    let sql = format!(
        "SELECT {} FROM plan JOIN account ON account.key = plan.account
         JOIN terms ON terms.plan = plan.key
             AND terms.version = (SELECT max(version) FROM terms AS last WHERE last.plan = plan.key)
         ORDER BY plan.key",
        plans::COLUMNS
    );
    let mut statement = connection.prepare(&sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    while let Some(row) = rows.next().map_err(storage)? {
        let key: i64 = row.get(13).map_err(storage)?;
        seal::assert_plan(connection, key)?;
        let plan = plans::read(row)?;
        let currency = plan.currency;
        hand_on(WholePlan {
            versions: versions(connection, key, currency)?,
            rows: whole_rows(connection, key, currency)?,
            failed: each(
                connection,
                "SELECT n, said_on FROM debit WHERE plan = ?1 AND outcome = 'failed' ORDER BY n",
                key,
                |row| Ok((row.get(0).map_err(storage)?, day(row, 1)?)),
            )?,
            planned: each(
                connection,
                "SELECT day, act, amount FROM planned WHERE plan = ?1 ORDER BY day",
                key,
                |row| {
                    let act: String = row.get(1).map_err(storage)?;
                    let act = act_of(&act).ok_or_else(|| unreadable("planned"))?;
                    Ok((day(row, 0)?, act, money(row, 2, currency)?))
                },
            )?,
            plan,
        })?;
    }
    Ok(())
}

fn versions(connection: &Connection, plan: i64, currency: Currency) -> Result<Vec<Version>> {
    let sql = "SELECT version, since, cause, input, principal, interest, fee FROM terms WHERE plan = ?1
        ORDER BY version";
    let former =
        "SELECT n, due_date, principal, interest, fee, version FROM former_instalment WHERE plan = ?1
        ORDER BY version, n";
    let refund =
        "SELECT refunded_on, taken, principal, to_payer, fee_reduction, interest_reduction, closes, version
        FROM refund WHERE plan = ?1 ORDER BY version";
    let mut former = each(connection, former, plan, |row| {
        Ok((row.get::<_, i64>(5).map_err(storage)?, row_of(row, 0, currency)?))
    })?
    .into_iter()
    .peekable();
    let mut refunds = each(connection, refund, plan, |row| {
        Ok((row.get::<_, i64>(7).map_err(storage)?, refund_of(row, currency)?))
    })?
    .into_iter()
    .peekable();
    each(connection, sql, plan, |row| {
        let input: String = row.get(3).map_err(storage)?;
        let cause: String = row.get(2).map_err(storage)?;
        Ok((
            row.get(0).map_err(storage)?,
            cause,
            Version {
                since: day(row, 1)?,
                cause: Cause::Contract,
                terms: serde_json::from_str(&input).map_err(|_| unreadable("terms"))?,
                principal: money(row, 4, currency)?,
                interest: money(row, 5, currency)?,
                fee: money(row, 6, currency)?,
                former: Vec::new(),
            },
        ))
    })?
    .into_iter()
    .map(|(number, cause, version): (i64, String, Version)| {
        let cause = match cause.as_str() {
            "contract" => Cause::Contract,
            "correction" => Cause::Correction,
            "prepayment" => Cause::Prepayment,
            _ => match refunds.next_if(|(of, _)| *of == number) {
                Some((_, refund)) => Cause::Refund(refund),
                None => return Err(unreadable("refund")),
            },
        };
        let rows = std::iter::from_fn(|| former.next_if(|(of, _)| *of == number).map(|(_, row)| row));
        Ok(Version { cause, former: rows.collect(), ..version })
    })
    .collect()
}

fn refund_of(row: &Sql<'_>, currency: Currency) -> Result<Refunded> {
    let taken: String = row.get(1).map_err(storage)?;
    Ok(Refunded {
        on: day(row, 0)?,
        order: order_of(&taken).ok_or_else(|| unreadable("refund"))?,
        principal: money(row, 2, currency)?,
        to_payer: money(row, 3, currency)?,
        fee_reduction: money(row, 4, currency)?,
        interest_reduction: money(row, 5, currency)?,
        closes: row.get(6).map_err(storage)?,
    })
}

fn whole_rows(connection: &Connection, plan: i64, currency: Currency) -> Result<Vec<WholeRow>> {
    let sql = "SELECT n, due_date, principal, interest, fee, edited, void FROM instalment WHERE plan = ?1 ORDER BY n";
    each(connection, sql, plan, |row| {
        let void: Option<String> = row.get(6).map_err(storage)?;
        Ok(WholeRow {
            row: row_of(row, 0, currency)?,
            edited: row.get(5).map_err(storage)?,
            void: void.as_deref().map(void_of).transpose()?,
        })
    })
}

/// Hands on every repayment, as they were recorded.
pub(crate) fn repayments(
    connection: &Connection,
    hand_on: &mut dyn FnMut(WholeRepayment) -> Result<()>,
) -> Result<()> {
    let sql =
        "SELECT account.currency, account.id, amount, paid_on, source, repayment.created_at, repayment.key,
            repayment.id
        FROM repayment JOIN account ON account.key = repayment.account ORDER BY repayment.key";
    let mut statement = connection.prepare(sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    while let Some(row) = rows.next().map_err(storage)? {
        let currency = currency(row, 0)?;
        let key: i64 = row.get(6).map_err(storage)?;
        let id: String = row.get(7).map_err(storage)?;
        let created_at: DateTime<Utc> = row.get(5).map_err(storage)?;
        hand_on(WholeRepayment {
            settlements: settlements(connection, key, &id, currency)?,
            prepayments: prepayments(connection, key, &id, currency)?,
            debits: each(
                connection,
                "SELECT plan.id, n, said_on FROM debit JOIN plan ON plan.key = debit.plan WHERE repayment = ?1
                 ORDER BY plan.key, n",
                key,
                |row| Ok((PlanId(row.get(0).map_err(storage)?), row.get(1).map_err(storage)?, day(row, 2)?)),
            )?,
            repayment: Repayment {
                account: AccountId(row.get(1).map_err(storage)?),
                amount: money(row, 2, currency)?,
                paid_on: day(row, 3)?,
                source: row.get(4).map_err(storage)?,
                parts: parts(connection, key, currency)?,
                created_at,
                id,
            },
        })?;
    }
    Ok(())
}

fn parts(connection: &Connection, repayment: i64, currency: Currency) -> Result<Vec<Part>> {
    let sql = "SELECT plan.id, n, amount FROM allocation JOIN plan ON plan.key = allocation.plan
        WHERE repayment = ?1 ORDER BY plan.key, n";
    each(connection, sql, repayment, |row| {
        Ok(Part {
            plan: PlanId(row.get(0).map_err(storage)?),
            n: row.get(1).map_err(storage)?,
            amount: money(row, 2, currency)?,
        })
    })
}

fn settlements(
    connection: &Connection,
    repayment: i64,
    id: &str,
    currency: Currency,
) -> Result<Vec<(PlanId, Settled)>> {
    let sql = "SELECT plan.id, settled_on, policy, principal, interest, fee, penalty, late_fee, saved
        FROM settlement JOIN plan ON plan.key = settlement.plan WHERE repayment = ?1 ORDER BY plan.key";
    each(connection, sql, repayment, |row| {
        let settled = Settled {
            repayment: id.to_owned(),
            on: day(row, 1)?,
            policy: row.get(2).map_err(storage)?,
            principal: money(row, 3, currency)?,
            interest: money(row, 4, currency)?,
            fee: money(row, 5, currency)?,
            penalty: money(row, 6, currency)?,
            late_fee: money(row, 7, currency)?,
            saved: money(row, 8, currency)?,
        };
        Ok((PlanId(row.get(0).map_err(storage)?), settled))
    })
}

fn prepayments(
    connection: &Connection,
    repayment: i64,
    id: &str,
    currency: Currency,
) -> Result<Vec<(PlanId, u16, Prepaid)>> {
    let sql = "SELECT plan.id, version, paid_on, keeps, principal, interest FROM prepayment
        JOIN plan ON plan.key = prepayment.plan WHERE repayment = ?1 ORDER BY plan.key, version";
    each(connection, sql, repayment, |row| {
        let keeps: String = row.get(3).map_err(storage)?;
        let prepaid = Prepaid {
            repayment: id.to_owned(),
            on: day(row, 2)?,
            policy: policy_of(&keeps).ok_or_else(|| unreadable("prepayment"))?,
            principal: money(row, 4, currency)?,
            interest: money(row, 5, currency)?,
        };
        Ok((PlanId(row.get(0).map_err(storage)?), row.get(1).map_err(storage)?, prepaid))
    })
}

/// Stores a plan with its history.
pub(crate) fn insert_plan(connection: &Connection, whole: &WholePlan) -> Result<()> {
    plans::insert_head(connection, accounts::key(connection, &whole.plan.account)?, &whole.plan)?;
    let plan = connection.last_insert_rowid();
    let sql = "INSERT INTO instalment (plan, n, due_date, principal, interest, fee, edited, void)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for WholeRow { row, edited, void } in &whole.rows {
        let void = void.map(void_name);
        let parts = (row.principal.minor(), row.interest.minor(), row.fee.minor());
        let values = params![plan, row.n, text(row.due_date), parts.0, parts.1, parts.2, edited, void];
        run(connection, sql, values)?;
    }
    for (version, number) in whole.versions.iter().zip(1_i64..) {
        insert_version(connection, plan, number, version)?;
    }
    for (n, said_on) in &whole.failed {
        let sql = "INSERT INTO debit (plan, n, outcome, said_on) VALUES (?1, ?2, 'failed', ?3)";
        run(connection, sql, params![plan, n, text(*said_on)])?;
    }
    for (day, act, amount) in &whole.planned {
        let sql = "INSERT INTO planned (plan, day, act, amount) VALUES (?1, ?2, ?3, ?4)";
        run(connection, sql, params![plan, text(*day), act_name(*act), amount.minor()])?;
    }
    Ok(())
}

fn insert_version(connection: &Connection, plan: i64, number: i64, version: &Version) -> Result<()> {
    let cause = match &version.cause {
        Cause::Contract => "contract",
        Cause::Correction => "correction",
        Cause::Prepayment => "prepayment",
        Cause::Refund(_) => "refund",
    };
    let input = serde_json::to_string(&version.terms).map_err(|_| unreadable("terms"))?;
    let sums = (version.principal.minor(), version.interest.minor(), version.fee.minor());
    let sql = "INSERT INTO terms (plan, version, since, cause, input, principal, interest, fee)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    run(connection, sql, params![plan, number, text(version.since), cause, input, sums.0, sums.1, sums.2])?;
    let sql = "INSERT INTO former_instalment (plan, version, n, due_date, principal, interest, fee)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for row in &version.former {
        let parts = (row.principal.minor(), row.interest.minor(), row.fee.minor());
        run(connection, sql, params![plan, number, row.n, text(row.due_date), parts.0, parts.1, parts.2])?;
    }
    match &version.cause {
        Cause::Refund(refunded) => revisions::insert_refund(connection, plan, number, refunded),
        _ => Ok(()),
    }
}

/// Stores a repayment with all that it did. What it settled has its rows as they are then.
pub(crate) fn insert_repayment(connection: &Connection, whole: &WholeRepayment) -> Result<()> {
    repayments::insert(connection, &whole.repayment)?;
    for (plan, settled) in &whole.settlements {
        revisions::insert_settlement(connection, plans::key(connection, plan)?, settled)?;
    }
    for (plan, version, prepaid) in &whole.prepayments {
        revisions::insert_prepayment(
            connection,
            plans::key(connection, plan)?,
            i64::from(*version),
            prepaid,
        )?;
    }
    let key = repayments::key(connection, &whole.repayment.id)?;
    for (plan, n, said_on) in &whole.debits {
        let sql =
            "INSERT INTO debit (plan, n, outcome, said_on, repayment) VALUES (?1, ?2, 'confirmed', ?3, ?4)";
        run(connection, sql, params![plans::key(connection, plan)?, n, text(*said_on), key])?;
    }
    Ok(())
}

fn void_name(void: Void) -> &'static str {
    match void {
        Void::Settled => "settled",
        Void::Refunded => "refunded",
    }
}

fn text(day: NaiveDate) -> String {
    day.to_string()
}
