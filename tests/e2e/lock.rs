//! The app lock in the real window, tray and popups: what is refused, what is not shown, and the ways in.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use fenqi_app::contract::{Language, LockAfter};
use fenqi_app::{App, Passphrase};
use fenqi_tests::desktop::bus::{Popup, Services, Tray};
use fenqi_tests::desktop::process::{Process, cli, close, xdotool};
use fenqi_tests::desktop::window::Window;
use fenqi_tests::desktop::{wait_for, wait_longer_for};
use fenqi_tests::{NOW, add_three, data_folder};
use serde_json::json;
use thirtyfour::Key;

const PASSCODE: &str = "2468";
const BEFORE_NINE: &str = "2026-11-28T08:59:50+08:00";
/// What names a plan, an account or an amount of the file.
const NAMES: [&str; 5] = ["小米", "ThinkPad", "备用金", "441", "¥"];

/// The file with the three plans and a passcode.
fn with_passcode(folder: &Path, after: LockAfter) -> App {
    let app = super::speaking(folder, Language::ZhCn);
    add_three(&app);
    let passcode = Passphrase::new(PASSCODE.to_owned());
    app.passcode_set(None, &passcode, &passcode).expect("set");
    app.lock_after_set(after).expect("set");
    app
}

/// A window that is locked.
async fn locked(folder: &Path, now: &str) -> Window {
    let folder = folder.display().to_string();
    let window = Window::of("fenqi", &["--data-dir", &folder, "--now", now], 1).await;
    window.see("input[name=passcode]").await;
    window
}

async fn unlock(window: &Window) {
    window.focus_on("密码").await;
    window.hit(PASSCODE).await;
    window.hit(Key::Enter + "").await;
    window.see("nav").await;
}

/// The same from outside, where nobody can ask the page.
async fn unlock_by_keys(window: &str, tray: &Tray) {
    xdotool(&["windowactivate", "--sync", window]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    xdotool(&["type", "--delay", "40", PASSCODE]);
    xdotool(&["key", "Return"]);
    wait_for("names in the tray", async || tray.tooltip().await.contains("小米").then_some(())).await;
}

/// Everything that the page holds, seen or not.
async fn page(window: &Window) -> String {
    let all = "return document.documentElement.outerHTML
        + [...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ')";
    window.run(all).await.as_str().expect("text").to_owned()
}

fn assert_names_nothing(said: &str) {
    let named: Vec<_> = NAMES.iter().filter(|name| said.contains(**name)).collect();
    assert!(named.is_empty(), "{named:?} in {said}");
}

/// Every command that the page knows, from its generated bindings.
fn commands() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/generated/bindings.ts");
    let text = std::fs::read_to_string(path).expect("the bindings are committed");
    let names = text.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split('"').next());
    names.map(str::to_owned).collect()
}

/// Which of these the window serves, whatever the answer: all that is not refused as locked.
async fn served(window: &Window, commands: &[String]) -> Vec<String> {
    let calls = json!(commands);
    let script = format!(
        "window.served = null;
         (async () => {{
             const served = [];
             for (const name of {calls}) {{
                 try {{ await window.__TAURI_INTERNALS__.invoke(name, {{}}); served.push(name); }}
                 catch (refused) {{ if (refused?.code !== 'locked') served.push(name); }}
             }}
             window.served = served;
         }})();"
    );
    window.run(&script).await;
    let found = wait_for("the answers", async || {
        let served = window.run("return window.served").await;
        served.is_array().then_some(served)
    });
    serde_json::from_value(found.await).expect("names")
}

