//! The facts that cross the Store port: what the file holds, as domain values.

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::limit::TemporaryLimit;
use fenqi_domain::money::MoneyError;
use fenqi_domain::reminder::Payer;
use fenqi_domain::status::{Debit, Void};
use fenqi_domain::{Currency, Money, Row};

use super::{Prepaid, Refunded};
use crate::Notice;
use crate::contract::{
    AccountId, AccountKind, DueRule, LateFeeInput, OnStatementDay, Origin, PlanId, PlanSort, PlanStatus,
    PlannedAct, SettlementInput, StatusCounts, TermsInput,
};

/// A credit line, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Opaque, and never given to another account.
    pub id: AccountId,
    /// No other account has it.
    pub name: String,
    /// 1 to 5: its colour, which stays.
    pub marker: u8,
    /// That of all its plans and amounts; it stays once there are plans.
    pub currency: Currency,
    /// It changes no figure.
    pub kind: AccountKind,
    /// The fixed one, zero or more; `None` where none is known (domain.md §10).
    pub limit: Option<Money>,
    /// By their first day.
    pub temporary_limits: Vec<TemporaryLimit>,
    /// 1 to 31, clamped to the month; `None` where there are no statements.
    pub statement_day: Option<u8>,
    /// It counts where there is a statement day.
    pub on_statement_day: OnStatementDay,
    /// When a purchase is due (domain.md §4); `None` where the lender's rule is not known.
    pub due: Option<DueRule>,
    /// 0 to 60: a row is overdue from the day after them.
    pub grace_days: u8,
    /// What new plans have, unless they say otherwise.
    pub auto_debit: bool,
    /// The name of the card or wallet; one that is not known yet is made.
    pub funding_source: Option<String>,
    /// How to reach the lender.
    pub contact: Option<String>,
    /// What paying late costs (domain.md §5); `None` where it is not known.
    pub late_fee: Option<LateFeeInput>,
    /// What settling early costs (domain.md §7); `None` where it is not known.
    pub settlement: Option<SettlementInput>,
    /// It is kept, and offered for nothing new.
    pub archived: bool,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// A bank card or wallet that repays accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingSource {
    /// Opaque, and never given to another source.
    pub id: String,
    /// No other source has it.
    pub name: String,
}

/// A contract, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Opaque, and never given to another plan.
    pub id: PlanId,
    /// Whose credit it is; it stays.
    pub account: AccountId,
    /// That of the account, kept with the plan.
    pub currency: Currency,
    /// Bought, or lent.
    pub origin: Origin,
    /// Never empty.
    pub title: String,
    /// `None` where none was given.
    pub merchant: Option<String>,
    /// The merchant's number of the order.
    pub order_no: Option<String>,
    /// The civil date of the purchase, or on which the money was lent.
    pub purchased_on: NaiveDate,
    /// Of the goods; no figure of the schedule follows from it.
    pub price: Option<Money>,
    /// Whether an automatic debit pays the rows.
    pub auto_debit: bool,
    /// On several lines.
    pub notes: Option<String>,
    /// Those in force.
    pub terms: TermsInput,
    /// When it was entered; plans of one day are told apart by it.
    pub created_at: DateTime<Utc>,
}

/// A plan with its account and rows: enough for every screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFacts {
    /// What was entered.
    pub plan: Plan,
    /// Whose credit it is.
    pub account: Account,
    /// By `n`.
    pub rows: Vec<RowFacts>,
    /// Nothing is left because the goods went back.
    pub refunded: bool,
}

/// By what a plan is known when it is met again in another file.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanOutline {
    /// The plan that is there already.
    pub id: PlanId,
    /// Whose credit it is.
    pub account: AccountId,
    /// As the user named it.
    pub title: String,
    /// The merchant's number of the order.
    pub order_no: Option<String>,
    /// The civil date on which it began.
    pub purchased_on: NaiveDate,
    /// All that the contract asked for when it was entered.
    pub asked: Money,
}

/// A row and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowFacts {
    /// By the contract as it stands.
    pub row: Row,
    /// What repayments gave it; at most its total.
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
    /// The row.
    pub facts: RowFacts,
    /// Whose row it is.
    pub plan: PlanId,
    /// Whose credit it is.
    pub account: AccountId,
    /// The plan's.
    pub title: String,
    /// Whether an automatic repayment should pay the plan's rows.
    pub auto_debit: bool,
    /// The plan's last row.
    pub of: u16,
}

