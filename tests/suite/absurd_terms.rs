//! Malformed, contradictory and absurd input to `calc`: a typed error that names the field and, where there is one,
//! the limit, in words of both languages.

use std::fs;
use std::path::Path;

use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::{Value, json};

#[test]
fn each_error_names_its_field_and_its_limit() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/absurd-terms.json");
    let cases: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(path).expect("the fixture")).expect("a list");
    assert!(cases.len() > 60, "{}", cases.len());
    for words in [Language::En, Language::ZhCn].map(Words::of) {
        for case in &cases {
            let question =
                json!({ "id": 1, "operation": case["operation"], "input": case["input"] }).to_string();
            let answer = calc::answer(&question, &words);
            let error = &answer["error"];
            assert_eq!(error["code"], case["code"], "{question}: {answer}");
            for (name, value) in case["params"].as_object().expect("parameters") {
                assert_eq!(&error["params"][name], value, "{question}: {answer}");
            }
            let message = error["message"].as_str().unwrap_or_default();
            assert!(!message.is_empty() && !message.contains('$'), "{answer}");
        }
    }
}
