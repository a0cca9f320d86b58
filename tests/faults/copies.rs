//! Faults while a backup is made or restored: the file is what it was or what it was to become, a copy that counts is
//! sound, and what was there before is still somewhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fenqi_app::BackupReason;
use fenqi_store::{FILE_NAME, rehearse, restore_over};
use fenqi_tests::fingerprint::Fingerprint;
use fenqi_tests::{NOW, add_three, app_at};
use tempfile::TempDir;

use crate::{figure, memory_folder, on_all_cores, sound, trace};

const CALLS: [&str; 5] = ["pwrite64", "fsync", "rename", "unlink", "ftruncate"];
const ERRORS: [&str; 3] = ["EIO", "ENOSPC", "EROFS"];

/// What is going on when the fault comes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Work {
    BackUp,
    Restore,
    /// The file is damaged: the backup takes its place, and it is put aside.
    RestoreOver,
}

/// A folder with three plans, and a backup with none elsewhere.
struct Stage {
    scratch: TempDir,
    before: Vec<u8>,
}

impl Stage {
    fn set(work: Work) -> Self {
        let scratch = memory_folder();
        let app = app_at(&scratch.path().join("data"), NOW);
        app.account_add(serde_json::from_str(r#"{"name":"a"}"#).expect("BUG: a sound draft")).expect("added");
        let copy = app.back_up(BackupReason::Asked).expect("made").path;
        fs::rename(copy, scratch.path().join("copy.db")).expect("moved");
        add_three(&app);
        drop(app);
        let file = scratch.path().join("data").join(FILE_NAME);
        let mut before = fs::read(&file).expect("bytes");
        if work == Work::RestoreOver {
            before[..64].fill(0xa5);
            fs::write(&file, &before).expect("written");
        }
        Self { scratch, before }
    }

    fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    fn copy(&self) -> PathBuf {
        self.scratch.path().join("copy.db")
    }

    fn run(&self, work: Work, strace: &[&str]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "signal=none"]).args(strace);
        command.arg(env!("CARGO_BIN_EXE_fenqi-drive")).arg(self.data());
        match work {
            Work::BackUp => command.arg("back-up"),
            Work::Restore => command.arg("restore").arg(self.copy()),
            Work::RestoreOver => command.arg("restore-over").arg(self.copy()),
        };
        command.output().expect("strace starts")
    }

    /// Whether any file of the folder holds these bytes.
    fn holds(&self, bytes: &[u8]) -> bool {
        let entries = fs::read_dir(self.data()).expect("a folder").flatten();
        entries.into_iter().any(|entry| fs::read(entry.path()).is_ok_and(|found| found == bytes))
    }
}

/// What is wrong with what a run left.
fn judge(stage: &Stage, work: Work, acked: bool, old: Fingerprint, new: Fingerprint) -> Result<(), String> {
    let data = stage.data();
    for entry in fs::read_dir(data.join("backups")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && rehearse(&entry.path()).is_err() {
            return Err(format!("{name} counts as a backup and is not sound"));
        }
    }
    if work == Work::RestoreOver && !acked && sound::open(&data).is_err() {
        if !stage.holds(&stage.before) {
            return Err("the damaged file is gone".to_owned());
        }
        restore_over(&data, &stage.copy()).map_err(|error| format!("restored again: {error:?}"))?;
    }
    let app = sound::open(&data).map_err(|error| format!("opened again: {error:?}"))?;
    sound::read_all(&app).map_err(|error| format!("read again: {error:?}"))?;
    let found = app.plans().map_err(|error| format!("{error:?}"))?.len();
    drop(app);
    let facts = sound::contents(&data)?.facts;
    let expected: &[u64] = match work {
        Work::BackUp => &[old.facts],
        Work::Restore if acked => &[new.facts],
        Work::Restore => &[old.facts, new.facts],
        Work::RestoreOver => &[new.facts],
    };
    if expected.contains(&facts) { Ok(()) } else { Err(format!("half restored: {found} plans")) }
}

