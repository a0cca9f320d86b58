//! The file survives what happens to machines: power cuts, kills, failing calls, a full disk, flipped bits. Each
//! harness first has to see a bug that was planted, else its zeros mean nothing.
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod copies;
mod damage;
mod disk;
mod driver;
mod errors;
mod flips;
mod full_disk;
mod kill;
mod power_cut;
mod scene;
mod sound;
mod sweep;
mod trace;
mod walk;

use std::env;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use tempfile::TempDir;

/// A figure that the environment may set.
fn figure<T: FromStr>(name: &str, usual: T) -> T {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// A folder in memory where there is such a thing: these tests write gigabytes.
fn memory_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a temporary folder")
}

/// Does the work on all cores: `work` gets a core's number and takes every so-many-th piece of it.
fn on_all_cores<T: Send>(work: impl Fn(usize, usize) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..cores).map(|core| scope.spawn(move || work(core, cores))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
    })
}

/// Bugs that were planted, and those of them that nobody saw.
#[derive(Debug, Default)]
struct Plants {
    planted: usize,
    missed: Vec<String>,
}

impl Plants {
    fn planted(&mut self, what: &str, is_seen: bool) {
        self.planted += 1;
        if !is_seen {
            self.missed.push(what.to_owned());
        }
    }

    /// Else zeros mean nothing.
    fn assert_caught(&self) {
        assert_eq!(self.missed, [""; 0], "planted, and not seen");
        assert!(self.planted > 0);
    }
}

impl fmt::Display for Plants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "plants caught {}/{}", self.planted - self.missed.len(), self.planted)
    }
}
