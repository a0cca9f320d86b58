//! Repayments and where they went, in the file.

use fenqi_app::Result;
use fenqi_app::contract::PlanId;
use fenqi_app::ports::{PlanRepayment, Repayment};
use fenqi_domain::{Currency, Money};
use rusqlite::{Connection, params};

use crate::failure::storage;
use crate::port::{instant, unreadable};

pub(crate) fn insert(connection: &Connection, repayment: &Repayment) -> Result<()> {
    let parts: i64 = repayment.parts.iter().map(|part| part.amount.minor()).sum();
    assert_eq!(parts, repayment.amount.minor(), "BUG: every fen of a repayment goes to a row");
    let sql = "INSERT INTO repayment (id, account_id, amount, paid_on, source, created_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![
        repayment.id,
        repayment.account.0,
        repayment.amount.minor(),
        repayment.paid_on.to_string(),
        repayment.source,
        instant(repayment.created_at),
    ];
    connection.execute(sql, values).map_err(storage)?;
    let sql = "INSERT INTO allocation (repayment_id, plan_id, n, amount) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    for part in &repayment.parts {
        statement
            .execute(params![repayment.id, part.plan.0, part.n, part.amount.minor()])
            .map_err(storage)?;
    }
    Ok(())
}

/// What a plan got of each repayment, newest first.
pub(crate) fn of_plan(connection: &Connection, plan: &PlanId) -> Result<Vec<PlanRepayment>> {
    let sql = "SELECT repayment.id, repayment.paid_on, repayment.source, allocation.n, allocation.amount, \
                      plan.currency \
               FROM allocation JOIN repayment ON repayment.id = allocation.repayment_id \
               JOIN plan ON plan.id = allocation.plan_id WHERE allocation.plan_id = ?1 \
               ORDER BY repayment.paid_on DESC, repayment.created_at DESC, repayment.id DESC, allocation.n";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([&plan.0]).map_err(storage)?;
    let mut repayments: Vec<PlanRepayment> = Vec::new();
    while let Some(row) = rows.next().map_err(storage)? {
        let id: String = row.get(0).map_err(storage)?;
        let currency: String = row.get(5).map_err(storage)?;
        let currency = Currency::from_code(&currency).ok_or_else(|| unreadable("currency"))?;
        let part = (row.get(3).map_err(storage)?, Money::from_minor(row.get(4).map_err(storage)?, currency));
        match repayments.last_mut() {
            Some(last) if last.id == id => last.parts.push(part),
            _ => repayments.push(PlanRepayment {
                id,
                paid_on: row.get(1).map_err(storage)?,
                source: row.get(2).map_err(storage)?,
                parts: vec![part],
            }),
        }
    }
    Ok(repayments)
}
