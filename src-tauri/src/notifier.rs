//! Popups through the desktop's notification daemon.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fenqi_app::ports::Notifier;
use fenqi_app::{Notice, NoticeKind};
use notify_rust::{Notification, NotificationHandle};
use tauri::{AppHandle, Manager};

use crate::desk::Desk;
use crate::window;

/// A daemon that does not answer must not hold up the next reminder.
const LIMIT: Duration = Duration::from_secs(3);

/// Shows notices on the desktop of this session.
pub(crate) struct DesktopNotifier {
    pub(crate) handle: AppHandle,
}

impl Notifier for DesktopNotifier {
    /// Each popup lives on a thread of its own, which keeps its connection: some desktops withdraw a notification
    /// whose sender has gone. The thread ends when the popup is closed or answered.
    fn show(&self, notice: &Notice) -> Result<(), String> {
        let open_label = self.handle.state::<Desk>().app.words().say("notice-action-open", &[]);
        let popup = popup(notice, &open_label);
        let (send, receive) = mpsc::channel();
        let (handle, plan) = (self.handle.clone(), notice.plan.clone());
        let answer = move || {
            let shown = popup.show();
            // Nobody listens any more once the limit has passed; the popup is still worth answering.
            let _ = send.send(shown.as_ref().map(|_| ()).map_err(ToString::to_string));
            if let Ok(shown) = shown {
                wait(shown, || match plan {
                    Some(plan) => window::open_plan(&handle, plan),
                    None => window::open(&handle),
                });
            }
        };
        thread::Builder::new().name("popup".to_owned()).spawn(answer).map_err(|error| error.to_string())?;
        receive.recv_timeout(LIMIT).unwrap_or_else(|_| Err("no answer within 3 s".to_owned()))
    }
}

fn popup(notice: &Notice, open_label: &str) -> Notification {
    let mut popup = Notification::new();
    popup.appname("Fenqi").summary(&notice.title).body(&plain(&notice.body)).icon("Fenqi");
    popup.action("default", open_label);
    #[cfg(all(unix, not(target_os = "macos")))]
    {
        use notify_rust::{Hint, Urgency};
        let urgent = matches!(notice.kind, NoticeKind::Overdue);
        popup.urgency(if urgent { Urgency::Critical } else { Urgency::Normal });
        popup.hint(Hint::DesktopEntry("Fenqi".to_owned()));
    }
    popup
}

/// Daemons read a body as markup: what the user typed must not become any.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn wait(shown: NotificationHandle, clicked: impl FnOnce()) {
    let mut answer = None;
    shown.wait_for_action(|action| answer = Some(action.to_owned()));
    if answer.as_deref() == Some("default") {
        clicked();
    }
}
