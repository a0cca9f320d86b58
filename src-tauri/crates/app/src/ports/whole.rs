//! Plans and repayments with all that the file holds of them, as they go out and come in.

use chrono::NaiveDate;
use fenqi_domain::status::Void;
use fenqi_domain::{Money, Row};

use super::{Plan, Prepaid, Refunded, Repayment, Settled};
use crate::contract::{PlanId, PlannedAct, TermsInput};

/// A plan with its history, without what repayments paid of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WholePlan {
    /// What was entered.
    pub plan: Plan,
    /// The contract first, what is in force last; never empty.
    pub versions: Vec<Version>,
    /// By `n`.
    pub rows: Vec<WholeRow>,
    /// Debits that failed: which row, and when that was said.
    pub failed: Vec<(u16, NaiveDate)>,
    /// What is to be paid early, by day.
    pub planned: Vec<(NaiveDate, PlannedAct, Money)>,
}

/// A version of a plan's terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The civil date from which it holds.
    pub since: NaiveDate,
    /// What made it.
    pub cause: Cause,
    /// Those in force under it.
    pub terms: TermsInput,
    /// What the rows add up to under it.
    pub principal: Money,
    /// Of all rows.
    pub interest: Money,
    /// Of all rows.
    pub fee: Money,
    /// Rows as they stood before it, where they are others since, by `n`.
    pub former: Vec<Row>,
}

/// What made a version.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// The plan was entered: always the first.
    Contract,
    /// The user gave the contract's own figures.
    Correction,
    /// Its repayment tells more.
    Prepayment,
    /// Goods went back.
    Refund(Refunded),
}

/// A row as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WholeRow {
    /// By the contract as it stands.
    pub row: Row,
    /// The figures are the user's own.
    pub edited: bool,
    /// Why nothing more is asked for.
    pub void: Option<Void>,
}

/// A repayment with all that it did.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeRepayment {
    /// With its parts, by row.
    pub repayment: Repayment,
    /// The plans that it paid off.
    pub settlements: Vec<(PlanId, Settled)>,
    /// The plans of which it paid principal early, each with the version that this made.
    pub prepayments: Vec<(PlanId, u16, Prepaid)>,
    /// The rows whose debits it is, and when that was said.
    pub debits: Vec<(PlanId, u16, NaiveDate)>,
}
