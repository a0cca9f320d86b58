//! Where the file lies.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

use crate::failure;

/// Held while a file is made, migrated or replaced; what it holds says that there is one.
const OPENING: &str = "fenqi.opening";

/// The data folder: the one named, else the platform's.
///
/// # Errors
/// `data_folder_unwritable` when none is named and the platform has none for this user.
pub fn data_folder(named: Option<PathBuf>) -> Result<PathBuf> {
    named.or_else(|| Some(dirs::data_dir()?.join("fenqi"))).ok_or_else(|| {
        AppError::new(ErrorCode::DataFolderUnwritable).with("path", "?").with("reason", "HOME is not set")
    })
}

/// Makes the folder, for this user alone, whatever the umask. One that exists is left as it is.
pub(crate) fn create(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    builder
        .create(folder)
        .and_then(|()| set_mode(folder, 0o700))
        .and_then(|()| above.map_or(Ok(()), sync))
        .map_err(|error| failure::folder(&error, folder))
}

/// Opens a file, and makes it for this user alone if it is missing.
pub(crate) fn open_file(path: &Path) -> io::Result<fs::File> {
    let missing = !path.exists();
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    if missing {
        set_mode(path, 0o600)?;
    }
    Ok(file)
}

/// Takes other users' rights away from a file that was copied here by hand.
pub(crate) fn keep_private(path: &Path) {
    // Where the owner is another user, it is not ours to say; SQLite will tell if it cannot be used.
    let _ = set_mode(path, 0o600);
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Waits until no other process makes, migrates or replaces the file of this folder, and keeps others waiting.
pub(crate) fn hold_opening(folder: &Path) -> Result<fs::File> {
    let file = open_file(&folder.join(OPENING)).and_then(|file| file.lock().map(|()| file));
    file.map_err(|error| failure::folder(&error, folder))
}

/// Notes that there is a file now: if it is missing later, it was lost.
pub(crate) fn mark_made(folder: &Path) -> io::Result<()> {
    let path = folder.join(OPENING);
    if fs::metadata(&path)?.len() > 0 {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).open(&path)?;
    file.write_all(b"made\n")?;
    file.sync_all()?;
    sync(folder)
}

/// Forgets that there was a file: the next opening makes one.
pub(crate) fn forget_made(folder: &Path) -> io::Result<()> {
    fs::File::create(folder.join(OPENING))?.sync_all()
}

/// Whether a file was made here.
pub(crate) fn was_made(folder: &Path) -> bool {
    fs::metadata(folder.join(OPENING)).is_ok_and(|there| there.len() > 0)
}

/// Makes new names in a folder durable.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    // Only where a folder can be opened as a file.
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
