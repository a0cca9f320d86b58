//! The reminder driver on a machine whose clock, sleep and desktop the test decides: what the simulation of years
//! found, each in its smallest form.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use fenqi_app::clock::Zone;
use fenqi_app::contract::{
    Language, NoticeAnswer, PlanEdit, PlanId, ReminderRules, RowDraft, RuleSubject, Snooze, Topic,
};
use fenqi_app::ports::{Clock, Notifier};
use fenqi_app::{App, Driver, Notice, Pay};
use fenqi_store::SqliteStore;
use fenqi_tests::{app_at, data_folder, draft};
use serde_json::json;
use tempfile::TempDir;

fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("BUG: a literal instant")
}

struct State {
    wall: DateTime<Utc>,
    uptime: Duration,
    takes: bool,
    tried: Vec<Notice>,
    open: Vec<Notice>,
}

/// A machine: its clocks and its desktop.
#[derive(Clone)]
struct Machine(Arc<Mutex<State>>);

impl Machine {
    fn at(now: &str) -> Self {
        let (tried, open) = (Vec::new(), Vec::new());
        let (wall, uptime) = (instant(now).to_utc(), Duration::from_secs(1000));
        Self(Arc::new(Mutex::new(State { wall, uptime, takes: true, tried, open })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic")
    }

    /// Time passes, also while the machine sleeps.
    fn pass(&self, minutes: u32) {
        let mut state = self.state();
        state.wall += TimeDelta::minutes(i64::from(minutes));
        state.uptime += Duration::from_secs(u64::from(minutes) * 60);
    }

    /// Somebody sets the clock.
    fn set(&self, now: &str) {
        self.state().wall = instant(now).to_utc();
    }

    fn takes(&self, takes: bool) {
        self.state().takes = takes;
    }
}

impl Clock for Machine {
    fn now(&self) -> DateTime<Utc> {
        self.state().wall
    }

    fn zone(&self) -> Zone {
        Zone::Fixed(*instant("2026-11-22T10:00:00+08:00").offset())
    }

    fn uptime(&self) -> Option<Duration> {
        Some(self.state().uptime)
    }
}

impl Notifier for Machine {
    fn show(&self, notice: &Notice) -> Result<(), String> {
        let mut state = self.state();
        state.tried.push(notice.clone());
        if !state.takes {
            return Err("no daemon".to_owned());
        }
        state.open.push(notice.clone());
        Ok(())
    }

    fn shown(&self) -> Vec<Notice> {
        self.state().open.clone()
    }

    fn withdraw(&self, key: &str) {
        self.state().open.retain(|notice| notice.key != key);
    }
}

/// A process.
struct Process {
    app: App,
    driver: Driver,
    machine: Machine,
}

impl Process {
    fn start(folder: &TempDir, machine: &Machine) -> Self {
        let store = SqliteStore::open(folder.path()).expect("the file opens");
        let app = App::new(Box::new(store), Box::new(machine.clone()), Language::ZhCn);
        Self { app, driver: Driver::default(), machine: machine.clone() }
    }

    /// The keys of the popups that are tried now, without the plan's id.
    fn look(&mut self, changed: bool) -> Vec<String> {
        self.driver.look(&self.app, &self.machine, changed);
        let tried = std::mem::take(&mut self.machine.state().tried);
        tried
            .iter()
            .map(|notice| notice.key.split_once(':').map_or("", |(_, rest)| rest).to_owned())
            .collect()
    }
}

/// A plan of two rows of ¥100.00, the first due on 28 November.
fn headphones(folder: &TempDir) -> PlanId {
    let app = app_at(folder.path(), "2026-11-20T10:00:00+08:00");
    let plan = draft(json!({
        "account": "花呗", "title": "耳机", "purchased_on": "2026-10-28",
        "terms": { "method": "interest_free", "principal": "200.00", "periods": "2",
                   "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
    }));
    app.plans_add(&[plan], true).expect("added").remove(0)
}

fn rules(days_before: &[u16], at: &str) -> ReminderRules {
    ReminderRules {
        days_before: days_before.to_vec(),
        at: at.to_owned(),
        repeat_overdue: true,
        when_debited: false,
        quiet_from: None,
        quiet_until: None,
    }
}

const NOTHING: [&str; 0] = [];

/// What fires while the clock is doubted does not make the clock one that was seen.
#[test]
fn a_clock_that_is_doubted_is_not_remembered() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-27T08:00:00+08:00");
    let mut process = Process::start(&folder, &machine);
    assert_eq!(process.look(true), ["1:upcoming-3:2026-11-28"], "missed on the 25th");
    machine.set("1970-01-01T00:00:00+08:00");
    machine.pass(60);
    assert_eq!(process.look(false), ["1:upcoming-1:2026-11-28"], "by the time that has passed");
    drop(process);
    machine.set("2026-11-28T09:00:00+08:00");
    assert_eq!(
        Process::start(&folder, &machine).look(true),
        ["1:due:2026-11-28"],
        "the right time is believed"
    );
}

#[test]
fn what_is_put_off_while_the_clock_is_wrong_comes_by_the_right_one() {
    for wrong in ["2098-01-01T00:00:00+08:00", "1970-01-01T00:00:00+08:00"] {
        let folder = data_folder();
        headphones(&folder);
        let machine = Machine::at("2026-11-28T09:00:00+08:00");
        let mut process = Process::start(&folder, &machine);
        process.look(true);
        machine.set(wrong);
        assert_eq!(process.look(false), NOTHING);
        let waiting = process.app.inbox(None, 9).expect("an inbox").waiting.remove(0);
        process.app.notice_answer(&waiting.keys, &NoticeAnswer::Snooze(Snooze::Hour)).expect("put off");
        machine.pass(59);
        assert_eq!(process.look(true), NOTHING);
        machine.pass(1);
        assert!(process.look(true)[0].starts_with("1:again-"), "an hour has passed");
        assert_eq!(process.app.today().to_string(), "2026-11-28");
    }
}

#[test]
fn what_was_claimed_by_a_clock_that_was_ahead_is_offered_again() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-28T09:40:00+08:00");
    machine.takes(false);
    assert_eq!(Process::start(&folder, &machine).look(true), ["1:due:2026-11-28"]);
    machine.takes(true);
    machine.set("2026-11-28T09:20:00+08:00");
    assert_eq!(Process::start(&folder, &machine).look(true), ["1:due:2026-11-28"]);
}

/// What an earlier process claimed is let go of when the file can be written again, if not at the first look.
#[test]
fn what_was_claimed_is_offered_again_after_a_file_that_was_busy() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-28T09:00:00+08:00");
    machine.takes(false);
    assert_eq!(Process::start(&folder, &machine).look(true), ["1:due:2026-11-28"]);
    machine.takes(true);
    let mut process = Process::start(&folder, &machine);
    let other = rusqlite::Connection::open(folder.path().join(fenqi_store::FILE_NAME)).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("it writes");
    assert_eq!(process.look(true), NOTHING);
    other.execute_batch("ROLLBACK").expect("it is done");
    assert_eq!(process.look(true), ["1:due:2026-11-28"]);
}

