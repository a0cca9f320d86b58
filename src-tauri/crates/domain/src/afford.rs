//! Whether another plan fits: the heaviest month with and without it, and its share of the income.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::{Currency, Money, MoneyError};

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1–12.
    pub month: u32,
}

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year - 1, month: 12 },
            _ => Self { month: self.month - 1, ..self },
        }
    }
}

/// As in 2026-11.
impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The heaviest month, the earliest of equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peak {
    /// Which.
    pub month: Month,
    /// What is due in it.
    pub due: Money,
    /// Of the monthly income, in percent with one decimal; absent without an income.
    pub income_percent: Option<Decimal>,
}

/// The heaviest month before and after another plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affordability {
    /// Without it; absent when nothing is due at all.
    pub before: Option<Peak>,
    /// With it.
    pub after: Option<Peak>,
}

/// What is due by month.
///
/// # Errors
/// [`MoneyError`] for mixed currencies, or beyond 64 bits.
pub fn by_month(
    dues: impl IntoIterator<Item = (NaiveDate, Money)>,
    currency: Currency,
) -> Result<BTreeMap<Month, Money>, MoneyError> {
    with(BTreeMap::new(), dues, currency)
}

fn with(
    mut months: BTreeMap<Month, Money>,
    dues: impl IntoIterator<Item = (NaiveDate, Money)>,
    currency: Currency,
) -> Result<BTreeMap<Month, Money>, MoneyError> {
    for (date, due) in dues {
        let sum = months.entry(Month::of(date)).or_insert(Money::zero(currency));
        *sum = sum.checked_add(due)?;
    }
    Ok(months)
}

/// The heaviest month of what is due already, and of that with a draft's rows. `income` is of a month.
///
/// # Errors
/// As [`by_month`].
pub fn affordability(
    before: &BTreeMap<Month, Money>,
    draft: &[(NaiveDate, Money)],
    income: Option<Money>,
    currency: Currency,
) -> Result<Affordability, MoneyError> {
    let peak = |months: &BTreeMap<Month, Money>| {
        let heavy = months.iter().rev().filter(|(_, due)| due.is_positive());
        let (month, due) = heavy.max_by_key(|(_, due)| due.minor())?;
        let income = income.filter(|income| income.is_positive());
        let percent = |income: Money| {
            let share = due.minor_decimal().checked_mul(Decimal::ONE_HUNDRED)?;
            Some(
                share
                    .checked_div(income.minor_decimal())?
                    .round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero),
            )
        };
        Some(Peak { month: *month, due: *due, income_percent: income.and_then(percent) })
    };
    let after = with(before.clone(), draft.iter().copied(), currency)?;
    Ok(Affordability { before: peak(before), after: peak(&after) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_may_move_the_peak() {
        let fen = |minor| Money::from_minor(minor, Currency::CNY);
        let due = |text: &str, minor| (text.parse().expect("BUG: a literal date"), fen(minor));
        let dues = [due("2026-11-28", 300), due("2026-11-30", 100), due("2027-01-28", 350)];
        let draft = [due("2026-12-28", 100), due("2027-01-28", 100)];
        let dues = by_month(dues, Currency::CNY).expect("BUG: small");
        let found = affordability(&dues, &draft, Some(fen(1_800)), Currency::CNY).expect("BUG: small");
        let (before, after) = (found.before.expect("BUG: dues"), found.after.expect("BUG: dues"));
        assert_eq!((before.month.to_string().as_str(), before.due.minor()), ("2026-11", 400));
        assert_eq!((after.month.to_string().as_str(), after.due.minor()), ("2027-01", 450));
        assert_eq!(after.income_percent, Some(Decimal::new(250, 1)));
        let none = affordability(&BTreeMap::new(), &[], None, Currency::CNY).expect("BUG: nothing");
        assert_eq!(none, Affordability { before: None, after: None });
    }
}
