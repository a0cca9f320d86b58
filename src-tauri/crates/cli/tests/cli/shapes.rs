//! The JSON that scripts read: what was there once stays, under its name and of its kind. Fields may be added.

use serde_json::{Map, Value, json};

use crate::Cli;
use crate::help::household;

/// Each command with the shape of its answer: kinds in the place of values.
const SHAPES: &str = include_str!("shapes.json");

/// A value with kinds in the place of scalars, and one element of each list.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("text"),
        Value::Array(all) => Value::Array(all.first().map(shape).into_iter().collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), shape(value))).collect())
        }
    }
}

/// What of a shape is missing in another, by its path.
fn missing(path: &str, wanted: &Value, found: &Value, lost: &mut Vec<String>) {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (name, wanted) in wanted {
                missing(&format!("{path}.{name}"), wanted, found.get(name).unwrap_or(&json!("absent")), lost);
            }
        }
        (Value::Array(wanted), Value::Array(found)) => {
            if let Some(wanted) = wanted.first() {
                missing(&format!("{path}[]"), wanted, found.first().unwrap_or(&json!("absent")), lost);
            }
        }
        _ if wanted == found => {}
        _ => lost.push(format!("{path}: {wanted} became {found}")),
    }
}

/// The answers of all commands whose answer is more than an id or nothing.
fn answers(cli: &Cli, ids: &[(&str, String)]) -> Map<String, Value> {
    let plan = ids.iter().find(|(name, _)| *name == "PLAN").map(|(_, id)| id.as_str()).expect("a plan");
    let loan =
        ids.iter().find(|(name, _)| *name == "prepay PLAN").map(|(_, id)| id.as_str()).expect("a plan");
    let loan = loan.trim_start_matches("prepay ");
    let copy = ids.iter().find(|(name, _)| *name == "COPY").map(|(_, path)| path.as_str()).expect("a copy");
    let terms = json!({ "method": "interest_free", "principal": "1200", "periods": "12",
                        "start_date": "2026-11-22", "first_due_date": "2026-12-22" });
    let offer = terms.to_string();
    let asked: &[(&str, &[&str], &str)] = &[
        ("calc", &["calc"], r#"{"id":1,"operation":"tvm.pmt","input":{"rate":"0.01","nper":"12","pv":"1"}}"#),
        ("account list", &["account", "list"], ""),
        ("account show", &["account", "show", "花呗"], ""),
        ("source list", &["source", "list"], ""),
        ("plan list", &["plan", "list"], ""),
        ("plan show", &["plan", "show", loan], ""),
        ("due", &["due"], ""),
        ("quote settle", &["quote", "settle", loan], ""),
        ("quote prepay", &["quote", "prepay", loan, "--amount", "1000"], ""),
        ("quote refund", &["quote", "refund", plan, "--amount", "100"], ""),
        ("debit list", &["debit", "list"], ""),
        ("repayment list", &["repayment", "list"], ""),
        ("forecast", &["forecast", "--months", "2"], ""),
        ("forecast --by-account", &["forecast", "--by-account", "--months", "2"], ""),
        ("limits", &["limits"], ""),
        ("debts", &["debts"], ""),
        ("costs", &["costs"], ""),
        ("costs --year", &["costs", "--year", "2026"], ""),
        ("spending", &["spending"], ""),
        ("compare", &["compare", "--cash-price", "1100"], &offer),
        ("afford", &["afford", "--income", "9000"], &offer),
        ("payoff", &["payoff", "--extra", "500"], ""),
        ("planned list", &["planned", "list"], ""),
        ("preset list", &["preset", "list"], ""),
        ("preset show", &["preset", "show", "huabei"], ""),
        ("remind", &["remind", "--at", "2026-12-15T09:00:00+08:00", "--dry-run"], ""),
        ("remind --next", &["remind", "--next", "2"], ""),
        ("inbox list", &["inbox", "list"], ""),
        ("rule list", &["rule", "list"], ""),
        ("rule show", &["rule", "show"], ""),
        ("settings show", &["settings", "show"], ""),
        ("lock show", &["lock", "show"], ""),
        ("activity", &["activity"], ""),
        ("check", &["check"], ""),
        ("backup --list", &["backup", "--list"], ""),
        ("restore --dry-run", &["restore", copy, "--dry-run"], ""),
        ("pay", &["pay", plan, "--seq", "3"], ""),
        ("settle", &["settle", plan], ""),
        ("undo", &["undo"], ""),
        ("redo", &["redo"], ""),
        ("backup", &["backup"], ""),
    ];
    let answer = |(name, arguments, input): &(&str, &[&str], &str)| {
        let lines = cli.json(arguments, input);
        assert_eq!(lines.len(), 1, "{name}: one line");
        ((*name).to_owned(), shape(&lines[0]))
    };
    asked.iter().map(answer).collect()
}

#[test]
fn what_scripts_read_stays_as_it_is() {
    let (cli, ids) = household();
    let found = answers(&cli, &ids);
    let wanted: Map<String, Value> = serde_json::from_str(SHAPES).expect("JSON");
    let mut lost = Vec::new();
    missing("", &json!(wanted), &json!(found), &mut lost);
    assert_eq!(lost, Vec::<String>::new(), "now: {}", json!(found));
    assert_eq!(wanted.len(), found.len(), "each command is pinned");
}

/// The shapes that the design promises are named once more here, whatever the pinned file says.
#[test]
fn the_promised_fields_are_there() {
    let (cli, ids) = household();
    let found = answers(&cli, &ids);
    let names = |value: &Value| value.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    let has = |value: &Value, wanted: &[&str]| {
        let found = names(value).unwrap_or_default();
        let lost: Vec<_> = wanted.iter().filter(|name| !found.contains(&(**name).to_owned())).collect();
        assert!(lost.is_empty(), "{lost:?} of {value}");
    };
    let row =
        ["n", "due_date", "principal", "interest", "fee", "total", "paid", "remaining", "balance", "status"];
    has(
        &found["plan show"],
        &["account", "origin", "title", "terms", "rows", "rates", "totals", "repayments"],
    );
    has(&found["plan show"]["rows"][0], &row);
    has(&found["plan show"]["rates"], &["nominal_annual_percent", "effective_annual_percent"]);
    has(&found["due"], &["today", "rows", "totals"]);
    let due = ["plan", "title", "account", "n", "of", "due_date", "total", "paid", "remaining", "status"];
    has(&found["due"]["rows"][0], &due);
    has(&found["due"]["totals"]["CNY"], &["due", "paid", "left", "overdue"]);
    has(&found["remind"], &["fire", "next_wake"]);
    has(&found["remind"]["fire"][0], &["key", "kind", "plan", "n", "due_date", "title", "body"]);
    let quote = ["on", "principal", "interest", "fee", "penalty", "payoff", "saved"];
    has(&found["quote settle"], &quote);
    let refused = cli.run(&["--json", "plan", "show", "nobody"], "");
    let error: Value = serde_json::from_slice(&refused.stdout).expect("one line");
    has(&error["error"], &["code", "message", "params"]);
}
