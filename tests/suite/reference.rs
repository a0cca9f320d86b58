//! The published and derived reference cases, through the same door as `fenqi-cli calc`.

use std::fs;
use std::path::Path;

use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::{Value, json};

/// Money is equal to the fen; rates to six decimals, as far as both print them.
const RATE_TOLERANCE: f64 = 2e-6;

fn cases(operation: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).expect("the fixtures are there") {
        let text = fs::read_to_string(entry.expect("a readable folder").path()).expect("a readable fixture");
        let file: Value = serde_json::from_str(&text).expect("a sound fixture");
        let all = file["cases"].as_array().expect("cases").iter();
        cases.extend(all.filter(|case| case["operation"] == operation).cloned());
    }
    cases
}

#[expect(clippy::float_arithmetic, reason = "compares printed figures, money to far below a fen")]
fn close(found: &Value, expected: &Value, tolerance: f64) -> bool {
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
    match (number(found), number(expected)) {
        (Some(found), Some(expected)) => (found - expected).abs() <= tolerance,
        _ => found == expected,
    }
}

/// What differs between an answer and what a case expects.
fn differences(case: &Value, answer: &Value) -> Vec<String> {
    let (expected, result) = (&case["expected"], &answer["result"]);
    let mut found = Vec::new();
    let mut compare = |what: String, got: &Value, wanted: &Value, tolerance| {
        if !close(got, wanted, tolerance) {
            found.push(format!("{what}: {got}, expected {wanted}"));
        }
    };
    let empty = Vec::new();
    let rows = result["rows"].as_array().unwrap_or(&empty);
    let wanted = expected["rows"].as_array().unwrap_or(&empty);
    for row in wanted {
        let got = rows.iter().find(|got| got["n"] == row["n"]).unwrap_or(&Value::Null);
        for (field, value) in row.as_object().expect("a row") {
            compare(format!("row {} {field}", row["n"]), &got[field], value, 1e-9);
        }
    }
    for (field, value) in expected["totals"].as_object().into_iter().flatten() {
        compare(format!("total {field}"), &result["totals"][field], value, 1e-9);
    }
    if !expected["instalment"].is_null() {
        compare("instalment".to_owned(), &result["instalment"], &expected["instalment"], 1e-9);
    }
    for field in ["nominal_annual_percent", "effective_annual_percent"] {
        if !expected["rates"][field].is_null() {
            compare(field.to_owned(), &result["rates"][field], &expected["rates"][field], RATE_TOLERANCE);
        }
    }
    if expected["rows_complete"] == true && rows.len() != wanted.len() {
        found.push(format!("{} rows, expected {}", rows.len(), wanted.len()));
    }
    found
}

#[test]
fn all_reference_schedules_agree() {
    let cases = cases("schedule");
    assert!(cases.len() >= 122, "the fixtures hold {} schedules", cases.len());
    let words = Words::of(Language::En);
    let mut wrong = Vec::new();
    for case in &cases {
        let question = json!({ "id": case["id"], "operation": "schedule", "input": case["input"] });
        let answer = calc::answer(&question.to_string(), &words);
        assert_eq!(answer["id"], case["id"]);
        let differences = differences(case, &answer);
        if !differences.is_empty() || !answer["error"].is_null() {
            wrong.push(format!("{}: {:?} {}", case["id"], differences, answer["error"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", cases.len() - wrong.len(), cases.len(), wrong.join("\n"));
}

/// The comparison itself can fail: one fen off is seen.
#[test]
fn a_planted_fen_is_seen() {
    let mut case = cases("schedule").swap_remove(0);
    let question = json!({ "id": 1, "operation": "schedule", "input": case["input"] });
    let answer = calc::answer(&question.to_string(), &Words::of(Language::En));
    assert!(differences(&case, &answer).is_empty());
    let total = case["expected"]["rows"][0]["total"].as_str().expect("a total").to_owned();
    let planted = format!("{}{}", &total[..total.len() - 1], if total.ends_with('1') { '2' } else { '1' });
    case["expected"]["rows"][0]["total"] = json!(planted);
    assert!(!differences(&case, &answer).is_empty());
}

#[test]
fn lines_that_make_no_sense_get_an_error_each() {
    let words = Words::of(Language::ZhCn);
    for (line, code) in [
        ("", "input_invalid"),
        ("{", "input_invalid"),
        ("[]", "input_invalid"),
        (r#"{"id":7,"operation":"guess","input":{}}"#, "operation_unknown"),
        (r#"{"id":7,"operation":"schedule","input":{"method":"guess"}}"#, "input_invalid"),
        (r#"{"id":7,"operation":"schedule","input":null}"#, "input_invalid"),
    ] {
        let answer = calc::answer(line, &words);
        assert_eq!(answer["error"]["code"], code, "{line}: {answer}");
        assert!(answer["error"]["message"].as_str().is_some_and(|message| !message.contains("error-")));
    }
    assert_eq!(calc::answer(r#"{"id":[1],"x":2}"#, &words)["id"], json!([1]), "the id comes back");
}

/// A rate so high that a Decimal cannot print it is no rate; the line is answered, and so are those after it.
#[test]
fn absurd_rates_are_left_out() {
    let line = r#"{"id":1,"operation":"schedule","input":{"method":"flat_interest","principal":"0.07","periods":"12",
        "start_date":"2026-01-31","first_due_date":"2026-01-31","daily_rate":"3.5674"}}"#;
    let answer = calc::answer(line, &Words::of(Language::En));
    assert_eq!(answer["result"]["rates"], json!({}));
}

/// 10 000 for 365 days at 0.05 % a day cost 18.25 % a year, however the one due date came about.
#[test]
fn a_bullets_year_is_its_term() {
    let line = r#"{"id":1,"operation":"schedule","input":{"method":"bullet","principal":"10000","periods":"1",
        "start_date":"2026-01-31","first_due_date":"2027-01-31","daily_rate":"0.0005"}}"#;
    let answer = calc::answer(line, &Words::of(Language::En));
    assert_eq!(answer["result"]["rates"]["nominal_annual_percent"], "18.250000");
    assert_eq!(answer["result"]["rates"]["effective_annual_percent"], "18.250000");
}
