//! The journal of user actions.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

/// One user action, as it goes into the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// When it was done.
    pub at: DateTime<Utc>,
    /// What was done: `account_add`, `plan_add`, `pay`…
    pub kind: &'static str,
    /// The id of what it was done to.
    pub subject: String,
    /// What the words about it need: titles, amounts, dates.
    pub params: BTreeMap<String, String>,
}

/// Whether an action can be undone or done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityState {
    /// It can be undone, once all that came after it is.
    Done,
    /// It can be done again, once all that was undone later is.
    Undone,
    /// Done too long ago to be undone.
    Past,
    /// Undone, and overtaken by another action.
    Dropped,
}

impl ActivityState {
    /// The name under which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Past => "past",
            Self::Dropped => "dropped",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Done, Self::Undone, Self::Past, Self::Dropped].into_iter().find(|state| state.name() == name)
    }
}

/// An action in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Counted from 1 for the file.
    pub id: i64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// As [`Activity::kind`]; a later Fenqi may have written others.
    pub kind: String,
    /// The id of what it was done to; of several, with blanks between.
    pub subject: String,
    /// What the words about it need.
    pub params: BTreeMap<String, String>,
    /// Whether it can be undone or done again.
    pub state: ActivityState,
}
