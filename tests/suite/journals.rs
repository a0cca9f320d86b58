//! Journals, read by the real `hledger`, `ledger` and beancount: without complaint, and with the balances that Fenqi
//! shows, on days gone by, today and to come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use fenqi_app::contract::{ExportFormat, InstalmentStatus, PlanId};
use fenqi_app::{App, Pay};
use fenqi_domain::{Currency, Money};
use fenqi_store::export;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, form, phone};
use serde_json::{Value, json};

/// What is owed by the end of an account's name: the plan's mark.
type Owed = BTreeMap<String, String>;

/// A reader, and what it says of the plans' accounts at the end of some days.
struct Tool {
    format: ExportFormat,
    balances: fn(&Path, &[NaiveDate]) -> BTreeMap<NaiveDate, Owed>,
}

const TOOLS: [Tool; 3] = [
    Tool { format: ExportFormat::Ledger, balances: by_ledger },
    Tool { format: ExportFormat::Hledger, balances: by_hledger },
    Tool { format: ExportFormat::Beancount, balances: by_beancount },
];

fn run(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).env("LC_ALL", "C.UTF-8").args(arguments).output();
    let output =
        output.unwrap_or_else(|error| panic!("{program:?}: {error}; `scripts/setup core` installs it"));
    let (told, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && complaint.is_empty(), "{program:?} {arguments:?}: {complaint}");
    told.into_owned()
}

/// The mark at the end of an account's name, and what it owes.
fn owed(account: &str, amount: &str) -> (String, String) {
    let (_, mark) = account.rsplit_once('-').expect("a plan's mark");
    (mark.to_owned(), amount.strip_prefix('-').unwrap_or(amount).to_owned())
}

fn next(day: &NaiveDate) -> String {
    (*day + Days::new(1)).to_string()
}

fn by_hledger(file: &Path, days: &[NaiveDate]) -> BTreeMap<NaiveDate, Owed> {
    let (program, file) = (Path::new("hledger"), file.to_str().expect("text"));
    run(program, &["-f", file, "check", "--strict"]);
    let of = |day: &NaiveDate| {
        let asked = [
            "-f",
            file,
            "balance",
            "-e",
            &next(day),
            "^Liabilities",
            "--flat",
            "-N",
            "-O",
            "csv",
            "--layout=bare",
        ];
        let told = run(program, &asked);
        let mut reader = csv::Reader::from_reader(told.as_bytes());
        let lines = reader.records().map(|line| line.expect("a line"));
        lines.map(|line| owed(&line[0], &line[2])).collect()
    };
    days.iter().map(|day| (*day, of(day))).collect()
}

fn by_ledger(file: &Path, days: &[NaiveDate]) -> BTreeMap<NaiveDate, Owed> {
    let (program, file) = (Path::new("ledger"), file.to_str().expect("text"));
    let of = |day: &NaiveDate| {
        let format = "%(account)\\t%(display_total)\\n";
        let told = run(
            program,
            &[
                "-f",
                file,
                "--args-only",
                "--pedantic",
                "--end",
                &next(day),
                "balance",
                "^Liabilities",
                "--flat",
                "--no-total",
                "--balance-format",
                format,
            ],
        );
        let line = |line: &str| {
            let (account, amount) = line.split_once('\t').expect("two columns");
            owed(account.trim(), amount.split(' ').next().unwrap_or_default())
        };
        told.lines().map(line).collect()
    };
    days.iter().map(|day| (*day, of(day))).collect()
}

