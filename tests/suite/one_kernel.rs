//! One kernel: the same terms make the same figures in `calc`, in a stored plan, in the CSV, in a quote, in the
//! forecast and in a reminder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fenqi_app::contract::{ErrorCode, ExportTable};
use fenqi_app::{App, Pay, calc};
use fenqi_tests::{NOW, app_at, data_folder, draft};
use serde_json::{Value, json};

/// The schedules of the derived cases: every method, day count and month end.
fn schedules() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reference/derived-schedules.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).expect("the fixture")).expect("JSON");
    file["cases"].as_array().expect("cases").clone()
}

fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount of two decimals")
}

#[test]
fn all_doors_show_the_same_figures() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let words = app.words();
    let (mut ids, mut expected) = (Vec::new(), Vec::new());
    for case in schedules() {
        let question = json!({ "id": 1, "operation": "schedule", "input": case["input"] }).to_string();
        let result = calc::answer(&question, &words)["result"].clone();
        let plan = json!({ "account": "a", "title": case["id"], "purchased_on": case["input"]["start_date"], "terms": case["input"] });
        ids.extend(app.plans_add(&[draft(plan)], true).expect("a plan"));
        expected.push(result);
    }
    let csv = fenqi_tests::csv(&app, ExportTable::Rows).expect("a CSV");
    let csv = String::from_utf8(csv).expect("UTF-8");
    let mut exported: BTreeMap<String, i64> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heading: Vec<String> = reader.headers().expect("a heading").iter().map(str::to_owned).collect();
    let column =
        |names: [&str; 2]| heading.iter().position(|name| names.contains(&name.as_str())).expect("a column");
    let (title, total) = (column(["title", "分期"]), column(["total", "应还"]));
    for record in reader.records() {
        let record = record.expect("a record");
        *exported.entry(record[title].to_owned()).or_default() += fen(&record[total]);
    }
    let mut left = 0;
    for (id, expected) in ids.iter().zip(&expected) {
        let view = app.plan(id).expect("a plan");
        let rows = expected["rows"].as_array().expect("rows");
        assert_eq!(view.rows.len(), rows.len(), "{}", view.title);
        for (row, wanted) in view.rows.iter().zip(rows) {
            let found = json!([
                row.n.to_string(),
                row.due_date,
                row.principal,
                row.interest,
                row.fee,
                row.total,
                row.balance
            ]);
            let names = ["n", "due_date", "principal", "interest", "fee", "total", "balance"];
            assert_eq!(found, json!(names.map(|name| wanted[name].clone())), "{}", view.title);
        }
        assert_eq!(view.totals.total, expected["totals"]["total"], "{}", view.title);
        assert_eq!(exported[&view.title], fen(&view.totals.total), "{}: the CSV", view.title);
        let nominal = view.rates.nominal_annual_percent.clone().map_or(Value::Null, Value::String);
        assert_eq!(nominal, expected["rates"]["nominal_annual_percent"], "{}", view.title);
        // Everything is due in the end: a quote on the last day asks for all that is left.
        let last = view.rows.last().expect("a row").due_date.clone();
        let quote = app.quote_settle(id, Some(&last)).expect("a quote");
        assert_eq!(quote.payoff, view.totals.remaining, "{}: the quote", view.title);
        left += fen(&view.totals.remaining);
    }
    let forecast = app.forecast(600).expect("a forecast");
    let earlier = forecast.earlier.get("CNY").map_or(0, |due| fen(due));
    let months: i64 =
        forecast.months.iter().filter_map(|month| month.due.get("CNY")).map(|due| fen(due)).sum();
    // 2100 lies beyond six hundred months.
    let beyond: i64 = ids
        .iter()
        .flat_map(|id| app.plan(id).expect("a plan").rows)
        .filter(|row| row.due_date.as_str() > "2076-10-31")
        .map(|row| fen(&row.remaining))
        .sum();
    assert_eq!(earlier + months + beyond, left, "the forecast");
    // What is overdue, and the one row that is three days away, come as one digest.
    let reminded = app.remind(None, true).expect("reminders");
    let rows = app.due(None, Some("2026-11-25"), None).expect("rows").rows;
    let minor = rows.iter().map(|row| fen(&row.remaining)).sum();
    let said = words.amount(fenqi_domain::Money::from_minor(minor, fenqi_domain::Currency::CNY));
    assert!(reminded.fire.iter().any(|notice| notice.body.contains(&said)), "no notice says {said}");
}

