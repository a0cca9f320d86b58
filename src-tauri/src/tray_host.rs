//! Whether anything on this desktop shows a tray. Elsewhere than on Linux there always is one.

use std::sync::atomic::{AtomicBool, Ordering};

use fenqi_app::contract::Topic;
use tauri::Manager;

use crate::AppHandle;
use crate::bindings::{self, Changed};

/// Whether the icon stands in a tray that is there.
#[derive(Debug, Default)]
pub(crate) struct Presence(AtomicBool);

/// Whether a tray shows the icon now.
pub(crate) fn is_present(handle: &AppHandle) -> bool {
    is_there(handle) && crate::tray::exists(handle)
}

/// Whether there is a tray, whose icon may be on its way.
pub(crate) fn is_there(handle: &AppHandle) -> bool {
    handle.state::<Presence>().0.load(Ordering::Acquire)
}

/// Notes whether a tray is there, and creates the icon on the main thread when the first one is.
fn note(handle: &AppHandle, present: bool) {
    handle.state::<Presence>().0.store(present, Ordering::Release);
    // The settings say what closing the window comes to.
    bindings::tell(handle, Changed { topics: vec![Topic::Settings] });
    if !present || crate::tray::exists(handle) {
        return;
    }
    let creating = handle.clone();
    // An event loop that has ended needs no icon.
    let _ = handle.run_on_main_thread(move || {
        if let Err(error) = crate::tray::create(&creating) {
            tracing::warn!(%error, "the tray icon could not be created");
        }
    });
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(handle: &AppHandle) {
    note(handle, true);
}

/// Waits, for the life of the process, for a tray host to come and go: at login it may come after us, and the icon
/// can only be created once it is there.
#[cfg(target_os = "linux")]
pub(crate) fn watch(handle: &AppHandle) {
    let handle = handle.clone();
    crate::bus::watch_owner("org.kde.StatusNotifierWatcher", move |is_there| note(&handle, is_there));
}
