//! Native dialogs, opened from Rust alone: the page never names a path.

use std::io::Write;
use std::path::PathBuf;

use fenqi_app::contract::AppError;
use fenqi_app::words::Words;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath, MessageDialogKind};

use crate::desk::{Desk, system_language};

/// Asks where to put an export. `None` when the user thinks better of it.
pub(crate) async fn export_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let dialog = files(handle, &words, "dialog-export-title")
        .set_file_name(format!("fenqi-{}.csv", desk.app.today()))
        .add_filter(words.say("dialog-export-filter", &[]), &["csv"]);
    asked(|answer| dialog.save_file(answer)).await
}

/// Asks where to put a calendar, once.
pub(crate) async fn calendar_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let dialog = files(handle, &words, "dialog-calendar-title")
        .set_file_name(format!("fenqi-{}.ics", desk.app.today()))
        .add_filter(words.say("dialog-calendar-filter", &[]), &["ics"]);
    asked(|answer| dialog.save_file(answer)).await
}

/// Asks for a folder in which to keep a calendar up to date.
pub(crate) async fn calendar_folder(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let dialog = files(handle, &desk.app.words(), "dialog-calendar-folder-title");
    asked(|answer| dialog.pick_folder(answer)).await
}

/// Asks for a folder in which to put a backup.
pub(crate) async fn backup_folder(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let dialog = files(handle, &desk.app.words(), "dialog-backup-title");
    asked(|answer| dialog.pick_folder(answer)).await
}

/// Asks for a backup to restore.
pub(crate) async fn restore_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let dialog = files(handle, &words, "dialog-restore-title")
        .add_filter(words.say("dialog-restore-filter", &[]), &["db"]);
    asked(|answer| dialog.pick_file(answer)).await
}

/// A file dialog over the window.
fn files(handle: &AppHandle, words: &Words, title: &str) -> FileDialogBuilder<Wry> {
    let dialog = handle.dialog().file().set_title(words.say(title, &[]));
    match handle.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

type FileAnswer = Box<dyn FnOnce(Option<FilePath>) + Send>;

async fn asked(ask: impl FnOnce(FileAnswer)) -> Option<PathBuf> {
    let (send, receive) = tokio::sync::oneshot::channel();
    // The receiver is gone only when the window is; then nobody waits for a path.
    ask(Box::new(move |path| drop(send.send(path))));
    receive.await.ok()??.into_path().ok()
}

/// Says why Fenqi cannot start, on the terminal and in a dialog, and ends.
pub(crate) fn refuse(handle: &AppHandle, error: &AppError) {
    let message = Words::of(system_language()).error(error);
    tell_terminal(&message);
    let ending = handle.clone();
    handle
        .dialog()
        .message(message)
        .title("Fenqi")
        .kind(MessageDialogKind::Error)
        .show(move |_| ending.exit(1));
}

/// Without a terminal there is still the dialog.
pub(crate) fn tell_terminal(message: &str) {
    let _ = writeln!(std::io::stderr(), "fenqi: {message}");
}

/// Says, once, that without a tray closing is quitting; then quits.
pub(crate) fn say_no_tray(handle: &AppHandle, words: &Words) {
    let ending = handle.clone();
    handle
        .dialog()
        .message(words.say("dialog-no-tray-body", &[]))
        .title(words.say("dialog-no-tray-title", &[]))
        .show(move |_| ending.exit(0));
}
