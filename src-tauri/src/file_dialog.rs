//! A dialog of GTK's that asks for a file or a folder. The plugin's stays in memory when it has been answered: rfd
//! destroys what it shows and never gives up its reference to it, a connection and 1.4 MB each time.

use gio::glib::MainContext;
use gtk::prelude::{FileChooserExt, NativeDialogExt, NativeDialogExtManual};
use gtk::{FileChooserAction, FileChooserNative, FileFilter, ResponseType};
use tauri::Manager;
use tauri_plugin_dialog::FilePath;

use crate::AppHandle;
use crate::dialogs::FileAnswer;

/// What is asked for, over the window.
pub(crate) struct FileDialog {
    handle: AppHandle,
    title: String,
    name: Option<String>,
    /// A name for people, and the endings that are shown.
    filters: Vec<(String, Vec<String>)>,
}

impl FileDialog {
    pub(crate) fn new(handle: &AppHandle, title: String) -> Self {
        Self { handle: handle.clone(), title, name: None, filters: Vec::new() }
    }

    /// What a new file is called, unless the user says otherwise.
    pub(crate) fn set_file_name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    pub(crate) fn add_filter(mut self, name: String, endings: &[&str]) -> Self {
        self.filters.push((name, endings.iter().map(ToString::to_string).collect()));
        self
    }

    pub(crate) fn save_file(self, answer: FileAnswer) {
        self.ask(FileChooserAction::Save, answer);
    }

    pub(crate) fn pick_file(self, answer: FileAnswer) {
        self.ask(FileChooserAction::Open, answer);
    }

    pub(crate) fn pick_folder(self, answer: FileAnswer) {
        self.ask(FileChooserAction::SelectFolder, answer);
    }

    /// Shows it and comes back. Where the event loop has ended, nobody answers.
    fn ask(self, action: FileChooserAction, answer: FileAnswer) {
        let handle = self.handle.clone();
        let asking = move || {
            let answered = async move {
                let dialog = self.made(action);
                let accepted = dialog.run_future().await == ResponseType::Accept;
                answer(dialog.filename().filter(|_| accepted).map(FilePath::Path));
                dialog.destroy();
            };
            drop(MainContext::default().spawn_local(answered));
        };
        if let Err(error) = handle.run_on_main_thread(asking) {
            tracing::warn!(%error, "no file could be asked for");
        }
    }

    fn made(&self, action: FileChooserAction) -> FileChooserNative {
        let window = self.handle.get_webview_window("main").and_then(|window| window.gtk_window().ok());
        let dialog = FileChooserNative::new(Some(&self.title), window.as_ref(), action, None, None);
        dialog.set_modal(true);
        dialog.set_do_overwrite_confirmation(true);
        if let Some(name) = &self.name {
            dialog.set_current_name(name);
        }
        for (name, endings) in &self.filters {
            let filter = FileFilter::new();
            filter.set_name(Some(name));
            endings.iter().for_each(|ending| filter.add_pattern(&format!("*.{ending}")));
            dialog.add_filter(filter);
        }
        dialog
    }
}
