//! Plans and their rows in the file.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, AppError, ErrorCode, Origin, PlanId};
use fenqi_app::ports::{Account, Plan, PlanFacts, PlanOutline, Repayment, RowFacts};
use fenqi_domain::status::{Debit, Void};
use fenqi_domain::{Currency, Money, Row};
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::storage;
use crate::marks::PLAN_IS_MARKED;
use crate::port::{instant, unreadable};
use crate::{accounts, bulk, repayments, revisions, seal};

pub(crate) const COLUMNS: &str = "plan.id, account.id, plan.currency, plan.origin, plan.title, plan.merchant, \
     plan.order_no, plan.purchased_on, plan.price, plan.auto_debit, plan.notes, terms.input, plan.created_at, \
     plan.key, EXISTS (SELECT 1 FROM refund WHERE refund.plan = plan.key AND closes)";
const COLUMN_COUNT: usize = 15;

/// The terms in force.
const TERMS: &str = "JOIN terms ON terms.plan = plan.key AND terms.version = \
     (SELECT max(version) FROM terms AS last WHERE last.plan = plan.key)";

/// Whether a row's figures are those that its mark was made from.
pub(crate) const IS_MARKED: &str = "instalment.mark = principal * 3 + interest * 5 + fee * 7 + paid * 11 + n * 13 \
     + CAST(replace(due_date, '-', '') AS INTEGER) * 17 + length(coalesce(void, '')) + edited * 23 \
     + CAST(replace(coalesce(paid_on, '0'), '-', '') AS INTEGER) * 19";

/// Whether what was said of a debit is what its mark was made from.
pub(crate) const DEBIT_IS_MARKED: &str = "debit.mark = debit.plan * 3 + debit.n * 5 + length(outcome) * 7 \
     + coalesce(repayment, 0) * 11 + CAST(replace(said_on, '-', '') AS INTEGER) * 13";

/// The columns of a row that [`read_row`] takes. What was said of a debit counts only with its mark.
pub(crate) static ROW: LazyLock<String> = LazyLock::new(|| {
    format!(
        "instalment.n, due_date, principal, interest, fee, paid, paid_on, void, edited, instalment.mark, \
         (SELECT CASE WHEN {DEBIT_IS_MARKED} THEN outcome ELSE '' END \
          FROM debit WHERE debit.plan = instalment.plan AND debit.n = instalment.n)"
    )
});

/// Plans with a row due in a span, and the same set for their rows.
const DUE: &str = "plan.key IN (SELECT plan FROM instalment WHERE due_date BETWEEN ?1 AND ?2)";

pub(crate) fn all_or_one(connection: &Connection, only: Option<&PlanId>) -> Result<Vec<PlanFacts>> {
    match only {
        None => facts(connection, "TRUE", &[]),
        Some(id) => facts(connection, "plan.id = ?1", &[&id.0]),
    }
}

/// Visits all plans, oldest purchase first: the other way round than [`facts`] has them.
pub(crate) fn each(connection: &Connection, visit: &mut dyn FnMut(PlanFacts) -> Result<()>) -> Result<()> {
    let accounts = accounts::all(connection)?.into_iter();
    let accounts: HashMap<AccountId, Account> = accounts.map(|one| (one.id.clone(), one)).collect();
    let keys: rusqlite::Result<Vec<i64>> = connection
        .prepare_cached("SELECT key FROM plan ORDER BY purchased_on, created_at, key")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
    let plan = format!(
        "SELECT {COLUMNS} FROM plan JOIN account ON account.key = plan.account {TERMS} WHERE plan.key = ?1"
    );
    let rows = format!("SELECT {} FROM instalment WHERE instalment.plan = ?1 ORDER BY instalment.n", *ROW);
    let mut plan = connection.prepare_cached(&plan).map_err(storage)?;
    let mut rows = connection.prepare_cached(&rows).map_err(storage)?;
    for key in keys.map_err(storage)? {
        seal::assert_plan(connection, key)?;
        let (plan, refunded) = plan.query_row([key], |row| Ok((read(row), row.get(14)?))).map_err(storage)?;
        let plan = plan?;
        let account = accounts.get(&plan.account).ok_or_else(|| seal::broken("plan"))?.clone();
        let mut found = rows.query([key]).map_err(storage)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(storage)? {
            rows.push(read_row(row, 0, plan.currency)?);
        }
        visit(PlanFacts { plan, account, rows, refunded })?;
    }
    Ok(())
}

pub(crate) fn due(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>> {
    facts(connection, DUE, &[&from.to_string(), &to.to_string()])
}

/// Plans of a currency of which something is left.
pub(crate) fn open(connection: &Connection, currency: Currency) -> Result<Vec<PlanFacts>> {
    let open = "plan.currency = ?1 AND plan.key IN (SELECT plan FROM plan_sum WHERE closed IS NULL)";
    facts(connection, open, &[&currency.code()])
}

/// The key of a plan, if there is one of this id.
pub(crate) fn find(connection: &Connection, id: &PlanId) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT key FROM plan WHERE id = ?1").map_err(storage)?;
    statement.query_row([&id.0], |row| row.get(0)).optional().map_err(storage)
}

