//! The file itself: private, durable settings, refused when it is not ours, one desktop at a time.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fenqi_app::contract::{ErrorCode, ExportTable, Language, OnClose, Settings, Theme};
use fenqi_app::ports::Store;
use fenqi_store::{FILE_NAME, Lock, SqliteStore};
use fenqi_tests::{NOW, add_three, app_at, csv, data_folder};

fn refusal(folder: &Path) -> ErrorCode {
    SqliteStore::open(folder).expect_err("refused").code
}

#[test]
fn file_and_folder_are_private() {
    let outer = data_folder();
    let folder = outer.path().join("new/fenqi");
    let app = app_at(&folder, NOW);
    add_three(&app);
    let mode = |path: &Path| fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// Under the widest umask, and with all that ever lies in the folder: copies, what was put aside, what was left over.
#[test]
fn everything_in_the_folder_is_private_whatever_the_umask() {
    let before = rustix::process::umask(rustix::fs::Mode::empty());
    let outer = data_folder();
    let folder = outer.path().join("new/fenqi");
    let app = app_at(&folder, NOW);
    add_three(&app);
    let copy = app.back_up(fenqi_app::BackupReason::Asked).expect("made").path;
    let store = SqliteStore::open(&folder).expect("the file opens");
    store.restore(Path::new(&copy), "fenqi-20261122-100001-restore").expect("restored");
    drop((app, store));
    fenqi_store::restore_over(&folder, Path::new(&copy)).expect("restored");
    let app = app_at(&folder, NOW);
    add_three(&app);
    rustix::process::umask(before);
    let mut seen = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let mode = fs::metadata(&path).expect("it exists").permissions().mode() & 0o777;
            assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
            seen.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            folders.extend(path.is_dir().then_some(path));
        }
    }
    for name in ["fenqi-put-aside-1.db", "fenqi.db-wal", "backups", "fenqi.lock", "fenqi.opening"] {
        assert!(seen.iter().any(|seen| seen == name), "{name} is missing: {seen:?}");
    }
}

#[test]
fn other_users_rights_are_taken_away_and_the_own_stay() {
    let outer = data_folder();
    let folder = outer.path().join("fenqi");
    drop(app_at(&folder, NOW));
    let file = folder.join(FILE_NAME);
    let mode = |path: &Path| fs::metadata(path).expect("it exists").permissions().mode() & 0o7777;
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    for (given, kept) in [(0o755, 0o700), (0o1777, 0o1777)] {
        set(&folder, given);
        drop(app_at(&folder, NOW));
        assert_eq!(mode(&folder), kept, "{given:o}");
    }
    set(&file, 0o444);
    // Who may do everything may write it, too; nobody else can.
    drop(SqliteStore::open(&folder));
    assert_eq!(mode(&file), 0o400, "a file that was made read-only stays so");
}

#[test]
fn who_is_stopped_while_opening_keeps_others_waiting_for_three_seconds_at_most() {
    let folder = data_folder();
    drop(app_at(folder.path(), NOW));
    let held = fs::File::open(folder.path().join("fenqi.opening")).expect("the lock");
    held.lock().expect("held");
    let (told, hears) = std::sync::mpsc::channel();
    let path = folder.path().to_owned();
    std::thread::spawn(move || told.send(refusal(&path)));
    let refused = hears.recv_timeout(std::time::Duration::from_secs(5));
    assert_eq!(refused, Ok(ErrorCode::FileBusy), "nobody waits for ever");
    drop(held);
    drop(app_at(folder.path(), NOW));
}

#[test]
fn an_empty_file_with_copies_beside_it_is_no_new_one() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let copy = app.back_up(fenqi_app::BackupReason::Asked).expect("made").path;
    drop(app);
    fs::remove_file(folder.path().join("fenqi.opening")).expect("removed");
    fs::write(folder.path().join(FILE_NAME), "").expect("a file that was cut to nothing");
    let damaged = SqliteStore::open(folder.path()).expect_err("refused");
    assert_eq!((damaged.code, &damaged.params["backup"]), (ErrorCode::FileDamaged, &copy));
    fs::remove_file(folder.path().join(FILE_NAME)).expect("removed");
    fenqi_store::start_anew(folder.path()).expect("the user says so");
    assert_eq!(app_at(folder.path(), NOW).plans().expect("plans").len(), 0);
}

