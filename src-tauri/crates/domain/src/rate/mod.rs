//! Real annual rates from what is really paid (domain.md §12). The one module that may use floats: roots are
//! searched in f64, between brackets, and come back as decimals. Where there is no rate, or more than one, the
//! answer is a reason, never a number; nothing here can hang.
#![expect(clippy::float_arithmetic, reason = "roots are searched in f64; answers are decimals")]

mod compound;
mod eu;
mod plan;
mod regz;
mod root;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

pub(crate) use compound::share_of_effective;
pub use compound::{effective, nominal, periods_needed, rate_of_annuity};
pub use eu::{DatedStream, Moment, Stream, aprc, aprc_of_dates};
pub use plan::{AnnualRates, PlanRates, annual_rates, plan_rates, plan_rates_of};
pub use regz::apr;

/// The most flows that are solved at once.
pub const MAX_FLOWS: usize = 20_000;

/// Turns squared times flows, of flows that turn more than once: 40 turns of 625 flows take a tenth of a second.
const MAX_WORK: usize = 1_000_000;

/// Why there is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRate {
    /// Money only comes, or only goes: nothing is owed over time.
    #[error("money only comes or only goes")]
    NothingOwed,
    /// Everything happens on one day.
    #[error("everything happens on one day")]
    NoTime,
    /// More than one rate balances the flows.
    #[error("more than one rate balances the flows")]
    NotUnique,
    /// Something is paid before the first money came.
    #[error("something is paid before the first money came")]
    PaidFirst,
    /// Money changes direction too often to look at every rate.
    #[error("money changes direction too often")]
    TooManyTurns,
    /// No rate between −99 % and 10⁶ % a period (nor, alone, beyond them) balances the flows.
    #[error("no rate balances the flows")]
    OutOfRange,
    /// More than [`MAX_FLOWS`] flows, or a time that cannot be held.
    #[error("too many flows, or too large ones")]
    TooLarge,
}

/// The rate of a period at which flows, one period apart, balance: IRR. Received and paid have opposite signs.
/// Exactly zero where nothing is paid for the money.
///
/// # Errors
/// [`NoRate`] when there is none, or more than one.
pub fn irr(flows: &[Decimal]) -> Result<Decimal, NoRate> {
    if flows.len() > MAX_FLOWS {
        return Err(NoRate::TooLarge);
    }
    let amounts: Vec<f64> = flows.iter().map(|flow| float(*flow)).collect();
    if may_be_nothing(amounts.iter().copied()) && costs_nothing(flows.iter().copied()) {
        return Ok(Decimal::ZERO);
    }
    decimal(root::periodic(&amounts)?)
}

/// IRR × periods per year, in percent: 年化利率(单利), as Chinese lenders print it.
///
/// # Errors
/// As [`irr`].
pub fn irr_times_periods(flows: &[Decimal], periods_per_year: u32) -> Result<Decimal, NoRate> {
    let percent = Decimal::from(periods_per_year) * Decimal::ONE_HUNDRED;
    irr(flows)?.checked_mul(percent).ok_or(NoRate::OutOfRange)
}

/// The effective annual rate of dated flows, in any order: actual days over `days_per_year` (not 0).
///
/// # Errors
/// [`NoRate`] when there is none, or more than one.
pub fn xirr(flows: &[(NaiveDate, Decimal)], days_per_year: u16) -> Result<Decimal, NoRate> {
    if flows.len() > MAX_FLOWS {
        return Err(NoRate::TooLarge);
    }
    let day = |date: NaiveDate| date.num_days_from_ce();
    let first = flows.iter().map(|(date, _)| day(*date)).min().ok_or(NoRate::NothingOwed)?;
    let year = f64::from(days_per_year.max(1));
    let years = |date| f64::from(day(date) - first) / year;
    let timed: Vec<_> = flows.iter().map(|(date, amount)| (years(*date), float(*amount))).collect();
    match free_of_cost(&timed, |place| flows[place].1) {
        Some(answer) => answer,
        None => decimal(root::timed(timed)?),
    }
}

/// Zero, exactly, where nothing is paid for the money; no rate where no time passes either. `amount` is the exact
/// amount of a flow.
fn free_of_cost(timed: &[(f64, f64)], amount: impl Fn(usize) -> Decimal) -> Option<Result<Decimal, NoRate>> {
    if !may_be_nothing(timed.iter().map(|flow| flow.1)) {
        return None;
    }
    let mut order: Vec<usize> = (0..timed.len()).collect();
    order.sort_by(|a, b| timed[*a].0.total_cmp(&timed[*b].0));
    if !costs_nothing(order.iter().map(|place| amount(*place))) {
        return None;
    }
    let at_once = timed.iter().all(|flow| flow.0 == timed[0].0);
    Some(if at_once { Err(NoRate::NoTime) } else { Ok(Decimal::ZERO) })
}

/// Whether flows add up to nothing as far as f64 can tell: worth a closer look.
fn may_be_nothing(flows: impl Iterator<Item = f64>) -> bool {
    let (sum, size) = flows.fold((0.0, 0.0), |(sum, size), flow| (sum + flow, size + flow.abs()));
    sum.abs() <= size * 1e-9
}

/// Whether flows turn once and add up to nothing: then the rate is zero, exactly.
fn costs_nothing(flows: impl Iterator<Item = Decimal>) -> bool {
    let (mut sum, mut turns, mut last) = (Some(Decimal::ZERO), 0, None);
    for flow in flows.filter(|flow| !flow.is_zero()) {
        sum = sum.and_then(|sum: Decimal| sum.checked_add(flow));
        turns += u32::from(last.is_some_and(|last| last != flow.is_sign_negative()));
        last = Some(flow.is_sign_negative());
    }
    turns == 1 && sum == Some(Decimal::ZERO)
}

/// Powers of ten that f64 holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The nearest f64; for the digits of money, in one division.
fn float(number: Decimal) -> f64 {
    let power = usize::try_from(number.scale()).ok().and_then(|scale| POWERS.get(scale));
    match (i64::try_from(number.mantissa()), power) {
        (Ok(mantissa), Some(power)) => mantissa as f64 / power,
        _ => number.to_f64().unwrap_or(f64::NAN),
    }
}

/// The rate as a decimal: to sixteen places where it is ordinary, else as many as f64 has.
fn decimal(rate: f64) -> Result<Decimal, NoRate> {
    if rate.abs() < 900.0 {
        return Ok(Decimal::new((rate * 1e16).round() as i64, 16));
    }
    Decimal::from_f64(rate).ok_or(NoRate::OutOfRange)
}

#[cfg(test)]
mod tests;
