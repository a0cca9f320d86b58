//! Two desktops, or a desktop and the command line, on one file.

use std::path::Path;
use std::process::Command;

use fenqi_app::contract::{ErrorCode, Language};
use fenqi_store::Lock;
use fenqi_tests::desktop::bus::Services;
use fenqi_tests::desktop::process::{Process, built};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

/// How often, or how many: fewer than the long run asks for.
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
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    two.iter_mut().filter_map(|process| process.ended().is_none().then_some(())).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_simultaneous_starts_one_goes_on() {
    let pairs = count("FENQI_PAIRS", 10);
    let _services = Services::own().await;
    for pair in 0..pairs {
        let folder = data_folder();
        let with_bus = pair.is_multiple_of(2);
        let left = left_of_two(|| {
            if with_bus {
                Process::start(folder.path(), NOW, &["--hidden"])
            } else {
                Process::start_without_bus(folder.path(), NOW, &["--hidden"])
            }
        });
        assert_eq!(left.await, 1, "pair {pair}, with a bus: {with_bus}");
    }
    #[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
    {
        println!("starts: {pairs} pairs, half of them without a bus: never two running, never none");
    }
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
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert!(first.ended().is_none() && second.ended().is_none(), "both run: that is what must be seen");
}

fn add_by_cli(folder: &Path, number: usize) {
    let account = serde_json::json!({ "name": format!("CLI {number:04}") }).to_string();
    let file = folder.join("account.json");
    std::fs::write(&file, account).expect("written");
    let mut command = Command::new(built("fenqi-cli"));
    command.arg("--data-dir").arg(folder).args(["--now", NOW, "account", "add", "--file"]).arg(&file);
    let output = command.output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Keeps the window writing by itself: one account after another, as fast as it is answered.
const WRITE_ON: &str = "
    window.wrote = 0; window.refused = [];
    const form = (n) => ({ name: `窗口 ${n}`, kind: 'other', currency: 'CNY', limit: '', statement_day: '',
                           due_day: '', grace_days: '', auto_debit: false, funding_source: '' });
    (async () => {
      while (!window.enough) {
        try {
          await window.__TAURI_INTERNALS__.invoke('account_add', { form: form(window.wrote) });
          window.wrote += 1;
        } catch (error) { window.refused.push(error); }
        await new Promise((done) => setTimeout(done, 20));
      }
    })();";

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_writes_beside_a_window_that_writes() {
    let records = count("FENQI_RECORDS", 100);
    let folder = data_folder();
    super::speaking(folder.path(), Language::ZhCn);
    let window = Window::open(folder.path(), NOW).await;
    window.go("#/accounts").await;
    window.run(WRITE_ON).await;
    for number in 0..records {
        add_by_cli(folder.path(), number);
    }
    window.run("window.enough = true").await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let wrote = window.run("return window.wrote").await.as_u64().expect("a count");
    let refused = window.run("return window.refused").await;
    assert_eq!(refused, serde_json::json!([]), "nothing is refused");
    assert!(wrote > 10, "the window wrote {wrote} only");
    let accounts = app_at(folder.path(), NOW).accounts().expect("accounts").len();
    assert_eq!(accounts as u64, records as u64 + wrote, "nothing is lost");
    // What the command line writes now is in the window soon.
    add_by_cli(folder.path(), 9_999);
    let script = "return new Promise((done) => { const since = performance.now();
        const look = () => document.body.textContent.includes('CLI 9999')
            ? done(performance.now() - since) : setTimeout(look, 20);
        look(); })";
    let took = window.run(script).await.as_f64().expect("milliseconds");
    #[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
    {
        println!(
            "beside: {records} by the CLI, {wrote} by the window, 0 lost, 0 refused, shown after {took:.0} ms"
        );
    }
    assert!(took < 5_000.0, "{took} ms");
    window.close().await;
}
