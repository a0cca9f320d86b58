//! Due dates: each from the anchor, never from the one before (domain.md §4).

use chrono::{Datelike, Days, Months, NaiveDate};

/// How far apart two due dates are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months.
    Months(u16),
}

impl Frequency {
    /// Once a month.
    pub const MONTHLY: Self = Self::Months(1);

    /// How many periods fill a year, and in what: (units in a year, units a period).
    #[must_use]
    pub fn year_share(self) -> (u16, u16) {
        match self {
            Self::Days(every) => (365, every),
            Self::Weeks(every) => (52, every),
            Self::Months(every) => (12, every),
        }
    }
}

/// Which day of the month the dates of a monthly plan aim at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// This day, or the month's last where the month is shorter: 31 Jan, 28 Feb, 31 Mar.
    Day(u8),
    /// This day, or the first of the next month where the month is shorter: 31 Jan, 1 Mar, 31 Mar.
    DayOrNextFirst(u8),
    /// Always the last day of the month.
    EndOfMonth,
}

/// The rule that makes a plan's due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDates {
    first: NaiveDate,
    /// A day in the month that `first` stands for: another month's where the anchor rolled over.
    month: NaiveDate,
    frequency: Frequency,
    anchor: Anchor,
}

/// Why there is no such rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DueDatesError {
    /// The distance is zero or longer than ten years.
    #[error("frequency out of range")]
    Frequency,
    /// The first date does not fall where the anchor puts it.
    #[error("the first due date does not fit the anchor day")]
    Anchor,
}

impl DueDates {
    /// A rule whose date number 0 is `first`; for [`Anchor::EndOfMonth`], the last day of its month. Without an anchor
    /// the day of `first` is the anchor.
    ///
    /// # Errors
    /// [`DueDatesError::Frequency`] unless 1…3 660 days, 1…520 weeks or 1…120 months;
    /// [`DueDatesError::Anchor`] if `first` is not the anchor day as its month allows it.
    pub fn new(
        first: NaiveDate,
        frequency: Frequency,
        anchor: Option<Anchor>,
    ) -> Result<Self, DueDatesError> {
        let in_range = match frequency {
            Frequency::Days(every) => (1..=3_660).contains(&every),
            Frequency::Weeks(every) => (1..=520).contains(&every),
            Frequency::Months(every) => (1..=120).contains(&every),
        };
        if !in_range {
            return Err(DueDatesError::Frequency);
        }
        let day = u8::try_from(first.day()).map_err(|_| DueDatesError::Anchor)?;
        let anchor = anchor.unwrap_or(Anchor::Day(day));
        let is_monthly = matches!(frequency, Frequency::Months(_));
        let first = if is_monthly && anchor == Anchor::EndOfMonth {
            on_anchor(first, anchor).ok_or(DueDatesError::Anchor)?
        } else {
            first
        };
        let stands_for = |month: &NaiveDate| on_anchor(*month, anchor) == Some(first);
        let month = match frequency {
            Frequency::Months(_) => [Some(first), first.checked_sub_months(Months::new(1))]
                .into_iter()
                .flatten()
                .find(stands_for)
                .ok_or(DueDatesError::Anchor)?,
            Frequency::Days(_) | Frequency::Weeks(_) => first,
        };
        Ok(Self { first, month, frequency, anchor })
    }

    /// Date number 0.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// How far apart the dates are.
    #[must_use]
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Date number `k`, counted from 0. `None` beyond the year 9999, where dates no longer have ten characters.
    #[must_use]
    pub fn nth(&self, k: u16) -> Option<NaiveDate> {
        let date = match self.frequency {
            Frequency::Days(every) => self.first.checked_add_days(Days::new(u64::from(k) * u64::from(every))),
            Frequency::Weeks(every) => {
                self.first.checked_add_days(Days::new(7 * u64::from(k) * u64::from(every)))
            }
            Frequency::Months(every) => {
                let month = self.month.checked_add_months(Months::new(u32::from(k) * u32::from(every)))?;
                on_anchor(month, self.anchor)
            }
        };
        date.filter(|date| date.year() <= 9999)
    }
}