fn by_beancount(file: &Path, days: &[NaiveDate]) -> BTreeMap<NaiveDate, Owed> {
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let folder = home.join(".cache/fenqi/beancount/bin");
    let file = file.to_str().expect("text");
    run(&folder.join("bean-check"), &[file]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/suite/read_beancount.py");
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    let arguments: Vec<&str> =
        ["-I", script, file].into_iter().chain(days.iter().map(String::as_str)).collect();
    let told: Value = serde_json::from_str(&run(&folder.join("python"), &arguments)).expect("JSON");
    let balances: BTreeMap<NaiveDate, Owed> =
        serde_json::from_value(told["balances"].clone()).expect("balances");
    let marks = |held: Owed| held.iter().map(|(account, amount)| owed(account, amount)).collect();
    balances.into_iter().map(|(day, held)| (day, marks(held))).collect()
}

/// How a plan is marked: the last eight letters of its id.
fn mark(plan: &PlanId) -> String {
    let letters: Vec<char> = plan.0.chars().filter(char::is_ascii_alphanumeric).collect();
    letters[letters.len() - 8..].iter().collect()
}

/// What Fenqi says is owed of each plan's principal now.
fn owed_now(app: &App) -> Owed {
    let mut owed = Owed::new();
    for summary in app.plans().expect("plans") {
        let view = app.plan(&summary.id).expect("there");
        let currency = Currency::from_code(&view.currency).expect("a currency");
        let fen = |text: &str| Money::parse(text, currency).expect("an amount").minor();
        let open = view.rows.iter().filter(|row| row.status != InstalmentStatus::Void);
        let left: i64 = open.map(|row| fen(&row.principal).min(fen(&row.remaining))).sum();
        if left > 0 {
            owed.insert(mark(&view.id), Money::from_minor(left, currency).to_string());
        }
    }
    owed
}

fn written(app: &App, format: ExportFormat, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{format:?}.journal").to_lowercase());
    export(app, &form(format), &path).expect("exported");
    path
}

/// Asserts that each reader agrees on days with what was owed then, as far as it is known of a plan.
fn agree(app: &App, days: &[(NaiveDate, Owed)], called: &str) {
    let folder = data_folder();
    for tool in &TOOLS {
        let path = written(app, tool.format, folder.path());
        let asked: Vec<NaiveDate> = days.iter().map(|(day, _)| *day).collect();
        let told = (tool.balances)(&path, &asked);
        for (day, known) in days {
            for (plan, left) in known {
                let found = told[day].get(plan).map_or("0", |found| found);
                assert_eq!(plain(found), plain(left), "{called}: {:?}, plan {plan} on {day}", tool.format);
            }
        }
    }
}

/// Zero is written in several ways.
fn plain(amount: &str) -> &str {
    if amount.chars().all(|letter| matches!(letter, '0' | '.')) { "0" } else { amount }
}

#[test]
fn the_sample_has_the_balances_of_fenqi() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("an empty file");
    agree(&app, &[(app.today(), owed_now(&app))], "sample");
}

#[test]
fn what_is_to_come_ends_each_month_as_the_debts_do() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("an empty file");
    let curves = app.debt_curves().expect("debts");
    let curve = curves.iter().find(|curve| curve.currency == "CNY").expect("yuan");
    let end_of = |month: &str| {
        let first: NaiveDate = format!("{month}-01").parse().expect("a month");
        first + chrono::Months::new(1) - Days::new(1)
    };
    let days: Vec<NaiveDate> = curve.months.iter().map(|month| end_of(&month.month)).collect();
    let fen = |text: &str| Money::parse(text, Currency::CNY).expect("an amount").minor();
    for tool in &TOOLS {
        let told = (tool.balances)(&written(&app, tool.format, folder_of(&folder).as_path()), &days);
        for (day, month) in days.iter().zip(&curve.months) {
            let left: i64 = told[day].values().map(|amount| fen(amount)).sum();
            assert_eq!(left, fen(&month.principal), "{:?}, {day}", tool.format);
        }
    }
}

/// A folder beside the data, for what is written out.
fn folder_of(data: &tempfile::TempDir) -> PathBuf {
    let folder = data.path().with_extension("out");
    fs::create_dir_all(&folder).expect("made");
    folder
}

#[test]
fn no_title_breaks_a_journal() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (n, one) in hostile().into_iter().enumerate() {
        let account = format!("{}{n}", one.text.chars().take(50).collect::<String>());
        let draft_of =
            json!({ "name": account, "funding_source": one.text.chars().take(60).collect::<String>() });
        let id = app.account_add(serde_json::from_value(draft_of).expect("BUG: a sound account"));
        let id = id.unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
        let mut plan = phone();
        plan["account"] = id.0.as_str().into();
        plan["title"] = format!("{}{n}", one.text.chars().take(110).collect::<String>()).into();
        plan["merchant"] = one.text.chars().take(120).collect::<String>().into();
        plan["auto_debit"] = true.into();
        let ids =
            app.plans_add(&[draft(plan)], false).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
        let source = one.text.chars().take(60).collect::<String>();
        let pay = Pay { plan: ids[0].clone(), n: 1, amount: None, on: None, source: Some(source) };
        app.pay(&pay).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
    }
    for title in
        ["(x) y", "* y", "! y", "=1", "a  ; b", "a | b", "P", "~ monthly", "end comment", "\\", "\"", "; x"]
    {
        let mut plan = phone();
        plan["title"] = title.into();
        app.plans_add(&[draft(plan)], true).expect("added");
    }
    agree(&app, &[(app.today(), owed_now(&app))], "hostile");
}

