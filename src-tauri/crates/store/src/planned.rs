//! What the user means to pay early, in the file.

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, PlanId, PlannedAct};
use fenqi_app::ports::Planned;
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, Row, params};

use crate::failure::storage;
use crate::marks::PLAN_IS_MARKED;
use crate::plans::{self, currency, day, day_number};
use crate::seal;

/// What is planned of plans that are open, or of one of them, from a day to another: by day, then as the plans were
/// entered.
pub(crate) fn between(
    connection: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    plan: Option<&PlanId>,
) -> Result<Vec<Planned>> {
    let sql = format!(
        "SELECT plan.id, account.id, plan.currency, plan.title, planned.plan, day, act, amount, planned.mark, {}
         FROM planned CROSS JOIN plan ON plan.key = planned.plan CROSS JOIN account ON account.key = plan.account
         WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR plan.id = ?3) AND EXISTS
             (SELECT 1 FROM instalment WHERE instalment.plan = planned.plan AND remaining > 0)
         ORDER BY day, planned.plan",
        *PLAN_IS_MARKED
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let values = params![from.to_string(), to.to_string(), plan.map(|plan| &plan.0)];
    let mut rows = statement.query(values).map_err(storage)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Planned> {
    let broken = || seal::broken("planned");
    if !row.get::<_, bool>(9).map_err(storage)? {
        return Err(seal::broken("plan"));
    }
    let figure = |column: usize| row.get::<_, i64>(column).map_err(storage);
    let name: String = row.get(6).map_err(storage)?;
    let act = act_of(&name).ok_or_else(broken)?;
    let (on, amount) = (day(row, 5)?, figure(7)?);
    let letter = name.chars().next().map_or(0, |letter| i64::from(u32::from(letter)));
    let parts = [(figure(4)?, 3), (day_number(on), 5), (amount, 7), (letter, 11)];
    let mark =
        parts.iter().try_fold(0_i64, |sum, (part, weight)| sum.checked_add(part.checked_mul(*weight)?));
    if mark != Some(figure(8)?) {
        return Err(broken());
    }
    Ok(Planned {
        plan: PlanId(row.get(0).map_err(storage)?),
        account: AccountId(row.get(1).map_err(storage)?),
        title: row.get(3).map_err(storage)?,
        on,
        act,
        amount: Money::from_minor(amount, currency(row, 2)?),
    })
}

pub(crate) fn act_of(name: &str) -> Option<PlannedAct> {
    [PlannedAct::Prepay, PlannedAct::Settle].into_iter().find(|act| act_name(*act) == name)
}

pub(crate) fn act_name(act: PlannedAct) -> &'static str {
    match act {
        PlannedAct::Prepay => "prepay",
        PlannedAct::Settle => "settle",
    }
}

pub(crate) fn insert(connection: &Connection, planned: &Planned) -> Result<()> {
    let plan = plans::key(connection, &planned.plan)?;
    let act = act_name(planned.act);
    let sql = "INSERT INTO planned (plan, day, act, amount) VALUES (?1, ?2, ?3, ?4)";
    let values = params![plan, planned.on.to_string(), act, planned.amount.minor()];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// Drops what is planned of a plan from a day to another.
pub(crate) fn remove(connection: &Connection, plan: &PlanId, from: NaiveDate, to: NaiveDate) -> Result<()> {
    let plan = plans::key(connection, plan)?;
    let sql = "DELETE FROM planned WHERE plan = ?1 AND day BETWEEN ?2 AND ?3";
    let values = params![plan, from.to_string(), to.to_string()];
    connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage).map(drop)
}

/// Drops all that is planned in a currency.
pub(crate) fn clear(connection: &Connection, currency: Currency) -> Result<()> {
    let sql = "DELETE FROM planned WHERE plan IN (SELECT key FROM plan WHERE currency = ?1)";
    connection.execute(sql, [currency.code()]).map_err(storage).map(drop)
}
