//! Files of every version that there ever was open, and say what they said.

use std::fs;
use std::path::{Path, PathBuf};

use fenqi_app::contract::ErrorCode;
use fenqi_store::{FILE_NAME, SqliteStore};
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, app_at, data_folder};
use rusqlite::Connection;
use serde_json::Value;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files").join(name)
}

/// A data folder with a golden file in it.
fn folder_with(name: &str) -> tempfile::TempDir {
    let folder = data_folder();
    fs::copy(golden(name), folder.path().join(FILE_NAME)).expect("a golden file");
    folder
}

/// Fields may be added, never changed: all of `expected` is in `found`.
fn assert_within(expected: &Value, found: &Value, at: &str) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (name, value) in expected {
                assert_within(value, found.get(name).unwrap_or(&Value::Null), &format!("{at}.{name}"));
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            assert_eq!(expected.len(), found.len(), "{at}");
            for (place, (expected, found)) in expected.iter().zip(found).enumerate() {
                assert_within(expected, found, &format!("{at}[{place}]"));
            }
        }
        _ => assert_eq!(expected, found, "{at}"),
    }
}

#[test]
fn a_file_of_version_1_says_what_it_said() {
    let folder = folder_with("v1-household.db");
    let app = app_at(folder.path(), NOW);
    let truth = fs::read_to_string(golden("v1-household.json")).expect("what version 1 said of it");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    let plans = app.plans().expect("plans");
    let shown: Vec<_> = plans.iter().map(|plan| app.plan(&plan.id).expect("a plan")).collect();
    assert_eq!(shown.len(), 8);
    let found = serde_json::json!({
        "accounts": app.accounts().expect("accounts"), "plans": plans, "shown": shown,
        "due": app.due(None, None, None).expect("dues"), "forecast": app.forecast(12).expect("a forecast"),
        "limits": app.limits().expect("limits"),
    });
    assert_within(&truth, &found, "");
    let preset = app.preset("xiaomi-instalments").expect("a preset");
    assert!(preset.edited, "the user's own preset came along");
    // What was reminded of before is not reminded of again.
    let at = "2026-11-28T09:30:00+08:00".parse().expect("BUG: a literal instant");
    assert_eq!(app.remind(Some(at), true).expect("decided").fire, []);
}

/// Everything that a version can hold: settled, prepaid, refunded, debits, actions undone.
fn says_what_it_said(version: u8, redone: u32) {
    let folder = folder_with(&format!("v{version}-household.db"));
    let app = app_at(folder.path(), NOW);
    let truth = fs::read_to_string(golden(&format!("v{version}-household.json"))).expect("what it said");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    let plans = app.plans().expect("plans");
    let shown: Vec<_> = plans.iter().map(|plan| app.plan(&plan.id).expect("a plan")).collect();
    let found = serde_json::json!({
        "accounts": app.accounts().expect("accounts"), "plans": plans, "shown": shown,
        "due": app.due(None, None, None).expect("dues"), "forecast": app.forecast(12).expect("a forecast"),
        "limits": app.limits().expect("limits"), "activity": app.activity(None, 99).expect("a journal"),
    });
    assert_within(&truth, &found, "");
    assert!(app.check().expect("checked").sound);
    let before = dump(folder.path());
    // What was undone is done again, and all of it undone.
    let mut turns = 0;
    while app.redo().is_ok() {
        turns += 1;
    }
    assert_eq!(turns, redone);
    while app.undo().is_ok() {
        turns += 1;
    }
    assert!(turns > 15, "{turns}");
    assert_eq!(app.plans().expect("plans").len(), 0);
    assert!(app.check().expect("checked").sound);
    for _ in 0..turns - 2 * redone {
        app.redo().expect("done again");
    }
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
}

#[test]
fn a_file_of_version_2_says_what_it_said_and_can_be_undone() {
    says_what_it_said(2, 1);
}

#[test]
fn a_file_of_version_3_says_what_it_said_and_can_be_undone() {
    says_what_it_said(3, 1);
}

