//! A process that does what a person might, and says so: the fault harnesses kill it, fail its system calls and replay
//! its writes. Every line it prints is a promise that they hold it to.
//!
//!   fenqi-drive FOLDER SEED ACTIONS [PLANT]
//!   fenqi-drive FOLDER back-up | restore | restore-over COPY [PLANT]
//!
//! `ack N FACTS WHOLE`: action N is done, and the file's fingerprint. `refused N CODE MESSAGE`: it is not. PLANT is a
//! bug that the harnesses must see: a promise that is made before it is kept (`ack-first`), or whether it is or not
//! (`ignore-errors`), another `synchronous` (NORMAL, OFF; FULL to see that it is not the plant's own way that is
//! seen), `stamp-first`, and for copies those of `plants`.

mod plants;

use std::cell::{OnceCell, RefCell};
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::DateTime;
use fenqi_app::clock::SetClock;
use fenqi_app::contract::{AppError, ErrorCode, Language};
use fenqi_app::words::Words;
use fenqi_app::{App, BackupReason};
use fenqi_store::{FILE_NAME, SqliteStore, restore_over};
use fenqi_tests::deeds::Deeds;
use fenqi_tests::{NOW, fingerprint};
use rusqlite::{Connection, OpenFlags};

use crate::plants::Mirror;

/// Now and then the file is closed and opened again, and once the log is brought in by hand; then enough follows that
/// SQLite brings it in by itself.
const REOPENS: [u32; 2] = [31, 62];
const SETTLES: u32 = 75;

struct Driver {
    folder: PathBuf,
    deeds: Deeds,
    done: u32,
    plant: String,
    open: Option<Open>,
}

/// The witness looks at the file with eyes of its own; it closes them first.
struct Open {
    witness: OnceCell<Connection>,
    folder: PathBuf,
    app: App,
    mirror: Option<RefCell<Mirror>>,
}

impl Open {
    fn new(folder: &Path, plant: &str) -> Result<Self, AppError> {
        let mirror = ["FULL", "NORMAL", "OFF"].contains(&plant);
        let mirror = mirror.then(|| Mirror::new(folder, plant).expect("a file"));
        let store = SqliteStore::open(mirror.as_ref().map_or(folder, Mirror::folder))?;
        let now = DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant");
        let app = App::new(Box::new(store), Box::new(SetClock::standing(now)), Language::ZhCn);
        let open = Self {
            witness: OnceCell::new(),
            folder: folder.to_owned(),
            app,
            mirror: mirror.map(RefCell::new),
        };
        open.bring();
        Ok(open)
    }

    fn bring(&self) {
        if let Some(mirror) = &self.mirror {
            mirror.borrow_mut().bring().expect("no fault happens to this plant");
        }
    }

    fn fingerprint(&self) -> String {
        if self.witness.get().is_none()
            && let Ok(witness) =
                Connection::open_with_flags(self.folder.join(FILE_NAME), OpenFlags::SQLITE_OPEN_READ_ONLY)
        {
            let _ = self.witness.set(witness);
        }
        let seen = self.witness.get().and_then(|witness| fingerprint::of(witness).ok());
        seen.map_or("? ?".to_owned(), |seen| format!("{:016x} {:016x}", seen.facts, seen.whole))
    }
}

impl Driver {
    /// Opens the file if it is not open.
    fn open(&mut self) -> Result<&Open, AppError> {
        if self.open.is_none() {
            self.open = Some(Open::new(&self.folder, &self.plant)?);
        }
        Ok(self.open.as_ref().expect("BUG: just opened"))
    }

    fn step(&mut self, step: u32) {
        let is_mirrored = self.open.as_ref().is_some_and(|open| open.mirror.is_some());
        if REOPENS.contains(&step) && !is_mirrored {
            self.open = None;
        }
        if let Err(error) = self.open() {
            return refused(self.done + 1, &error);
        }
        let acks_first = self.plant == "ack-first";
        if acks_first {
            say(&format!("ack {} ? ?", self.done + 1));
        }
        let open = self.open.as_ref().expect("BUG: just opened");
        let result = match step {
            _ if step.is_multiple_of(7) => open.app.undo().map(drop),
            _ if step % 21 == 8 => open.app.redo().map(drop),
            _ => self.deeds.next(&open.app).1,
        };
        let is_kept = |error: &AppError| {
            matches!(error.code, ErrorCode::StorageFailed | ErrorCode::StorageFull)
                && self.plant == "ignore-errors"
        };
        open.bring();
        match result {
            Err(error) if !is_kept(&error) => refused(self.done + 1, &error),
            _ => {
                self.done += 1;
                if !acks_first {
                    say(&format!("ack {} {}", self.done, open.fingerprint()));
                }
            }
        }
        if step == SETTLES
            && let Err(error) = open.app.settle()
        {
            refused(self.done + 1, &error);
        }
    }
}

/// Makes a backup, or restores one.
fn copy(folder: &Path, work: &str, source: &Path, plant: &str) {
    let done = match (work, plant) {
        (_, "" | "ignore-errors") => with_care(folder, work, source),
        ("back-up", _) => plants::back_up(folder, plant).map_err(|error| AppError::writing(&error)),
        _ => plants::restore(folder, source).map_err(|error| AppError::writing(&error)),
    };
    match done {
        Err(error) if plant != "ignore-errors" => refused(0, &error),
        _ => say("ack 0 ? ?"),
    }
}

fn with_care(folder: &Path, work: &str, source: &Path) -> Result<(), AppError> {
    match work {
        "restore-over" => restore_over(folder, source),
        "restore" => {
            SqliteStore::open(folder).and_then(|store| store.restore(source, "fenqi-20261122-100001-restore"))
        }
        _ => Open::new(folder, "").and_then(|open| open.app.back_up(BackupReason::Asked).map(drop)),
    }
}

fn refused(number: u32, error: &AppError) {
    let words = Words::of(Language::En).error(error).replace('\n', " ");
    say(&format!("refused {number} {:?} {words}", error.code));
}

/// One write call a line, so that a line is there or not.
fn say(line: &str) {
    let said = io::stdout().lock().write_all(format!("{line}\n").as_bytes());
    said.expect("somebody listens");
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let plant = arguments.get(3).cloned().unwrap_or_default();
    let [folder, work, source, ..] = &arguments[..] else { return ExitCode::from(2) };
    let folder = PathBuf::from(folder);
    let (Ok(seed), Ok(actions)) = (work.parse(), source.parse::<u32>()) else {
        copy(&folder, work, Path::new(source), &plant);
        say("end");
        return ExitCode::SUCCESS;
    };
    if plant == "stamp-first" {
        plants::stamp_first(&folder).expect("no fault happens to this plant");
    }
    let mut driver = Driver { folder, deeds: Deeds::new(seed), done: 0, plant, open: None };
    match driver.open() {
        Ok(open) => say(&format!("ack 0 {}", open.fingerprint())),
        Err(error) => refused(0, &error),
    }
    (1..=actions).for_each(|step| driver.step(step));
    drop(driver);
    say("end");
    ExitCode::SUCCESS
}
