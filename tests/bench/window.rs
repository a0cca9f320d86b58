//! The real window over a file of a lifetime: from the start to the first data against an empty window, from a key to
//! the preview, and scrolling.

use std::path::Path;
use std::time::Duration;

use fenqi_tests::desktop::process::xdotool;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, data_folder};
use serde_json::Value;
use thirtyfour::{Key, TypingData};

use crate::reads::with_lifetime;
use crate::verdict::Verdict;

/// Starts of each side.
const STARTS: usize = 11;
/// Keys that are typed, and the pause between them: sixteen a second are faster than anybody types.
const KEYS: usize = 200;
const BETWEEN_KEYS: Duration = Duration::from_millis(60);
/// Turns of the wheel, and how long one takes, in milliseconds.
const TURNS: usize = 400;
const TURN: usize = 12;
/// Leaps to anywhere in the list.
const LEAPS: usize = 60;

pub(crate) fn window(verdict: &mut Verdict) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    with_lifetime(|folder| {
        runtime.block_on(async {
            first_data(verdict, folder).await;
            let window = Window::open(folder, NOW).await;
            previews(verdict, &window).await;
            scrolling(verdict, &window).await;
            window.close().await;
        });
    });
}

/// From the start of the process until data is painted, in turns: a window with one word, one with our first picture as
/// a page that needs nothing to be asked or computed, and ours.
async fn first_data(verdict: &mut Verdict, folder: &Path) {
    let place = data_folder();
    let page = place.path().join("first.html");
    std::fs::write(&page, first_picture(folder).await).expect("a page");
    let (folder, page) = (folder.display().to_string(), page.display().to_string());
    let (mut empty, mut finished, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        empty.push(painted_after(Window::of("examples/empty", &["--window"], 1).await).await);
        finished.push(painted_after(Window::of("examples/empty", &["--window", &page], 1).await).await);
        ours.push(painted_after(Window::of("fenqi", &["--data-dir", &folder, "--now", NOW], 1).await).await);
    }
    let (empty, finished, ours) = (share(&mut empty, 50), share(&mut finished, 50), share(&mut ours, 50));
    let held = verdict.at_most("first data painted", ours / finished, 1.25, "× the same as a finished page");
    println!(
        "first data painted: {held}; {ours:.0} ms against {finished:.0} ms from the start of the process; a window with one word {empty:.0} ms: {:.2} × and {:.2} ×",
        ours / empty,
        finished / empty
    );
}

/// The page as it is at its first picture, with its styles and without its scripts; it notes when it is painted.
async fn first_picture(folder: &Path) -> String {
    let window = Window::open(folder, NOW).await;
    window.see("aside section").await;
    let page = window.run(FINISHED).await.as_str().expect("text").to_owned();
    window.close().await;
    page
}

/// What is drawn in later pictures is taken out: see `isPainted` in the UI.
const FINISHED: &str = "
    const page = document.documentElement.cloneNode(true);
    page.querySelectorAll('script, link, style, .strip i, .more').forEach((one) => one.remove());
    page.querySelector('aside').replaceChildren();
    page.querySelector('[aria-labelledby=next]').remove();
    [...page.querySelectorAll('[aria-labelledby=action] li')].slice(3).forEach((row) => row.remove());
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const style = page.querySelector('head').appendChild(document.createElement('style'));
    style.textContent = rules.map((rule) => rule.cssText).join('');
    const note = \"requestAnimationFrame(() => setTimeout(() => performance.mark('data')))\";
    return `<!doctype html>${page.outerHTML}<script>${note}</script>`;";

/// How many milliseconds after the start of its process a window had painted what it is for.
async fn painted_after(window: Window) -> f64 {
    let script = "const [mark] = performance.getEntriesByName('data');
        return mark ? performance.timeOrigin + mark.startTime : null";
    let painted = wait_for("a painted page", async || window.run(script).await.as_f64()).await;
    let started = started_at(window.process());
    window.close().await;
    painted - started
}

/// When a process was started, in milliseconds of the clock. The system knows it to ten of them.
fn started_at(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a running process");
    // After the name, which may hold anything, it is the twentieth.
    let ticks: f64 = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().nth(19)?.parse().ok())
        .expect("the time of its start");
    let boot = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let since_boot = Duration::new(boot.tv_sec.unsigned_abs(), u32::try_from(boot.tv_nsec).unwrap_or(0));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    (now.as_secs_f64() - since_boot.as_secs_f64()) * 1e3 + ticks * 10.0
}

