//! Reminders through the use cases and the driver: claimed once, never for paid rows, retried after a kill.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use fenqi_app::ports::Notifier;
use fenqi_app::{App, Notice, NoticeKind, Pay, Wake, drive};
use fenqi_tests::{add_three, app_at, data_folder};

fn at(text: &str) -> Option<DateTime<FixedOffset>> {
    Some(DateTime::parse_from_rfc3339(text).expect("BUG: a literal instant"))
}

fn kinds(notices: &[Notice]) -> Vec<NoticeKind> {
    notices.iter().map(|notice| notice.kind).collect()
}

/// The three plans with the phone's past rows paid.
fn tidy_app(folder: &std::path::Path, now: &str) -> App {
    let app = app_at(folder, now);
    let ids = add_three(&app);
    for n in [1, 2] {
        app.pay(&Pay { plan: ids[0].clone(), n, amount: None, on: None, source: None }).expect("paid");
    }
    app
}

#[test]
fn a_due_row_fires_once_and_a_rehearsal_changes_nothing() {
    let folder = data_folder();
    let app = tidy_app(folder.path(), "2026-11-22T10:00:00+08:00");
    let nine = at("2026-11-28T09:00:00+08:00");
    for _ in 0..2 {
        let rehearsal = app.remind(nine, true).expect("decided");
        // The advance is due in two days: its reminder of three days before is the latest, and was not sent.
        assert_eq!(kinds(&rehearsal.fire), [NoticeKind::Upcoming, NoticeKind::Due]);
    }
    let fired = app.remind(nine, false).expect("decided");
    let due = fired.fire.iter().find(|notice| notice.kind == NoticeKind::Due).expect("the phone");
    assert_eq!(due.title, "小米 15 Pro：今天到期");
    assert_eq!(due.body, "小米分期 · 第 3/12 期 · 11 月 28 日应还 ¥441.58");
    assert_eq!(app.remind(nine, false).expect("decided").fire, [], "the same key never fires again");
    let wake = fired.next_wake.expect("something is always next").to_rfc3339();
    assert_eq!(wake, "2026-11-29T09:00:00+08:00");
}

#[test]
fn a_paid_row_is_never_reminded_of() {
    let folder = data_folder();
    let app = tidy_app(folder.path(), "2026-11-22T10:00:00+08:00");
    app.pay_statement("小米分期", "2026-11-28", None, None).expect("paid");
    let fired = app.remind(at("2026-11-28T09:00:00+08:00"), false).expect("decided").fire;
    assert!(fired.iter().all(|notice| !notice.title.contains("小米")), "{fired:?}");
}

#[test]
fn a_long_absence_is_one_digest() {
    let folder = data_folder();
    let app = tidy_app(folder.path(), "2026-11-22T10:00:00+08:00");
    let fired = app.remind(at("2027-06-01T12:00:00+08:00"), false).expect("decided").fire;
    assert_eq!(kinds(&fired), [NoticeKind::Digest]);
    assert!(fired[0].covers.len() > 10, "{}", fired[0].title);
    assert_eq!(app.remind(at("2027-06-01T12:00:00+08:00"), false).expect("decided").fire, []);
}

/// A desktop that takes or refuses notices, and remembers them.
struct Desktop {
    takes: bool,
    shown: Mutex<Vec<String>>,
}

impl Notifier for Desktop {
    fn show(&self, notice: &Notice) -> Result<(), String> {
        self.shown.lock().expect("no panic").push(notice.key.clone());
        if self.takes { Ok(()) } else { Err("no daemon".to_owned()) }
    }

    fn shown(&self) -> Vec<Notice> {
        Vec::new()
    }

    fn withdraw(&self, _key: &str) {}
}

/// Runs the driver for a moment, as one life of a process, and answers what it tried to show.
async fn one_life(app: App, takes: bool) -> Vec<String> {
    let desktop = Arc::new(Desktop { takes, shown: Mutex::default() });
    let (wake, wakes) = tokio::sync::mpsc::channel(1);
    let driver = tokio::spawn(drive(Arc::new(app), Arc::clone(&desktop) as Arc<dyn Notifier>, wakes));
    tokio::time::sleep(Duration::from_millis(300)).await;
    wake.send(Wake::Changed).await.expect("the driver listens");
    tokio::time::sleep(Duration::from_millis(300)).await;
    wake.send(Wake::Quit).await.expect("the driver listens");
    driver.await.expect("the driver ends");
    desktop.shown.lock().expect("no panic").clone()
}

#[tokio::test]
async fn what_the_desktop_did_not_take_is_offered_again_at_the_next_start() {
    let folder = data_folder();
    let due_day = "2026-11-28T09:00:05+08:00";
    tidy_app(folder.path(), "2026-11-22T10:00:00+08:00");
    let refused = one_life(app_at(folder.path(), due_day), false).await;
    assert_eq!(refused.len(), 2, "each once, however often the driver looks: {refused:?}");
    let taken = one_life(app_at(folder.path(), due_day), true).await;
    assert_eq!(taken, refused);

    assert_eq!(
        one_life(app_at(folder.path(), due_day), true).await,
        Vec::<String>::new(),
        "delivered is delivered"
    );
}

/// What nobody took is decided anew, not repeated: paid rows are left out, and the days are counted from now.
#[tokio::test]
async fn what_was_not_taken_is_decided_anew() {
    let folder = data_folder();
    tidy_app(folder.path(), "2026-11-22T10:00:00+08:00");
    one_life(app_at(folder.path(), "2026-11-28T09:00:05+08:00"), false).await;
    let later = app_at(folder.path(), "2026-11-29T10:00:00+08:00");
    later.pay_statement("小米分期", "2026-11-28", None, None).expect("paid");
    let shown = one_life(later, true).await;
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown[0].contains("upcoming-1:2026-11-30"), "the advance, a day before: {shown:?}");
}

#[test]
fn two_digests_at_one_instant_do_not_collide() {
    let folder = data_folder();
    let app = app_at(folder.path(), "2026-11-22T10:00:00+08:00");
    for _ in 0..2 {
        add_three(&app);
        add_three(&app);
        let fired = app.remind(at("2027-06-01T10:00:00+08:00"), false).expect("decided").fire;
        assert_eq!(kinds(&fired), [NoticeKind::Digest]);
    }
}

/// A cron job that was killed between claiming and printing: the next one, minutes later, says it.
#[test]
fn a_stale_claim_is_recovered() {
    let folder = data_folder();
    let app = tidy_app(folder.path(), "2026-11-28T09:00:00+08:00");
    assert_eq!(app.remind(None, false).expect("decided").fire.len(), 2);
    let soon = app_at(folder.path(), "2026-11-28T09:01:00+08:00");
    soon.recover(chrono::TimeDelta::minutes(5)).expect("recovered");
    assert_eq!(soon.remind(None, false).expect("decided").fire, [], "it may still be on its way");
    let later = app_at(folder.path(), "2026-11-28T09:06:00+08:00");
    later.recover(chrono::TimeDelta::minutes(5)).expect("recovered");
    assert_eq!(later.remind(None, false).expect("decided").fire.len(), 2);
}