/// What of rows or statements is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Whatever was paid.
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
    /// Only those of which something is left, or nothing.
    pub which: Which,
    /// `None`: of all accounts.
    pub account: Option<&'a AccountId>,
    /// The most rows.
    pub limit: Option<u32>,
}

/// What one account asks for on one day, in sums.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementSum {
    /// Who asks for it; all amounts here are in its currency.
    pub account: AccountId,
    /// With the account, what names the statement.
    pub due_date: NaiveDate,
    /// How many rows there are.
    pub rows: u32,
    /// Of how many of them something is left.
    pub open: u32,
    /// What the rows ask for, void ones as far as they were paid.
    pub asked: Money,
    /// What was paid of it.
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
    /// The plan's.
    pub id: PlanId,
    /// Whose credit it is.
    pub account: AccountId,
    /// That of all its amounts.
    pub currency: Currency,
    /// Bought, or lent.
    pub origin: Origin,
    /// As the user named it.
    pub title: String,
    /// `None` where none was given.
    pub merchant: Option<String>,
    /// The civil date on which it began.
    pub purchased_on: NaiveDate,
    /// Whether an automatic debit pays the rows.
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
    /// `None`: of all accounts.
    pub account: Option<&'a AccountId>,
    /// Words that the plan's texts hold, each somewhere; none is asked for by blanks.
    pub search: &'a str,
    /// The order in which they are handed out.
    pub sort: PlanSort,
    /// How many are passed over.
    pub offset: u32,
    /// The most plans.
    pub limit: u32,
    /// The civil date as of which plans are overdue.
    pub today: NaiveDate,
}

/// Plans of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanList {
    /// At most as many as were asked for, in order.
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
    /// Whose row it is.
    pub plan: PlanId,
    /// The plan's.
    pub title: String,
    /// Whose credit it is.
    pub account: AccountId,
    /// The account's name.
    pub account_name: String,
    /// 1 to 5: the account's colour.
    pub marker: u8,
    /// The card or wallet that the account's debits are taken from.
    pub funding_source: Option<String>,
    /// Counted from 1; 0 is the down payment.
    pub n: u16,
    /// The plan's last row.
    pub of: u16,
    /// A civil date in the zone of the clock.
    pub due_date: NaiveDate,
    /// The account's: it is overdue from the day after them.
    pub grace_days: u8,
    /// Who is to pay it, which decides what is said and when.
    pub payer: Payer,
    /// More than zero.
    pub remaining: Money,
    /// When the user wants to hear of it again.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// The latest moment for which a reminder of it, due then, was claimed.
    pub said_last: Option<DateTime<Utc>>,
}

/// A notice, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What was said.
    pub notice: Notice,
    /// The digest or statement that it is a part of.
    pub part_of: Option<String>,
    /// When it was claimed, not when it was wanted.
    pub claimed_at: DateTime<Utc>,
    /// When the desktop took it; `None` so far.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Not to be said again before; `None` where it was not put off.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// When the user answered it; `None` so far.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Something that the user means to pay early.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Of which something is to be paid.
    pub plan: PlanId,
    /// Whose credit it is.
    pub account: AccountId,
    /// The plan's.
    pub title: String,
    /// The civil date; one plan has at most one thing planned a day.
    pub on: NaiveDate,
    /// A part, or all of it.
    pub act: PlannedAct,
    /// What it came to when it was planned.
    pub amount: Money,
}

/// Why a plan's rows are others than before.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// The user gave the contract's own figures of the rows.
    Rows,
    /// Principal was paid early.
    Prepayment(Prepaid),
    /// Goods went back.
    Refund(Refunded),
}

/// A new version of a plan's terms and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The civil date from which it holds.
    pub since: NaiveDate,
    /// What made it.
    pub cause: Correction,
    /// Those in force from now on.
    pub terms: TermsInput,
    /// The rows that are others than before, in order.
    pub changed: Vec<Row>,
    /// The rows that are no more: unpaid ones at the end.
    pub removed: Vec<u16>,
}

/// How much there is, as it is kept counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Those that were put away too.
    pub accounts: u32,
    /// Ended ones too.
    pub plans: u32,
}
