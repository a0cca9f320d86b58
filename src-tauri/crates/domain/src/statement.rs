//! From a purchase to its statement and due day, and to the first due date of a plan (domain.md §4).

use chrono::{Datelike, Days, NaiveDate};

use crate::date::{Anchor, months_later, next_day_of_month, on_anchor};

/// When a statement is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueRule {
    /// On the first such day of a month (1–31, clamped) strictly after the bill date.
    Day(u8),
    /// So many days after the bill date.
    DaysAfter(u8),
}

/// A lender's statement cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// 账单日: the day of the month on which the statement is made, 1–31, clamped to the month.
    pub bill_day: u8,
    /// Whether a purchase on the bill day itself waits for the next statement.
    pub bill_day_is_next: bool,
    /// 还款日.
    pub due: DueRule,
}

/// A statement's two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The day on which it is made.
    pub bill_date: NaiveDate,
    /// The day on which it is due.
    pub due_date: NaiveDate,
}

impl Cycle {
    /// The statement that a purchase goes to. `None` at the end of the calendar.
    #[must_use]
    pub fn statement_of(&self, purchase: NaiveDate) -> Option<Statement> {
        let this_month = on_anchor(purchase, Anchor::Day(self.bill_day))?;
        let in_time = if self.bill_day_is_next { purchase < this_month } else { purchase <= this_month };
        let bill_date = if in_time { this_month } else { next_day_of_month(this_month, self.bill_day)? };
        let due_date = match self.due {
            DueRule::Day(day) => next_day_of_month(bill_date, day)?,
            DueRule::DaysAfter(days) => bill_date.checked_add_days(Days::new(u64::from(days)))?,
        };
        Some(Statement { bill_date, due_date })
    }
}

/// How a lender sets the first due date of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstDue {
    /// At once: Pay-in-4.
    AtPurchase,
    /// The same day of the next month, clamped.
    SameDayNextMonth,
    /// So many days later.
    DaysAfter(u16),
    /// The due day of the statement that the purchase goes to.
    OnStatement(Cycle),
    /// A day of the next month for purchases up to a cut-off day, of the month after for later ones.
    CutOff {
        /// The last day of the month that still counts, 1–31.
        last_day: u8,
        /// The day on which is paid, 1–31, clamped.
        due_day: u8,
    },
}

impl FirstDue {
    /// The first due date. `None` at the end of the calendar.
    #[must_use]
    pub fn of(&self, purchase: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::AtPurchase => Some(purchase),
            Self::SameDayNextMonth => months_later(purchase, 1),
            Self::DaysAfter(days) => purchase.checked_add_days(Days::new(u64::from(*days))),
            Self::OnStatement(cycle) => cycle.statement_of(purchase).map(|statement| statement.due_date),
            Self::CutOff { last_day, due_day } => {
                let months = if purchase.day() <= u32::from(*last_day) { 1 } else { 2 };
                on_anchor(months_later(purchase.with_day(1)?, months)?, Anchor::Day(*due_day))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    #[test]
    fn a_purchase_on_the_bill_day_goes_where_the_lender_says() {
        let cycle = |bill_day_is_next| Cycle { bill_day: 5, bill_day_is_next, due: DueRule::Day(25) };
        let due = |next, day| cycle(next).statement_of(date(day)).map(|statement| statement.due_date);
        assert_eq!(due(false, "2024-06-05"), Some(date("2024-06-25")));
        assert_eq!(due(true, "2024-06-05"), Some(date("2024-07-25")));
        assert_eq!(due(false, "2024-12-06"), Some(date("2025-01-25")));
    }

    #[test]
    fn bill_days_are_clamped_and_due_days_come_after() {
        let cycle = Cycle { bill_day: 31, bill_day_is_next: true, due: DueRule::Day(31) };
        let statement = cycle.statement_of(date("2024-02-29")).expect("BUG: within the calendar");
        assert_eq!((statement.bill_date, statement.due_date), (date("2024-03-31"), date("2024-04-30")));
    }

    #[test]
    fn first_due_dates_follow_the_lenders_rule() {
        let of = |rule: FirstDue, day| rule.of(date(day)).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(of(FirstDue::AtPurchase, "2024-01-31"), "2024-01-31");
        assert_eq!(of(FirstDue::SameDayNextMonth, "2024-01-31"), "2024-02-29");
        assert_eq!(of(FirstDue::DaysAfter(30), "2024-01-31"), "2024-03-01");
        let cut_off = FirstDue::CutOff { last_day: 15, due_day: 1 };
        assert_eq!(of(cut_off, "2024-01-15"), "2024-02-01");
        assert_eq!(of(cut_off, "2024-12-16"), "2025-02-01");
    }
}
