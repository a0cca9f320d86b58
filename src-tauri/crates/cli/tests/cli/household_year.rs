//! A household's year through the public door, a command at a time on the days on which it happens, with the reminders
//! of each morning; every figure at the end of each month is held to `household_year.py`, which shares no code with
//! Fenqi and works from the same facts.
#![expect(clippy::float_arithmetic, reason = "rates are searched, here and there")]

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use fenqi_app::clock::SetClock;
use fenqi_app::contract::Language;
use fenqi_app::ports::Notifier;
use fenqi_app::{App, Driver, Notice};
use fenqi_store::SqliteStore;
use serde_json::{Value, json};
use tempfile::TempDir;

const FACTS: &str = include_str!("household_year.json");
const MORNING: &str = "09:05:00";
const EVENING: &str = "20:00:00";
const NIGHT: &str = "21:00:00";
/// Rates are searched, here and there; percent are told to six decimals.
const SAME_RATE: f64 = 0.000_01;

/// Plan, row and reason of what was said on a morning.
type Said = Vec<(String, u64, String)>;

struct Household {
    folder: TempDir,
    facts: Value,
    /// Ids by title, titles by id.
    plans: HashMap<String, String>,
    titles: HashMap<String, String>,
}

impl Household {
    fn new(facts: Value) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, facts, plans: HashMap::new(), titles: HashMap::new() }
    }

    /// A time of a day, wherever the household is then.
    fn at(&self, day: NaiveDate, time: &str) -> String {
        let journey = &self.facts["journey"];
        let away = text(&journey["from"])..=text(&journey["until"]);
        let zone =
            if away.contains(&day.to_string().as_str()) { &journey["zone"] } else { &self.facts["zone"] };
        format!("{day}T{time}{}", text(zone))
    }

    /// What a command answers at an instant. None may refuse.
    fn run(&self, now: &str, arguments: &[&str], input: &Value) -> Value {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenqi-cli"));
        command.env("FENQI_DATA_DIR", self.folder.path()).args(["--json", "--now", now]).args(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A command that reads no input may have closed it already.
        let _ = stdin.write_all(input.to_string().as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the command ends");
        let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer in JSON");
        assert!(output.status.success(), "{now} {arguments:?}: {answer}");
        answer
    }

    fn ask(&self, now: &str, arguments: &[&str]) -> Value {
        self.run(now, arguments, &Value::Null)
    }

    /// One start of the app, as far as it reminds.
    fn reminded(&self, day: NaiveDate) -> Said {
        let now = DateTime::parse_from_rfc3339(&self.at(day, MORNING)).expect("an instant");
        let store = SqliteStore::open(self.folder.path()).expect("the file opens");
        let app = App::new(Box::new(store), Box::new(SetClock::standing(now)), Language::ZhCn);
        let desktop = Desktop::default();
        let mut driver = Driver::default();
        // Nothing is said again, however often it looks.
        for _ in 0..2 {
            driver.look(&app, &desktop, true);
        }
        let notices = desktop.0.into_inner().expect("no panic");
        let mut said: Said =
            notices.iter().flat_map(Notice::parts).map(|part| self.named(&part.key)).collect();
        said.sort();
        said
    }

    /// A key names plan, row and reason.
    fn named(&self, key: &str) -> (String, u64, String) {
        let parts: Vec<&str> = key.split(':').collect();
        (self.titles[parts[0]].clone(), parts[1].parse().expect("a row"), parts[2].to_owned())
    }

    fn add(&mut self, day: NaiveDate) {
        let now = self.at(day, EVENING);
        let plans = self.facts["plans"].as_array().expect("plans").clone();
        for plan in plans.iter().filter(|plan| plan["purchased_on"] == day.to_string()) {
            let id = text(&self.run(&now, &["plan", "add"], plan)["id"]).to_owned();
            let title = text(&plan["title"]).to_owned();
            self.titles.insert(id.clone(), title.clone());
            self.plans.insert(title, id);
        }
    }

    fn does(&self, deed: &Value, now: &str) {
        let plan = |what: &str| deed[what].as_str().map(|title| self.plans[title].as_str());
        let row = deed["n"].to_string();
        let (amount, on) = (deed["amount"].as_str().unwrap_or_default(), text(&deed["on"]));
        let arguments = if let Some(plan) = plan("pay") {
            let all = vec!["pay", plan, "--seq", &row];
            if amount.is_empty() { all } else { [all, vec!["--amount", amount]].concat() }
        } else if let Some(plan) = plan("confirm") {
            vec!["debit", "confirm", plan, "--seq", &row]
        } else if let Some(plan) = plan("fail") {
            vec!["debit", "fail", plan, "--seq", &row]
        } else if let Some(plan) = plan("settle") {
            vec!["settle", plan, "--on", on]
        } else if let Some(plan) = plan("prepay") {
            vec!["prepay", plan, "--amount", amount, "--keep", "term"]
        } else if let Some(plan) = plan("refund") {
            vec!["refund", plan, "--amount", amount]
        } else if let Some(account) = deed["statement"].as_str() {
            vec!["pay", "--statement", account, text(&deed["due"])]
        } else {
            vec!["undo"]
        };
        self.ask(now, &arguments);
    }

    /// Everything that the year's end of a month has a figure for.
    fn end_of_month(&self, day: NaiveDate) -> Value {
        let now = self.at(day, NIGHT);
        let ask = |arguments: &[&str]| self.ask(&now, arguments);
        let (first, last) = (day.with_day(1).expect("a first").to_string(), day.to_string());
        let due = &ask(&["due", "--from", &first, "--to", &last])["totals"];
        let of_due = |what: &str| sums(due.as_object().into_iter().flatten().map(|(it, of)| (it, &of[what])));
        let debts = ask(&["debts"]);
        let owed = debts["debts"].as_array().expect("debts").iter();
        let owed = owed.map(|debt| (text(&debt["currency"]), &debt["left"]));
        let forecast = ask(&["forecast", "--months", "30"]);
        let months = forecast["months"].as_array().expect("months").iter();
        let months: BTreeMap<&str, Value> = months
            .map(|month| (text(&month["month"]), sums(month["due"].as_object().into_iter().flatten())))
            .filter(|(_, sums)| *sums != json!({}))
            .collect();
        let limits = ask(&["limits"]);
        let occupied = limits["accounts"].as_array().expect("accounts").iter();
        let occupied = occupied.map(|limit| (text(&limit["account"]["name"]), &limit["occupied"]));
        let parts = &ask(&["costs", "--year", "2028"])["parts"];
        let costs: BTreeMap<&String, Value> = parts
            .as_object()
            .expect("currencies")
            .iter()
            .filter(|(_, parts)| parts["cost"] != "0.00")
            .map(|(currency, of)| {
                assert_eq!(of["late_fee"], "0.00");
                (currency, json!({ "interest": of["interest"], "fee": of["fee"], "penalty": of["penalty"] }))
            })
            .collect();
        let plans = ask(&["plan", "list"]);
        let plans = plans["plans"].as_array().expect("plans").iter();
        let plans: BTreeMap<&str, Value> = plans
            .map(|plan| {
                (text(&plan["title"]), json!({ "left": plan["remaining"], "status": plan["status"] }))
            })
            .collect();
        json!({
            "today": last,
            "due": { "due": of_due("due"), "paid": of_due("paid"), "left": of_due("left"),
                     "overdue": of_due("overdue") },
            "owed": sums(owed),
            "earlier": sums(forecast["earlier"].as_object().into_iter().flatten()),
            "months": months,
            "occupied": sums(occupied),
            "costs": costs,
            "plans": plans,
        })
    }

    /// The simple and the compound yearly rate of each plan, in percent.
    fn rates(&self, day: NaiveDate) -> BTreeMap<String, [f64; 2]> {
        let now = self.at(day, NIGHT);
        let rates = self.plans.iter().map(|(title, id)| {
            let rates = &self.ask(&now, &["plan", "show", id])["rates"];
            let percent = |name: &str| rates[name].as_str().map_or(0.0, |text| text.parse().expect("a rate"));
            (title.clone(), ["nominal_annual_percent", "effective_annual_percent"].map(percent))
        });
        rates.collect()
    }
}

/// Amounts by name, without those that are nothing.
fn sums<'a>(of: impl Iterator<Item = (impl AsRef<str>, &'a Value)>) -> Value {
    let some = of.filter(|(_, amount)| **amount != "0.00");
    some.map(|(name, amount)| (name.as_ref().to_owned(), amount.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A desktop that remembers what it was told.
#[derive(Default)]
struct Desktop(Mutex<Vec<Notice>>);

impl Notifier for Desktop {
    fn show(&self, notice: &Notice) -> Result<(), String> {
        self.0.lock().expect("no panic").push(notice.clone());
        Ok(())
    }

    fn shown(&self) -> Vec<Notice> {
        Vec::new()
    }

    fn withdraw(&self, _key: &str) {}
}

/// The same year, worked out by other means.
fn worked_out(facts: &Value) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/household_year.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.expect("python3: `scripts/setup core` installs it");
    child.stdin.take().expect("a pipe").write_all(facts.to_string().as_bytes()).expect("facts are read");
    let output = child.wait_with_output().expect("the script ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Lives through the year up to the end of a month, and answers what is not as it was worked out.
fn differences(lived: &Value, expected: &Value, months: u32) -> Vec<String> {
    let mut household = Household::new(lived.clone());
    let mut day = NaiveDate::from_ymd_opt(2028, 1, 1).expect("BUG: a day");
    for account in lived["accounts"].as_array().expect("accounts") {
        household.run(&household.at(day, MORNING), &["account", "add"], account);
    }
    let deeds = lived["deeds"].as_array().expect("deeds").clone();
    let mut differ = Vec::new();
    while day.year() == 2028 && day.month() <= months {
        let said: Said =
            serde_json::from_value(expected["mornings"][day.to_string()].clone()).unwrap_or_default();
        compare(&format!("morning of {day}"), &json!(household.reminded(day)), &json!(said), &mut differ);
        household.add(day);
        for deed in deeds.iter().filter(|deed| deed["on"] == day.to_string()) {
            household.does(deed, &household.at(day, EVENING));
        }
        let tomorrow = day + Days::new(1);
        if tomorrow.day() == 1 {
            let end = &expected["ends"][day.month0() as usize];
            let figures = household.end_of_month(day);
            for (name, figure) in figures.as_object().expect("figures") {
                compare(&format!("{day}, {name}"), figure, &end[name], &mut differ);
            }
            let rates: BTreeMap<String, [f64; 2]> =
                serde_json::from_value(end["rates"].clone()).expect("rates");
            let told = household.rates(day);
            let same = rates.keys().eq(told.keys())
                && rates
                    .values()
                    .flatten()
                    .zip(told.values().flatten())
                    .all(|(a, b)| (a - b).abs() < SAME_RATE);
            if !same {
                differ.push(format!("{day}, rates: {told:?}, worked out {rates:?}"));
            }
        }
        day = tomorrow;
    }
    differ
}

fn compare(what: &str, told: &Value, worked_out: &Value, differ: &mut Vec<String>) {
    if told != worked_out {
        differ.push(format!("{what}: {told}\n  worked out: {worked_out}"));
    }
}

#[test]
fn a_households_year_comes_to_what_was_worked_out_without_fenqi() {
    let facts: Value = serde_json::from_str(FACTS).expect("facts");
    let differ = differences(&facts, &worked_out(&facts), 12);
    assert!(differ.is_empty(), "{} differences\n{}", differ.len(), differ.join("\n"));
}

/// A cent in one plan is seen wherever it stands, and a day in one repayment on the morning between.
#[test]
fn a_planted_cent_and_a_planted_day_are_seen() {
    let facts: Value = serde_json::from_str(FACTS).expect("facts");
    let expected = worked_out(&facts);
    let mut dearer = facts.clone();
    dearer["plans"][0]["terms"]["principal"] = json!("5299.01");
    let seen = differences(&dearer, &expected, 1);
    for name in ["owed", "months", "occupied", "plans"] {
        assert!(seen.iter().any(|line| line.contains(&format!(", {name}:"))), "{name}: {seen:#?}");
    }
    let mut later = facts;
    let deed =
        later["deeds"].as_array_mut().expect("deeds").iter_mut().find(|deed| deed["on"] == "2028-01-28");
    deed.expect("the first repayment")["on"] = json!("2028-01-30");
    let seen = differences(&later, &expected, 1);
    assert!(seen.iter().any(|line| line.contains("morning of 2028-01-29")), "{seen:#?}");
}
