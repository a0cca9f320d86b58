//! What all methods share: the dates of the periods, what is financed, and what a balance costs in a period.

use chrono::{Days, NaiveDate};

use crate::money::Money;
use crate::rounding::Ratio;
use crate::schedule::Row;
use crate::terms::{Basis, DownPayment, Interest, Terms, TermsError};

/// A row's components in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) principal: i64,
    pub(crate) interest: i64,
    pub(crate) fee: i64,
}

/// Terms with their dates and what is financed.
pub(crate) struct Frame<'a> {
    terms: &'a Terms,
    /// Where periods end for interest.
    ends: Vec<NaiveDate>,
    /// The same dates as they are due, where closed days move them.
    moved: Option<Vec<NaiveDate>>,
    down: i64,
    financed: i64,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(terms: &'a Terms) -> Result<Self, TermsError> {
        let due = terms.due();
        let ends: Option<Vec<_>> = (0..terms.periods()).map(|k| due.nth(k)).collect();
        let mut ends = ends.ok_or(TermsError::Calendar)?;
        let mut moved = None;
        if let Some(shifting) = terms.shifting() {
            let dates: Option<Vec<_>> =
                ends.iter().map(|date| shifting.rule.apply(*date, &shifting.days)).collect();
            let dates = dates.ok_or(TermsError::Calendar)?;
            if dates[0] < terms.start() {
                return Err(TermsError::FirstDue);
            }
            if shifting.moves_interest { ends = dates } else { moved = Some(dates) }
        }
        let price = terms.principal().minor();
        let down = down_payment(terms)?;
        if !(0..price).contains(&down) {
            return Err(TermsError::DownPayment);
        }
        Ok(Self { terms, ends, moved, down, financed: price - down })
    }

    pub(crate) fn terms(&self) -> &'a Terms {
        self.terms
    }

    pub(crate) fn financed(&self) -> i64 {
        self.financed
    }

    pub(crate) fn periods(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.terms.principal().currency())
    }

    /// The first and the last day of period `k` (from 0), as interest counts them.
    pub(crate) fn period(&self, k: usize) -> (NaiveDate, NaiveDate) {
        let from = if k == 0 { self.terms.start() } else { self.ends[k - 1] };
        (from, self.ends[k])
    }

    /// The factor i of period `k`: what one unit of money costs in it, as an exact fraction (domain.md §3).
    pub(crate) fn factor(&self, interest: &Interest, k: usize) -> Result<Ratio, TermsError> {
        let (from, to) = self.period(k);
        let days = i128::from((to - from).num_days());
        let rate = Ratio::decimal(interest.rate()).ok_or(TermsError::RatePrecision)?;
        let share = match interest {
            Interest::Periodic(_) => Some(Ratio::ONE),
            Interest::PeriodicAnnual { periods_per_year, .. } => Ratio::new(1, i128::from(*periods_per_year)),
            Interest::Daily(_) => Ratio::new(days, 1),
            Interest::Actual { basis, .. } => year_share(*basis, from, to),
            Interest::Fractions { fractions, .. } => {
                let (part, whole) = fractions[k];
                Ratio::new(i128::from(part), i128::from(whole))
            }
        };
        share.and_then(|share| rate.times(share)).ok_or(TermsError::Overflow)
    }

    /// What `base` costs in period `k`, rounded as interest is.
    pub(crate) fn interest(&self, interest: &Interest, k: usize, base: i64) -> Result<i64, TermsError> {
        let exact = Ratio::whole(base).times(self.factor(interest, k)?);
        exact.and_then(|exact| exact.rounded(self.terms.rounding().interest, 1)).ok_or(TermsError::Overflow)
    }

    /// Row `k` (from 0) with its number and due date.
    pub(crate) fn row(&self, k: usize, parts: Parts) -> Row {
        Row {
            n: u16::try_from(k + 1).unwrap_or(u16::MAX),
            due_date: self.moved.as_ref().unwrap_or(&self.ends)[k],
            principal: self.money(parts.principal),
            interest: self.money(parts.interest),
            fee: self.money(parts.fee),
        }
    }

    pub(crate) fn down_payment_row(&self) -> Option<Row> {
        let zero = self.money(0);
        let row = || Row {
            n: 0,
            due_date: self.terms.start(),
            principal: self.money(self.down),
            interest: zero,
            fee: zero,
        };
        (self.down > 0).then(row)
    }
}

fn down_payment(terms: &Terms) -> Result<i64, TermsError> {
    match terms.down_payment() {
        None => Ok(0),
        Some(DownPayment::Amount(amount)) => Ok(amount.minor()),
        Some(DownPayment::Share { unit, .. }) if unit < 1 => Err(TermsError::RoundingUnit),
        Some(DownPayment::Share { share, mode, unit }) => Ratio::decimal(share)
            .and_then(|share| share.times(Ratio::whole(terms.principal().minor())))
            .and_then(|exact| exact.rounded(mode, unit))
            .ok_or(TermsError::DownPayment),
    }
}

/// The part of a year that the days are.
fn year_share(basis: Basis, from: NaiveDate, to: NaiveDate) -> Option<Ratio> {
    let days = (to - from).num_days();
    match basis {
        Basis::Fixed(length) => Ratio::new(i128::from(days), i128::from(length)),
        Basis::ActualStart | Basis::ActualEnd => {
            let shift = Days::new(u64::from(basis == Basis::ActualEnd));
            let in_leap = |day: &NaiveDate| day.checked_add_days(shift).is_some_and(|day| day.leap_year());
            let leap = from.iter_days().take_while(|day| *day < to).filter(in_leap).count();
            let leap = i64::try_from(leap).ok()?;
            Ratio::new(i128::from(leap * 365 + (days - leap) * 366), 365 * 366)
        }
    }
}
