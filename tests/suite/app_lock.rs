//! The app lock, on a machine whose clocks the test decides: when it locks, what opens it, and where its passcode is not.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use fenqi_app::clock::Zone;
use fenqi_app::contract::{AppError, ErrorCode, ExportTable, Field, Language, LockAfter, Topic};
use fenqi_app::ports::Clock;
use fenqi_app::{App, BackupReason, Passphrase};
use fenqi_store::SqliteStore;
use fenqi_tests::{NOW, add_three, app_at, csv, data_folder};

const PASSCODE: &str = "2468";
const FILE: &str = "fenqi.passcode";

/// A machine with both clocks.
#[derive(Clone)]
struct Machine(Arc<Mutex<(DateTime<Utc>, Duration)>>);

impl Machine {
    fn new() -> Self {
        let now = DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant");
        Self(Arc::new(Mutex::new((now.to_utc(), Duration::from_secs(1000)))))
    }

    fn clocks(&self) -> MutexGuard<'_, (DateTime<Utc>, Duration)> {
        self.0.lock().expect("no panic")
    }

    /// Time passes, also while the machine sleeps.
    fn pass(&self, seconds: u32) {
        let mut clocks = self.clocks();
        clocks.0 += TimeDelta::seconds(seconds.into());
        clocks.1 += Duration::from_secs(seconds.into());
    }

    /// Somebody sets the clock.
    fn set(&self, by: TimeDelta) {
        self.clocks().0 += by;
    }

    /// A desktop that starts.
    fn start(&self, folder: &Path) -> App {
        let store = SqliteStore::open(folder).expect("the file opens");
        let app = App::new(Box::new(store), Box::new(self.clone()), Language::ZhCn);
        app.lock_at_start();
        app
    }
}

impl Clock for Machine {
    fn now(&self) -> DateTime<Utc> {
        self.clocks().0
    }

    fn zone(&self) -> Zone {
        Zone::Fixed(*DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant").offset())
    }

    fn uptime(&self) -> Option<Duration> {
        Some(self.clocks().1)
    }
}

fn passcode(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn set(app: &App, after: LockAfter) {
    app.passcode_set(None, &passcode(PASSCODE), &passcode(PASSCODE)).expect("set");
    app.lock_after_set(after).expect("set");
}

fn unlock(app: &App, with: &str) -> Result<(), ErrorCode> {
    app.unlock(&passcode(with)).map_err(|error| error.code)
}

/// For how many seconds the lock screen says that nothing is tried.
fn waits(app: &App) -> u32 {
    let refusal = app.lock_state().expect("a state").refusal;
    refusal.map_or(0, |refusal| refusal.params["seconds"].parse().expect("a number"))
}

#[test]
fn without_a_passcode_nothing_ever_locks() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    machine.pass(1_000_000);
    app.lock_closed();
    assert!(!app.is_locked());
    assert_eq!(app.lock_now().expect_err("refused").code, ErrorCode::LockUnset);
    assert_eq!(app.lock_after_set(LockAfter::Close).expect_err("refused").code, ErrorCode::LockUnset);
    assert_eq!(app.state().expect("a state").lock, None);
}

#[test]
fn with_one_it_is_locked_at_each_start_and_its_passcode_alone_opens_it() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Start);
    assert!(!app.is_locked(), "who sets it is there");
    machine.pass(1_000_000);
    app.lock_closed();
    assert!(!app.is_locked(), "never but at the start");
    let app = machine.start(folder.path());
    assert!(app.is_locked());
    assert!(app.lock_state().expect("a state").locked);
    let wrong = app.unlock(&passcode("2469")).expect_err("refused");
    assert_eq!((wrong.code, wrong.field), (ErrorCode::PasscodeWrong, Some(Field::Passcode)));
    assert_eq!(unlock(&app, ""), Err(ErrorCode::PasscodeWrong));
    assert!(app.is_locked());
    assert_eq!(unlock(&app, PASSCODE), Ok(()));
    assert!(!app.is_locked());
}

