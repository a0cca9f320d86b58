//! The five tables: they say what the screens say, their columns are those of docs/tables.md, and any text comes back
//! as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use encoding_rs::GB18030;
use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, ExportTable, TextEncoding};
use fenqi_app::exchange::{Cell, Kind, Sheets};
use fenqi_domain::{Currency, Money};
use fenqi_tests::deeds::Deeds;
use fenqi_tests::{NOW, add_three, app_at, csv, data_folder, draft, phone};

/// A line by the names of its columns.
type Named = BTreeMap<String, String>;

/// A table as it is written, line by line.
pub(crate) fn read(app: &App, table: ExportTable) -> Vec<Named> {
    let written = csv(app, table).expect("exported");
    let text = written.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
    let mut reader = csv::Reader::from_reader(text);
    let header = reader.headers().expect("a header").clone();
    let lines = reader.records().map(|line| {
        let line = line.expect("a line as long as the header");
        header.iter().map(str::to_owned).zip(line.iter().map(str::to_owned)).collect()
    });
    lines.collect()
}

/// A file after much was done with it.
fn lived(seed: u64, folder: &Path) -> App {
    let app = app_at(folder, NOW);
    let mut deeds = Deeds::new(seed);
    for _ in 0..60 {
        // What is refused changed nothing.
        let _ = deeds.next(&app);
    }
    app
}

fn amount(line: &Named, column: &str) -> i64 {
    let currency = Currency::from_code(&line["currency"]).expect("a currency");
    Money::parse(&line[column], currency).expect("an amount").minor()
}

fn sum(lines: &[Named], column: &str, which: impl Fn(&Named) -> bool) -> i64 {
    lines.iter().filter(|line| which(line)).map(|line| amount(line, column)).sum()
}

