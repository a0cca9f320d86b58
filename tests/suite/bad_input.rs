//! Bad input: each gets its code beside its field, in words of both languages, and nothing is written.

use fenqi_app::contract::{ErrorCode, Field, Language};
use fenqi_app::words::Words;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, phone};
use serde_json::{Value, json};

/// A change to the phone's draft, and what must be said to it.
fn cases() -> Vec<(&'static str, Value, ErrorCode, Option<Field>)> {
    use ErrorCode as E;
    vec![
        ("/terms/principal", json!("12.345"), E::AmountPrecision, Some(Field::Price)),
        ("/terms/principal", json!("-1"), E::AmountNegative, Some(Field::Price)),
        ("/terms/principal", json!("0"), E::AmountZero, Some(Field::Price)),
        ("/terms/principal", json!("1e9"), E::AmountInvalid, Some(Field::Price)),
        ("/terms/principal", json!("一百"), E::AmountInvalid, Some(Field::Price)),
        ("/terms/principal", json!("NaN"), E::AmountInvalid, Some(Field::Price)),
        ("/terms/principal", json!("1000000000000.01"), E::AmountTooLarge, Some(Field::Price)),
        ("/terms/periods", json!("0"), E::PeriodsRange, Some(Field::Periods)),
        ("/terms/periods", json!("601"), E::PeriodsRange, Some(Field::Periods)),
        ("/terms/first_due_date", json!("2026-08-27"), E::FirstDueBeforePurchase, Some(Field::FirstDueDate)),
        ("/terms/first_due_date", json!("2026-02-30"), E::DateInvalid, Some(Field::FirstDueDate)),
        ("/purchased_on", json!("2026-10-01"), E::FirstDueBeforePurchase, Some(Field::FirstDueDate)),
        ("/purchased_on", json!("yesterday"), E::DateInvalid, Some(Field::PurchasedOn)),
        ("/account", json!("火星银行"), E::AccountUnknown, Some(Field::Account)),
        ("/title", json!("  "), E::TextRequired, Some(Field::Title)),
        ("/title", json!("字".repeat(121)), E::TextTooLong, Some(Field::Title)),
        ("/terms/method", json!("guess"), E::ChoiceUnknown, Some(Field::Terms)),
        (
            "/terms/down_payment",
            json!({ "amount": "5299.00" }),
            E::DownPaymentTooLarge,
            Some(Field::DownPayment),
        ),
        (
            "/rows",
            json!([{ "n": 1, "due_date": "2026-09-28", "principal": "1.00" }]),
            E::RowsMismatch,
            Some(Field::Rows),
        ),
        (
            "/rows",
            json!([{ "n": 2, "due_date": "2026-09-28", "principal": "5299.00" }]),
            E::InputInvalid,
            Some(Field::Rows),
        ),
        (
            "/rows",
            json!([{ "n": 0, "due_date": "2026-08-28", "principal": "5299.00" }]),
            E::InputInvalid,
            Some(Field::Rows),
        ),
        (
            "/rows",
            json!([{ "n": 1, "due_date": "1990-01-01", "principal": "5299.00" }]),
            E::InputInvalid,
            Some(Field::Rows),
        ),
        // One plan must never be so large that sums over the file overflow.
        ("/terms/principal", json!("1000000000000"), E::AmountTooLarge, Some(Field::Price)),
        ("/title", json!("\u{0}"), E::TextRequired, Some(Field::Title)),
        ("/paid_before", json!("soon"), E::DateInvalid, None),
    ]
}

