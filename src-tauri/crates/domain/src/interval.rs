//! Distances between dates as the two laws count them (domain.md §12): EU remark (c) and US Appendix J (b)(5). Both
//! count whole periods backwards from the later date.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::date::is_month_end;

/// Whole periods of a distance by the EU's remark (c).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EuPeriod {
    /// A twelfth of a year.
    Month,
    /// A year.
    Year,
    /// A fifty-second of a year.
    Week,
}

impl EuPeriod {
    /// How many fill a year.
    #[must_use]
    pub const fn per_year(self) -> u16 {
        match self {
            Self::Month => 12,
            Self::Year => 1,
            Self::Week => 52,
        }
    }

    fn before(self, date: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Self::Month => date.checked_sub_months(Months::new(count)),
            Self::Year => date.checked_sub_months(Months::new(count.checked_mul(12)?)),
            Self::Week => date.checked_sub_days(Days::new(u64::from(count) * 7)),
        }
    }
}

/// A distance by remark (c) of 2008/48/EC Annex I.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EuInterval {
    /// Whole periods, counted backwards from the later date.
    pub periods: u32,
    /// Days that remain, the first day not counted.
    pub days: u32,
    /// The length of the year that ends where those days end: 365 or 366.
    pub year_days: u16,
}

/// The distance from `from` to a date not before it. A day that a month lacks is its last day. `None` when `to` is
/// earlier, or at the end of the calendar.
#[must_use]
pub fn eu(from: NaiveDate, to: NaiveDate, period: EuPeriod) -> Option<EuInterval> {
    let periods = whole_periods(from, to, |count| period.before(to, count))?;
    let end = period.before(to, periods)?;
    let year = (end - end.checked_sub_months(Months::new(12))?).num_days();
    let days = u32::try_from((end - from).num_days()).ok()?;
    Some(EuInterval { periods, days, year_days: u16::try_from(year).ok()? })
}

/// The unit-period of Appendix J (b)(4): so many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPeriod {
    /// What is counted.
    pub unit: Unit,
    /// How many of it, at least 1.
    pub multiple: u16,
    /// Whether the dates of the series are last days of months.
    pub end_of_month: bool,
}

/// What a unit-period is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days; 365 a year.
    Day,
    /// Weeks; 52 a year.
    Week,
    /// Half months; 24 a year.
    Semimonth,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A distance by Appendix J (b)(5): whole unit-periods and a fraction, unreduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegzInterval {
    /// t: whole unit-periods.
    pub full: u32,
    /// f: the part of one that remains, as it is counted: 22/90.
    pub part: u32,
    /// What f is a part of.
    pub whole: u32,
}

impl UnitPeriod {
    /// How many fill a year, as a fraction: (numerator, denominator).
    #[must_use]
    pub fn per_year(&self) -> (u16, u16) {
        let units = match self.unit {
            Unit::Day => 365,
            Unit::Week => 52,
            Unit::Semimonth => 24,
            Unit::Month => 12,
            Unit::Year => 1,
        };
        (units, self.multiple)
    }

    /// The distance from `from` to a date not before it: months are all equal, odd days are thirtieths of one.
    /// `None` when `to` is earlier, or at the end of the calendar.
    #[must_use]
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Option<RegzInterval> {
        // Thirty odd days of a longer month are a whole one.
        let RegzInterval { full, part, whole } = self.counted(from, to)?;
        Some(RegzInterval { full: full + part / whole, part: part % whole, whole })
    }

    fn counted(&self, from: NaiveDate, to: NaiveDate) -> Option<RegzInterval> {
        let multiple = u32::from(self.multiple.max(1));
        let days = u32::try_from((to - from).num_days()).ok()?;
        let of_days = |length: u32| RegzInterval { full: days / length, part: days % length, whole: length };
        match self.unit {
            Unit::Day => Some(of_days(multiple)),
            Unit::Week => Some(of_days(multiple.checked_mul(7)?)),
            Unit::Month => {
                let (months, days) = self.months(from, to)?;
                let whole = multiple.checked_mul(30)?;
                Some(RegzInterval { full: months / multiple, part: 30 * (months % multiple) + days, whole })
            }
            Unit::Semimonth => {
                let (months, days) = self.months(from, to)?;
                let halves = months.checked_mul(2)? + days / 15;
                let part = 15 * (halves % multiple) + days % 15;
                Some(RegzInterval { full: halves / multiple, part, whole: multiple.checked_mul(15)? })
            }
            Unit::Year => self.years(from, to, multiple),
        }
    }