#[test]
fn the_columns_are_those_of_the_page() {
    for page in ["tables.md", "tables.zh-CN.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
        let text = fs::read_to_string(path).expect("the page");
        for table in ExportTable::ALL {
            let name = serde_json::to_value(table).expect("a name");
            let heading = format!("\n## {}\n", name.as_str().expect("text"));
            let (_, section) = text.split_once(&heading).expect("its section");
            let section = section.split("\n#").next().unwrap_or_default();
            let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
            let told: Vec<(String, String)> = rows
                .map(|row| {
                    let mut cells = row.split('|').map(|cell| cell.trim().trim_end_matches('`').to_owned());
                    (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
                })
                .collect();
            let columns = table.columns().iter();
            let true_ones = columns.map(|column| (column.name.to_owned(), kind_name(column.kind).to_owned()));
            assert_eq!(told, true_ones.collect::<Vec<_>>(), "{page}: {table:?}");
        }
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Amount => "amount",
        Kind::Percent => "percent",
        Kind::Date => "date",
        Kind::Flag => "flag",
    }
}

/// Asserts that every cell is of its column's kind.
struct Typed(ExportTable, usize);

impl Sheets for Typed {
    fn begin(&mut self, table: ExportTable) -> fenqi_app::Result<()> {
        self.0 = table;
        Ok(())
    }

    fn line(&mut self, cells: &[Cell<'_>]) -> fenqi_app::Result<()> {
        let columns = self.0.columns();
        assert_eq!(cells.len(), columns.len(), "{:?}", self.0);
        for (cell, column) in cells.iter().zip(columns) {
            let kind = match cell {
                Cell::Empty => column.kind,
                Cell::Text(_) => Kind::Text,
                Cell::Integer(_) => Kind::Integer,
                Cell::Amount(_) => Kind::Amount,
                Cell::Percent(_) => Kind::Percent,
                Cell::Date(_) => Kind::Date,
                Cell::Flag(_) => Kind::Flag,
            };
            assert_eq!(kind, column.kind, "{:?}: {}", self.0, column.name);
        }
        self.1 += 1;
        Ok(())
    }
}

#[test]
fn cells_are_what_their_columns_say() {
    for seed in 0..4 {
        let folder = data_folder();
        let mut typed = Typed(ExportTable::Plans, 0);
        let app = lived(seed, folder.path());
        let count = app.export_tables(&ExportTable::ALL, &mut typed).expect("exported");
        assert_eq!(count as usize, typed.1);
        assert!(count > 50, "{count}");
    }
}

#[test]
fn rows_keep_their_old_columns() {
    let names: Vec<&str> = ExportTable::Rows.columns().iter().map(|column| column.name).collect();
    let old = "plan account origin title merchant order_no purchased_on currency n of due_date principal interest fee \
               total paid remaining status paid_on notes price auto_debit source terms";
    assert_eq!(names, old.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn tables_and_screens_say_the_same() {
    for seed in 0..6 {
        let folder = data_folder();
        let app = lived(seed, folder.path());
        let [plans, rows, repayments, accounts, months] = ExportTable::ALL.map(|table| read(&app, table));
        assert_eq!(accounts.len(), app.accounts().expect("accounts").len());
        let listed = app.plans().expect("plans");
        assert_eq!(plans.len(), listed.len());
        for summary in &listed {
            let view = app.plan(&summary.id).expect("there");
            let line = plans.iter().find(|line| line["plan"] == view.id.0).expect("its line");
            let told = ["principal", "interest", "fee", "total", "paid", "remaining"].map(|name| &line[name]);
            let totals = &view.totals;
            let shown = [
                &totals.principal,
                &totals.interest,
                &totals.fee,
                &totals.total,
                &totals.paid,
                &totals.remaining,
            ];
            assert_eq!(told, shown, "seed {seed}: {}", view.title);
            let rate = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
            let shown = view.rates.nominal_annual_percent.as_deref().and_then(rate);
            assert_eq!(rate(&line["nominal_annual_rate"]), shown, "seed {seed}: {}", view.title);
            let of_plan = |other: &Named| other["plan"] == view.id.0;
            let own: Vec<&Named> = rows.iter().filter(|line| of_plan(line)).collect();
            assert_eq!(own.len(), view.rows.len());
            for (line, row) in own.iter().zip(&view.rows) {
                let told = ["due_date", "principal", "interest", "fee", "total", "paid", "remaining"];
                let shown = [
                    &row.due_date,
                    &row.principal,
                    &row.interest,
                    &row.fee,
                    &row.total,
                    &row.paid,
                    &row.remaining,
                ];
                assert_eq!(told.map(|name| &line[name]), shown, "seed {seed}: {} {}", view.title, row.n);
                assert_eq!(line["paid_on"], row.paid_on.clone().unwrap_or_default());
                assert_eq!(serde_json::from_str(&line["terms"]).ok().as_ref(), Some(&view.terms));
            }
            let paid: i64 = sum(&repayments, "amount", of_plan);
            assert_eq!(
                paid,
                amount(line, "paid"),
                "seed {seed}: {}: all that was paid is listed",
                view.title
            );
        }
        let parts = |line: &Named| {
            ["principal", "interest", "fee", "penalty", "late_fee"]
                .map(|name| amount(line, name))
                .iter()
                .sum::<i64>()
        };
        assert!(
            repayments.iter().all(|line| parts(line) == amount(line, "amount")),
            "seed {seed}: parts add up"
        );
        assert_eq!(sum(&months, "left", |_| true), sum(&rows, "remaining", |_| true), "seed {seed}");
        let overdue = |line: &Named| line["status"] == "overdue";
        assert_eq!(sum(&months, "overdue", |_| true), sum(&rows, "remaining", overdue), "seed {seed}");
    }
}

#[test]
fn a_source_is_that_of_the_last_payment() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    for (on, source) in [("2026-11-20", None), ("2026-11-21", Some("招行卡")), ("2026-11-19", Some("微信"))]
    {
        let pay = fenqi_app::Pay {
            plan: ids[0].clone(),
            n: 1,
            amount: Some("1.00".to_owned()),
            on: Some(on.to_owned()),
            source: source.map(str::to_owned),
        };
        app.pay(&pay).expect("paid");
    }
    let rows = read(&app, ExportTable::Rows);
    let told: Vec<(&str, &str)> = rows
        .iter()
        .filter(|row| row["paid"] != "0.00")
        .map(|row| (&row["paid_on"][..], &row["source"][..]))
        .collect();
    assert_eq!(told, [("2026-11-21", "招行卡")]);
}

#[test]
fn of_rows_that_were_refunded_and_plans_that_were_settled_all_is_told() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    app.pay(&fenqi_app::Pay { plan: ids[0].clone(), n: 1, amount: None, on: None, source: None })
        .expect("paid");
    app.settle_plan(&ids[0], None, Some("招行卡")).expect("settled");
    app.prepay(&ids[2], "1000.00", None, "term", None).expect("prepaid");
    app.refund(&ids[1], "5000.00", None, "last_first").expect("refunded");
    let repayments = read(&app, ExportTable::Repayments);
    let told = |kind: &str| {
        let found = repayments.iter().filter(|line| line["kind"] == kind);
        found.map(|line| format!("{} {} {}", line["n"], line["amount"], line["source"])).collect::<Vec<_>>()
    };
    assert_eq!(told("instalment"), ["1 441.58 ", "2 441.58 招行卡"], "what was due by then went to its row");
    assert_eq!(told("settlement"), [" 4415.84 招行卡"]);
    assert_eq!(told("prepayment"), [" 1000.00 "]);
    let plans = read(&app, ExportTable::Plans);
    let statuses: Vec<&str> = plans.iter().map(|line| &line["status"][..]).collect();
    assert_eq!(statuses, ["settled", "active", "refunded"], "oldest purchase first");
}

#[test]
fn gb18030_says_the_same() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut strange = phone();
    strange["title"] = "₤ € 𠮷 🎧 Ǽ 龘 \u{3000}x".into();
    app.plans_add(&[draft(strange)], true).expect("added");
    add_three(&app);
    for table in ExportTable::ALL {
        let mut written = Vec::new();
        app.export_csv(table, TextEncoding::Gb18030, &mut written).expect("exported");
        let decoded = GB18030.decode_without_bom_handling_and_without_replacement(&written).expect("GB18030");
        let utf8 = String::from_utf8(csv(&app, table).expect("exported")).expect("UTF-8");
        assert_eq!(Some(decoded.as_ref()), utf8.strip_prefix('\u{feff}'));
    }
    let other = app.export_csv(ExportTable::Rows, TextEncoding::Big5, &mut Vec::new());
    assert_eq!(other.map_err(|error| error.code), Err(ErrorCode::ChoiceUnknown));
}

#[test]
fn an_empty_file_has_headers_alone() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for table in ExportTable::ALL {
        assert!(read(&app, table).is_empty());
        let dates = table.columns().iter().filter(|column| column.kind == Kind::Date).count();
        assert!(dates <= 3, "{table:?}");
    }
}

#[test]
fn months_are_in_order_and_written_as_such() {
    let folder = data_folder();
    let app = lived(1, folder.path());
    let months: Vec<String> =
        read(&app, ExportTable::Months).into_iter().map(|line| line["month"].clone()).collect();
    assert!(months.is_sorted() && !months.is_empty());
    let is_month = |month: &String| format!("{month}-01").parse::<NaiveDate>().is_ok();
    assert!(months.iter().all(is_month), "{months:?}");
}
