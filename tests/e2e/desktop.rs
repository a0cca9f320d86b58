//! Popups, tray, and the life of the process: what arrives on the bus, and what is left running.

use std::path::Path;
use std::process::Command;

use fenqi_app::Pay;
use fenqi_app::contract::{Language, OnClose, Settings};
use fenqi_tests::desktop::bus::Services;
use fenqi_tests::desktop::process::{Process, built, children, close, is_shown, wakes, xdotool};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, add_three, app_at, data_folder};

/// The file with the three plans, the phone's past rows paid.
fn filled(folder: &Path) {
    let app = super::speaking(folder, Language::ZhCn);
    let ids = add_three(&app);
    for n in [1, 2] {
        app.pay(&Pay { plan: ids[0].clone(), n, amount: None, on: None, source: None }).expect("paid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_due_row_raises_a_popup_and_a_click_opens_the_window() {
    let folder = data_folder();
    filled(folder.path());
    let services = Services::own().await;
    let process = Process::start(folder.path(), "2026-11-28T08:59:57+08:00", &["--hidden"]);
    services.tray(process.id()).await;
    assert!(services.popups().iter().all(|popup| !popup.summary.contains("今天到期")), "not before nine");
    let popup = services.popup(|popup| popup.summary.contains("今天到期")).await;
    assert_eq!(popup.summary, "小米 15 Pro：今天到期");
    assert_eq!(popup.body, "小米分期 · 第 3/12 期 · 11 月 28 日应还 ¥441.58");
    assert_eq!((popup.app.as_str(), popup.urgency), ("Fenqi", 1));
    assert_eq!(popup.actions, ["default", "打开", "paid", "已还款", "later", "稍后"]);
    assert_eq!(process.web_processes(), 0, "no webview is needed to remind");
    services.answer(&popup, "default").await;
    process.window().await;
    drop(process);

    let again = Process::start(folder.path(), "2026-11-28T09:05:00+08:00", &["--hidden"]);
    services.tray(again.id()).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let due = services.popups().iter().filter(|popup| popup.summary.contains("今天到期")).count();
    assert_eq!(due, 1, "a restart does not remind twice");
    drop(again);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_outlives_the_window_and_brings_it_back() {
    let folder = data_folder();
    filled(folder.path());
    let services = Services::own().await;
    let mut process = Process::start(folder.path(), NOW, &[]);
    let first = process.window().await;
    let tray = services.tray(process.id()).await;
    let tooltip = wait_for("the tooltip", async || {
        Some(tray.tooltip().await).filter(|tooltip| tooltip.contains("小米"))
    });
    assert_eq!(tooltip.await, "下一期：小米 15 Pro · ¥441.58 · 11 月 28 日");
    let lines: Vec<String> = tray.lines().await.into_iter().map(|(_, line)| line).collect();
    assert!(lines.iter().any(|line| line.starts_with("本月还要还")), "{lines:?}");

    // A second start raises the first and ends.
    let second = Process::start(folder.path(), NOW, &[]);
    assert_eq!(second.end().await.0, Some(0));
    assert_eq!(process.visible_window().as_deref(), Some(first.as_str()));
    assert!(process.ended().is_none());

    assert!(process.web_processes() > 0);
    close(&first).await;
    wait_for("the webview's end", async || (process.web_processes() == 0).then_some(())).await;
    assert!(process.ended().is_none(), "the tray stays");
    tray.click().await;
    let back = process.window().await;
    close(&back).await;
    wait_for("the webview's end", async || (process.web_processes() == 0).then_some(())).await;
    tray.choose("打开 Fenqi").await;
    process.window().await;
    tray.choose("退出").await;
    assert_eq!(process.end().await.0, Some(0), "quitting ends the process");
}

/// What is typed into other programs is none of Fenqi's business, and lets it sleep.
#[tokio::test(flavor = "multi_thread")]
async fn keys_that_are_typed_elsewhere_do_not_wake_it() {
    let folder = data_folder();
    filled(folder.path());
    let services = Services::own().await;
    let process = Process::start(folder.path(), NOW, &["--hidden"]);
    services.tray(process.id()).await;
    // What is done behind the start has been done.
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    let before = wakes(process.id());
    xdotool(&["type", "--delay", "10", &"elsewhere ".repeat(30)]);
    let woken = wakes(process.id()) - before;
    assert!(woken < 60, "300 keys woke it {woken} times");
}

/// A webview that is kept would keep its picture and its connection, each time.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_was_closed_leaves_no_webview_behind() {
    let folder = data_folder();
    filled(folder.path());
    let services = Services::own().await;
    let process = Process::start(folder.path(), NOW, &["--hidden"]);
    let tray = services.tray(process.id()).await;
    for _ in 0..3 {
        tray.click().await;
        let window = process.window().await;
        wait_for("its picture", async || (process.shared_memories() > 0).then_some(())).await;
        close(&window).await;
        wait_for("the picture's end", async || (process.shared_memories() == 0).then_some(())).await;
    }
}

/// A dialog that is kept would keep a connection and its memory, each time.
#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_for_files_that_was_left_keeps_no_connection() {
    let folder = data_folder();
    filled(folder.path());
    let process = Process::start(folder.path(), NOW, &[]);
    let window = process.window().await;
    let is_open = || is_shown("导出到文件");
    let mut connections = Vec::new();
    for _ in 0..4 {
        xdotool(&["windowactivate", "--sync", &window]);
        wait_for("the dialog", async || {
            xdotool(&["key", "--clearmodifiers", "Escape", "ctrl+k"]);
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            xdotool(&["type", "--delay", "15", "export"]);
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            xdotool(&["key", "Return"]);
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            is_open().then_some(())
        })
        .await;
        xdotool(&["key", "Escape"]);
        wait_for("its end", async || (!is_open()).then_some(())).await;
        connections.push(process.connections());
    }
    assert!(connections[3] <= connections[1], "after each dialog: {connections:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_quits_where_the_user_chose_so() {
    let folder = data_folder();
    filled(folder.path());
    let services = Services::own().await;
    let process = Process::start(folder.path(), NOW, &[]);
    let window = process.window().await;
    services.tray(process.id()).await;
    // Chosen while it runs: the choice counts at once.
    let app = app_at(folder.path(), NOW);
    let settings = app.settings().expect("settings");
    app.settings_set(Settings { on_close: OnClose::Quit, ..settings }).expect("set");
    close(&window).await;
    assert_eq!(process.end().await.0, Some(0), "with a tray, and all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_closing_quits_and_says_so_once() {
    let folder = data_folder();
    filled(folder.path());
    let process = Process::start(folder.path(), NOW, &[]);
    close(&process.window().await).await;
    // The note is a window of its own.
    wait_for("the webview's end", async || (process.web_processes() == 0).then_some(())).await;
    let note = process.window().await;
    xdotool(&["windowactivate", "--sync", &note]);
    xdotool(&["key", "Return"]);
    assert_eq!(process.end().await.0, Some(0));
    let process = Process::start(folder.path(), NOW, &[]);
    close(&process.window().await).await;
    assert_eq!(process.end().await.0, Some(0), "the second time without a note");
}

/// A usual exit tears the C libraries down while tao's thread still waits in them for keys, such as the release of the
/// one that closed the window: once in 150 times it crashed. Here a usual exit crashes every time.
#[tokio::test(flavor = "multi_thread")]
async fn it_ends_without_tearing_down_what_its_threads_use() {
    let folder = data_folder();
    filled(folder.path());
    let (source, trap) = (folder.path().join("trap.c"), folder.path().join("trap.so"));
    std::fs::write(&source, "#include <stdlib.h>\nvoid exit(int code) { (void)code; abort(); }\n")
        .expect("written");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&trap, &source]).status();
    assert!(built.expect("a C compiler").success());
    let services = Services::own().await;
    let process = Process::start_preloaded(folder.path(), NOW, &["--hidden"], &trap);
    services.tray(process.id()).await.choose("退出").await;
    assert_eq!(process.end().await.0, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_at_login_is_an_entry_of_the_desktop() {
    let folder = data_folder();
    filled(folder.path());
    let config = std::env::var("XDG_CONFIG_HOME").expect("scripts/session sets it");
    let entry = Path::new(&config).join("autostart/Fenqi.desktop");
    let window = Window::open(folder.path(), NOW).await;
    let set = async |on: bool| {
        let set = format!("window.__TAURI_INTERNALS__.invoke('autostart_set', {{ on: {on} }})");
        window.run(&format!("{set}.then(() => {{ window.done = {on}; }})")).await;
        let done = format!("return window.done === {on}");
        wait_for("the entry", async || (window.run(&done).await == true).then_some(())).await;
    };
    set(true).await;
    let text = std::fs::read_to_string(&entry).expect("an entry");
    let exec = format!("Exec=\"{}\" --hidden", built("fenqi").display());
    assert!(text.lines().any(|line| line == exec), "{exec} in {text}");
    set(false).await;
    assert!(!entry.exists());
    window.close().await;

    // An entry from before the program was moved is put right at the next start.
    std::fs::create_dir_all(entry.parent().expect("a folder")).expect("made");
    std::fs::write(&entry, "[Desktop Entry]\nType=Application\nName=Fenqi\nExec=/gone/fenqi --hidden\n")
        .expect("written");
    let process = Process::start(folder.path(), NOW, &["--hidden"]);
    let is_right = || std::fs::read_to_string(&entry).is_ok_and(|text| text.lines().any(|line| line == exec));
    wait_for("the entry", async || is_right().then_some(())).await;
    drop(process);
    std::fs::remove_file(entry).expect("removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_what_another_process_wrote() {
    let folder = data_folder();
    super::speaking(folder.path(), Language::ZhCn);
    let window = Window::open(folder.path(), NOW).await;
    window.go("#/plans").await;
    assert!(!window.text().await.contains("小米 15 Pro"));
    add_three(&app_at(folder.path(), NOW));
    window.see_text("小米 15 Pro").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_card_renders_webkit_paints_in_its_other_way() {
    let folder = data_folder();
    filled(folder.path());
    let _services = Services::own().await;
    let cards = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let renders =
        cards.map(|card| card.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"));
    let usual = renders && !Path::new("/proc/driver/nvidia").exists();
    let process = Process::start_painting(folder.path(), NOW, None);
    let window = process.window().await;
    // Blank, it has one.
    wait_for("a painted window", async || (colours(&window) > 50).then_some(())).await;
    assert_eq!(way(&process).as_deref(), if usual { None } else { Some("1") });
    drop(process);

    let process = Process::start_painting(folder.path(), NOW, Some("0"));
    process.window().await;
    assert_eq!(way(&process).as_deref(), Some("0"), "whoever has decided is obeyed");
}

/// How many colours the middle of a window has.
fn colours(window: &str) -> usize {
    let part = ["-window", window, "-crop", "800x500+100+100", "-format", "%k", "info:"];
    let counted = Command::new("import").args(part).output().expect("ImageMagick");
    String::from_utf8_lossy(&counted.stdout).trim().parse().unwrap_or_default()
}

/// What the process that draws the page was told of how WebKit is to paint.
fn way(process: &Process) -> Option<String> {
    let children = children(process.id());
    let (page, _) = children.iter().find(|(_, name)| name.starts_with("WebKitWeb")).expect("a page");
    let told = std::fs::read(format!("/proc/{page}/environ")).expect("a running process");
    let told = String::from_utf8_lossy(&told).into_owned();
    told.split('\0').find_map(|set| set.strip_prefix("WEBKIT_DISABLE_DMABUF_RENDERER=").map(str::to_owned))
}
