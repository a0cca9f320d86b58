//! Whether anything on this desktop shows a tray. Elsewhere than on Linux there always is one.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{AppHandle, Manager};

/// Whether the icon stands in a tray that is there.
#[derive(Debug, Default)]
pub(crate) struct Presence(AtomicBool);

/// Whether a tray shows the icon now.
pub(crate) fn is_present(handle: &AppHandle) -> bool {
    handle.state::<Presence>().0.load(Ordering::Acquire) && crate::tray::exists(handle)
}

/// Notes whether a tray is there, and creates the icon on the main thread when the first one is.
fn note(handle: &AppHandle, present: bool) {
    handle.state::<Presence>().0.store(present, Ordering::Release);
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
    let watching = std::thread::Builder::new().name("tray-host".to_owned()).spawn(move || {
        if let Err(error) = follow(&handle) {
            tracing::warn!(%error, "no session bus, so no tray");
        }
    });
    if let Err(error) = watching {
        tracing::warn!(%error, "the tray host cannot be watched");
    }
}

#[cfg(target_os = "linux")]
fn follow(handle: &AppHandle) -> zbus::Result<()> {
    use zbus::blocking::{Connection, fdo::DBusProxy};

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    let connection = Connection::session()?;
    let bus = DBusProxy::new(&connection)?;
    let changes = bus.receive_name_owner_changed_with_args(&[(0, WATCHER)])?;
    note(handle, bus.name_has_owner(WATCHER.try_into()?)?);
    for change in changes {
        note(handle, change.args()?.new_owner().is_some());
    }
    Ok(())
}
