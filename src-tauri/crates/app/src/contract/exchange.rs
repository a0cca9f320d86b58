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
    /// The same, as hledger reads it.
    Hledger,
    /// The same, as beancount reads it: accounts are opened first, and their names are narrower.
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
    /// An account a line.
    Accounts,
    /// Due, paid and left by month and currency.
    Months,
}

/// How a text file turns characters into bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// With or without a byte order mark.
    #[serde(rename = "utf8")]
    Utf8,
    /// As Excel in Chinese writes CSV.
    Gbk,
    /// GBK with all of Unicode.
    Gb18030,
    /// As Excel writes "Unicode text".
    #[serde(rename = "utf16le")]
    Utf16Le,
    /// The same with the bytes the other way round.
    #[serde(rename = "utf16be")]
    Utf16Be,
    /// Traditional Chinese.
    Big5,
    /// Western European, as Windows has it.
    Latin1,
}

/// What is asked of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportForm {
    /// Decides which of the others count.
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
    /// What tells plans apart: an id, a number, any text.
    Plan,
    /// The account's name.
    Account,
    /// Purchase or cash advance, in Fenqi's words.
    Origin,
    /// What was bought.
    Title,
    /// Where it was bought.
    Merchant,
    /// The merchant's number of the order.
    OrderNo,
    /// The day on which the plan begins.
    PurchasedOn,
    /// A code, which has to be that of the account.
    Currency,
    /// Of the goods; of a file with a plan a line, what it is more than the principal was paid at once.
    Price,
    /// Yes or no.
    AutoDebit,
    /// Of the plan.
    Notes,
    /// The number of a row.
    N,
    /// Of a row.
    DueDate,
    /// Of a row; of a file with a plan a line, what is financed.
    Principal,
    /// Of a row.
    Interest,
    /// Of a row; of a file with a plan a line, of the whole plan.
    Fee,
    /// Of a row, all that is asked for.
    Total,
    /// What was paid of a row.
    Paid,
    /// When it was paid.
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
    /// One of those of domain.md §2, by its name or a usual word for it.
    Method,
    /// Of a file with a plan a line: the due date of row 1.
    FirstDueDate,
    /// Of a file with a plan a line: how far apart the rows are, as the form lets them be, by its name or a usual word.
    Frequency,
    /// How many of the first rows are paid.
    PaidRows,
}

/// The order of a date's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2026-11-28.
    YearMonthDay,
    /// 28/11/2026.
    DayMonthYear,
    /// 11/28/2026.
    MonthDayYear,
}

/// What stands before the fraction of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// 1,234.50.
    Point,
    /// 1.234,50.
    Comma,
}

/// How a file is to be read; what is absent is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct ImportOptions {
    /// Else found from the bytes.
    pub encoding: Option<TextEncoding>,
    /// One character.
    pub delimiter: Option<String>,
    /// What each column holds; absent where it is not wanted.
    pub columns: Option<Vec<Option<ImportColumn>>>,
    /// Else the only one in which all dates of the file are dates.
    pub date_order: Option<DateOrder>,
    /// Else the only one that fits all amounts of the file.
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
    /// Any other table; its columns are guessed from their names.
    ForeignCsv,
    /// A document that Fenqi exported.
    Json,
}

/// What would come of an import. Nothing is written for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportPreview {
    /// Decides which choices make sense.
    pub kind: ImportKind,
    /// How the file was read; for JSON the last five are absent.
    pub encoding: TextEncoding,
    /// One character.
    pub delimiter: Option<String>,
    /// The names of the columns, as they stand in the file.
    pub header: Vec<String>,
    /// What each column is taken for; absent where it is passed over.
    pub columns: Vec<Option<ImportColumn>>,
    /// As chosen, or the only one in which all dates are dates; absent where several are left.
    pub date_order: Option<DateOrder>,
    /// As chosen, or the only one that fits all amounts; absent where both do.
    pub decimal_mark: Option<DecimalMark>,
    /// The first lines as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// What would be added.
    pub plans: u32,
    /// Of those plans, down payments among them.
    pub rows: u32,
    /// Of those plans.
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
    /// All of them.
    pub left_out_count: u32,
    /// The first hundred lines that cannot be taken; while there are any, nothing is imported.
    pub problems: Vec<ImportProblem>,
    /// All of them.
    pub problem_count: u32,
}

/// What the plans of an import ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportTotal {
    /// An ISO 4217 code.
    pub currency: String,
    /// What all rows ask for, paid ones among them.
    pub amount: String,
}

/// A line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportProblem {
    /// In the file, from 1; of JSON absent.
    pub line: Option<u32>,
    /// As the header calls it.
    pub column: Option<String>,
    /// What is wrong, in the words for what is typed; `column` says where, its field does not.
    pub error: AppError,
}

/// What an import added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Imported {
    /// How many plans are new.
    pub plans: u32,
    /// Of those plans.
    pub rows: u32,
    /// Of those plans.
    pub repayments: u32,
    /// Made for names that no account had.
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