/// Whether a date is the last of its month.
#[must_use]
pub fn is_month_end(date: NaiveDate) -> bool {
    date.day() == u32::from(date.num_days_in_month())
}

/// What the anchor makes of the month of `date`.
pub(crate) fn on_anchor(date: NaiveDate, anchor: Anchor) -> Option<NaiveDate> {
    let last = date.num_days_in_month();
    let day = match anchor {
        Anchor::Day(day) => day.min(last),
        Anchor::DayOrNextFirst(day) if day > last => return date.with_day(u32::from(last))?.succ_opt(),
        Anchor::DayOrNextFirst(day) => day,
        Anchor::EndOfMonth => last,
    };
    date.with_day(u32::from(day))
}

/// The same day `months` later, clamped to the month: what "in a month" means.
#[must_use]
pub fn months_later(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(months))
}

/// The first `day` of a month strictly after `date`, clamped to its month (domain.md §4, 还款日).
#[must_use]
pub fn next_day_of_month(date: NaiveDate, day: u8) -> Option<NaiveDate> {
    let this_month = on_anchor(date, Anchor::Day(day))?;
    if this_month > date { Some(this_month) } else { on_anchor(months_later(date, 1)?, Anchor::Day(day)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    /// Every anchor from 28 to 31 and the month's end, over four years with a leap day: no drift, no skip.
    #[test]
    fn dates_come_from_the_anchor() {
        for day in 28..=31 {
            let first = date(&format!("2023-01-{day}"));
            let dates = DueDates::new(first, Frequency::MONTHLY, None)
                .expect("BUG: the first date is its own anchor");
            for k in 0..48_u16 {
                let due = dates.nth(k).expect("BUG: within the calendar");
                let (years, month) = (i32::from(k / 12), u32::from(k % 12) + 1);
                assert_eq!((due.year(), due.month()), (2023 + years, month), "one date a month");
                assert_eq!(due.day(), day.min(u32::from(due.num_days_in_month())), "day {day}, date {k}");
            }
        }
    }

    #[test]
    fn a_clamped_first_date_keeps_its_anchor() {
        let dates = DueDates::new(date("2025-02-28"), Frequency::MONTHLY, Some(Anchor::Day(31)));
        let dates = dates.expect("BUG: 28 Feb is the 31st as far as February has it");
        assert_eq!(dates.nth(1), Some(date("2025-03-31")));
        assert_eq!(dates.nth(2), Some(date("2025-04-30")));
        let end = DueDates::new(date("2024-02-29"), Frequency::MONTHLY, Some(Anchor::EndOfMonth));
        assert_eq!(end.expect("BUG: a month end").nth(12), Some(date("2025-02-28")));
    }

    #[test]
    fn a_missing_day_may_roll_to_the_next_first() {
        let dates = |first: &str| {
            let dates = DueDates::new(date(first), Frequency::MONTHLY, Some(Anchor::DayOrNextFirst(31)));
            let dates = dates.expect("BUG: on its anchor");
            [0, 1, 2, 3].map(|k| dates.nth(k).expect("BUG: within the calendar").to_string())
        };
        assert_eq!(dates("2025-01-31"), ["2025-01-31", "2025-03-01", "2025-03-31", "2025-05-01"]);
        assert_eq!(dates("2025-03-01"), ["2025-03-01", "2025-03-31", "2025-05-01", "2025-05-31"]);
    }

    #[test]
    fn a_first_date_beside_its_anchor_is_refused() {
        let refused = DueDates::new(date("2025-03-28"), Frequency::MONTHLY, Some(Anchor::Day(31)));
        assert_eq!(refused, Err(DueDatesError::Anchor));
        assert_eq!(
            DueDates::new(date("2025-03-28"), Frequency::Days(0), None),
            Err(DueDatesError::Frequency)
        );
    }

    #[test]
    fn the_next_day_of_month_is_strictly_later() {
        assert_eq!(next_day_of_month(date("2026-11-22"), 28), Some(date("2026-11-28")));
        assert_eq!(next_day_of_month(date("2026-11-28"), 28), Some(date("2026-12-28")));
        assert_eq!(next_day_of_month(date("2027-01-31"), 31), Some(date("2027-02-28")));
    }
}
