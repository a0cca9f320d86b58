//! Copies under a passphrase, in the format of age, so that `age -d` opens them without Fenqi. What is in them lies open
//! in the data folder alone, for this user alone, and only as long as it is worked on.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};
use std::process;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt};
use fenqi_app::contract::{AppError, ErrorCode, Field};
use fenqi_app::{NewPassphrase, Passphrase, Result};
use sha2::{Digest, Sha256};

use crate::making::{self, Making};
use crate::open::FILE_NAME;
use crate::{backups, failure, folder};

const ENDING: &str = ".db.age";
/// How an encrypted file begins, whatever its version.
const BEGINNING: &[u8] = b"age-encryption.org/";
/// How a file of SQLite begins.
pub(crate) const SQLITE: &[u8] = b"SQLite format 3\0";
/// The logarithm of the work that each guess of a passphrase costs: a second, and 256 MB of memory.
const WORK: u8 = 18;
/// More is refused, since a file could make Fenqi work for hours: at this, it is 16 seconds and 4 GB.
const MOST_WORK: u8 = 22;
/// age encrypts piece by piece, and adds a tag to each.
const PIECE: u64 = 64 * 1024;
const TAG: u64 = 16;
const NONCE: u64 = 16;
/// How the names of what lies open end.
const OPEN: &str = ".open";

/// Makes a checked and encrypted copy of the file of a data folder in another folder, and answers where it is.
pub(crate) fn make(data: &Path, target: &Path, name: &str, passphrase: &NewPassphrase) -> Result<PathBuf> {
    let open = Open::begin(data)?;
    backups::copy(&data.join(FILE_NAME), &open.path)?;
    backups::rehearse(&open.path)?;
    let (_, place, ()) = backups::put(target, name, ENDING, |part| encrypt(&open.path, part, passphrase))?;
    Ok(place)
}

/// Whether a file is encrypted, as its beginning says. What cannot be read is not.
#[must_use]
pub fn is_encrypted(file: &Path) -> bool {
    starts_with(file, BEGINNING).unwrap_or(false)
}

/// Works on a copy: on the file itself, or on what a passphrase opens of it, which is gone afterwards. Errors name the
/// file.
///
/// # Errors
/// Those of the work. Of an encrypted file also `passphrase_required`, `passphrase_wrong`, `encrypted_…`, and
/// `file_foreign` where no file of Fenqi is in it; `storage_full`, `write_failed`.
pub fn with_copy<T>(
    data: &Path,
    file: &Path,
    passphrase: Option<&Passphrase>,
    work: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    if !is_encrypted(file) {
        return work(file);
    }
    let Some(passphrase) = passphrase else {
        let required = AppError::new(ErrorCode::PassphraseRequired).at(Field::Passphrase);
        return Err(required.with("path", file.display()));
    };
    let open = Open::begin(data)?;
    let opened = decrypt(file, &open.path, passphrase).map_err(|error| {
        // A full disk is that of the data folder.
        let is_of_disk = matches!(error.code, ErrorCode::StorageFull | ErrorCode::WriteFailed);
        error.with("path", if is_of_disk { data } else { file }.display())
    });
    opened.and_then(|()| work(&open.path)).map_err(|error| {
        let is_of_open = error.params.get("path").is_some_and(|path| Path::new(path) == open.path);
        if is_of_open { error.with("path", file.display()).with("what", "copy") } else { error }
    })
}

/// A file in the data folder with what is not to lie open; gone when this is dropped.
struct Open {
    path: PathBuf,
    _making: Making,
}

impl Open {
    fn begin(data: &Path) -> Result<Self> {
        folder::create(data)?;
        for n in 1..=u32::MAX {
            let path = data.join(format!("{}{}-{n}{OPEN}", making::OURS, process::id()));
            match folder::create_file(&path) {
                Ok(_) => return Ok(Self { _making: Making::begin(&path), path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failure::folder(&error, data)),
            }
        }
        Err(AppError::new(ErrorCode::DataFolderUnwritable).with("path", data.display()).with("reason", "?"))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        making::remove(&self.path);
    }
}

/// Removes what lies open or half written without anybody working on it any more.
pub(crate) fn remove_left_over(data: &Path) {
    making::remove_left_over(data, &[OPEN, making::PART]);
}

/// Encrypts a file into another, syncs that, and reads it again: only what can be opened counts.
fn encrypt(open: &Path, part: &Path, passphrase: &NewPassphrase) -> Result<()> {
    let failed = |error: io::Error| AppError::writing(&error).with("path", part.display());
    let mut recipient = scrypt::Recipient::new(passphrase.passphrase().secret().clone());
    recipient.set_work_factor(WORK);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn Recipient));
    let encryptor = encryptor.map_err(|error| failed(io::Error::other(error)))?;
    let file = OpenOptions::new().write(true).open(part).map_err(failed)?;
    let mut out = encryptor.wrap_output(BufWriter::new(&file)).map_err(failed)?;
    io::copy(&mut File::open(open).map_err(failed)?, &mut out).map_err(failed)?;
    out.finish().and_then(|mut out| out.flush()).and_then(|()| file.sync_all()).map_err(failed)?;
    let was = digest(File::open(open).map_err(failed)?).map_err(failed)?;
    let is = digest(reader(part, passphrase.passphrase())?).map_err(failed)?;
    if was == is { Ok(()) } else { Err(failed(io::Error::other("it does not read back"))) }
}

