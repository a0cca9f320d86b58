//! Real annual rates from what is really paid (domain.md §12). The one module that may use floats: it solves in
//! f64 and hands back decimals.
#![expect(clippy::float_arithmetic, reason = "a root is searched in f64; the answer is rounded to a Decimal")]

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::date::Frequency;
use crate::money::Money;
use crate::schedule::{Row, totals};

/// Why there is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRate {
    /// Everything is paid on the day of the loan.
    #[error("nothing is owed over time")]
    NothingOwed,
    /// No rate between −99 % and 10⁶ % a period makes the flows balance.
    #[error("no rate in range")]
    OutOfRange,
}

/// The two annual rates of a plan, in percent, six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnualRates {
    /// IRR per period × periods per year: 年化利率(单利), as Chinese lenders print it.
    pub nominal_percent: Decimal,
    /// (1 + IRR)^periods per year − 1: 年化利率(复利).
    pub effective_percent: Decimal,
}

const LOWEST: f64 = -0.99;
const HIGHEST: f64 = 1e4;
/// Beyond this a rate says nothing any more, and a Decimal no longer prints with six decimals.
const HIGHEST_PERCENT: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The rates of a plan's rows, one period apart. What is paid on the start date lowers what was received; the
/// other rows count as whole periods, however long the first one is.
///
/// # Errors
/// [`NoRate`] when the rows have none.
pub fn annual_rates(
    rows: &[Row],
    frequency: Frequency,
    start: chrono::NaiveDate,
) -> Result<AnnualRates, NoRate> {
    let currency = rows.first().ok_or(NoRate::NothingOwed)?.principal.currency();
    let sums = totals(rows, currency).map_err(|_| NoRate::OutOfRange)?;
    let due = |row: &Row| row.total().map(Money::minor).map_err(|_| NoRate::OutOfRange);
    let mut received = sums.principal.minor();
    let mut payments = Vec::with_capacity(rows.len());
    for row in rows {
        if row.due_date <= start { received -= due(row)? } else { payments.push(due(row)?) }
    }
    let per_period = irr(received, &payments)?;
    let (units, per_unit) = frequency.year_share();
    let periods_per_year = f64::from(units) / f64::from(per_unit);
    let percent = |rate: f64| {
        let percent = Decimal::from_f64(rate * 100.0).filter(|percent| percent.abs() <= HIGHEST_PERCENT);
        percent.map(|percent| percent.round_dp(6)).ok_or(NoRate::OutOfRange)
    };
    Ok(AnnualRates {
        nominal_percent: percent(per_period * periods_per_year)?,
        effective_percent: percent((periods_per_year * per_period.ln_1p()).exp_m1())?,
    })
}

/// The rate of a period at which `payments`, one period apart from the first, are worth `received`. Exactly zero
/// when they cost nothing. The value falls as the rate rises, so one bracket holds the one root.
fn irr(received: i64, payments: &[i64]) -> Result<f64, NoRate> {
    if received <= 0 || payments.is_empty() {
        return Err(NoRate::NothingOwed);
    }
    let paid: i128 = payments.iter().map(|&payment| i128::from(payment)).sum();
    if paid == i128::from(received) {
        return Ok(0.0);
    }
    let received = received.to_f64().ok_or(NoRate::OutOfRange)?;
    let flows: Vec<f64> = payments.iter().filter_map(ToPrimitive::to_f64).collect();
    let worth =
        |rate: f64| flows.iter().rev().fold(0.0, |later, flow| (later + flow) / (1.0 + rate)) - received;
    let (mut low, mut high) = if worth(0.0) > 0.0 { (0.0, 1.0) } else { (LOWEST, 0.0) };
    while worth(high) > 0.0 && high < HIGHEST {
        (low, high) = (high, high * 4.0);
    }
    if worth(high) > 0.0 || worth(low) < 0.0 {
        return Err(NoRate::OutOfRange);
    }
    // 200 halvings pass the resolution of f64; the loop cannot hang.
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if worth(middle) > 0.0 { low = middle } else { high = middle }
    }
    Ok(low + (high - low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve periods at 0.6 % on 5 000: 13.03 % by multiplication, 13.84 % with compounding (domain.md §12).
    #[test]
    fn six_tenths_a_period_is_thirteen_percent_a_year() {
        let mut payments = vec![44_666; 11];
        payments.push(44_674);
        let rate = irr(500_000, &payments).expect("BUG: an ordinary plan");
        assert!((rate * 1200.0 - 13.03).abs() < 0.005, "{rate}");
        assert!(((1.0 + rate).powi(12) - 1.1384).abs() < 0.00005, "{rate}");
    }

    #[test]
    fn no_cost_is_exactly_zero_and_no_debt_is_no_rate() {
        assert_eq!(irr(1_200, &[100; 12]), Ok(0.0));
        assert_eq!(irr(0, &[100]), Err(NoRate::NothingOwed));
        assert_eq!(irr(100, &[]), Err(NoRate::NothingOwed));
        assert_eq!(irr(1, &[i64::MAX]), Err(NoRate::OutOfRange));
        assert!(
            irr(1_000, &[100]).is_ok_and(|rate| (rate + 0.9).abs() < 1e-12),
            "a gift has a negative rate"
        );
    }
}
