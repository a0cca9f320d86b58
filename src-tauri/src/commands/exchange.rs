//! Files that come in and go out. The page names no target, and of sources only the one that the user chose.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fenqi_app::App;
use fenqi_app::contract::{ExportForm, Exported, ImportOptions, ImportPreview, ImportProgress, Imported};
use tauri::State;

use super::Answer;
use crate::bindings::{self, Importing};
use crate::desk::Desk;
use crate::{AppHandle, dialogs, show_folder};

/// Asks where, and exports. Null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_file(
    handle: AppHandle,
    desk: State<'_, Desk>,
    form: ExportForm,
) -> Answer<Option<Exported>> {
    let Some(path) = dialogs::export_path(&handle, &desk, &form).await else { return Ok(None) };
    desk.export_to(path, move |app, path| fenqi_store::export(app, &form, path)).await.map(Some)
}

/// Shows the folder of the last export in the desktop's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_show(desk: State<'_, Desk>) -> Answer<()> {
    show_folder::show(&desk.exported_to()?).await
}

/// Asks for a file to import. Answers its path; null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_choose(handle: AppHandle, desk: State<'_, Desk>) -> Answer<Option<String>> {
    Ok(dialogs::import_path(&handle, &desk).await.map(|path| desk.choose(path)))
}

/// What would come of importing the chosen file. Nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_preview(
    handle: AppHandle,
    desk: State<'_, Desk>,
    path: String,
    options: ImportOptions,
) -> Answer<ImportPreview> {
    let (path, mut tell) = (desk.chosen(&path)?, telling(handle, desk.begin_look()));
    desk.run(move |app| fenqi_store::import_preview(app, &path, &options, &mut tell)).await
}

/// Tells the page how far an import is, and answers whether it goes on.
fn telling(handle: AppHandle, stops: Arc<AtomicBool>) -> impl FnMut(ImportProgress) -> bool {
    let mut told = None;
    move |progress| {
        if told.replace(progress) != Some(progress) {
            bindings::tell(&handle, Importing { progress });
        }
        !stops.load(Ordering::Relaxed)
    }
}

/// Imports the chosen file, whole or not at all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_run(
    handle: AppHandle,
    desk: State<'_, Desk>,
    path: String,
    options: ImportOptions,
) -> Answer<Imported> {
    let (path, mut tell) = (desk.chosen(&path)?, telling(handle, desk.begin_import()));
    desk.run(move |app| fenqi_store::import_file(app, &path, &options, &mut tell)).await
}

/// Ends the import under way, and nothing of it stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_cancel(desk: State<'_, Desk>) -> Answer<()> {
    desk.cancel_import();
    Ok(())
}

/// Asks where, and puts a table there that can be filled in. Null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_template(handle: AppHandle, desk: State<'_, Desk>) -> Answer<Option<Exported>> {
    let Some(path) = dialogs::template_path(&handle, &desk).await else { return Ok(None) };
    let write = |app: &App, path: &Path| fenqi_store::write_template(app, app.words().language(), path);
    desk.export_to(path, write).await.map(Some)
}
