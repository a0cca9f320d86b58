//! The repayments of all plans, page by page.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, AccountRef, PlanId, RepaymentKind};

/// Which repayments are wanted: newest first, by the day on which they were paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct RecordQuery {
    /// Absent: of all accounts.
    pub account: Option<AccountId>,
    /// Paid on this day or later. Absent: from the beginning.
    pub from: Option<String>,
    /// Paid on this day or earlier. Absent: to the end.
    pub to: Option<String>,
    /// Only those that come after this one, the last of the page before.
    pub before: Option<String>,
    /// At most 200.
    pub limit: u32,
}

/// A page of repayments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordPage {
    /// Newest first, by the day on which they were paid.
    pub records: Vec<RecordView>,
    /// There are older ones.
    pub more: bool,
}

/// A repayment, and all that it went to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordView {
    /// Asks for a correction, or to take it back.
    pub id: String,
    /// Only one of instalments can be corrected or taken back by itself.
    pub kind: RepaymentKind,
    /// To whom it was paid.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// The whole of it.
    pub amount: String,
    /// `YYYY-MM-DD`.
    pub paid_on: String,
    /// The card or wallet that it came from, where it was said.
    pub source: Option<String>,
    /// One entry a plan.
    pub plans: Vec<RecordPlan>,
}

/// What a plan got of a repayment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordPlan {
    /// Asks for the whole plan.
    pub plan: PlanId,
    /// As the user named it.
    pub title: String,
    /// The rows that it went to, of `of`. None for what was not due yet.
    pub rows: Vec<u32>,
    /// The number of the plan's last row.
    pub of: u32,
    /// In the currency of the account.
    pub amount: String,
}
