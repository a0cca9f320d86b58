//! The overview: where everything stands today, on one screen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, CurrencyTotals, DueBrief, ForecastView, InstalmentStatus, PlannedView, Track};

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OverviewView {
    /// The civil date; everything here is as of it.
    pub today: String,
    /// This one, as in 2026-11.
    pub month: String,
    /// Of this month, one entry a currency.
    pub totals: Vec<CurrencyTotals>,
    /// The month's own track, one a currency.
    pub strips: Vec<MonthStrip>,
    /// What cannot wait.
    pub action: ActionView,
    /// The first few rows that are due after today.
    pub next: Vec<DueBrief>,
    /// How many rows are due in the 30 days after today.
    pub soon_rows: u32,
    /// Of the plans whose rows are named above, by plan.
    pub tracks: BTreeMap<String, Track>,
    /// Twelve months, this one counted.
    pub forecast: ForecastView,
    /// The same months by account; those of which something is left.
    pub by_account: Vec<AccountForecast>,
    /// Accounts that are in use.
    pub limits: Vec<LimitNow>,
    /// One entry a currency.
    pub debts: Vec<DebtView>,
}

/// What falls due in a month, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthStrip {
    /// An ISO 4217 code.
    pub currency: String,
    /// By day, then by account.
    pub segments: Vec<MonthSegment>,
}

/// A statement in its month's track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthSegment {
    /// `YYYY-MM-DD`: the due day.
    pub date: String,
    /// Who asks for it.
    pub account: AccountRef,
    /// All that its rows ask for.
    pub due: String,
    /// What is left of it.
    pub left: String,
    /// The most urgent of its rows.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left.
    pub partly_paid: bool,
    /// The first from today on of which something is left.
    pub next: bool,
    /// 1 to 1000: its amount against the month's, per mille.
    pub share: u16,
}

/// What needs the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActionView {
    /// How many rows are overdue.
    pub overdue_rows: u32,
    /// Due today or within their grace days.
    pub due_rows: u32,
    /// Automatic repayments of which it is not known whether they went through.
    pub debit_rows: u32,
    /// The most urgent of them.
    pub rows: Vec<DueBrief>,
    /// What was to be paid early by today.
    pub planned: Vec<PlannedView>,
}

/// What is left to pay of one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountForecast {
    /// Who asks for it.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// Due before this month.
    pub earlier: String,
    /// In the order of the forecast's months.
    pub months: Vec<String>,
    /// 0 to 1000: each against the heaviest month of the currency, per mille.
    pub heights: Vec<u16>,
}

/// What is free on an account today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LimitNow {
    /// Whose limit it is.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// With those that count for a while; absent where none is known.
    pub limit: Option<String>,
    /// Unpaid principal.
    pub occupied: String,
    /// Negative when over the limit.
    pub available: Option<String>,
    /// 0 to 1000: how much of the limit is used, per mille.
    pub used: Option<u16>,
    /// What the next repayment frees.
    pub release: Option<LimitRelease>,
}

/// What a due day frees of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LimitRelease {
    /// `YYYY-MM-DD`.
    pub on: String,
    /// The principal of what is due then.
    pub amount: String,
}

/// All that is owed in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DebtView {
    /// An ISO 4217 code.
    pub currency: String,
    /// All that is left to pay.
    pub left: String,
    /// Of `left`, what was financed or lent.
    pub principal: String,
    /// Interest and fees still to come.
    pub cost: String,
    /// The last day on which something is due.
    pub free_on: String,
}