/// Runs the work once with each fault, and answers how many there were, how many of them stopped it, and what went
/// wrong.
fn swept(work: Work, places: usize) -> (usize, usize, Vec<String>) {
    let whole = Stage::set(work);
    let old = sound::contents(&Stage::set(Work::BackUp).data()).expect("a sound file");
    let done = whole.run(work, &["-o", "/dev/null", "-e", "trace=fsync"]);
    assert!(done.status.success(), "{work:?}: {}", String::from_utf8_lossy(&done.stdout));
    let restored = Stage::set(Work::Restore);
    restored.run(Work::Restore, &["-o", "/dev/null", "-e", "trace=fsync"]);
    let new = sound::contents(&restored.data()).expect("a sound file");
    let faults: Vec<(String, String)> = CALLS.iter().flat_map(|call| faults(work, call, places)).collect();
    let found = on_all_cores(|core, cores| {
        let (mut stopped, mut bad) = (0, Vec::new());
        for (call, inject) in faults.iter().skip(core).step_by(cores) {
            let stage = Stage::set(work);
            let run = stage.run(work, &["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", inject]);
            let said = String::from_utf8_lossy(&run.stdout).into_owned();
            if !inject.contains("SIGKILL") && !said.ends_with("end\n") {
                bad.push(format!("{work:?}, {inject}: a crash: {}", String::from_utf8_lossy(&run.stderr)));
            }
            let acked = said.starts_with("ack");
            stopped += usize::from(!acked);
            if let Err(why) = judge(&stage, work, acked, old, new) {
                bad.push(format!("{work:?}, {inject}: {why}"));
            }
        }
        (stopped, bad)
    });
    let stopped = found.iter().map(|(stopped, _)| stopped).sum();
    (faults.len(), stopped, found.into_iter().flat_map(|(_, bad)| bad).collect())
}

/// Kills and errors at calls spread over all that the work makes.
fn faults(work: Work, call: &str, places: usize) -> Vec<(String, String)> {
    let stage = Stage::set(work);
    let log = stage.scratch.path().join("log");
    stage.run(work, &["-o", log.to_str().expect("UTF-8"), "-e", &format!("trace={call}")]);
    let made = fs::read_to_string(&log).expect("a log").lines().filter(|line| line.contains(call)).count();
    let all: Vec<usize> = (1..=made).collect();
    let mut faults = Vec::new();
    for k in trace::sampled(&all, places) {
        faults.push((call.to_owned(), format!("inject={call}:signal=SIGKILL:when={k}")));
        let error = ERRORS[k % ERRORS.len()];
        faults.push((call.to_owned(), format!("inject={call}:error={error}:when={k}")));
        faults.push((call.to_owned(), format!("inject={call}:error={error}:when={k}+")));
    }
    faults
}

#[test]
fn a_fault_in_a_backup_or_a_restore_loses_nothing() {
    let places = figure("FENQI_COPY_FAULTS", 8);
    for work in [Work::BackUp, Work::Restore, Work::RestoreOver] {
        let (runs, stopped, bad) = swept(work, places);
        println!("copies, {work:?}: {runs} faults, {stopped} of them stopped it, {} bad", bad.len());
        assert_eq!(bad, [""; 0]);
        assert!(stopped * 2 > runs, "too few faults were felt");
    }
}

/// A copy that is cut short and counted all the same has to be seen.
#[test]
fn a_planted_unsound_copy_is_seen() {
    let stage = Stage::set(Work::BackUp);
    let old = sound::contents(&stage.data()).expect("a sound file");
    let folder: &Path = &stage.data().join("backups");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("fenqi-20261122-100000-day.db"), &stage.before[..8192]).expect("written");
    let seen = judge(&stage, Work::BackUp, true, old, old);
    assert!(seen.is_err_and(|why| why.contains("not sound")), "the plant was not seen");
}
