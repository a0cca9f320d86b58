//! Presets: what lenders usually offer, as examples that users edit. Never the lender's word.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    AccountKind, FirstDueInput, FormFrequency, FormMethod, LateFeeInput, Origin, RateUnit, SettlementInput,
    StatementInput,
};

/// A lender's usual offers, with where they were read and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub id: String,
    pub name: Bilingual,
    pub account_kind: AccountKind,
    pub origin: Origin,
    pub currency: String,
    pub offers: Vec<PresetOffer>,
    pub first_due: FirstDueInput,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementInput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_days: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_fee: Option<LateFeeInput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<SettlementInput>,
    /// last_first | next_first | pro_rata
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_order: Option<String>,
    /// Not empty.
    pub sources: Vec<PresetSource>,
    /// What is uncertain.
    pub note: Bilingual,
    /// The user changed it; resetting brings the shipped one back.
    #[serde(default)]
    pub edited: bool,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// One choice of method, periods and rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PresetOffer {
    pub method: FormMethod,
    pub periods: String,
    pub frequency: FormFrequency,
    /// In percent; absent where it costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_percent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_unit: Option<RateUnit>,
}

/// What was read, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PresetSource {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The source's own date, else the day on which it was read.
    pub date: String,
}