#[test]
fn it_locks_after_the_chosen_time_without_use_and_not_before() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    let choices = [
        (LockAfter::Minute1, 60),
        (LockAfter::Minutes5, 300),
        (LockAfter::Minutes15, 900),
        (LockAfter::Minutes60, 3600),
    ];
    set(&app, LockAfter::Close);
    for (after, seconds) in choices {
        app.lock_after_set(after).expect("set");
        machine.pass(seconds - 1);
        app.lock_used();
        machine.pass(seconds - 1);
        assert!(!app.is_locked(), "{after:?}: used in between");
        assert_eq!(app.locks_in(), Some(Duration::from_secs(1)));
        let mut news = app.changes();
        machine.pass(1);
        assert!(app.is_locked(), "{after:?}");
        assert_eq!(
            news.try_recv().map(|change| change.topics),
            Ok(vec![Topic::Settings]),
            "the page is told"
        );
        app.lock_used();
        assert!(app.is_locked(), "use does not open it");
        assert_eq!(app.locks_in(), None);
        assert_eq!(unlock(&app, PASSCODE), Ok(()));
    }
}

/// A use that comes when the time is over is one too late, though nobody has looked since.
#[test]
fn a_use_that_comes_too_late_keeps_nothing_open() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Minute1);
    machine.pass(60);
    app.lock_used();
    assert!(app.is_locked());
}

#[test]
fn a_clock_that_is_set_neither_locks_nor_keeps_open() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Minutes15);
    machine.set(TimeDelta::days(2));
    assert!(!app.is_locked(), "nobody was away");
    machine.set(TimeDelta::days(-400));
    machine.pass(900);
    assert!(app.is_locked());
}

#[test]
fn closing_the_window_locks_only_where_that_was_chosen() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Minutes5);
    app.lock_closed();
    assert!(!app.is_locked());
    app.lock_after_set(LockAfter::Close).expect("set");
    machine.pass(100_000);
    assert!(!app.is_locked(), "it is open all the while");
    app.lock_closed();
    assert!(app.is_locked());
}

#[test]
fn wrong_tries_wait_longer_and_longer_also_across_a_start() {
    let (folder, machine) = (data_folder(), Machine::new());
    set(&machine.start(folder.path()), LockAfter::Start);
    let app = machine.start(folder.path());
    for _ in 0..4 {
        assert_eq!(unlock(&app, "0000"), Err(ErrorCode::PasscodeWrong));
    }
    assert_eq!(waits(&app), 0);
    let refused: AppError = app.unlock(&passcode("0000")).expect_err("the fifth");
    assert_eq!((refused.code, refused.field), (ErrorCode::LockWait, Some(Field::Passcode)));
    assert_eq!((refused.params["seconds"].as_str(), refused.params["minutes"].as_str()), ("30", "0"));
    machine.pass(29);
    assert_eq!(unlock(&app, PASSCODE), Err(ErrorCode::LockWait), "not even the right one");
    // A kill does not shorten the wait.
    drop(app);
    let app = machine.start(folder.path());
    assert_eq!(waits(&app), 1);
    assert_eq!(unlock(&app, PASSCODE), Err(ErrorCode::LockWait));
    machine.pass(1);
    assert_eq!(unlock(&app, "0000"), Err(ErrorCode::LockWait), "the sixth");
    assert_eq!(waits(&app), 60);
    machine.pass(60);
    assert_eq!(unlock(&app, PASSCODE), Ok(()));
    app.lock_now().expect("locked");
    assert_eq!(unlock(&app, "0000"), Err(ErrorCode::PasscodeWrong), "the right one forgives");
    assert_eq!(unlock(&app, PASSCODE), Ok(()));
}

#[test]
fn setting_the_clock_does_not_shorten_a_wait_and_never_makes_it_longer_than_it_is() {
    let (folder, machine) = (data_folder(), Machine::new());
    set(&machine.start(folder.path()), LockAfter::Start);
    let app = machine.start(folder.path());
    for _ in 0..5 {
        unlock(&app, "0000").expect_err("refused");
    }
    machine.set(TimeDelta::minutes(50));
    assert_eq!(waits(&app), 30, "the time since the machine was started tells");
    drop(app);
    machine.set(TimeDelta::days(-900));
    let app = machine.start(folder.path());
    assert_eq!(waits(&app), 30, "not nine hundred days");
    machine.pass(30);
    assert_eq!(unlock(&app, PASSCODE), Ok(()));
}

#[test]
fn many_tries_at_once_are_each_counted() {
    let (folder, machine) = (data_folder(), Machine::new());
    set(&machine.start(folder.path()), LockAfter::Start);
    let app = machine.start(folder.path());
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| unlock(&app, "0000").expect_err("refused"));
        }
    });
    assert_eq!(waits(&app), 30, "five were tried, and the others were not");
}

