//! Calls that fail: what the system refuses, Fenqi must not promise.

use std::ops::AddAssign;
use std::path::Path;

use fenqi_store::FILE_NAME;
use fenqi_tests::fingerprint::Fingerprint;

use crate::driver::{Run, Start, Work};
use crate::{figure, memory_folder, on_all_cores, sound, trace};

const ERRORS: [&str; 3] = ["EIO", "ENOSPC", "EROFS"];
const CALLS: &str = "pwrite64,fsync,fdatasync,ftruncate,openat";

/// A call that fails.
struct Fault<'a> {
    error: &'a str,
    call: &'a str,
    k: usize,
    /// And every one of its sort after it.
    lasts: bool,
}

#[derive(Default)]
struct Found {
    runs: usize,
    /// The fault came, and something was refused for it.
    refusing: usize,
    refusals: usize,
    /// Refused, and yet in the file: whole, but unannounced.
    kept: usize,
    unknown: usize,
    bad: Vec<String>,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.refusing += other.refusing;
        self.refusals += other.refusals;
        self.kept += other.kept;
        self.unknown += other.unknown;
        self.bad.extend(other.bad);
    }
}

struct Sweep {
    work: Work,
    start: Start,
    /// How many places are tried of each call, error and duration.
    places: usize,
}

impl Sweep {
    fn run(&self) -> Found {
        let (states, calls) = self.undisturbed();
        let mut faults = Vec::new();
        for name in CALLS.split(',') {
            let places: Vec<usize> = calls.iter().filter(|(call, _)| call == name).map(|(_, k)| *k).collect();
            for (error, lasts) in ERRORS.iter().flat_map(|error| [(error, false), (error, true)]) {
                let sample = trace::sampled(&places, self.places);
                faults.extend(sample.map(|k| Fault { error, call: name, k: *k, lasts }));
            }
        }
        let found = on_all_cores(|core, cores| {
            let mut found = Found::default();
            for fault in faults.iter().skip(core).step_by(cores) {
                found += self.with(fault, &states);
            }
            found
        });
        found.into_iter().fold(Found::default(), |mut sum, found| {
            sum += found;
            sum
        })
    }

    /// The states of a run that nothing happens to, and the calls that could fail.
    fn undisturbed(&self) -> (Vec<Fingerprint>, Vec<(String, usize)>) {
        let scratch = memory_folder();
        let folder = scratch.path().join("data");
        self.start.lay(&folder);
        let calls = trace::calls(self.work, &folder, CALLS, &paths(&folder));
        (self.work.states(self.start), calls)
    }

    fn with(&self, fault: &Fault<'_>, states: &[Fingerprint]) -> Found {
        let scratch = memory_folder();
        let folder = scratch.path().join("data");
        self.start.lay(&folder);
        let before = sound::contents(&folder).ok();
        let Fault { error, call, k, lasts } = fault;
        let when = format!("{k}{}", if *lasts { "+" } else { "" });
        let inject = format!("inject={call}:error={error}:when={when}");
        let mut strace = ["--seccomp-bpf", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject]
            .map(str::to_owned)
            .to_vec();
        strace.extend(paths(&folder));
        let run = self.work.run(&folder, &strace);
        let refused = run.refusals.iter().filter(|refusal| refusal.is_of_disk()).count();
        let mut found =
            Found { runs: 1, refusing: usize::from(refused > 0), refusals: refused, ..Found::default() };
        match judge(&folder, &run, states, before) {
            Ok(left) => {
                found.kept += usize::from(left == Left::Refused);
                found.unknown += usize::from(left == Left::Unknown);
            }
            Err(why) => found.bad.push(format!("{error} at {call} {when}: {why}")),
        }
        found
    }
}

/// Only what happens to the data folder fails, not the start of the process.
fn paths(folder: &Path) -> Vec<String> {
    let names = ["", "-wal", "-shm", "-journal"].map(|end| folder.join(format!("{FILE_NAME}{end}")));
    let all = names.into_iter().chain([folder.to_owned(), folder.join("fenqi.opening")]);
    all.flat_map(|path| ["-P".to_owned(), path.display().to_string()]).collect()
}

/// What a run left.
#[derive(PartialEq)]
enum Left {
    /// What was promised last.
    AsPromised,
    /// What was refused after that, whole.
    Refused,
    /// A sound file, of which the driver's own witness saw nothing, since its opening failed.
    Unknown,
}

