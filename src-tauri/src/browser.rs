//! Web pages in the system's browser: the one that the desktop has chosen, started without a shell.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use tauri::Url;

/// Opens a web address. Blocks until the browser is started, not until it shows anything.
///
/// # Errors
/// `browser_missing` when the system has none for it, or for what is no web address.
pub(crate) fn open(link: &str) -> Result<()> {
    let missing = || AppError::new(ErrorCode::BrowserMissing).with("link", link);
    let url = Url::parse(link).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    start(url.ok_or_else(missing)?.as_str()).map_err(|reason| {
        tracing::warn!(%reason, "no browser was started");
        missing()
    })
}

/// As other programs of the desktop do: by its own choice of a browser, or by the portal in a sandbox.
#[cfg(all(target_os = "linux", not(test)))]
fn start(url: &str) -> std::result::Result<(), String> {
    let context = gio::AppLaunchContext::new();
    for variable in crate::webkit::own() {
        gio::prelude::AppLaunchContextExt::unsetenv(&context, variable);
    }
    gio::AppInfo::launch_default_for_uri(url, Some(&context)).map_err(|error| error.message().to_owned())
}

#[cfg(not(any(target_os = "linux", test)))]
fn start(url: &str) -> std::result::Result<(), String> {
    ::open::that_detached(url).map_err(|error| error.to_string())
}

/// No test starts a program of whoever runs it.
#[cfg(test)]
fn start(_: &str) -> std::result::Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for link in ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@example.com", "95555", ""] {
            let refused = open(link).map_err(|error| error.code);
            assert_eq!(refused, Err(ErrorCode::BrowserMissing), "{link:?}");
        }
    }
}
