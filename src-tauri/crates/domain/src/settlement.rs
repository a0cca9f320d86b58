//! Paying a whole plan off before its time (domain.md §7): what is charged, and what it saves.

use chrono::NaiveDate;

use crate::money::Money;
use crate::rounding::{Mode, Ratio};
use crate::schedule::{Frame, Row, Totals, totals};
use crate::terms::{Terms, TermsError};

/// What a lender charges beside the unpaid principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettlementPolicy {
    /// Nothing.
    PrincipalOnly,
    /// Principal × daily rate × days since the last due date.
    AccruedDays(Ratio),
    /// Principal × the factor of the running period × its elapsed part.
    AccruedInPeriod,
    /// Interest and fee of the running period in full.
    WholeCurrentPeriod,
    /// Interest and fees of every unpaid row.
    AllRemaining,
    /// Accrued interest, by the day or by the period, and a share of the unpaid principal.
    Penalty {
        /// The share.
        rate: Ratio,
        /// Per day; by the running period where absent.
        daily_rate: Option<Ratio>,
        /// The least penalty.
        minimum: Option<Money>,
        /// The most; it wins over the least.
        cap: Option<Money>,
    },
}

impl SettlementPolicy {
    /// Whether interest is charged for the time that has run, not by whole rows.
    #[must_use]
    pub const fn counts_time(self) -> bool {
        matches!(self, Self::AccruedDays(_) | Self::AccruedInPeriod | Self::Penalty { .. })
    }
}

/// The period that runs when the plan is settled: the first unpaid row's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningPeriod {
    /// The last due date before it, or the start.
    pub start: NaiveDate,
    /// Its own due date.
    pub end: NaiveDate,
    /// What one unit of money costs in the whole of it.
    pub factor: Ratio,
}

impl RunningPeriod {
    /// Period `paid_periods` + 1 of some terms.
    ///
    /// # Errors
    /// [`TermsError::Periods`] when all are paid; else as [`crate::schedule::schedule`].
    pub fn of(terms: &Terms, paid_periods: u16) -> Result<Self, TermsError> {
        let frame = Frame::new(terms)?;
        let k = usize::from(paid_periods);
        if k >= frame.periods() {
            return Err(TermsError::Periods);
        }
        let (start, end) = frame.period(k);
        let factor =
            terms.method().interest().map_or(Ok(Ratio::ZERO), |interest| frame.factor(interest, k))?;
        Ok(Self { start, end, factor })
    }

    /// Every period of some terms, in order.
    ///
    /// # Errors
    /// As [`crate::schedule::schedule`].
    pub fn all(terms: &Terms) -> Result<Vec<Self>, TermsError> {
        let frame = Frame::new(terms)?;
        let period = |k| {
            let (start, end) = frame.period(k);
            let interest = terms.method().interest();
            let factor = interest.map_or(Ok(Ratio::ZERO), |interest| frame.factor(interest, k))?;
            Ok(Self { start, end, factor })
        };
        (0..frame.periods()).map(period).collect()
    }

    /// The period that the row at `place` ends, by figures that need not be those of any terms: its interest, over
    /// the principal of then. `start` is that of the plan. `None` where there is no such row.
    #[must_use]
    pub fn in_rows(start: NaiveDate, rows: &[Row], place: usize) -> Option<Self> {
        let row = rows.get(place)?;
        let start = place.checked_sub(1).map_or(start, |before| rows[before].due_date);
        let balance: i128 = rows[place..].iter().map(|row| i128::from(row.principal.minor())).sum();
        let factor = Ratio::new(row.interest.minor().into(), balance).unwrap_or(Ratio::ZERO);
        Some(Self { start, end: row.due_date, factor })
    }

    /// What `principal` has cost from the start of the period to a day.
    ///
    /// # Errors
    /// [`TermsError::Overflow`] beyond 64 bits of minor units.
    pub fn accrued(&self, principal: Money, on: NaiveDate, mode: Mode) -> Result<Money, TermsError> {
        cost(principal, self.elapsed(on), mode)
    }

    /// What `principal` costs from a day to the end of the period.
    ///
    /// # Errors
    /// [`TermsError::Overflow`] beyond 64 bits of minor units.
    pub fn rest(&self, principal: Money, on: NaiveDate, mode: Mode) -> Result<Money, TermsError> {
        let (from, whole) = self.days(on);
        let share = if whole <= 0 {
            Some(Ratio::ZERO)
        } else {
            Ratio::new((whole - from).max(0).into(), whole.into())
        };
        cost(principal, share.and_then(|share| self.factor.times(share)), mode)
    }

    /// The factor of the elapsed part. Nothing before the period, more than the whole after it.
    fn elapsed(&self, on: NaiveDate) -> Option<Ratio> {
        let (days, whole) = self.days(on);
        if whole <= 0 { Some(Ratio::ZERO) } else { self.factor.times(Ratio::new(days.into(), whole.into())?) }
    }

