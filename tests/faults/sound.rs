//! What is wrong with a file that came through a fault.

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use chrono::DateTime;
use fenqi_app::App;
use fenqi_app::clock::SetClock;
use fenqi_app::contract::{AppError, Language};
use fenqi_store::{FILE_NAME, SqliteStore};
use fenqi_tests::NOW;
use fenqi_tests::fingerprint::{self, Fingerprint};
use rusqlite::{Connection, OpenFlags};

use crate::driver::Start;

/// What came of the promises.
#[derive(Debug)]
pub(crate) enum Verdict {
    Sound,
    Lost,
    HalfApplied(String),
    Damaged(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sound => write!(f, "sound"),
            Self::Lost => write!(f, "lost"),
            Self::HalfApplied(why) => write!(f, "half-applied: {why}"),
            Self::Damaged(why) => write!(f, "damaged: {why}"),
        }
    }
}

/// Opens a folder as the app does.
pub(crate) fn open(folder: &Path) -> Result<App, AppError> {
    let now = DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant");
    Ok(App::new(Box::new(SqliteStore::open(folder)?), Box::new(SetClock::standing(now)), Language::ZhCn))
}

/// Reads everything that has a seal.
pub(crate) fn read_all(app: &App) -> Result<(), AppError> {
    app.accounts()?;
    app.due(None, None, None)?;
    app.plans()?.iter().try_for_each(|plan| app.plan(&plan.id).map(drop))
}

/// What the file holds, if SQLite finds it sound.
pub(crate) fn contents(folder: &Path) -> Result<Fingerprint, String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let look = || -> rusqlite::Result<(String, bool, Fingerprint)> {
        let file = Connection::open_with_flags(folder.join(FILE_NAME), flags)?;
        file.pragma_update(None, "synchronous", "OFF")?;
        let check = file.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let refers = file.prepare("PRAGMA foreign_key_check")?.exists([])?;
        Ok((check, refers, fingerprint::of(&file)?))
    };
    match look() {
        Ok((check, false, found)) if check == "ok" => Ok(found),
        Ok((check, refers, _)) => Err(format!("quick_check: {check}; refers to nothing: {refers}")),
        Err(error) => Err(error.to_string()),
    }
}

/// What the golden file of the first version holds.
pub(crate) fn of_golden() -> Fingerprint {
    static OF_GOLDEN: LazyLock<Fingerprint> = LazyLock::new(|| {
        let scratch = crate::memory_folder();
        let folder = scratch.path().join("data");
        Start::Version1.lay(&folder);
        contents(&folder).expect("a sound file")
    });
    *OF_GOLDEN
}

/// Compares a folder with the states of a run that nothing happened to: it has to hold the last one that was promised,
/// or the one after it, which was done but not yet told.
pub(crate) fn judge(folder: &Path, states: &[Fingerprint], acked: Option<usize>, whole: bool) -> Verdict {
    if acked.is_some() && !folder.join(FILE_NAME).exists() {
        return Verdict::Lost;
    }
    // Before the first promise the file may be half made: opening it makes it.
    if (whole || acked.is_none())
        && let Err(error) = open(folder).and_then(|app| read_all(&app))
    {
        return Verdict::Damaged(format!("{error:?}"));
    }
    let found = match contents(folder) {
        Ok(found) => found,
        Err(why) => return Verdict::Damaged(why),
    };
    // A file without tables: all of it is gone.
    if found.facts == found.whole {
        return Verdict::Lost;
    }
    let at_least = acked.unwrap_or(0);
    let at_most = (at_least + 2).min(states.len());
    if states[at_least..at_most].contains(&found) {
        Verdict::Sound
    } else if states[..at_least].contains(&found) {
        Verdict::Lost
    } else {
        Verdict::HalfApplied(format!("{found:?} is no state"))
    }
}
