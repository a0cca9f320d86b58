//! The desktop's file manager, asked to show the data folder. The page names no path.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

/// Opens a folder in the file manager.
///
/// # Errors
/// `file_manager_missing` with the path, so that it can be found by hand.
pub(crate) async fn show(folder: &str) -> Result<()> {
    // No test starts a program of whoever runs it.
    let asked = if cfg!(test) { Ok(()) } else { ask(folder).await };
    asked.map_err(|reason| {
        tracing::warn!(%reason, "no file manager answered");
        AppError::new(ErrorCode::FileManagerMissing).with("path", folder)
    })
}

/// Over the session bus, by the interface that file managers share: no program is run from here.
#[cfg(target_os = "linux")]
async fn ask(folder: &str) -> std::result::Result<(), String> {
    /// One that has to be started first may take a while.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
    const NAME: &str = "org.freedesktop.FileManager1";
    let folders = [uri(folder).ok_or("not a whole path")?];
    let call = async {
        let bus = crate::bus::session().await?;
        bus.call_method(
            Some(NAME),
            "/org/freedesktop/FileManager1",
            Some(NAME),
            "ShowFolders",
            &(&folders[..], ""),
        )
        .await
    };
    let answered = tokio::time::timeout(PATIENCE, call).await.map_err(|late| late.to_string())?;
    answered.map(drop).map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_async)]
async fn ask(folder: &str) -> std::result::Result<(), String> {
    let program = if cfg!(target_os = "macos") { "open" } else { "explorer" };
    std::process::Command::new(program).arg(folder).spawn().map(drop).map_err(|error| error.to_string())
}

/// A path as a `file:` address.
#[cfg(target_os = "linux")]
fn uri(path: &str) -> Option<String> {
    tauri::Url::from_file_path(path).map(String::from).ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn a_path_of_any_characters_is_one_address() {
        let uri = super::uri("/home/林/a b#?%.db");
        assert_eq!(uri.as_deref(), Some("file:///home/%E6%9E%97/a%20b%23%3F%25.db"));
    }
}
