//! The five tables. docs/tables.md describes their columns.

mod accounts;
mod months;
mod plans;
mod repayments;
mod rows;

use serde::Serialize;

use super::cells::{Cell, Column, Kind, Sheets};
use crate::Result;
use crate::app::App;
use crate::contract::ExportTable;

/// Where the lines of a table go.
type Line<'a> = &'a mut dyn FnMut(&[Cell<'_>]) -> Result<()>;

impl ExportTable {
    /// All tables, in the order in which they stand in a workbook.
    pub const ALL: [Self; 5] = [Self::Plans, Self::Rows, Self::Repayments, Self::Accounts, Self::Months];

    /// What its lines hold.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Plans => &plans::COLUMNS,
            Self::Rows => &rows::COLUMNS,
            Self::Repayments => &repayments::COLUMNS,
            Self::Accounts => &accounts::COLUMNS,
            Self::Months => &months::COLUMNS,
        }
    }
}

impl App {
    /// Hands out tables, all as of one moment, and answers how many lines they have. One plan is held at a time.
    ///
    /// # Errors
    /// `storage_failed`, `file_damaged`, and what the taker refuses.
    pub fn export_tables(&self, tables: &[ExportTable], to: &mut dyn Sheets) -> Result<u32> {
        let books = self.books()?;
        let mut count = 0;
        for table in tables {
            to.begin(*table)?;
            let mut line = |cells: &[Cell<'_>]| {
                count += 1;
                to.line(cells)
            };
            match table {
                ExportTable::Plans => plans::lines(&books, &mut line),
                ExportTable::Rows => rows::lines(&books, &mut line),
                ExportTable::Repayments => repayments::lines(&books, &mut line),
                ExportTable::Accounts => accounts::lines(&books, &mut line),
                ExportTable::Months => months::lines(&books, &mut line),
            }?;
        }
        Ok(count)
    }
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// How a choice is called on the wire.
pub(super) fn wire_name(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A figure with parts, as the wire has it, on one line.
fn compact(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