/// A quote in the middle of a period is the one that `calc` gives, also where due dates are moved.
#[test]
fn a_stored_plan_is_quoted_as_calc_quotes_it() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let words = app.words();
    let daily = json!({ "method": "interest_only", "principal": "12000.00", "periods": "6", "daily_rate": "0.001",
        "start_date": "2026-08-22", "first_due_date": "2026-09-24", "shift": "following" });
    let monthly = json!({ "method": "equal_instalment", "principal": "10000.00", "periods": "12", "annual_rate": "0.18",
        "start_date": "2026-08-22", "first_due_date": "2026-09-22" });
    let inputs = schedules().into_iter().map(|case| case["input"].clone()).chain([daily, monthly]);
    let mut compared = 0;
    for input in inputs {
        let plan =
            json!({ "account": "a", "title": "x", "purchased_on": input["start_date"], "terms": input });
        let id = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
        let rows = app.plan(&id).expect("a plan").rows;
        let Some(next) = rows.iter().find(|row| row.n == 2) else { continue };
        let first = rows.iter().find(|row| row.n == 1).expect("a first row");
        let on: chrono::NaiveDate = first.due_date.parse().expect("a date");
        let on = (on + chrono::Days::new(3)).to_string();
        if on >= next.due_date {
            continue;
        }
        let pay =
            Pay { plan: id.clone(), n: 1, amount: None, on: Some(first.due_date.clone()), source: None };
        app_at(folder.path(), &format!("{}T10:00:00+08:00", first.due_date)).pay(&pay).expect("paid");
        let quote = match app.quote_settle(&id, Some(&on)) {
            // One fen in several periods is paid with the first.
            Err(error) if error.code == ErrorCode::NothingLeft => continue,
            quote => quote.expect("a quote"),
        };
        let question = json!({ "id": 1, "operation": "settlement", "input": {
            "plan": input, "paid_periods": "1", "settle_date": on, "policy": quote.policy } });
        let result = calc::answer(&question.to_string(), &words)["result"].clone();
        let found = json!({ "principal": quote.principal, "interest": quote.interest, "fee": quote.fee,
            "penalty": quote.penalty, "payoff": quote.payoff, "saved": quote.saved });
        assert_eq!(found, result, "{question}");
        compared += 1;
    }
    assert!(compared > 90, "{compared}");
}

/// Interest of the running period that was paid already is not asked for again.
#[test]
fn a_quote_credits_interest_that_was_paid() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let terms = json!({ "method": "interest_only", "principal": "12000.00", "periods": "6", "periodic_rate": "0.01",
        "start_date": "2026-10-28", "first_due_date": "2026-11-28" });
    let plan = json!({ "account": "a", "title": "x", "purchased_on": "2026-10-28", "terms": terms });
    let id = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    let interest = |app: &App| app.quote_settle(&id, Some("2026-11-27")).expect("a quote").interest;
    assert_eq!(interest(&app), "116.13", "30 of 31 days of 120.00");
    let pay = Pay { plan: id.clone(), n: 1, amount: Some("100.00".to_owned()), on: None, source: None };
    app.pay(&pay).expect("paid");
    assert_eq!(interest(&app), "16.13");
    app.pay(&Pay { amount: Some("19.00".to_owned()), ..pay }).expect("paid");
    assert_eq!(interest(&app), "0.00");
}

/// Interest on the original principal runs on the original principal, whoever wrote the rows.
#[test]
fn flat_interest_runs_on_the_original_principal() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let terms = json!({ "method": "flat_interest", "principal": "12000.00", "periods": "12", "periodic_rate": "0.01",
        "start_date": "2026-01-01", "first_due_date": "2026-02-01" });
    let plan = json!({ "account": "a", "title": "x", "purchased_on": "2026-01-01", "terms": terms,
        "paid_before": "2026-12-31" });
    let id = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    let quote = app.quote_settle(&id, Some("2026-12-31")).expect("a quote");
    assert_eq!((quote.principal.as_str(), quote.interest.as_str()), ("1000.00", "116.13"));
}
