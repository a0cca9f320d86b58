//! Getting out of debt with something extra each month (domain.md §7–§8): as contracted, smallest balance first
//! (snowball) and dearest first (avalanche), side by side.
//!
//! What is assumed, of all three alike:
//! - Every row is paid as the contract says, on its due day; what is due by today is paid today. That is the minimum,
//!   and nothing takes from it.
//! - From the month after this one on, `extra` is put in each month, for at most [`MAX_MONTHS`]. It goes, with what
//!   is freed, to the first plan in the order that it does something for; what is left of it to the next.
//! - Freed is what a month's contract rows asked for and no longer do; after a plan's contract has ended, its smallest
//!   instalment goes on being put in (that is the classic roll-over). It can be left out.
//! - A plan is acted on after its row of the month, on that due day; where it has none in a month, on the same day of
//!   the month. Principal is paid early in part on a due day only, and only where nothing but the interest that ran is
//!   charged for settling; the instalment stays, the term becomes shorter. Other plans can only be settled: money is
//!   put aside for that while it will suffice before the plan ends.
//! - A plan is not settled while a later month, up to that of its next row, would save more.
//! - Nothing is done that saves nothing. So each step saves, and what a strategy saves is the sum of its steps.

mod cascade;
mod course;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::money::{Currency, Money};
use crate::schedule::Row;
use crate::settlement::SettlementPolicy;
use crate::terms::{Method, Terms, TermsError};

/// For how many months extra money is put in at most.
pub const MAX_MONTHS: u32 = 600;

/// A plan of which something is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// Those in force.
    pub terms: Terms,
    /// The day of purchase.
    pub start: NaiveDate,
    /// Its rows in order, paid ones among them.
    pub rows: Vec<Row>,
    /// What is left of each, in the same places.
    pub left: Vec<Row>,
    /// What settling it early costs.
    pub policy: SettlementPolicy,
    /// What is charged today for rows that are overdue.
    pub late_fee: Money,
}

impl Debt {
    /// Whether a part of the principal can be paid early, for no more than the interest that ran.
    #[must_use]
    pub fn takes_parts(&self) -> bool {
        let method = self.terms.method();
        let saves = matches!(
            method,
            Method::EqualInstalment { .. } | Method::EqualPrincipal(_) | Method::InterestOnly(_)
        );
        let free = matches!(
            self.policy,
            SettlementPolicy::PrincipalOnly
                | SettlementPolicy::AccruedDays(_)
                | SettlementPolicy::AccruedInPeriod
        );
        saves && free
    }
}

/// What is put in besides what the contracts ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Each month; not negative.
    pub extra: Money,
    /// Whether what plans no longer ask for goes to the next plan.
    pub roll_over: bool,
}

/// What is done to a plan early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A part of the principal is paid; the instalment stays.
    Prepay {
        /// How many rows fewer there are.
        fewer: u16,
        /// The last due date from then on.
        ends_on: NaiveDate,
    },
    /// All of it is paid off.
    Settle {
        /// Of the amount, interest, fees and penalty.
        charged: Money,
    },
}

/// Something done early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub on: NaiveDate,
    /// Which plan: its place in the input.
    pub debt: usize,
    /// What is done.
    pub act: Act,
    /// All that is paid for it.
    pub amount: Money,
    /// How much less the plan costs from then on; positive.
    pub saved: Money,
}

/// Why a plan is left to its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Neither interest nor fees are left: 0 %.
    Free,
    /// All interest and fees are charged though it is paid off early.
    Unforgiven,
    /// Settling costs more than it saves.
    CostsMore,
    /// It has to be settled at once, and what is put in does not come to that before it ends.
    OutOfReach,
    /// It ends before its turn comes.
    EndsFirst,
}

/// What becomes of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// When the last of it is paid.
    pub on: NaiveDate,
    /// The last row that is paid as such; what comes after it is asked for no more.
    pub last_row: u16,
    /// Why nothing of it is paid early, if so.
    pub alone: Option<Alone>,
}

/// Where a way of paying leads, from today on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// When nothing is owed any more; absent where nothing is.
    pub free_on: Option<NaiveDate>,
    /// All that is paid.
    pub paid: Money,
    /// Of it, principal.
    pub principal: Money,
    /// Interest, fees and penalties: the rest of it.
    pub cost: Money,
    /// How much less that is than as contracted.
    pub saved: Money,
    /// In order of time.
    pub steps: Vec<Step>,
    /// Places of the plans in the order in which money goes to them.
    pub order: Vec<usize>,
    /// By place.
    pub ends: Vec<End>,
}

/// Three ways of paying, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payoff {
    /// What a yuan paid early saves in a year, by place: the saving over the money and the time for which it is given
    /// up, from when it is put aside. Zero where nothing is saved, or not in time.
    pub rates: Vec<Decimal>,
    /// Nothing extra.
    pub contract: Outcome,
    /// The smallest balance first.
    pub snowball: Outcome,
    /// The highest rate first.
    pub avalanche: Outcome,
}

/// Compares ways of paying plans of one currency.
///
/// # Errors
/// [`TermsError`] of a plan's terms, or [`TermsError::Overflow`] beyond 64 bits of minor units.
pub fn payoff(
    debts: &[Debt],
    today: NaiveDate,
    budget: Budget,
    currency: Currency,
) -> Result<Payoff, TermsError> {
    cascade::payoff(debts, today, budget, currency)
}
