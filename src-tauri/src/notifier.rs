//! Popups through the desktop's notification daemon.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use fenqi_app::contract::{NoticeAnswer, Snooze};
use fenqi_app::ports::Notifier;
use fenqi_app::{App, Notice, NoticeKind};
#[cfg(target_os = "linux")]
use notify_rust::NotificationResponse;
use notify_rust::{Notification, NotificationHandle};
use tokio::sync::Notify;

use crate::{AppHandle, window};

/// A daemon that does not answer must not hold up the next reminder.
const LIMIT: Duration = Duration::from_secs(3);

/// How often a popup is tried to be said anew while others are on their way.
const SAID_ANEW: u32 = 5;

const OPEN: &str = "default";
const PAID: &str = "paid";
const YES: &str = "yes";
const NO: &str = "no";
const LATER: &str = "later";

/// Shows notices on the desktop of this session.
#[derive(Clone)]
pub(crate) struct DesktopNotifier {
    handle: AppHandle,
    app: Arc<App>,
    popups: Arc<Popups>,
}

/// A notice in sight.
struct Shown {
    notice: Notice,
    /// It says what is due; otherwise only that something is.
    names: bool,
}

/// The popups of this process.
#[derive(Default)]
struct Popups {
    /// By the daemon's number: what stands there now. A popup that took the place of another has its number, and a
    /// daemon that was started anew counts from one again; so an answer counts only for what is found here.
    open: Mutex<HashMap<u32, Shown>>,
    /// A popup that the daemon has not answered yet. One is enough to wait for.
    waiting: Mutex<()>,
    /// Told when the daemon has gone: nobody answers what it showed any more.
    gone: Arc<Notify>,
}

impl Popups {
    fn open(&self) -> MutexGuard<'_, HashMap<u32, Shown>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes out what stood under a number, unless something else has taken its place.
    fn take(&self, id: u32, key: &str) -> bool {
        let mut open = self.open();
        open.get(&id).is_some_and(|shown| shown.notice.key == key) && open.remove(&id).is_some()
    }
}

impl DesktopNotifier {
    pub(crate) fn new(handle: AppHandle, app: Arc<App>) -> Self {
        let popups: Arc<Popups> = Arc::default();
        #[cfg(target_os = "linux")]
        {
            let popups = Arc::clone(&popups);
            // The popups of a daemon that has gone went with it.
            crate::bus::watch_owner("org.freedesktop.Notifications", move |is_there| {
                if !is_there {
                    popups.open().clear();
                    popups.gone.notify_waiters();
                }
            });
        }
        Self { handle, app, popups }
    }
}

impl Notifier for DesktopNotifier {
    /// Each popup is shown by a thread of its own, since a daemon may hang, and keeps its connection: some desktops
    /// withdraw a notification whose sender has gone.
    fn show(&self, notice: &Notice) -> Result<(), String> {
        if self.popups.waiting.try_lock().is_err() {
            return Err("the daemon has not answered the last one yet".to_owned());
        }
        let names = !self.app.is_locked();
        let popup = self.popup(notice, names, self.replaced(notice));
        let (taken, receive) = mpsc::channel();
        let (notifier, notice) = (self.clone(), notice.clone());
        // Of a daemon that goes from now on.
        let gone = Arc::clone(&self.popups.gone).notified_owned();
        let showing = move || {
            let shown = {
                let _waiting = notifier.popups.waiting.lock();
                popup.show()
            };
            let shown = match shown {
                Ok(shown) => shown,
                Err(error) => return drop(taken.send(Err(error.to_string()))),
            };
            let id = shown.id();
            // Before anybody hears of it: the next notice asks what stands there, and would take this one's place.
            notifier.popups.open().insert(id, Shown { notice: notice.clone(), names });
            let told = taken.send(Ok(()));
            // It came after the limit: nobody else says that it was taken.
            if told.is_err() && notifier.app.delivered(std::slice::from_ref(&notice)).is_err() {
                tracing::warn!("a popup that came late may come again");
            }
            let listener = notifier.clone();
            tauri::async_runtime::spawn(async move {
                let answer = tokio::select! {
                    answer = answer(shown) => answer,
                    () = gone => return,
                };
                if listener.popups.take(id, &notice.key) {
                    let acting = move || act(&listener.handle, &listener.app, &notice, answer.as_deref());
                    drop(tauri::async_runtime::spawn_blocking(acting));
                }
            });
            // Once it is listened for: what is closed unheard would be waited for until the daemon goes.
            if names && notifier.app.is_locked() {
                // Since its words were chosen.
                notifier.hush();
            }
        };
        thread::Builder::new().name("popup".to_owned()).spawn(showing).map_err(|error| error.to_string())?;
        let answer = receive.recv_timeout(LIMIT);
        // From here on the thread knows that nobody listens.
        drop(receive);
        answer.unwrap_or_else(|_| Err("no answer within 3 s".to_owned()))
    }

    fn shown(&self) -> Vec<Notice> {
        self.popups.open().values().map(|shown| shown.notice.clone()).collect()
    }

    fn withdraw(&self, key: &str) {
        let found = self.popups.open().iter().find(|(_, shown)| shown.notice.key == key).map(|(id, _)| *id);
        if let Some(id) = found {
            close(id);
        }
    }
}

impl DesktopNotifier {
    /// The open popup that speaks of the same rows: the new one takes its place.
    fn replaced(&self, notice: &Notice) -> Option<u32> {
        let open = self.popups.open();
        open.iter().find(|(_, other)| other.notice.speaks_of_a_row_of(notice)).map(|(id, _)| *id)
    }

