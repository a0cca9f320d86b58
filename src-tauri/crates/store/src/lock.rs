//! The lock that keeps a second desktop process out, beside the desktop's own single-instance name, which fails
//! open where there is no session bus.

use std::fs::{File, TryLockError};
use std::path::Path;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

use crate::{failure, folder};

/// Held as long as the desktop process lives; the system lets it go when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a data folder.
    ///
    /// # Errors
    /// `already_running` when another process holds it; `data_folder_unwritable`.
    pub fn take(data_folder: &Path) -> Result<Self> {
        folder::create(data_folder)?;
        let path = data_folder.join("fenqi.lock");
        let file = folder::open_file(&path).map_err(|error| failure::folder(&error, data_folder))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(AppError::new(ErrorCode::AlreadyRunning).with("path", data_folder.display()))
            }
            Err(TryLockError::Error(error)) => Err(failure::folder(&error, data_folder)),
        }
    }
}
