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
    /// Settled or refunded away: nothing is asked for any more.
    Void,
}

impl InstalmentStatus {
    /// How soon the user is needed: 0 at once. What is paid and what is void need nobody.
    #[must_use]
    pub const fn urgency(self) -> u8 {
        match self {
            Self::Overdue => 0,
            Self::Due => 1,
            Self::DebitExpected => 2,
            Self::Scheduled => 3,
            Self::Paid | Self::Void => 4,
        }
    }
}

/// Why nothing more is asked for a row that was not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Void {
    /// The plan was paid off early.
    Settled,
    /// The goods went back.
    Refunded,
}

/// What the user said of an automatic repayment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debit {
    /// It went through.
    Confirmed,
    /// It did not: the row has to be paid by hand.
    Failed,
}

/// What is left of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Something.
    Open,
    /// Nothing, since it was paid.
    Paid,
    /// Nothing, since it is asked for no more.
    Void,
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
    /// Nothing is left, since the goods went back.
    Refunded,
}

/// The last day on which a row is not overdue.
#[must_use]
pub fn grace_end(due_date: NaiveDate, grace_days: u8) -> NaiveDate {
    due_date.checked_add_days(Days::new(u64::from(grace_days))).unwrap_or(NaiveDate::MAX)
}

/// The status of a row. `auto_debit` is whether an automatic repayment is still expected to pay it.
#[must_use]
pub fn instalment(
    due_date: NaiveDate,
    grace_days: u8,
    auto_debit: bool,
    left: Left,
    today: NaiveDate,
) -> InstalmentStatus {
    if left == Left::Paid {
        InstalmentStatus::Paid
    } else if left == Left::Void {
        InstalmentStatus::Void
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

/// The status of a plan from those of its rows. `refunded`: nothing is left because the goods went back.
#[must_use]
pub fn plan(rows: impl IntoIterator<Item = InstalmentStatus>, refunded: bool) -> PlanStatus {
    let closed = if refunded { PlanStatus::Refunded } else { PlanStatus::Settled };
    rows.into_iter().fold(closed, |plan, row| match (plan, row) {
        (PlanStatus::Overdue, _) | (_, InstalmentStatus::Overdue) => PlanStatus::Overdue,
        (plan, InstalmentStatus::Paid | InstalmentStatus::Void) => plan,
        _ => PlanStatus::Active,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overdue_starts_the_day_after_the_grace_days() {
        let due: NaiveDate = "2026-11-28".parse().expect("BUG: a literal date");
        let on = |offset: i64, grace, auto_debit, left| {
            instalment(due, grace, auto_debit, left, due + chrono::Duration::days(offset))
        };
        assert_eq!(on(-1, 0, false, Left::Open), InstalmentStatus::Scheduled);
        assert_eq!(on(0, 0, false, Left::Open), InstalmentStatus::Due, "due today is not overdue");
        assert_eq!(on(1, 0, false, Left::Open), InstalmentStatus::Overdue);
        assert_eq!(on(3, 3, false, Left::Open), InstalmentStatus::Due);
        assert_eq!(on(4, 3, false, Left::Open), InstalmentStatus::Overdue);
        assert_eq!(on(3, 3, true, Left::Open), InstalmentStatus::DebitExpected);
        assert_eq!(on(400, 0, true, Left::Paid), InstalmentStatus::Paid);
        assert_eq!(on(400, 0, true, Left::Void), InstalmentStatus::Void);
    }

    #[test]
    fn one_overdue_row_makes_the_plan_overdue() {
        use InstalmentStatus::{Due, Overdue, Paid, Scheduled, Void};
        assert_eq!(plan([Paid, Paid, Void], false), PlanStatus::Settled);
        assert_eq!(plan([Paid, Void], true), PlanStatus::Refunded);
        assert_eq!(plan([Paid, Due, Scheduled], false), PlanStatus::Active);
        assert_eq!(plan([Overdue, Scheduled, Paid], false), PlanStatus::Overdue);
    }
}
