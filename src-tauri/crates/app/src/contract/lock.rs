//! The app lock on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AppError, Language, Theme};

/// When the window locks by itself. It is locked at each start, whatever is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockAfter {
    /// At once, when the window is closed or hidden.
    Close,
    /// After a minute in which nobody used it.
    Minute1,
    /// After five such minutes.
    #[default]
    Minutes5,
    /// After a quarter of an hour.
    Minutes15,
    /// After an hour.
    Minutes60,
    /// Never but at the start.
    Start,
}

impl LockAfter {
    /// How many minutes without use lock.
    #[must_use]
    pub fn minutes(self) -> Option<u32> {
        match self {
            Self::Minute1 => Some(1),
            Self::Minutes5 => Some(5),
            Self::Minutes15 => Some(15),
            Self::Minutes60 => Some(60),
            Self::Close | Self::Start => None,
        }
    }
}

/// What the lock screen needs, and all that is told while the window is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LockState {
    /// Whether anything but the passcode is refused now.
    pub locked: bool,
    /// Why no passcode is tried now, if so.
    pub refusal: Option<AppError>,
    /// The language in force.
    pub language: Language,
    /// The colours of the screen.
    pub theme: Theme,
}
