//! What the window asks of a plan that is there: paying, settling, prepaying, refunds and corrections. Every field as
//! it was typed; an empty day is today.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AppError, PlanId, PrepaymentView};

/// Where a repayment would go, before it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayPreview {
    /// The whole of it, in the currency of the plan.
    pub amount: String,
    /// In the order in which they are paid: the row that was asked for comes first.
    pub parts: Vec<PayPart>,
}

/// What a row would get of a repayment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayPart {
    /// The row: counted from 1.
    pub n: u32,
    /// More than zero.
    pub amount: String,
    /// What the row still asks for then.
    pub left: String,
}

/// A repayment as it should have been recorded. An empty amount leaves it as it is.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RepaymentForm {
    /// The repayment that was recorded wrongly.
    pub id: String,
    /// In the currency of its account; more than zero, and at most what its plan had left before it.
    pub amount: String,
    /// Required: only here an empty day is not today.
    pub paid_on: String,
    /// The card or wallet, up to 60 characters; empty takes it away.
    pub source: String,
}

/// Paying a plan off.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct SettleForm {
    /// Which is paid off.
    pub plan: PlanId,
    /// The day of the payment, not before the purchase.
    pub on: String,
    /// The card or wallet, up to 60 characters; may be empty.
    pub source: String,
}

/// Paying a part early.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PrepayForm {
    /// Of which a part is paid early.
    pub plan: PlanId,
    /// In the currency of the plan; the interest until the day is taken out of it first (domain.md §8).
    pub amount: String,
    /// The day of the payment, not before the purchase.
    pub on: String,
    /// term (lower instalments) | instalment (a shorter term)
    pub keeps: String,
    /// The card or wallet, up to 60 characters; may be empty.
    pub source: String,
}

/// Both things that a prepayment can make of a plan; one is absent where the method has no such way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrepayChoices {
    /// The instalments stay, the term becomes shorter.
    pub shorter: Option<PrepaymentView>,
    /// The term stays, the instalments become lower.
    pub lower: Option<PrepaymentView>,
}

/// Goods that went back.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RefundForm {
    /// Whose goods went back.
    pub plan: PlanId,
    /// In the currency of the plan, at most what it cost and has not gone back yet.
    pub amount: String,
    /// The day of the refund, not before the purchase.
    pub on: String,
    /// last_first | next_first | pro_rata
    pub taken: String,
}

/// What a plan is called and what belongs to it, besides its figures.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PlanEditForm {
    /// Which is changed.
    pub plan: PlanId,
    /// Required, up to 120 characters.
    pub title: String,
    /// Up to 120 characters; empty takes it away.
    pub merchant: String,
    /// Up to 120 characters; empty takes it away.
    pub order_no: String,
    /// Whether an automatic debit pays the rows from now on.
    pub auto_debit: bool,
    /// Up to 4000 characters, on several lines; empty takes them away.
    pub notes: String,
}

/// The contract's own figures of some rows.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RowsForm {
    /// Whose rows they are.
    pub plan: PlanId,
    /// Those that are corrected; the others stay.
    pub rows: Vec<RowForm>,
}

/// A row as the contract states it.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RowForm {
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// A date: not before the purchase, and in order with the rows before and after.
    pub due_date: String,
    /// In the currency of the plan, as are the other two; that of all rows adds up to what it was.
    pub principal: String,
    /// Zero or more.
    pub interest: String,
    /// Zero or more.
    pub fee: String,
}

/// What corrected rows would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowsCheck {
    /// Everything that is wrong with a row, each with its field.
    pub problems: Vec<RowProblem>,
    /// What each row that is sound asks for in all.
    pub totals: Vec<RowTotal>,
    /// The principal of all rows.
    pub principal: String,
    /// What it has to be.
    pub expected: String,
    /// By how much it differs, without a sign; absent where it does not.
    pub difference: Option<String>,
    /// It is more than it has to be.
    pub is_more: bool,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowProblem {
    /// The row.
    pub n: u32,
    /// Its field is one of the row's.
    pub error: AppError,
}

/// What a row asks for in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowTotal {
    /// The row.
    pub n: u32,
    /// Principal, interest and fee.
    pub total: String,
}