    /// Whole years back; what remains is months over 12, or days over 365 where it is not whole months.
    fn years(&self, from: NaiveDate, to: NaiveDate, multiple: u32) -> Option<RegzInterval> {
        let (months, odd_days) = self.months(from, to)?;
        let years = months / 12;
        let rest = years % multiple;
        if odd_days == 0 {
            let whole = multiple.checked_mul(12)?;
            return Some(RegzInterval { full: years / multiple, part: 12 * rest + months % 12, whole });
        }
        let end = to.checked_sub_months(Months::new(years * 12))?;
        let days = u32::try_from((end - from).num_days()).ok()?;
        let whole = multiple.checked_mul(365)?;
        Some(RegzInterval { full: years / multiple, part: 365 * rest + days, whole })
    }

    /// Whole months back from `to`, and the days that remain. Between last days of months, or from a 29th or 30th to
    /// the last of February, no day remains.
    fn months(&self, from: NaiveDate, to: NaiveDate) -> Option<(u32, u32)> {
        let month_ends = self.end_of_month && is_month_end(from) && is_month_end(to);
        let february = !self.end_of_month
            && to.month() == 2
            && is_month_end(to)
            && from.day() > to.day()
            && from.day() < 31;
        if month_ends || february {
            return calendar_months(from, to).map(|months| (months, 0));
        }
        let back = |count| {
            let date = to.checked_sub_months(Months::new(count))?;
            let last = u32::from(date.num_days_in_month());
            if self.end_of_month && is_month_end(to) { date.with_day(last) } else { Some(date) }
        };
        let months = whole_periods(from, to, back)?;
        let days = (back(months)? - from).num_days();
        Some((months, u32::try_from(days).ok()?))
    }
}

fn calendar_months(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let month = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month()).unwrap_or(0);
    u32::try_from(month(to) - month(from)).ok()
}

/// The most periods that `back` may go from `to` without passing `from`. `back` falls as the count rises.
fn whole_periods(from: NaiveDate, to: NaiveDate, back: impl Fn(u32) -> Option<NaiveDate>) -> Option<u32> {
    let not_past = |count: u32| back(count).is_some_and(|date| date >= from);
    if !not_past(0) || to < from {
        return None;
    }
    let mut step = 1_u32;
    while not_past(step) {
        step = step.checked_mul(2)?;
    }
    let (mut low, mut high) = (step / 2, step);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if not_past(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    #[test]
    fn eu_periods_are_counted_backwards() {
        let of =
            |from, to| eu(date(from), date(to), EuPeriod::Month).map(|i| (i.periods, i.days, i.year_days));
        assert_eq!(of("2012-03-12", "2012-05-01"), Some((1, 20, 366)));
        assert_eq!(of("2019-01-31", "2019-02-28"), Some((0, 28, 365)), "the 28th is no month end here");
        assert_eq!(of("2019-02-28", "2019-03-31"), Some((1, 0, 365)), "31 Feb is the 28th");
        assert_eq!(of("2019-03-31", "2019-02-28"), None);
        assert_eq!(of("1900-01-01", "2999-12-31").map(|found| found.0), Some(13_199));
    }

    #[test]
    fn regz_months_are_all_equal() {
        let of = |unit, multiple, end_of_month, from, to| {
            let unit = UnitPeriod { unit, multiple, end_of_month };
            unit.between(date(from), date(to)).map(|found| (found.full, found.part, found.whole))
        };
        assert_eq!(of(Unit::Month, 3, false, "2026-01-10", "2026-05-01"), Some((1, 22, 90)));
        assert_eq!(of(Unit::Month, 1, true, "2026-01-31", "2026-02-28"), Some((1, 0, 30)));
        assert_eq!(of(Unit::Month, 1, false, "2026-01-30", "2026-02-28"), Some((1, 0, 30)));
        assert_eq!(of(Unit::Month, 1, false, "2026-01-27", "2026-02-28"), Some((1, 1, 30)));
        assert_eq!(of(Unit::Month, 2, false, "2029-01-14", "2029-03-13"), Some((1, 0, 60)), "30 odd days");
        assert_eq!(of(Unit::Month, 1, true, "2014-10-30", "2016-02-29"), Some((16, 1, 30)));
        assert_eq!(of(Unit::Semimonth, 1, false, "1978-02-23", "1978-03-01"), Some((0, 6, 15)));
        assert_eq!(of(Unit::Semimonth, 1, false, "1978-03-01", "1978-04-16"), Some((3, 0, 15)));
        assert_eq!(of(Unit::Year, 1, false, "2020-01-10", "2022-04-10"), Some((2, 3, 12)));
        assert_eq!(of(Unit::Year, 1, false, "2020-01-10", "2022-01-20"), Some((2, 10, 365)));
        assert_eq!(of(Unit::Day, 1, false, "2026-01-01", "2026-02-05"), Some((35, 0, 1)));
    }
}