/// The key of a plan that must be there.
pub(crate) fn key(connection: &Connection, id: &PlanId) -> Result<i64> {
    find(connection, id)?.ok_or_else(|| AppError::new(ErrorCode::PlanUnknown).with("plan", &id.0))
}

pub(crate) fn facts(connection: &Connection, which: &str, values: &[&dyn ToSql]) -> Result<Vec<PlanFacts>> {
    let mut rows_by_plan = rows(connection, which, values)?;
    let sql = format!(
        "SELECT {COLUMNS}, {account} FROM plan JOIN account ON account.key = plan.account {join} \
         {TERMS} WHERE {which} ORDER BY plan.purchased_on DESC, plan.created_at DESC, plan.key DESC",
        account = accounts::COLUMNS,
        join = accounts::JOIN
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query(values).map_err(storage)?;
    let mut plans = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        let key: i64 = row.get(13).map_err(storage)?;
        seal::assert_plan(connection, key)?;
        let plan = read(row)?;
        plans.push(PlanFacts {
            plan,
            account: accounts::read(connection, row, COLUMN_COUNT)?,
            rows: rows_by_plan.remove(&key).unwrap_or_default(),
            refunded: row.get(14).map_err(storage)?,
        });
    }
    Ok(plans)
}

/// By what each plan is known when it is met again: the sums are those of the contract as it was entered.
pub(crate) fn outlines(connection: &Connection) -> Result<Vec<PlanOutline>> {
    let sql = format!(
        "SELECT plan.id, account.id, plan.currency, plan.title, plan.order_no, plan.purchased_on,
                terms.principal + terms.interest + terms.fee, {}
         FROM plan JOIN account ON account.key = plan.account
              JOIN terms ON terms.plan = plan.key AND terms.version = 1",
        *PLAN_IS_MARKED
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([]).map_err(storage)?;
    let mut outlines = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        if !row.get::<_, bool>(7).map_err(storage)? {
            return Err(seal::broken("plan"));
        }
        let currency = currency(row, 2)?;
        outlines.push(PlanOutline {
            id: PlanId(row.get(0).map_err(storage)?),
            account: AccountId(row.get(1).map_err(storage)?),
            title: row.get(3).map_err(storage)?,
            order_no: row.get(4).map_err(storage)?,
            purchased_on: day(row, 5)?,
            asked: Money::from_minor(row.get(6).map_err(storage)?, currency),
        });
    }
    Ok(outlines)
}

