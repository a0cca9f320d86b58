//! From terms to rows (domain.md §2–3).
//!
//! Invariants of every schedule: Σ principal = the amount financed (and the down payment), the last balance is
//! zero, no component is negative, totals are the sums of the rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::money::{Currency, MAX_MINOR, Money};
use crate::rounding::Mode;
use crate::terms::{Basis, DownPayment, Interest, Method, Residual, Terms, TermsError};

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
    let maker = Maker::new(terms)?;
    let mut instalment = None;
    let parts = match terms.method() {
        Method::EqualInstalment { interest, instalment: given } => {
            let level = match given {
                Some(given) => given.minor_decimal(),
                None => maker.level_payment(interest)?,
            };
            instalment = Some(maker.money(level)?);
            maker.equal_instalment(interest, level, given.is_some())?
        }
        Method::EqualPrincipal(interest) => maker.on_balance(interest, &maker.even_principal()?)?,
        Method::CustomPrincipal { interest, parts } => {
            maker.on_balance(interest, &maker.custom_principal(parts)?)?
        }
        Method::InterestOnly(interest) | Method::Bullet(interest) => {
            maker.on_balance(interest, &maker.principal_last())?
        }
        Method::FlatInterest(interest) => maker.flat_interest(interest)?,
        Method::FlatPerPeriod(rate) => maker.flat_per_period(*rate)?,
        Method::FeeSpread(rate) => maker.fee_spread(*rate)?,
        Method::FeeUpfront(rate) => maker.fee_upfront(*rate)?,
        Method::InterestFree => maker.without_cost(maker.even_principal()?),
    };
    let rows = maker.rows(&parts)?;
    if totals(&rows, terms.principal().currency())?.total.minor() > MAX_MINOR {
        return Err(TermsError::Overflow);
    }
    Ok(Schedule { rows, instalment, financed: maker.money(maker.financed)? })
}

/// A row's components in minor units, whole.
#[derive(Clone, Copy)]
struct Parts {
    principal: Decimal,
    interest: Decimal,
    fee: Decimal,
}

/// One schedule in the making: terms, their dates, and what is financed, in minor units.
struct Maker<'a> {
    terms: &'a Terms,
    due_dates: Vec<NaiveDate>,
    down: Decimal,
    financed: Decimal,
}

impl<'a> Maker<'a> {
    fn new(terms: &'a Terms) -> Result<Self, TermsError> {
        let due = terms.due();
        let due_dates: Option<Vec<_>> = (0..terms.periods()).map(|k| due.nth(k)).collect();
        let due_dates = due_dates.ok_or(TermsError::Calendar)?;
        let price = terms.principal().minor_decimal();
        let down = down_payment(terms)?;
        if down.is_sign_negative() || down >= price {
            return Err(TermsError::DownPayment);
        }
        Ok(Self { terms, due_dates, down, financed: price - down })
    }

    fn money(&self, minor: Decimal) -> Result<Money, TermsError> {
        Money::from_minor_decimal(minor, self.terms.principal().currency()).ok_or(TermsError::Overflow)
    }

    fn periods(&self) -> usize {
        self.due_dates.len()
    }

    fn last(&self) -> usize {
        self.periods() - 1
    }

    /// The day on which period `k` (from 0) starts.
    fn period_start(&self, k: usize) -> NaiveDate {
        if k == 0 { self.terms.start() } else { self.due_dates[k - 1] }
    }

    /// What `base` earns in period `k`, as an exact fraction: (numerator, denominator). Multiplied first, so
    /// that half fen survive (domain.md §2).
    fn accrual(
        &self,
        interest: &Interest,
        k: usize,
        base: Decimal,
    ) -> Result<(Decimal, Decimal), TermsError> {
        let (from, to) = (self.period_start(k), self.due_dates[k]);
        let days = Decimal::from((to - from).num_days());
        let (rate, share) = match interest {
            Interest::Periodic(rate) => (*rate, (Decimal::ONE, Decimal::ONE)),
            Interest::PeriodicAnnual { annual, periods_per_year } => {
                (*annual, (Decimal::ONE, Decimal::from(*periods_per_year)))
            }
            Interest::Daily(rate) => (*rate, (days, Decimal::ONE)),
            Interest::Actual { annual, basis } => (*annual, year_share(*basis, from, to, days)),
            Interest::Fractions { annual, fractions } => {
                let (part, whole) = fractions[k];
                (*annual, (Decimal::from(part), Decimal::from(whole)))
            }
        };
        let numerator = base.checked_mul(rate).and_then(|figure| figure.checked_mul(share.0));
        Ok((numerator.ok_or(TermsError::Overflow)?, share.1))
    }

