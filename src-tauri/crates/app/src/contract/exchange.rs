//! Files that come in and go out, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::AppError;

/// What a file for export can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// One table, for spreadsheets.
    Csv,
    /// All tables, a sheet each.
    Xlsx,
    /// Everything there is, for Fenqi itself and for programs.
    Json,
    /// What is left to pay, for calendars.
    Ics,
    /// Plain-text accounting.
    Ledger,
    Hledger,
    Beancount,
}

/// The tables of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportTable {
    /// A plan a line.
    Plans,
    /// A row of a plan a line: what `import` reads back.
    Rows,
    /// A part of a repayment a line.
    Repayments,
    Accounts,
    /// Due, paid and left by month and currency.
    Months,
}

/// How a text file turns characters into bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    #[serde(rename = "utf8")]
    Utf8,
    Gbk,
    Gb18030,
    #[serde(rename = "utf16le")]
    Utf16Le,
    #[serde(rename = "utf16be")]
    Utf16Be,
    Big5,
    Latin1,
}

/// What is asked of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportForm {
    pub format: ExportFormat,
    /// Of CSV.
    pub table: ExportTable,
    /// Of CSV: UTF-8 with a byte order mark, or GB18030.
    pub encoding: TextEncoding,
    /// Of ICS: the calendar says that something is due, not how much.
    pub hide_amounts: bool,
}

/// What a column of a foreign file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportColumn {
    Plan,
    Account,
    Origin,
    Title,
    Merchant,
    OrderNo,
    PurchasedOn,
    Currency,
    Price,
    AutoDebit,
    Notes,
    /// The number of a row.
    N,
    DueDate,
    Principal,
    Interest,
    Fee,
    /// Of a row, all that is asked for.
    Total,
    Paid,
    PaidOn,
    /// What the payment came from.
    Source,
    /// The terms, as the export writes them.
    Terms,
    /// Of a file with a plan a line: how many rows there are.
    Periods,
    /// Amount of the regular row.
    Instalment,
    /// In percent a period.
    RatePercent,
    /// In percent a year: taken where nothing else says what the plan costs.
    AnnualRatePercent,
    Method,
    FirstDueDate,
    /// How many of the first rows are paid.
    PaidRows,
}

/// The order of a date's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// What stands before the fraction of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Point,
    Comma,
}

/// How a file is to be read; what is absent is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct ImportOptions {
    pub encoding: Option<TextEncoding>,
    /// One character.
    pub delimiter: Option<String>,
    /// What each column holds; absent where it is not wanted.
    pub columns: Option<Vec<Option<ImportColumn>>>,
    pub date_order: Option<DateOrder>,
    pub decimal_mark: Option<DecimalMark>,
    /// Id or name of the account of lines that name none.
    pub account: Option<String>,
}

/// What a file for import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A table that Fenqi wrote, or the template.
    OwnCsv,
    ForeignCsv,
    Json,
}

/// What would come of an import. Nothing is written for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportPreview {
    pub kind: ImportKind,
    /// How the file was read; for JSON the last five are absent.
    pub encoding: TextEncoding,
    pub delimiter: Option<String>,
    pub header: Vec<String>,
    pub columns: Vec<Option<ImportColumn>>,
    pub date_order: Option<DateOrder>,
    pub decimal_mark: Option<DecimalMark>,
    /// The first lines as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// What would be added.
    pub plans: u32,
    pub rows: u32,
    pub repayments: u32,
    /// By currency, what is asked for in all.
    pub totals: Vec<ImportTotal>,
    /// Names of accounts that would be made.
    pub new_accounts: Vec<String>,
    /// Plans that are there already, and are left out.
    pub duplicates: u32,
    /// The first hundred plans that a table of rows does not hold whole: they were settled early, prepaid or refunded.
    /// They are left out, and the others imported.
    pub left_out: Vec<ImportProblem>,
    pub left_out_count: u32,
    /// The first hundred lines that cannot be taken; while there are any, nothing is imported.
    pub problems: Vec<ImportProblem>,
    pub problem_count: u32,
}

/// What the plans of an import ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportTotal {
    pub currency: String,
    pub amount: String,
}

/// A line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportProblem {
    /// In the file, from 1; of JSON absent.
    pub line: Option<u32>,
    /// As the header calls it.
    pub column: Option<String>,
    pub error: AppError,
}

/// What an import added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Imported {
    pub plans: u32,
    pub rows: u32,
    pub repayments: u32,
    pub accounts: u32,
    /// Plans that were there already.
    pub duplicates: u32,
    /// Plans that a table of rows does not hold whole.
    pub left_out: u32,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportProgress {
    /// Of the file's bytes read, in percent; then of the plans written.
    pub percent: u8,
    /// It is writing: nothing is seen of it until it is done.
    pub writing: bool,
}
