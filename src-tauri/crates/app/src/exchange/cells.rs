//! What a table is made of. CSV and XLSX are written from the same cells.

use std::borrow::Cow;

use chrono::NaiveDate;
use fenqi_domain::Money;
use rust_decimal::Decimal;

use crate::Result;
use crate::contract::ExportTable;

/// What the cells of a column are, where they are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any characters, line breaks too.
    Text,
    /// A whole number without separators.
    Integer,
    /// In major units of the currency that the line names.
    Amount,
    /// 12.5 is 12.5 %.
    Percent,
    /// `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Flag,
}

/// A column of a table. Columns may be added at the end, never renamed or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// As the header has it, in English and whatever the language in force.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
}

/// A cell of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// There is nothing to say: not a zero, not an empty text.
    Empty,
    /// Of a [`Kind::Text`].
    Text(Cow<'a, str>),
    /// Of a [`Kind::Integer`].
    Integer(i64),
    /// Of a [`Kind::Amount`], with its currency's decimals.
    Amount(Money),
    /// Of a [`Kind::Percent`].
    Percent(Decimal),
    /// Of a [`Kind::Date`].
    Date(NaiveDate),
    /// Of a [`Kind::Flag`].
    Flag(bool),
}

/// Takes tables, one after another, line by line.
pub trait Sheets {
    /// A table begins; lines are its own from here on.
    ///
    /// # Errors
    /// `write_failed`, `storage_full`.
    fn begin(&mut self, table: ExportTable) -> Result<()>;

    /// A line of the table: a cell for each of its columns.
    ///
    /// # Errors
    /// `write_failed`, `storage_full`, or `sheet_full` where there is no room for more lines.
    fn line(&mut self, cells: &[Cell<'_>]) -> Result<()>;
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<Money> for Cell<'_> {
    fn from(amount: Money) -> Self {
        Self::Amount(amount)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(percent: Decimal) -> Self {
        Self::Percent(percent)
    }
}

impl From<NaiveDate> for Cell<'_> {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
