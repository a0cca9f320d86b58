//! A lender's rules on the wire: what paying late, paying off and paying early cost. Numbers are decimal strings.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A rate: a fraction ("0.0005"), or one that is no decimal ({"value":"0.27","divided_by":"365"}).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum RateInput {
    /// A fraction of 1: "0.0005" is 0.05 %.
    Plain(String),
    /// A fraction that its division makes, kept exact: 27 % a year, by the day.
    Divided(DividedRate),
}

/// A rate over a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DividedRate {
    /// A fraction of 1.
    pub value: String,
    /// A whole number, 1 to 1 000 000.
    pub divided_by: String,
}

/// What paying late costs. Absent parts cost nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct LateFeeInput {
    /// Of the overdue amount, per day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_rate: Option<RateInput>,
    /// Once, as soon as a day counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_fee: Option<String>,
    /// The least, once a day counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_fee: Option<String>,
    /// The most; it wins over the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// forgive | shift: what the grace days mean once they are used up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_mode: Option<String>,
}

/// What settling a plan early costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SettlementInput {
    /// principal_only | principal_plus_accrued_days | accrued_days_in_period | whole_current_period |
    /// all_remaining_fees | penalty_on_principal
    pub policy: String,
    /// Of the unpaid principal, for each day; wanted by the rules that count by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_rate: Option<RateInput>,
    /// Of the unpaid principal; wanted by `penalty_on_principal`, as are the next two if at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty_rate: Option<RateInput>,
    /// An amount: the least penalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty_minimum: Option<String>,
    /// An amount: the most; it wins over the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty_cap: Option<String>,
}

/// A lender's statement cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct StatementInput {
    /// 1 to 31, clamped to the month.
    pub bill_day: String,
    /// current | next: where a purchase on the bill day goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_bill_day: Option<String>,
    /// When what it asks for has to be paid.
    pub due: StatementDueInput,
}

/// When a statement is due: on the first such day after it, or so many days after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct StatementDueInput {
    /// 1 to 31, clamped to the month (domain.md §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Days after the bill day, 0 to 60.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_after: Option<String>,
}

/// How a lender sets the first due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct FirstDueInput {
    /// at_purchase | same_day_next_month | days_after | after_statement | cutoff_day
    pub rule: String,
    /// Of `days_after`: how many days after the purchase, 0 to 366.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// The last day of the month whose purchases are due in the next month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff_day: Option<String>,
    /// Of `cutoff_day`: the day of that month on which they are due, 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_day: Option<String>,
}
