//! The input of a schedule, field by field as the reference cases name it. Every number is a decimal string.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Terms of a plan: the input of the operation `schedule`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TermsInput {
    /// One of domain.md §2, by its name: `equal_instalment`, `fee_spread`…
    pub method: String,
    /// The price, or the amount lent; a down payment is taken out of it.
    #[serde(default)]
    pub principal: String,
    /// 1 to 600, the down payment not counted.
    #[serde(default)]
    pub periods: String,
    /// `YYYY-MM-DD`: the purchase, or when the money was lent; interest runs from it.
    pub start_date: String,
    /// `YYYY-MM-DD`, not before the start.
    pub first_due_date: String,
    /// Monthly, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<FrequencyInput>,
    /// The wanted day of the month, where the first due date was clamped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor_day: Option<String>,
    /// Every due date is the last of its month, which says more than an anchor day.
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
    /// Of the balance for each period, as a fraction of 1; in place of `annual_rate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periodic_rate: Option<String>,
    /// A fraction of 1: "0.12" is 12 % a year, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_rate: Option<String>,
    /// What divides the annual rate when counted periodically; if absent, as the frequency has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods_per_year: Option<String>,
    /// A fraction of 1 for each day; implies the day count `daily`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_rate: Option<String>,
    /// Of `fractions`: each period's part of a year, as in 30/360, one a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_fractions: Option<Vec<String>>,
    /// Of the original principal, in every period; of `flat_per_period`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_rate_per_period: Option<String>,
    /// Of the original principal, once; of `fee_spread` and `fee_upfront`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_rate_total: Option<String>,
    /// Of `custom_principal`: one amount a period, adding up to what is financed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_parts: Option<Vec<String>>,
    /// Row 0, due on the start date; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub down_payment: Option<DownPaymentInput>,
    /// A level payment given by the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<String>,
    /// What is absent is as usual for the method (domain.md §2).
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
    /// Less than the principal; instead of a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Of the principal, as a fraction of 1; instead of an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// Of a share: a mode of [`RoundingInput`]; half_up, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
    /// Of a share: what it is rounded to; the smallest coin, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Rounding of each part. Modes: half_up | half_even | down | up. Units: "0.01", "1", …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RoundingInput {
    /// The mode of each row's interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<String>,
    /// The mode of a level payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<String>,
    /// The mode of each row's fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// The mode of a fee on the whole, before it is split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_total: Option<String>,
    /// The mode of each part of the principal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Of level payments and principal, where they name none; the smallest coin, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What parts of the principal are rounded to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_unit: Option<String>,
    /// What a level payment is rounded to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment_unit: Option<String>,
    /// first | last: which row carries what rounding leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<String>,
}
