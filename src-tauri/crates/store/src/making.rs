//! Files in the making, beside the place that they will have: a process that is told to end leaves none behind.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