/// Screens ask for the day when they hear that it is another: by then it has to be.
#[test]
fn the_end_of_a_doubt_is_told_with_the_day() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-28T09:00:00+08:00");
    Process::start(&folder, &machine).look(true);
    machine.set("1970-01-01T00:00:00+08:00");
    let mut process = Process::start(&folder, &machine);
    process.look(true);
    let mut changes = process.app.changes();
    machine.set("2026-11-28T10:00:00+08:00");
    process.look(false);
    let told = changes.try_recv().expect("told");
    assert!(told.topics.contains(&Topic::Today), "{told:?}");
    assert_eq!(process.app.today().to_string(), "2026-11-28");
}

/// Days without a desktop end in one popup, which says how things stand now.
#[test]
fn what_no_desktop_took_is_decided_anew() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-28T09:00:00+08:00");
    machine.takes(false);
    let mut process = Process::start(&folder, &machine);
    assert_eq!(process.look(true), ["1:due:2026-11-28"]);
    for late in 1..4 {
        machine.pass(24 * 60);
        assert_eq!(process.look(false)[0], format!("1:overdue-{late}:2026-11-28"));
    }
    machine.takes(true);
    machine.pass(1);
    assert_eq!(process.look(false), ["1:overdue-3:2026-11-28"], "not all four");
    machine.pass(1);
    assert_eq!(process.look(false), NOTHING);
}

