//! The workbook, read back by calamine, and by LibreOffice where it is installed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use fenqi_app::App;
use fenqi_app::contract::{ExportFormat, ExportTable, Language};
use fenqi_app::exchange::{Cell, Sheets};
use fenqi_domain::Money;
use fenqi_store::export_to;
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, form, phone};
use rust_decimal::Decimal;
use serde_json::json;

const SHEETS: [&str; 5] = ["分期", "期次", "还款", "账户", "月份汇总"];

fn workbook(app: &App) -> Vec<u8> {
    let mut written = Vec::new();
    export_to(app, &form(ExportFormat::Xlsx), &mut written).expect("exported");
    written
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

/// All cells of all tables, as they are handed out.
#[derive(Default)]
struct Kept(Vec<Vec<Vec<Cell<'static>>>>);

impl Sheets for Kept {
    fn begin(&mut self, _: ExportTable) -> fenqi_app::Result<()> {
        self.0.push(Vec::new());
        Ok(())
    }

    fn line(&mut self, cells: &[Cell<'_>]) -> fenqi_app::Result<()> {
        let owned = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
            Cell::Empty => Cell::Empty,
            Cell::Integer(number) => Cell::Integer(*number),
            Cell::Amount(amount) => Cell::Amount(*amount),
            Cell::Percent(percent) => Cell::Percent(*percent),
            Cell::Date(date) => Cell::Date(*date),
            Cell::Flag(flag) => Cell::Flag(*flag),
        };
        self.0.last_mut().expect("a table").push(cells.iter().map(owned).collect());
        Ok(())
    }
}

fn tables(app: &App) -> Vec<Vec<Vec<Cell<'static>>>> {
    let mut kept = Kept::default();
    app.export_tables(&ExportTable::ALL, &mut kept).expect("handed out");
    kept.0
}

/// Whether a cell of a sheet is what was written.
fn is(found: &Data, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Empty => matches!(found, Data::Empty),
        Cell::Text(text) => matches!(found, Data::String(found) if found == text),
        Cell::Integer(number) => {
            found.get_float().is_some_and(|found| found.to_string() == number.to_string())
        }
        Cell::Amount(amount) => found.get_float().is_some_and(|found| as_written(found, *amount)),
        Cell::Percent(percent) => {
            let share = (percent / Decimal::ONE_HUNDRED).normalize().to_string();
            found.get_float().is_some_and(|found| found.to_string() == share)
        }
        Cell::Date(date) => {
            let Data::DateTime(found) = found else { return false };
            let (year, month, day, ..) = found.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}") == date.to_string()
        }
        Cell::Flag(flag) => matches!(found, Data::Bool(found) if found == flag),
    }
}

fn as_written(found: f64, amount: Money) -> bool {
    format!("{found:.*}", amount.currency().digits() as usize) == amount.to_string()
}

fn hostile_file(app: &App) {
    let account = json!({ "name": "=HYPERLINK(\"x\")", "currency": "JPY", "contact": "@SUM(A1)" });
    app.account_add(serde_json::from_value(account).expect("BUG: a sound account")).expect("added");
    for (n, one) in hostile().into_iter().enumerate() {
        let mut plan = phone();
        let title: String = one.text.chars().take(110).collect();
        plan["title"] = format!("{title}{n}").into();
        plan["notes"] = one.text.chars().take(4000).collect::<String>().into();
        app.plans_add(&[draft(plan)], true).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
    }
    let mut yen = phone();
    (yen["account"], yen["price"]) = ("=HYPERLINK(\"x\")".into(), "120000".into());
    yen["terms"]["principal"] = "120000".into();
    let mut underscore = phone();
    underscore["title"] = "_x0041_ _x005F_ \u{ffff}".into();
    let mut largest = phone();
    largest["terms"]["principal"] = "999999999999.99".into();
    app.plans_add(&[draft(yen), draft(underscore), draft(largest)], true).expect("added");
}

#[test]
fn every_text_and_amount_comes_back() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    hostile_file(&app);
    let mut book = opened(workbook(&app));
    assert_eq!(book.sheet_names(), SHEETS);
    for ((name, table), lines) in SHEETS.iter().zip(ExportTable::ALL).zip(tables(&app)) {
        let sheet = book.worksheet_range(name).expect("a sheet");
        let columns = table.columns();
        let header: Vec<Option<&str>> = (0..columns.len()).map(|at| sheet[(0, at)].get_string()).collect();
        assert_eq!(header, columns.iter().map(|column| Some(column.name)).collect::<Vec<_>>());
        assert!(!lines.is_empty() || table == ExportTable::Repayments, "{name}");
        for (row, cells) in lines.iter().enumerate() {
            for (at, cell) in cells.iter().enumerate() {
                let found = sheet.get_value((row as u32 + 1, at as u32)).unwrap_or(&Data::Empty);
                assert!(is(found, cell), "{name}, {row}, {}: {found:?}, not {cell:?}", columns[at].name);
            }
        }
        let formulas = book.worksheet_formula(name).expect("a sheet");
        assert!(formulas.used_cells().all(|(.., formula)| formula.is_empty()), "{name} has a formula");
    }
}

