//! The tasks beside the window: reminders, the tray, and the news for the page.

use std::sync::Arc;
use std::time::Duration;

use fenqi_app::contract::Topic;
use fenqi_app::{App, Wake, drive};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::{broadcast, mpsc};
use tokio::time::Instant;

use crate::bindings::Changed;
use crate::notifier::DesktopNotifier;
use crate::{tray, tray_host};

/// How often it is asked whether another process wrote: what it wrote is to be in the window within a second.
const WITH_WINDOW: Duration = Duration::from_millis(400);
/// The same in the tray.
const IN_TRAY: Duration = Duration::from_secs(30);

/// Starts them. They end with the process.
pub(crate) fn start(handle: &AppHandle, app: &Arc<App>) {
    let (wake, wakes) = mpsc::channel(8);
    let notifier = Arc::new(DesktopNotifier { handle: handle.clone() });
    tauri::async_runtime::spawn(drive(Arc::clone(app), notifier, wakes));
    tauri::async_runtime::spawn(spread(handle.clone(), Arc::clone(app), wake));
    tauri::async_runtime::spawn(keep(Arc::clone(app)));
    tray_host::watch(handle);
}

/// Backs the file up at the start and after a change, if there is no copy of the day yet; and looks at the start
/// whether file and copy are sound. Neither keeps anybody waiting.
async fn keep(app: Arc<App>) {
    let mut changes = app.changes();
    let mut first = true;
    loop {
        let worker = Arc::clone(&app);
        let checks = std::mem::take(&mut first);
        let done = tauri::async_runtime::spawn_blocking(move || {
            let made = if checks { worker.back_up_at_start() } else { worker.back_up_daily() };
            if let Err(error) = made {
                tracing::warn!(code = ?error.code, "no backup could be made");
            }
            if checks && worker.check().is_ok_and(|found| !found.sound) {
                tracing::error!("the file is not sound");
            }
        });
        if let Err(panic) = done.await {
            tracing::error!(%panic, "a backup stopped");
        }
        // A missed change is a change.
        if let Err(broadcast::error::RecvError::Closed) = changes.recv().await {
            return;
        }
    }
}

/// Carries every change to the page, the tray and the reminders; and looks for changes by other processes.
async fn spread(handle: AppHandle, app: Arc<App>, wake: mpsc::Sender<Wake>) {
    let mut changes = app.changes();
    let mut version = app.foreign_version().ok();
    // Not made anew by each change: whoever writes all the time would never look.
    let mut looked = Instant::now();
    loop {
        let pause = if handle.webview_windows().is_empty() { IN_TRAY } else { WITH_WINDOW };
        let mut topics = tokio::select! {
            change = changes.recv() => match change {
                Ok(change) => change.topics,
                // So much changed that some of it was dropped: all of it may have.
                Err(broadcast::error::RecvError::Lagged(_)) => everything(),
                Err(broadcast::error::RecvError::Closed) => return,
            },
            () = tokio::time::sleep_until(looked + pause) => Vec::new(),
        };
        looked = Instant::now();
        let found = app.foreign_version().ok();
        if found != version {
            topics.extend(everything());
        }
        version = found;
        if topics.is_empty() {
            continue;
        }
        // A page that is just closing refetches when it opens again.
        let _ = Changed { topics: topics.clone() }.emit(&handle);
        tray::refresh(&handle).await;
        if topics != [Topic::Accounts] {
            // A full queue means that the driver is about to look anyway.
            let _ = wake.try_send(Wake::Changed);
        }
    }
}

fn everything() -> Vec<Topic> {
    vec![Topic::Accounts, Topic::Plans, Topic::Settings]
}