/// The rows of some plans and what became of each, by plan.
fn rows(connection: &Connection, which: &str, values: &[&dyn ToSql]) -> Result<HashMap<i64, Vec<RowFacts>>> {
    let sql = format!(
        "SELECT {}, plan.key, plan.currency FROM plan JOIN instalment ON instalment.plan = plan.key \
         WHERE {which} ORDER BY instalment.plan, instalment.n",
        *ROW
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query(values).map_err(storage)?;
    let mut rows: HashMap<i64, Vec<RowFacts>> = HashMap::new();
    while let Some(row) = found.next().map_err(storage)? {
        let currency = currency(row, 12)?;
        rows.entry(row.get(11).map_err(storage)?).or_default().push(read_row(row, 0, currency)?);
    }
    Ok(rows)
}

/// Reads [`ROW`] from column `at` on, and refuses a row whose figures are not those of its mark.
pub(crate) fn read_row(row: &rusqlite::Row<'_>, at: usize, currency: Currency) -> Result<RowFacts> {
    let money =
        |column: usize| row.get(at + column).map(|minor| Money::from_minor(minor, currency)).map_err(storage);
    let void: Option<String> = row.get(at + 7).map_err(storage)?;
    let debit: Option<String> = row.get(at + 10).map_err(storage)?;
    let facts = RowFacts {
        row: Row {
            n: row.get(at).map_err(storage)?,
            due_date: day(row, at + 1)?,
            principal: money(2)?,
            interest: money(3)?,
            fee: money(4)?,
        },
        paid: money(5)?,
        paid_on: row.get(at + 6).map_err(storage)?,
        edited: row.get(at + 8).map_err(storage)?,
        debit: debit.as_deref().map(debit_of).transpose()?,
        void: void.as_deref().map(void_of).transpose()?,
    };
    let kept: i64 = row.get(at + 9).map_err(storage)?;
    let void = void.map_or(0, |name| i64::try_from(name.chars().count()).unwrap_or(0));
    if mark_of(&facts).and_then(|mark| mark.checked_add(void)) == Some(kept) {
        Ok(facts)
    } else {
        Err(seal::broken("row"))
    }
}

fn debit_of(name: &str) -> Result<Debit> {
    match name {
        "failed" => Ok(Debit::Failed),
        "confirmed" => Ok(Debit::Confirmed),
        _ => Err(seal::broken("debit")),
    }
}

pub(crate) fn void_of(name: &str) -> Result<Void> {
    match name {
        "refunded" => Ok(Void::Refunded),
        "settled" => Ok(Void::Settled),
        _ => Err(seal::broken("row")),
    }
}

/// What a plan came from.
pub(crate) fn origin_of(name: &str) -> Result<Origin> {
    match name {
        "purchase" => Ok(Origin::Purchase),
        "cash_advance" => Ok(Origin::CashAdvance),
        _ => Err(unreadable("origin")),
    }
}

/// What a row is marked with, but for why it is void. As [`IS_MARKED`] has it.
fn mark_of(facts: &RowFacts) -> Option<i64> {
    let RowFacts { row, paid, paid_on, edited, .. } = facts;
    let parts = [
        (row.principal.minor(), 3),
        (row.interest.minor(), 5),
        (row.fee.minor(), 7),
        (paid.minor(), 11),
        (i64::from(row.n), 13),
        (day_number(row.due_date), 17),
        (paid_on.map_or(0, day_number), 19),
        (i64::from(*edited), 23),
    ];
    parts.iter().try_fold(0_i64, |sum, (part, weight)| sum.checked_add(part.checked_mul(*weight)?))
}

/// A day as it is stored. Read here since rusqlite takes chrono's format apart for each value.
pub(crate) fn day(row: &rusqlite::Row<'_>, column: usize) -> Result<NaiveDate> {
    let text = row.get_ref(column).map_err(storage)?.as_str().map_err(|_| unreadable("day"))?;
    text.parse().map_err(|_| unreadable("day"))
}

/// A date's digits: 20261128.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// Refuses a row or sum whose figures are not those of its mark.
pub(crate) fn currency(row: &rusqlite::Row<'_>, column: usize) -> Result<Currency> {
    let code: String = row.get(column).map_err(storage)?;
    Currency::from_code(&code).ok_or_else(|| unreadable("currency"))
}

pub(crate) fn read(row: &rusqlite::Row<'_>) -> Result<Plan> {
    let text = |column: usize| row.get::<_, String>(column).map_err(storage);
    let maybe_text = |column: usize| row.get::<_, Option<String>>(column).map_err(storage);
    let currency = currency(row, 2)?;
    let price: Option<i64> = row.get(8).map_err(storage)?;
    Ok(Plan {
        id: PlanId(text(0)?),
        account: AccountId(text(1)?),
        currency,
        origin: origin_of(&text(3)?)?,
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

/// A plan, and repayments that all went to it.
pub(crate) fn insert(
    connection: &Connection,
    plan: &Plan,
    rows: &[Row],
    principal: Money,
    repayments: &[Repayment],
) -> Result<()> {
    repayments.iter().try_for_each(|repayment| repayments::assert_of(repayment, plan))?;
    let account = accounts::key(connection, &plan.account)?;
    insert_head(connection, account, plan)?;
    let key = connection.last_insert_rowid();
    let is_kept = !bulk::is_going_on(connection)?;
    // Else what was paid of rows is said with them: that costs much less than to change them.
    let mut paid = if is_kept { BTreeMap::new() } else { paid_of_rows(repayments) };
    for row in rows {
        revisions::insert_row(connection, key, row, paid.remove(&row.n))?;
    }
    revisions::insert_terms(connection, key, plan.purchased_on, "contract", &plan.terms, principal.minor())?;
    repayments.iter().try_for_each(|repayment| repayments::insert_of(connection, repayment, account, key))
}

/// What was paid of each row, and the last day on which something was.
fn paid_of_rows(repayments: &[Repayment]) -> BTreeMap<u16, (i64, NaiveDate)> {
    let mut paid = BTreeMap::new();
    for (repayment, part) in repayments.iter().flat_map(|one| one.parts.iter().map(move |part| (one, part))) {
        let (sum, day) = paid.entry(part.n).or_insert((0_i64, repayment.paid_on));
        *sum = sum.saturating_add(part.amount.minor());
        *day = repayment.paid_on.max(*day);
    }
    paid
}

/// A plan without its terms and rows.
pub(crate) fn insert_head(connection: &Connection, account: i64, plan: &Plan) -> Result<()> {
    let sql = "INSERT INTO plan (id, account, currency, origin, title, merchant, order_no, purchased_on, price, \
               auto_debit, notes, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let values = params![
        plan.id.0,
        account,
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
        instant(plan.created_at),
    ];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// Gives a plan other texts, price and day; terms and rows stay.
pub(crate) fn update(connection: &Connection, plan: &Plan) -> Result<()> {
    let sql = "UPDATE plan SET title = ?2, merchant = ?3, order_no = ?4, price = ?5, auto_debit = ?6, notes = ?7, \
               origin = ?8 WHERE key = ?1";
    let values = params![
        key(connection, &plan.id)?,
        plan.title,
        plan.merchant,
        plan.order_no,
        plan.price.map(Money::minor),
        plan.auto_debit,
        plan.notes,
        match plan.origin {
            Origin::Purchase => "purchase",
            Origin::CashAdvance => "cash_advance",
        },
    ];
    connection.execute(sql, values).map_err(storage).map(drop)
}
