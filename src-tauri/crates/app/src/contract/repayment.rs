//! What became of a plan on the wire: what was paid of it, paid off and refunded, and the forms that pay.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, PlanId};

/// How a plan was paid off early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementView {
    /// `YYYY-MM-DD`.
    pub on: String,
    /// Of what was not due yet.
    pub principal: String,
    /// Charged of the interest that was not due yet.
    pub interest: String,
    /// Charged of the fees that were not due yet.
    pub fee: String,
    /// For paying early (domain.md §7).
    pub penalty: String,
    /// For what was overdue then.
    pub late_fee: String,
    /// What the rows not due yet would have cost, minus what was charged; may be negative.
    pub saved: String,
    /// The rule by which it was counted, by its name in `SettlementInput`.
    pub policy: String,
}

/// What went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefundedView {
    /// `YYYY-MM-DD`.
    pub on: String,
    /// Principal that is no longer owed.
    pub principal: String,
    /// What exceeded the unpaid principal and came back as money.
    pub to_payer: String,
    /// Fees that are no longer asked for (domain.md §9).
    pub fee_reduction: String,
    /// Interest that is no longer asked for.
    pub interest_reduction: String,
}

/// What a repayment was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RepaymentKind {
    /// Rows, as they are due or before; the only one that can be taken back by itself.
    Instalment,
    /// All that was left, early.
    Settlement,
    /// A part of the principal, early.
    Prepayment,
}

/// Money that was paid towards a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RepaymentView {
    /// Asks for a correction, or to take it back.
    pub id: String,
    /// Tells whether it can be corrected by itself.
    pub kind: RepaymentKind,
    /// `YYYY-MM-DD`.
    pub paid_on: String,
    /// What this plan got of it.
    pub amount: String,
    /// The card or wallet that it came from, where it was said.
    pub source: Option<String>,
    /// The rows it went to.
    pub rows: Vec<u32>,
}

/// A repayment of one row, as typed. An empty amount means all that is left of the row.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PayForm {
    /// Whose row it is.
    pub plan: PlanId,
    /// The row that is paid first; what is more than it asks for goes to the next ones.
    pub n: u32,
    /// In the currency of the plan, at most what is left of all its rows.
    pub amount: String,
    /// `YYYY-MM-DD`, at most 31 days ahead. Empty is today.
    pub paid_on: String,
    /// The card or wallet, up to 60 characters; may be empty.
    pub source: String,
}

/// A repayment of all that one account asks for on one day.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct StatementPayForm {
    /// Whose statement it is.
    pub account: AccountId,
    /// `YYYY-MM-DD`: the day that names the statement.
    pub due_date: String,
    /// `YYYY-MM-DD`, at most 31 days ahead. Empty is today.
    pub paid_on: String,
    /// The card or wallet, up to 60 characters; may be empty.
    pub source: String,
}
