//! Accounts on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, LateFeeInput, SettlementInput};

/// What sort of credit line an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    Store,
    Card,
    CashAdvance,
    Bnpl,
    Other,
}

/// To which statement a purchase on the statement day itself belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnStatementDay {
    Current,
    Next,
}

/// When a statement is due: on a day of the month, or some days after the statement day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    Day(u8),
    DaysAfter(u8),
}

/// `account add`: what the CLI takes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDraft {
    pub name: String,
    #[serde(default = "cny")]
    pub currency: String,
    #[serde(default = "other")]
    pub kind: AccountKind,
    #[serde(default)]
    pub limit: Option<String>,
    #[serde(default)]
    pub statement_day: Option<u8>,
    #[serde(default)]
    pub on_statement_day: Option<OnStatementDay>,
    #[serde(default)]
    pub due: Option<DueRule>,
    #[serde(default)]
    pub grace_days: Option<u8>,
    #[serde(default)]
    pub auto_debit: Option<bool>,
    #[serde(default)]
    pub funding_source: Option<String>,
    #[serde(default)]
    pub contact: Option<String>,
    /// What paying late costs.
    #[serde(default)]
    pub late_fee: Option<LateFeeInput>,
    /// What settling early costs.
    #[serde(default)]
    pub settlement: Option<SettlementInput>,
    /// Limits on top of the fixed one, for a while.
    #[serde(default)]
    pub temporary_limits: Vec<TemporaryLimitInput>,
    /// Put away: it is kept, and offered for nothing new.
    #[serde(default)]
    pub archived: Option<bool>,
}

/// A limit on top of the fixed one, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TemporaryLimitInput {
    pub amount: String,
    pub from: String,
    pub until: String,
}

fn cny() -> String {
    "CNY".to_owned()
}

fn other() -> AccountKind {
    AccountKind::Other
}

/// The account's form: every field as it was typed, empty where it was left empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountForm {
    pub name: String,
    pub kind: AccountKind,
    pub currency: String,
    pub limit: String,
    pub temporary_limits: Vec<TemporaryLimitInput>,
    pub statement_day: String,
    pub on_statement_day: OnStatementDay,
    pub due_rule: DueRuleKind,
    /// The day of the month, or how many days after the statement.
    pub due_days: String,
    pub grace_days: String,
    pub auto_debit: bool,
    pub funding_source: String,
    pub contact: String,
    pub late_fee: LateFeeForm,
    pub settlement: SettlementForm,
}

/// How a statement's due day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DueRuleKind {
    Day,
    DaysAfter,
}

/// What paying late costs, as typed. A rate is in percent; "18/365" is one that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeForm {
    pub daily_rate: String,
    pub fixed_fee: String,
    pub minimum_fee: String,
    pub cap: String,
    pub grace_mode: GraceMode,
}

/// What the grace days mean once they are used up: nothing is charged within them, or they are never charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GraceMode {
    Forgive,
    Shift,
}

/// What settling early costs, as typed. Of the figures, those of the rule count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementForm {
    /// Absent where it is not known.
    pub policy: Option<SettlementRule>,
    pub daily_rate: String,
    pub penalty_rate: String,
    pub penalty_minimum: String,
    pub penalty_cap: String,
}

/// The rules that [`SettlementInput`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SettlementRule {
    PrincipalOnly,
    PrincipalPlusAccruedDays,
    AccruedDaysInPeriod,
    WholeCurrentPeriod,
    AllRemainingFees,
    PenaltyOnPrincipal,
}

/// Just enough of an account to name and colour it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountRef {
    pub id: AccountId,
    pub name: String,
    /// 1 to 5: which marker colour it wears.
    pub marker: u8,
}

/// An account as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountView {
    pub id: AccountId,
    pub name: String,
    pub marker: u8,
    pub currency: String,
    pub kind: AccountKind,
    pub limit: Option<String>,
    pub statement_day: Option<u8>,
    pub on_statement_day: OnStatementDay,
    pub due: Option<DueRule>,
    pub grace_days: u8,
    pub auto_debit: bool,
    pub funding_source: Option<String>,
    pub contact: Option<String>,
    pub late_fee: Option<LateFeeInput>,
    pub settlement: Option<SettlementInput>,
    pub temporary_limits: Vec<TemporaryLimitInput>,
    pub archived: bool,
}
