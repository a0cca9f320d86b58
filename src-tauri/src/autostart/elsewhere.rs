//! The plugin's entry, for systems other than Linux.

use tauri::Builder;
use tauri_plugin_autostart::{ManagerExt, Result};

use crate::{AppHandle, Desktop};

pub(super) fn prepared(builder: Builder<Desktop>) -> Builder<Desktop> {
    builder.plugin(tauri_plugin_autostart::Builder::new().app_name("Fenqi").args([super::HIDDEN]).build())
}

pub(super) fn is_on(handle: &AppHandle) -> Result<bool> {
    handle.autolaunch().is_enabled()
}

pub(super) fn set(handle: &AppHandle, on: bool) -> Result<()> {
    let entry = handle.autolaunch();
    match (on, entry.is_enabled()?) {
        (true, _) => entry.enable(),
        (false, true) => entry.disable(),
        (false, false) => Ok(()),
    }
}
