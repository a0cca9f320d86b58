//! Two desktops, or a desktop and the command line, on one file.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fenqi_app::contract::{ErrorCode, Language};
use fenqi_store::Lock;
use fenqi_tests::desktop::bus::Services;
use fenqi_tests::desktop::process::{Process, built};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

/// How often, or how many.
fn count(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// Starts two at once, waits until no more than one can be left, and answers how many are.
async fn left_of_two(start: impl Fn() -> Process) -> usize {
    let mut two = [start(), start()];
    wait_for("the end of one", async || {
        two.iter_mut().any(|process| process.ended().is_some()).then_some(())
    })
    .await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    two.iter_mut().filter_map(|process| process.ended().is_none().then_some(())).count()
}

/// So many pairs one after another, each on a folder of its own.
async fn pairs(count: usize, start: impl Fn(&Path) -> Process) -> Vec<String> {
    let mut bad = Vec::new();
    for pair in 0..count {
        let folder = data_folder();
        let left = left_of_two(|| start(folder.path())).await;
        if left != 1 {
            bad.push(format!("pair {pair}: {left} running"));
        }
    }
    bad
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_simultaneous_starts_one_goes_on() {
    let count = count("FENQI_PAIRS", 200);
    let _services = Services::own().await;
    // The bus knows one Fenqi at a time: only pairs of which each has its way can go on beside each other.
    let (with_bus, without) = tokio::join!(
        pairs(count / 2, |folder| Process::start(folder, NOW, &["--hidden"])),
        pairs(count - count / 2, |folder| Process::start_without_bus(folder, NOW, &["--hidden"])),
    );
    let bad: Vec<String> = with_bus.into_iter().chain(without).collect();
    print(&format!("starts: {count} pairs, half of them without a bus, {} bad", bad.len()));
    assert_eq!(bad, [""; 0], "never two running, never none");
}

/// The count above sees two where there are two: here the lock is taken away between the starts.
#[tokio::test(flavor = "multi_thread")]
async fn a_planted_second_desktop_is_seen() {
    let folder = data_folder();
    let mut first = Process::start_without_bus(folder.path(), NOW, &["--hidden"]);
    let held =
        || Lock::take(folder.path()).err().is_some_and(|error| error.code == ErrorCode::AlreadyRunning);
    wait_for("the lock", async || held().then_some(())).await;
    std::fs::remove_file(folder.path().join("fenqi.lock")).expect("removed");
    let mut second = Process::start_without_bus(folder.path(), NOW, &["--hidden"]);
    wait_for("the second lock", async || held().then_some(())).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(first.ended().is_none() && second.ended().is_none(), "both run: that is what must be seen");
}

#[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
fn print(line: &str) {
    println!("{line}");
}

/// Has the command line read JSON from a file.
fn run_cli(folder: &Path, arguments: &[&str], name: &str, json: &str) {
    let file = folder.join(format!("{name}.json"));
    std::fs::write(&file, json).expect("written");
    let mut command = Command::new(built("fenqi-cli"));
    command.arg("--data-dir").arg(folder).args(["--now", NOW]).args(arguments).arg("--file").arg(&file);
    let output = command.output().expect("the command runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
}

fn add_account(folder: &Path, name: &str) {
    let account = serde_json::json!({ "name": name }).to_string();
    run_cli(folder, &["account", "add"], &name.replace(' ', "-"), &account);
}

/// Many plans in one go, as JSON lines.
fn add_plans(folder: &Path, name: &str, count: usize) {
    let lines: Vec<String> = (0..count).map(|_| fenqi_tests::phone().to_string()).collect();
    run_cli(folder, &["plan", "add", "--create-accounts"], name, &lines.join("\n"));
}

/// Keeps the window writing by itself: one account after another, as fast as it is answered.
const WRITE_ON: &str = "
    window.wrote = 0; window.refused = []; window.enough = false;
    const invoke = window.__TAURI_INTERNALS__.invoke;
    (async () => {
      const empty = await invoke('account_form', { id: null });
      while (!window.enough) {
        try {
          await invoke('account_add', { form: { ...empty, name: `窗口 ${window.wrote}` } });
          window.wrote += 1;
        } catch (error) { window.refused.push(error); }
        await new Promise((done) => setTimeout(done, 20));
      }
    })();";

/// Ends that, and answers how much was written; nothing may have been refused.
async fn written_by(window: &Window) -> usize {
    window.run("window.enough = true").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(window.run("return window.refused").await, serde_json::json!([]), "nothing is refused");
    let wrote = window.run("return window.wrote").await.as_u64().expect("a count");
    usize::try_from(wrote).expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_writes_beside_a_window_that_writes() {
    let records = count("FENQI_RECORDS", 1_000);
    let folder = data_folder();
    super::speaking(folder.path(), Language::ZhCn);
    let window = Window::open(folder.path(), NOW).await;
    window.run(WRITE_ON).await;
    // Half of them one by one from two processes at a time, half of them fifty in one go.
    let (singles, batches) = (records / 2, records / 100);
    let path = folder.path();
    let one_by_one = |hand: usize| {
        (hand..singles).step_by(2).for_each(|number| add_account(path, &format!("CLI {number:04}")));
    };
    tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            scope.spawn(|| one_by_one(0));
            scope.spawn(|| one_by_one(1));
            scope.spawn(|| (0..batches).for_each(|batch| add_plans(path, &format!("batch-{batch}"), 50)));
        });
    });
    let wrote = written_by(&window).await;
    assert!(wrote > 10, "the window wrote {wrote} only");
    let app = app_at(path, NOW);
    let accounts = app.accounts().expect("accounts").len();
    let plans = app.contents().expect("counts").plans;
    // The plans share an account.
    assert_eq!(accounts, singles + wrote + 1, "nothing is lost");
    assert_eq!(plans as usize, batches * 50, "nothing is lost");
    print(&format!(
        "beside: {singles} records one by one, {plans} in {batches} goes, {wrote} by the window, 0 lost, 0 refused"
    ));
    window.close().await;
}