#[test]
fn totals_are_those_of_each_currency() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    hostile_file(&app);
    add_three(&app);
    let mut book = opened(workbook(&app.speaking(Language::En)));
    assert_eq!(book.sheet_names(), ["Plans", "Instalments", "Repayments", "Accounts", "Months"]);
    let app = app_at(folder.path(), NOW);
    for ((name, table), lines) in book.sheet_names().into_iter().zip(ExportTable::ALL).zip(tables(&app)) {
        let sheet = book.worksheet_range(&name).expect("a sheet");
        let currency = table.columns().iter().position(|column| column.name == "currency").expect("a column");
        let mut expected: BTreeMap<(String, usize), Money> = BTreeMap::new();
        for (at, cell) in lines.iter().flat_map(|cells| cells.iter().enumerate()) {
            let Cell::Amount(amount) = cell else { continue };
            if table == ExportTable::Rows && table.columns()[at].name == "price" {
                // The same for each row of a plan.
                continue;
            }
            let sum = expected
                .entry((amount.currency().code().to_owned(), at))
                .or_insert(Money::zero(amount.currency()));
            *sum = sum.checked_add(*amount).expect("it fits");
        }
        let totals: Vec<&[Data]> = sheet.rows().skip(lines.len() + 2).collect();
        if table == ExportTable::Accounts {
            assert!(totals.is_empty(), "limits are no sum of anything");
            continue;
        }
        for row in &totals {
            assert_eq!(row[0], Data::String("Total".to_owned()));
            let code = row[currency].get_string().expect("a currency").to_owned();
            for (at, found) in row.iter().enumerate() {
                let told = match found {
                    Data::Float(found) => {
                        expected.remove(&(code.clone(), at)).is_some_and(|sum| as_written(*found, sum))
                    }
                    Data::String(text) if at > 0 && at != currency => {
                        expected.remove(&(code.clone(), at)).is_some_and(|sum| sum.to_string() == *text)
                    }
                    _ => true,
                };
                assert!(told, "{name}: {found:?}");
            }
        }
        assert!(expected.is_empty(), "{name}: {expected:?}");
    }
}

#[test]
fn libre_office_reads_the_same() {
    // Half a gigabyte that nobody is made to install.
    if Command::new("soffice").arg("--version").output().is_err() {
        return;
    }
    let (folder, place) = (data_folder(), data_folder());
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    hostile_file(&app);
    fs::write(place.path().join("book.xlsx"), workbook(&app)).expect("written");
    // Commas, quotation marks, UTF-8, from the first line; all texts in quotation marks, values as they are, no
    // formulas, every sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1";
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", place.path().display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(place.path())
        .arg(place.path().join("book.xlsx"))
        .output()
        .expect("LibreOffice starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for ((name, table), lines) in SHEETS.iter().zip(ExportTable::ALL).zip(tables(&app)) {
        let path = place.path().join(format!("book-{name}.csv"));
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).expect("a table");
        let columns = table.columns();
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        assert_eq!(header, columns.iter().map(|column| column.name).collect::<Vec<_>>());
        for (row, (cells, found)) in lines.iter().zip(reader.records()).enumerate() {
            let found = found.expect("a line");
            for (at, cell) in cells.iter().enumerate() {
                let told = found.get(at).unwrap_or_default();
                assert!(shows(told, cell), "{name}, {row}, {}: {told:?}, not {cell:?}", columns[at].name);
            }
        }
    }
}

/// Whether LibreOffice's CSV tells a cell. It writes numbers without the zeros that a format adds.
fn shows(told: &str, cell: &Cell<'_>) -> bool {
    let number = || told.parse::<Decimal>().ok();
    match cell {
        Cell::Empty => told.is_empty(),
        Cell::Text(text) => told == text,
        Cell::Integer(wanted) => number() == Some(Decimal::from(*wanted)),
        Cell::Amount(amount) => number() == Some(amount.to_major()),
        Cell::Percent(percent) => {
            number().or_else(|| told.strip_suffix('%')?.parse().ok()).is_some_and(|told| {
                told == percent / Decimal::ONE_HUNDRED || (told - percent).abs() < Decimal::new(1, 2)
            })
        }
        Cell::Date(date) => told == date.to_string(),
        Cell::Flag(flag) => told.eq_ignore_ascii_case(&flag.to_string()),
    }
}
