//! Copies of the file: made, checked, kept, put back. Nothing that was there is ever lost by it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use fenqi_app::App;
use fenqi_app::BackupReason;
use fenqi_app::clock::SetClock;
use fenqi_app::contract::{ErrorCode, Language};
use fenqi_store::{FILE_NAME, SqliteStore, plans_change, rehearse, restore_over};
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
    assert!(!app.backups().expect("backups").stale, "what began today is about to be copied");
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
fn before_a_restore_it_is_said_which_plans_it_would_change() {
    let folder = data_folder();
    let (app, store) = app_and_store(folder.path(), NOW);
    let ids = add_three(&app);
    let copy = PathBuf::from(app.back_up(BackupReason::Asked).expect("made").path);
    let change = |copy: &Path| plans_change(folder.path(), copy).expect("compared");
    assert_eq!(change(&copy), Default::default(), "nothing was changed since");
    app.plan_remove(&ids[0]).expect("removed");
    app.debit_fail(&ids[1], 1).ok();
    app.pay(&fenqi_app::Pay { plan: ids[1].clone(), n: 1, amount: None, on: None, source: None })
        .expect("paid");
    let many: Vec<_> = (1..=7)
        .map(|n| {
            let mut plan = phone();
            plan["title"] = format!("新 {n}").into();
            draft(plan)
        })
        .collect();
    app.plans_add(&many, false).expect("added");
    let found = change(&copy);
    assert_eq!((found.back.count, found.back.first), (1, vec!["小米 15 Pro".to_owned()]));
    assert_eq!((found.changed.count, found.changed.first), (1, vec!["ThinkPad X1".to_owned()]));
    assert_eq!(found.gone.count, 7);
    assert_eq!(found.gone.first, ["新 7", "新 6", "新 5", "新 4", "新 3"], "the newest five");
    store.restore(&copy, "aside").expect("restored");
    assert_eq!(change(&copy), Default::default());

    let earlier = change(&golden("v1-household.db"));
    assert_eq!((earlier.gone.count, earlier.changed.count), (3, 0), "seals of another version say nothing");
    assert!(earlier.back.count > 0);
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
            ErrorCode::FileForeign,
        ),
        (elsewhere.path().to_owned(), ErrorCode::FileIsFolder),
        (bad("cut", &cut), ErrorCode::FileDamaged),
        (bad("newer", &|path| sql(path, "PRAGMA user_version = 99")), ErrorCode::FileTooNew),
        (bad("foreign", &|path| sql(path, "PRAGMA application_id = 7")), ErrorCode::FileForeign),
        (
            bad("seal", &|path| sql(path, "UPDATE plan SET title = 'other' WHERE key = 1")),
            ErrorCode::FileDamaged,
        ),
        (bad("sum", &|path| sql(path, "UPDATE statement SET asked = asked + 1")), ErrorCode::FileDamaged),
        (elsewhere.path().join("none"), ErrorCode::BackupUnknown),
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

/// A stray file, a copy from before a migration and one that a clock that was ahead made are not the newest for ever.
#[test]
fn the_newest_backup_is_the_one_that_was_made_last() {
    let folder = data_folder();
    fs::copy(golden("v1-household.db"), folder.path().join(FILE_NAME)).expect("copied");
    // Long ago: what a clock that is ahead says is told by the machine's own.
    let app = app_at(folder.path(), "2024-11-22T10:00:00+08:00");
    app.plans_add(&[draft(phone())], true).expect("one more");
    assert_eq!(app.back_up_daily(), Ok(true));
    let view = app.backups().expect("backups");
    let (newest, path) = (view.backups[0].clone(), folder.path().join("backups"));
    assert_eq!((newest.reason.as_str(), view.backups[1].reason.as_str()), ("day", "version"));
    for other in ["zzz.db", "fenqi-29991231-000000-day.db"] {
        fs::copy(&view.backups[1].path, path.join(other)).expect("copied");
    }
    assert_eq!(app.backups().expect("backups").newest_good.as_ref(), Some(&newest.name));
    drop(app);
    let mut bytes = fs::read(folder.path().join(FILE_NAME)).expect("bytes");
    bytes[..64].fill(0xa5);
    fs::write(folder.path().join(FILE_NAME), &bytes).expect("written");
    let damaged = SqliteStore::open(folder.path()).expect_err("refused");
    assert_eq!(damaged.params["backup"], newest.path);
    fs::remove_file(folder.path().join(FILE_NAME)).expect("removed");
    let missing = SqliteStore::open(folder.path()).expect_err("refused");
    assert_eq!(missing.params["backup"], newest.path);
}

