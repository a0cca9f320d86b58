//! The page goes nowhere, loads nothing from elsewhere and runs nothing but its own scripts, whatever is put into it;
//! the processes of the window open no socket of the internet; and what is logged names nobody's purchases.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fenqi_app::contract::Language;
use fenqi_tests::desktop::bus::Services;
use fenqi_tests::desktop::process::{Process, close, xdotool};
use fenqi_tests::desktop::window::Window;
use fenqi_tests::desktop::{sockets, wait_for};
use fenqi_tests::{NOW, add_three, data_folder, draft};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::print;

/// Long enough for a connection within the machine, or for a page that comes in the place of ours.
const A_MOMENT: Duration = Duration::from_millis(400);

/// A server that counts who comes.
struct Canary {
    port: u16,
    hits: Arc<AtomicUsize>,
}

impl Canary {
    fn listen() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let hits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&hits);
        std::thread::spawn(move || {
            for _ in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, hits }
    }

    fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }
}

/// Ways out of the page. `ADDRESS` becomes the canary's.
const WAYS_OUT: [(&str, &str); 15] = [
    ("an address", "location.href = 'ADDRESS'"),
    ("another page in its stead", "location.replace('ADDRESS')"),
    ("a file", "location.href = 'file:///etc/hostname'"),
    ("a page made of data", "location.href = 'data:text/html,<h1>out</h1>'"),
    (
        "a page made of a blob",
        "location.href = URL.createObjectURL(new Blob(['<h1>out</h1>'], { type: 'text/html' }))",
    ),
    ("an empty page", "location.href = 'about:blank'"),
    ("a script as an address", "location.href = 'javascript:document.body.remove()'"),
    ("a window", "window.open('ADDRESS')"),
    ("an empty window", "window.open('')"),
    ("a link", "put('<a href=\"ADDRESS\">x</a>').click()"),
    ("a link to a window", "put('<a href=\"ADDRESS\" target=\"_blank\">x</a>').click()"),
    ("a download", "put('<a href=\"ADDRESS\" download=\"x\">x</a>').click()"),
    (
        "a form",
        "put('<form action=\"ADDRESS\" method=\"post\"><input name=\"a\" value=\"b\"></form>').submit()",
    ),
    (
        "a refresh",
        "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=\"refresh\" content=\"0;url=ADDRESS\">')",
    ),
    ("a base", "put('<base href=\"ADDRESS\">'); put('<a href=\"x\">x</a>').click()"),
];

/// Ways in for what is not ours, and out for what is.
const WAYS_IN: [(&str, &str); 20] = [
    ("a frame", "put('<iframe src=\"ADDRESS\"></iframe>')"),
    ("a frame of data", "put('<iframe src=\"data:text/html,<h1>in</h1>\"></iframe>')"),
    ("a frame of itself", "put('<iframe srcdoc=\"<script>parent.__struck = 1</script>\"></iframe>')"),
    ("an object", "put('<object data=\"ADDRESS\"></object>')"),
    ("an embedded", "put('<embed src=\"ADDRESS\">')"),
    ("a picture", "new Image().src = 'ADDRESS'"),
    ("a sound", "put('<audio src=\"ADDRESS\" autoplay></audio>')"),
    ("a style sheet", "put('<link rel=\"stylesheet\" href=\"ADDRESS\">')"),
    (
        "a prefetch",
        "put('<link rel=\"prefetch\" href=\"ADDRESS\"><link rel=\"preload\" as=\"script\" href=\"ADDRESS\">')",
    ),
    ("a connection ahead", "put('<link rel=\"preconnect\" href=\"ADDRESS\">')"),
    ("a font", "new FontFace('x', 'url(ADDRESS)').load().catch(() => {})"),
    ("a background", "put('<p style=\"background: url(ADDRESS)\">x</p>')"),
    ("a script", "const s = document.createElement('script'); s.src = 'ADDRESS'; document.head.append(s)"),
    ("a module", "import('ADDRESS').catch(() => {})"),
    ("a request", "fetch('ADDRESS', { mode: 'no-cors' }).catch(() => {})"),
    ("an old request", "const x = new XMLHttpRequest(); x.open('GET', 'ADDRESS'); x.send()"),
    ("a beacon", "navigator.sendBeacon('ADDRESS', 'x')"),
    ("a socket", "new WebSocket('ADDRESS'.replace('http', 'ws'))"),
    ("a stream", "new EventSource('ADDRESS')"),
    ("a worker", "new Worker(URL.createObjectURL(new Blob(['fetch(\"ADDRESS\")'])))"),
];

