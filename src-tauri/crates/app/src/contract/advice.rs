//! Quotes, forecasts, limits and comparisons on the wire: what stored plans lead to, and what a new one would.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, PlanId};

/// What settling a plan on a day costs (`quote settle`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QuoteView {
    /// Which would be settled.
    pub plan: PlanId,
    /// `YYYY-MM-DD`: the day of the payment.
    pub on: String,
    /// An ISO 4217 code: that of the plan.
    pub currency: String,
    /// Unpaid principal.
    pub principal: String,
    /// Due by then and unpaid, with what the policy charges of the running period.
    pub interest: String,
    /// Due by then and unpaid, with what the policy charges of later ones.
    pub fee: String,
    /// For paying early.
    pub penalty: String,
    /// For what is overdue by then.
    pub late_fee: String,
    /// All of these: what has to be paid on the day.
    pub payoff: String,
    /// What the unpaid rows would have cost, minus what is charged for paying early. May be negative.
    pub saved: String,
    /// The policy by which it was counted.
    pub policy: String,
    /// The account states no policy: this one was assumed, and the lender may count otherwise.
    pub assumed: bool,
}

/// What is due by month (`forecast`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ForecastView {
    /// The civil date from which it looks.
    pub today: String,
    /// Due before this month and not paid, by currency.
    pub earlier: BTreeMap<String, String>,
    /// This month and those after it.
    pub months: Vec<ForecastMonth>,
}

/// What is left to pay of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ForecastMonth {
    /// As in 2026-11.
    pub month: String,
    /// By currency.
    pub due: BTreeMap<String, String>,
}

/// What is free on an account, now and as repayments free it (`limits`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LimitView {
    /// Whose limit it is.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// Absent where none is known.
    pub limit: Option<String>,
    /// Unpaid principal.
    pub occupied: String,
    /// Negative when over the limit.
    pub available: Option<String>,
    /// All limits that count today, those for a while among them; absent where none is known.
    #[serde(default)]
    pub in_force: Option<String>,
    /// After each due date on which principal is repaid as planned.
    pub releases: Vec<Release>,
    /// At the end of each month in which principal is repaid as planned.
    #[serde(default)]
    pub months: Vec<MonthRelease>,
}

/// What is free at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MonthRelease {
    /// As in 2026-11.
    pub month: String,
    /// Principal that is unpaid then.
    pub occupied: String,
    /// Negative when over the limit; absent where no limit is known.
    pub available: Option<String>,
}

/// What is free after a due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Release {
    /// `YYYY-MM-DD`: a due date.
    pub on: String,
    /// Principal that is unpaid then.
    pub occupied: String,
    /// Negative when over the limit; absent where no limit is known.
    pub available: Option<String>,
}

/// One offer among several for the same purchase (`compare`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OfferView {
    /// As the question named it, if it did.
    pub name: Option<String>,
    /// How many, as digits.
    pub periods: String,
    /// What a period asks for as a rule.
    pub payment: String,
    /// `YYYY-MM-DD`.
    pub first_due_date: String,
    /// `YYYY-MM-DD`.
    pub last_due_date: String,
    /// All that is paid.
    pub total: String,
    /// What it costs more than paying at once.
    pub cost: String,
    /// In percent, by name; those that exist.
    pub rates: BTreeMap<String, String>,
}

/// Offers side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Comparison {
    /// In the order of the question.
    pub offers: Vec<OfferView>,
    /// The place of the one that costs least; of equals, the one that leaves more time.
    pub cheapest: Option<String>,
}

/// The heaviest month before and after another plan (`afford`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Affordability {
    /// As it is; absent where nothing is due.
    pub before: Option<PeakMonth>,
    /// With the plan.
    pub after: Option<PeakMonth>,
}

/// A heaviest month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PeakMonth {
    /// As in 2026-11.
    pub month: String,
    /// All that is due in it, in one currency.
    pub due: String,
    /// Of the monthly income, one decimal; absent without one.
    pub income_percent: Option<String>,
}

/// What paying early would make of a plan (`quote prepay`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrepaymentView {
    /// Which would be prepaid.
    pub plan: PlanId,
    /// An ISO 4217 code: that of the plan.
    pub currency: String,
    /// What is paid on the day, its interest counted in.
    pub amount: String,
    /// Of the amount, what had run until the day.
    pub interest: String,
    /// By how much less is owed.
    pub principal: String,
    /// Interest that is no longer paid (domain.md §8).
    pub saved: String,
    /// The level payment from then on, where the method has one.
    pub instalment: Option<String>,
    /// How many rows are still to come.
    pub periods_left: u32,
    /// `YYYY-MM-DD`; absent where no row is left.
    pub last_due_date: Option<String>,
}

/// What a refund would make of a plan (`quote refund`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefundView {
    /// Of which goods would go back.
    pub plan: PlanId,
    /// An ISO 4217 code: that of the plan.
    pub currency: String,
    /// By how much less is owed.
    pub principal: String,
    /// What exceeds it and goes back to the payer.
    pub to_payer: String,
    /// Fees that would no longer be asked for (domain.md §9).
    pub fee_reduction: String,
    /// Interest that would no longer be asked for.
    pub interest_reduction: String,
    /// Nothing is left to pay then.
    pub closes: bool,
    /// The rows that would ask for less.
    pub rows: Vec<RefundRow>,
}

/// A row of which a refund takes something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefundRow {
    /// Counted from 1.
    pub n: u32,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// What it asks for without the refund, and with it.
    pub before: String,
    /// Zero where nothing would be left of it.
    pub after: String,
}
