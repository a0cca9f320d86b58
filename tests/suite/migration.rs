//! Files of every version that there ever was open, and say what they said.

use std::fs;
use std::path::{Path, PathBuf};

use fenqi_store::FILE_NAME;
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

#[test]
fn an_empty_file_of_version_1_opens() {
    let folder = folder_with("v1-empty.db");
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("it takes records");
    app.undo().expect("and takes them back");
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
    let (new, old) = (data_folder(), folder_with("v1-household.db"));
    drop((app_at(new.path(), NOW), app_at(old.path(), NOW)));
    assert_eq!(schema(new.path()), schema(old.path()));
}

/// The one place that may not be edited after a release.
#[test]
fn released_migrations_are_what_they_were() {
    let text = include_str!("../../src-tauri/crates/store/src/migrations/0001_first.sql");
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(format!("{sum:016x}"), "26fa64aae51aea63");
}
