//! One window that stays open: its page walks every screen, searches, adds, pays and undoes without a pause, while the
//! command line's door writes beside it and copies are made.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fenqi_app::contract::Language;
use fenqi_tests::desktop::bus::Services;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, csv, data_folder};

use crate::figures::Figures;

const SCREENS: [&str; 18] = [
    "overview",
    "calendar",
    "calendar/today/agenda",
    "calendar/today/year",
    "plans",
    "new",
    "accounts",
    "accounts/new",
    "records",
    "records/activity",
    "analysis",
    "analysis/limits",
    "analysis/debt",
    "analysis/costs",
    "analysis/spending",
    "payoff",
    "settings/reminders",
    "settings/data",
];
/// A screen is there, with its data, long before.
const LOOK: Duration = Duration::from_millis(300);

/// What the page does in a round besides showing screens. Each answer of Rust is waited for, none may be a refusal.
const WORK: &str = "
    const call = window.__TAURI_INTERNALS__.invoke;
    window.worked = null;
    (async () => {
      const accounts = await call('accounts');
      const form = await call('plan_form', { account: accounts[0].id });
      Object.assign(form, { title: 'Soak', price: '1200.00', periods: '6' });
      for (const price of ['1200.00', '1300.00', '1400.00']) await call('plan_preview', { form: { ...form, price } });
      const plan = await call('plan_add', { form });
      for (const n of [1, 2]) await call('pay', { form: { plan, n, amount: '', paid_on: '', source: '' } });
      await call('plan', { id: plan });
      await call('plans_page', { query: { search: 'Soak', limit: 50 } });
      for (let done = 0; done < 3; done += 1) await call('undo');
      await call('backup_now');
      return 'done';
    })().then((said) => (window.worked = said), (error) => (window.worked = JSON.stringify(error)));";

/// Types into the search of the plans, as a hand would, and empties it.
const SEARCH: &str = "
    const field = document.querySelector('input[type=search]');
    for (const text of ['手', '手机', '']) {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }";

/// Keeps more each second that is never let go: 600 MB an hour.
const LEAK: &str =
    "window.kept = []; setInterval(() => window.kept.push(new Uint8Array(175000).fill(1)), 1000);";

pub(crate) async fn soak(minutes: f64) -> bool {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW).speaking(Language::ZhCn);
    app.sample_add().expect("an empty file");
    let _services = Services::own().await;
    let window = Window::open(folder.path(), NOW).await;
    if crate::is_planted() {
        window.run(LEAK).await;
    }
    let mut figures = Figures::new("window");
    while figures.minutes() < minutes {
        for screen in SCREENS {
            window.go(&format!("/{screen}")).await;
            tokio::time::sleep(LOOK).await;
            if screen == "plans" {
                window.run(SEARCH).await;
            }
        }
        window.run(WORK).await;
        let said = wait_for("the page's work", async || {
            window.run("return window.worked").await.as_str().map(str::to_owned)
        });
        assert_eq!(said.await, "done", "nothing is refused");
        beside(folder.path());
        figures.round(window.process(), folder.path());
    }
    println!(
        "window: {} rounds of {} screens, 6 writes, a copy and an export each",
        figures.rounds(),
        SCREENS.len()
    );
    let sound = crate::judge(&figures);
    window.close().await;
    sound
}

/// Another process writes, too, and takes it back; what was copied and exported is removed.
fn beside(folder: &Path) {
    let app = app_at(folder, NOW);
    let account =
        serde_json::from_value(serde_json::json!({ "name": "Beside" })).expect("BUG: a sound draft");
    app.account_add(account).expect("added");
    app.undo().expect("undone");
    let export = folder.join("rows.csv");
    fs::write(&export, csv(&app, fenqi_app::contract::ExportTable::Rows).expect("exported"))
        .expect("written");
    fs::remove_file(&export).expect("removed");
    for copy in fs::read_dir(folder.join("backups")).expect("copies").flatten() {
        if copy.file_name().to_string_lossy().contains("asked") {
            fs::remove_file(copy.path()).expect("removed");
        }
    }
}