#[test]
fn what_is_locked_while_its_passcode_is_changed_stays_locked() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Start);
    let kept = || fs::read(folder.path().join(FILE)).expect("kept");
    let before = kept();
    std::thread::scope(|scope| {
        let change = scope
            .spawn(|| app.passcode_set(Some(&passcode(PASSCODE)), &passcode("13579"), &passcode("13579")));
        // A try is noted before it is worked on.
        while kept() == before {
            std::thread::yield_now();
        }
        app.lock_now().expect("locked");
        change.join().expect("no panic").expect("changed");
    });
    assert!(app.is_locked());
    unlock(&app, "13579").expect("unlocked");
}

#[test]
fn a_passcode_is_changed_and_switched_off_by_who_knows_it() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    set(&app, LockAfter::Minutes60);
    let refused = |current: Option<&str>, new: &str, again: &str| {
        let current = current.map(passcode);
        let refused = app.passcode_set(current.as_ref(), &passcode(new), &passcode(again));
        refused.map_err(|error| (error.code, error.field))
    };
    assert_eq!(refused(None, "13579", "13579"), Err((ErrorCode::PasscodeWrong, Some(Field::Passcode))));
    assert_eq!(
        refused(Some("0000"), "13579", "13579"),
        Err((ErrorCode::PasscodeWrong, Some(Field::Passcode)))
    );
    assert_eq!(
        refused(Some(PASSCODE), "135", "135"),
        Err((ErrorCode::PasscodeShort, Some(Field::PasscodeNew)))
    );
    assert_eq!(
        refused(Some(PASSCODE), "13579", "1357"),
        Err((ErrorCode::PasscodeDiffers, Some(Field::PasscodeAgain)))
    );
    assert_eq!(refused(Some(PASSCODE), "13579", "13579"), Ok(()));
    assert_eq!(app.lock_after(), Ok(Some(LockAfter::Minutes60)), "the rest stays");
    app.lock_now().expect("locked");
    assert_eq!(unlock(&app, PASSCODE), Err(ErrorCode::PasscodeWrong));
    assert_eq!(unlock(&app, "13579"), Ok(()));
    assert_eq!(app.lock_off(&passcode(PASSCODE)).expect_err("refused").code, ErrorCode::PasscodeWrong);
    app.lock_off(&passcode("13579")).expect("off");
    assert!(!folder.path().join(FILE).exists());
    assert_eq!(app.state().expect("a state").lock, None);
    assert!(!machine.start(folder.path()).is_locked());
}

/// As `fenqi-cli lock off` does it, while the window is locked.
#[test]
fn who_may_read_the_folder_takes_the_lock_off_and_loses_nothing() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    add_three(&app);
    set(&app, LockAfter::Minute1);
    app.lock_now().expect("locked");
    let other = app_at(folder.path(), NOW);
    assert!(!other.is_locked(), "the command line is not locked");
    other.lock_remove().expect("removed");
    assert!(!app.lock_state().expect("a state").locked, "the window is told when it asks");
    assert_eq!(app.plans().expect("plans").len(), 3);
    // And where it was open, it does not lock any more.
    set(&app, LockAfter::Minute1);
    other.lock_remove().expect("removed");
    machine.pass(3600);
    assert!(!app.is_locked());
}

#[test]
fn a_passcode_that_cannot_be_read_locks_and_the_way_out_is_named() {
    let (folder, machine) = (data_folder(), Machine::new());
    set(&machine.start(folder.path()), LockAfter::Start);
    for broken in ["", "{}", "null", "\u{0}\u{0}"] {
        fs::write(folder.path().join(FILE), broken).expect("written");
        let app = machine.start(folder.path());
        assert!(app.is_locked(), "{broken:?}");
        let refused = app.unlock(&passcode(PASSCODE)).expect_err("refused");
        assert_eq!(refused.code, ErrorCode::LockDamaged, "{broken:?}");
        assert_eq!(
            app.lock_state().expect("a state").refusal,
            Some(refused.clone()),
            "the screen says it, too"
        );
        assert!(app.words().error(&refused).contains("fenqi-cli lock off"));
        assert!(app.is_locked());
    }
    app_at(folder.path(), NOW).lock_remove().expect("removed");
    assert!(!machine.start(folder.path()).is_locked());
}

