//! Paying a part of the principal before its time (domain.md §8), on a due day, after that day's row.

use chrono::NaiveDate;

use crate::money::Money;
use crate::schedule::{Frame, Parts, Row, schedule, totals};
use crate::settlement::RunningPeriod;
use crate::terms::{Interest, Method, Terms, TermsError};

/// What becomes smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrepaymentPolicy {
    /// The instalments: the same dates, a new level payment on the new balance.
    LowerInstalment,
    /// The term: the same instalment until the balance is gone; the last row is shorter.
    ShortenTerm,
}

/// Why a prepayment was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrepaymentError {
    /// All periods are paid, or more than there are.
    #[error("no period is left")]
    NothingLeft,
    /// More than is left, or nothing; the most that could be prepaid.
    #[error("prepayment out of range")]
    Amount(Money),
    /// No more than the interest that ran until the day, or all that is owed: the amounts between which it must be.
    #[error("prepayment out of range")]
    Range {
        /// More than this.
        above: Money,
        /// Less than this.
        below: Money,
    },
    /// Fees and interest on the original principal do not become less: what is paid early pays the next rows.
    #[error("a prepayment saves nothing under this method")]
    SavesNothing,
    /// The plan itself has no schedule.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

/// What is left to pay after a prepayment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepayment {
    /// The remaining rows.
    pub rows: Vec<Row>,
    /// The level payment from now on, where the method has one.
    pub instalment: Option<Money>,
    /// Interest that is no longer paid.
    pub interest_saved: Money,
}

/// The plan after `paid_periods` rows and a prepayment of `extra`.
///
/// # Errors
/// [`PrepaymentError`].
pub fn prepay(
    terms: &Terms,
    paid_periods: u16,
    extra: Money,
    policy: PrepaymentPolicy,
) -> Result<Prepayment, PrepaymentError> {
    let before = schedule(terms)?;
    let old: Vec<Row> = before.rows.iter().filter(|row| row.n > paid_periods).copied().collect();
    prepay_rows(terms, &old, before.instalment, extra, policy)
}

/// The same for rows that need not be those of the terms: the `old` ones are what is left to pay, in order and
/// without a gap. Interest is counted as the terms say. `level` is the instalment to keep; that of the first row
/// where absent.
///
/// # Errors
/// [`PrepaymentError`].
pub fn prepay_rows(
    terms: &Terms,
    old: &[Row],
    level: Option<Money>,
    extra: Money,
    policy: PrepaymentPolicy,
) -> Result<Prepayment, PrepaymentError> {
    let (Some(next), Some(last)) = (old.first(), old.last()) else {
        return Err(PrepaymentError::NothingLeft);
    };
    let left = totals(old, extra.currency())?;
    if left.principal.is_zero() {
        return Err(PrepaymentError::NothingLeft);
    }
    if !(1..=left.principal.minor()).contains(&extra.minor()) {
        return Err(PrepaymentError::Amount(left.principal));
    }
    // A term that was shortened before stays so.
    let terms = if last.n == terms.periods() { terms } else { &terms.with_periods(last.n)? };
    let frame = Frame::new(terms)?;
    let first = usize::from(next.n.saturating_sub(1));
    let balance = left.principal.minor() - extra.minor();
    let level = level.map_or_else(|| next.total(), Ok)?;
    let (mut parts, instalment) = parts_after(&frame, old, balance, level.minor(), policy)?;
    let is_over = balance == 0 || policy == PrepaymentPolicy::ShortenTerm;
    while is_over && parts.last().is_some_and(|last| *last == Parts::default()) {
        parts.pop();
    }
    let rows: Vec<Row> = (first..).zip(parts).map(|(k, part)| frame.row(k, part)).collect();
    let interest_saved = left.interest.checked_sub(totals(&rows, extra.currency())?.interest);
    Ok(Prepayment {
        rows,
        instalment: instalment.map(|level| frame.money(level)),
        interest_saved: interest_saved.map_err(|_| TermsError::Overflow)?,
    })
}

