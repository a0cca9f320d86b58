//! The tasks beside the window: reminders, the tray, and the news for the page.

use std::sync::Arc;
use std::time::Duration;

use fenqi_app::contract::Topic;
use fenqi_app::{App, Wake, drive};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::{Notify, broadcast, mpsc};

use crate::bindings::Changed;
use crate::notifier::DesktopNotifier;
use crate::{tray, tray_host};

/// How soon the window notices what another process wrote.
const WITH_WINDOW: Duration = Duration::from_secs(1);
/// How soon the tray does.
const IN_TRAY: Duration = Duration::from_secs(30);

/// The calendar file is not written more often than this.
const BETWEEN_CALENDARS: Duration = Duration::from_secs(1);

/// Starts them. They end with the process.
pub(crate) fn start(handle: &AppHandle, app: &Arc<App>) {
    let (wake, wakes) = mpsc::channel(8);
    let notifier = Arc::new(DesktopNotifier::new(handle.clone(), Arc::clone(app)));
    tauri::async_runtime::spawn(drive(Arc::clone(app), notifier, wakes));
    let changed = Arc::new(Notify::new());
    tauri::async_runtime::spawn(spread(handle.clone(), Arc::clone(app), wake, Arc::clone(&changed)));
    tauri::async_runtime::spawn(keep_calendar(handle.clone(), Arc::clone(app), changed));
    tauri::async_runtime::spawn(keep(Arc::clone(app)));
    tray_host::watch(handle);
}

/// Backs the file up on each new day, and looks at the start whether it is sound. Neither keeps anybody waiting.
async fn keep(app: Arc<App>) {
    let mut changes = app.changes();
    let mut first = true;
    loop {
        let worker = Arc::clone(&app);
        let checks = std::mem::take(&mut first);
        let done = tauri::async_runtime::spawn_blocking(move || {
            if let Err(error) = worker.back_up_daily() {
                tracing::warn!(code = ?error.code, "no backup could be made");
            }
            if checks && worker.check().is_ok_and(|found| !found.sound) {
                tracing::error!("the file is not sound");
            }
        });
        if let Err(panic) = done.await {
            tracing::error!(%panic, "a backup stopped");
        }
        loop {
            match changes.recv().await {
                Ok(change) if change.topics.contains(&Topic::Today) => break,
                Err(broadcast::error::RecvError::Closed) => return,
                _ => {}
            }
        }
    }
}

/// Keeps the calendar file up to date, if there is one: at the start, since others may have written meanwhile, and
/// after each change, at most once in a pause. What changes during one is written at its end, all at once.
async fn keep_calendar(handle: AppHandle, app: Arc<App>, changed: Arc<Notify>) {
    loop {
        let (worker, failed_before) = (Arc::clone(&app), app.calendar_failed());
        let written =
            tauri::async_runtime::spawn_blocking(move || fenqi_store::rewrite_calendar(&worker)).await;
        match &written {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(code = ?error.code, "the calendar file is not up to date"),
            Err(panic) => tracing::error!(%panic, "the writing of the calendar file stopped"),
        }
        if matches!(written, Ok(Ok(true))) || app.calendar_failed() != failed_before {
            // Not announced as a change: nothing in the file is another. Only the settings show when it was written.
            let _ = Changed { topics: vec![Topic::Settings] }.emit(&handle);
        }
        tokio::time::sleep(BETWEEN_CALENDARS).await;
        changed.notified().await;
    }
}

/// Carries every change to the page, the tray and the reminders; and looks for changes by other processes.
async fn spread(handle: AppHandle, app: Arc<App>, wake: mpsc::Sender<Wake>, changed: Arc<Notify>) {
    let mut changes = app.changes();
    let mut version = app.foreign_version().ok();
    loop {
        let nap = if handle.webview_windows().is_empty() { IN_TRAY } else { WITH_WINDOW };
        let topics = tokio::select! {
            change = changes.recv() => match change {
                Ok(change) => change.topics,
                // So much changed that some of it was dropped: all of it may have.
                Err(broadcast::error::RecvError::Lagged(_)) => everything(),
                Err(broadcast::error::RecvError::Closed) => return,
            },
            () = tokio::time::sleep(nap) => {
                let found = app.foreign_version().ok();
                if found == version { continue }
                version = found;
                everything()
            }
        };
        // A page that is just closing refetches when it opens again.
        let _ = Changed { topics: topics.clone() }.emit(&handle);
        tray::refresh(&handle).await;
        changed.notify_one();
        if topics != [Topic::Accounts] {
            // A full queue means that the driver is about to look anyway.
            let _ = wake.try_send(Wake::Changed);
        }
    }
}

fn everything() -> Vec<Topic> {
    vec![Topic::Accounts, Topic::Plans, Topic::Settings, Topic::Reminders]
}