/// Types into the price of a new plan, key by key, and sees when the preview is another.
async fn previews(verdict: &mut Verdict, window: &Window) {
    window.go("/new").await;
    window.type_into("title", "手机").await;
    window.type_into("price", "5299").await;
    window.see("section table").await;
    window
        .run(
            "const preview = document.querySelector('section table').closest('section');
             window.times = { drawn: [], painted: [] };
             let typed = null;
             addEventListener('keydown', (event) => { typed = event.timeStamp; }, true);
             new MutationObserver(() => {
               if (typed === null) return;
               const since = typed;
               typed = null;
               times.drawn.push(performance.now() - since);
               requestAnimationFrame(() => setTimeout(() => times.painted.push(performance.now() - since)));
             }).observe(preview, { subtree: true, childList: true, characterData: true });",
        )
        .await;
    let price = window.see("[name=price]").await;
    for key in 0..KEYS {
        let key: TypingData = match key % 2 {
            0 => (key / 2 % 9 + 1).to_string().into(),
            _ => Key::Backspace + "",
        };
        price.send_keys(key).await.expect("typed");
        tokio::time::sleep(BETWEEN_KEYS).await;
    }
    let mut drawn = numbers(&window.run("return times.drawn").await);
    let mut painted = numbers(&window.run("return times.painted").await);
    assert!(drawn.len() * 100 >= KEYS * 95, "{} of {KEYS} keys were seen in the preview", drawn.len());
    let held = verdict.at_most("from a key to its preview", share(&mut drawn, 95), 16.0, "ms p95");
    println!(
        "from a key to its preview: {held}; p50 {:.1} ms; painted after p50 {:.1} ms, p95 {:.1} ms",
        share(&mut drawn, 50),
        share(&mut painted, 50),
        share(&mut painted, 95)
    );
}

/// Counts, frame by frame, the places of the list where no plan is.
const WATCH: &str = "
    const list = document.querySelector('.rows');
    window.seen = { frames: 0, blank: 0, top: 0 };
    const look = () => {
      const { left, top, bottom, width } = list.getBoundingClientRect();
      for (let y = top + 40; y < bottom - 4; y += 24) {
        const row = document.elementFromPoint(left + width / 2, y)?.closest('[data-row]');
        if (!row?.querySelector('a')) { seen.blank += 1; break; }
      }
      seen.frames += 1;
      seen.top = list.scrollTop;
      window.watch = requestAnimationFrame(look);
    };
    cancelAnimationFrame(window.watch);
    look();";

/// Turns the wheel over the list of all plans, and leaps about in it.
async fn scrolling(verdict: &mut Verdict, window: &Window) {
    window.go("/plans").await;
    window.see("[data-row='0'] a").await;
    // What is not there is seen: otherwise the count below would mean nothing.
    window.run(&format!("document.querySelector('.rows ul').style.visibility = 'hidden'; {WATCH}")).await;
    wait_for("frames", async || (count(window, "frames").await > 3.0).then_some(())).await;
    assert!(count(window, "blank").await > 0.0, "rows that are hidden are not missed");
    window.run("document.querySelector('.rows ul').style.visibility = ''").await;

    window.run(WATCH).await;
    xdotool(&["mousemove", "700", "500"]);
    xdotool(&["click", "--repeat", &TURNS.to_string(), "--delay", &TURN.to_string(), "5"]);
    let (frames, blank) = (count(window, "frames").await, count(window, "blank").await);
    let rows = count(window, "top").await / 56.0;
    assert!(frames > 60.0 && rows > 200.0, "{frames} frames over {rows} rows");
    let held = verdict.at_most("scrolling with the wheel", blank, 0.0, "frames with a blank row");
    println!("scrolling with the wheel: {held}; {frames:.0} frames over {rows:.0} rows");

    let mut waits = Vec::new();
    for leap in 0..LEAPS {
        let script = format!(
            "const list = document.querySelector('.rows');
             list.scrollTop = (list.scrollHeight - list.clientHeight) * {} / {LEAPS};
             const since = performance.now();
             const row = (y) => document.elementFromPoint(700, y)?.closest('[data-row]')?.querySelector('a');
             return new Promise((resolve) => {{
               const look = () => {{
                 const {{ top, bottom }} = list.getBoundingClientRect();
                 if (row(top + 60) && row(bottom - 20)) resolve(performance.now() - since);
                 else requestAnimationFrame(look);
               }};
               requestAnimationFrame(look);
             }});",
            leap * 37 % LEAPS
        );
        waits.push(window.run(&script).await.as_f64().expect("a time"));
    }
    let (half, most) = (share(&mut waits, 50), share(&mut waits, 95));
    println!("after a leap to anywhere the rows are there within {half:.0} ms p50, {most:.0} ms p95");
}

async fn count(window: &Window, what: &str) -> f64 {
    window.run(&format!("return seen.{what}")).await.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// The time within which such a share of all is.
fn share(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(times.len() * percent / 100).min(times.len() - 1)]
}
