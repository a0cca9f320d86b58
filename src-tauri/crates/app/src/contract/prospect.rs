//! What another plan would mean among all that is owed: other terms, the heaviest month, the limit.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::PeakMonth;

/// What the plan that is being filled in would mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Prospect {
    /// The same over other numbers of periods at the same rate, its own among them.
    pub choices: Vec<PeriodsChoice>,
    /// Twelve months, this one counted.
    pub months: Vec<ProspectMonth>,
    /// The heaviest month without the plan, and with it.
    pub before: Option<PeakMonth>,
    /// With the plan.
    pub after: Option<PeakMonth>,
    /// Where the account has a limit.
    pub limit: Option<LimitProspect>,
}

/// The same purchase over so many periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PeriodsChoice {
    /// How many.
    pub periods: u32,
    /// What a period asks for as a rule.
    pub payment: String,
    /// Interest and fees.
    pub cost: String,
    /// Periodic IRR × periods a year, in percent; absent where there is none (domain.md §12).
    pub nominal_annual_percent: Option<String>,
    /// The heaviest month with it.
    pub peak: Option<String>,
    /// It is what the form says.
    pub chosen: bool,
}

/// A month with what is due already and what the plan would add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProspectMonth {
    /// As in 2026-11.
    pub month: String,
    /// What is due without the plan.
    pub before: String,
    /// What the plan would ask for.
    pub added: String,
    /// Both together.
    pub after: String,
    /// 0 to 100: against the heaviest of the months shown, in percent.
    pub before_height: u8,
    /// On the same scale, on top of the other.
    pub added_height: u8,
}

/// Whether the plan fits the account's limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LimitProspect {
    /// What is free today; negative when over already.
    pub free: String,
    /// What would be free with the plan, where it fits.
    pub left: Option<String>,
    /// By how much it does not fit.
    pub over: Option<String>,
    /// The account's next statements that would have to be paid until it fits.
    pub frees: Vec<Freed>,
    /// The day by which it fits; absent where it does already, or never would.
    pub fits_on: Option<String>,
}

/// A statement whose repayment frees something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Freed {
    /// `YYYY-MM-DD`: the due day.
    pub on: String,
    /// How much.
    pub principal: String,
    /// What is free after it, without the plan.
    pub free: String,
}

/// What comes in each month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Income {
    /// More than zero; as it is typed, empty to have it forgotten.
    pub amount: String,
    /// An ISO 4217 code; amounts in others are not set against it.
    pub currency: String,
}