#[test]
fn what_no_desktop_took_comes_again_when_its_payment_is_undone() {
    let folder = data_folder();
    let plan = headphones(&folder);
    let machine = Machine::at("2026-11-28T09:00:00+08:00");
    machine.takes(false);
    let mut process = Process::start(&folder, &machine);
    assert_eq!(process.look(true), ["1:due:2026-11-28"]);
    process.app.pay(&Pay { plan, n: 1, amount: None, on: None, source: None }).expect("paid");
    machine.pass(2);
    assert_eq!(process.look(true), NOTHING);
    process.app.undo().expect("undone");
    machine.takes(true);
    machine.pass(2);
    assert_eq!(process.look(true), ["1:due:2026-11-28"]);
}

#[test]
fn what_no_desktop_took_waits_for_the_end_of_quiet_hours() {
    let folder = data_folder();
    headphones(&folder);
    let machine = Machine::at("2026-11-28T21:59:30+08:00");
    machine.takes(false);
    let mut process = Process::start(&folder, &machine);
    let quiet = ReminderRules {
        quiet_from: Some("22:00".to_owned()),
        quiet_until: Some("07:00".to_owned()),
        ..rules(&[0], "09:00")
    };
    process.app.reminder_rules_set(&RuleSubject::All, &quiet).expect("set");
    assert_eq!(process.look(true), ["1:due:2026-11-28"]);
    machine.takes(true);
    machine.pass(1);
    assert_eq!(process.look(false), NOTHING, "it is quiet");
    machine.pass(9 * 60);
    assert_eq!(process.look(false), ["1:due:2026-11-28"]);
}

/// A day that has moved is not called by its old date: not by a popup that stands, nor by one that was not taken.
#[test]
fn a_popup_of_a_date_that_has_moved_goes() {
    for takes in [true, false] {
        let folder = data_folder();
        let plan = headphones(&folder);
        let machine = Machine::at("2026-11-28T09:00:00+08:00");
        machine.takes(takes);
        let mut process = Process::start(&folder, &machine);
        assert_eq!(process.look(true), ["1:due:2026-11-28"]);
        let edit = |day: &str| {
            let row = process.app.plan(&plan).expect("a plan").rows.remove(0);
            let moved = RowDraft {
                n: row.n,
                due_date: day.to_owned(),
                principal: row.principal,
                interest: row.interest,
                fee: row.fee,
            };
            process
                .app
                .plan_edit(&plan, &PlanEdit { rows: Some(vec![moved]), ..PlanEdit::default() })
                .expect("moved");
        };
        edit("2026-12-20");
        machine.takes(true);
        machine.pass(2);
        assert_eq!(process.look(true), NOTHING, "due in three weeks");
        assert_eq!(machine.shown(), []);
    }
}

/// Who has heard of today does not want to hear of yesterday.
#[test]
fn a_rule_that_moves_says_nothing_older_than_what_was_said() {
    let folder = data_folder();
    headphones(&folder);
    // Off on the 29th: that day's reminder was never said.
    let machine = Machine::at("2026-11-30T09:00:00+08:00");
    let mut process = Process::start(&folder, &machine);
    assert_eq!(process.look(true), ["1:overdue-2:2026-11-28"]);
    process.app.reminder_rules_set(&RuleSubject::All, &rules(&[0], "20:00")).expect("set");
    assert_eq!(process.look(true), NOTHING, "yesterday's, at 20:00, is the latest by the new rule");
    machine.pass(11 * 60);
    assert_eq!(process.look(false), NOTHING, "today's was said");
    machine.pass(24 * 60);
    assert_eq!(process.look(false), ["1:overdue-3:2026-11-28"]);
}
