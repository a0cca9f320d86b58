//! Accounts on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, LateFeeInput, SettlementInput};

/// What sort of credit line an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A shop's own credit.
    Store,
    /// A bank's credit card.
    Card,
    /// Money that is lent and paid out.
    CashAdvance,
    /// Buy now, pay later: 花呗, 白条, Klarna…
    Bnpl,
    /// Any other; the kind changes no figure.
    Other,
}

/// To which statement a purchase on the statement day itself belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnStatementDay {
    /// To the one that is made on that day, which is usual.
    Current,
    /// To the one a month later.
    Next,
}

/// When a statement is due: on a day of the month, or some days after the statement day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// The first such day of the month, 1 to 31, after the statement day; clamped to the month (domain.md §4).
    Day(u8),
    /// So many days after the statement day, 1 to 60; where there is none, after the purchase.
    DaysAfter(u8),
}

/// `account add`: what the CLI takes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDraft {
    /// Up to 60 characters; no other account has it.
    pub name: String,
    /// An ISO 4217 code; CNY, if absent. It stays once the account has plans.
    #[serde(default = "cny")]
    pub currency: String,
    /// `other`, if absent.
    #[serde(default = "other")]
    pub kind: AccountKind,
    /// The fixed one, in the currency of the account, zero or more; absent where none is known.
    #[serde(default)]
    pub limit: Option<String>,
    /// 1 to 31, clamped to the month; absent where there are no statements.
    #[serde(default)]
    pub statement_day: Option<u8>,
    /// `current`, if absent.
    #[serde(default)]
    pub on_statement_day: Option<OnStatementDay>,
    /// Absent: a purchase is due in a month, unless its plan says otherwise.
    #[serde(default)]
    pub due: Option<DueRule>,
    /// 0 to 60, none if absent: a row is overdue from the day after them (domain.md §4).
    #[serde(default)]
    pub grace_days: Option<u8>,
    /// What new plans have, unless they say otherwise. Absent: none.
    #[serde(default)]
    pub auto_debit: Option<bool>,
    /// The name of the card or wallet that repays, up to 60 characters; a new name makes one.
    #[serde(default)]
    pub funding_source: Option<String>,
    /// How to reach the lender, up to 200 characters; an address in it can be opened.
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
    /// In the currency of the account, more than zero; it adds to the fixed limit (domain.md §10).
    pub amount: String,
    /// `YYYY-MM-DD`: the first day; no other of the account begins on it.
    pub from: String,
    /// `YYYY-MM-DD`: the last day, not before the first.
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
    /// Required, up to 60 characters, and no other account's.
    pub name: String,
    /// A choice, which changes no figure.
    pub kind: AccountKind,
    /// Three letters in any case.
    pub currency: String,
    /// The fixed one, zero or more; empty where none is known.
    pub limit: String,
    /// Errors say in `row` which of them they are of, from 0.
    pub temporary_limits: Vec<TemporaryLimitInput>,
    /// 1 to 31; empty where there are no statements.
    pub statement_day: String,
    /// A choice; without a statement day it says nothing.
    pub on_statement_day: OnStatementDay,
    /// What `due_days` counts.
    pub due_rule: DueRuleKind,
    /// The day of the month, or how many days after the statement.
    pub due_days: String,
    /// 0 to 60; empty is none.
    pub grace_days: String,
    /// What new plans start with.
    pub auto_debit: bool,
    /// The name of a card or wallet, up to 60 characters; a new name makes one.
    pub funding_source: String,
    /// Up to 200 characters.
    pub contact: String,
    /// All of it empty: what paying late costs is not known.
    pub late_fee: LateFeeForm,
    /// What new quotes go by.
    pub settlement: SettlementForm,
}

/// How a statement's due day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DueRuleKind {
    /// `due_days` is a day of the month, 1 to 31.
    Day,
    /// `due_days` are days after the statement, 1 to 60.
    DaysAfter,
}

/// What paying late costs, as typed. A rate is in percent; "18/365" is one that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LateFeeForm {
    /// Of the overdue amount, for each day.
    pub daily_rate: String,
    /// An amount, charged once as soon as a day counts.
    pub fixed_fee: String,
    /// An amount: the least, once a day counts.
    pub minimum_fee: String,
    /// An amount: the most; it wins over the least.
    pub cap: String,
    /// Without grace days it says nothing.
    pub grace_mode: GraceMode,
}

/// What the grace days mean once they are used up: nothing is charged within them, or they are never charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GraceMode {
    /// Paid within them, nothing is charged; later, the days count from the due day (宽限期, domain.md §4).
    Forgive,
    /// The days count from their end.
    Shift,
}

/// What settling early costs, as typed. Of the figures, those of the rule count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementForm {
    /// Absent where it is not known.
    pub policy: Option<SettlementRule>,
    /// Of the balance, for each day; taken by the rules that count days by a daily rate.
    pub daily_rate: String,
    /// Of the unpaid principal; taken by `penalty_on_principal`, as are the next two.
    pub penalty_rate: String,
    /// An amount: the least penalty; empty is none.
    pub penalty_minimum: String,
    /// An amount: the most; empty is none.
    pub penalty_cap: String,
}

/// The rules that [`SettlementInput`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SettlementRule {
    /// Nothing besides the principal (domain.md §7, as all of these).
    PrincipalOnly,
    /// Interest at a daily rate, for each day since the last due date.
    PrincipalPlusAccruedDays,
    /// The part of the period's interest that has run: days passed over days of the period.
    AccruedDaysInPeriod,
    /// Interest and fee of the running period, whole.
    WholeCurrentPeriod,
    /// Every fee and all interest that is left, as usual for instalments on cards.
    AllRemainingFees,
    /// Interest that has run, and a share of the principal besides.
    PenaltyOnPrincipal,
}

/// Just enough of an account to name and colour it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountRef {
    /// Asks for the account's page.
    pub id: AccountId,
    /// As the user named it.
    pub name: String,
    /// 1 to 5: which marker colour it wears.
    pub marker: u8,
}

/// An account as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AccountView {
    /// Opaque, and never given to another account.
    pub id: AccountId,
    /// No other account has it.
    pub name: String,
    /// 1 to 5: which marker colour it wears; it stays.
    pub marker: u8,
    /// An ISO 4217 code: that of all plans of the account.
    pub currency: String,
    /// It changes no figure.
    pub kind: AccountKind,
    /// The fixed one; absent where none is known.
    pub limit: Option<String>,
    /// 1 to 31, clamped to the month; absent where there are no statements.
    pub statement_day: Option<u8>,
    /// It counts where there is a statement day.
    pub on_statement_day: OnStatementDay,
    /// Absent where the account states no rule.
    pub due: Option<DueRule>,
    /// 0 to 60: a row is overdue from the day after them.
    pub grace_days: u8,
    /// What new plans start with.
    pub auto_debit: bool,
    /// The name of the card or wallet that repays; absent where none was named.
    pub funding_source: Option<String>,
    /// How to reach the lender; absent where nothing was given.
    pub contact: Option<String>,
    /// What paying late costs; absent where it is not known.
    pub late_fee: Option<LateFeeInput>,
    /// What settling early costs; absent where it is not known.
    pub settlement: Option<SettlementInput>,
    /// By their first day; past ones too.
    pub temporary_limits: Vec<TemporaryLimitInput>,
    /// Put away: it is kept, and offered for nothing new.
    pub archived: bool,
}
