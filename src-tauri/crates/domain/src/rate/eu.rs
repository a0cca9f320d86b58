//! The annual percentage rate of charge of the EU: Σ C_k(1+X)^(−t_k) = Σ D_l(1+X)^(−s_l), t in years
//! (2008/48/EC and 2014/17/EU, Annex I; domain.md §12).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{MAX_FLOWS, NoRate, decimal, float, free_of_cost, root};
use crate::interval::{self, EuPeriod};

/// A time after the first drawdown, in years: periods / per_year + days / year_days. Negative before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Whole periods.
    pub periods: i32,
    /// How many of them a year has; not 0.
    pub per_year: u16,
    /// Days beside them.
    pub days: i32,
    /// The length of the year that those days are parts of; not 0.
    pub year_days: u16,
}

impl Moment {
    fn years(self, more_periods: u32) -> f64 {
        let periods = f64::from(self.periods) + f64::from(more_periods);
        periods / f64::from(self.per_year.max(1)) + f64::from(self.days) / f64::from(self.year_days.max(1))
    }
}

/// Equal amounts at equal distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Each amount.
    pub amount: Decimal,
    /// How many.
    pub count: u32,
    /// When the first comes.
    pub first: Moment,
    /// Periods (of `first`) between two of them.
    pub step_periods: u32,
}

/// Equal amounts, so many months apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedStream {
    /// Each amount.
    pub amount: Decimal,
    /// How many.
    pub count: u32,
    /// When the first comes.
    pub first: NaiveDate,
    /// Months between two of them.
    pub every_months: u32,
}

/// The APRC in percent.
///
/// # Errors
/// [`NoRate`] when there is none, or more than one.
pub fn aprc(advances: &[Stream], payments: &[Stream]) -> Result<Decimal, NoRate> {
    let times = |stream: &Stream| {
        let Stream { first, step_periods, .. } = *stream;
        Some(move |k: u32| Some(first.years(k.checked_mul(step_periods)?)))
    };
    solve(advances, payments, |stream| (stream.amount, stream.count), times)
}

/// The APRC in percent of dated streams: the first of each by remark (c), later ones whole months after it.
///
/// # Errors
/// [`NoRate`] when there is none, or more than one.
pub fn aprc_of_dates(
    period: EuPeriod,
    advances: &[DatedStream],
    payments: &[DatedStream],
) -> Result<Decimal, NoRate> {
    let origin = advances.iter().map(|stream| stream.first).min().ok_or(NoRate::NothingOwed)?;
    let times = |stream: &DatedStream| {
        let first = years_between(origin, stream.first, period)?;
        let every_months = stream.every_months;
        Some(move |k: u32| Some(first + f64::from(k.checked_mul(every_months)?) / 12.0))
    };
    solve(advances, payments, |stream| (stream.amount, stream.count), times)
}

/// A distance in years by remark (c); negative when `date` is before `origin`.
pub(super) fn years_between(origin: NaiveDate, date: NaiveDate, period: EuPeriod) -> Option<f64> {
    if date < origin {
        return years_between(date, origin, period).map(|years| -years);
    }
    let found = interval::eu(origin, date, period)?;
    let periods = f64::from(found.periods) / f64::from(period.per_year());
    Some(periods + f64::from(found.days) / f64::from(found.year_days))
}

/// `times` tells of a stream when its k-th amount comes, in years.
fn solve<S, Time: Fn(u32) -> Option<f64>>(
    advances: &[S],
    payments: &[S],
    size: impl Fn(&S) -> (Decimal, u32),
    times: impl Fn(&S) -> Option<Time>,
) -> Result<Decimal, NoRate> {
    let mut flows = Vec::new();
    let signed = payments.iter().map(|stream| (stream, false)).chain(advances.iter().map(|s| (s, true)));
    for (stream, is_advance) in signed {
        let (amount, count) = size(stream);
        let time = times(stream).ok_or(NoRate::TooLarge)?;
        for k in 0..count {
            if flows.len() == MAX_FLOWS {
                return Err(NoRate::TooLarge);
            }
            let years = time(k).ok_or(NoRate::TooLarge)?;
            flows.push((years, if is_advance { -amount } else { amount }));
        }
    }
    percent_of(&flows)
}

/// The rate in percent of flows (years, amount), lent ones negative.
pub(super) fn percent_of(flows: &[(f64, Decimal)]) -> Result<Decimal, NoRate> {
    if flows.is_empty() {
        return Err(NoRate::NothingOwed);
    }
    let timed: Vec<_> = flows.iter().map(|(years, amount)| (*years, float(*amount))).collect();
    let rate = match free_of_cost(&timed, |place| flows[place].1) {
        Some(answer) => answer?,
        None => decimal(root::timed_with_early_cost(timed)?)?,
    };
    rate.checked_mul(Decimal::ONE_HUNDRED).ok_or(NoRate::OutOfRange)
}
