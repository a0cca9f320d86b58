//! What is to come, what it costs and what was spent: the analysis, by currency, never one with another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountForecast, AccountRef, ForecastView, PlanId, Rates};

/// What is left to pay by month, and the same by account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ForecastByAccount {
    /// Of all accounts together.
    pub forecast: ForecastView,
    /// Those of which something is left, by name.
    pub accounts: Vec<AccountForecast>,
}

/// How a debt becomes less if all is paid as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DebtCurve {
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// All that is left to pay today.
    pub left: String,
    /// Of `left`, what was financed or lent.
    pub principal: String,
    /// Interest and fees still to come.
    pub cost: String,
    /// What of it should have been paid before today.
    pub earlier: String,
    /// The last day on which something is due.
    pub free_on: String,
    /// From the end of this month to the month of the last day. What is due before this month counts as paid in it.
    pub months: Vec<DebtMonth>,
}

/// What is left at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DebtMonth {
    /// As in 2026-11.
    pub month: String,
    /// All that is still to be paid then.
    pub left: String,
    /// Of it, what was financed or lent.
    pub principal: String,
}

/// What all plans cost over their whole lives, and which of them cost most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CostsView {
    /// The civil date of the answer.
    pub today: String,
    /// The years in which something began, was due or was paid; none without plans.
    pub years: Option<Years>,
    /// One entry a currency.
    pub totals: Vec<CostTotals>,
    /// The costliest, currency by currency.
    pub plans: Vec<PlanCostView>,
}

/// From the first to the last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Years {
    /// As in 2024.
    pub first: i32,
    /// As in 2029.
    pub last: i32,
}

/// An amount that was or will be paid, by what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CostParts {
    /// What runs with time, for the money that is owed.
    pub interest: String,
    /// What the contract asks for besides interest.
    pub fee: String,
    /// For paying off early.
    pub penalty: String,
    /// For paying late.
    pub late_fee: String,
    /// All of these.
    pub cost: String,
}

/// What all plans of a currency come to, from their first day to their last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CostTotals {
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// How many there are, ended ones too.
    pub plans: u32,
    /// How many of them cost nothing.
    pub free_plans: u32,
    /// What was financed or lent, with down payments.
    pub principal: String,
    /// What it costs, by what it is for.
    pub parts: CostParts,
    /// Of the cost, what is still to be paid.
    pub to_come: String,
    /// What merchants gave back of what was paid.
    pub back: String,
    /// By how much settlements and refunds made the cost less; below zero where they made it more.
    pub saved: String,
    /// Principal and cost, without what came back.
    pub total: String,
}

/// What a plan costs over its whole life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanCostView {
    /// Asks for the whole plan.
    pub plan: PlanId,
    /// As the user named it.
    pub title: String,
    /// Whose credit it is.
    pub account: AccountRef,
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// What was financed or lent, with its down payment.
    pub principal: String,
    /// What it costs, paid and to come.
    pub parts: CostParts,
    /// By the contract.
    pub rates: Rates,
}

/// What was paid in a year besides principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YearCosts {
    /// As in 2026, by the days of payment.
    pub year: i32,
    /// By currency; those in which anything was paid.
    pub parts: BTreeMap<String, CostParts>,
}

/// What was spent in a year by month, each plan counted once in all: as a whole when it began, or as it is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SpendingView {
    /// As in 2026.
    pub year: i32,
    /// The civil date.
    pub today: String,
    /// The years in which there is something; none without plans.
    pub years: Option<Years>,
    /// Those in which something was spent in this year, by either way of counting.
    pub currencies: Vec<String>,
    /// Twelve.
    pub months: Vec<SpendingMonth>,
    /// Of all twelve months.
    pub total: Spent,
}

/// What was spent in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SpendingMonth {
    /// As in 2026-11.
    pub month: String,
    /// By currency, in both ways of counting.
    pub spent: Spent,
}

/// Amounts by currency. Below zero where more came back than was due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Spent {
    /// On the day of purchase, the whole plan with its cost.
    pub by_purchase: BTreeMap<String, String>,
    /// On each due day what it asks for, and on their own day what was paid early and what came back.
    pub by_due: BTreeMap<String, String>,
}