    fn interest_on(&self, interest: &Interest, k: usize, base: Decimal) -> Result<Decimal, TermsError> {
        let (numerator, denominator) = self.accrual(interest, k, base)?;
        let figure = numerator.checked_div(denominator).ok_or(TermsError::Overflow)?;
        self.terms.rounding().interest.to_multiple(figure, 1).ok_or(TermsError::Overflow)
    }

    /// A = P · Π(1+i) / Σ of the growth after each payment; P / n without interest.
    fn level_payment(&self, interest: &Interest) -> Result<Decimal, TermsError> {
        let rounding = self.terms.rounding();
        let mut factors = Vec::with_capacity(self.periods());
        for k in 0..self.periods() {
            let (numerator, denominator) = self.accrual(interest, k, Decimal::ONE)?;
            let rate = numerator.checked_div(denominator).ok_or(TermsError::Overflow)?;
            factors.push(Decimal::ONE.checked_add(rate).ok_or(TermsError::Overflow)?);
        }
        let exact = grown_payment(self.financed, &factors)
            .or_else(|| discounted_payment(self.financed, &factors))
            .ok_or(TermsError::Overflow)?;
        rounding.instalment.to_multiple(exact, rounding.instalment_unit).ok_or(TermsError::Overflow)
    }

    fn equal_instalment(
        &self,
        interest: &Interest,
        level: Decimal,
        given: bool,
    ) -> Result<Vec<Parts>, TermsError> {
        let mut balance = self.financed;
        let mut parts = Vec::with_capacity(self.periods());
        for k in 0..self.periods() {
            let interest = self.interest_on(interest, k, balance)?;
            let principal = if k == self.last() { balance } else { (level - interest).min(balance) };
            if principal.is_sign_negative() && given {
                return Err(TermsError::Instalment);
            }
            // A long first period may ask for more interest than the level payment: then the row is interest alone.
            let principal = principal.max(Decimal::ZERO);
            balance -= principal;
            parts.push(Parts { principal, interest, fee: Decimal::ZERO });
        }
        Ok(parts)
    }

    /// Interest on what is left, with the principal given.
    fn on_balance(&self, interest: &Interest, principal: &[Decimal]) -> Result<Vec<Parts>, TermsError> {
        let mut balance = self.financed;
        let mut parts = Vec::with_capacity(self.periods());
        for (k, &principal) in principal.iter().enumerate() {
            let interest = self.interest_on(interest, k, balance)?;
            balance -= principal;
            parts.push(Parts { principal, interest, fee: Decimal::ZERO });
        }
        Ok(parts)
    }

    fn flat_interest(&self, interest: &Interest) -> Result<Vec<Parts>, TermsError> {
        let principal = self.even_principal()?;
        let rows = principal.into_iter().enumerate().map(|(k, principal)| {
            let interest = self.interest_on(interest, k, self.financed)?;
            Ok(Parts { principal, interest, fee: Decimal::ZERO })
        });
        rows.collect()
    }

    fn flat_per_period(&self, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
        let fee = self.fee(rate, self.terms.rounding().fee)?;
        let rows = self.even_principal()?;
        Ok(rows.into_iter().map(|principal| Parts { principal, interest: Decimal::ZERO, fee }).collect())
    }

    fn fee_spread(&self, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
        let rounding = self.terms.rounding();
        let total = self.fee(rate, rounding.fee_total)?;
        let fees =
            split(total, self.periods(), rounding.fee, 1, rounding.residual).ok_or(TermsError::Overflow)?;
        let rows = self.even_principal()?.into_iter().zip(fees);
        Ok(rows.map(|(principal, fee)| Parts { principal, interest: Decimal::ZERO, fee }).collect())
    }

    fn fee_upfront(&self, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
        let total = self.fee(rate, self.terms.rounding().fee_total)?;
        let mut rows = self.without_cost(self.even_principal()?);
        rows[0].fee = total;
        Ok(rows)
    }

    fn without_cost(&self, principal: Vec<Decimal>) -> Vec<Parts> {
        let row = |principal| Parts { principal, interest: Decimal::ZERO, fee: Decimal::ZERO };
        principal.into_iter().map(row).collect()
    }

    fn fee(&self, rate: Decimal, mode: Mode) -> Result<Decimal, TermsError> {
        let figure = self.financed.checked_mul(rate).ok_or(TermsError::Overflow)?;
        mode.to_multiple(figure, 1).ok_or(TermsError::Overflow)
    }

    fn even_principal(&self) -> Result<Vec<Decimal>, TermsError> {
        let rounding = self.terms.rounding();
        split(self.financed, self.periods(), rounding.principal, rounding.principal_unit, rounding.residual)
            .ok_or(TermsError::Overflow)
    }

