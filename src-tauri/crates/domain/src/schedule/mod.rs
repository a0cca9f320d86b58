//! From terms to rows (domain.md §2–3): the one kernel behind preview, stored plan, quote, forecast and export.
//!
//! Invariants of every schedule: Σ principal = the amount financed (and the down payment), the last balance is
//! zero, no component is negative, totals are the sums of the rows. Figures are exact fractions until the rounding
//! that the terms name.

mod frame;
mod level;
mod methods;
mod split;

use chrono::NaiveDate;

use crate::money::{Currency, MAX_MINOR, Money};
use crate::terms::{Method, Residual, Terms, TermsError};

pub(crate) use frame::{Frame, Parts};

/// One row of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// 1, 2, 3…; 0 is the down payment.
    pub n: u16,
    /// The day it is due.
    pub due_date: NaiveDate,
    /// Part of the amount owed.
    pub principal: Money,
    /// Interest of the period.
    pub interest: Money,
    /// Fee of the period.
    pub fee: Money,
}

impl Row {
    /// All that the row asks for.
    ///
    /// # Errors
    /// [`TermsError::Overflow`] beyond 64 bits of minor units.
    pub fn total(&self) -> Result<Money, TermsError> {
        let sum = Money::sum([self.principal, self.interest, self.fee], self.principal.currency());
        sum.map_err(|_| TermsError::Overflow)
    }
}

/// Rows of a plan, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The rows; the down payment, where there is one, is the first.
    pub rows: Vec<Row>,
    /// What the level payment is, where the method has one.
    pub instalment: Option<Money>,
    /// What is owed after the down payment.
    pub financed: Money,
}

impl Schedule {
    /// What a period asks for as a rule: the level payment, where there is one; else the first row that carries
    /// neither a residual nor the fee of the whole plan. It rises with amount and rate.
    ///
    /// # Errors
    /// [`TermsError::Overflow`] beyond 64 bits of minor units.
    pub fn regular_payment(&self, terms: &Terms) -> Result<Money, TermsError> {
        if let Some(level) = self.instalment {
            return Ok(level);
        }
        let splits_evenly = !matches!(
            terms.method(),
            Method::CustomPrincipal { .. } | Method::InterestOnly(_) | Method::Bullet(_)
        );
        // Of two rows, the last carries the residual and the first the fee: neither is regular, the first is whole.
        let fee_first = matches!(terms.method(), Method::FeeUpfront(_)) && terms.periods() > 2;
        let special_first = fee_first || (splits_evenly && terms.rounding().residual == Residual::First);
        let mut rows = self.rows.iter().filter(|row| row.n > 0);
        let first = rows.next();
        let regular = rows.next().filter(|_| special_first).or(first);
        regular.map_or(Ok(Money::zero(self.financed.currency())), Row::total)
    }
}

/// Sums over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Σ principal.
    pub principal: Money,
    /// Σ interest.
    pub interest: Money,
    /// Σ fees.
    pub fee: Money,
    /// Σ totals.
    pub total: Money,
}

/// Sums rows of one currency.
///
/// # Errors
/// [`TermsError::Overflow`] beyond 64 bits of minor units.
pub fn totals(rows: &[Row], currency: Currency) -> Result<Totals, TermsError> {
    let sum = |part: fn(&Row) -> Money| {
        Money::sum(rows.iter().map(part), currency).map_err(|_| TermsError::Overflow)
    };
    let (principal, interest, fee) =
        (sum(|row| row.principal)?, sum(|row| row.interest)?, sum(|row| row.fee)?);
    let total = Money::sum([principal, interest, fee], currency).map_err(|_| TermsError::Overflow)?;
    Ok(Totals { principal, interest, fee, total })
}

/// Principal left after each row, in the order of the rows.
///
/// # Errors
/// [`TermsError::Overflow`] if the rows repay more than 64 bits hold.
pub fn balances(rows: &[Row], currency: Currency) -> Result<Vec<Money>, TermsError> {
    let mut left = totals(rows, currency)?.principal;
    rows.iter()
        .map(|row| {
            left = left.checked_sub(row.principal).map_err(|_| TermsError::Overflow)?;
            Ok(left)
        })
        .collect()
}

/// Makes the schedule of some terms.
///
/// # Errors
/// [`TermsError`] when the down payment takes all, parts do not add up, a given instalment does not cover the
/// interest, a date leaves the year 9999, or the total exceeds [`MAX_MINOR`].
pub fn schedule(terms: &Terms) -> Result<Schedule, TermsError> {
    let frame = Frame::new(terms)?;
    let (parts, instalment) = methods::parts(&frame)?;
    let mut rows = Vec::with_capacity(parts.len() + 1);
    rows.extend(frame.down_payment_row());
    rows.extend(parts.iter().enumerate().map(|(k, part)| frame.row(k, *part)));
    if totals(&rows, terms.principal().currency())?.total.minor() > MAX_MINOR {
        return Err(TermsError::Overflow);
    }
    Ok(Schedule {
        rows,
        instalment: instalment.map(|level| frame.money(level)),
        financed: frame.money(frame.financed()),
    })
}
