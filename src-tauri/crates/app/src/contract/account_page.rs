//! An account with where it stands, what its form makes, and the sources that repay it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    AccountRef, AccountView, AppError, DueRule, FundingView, LateFeeForm, LimitNow, MonthRelease,
    PlanSummary, SettlementForm,
};

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountLine {
    #[serde(flatten)]
    pub account: AccountView,
    pub standing: AccountStanding,
}

/// Where an account stands today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountStanding {
    pub limit: LimitNow,
    /// What is asked for next, and is not overdue.
    pub next: Option<NextDue>,
    /// All that is overdue; absent where nothing is.
    pub overdue: Option<String>,
}

/// A statement that is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NextDue {
    pub date: String,
    /// From today; negative within the grace days.
    pub days: i32,
    pub left: String,
}

/// One account, whole (`account show`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountPage {
    #[serde(flatten)]
    pub account: AccountView,
    pub standing: AccountStanding,
    /// What is free at the end of each month, as repayments free it, until nothing changes any more.
    pub months: Vec<MonthRelease>,
    pub rules: AccountRules,
    pub examples: PolicyExamples,
    /// What its source has to hold by when, within a month; for other accounts of the source as well.
    pub funding: Vec<FundingView>,
    /// The address within its contact that can be opened.
    pub link: Option<String>,
    /// The open plans that are due next.
    pub plans: Vec<PlanSummary>,
    pub open_plans: u32,
    pub closed_plans: u32,
}

/// An account's rules as words say them: plain figures, rates in percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountRules {
    pub statement_day: Option<u8>,
    pub due: Option<DueRule>,
    pub grace_days: u8,
    pub late_fee: LateFeeForm,
    pub settlement: SettlementForm,
}

/// What an account's rules come to today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PolicyExamples {
    /// Absent where no rule says it.
    pub purchase: Option<PurchaseToday>,
    /// Absent where paying late costs nothing that is known.
    pub late_fee: Option<LateFeeExample>,
    pub settlement: Option<SettlementExample>,
}

/// When a purchase of today has to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PurchaseToday {
    /// The day of its statement, where there is one.
    pub statement: Option<String>,
    pub due: String,
    /// From today.
    pub days: i32,
    /// The last day on which it is not overdue.
    pub grace_end: String,
}

/// What an amount costs when it is paid late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeExample {
    pub amount: String,
    pub fees: Vec<LateFeeAfter>,
}

/// The fee after some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeAfter {
    /// Since the due day.
    pub days: u32,
    pub fee: String,
}

/// What it costs to settle an annuity early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementExample {
    pub price: String,
    pub periods: u32,
    /// A year, in percent.
    pub annual_percent: String,
    /// How many periods are paid.
    pub paid: u32,
    /// How many days of the next one have passed.
    pub days: u32,
    pub principal: String,
    pub interest: String,
    pub penalty: String,
    pub payoff: String,
    /// Less than paying on; negative where it is more.
    pub saved: String,
    /// The account states no rule: this is the usual one.
    pub assumed: bool,
}

/// What the form of an account makes, as it was typed so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountPreview {
    /// Everything that would stop a save, each with its field. Of a temporary limit, `row` says which, from 0.
    pub errors: Vec<AppError>,
    pub currency: String,
    /// Those that can be read.
    pub rules: AccountRules,
    pub examples: PolicyExamples,
}

/// A bank card or wallet that repays (`source list`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SourceView {
    pub id: String,
    pub name: String,
    /// Those that it repays, by name.
    pub accounts: Vec<AccountRef>,
    /// What it has to hold by when, within a month.
    pub needs: Vec<FundingView>,
}
