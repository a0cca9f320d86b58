//! Moving a date off weekends and holidays (domain.md §4). Only lenders that say so do it: repayments by automatic
//! debit run every day.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

/// Which days are open: Monday to Friday but holidays, and make-up workdays (调休) whatever their weekday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    /// Closed although a weekday.
    pub holidays: BTreeSet<NaiveDate>,
    /// Open although a weekend or a holiday.
    pub workdays: BTreeSet<NaiveDate>,
}

impl WorkCalendar {
    /// Whether business is done on this day.
    #[must_use]
    pub fn is_open(&self, date: NaiveDate) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        self.workdays.contains(&date) || !(weekend || self.holidays.contains(&date))
    }
}

/// Where a date on a closed day goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// To the next open day.
    Following,
    /// To the open day before.
    Preceding,
    /// To the next open day, unless that is in another month: then to the open day before.
    ModifiedFollowing,
}

impl Shift {
    /// The date, moved. `None` when no open day is left in the calendar.
    #[must_use]
    pub fn apply(self, date: NaiveDate, days: &WorkCalendar) -> Option<NaiveDate> {
        let next = || date.iter_days().find(|day| days.is_open(*day));
        let before = || date.iter_days().rev().find(|day| days.is_open(*day));
        match self {
            Self::Following => next(),
            Self::Preceding => before(),
            Self::ModifiedFollowing => {
                next().filter(|day| (day.year(), day.month()) == (date.year(), date.month())).or_else(before)
            }
        }
    }
}

/// How a plan's due dates are moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shifting {
    /// Where a date on a closed day goes.
    pub rule: Shift,
    /// Which days are closed.
    pub days: WorkCalendar,
    /// Whether interest is counted to the moved date; usually it is not.
    pub moves_interest: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    #[test]
    fn closed_days_are_left() {
        let mut days = WorkCalendar::default();
        let saturday = date("2024-08-31");
        assert_eq!(Shift::Following.apply(saturday, &days), Some(date("2024-09-02")));
        assert_eq!(Shift::Preceding.apply(saturday, &days), Some(date("2024-08-30")));
        assert_eq!(Shift::ModifiedFollowing.apply(saturday, &days), Some(date("2024-08-30")));
        days.workdays.insert(saturday);
        assert_eq!(Shift::Following.apply(saturday, &days), Some(saturday), "a make-up workday is open");
        days.holidays.insert(date("2024-09-02"));
        days.workdays.clear();
        assert_eq!(Shift::Following.apply(saturday, &days), Some(date("2024-09-03")));
        assert_eq!(Shift::Following.apply(date("2024-09-04"), &days), Some(date("2024-09-04")));
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        let mut days = WorkCalendar::default();
        days.holidays.extend([NaiveDate::MAX]);
        assert_eq!(Shift::Following.apply(NaiveDate::MAX, &days), None);
    }
}
