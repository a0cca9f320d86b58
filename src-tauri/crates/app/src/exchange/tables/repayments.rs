//! A part of a repayment a line: what one row, or one settlement or prepayment, got of it.

use super::{Column, Kind, Line, column, wire_name};
use crate::Result;
use crate::books::Books;
use crate::exchange::payments::{Payment, payments};

pub(super) static COLUMNS: [Column; 15] = [
    column("repayment", Kind::Text),
    column("kind", Kind::Text),
    column("paid_on", Kind::Date),
    column("plan", Kind::Text),
    column("account", Kind::Text),
    column("title", Kind::Text),
    column("n", Kind::Integer),
    column("currency", Kind::Text),
    column("amount", Kind::Amount),
    column("principal", Kind::Amount),
    column("interest", Kind::Amount),
    column("fee", Kind::Amount),
    column("penalty", Kind::Amount),
    column("late_fee", Kind::Amount),
    column("source", Kind::Text),
];

pub(super) fn lines(books: &Books<'_>, line: Line<'_>) -> Result<()> {
    books.tx.each_plan(&mut |facts| {
        for payment in payments(books.tx.as_ref(), &facts)? {
            let Payment { repayment, on, kind, n, source, parts } = &payment;
            line(&[
                repayment.as_str().into(),
                wire_name(kind).into(),
                (*on).into(),
                facts.plan.id.0.as_str().into(),
                facts.account.name.as_str().into(),
                facts.plan.title.as_str().into(),
                n.map(u32::from).into(),
                facts.plan.currency.code().into(),
                parts.total()?.into(),
                parts.principal.into(),
                parts.interest.into(),
                parts.fee.into(),
                parts.penalty.into(),
                parts.late_fee.into(),
                source.as_deref().into(),
            ])?;
        }
        Ok(())
    })
}
