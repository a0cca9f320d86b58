//! What the window asks of a plan that is there: paying, settling, prepaying, refunds and corrections. Every field as
//! it was typed; an empty day is today.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AppError, PlanId, PrepaymentView};

/// Where a repayment would go, before it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayPreview {
    pub amount: String,
    /// In the order in which they are paid: the row that was asked for comes first.
    pub parts: Vec<PayPart>,
}

/// What a row would get of a repayment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayPart {
    pub n: u32,
    pub amount: String,
    /// What the row still asks for then.
    pub left: String,
}

/// A repayment as it should have been recorded. An empty amount leaves it as it is.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RepaymentForm {
    pub id: String,
    pub amount: String,
    pub paid_on: String,
    pub source: String,
}

/// Paying a plan off.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct SettleForm {
    pub plan: PlanId,
    pub on: String,
    pub source: String,
}

/// Paying a part early.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PrepayForm {
    pub plan: PlanId,
    pub amount: String,
    pub on: String,
    /// term (lower instalments) | instalment (a shorter term)
    pub keeps: String,
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
    pub plan: PlanId,
    pub amount: String,
    pub on: String,
    /// last_first | next_first | pro_rata
    pub taken: String,
}

/// What a plan is called and what belongs to it, besides its figures.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PlanEditForm {
    pub plan: PlanId,
    pub title: String,
    pub merchant: String,
    pub order_no: String,
    pub auto_debit: bool,
    pub notes: String,
}

/// The contract's own figures of some rows.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RowsForm {
    pub plan: PlanId,
    pub rows: Vec<RowForm>,
}

/// A row as the contract states it.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct RowForm {
    pub n: u32,
    pub due_date: String,
    pub principal: String,
    pub interest: String,
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
    pub n: u32,
    pub error: AppError,
}

/// What a row asks for in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowTotal {
    pub n: u32,
    pub total: String,
}