#[test]
fn every_refusal_names_its_rule_and_writes_nothing() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let before = rows(folder.path());
    for (pointer, value, code, field) in cases() {
        let mut bad = phone();
        let (parent, name) = pointer.rsplit_once('/').expect("BUG: a pointer");
        bad.pointer_mut(parent).expect("BUG: a pointer into the draft")[name] = value.clone();
        if value == "1000000000000" {
            bad["terms"]["method"] = json!("flat_per_period");
            bad["terms"]["fee_rate_per_period"] = json!("9.9");
        }
        // The sound plan before it goes back with the bad one: all or none.
        let refused =
            app.plans_add(&[draft(phone()), draft(bad)], false).expect_err(&format!("{pointer} = {value}"));
        assert_eq!((refused.code, refused.field), (code, field), "{pointer} = {value}");
        for language in [Language::ZhCn, Language::En] {
            let message = Words::of(language).error(&refused);
            assert!(!message.contains('{') && !message.contains("error-"), "{message}");
        }
    }
    assert_eq!(rows(folder.path()), before, "nothing was written");
}

/// How many rows each table of the file has, read without Fenqi.
fn rows(folder: &std::path::Path) -> Vec<(String, i64)> {
    let file = rusqlite::Connection::open(folder.join(fenqi_store::FILE_NAME)).expect("the file");
    let mut names =
        file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1").expect("SQL");
    let names = names.query_map([], |row| row.get::<_, String>(0)).expect("SQL");
    let count = |name: String| {
        let sql = format!("SELECT count(*) FROM {name}");
        let rows = file.query_row(&sql, [], |row| row.get(0)).expect("SQL");
        (name, rows)
    };
    names.map(|name| count(name.expect("a name"))).collect()
}

#[test]
fn accounts_are_checked_too() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let add = |json: Value| {
        let draft = serde_json::from_value(json).expect("BUG: a sound draft");
        app.account_add(draft).map_err(|error| (error.code, error.field))
    };
    add(json!({ "name": "花呗" })).expect("a name is enough");
    for (bad, code, field) in [
        (json!({ "name": "花呗" }), ErrorCode::AccountExists, Field::Name),
        (json!({ "name": "" }), ErrorCode::TextRequired, Field::Name),
        (json!({ "name": "x", "currency": "XXZ" }), ErrorCode::CurrencyUnknown, Field::Currency),
        (json!({ "name": "x", "limit": "-1" }), ErrorCode::AmountNegative, Field::Limit),
        (json!({ "name": "x", "statement_day": 32 }), ErrorCode::NumberRange, Field::StatementDay),
        (json!({ "name": "x", "due": { "day": 0 } }), ErrorCode::NumberRange, Field::DueDay),
        (json!({ "name": "x", "grace_days": 61 }), ErrorCode::NumberRange, Field::GraceDays),
    ] {
        assert_eq!(add(bad.clone()).expect_err("refused"), (code, Some(field)), "{bad}");
    }
    assert_eq!(app.accounts().expect("accounts").len(), 1);
}

#[test]
fn money_is_in_the_currency_of_its_account() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.account_add(serde_json::from_value(json!({ "name": "PayPay", "currency": "JPY" })).expect("a draft"))
        .expect("added");
    let mut yen = phone();
    yen["account"] = json!("PayPay");
    yen["price"] = json!("5299");
    let refused = app.plans_add(
        &[draft({
            let mut bad = yen.clone();
            bad["terms"]["principal"] = json!("5299.5");
            bad
        })],
        false,
    );
    assert_eq!(refused.map_err(|error| error.code), Err(ErrorCode::AmountPrecision));
    yen["terms"]["principal"] = json!("5299");
    let id = app.plans_add(&[draft(yen)], false).expect("added").remove(0);
    let plan = app.plan(&id).expect("the plan");
    assert_eq!(
        (plan.currency.as_str(), plan.rows[0].total.as_str(), plan.rows[11].total.as_str()),
        ("JPY", "441", "448")
    );
}

#[test]
fn text_is_kept_without_control_characters() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut odd = phone();
    odd["title"] = json!("a\u{0}b\u{1b}[31m\nc");
    odd["notes"] = json!("one\r\ntwo");
    let id = app.plans_add(&[draft(odd)], true).expect("added").remove(0);
    let plan = app.plan(&id).expect("the plan");
    assert_eq!((plan.title.as_str(), plan.notes.as_deref()), ("a b [31m c", Some("one\ntwo")));
}
