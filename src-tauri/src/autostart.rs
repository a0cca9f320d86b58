//! Starting when the user logs in: in the tray, without a window.

use fenqi_app::contract::{AppError, ErrorCode};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::ManagerExt;

/// What the entry starts Fenqi with.
const HIDDEN: &str = "--hidden";

pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_autostart::Builder::new().app_name("Fenqi").args([HIDDEN]).build()
}

/// Writes the entry anew if there is one: it names the program by its path, which may be another by now.
pub(crate) fn renew(handle: &AppHandle) {
    let entry = handle.autolaunch();
    if let Err(error) = entry.is_enabled().and_then(|on| if on { entry.enable() } else { Ok(()) }) {
        tracing::warn!(%error, "the entry that starts Fenqi at login could not be renewed");
    }
}

/// Whether there is an entry.
pub(crate) fn is_on(handle: &AppHandle) -> Result<bool, AppError> {
    handle.autolaunch().is_enabled().map_err(|error| refused(&error))
}

/// Makes the entry, or takes it away.
pub(crate) fn set(handle: &AppHandle, on: bool) -> Result<(), AppError> {
    let entry = handle.autolaunch();
    let done = match (on, entry.is_enabled()) {
        (true, _) => entry.enable(),
        (false, Ok(false)) => Ok(()),
        (false, _) => entry.disable(),
    };
    done.map_err(|error| refused(&error))
}

fn refused(error: &tauri_plugin_autostart::Error) -> AppError {
    AppError::new(ErrorCode::WriteFailed).with("path", "autostart").with("reason", error)
}
