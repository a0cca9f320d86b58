//! The one window: opened on demand, destroyed when closed.

use std::time::Duration;

use fenqi_app::contract::{OnClose, PlanId};
use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::StateFlags;

use crate::bindings::{self, OpenInbox, OpenPlan};
use crate::desk::Desk;
use crate::{AppHandle, Desktop, WebviewWindow, dialogs, tray_host};

const MAIN: &str = "main";

/// A page that never says that it is ready is shown all the same, after this long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Size and place are kept between starts; whether it was visible is not.
pub(crate) fn remembered() -> TauriPlugin<Desktop> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new().with_state_flags(flags).build()
}

/// Raises the window, or opens it.
pub(crate) fn open(handle: &AppHandle) {
    open_at(handle, "index.html");
}

/// Raises the window, or opens it, at a plan.
pub(crate) fn open_plan(handle: &AppHandle, plan: PlanId) {
    open_at(handle, &format!("index.html#/plans/{}", plan.0));
    // A window that was just opened stands there already.
    bindings::tell(handle, OpenPlan { plan });
}

/// Raises the window, or opens it, at the reminders.
pub(crate) fn open_inbox(handle: &AppHandle) {
    open_at(handle, "index.html#/inbox");
    bindings::tell(handle, OpenInbox);
}

/// Raises the window, or opens it at a page. It shows itself when its first data are painted.
fn open_at(handle: &AppHandle, page: &str) {
    if let Some(window) = handle.get_webview_window(MAIN) {
        reveal(&window);
        return;
    }
    let window = WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::App(page.into()))
        .title("Fenqi 分期")
        .inner_size(1180.0, 760.0)
        .min_inner_size(900.0, 600.0)
        .visible(false)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    match without_network(window).build() {
        Ok(window) => {
            #[cfg(target_os = "linux")]
            part_when_closed(&window);
            let closing = handle.clone();
            window.on_window_event(move |event| {
                if let WindowEvent::Destroyed = event {
                    closing.state::<Desk>().app.lock_closed();
                }
            });
            // With a window, other processes' writes are looked for more often, from now on.
            handle.state::<Desk>().app.announce(Vec::new());
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(PATIENCE).await;
                if matches!(window.is_visible(), Ok(false)) {
                    reveal(&window);
                }
            });
        }
        Err(error) => tracing::error!(%error, "the window could not be opened"),
    }
}

/// See [`crate::memory::part_with`].
#[cfg(target_os = "linux")]
fn part_when_closed(window: &WebviewWindow) {
    let handle = window.app_handle().clone();
    window.on_window_event(move |event| {
        if let (WindowEvent::CloseRequested { .. }, Some(window)) = (event, handle.get_webview_window(MAIN)) {
            crate::memory::part_with(&window);
        }
    });
}

/// Whether an address is one of the page's own. The content security policy says what the page may load, not where it
/// may go: a page from elsewhere in this window would be taken for Fenqi.
fn is_ours(url: &Url) -> bool {
    let scheme = if cfg!(windows) { "http" } else { "tauri" };
    let host = if cfg!(windows) { "tauri.localhost" } else { "localhost" };
    // While the UI is worked on, its server hands the page out.
    tauri::is_dev() || (url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none())
}

/// A webview connects ahead to where a link may lead, and asks neither the policy nor [`is_ours`]. So what would go out
/// goes to a proxy that cannot be there: nobody listens on port 0.
fn without_network<'a, M: Manager<Desktop>>(
    window: WebviewWindowBuilder<'a, Desktop, M>,
) -> WebviewWindowBuilder<'a, Desktop, M> {
    match Url::parse("http://127.0.0.1:0") {
        Ok(nowhere) if cfg!(target_os = "linux") && !tauri::is_dev() => window.proxy_url(nowhere),
        _ => window,
    }
}

/// Shows a window and brings it to the front.
pub(crate) fn reveal(window: &WebviewWindow) {
    let raised = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = raised {
        tracing::warn!(%error, "the window could not be raised");
    }
}

/// Whether the process ends with its last window: where the user chose so, or nothing shows a tray. The latter is said
/// once, in a dialog that ends the process when it is read.
pub(crate) fn closing_quits(handle: &AppHandle) -> bool {
    let app = &handle.state::<Desk>().app;
    // A choice that cannot be read is the usual one: reminders go on.
    if app.settings().is_ok_and(|settings| settings.on_close == OnClose::Quit) {
        return true;
    }
    if tray_host::is_present(handle) {
        return false;
    }
    if app.first_time("no_tray").unwrap_or(false) {
        dialogs::say_no_tray(handle, &app.words());
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn the_page_goes_nowhere_but_to_itself() {
        let goes = |address: &str| is_ours(&Url::parse(address).expect("an address"));
        for address in
            ["tauri://localhost", "tauri://localhost/index.html#/plans/1", "tauri://localhost/#/inbox"]
        {
            assert!(goes(address), "{address}");
        }
        for address in [
            "http://localhost/",
            "http://tauri.localhost/",
            "https://example.com/",
            "tauri://example.com/",
            "tauri://localhost:1420/",
            "tauri://localhost.example.com/",
            "file:///etc/passwd",
            "data:text/html,x",
            "blob:tauri://localhost/1",
            "about:blank",
            "javascript:alert(1)",
        ] {
            assert!(!goes(address), "{address}");
        }
    }
}
