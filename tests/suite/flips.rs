//! Texts and dates that change behind Fenqi's back: whatever shows them refuses them.

use std::fs;

use fenqi_app::App;
use fenqi_app::contract::{AppError, ErrorCode, ExportTable};
use fenqi_store::FILE_NAME;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use rusqlite::Connection;
use serde_json::json;

use crate::reads::all_reads;

type Read = fn(&App) -> Result<(), AppError>;

const MONTH: (&str, Read) = ("month", |app| app.month("2026-09").map(drop));
const DAY: (&str, Read) = ("day", |app| app.day("2026-09-28").map(drop));
const LIST: (&str, Read) = ("list", |app| app.plans().map(drop));
const EXPORT: (&str, Read) = ("export", |app| fenqi_tests::csv(app, ExportTable::Rows).map(drop));
const DUE: (&str, Read) = ("due", |app| app.due(None, None, None).map(drop));
const ACCOUNTS: (&str, Read) = ("accounts", |app| app.accounts().map(drop));
const SETTINGS: (&str, Read) = ("settings", |app| app.settings().map(drop));
const JOURNAL: (&str, Read) = ("journal", |app| app.activity(None, 9).map(drop));

#[test]
fn a_changed_value_is_refused_by_every_read_that_shows_it() {
    let cases: [(&str, &[(&str, Read)]); 9] = [
        ("UPDATE plan SET title = 'other' WHERE key = 1", &[MONTH, DAY, LIST, EXPORT, DUE]),
        ("UPDATE plan SET auto_debit = 1 - auto_debit WHERE key = 1", &[MONTH, DAY, LIST, EXPORT, DUE]),
        ("UPDATE plan SET merchant = 'other' WHERE key = 1", &[LIST, EXPORT]),
        ("UPDATE plan SET purchased_on = '2026-08-27' WHERE key = 1", &[LIST, EXPORT]),
        ("UPDATE plan SET price = price + 1 WHERE key = 1", &[EXPORT]),
        ("UPDATE terms SET input = replace(input, '5299', '5298') WHERE plan = 1", &[EXPORT]),
        ("UPDATE funding_source SET name = 'other'", &[ACCOUNTS]),
        ("UPDATE setting SET value = 'dark' WHERE key = 'theme'", &[SETTINGS]),
        ("UPDATE activity SET params = '{}' WHERE id = 1", &[JOURNAL]),
    ];
    for (change, reads) in cases {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        add_three(&app);
        let card = json!({ "name": "白条", "funding_source": "招行卡" });
        app.account_add(serde_json::from_value(card).expect("BUG: a sound account")).expect("added");
        app.settings_set(app.settings().expect("settings")).expect("set");
        reads.iter().for_each(|(what, read)| read(&app).unwrap_or_else(|error| panic!("{what}: {error}")));
        let file = Connection::open(folder.path().join(FILE_NAME)).expect("the file");
        assert!(file.execute(change, []).expect("SQL") > 0, "{change}");
        for (what, read) in reads {
            let refused = read(&app).err().map(|error| error.code);
            assert_eq!(refused, Some(ErrorCode::FileDamaged), "{what} after {change}");
        }
    }
}

/// As the amounts of `reads.rs`: texts, and days that are in no index that a screen walks.
#[test]
#[expect(clippy::print_stdout, reason = "the counts are the report")]
fn a_flipped_bit_is_never_a_wrong_word_or_day() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = json!({
        "account": "账户", "title": "ThinkPad-X1", "merchant": "Lenovo-Shop", "purchased_on": "2026-08-17",
        "auto_debit": true,
        "terms": { "method": "interest_free", "principal": "1200.00", "periods": "12", "start_date": "2026-08-17",
                   "first_due_date": "2026-09-28" },
    });
    let plan = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    let pay = fenqi_app::Pay {
        plan: plan.clone(),
        n: 1,
        amount: None,
        on: Some("2026-10-05".to_owned()),
        source: None,
    };
    app.pay(&pay).expect("paid");
    app.debit_fail(&plan, 2).expect("said");
    let truth: Vec<String> = all_reads(&app, &plan).into_iter().map(|read| read.expect("a read")).collect();
    app.settle().expect("settled");
    drop(app);
    let path = folder.path().join(FILE_NAME);
    let sound = fs::read(&path).expect("the file");
    let (mut flips, mut refused) = (0, 0);
    for needle in ["ThinkPad-X1", "Lenovo-Shop", "2026-08-17", "2026-10-05", "failed"] {
        let needle = needle.as_bytes();
        let places = (0..sound.len() - needle.len()).filter(|place| sound[*place..].starts_with(needle));
        for place in places.map(|place| place + needle.len() - 1) {
            for bit in [0, 2] {
                let mut flipped = sound.clone();
                flipped[place] ^= 1 << bit;
                fs::write(&path, &flipped).expect("written");
                let app = app_at(folder.path(), NOW);
                for (read, truth) in all_reads(&app, &plan).into_iter().zip(&truth) {
                    match read {
                        Ok(read) => assert_eq!(read, *truth, "bit {bit} at {place}"),
                        Err(error) => {
                            assert_eq!(error.code, ErrorCode::FileDamaged, "bit {bit} at {place}: {error:?}");
                            refused += 1;
                        }
                    }
                }
                flips += 1;
            }
        }
    }
    println!("flips: {flips}, refused reads: {refused}");
    assert!(flips >= 20 && refused >= flips, "{flips} flips, {refused} refused");
}
