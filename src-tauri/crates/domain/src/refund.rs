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
    let currency = amount.currency();
    let before = schedule(terms)?.rows;
    let old: Vec<Row> = before.iter().filter(|row| row.n > paid_periods).copied().collect();
    let unpaid = totals(&old, currency)?;
    let applied = amount.minor().min(unpaid.principal.minor());
    let owed: Vec<i64> = old.iter().map(|row| row.principal.minor()).collect();
    let cuts = cuts(&owed, applied, unpaid.principal.minor(), order).ok_or(TermsError::Overflow)?;
    let left: Vec<i64> = owed.iter().zip(cuts).map(|(owed, cut)| owed - cut).collect();
    let shrunk = |part: Money| {
        let kept = Ratio::new((unpaid.principal.minor() - applied).into(), unpaid.principal.minor().into());
        let kept = kept.unwrap_or(Ratio::ONE).times(Ratio::whole(part.minor()));
        let minor = kept.and_then(|kept| kept.rounded(Mode::HalfUp, 1)).ok_or(TermsError::Overflow)?;
        Ok::<_, TermsError>(Money::from_minor(minor, currency))
    };
    let on_balance = match terms.method() {
        Method::FlatInterest(_) => None,
        method => method.interest(),
    };
    let counted_anew = match on_balance {
        Some(interest) => {
            let parts = Frame::new(terms)?.on_balance(interest, usize::from(paid_periods), &left)?;
            Some(parts.into_iter().map(|part| Money::from_minor(part.interest, currency)).collect::<Vec<_>>())
        }
        None => None,
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
