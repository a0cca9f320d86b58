//! The facts that cross the Store port: what the file holds, as domain values.

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::limit::TemporaryLimit;
use fenqi_domain::money::MoneyError;
use fenqi_domain::prepayment::PrepaymentPolicy;
use fenqi_domain::refund::RefundOrder;
use fenqi_domain::reminder::Payer;
use fenqi_domain::status::{Debit, Void};
use fenqi_domain::{Currency, Money, Row};

use crate::Notice;
use crate::contract::{
    AccountId, AccountKind, DueRule, LateFeeInput, OnStatementDay, Origin, PlanId, PlanSort, PlanStatus,
    PlannedAct, RepaymentKind, SettlementInput, StatusCounts, TermsInput,
};

/// A credit line, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub marker: u8,
    pub currency: Currency,
    pub kind: AccountKind,
    pub limit: Option<Money>,
    /// By their first day.
    pub temporary_limits: Vec<TemporaryLimit>,
    pub statement_day: Option<u8>,
    pub on_statement_day: OnStatementDay,
    pub due: Option<DueRule>,
    pub grace_days: u8,
    pub auto_debit: bool,
    /// The name of the card or wallet; one that is not known yet is made.
    pub funding_source: Option<String>,
    pub contact: Option<String>,
    pub late_fee: Option<LateFeeInput>,
    pub settlement: Option<SettlementInput>,
    pub archived: bool,
    pub created_at: DateTime<Utc>,
}

/// A bank card or wallet that repays accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingSource {
    pub id: String,
    pub name: String,
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
    /// Those in force.
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
    /// Nothing is left because the goods went back.
    pub refunded: bool,
}

/// By what a plan is known when it is met again in another file.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanOutline {
    pub id: PlanId,
    pub account: AccountId,
    pub title: String,
    pub order_no: Option<String>,
    pub purchased_on: NaiveDate,
    /// All that the contract asked for when it was entered.
    pub asked: Money,
}

/// A row and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowFacts {
    pub row: Row,
    pub paid: Money,
    /// When the last payment of it was made.
    pub paid_on: Option<NaiveDate>,
    /// Why nothing more is asked for.
    pub void: Option<Void>,
    /// The figures are the user's own.
    pub edited: bool,
    /// What was said of its automatic repayment.
    pub debit: Option<Debit>,
}

/// A row without its plan's others, with what names it on a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseRow {
    pub facts: RowFacts,
    pub plan: PlanId,
    pub account: AccountId,
    pub title: String,
    /// Whether an automatic repayment should pay the plan's rows.
    pub auto_debit: bool,
    /// The plan's last row.
    pub of: u16,
}

/// What of rows or statements is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    /// Something is left.
    Open,
    /// Nothing is left.
    Closed,
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The first due date.
    pub from: NaiveDate,
    /// The last due date.
    pub to: NaiveDate,
    pub which: Which,
    pub account: Option<&'a AccountId>,
    /// The most rows.
    pub limit: Option<u32>,
}

/// What one account asks for on one day, in sums.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementSum {
    pub account: AccountId,
    pub due_date: NaiveDate,
    /// How many rows there are.
    pub rows: u32,
    /// Of how many of them something is left.
    pub open: u32,
    pub asked: Money,
    pub paid: Money,
    /// Unpaid principal.
    pub owed: Money,
}

impl StatementSum {
    /// What is left to pay.
    ///
    /// # Errors
    /// Beyond 64 bits.
    pub fn left(&self) -> Result<Money, MoneyError> {
        self.asked.checked_sub(self.paid)
    }
}

/// A plan as lists show it: without its terms, texts and repayments.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanBrief {
    pub id: PlanId,
    pub account: AccountId,
    pub currency: Currency,
    pub origin: Origin,
    pub title: String,
    pub merchant: Option<String>,
    pub purchased_on: NaiveDate,
    pub auto_debit: bool,
    /// Nothing is left because the goods went back.
    pub refunded: bool,
    /// By `n`.
    pub rows: Vec<RowFacts>,
}

impl PlanBrief {
    /// What all rows ask for, and what is left of them.
    ///
    /// # Errors
    /// Beyond 64 bits.
    pub fn comes_to(&self) -> Result<(Money, Money), MoneyError> {
        let zero = Money::zero(self.currency);
        self.rows.iter().try_fold((zero, zero), |(asked, left), facts| {
            let asks = if facts.void.is_some() {
                facts.paid
            } else {
                facts.row.total().map_err(|_| MoneyError::TooLarge)?
            };
            Ok((asked.checked_add(asks)?, left.checked_add(asks.checked_sub(facts.paid)?)?))
        })
    }
}

