//! What is kept of the app lock's passcode: a small private file beside the data file. It is in no copy of that one, and
//! none brings another.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};

use crate::folder;
use crate::making::{self, Making};

const NAME: &str = "fenqi.passcode";

/// Longer than it ever is.
const MOST: u64 = 4096;

/// What is kept, if there is a passcode.
pub(crate) fn read(data: &Path) -> Result<Option<String>> {
    let path = data.join(NAME);
    let file = match fs::File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|error| unreadable(&error))?,
    };
    let mut text = String::new();
    file.take(MOST).read_to_string(&mut text).map_err(|error| unreadable(&error))?;
    Ok(Some(text))
}

/// Keeps this in the place of what was there, or nothing.
pub(crate) fn write(data: &Path, text: Option<&str>) -> Result<()> {
    let path = data.join(NAME);
    let written = match text {
        Some(text) => replace(data, &path, text),
        None => match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        },
    };
    let done = written.and_then(|()| folder::sync(data));
    done.map_err(|error| AppError::writing(&error).with("path", path.display()))
}

/// Written beside it and moved into its place: what is cut short would keep its owner out.
fn replace(data: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut beside = making::beside(data)?;
    let name = beside.path().to_owned();
    let _making = Making::begin(&name);
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(path).map(drop).map_err(|refused| refused.error)
}

fn unreadable(error: &io::Error) -> AppError {
    AppError::new(ErrorCode::LockDamaged).with("reason", error)
}
