//! `calc` under mutated lines: whatever comes in, one line goes out, and nothing panics.
//! `make test-long` runs a million; a seed makes each run the same.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fastrand::Rng;
use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::{Value, json};

/// What a value may become.
const HOSTILE: &[&str] = &[
    "",
    "0",
    "-0",
    "-1",
    "0.00",
    "0.005",
    "1",
    "1e308",
    "1e-308",
    "NaN",
    "Infinity",
    "-Infinity",
    "null",
    "一百",
    "½",
    "٣",
    "９９",
    "1,000",
    "0x10",
    "+1",
    " 1",
    "1 ",
    ".",
    "-",
    "-.",
    "1.",
    ".1",
    "--1",
    "600",
    "601",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "1000000000000",
    "1000000000000.00",
    "1000000000000.01",
    "999999999999999",
    "0.0000000000000000000000000001",
    "0.000000000000001",
    "0.0000000000000001",
    "3.333333333333333333333333333",
    "9.999999999999999",
    "10",
    "10.000000000000001",
    "-0.99",
    "-1.0000000001",
    "0.123456789012345678901234567890",
    "0001-01-01",
    "0000-00-00",
    "1900-01-01",
    "2024-02-29",
    "2023-02-29",
    "2999-12-31",
    "3000-01-01",
    "9999-12-31",
    "+262142-12-31",
    "2024-13-01",
    "2024-1-1",
    "month",
    "day",
    "week",
    "year",
    "semimonth",
    "first",
    "last",
    "up",
    "half_even",
    "equal_instalment",
    "bullet",
    "interest_only",
    "custom_principal",
    "fractions",
    "daily",
    "act/act",
    "act/act-end",
    "periodic",
    "preceding",
    "modified_following",
    "pro_rata",
    "shift",
    "penalty_on_principal",
    "1/0",
    "0/1",
    "999999/1",
    "30/360",
    "<script>",
    "'; DROP TABLE plan; --",
    "\u{0}",
    "\u{202e}",
];

/// Words that some field knows.
const WORDS: &[&str] = &[
    "none",
    "following",
    "preceding",
    "modified_following",
    "month",
    "week",
    "day",
    "year",
    "semimonth",
    "current",
    "next",
    "first",
    "last",
    "half_up",
    "half_even",
    "down",
    "up",
    "periodic",
    "daily",
    "act/365",
    "act/360",
    "act/act",
    "act/act-end",
    "fractions",
    "equal_instalment",
    "equal_principal",
    "flat_interest",
    "flat_per_period",
    "fee_spread",
    "fee_upfront",
    "interest_free",
    "interest_only",
    "bullet",
    "custom_principal",
    "lower_instalment",
    "shorten_term",
    "last_first",
    "next_first",
    "pro_rata",
    "principal_only",
    "accrued_days_in_period",
    "whole_current_period",
    "all_remaining_fees",
    "penalty_on_principal",
    "forgive",
    "shift",
    "level",
    "principal",
    "payment",
    "rate",
    "periods",
    "credit",
    "next_rows",
    "last_rows",
    "at_purchase",
    "cutoff_day",
    "clamp",
];

fn seeds() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference");
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let text =
            std::fs::read_to_string(entry.expect("a readable folder").path()).expect("a readable fixture");
        let file: Value = serde_json::from_str(&text).expect("a sound fixture");
        let cases = file["cases"].as_array().expect("cases").iter();
        // Long lists are cut: mutation needs many lines, not long ones.
        let short = |case: &Value| case["input"].to_string().len() < 3_000;
        let question = |case: &Value| json!({ "id": case["id"], "operation": case["operation"], "input": case["input"] });
        seeds.extend(cases.filter(|case| short(case)).map(question));
    }
    seeds.extend(own_operations());
    seeds
}

/// The operations that the reference cases do not have.
fn own_operations() -> Vec<Value> {
    let terms = json!({ "method": "flat_per_period", "principal": "5000.00", "periods": "12", "start_date": "2026-08-28",
        "first_due_date": "2026-09-28", "fee_rate_per_period": "0.006" });
    let principal = json!([{ "due_date": "2026-09-28", "amount": "400.00" }]);
    [
        ("solve", json!({ "terms": terms, "unknown": "rate", "payment": "446.66" })),
        ("solve", json!({ "terms": terms, "unknown": "principal", "payment": "446.66" })),
        ("solve", json!({ "terms": terms, "unknown": "periods", "payment": "446.66" })),
        ("solve", json!({ "terms": terms, "unknown": "payment" })),
        ("compare", json!({ "offers": [{ "name": "a", "terms": terms }, { "terms": terms }], "cash_price": "4900.00" })),
        ("afford", json!({ "plan": terms, "dues": principal, "income": "8000.00" })),
        ("limits", json!({ "limit": "10000.00", "on": "2026-08-28", "principal": principal,
            "temporary": [{ "amount": "500.00", "from": "2026-08-01", "until": "2026-08-31" }] })),
        ("allocate", json!({ "amount": "500.00", "on": "2026-09-28", "overpayment": "next_rows",
            "rows": [{ "due_date": "2026-09-28", "fee": "30.00", "principal": "416.66" }, { "due_date": "2026-10-28", "principal": "416.66" }] })),
        ("first_due", json!({ "purchase_date": "2026-08-28", "first_due": { "rule": "after_statement" },
            "statement": { "bill_day": "5", "due": { "days_after": "20" } } })),
    ]
    .into_iter()
    .map(|(operation, input)| json!({ "id": operation, "operation": operation, "input": input }))
    .collect()
}

