//! A file full of hostile texts, put there by the command line, in the real window: nothing runs, no screen breaks, none
//! grows wider than the window.

use fenqi_app::contract::Language;
use fenqi_tests::desktop::process::cli;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, data_folder};
use serde_json::{Value, json};

const SCREENS: [&str; 13] = [
    "#/",
    "#/calendar/2026-11-28",
    "#/calendar/2026-11-28/agenda",
    "#/calendar/2026-11-28/year",
    "#/plans",
    "#/accounts",
    "#/new",
    "#/records",
    "#/records/activity",
    "#/inbox",
    "#/settings",
    "#/settings/reminders",
    "#/settings/data",
];

/// What is wrong with the page, if anything.
const FAULTS: &str = r"
    const faults = [];
    if (window.__struck) faults.push('a script ran');
    const foreign = document.querySelector('#app :is(script, iframe, object, base, img, style, meta, animate, [srcdoc])');
    if (foreign) faults.push(foreign.outerHTML.slice(0, 200));
    for (const each of document.querySelectorAll('*'))
        for (const name of each.getAttributeNames()) if (name.startsWith('on')) faults.push(`${each.tagName} ${name}`);
    if (document.body.textContent.includes('这个页面没能显示')) faults.push('a screen broke');
    if (document.scrollingElement.scrollWidth > innerWidth) faults.push('the page is wider than the window');
    for (const pane of document.querySelectorAll('#app *')) {
        if (!/auto|scroll/.test(getComputedStyle(pane).overflowX)) continue;
        if (pane.scrollWidth > pane.clientWidth + 1)
            faults.push(`${pane.tagName}.${pane.className} is ${pane.scrollWidth} wide of ${pane.clientWidth}`);
    }
    return faults;";

/// A plan whose every text is this, in an account of that name.
fn plan(n: usize, text: &str) -> Value {
    let fitting = |max: usize| text.chars().take(max).collect::<String>();
    json!({
        "account": format!("{n} {}", fitting(50)), "origin": "purchase", "title": format!("{n} {}", fitting(110)),
        "merchant": fitting(120), "order_no": fitting(120), "notes": text, "purchased_on": "2026-10-22",
        "terms": { "method": "interest_free", "principal": "20.00", "periods": "2",
                   "start_date": "2026-10-22", "first_due_date": "2026-11-22" }
    })
}

async fn faultless(window: &Window, place: &str) {
    let faults = window.run(FAULTS).await;
    assert_eq!(faults, json!([]), "{place}");
}

/// Waits until the screen of the address is drawn, and nothing is on its way.
async fn drawn(window: &Window, marker: &str) {
    wait_for(marker, async || {
        let at = window.run(&format!("return {marker}")).await;
        at.as_bool()?.then_some(())
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_runs_breaks_or_widens_a_screen() {
    let folder = data_folder();
    drop(super::speaking(folder.path(), Language::ZhCn));
    let all: Vec<String> =
        hostile().iter().enumerate().map(|(n, one)| plan(n, &one.text).to_string()).collect();
    let lines = folder.path().join("plans.jsonl");
    std::fs::write(&lines, all.join("\n")).expect("written");
    let path = lines.display().to_string();
    let call = |arguments: &[&str]| cli(folder.path(), NOW, arguments);
    // One id a line: more than one answer.
    let added = std::process::Command::new(fenqi_tests::desktop::process::built("fenqi-cli"))
        .args(["--data-dir", &folder.path().display().to_string(), "--now", NOW, "--json"])
        .args(["plan", "add", "--create-accounts", &path])
        .output()
        .expect("the command runs");
    let ids: Vec<String> = String::from_utf8_lossy(&added.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    assert_eq!(ids.len(), all.len());
    call(&["remind"]);
    for (id, one) in ids.iter().zip(hostile()).take(20) {
        let source: String = one.text.chars().filter(|c| *c != '\0').take(60).collect();
        call(&["pay", id, "--seq", "1", "--amount", "5", &format!("--source={source}")]);
    }

    let window = Window::open(folder.path(), NOW).await;
    window.size(900, 600).await;
    for screen in SCREENS {
        window.go(screen).await;
        drawn(&window, "!!document.querySelector('main h1')").await;
        faultless(&window, screen).await;
    }
    for (id, one) in ids.iter().zip(hostile()) {
        window.go(&format!("#/plans/{id}")).await;
        drawn(
            &window,
            &format!("location.hash.includes('{id}') && !!document.querySelector('main .notes, main aside')"),
        )
        .await;
        faultless(&window, &one.name).await;
    }
    window.close().await;
}
