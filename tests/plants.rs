//! Bugs that the driver can be told to have, as careless programs have them: the harnesses must see each.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use fenqi_store::FILE_NAME;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, Result};
use tempfile::TempDir;

/// Everything is done in another folder, and brought to the file through a connection whose `synchronous` is what the
/// plant says: what is seen then is that setting, and with FULL nothing may be seen.
pub(crate) struct Mirror {
    elsewhere: TempDir,
    file: Connection,
}

impl Mirror {
    pub(crate) fn new(folder: &Path, synchronous: &str) -> Result<Self> {
        let file = Connection::open(folder.join(FILE_NAME))?;
        file.pragma_update(None, "journal_mode", "WAL")?;
        file.pragma_update(None, "synchronous", synchronous)?;
        let beside = folder.parent().expect("a folder beside the data folder");
        let elsewhere = tempfile::tempdir_in(beside).expect("a temporary folder");
        Ok(Self { elsewhere, file })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.elsewhere.path()
    }

    /// Brings what was done to the file, in one transaction.
    pub(crate) fn bring(&mut self) -> Result<()> {
        let path = self.elsewhere.path().join(FILE_NAME);
        let source = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let step = Backup::new(&source, &mut self.file)?.step(-1)?;
        assert_eq!(step, StepResult::Done, "nobody else is there");
        Ok(())
    }
}

/// The version is stamped before the tables are those of that version.
pub(crate) fn stamp_first(folder: &Path) -> Result<()> {
    let file = Connection::open(folder.join(FILE_NAME))?;
    for version in [fenqi_store::VERSION, 1] {
        file.pragma_update(None, "user_version", version)?;
    }
    Ok(())
}

/// A backup by somebody careless.
pub(crate) fn back_up(folder: &Path, plant: &str) -> io::Result<()> {
    let live = fs::read(folder.join(FILE_NAME))?;
    let backups = folder.join("backups");
    let (place, part) = (backups.join("fenqi-20261122-100000-asked.db"), backups.join(".part"));
    match plant {
        // Under its own name from the start.
        "without-temp" => write(&place, &live, 0o600)?.sync_all()?,
        "without-sync" => drop(write(&part, &live, 0o600)?),
        "without-mode" => write(&part, &live, 0o666)?.sync_all()?,
        // Nobody looks at it before it counts.
        _ => write(&part, &live, 0o600)?.sync_all()?,
    }
    if part.exists() {
        fs::rename(&part, &place)?;
    }
    File::open(&backups)?.sync_all()
}

/// A restore by somebody careless: over the file, as it stands.
pub(crate) fn restore(folder: &Path, source: &Path) -> io::Result<()> {
    let live: PathBuf = folder.join(FILE_NAME);
    write(&live, &fs::read(source)?, 0o600)?.sync_all()
}

/// Page by page, as a program would that copies through a buffer.
fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path)?;
    for (page, bytes) in bytes.chunks(4096).enumerate() {
        file.write_all_at(bytes, page as u64 * 4096)?;
    }
    Ok(file)
}