/// Which plans a list wants, and in which order.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// Only those of this status, as of `today`.
    pub status: Option<PlanStatus>,
    pub account: Option<&'a AccountId>,
    /// Words that the plan's texts hold, each somewhere; none is asked for by blanks.
    pub search: &'a str,
    pub sort: PlanSort,
    /// How many are passed over.
    pub offset: u32,
    /// The most plans.
    pub limit: u32,
    pub today: NaiveDate,
}

/// Plans of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanList {
    pub plans: Vec<PlanBrief>,
    /// How many there are of the status that was asked for; where there are `more`, how many can be paged through.
    pub total: u32,
    /// The search finds too much to be counted.
    pub more: bool,
    /// How many there are of each status, whichever was asked for; where there are `more`, without the search.
    pub counts: StatusCounts,
}

/// A row that is not fully paid, with what a reminder says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnpaidRow {
    pub plan: PlanId,
    pub title: String,
    pub account: AccountId,
    pub account_name: String,
    pub marker: u8,
    /// The card or wallet that the account's debits are taken from.
    pub funding_source: Option<String>,
    pub n: u16,
    pub of: u16,
    pub due_date: NaiveDate,
    pub grace_days: u8,
    pub payer: Payer,
    pub remaining: Money,
    /// When the user wants to hear of it again.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// The latest moment for which a reminder of it, due then, was claimed.
    pub said_last: Option<DateTime<Utc>>,
}

/// A notice, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub notice: Notice,
    /// The digest or statement that it is a part of.
    pub part_of: Option<String>,
    pub claimed_at: DateTime<Utc>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub snoozed_until: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
}

/// Money that was paid, and to which rows it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Repayment {
    pub id: String,
    pub account: AccountId,
    pub amount: Money,
    pub paid_on: NaiveDate,
    pub source: Option<String>,
    /// With what a settlement or prepayment took of it, the parts add up to `amount`.
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

/// A repayment among those of all plans.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRepayment {
    pub repayment: Repayment,
    pub kind: RepaymentKind,
    /// The plan that was settled or prepaid: what the parts leave of the amount went to it.
    pub closes: Option<PlanId>,
}

/// Which repayments a list wants: newest first, by the day on which they were paid.
#[derive(Clone, Copy, Debug)]
pub struct RepaymentListing<'a> {
    pub account: Option<&'a AccountId>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Only those that come after this one.
    pub before: Option<&'a str>,
    pub limit: u32,
}

/// What one plan got of a repayment.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRepayment {
    pub id: String,
    pub paid_on: NaiveDate,
    pub source: Option<String>,
    pub parts: Vec<(u16, Money)>,
}

/// A plan that was paid off early, and for what.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// Its id.
    pub repayment: String,
    pub on: NaiveDate,
    pub policy: String,
    pub principal: Money,
    pub interest: Money,
    pub fee: Money,
    pub penalty: Money,
    pub late_fee: Money,
    pub saved: Money,
}

/// Something that the user means to pay early.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub plan: PlanId,
    pub account: AccountId,
    pub title: String,
    pub on: NaiveDate,
    pub act: PlannedAct,
    /// What it came to when it was planned.
    pub amount: Money,
}

/// Principal that was paid early.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepaid {
    /// Its id.
    pub repayment: String,
    pub on: NaiveDate,
    pub policy: PrepaymentPolicy,
    pub principal: Money,
    /// What had run until then.
    pub interest: Money,
}

/// Goods that went back.
#[derive(Clone, Debug, PartialEq)]
pub struct Refunded {
    pub on: NaiveDate,
    pub order: RefundOrder,
    /// By how much the unpaid principal became less.
    pub principal: Money,
    pub to_payer: Money,
    pub fee_reduction: Money,
    pub interest_reduction: Money,
    /// Nothing was left after it.
    pub closes: bool,
}

/// Why a plan's rows are others than before.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// The user gave the contract's own figures of the rows.
    Rows,
    Prepayment(Prepaid),
    Refund(Refunded),
}

/// A new version of a plan's terms and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub since: NaiveDate,
    pub cause: Correction,
    pub terms: TermsInput,
    /// The rows that are others than before, in order.
    pub changed: Vec<Row>,
    /// The rows that are no more: unpaid ones at the end.
    pub removed: Vec<u16>,
}

/// How much there is, as it is kept counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub accounts: u32,
    pub plans: u32,
}
