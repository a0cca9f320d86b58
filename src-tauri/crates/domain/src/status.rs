//! Where a row and a plan stand on a day. Computed, never stored (domain.md §5).

use chrono::{Days, NaiveDate};

/// Where an instalment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstalmentStatus {
    /// Before its due day.
    Scheduled,
    /// From its due day to the end of the grace days.
    Due,
    /// Like due, but an automatic debit should have paid it and nobody has confirmed that.
    DebitExpected,
    /// From the day after the grace days.
    Overdue,
    /// Nothing is left of it.
    Paid,
}

/// Where a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanStatus {
    /// Something is left and nothing is overdue.
    Active,
    /// Something is overdue.
    Overdue,
    /// Nothing is left.
    Settled,
}

/// The last day on which a row is not overdue.
#[must_use]
pub fn grace_end(due_date: NaiveDate, grace_days: u8) -> NaiveDate {
    due_date.checked_add_days(Days::new(u64::from(grace_days))).unwrap_or(NaiveDate::MAX)
}

/// The status of a row of which something (`paid` false) or nothing (`paid` true) is left.
#[must_use]
pub fn instalment(
    due_date: NaiveDate,
    grace_days: u8,
    auto_debit: bool,
    paid: bool,
    today: NaiveDate,
) -> InstalmentStatus {
    if paid {
        InstalmentStatus::Paid
    } else if today < due_date {
        InstalmentStatus::Scheduled
    } else if today > grace_end(due_date, grace_days) {
        InstalmentStatus::Overdue
    } else if auto_debit {
        InstalmentStatus::DebitExpected
    } else {
        InstalmentStatus::Due
    }
}

/// The status of a plan from those of its rows.
#[must_use]
pub fn plan(rows: impl IntoIterator<Item = InstalmentStatus>) -> PlanStatus {
    rows.into_iter().fold(PlanStatus::Settled, |plan, row| match (plan, row) {
        (PlanStatus::Overdue, _) | (_, InstalmentStatus::Overdue) => PlanStatus::Overdue,
        (plan, InstalmentStatus::Paid) => plan,
        _ => PlanStatus::Active,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overdue_starts_the_day_after_the_grace_days() {
        let due: NaiveDate = "2026-11-28".parse().expect("BUG: a literal date");
        let on = |offset: i64, grace, auto_debit, paid| {
            instalment(due, grace, auto_debit, paid, due + chrono::Duration::days(offset))
        };
        assert_eq!(on(-1, 0, false, false), InstalmentStatus::Scheduled);
        assert_eq!(on(0, 0, false, false), InstalmentStatus::Due, "due today is not overdue");
        assert_eq!(on(1, 0, false, false), InstalmentStatus::Overdue);
        assert_eq!(on(3, 3, false, false), InstalmentStatus::Due);
        assert_eq!(on(4, 3, false, false), InstalmentStatus::Overdue);
        assert_eq!(on(3, 3, true, false), InstalmentStatus::DebitExpected);
        assert_eq!(on(400, 0, true, true), InstalmentStatus::Paid);
    }

    #[test]
    fn one_overdue_row_makes_the_plan_overdue() {
        use InstalmentStatus::{Due, Overdue, Paid, Scheduled};
        assert_eq!(plan([Paid, Paid]), PlanStatus::Settled);
        assert_eq!(plan([Paid, Due, Scheduled]), PlanStatus::Active);
        assert_eq!(plan([Overdue, Scheduled, Paid]), PlanStatus::Overdue);
    }
}
