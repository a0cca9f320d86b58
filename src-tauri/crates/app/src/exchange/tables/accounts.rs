//! An account a line, with all its fields.

use super::{Column, Kind, Line, column, compact, wire_name};
use crate::Result;
use crate::accounts::limit_view;
use crate::books::Books;
use crate::contract::DueRule;

pub(super) static COLUMNS: [Column; 18] = [
    column("account", Kind::Text),
    column("name", Kind::Text),
    column("kind", Kind::Text),
    column("currency", Kind::Text),
    column("limit", Kind::Amount),
    column("temporary_limits", Kind::Text),
    column("statement_day", Kind::Integer),
    column("on_statement_day", Kind::Text),
    column("due_day", Kind::Integer),
    column("due_days_after", Kind::Integer),
    column("grace_days", Kind::Integer),
    column("auto_debit", Kind::Flag),
    column("funding_source", Kind::Text),
    column("contact", Kind::Text),
    column("late_fee", Kind::Text),
    column("settlement", Kind::Text),
    column("archived", Kind::Flag),
    column("marker", Kind::Integer),
];

pub(super) fn lines(books: &Books<'_>, line: Line<'_>) -> Result<()> {
    books.accounts.iter().try_for_each(|account| {
        let (day, days_after) = match account.due {
            Some(DueRule::Day(day)) => (Some(day), None),
            Some(DueRule::DaysAfter(days)) => (None, Some(days)),
            None => (None, None),
        };
        let limits: Vec<_> = account.temporary_limits.iter().map(limit_view).collect();
        line(&[
            account.id.0.as_str().into(),
            account.name.as_str().into(),
            wire_name(account.kind).into(),
            account.currency.code().into(),
            account.limit.into(),
            (!limits.is_empty()).then(|| compact(&limits)).into(),
            account.statement_day.map(u32::from).into(),
            wire_name(account.on_statement_day).into(),
            day.map(u32::from).into(),
            days_after.map(u32::from).into(),
            u32::from(account.grace_days).into(),
            account.auto_debit.into(),
            account.funding_source.as_deref().into(),
            account.contact.as_deref().into(),
            account.late_fee.as_ref().map(compact).into(),
            account.settlement.as_ref().map(compact).into(),
            account.archived.into(),
            u32::from(account.marker).into(),
        ])
    })
}
