//! docs/export.schema.json is true: what is exported is what it describes.

use std::fs;
use std::path::Path;

use fenqi_app::App;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, app_at, data_folder, draft, phone};
use jsonschema::Validator;
use serde_json::{Value, json};

fn schema() -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/export.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a sound schema")
}

fn export(app: &App) -> Value {
    let mut out = Vec::new();
    app.export_json(&mut out).expect("an export");
    serde_json::from_slice(&out).expect("JSON")
}

fn assert_described(schema: &Validator, document: &Value) {
    let wrong: Vec<String> = schema
        .iter_errors(document)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_is_exported_is_what_the_schema_describes() {
    let schema = schema();
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    assert_described(&schema, &export(&app));
    app.sample_add().expect("sample data");
    app.preset_set(app.preset("huabei").expect("a preset")).expect("stored");
    assert_described(&schema, &export(&app));
    for seed in 0..4 {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let mut deeds = Deeds::new(seed);
        (0..80).for_each(|_| drop(deeds.next(&app)));
        assert_described(&schema, &export(&app));
    }
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (at, hostile) in hostile().into_iter().enumerate() {
        let mut plan = phone();
        plan["title"] = json!(format!("{at}{}", hostile.text.chars().take(100).collect::<String>()));
        plan["notes"] = json!(hostile.text.chars().take(4000).collect::<String>());
        app.plans_add(&[draft(plan)], true).expect("a plan of a hostile text");
    }
    assert_described(&schema, &export(&app));
}

#[test]
fn what_the_schema_does_not_describe_is_seen() {
    let schema = schema();
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("sample data");
    let sound = export(&app);
    let planted: [(&str, fn(&mut Value)); 5] = [
        ("an amount that is a number", |d| d["plans"][0]["rows"][0]["principal"] = json!(12.5)),
        ("a field that is not known", |d| d["plans"][0]["zebra"] = json!(1)),
        ("a date that is none", |d| d["plans"][0]["purchased_on"] = json!("28.11.2026")),
        ("a missing field", |d| drop(d["accounts"][0].as_object_mut().expect("an account").remove("name"))),
        ("another version", |d| d["version"] = json!(2)),
    ];
    for (what, plant) in planted {
        let mut document = sound.clone();
        plant(&mut document);
        assert!(!schema.is_valid(&document), "{what} was not seen");
    }
}
