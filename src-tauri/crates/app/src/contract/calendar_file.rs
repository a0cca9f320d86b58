//! The calendar file on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::AppError;

/// The file that is kept up to date for a phone's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CalendarFile {
    /// Whole, ending in `.ics`; as the user chose it.
    pub path: String,
    /// `YYYY-MM-DD HH:MM`, local; absent where there is no file.
    pub written_at: Option<String>,
    /// Why it could not be brought up to date last, if so.
    pub failed: Option<AppError>,
}