/// Notes when a name is first on the page.
const WATCH: &str = "
    window.shown = {};
    setInterval(() => {
      for (const [name] of document.body.textContent.matchAll(/看见 [0-9]+ 号/g)) window.shown[name] ??= Date.now();
    }, 10);";

/// How long after the end of the command line's process the window shows what it wrote, in milliseconds.
async fn shown_after(window: &Window, folder: &Path, number: usize) -> i64 {
    let name = format!("看见 {number} 号");
    tokio::task::block_in_place(|| add_account(folder, &name));
    let written = milliseconds();
    let script = format!("return window.shown['{name}'] ?? null");
    wait_for("what the command line wrote", async || window.run(&script).await.as_i64()).await - written
}

#[expect(clippy::disallowed_methods, reason = "two processes share no clock but the wall's")]
fn milliseconds() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("BUG: far from the end")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_within_a_second_what_another_wrote() {
    const SECOND: i64 = 1_000;
    let folder = data_folder();
    super::speaking(folder.path(), Language::ZhCn);
    let window = Window::open(folder.path(), NOW).await;
    window.go("#/accounts").await;
    window.run(WATCH).await;
    let mut idle = Vec::new();
    for number in 0..10 {
        idle.push(shown_after(&window, folder.path(), number).await);
    }
    window.run(WRITE_ON).await;
    let mut writing = Vec::new();
    for number in 10..20 {
        writing.push(shown_after(&window, folder.path(), number).await);
    }
    let wrote = written_by(&window).await;
    print(&format!(
        "shown: after {idle:?} ms, and after {writing:?} ms beside {wrote} writes of the window's own"
    ));
    let latest = idle.iter().chain(&writing).max();
    assert!(latest < Some(&SECOND), "{latest:?} ms");
    window.close().await;
}