/// A prepayment on any day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPaid {
    /// Of the amount, the interest that had run until the day.
    pub interest: Money,
    /// By how much less is owed.
    pub principal: Money,
    /// The remaining rows.
    pub rows: Vec<Row>,
    /// The level payment from now on, where the method has one.
    pub instalment: Option<Money>,
    /// What the old rows would have cost, minus the new ones and the interest that is paid now.
    pub saved: Money,
}

/// As [`prepay_rows`], on any day of the `running` period that the first of the `old` rows ends: what ran until then is
/// taken out of `amount` first, and the rest of the period costs what the new balance costs.
///
/// # Errors
/// [`PrepaymentError`].
pub fn prepay_part(
    terms: &Terms,
    old: &[Row],
    level: Option<Money>,
    running: &RunningPeriod,
    (on, amount): (NaiveDate, Money),
    policy: PrepaymentPolicy,
) -> Result<PartPaid, PrepaymentError> {
    let currency = amount.currency();
    let mode = terms.rounding().interest;
    let overflow = |_| TermsError::Overflow;
    let before = totals(old, currency)?;
    let interest = match terms.method().interest() {
        Some(_) => running.accrued(before.principal, on, mode)?,
        None => Money::zero(currency),
    };
    let principal = amount.checked_sub(interest).map_err(overflow)?;
    // All of it is a settlement, which has a policy of its own.
    if !(1..before.principal.minor()).contains(&principal.minor()) {
        let below = before.principal.checked_add(interest).map_err(overflow)?;
        return Err(PrepaymentError::Range { above: interest, below });
    }
    let made = prepay_rows(terms, old, level, principal, policy)?;
    let mut rows = made.rows;
    if let Some(first) = rows.first_mut().filter(|_| on > running.start) {
        let balance = before.principal.checked_sub(principal).map_err(overflow)?;
        first.interest = running.rest(balance, on, mode)?;
    }
    let after = totals(&rows, currency)?;
    let saved = [before.fee, before.interest].into_iter().try_fold(Money::zero(currency), Money::checked_add);
    let saved = [after.fee, after.interest, interest]
        .into_iter()
        .try_fold(saved.map_err(overflow)?, Money::checked_sub)
        .map_err(overflow)?;
    Ok(PartPaid { interest, principal, rows, instalment: made.instalment, saved })
}

/// What a method makes of the new balance, and its level payment where it has one.
fn parts_after(
    frame: &Frame<'_>,
    old: &[Row],
    balance: i64,
    level: i64,
    policy: PrepaymentPolicy,
) -> Result<(Vec<Parts>, Option<i64>), PrepaymentError> {
    let first = old.first().map_or(0, |next| usize::from(next.n.saturating_sub(1)));
    Ok(match (frame.terms().method(), policy) {
        (Method::EqualInstalment { interest, .. }, PrepaymentPolicy::LowerInstalment) => {
            let level = frame.level_payment(interest, first, balance)?;
            (frame.equal_instalment(interest, first, balance, level)?, Some(level))
        }
        (Method::EqualInstalment { interest, .. }, PrepaymentPolicy::ShortenTerm) => {
            (frame.equal_instalment(interest, first, balance, level)?, Some(level))
        }
        (Method::EqualPrincipal(interest), PrepaymentPolicy::LowerInstalment) => {
            (frame.on_balance(interest, first, &frame.even_principal(first, balance)?)?, None)
        }
        (Method::EqualPrincipal(interest), PrepaymentPolicy::ShortenTerm) => {
            (shorter(frame, interest, first, old, balance)?, None)
        }
        (Method::InterestOnly(interest), _) => {
            (frame.on_balance(interest, first, &frame.principal_last(first, balance))?, None)
        }
        _ => return Err(PrepaymentError::SavesNothing),
    })
}

/// The same principal every period until the balance is gone.
fn shorter(
    frame: &Frame<'_>,
    interest: &Interest,
    first: usize,
    old: &[Row],
    balance: i64,
) -> Result<Vec<Parts>, TermsError> {
    let mut left = balance;
    let take = |row: &Row| {
        let part = row.principal.minor().min(left);
        left -= part;
        part
    };
    let principal: Vec<i64> = old.iter().map(take).collect();
    frame.on_balance(interest, first, &principal)
}
