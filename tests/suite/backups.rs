//! Copies of the file: made, checked, kept, put back. Nothing that was there is ever lost by it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use fenqi_app::App;
use fenqi_app::BackupReason;
use fenqi_app::clock::SetClock;
use fenqi_app::contract::{ErrorCode, Language};
use fenqi_store::{FILE_NAME, SqliteStore, rehearse, restore_over};
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, laptop, phone};
use rusqlite::Connection;

fn app_and_store(folder: &Path, now: &str) -> (App, Arc<SqliteStore>) {
    let store = Arc::new(SqliteStore::open(folder).expect("the file opens"));
    let now = DateTime::parse_from_rfc3339(now).expect("BUG: a literal instant");
    let app = App::new(Box::new(Arc::clone(&store)), Box::new(SetClock::standing(now)), Language::ZhCn);
    (app, store)
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files").join(name)
}

fn sql(folder: &Path, statement: &str) {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    assert!(file.execute(statement, []).expect("SQL") > 0, "{statement}");
}

#[test]
fn there_is_one_copy_a_day_and_an_empty_file_makes_none() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    assert_eq!(app.back_up_daily(), Ok(false), "nothing to keep");
    assert!(!app.backups().expect("backups").stale, "nothing to lose");
    add_three(&app);
    assert!(app.backups().expect("backups").stale);
    assert_eq!(app.back_up_daily(), Ok(true));
    assert_eq!(app.back_up_daily(), Ok(false), "today's is there");
    let view = app.backups().expect("backups");
    let contents = view.backups[0].contents.clone().expect("readable");
    assert_eq!((view.stale, view.backups.len(), contents.plans), (false, 1, 3));
    assert_eq!(view.backups[0].at.as_deref(), Some("2026-11-22 10:00"));
    drop(app);
    let later = app_at(folder.path(), "2026-11-26T08:00:00+08:00");
    assert!(later.backups().expect("backups").stale, "four days old");
    assert_eq!(later.back_up_daily(), Ok(true));
    assert_eq!(later.backups().expect("backups").backups.len(), 2);
}

#[test]
fn copies_are_private_and_sound() {
    let (folder, elsewhere) = (data_folder(), data_folder());
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    let made = store.back_up_to(elsewhere.path(), "my copy ?#%").expect("made");
    assert_eq!(rehearse(Path::new(&made.path)).expect("sound").plans, 3);
    for path in [Path::new(&made.path), &folder.path().join(FILE_NAME)] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1, "nothing is left beside it");
    for name in ["", "../x", ".hidden"] {
        assert_eq!(
            store.back_up_to(elsewhere.path(), name).expect_err("no name").code,
            ErrorCode::BackupUnknown
        );
    }
}

#[test]
fn what_is_restored_is_what_was_backed_up_and_can_be_taken_back() {
    let folder = data_folder();
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    let backup = app.back_up(BackupReason::Asked).expect("made");
    let then = dump(folder.path());
    app.plans_add(&[draft(phone())], true).expect("one more");
    app.pay_statement("小米分期", "2026-09-28", None, None).expect("paid");
    let now = dump(folder.path());
    let window = app_at(folder.path(), NOW);
    let version = window.foreign_version().expect("a number");
    store.restore(Path::new(&backup.path), "fenqi-20261122-100001-restore").expect("restored");
    assert_eq!(differences(&dump(folder.path()), &then), [""; 0]);
    assert_eq!(app.plans().expect("plans").len(), 3);
    // Another process sees it, and its writes go on.
    assert_ne!(window.foreign_version().expect("a number"), version);
    assert_eq!(window.plans().expect("plans").len(), 3);
    window.undo().expect("the log came along");
    window.redo().expect("and goes on");
    app.plans_add(&[draft(laptop())], true).expect("writes go on here, too");
    // What was there before is among the backups.
    let aside = app.backups().expect("backups").backups;
    let aside = aside.iter().find(|backup| backup.reason == "restore").expect("kept");
    store.restore(Path::new(&aside.path), "fenqi-20261122-100002-restore").expect("restored");
    assert_eq!(differences(&dump(folder.path()), &now), [""; 0]);
    assert!(!folder.path().join("fenqi.db.restoring").exists());
    assert!(app.check().expect("checked").sound);
}

