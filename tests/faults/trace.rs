//! What a run asked of the disk, in order, and what it promised in between: from the log of strace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::disk::{self, Image};
use crate::driver::{Ack, drive};
use crate::scene::Scene;

/// Everything through which SQLite and Fenqi change files.
const CALLS: &str = "openat,pwrite64,write,fsync,fdatasync,ftruncate,fallocate,mkdir,rmdir,unlink,unlinkat,rename,\
                     renameat,renameat2,link,linkat,copy_file_range,sendfile";

/// Only the calls that are looked at stop the driver. (Under it, strace 6.1 forgets the signals that it is to send.)
pub(crate) const FAST: &str = "--seccomp-bpf";

/// One thing that happened to a file of the data folder, by its name in it, or a promise.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// The name of a folder ends in a slash.
    Create(String),
    Write {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        file: String,
        length: usize,
    },
    Sync(String),
    /// The data folder itself has no name.
    SyncFolder(String),
    Unlink(String),
    Rename {
        from: String,
        to: String,
    },
    Ack(u32),
}

/// Runs a scene that nothing happens to, and answers with what files it began and what happened.
pub(crate) fn record(scene: &dyn Scene) -> (Image, Vec<Event>) {
    let scratch = crate::memory_folder();
    // The folder itself is there: whether its own name outlives a power cut is for whoever made it.
    scene.lay(scratch.path());
    let (folder, log) = (scratch.path().join("data"), scratch.path().join("log"));
    let before = disk::image_of(&folder);
    let arguments = [FAST, "-y", "-xx", "-s", "16777216", "-e", &format!("trace={CALLS}"), "-o"];
    let mut arguments: Vec<String> = arguments.map(str::to_owned).into();
    arguments.push(log.display().to_string());
    let run = drive(scratch.path(), &scene.arguments(scratch.path()), &arguments);
    assert!(run.ended, "the recorded run did not end: {}", run.complaints);
    let events = parse(&fs::read_to_string(&log).expect("a log of ASCII"), &folder, &before);
    (before, events)
}

fn parse(log: &str, folder: &Path, before: &Image) -> Vec<Event> {
    let mut reader = Reader {
        folder: format!("{}/", folder.display()),
        there: before.keys().cloned().collect(),
        positions: BTreeMap::new(),
        events: vec![],
    };
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
            reader.take(name, arguments.trim_end().trim_end_matches(')'), answer);
        }
    }
    reader.events
}

struct Reader {
    folder: String,
    there: BTreeSet<String>,
    /// How far each open file was written that is written without saying where.
    positions: BTreeMap<String, usize>,
    events: Vec<Event>,
}

impl Reader {
    fn take(&mut self, call: &str, arguments: &str, answer: &str) {
        let mut parts = arguments.split(", ");
        let mut next = || parts.next().unwrap_or_default();
        match call {
            "openat" => {
                let (_, path, flags) = (next(), quoted(next()), next());
                let Some(file) = self.ours(&path) else { return };
                self.positions.insert(number_of(answer), 0);
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
            "write" => self.take_write(next(), next()),
            "mkdir" => {
                let Some(file) = self.ours(&format!("{}/", quoted(next()))) else { return };
                self.there.insert(file.clone());
                self.events.push(Event::Create(file));
            }
            "fsync" | "fdatasync" => {
                let path = described(next());
                let as_folder = format!("{path}/");
                if as_folder == self.folder {
                    self.events.push(Event::SyncFolder(String::new()));
                } else if let Some(folder) = self.ours(&as_folder).filter(|name| self.there.contains(name)) {
                    self.events.push(Event::SyncFolder(folder));
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

    fn take_write(&mut self, target: &str, bytes: &str) {
        let bytes = decoded(bytes);
        if let Some(file) = self.ours(&described(target)) {
            let at = self.positions.entry(number_of(target)).or_default();
            self.events.push(Event::Write { file, at: *at, bytes: bytes.clone() });
            *at += bytes.len();
        } else if let Some(ack) = Ack::of(&String::from_utf8_lossy(&bytes)) {
            self.events.push(Event::Ack(ack.number));
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

/// `5<\x2f…>`: the number of an open file.
fn number_of(argument: &str) -> String {
    argument.split('<').next().unwrap_or_default().to_owned()
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

/// The calls of a scene that touch its folder (or only one file of it), each with its number among all calls of its
/// name that pass the same filter: where a fault can happen.
pub(crate) fn calls(scene: &dyn Scene, names: &str, only: Option<&str>) -> Vec<(String, usize)> {
    let scratch = crate::memory_folder();
    scene.lay(scratch.path());
    let log = scratch.path().join("log");
    let mut arguments = [FAST, "-y", "-e", &format!("trace={names}"), "-o", &log.display().to_string()]
        .map(str::to_owned)
        .to_vec();
    arguments.extend(only_of(only, scratch.path()));
    let run = drive(scratch.path(), &scene.arguments(scratch.path()), &arguments);
    assert!(run.ended, "the counted run did not end: {}", run.complaints);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let ours = scratch.path().display().to_string();
    for line in fs::read_to_string(&log).expect("a log of ASCII").lines() {
        let Some((name, rest)) = line.split_once(' ').and_then(|(_, call)| call.trim_start().split_once('('))
        else {
            continue;
        };
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        if rest.contains(&ours) {
            found.push((name.to_owned(), *count));
        }
    }
    found
}

/// How strace is told to look at one file of the data folder alone.
pub(crate) fn only_of(file: Option<&str>, scratch: &Path) -> Vec<String> {
    file.map_or(vec![], |file| vec!["-P".to_owned(), scratch.join("data").join(file).display().to_string()])
}

/// So many of them, evenly.
pub(crate) fn sampled<T>(all: &[T], count: usize) -> impl Iterator<Item = &T> {
    let count = count.min(all.len());
    (0..count).map(move |n| &all[n * all.len() / count])
}
