//! What paying late costs (domain.md §5).

use chrono::NaiveDate;

use crate::money::Money;
use crate::rounding::{Mode, Ratio};

/// What the grace days mean once they are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grace {
    /// Paid within them, nothing is due; after them, the days count from the due date.
    Forgive,
    /// They are never charged.
    Shift,
}

/// How a lender charges for late payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateFeePolicy {
    /// Per day, of the overdue amount: 0.0005, or 18/365 per cent as an exact fraction.
    pub daily_rate: Ratio,
    /// Days after the due date that are free.
    pub grace_days: u16,
    /// What they mean later.
    pub grace: Grace,
    /// Charged once, beside the daily share, as soon as a day counts.
    pub fixed: Option<Money>,
    /// The least that is charged once a day counts.
    pub minimum: Option<Money>,
    /// The most that is charged; it wins over the minimum.
    pub cap: Option<Money>,
}

/// What is charged, and for how many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateFee {
    /// Days that count.
    pub days: u32,
    /// The charge.
    pub fee: Money,
}

/// The late fee for `overdue`, due on `due` and paid on `paid`: amount × rate × days, half up. The day after the due
/// date is the first that counts. `None` when the fee leaves 64 bits of minor units.
#[must_use]
pub fn late_fee(overdue: Money, due: NaiveDate, paid: NaiveDate, policy: &LateFeePolicy) -> Option<LateFee> {
    let late = u32::try_from((paid - due).num_days()).unwrap_or(0);
    let grace = u32::from(policy.grace_days);
    let days = match policy.grace {
        Grace::Forgive if late <= grace => 0,
        Grace::Forgive => late,
        Grace::Shift => late.saturating_sub(grace),
    };
    if days == 0 || overdue.is_zero() {
        return Some(LateFee { days, fee: Money::zero(overdue.currency()) });
    }
    let exact =
        Ratio::whole(overdue.minor()).times(policy.daily_rate)?.times(Ratio::whole(i64::from(days)))?;
    let mut fee = exact.rounded(Mode::HalfUp, 1)?.checked_add(policy.fixed.map_or(0, Money::minor))?;
    fee = policy.minimum.map_or(fee, |minimum| fee.max(minimum.minor()));
    fee = policy.cap.map_or(fee, |cap| fee.min(cap.minor()));
    Some(LateFee { days, fee: Money::from_minor(fee, overdue.currency()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn charged(days: u64, policy: &LateFeePolicy) -> (u32, i64) {
        let due: NaiveDate = "2024-06-10".parse().expect("BUG: a literal date");
        let amount = Money::from_minor(89_333, Currency::CNY);
        let fee = late_fee(amount, due, due + chrono::Days::new(days), policy).expect("BUG: small");
        (fee.days, fee.fee.minor())
    }

    #[test]
    fn grace_days_are_forgiven_or_never_charged() {
        let daily_rate = Ratio::new(5, 10_000).expect("BUG: positive");
        let forgive = LateFeePolicy {
            daily_rate,
            grace_days: 3,
            grace: Grace::Forgive,
            fixed: None,
            minimum: None,
            cap: None,
        };
        assert_eq!(charged(3, &forgive), (0, 0));
        assert_eq!(charged(4, &forgive), (4, 179));
        assert_eq!(charged(4, &LateFeePolicy { grace: Grace::Shift, ..forgive }), (1, 45));
    }

    #[test]
    fn minimum_and_cap_apply_only_when_a_day_counts() {
        let fen = |minor| Some(Money::from_minor(minor, Currency::CNY));
        let daily_rate = Ratio::new(5, 10_000).expect("BUG: positive");
        let policy = LateFeePolicy {
            daily_rate,
            grace_days: 0,
            grace: Grace::Forgive,
            fixed: None,
            minimum: fen(1_000),
            cap: fen(1_500),
        };
        assert_eq!(charged(0, &policy), (0, 0));
        assert_eq!(charged(1, &policy), (1, 1_000));
        assert_eq!(charged(365, &policy), (365, 1_500));
        assert_eq!(charged(1, &LateFeePolicy { cap: fen(500), ..policy }), (1, 500), "the cap wins");
        assert_eq!(charged(30, &LateFeePolicy { fixed: fen(700), cap: None, ..policy }), (30, 2_040));
    }
}