#[test]
fn what_is_no_good_backup_is_refused_and_nothing_changes() {
    let (folder, elsewhere) = (data_folder(), data_folder());
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    let before = dump(folder.path());
    let good = app.back_up(BackupReason::Asked).expect("made").path;
    let bad = |name: &str, change: &dyn Fn(&Path)| {
        let path = elsewhere.path().join(name);
        fs::copy(&good, &path).expect("copied");
        change(&path);
        path
    };
    let sql = |path: &Path, statement: &str| {
        Connection::open(path).and_then(|file| file.execute_batch(statement)).expect("SQL");
    };
    let cut = |path: &Path| {
        let bytes = fs::read(path).expect("bytes");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("written");
    };
    let cases = [
        (bad("empty", &|path| fs::write(path, "").expect("written")), ErrorCode::FileForeign),
        (
            bad("text", &|path| fs::write(path, "hello ".repeat(999)).expect("written")),
            ErrorCode::FileDamaged,
        ),
        (bad("cut", &cut), ErrorCode::FileDamaged),
        (bad("newer", &|path| sql(path, "PRAGMA user_version = 99")), ErrorCode::FileTooNew),
        (bad("foreign", &|path| sql(path, "PRAGMA application_id = 7")), ErrorCode::FileForeign),
        (
            bad("seal", &|path| sql(path, "UPDATE plan SET title = 'other' WHERE key = 1")),
            ErrorCode::FileDamaged,
        ),
        (bad("sum", &|path| sql(path, "UPDATE statement SET asked = asked + 1")), ErrorCode::FileDamaged),
        (elsewhere.path().join("none"), ErrorCode::DataFolderUnwritable),
    ];
    for (path, code) in cases {
        assert_eq!(rehearse(&path).expect_err("refused").code, code, "{}", path.display());
        assert_eq!(store.restore(&path, "fenqi-20261122-100003-restore").expect_err("refused").code, code);
        assert_eq!(restore_over(elsewhere.path(), &path).expect_err("refused").code, code);
    }
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_up_to_date() {
    let folder = data_folder();
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    store.restore(&golden("v1-household.db"), "fenqi-20261122-100004-restore").expect("restored");
    assert_eq!(app.plans().expect("plans").len(), 8);
    assert!(app.check().expect("checked").sound);
}

#[test]
fn before_a_file_is_brought_up_to_date_a_copy_is_put_aside() {
    let folder = data_folder();
    fs::copy(golden("v1-household.db"), folder.path().join(FILE_NAME)).expect("copied");
    let app = app_at(folder.path(), NOW);
    let view = app.backups().expect("backups");
    assert_eq!((view.backups.len(), view.backups[0].reason.as_str()), (1, "version"));
    let file = Connection::open(&view.backups[0].path).expect("a file");
    let version: i64 = file.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    assert_eq!(version, 1);
}

#[test]
fn a_damaged_file_is_kept_and_the_newest_good_backup_offered() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let good = app.back_up(BackupReason::Day).expect("made");
    let then = dump(folder.path());
    drop(app);
    // A newer backup that is no good is passed over.
    fs::write(folder.path().join("backups/fenqi-20261123-090000-day.db"), "no").expect("written");
    let path = folder.path().join(FILE_NAME);
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[..64].fill(0xa5);
    fs::write(&path, &bytes).expect("written");
    let damaged = SqliteStore::open(folder.path()).expect_err("refused");
    assert_eq!((damaged.code, &damaged.params["backup"]), (ErrorCode::FileDamaged, &good.path));
    assert_eq!(fs::read(&path).expect("bytes"), bytes, "to the last byte");
    restore_over(folder.path(), Path::new(&good.path)).expect("restored");
    assert_eq!(differences(&dump(folder.path()), &then), [""; 0]);
    assert_eq!(fs::read(folder.path().join("fenqi-put-aside-1.db")).expect("kept"), bytes);
}

#[test]
fn a_check_finds_what_was_changed_behind_fenqis_back() {
    for (kind, change) in [
        ("seal", "UPDATE plan SET title = 'other' WHERE key = 1"),
        ("seal", "UPDATE account SET grace_days = 9 WHERE key = 1"),
        ("sum", "UPDATE statement SET paid = paid + 1"),
        ("sum", "UPDATE plan_sum SET remaining = remaining + 1 WHERE plan = 2"),
        ("rule", "UPDATE terms SET principal = principal + 1 WHERE plan = 2"),
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        add_three(&app);
        assert!(app.check().expect("checked").sound);
        sql(folder.path(), change);
        let found = app.check().expect("checked");
        assert!(found.problems.iter().any(|problem| problem.kind == kind), "{change}: {found:?}");
        assert!(app.state().expect("a state").damaged);
    }
}

#[test]
fn a_changed_record_is_not_shown_as_if_it_were_true() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = add_three(&app).remove(0);
    sql(folder.path(), "UPDATE plan SET title = 'other' WHERE key = 1");
    assert_eq!(app.plan(&plan).expect_err("the seal is broken").code, ErrorCode::FileDamaged);
    let pay = fenqi_app::Pay { plan, n: 1, amount: None, on: None, source: None };
    assert_eq!(app.pay(&pay).expect_err("and is not set anew").code, ErrorCode::FileDamaged);
}
