//! Real annual rates from what is really paid (domain.md §12). The one module that may use floats: roots are
//! searched in f64, between brackets, and come back as decimals. Where there is no rate, or more than one, the
//! answer is a reason, never a number; nothing here can hang.
#![expect(clippy::float_arithmetic, reason = "roots are searched in f64; answers are decimals")]

mod compound;
mod eu;
mod plan;
mod regz;
mod root;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

pub(crate) use compound::share_of_effective;
pub use compound::{effective, nominal, periods_needed, rate_of_annuity};
pub use eu::{DatedStream, Moment, Stream, aprc, aprc_of_dates};
pub use plan::{AnnualRates, PlanRates, annual_rates, plan_rates, plan_rates_of};
pub use regz::apr;

/// The most flows that are solved at once.
pub const MAX_FLOWS: usize = 20_000;

/// How often money may change direction before the question has no useful answer.
const MAX_TURNS: usize = 12;

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
    /// Money changes direction more than 12 times.
    #[error("money changes direction too often")]
    TooManyTurns,
    /// No rate between −99 % and 10⁶ % a period (nor, alone, beyond them) balances the flows.
    #[error("no rate balances the flows")]
    OutOfRange,
    /// More than [`MAX_FLOWS`] flows, or an amount that f64 cannot hold.
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
    if costs_nothing(flows.iter().copied()) {
        return Ok(Decimal::ZERO);
    }
    let amounts: Option<Vec<f64>> = flows.iter().map(ToPrimitive::to_f64).collect();
    decimal(root::periodic(&amounts.ok_or(NoRate::TooLarge)?)?)
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
    let first = flows.iter().map(|(date, _)| *date).min().ok_or(NoRate::NothingOwed)?;
    let mut timed = Vec::with_capacity(flows.len());
    for (date, amount) in flows {
        let years = days(first, *date) / f64::from(days_per_year.max(1));
        timed.push((years, amount.to_f64().ok_or(NoRate::TooLarge)?));
    }
    let dates: Vec<f64> = timed.iter().map(|(years, _)| *years).collect();
    let amounts: Vec<Decimal> = flows.iter().map(|(_, amount)| *amount).collect();
    match free_of_cost(&dates, &amounts) {
        Some(answer) => answer,
        None => decimal(root::timed(timed)?),
    }
}

/// Zero, exactly, where nothing is paid for the money; no rate where no time passes either.
fn free_of_cost(times: &[f64], amounts: &[Decimal]) -> Option<Result<Decimal, NoRate>> {
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|a, b| times[*a].total_cmp(&times[*b]));
    if !costs_nothing(order.iter().map(|place| amounts[*place])) {
        return None;
    }
    let at_once = times.iter().all(|time| *time == times[0]);
    Some(if at_once { Err(NoRate::NoTime) } else { Ok(Decimal::ZERO) })
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

fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    i32::try_from((to - from).num_days()).map_or(f64::MAX, f64::from)
}

fn decimal(rate: f64) -> Result<Decimal, NoRate> {
    Decimal::from_f64(rate).ok_or(NoRate::OutOfRange)
}

#[cfg(test)]
mod tests;
