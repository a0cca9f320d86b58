//! Starting when the user logs in: in the tray, without a window.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod entry;
#[cfg(not(target_os = "linux"))]
#[path = "elsewhere.rs"]
mod entry;

use fenqi_app::contract::{AppError, ErrorCode};
use tauri::Builder;

use crate::{AppHandle, Desktop};

/// What the entry starts Fenqi with.
const HIDDEN: &str = "--hidden";

/// What entries need of Tauri.
pub(crate) fn prepared(builder: Builder<Desktop>) -> Builder<Desktop> {
    entry::prepared(builder)
}

/// Writes the entry anew if there is one: it names the program by its path, which may be another by now.
pub(crate) fn renew(handle: &AppHandle) {
    let renewed = is_on(handle).and_then(|on| if on { set(handle, true) } else { Ok(()) });
    if let Err(error) = renewed {
        tracing::warn!(code = ?error.code, "the entry that starts Fenqi at login could not be renewed");
    }
}

/// Whether there is an entry.
///
/// # Errors
/// `write_failed` when it cannot be told.
pub(crate) fn is_on(handle: &AppHandle) -> Result<bool, AppError> {
    entry::is_on(handle).map_err(|error| refused(&error))
}

/// Makes the entry, or takes it away.
///
/// # Errors
/// `write_failed`.
pub(crate) fn set(handle: &AppHandle, on: bool) -> Result<(), AppError> {
    entry::set(handle, on).map_err(|error| refused(&error))
}

fn refused(error: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::WriteFailed).with("path", "autostart").with("reason", error)
}
