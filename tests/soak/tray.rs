//! The app in the tray: its window opened and closed again and again, worked by keys; reminders fired and answered;
//! the clock stepped under it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use fenqi_app::contract::{Language, PlanSummary, Settings, Theme};
use fenqi_app::{App, Pay};
use fenqi_tests::desktop::bus::{Services, Tray};
use fenqi_tests::desktop::process::{Process, close, is_shown, xdotool};
use fenqi_tests::desktop::{wait_for, wait_longer_for};
use fenqi_tests::{app_at, data_folder, draft};
use serde_json::json;

use crate::figures::Figures;

/// When the run begins by the app's clock: long before midnight, and after nine, so that what is due soon is said.
const BEGIN: &str = "2026-11-22T10:00:00+08:00";
/// What is done to the clock, one after the other, a step each few rounds. Two hours are doubted, and then taken back.
const STEPS: [TimeDelta; 4] =
    [TimeDelta::minutes(40), TimeDelta::minutes(-40), TimeDelta::hours(2), TimeDelta::hours(-2)];
const ROUNDS_A_STEP: u32 = 3;
/// The screens that the palette knows.
const SCREENS: [&str; 9] = [
    "go-overview",
    "go-calendar",
    "go-plans",
    "go-accounts",
    "go-records",
    "go-analysis",
    "go-payoff",
    "go-inbox",
    "go-settings",
];
/// How many of them a round walks.
const WALKED: usize = 3;
/// The driver looks every ten seconds. A minute is long for a popup.
const REMINDED: u32 = 60;

/// The clock of the app, which the test can step.
struct SteppedClock {
    file: PathBuf,
    ahead: TimeDelta,
}

impl SteppedClock {
    fn new(folder: &Path) -> Self {
        let begin: DateTime<FixedOffset> = BEGIN.parse().expect("BUG: a literal instant");
        let clock = Self { file: folder.join("clock"), ahead: begin.to_utc() - Utc::now() };
        clock.write();
        clock
    }

    fn write(&self) {
        fs::write(&self.file, self.ahead.num_seconds().to_ne_bytes()).expect("written");
    }

    fn step(&mut self, by: TimeDelta) {
        self.ahead += by;
        self.write();
    }

    fn now(&self) -> DateTime<FixedOffset> {
        (Utc::now() + self.ahead).with_timezone(&FixedOffset::east_opt(8 * 3600).expect("BUG: an offset"))
    }

    /// Another process on the same file, at the app's time.
    fn app(&self, folder: &Path) -> App {
        app_at(folder, &self.now().to_rfc3339())
    }
}

/// Builds the library that stands between the app and the machine's clock.
fn library(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("clock.c"), folder.join("clock.so"));
    fs::write(&source, include_str!("clock.c")).expect("written");
    let built = Command::new("cc").args(["-O1", "-shared", "-fPIC", "-o"]).args([&library, &source]).status();
    assert!(built.expect("a C compiler").success());
    library
}

pub(crate) async fn soak(minutes: f64) -> bool {
    let (folder, beside) = (data_folder(), data_folder());
    let mut clock = SteppedClock::new(beside.path());
    let app = clock.app(folder.path());
    app.sample_add().expect("an empty file");
    app.settings_set(Settings { language: Some(Language::ZhCn), theme: Theme::Light, ..Settings::default() })
        .expect("set");
    drop(app);
    let services = Services::own().await;
    let mut process = Process::start_on_a_clock(folder.path(), &library(beside.path()), &clock.file);
    close(&process.window().await).await;
    let tray = services.tray(process.id()).await;
    let mut figures = Figures::new("tray");
    let (mut steps, mut unseen) = (0, 0);
    while figures.minutes() < minutes {
        let round = figures.rounds();
        if round % ROUNDS_A_STEP == ROUNDS_A_STEP - 1 {
            clock.step(STEPS[steps % STEPS.len()]);
            steps += 1;
        }
        // In turns with the window open and in the tray alone.
        if round.is_multiple_of(2) {
            unseen += u32::from(!a_reminder_is_answered(&services, &clock, folder.path(), round).await);
            open_work_and_close(&mut process, &tray, folder.path(), beside.path(), round).await;
        } else {
            let window = open(&mut process, &tray).await;
            unseen += u32::from(!a_reminder_is_answered(&services, &clock, folder.path(), round).await);
            close(&window).await;
            in_the_tray(&mut process).await;
            open_work_and_close(&mut process, &tray, folder.path(), beside.path(), round).await;
        }
        figures.round(process.id(), folder.path());
    }
    let rounds = figures.rounds();
    println!(
        "tray: {rounds} rounds, {} openings, {steps} steps of the clock, {rounds} plans paid and undone, {rounds} exports, {} reminders answered, {unseen} not seen",
        rounds + rounds / 2,
        rounds - unseen
    );
    let sound = crate::judge(&figures);
    assert!(unseen * 50 <= rounds, "{unseen} of {rounds} reminders were not seen");
    tray.choose("退出").await;
    assert_eq!(process.end().await.0, Some(0), "it quits as it should");
    sound
}

