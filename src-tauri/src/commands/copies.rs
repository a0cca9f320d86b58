//! The file itself: is it sound, copies of it, and putting one in its place. The page names no path.

use fenqi_app::contract::{BackupView, BackupsView, CheckView, ChosenCopy, RehearsalView};
use fenqi_app::{BackupReason, NewPassphrase, Passphrase};
use tauri::State;

use super::Answer;
use crate::AppHandle;
use crate::desk::Desk;

/// Everything that is wrong with the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: State<'_, Desk>) -> Answer<CheckView> {
    desk.run(|app| app.check()).await
}

/// The backups in the data folder, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backups(desk: State<'_, Desk>) -> Answer<BackupsView> {
    desk.run(|app| app.backups()).await
}

/// Makes a checked copy of the file in the data folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_now(desk: State<'_, Desk>) -> Answer<BackupView> {
    desk.run(|app| app.back_up(BackupReason::Asked)).await
}

/// Asks for a folder, and puts a checked copy there. Answers its path; null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_save(handle: AppHandle, desk: State<'_, Desk>) -> Answer<Option<String>> {
    let Some(folder) = crate::dialogs::backup_folder(&handle, &desk).await else { return Ok(None) };
    desk.back_up_to(folder).await.map(Some)
}

/// Asks for a folder, and puts a checked copy there, encrypted with a passphrase that was typed twice. Answers its path;
/// null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_encrypt(
    handle: AppHandle,
    desk: State<'_, Desk>,
    passphrase: Passphrase,
    again: Passphrase,
) -> Answer<Option<String>> {
    let passphrase = NewPassphrase::typed(passphrase, &again)?;
    let Some(folder) = crate::dialogs::backup_folder(&handle, &desk).await else { return Ok(None) };
    desk.back_up_encrypted(folder, passphrase).await.map(Some)
}

/// Looks at a backup of the data folder, or at a file that is asked for, before it is restored; an encrypted one waits
/// for its passphrase. Null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_rehearse(
    handle: AppHandle,
    desk: State<'_, Desk>,
    name: Option<String>,
) -> Answer<Option<ChosenCopy>> {
    let path = match name {
        Some(name) => Some(desk.backup_path(name).await?),
        None => crate::dialogs::restore_path(&handle, &desk).await,
    };
    let Some(path) = path else { return Ok(None) };
    desk.choose_copy(path).await.map(Some)
}

/// Looks at the encrypted copy that was chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_unlock(desk: State<'_, Desk>, passphrase: Passphrase) -> Answer<RehearsalView> {
    desk.unlock(passphrase).await
}

/// Restores what was rehearsed last, with its passphrase if it is encrypted. What was there is kept among the backups.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore(desk: State<'_, Desk>, passphrase: Option<Passphrase>) -> Answer<()> {
    desk.restore(passphrase).await
}
