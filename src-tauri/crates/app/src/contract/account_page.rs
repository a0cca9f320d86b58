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
    /// What it is.
    #[serde(flatten)]
    pub account: AccountView,
    /// Where it stands.
    pub standing: AccountStanding,
}

/// Where an account stands today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountStanding {
    /// What is free today.
    pub limit: LimitNow,
    /// What is asked for next, and is not overdue.
    pub next: Option<NextDue>,
    /// All that is overdue; absent where nothing is.
    pub overdue: Option<String>,
}

/// A statement that is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NextDue {
    /// `YYYY-MM-DD`: the due day.
    pub date: String,
    /// From today; negative within the grace days.
    pub days: i32,
    /// What is left to pay of it, in the currency of the account.
    pub left: String,
}

/// One account, whole (`account show`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountPage {
    /// What it is.
    #[serde(flatten)]
    pub account: AccountView,
    /// Where it stands today.
    pub standing: AccountStanding,
    /// What is free at the end of each month, as repayments free it, until nothing changes any more.
    pub months: Vec<MonthRelease>,
    /// As words say them.
    pub rules: AccountRules,
    /// What the rules come to today.
    pub examples: PolicyExamples,
    /// What its source has to hold by when, within a month; for other accounts of the source as well.
    pub funding: Vec<FundingView>,
    /// The address within its contact that can be opened.
    pub link: Option<String>,
    /// The open plans that are due next.
    pub plans: Vec<PlanSummary>,
    /// Of how many something is left.
    pub open_plans: u32,
    /// How many are settled or refunded.
    pub closed_plans: u32,
}

/// An account's rules as words say them: plain figures, rates in percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountRules {
    /// 1 to 31, clamped to the month.
    pub statement_day: Option<u8>,
    /// Absent where the account states no rule.
    pub due: Option<DueRule>,
    /// 0 to 60.
    pub grace_days: u8,
    /// Empty figures where it states none.
    pub late_fee: LateFeeForm,
    /// Without a rule where it states none.
    pub settlement: SettlementForm,
}

/// What an account's rules come to today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PolicyExamples {
    /// Absent where no rule says it.
    pub purchase: Option<PurchaseToday>,
    /// Absent where paying late costs nothing that is known.
    pub late_fee: Option<LateFeeExample>,
    /// By the account's rule, else by the usual one, which it says then.
    pub settlement: Option<SettlementExample>,
}

/// When a purchase of today has to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PurchaseToday {
    /// The day of its statement, where there is one.
    pub statement: Option<String>,
    /// `YYYY-MM-DD`.
    pub due: String,
    /// From today.
    pub days: i32,
    /// The last day on which it is not overdue.
    pub grace_end: String,
}

/// What an amount costs when it is paid late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeExample {
    /// A thousand of the currency, overdue.
    pub amount: String,
    /// After 1, 10 and 30 days.
    pub fees: Vec<LateFeeAfter>,
}

/// The fee after some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeAfter {
    /// Since the due day.
    pub days: u32,
    /// In the currency of the account (domain.md §5).
    pub fee: String,
}

/// What it costs to settle an annuity early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementExample {
    /// Twelve thousand of the currency.
    pub price: String,
    /// How many it has.
    pub periods: u32,
    /// A year, in percent.
    pub annual_percent: String,
    /// How many periods are paid.
    pub paid: u32,
    /// How many days of the next one have passed.
    pub days: u32,
    /// What of it is unpaid then.
    pub principal: String,
    /// Charged interest and fees.
    pub interest: String,
    /// Charged for paying early (domain.md §7).
    pub penalty: String,
    /// All of these: what settling takes.
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
    /// The code that was typed; CNY while it is none.
    pub currency: String,
    /// Those that can be read.
    pub rules: AccountRules,
    /// What those rules come to today.
    pub examples: PolicyExamples,
}

/// A bank card or wallet that repays (`source list`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SourceView {
    /// Opaque; renaming, merging and removing ask for it.
    pub id: String,
    /// No other source has it.
    pub name: String,
    /// Those that it repays, by name.
    pub accounts: Vec<AccountRef>,
    /// What it has to hold by when, within a month.
    pub needs: Vec<FundingView>,
}