#[test]
fn no_copy_takes_the_place_of_another() {
    let (folder, elsewhere) = (data_folder(), data_folder());
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    let backup = app.back_up(BackupReason::Asked).expect("made");
    app.plans_add(&[draft(phone())], true).expect("one more");
    let original = dump(folder.path());
    let aside = app.backup_name(BackupReason::Restore);
    // The clock stands still: both keep what is there under the same name.
    store.restore(Path::new(&backup.path), &aside).expect("restored");
    store.restore(Path::new(&backup.path), &aside).expect("and again");
    let kept: Vec<u32> = app
        .backups()
        .expect("backups")
        .backups
        .into_iter()
        .filter(|backup| backup.reason == "restore")
        .map(|backup| backup.contents.expect("readable").plans)
        .collect();
    assert_eq!(kept, [3, 4], "the second is the newer");
    let first = folder.path().join(format!("backups/{aside}.db"));
    store.restore(&first, "fenqi-20261122-100009-restore").expect("restored");
    assert_eq!(differences(&dump(folder.path()), &original), [""; 0]);
    let made = |_| store.back_up_to(elsewhere.path(), "mine").expect("made").path;
    let paths: std::collections::BTreeSet<String> = (0..3).map(made).collect();
    assert_eq!(paths.len(), 3);
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 3, "nothing is left beside them");
}

#[test]
fn many_processes_that_back_up_at_once_make_as_many_copies() {
    let (folder, elsewhere) = (data_folder(), data_folder());
    add_three(&app_at(folder.path(), NOW));
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let store = SqliteStore::open(folder.path()).expect("the file opens");
                store.back_up_to(elsewhere.path(), "at once").expect("made");
            });
        }
    });
    let copies = fs::read_dir(elsewhere.path()).expect("a folder").flatten();
    assert_eq!(copies.map(|copy| rehearse(&copy.path()).expect("sound").plans).collect::<Vec<_>>(), [3; 6]);
}

#[test]
fn todays_copy_is_a_daily_one_that_is_sound() {
    let folder = data_folder();
    let (app, store) = app_and_store(folder.path(), NOW);
    add_three(&app);
    let asked = app.back_up(BackupReason::Asked).expect("made");
    store.restore(Path::new(&asked.path), &app.backup_name(BackupReason::Restore)).expect("restored");
    assert_eq!(app.back_up_at_start(), Ok(true), "neither of those is the day's");
    drop((app, store));
    let daily = folder.path().join("backups/fenqi-20261122-100000-day.db");
    let file = Connection::open(&daily).expect("the copy");
    file.execute("UPDATE plan SET title = 'other' WHERE key = 1", []).expect("SQL");
    drop(file);
    let app = app_at(folder.path(), NOW);
    assert_eq!(app.back_up_at_start(), Ok(true), "what is there is not sound");
    assert_eq!(app.back_up_at_start(), Ok(false));
}

