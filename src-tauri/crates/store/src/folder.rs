//! Where the file lies.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

use crate::failure;

/// The data folder: the one named, else the platform's.
///
/// # Errors
/// `data_folder_unwritable` when none is named and the platform has none for this user.
pub fn data_folder(named: Option<PathBuf>) -> Result<PathBuf> {
    named.or_else(|| Some(dirs::data_dir()?.join("fenqi"))).ok_or_else(|| {
        AppError::new(ErrorCode::DataFolderUnwritable).with("path", "?").with("reason", "HOME is not set")
    })
}

/// Makes the folder, for this user alone. One that exists is left as it is.
pub(crate) fn create(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| failure::folder(&error, folder))
}

/// Opens a file, and makes it for this user alone if it is missing.
pub(crate) fn open_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
