//! Native dialogs, opened from Rust alone: the page never names a path.

use std::io::Write;
use std::path::PathBuf;

use fenqi_app::contract::AppError;
use fenqi_app::words::Words;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::desk::{Desk, system_language};

/// Asks where to put an export. `None` when the user thinks better of it.
pub(crate) async fn export_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let (send, receive) = tokio::sync::oneshot::channel();
    let mut dialog = handle
        .dialog()
        .file()
        .set_title(words.say("dialog-export-title", &[]))
        .set_file_name(format!("fenqi-{}.csv", desk.app.today()))
        .add_filter(words.say("dialog-export-filter", &[]), &["csv"]);
    if let Some(window) = handle.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    // The receiver is gone only when the window is; then nobody waits for a path.
    dialog.save_file(move |path| drop(send.send(path)));
    receive.await.ok()??.into_path().ok()
}

/// Says why Fenqi cannot start, on the terminal and in a dialog, and ends.
pub(crate) fn refuse(handle: &AppHandle, error: &AppError) {
    let message = Words::of(system_language()).error(error);
    // Without a terminal there is still the dialog.
    let _ = writeln!(std::io::stderr(), "fenqi: {message}");
    let ending = handle.clone();
    handle
        .dialog()
        .message(message)
        .title("Fenqi")
        .kind(MessageDialogKind::Error)
        .show(move |_| ending.exit(1));
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
