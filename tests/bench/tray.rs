//! Fenqi in the tray against an empty Tauri app in the tray, both in one run on one desktop.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use fenqi_tests::desktop::bus::{Services, Tray};
use fenqi_tests::desktop::process::{Process, built, close, wakes};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::{NOW, app_at, data_folder};

use crate::verdict::Verdict;

/// What a start leaves to be done is done by then; the first look for other processes' writes comes after 30 seconds.
const SETTLED: Duration = Duration::from_secs(45);

/// How often the window is brought back.
const TIMES: u32 = 5;

/// The other side. It ends with the bench.
struct Empty(Child);

impl Drop for Empty {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a process has done so far.
struct Account {
    /// Its share of the memory that is in use, in kB.
    memory: f64,
    /// How often one of its threads waited and was woken.
    wakes: u64,
    /// What it sent to the disk, in bytes.
    written: u64,
}

impl Account {
    fn of(process: u32) -> Self {
        let proc = Path::new("/proc").join(process.to_string());
        let read = |path: &Path, name: &str| -> u64 {
            let text = fs::read_to_string(path).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
        };
        #[expect(clippy::cast_precision_loss, reason = "kilobytes fit")]
        let memory = read(&proc.join("smaps_rollup"), "Pss:") as f64;
        Self { memory, wakes: wakes(process), written: read(&proc.join("io"), "write_bytes:") }
    }
}

/// Lengths and times of all files.
fn files(folder: &Path) -> Vec<(std::path::PathBuf, u64, SystemTime)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .filter_map(|entry| {
            let about = entry.metadata().ok()?;
            Some((entry.path(), about.len(), about.modified().ok()?))
        })
        .collect();
    found.sort();
    found
}

pub(crate) fn tray(verdict: &mut Verdict) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(compare(verdict));
}

async fn compare(verdict: &mut Verdict) {
    let minutes: u32 =
        std::env::var("FENQI_IDLE_MINUTES").ok().and_then(|text| text.parse().ok()).unwrap_or(10);
    let folder = data_folder();
    app_at(folder.path(), NOW).sample_add().expect("an empty file");
    let services = Services::own().await;
    let empty = Command::new(built("examples/empty")).arg("--tray").stderr(Stdio::null()).spawn();
    let empty = Empty(empty.expect("`make bench` builds it"));
    let fenqi = Process::start(folder.path(), NOW, &["--hidden"]);
    let tray = services.tray(fenqi.id()).await;
    services.tray(empty.0.id()).await;
    tokio::time::sleep(SETTLED).await;

    let (before, files_before) = (Account::of(fenqi.id()), files(folder.path()));
    let idle = Duration::from_secs(60) * minutes;
    tokio::time::sleep(idle).await;
    let (after, other) = (Account::of(fenqi.id()), Account::of(empty.0.id()));

    let ratio = verdict.at_most("memory in the tray", after.memory / other.memory, 1.1, "×");
    println!("memory in the tray: {:.0} kB against {:.0} kB empty: {ratio}", after.memory, other.memory);
    #[expect(clippy::cast_precision_loss, reason = "few wakes")]
    let wakes = (after.wakes - before.wakes) as f64 / idle.as_secs_f64();
    println!("wake-ups in the tray: {}", verdict.at_most("wake-ups", wakes, 1.0, "a second"));
    #[expect(clippy::cast_precision_loss, reason = "few bytes")]
    let written = (after.written - before.written) as f64;
    let held = verdict.at_most("written while idle", written, 0.0, "bytes");
    println!("written in {minutes} idle minutes: {held}");
    assert!(files(folder.path()) == files_before, "a file was touched while nothing happened");
    assert_eq!(fenqi.web_processes(), 0, "no webview in the tray");

    let back = comes_back(&fenqi, &tray).await.as_secs_f64();
    println!("the window comes back: {}", verdict.at_most("the window comes back", back, 1.0, "s"));
}

/// From a click on the icon to the window with its data, the slowest of several times.
async fn comes_back(fenqi: &Process, tray: &Tray) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..TIMES {
        let clicked = Instant::now();
        tray.click().await;
        let window = fenqi.window().await;
        slowest = slowest.max(clicked.elapsed());
        close(&window).await;
        wait_for("the webview's end", async || (fenqi.web_processes() == 0).then_some(())).await;
    }
    slowest
}