#[test]
fn the_passcode_is_in_a_private_file_and_in_nothing_that_leaves_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    add_three(&app);
    let actions = app.activity(None, 200).expect("actions").len();
    set(&app, LockAfter::Minutes5);
    let path = folder.path().join(FILE);
    let mode = fs::metadata(&path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let kept = fs::read_to_string(&path).expect("text");
    let hash =
        kept.split("\"hash\":").nth(1).and_then(|rest| rest.split(']').next()).expect("a hash").to_owned();
    assert!(hash.len() > 60, "{kept}");
    assert_eq!(app.activity(None, 200).expect("actions").len(), actions, "the journal does not know");
    let copy = app.back_up(BackupReason::Asked).expect("made").path;
    let mut document = Vec::new();
    app.export_json(&mut document).expect("written");
    let exports =
        [document, csv(&app, ExportTable::Accounts).expect("written"), fs::read(copy).expect("bytes")];
    let of_the_file =
        ["fenqi.db", "fenqi.db-wal"].map(|name| fs::read(folder.path().join(name)).unwrap_or_default());
    for bytes in exports.iter().chain(&of_the_file) {
        assert!(!bytes.windows(hash.len()).any(|window| window == hash.as_bytes()));
        assert!(!bytes.windows(8).any(|window| window == b"passcode"));
    }
    let lost = fs::read_dir(folder.path()).expect("a folder").flatten();
    let lost: Vec<_> =
        lost.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().contains(".part")).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn undo_and_restore_leave_the_lock_as_it_is() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    add_three(&app);
    // A copy from before there was a lock, and one from a time with another passcode.
    let copies = [app.back_up(BackupReason::Asked).expect("made").path, {
        app.passcode_set(None, &passcode("9999"), &passcode("9999")).expect("set");
        machine.pass(1);
        app.back_up(BackupReason::Asked).expect("made").path
    }];
    app.lock_off(&passcode("9999")).expect("off");
    set(&app, LockAfter::Minutes5);
    app.undo().expect("the plans go");
    assert_eq!(app.lock_after(), Ok(Some(LockAfter::Minutes5)));
    let store = SqliteStore::open(folder.path()).expect("the file opens");
    for (n, copy) in copies.iter().enumerate() {
        store.restore(Path::new(copy), &format!("aside-{n}")).expect("restored");
        assert_eq!(machine.start(folder.path()).plans().expect("plans").len(), 3);
        let app = machine.start(folder.path());
        assert!(app.is_locked(), "no copy opens it");
        assert_eq!(unlock(&app, PASSCODE), Ok(()), "no copy brings another passcode");
    }
    drop((app, store));
    fenqi_store::restore_over(folder.path(), Path::new(&copies[0])).expect("restored");
    assert!(machine.start(folder.path()).is_locked());
}

#[test]
fn while_locked_the_tray_names_nothing_and_tells_no_sum() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    add_three(&app);
    machine.pass(40 * 86_400);
    set(&app, LockAfter::Minutes5);
    let open = app.tray_summary().expect("a summary");
    assert!(!open.next.is_empty() && !open.overdue.is_empty() && open.overdue_rows > 0);
    assert_eq!(open.locked, Some(false));
    app.lock_now().expect("locked");
    let locked = app.tray_summary().expect("a summary");
    assert_eq!(locked.locked, Some(true));
    assert!(locked.next.is_empty() && locked.overdue.is_empty() && locked.month_left.is_empty());
    assert_eq!(locked.overdue_rows, open.overdue_rows, "that something is overdue is told");
}

#[test]
fn while_locked_reminders_come_and_a_popup_names_nothing() {
    let (folder, machine) = (data_folder(), Machine::new());
    let app = machine.start(folder.path());
    add_three(&app);
    set(&app, LockAfter::Minutes5);
    app.lock_now().expect("locked");
    machine.pass(6 * 86_400);
    let fired = app.remind(None, false).expect("reminded").fire;
    assert!(!fired.is_empty());
    for notice in fired {
        let (title, body) = app.said_while_locked(&notice);
        let said = format!("{title} {body}");
        let names = ["小米", "ThinkPad", "备用金", "441", "5,000"];
        assert!(!names.iter().any(|name| said.contains(name)), "{said}");
        let open = format!("{} {}", notice.title, notice.body);
        assert!(names.iter().any(|name| open.contains(name)) || !notice.covers.is_empty(), "{open}");
    }
}
