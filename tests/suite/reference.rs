//! The published and derived reference cases, through the same door as `fenqi-cli calc`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::{Value, json};

fn cases() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).expect("the fixtures are there") {
        let text = fs::read_to_string(entry.expect("a readable folder").path()).expect("a readable fixture");
        let file: Value = serde_json::from_str(&text).expect("a sound fixture");
        cases.extend(file["cases"].as_array().expect("cases").iter().cloned());
    }
    cases
}

fn answer(case: &Value, words: &Words) -> Value {
    let question = json!({ "id": case["id"], "operation": case["operation"], "input": case["input"] });
    calc::answer(&question.to_string(), words)
}

#[expect(
    clippy::float_arithmetic,
    reason = "compares printed figures, with room for their binary form alone"
)]
fn close(found: &Value, expected: &Value, tolerance: &str) -> bool {
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
    let tolerance: f64 = tolerance.parse().expect("a tolerance is a number");
    match (number(found), number(expected)) {
        // A tolerance of 1e-19 lies below what f64 tells apart; the digits of `tvm` are compared in its own test.
        (Some(found), Some(expected)) => {
            (found - expected).abs() <= tolerance + expected.abs() * 1e-15 + 1e-12
        }
        _ => found == expected,
    }
}

/// What differs between an answer and what a case expects: every figure that the case prints.
fn differences(case: &Value, answer: &Value) -> Vec<String> {
    let (expected, result) = (&case["expected"], &answer["result"]);
    let tolerance = |field: &str| {
        let tolerances = &case["tolerance"];
        let own = tolerances[field].as_str().or_else(|| tolerances["money"].as_str());
        own.unwrap_or_else(|| panic!("{}: no tolerance for {field}", case["id"])).to_owned()
    };
    let mut found = Vec::new();
    let mut compare = |what: String, got: &Value, wanted: &Value, tolerance: &str| {
        if !close(got, wanted, tolerance) {
            found.push(format!("{what}: {got}, expected {wanted}"));
        }
    };
    let mut missing_rows = None;
    for (field, wanted) in expected.as_object().expect("expected is an object") {
        match field.as_str() {
            "rows_complete" => {}
            "rows" => {
                let rows = result["rows"].as_array().cloned().unwrap_or_default();
                let wanted = wanted.as_array().expect("rows");
                for row in wanted {
                    let got = rows.iter().find(|got| got["n"] == row["n"]).unwrap_or(&Value::Null);
                    for (field, value) in row.as_object().expect("a row") {
                        let name = format!("row {} {field}", row["n"]);
                        compare(name, &got[field], value, &tolerance("money"));
                    }
                }
                let partial = expected["rows_complete"] == false || case["operation"] == "schedule.unrounded";
                if !partial && rows.len() != wanted.len() {
                    missing_rows = Some(format!("{} rows, expected {}", rows.len(), wanted.len()));
                }
            }
            "totals" | "rates" => {
                let kind = if field == "rates" { "rates" } else { "money" };
                for (name, value) in wanted.as_object().expect("an object") {
                    compare(format!("{field} {name}"), &result[field][name], value, &tolerance(kind));
                }
            }
            _ => compare(field.clone(), &result[field], wanted, &tolerance(field)),
        }
    }
    found.extend(missing_rows);
    if !answer["error"].is_null() {
        found.push(answer["error"].to_string());
    }
    found
}

#[test]
#[expect(clippy::print_stdout, reason = "the count is the report")]
fn every_reference_case_agrees() {
    let words = Words::of(Language::En);
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases() {
        let answer = answer(case, &words);
        assert_eq!(answer["id"], case["id"]);
        let differences = differences(case, &answer);
        let count = counts.entry(case["operation"].as_str().expect("an operation").to_owned()).or_default();
        count.1 += 1;
        if differences.is_empty() {
            count.0 += 1;
        } else {
            wrong.push(format!("{}: {}", case["id"], differences.join("; ")));
        }
    }
    let (right, all) = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    for (operation, (right, all)) in &counts {
        println!("{operation}: {right} of {all}");
    }
    println!("reference cases: {right} of {all}");
    assert!(all >= 308, "the fixtures hold {all} cases");
    assert!(wrong.is_empty(), "{right} of {all}:\n{}", wrong.join("\n"));
}

/// Where a source prints more digits than f64 has, they are compared as text, but for the last three.
#[test]
fn long_figures_agree_to_their_digits() {
    let words = Words::of(Language::En);
    let mut compared = 0;
    for case in &cases() {
        let wanted = case["expected"]["value"].as_str().unwrap_or_default();
        let tight = case["tolerance"]["value"].as_str().is_some_and(|tolerance| {
            tolerance
                .strip_prefix("1e-")
                .and_then(|digits| digits.parse::<u32>().ok())
                .is_some_and(|digits| digits > 15)
        });
        if tight {
            let answer = answer(case, &words);
            let found = answer["result"]["value"].as_str().unwrap_or_default().to_owned();
            let kept = wanted.len() - 4;
            assert_eq!(found.get(..kept), wanted.get(..kept), "{}: {found}, expected {wanted}", case["id"]);
            compared += 1;
        }
    }
    assert!(compared >= 3, "{compared}");
}

/// The comparison itself can fail: one fen, one day, one digit off is seen, in every operation.
#[test]
fn a_planted_difference_is_seen() {
    let words = Words::of(Language::En);
    let mut seen = std::collections::BTreeSet::new();
    for mut case in cases() {
        if !seen.insert(case["operation"].as_str().expect("an operation").to_owned()) {
            continue;
        }
        let answer = answer(&case, &words);
        let expected = case["expected"].as_object_mut().expect("an object");
        let place = match expected.get_mut("rows") {
            Some(rows) => rows[0].as_object_mut().expect("a row").values_mut().next().expect("a field"),
            None => expected.values_mut().next().expect("a field"),
        };
        let planted = match &*place {
            Value::String(text) => json!(plant(text)),
            Value::Array(dates) => json!(dates[1..]),
            other => panic!("no place for a difference in {other}"),
        };
        *place = planted;
        assert!(!differences(&case, &answer).is_empty(), "{}", case["id"]);
    }
    assert!(seen.len() >= 27, "{seen:?}");
}

/// The text with its first digit changed.
fn plant(text: &str) -> String {
    let at = text.find(|c: char| c.is_ascii_digit()).expect("a digit");
    let other = if text.as_bytes()[at] == b'9' { "8" } else { "9" };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
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
    assert!(answer["error"].is_null(), "{answer}");
    for rate in ["nominal_annual_percent", "effective_annual_percent", "xirr_percent", "eu_aprc_percent"] {
        assert!(answer["result"]["rates"][rate].is_null(), "{rate}: {answer}");
    }
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
