//! What a run asked of the disk, in order, and what it promised in between: from the log of strace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::driver::{Ack, Work};

/// Everything through which SQLite and Fenqi change files.
const CALLS: &str =
    "openat,pwrite64,write,fsync,fdatasync,ftruncate,fallocate,unlink,unlinkat,rename,renameat,renameat2";

/// One thing that happened to a file of the data folder, or a promise.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Create(String),
    Write { file: String, at: usize, bytes: Vec<u8> },
    Truncate { file: String, length: usize },
    Sync(String),
    SyncFolder,
    Unlink(String),
    Rename { from: String, to: String },
    Ack(u32),
}

/// Runs a driver in an empty folder and answers what happened.
pub(crate) fn record(work: Work) -> Vec<Event> {
    let scratch = crate::memory_folder();
    let (folder, log) = (scratch.path().join("data"), scratch.path().join("log"));
    // The folder itself is there: whether its own name outlives a power cut is for whoever made it.
    fs::create_dir(&folder).expect("a folder");
    let arguments = ["--seccomp-bpf", "-y", "-xx", "-s", "16777216", "-e", &format!("trace={CALLS}"), "-o"];
    let mut arguments: Vec<String> = arguments.map(str::to_owned).into();
    arguments.push(log.display().to_string());
    let run = work.run(&folder, &arguments);
    assert!(run.ended, "the recorded run did not end: {}", run.complaints);
    parse(&fs::read_to_string(&log).expect("a log of ASCII"), &folder)
}

fn parse(log: &str, folder: &Path) -> Vec<Event> {
    let mut reader =
        Reader { folder: format!("{}/", folder.display()), there: BTreeSet::new(), events: vec![] };
    for line in log.lines() {
        let (_, call) = line.split_once(' ').expect("a process number");
        let call = call.trim_start();
        assert!(
            !call.contains("unfinished ..."),
            "the driver has one thread: {}",
            &call[..call.len().min(80)]
        );
        let Some((name, rest)) = call.split_once('(') else { continue };
        let (arguments, answer) = rest.rsplit_once(" = ").expect("an answer");
        if !answer.starts_with('-') {
            reader.take(name, arguments.trim_end().trim_end_matches(')'));
        }
    }
    reader.events
}

struct Reader {
    folder: String,
    there: BTreeSet<String>,
    events: Vec<Event>,
}

impl Reader {
    fn take(&mut self, call: &str, arguments: &str) {
        let mut parts = arguments.split(", ");
        let mut next = || parts.next().unwrap_or_default();
        match call {
            "openat" => {
                let (_, path, flags) = (next(), quoted(next()), next());
                let Some(file) = self.ours(&path) else { return };
                if flags.contains("O_CREAT") && self.there.insert(file.clone()) {
                    self.events.push(Event::Create(file.clone()));
                }
                if flags.contains("O_TRUNC") {
                    self.events.push(Event::Truncate { file, length: 0 });
                }
            }
            "pwrite64" => {
                let Some(file) = self.ours(&described(next())) else { return };
                let bytes = decoded(next());
                let (count, at) = (number(next()), number(next()));
                assert_eq!(bytes.len(), count, "strace showed all of it");
                self.events.push(Event::Write { file, at, bytes });
            }
            "write" => {
                if let Some(ack) = Ack::of(&quoted(arguments.split(", ").nth(1).unwrap_or_default())) {
                    self.events.push(Event::Ack(ack.number));
                }
            }
            "fsync" | "fdatasync" => {
                let path = described(next());
                if format!("{path}/") == self.folder {
                    self.events.push(Event::SyncFolder);
                } else if let Some(file) = self.ours(&path) {
                    self.events.push(Event::Sync(file));
                }
            }
            "ftruncate" => {
                let Some(file) = self.ours(&described(next())) else { return };
                self.events.push(Event::Truncate { file, length: number(next()) });
            }
            "unlink" => {
                let Some(file) = self.ours(&quoted(next())) else { return };
                self.there.remove(&file);
                self.events.push(Event::Unlink(file));
            }
            "rename" => {
                let (from, to) = (self.ours(&quoted(next())), self.ours(&quoted(next())));
                let (Some(from), Some(to)) = (from, to) else { return };
                self.there.remove(&from);
                self.there.insert(to.clone());
                self.events.push(Event::Rename { from, to });
            }
            // Nothing may change the folder in a way that is not understood here.
            _ => assert!(!decoded_text(arguments).contains(&self.folder), "{call} is not understood"),
        }
    }

    /// A file's name in the data folder. The shared memory does not outlive the machine.
    fn ours(&self, path: &str) -> Option<String> {
        let name = path.strip_prefix(&self.folder)?;
        (!name.ends_with("-shm") && !name.ends_with("(deleted)")).then(|| name.to_owned())
    }
}

/// `5<\x2f…>`: the path of an open file.
fn described(argument: &str) -> String {
    let path = argument.split_once('<').map_or("", |(_, path)| path).trim_end_matches('>');
    decoded_text(path)
}

fn quoted(argument: &str) -> String {
    decoded_text(argument.trim_matches('"'))
}

fn decoded_text(text: &str) -> String {
    String::from_utf8_lossy(&decoded(text)).into_owned()
}

/// `\x2f\x74…` and whatever stands between.
fn decoded(text: &str) -> Vec<u8> {
    let text = text.trim_matches('"').as_bytes();
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut at = 0;
    while at < text.len() {
        if let [b'\\', b'x', high, low, ..] = text[at..]
            && let Some((high, low)) = digit(high).zip(digit(low))
        {
            bytes.push(high * 16 + low);
            at += 4;
        } else {
            bytes.push(text[at]);
            at += 1;
        }
    }
    bytes
}

fn number(argument: &str) -> usize {
    argument.parse().expect("a number")
}

/// The calls of a run in a folder that match, each with its number among those of its name: where a fault can happen.
pub(crate) fn calls(work: Work, folder: &Path, names: &str, filter: &[String]) -> Vec<(String, usize)> {
    let scratch = crate::memory_folder();
    let log = scratch.path().join("log");
    let mut arguments = vec![
        "--seccomp-bpf".to_owned(),
        "-e".to_owned(),
        format!("trace={names}"),
        "-o".to_owned(),
        log.display().to_string(),
    ];
    arguments.extend_from_slice(filter);
    let run = work.run(folder, &arguments);
    assert!(run.ended, "the counted run did not end: {}", run.complaints);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let log = fs::read_to_string(&log).expect("a log of ASCII");
    let names = log.lines().filter_map(|line| Some(line.split_once(' ')?.1.trim_start().split_once('(')?.0));
    names
        .map(|name| {
            let count = counts.entry(name.to_owned()).or_default();
            *count += 1;
            (name.to_owned(), *count)
        })
        .collect()
}

/// So many of them, evenly.
pub(crate) fn sampled<T>(all: &[T], count: usize) -> impl Iterator<Item = &T> {
    let count = count.min(all.len());
    (0..count).map(move |n| &all[n * all.len() / count])
}
