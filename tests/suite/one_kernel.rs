//! One kernel: the same terms make the same figures in `calc`, in a stored plan, in the CSV, in a quote, in the
//! forecast and in a reminder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fenqi_app::calc;
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
    let mut csv = Vec::new();
    app.export_csv(&mut csv).expect("a CSV");
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
