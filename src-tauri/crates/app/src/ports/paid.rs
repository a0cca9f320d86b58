//! What was paid and what came back, as the file holds it.

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::Money;
use fenqi_domain::prepayment::PrepaymentPolicy;
use fenqi_domain::refund::RefundOrder;

use crate::contract::{AccountId, PlanId, RepaymentKind};

/// Money that was paid, and to which rows it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Repayment {
    /// Opaque, and never given to another repayment.
    pub id: String,
    /// To whom it was paid; all its parts are of this account's plans.
    pub account: AccountId,
    /// More than zero.
    pub amount: Money,
    /// The civil date on which it was paid.
    pub paid_on: NaiveDate,
    /// The card or wallet that it came from, where it was said.
    pub source: Option<String>,
    /// With what a settlement or prepayment took of it, the parts add up to `amount`.
    pub parts: Vec<Part>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// A part of a repayment.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Whose row it is.
    pub plan: PlanId,
    /// The row that got it.
    pub n: u16,
    /// More than zero.
    pub amount: Money,
}

/// A repayment among those of all plans.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRepayment {
    /// The whole of it.
    pub repayment: Repayment,
    /// What it was for.
    pub kind: RepaymentKind,
    /// The plan that was settled or prepaid: what the parts leave of the amount went to it.
    pub closes: Option<PlanId>,
}

/// Which repayments a list wants: newest first, by the day on which they were paid.
#[derive(Clone, Copy, Debug)]
pub struct RepaymentListing<'a> {
    /// `None`: of all accounts.
    pub account: Option<&'a AccountId>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Only those that come after this one.
    pub before: Option<&'a str>,
    /// The most repayments.
    pub limit: u32,
}

/// What one plan got of a repayment.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRepayment {
    /// The repayment's.
    pub id: String,
    /// The civil date on which it was paid.
    pub paid_on: NaiveDate,
    /// The card or wallet that it came from, where it was said.
    pub source: Option<String>,
    /// By row: its number, and what it got.
    pub parts: Vec<(u16, Money)>,
}

/// A plan that was paid off early, and for what.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// Its id.
    pub repayment: String,
    /// The civil date on which it was paid off.
    pub on: NaiveDate,
    /// The rule by which it was counted, by its name in `SettlementInput`.
    pub policy: String,
    /// Of the rows that were not due yet; what was due is among the repayment's parts.
    pub principal: Money,
    /// Charged of the interest that was not due yet.
    pub interest: Money,
    /// Charged of the fees that were not due yet.
    pub fee: Money,
    /// Charged for paying early (domain.md §7).
    pub penalty: Money,
    /// Charged for what was overdue.
    pub late_fee: Money,
    /// What the rows not due yet would have cost, minus what was charged; may be negative.
    pub saved: Money,
}

/// Principal that was paid early.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepaid {
    /// Its id.
    pub repayment: String,
    /// The civil date on which it was paid.
    pub on: NaiveDate,
    /// What became smaller: the instalments, or the term.
    pub policy: PrepaymentPolicy,
    /// By how much less was owed (domain.md §8).
    pub principal: Money,
    /// What had run until then.
    pub interest: Money,
}

/// Goods that went back.
#[derive(Clone, Debug, PartialEq)]
pub struct Refunded {
    /// The civil date on which the goods went back.
    pub on: NaiveDate,
    /// From which unpaid rows it was taken (domain.md §9).
    pub order: RefundOrder,
    /// By how much the unpaid principal became less.
    pub principal: Money,
    /// What exceeded the unpaid principal and came back as money.
    pub to_payer: Money,
    /// Fees that are no longer asked for.
    pub fee_reduction: Money,
    /// Interest that is no longer asked for.
    pub interest_reduction: Money,
    /// Nothing was left after it.
    pub closes: bool,
}
