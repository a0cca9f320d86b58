//! The real app on a real desktop: its window through WebKitWebDriver, its popups and tray on the bus, its file on
//! the disk. Run by `make test-desktop`, which brings display, bus and window manager; without them it fails.
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod bad_input;
mod daemon;
mod desktop;
mod file;
mod hardened;
mod hostile;
mod keyboard;
mod lock;
mod main_job;
mod manual;
mod offers;
mod processes;

use std::path::Path;

use fenqi_app::contract::{Language, Settings, Theme};
use fenqi_tests::{NOW, app_at};

/// A zero without its count is no result.
fn print(line: &str) {
    println!("{line}");
}

/// Makes the file of a folder, so that its window speaks a language.
fn speaking(folder: &Path, language: Language) -> fenqi_app::App {
    let app = app_at(folder, NOW);
    app.settings_set(Settings { language: Some(language), theme: Theme::Light, ..Settings::default() })
        .expect("set");
    app
}