/// Opens what a run left, without faults.
fn judge(
    folder: &Path,
    run: &Run,
    states: &[Fingerprint],
    before: Option<Fingerprint>,
) -> Result<Left, String> {
    if !run.ended || !run.status.success() || !run.complaints.is_empty() {
        return Err(format!("a crash, {}: {}", run.status, run.complaints));
    }
    let wordless =
        run.refusals.iter().find(|refusal| refusal.words.len() < 10 || refusal.words.starts_with("error-"));
    if let Some(refusal) = wordless {
        return Err(format!("no words for {refusal:?}"));
    }
    // Until the fault everything is as it always is.
    for ack in &run.acks[..run.acks_before] {
        if ack.seen.is_some() && ack.seen != states.get(ack.number as usize).copied() {
            return Err(format!("{ack:?} was promised before anything was refused, and is not done"));
        }
    }
    let found = sound::contents(folder).ok();
    let app = sound::open(folder).map_err(|error| format!("opened again: {error:?}"))?;
    sound::read_all(&app).map_err(|error| format!("read again: {error:?}"))?;
    let Some(promised) = run.acks.last() else {
        // Nothing was promised: the file is as it was, or made and migrated in one piece.
        let whole = [before, states.first().copied()].contains(&found);
        let now = sound::contents(folder);
        let is_unmade = found.is_none_or(|found| found.facts == found.whole);
        // A later opening may have worked, and what was refused after it may be there.
        if let Some(first) = states.first()
            && now.as_ref().ok() != Some(first)
            && run.refused_last > 1
            && is_one_turn_from(&app, folder, first.facts)?
        {
            return Ok(Left::Refused);
        }
        return if now.as_ref().ok() == states.first() && (whole || is_unmade) {
            Ok(Left::AsPromised)
        } else {
            Err(format!("half made: {before:?}, then {found:?}, then {now:?}"))
        };
    };
    let now = sound::contents(folder)?;
    let Some(promised) = promised.seen else { return Ok(Left::Unknown) };
    if now == promised {
        return Ok(Left::AsPromised);
    }
    if run.refused_last > 0 && is_one_turn_from(&app, folder, promised.facts)? {
        return Ok(Left::Refused);
    }
    Err(format!("lost or half-applied: {promised:?} was promised, {now:?} is there"))
}

/// Whether the last action, taken back or done again, leads to these facts.
fn is_one_turn_from(app: &fenqi_app::App, folder: &Path, facts: u64) -> Result<bool, String> {
    let at = || sound::contents(folder).map(|now| now.facts == facts);
    // Some actions are of the journal alone.
    if at()? {
        return Ok(true);
    }
    if app.undo().is_ok() && at()? {
        return Ok(true);
    }
    let back = app.redo().and_then(|_| app.redo());
    Ok(back.is_ok() && at()?)
}

fn sweep(actions: u32, start: Start, plant: Option<&'static str>, places: usize) -> Found {
    let work = Work { seed: figure("FENQI_SEED", 1), actions, plant };
    Sweep { work, start, places }.run()
}

fn report(what: &str, found: &Found) {
    println!(
        "errors, {what}: {} runs, {} of them refused something, {} refusals with words, {} refused and yet kept \
         whole, {} unseen but sound, {} bad",
        found.runs,
        found.refusing,
        found.refusals,
        found.kept,
        found.unknown,
        found.bad.len()
    );
}

#[test]
fn a_failing_call_is_never_taken_for_done() {
    let places = figure("FENQI_ERRORS", 12);
    for (what, actions, start) in [("normal work", 35, Start::Empty), ("migration", 3, Start::Version1)] {
        let found = sweep(actions, start, None, places);
        report(what, &found);
        assert_eq!(found.bad, [""; 0]);
        assert!(found.refusing * 2 > found.runs, "too few faults were felt");
    }
}

#[test]
fn a_planted_error_that_is_ignored_is_seen() {
    let found = sweep(12, Start::Empty, Some("ignore-errors"), 2);
    report("planted ignored errors", &found);
    let seen = found.bad.iter().filter(|bad| bad.contains("is not done")).count();
    assert!(seen > 0, "the plant was not seen: {:?}", found.bad);
}
