//! What was paid towards a plan, part by part, and what of it was principal.

use std::collections::HashMap;

use chrono::NaiveDate;
use fenqi_domain::repayment::{Components, USUAL_ORDER, split};
use fenqi_domain::{Money, Row};

use crate::contract::{AppError, ErrorCode, RepaymentKind};
use crate::ports::{PlanFacts, Prepaid, ReadTx, Settled};
use crate::{Result, amounts, views};

/// What one row, or one settlement or prepayment, got of a repayment.
pub(crate) struct Payment {
    /// Its id.
    pub(crate) repayment: String,
    pub(crate) on: NaiveDate,
    pub(crate) kind: RepaymentKind,
    /// The row, where it went to one.
    pub(crate) n: Option<u16>,
    pub(crate) source: Option<String>,
    pub(crate) parts: Paid,
}

/// An amount, by what it is for.
#[derive(Clone, Copy)]
pub(crate) struct Paid {
    pub(crate) principal: Money,
    pub(crate) interest: Money,
    pub(crate) fee: Money,
    pub(crate) penalty: Money,
    pub(crate) late_fee: Money,
}

impl Paid {
    pub(crate) fn total(&self) -> Result<Money> {
        let parts = [self.principal, self.interest, self.fee, self.penalty, self.late_fee];
        views::sum(parts, self.principal.currency())
    }
}

/// All payments of a plan by day, and of one day as they were recorded.
pub(crate) fn payments(tx: &dyn ReadTx, facts: &PlanFacts) -> Result<Vec<Payment>> {
    let id = &facts.plan.id;
    let mut found = Vec::new();
    let mut so_far: HashMap<u16, Money> = HashMap::new();
    for repayment in tx.repayments(id)?.into_iter().rev() {
        for (n, amount) in repayment.parts {
            let row = facts.rows.iter().find(|row| row.row.n == n).ok_or_else(broken)?;
            let before = so_far.entry(n).or_insert(Money::zero(facts.plan.currency));
            let after = views::sum([*before, amount], facts.plan.currency)?;
            let parts = between(&row.row, *before, after)?;
            *before = after;
            found.push(Payment {
                repayment: repayment.id.clone(),
                on: repayment.paid_on,
                kind: RepaymentKind::Instalment,
                n: Some(n),
                source: repayment.source.clone(),
                parts,
            });
        }
    }
    for prepaid in tx.prepayments(id)? {
        found.push(prepayment(tx, &prepaid)?);
    }
    if let Some(settled) = tx.settlement(id)? {
        found.push(settlement(tx, &settled)?);
    }
    // Of one day, what closes a plan comes after the rows that it paid.
    found.sort_by_key(|payment| payment.on);
    Ok(found)
}

/// What a row's payments come to from one sum to another: fee first, then interest, then principal.
fn between(row: &Row, before: Money, after: Money) -> Result<Paid> {
    let zero = Money::zero(before.currency());
    let too_large = |_| amounts::too_large(before.currency());
    let owed = Components { late_fee: zero, fee: row.fee, interest: row.interest, principal: row.principal };
    let of = |paid| split(paid, owed, &USUAL_ORDER).map_err(too_large);
    let (before, after) = (of(before)?, of(after)?);
    let part = |after: Money, before: Money| after.checked_sub(before).map_err(too_large);
    Ok(Paid {
        principal: part(after.principal, before.principal)?,
        interest: part(after.interest, before.interest)?,
        fee: part(after.fee, before.fee)?,
        penalty: zero,
        late_fee: zero,
    })
}

fn prepayment(tx: &dyn ReadTx, prepaid: &Prepaid) -> Result<Payment> {
    let zero = Money::zero(prepaid.principal.currency());
    Ok(Payment {
        repayment: prepaid.repayment.clone(),
        on: prepaid.on,
        kind: RepaymentKind::Prepayment,
        n: None,
        source: source(tx, &prepaid.repayment)?,
        parts: Paid {
            principal: prepaid.principal,
            interest: prepaid.interest,
            fee: zero,
            penalty: zero,
            late_fee: zero,
        },
    })
}

fn settlement(tx: &dyn ReadTx, settled: &Settled) -> Result<Payment> {
    let Settled { principal, interest, fee, penalty, late_fee, .. } = *settled;
    Ok(Payment {
        repayment: settled.repayment.clone(),
        on: settled.on,
        kind: RepaymentKind::Settlement,
        n: None,
        source: source(tx, &settled.repayment)?,
        parts: Paid { principal, interest, fee, penalty, late_fee },
    })
}

fn source(tx: &dyn ReadTx, repayment: &str) -> Result<Option<String>> {
    Ok(tx.repayment(repayment)?.ok_or_else(broken)?.source)
}

/// A part of a row, or of a repayment, that does not exist.
fn broken() -> AppError {
    AppError::new(ErrorCode::FileDamaged).with("reason", "repayment")
}
