//! Fenqi, the desktop app. Composition root: arguments, file, window, tray, notifier, and the tasks that join them.
//!
//! Here live Tauri and the desktop. Here does not live: a rule, a query, a word. A command is at most ten lines.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod autostart;
mod background;
mod bindings;
mod browser;
#[cfg(target_os = "linux")]
mod bus;
mod commands;
mod desk;
#[cfg_attr(test, path = "fuzz/dialogs.rs")]
mod dialogs;
#[cfg(all(target_os = "linux", not(test)))]
mod file_dialog;
#[cfg(test)]
mod fuzz;
#[cfg(target_os = "linux")]
mod memory;
mod notifier;
mod recovery;
mod show_folder;
mod tray;
mod tray_host;
#[cfg(target_os = "linux")]
mod webkit;
mod window;

use std::sync::Arc;

use clap::Parser;
use tauri::{Manager, RunEvent};

use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::arguments::Arguments;
use crate::desk::Desk;

/// What windows are made of; in tests of commands, nothing that could be seen.
#[cfg(not(test))]
type Desktop = tauri::Wry;
#[cfg(test)]
type Desktop = tauri::test::MockRuntime;

type AppHandle = tauri::AppHandle<Desktop>;
type WebviewWindow = tauri::WebviewWindow<Desktop>;

fn main() {
    let arguments = Arguments::parse();
    let log =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(arguments.log_filter());
    tracing_subscriber::registry().with(log).init();
    #[cfg(target_os = "linux")]
    webkit::prepare();
    let builder = tauri::Builder::<Desktop>::new();
    #[cfg(target_os = "linux")]
    let builder = builder.manage(memory::Code::linked());
    let _runtime = workers();
    let app = autostart::prepared(builder)
        .plugin(tauri_plugin_single_instance::init(|handle, arguments, _| {
            // A start into the tray raises nothing; neither does one while the first has no file to show.
            let raises = !arguments.iter().any(|argument| argument == "--hidden");
            if raises && handle.try_state::<Desk>().is_some() {
                window::open(handle);
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::remembered())
        .invoke_handler(bindings::handler())
        .setup(move |app| {
            // Only now, behind the single-instance plugin, is the file opened.
            match Desk::open(&arguments) {
                Ok(desk) => start(app.handle(), desk, arguments.hidden),
                Err(error) => recovery::offer(app.handle(), &error, arguments),
            }
            Ok(())
        })
        .build(context());
    match app {
        Ok(app) => end(app.run_return(|handle, event| match event {
            // The last window was closed. In the tray, the process goes on without a webview.
            RunEvent::ExitRequested { code: None, api, .. }
                if handle.try_state::<Desk>().is_some() && !window::closing_quits(handle) =>
            {
                api.prevent_exit();
            }
            RunEvent::Exit => {
                let Some(desk) = handle.try_state::<Desk>() else { return };
                // What changed in the last second.
                if let Err(error) = fenqi_store::rewrite_calendar(&desk.app) {
                    tracing::warn!(code = ?error.code, "the calendar file is not up to date");
                }
                if let Err(error) = desk.app.settle() {
                    tracing::warn!(code = ?error.code, "the log stays beside the file until the next start");
                }
                // What somebody is still writing beside its place, or was decrypted for a look at it.
                fenqi_store::abandon();
            }
            _ => {}
        })),
        Err(error) => {
            tracing::error!(%error, "the desktop could not be started");
            std::process::exit(1);
        }
    }
}

/// What was compiled in: the configuration, the page, and what it may call.
fn context() -> tauri::Context<Desktop> {
    tauri::generate_context!()
}

/// As many workers as a small machine has: they wait nearly always, and each takes memory of a process that stays.
/// Where they cannot be had, Tauri takes its own.
fn workers() -> Option<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().ok()?;
    tauri::async_runtime::set(runtime.handle().clone());
    Some(runtime)
}

/// Ends the process without what C libraries do at a usual exit: tao has a thread that waits for key presses of X, and
/// the release of the very key that closed the window would reach it in libraries that are already gone.
#[cfg(target_os = "linux")]
fn end(code: i32) -> ! {
    signal_hook::low_level::exit(code)
}

#[cfg(not(target_os = "linux"))]
fn end(code: i32) -> ! {
    std::process::exit(code)
}

fn start(handle: &AppHandle, desk: Desk, hidden: bool) {
    let app = Arc::clone(&desk.app);
    handle.manage(desk);
    handle.manage(tray_host::Presence::default());
    if !hidden {
        window::open(handle);
    }
    autostart::renew(handle);
    background::start(handle, &app, !hidden);
}
