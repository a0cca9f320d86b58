//! Stands in for the native dialogs in tests: answers by itself, with what a person may choose and with what fails.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use fastrand::Rng;
use fenqi_app::contract::{AppError, ExportForm};
use fenqi_app::words::Words;
use tauri::Manager;

use crate::AppHandle;
use crate::desk::{Desk, system_language};

/// What the dialogs of one window answer.
pub(crate) struct Answers {
    random: Mutex<Rng>,
    folder: PathBuf,
}

impl Answers {
    /// From a seed; what is made lies in a folder, in which `sound.csv` and `sound.json` can be imported.
    pub(crate) fn new(seed: u64, folder: PathBuf) -> Self {
        for (name, content) in [("empty.csv", &b""[..]), ("bytes.csv", &b"\xff\xfe\0\xd8,\n\"\0"[..])] {
            fs::write(folder.join(name), content).expect("a writable folder");
        }
        Self { random: Mutex::new(Rng::with_seed(seed)), folder }
    }

    fn one(&self, names: &[&str]) -> Option<PathBuf> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody is in a hurry to choose.
        let chosen = random.choice(names).filter(|_| random.u8(0..4) > 0);
        chosen.map(|name| self.folder.join(name))
    }

    fn target(&self) -> Option<PathBuf> {
        self.one(&["made", "made too", "no/such/folder/made", ".", "/proc/version", "/dev/full"])
    }

    fn some_folder(&self) -> Option<PathBuf> {
        self.one(&[".", "no/such/folder", "made", "/proc"])
    }
}

pub(crate) async fn export_path(handle: &AppHandle, _: &Desk, _: &ExportForm) -> Option<PathBuf> {
    handle.state::<Answers>().target()
}

pub(crate) async fn template_path(handle: &AppHandle, _: &Desk) -> Option<PathBuf> {
    handle.state::<Answers>().target()
}

pub(crate) async fn import_path(handle: &AppHandle, _: &Desk) -> Option<PathBuf> {
    handle.state::<Answers>().one(&["sound.csv", "sound.json", "empty.csv", "bytes.csv", "none", "."])
}

pub(crate) async fn calendar_folder(handle: &AppHandle, _: &Desk) -> Option<PathBuf> {
    handle.state::<Answers>().some_folder()
}

pub(crate) async fn backup_folder(handle: &AppHandle, _: &Desk) -> Option<PathBuf> {
    handle.state::<Answers>().some_folder()
}

pub(crate) async fn restore_path(handle: &AppHandle, _: &Desk) -> Option<PathBuf> {
    handle.state::<Answers>().one(&["bytes.csv", "none", ".", "sound.json"])
}

pub(crate) fn refuse(_: &AppHandle, error: &AppError) {
    tell_terminal(&Words::of(system_language()).error(error));
}

pub(crate) fn tell_terminal(_: &str) {}

pub(crate) fn say_no_tray(_: &AppHandle, _: &Words) {}
