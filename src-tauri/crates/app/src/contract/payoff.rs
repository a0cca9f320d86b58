//! Getting out of debt: ways of paying side by side, and what of it the user means to do.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, PlanId, Track};

/// What is put in besides what the contracts ask for. What is absent is as it was when a way was chosen last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct PayoffQuery {
    /// Absent: that of most open plans.
    pub currency: Option<String>,
    /// Each month, as typed; empty is nothing.
    pub extra: Option<String>,
    /// Whether what finished plans no longer ask for goes to the next one.
    pub roll_over: Option<bool>,
}

/// In which order plans are paid off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The smallest balance first.
    Snowball,
    /// What saves most for its money first.
    Avalanche,
}

/// A way of paying that the user means to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffChoice {
    /// What is put in.
    pub query: PayoffQuery,
    /// Which of the two ways.
    pub strategy: Strategy,
}

/// Three ways of paying what is owed in one currency, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffView {
    /// The civil date.
    pub today: String,
    /// The month from which on extra money is put in, as in 2026-12.
    pub from: String,
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// All in which something is owed.
    pub currencies: Vec<String>,
    /// What is put in each month besides; zero or more.
    pub extra: String,
    /// What finished plans no longer ask for goes to the next one.
    pub roll_over: bool,
    /// Steps and ends name them by their place here, from 0.
    pub plans: Vec<PayoffPlan>,
    /// Nothing extra.
    pub contract: PayoffOutcome,
    /// The smallest balance first.
    pub snowball: PayoffOutcome,
    /// What saves most for its money first.
    pub avalanche: PayoffOutcome,
    /// How many steps of this currency are planned already.
    pub planned: u32,
}

/// A plan of which something is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffPlan {
    /// Asks for the whole plan.
    pub plan: PlanId,
    /// As the user named it.
    pub title: String,
    /// Whose credit it is.
    pub account: AccountRef,
    /// All that is left to pay.
    pub remaining: String,
    /// Of it, principal.
    pub principal: String,
    /// What 100 paid early save in a year.
    pub rate_percent: String,
    /// The lender's rule for settling early.
    pub policy: String,
    /// The account states none: this one was assumed, and the lender may count otherwise.
    pub assumed: bool,
    /// A part of it can be paid early; else it can only be settled.
    pub takes_parts: bool,
    /// As it is today.
    pub track: Track,
}

/// Where a way of paying leads, from today on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffOutcome {
    /// When nothing is owed any more; absent where nothing is.
    pub free_on: Option<String>,
    /// All that is paid from today on.
    pub paid: String,
    /// Interest, fees and penalties.
    pub cost: String,
    /// How much less that is than as contracted.
    pub saved: String,
    /// In order of time.
    pub steps: Vec<PayoffStep>,
    /// In the order in which money goes to the plans.
    pub plans: Vec<PayoffEnd>,
}

/// What is done early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlannedAct {
    /// A part is paid; the instalment stays, the term becomes shorter.
    Prepay,
    /// All of it is paid off.
    Settle,
}

/// Something done early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffStep {
    /// `YYYY-MM-DD`.
    pub on: String,
    /// The place of its plan in `plans` of the view.
    pub at: u32,
    /// Decides which of the fields below count.
    pub act: PlannedAct,
    /// What is paid on that day.
    pub amount: String,
    /// How much less is paid in all for it.
    pub saved: String,
    /// Of a settlement: what is charged besides the principal.
    pub charged: Option<String>,
    /// Of a prepayment: how many instalments fewer there are, and when the last is due then.
    pub fewer: u32,
    /// `YYYY-MM-DD`; absent for a settlement.
    pub ends_on: Option<String>,
}

/// Why a plan is left to its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PayoffEnd {
    /// Its place in `plans` of the view.
    pub at: u32,
    /// When the last of it is paid.
    pub on: String,
    /// The last instalment that is paid as such; those after it are asked for no more.
    pub last_row: u32,
    /// Why nothing of it is paid early, if so.
    pub alone: Option<Alone>,
}

/// What the user means to pay early on a day. The quote of the day decides what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlannedView {
    /// Asks for the whole plan.
    pub plan: PlanId,
    /// As the user named it.
    pub title: String,
    /// Whose credit it is.
    pub account: AccountRef,
    /// An ISO 4217 code: that of the plan.
    pub currency: String,
    /// `YYYY-MM-DD`.
    pub on: String,
    /// Days from today; negative when it is past.
    pub days: i32,
    /// A part, or all of it.
    pub act: PlannedAct,
    /// What it came to when it was planned.
    pub amount: String,
}
