//! The list of plans, page by page.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, PlanStatus, PlanSummary};

/// Which plans are wanted, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct PlanQuery {
    /// Absent: all.
    pub status: Option<PlanStatus>,
    /// Absent: of all accounts.
    pub account: Option<AccountId>,
    /// A few characters of title, merchant, order number or notes; several words must all be there.
    pub search: String,
    /// By purchase, newest first, if absent.
    pub sort: PlanSort,
    /// How many are passed over.
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

/// In which order plans are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanSort {
    /// By purchase.
    #[default]
    Newest,
    /// By purchase, the other way round.
    Oldest,
    /// By the day on which something is next due; what is closed comes last.
    NextDue,
    /// By what is left; what is closed comes last.
    LargestLeft,
}

/// A page of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanPage {
    /// At most as many as were asked for.
    pub plans: Vec<PlanSummary>,
    /// How many there are on all pages.
    pub found: u32,
    /// The search finds more than that: it has to say more.
    pub more: bool,
    /// Of each status, whichever was asked for; of a search that finds too much, without it.
    pub counts: StatusCounts,
}

/// How many plans there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StatusCounts {
    /// Something is left, and nothing overdue.
    pub active: u32,
    /// At least one row is.
    pub overdue: u32,
    /// Nothing is left.
    pub settled: u32,
    /// Nothing is left, because the goods went back.
    pub refunded: u32,
}
