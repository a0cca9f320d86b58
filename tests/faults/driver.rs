//! Starting the process that the faults happen to, and what it promised.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Command, ExitStatus};

use fenqi_store::FILE_NAME;
use fenqi_tests::fingerprint::Fingerprint;

use crate::disk::lay;

const DRIVER: &str = env!("CARGO_BIN_EXE_fenqi-drive");

/// "Action `number` is done", and what the file held then, where the driver could see it.
#[derive(Clone, Debug)]
pub(crate) struct Ack {
    pub(crate) number: u32,
    pub(crate) seen: Option<Fingerprint>,
}

impl Ack {
    /// From a line of the driver's, if it is one.
    pub(crate) fn of(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("ack ")?.split_whitespace();
        let number = words.next()?.parse().ok()?;
        let mut hash = || u64::from_str_radix(words.next()?, 16).ok();
        let seen = hash().zip(hash()).map(|(facts, whole)| Fingerprint { facts, whole });
        Some(Self { number, seen })
    }
}

/// "It was not done", by code, and the words for people.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) words: String,
}

impl Refusal {
    /// Whether it is for the disk's sake, and not because of what was asked for.
    pub(crate) fn is_of_disk(&self) -> bool {
        ["Storage", "File", "DataFolder"].iter().any(|start| self.code.starts_with(start))
    }
}

/// A run of the driver, however it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) acks: Vec<Ack>,
    pub(crate) refusals: Vec<Refusal>,
    /// How many of the refusals came after the last ack.
    pub(crate) refused_last: usize,
    /// How many of the acks came before anything of the disk was refused.
    pub(crate) acks_before: usize,
    pub(crate) ended: bool,
    pub(crate) status: ExitStatus,
    pub(crate) complaints: String,
}

/// Where a run starts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Start {
    Empty,
    /// With a file of version 1, which is migrated when it is opened.
    Version1,
}

impl Start {
    pub(crate) fn lay(self, folder: &Path) {
        fs::DirBuilder::new().mode(0o700).create(folder).expect("a folder");
        if let Self::Version1 = self {
            let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files/v1-household.db");
            lay(folder, &[(FILE_NAME.to_owned(), fs::read(golden).expect("a golden file"))].into());
        }
    }
}

/// What the driver is to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) seed: u64,
    pub(crate) actions: u32,
    /// A bug that the driver is to have, to see whether it is seen.
    pub(crate) plant: Option<&'static str>,
}

impl Work {
    pub(crate) fn arguments(self) -> Vec<String> {
        let figures = [self.seed.to_string(), self.actions.to_string()];
        figures.into_iter().chain(self.plant.map(str::to_owned)).collect()
    }

    /// What the file holds after each action when nothing goes wrong.
    pub(crate) fn states(self, start: Start) -> Vec<Fingerprint> {
        let scratch = crate::memory_folder();
        start.lay(&scratch.path().join("data"));
        let run = drive(scratch.path(), &Self { plant: None, ..self }.arguments(), &[]);
        assert!(run.ended, "the run without faults did not end: {run:?}");
        run.acks.iter().map(|ack| ack.seen.expect("a witness")).collect()
    }
}

/// Runs the driver on `data` in a folder, under strace with these arguments if there are any, and under the worst
/// umask.
pub(crate) fn drive(scratch: &Path, arguments: &[String], strace: &[String]) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", "umask 000; exec \"$@\"", "sh"]);
    if !strace.is_empty() {
        command.args(["strace", "-f", "-qq", "-e", "signal=none"]).args(strace);
    }
    command.arg(DRIVER).arg(scratch.join("data")).args(arguments);
    let output = command.output().expect("the driver starts; with faults it needs strace");
    let said = String::from_utf8_lossy(&output.stdout);
    // A line that is cut short was not said.
    let lines: Vec<&str> = said.split_inclusive('\n').filter(|line| line.ends_with('\n')).collect();
    let is_of_disk = |line: &&str| refusal(line).is_some_and(|refusal| refusal.is_of_disk());
    let undisturbed = lines.iter().take_while(|line| !is_of_disk(line));
    let last_ack = lines.iter().rposition(|line| line.starts_with("ack "));
    Run {
        acks: lines.iter().filter_map(|line| Ack::of(line)).collect(),
        refusals: lines.iter().filter_map(|line| refusal(line)).collect(),
        refused_last: lines[last_ack.map_or(0, |last| last + 1)..]
            .iter()
            .filter(|line| is_of_disk(line))
            .count(),
        acks_before: undisturbed.filter(|line| line.starts_with("ack ")).count(),
        ended: lines.last().is_some_and(|line| *line == "end\n"),
        status: output.status,
        complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn refusal(line: &str) -> Option<Refusal> {
    let mut words = line.trim_end().strip_prefix("refused ")?.splitn(3, ' ').skip(1);
    Some(Refusal { code: words.next()?.to_owned(), words: words.next().unwrap_or_default().to_owned() })
}