#[tokio::test(flavor = "multi_thread")]
async fn while_locked_no_command_is_served_but_those_of_the_lock_screen() {
    let folder = data_folder();
    let app = with_passcode(folder.path(), LockAfter::Start);
    let window = locked(folder.path(), NOW).await;
    let all = commands();
    assert!(all.len() > 90, "only {} commands were found", all.len());
    let mut found = served(&window, &all).await;
    found.sort();
    assert_eq!(found, ["lock_state", "unlock", "window_ready"]);
    assert_eq!(app.plans().expect("plans").len(), 3, "nothing was written");
    assert_names_nothing(&page(&window).await);
    // The same question sees what is not guarded.
    unlock(&window).await;
    let some = ["accounts", "overview", "app_state"].map(str::to_owned);
    assert_eq!(served(&window, &some).await, some);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passcode_is_set_locks_and_opens_by_keys_alone() {
    let folder = data_folder();
    add_three(&super::speaking(folder.path(), Language::ZhCn));
    let window = Window::open(folder.path(), NOW).await;
    window.chord(Key::Control, "k").await;
    window.dialog("搜索或命令").await;
    window.hit("设置").await;
    window.offers("设置").await;
    window.hit(Key::Enter + "").await;
    window.closed().await;
    window.see_text("应用锁").await;
    window.enter("设置密码…").await;
    window.dialog("设置应用锁的密码").await;
    window.fill("密码", "135").await;
    window.fill("再输入一次密码", "135").await;
    window.confirm().await;
    window.see_text("密码至少要 4 个字符。").await;
    window.fill("密码", PASSCODE).await;
    window.fill("再输入一次密码", PASSCODE).await;
    window.confirm().await;
    window.closed().await;
    window.see_text("应用锁已打开。").await;
    window.see_text("自动锁定").await;
    assert_eq!(cli(folder.path(), NOW, &["lock", "show"])["lock"], "minutes5");

    // It locks while something is being typed, and that comes back.
    window.chord(Key::Control, "n").await;
    window.see("input[name=title]").await;
    window.fill("买了什么", "洗衣机").await;
    window.chord(Key::Control, "l").await;
    window.focus_on("密码").await;
    let said = page(&window).await;
    assert_names_nothing(&said);
    assert!(!said.contains("洗衣机"), "{said}");
    window.hit("0000").await;
    window.hit(Key::Enter + "").await;
    window.see_text("密码不对。请重新输入。").await;
    unlock(&window).await;
    wait_for("what was typed", async || {
        (window.run("return document.querySelector('input[name=title]')?.value").await == "洗衣机")
            .then_some(())
    })
    .await;
    window.close().await;
}

/// Where something stands in a field that has the focus, another program never locked.
#[tokio::test(flavor = "multi_thread")]
async fn it_locks_after_a_minute_without_use_though_text_stands_in_a_field() {
    let folder = data_folder();
    with_passcode(folder.path(), LockAfter::Minute1);
    let window = locked(folder.path(), NOW).await;
    unlock(&window).await;
    window.go("#/plans").await;
    window.see_text("小米 15 Pro").await;
    window.hit("/").await;
    window.hit("小米").await;
    tokio::time::sleep(Duration::from_secs(40)).await;
    window.hit(" ").await;
    tokio::time::sleep(Duration::from_secs(40)).await;
    assert!(page(&window).await.contains("小米 15 Pro"), "it was used in between");
    wait_longer_for("the lock screen", async || {
        (window.run("return document.querySelector('input[name=passcode]') !== null").await == true)
            .then_some(())
    })
    .await;
    assert_names_nothing(&page(&window).await);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_start_reminds_without_a_name_and_offers_the_window_alone() {
    let folder = data_folder();
    let app = with_passcode(folder.path(), LockAfter::Minutes5);
    let services = Services::own().await;
    let process = Process::start(folder.path(), BEFORE_NINE, &["--hidden"]);
    let tray = services.tray(process.id()).await;
    wait_for("the tooltip", async || tray.tooltip().await.contains("已锁定").then_some(())).await;
    let lines: Vec<String> = tray.lines().await.into_iter().map(|(_, line)| line).collect();
    assert_names_nothing(&lines.join("\n"));
    let popup = services.popup(|popup| popup.body.contains("已锁定")).await;
    assert_names_nothing(&format!("{} {}", popup.summary, popup.body));
    assert_eq!(popup.actions, ["default", "打开"]);
    assert!(services.popups().iter().all(|popup| !popup.summary.contains("小米")));
    // An answer that was not offered does nothing.
    services.answer(&popup, "paid").await;
    process.window().await;
    let due =
        app.plans().expect("plans").into_iter().find(|plan| plan.title == "小米 15 Pro").expect("a plan");
    assert_eq!(due.track.paid, 0, "nothing was written");

    // A second start shows the same window, as locked.
    let second = Process::start(folder.path(), BEFORE_NINE, &[]);
    assert_eq!(second.end().await.0, Some(0));
    assert!(tray.tooltip().await.contains("已锁定"));

    // Whoever may read the folder gets in without the passcode, and loses nothing.
    let _off = cli(folder.path(), BEFORE_NINE, &["lock", "off"]);
    xdotool(&["windowactivate", "--sync", &process.window().await]);
    wait_for("names in the tray", async || tray.tooltip().await.contains("小米").then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_window_locks_and_popups_that_are_open_name_nothing_any_more() {
    let folder = data_folder();
    with_passcode(folder.path(), LockAfter::Close);
    let services = Services::own().await;
    let process = Process::start(folder.path(), BEFORE_NINE, &[]);
    let window = process.window().await;
    let tray = services.tray(process.id()).await;
    unlock_by_keys(&window, &tray).await;
    services.popup(|popup| popup.summary.contains("小米")).await;
    // Several rows are reminded of, one after the other: all that is said before the lock has been said.
    let mut count = 0;
    while count < services.popups().len() {
        count = services.popups().len();
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    let named: Vec<u32> =
        services.popups().iter().filter(|it| it.summary.contains("小米")).map(|it| it.id).collect();
    let places: HashSet<&u32> = named.iter().collect();
    assert_eq!(places.len(), named.len(), "one of {named:?} took the place of another");
    close(&window).await;
    wait_for("the lock", async || tray.tooltip().await.contains("已锁定").then_some(())).await;
    let after: Vec<Popup> = wait_for("each popup anew", async || {
        let popups = services.popups();
        (popups.len() >= count + named.len()).then(|| popups[count..].to_vec())
    })
    .await;
    for popup in &after {
        assert_names_nothing(&format!("{} {}", popup.summary, popup.body));
        assert_eq!(popup.actions, ["default", "打开"]);
    }
    wait_for("the named ones to be closed", async || {
        services
            .popups()
            .iter()
            .filter(|popup| named.contains(&popup.id))
            .all(|popup| popup.closed)
            .then_some(())
    })
    .await;
    let lines: Vec<String> = tray.lines().await.into_iter().map(|(_, line)| line).collect();
    assert_names_nothing(&lines.join("\n"));
    // What names nothing already is not said anew by the next lock.
    let count = services.popups().len();
    tray.choose("打开 Fenqi").await;
    let window = process.window().await;
    unlock_by_keys(&window, &tray).await;
    close(&window).await;
    wait_for("the lock", async || tray.tooltip().await.contains("已锁定").then_some(())).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(services.popups().len(), count);
}