fn digest(mut from: impl Read) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    io::copy(&mut from, &mut hasher)?;
    Ok(hasher.finalize().into())
}

fn reader(file: &Path, passphrase: &Passphrase) -> Result<StreamReader<BufReader<File>>> {
    let opened = File::open(file).map_err(|error| refusal(DecryptError::Io(error)))?;
    let decryptor = Decryptor::new_buffered(BufReader::new(opened)).map_err(refusal)?;
    if !decryptor.is_scrypt() {
        return Err(AppError::new(ErrorCode::EncryptedOtherwise));
    }
    let mut identity = scrypt::Identity::new(passphrase.secret().clone());
    identity.set_max_work_factor(MOST_WORK);
    decryptor.decrypt(iter::once(&identity as &dyn Identity)).map_err(refusal)
}

/// Why a file cannot be opened with a passphrase. The part of it that only the right one opens cannot be told from
/// one that was changed.
fn refusal(error: DecryptError) -> AppError {
    match error {
        DecryptError::ExcessiveWork { required, .. } => {
            AppError::new(ErrorCode::EncryptedHeavy).with("work", required).with("most", MOST_WORK)
        }
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            AppError::new(ErrorCode::PassphraseWrong).at(Field::Passphrase)
        }
        DecryptError::UnknownFormat => AppError::new(ErrorCode::EncryptedOtherwise),
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            AppError::new(ErrorCode::EncryptedCut)
        }
        DecryptError::Io(error) if error.kind() != io::ErrorKind::InvalidData => {
            AppError::new(ErrorCode::InputInvalid).with("reason", error)
        }
        _ => AppError::new(ErrorCode::EncryptedChanged),
    }
}

fn decrypt(file: &Path, open: &Path, passphrase: &Passphrase) -> Result<()> {
    let failed = |error: io::Error| AppError::writing(&error).with("path", open.display());
    let mut reader = reader(file, passphrase)?;
    let mut out = OpenOptions::new().write(true).open(open).map_err(failed)?;
    let mut piece = vec![0; PIECE as usize];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => out.write_all(&piece[..length]).map_err(failed)?,
            Err(_) if is_cut(file, open) => return Err(AppError::new(ErrorCode::EncryptedCut)),
            Err(error) => return Err(refusal(DecryptError::Io(error))),
        }
    }
    // It came out as it went in: what is no database then never was one of Fenqi's.
    if starts_with(open, SQLITE).map_err(failed)? {
        Ok(())
    } else {
        Err(AppError::new(ErrorCode::FileForeign).with("what", "copy"))
    }
}

/// Whether an encrypted file is shorter than what the first page in it says. That page cannot be read of one that ends
/// in its first piece, but no file of Fenqi is that short.
fn is_cut(file: &Path, open: &Path) -> bool {
    let Some(length) = length_of_pieces(file) else { return true };
    let mut page = [0; 100];
    if File::open(open).and_then(|mut open| open.read_exact(&mut page)).is_err() {
        return length < PIECE + TAG;
    }
    let size = match u16::from_be_bytes([page[16], page[17]]) {
        1 => PIECE,
        size => u64::from(size),
    };
    let whole = size * u64::from(u32::from_be_bytes([page[28], page[29], page[30], page[31]]));
    length < whole + TAG * whole.div_ceil(PIECE)
}

/// How long that part of an encrypted file is that holds its content: all behind the line of dashes and the nonce.
fn length_of_pieces(file: &Path) -> Option<u64> {
    let mut beginning = Vec::new();
    let opened = File::open(file).ok()?;
    let length = opened.metadata().ok()?.len();
    opened.take(PIECE).read_to_end(&mut beginning).ok()?;
    let dashes = beginning.windows(5).position(|bytes| bytes == b"\n--- ")? + 1;
    let end = dashes + beginning[dashes..].iter().position(|byte| *byte == b'\n')? + 1;
    length.checked_sub(u64::try_from(end).ok()? + NONCE)
}

/// Whether a file begins with this. One that is shorter does not.
pub(crate) fn starts_with(file: &Path, beginning: &[u8]) -> io::Result<bool> {
    let mut found = vec![0; beginning.len()];
    match File::open(file)?.read_exact(&mut found) {
        Ok(()) => Ok(found == beginning),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