async fn open(process: &mut Process, tray: &Tray) -> String {
    process.must_run();
    tray.click().await;
    let window = process.window().await;
    xdotool(&["windowactivate", "--sync", &window]);
    window
}

async fn in_the_tray(process: &mut Process) {
    wait_for("the webview's end", async || (process.web_processes() == 0).then_some(())).await;
    process.must_run();
}

/// Adds a plan that is due tomorrow, waits for its popup and says that it is paid. Answers whether the popup came; if
/// not, the row is paid all the same, for what comes after it.
async fn a_reminder_is_answered(
    services: &Services,
    clock: &SteppedClock,
    folder: &Path,
    round: u32,
) -> bool {
    let (app, title) = (clock.app(folder), title(round));
    let tomorrow = (clock.now().date_naive() + TimeDelta::days(1)).to_string();
    let plan = json!({
        "account": app.accounts().expect("accounts")[0].name, "title": title, "purchased_on": app.today().to_string(),
        "terms": { "method": "interest_free", "principal": "12.00", "periods": "3",
                   "start_date": app.today().to_string(), "first_due_date": tomorrow }
    });
    let plan = app.plans_add(&[draft(plan)], true).expect("added").remove(0);
    let is_paid = || app.plan(&plan).expect("a plan").track.paid == 1;
    let popup = within_seconds(REMINDED, || {
        services.popups().into_iter().find(|popup| popup.summary.contains(&title))
    })
    .await;
    match &popup {
        Some(popup) => services.answer(popup, "paid").await,
        None => {
            let pay = Pay { plan: plan.clone(), n: 1, amount: None, on: None, source: None };
            app.pay(&pay).expect("paid");
        }
    }
    wait_for("the payment", async || is_paid().then_some(())).await;
    popup.is_some()
}

/// Walks screens, finds the plan, exports, undoes the payment and the plan by keys, and closes the window.
async fn open_work_and_close(process: &mut Process, tray: &Tray, folder: &Path, beside: &Path, round: u32) {
    let window = open(process, tray).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    for screen in SCREENS.iter().cycle().skip(round as usize * WALKED % SCREENS.len()).take(WALKED) {
        palette(screen).await;
    }
    palette(&format!("Soak {round}")).await;
    export(&beside.join(format!("rows-{round}.csv"))).await;
    undo(&window, async || found(folder, round).is_some_and(|plan| plan.track.paid == 0)).await;
    undo(&window, async || found(folder, round).is_none()).await;
    close(&window).await;
    in_the_tray(process).await;
}

/// The round's plan as it is stored.
fn found(folder: &Path, round: u32) -> Option<PlanSummary> {
    let title = title(round);
    app_at(folder, BEGIN).plans().expect("plans").into_iter().find(|plan| plan.title == title)
}

fn title(round: u32) -> String {
    format!("Soak {round}.")
}

/// Undoes by key, once, and waits until it has.
async fn undo(window: &str, done: impl AsyncFn() -> bool) {
    xdotool(&["windowactivate", "--sync", window]);
    xdotool(&["key", "--clearmodifiers", "ctrl+z"]);
    wait_for("an undo", async || done().await.then_some(())).await;
}

/// Chooses what the palette finds first. What is still open from before is closed.
async fn palette(words: &str) {
    xdotool(&["key", "--clearmodifiers", "Escape", "Escape", "ctrl+k"]);
    tokio::time::sleep(Duration::from_millis(250)).await;
    xdotool(&["type", "--delay", "15", words]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    xdotool(&["key", "Return"]);
    tokio::time::sleep(Duration::from_millis(400)).await;
}

/// Exports through the system's dialog, and removes the file. On a busy machine the palette may not have found it yet
/// when Return comes, and the dialog may take a part of a path for another: it is left then, and asked for again.
async fn export(path: &Path) {
    wait_longer_for("the export", async || {
        palette("export").await;
        within_seconds(10, || is_shown("导出到文件").then_some(())).await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        xdotool(&["key", "--clearmodifiers", "ctrl+a", "BackSpace"]);
        xdotool(&["type", "--delay", "30", &path.display().to_string()]);
        tokio::time::sleep(Duration::from_millis(500)).await;
        xdotool(&["key", "Return"]);
        within_seconds(10, || fs::remove_file(path).ok()).await
    })
    .await;
}

async fn within_seconds<T>(seconds: u32, ready: impl Fn() -> Option<T>) -> Option<T> {
    for _ in 0..5 * seconds {
        if let Some(found) = ready() {
            return Some(found);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    None
}
