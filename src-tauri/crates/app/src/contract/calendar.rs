//! What is due, by day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, InstalmentStatus, PlanId, Track};

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
    pub days: Vec<DayView>,
    /// Of the days of the month itself, one entry a currency.
    pub totals: Vec<CurrencyTotals>,
}

/// A day on which something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DayView {
    pub date: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    pub totals: Vec<CurrencyTotals>,
    pub statements: Vec<StatementView>,
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
    /// The day of the last payment.
    pub paid_on: Option<String>,
    pub track: Track,
}
