//! What the commands work on: the application, and the lock that keeps a second process out.

use std::sync::Arc;

use fenqi_app::contract::{AppError, ErrorCode, Language};
use fenqi_app::{App, Result};
use fenqi_store::{Lock, SqliteStore, data_folder};

use crate::arguments::Arguments;

/// The open file and its use cases.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    _lock: Lock,
}

impl Desk {
    /// Takes the lock, then opens the file.
    pub(crate) fn open(arguments: &Arguments) -> Result<Self> {
        let folder = data_folder(arguments.data_dir.clone())?;
        let lock = Lock::take(&folder)?;
        let store = SqliteStore::open(&folder)?;
        let app = App::new(Box::new(store), arguments.clock(), system_language());
        Ok(Self { app: Arc::new(app), _lock: lock })
    }

    /// Runs a use case off the main thread and off the async workers: SQLite blocks.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        use_case: impl FnOnce(&App) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let app = Arc::clone(&self.app);
        let done = tauri::async_runtime::spawn_blocking(move || use_case(&app)).await;
        done.unwrap_or_else(|panic| {
            tracing::error!(%panic, "a use case stopped");
            Err(AppError::new(ErrorCode::StorageFailed).with("reason", "internal error"))
        })
    }
}

/// The language of the machine, as far as Fenqi speaks it.
pub(crate) fn system_language() -> Language {
    Language::of_locale(&sys_locale::get_locale().unwrap_or_default())
}
