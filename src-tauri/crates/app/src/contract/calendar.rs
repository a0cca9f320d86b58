//! What is due, by day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, InstalmentStatus, PlanId, PlannedView, Track};

/// A row among what is due (`fenqi-cli due`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueRow {
    /// Whose row it is.
    pub plan: PlanId,
    /// The plan's.
    pub title: String,
    /// The account's name.
    pub account: String,
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// The number of the plan's last row.
    pub of: u32,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// What the row asks for.
    pub total: String,
    /// What was paid of it.
    pub paid: String,
    /// What is left of it.
    pub remaining: String,
    /// As of today.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left.
    pub partly_paid: bool,
}

/// The answer of `fenqi-cli due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueView {
    /// The civil date of the answer.
    pub today: String,
    /// By due date.
    pub rows: Vec<DueRow>,
    /// By currency code.
    pub totals: BTreeMap<String, Totals>,
}

/// Sums over rows of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Totals {
    /// All that the rows ask for.
    pub due: String,
    /// What was paid of it.
    pub paid: String,
    /// What is left of it.
    pub left: String,
    /// The part of `left` that is overdue.
    pub overdue: String,
}

/// The same, with its currency: for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CurrencyTotals {
    /// An ISO 4217 code.
    pub currency: String,
    /// All that the rows ask for.
    pub due: String,
    /// What was paid of it.
    pub paid: String,
    /// What is left of it.
    pub left: String,
    /// The part of `left` that is overdue.
    pub overdue: String,
}

/// A month of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthView {
    /// `YYYY-MM`
    pub month: String,
    /// The civil date.
    pub today: String,
    /// The days of the grid (whole weeks, Monday first) on which something is due, in order.
    pub days: Vec<MonthDay>,
    /// Of the days of the month itself, one entry a currency.
    pub totals: Vec<CurrencyTotals>,
}

/// A day of a month, briefly: its sums and the rows that want to be seen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthDay {
    /// `YYYY-MM-DD`; it may be of the month before or after.
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    /// One entry a currency.
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
    /// The civil date.
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
    /// One entry a currency; none where nothing is due.
    pub totals: Vec<CurrencyTotals>,
}

/// A day of a year, as the heat map shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YearDay {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// One entry a currency.
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
    /// Whose row it is.
    pub plan: PlanId,
    /// The plan's.
    pub title: String,
    /// Whose credit it is.
    pub account: AccountRef,
    /// An ISO 4217 code; both amounts are in it.
    pub currency: String,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// The number of the plan's last row.
    pub of: u32,
    /// What the row asks for.
    pub total: String,
    /// What is left of it.
    pub remaining: String,
    /// As of today.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left.
    pub partly_paid: bool,
    /// An automatic repayment is to pay it.
    pub auto_debit: bool,
    /// An automatic repayment should have paid it by now, and nobody has said whether it did.
    pub asks_debit: bool,
}

/// What is to be paid from some day on (`agenda`): whole days, as many as make a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AgendaView {
    /// The civil date.
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
    /// `YYYY-MM-DD`: the due day.
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
    /// `YYYY-MM-DD`: the due day.
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    /// Who asks for it.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// What is left of all its rows.
    pub remaining: String,
    /// Those of which something is left.
    pub rows: Vec<DueBrief>,
}

/// A day, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DayView {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    /// One entry a currency.
    pub totals: Vec<CurrencyTotals>,
    /// One an account, by its name; paid ones too.
    pub statements: Vec<StatementView>,
    /// What the user means to pay early on it.
    pub planned: Vec<PlannedView>,
}

/// All that one account asks for on one day: what the user pays at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatementView {
    /// Who asks for it.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// What its rows ask for.
    pub total: String,
    /// What is left of them.
    pub remaining: String,
    /// The newest purchase first.
    pub rows: Vec<StatementRow>,
}

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatementRow {
    /// Whose row it is.
    pub plan: PlanId,
    /// The plan's.
    pub title: String,
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// The number of the plan's last row.
    pub of: u32,
    /// What the row asks for.
    pub total: String,
    /// What was paid of it.
    pub paid: String,
    /// What is left of it.
    pub remaining: String,
    /// As of today.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left.
    pub partly_paid: bool,
    /// An automatic repayment is to pay it.
    pub auto_debit: bool,
    /// An automatic repayment should have paid it by now, and nobody has said whether it did.
    pub asks_debit: bool,
    /// The day of the last payment.
    pub paid_on: Option<String>,
    /// Its plan's.
    pub track: Track,
}
