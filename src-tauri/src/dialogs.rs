//! Native dialogs, opened from Rust alone: the page never names a path.

use std::io::Write;
use std::path::PathBuf;

use fenqi_app::contract::{AppError, ExportForm, ExportFormat, ExportTable};
use fenqi_app::words::Words;
use tauri_plugin_dialog::{DialogExt, FilePath, MessageDialogKind};

use crate::AppHandle;
use crate::desk::{Desk, system_language};

/// Asks where to put an export. `None` when the user thinks better of it.
pub(crate) async fn export_path(handle: &AppHandle, desk: &Desk, form: &ExportForm) -> Option<PathBuf> {
    let words = desk.app.words();
    let (name, ending) = called(form);
    let dialog = files(handle, &words, "dialog-export-title")
        .set_file_name(format!("{name}-{}.{ending}", desk.app.today()))
        .add_filter(words.say("dialog-export-filter", &[("ending", ending)]), &[ending]);
    asked(|answer| dialog.save_file(answer)).await
}

/// How the name of an export begins and ends.
fn called(form: &ExportForm) -> (&'static str, &'static str) {
    match (form.format, form.table) {
        (ExportFormat::Csv, ExportTable::Plans) => ("fenqi-plans", "csv"),
        (ExportFormat::Csv, ExportTable::Rows) => ("fenqi-rows", "csv"),
        (ExportFormat::Csv, ExportTable::Repayments) => ("fenqi-repayments", "csv"),
        (ExportFormat::Csv, ExportTable::Accounts) => ("fenqi-accounts", "csv"),
        (ExportFormat::Csv, ExportTable::Months) => ("fenqi-months", "csv"),
        (ExportFormat::Xlsx, _) => ("fenqi", "xlsx"),
        (ExportFormat::Json, _) => ("fenqi", "json"),
        (ExportFormat::Ics, _) => ("fenqi", "ics"),
        (ExportFormat::Ledger, _) => ("fenqi", "ledger"),
        (ExportFormat::Hledger, _) => ("fenqi", "journal"),
        (ExportFormat::Beancount, _) => ("fenqi", "beancount"),
    }
}

/// Asks where to put the table that can be filled in.
pub(crate) async fn template_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let dialog = files(handle, &words, "dialog-template-title")
        .set_file_name("fenqi-template.csv")
        .add_filter(words.say("dialog-export-filter", &[("ending", "csv")]), &["csv"]);
    asked(|answer| dialog.save_file(answer)).await
}

/// Asks for a file to import. What it is, its content says: any name will do.
pub(crate) async fn import_path(handle: &AppHandle, desk: &Desk) -> Option<PathBuf> {
    let words = desk.app.words();
    let dialog = files(handle, &words, "dialog-import-title")
        .add_filter(words.say("dialog-import-filter", &[]), &["csv", "tsv", "txt", "json"])
        .add_filter(words.say("dialog-import-any", &[]), &["*"]);
    asked(|answer| dialog.pick_file(answer)).await
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
        .add_filter(words.say("dialog-restore-filter", &[]), &["db", "age"]);
    asked(|answer| dialog.pick_file(answer)).await
}

/// A file dialog over the window.
#[cfg(target_os = "linux")]
fn files(handle: &AppHandle, words: &Words, title: &str) -> crate::file_dialog::FileDialog {
    crate::file_dialog::FileDialog::new(handle, words.say(title, &[]))
}

#[cfg(not(target_os = "linux"))]
fn files(
    handle: &AppHandle,
    words: &Words,
    title: &str,
) -> tauri_plugin_dialog::FileDialogBuilder<crate::Desktop> {
    let dialog = handle.dialog().file().set_title(words.say(title, &[]));
    match tauri::Manager::get_webview_window(handle, "main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

/// Takes what was chosen, or none.
pub(crate) type FileAnswer = Box<dyn FnOnce(Option<FilePath>) + Send>;

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
