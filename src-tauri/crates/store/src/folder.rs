//! Where the file lies.

use std::fs::{self, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

use crate::failure;

/// Held while a file is made, migrated or replaced; what it holds says that there is one.
const OPENING: &str = "fenqi.opening";

/// How often, and with which pauses, another process is waited for that makes, migrates or replaces the file: for three
/// seconds.
const TRIES: u32 = 300;
const PAUSE: Duration = Duration::from_millis(10);

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

/// Makes a file for this user alone, if there is none.
pub(crate) fn create_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    set_mode(path, 0o600)?;
    Ok(file)
}

/// Takes other users' rights away from what was copied here by hand. This user's own stay as they are: a file that was
/// made read-only stays so. What is shared on purpose, such as a folder for temporary files, is left alone.
#[cfg(unix)]
pub(crate) fn keep_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(mode) = fs::metadata(path).map(|there| there.permissions().mode()) else { return };
    if mode & OTHERS != 0 && mode & SHARED == 0 {
        // Where the owner is another user, it is not ours to say; SQLite will tell if it cannot be used.
        let _ = set_mode(path, mode & 0o700);
    }
}

/// The rights of other users, and the bit of folders that many write to.
#[cfg(unix)]
const OTHERS: u32 = 0o077;
#[cfg(unix)]
const SHARED: u32 = 0o1000;

#[cfg(not(unix))]
pub(crate) fn keep_private(_: &Path) {}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Waits until no other process makes, migrates or replaces the file of this folder, and keeps others waiting.
///
/// # Errors
/// `file_busy` when it takes too long: the other process may have been stopped. `data_folder_unwritable`.
pub(crate) fn hold_opening(folder: &Path) -> Result<fs::File> {
    let failed = |error: io::Error| failure::folder(&error, folder);
    let file = open_file(&folder.join(OPENING)).map_err(failed)?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
    let busy = AppError::new(ErrorCode::FileBusy).with("path", folder.display());
    Err(busy.with("reason", "another process is opening the file"))
}

/// What is known of the file of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// There is one: if it is missing later, it was lost.
    Yes,
    /// There was one, and the user said that the next opening shall make another.
    Anew,
    Unknown,
}

const YES: &[u8] = b"made\n";
const ANEW: &[u8] = b"anew\n";

pub(crate) fn made(folder: &Path) -> Made {
    match fs::read(folder.join(OPENING)).unwrap_or_default().as_slice() {
        [] => Made::Unknown,
        ANEW => Made::Anew,
        _ => Made::Yes,
    }
}

/// Notes that there is a file now.
pub(crate) fn mark_made(folder: &Path) -> io::Result<()> {
    if made(folder) == Made::Yes { Ok(()) } else { note(folder, YES) }
}

/// Notes that the next opening shall make a file.
pub(crate) fn mark_anew(folder: &Path) -> io::Result<()> {
    note(folder, ANEW)
}

fn note(folder: &Path, what: &[u8]) -> io::Result<()> {
    // Written over, not made anew: others wait for this very file. Both notes are of one length.
    let mut file = OpenOptions::new().write(true).open(folder.join(OPENING))?;
    file.write_all(what)?;
    file.sync_all()?;
    sync(folder)
}

/// Makes new names in a folder durable.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    // Only where a folder can be opened as a file.
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
