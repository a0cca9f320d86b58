//! Amortisation tables as a printed example shows them: nothing is rounded but the printed figures
//! (EC examples of January 2015). No plan is paid like this; it is for checking published tables.

use rust_decimal::Decimal;

use crate::rate::share_of_effective;
use crate::terms::MAX_PERIODS;

/// How the principal is repaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The same payment every period.
    Level,
    /// The same principal every period.
    EqualPrincipal,
}

/// A rate and how a period's share of it is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Divided by the periods of a year.
    Nominal(Decimal),
    /// Compounded: (1 + e)^(1 / periods a year) − 1.
    Effective(Decimal),
}

/// The terms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// What is lent, in major units.
    pub principal: Decimal,
    /// The rate of a year.
    pub rate: Rate,
    /// Periods in a year, not 0.
    pub periods_per_year: u32,
    /// How it is repaid.
    pub rule: Rule,
    /// Payments, 1…600.
    pub periods: u16,
    /// Whole periods before the first payment.
    pub first_whole: u16,
    /// Days beside them, and the days of the year that they are parts of (not 0).
    pub first_extra: (u16, u16),
}

/// One printed row, unrounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Interest of the period.
    pub interest: Decimal,
    /// What is repaid.
    pub principal: Decimal,
    /// Both.
    pub payment: Decimal,
    /// What is left.
    pub balance: Decimal,
}

/// The rows of a table. `None` when a figure leaves 28 digits or a count is out of range.
#[must_use]
pub fn rows(table: &Table) -> Option<Vec<TableRow>> {
    if !(1..=MAX_PERIODS).contains(&table.periods) {
        return None;
    }
    let share = Decimal::ONE.checked_div(Decimal::from(table.periods_per_year))?;
    let extra = Decimal::from(table.first_extra.0).checked_div(Decimal::from(table.first_extra.1))?;
    let whole = Decimal::from(table.first_whole);
    let (first, regular) = match table.rate {
        Rate::Nominal(annual) => {
            let period = annual.checked_div(Decimal::from(table.periods_per_year))?;
            (period.checked_mul(whole)?.checked_add(annual.checked_mul(extra)?)?, period)
        }
        Rate::Effective(annual) => (
            share_of_effective(annual, share.checked_mul(whole)?.checked_add(extra)?).ok()?,
            share_of_effective(annual, share).ok()?,
        ),
    };
    let level = match table.rule {
        Rule::Level => Some(level_payment(table, first, regular)?),
        Rule::EqualPrincipal => None,
    };
    let even = table.principal.checked_div(Decimal::from(table.periods))?;
    let mut balance = table.principal;
    let row = |k: u16| {
        let interest = balance.checked_mul(if k == 0 { first } else { regular })?;
        let principal = match level {
            Some(level) => level.checked_sub(interest)?,
            None => even,
        };
        balance = balance.checked_sub(principal)?;
        Some(TableRow { interest, principal, payment: interest.checked_add(principal)?, balance })
    };
    (0..table.periods).map(row).collect()
}

/// P / Σ_k Π_{j≤k} 1/(1+i_j).
fn level_payment(table: &Table, first: Decimal, regular: Decimal) -> Option<Decimal> {
    let (mut discount, mut value) = (Decimal::ONE, Decimal::ZERO);
    for k in 0..table.periods {
        let rate = if k == 0 { first } else { regular };
        discount = discount.checked_div(Decimal::ONE.checked_add(rate)?)?;
        value = value.checked_add(discount)?;
    }
    table.principal.checked_div(value)
}
