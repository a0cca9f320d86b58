//! The journal on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One user action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActivityView {
    /// Counted from 1 for the file; asks for older ones.
    pub number: String,
    /// RFC 3339, in the zone of the asker.
    pub at: String,
    /// What was done: `plan_add`, `pay`…
    pub kind: String,
    /// The ids of what it was done to.
    pub subject: String,
    /// The same in the language in force.
    pub words: String,
    /// done | undone | past | dropped: past is too old to be undone, dropped was undone and then overtaken.
    pub state: String,
}
