//! When a purchase on an account has to be paid, by the account's own rule.

use chrono::NaiveDate;
use fenqi_domain::date::next_day_of_month;
use fenqi_domain::statement::{Cycle, DueRule as Due, FirstDue};
use fenqi_domain::status::grace_end;

use crate::contract::{DueRule, OnStatementDay, PurchaseToday};
use crate::ports::Account;
use crate::views;

/// When a purchase falls due, and on which day its statement is made, where there is one.
pub(crate) struct Falls {
    pub(crate) statement: Option<NaiveDate>,
    pub(crate) due: NaiveDate,
}

/// When a purchase of a day falls due. `None` where the account has no rule, and at the end of the calendar.
pub(crate) fn falls(account: &Account, purchase: NaiveDate) -> Option<Falls> {
    let due = match account.due? {
        DueRule::Day(day) => Due::Day(day),
        DueRule::DaysAfter(days) => Due::DaysAfter(days),
    };
    let Some(bill_day) = account.statement_day else {
        // Without a statement, the rule counts from the purchase.
        let due = match due {
            Due::Day(day) => next_day_of_month(purchase, day),
            Due::DaysAfter(days) => FirstDue::DaysAfter(days.into()).of(purchase),
        };
        return due.map(|due| Falls { statement: None, due });
    };
    let bill_day_is_next = account.on_statement_day == OnStatementDay::Next;
    let statement = Cycle { bill_day, bill_day_is_next, due }.statement_of(purchase)?;
    Some(Falls { statement: Some(statement.bill_date), due: statement.due_date })
}

/// The same of a purchase of today, for a screen.
pub(crate) fn purchase_today(account: &Account, today: NaiveDate) -> Option<PurchaseToday> {
    let Falls { statement, due } = falls(account, today)?;
    Some(PurchaseToday {
        statement: statement.map(|date| date.to_string()),
        due: due.to_string(),
        days: views::days_until(due, today),
        grace_end: grace_end(due, account.grace_days).to_string(),
    })
}
