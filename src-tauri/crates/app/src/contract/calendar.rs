//! What is due, by day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, InstalmentStatus, PlanId, PlannedView, Track};

/// A row among what is due (`fenqi-cli due`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueRow {
    pub plan: PlanId,
    pub title: String,
    /// The account's name.
    pub account: String,
    pub currency: String,
    pub n: u32,
    pub of: u32,
    pub due_date: String,
    pub total: String,
    pub paid: String,
    pub remaining: String,
    pub status: InstalmentStatus,
    pub partly_paid: bool,
}

/// The answer of `fenqi-cli due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueView {
    pub today: String,
    pub rows: Vec<DueRow>,
    /// By currency code.
    pub totals: BTreeMap<String, Totals>,
}

/// Sums over rows of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Totals {
    /// All that the rows ask for.
    pub due: String,
    pub paid: String,
    pub left: String,
    /// The part of `left` that is overdue.
    pub overdue: String,
}

/// The same, with its currency: for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CurrencyTotals {
    pub currency: String,
    pub due: String,
    pub paid: String,
    pub left: String,
    pub overdue: String,
}

/// A month of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthView {
    /// `YYYY-MM`
    pub month: String,
    pub today: String,
    /// The days of the grid (whole weeks, Monday first) on which something is due, in order.
    pub days: Vec<MonthDay>,
    /// Of the days of the month itself, one entry a currency.
    pub totals: Vec<CurrencyTotals>,
}

/// A day of a month, briefly: its sums and the rows that want to be seen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthDay {
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    pub totals: Vec<CurrencyTotals>,
    /// A few rows, the most urgent first.
    pub chips: Vec<DueBrief>,
    /// How many rows there are besides.
    pub more: u32,
    /// What the user means to pay early on it.
    pub planned: Vec<PlannedView>,
}

/// A year of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YearView {
    /// `YYYY`
    pub year: String,
    pub today: String,
    /// One entry a currency.
    pub totals: Vec<CurrencyTotals>,
    /// All twelve.
    pub months: Vec<YearMonth>,
    /// Those on which something is due, in order.
    pub days: Vec<YearDay>,
}

/// A month of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YearMonth {
    /// `YYYY-MM`
    pub month: String,
    pub totals: Vec<CurrencyTotals>,
}

/// A day of a year, as the heat map shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YearDay {
    pub date: String,
    pub totals: Vec<CurrencyTotals>,
    /// How many rows there are.
    pub rows: u32,
    /// Of how many of them something is left.
    pub open: u32,
    /// 1 to 4: in which quarter of the year's days it is, from the lightest to the heaviest of its currency.
    pub level: u8,
}

/// A row, briefly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DueBrief {
    pub plan: PlanId,
    pub title: String,
    pub account: AccountRef,
    pub currency: String,
    pub due_date: String,
    pub n: u32,
    pub of: u32,
    pub total: String,
    pub remaining: String,
    pub status: InstalmentStatus,
    pub partly_paid: bool,
    pub auto_debit: bool,
    /// An automatic repayment should have paid it by now, and nobody has said whether it did.
    pub asks_debit: bool,
}

/// What is to be paid from some day on (`agenda`): whole days, as many as make a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AgendaView {
    pub today: String,
    /// The oldest first.
    pub overdue: Vec<AgendaStatement>,
    /// What is not overdue, in order.
    pub days: Vec<AgendaDay>,
    /// From where the next page goes on; absent on the last.
    pub next: Option<String>,
    /// Of all statements with something left, from the oldest to the end of this page.
    pub totals: Vec<CurrencyTotals>,
    /// Of the plans whose rows are named above, by plan.
    pub tracks: BTreeMap<String, Track>,
}

/// A day of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AgendaDay {
    pub date: String,
    /// Days from today; negative when it is past and within its grace days.
    pub days: i32,
    /// By account name.
    pub statements: Vec<AgendaStatement>,
    /// What the user means to pay early on it.
    pub planned: Vec<PlannedView>,
}

/// What is left of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AgendaStatement {
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    pub account: AccountRef,
    pub currency: String,
    pub remaining: String,
    /// Those of which something is left.
    pub rows: Vec<DueBrief>,
}

/// A day, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DayView {
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    pub totals: Vec<CurrencyTotals>,
    pub statements: Vec<StatementView>,
    /// What the user means to pay early on it.
    pub planned: Vec<PlannedView>,
}

/// All that one account asks for on one day: what the user pays at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatementView {
    pub account: AccountRef,
    pub currency: String,
    pub total: String,
    pub remaining: String,
    pub rows: Vec<StatementRow>,
}

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatementRow {
    pub plan: PlanId,
    pub title: String,
    pub n: u32,
    pub of: u32,
    pub total: String,
    pub paid: String,
    pub remaining: String,
    pub status: InstalmentStatus,
    pub partly_paid: bool,
    pub auto_debit: bool,
    /// An automatic repayment should have paid it by now, and nobody has said whether it did.
    pub asks_debit: bool,
    /// The day of the last payment.
    pub paid_on: Option<String>,
    pub track: Track,
}
