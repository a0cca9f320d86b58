//! docs/export.schema.json is true: what is exported is what it describes.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use fenqi_app::App;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, app_at, data_folder, draft, phone};
use serde_json::{Value, json};

/// The Python of an environment that has the library `jsonschema`, made by `scripts/setup`.
fn python() -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let python = home.join(".cache/fenqi/jsonschema/bin/python");
    assert!(
        python.exists(),
        "needs Python's jsonschema, to check exports: install python3 with venv, then run `scripts/setup core`"
    );
    python
}

/// What Python's `jsonschema` finds wrong with each of some documents.
fn wrong(documents: &[Value]) -> Vec<Vec<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/suite/check_schema.py");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/export.schema.json");
    let child = Command::new(python())
        .args(["-I", script, schema])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.expect("Python starts");
    let text = serde_json::to_vec(documents).expect("BUG: JSON of JSON");
    child.stdin.take().expect("a pipe").write_all(&text).expect("written");
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn export(app: &App) -> Value {
    let mut out = Vec::new();
    app.export_json(&mut out).expect("an export");
    serde_json::from_slice(&out).expect("JSON")
}

#[test]
fn what_is_exported_is_what_the_schema_describes() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut documents = vec![export(&app)];
    app.sample_add().expect("sample data");
    app.preset_set(app.preset("huabei").expect("a preset")).expect("stored");
    documents.push(export(&app));
    for seed in 0..4 {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let mut deeds = Deeds::new(seed);
        (0..80).for_each(|_| drop(deeds.next(&app)));
        documents.push(export(&app));
    }
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (at, hostile) in hostile().into_iter().enumerate() {
        let mut plan = phone();
        plan["title"] = json!(format!("{at}{}", hostile.text.chars().take(100).collect::<String>()));
        plan["notes"] = json!(hostile.text.chars().take(4000).collect::<String>());
        app.plans_add(&[draft(plan)], true).expect("a plan of a hostile text");
    }
    documents.push(export(&app));
    assert_eq!(wrong(&documents), vec![Vec::<String>::new(); documents.len()]);
}

#[test]
fn what_the_schema_does_not_describe_is_seen() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("sample data");
    let sound = export(&app);
    type Plant = (&'static str, fn(&mut Value));
    let planted: [Plant; 5] = [
        ("an amount that is a number", |d| d["plans"][0]["rows"][0]["principal"] = json!(12.5)),
        ("a field that is not known", |d| d["plans"][0]["zebra"] = json!(1)),
        ("a date that is none", |d| d["plans"][0]["purchased_on"] = json!("28.11.2026")),
        ("a missing field", |d| drop(d["accounts"][0].as_object_mut().expect("an account").remove("name"))),
        ("another version", |d| d["version"] = json!(2)),
    ];
    let documents: Vec<Value> = planted
        .iter()
        .map(|(_, plant)| {
            let mut document = sound.clone();
            plant(&mut document);
            document
        })
        .collect();
    for ((what, _), wrong) in planted.iter().zip(wrong(&documents)) {
        assert_ne!(wrong, [""; 0], "{what} was not seen");
    }
}