    /// While the window is locked, a popup names nothing, and the window alone is offered.
    fn popup(&self, notice: &Notice, names: bool, replaces: Option<u32>) -> Notification {
        let words = self.app.words();
        let (title, body) = if names {
            (notice.title.clone(), notice.body.clone())
        } else {
            self.app.said_while_locked(notice)
        };
        let mut popup = Notification::new();
        popup.appname("Fenqi").summary(&title).body(&plain(&body)).icon("Fenqi");
        for (action, label) in if names { offers(notice) } else { vec![(OPEN, "notice-action-open")] } {
            popup.action(action, &words.say(label, &[]));
        }
        if let Some(id) = replaces {
            popup.id(id);
        }
        weigh(&mut popup, notice);
        popup
    }

    /// The window was locked: what is open and names something is said anew.
    pub(crate) fn hush(&self) {
        let named: Vec<(u32, Shown)> = self.popups.open().extract_if(|_, shown| shown.names).collect();
        named.iter().for_each(|(id, _)| close(*id));
        for (_, shown) in named {
            let mut said = Ok(());
            for _ in 0..SAID_ANEW {
                // One that is on its way, of somebody else or of the try before, comes first.
                drop(self.popups.waiting.lock());
                if self.shown().iter().any(|stands| stands.key == shown.notice.key) {
                    said = Ok(());
                    break;
                }
                said = self.show(&shown.notice);
            }
            if let Err(reason) = said {
                tracing::warn!(%reason, "a popup could not be said anew");
            }
        }
    }
}

/// What can be done with a notice, and how it is called.
fn offers(notice: &Notice) -> Vec<(&'static str, &'static str)> {
    let mut offers = vec![(OPEN, "notice-action-open")];
    match notice.kind {
        NoticeKind::DebitCheck => offers.extend([(YES, "notice-action-yes"), (NO, "notice-action-no")]),
        // Of several accounts, or to be paid by a debit: there is nothing to be marked.
        NoticeKind::Digest => {}
        _ if notice.is_of_debits() => {}
        _ => offers.push((PAID, "notice-action-paid")),
    }
    offers.push((LATER, "notice-action-later"));
    offers
}

#[cfg(all(unix, not(target_os = "macos")))]
fn weigh(popup: &mut Notification, notice: &Notice) {
    use notify_rust::{Hint, Urgency};
    let urgent = matches!(notice.kind, NoticeKind::Overdue);
    popup.urgency(if urgent { Urgency::Critical } else { Urgency::Normal });
    popup.hint(Hint::DesktopEntry("Fenqi".to_owned()));
}

/// Elsewhere popups have no weight.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn weigh(_: &mut Notification, _: &Notice) {}

/// Daemons read a body as markup: what the user typed must not become any.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Waits for what the user does with a popup: the name of what was chosen, or none of them if it was closed.
#[cfg(target_os = "linux")]
async fn answer(shown: NotificationHandle) -> Option<String> {
    let mut answer = None;
    let note = |response: &NotificationResponse| {
        answer = match response {
            NotificationResponse::Default => Some(OPEN.to_owned()),
            NotificationResponse::Action(action) => Some(action.clone()),
            _ => None,
        };
    };
    shown.wait_for_action_async(note).await;
    answer
}

#[cfg(not(target_os = "linux"))]
async fn answer(shown: NotificationHandle) -> Option<String> {
    let waiting = move || {
        let mut answer = None;
        shown.wait_for_action(|action| answer = Some(action.to_owned()));
        answer
    };
    tauri::async_runtime::spawn_blocking(waiting).await.ok().flatten()
}

/// Does what the user chose in a popup. Closing it chooses nothing.
fn act(handle: &AppHandle, app: &App, notice: &Notice, action: Option<&str>) {
    let answer = match action {
        Some(OPEN) => return open(handle, notice),
        Some(PAID) => NoticeAnswer::Paid,
        Some(YES) => NoticeAnswer::Confirmed,
        Some(NO) => NoticeAnswer::Failed,
        Some(LATER) => NoticeAnswer::Snooze(Snooze::Hour),
        _ => return,
    };
    if app.is_locked() {
        // It was shown before. Nothing is written unseen: it waits in the inbox.
        return window::open_inbox(handle);
    }
    if let Err(error) = app.notice_answer(std::slice::from_ref(&notice.key), &answer) {
        // It waits in the inbox still: there the user sees why.
        tracing::warn!(code = ?error.code, "an answer to a popup was refused");
        window::open_inbox(handle);
    }
}

fn open(handle: &AppHandle, notice: &Notice) {
    match &notice.plan {
        Some(plan) => window::open_plan(handle, plan.clone()),
        None => window::open_inbox(handle),
    }
}

/// Asks the daemon to close a popup; its thread then ends. Nobody waits for it, since a daemon may hang.
#[cfg(target_os = "linux")]
fn close(id: u32) {
    tauri::async_runtime::spawn(async move {
        let asked = async {
            let (to, path) = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications");
            crate::bus::session().await?.call_method(Some(to), path, Some(to), "CloseNotification", &id).await
        };
        if let Err(error) = asked.await {
            tracing::debug!(%error, "a popup could not be closed");
        }
    });
}

/// Elsewhere popups leave by themselves.
#[cfg(not(target_os = "linux"))]
fn close(_id: u32) {}
