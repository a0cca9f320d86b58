//! What plans cost and what was spent, as the file has it: sums of rows, and what was paid or came back besides them.

use chrono::NaiveDate;
use fenqi_domain::Money;

/// Stands for a plan within one transaction: lighter than its id, where there are thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlanKey(pub i64);

/// What the rows of a plan come to.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanCost {
    /// Asks for its id by [`ReadTx::plan_id`](super::ReadTx::plan_id).
    pub plan: PlanKey,
    /// By the contract as it stands, void rows counted whole.
    pub contract: Parts,
    /// The rows of which nothing more is asked: what they were, and what was paid of each.
    pub void: Vec<(Parts, Money)>,
}

/// An amount by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// What was financed or lent.
    pub principal: Money,
    /// What runs with time.
    pub interest: Money,
    /// What the contract asks for besides.
    pub fee: Money,
}

/// What was paid of a plan besides its rows, or came back: a settlement, a prepayment or a refund.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Whose it is.
    pub plan: PlanKey,
    /// The civil date on which it was paid, or came back.
    pub on: NaiveDate,
    /// When the plan began.
    pub purchased_on: NaiveDate,
    /// What was paid besides rows; zero for a refund.
    pub paid: Parts,
    /// Charged for settling early.
    pub penalty: Money,
    /// Charged with a settlement for what was overdue.
    pub late_fee: Money,
    /// What the merchant gave back of what was paid already.
    pub back: Money,
    /// By how much interest and fees became less; below zero where settling costs more than going on.
    pub saved: Money,
}

/// By which day of a plan something is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickedBy {
    /// When it was paid or came back.
    Day,
    /// When the plan began.
    Purchase,
}

/// What a plan's rows ask for, void ones as far as they were paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// The civil date on which the plan began.
    pub purchased_on: NaiveDate,
    /// In the currency of the plan.
    pub asked: Money,
}

/// What a repayment paid of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct PaidPart {
    /// More than zero.
    pub amount: Money,
    /// What earlier repayments had paid of the row.
    pub before: Money,
    /// What the row asks for.
    pub row: Parts,
}