/// Changes one value somewhere below.
fn mutate(value: &mut Value, rng: &mut Rng) {
    match value {
        Value::Object(map) if !map.is_empty() && rng.u8(..) < 240 => {
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = &keys[rng.usize(..keys.len())];
            match rng.u8(..20) {
                0 => drop(map.remove(key)),
                1 => drop(map.insert("surprise".to_owned(), json!("1"))),
                2 => {
                    let other = map[&keys[rng.usize(..keys.len())]].clone();
                    map.insert(key.clone(), other);
                }
                _ => mutate(map.get_mut(key).expect("BUG: its own key"), rng),
            }
        }
        Value::Array(list) if !list.is_empty() && rng.u8(..) < 230 => {
            let place = rng.usize(..list.len());
            match rng.u8(..10) {
                0 => drop(list.remove(place)),
                1 => list.insert(place, list[place].clone()),
                2 => list.truncate(place),
                _ => mutate(&mut list[place], rng),
            }
        }
        Value::String(text) if rng.u8(..) < 170 => *text = sensible(text, rng),
        value => {
            *value = match rng.u8(..20) {
                0 => Value::Null,
                1 => json!(rng.i64(..)),
                2 => json!([]),
                3 => json!({}),
                4 => json!(true),
                5 => {
                    json!({ "value": HOSTILE[rng.usize(..HOSTILE.len())], "divided_by": HOSTILE[rng.usize(..HOSTILE.len())] })
                }
                6 => json!(format!("{}.{}", rng.u64(..), rng.u64(..))),
                7 => json!(format!("0.{:0width$}", rng.u32(..), width = rng.usize(1..12))),
                8 => json!(rng.u16(..700).to_string()),
                _ => json!(HOSTILE[rng.usize(..HOSTILE.len())]),
            }
        }
    }
}

/// Another value of the same sort: what gets past the reading of the input.
fn sensible(text: &str, rng: &mut Rng) -> String {
    if text.len() == 10 && text.as_bytes()[4] == b'-' {
        return format!("{:04}-{:02}-{:02}", rng.u16(1900..2200), rng.u8(1..=12), rng.u8(1..=31));
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return WORDS[rng.usize(..WORDS.len())].to_owned();
    }
    match rng.u8(..8) {
        0 => rng.u16(0..700).to_string(),
        1 => format!("0.{:06}", rng.u32(..400_000)),
        2 => format!("{}.{:02}", rng.u64(..100_000_000_000), rng.u8(..100)),
        3 => format!("-{text}"),
        _ => {
            let digits: Vec<usize> =
                text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            let at = digits[rng.usize(..digits.len())];
            format!("{}{}{}", &text[..at], rng.u8(..10), &text[at + 1..])
        }
    }
}

/// A line: a case with a few values changed, sometimes with broken bytes.
fn line(seeds: &[Value], rng: &mut Rng) -> String {
    let mut question = seeds[rng.usize(..seeds.len())].clone();
    for _ in 0..rng.usize(1..=2) {
        let whole = rng.u8(..) < 6;
        match question.get_mut("input").filter(|_| !whole) {
            Some(input) => mutate(input, rng),
            None => mutate(&mut question, rng),
        }
    }
    let mut text = question.to_string().into_bytes();
    if rng.u8(..) < 20 {
        for _ in 0..rng.usize(1..4) {
            let place = rng.usize(..text.len());
            text[place] = rng.u8(..);
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// Runs lines and answers how many of them were errors; panics with the line that broke it.
fn run(lines: usize, seed: u64, answer: impl Fn(&str) -> Value) -> usize {
    let (seeds, mut rng) = (seeds(), Rng::with_seed(seed));
    let mut errors = 0;
    for _ in 0..lines {
        let line = line(&seeds, &mut rng);
        let answer =
            catch_unwind(AssertUnwindSafe(|| answer(&line))).unwrap_or_else(|_| panic!("broken by {line}"));
        let (result, error) = (&answer["result"], &answer["error"]);
        assert!(result.is_null() != error.is_null(), "either a result or an error: {line}: {answer}");
        if error.is_object() {
            errors += 1;
            let message = error["message"].as_str().unwrap_or_default();
            assert!(
                !message.is_empty() && !message.contains("{$") && !message.starts_with("error-"),
                "{line}: {answer}"
            );
        }
    }
    errors
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are the report")]
fn mutated_lines_are_answered() {
    let lines = std::env::var("FENQI_FUZZ_LINES").ok().and_then(|lines| lines.parse().ok()).unwrap_or(20_000);
    let words = Words::of(Language::En);
    let errors = run(lines, 20_261_122, |line| calc::answer(line, &words));
    println!("{lines} mutated lines: {} answered, {errors} refused, 0 panics", lines - errors);
    assert!(errors > lines / 10 && errors < lines * 19 / 20, "{errors} of {lines}: the mutation is lopsided");
}

/// The harness sees a panic, planted on a date that mutation brings in.
#[test]
fn a_planted_panic_is_seen() {
    let planted = |line: &str| {
        assert!(!line.contains("2999-12-31"), "planted");
        calc::answer(line, &Words::of(Language::En))
    };
    let found =
        catch_unwind(AssertUnwindSafe(|| run(20_000, 1, planted))).expect_err("the panic is passed on");
    let told = found.downcast_ref::<String>().expect("a message");
    assert!(told.starts_with("broken by") && told.contains("2999-12-31"), "{told}");
}