#[test]
fn a_write_that_is_not_committed_never_was() {
    let folder = data_folder();
    let store = SqliteStore::open(folder.path()).expect("the file opens");
    {
        let tx = store.begin_write().expect("a transaction");
        tx.put_setting("language", "en").expect("written");
    }
    assert_eq!(store.begin_read().expect("a view").setting("language"), Ok(None));
    let tx = store.begin_write().expect("a transaction");
    tx.put_setting("language", "en").expect("written");
    tx.commit().expect("committed");
    assert_eq!(store.begin_read().expect("a view").setting("language"), Ok(Some("en".to_owned())));
}

#[test]
fn a_file_of_a_newer_fenqi_is_read_and_left_alone() {
    let folder = data_folder();
    add_three(&app_at(folder.path(), NOW));
    let path = folder.path().join(FILE_NAME);
    let file = rusqlite::Connection::open(&path).expect("the file");
    file.pragma_update(None, "user_version", 99).expect("SQL");
    file.execute_batch("CREATE TABLE of_the_future (x)").expect("SQL");
    drop(file);
    let before = fs::read(&path).expect("bytes");
    let app = app_at(folder.path(), NOW);
    let state = app.state().expect("a state");
    assert_eq!(state.read_only.expect("it may only be read").code, ErrorCode::FileTooNew);
    assert_eq!(app.plans().expect("plans").len(), 3);
    let exported = csv(&app, ExportTable::Rows).expect("exported");
    assert_eq!(exported.split(|byte| *byte == b'\n').count(), 38);
    assert_eq!(app.sample_add().expect_err("refused").code, ErrorCode::FileReadOnly);
    assert_eq!(app.undo().expect_err("refused").code, ErrorCode::FileReadOnly);
    drop(app);
    assert_eq!(fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_lost_file_is_not_silently_made_anew() {
    let folder = data_folder();
    add_three(&app_at(folder.path(), NOW));
    fs::remove_file(folder.path().join(FILE_NAME)).expect("removed");
    let lost = SqliteStore::open(folder.path()).expect_err("refused");
    assert_eq!((lost.code, lost.params["backup"].as_str()), (ErrorCode::FileMissing, ""));
    assert!(!folder.path().join(FILE_NAME).exists());
    fs::write(folder.path().join(FILE_NAME), "").expect("a file that was cut to nothing");
    assert_eq!(refusal(folder.path()), ErrorCode::FileDamaged);
    fs::remove_file(folder.path().join(FILE_NAME)).expect("removed");
    fenqi_store::start_anew(folder.path()).expect("the user says so");
    assert_eq!(app_at(folder.path(), NOW).plans().expect("plans").len(), 0);
    let exists = fenqi_store::start_anew(folder.path()).expect_err("there is one now");
    assert_eq!(exists.code, ErrorCode::FileExists);
}

#[test]
fn files_of_others_and_damaged_ones_are_left_as_they_are() {
    let folder = data_folder();
    let path = folder.path().join(FILE_NAME);
    let other = rusqlite::Connection::open(&path).expect("a database");
    other.execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)").expect("SQL");
    drop(other);
    let before = fs::read(&path).expect("bytes");
    assert_eq!(refusal(folder.path()), ErrorCode::FileForeign);
    assert_eq!(fs::read(&path).expect("bytes"), before);
    fs::write(&path, "not a database, but long enough to have a header of a hundred bytes".repeat(9))
        .expect("written");
    let before = fs::read(&path).expect("bytes");
    assert_eq!(refusal(folder.path()), ErrorCode::FileDamaged);
    assert_eq!(fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = data_folder();
    let blocked = folder.path().join("file");
    fs::write(&blocked, "").expect("written");
    let refused = SqliteStore::open(&blocked.join("fenqi")).expect_err("refused");
    assert_eq!(refused.code, ErrorCode::DataFolderUnwritable);
    assert!(refused.params["path"].contains("file"), "{refused:?}");
    assert_eq!(
        Lock::take(&blocked.join("fenqi")).expect_err("refused").code,
        ErrorCode::DataFolderUnwritable
    );
}

#[test]
fn the_lock_lets_one_in() {
    let folder = data_folder();
    let first = Lock::take(folder.path()).expect("free");
    assert_eq!(Lock::take(folder.path()).expect_err("held").code, ErrorCode::AlreadyRunning);
    drop(first);
    Lock::take(folder.path()).expect("free again");
}

#[test]
fn another_process_is_noticed_and_the_own_is_not() {
    let folder = data_folder();
    let (desktop, cli) = (app_at(folder.path(), NOW), app_at(folder.path(), NOW));
    let before = desktop.foreign_version().expect("a number");
    desktop
        .settings_set(Settings { language: Some(Language::En), theme: Theme::Dark, ..Settings::default() })
        .expect("set");
    assert_eq!(desktop.foreign_version(), Ok(before));
    add_three(&cli);
    assert_ne!(desktop.foreign_version(), Ok(before));
    assert_eq!(desktop.plans().expect("plans").len(), 3);
    assert_eq!(cli.settings().expect("settings").theme, Theme::Dark);
}

#[test]
fn what_closing_does_is_kept_and_the_tray_is_the_usual() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    assert_eq!(app.settings().expect("settings").on_close, OnClose::Tray);
    app.settings_set(Settings { on_close: OnClose::Quit, ..Settings::default() }).expect("set");
    assert_eq!(app_at(folder.path(), NOW).settings().expect("settings").on_close, OnClose::Quit);
    app.undo().expect("undone");
    assert_eq!(app.settings().expect("settings").on_close, OnClose::Tray);
}

#[test]
fn the_last_action_is_told_by_the_civil_date() {
    let folder = data_folder();
    let app = app_at(folder.path(), "2026-11-22T06:00:00+08:00");
    add_three(&app);
    let latest = app.contents().expect("contents").latest;
    assert_eq!(latest.as_deref(), Some("2026-11-22"), "still the 21st in London");
}

#[test]
fn every_write_leaves_its_activity() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    app.pay_statement("小米分期", "2026-09-28", None, None).expect("paid");
    let file = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("the file");
    let mut statement = file.prepare("SELECT kind, subject FROM activity ORDER BY id").expect("SQL");
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
    let rows: Vec<_> = rows.expect("SQL").map(|row| row.expect("a row")).collect();
    assert_eq!(rows.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["plan_add", "pay_statement"]);
    assert!(ids.iter().all(|id| rows[0].1.contains(&id.0)));
}

