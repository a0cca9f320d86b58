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
    /// The same in every version; a user's change is kept under it.
    pub id: String,
    /// The lender's product.
    pub name: Bilingual,
    /// What an account made from it is.
    pub account_kind: AccountKind,
    /// What a plan made from it is.
    pub origin: Origin,
    /// An ISO 4217 code.
    pub currency: String,
    /// What can be chosen in the new-plan form.
    pub offers: Vec<PresetOffer>,
    /// When the first row is due.
    pub first_due: FirstDueInput,
    /// Absent where the lender makes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementInput>,
    /// 0 to 60; absent where none are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_days: Option<String>,
    /// Absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_fee: Option<LateFeeInput>,
    /// Absent where it is not known.
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
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    /// English.
    pub en: String,
}

/// One choice of method, periods and rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PresetOffer {
    /// As the new-plan form has it.
    pub method: FormMethod,
    /// A whole number from 1 to 600.
    pub periods: String,
    /// From one due date to the next.
    pub frequency: FormFrequency,
    /// In percent; absent where it costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_percent: Option<String>,
    /// What the rate is counted per; absent together with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_unit: Option<RateUnit>,
}

/// What was read, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PresetSource {
    /// Of the page or document.
    pub name: String,
    /// Absent where it is on no public page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The source's own date, else the day on which it was read.
    pub date: String,
}
