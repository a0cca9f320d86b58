//! Faults at every call that matters: kills, and the errors that a failing, full or write-protected disk gives.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;
use std::path::Path;

use crate::driver::{Run, drive};
use crate::scene::{Left, Scene, assert_copies_sound, assert_private};
use crate::sound::Verdict;
use crate::{memory_folder, on_all_cores, trace};

pub(crate) const ERRORS: [&str; 3] = ["EIO", "ENOSPC", "EROFS"];
const FAILING: &str = "openat,pwrite64,fsync,fdatasync,ftruncate,mkdir,rename,unlink";
const KILLING: &str = "pwrite64,fsync,fdatasync,ftruncate,unlink,rename";
/// Memory is mapped for much else: only the mappings of the log's index are let fail.
const MAPPING: (&str, &str) = ("mmap", "fenqi.db-shm");

/// A place: a call of a name, the k-th.
type Place = (String, usize);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Harm {
    Kill,
    Once(&'static str),
    /// And every call of its name after it.
    FromThenOn(&'static str),
}

#[derive(Clone, Debug)]
pub(crate) struct Fault {
    call: String,
    k: usize,
    harm: Harm,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {:?}", self.call, self.k, self.harm)
    }
}

impl Fault {
    fn strace(&self, scratch: &Path) -> Vec<String> {
        let Self { call, k, harm } = self;
        let inject = match harm {
            Harm::Kill => format!("inject={call}:signal=SIGKILL:when={k}"),
            Harm::Once(error) => format!("inject={call}:error={error}:when={k}"),
            Harm::FromThenOn(error) => format!("inject={call}:error={error}:when={k}+"),
        };
        let mut strace =
            ["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject].map(str::to_owned).to_vec();
        if *harm != Harm::Kill {
            strace.push(trace::FAST.to_owned());
        }
        strace.extend(trace::only_of((call == MAPPING.0).then_some(MAPPING.1), scratch));
        strace
    }
}

/// What came of the faults.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) runs: usize,
    /// Something was refused for it, or the end came.
    pub(crate) felt: usize,
    /// Refused, and yet in the file: whole, but unannounced.
    pub(crate) kept: usize,
    pub(crate) unknown: usize,
    pub(crate) bad: Vec<String>,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.felt += other.felt;
        self.kept += other.kept;
        self.unknown += other.unknown;
        self.bad.extend(other.bad);
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, felt, kept, unknown, bad } = self;
        let bad = bad.len();
        write!(
            f,
            "{runs} runs, {felt} felt it, {kept} refused and yet kept whole, {unknown} unseen but sound, {bad} bad"
        )
    }
}

/// Every call that may fail, by name.
pub(crate) fn places(scene: &dyn Scene) -> Vec<Place> {
    let mut places = trace::calls(scene, FAILING, None);
    places.extend(trace::calls(scene, MAPPING.0, Some(MAPPING.1)));
    places
}

/// Each error at each place, once and from then on; or, `in_turn`, at each place one error once and another from then
/// on, so that all have their turn along a run, and at each place with the seeds.
pub(crate) fn errors(places: &[Place], in_turn: Option<u64>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (n, (call, k)) in places.iter().enumerate() {
        let mut add = |harm| faults.push(Fault { call: call.clone(), k: *k, harm });
        match in_turn {
            Some(seed) => {
                let turn = n + usize::try_from(seed % 3).expect("BUG: below 3");
                add(Harm::Once(ERRORS[turn % 3]));
                add(Harm::FromThenOn(ERRORS[(turn + 1) % 3]));
            }
            None => ERRORS.iter().for_each(|error| {
                add(Harm::Once(error));
                add(Harm::FromThenOn(error));
            }),
        }
    }
    faults
}

/// Kills at so many places.
pub(crate) fn kills(scene: &dyn Scene, points: usize) -> Vec<Fault> {
    let calls = trace::calls(scene, KILLING, None);
    let at = |(call, k): &Place| Fault { call: call.clone(), k: *k, harm: Harm::Kill };
    trace::sampled(&calls, points).map(at).collect()
}

/// How many places there are of each call, for people.
pub(crate) fn census(places: &[Place]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    places.iter().for_each(|(call, _)| *counts.entry(call).or_default() += 1);
    let counts: Vec<String> = counts.iter().map(|(call, count)| format!("{call} {count}")).collect();
    format!("{} ({})", places.len(), counts.join(", "))
}

/// Runs the scene once with each fault, on all cores.
pub(crate) fn sweep(scene: &dyn Scene, faults: &[Fault]) -> Found {
    let found = on_all_cores(|core, cores| {
        let mut found = Found::default();
        for fault in faults.iter().skip(core).step_by(cores) {
            found += with(scene, fault);
        }
        found
    });
    found.into_iter().fold(Found::default(), |mut sum, found| {
        sum += found;
        sum
    })
}

fn with(scene: &dyn Scene, fault: &Fault) -> Found {
    let scratch = memory_folder();
    scene.lay(scratch.path());
    let run = drive(scratch.path(), &scene.arguments(scratch.path()), &fault.strace(scratch.path()));
    let mut found = Found { runs: 1, ..Found::default() };
    let left = if fault.harm == Harm::Kill {
        found.felt = usize::from(!run.ended && !run.status.success());
        after_kill(scene, scratch.path(), &run)
    } else {
        found.felt = usize::from(run.refusals.iter().any(|refusal| refusal.is_of_disk()));
        told(&run).and_then(|()| scene.after_errors(scratch.path(), &run))
    };
    match left {
        Ok(left) => {
            found.kept += usize::from(left == Left::Refused);
            found.unknown += usize::from(left == Left::Unknown);
        }
        Err(why) => found.bad.push(format!("{}, {fault}: {why}", scene.name())),
    }
    found
}

fn after_kill(scene: &dyn Scene, scratch: &Path, run: &Run) -> Result<Left, String> {
    let acked = run.acks.last().map(|ack| ack.number as usize);
    assert_private(&scratch.join("data"))?;
    assert_copies_sound(&scratch.join("data"))?;
    match scene.after_end(scratch, acked, true) {
        Verdict::Sound => Ok(Left::AsPromised),
        verdict => Err(format!("after {acked:?}: {verdict}")),
    }
}

/// It went on to its end, and what it refused it refused in words.
fn told(run: &Run) -> Result<(), String> {
    if !run.ended || !run.status.success() || !run.complaints.is_empty() {
        return Err(format!("a crash, {}: {}", run.status, run.complaints));
    }
    let wordless =
        run.refusals.iter().find(|refusal| refusal.words.len() < 10 || refusal.words.starts_with("error-"));
    wordless.map_or(Ok(()), |refusal| Err(format!("no words for {refusal:?}")))
}
