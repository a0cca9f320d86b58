//! Files in the making, beside the place that they will have: a process that is told to end leaves none behind.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static MAKING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file is being made, until this is dropped.
pub(crate) struct Making<'a>(&'a Path);

impl<'a> Making<'a> {
    pub(crate) fn begin(path: &'a Path) -> Self {
        all().push(path.to_owned());
        Self(path)
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        all().retain(|path| path != self.0);
    }
}

/// Removes what is being made. To be called by whoever handles the signal that ends the process, right before its end:
/// nothing can be made from then on, and whoever tries waits.
pub fn abandon() {
    let making = all();
    for path in making.iter() {
        // What cannot even be removed is of no use, and does no harm.
        let _ = fs::remove_file(path);
        let mut journal = path.as_os_str().to_owned();
        journal.push("-journal");
        let _ = fs::remove_file(journal);
    }
    mem::forget(making);
}

fn all() -> MutexGuard<'static, Vec<PathBuf>> {
    MAKING.lock().unwrap_or_else(PoisonError::into_inner)
}
