//! What the commands work on: the application, and the lock that keeps a second process out.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fenqi_app::contract::{AppError, ChosenCopy, ErrorCode, Exported, Language, RehearsalView, Topic};
use fenqi_app::{App, BackupReason, NewPassphrase, Passphrase, Result};
use fenqi_store::{Lock, SqliteStore, data_folder, is_encrypted, plans_change, rehearse, with_copy};
use tokio::sync::Notify;

use crate::arguments::Arguments;

/// A copy on its way to be restored.
enum Copy {
    /// It is being looked at.
    Chosen(PathBuf),
    /// Encrypted, and not opened yet.
    Locked(PathBuf),
    Rehearsed(PathBuf),
}

impl Copy {
    fn path(&self) -> &Path {
        match self {
            Self::Chosen(path) | Self::Locked(path) | Self::Rehearsed(path) => path,
        }
    }
}

/// The open file and its use cases.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    store: Arc<SqliteStore>,
    /// The page has its first data: what only keeps the machine busy may begin.
    pub(crate) shown: Notify,
    /// The copy that was chosen last: the page never names a path.
    copy: Mutex<Option<Copy>>,
    /// Where the last export lies.
    exported: Mutex<Option<PathBuf>>,
    /// What the user chose last to be imported: nothing else is read.
    chosen: Mutex<Option<PathBuf>>,
    /// Whether the look at a file that is under way is to end.
    looks: Mutex<Arc<AtomicBool>>,
    /// Whether the import under way is.
    imports: Mutex<Arc<AtomicBool>>,
    _lock: Lock,
}

/// Ends what goes on, and begins anew.
fn begin(stops: &Mutex<Arc<AtomicBool>>) -> Arc<AtomicBool> {
    let new = Arc::default();
    let before = mem::replace(&mut *stops.lock().unwrap_or_else(PoisonError::into_inner), Arc::clone(&new));
    before.store(true, Ordering::Relaxed);
    new
}

impl Desk {
    /// Takes the lock, then opens the file.
    pub(crate) fn open(arguments: &Arguments) -> Result<Self> {
        let folder = data_folder(arguments.data_dir.clone())?;
        let lock = Lock::take(&folder)?;
        let store = Arc::new(SqliteStore::open(&folder)?);
        let app = App::new(Box::new(Arc::clone(&store)), arguments.clock(), system_language());
        app.lock_at_start();
        Ok(Self {
            app: Arc::new(app),
            store,
            shown: Notify::new(),
            copy: Mutex::default(),
            exported: Mutex::default(),
            chosen: Mutex::default(),
            looks: Mutex::default(),
            imports: Mutex::default(),
            _lock: lock,
        })
    }

