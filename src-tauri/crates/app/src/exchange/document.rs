//! The document's records, as they are written and read. Amounts are decimal strings in the currency of the account.

use serde::{Deserialize, Serialize};

use crate::contract::{
    AccountId, AccountKind, DueRule, LateFeeInput, OnStatementDay, Origin, PlanId, PlannedAct, RuleSubject,
    SettlementInput, TemporaryLimitInput, TermsInput,
};

/// What the document is called.
pub(super) const FORMAT: &str = "fenqi";
/// The version that is written. Fields may be added to a version, and are optional then.
pub(super) const VERSION: u32 = 1;

fn is_no(given: &bool) -> bool {
    !given
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountRecord {
    pub(super) id: AccountId,
    pub(super) name: String,
    /// 1 to 5: the look of its mark.
    pub(super) marker: u8,
    pub(super) currency: String,
    pub(super) kind: AccountKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) limit: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) temporary_limits: Vec<TemporaryLimitInput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) statement_day: Option<u8>,
    pub(super) on_statement_day: OnStatementDay,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<DueRule>,
    pub(super) grace_days: u8,
    pub(super) auto_debit: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) funding_source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) contact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) late_fee: Option<LateFeeInput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) settlement: Option<SettlementInput>,
    #[serde(default, skip_serializing_if = "is_no")]
    pub(super) archived: bool,
    pub(super) created_at: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanRecord {
    pub(super) id: PlanId,
    pub(super) account: AccountId,
    pub(super) currency: String,
    pub(super) origin: Origin,
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) merchant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) order_no: Option<String>,
    pub(super) purchased_on: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) price: Option<String>,
    pub(super) auto_debit: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) notes: Option<String>,
    pub(super) created_at: String,
    /// The contract first, what is in force last.
    pub(super) versions: Vec<VersionRecord>,
    /// As they stand.
    pub(super) rows: Vec<RowRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) failed_debits: Vec<FailedRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) planned: Vec<PlannedRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionRecord {
    pub(super) since: String,
    pub(super) cause: CauseRecord,
    pub(super) terms: TermsInput,
    pub(super) principal: String,
    pub(super) interest: String,
    pub(super) fee: String,
    /// Rows as they stood before, where this version made them others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<RowRecord>,
    /// Of a refund, what went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refund: Option<RefundRecord>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CauseRecord {
    Contract,
    Correction,
    /// A repayment says the rest.
    Prepayment,
    Refund,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefundRecord {
    pub(super) on: String,
    /// last_first | next_first | pro_rata
    pub(super) taken: String,
    pub(super) principal: String,
    pub(super) to_payer: String,
    pub(super) fee_reduction: String,
    pub(super) interest_reduction: String,
    pub(super) closes: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowRecord {
    pub(super) n: u16,
    pub(super) due_date: String,
    pub(super) principal: String,
    pub(super) interest: String,
    pub(super) fee: String,
    /// The figures are the user's own.
    #[serde(default, skip_serializing_if = "is_no")]
    pub(super) edited: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) void: Option<VoidRecord>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum VoidRecord {
    Settled,
    Refunded,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FailedRecord {
    pub(super) n: u16,
    pub(super) said_on: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlannedRecord {
    pub(super) on: String,
    pub(super) act: PlannedAct,
    pub(super) amount: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RepaymentRecord {
    pub(super) id: String,
    pub(super) account: AccountId,
    /// What its parts, settlements and prepayments add up to.
    pub(super) amount: String,
    pub(super) paid_on: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<String>,
    pub(super) created_at: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<PartRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) settlements: Vec<SettlementRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) prepayments: Vec<PrepaymentRecord>,
    /// The rows whose automatic debits it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) debits: Vec<DebitRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartRecord {
    pub(super) plan: PlanId,
    pub(super) n: u16,
    pub(super) amount: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettlementRecord {
    pub(super) plan: PlanId,
    pub(super) on: String,
    pub(super) policy: String,
    pub(super) principal: String,
    pub(super) interest: String,
    pub(super) fee: String,
    pub(super) penalty: String,
    pub(super) late_fee: String,
    /// Below zero where settling costs more than going on.
    pub(super) saved: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrepaymentRecord {
    pub(super) plan: PlanId,
    /// The version of the plan that it made, from 2.
    pub(super) version: u16,
    pub(super) on: String,
    /// term | instalment
    pub(super) keeps: String,
    pub(super) principal: String,
    pub(super) interest: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DebitRecord {
    pub(super) plan: PlanId,
    pub(super) n: u16,
    pub(super) said_on: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRecord {
    pub(super) of: RuleSubject,
    pub(super) days_before: Vec<u16>,
    pub(super) at: String,
    pub(super) repeat_overdue: bool,
    pub(super) when_debited: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quiet_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quiet_until: Option<String>,
}
