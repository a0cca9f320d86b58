//! What can be done where the file cannot be opened: restore the newest good backup, start anew, or leave it.

use std::path::{Path, PathBuf};

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::words::Words;
use fenqi_store::{data_folder, restore_over, start_anew};
use tauri::Manager;
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind, MessageDialogResult};

use crate::arguments::Arguments;
use crate::desk::{Desk, system_language};
use crate::{AppHandle, dialogs, start};

/// What the user may choose besides leaving everything as it is.
#[derive(Clone, Debug)]
enum Way {
    Restore(PathBuf),
    StartAnew,
}

/// The ways out of an error, the best first.
fn ways(error: &AppError) -> Vec<Way> {
    let backup = error.params.get("backup").filter(|path| !path.is_empty()).map(PathBuf::from);
    let restore = backup.map(Way::Restore);
    match error.code {
        ErrorCode::FileDamaged => restore.into_iter().collect(),
        ErrorCode::FileMissing => restore.into_iter().chain([Way::StartAnew]).collect(),
        _ => Vec::new(),
    }
}

/// Says why the file cannot be opened, and offers what can be done about it; where nothing can, Fenqi ends.
pub(crate) fn offer(handle: &AppHandle, error: &AppError, arguments: Arguments) {
    if error.code == ErrorCode::AlreadyRunning && arguments.hidden {
        // Started at login while it runs already: nobody is there to read.
        dialogs::tell_terminal(&Words::of(system_language()).error(error));
        return handle.exit(1);
    }
    let ways = ways(error);
    if ways.is_empty() {
        return dialogs::refuse(handle, error);
    }
    let words = Words::of(system_language());
    let names: Vec<String> = ways.iter().map(|way| name(way, &words)).collect();
    let leave = words.say("dialog-leave", &[]);
    let buttons = match names.as_slice() {
        [one] => MessageDialogButtons::OkCancelCustom(one.clone(), leave),
        [one, other, ..] => MessageDialogButtons::YesNoCancelCustom(one.clone(), other.clone(), leave),
        [] => MessageDialogButtons::Ok,
    };
    let going_on = handle.clone();
    dialogs::tell_terminal(&words.error(error));
    handle
        .dialog()
        .message(words.error(error))
        .title("Fenqi")
        .kind(MessageDialogKind::Warning)
        .buttons(buttons)
        .show_with_result(move |answer| {
            let chosen = match &answer {
                MessageDialogResult::Yes | MessageDialogResult::Ok => Some(0),
                MessageDialogResult::No => Some(1),
                MessageDialogResult::Custom(label) => names.iter().position(|name| name == label),
                MessageDialogResult::Cancel => None,
            };
            match chosen.and_then(|chosen| ways.get(chosen)) {
                Some(way) => go(&going_on, way, arguments),
                None => going_on.exit(1),
            }
        });
}

fn name(way: &Way, words: &Words) -> String {
    words.say(if matches!(way, Way::Restore(_)) { "dialog-restore" } else { "dialog-start-anew" }, &[])
}

fn go(handle: &AppHandle, way: &Way, arguments: Arguments) {
    let opened = data_folder(arguments.data_dir.clone())
        .and_then(|folder| take(way, &folder))
        .and_then(|()| Desk::open(&arguments));
    match opened {
        Ok(desk) => {
            let (starting, hidden) = (handle.clone(), arguments.hidden);
            let started = handle.run_on_main_thread(move || start(&starting, desk, hidden));
            if let Err(error) = started {
                tracing::error!(%error, "the window could not be opened");
            }
        }
        Err(error) if handle.try_state::<Desk>().is_none() => dialogs::refuse(handle, &error),
        Err(_) => {}
    }
}

fn take(way: &Way, folder: &Path) -> Result<()> {
    match way {
        Way::Restore(backup) => restore_over(folder, backup),
        Way::StartAnew => start_anew(folder),
    }
}
