//! The input of a schedule, field by field as the reference cases name it. Every number is a decimal string.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Terms of a plan: the input of the operation `schedule`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TermsInput {
    pub method: String,
    /// The price, or the amount lent; a down payment is taken out of it.
    #[serde(default)]
    pub principal: String,
    #[serde(default)]
    pub periods: String,
    pub start_date: String,
    pub first_due_date: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<FrequencyInput>,
    /// The wanted day of the month, where the first due date was clamped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_of_month: Option<bool>,
    /// clamp (to the month's last day) | next_first: where a day goes that a month lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_day: Option<String>,
    /// none | following | preceding | modified_following: where a date on a closed day goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<String>,
    /// Closed weekdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holidays: Option<Vec<String>>,
    /// Open weekends: make-up workdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workdays: Option<Vec<String>>,
    /// Whether interest is counted to the moved dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift_interest: Option<bool>,
    /// periodic | daily | act/365 | act/360 | act/364 | act/act | act/act-end | fractions
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_count: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periodic_rate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_rate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods_per_year: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_rate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_fractions: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_rate_per_period: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_rate_total: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_parts: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub down_payment: Option<DownPaymentInput>,
    /// A level payment given by the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingInput>,
}

/// How far apart two due dates are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct FrequencyInput {
    /// day | week | month
    pub unit: String,
    /// One, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<String>,
}

/// What is paid on the start date: an amount, or a share of the principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DownPaymentInput {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Rounding of each part. Modes: half_up | half_even | down | up. Units: "0.01", "1", …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RoundingInput {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_total: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment_unit: Option<String>,
    /// first | last: which row carries what rounding leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<String>,
}