    /// The days from its start to a day, and all of its days.
    fn days(&self, on: NaiveDate) -> (i64, i64) {
        ((on - self.start).num_days().max(0), (self.end - self.start).num_days())
    }
}

fn cost(principal: Money, factor: Option<Ratio>, mode: Mode) -> Result<Money, TermsError> {
    let exact = factor.and_then(|factor| factor.times(Ratio::whole(principal.minor())));
    let minor = exact.and_then(|exact| exact.rounded(mode, 1)).ok_or(TermsError::Overflow)?;
    Ok(Money::from_minor(minor, principal.currency()))
}

/// What settling costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Unpaid principal.
    pub principal: Money,
    /// Interest that is charged.
    pub interest: Money,
    /// Fees that are charged.
    pub fee: Money,
    /// What is charged for paying early.
    pub penalty: Money,
    /// All of it.
    pub payoff: Money,
    /// What the unpaid rows would have cost, minus what is charged now. Negative where settling costs more.
    pub saved: Money,
}

impl Quote {
    /// The quote less the interest of the running period that was paid already. What counts whole rows has seen it.
    ///
    /// # Errors
    /// [`TermsError::Overflow`] beyond 64 bits of minor units.
    pub fn credited(self, paid: Money, policy: SettlementPolicy) -> Result<Self, TermsError> {
        if !policy.counts_time() {
            return Ok(self);
        }
        let credit = if paid.minor() < self.interest.minor() { paid } else { self.interest };
        let overflow = |_| TermsError::Overflow;
        Ok(Self {
            interest: self.interest.checked_sub(credit).map_err(overflow)?,
            payoff: self.payoff.checked_sub(credit).map_err(overflow)?,
            saved: self.saved.checked_add(credit).map_err(overflow)?,
            ..self
        })
    }
}

/// What it costs to settle the `unpaid` rows (what is left of them, oldest first, not none) on a day. Interest is
/// rounded by `mode`, a penalty half up.
///
/// # Errors
/// [`TermsError::Periods`] when nothing is unpaid; [`TermsError::Overflow`] beyond 64 bits of minor units.
pub fn quote(
    unpaid: &[Row],
    running: RunningPeriod,
    on: NaiveDate,
    policy: SettlementPolicy,
    mode: Mode,
) -> Result<Quote, TermsError> {
    let current = unpaid.first().ok_or(TermsError::Periods)?;
    let planned = totals(unpaid, current.principal.currency())?;
    quote_of(&planned, current, running, on, policy, mode)
}

/// The same from what the unpaid rows come to, and the first of them.
///
/// # Errors
/// [`TermsError::Overflow`] beyond 64 bits of minor units.
pub fn quote_of(
    planned: &Totals,
    current: &Row,
    running: RunningPeriod,
    on: NaiveDate,
    policy: SettlementPolicy,
    mode: Mode,
) -> Result<Quote, TermsError> {
    let currency = current.principal.currency();
    let zero = Money::zero(currency);
    let share = |ratio: Option<Ratio>, mode: Mode| {
        let exact = ratio.and_then(|ratio| ratio.times(Ratio::whole(planned.principal.minor())));
        let minor = exact.and_then(|exact| exact.rounded(mode, 1)).ok_or(TermsError::Overflow)?;
        Ok::<_, TermsError>(Money::from_minor(minor, currency))
    };
    let since = Ratio::whole((on - running.start).num_days().max(0));
    let (interest, fee, penalty) = match policy {
        SettlementPolicy::PrincipalOnly => (zero, zero, zero),
        SettlementPolicy::AccruedDays(daily) => (share(daily.times(since), mode)?, zero, zero),
        SettlementPolicy::AccruedInPeriod => (share(running.elapsed(on), mode)?, zero, zero),
        SettlementPolicy::WholeCurrentPeriod => (current.interest, current.fee, zero),
        SettlementPolicy::AllRemaining => (planned.interest, planned.fee, zero),
        SettlementPolicy::Penalty { rate, daily_rate, minimum, cap } => {
            let accrued = daily_rate.map_or_else(|| running.elapsed(on), |daily| daily.times(since));
            let penalty = share(Some(rate), Mode::HalfUp)?.minor();
            let penalty = minimum.map_or(penalty, |least| penalty.max(least.minor()));
            let penalty = cap.map_or(penalty, |most| penalty.min(most.minor()));
            (share(accrued, mode)?, zero, Money::from_minor(penalty, currency))
        }
    };
    let sum = |parts: &[Money]| Money::sum(parts.iter().copied(), currency).map_err(|_| TermsError::Overflow);
    let charged = sum(&[interest, fee, penalty])?;
    let saved =
        sum(&[planned.interest, planned.fee])?.checked_sub(charged).map_err(|_| TermsError::Overflow)?;
    let payoff = sum(&[planned.principal, charged])?;
    Ok(Quote { principal: planned.principal, interest, fee, penalty, payoff, saved })
}
