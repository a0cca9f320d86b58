//! Credit limits: what is occupied, what is free, and when repaying frees more (domain.md §10).

use chrono::NaiveDate;

use crate::money::{Money, MoneyError};

/// A limit on top of the fixed one, for a while. It is used last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemporaryLimit {
    /// How much.
    pub amount: Money,
    /// The first day on which it counts.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

/// The limits of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The fixed one.
    pub fixed: Money,
    /// Those on top of it.
    pub temporary: Vec<TemporaryLimit>,
}

/// Where an account stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitUse {
    /// The day.
    pub on: NaiveDate,
    /// All limits in force.
    pub limit: Money,
    /// Unpaid principal.
    pub occupied: Money,
    /// The difference; negative after a temporary limit has ended.
    pub available: Money,
}

impl Limits {
    /// All that may be used on a day.
    ///
    /// # Errors
    /// [`MoneyError`] for mixed currencies, or beyond 64 bits.
    pub fn in_force(&self, on: NaiveDate) -> Result<Money, MoneyError> {
        let counts = |limit: &&TemporaryLimit| limit.from <= on && on <= limit.until;
        let temporary = self.temporary.iter().filter(counts).map(|limit| limit.amount);
        Money::sum(temporary.chain([self.fixed]), self.fixed.currency())
    }

    /// The use on a day of unpaid principal of so much.
    ///
    /// # Errors
    /// As [`Limits::in_force`].
    pub fn used(&self, on: NaiveDate, occupied: Money) -> Result<LimitUse, MoneyError> {
        let limit = self.in_force(on)?;
        Ok(LimitUse { on, limit, occupied, available: limit.checked_sub(occupied)? })
    }

    /// The use today, and after each later due date on which principal is repaid as planned. `principal` is what is
    /// unpaid, by due date, in any order; what is overdue counts as occupied until it is paid.
    ///
    /// # Errors
    /// As [`Limits::in_force`].
    pub fn releases(
        &self,
        today: NaiveDate,
        principal: &[(NaiveDate, Money)],
    ) -> Result<Vec<LimitUse>, MoneyError> {
        let currency = self.fixed.currency();
        let mut occupied = Money::sum(principal.iter().map(|(_, owed)| *owed), currency)?;
        let mut uses = vec![self.used(today, occupied)?];
        let mut later: Vec<_> = principal.iter().filter(|(due, _)| *due >= today).collect();
        later.sort_by_key(|(due, _)| *due);
        for day in later.chunk_by(|a, b| a.0 == b.0) {
            occupied = occupied.checked_sub(Money::sum(day.iter().map(|(_, owed)| *owed), currency)?)?;
            uses.push(self.used(day[0].0, occupied)?);
        }
        Ok(uses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn repaying_frees_principal_day_by_day() {
        let fen = |minor| Money::from_minor(minor, Currency::CNY);
        let date = |text: &str| text.parse::<NaiveDate>().expect("BUG: a literal date");
        let temporary =
            TemporaryLimit { amount: fen(500), from: date("2026-11-01"), until: date("2026-11-30") };
        let limits = Limits { fixed: fen(1_000), temporary: vec![temporary] };
        let principal = [
            (date("2026-12-28"), fen(400)),
            (date("2026-11-28"), fen(300)),
            (date("2026-11-28"), fen(100)),
            (date("2026-10-28"), fen(600)),
        ];
        let uses = limits.releases(date("2026-11-22"), &principal).expect("BUG: small");
        let found: Vec<_> = uses.iter().map(|u| (u.occupied.minor(), u.available.minor())).collect();
        assert_eq!(found, [(1_400, 100), (1_000, 500), (600, 400)], "the overdue 6.00 stay occupied");
        let past = limits.used(date("2026-12-01"), fen(1_400)).expect("BUG: small");
        assert_eq!(past.available.minor(), -400, "over the limit is shown, not hidden");
    }
}