    fn principal_last(&self) -> Vec<Decimal> {
        let mut parts = vec![Decimal::ZERO; self.periods()];
        parts[self.last()] = self.financed;
        parts
    }

    fn custom_principal(&self, parts: &[Money]) -> Result<Vec<Decimal>, TermsError> {
        let parts: Vec<_> = parts.iter().map(|part| part.minor_decimal()).collect();
        let sound = parts.len() == self.periods()
            && parts.iter().all(|part| !part.is_sign_negative())
            && parts.iter().sum::<Decimal>() == self.financed;
        if sound { Ok(parts) } else { Err(TermsError::Parts) }
    }

    fn rows(&self, parts: &[Parts]) -> Result<Vec<Row>, TermsError> {
        let zero = Decimal::ZERO;
        let down = (self.down > zero).then_some((0, self.terms.start(), self.down, zero, zero));
        let rows = (1..).zip(&self.due_dates).zip(parts);
        let rows = rows.map(|((n, date), part)| (n, *date, part.principal, part.interest, part.fee));
        down.into_iter()
            .chain(rows)
            .map(|(n, due_date, principal, interest, fee)| {
                let (principal, interest) = (self.money(principal)?, self.money(interest)?);
                Ok(Row { n, due_date, principal, interest, fee: self.money(fee)? })
            })
            .collect()
    }
}

fn down_payment(terms: &Terms) -> Result<Decimal, TermsError> {
    match terms.down_payment() {
        None => Ok(Decimal::ZERO),
        Some(DownPayment::Amount(amount)) => Ok(amount.minor_decimal()),
        Some(DownPayment::Share { share, mode, unit }) => {
            if unit < 1 {
                return Err(TermsError::RoundingUnit);
            }
            let figure =
                terms.principal().minor_decimal().checked_mul(share).ok_or(TermsError::DownPayment)?;
            mode.to_multiple(figure, unit).ok_or(TermsError::Overflow)
        }
    }
}

/// The part of a year that the days are, as (numerator, denominator).
fn year_share(basis: Basis, from: NaiveDate, to: NaiveDate, days: Decimal) -> (Decimal, Decimal) {
    let leap_days = |shift: i64| {
        let in_leap = |day: &NaiveDate| (*day + chrono::Duration::days(shift)).leap_year();
        Decimal::from(from.iter_days().take_while(|day| *day < to).filter(in_leap).count())
    };
    let (common, leap) = (Decimal::from(365), Decimal::from(366));
    match basis {
        Basis::Fixed(length) => (days, Decimal::from(length)),
        Basis::ActualStart | Basis::ActualEnd => {
            let leap_days = leap_days(i64::from(basis == Basis::ActualEnd));
            (leap_days * common + (days - leap_days) * leap, common * leap)
        }
    }
}

/// Splits a whole into even parts; one row carries the difference. No part is negative: where rounding up would
/// use the whole before the end, later parts are zero.
fn split(whole: Decimal, rows: usize, mode: Mode, unit: i64, residual: Residual) -> Option<Vec<Decimal>> {
    let count = Decimal::from(rows);
    let mut part = mode.to_multiple(whole.checked_div(count)?, unit)?;
    let others = count - Decimal::ONE;
    match residual {
        Residual::Last => {
            let mut left = whole;
            let take = |k: usize| {
                let taken = if k + 1 == rows { left } else { part.min(left) };
                left -= taken;
                taken
            };
            Some((0..rows).map(take).collect())
        }
        Residual::First => {
            if part * others > whole {
                part = Mode::Down.to_multiple(whole.checked_div(count)?, unit)?;
            }
            let first = whole - part * others;
            Some((0..rows).map(|k| if k == 0 { first } else { part }).collect())
        }
    }
}

/// P · Π(1+i) / Σ_k Π_{j>k}(1+i_j): exact as long as 28 digits hold the products. `None` when they do not.
fn grown_payment(financed: Decimal, factors: &[Decimal]) -> Option<Decimal> {
    let mut balance = financed;
    let mut payments = Decimal::ZERO;
    for factor in factors {
        balance = balance.checked_mul(*factor)?;
        payments = payments.checked_mul(*factor)?.checked_add(Decimal::ONE)?;
    }
    balance.checked_div(payments)
}

/// P / Σ_k Π_{j≤k} 1/(1+i_j): for rates and terms whose growth leaves 28 digits.
fn discounted_payment(financed: Decimal, factors: &[Decimal]) -> Option<Decimal> {
    let mut discount = Decimal::ONE;
    let mut value = Decimal::ZERO;
    for factor in factors {
        discount = discount.checked_div(*factor)?;
        value = value.checked_add(discount)?;
    }
    financed.checked_div(value)
}
