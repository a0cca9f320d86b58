//! Goods taken back, whole or in part (domain.md §9). Paid rows stay as they are.

use crate::money::Money;
use crate::rounding::{Mode, Ratio};
use crate::schedule::{Frame, Row, schedule, totals};
use crate::terms::{Method, Terms, TermsError};

/// From which unpaid rows a refund is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundOrder {
    /// The last ones first.
    LastFirst,
    /// The next ones first.
    NextFirst,
    /// All, in proportion to their principal; what truncation leaves comes from the last.
    ProRata,
}

/// Why a refund was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// More periods paid than there are.
    #[error("more periods paid than there are")]
    Periods,
    /// Nothing, or more than the purchase cost; what it cost.
    #[error("refund out of range")]
    Amount(Money),
    /// The plan itself has no schedule.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

/// A plan after a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// All unpaid rows, also those that became empty.
    pub rows: Vec<Row>,
    /// What exceeds the unpaid principal and goes back to the payer.
    pub to_payer: Money,
    /// Fees that are no longer asked for.
    pub fee_reduction: Money,
    /// Interest that is no longer asked for.
    pub interest_reduction: Money,
}

/// The plan after `paid_periods` rows and a refund of `amount`. Every remaining fee, and interest on the original
/// principal, shrinks with the unpaid principal, half up; interest on the balance is counted anew.
///
/// # Errors
/// [`RefundError`].
pub fn refund(
    terms: &Terms,
    paid_periods: u16,
    amount: Money,
    order: RefundOrder,
) -> Result<Refund, RefundError> {
    if paid_periods > terms.periods() {
        return Err(RefundError::Periods);
    }
    if !(1..=terms.principal().minor()).contains(&amount.minor()) {
        return Err(RefundError::Amount(terms.principal()));
    }
    let old: Vec<Row> = schedule(terms)?.rows.into_iter().filter(|row| row.n > paid_periods).collect();
    refund_rows(&old, Some(terms), amount, order)
}

/// The same for rows that need not be those of the terms: the `old` ones are what is unpaid, in order. Interest on
/// the balance is counted anew under the terms, if they are given: then the rows run without a gap to the end.
///
/// # Errors
/// [`RefundError::Terms`].
pub fn refund_rows(
    old: &[Row],
    terms: Option<&Terms>,
    amount: Money,
    order: RefundOrder,
) -> Result<Refund, RefundError> {
    let currency = amount.currency();
    let unpaid = totals(old, currency)?;
    let applied = amount.minor().min(unpaid.principal.minor());
    let owed: Vec<i64> = old.iter().map(|row| row.principal.minor()).collect();
    let cuts = cuts(&owed, applied, unpaid.principal.minor(), order).ok_or(TermsError::Overflow)?;
    let left: Vec<i64> = owed.iter().zip(cuts).map(|(owed, cut)| owed - cut).collect();
    let counted_anew = terms.map_or(Ok(None), |terms| interest_anew(terms, old, &left))?;
    let shrunk = |part: Money| {
        let kept = Ratio::new((unpaid.principal.minor() - applied).into(), unpaid.principal.minor().into());
        let kept = kept.unwrap_or(Ratio::ONE).times(Ratio::whole(part.minor()));
        let minor = kept.and_then(|kept| kept.rounded(Mode::HalfUp, 1)).ok_or(TermsError::Overflow)?;
        Ok::<_, TermsError>(Money::from_minor(minor, currency))
    };
    let mut rows = Vec::with_capacity(old.len());
    for (k, (row, left)) in old.iter().zip(left).enumerate() {
        let interest = match &counted_anew {
            Some(interest) => interest[k],
            None => shrunk(row.interest)?,
        };
        let principal = Money::from_minor(left, currency);
        rows.push(Row { principal, interest, fee: shrunk(row.fee)?, ..*row });
    }
    let now = totals(&rows, currency)?;
    let less = |before: Money, now: Money| before.checked_sub(now).map_err(|_| TermsError::Overflow);
    Ok(Refund {
        rows,
        to_payer: Money::from_minor(amount.minor() - applied, currency),
        fee_reduction: less(unpaid.fee, now.fee)?,
        interest_reduction: less(unpaid.interest, now.interest)?,
    })
}

/// Whether the interest of the last rows of a plan is what the terms ask for on their principal, so that it can be
/// counted anew after a refund.
#[must_use]
pub fn follows(terms: &Terms, rows: &[Row]) -> bool {
    let to_the_end = rows.last().is_some_and(|last| last.n <= terms.periods())
        && rows.windows(2).all(|pair| pair[1].n == pair[0].n + 1);
    let principal: Vec<i64> = rows.iter().map(|row| row.principal.minor()).collect();
    let counted = || interest_anew(terms, rows, &principal).ok().flatten();
    to_the_end && counted().is_some_and(|interest| rows.iter().map(|row| row.interest).eq(interest))
}

/// What the principal that is `left` of each row costs, where interest is on the balance.
fn interest_anew(terms: &Terms, old: &[Row], left: &[i64]) -> Result<Option<Vec<Money>>, TermsError> {
    let interest = match terms.method() {
        Method::FlatInterest(_) => None,
        method => method.interest(),
    };
    let (Some(interest), Some(next)) = (interest, old.first()) else { return Ok(None) };
    let first = usize::from(next.n.saturating_sub(1));
    let frame = Frame::new(terms)?;
    let parts = frame.on_balance(interest, first, left)?;
    Ok(Some(parts.into_iter().map(|part| frame.money(part.interest)).collect()))
}

/// How much of each row's principal goes; `applied` in all.
fn cuts(owed: &[i64], applied: i64, unpaid: i64, order: RefundOrder) -> Option<Vec<i64>> {
    let mut cuts = vec![0; owed.len()];
    let mut left = applied;
    if order == RefundOrder::ProRata && unpaid > 0 {
        for (cut, owed) in cuts.iter_mut().zip(owed) {
            let share = Ratio::new(i128::from(applied) * i128::from(*owed), unpaid.into())?;
            *cut = share.rounded(Mode::Down, 1)?;
            left -= *cut;
        }
    }
    let mut take = |k: usize| {
        let more = left.min(owed[k] - cuts[k]);
        cuts[k] += more;
        left -= more;
    };
    match order {
        RefundOrder::NextFirst => (0..owed.len()).for_each(&mut take),
        RefundOrder::LastFirst | RefundOrder::ProRata => (0..owed.len()).rev().for_each(&mut take),
    }
    Some(cuts)
}