/// What version 3 sealed stays sealed: a bit that flipped before the migration is told after it.
#[test]
fn a_file_of_version_3_keeps_its_seals() {
    let folder = folder_with("v3-household.db");
    let path = folder.path().join(FILE_NAME);
    let seals = |path: &Path| -> Vec<Vec<u8>> {
        let file = Connection::open(path).expect("the file");
        file.prepare("SELECT seal FROM plan ORDER BY key")
            .and_then(|mut sql| sql.query_map([], |row| row.get(0))?.collect())
            .expect("seals")
    };
    let before = seals(&path);
    Connection::open(&path)
        .and_then(|file| file.execute_batch("UPDATE plan SET price = 1 WHERE key = 1"))
        .expect("SQL");
    let app = app_at(folder.path(), NOW);
    assert_eq!(seals(&path), before);
    let problems = app.check().expect("checked").problems;
    assert!(problems.iter().any(|problem| problem.what == "plan"), "{problems:?}");
}

#[test]
fn a_file_that_breaks_a_rule_of_this_version_names_it_and_is_left_as_it_was() {
    for (rule, change) in [
        ("plan_price", "UPDATE plan SET price = 100000000000001"),
        ("plan_merchant", "UPDATE plan SET merchant = printf('%.*c', 121, 'x')"),
        ("rows_follow_the_purchase", "UPDATE plan SET purchased_on = '2099-01-01'"),
    ] {
        let folder = folder_with("v1-household.db");
        let path = folder.path().join(FILE_NAME);
        Connection::open(&path).and_then(|file| file.execute_batch(change)).expect("SQL");
        let before = fs::read(&path).expect("bytes");
        for _ in 0..2 {
            let refused = SqliteStore::open(folder.path()).expect_err(rule);
            let reason = (refused.code, refused.params["reason"].clone());
            assert_eq!(reason, (ErrorCode::FileDamaged, format!("rule {rule}")));
        }
        let kept = rehearsed(&path);
        assert_eq!((kept, fs::read(&path).expect("bytes") == before), (8, true), "{rule}");
        let copies = fs::read_dir(folder.path().join("backups")).map_or(0, Iterator::count);
        assert_eq!(copies, 0, "nothing was done that a copy would be needed for");
    }
}

/// How many plans a file of an earlier version holds.
fn rehearsed(path: &Path) -> u32 {
    fenqi_store::rehearse(path).expect("its pages are sound").plans
}

#[test]
fn an_empty_file_of_versions_2_and_3_opens() {
    for old in ["v2-empty.db", "v3-empty.db"] {
        let folder = folder_with(old);
        let app = app_at(folder.path(), NOW);
        app.sample_add().expect("it takes records");
        app.undo().expect("and takes them back");
        assert!(app.check().expect("checked").sound, "{old}");
    }
}

#[test]
fn an_empty_file_of_version_1_opens() {
    let folder = folder_with("v1-empty.db");
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("it takes records");
    app.undo().expect("and takes them back");
}

#[test]
fn a_file_that_is_not_of_the_version_that_it_gives_is_damaged() {
    let folder = data_folder();
    drop(app_at(folder.path(), NOW));
    let path = folder.path().join(FILE_NAME);
    Connection::open(&path).and_then(|file| file.pragma_update(None, "user_version", 1)).expect("SQL");
    let before = fs::read(&path).expect("bytes");
    let refused = SqliteStore::open(folder.path()).expect_err("no version 1");
    assert_eq!(refused.code, ErrorCode::FileDamaged);
    assert_eq!(fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_new_file_and_a_migrated_one_have_the_same_schema() {
    let schema = |folder: &Path| -> Vec<String> {
        let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
        let sql = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name";
        file.prepare(sql)
            .and_then(|mut sql| sql.query_map([], |row| row.get(0))?.collect())
            .expect("a schema")
    };
    let new = data_folder();
    drop(app_at(new.path(), NOW));
    for old in ["v1-household.db", "v2-household.db", "v3-household.db"] {
        let old = folder_with(old);
        drop(app_at(old.path(), NOW));
        assert_eq!(schema(new.path()), schema(old.path()));
    }
}

/// The one place that may not be edited after a release.
#[test]
fn released_migrations_are_what_they_were() {
    let texts = [
        (include_str!("../../src-tauri/crates/store/src/migrations/0001_first.sql"), "26fa64aae51aea63"),
        (include_str!("../../src-tauri/crates/store/src/migrations/0002_whole.sql"), "75dba2b5aa7516fb"),
        (include_str!("../../src-tauri/crates/store/src/migrations/0003_marks.sql"), "d03abfb692b8aa77"),
        (include_str!("../../src-tauri/crates/store/src/migrations/0004_planned.sql"), "db7b264f49171da8"),
    ];
    for (text, known) in texts {
        let add = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, add);
        assert_eq!(format!("{sum:016x}"), known);
    }
}