#[test]
fn what_is_said_of_the_copies_is_what_is_in_the_folder() {
    let folder = data_folder();
    let (app, store) = app_and_store(folder.path(), NOW);
    let stale = |app: &App| {
        let told = (app.state().expect("a state").backup_stale, app.backups().expect("backups").stale);
        assert_eq!(told.0, told.1, "banner and settings say the same");
        told.0
    };
    add_three(&app);
    assert!(!stale(&app), "what began today is about to be copied");
    app.back_up_daily().expect("made");
    assert!(!stale(&app));
    // After a restore the file is as it was before it knew of its copy.
    let copy = app.backups().expect("backups").backups[0].path.clone();
    store.restore(Path::new(&copy), &app.backup_name(BackupReason::Restore)).expect("restored");
    assert!(!stale(&app));
    drop((app, store));
    let later = app_at(folder.path(), "2026-11-26T10:00:00+08:00");
    assert!(stale(&later), "four days old");
    fs::copy(&copy, folder.path().join("backups/fenqi-20991231-000000-day.db")).expect("copied");
    assert!(stale(&later), "one of a day to come says nothing");
    fs::copy(&copy, folder.path().join("backups/fenqi-20261125-000000-asked.db")).expect("copied");
    assert!(!stale(&later));
}

#[test]
fn a_copy_that_failed_is_tried_again_after_ten_minutes() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    // A file where the folder should be.
    fs::write(folder.path().join("backups"), "").expect("written");
    assert!(app.back_up_daily().is_err());
    drop(app);
    fs::remove_file(folder.path().join("backups")).expect("removed");
    let soon = app_at(folder.path(), "2026-11-22T10:09:59+08:00");
    let told = soon.backups().expect("backups");
    assert!(told.stale && told.failed.is_some(), "{told:?}");
    assert_eq!(soon.back_up_daily(), Ok(false), "not yet");
    let later = app_at(folder.path(), "2026-11-22T10:10:00+08:00");
    assert_eq!(later.back_up_daily(), Ok(true));
    let told = later.backups().expect("backups");
    assert!(!told.stale && told.failed.is_none(), "{told:?}");
}

#[test]
fn before_many_plans_come_in_a_copy_is_made() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let many: Vec<_> = (0..10).map(|_| draft(phone())).collect();
    app.plans_add(&many, true).expect("added");
    assert_eq!(app.backups().expect("backups").backups, [], "there was nothing to keep");
    app.plans_add(&many[..9], true).expect("added");
    assert_eq!(app.backups().expect("backups").backups, [], "nine are not many");
    app.plans_add(&many, true).expect("added");
    let made = app.backups().expect("backups").backups;
    let plans =
        made.iter().map(|copy| copy.contents.as_ref().map(|contents| contents.plans)).collect::<Vec<_>>();
    assert_eq!((made[0].reason.as_str(), plans.as_slice()), ("import", &[Some(19)][..]));
}

#[test]
fn a_check_finds_what_was_changed_behind_fenqis_back() {
    for (kind, change) in [
        ("seal", "UPDATE plan SET title = 'other' WHERE key = 1"),
        ("seal", "UPDATE account SET grace_days = 9 WHERE key = 1"),
        ("sum", "UPDATE statement SET paid = paid + 1"),
        ("sum", "UPDATE plan_sum SET remaining = remaining + 1 WHERE plan = 2"),
        ("rule", "UPDATE terms SET principal = principal + 1 WHERE plan = 2"),
        ("seal", "UPDATE funding_source SET name = 'other'"),
        ("seal", "UPDATE setting SET value = value || 'x'"),
        ("seal", "UPDATE activity SET subject = 'other' WHERE id = 1"),
        ("sum", "DELETE FROM plan_search WHERE rowid = 1"),
        ("sum", "INSERT INTO plan_search (rowid, pairs) VALUES (99, '005c0f007c73 007c73')"),
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        add_three(&app);
        let card = serde_json::json!({ "name": "白条", "funding_source": "招行卡" });
        app.account_add(serde_json::from_value(card).expect("BUG: a sound account")).expect("added");
        app.settings_set(app.settings().expect("settings")).expect("set");
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