    /// Runs a use case off the main thread and off the async workers: SQLite blocks. Refuses while the window is locked,
    /// which may have been done while a dialog was open.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        use_case: impl FnOnce(&App) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.app.is_locked() {
            return Err(AppError::new(ErrorCode::Locked));
        }
        self.run_locked(use_case).await
    }

    /// The same, locked or not.
    pub(crate) async fn run_locked<T: Send + 'static>(
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

    /// Exports to where the user said, and remembers it for [`Desk::exported_to`].
    pub(crate) async fn export_to(
        &self,
        path: PathBuf,
        export: impl FnOnce(&App, &Path) -> Result<Exported> + Send + 'static,
    ) -> Result<Exported> {
        let target = path.clone();
        let exported = self.run(move |app| export(app, &target)).await?;
        *self.exported.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
        Ok(exported)
    }

    /// The folder of the last export.
    pub(crate) fn exported_to(&self) -> Result<String> {
        let exported = self.exported.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = exported.as_deref().and_then(Path::parent);
        let nothing = || AppError::new(ErrorCode::InputInvalid).with("reason", "nothing was exported");
        folder.map(|folder| folder.display().to_string()).ok_or_else(nothing)
    }

    /// Takes a file that the user chose for import, and answers what the page calls it.
    pub(crate) fn choose(&self, path: PathBuf) -> String {
        let name = path.display().to_string();
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
        name
    }

    /// The file that the page means: it has to be the one that the user chose.
    pub(crate) fn chosen(&self, name: &str) -> Result<PathBuf> {
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let other = || AppError::new(ErrorCode::InputInvalid).with("reason", "not the file that was chosen");
        chosen.filter(|path| path.display().to_string() == name).ok_or_else(other)
    }

    /// From now on a file is looked at, and no earlier one. Answers what says whether it is to end.
    pub(crate) fn begin_look(&self) -> Arc<AtomicBool> {
        begin(&self.looks)
    }

    /// From now on a file is imported, and none is looked at. Answers what says whether it is to end.
    pub(crate) fn begin_import(&self) -> Arc<AtomicBool> {
        begin(&self.looks);
        begin(&self.imports)
    }

    /// Lets the import under way end, and the look at a file.
    pub(crate) fn cancel_import(&self) {
        begin(&self.looks);
        begin(&self.imports);
    }

    /// Puts a checked copy into a folder, and answers where it is.
    pub(crate) async fn back_up_to(&self, folder: PathBuf) -> Result<String> {
        let store = Arc::clone(&self.store);
        self.run(move |app| {
            let name = app.backup_name(BackupReason::Asked);
            store.back_up_to(&folder, &name).map(|made| made.path)
        })
        .await
    }

    /// Puts a checked and encrypted copy into a folder, and answers where it is.
    pub(crate) async fn back_up_encrypted(
        &self,
        folder: PathBuf,
        passphrase: NewPassphrase,
    ) -> Result<String> {
        let store = Arc::clone(&self.store);
        self.run(move |app| {
            store.back_up_encrypted(&folder, &app.backup_name(BackupReason::Asked), &passphrase)
        })
        .await
    }

    /// Where a backup of the data folder lies.
    pub(crate) async fn backup_path(&self, name: String) -> Result<PathBuf> {
        self.run(move |app| {
            let known = app.backups()?.backups.into_iter().find(|backup| backup.name == name);
            let known = known.ok_or_else(|| AppError::new(ErrorCode::BackupUnknown).with("name", &name))?;
            Ok(PathBuf::from(known.path))
        })
        .await
    }

    /// Looks at a copy, and remembers it for [`Desk::restore`]; an encrypted one waits for [`Desk::unlock`].
    pub(crate) async fn choose_copy(&self, path: PathBuf) -> Result<ChosenCopy> {
        if is_encrypted(&path) {
            let chosen = ChosenCopy::Locked { path: path.display().to_string() };
            self.remember_copy(Copy::Locked(path));
            return Ok(chosen);
        }
        self.remember_copy(Copy::Chosen(path.clone()));
        let view = self.look_at(path.clone(), None).await?;
        self.rehearsed(path, |copy| matches!(copy, Copy::Chosen(_)))?;
        Ok(ChosenCopy::Rehearsed(view))
    }

    /// Looks at the encrypted copy that waits for its passphrase.
    pub(crate) async fn unlock(&self, passphrase: Passphrase) -> Result<RehearsalView> {
        let path = match &*self.copy.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Copy::Locked(path)) => path.clone(),
            _ => return Err(AppError::new(ErrorCode::BackupUnknown).with("name", "?")),
        };
        let view = self.look_at(path.clone(), Some(passphrase)).await?;
        self.rehearsed(path, |copy| matches!(copy, Copy::Locked(_)))?;
        Ok(view)
    }

    /// Remembers what was looked at. That takes seconds: another may have been chosen meanwhile.
    fn rehearsed(&self, path: PathBuf, waited: fn(&Copy) -> bool) -> Result<()> {
        let mut copy = self.copy.lock().unwrap_or_else(PoisonError::into_inner);
        if !copy.as_ref().is_some_and(|copy| waited(copy) && copy.path() == path) {
            return Err(AppError::new(ErrorCode::BackupUnknown).with("name", path.display()));
        }
        *copy = Some(Copy::Rehearsed(path));
        Ok(())
    }

    async fn look_at(&self, file: PathBuf, passphrase: Option<Passphrase>) -> Result<RehearsalView> {
        self.run(move |app| {
            let folder = PathBuf::from(app.folder());
            with_copy(&folder, &file, passphrase.as_ref(), |copy| {
                let contents = app.contents_of(rehearse(copy)?);
                let current = app.contents()?;
                let plans = plans_change(&folder, copy)?;
                Ok(RehearsalView { path: file.display().to_string(), contents, current, plans })
            })
        })
        .await
    }

    fn remember_copy(&self, copy: Copy) {
        *self.copy.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
    }

    /// Restores what was rehearsed last. An encrypted copy is opened once more: nothing of it was kept. Where that is
    /// refused, it can be tried again.
    pub(crate) async fn restore(&self, passphrase: Option<Passphrase>) -> Result<()> {
        let path = match &*self.copy.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Copy::Rehearsed(path)) => path.clone(),
            _ => return Err(AppError::new(ErrorCode::BackupUnknown).with("name", "?")),
        };
        let store = Arc::clone(&self.store);
        self.run(move |app| {
            let aside = app.backup_name(BackupReason::Restore);
            with_copy(Path::new(&app.folder()), &path, passphrase.as_ref(), |copy| {
                store.restore(copy, &aside)
            })?;
            app.check()?;
            app.announce(vec![Topic::Accounts, Topic::Plans, Topic::Settings]);
            Ok(())
        })
        .await
    }
}

/// The language of the machine, as far as Fenqi speaks it.
pub(crate) fn system_language() -> Language {
    Language::of_locale(&sys_locale::get_locale().unwrap_or_default())
}