/// Eight processes find no file, and each makes it.
#[test]
fn the_first_opening_may_be_many() {
    let folder = data_folder();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let path = folder.path();
            scope.spawn(move || {
                let app = app_at(path, NOW);
                let draft = serde_json::json!({ "name": format!("account {number}") });
                app.account_add(serde_json::from_value(draft).expect("BUG: a sound draft")).expect("added");
            });
        }
    });
    assert_eq!(app_at(folder.path(), NOW).accounts().expect("accounts").len(), 8);
}

#[test]
fn a_process_that_ends_leaves_one_whole_file() {
    let (folder, copy) = (data_folder(), data_folder());
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    app.settle().expect("settled");
    fs::copy(folder.path().join(FILE_NAME), copy.path().join(FILE_NAME)).expect("copied");
    assert_eq!(
        app_at(copy.path(), NOW).plans().expect("plans").len(),
        3,
        "the file alone is whole while we run"
    );
    add_three(&app);
    drop(app);
    assert!(!folder.path().join("fenqi.db-wal").exists(), "the last to close brings the log in");
}

/// Whoever made the file was stopped after the first page, and before anything was in it.
#[test]
fn a_first_opening_that_was_cut_short_is_done_again() {
    let folder = data_folder();
    let file = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("a database");
    file.pragma_update(None, "journal_mode", "WAL").expect("SQL");
    drop(file);
    assert_eq!(fs::metadata(folder.path().join(FILE_NAME)).expect("it exists").len(), 4096);
    add_three(&app_at(folder.path(), NOW));
}

/// Version 0 never has a table; a flipped bit makes it of version 2.
#[test]
fn a_file_that_lost_its_version_is_damaged() {
    let folder = data_folder();
    add_three(&app_at(folder.path(), NOW));
    let file = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("the file");
    file.pragma_update(None, "user_version", 0).expect("SQL");
    drop(file);
    assert_eq!(refusal(folder.path()), ErrorCode::FileDamaged);
}

#[test]
fn a_value_that_does_not_fit_is_damage() {
    let folder = data_folder();
    let plans = add_three(&app_at(folder.path(), NOW));
    let file = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("the file");
    file.execute("UPDATE plan SET created_at = 'long ago' WHERE id = ?1", [&plans[0].0]).expect("SQL");
    drop(file);
    let exported = csv(&app_at(folder.path(), NOW), ExportTable::Rows);
    assert_eq!(exported.expect_err("refused").code, ErrorCode::FileDamaged);
}
