//! The app lock. Of these, the lock screen may call the first two.

use fenqi_app::Passphrase;
use fenqi_app::contract::{LockAfter, LockState};
use tauri::State;

use super::Answer;
use crate::desk::Desk;

/// Whether the window is locked, and what the lock screen needs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_state(desk: State<'_, Desk>) -> Answer<LockState> {
    desk.run_locked(|app| app.lock_state()).await
}

/// Opens the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock(desk: State<'_, Desk>, passcode: Passphrase) -> Answer<()> {
    desk.run_locked(move |app| app.unlock(&passcode)).await
}

/// Locks the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_now(desk: State<'_, Desk>) -> Answer<()> {
    desk.run(|app| app.lock_now()).await
}

/// Somebody uses the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_used(desk: State<'_, Desk>) -> Answer<()> {
    desk.app.lock_used();
    Ok(())
}

/// The window was hidden.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_hidden(desk: State<'_, Desk>) -> Answer<()> {
    desk.run(|app| {
        app.lock_closed();
        Ok(())
    })
    .await
}

/// Chooses a passcode, typed twice; where there is one, in its place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_set(
    desk: State<'_, Desk>,
    current: Option<Passphrase>,
    passcode: Passphrase,
    again: Passphrase,
) -> Answer<()> {
    desk.run(move |app| app.passcode_set(current.as_ref(), &passcode, &again)).await
}

/// Chooses when to lock.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_after_set(desk: State<'_, Desk>, after: LockAfter) -> Answer<()> {
    desk.run(move |app| app.lock_after_set(after)).await
}

/// Switches the lock off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock_off(desk: State<'_, Desk>, passcode: Passphrase) -> Answer<()> {
    desk.run(move |app| app.lock_off(&passcode)).await
}
