//! What all rows of a month ask for, a line a currency.

use chrono::Datelike;

use super::{Column, Kind, Line, column};
use crate::Result;
use crate::books::{Books, EARLIEST, LATEST};
use crate::ports::Which;

pub(super) static COLUMNS: [Column; 6] = [
    column("month", Kind::Text),
    column("currency", Kind::Text),
    column("due", Kind::Amount),
    column("paid", Kind::Amount),
    column("left", Kind::Amount),
    column("overdue", Kind::Amount),
];

pub(super) fn lines(books: &Books<'_>, line: Line<'_>) -> Result<()> {
    let statements = books.tx.statements(EARLIEST, LATEST, Which::All)?;
    let month_of = |date: chrono::NaiveDate| (date.year(), date.month());
    for month in statements.chunk_by(|a, b| month_of(a.due_date) == month_of(b.due_date)) {
        let name = month[0].due_date.format("%Y-%m").to_string();
        for (currency, [due, paid, left, overdue]) in books.sums(month)?.0 {
            line(&[
                name.as_str().into(),
                currency.into(),
                due.into(),
                paid.into(),
                left.into(),
                overdue.into(),
            ])?;
        }
    }
    Ok(())
}