#[test]
fn currencies_keep_their_decimals() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (currency, principal) in [("JPY", "120000"), ("BHD", "1000.125"), ("EUR", "99.01")] {
        let account = json!({ "name": currency, "currency": currency });
        app.account_add(serde_json::from_value(account).expect("BUG: a sound account")).expect("added");
        let mut plan = phone();
        (plan["account"], plan["price"]) = (currency.into(), Value::Null);
        plan["terms"]["principal"] = principal.into();
        let ids = app.plans_add(&[draft(plan)], false).expect("added");
        app.pay(&Pay { plan: ids[0].clone(), n: 1, amount: None, on: None, source: None }).expect("paid");
    }
    agree(&app, &[(app.today(), owed_now(&app))], "currencies");
}

/// One thing that someone may do today.
fn act(app: &App, random: &mut Rng, deeds: &mut Deeds) {
    let plans = app.plans().expect("plans");
    let plan = &plans[random.usize(..plans.len())].id;
    let amount = format!("{}.{:02}", random.u16(1..900), random.u8(0..100));
    let n = random.u32(1..13);
    // What is refused changes nothing.
    let _ = match random.u8(0..12) {
        0 => app.plans_add(&[draft(deeds.plan(app.today()))], true).map(drop),
        1..=5 => app.pay(&Pay { plan: plan.clone(), n, amount: None, on: None, source: None }).map(drop),
        6 => {
            let source = Some("招行卡".to_owned());
            app.pay(&Pay { plan: plan.clone(), n, amount: Some(amount), on: None, source }).map(drop)
        }
        7 => {
            app.prepay(plan, &amount, None, if random.bool() { "term" } else { "instalment" }, None).map(drop)
        }
        8 => app.settle_plan(plan, None, None).map(drop),
        9 => app.refund(plan, &app.plan(plan).expect("there").terms.principal, None, "last_first"),
        10 => app.refund(plan, &amount, None, "pro_rata"),
        _ => app.debit_confirm(plan, n, None).map(drop),
    };
}

#[test]
fn whole_lives_have_the_balance_of_each_day() {
    let seeds: u64 = env::var("FENQI_JOURNAL_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(4);
    for seed in 0..seeds {
        let folder = data_folder();
        let (mut random, mut deeds) = (Rng::with_seed(seed), Deeds::new(seed));
        let mut day: NaiveDate = "2026-11-23".parse().expect("BUG: a literal date");
        let mut known = Vec::new();
        add_three(&app_at(folder.path(), NOW));
        for _ in 0..25 {
            let app = app_at(folder.path(), &format!("{day}T10:00:00+08:00"));
            for _ in 0..3 {
                act(&app, &mut random, &mut deeds);
            }
            known.push((day, owed_now(&app)));
            day = day + Days::new(random.u64(1..25));
        }
        let last = known.last().expect("a day").0;
        let app = app_at(folder.path(), &format!("{last}T20:00:00+08:00"));
        agree(&app, &known, &format!("seed {seed}"));
    }
}

#[test]
fn random_deeds_on_any_day_are_told_as_they_are_today() {
    for seed in 0..4 {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let mut deeds = Deeds::new(seed);
        for _ in 0..80 {
            // What is refused changes nothing.
            let _ = deeds.next(&app);
        }
        // Some were paid on days to come.
        let later = app.today() + Days::new(70);
        let expected = owed_now(&app);
        let folder = data_folder();
        for tool in &TOOLS {
            let path = written(&app, tool.format, folder.path());
            let text = fs::read_to_string(&path).expect("text");
            // What has happened alone.
            let facts = folder.path().join("facts");
            fs::write(&facts, without_pending(&text)).expect("written");
            let told = (tool.balances)(&facts, &[later]);
            let told: Owed = told[&later]
                .iter()
                .filter(|(_, amount)| plain(amount) != "0")
                .map(|(plan, amount)| (plan.clone(), amount.clone()))
                .collect();
            assert_eq!(told, expected, "seed {seed}: {:?}", tool.format);
        }
    }
}

/// A journal without what is still to be paid.
fn without_pending(text: &str) -> String {
    let mut kept = String::new();
    let mut is_pending = false;
    for line in text.lines() {
        let is_indented = line.starts_with(' ');
        if !is_indented {
            is_pending = line.get(10..13) == Some(" ! ");
        }
        if !is_pending {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
