//! The edges: what the use cases need from a store, a clock and a desktop; and the facts that cross the first.

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::{Currency, Money, Row};

use crate::Result;
use crate::clock::Zone;
use crate::contract::{
    AccountId, AccountKind, DueRule, LateFeeInput, OnStatementDay, Origin, PlanId, SettlementInput,
    TermsInput,
};
use crate::reminders::Notice;

/// Tells the time. Nothing else in Fenqi does.
pub trait Clock: Send + Sync {
    /// The instant.
    fn now(&self) -> DateTime<Utc>;
    /// The zone in which dates are civil.
    fn zone(&self) -> Zone;
}

/// Shows a notice on the desktop.
pub trait Notifier: Send + Sync {
    /// Returns once the desktop has taken the notice, or why not. Must not take longer than a few seconds.
    ///
    /// # Errors
    /// A reason for the log when no notification daemon took it; the notice stays in the file.
    fn show(&self, notice: &Notice) -> std::result::Result<(), String>;
}

/// The file.
pub trait Store: Send + Sync {
    /// A consistent view of the file.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read.
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>>;

    /// A change of the file, which nobody else may change until it ends. Dropped without `commit`, it never was.
    ///
    /// # Errors
    /// `storage_failed` or `storage_full`.
    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>>;

    /// A number that differs after another process has changed the file.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read.
    fn foreign_version(&self) -> Result<i64>;

    /// The folder in which the file lies, for people.
    fn folder(&self) -> String;

    /// Brings everything into the one file, before the process ends.
    ///
    /// # Errors
    /// `storage_failed`; nothing is lost then, the next process does it.
    fn settle(&self) -> Result<()>;
}

/// Reading. Each may fail with `storage_failed`.
pub trait ReadTx {
    /// All accounts, by name.
    fn accounts(&self) -> Result<Vec<Account>>;
    /// Plans with their rows: all of them, newest purchase first, or one.
    fn plans(&self, only: Option<&PlanId>) -> Result<Vec<PlanFacts>>;
    /// Plans that have a row due from `from` to `to`, with all their rows.
    fn plans_due(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>>;
    /// Unpaid rows due up to `horizon`, and those of the first day after it that has any.
    fn unpaid(&self, horizon: NaiveDate) -> Result<Vec<UnpaidRow>>;
    /// What was paid towards a plan, newest first.
    fn repayments(&self, plan: &PlanId) -> Result<Vec<PlanRepayment>>;
    /// How many accounts and plans there are.
    fn counts(&self) -> Result<Counts>;
    /// Whether a notice of this key was claimed.
    fn has_notice(&self, key: &str) -> Result<bool>;
    /// A setting's stored text.
    fn setting(&self, key: &str) -> Result<Option<String>>;
}

/// Writing. Each may fail with `storage_failed` or `storage_full`; then nothing of the transaction remains.
pub trait WriteTx: ReadTx {
    fn insert_account(&self, account: &Account) -> Result<()>;
    fn insert_plan(&self, plan: &Plan, rows: &[Row]) -> Result<()>;
    fn insert_repayment(&self, repayment: &Repayment) -> Result<()>;
    /// Claims the notice's keys, so that they never fire again.
    fn claim_notice(&self, notice: &Notice, at: DateTime<Utc>) -> Result<()>;
    /// Marks a notice, and what it stands for, as taken.
    fn mark_delivered(&self, key: &str, at: DateTime<Utc>) -> Result<()>;
    /// Drops the claims, made by then, of notices that were never taken.
    fn forget_undelivered(&self, by: DateTime<Utc>) -> Result<()>;
    fn put_setting(&self, key: &str, value: &str) -> Result<()>;
    fn record(&self, activity: &Activity) -> Result<()>;
    /// Makes it durable.
    fn commit(self: Box<Self>) -> Result<()>;
}

/// A credit line, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub marker: u8,
    pub currency: Currency,
    pub kind: AccountKind,
    pub limit: Option<Money>,
    pub statement_day: Option<u8>,
    pub on_statement_day: OnStatementDay,
    pub due: Option<DueRule>,
    pub grace_days: u8,
    pub auto_debit: bool,
    pub funding_source: Option<String>,
    pub contact: Option<String>,
    pub late_fee: Option<LateFeeInput>,
    pub settlement: Option<SettlementInput>,
    pub created_at: DateTime<Utc>,
}

/// A contract, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub id: PlanId,
    pub account: AccountId,
    pub currency: Currency,
    pub origin: Origin,
    pub title: String,
    pub merchant: Option<String>,
    pub order_no: Option<String>,
    pub purchased_on: NaiveDate,
    pub price: Option<Money>,
    pub auto_debit: bool,
    pub notes: Option<String>,
    pub terms: TermsInput,
    pub created_at: DateTime<Utc>,
}

/// A plan with its account and rows: enough for every screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFacts {
    pub plan: Plan,
    pub account: Account,
    /// By `n`.
    pub rows: Vec<RowFacts>,
}

/// A row and what was paid of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowFacts {
    pub row: Row,
    pub paid: Money,
    /// When the last payment of it was made.
    pub paid_on: Option<NaiveDate>,
}

/// A row that is not fully paid, with what a reminder says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnpaidRow {
    pub plan: PlanId,
    pub title: String,
    pub account: String,
    pub n: u16,
    pub of: u16,
    pub due_date: NaiveDate,
    pub grace_days: u8,
    pub auto_debit: bool,
    pub remaining: Money,
}

/// Money that was paid, and to which rows it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Repayment {
    pub id: String,
    pub account: AccountId,
    pub amount: Money,
    pub paid_on: NaiveDate,
    pub source: Option<String>,
    /// The parts add up to `amount`.
    pub parts: Vec<Part>,
    pub created_at: DateTime<Utc>,
}

/// A part of a repayment.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub plan: PlanId,
    pub n: u16,
    pub amount: Money,
}

/// What one plan got of a repayment.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRepayment {
    pub id: String,
    pub paid_on: NaiveDate,
    pub source: Option<String>,
    pub parts: Vec<(u16, Money)>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub accounts: u32,
    pub plans: u32,
}

/// One user action, as it goes into the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub at: DateTime<Utc>,
    /// What was done: `account_add`, `plan_add`, `pay`…
    pub kind: &'static str,
    /// The id of what it was done to.
    pub subject: String,
}
