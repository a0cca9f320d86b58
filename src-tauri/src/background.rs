//! The tasks beside the window: reminders, the tray, and the news for the page.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use fenqi_app::contract::Topic;
use fenqi_app::{App, Wake, drive};
use tauri::Manager;
use tokio::sync::{Notify, broadcast, mpsc, oneshot};
use tokio::time::Instant;

use crate::bindings::{self, Changed};
use crate::desk::Desk;
use crate::notifier::DesktopNotifier;
use crate::{AppHandle, tray, tray_host};

/// How often it is asked whether another process wrote: what it wrote is to be in the window within a second.
const WITH_WINDOW: Duration = Duration::from_millis(400);
/// The same in the tray.
const IN_TRAY: Duration = Duration::from_secs(30);

/// How long the first data of a window are waited for.
const FIRST_DATA: Duration = Duration::from_secs(3);
/// How long the window is left alone from then on: to be painted for the first time takes it all there is.
const FIRST_PAINT: Duration = Duration::from_secs(1);

/// Of -20 to 19: what computes for minutes beside somebody's work is usually given this.
#[cfg(target_os = "linux")]
const BEHIND_OTHERS: i32 = 10;

/// The calendar file is not written more often than this.
const BETWEEN_CALENDARS: Duration = Duration::from_secs(1);

/// Starts them. They end with the process. None keeps a window from its first picture: reminders, copies and the tray
/// come a moment after it.
pub(crate) fn start(handle: &AppHandle, app: &Arc<App>, has_window: bool) {
    let (wake, wakes) = mpsc::channel(8);
    let changed = Arc::new(Notify::new());
    tauri::async_runtime::spawn(spread(handle.clone(), Arc::clone(app), wake, Arc::clone(&changed)));
    let (handle, app) = (handle.clone(), Arc::clone(app));
    tauri::async_runtime::spawn(async move {
        if has_window {
            let _ = tokio::time::timeout(FIRST_DATA, handle.state::<Desk>().shown.notified()).await;
        }
        // Before anybody can close the window: whether there is a tray says what that comes to.
        tray_host::watch(&handle);
        if has_window {
            tokio::time::sleep(FIRST_PAINT).await;
        }
        let notifier = DesktopNotifier::new(handle.clone(), Arc::clone(&app));
        tauri::async_runtime::spawn(shut(handle.clone(), Arc::clone(&app), notifier.clone()));
        tauri::async_runtime::spawn(drive(Arc::clone(&app), Arc::new(notifier), wakes));
        tauri::async_runtime::spawn(keep_calendar(handle, Arc::clone(&app), changed));
        tauri::async_runtime::spawn(keep(app));
    });
}

/// How often it is looked for what nobody tells.
fn pause(has_window: bool) -> Duration {
    if has_window { WITH_WINDOW } else { IN_TRAY }
}

/// Locks the window when it is time. Each time it is locked, tells the page at once and lets tray and popups name
/// nothing any more. Nobody is waited for who writes: an import that takes long keeps nothing in sight.
async fn shut(handle: AppHandle, app: Arc<App>, notifier: DesktopNotifier) {
    let mut changes = app.changes();
    let mut was_locked = app.is_locked();
    loop {
        let due = async {
            match app.locks_in() {
                // The machine may sleep meanwhile.
                Some(left) => {
                    tokio::time::sleep(left.min(pause(!handle.webview_windows().is_empty()))).await;
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // A missed change is a change.
            change = changes.recv() => if matches!(change, Err(broadcast::error::RecvError::Closed)) { return },
            () = due => {}
        }
        let locked = app.is_locked();
        if locked && !was_locked {
            bindings::tell(&handle, Changed { topics: vec![Topic::Settings] });
            // Neither waits for the other, nor the next lock for a daemon that hangs.
            let notifier = notifier.clone();
            drop(tauri::async_runtime::spawn_blocking(move || notifier.hush()));
            tray::refresh(&handle).await;
        }
        was_locked = locked;
    }
}

/// Backs the file up at the start and after a change, if there is no copy of the day yet; and looks at the start
/// whether file and copy are sound.
async fn keep(app: Arc<App>) {
    let mut changes = app.changes();
    // At login others start, too.
    tokio::time::sleep(FIRST_DATA).await;
    let mut first = true;
    loop {
        let worker = Arc::clone(&app);
        let checks = std::mem::take(&mut first);
        let done = unhurried(move || {
            let made = if checks { worker.back_up_at_start() } else { worker.back_up_daily() };
            if let Err(error) = made {
                tracing::warn!(code = ?error.code, "no backup could be made");
            }
            if checks && worker.check().is_ok_and(|found| !found.sound) {
                tracing::error!("the file is not sound");
            }
        });
        if done.await.is_err() {
            tracing::error!("a backup stopped");
        }
        // A missed change is a change.
        if let Err(broadcast::error::RecvError::Closed) = changes.recv().await {
            return;
        }
    }
}

/// Does what takes seconds and what nobody waits for, on a thread that leaves the processor to whoever types meanwhile.
/// Its end is told by its receiver, a panic by an error.
fn unhurried(work: impl FnOnce() + Send + 'static) -> oneshot::Receiver<()> {
    let (ended, end) = oneshot::channel();
    let lowered = move || {
        // Linux takes it for the thread alone, and for good: no thread of a pool may be used.
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::setpriority_process(None, BEHIND_OTHERS) {
            tracing::debug!(%error, "the thread is as quick as others");
        }
        work();
        let _ = ended.send(());
    };
    if let Err(error) = thread::Builder::new().name("keep".to_owned()).spawn(lowered) {
        tracing::warn!(%error, "there is no thread for a backup");
    }
    end
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
            bindings::tell(&handle, Changed { topics: vec![Topic::Settings] });
        }
        tokio::time::sleep(BETWEEN_CALENDARS).await;
        changed.notified().await;
    }
}

/// Carries every change to the page, the tray and the reminders; and looks for changes by other processes.
async fn spread(handle: AppHandle, app: Arc<App>, wake: mpsc::Sender<Wake>, changed: Arc<Notify>) {
    let mut changes = app.changes();
    let mut version = app.foreign_version().ok();
    // Not made anew by each change: whoever writes all the time would never look.
    let mut looked = Instant::now();
    let mut rests = false;
    loop {
        let has_window = !handle.webview_windows().is_empty();
        let pause = pause(has_window);
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
            if !has_window && !rests {
                app.rest();
                #[cfg(target_os = "linux")]
                handle.state::<crate::memory::Code>().let_go();
            }
            rests = !has_window;
            continue;
        }
        rests = false;
        bindings::tell(&handle, Changed { topics: topics.clone() });
        tray::refresh(&handle).await;
        changed.notify_one();
        if topics != [Topic::Accounts] {
            // A full queue means that the driver is about to look anyway.
            let _ = wake.try_send(Wake::Changed);
        }
    }
}

fn everything() -> Vec<Topic> {
    vec![Topic::Accounts, Topic::Plans, Topic::Settings, Topic::Reminders, Topic::Today]
}
