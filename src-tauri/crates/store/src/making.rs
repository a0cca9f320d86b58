//! Files in the making, beside the place that they will have: a process that is told to end leaves none behind.

use std::fs;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

/// How the names of such files begin.
pub(crate) const OURS: &str = ".fenqi-";
/// How the names of those end that are moved into their place.
pub(crate) const PART: &str = ".part";
/// What is older was left by a process that was killed: nobody works on one for a day.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);

static MAKING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file is being made, until this is dropped.
pub(crate) struct Making(PathBuf);

impl Making {
    pub(crate) fn begin(path: &Path) -> Self {
        all().push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        all().retain(|path| *path != self.0);
    }
}

/// A file of its own beside the place that it is to be moved into, for its owner alone. Its name is short, since that of
/// its place may be as long as a name can be. What is not moved goes away.
pub(crate) fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(OURS).suffix(PART).tempfile_in(folder)
}

/// Removes the files of these endings on which nobody works any more, as far as a day tells. What cannot be removed is
/// left.
pub(crate) fn remove_left_over(folder: &Path, endings: &[&str]) {
    let is_ours = |name: &str| name.starts_with(OURS) && endings.iter().any(|ending| name.ends_with(ending));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|there| there.modified()).ok().and_then(|at| at.elapsed().ok());
        if entry.file_name().to_str().is_some_and(is_ours) && age.is_some_and(|age| age > LEFT_OVER) {
            remove(&entry.path());
        }
    }
}

/// Removes a file with what SQLite may have left beside it. What cannot even be removed is of no use.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
    remove_beside(path);
}

/// Removes what SQLite may have left beside a file.
pub(crate) fn remove_beside(path: &Path) {
    for ending in ["-journal", "-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        let _ = fs::remove_file(beside);
    }
}

/// Removes what is being made. To be called by whoever handles the signal that ends the process, right before its end:
/// nothing can be made from then on, and whoever tries waits.
pub fn abandon() {
    let making = all();
    making.iter().for_each(|path| remove(path));
    mem::forget(making);
}

fn all() -> MutexGuard<'static, Vec<PathBuf>> {
    MAKING.lock().unwrap_or_else(PoisonError::into_inner)
}
