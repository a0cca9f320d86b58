//! Nominal and effective rates, and the two unknowns of an annuity that need a logarithm or a search.

use rust_decimal::Decimal;

use super::{MAX_FLOWS, NoRate, decimal, float, irr};

/// What a rate makes of so many of its periods: (1 + rate)^periods − 1. NaN, which is no decimal, below −1.
pub(super) fn compounded(rate: f64, periods: f64) -> f64 {
    (periods * rate.ln_1p()).exp_m1()
}

/// The effective annual rate of a nominal one that is compounded so often a year: (1 + r/m)^m − 1.
///
/// # Errors
/// [`NoRate::OutOfRange`] when `nominal` ≤ −m, or the answer leaves 28 digits.
pub fn effective(nominal: Decimal, periods_per_year: u32) -> Result<Decimal, NoRate> {
    let periods = f64::from(periods_per_year.max(1));
    if float(nominal) <= -periods {
        return Err(NoRate::OutOfRange);
    }
    decimal(compounded(float(nominal) / periods, periods))
}

/// The nominal annual rate of an effective one: m·((1 + e)^(1/m) − 1).
///
/// # Errors
/// [`NoRate::OutOfRange`] when `effective` ≤ −1.
pub fn nominal(effective: Decimal, periods_per_year: u32) -> Result<Decimal, NoRate> {
    let periods = f64::from(periods_per_year.max(1));
    if effective <= Decimal::NEGATIVE_ONE {
        return Err(NoRate::OutOfRange);
    }
    decimal(periods * (float(effective).ln_1p() / periods).exp_m1())
}

/// The part of an effective annual rate that falls on a part of the year, compounded: (1 + e)^share − 1.
///
/// # Errors
/// [`NoRate::OutOfRange`] when `effective` < −1.
pub(crate) fn share_of_effective(effective: Decimal, share: Decimal) -> Result<Decimal, NoRate> {
    decimal(compounded(float(effective), float(share)))
}

/// How many periods an annuity runs (spreadsheet NPER and its signs); seldom a whole number.
///
/// # Errors
/// [`NoRate::OutOfRange`] when it never ends.
pub fn periods_needed(
    rate: Decimal,
    payment: Decimal,
    present: Decimal,
    future: Decimal,
    due: bool,
) -> Result<Decimal, NoRate> {
    if rate.is_zero() {
        let sum = present.checked_add(future).ok_or(NoRate::TooLarge)?;
        return (-sum).checked_div(payment).ok_or(NoRate::OutOfRange);
    }
    let rate = float(rate);
    let level = float(payment) * (1.0 + rate * f64::from(u8::from(due))) / rate;
    decimal(((level - float(future)) / (level + float(present))).ln() / rate.ln_1p())
}

/// The rate per period of an annuity (spreadsheet RATE and its signs). Zero where the payments just repay.
///
/// # Errors
/// [`NoRate`] when there is none, or more than one; [`NoRate::TooLarge`] beyond [`MAX_FLOWS`] periods.
pub fn rate_of_annuity(
    periods: u32,
    payment: Decimal,
    present: Decimal,
    future: Decimal,
    due: bool,
) -> Result<Decimal, NoRate> {
    let paid = payment.checked_mul(Decimal::from(periods)).ok_or(NoRate::TooLarge)?;
    let nothing = paid.checked_add(present).and_then(|sum| sum.checked_add(future));
    if nothing == Some(Decimal::ZERO) && !paid.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let periods = usize::try_from(periods).ok().filter(|periods| *periods < MAX_FLOWS);
    let periods = periods.ok_or(NoRate::TooLarge)?;
    let mut flows = vec![payment; periods + 1];
    // Paid at the beginning, the last payment comes a period before the end.
    flows[if due { periods } else { 0 }] = Decimal::ZERO;
    flows[0] = flows[0].checked_add(present).ok_or(NoRate::TooLarge)?;
    flows[periods] = flows[periods].checked_add(future).ok_or(NoRate::TooLarge)?;
    irr(&flows)
}