/// What would run if the page let it.
const SCRIPTS: [(&str, &str); 7] = [
    ("a text that is run", "eval('window.__struck = 1')"),
    ("a function of text", "new Function('window.__struck = 1')()"),
    ("a timer of text", "setTimeout('window.__struck = 1')"),
    (
        "an element",
        "const s = document.createElement('script'); s.textContent = 'window.__struck = 1'; document.head.append(s)",
    ),
    ("a handler", "put('<p onclick=\"window.__struck = 1\">x</p>').click()"),
    ("a picture's handler", "put('<img src=\"data:,\" onerror=\"window.__struck = 1\">')"),
    ("a link of script", "put('<a href=\"javascript:window.__struck = 1\">x</a>').click()"),
];

/// Puts markup into the page, as if a text had got there unescaped.
const PUT: &str = "const put = (html) => {
    document.body.insertAdjacentHTML('beforeend', `<div class=\"probe\">${html}</div>`);
    return document.body.lastElementChild.firstElementChild;
};";

/// Tries one way, and says what came of it, if anything did.
async fn came_of(window: &Window, canary: &Canary, way: &str) -> Option<String> {
    let address = format!("http://127.0.0.1:{}/out", canary.port);
    let before = canary.hits();
    // Within a page's own function: what throws is refused.
    let script = format!("{PUT} try {{ {} }} catch {{}}", way.replace("ADDRESS", &address));
    let run = window.driver.execute(script, Vec::new()).await;
    tokio::time::sleep(A_MOMENT).await;
    // A frame with another's page shows us its window, but not its document.
    let state = "const strange = [...document.querySelectorAll('iframe')]
            .some((frame) => frame.contentWindow && !frame.contentDocument);
        return [location.href, !!window.__struck || strange, !!document.querySelector('nav')]";
    let found = window.driver.execute(state, Vec::new()).await.map(|answer| answer.json().clone());
    let windows = window.driver.windows().await.map_or(0, |all| all.len());
    let Ok(found) = found else { return Some(format!("the page is gone: {run:?}")) };
    let is_ours = found[0].as_str().is_some_and(|href| href.starts_with("tauri://localhost"));
    let clean = is_ours && found[1] == json!(false) && found[2] == json!(true) && windows == 1;
    let hits = canary.hits() - before;
    (!clean || hits > 0).then(|| format!("{found}, {windows} windows, {hits} connections"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_goes_nowhere_loads_nothing_and_runs_only_its_own() {
    let folder = data_folder();
    drop(add_three(&super::speaking(folder.path(), Language::ZhCn)));
    let canary = Canary::listen();
    let mut leaks = Vec::new();
    let mut window = Window::open(folder.path(), NOW).await;
    let ways = WAYS_OUT.iter().chain(&WAYS_IN).chain(&SCRIPTS);
    for (name, way) in ways.clone() {
        if let Some(leak) = came_of(&window, &canary, way).await {
            leaks.push(format!("{name}: {leak}"));
            window.close().await;
            window = Window::open(folder.path(), NOW).await;
        }
    }
    window.close().await;
    print(&format!("ways: {} tried, {} open, {} connections", ways.count(), leaks.len(), canary.hits()));
    assert_eq!(leaks, [""; 0]);
    // The canary would have seen it.
    drop(std::net::TcpStream::connect(("127.0.0.1", canary.port)).expect("it listens"));
    wait_for("the canary", async || (canary.hits() == 1).then_some(())).await;
}

/// Nor does a key bring up the tools with which a page is taken apart.
#[tokio::test(flavor = "multi_thread")]
async fn there_are_no_developer_tools() {
    let folder = data_folder();
    drop(super::speaking(folder.path(), Language::ZhCn));
    let process = Process::start(folder.path(), NOW, &[]);
    let window = process.window().await;
    let web_processes = process.web_processes();
    xdotool(&["windowactivate", "--sync", &window]);
    for key in ["F12", "ctrl+shift+i", "ctrl+shift+c", "ctrl+shift+j", "ctrl+alt+i"] {
        xdotool(&["key", "--clearmodifiers", key]);
        tokio::time::sleep(A_MOMENT).await;
    }
    let inspectors = xdotool(&["search", "--onlyvisible", "--name", "Inspector"]).stdout;
    assert_eq!(String::from_utf8_lossy(&inspectors), "");
    assert_eq!(process.web_processes(), web_processes, "an inspector is a page of its own");
}

const TITLE: &str = "秘密的扫地机器人";
const MERCHANT: &str = "隐私旗舰店";

/// Records whose every text and amount would be known again, due now.
fn private(folder: &Path) -> fenqi_app::App {
    let app = super::speaking(folder, Language::ZhCn);
    app.plans_add(&[draft(private_plan())], true).expect("a plan");
    app
}

fn private_plan() -> Value {
    json!({
        "account": "私人账户", "origin": "purchase", "title": TITLE, "merchant": MERCHANT,
        "order_no": "NO-73190285", "purchased_on": "2026-10-28", "notes": "谁也不该知道",
        "terms": { "method": "interest_free", "principal": "8642.64", "periods": "6",
                   "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
    })
}

/// What must stand in no log: texts, and amounts in each way of writing them.
const PRIVATE: [&str; 9] =
    [TITLE, MERCHANT, "私人账户", "NO-73190285", "谁也不该知道", "8642.64", "8,642.64", "864264", "1440.44"];

fn named_in(log: &str) -> Vec<&str> {
    // Rust's own way of writing texts down leaves these characters as they are; zbus's too.
    let amounts = ["1,440.44", "144044"];
    PRIVATE.into_iter().chain(amounts).filter(|text| log.contains(text)).collect()
}

/// Goes, by keys alone, where each entry of the palette leads.
async fn visit_all(window: &str) {
    xdotool(&["windowactivate", "--sync", window]);
    for entry in 0..9 {
        xdotool(&["key", "--clearmodifiers", "ctrl+k"]);
        tokio::time::sleep(A_MOMENT).await;
        for _ in 0..entry {
            xdotool(&["key", "Down"]);
        }
        xdotool(&["key", "Return"]);
        tokio::time::sleep(A_MOMENT).await;
        xdotool(&["key", "Escape"]);
    }
}

/// A popup, an answer to it, the window with every screen, the tray, and the end.
async fn busy(process: &Process, services: &Services) {
    let tray = services.tray(process.id()).await;
    let popup = services.popup(|popup| popup.summary.contains(TITLE)).await;
    services.answer(&popup, "default").await;
    let window = process.window().await;
    visit_all(&window).await;
    drop(tray.tooltip().await);
    close(&window).await;
    wait_for("the webview's end", async || (process.web_processes() == 0).then_some(())).await;
    tray.choose("打开 Fenqi").await;
    process.window().await;
    tray.choose("退出").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_name_nothing_that_was_bought() {
    let folder = data_folder();
    drop(private(folder.path()));
    let services = Services::own().await;
    let logs = TempDir::new().expect("a folder");
    let file = logs.path().join("log");
    let process = Process::start_logging(folder.path(), "2026-11-28T08:59:57+08:00", &file);
    busy(&process, &services).await;
    assert_eq!(process.end().await.0, Some(0));
    let log = std::fs::read_to_string(&file).expect("a log");
    print(&format!("logs: {} lines at trace, {} private texts", log.lines().count(), named_in(&log).len()));
    let shown: String = log.lines().filter(|line| !named_in(line).is_empty()).take(5).collect();
    assert_eq!(named_in(&log), [""; 0], "{shown:.2000}");
    // It would have been seen.
    assert_eq!(named_in(&format!("{log}\npaid 1440.44 of {TITLE}")), [TITLE, "1440.44"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_process_of_the_window_opens_a_socket_of_the_internet() {
    let folder = data_folder();
    drop(private(folder.path()));
    let services = Services::own().await;
    let traces = TempDir::new().expect("a folder");
    let trace = traces.path().join("trace");
    let process = Process::start_traced(folder.path(), "2026-11-28T08:59:57+08:00", &trace);
    let id = process.id();
    busy(&process, &services).await;
    assert_eq!(process.end().await.0, Some(0));
    let opened = sockets::opened(&trace, id).await;
    print(&format!("sockets: {opened:?}"));
    assert!(opened.values().sum::<usize>() > 5, "the display and the bus are sockets, too");
    assert!(opened.keys().all(|family| !sockets::INTERNET.contains(&family.as_str())), "{opened:?}");
}

/// The trace sees a socket of the internet where there is one.
#[tokio::test(flavor = "multi_thread")]
async fn a_planted_socket_is_seen() {
    let traces = TempDir::new().expect("a folder");
    let trace = traces.path().join("trace");
    let port = Canary::listen().port;
    let script = format!("(exec 3<>/dev/tcp/127.0.0.1/{port}) & wait");
    let mut planted = sockets::traced(&trace, Path::new("/bin/bash"));
    let mut planted = planted.args(["-c", &script]).spawn().expect("strace");
    let id = planted.id();
    assert!(planted.wait().expect("its end").success());
    assert_eq!(sockets::opened(&trace, id).await.get("AF_INET"), Some(&1));
}
