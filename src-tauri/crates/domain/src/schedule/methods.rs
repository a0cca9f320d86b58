//! One function a repayment method (domain.md §2).

use rust_decimal::Decimal;

use crate::money::Money;
use crate::rounding::{Mode, Ratio};
use crate::schedule::frame::{Frame, Parts};
use crate::schedule::level::level_payment;
use crate::schedule::split::split;
use crate::terms::{Interest, Method, TermsError};

/// The rows' components, and the level payment where the method has one.
pub(super) fn parts(frame: &Frame<'_>) -> Result<(Vec<Parts>, Option<i64>), TermsError> {
    let method = frame.terms().method();
    if let Method::EqualInstalment { interest, instalment } = method {
        let level = match instalment {
            Some(given) => given.minor(),
            None => frame.level_payment(interest, 0, frame.financed())?,
        };
        let parts = frame.equal_instalment(interest, 0, frame.financed(), level)?;
        // A contract's level payment that leaves interest unpaid is a mistake in the contract's figures. Our own may:
        // a long first period can cost more than the level payment; then that row is interest alone.
        let short = |part: &Parts| part.interest > level;
        if instalment.is_some() && parts.iter().any(short) {
            return Err(TermsError::Instalment);
        }
        return Ok((parts, Some(level)));
    }
    let parts = match method {
        Method::EqualInstalment { interest, .. } | Method::EqualPrincipal(interest) => {
            frame.on_balance(interest, 0, &frame.even_principal(0, frame.financed())?)?
        }
        Method::CustomPrincipal { interest, parts } => {
            frame.on_balance(interest, 0, &custom_principal(frame, parts)?)?
        }
        Method::InterestOnly(interest) | Method::Bullet(interest) => {
            frame.on_balance(interest, 0, &frame.principal_last(0, frame.financed()))?
        }
        Method::FlatInterest(interest) => flat_interest(frame, interest)?,
        Method::FlatPerPeriod(rate) => flat_per_period(frame, *rate)?,
        Method::FeeSpread(rate) => fee_spread(frame, *rate)?,
        Method::FeeUpfront(rate) => fee_upfront(frame, *rate)?,
        Method::InterestFree => principal_only(frame)?,
    };
    Ok((parts, None))
}

/// What can also start again at a later period, from what is left by then.
impl Frame<'_> {
    /// The level payment that repays `balance` over the periods from `first` on.
    pub(crate) fn level_payment(
        &self,
        interest: &Interest,
        first: usize,
        balance: i64,
    ) -> Result<i64, TermsError> {
        let factors: Result<Vec<_>, _> = (first..self.periods()).map(|k| self.factor(interest, k)).collect();
        let rounding = self.terms().rounding();
        level_payment(balance, &factors?, rounding.instalment, rounding.instalment_unit)
    }

    /// Level payments from period `first` on: interest first, the rest repays; the last period repays what is left.
    pub(crate) fn equal_instalment(
        &self,
        interest: &Interest,
        first: usize,
        mut balance: i64,
        level: i64,
    ) -> Result<Vec<Parts>, TermsError> {
        let row = |k| {
            let interest = self.interest(interest, k, balance)?;
            let is_last = k + 1 == self.periods();
            let principal = if is_last { balance } else { (level - interest).clamp(0, balance) };
            balance -= principal;
            Ok(Parts { principal, interest, fee: 0 })
        };
        (first..self.periods()).map(row).collect()
    }

    /// Interest on what is left, with the principal of each period from `first` on given.
    pub(crate) fn on_balance(
        &self,
        interest: &Interest,
        first: usize,
        principal: &[i64],
    ) -> Result<Vec<Parts>, TermsError> {
        let mut balance: i64 = principal.iter().sum();
        let row = |(k, principal): (usize, &i64)| {
            let interest = self.interest(interest, k, balance)?;
            balance -= principal;
            Ok(Parts { principal: *principal, interest, fee: 0 })
        };
        (first..).zip(principal).map(row).collect()
    }

    /// `balance` in even parts over the periods from `first` on.
    pub(crate) fn even_principal(&self, first: usize, balance: i64) -> Result<Vec<i64>, TermsError> {
        let rounding = self.terms().rounding();
        let rows = self.periods() - first;
        split(balance, rows, rounding.principal, rounding.principal_unit, rounding.residual)
            .ok_or(TermsError::Overflow)
    }

    /// `balance` with the last of the periods from `first` on.
    pub(crate) fn principal_last(&self, first: usize, balance: i64) -> Vec<i64> {
        let mut parts = vec![0; self.periods() - first];
        if let Some(last) = parts.last_mut() {
            *last = balance;
        }
        parts
    }
}

fn flat_interest(frame: &Frame<'_>, interest: &Interest) -> Result<Vec<Parts>, TermsError> {
    let principal = frame.even_principal(0, frame.financed())?;
    let rows = principal.into_iter().enumerate().map(|(k, principal)| {
        Ok(Parts { principal, interest: frame.interest(interest, k, frame.financed())?, fee: 0 })
    });
    rows.collect()
}

fn principal_only(frame: &Frame<'_>) -> Result<Vec<Parts>, TermsError> {
    let principal = frame.even_principal(0, frame.financed())?;
    Ok(principal.into_iter().map(|principal| Parts { principal, ..Parts::default() }).collect())
}

fn flat_per_period(frame: &Frame<'_>, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
    let fee = fee(frame, rate, frame.terms().rounding().fee)?;
    Ok(principal_only(frame)?.into_iter().map(|parts| Parts { fee, ..parts }).collect())
}

fn fee_spread(frame: &Frame<'_>, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
    let rounding = frame.terms().rounding();
    let total = fee(frame, rate, rounding.fee_total)?;
    let fees =
        split(total, frame.periods(), rounding.fee, 1, rounding.residual).ok_or(TermsError::Overflow)?;
    let rows = principal_only(frame)?.into_iter().zip(fees);
    Ok(rows.map(|(parts, fee)| Parts { fee, ..parts }).collect())
}

fn fee_upfront(frame: &Frame<'_>, rate: Decimal) -> Result<Vec<Parts>, TermsError> {
    let mut rows = principal_only(frame)?;
    rows[0].fee = fee(frame, rate, frame.terms().rounding().fee_total)?;
    Ok(rows)
}

fn fee(frame: &Frame<'_>, rate: Decimal, mode: Mode) -> Result<i64, TermsError> {
    Ratio::decimal(rate)
        .and_then(|rate| rate.times(Ratio::whole(frame.financed())))
        .and_then(|exact| exact.rounded(mode, 1))
        .ok_or(TermsError::Overflow)
}

fn custom_principal(frame: &Frame<'_>, parts: &[Money]) -> Result<Vec<i64>, TermsError> {
    let parts: Vec<i64> = parts.iter().map(|part| part.minor()).collect();
    let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
    let sound = parts.len() == frame.periods()
        && parts.iter().all(|part| *part >= 0)
        && sum == Some(frame.financed());
    if sound { Ok(parts) } else { Err(TermsError::Parts) }
}
