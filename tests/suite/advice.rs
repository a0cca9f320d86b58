//! What stored plans lead to, and what is said before a purchase: quotes, forecast, limits, presets, the solved field.

use fenqi_app::contract::{
    AccountDraft, ErrorCode, Field, FormFrequency, FormMethod, PlanForm, PlanId, Preset, RateUnit,
};
use fenqi_app::{App, Pay};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, laptop};
use serde_json::{Value, json};

fn account(json: Value) -> AccountDraft {
    serde_json::from_value(json).expect("BUG: a sound draft")
}

fn pay(app: &App, plan: &PlanId, n: u32, amount: Option<&str>, on: &str) {
    let amount = amount.map(str::to_owned);
    app.pay(&Pay { plan: plan.clone(), n, amount, on: Some(on.to_owned()), source: None }).expect("paid");
}

/// The laptop, bought earlier: 5,000.00, 12 × (416.66 + 30.00), due on the 28th from 2026-09.
fn older_laptop() -> Value {
    let mut plan = laptop();
    plan["purchased_on"] = json!("2026-08-28");
    plan["terms"]["start_date"] = json!("2026-08-28");
    plan["terms"]["first_due_date"] = json!("2026-09-28");
    plan
}

#[test]
fn a_quote_follows_the_accounts_policy() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let policy =
        json!({ "policy": "penalty_on_principal", "penalty_rate": "0.03", "penalty_minimum": "50.00" });
    let late_fee = json!({ "daily_rate": "0.0005" });
    app.account_add(account(json!({ "name": "信用卡", "settlement": policy, "late_fee": late_fee })))
        .expect("an account");
    let mut plan = older_laptop();
    plan["account"] = json!("信用卡");
    let id = app.plans_add(&[draft(plan)], false).expect("a plan").remove(0);
    pay(&app, &id, 1, None, "2026-09-28");

    // The row of 2026-10-28 is overdue for 25 days: owed in full, with 446.66 × 0.05 % × 25 = 5.58.
    let quote = app.quote_settle(&id, None).expect("a quote");
    assert_eq!((quote.principal.as_str(), quote.fee.as_str()), ("4583.34", "30.00"));
    assert_eq!(quote.late_fee, "5.58");
    // 3 % of the 4,166.68 that are not due yet.
    assert_eq!(quote.penalty, "125.00");
    assert_eq!(quote.payoff, "4743.92");
    assert_eq!(quote.saved, "175.00", "ten fees of 30.00 less the penalty");
    assert!(!quote.assumed);

    let last = app.quote_settle(&id, Some("2027-08-28")).expect("a quote");
    assert_eq!((last.penalty.as_str(), last.fee.as_str()), ("0.00", "330.00"), "everything is due");
    assert_eq!(
        app.quote_settle(&id, Some("2026-08-01")).map_err(|error| error.code),
        Err(ErrorCode::DateTooEarly)
    );
    let nobody = PlanId("nobody".to_owned());
    assert_eq!(app.quote_settle(&nobody, None).map_err(|error| error.code), Err(ErrorCode::PlanUnknown));
}

#[test]
fn a_quote_counts_what_was_paid_in_part_and_says_what_it_assumed() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let id = app.plans_add(&[draft(older_laptop())], true).expect("a plan").remove(0);
    for (n, on) in [(1, "2026-09-28"), (2, "2026-10-28")] {
        pay(&app, &id, n, None, on);
    }
    // 40.00 towards row 3: the fee of 30.00 first, then 10.00 of the principal.
    pay(&app, &id, 3, Some("40.00"), "2026-11-20");
    let quote = app.quote_settle(&id, None).expect("a quote");
    assert!(quote.assumed && quote.policy == "all_remaining_fees");
    assert_eq!((quote.principal.as_str(), quote.fee.as_str()), ("4156.68", "270.00"));
    assert_eq!((quote.payoff.as_str(), quote.saved.as_str()), ("4426.68", "0.00"));
    pay(&app, &id, 3, Some("4426.68"), "2026-11-22");
    assert_eq!(app.quote_settle(&id, None).map_err(|error| error.code), Err(ErrorCode::NothingLeft));
}

#[test]
fn forecast_and_limits_follow_what_is_left() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.account_add(account(json!({ "name": "小米分期", "limit": "20000.00" }))).expect("an account");
    let plans = add_three(&app);
    let forecast = app.forecast(2).expect("a forecast");
    let due =
        |view: &std::collections::BTreeMap<String, String>| view.get("CNY").cloned().unwrap_or_default();
    let rows = app.due(None, None, None).expect("rows");
    let sum = |from: &str, to: &str| {
        let left = rows.rows.iter().filter(|row| row.due_date.as_str() >= from && row.due_date.as_str() < to);
        left.map(|row| row.remaining.replace('.', "").parse::<i64>().expect("fen")).sum::<i64>()
    };
    let fen = |text: String| text.replace('.', "").parse::<i64>().unwrap_or(0);
    assert_eq!(fen(due(&forecast.earlier)), sum("0000", "2026-11"));
    assert_eq!(fen(due(&forecast.months[0].due)), sum("2026-11", "2026-12"));
    assert_eq!(fen(due(&forecast.months[1].due)), sum("2026-12", "2027-01"));
    assert_eq!(
        forecast.months.iter().map(|month| month.month.as_str()).collect::<Vec<_>>(),
        ["2026-11", "2026-12"]
    );

    let limit =
        |app: &App| app.limits().expect("limits").into_iter().find(|limit| limit.account.name == "小米分期");
    let before = limit(&app).expect("the account");
    assert_eq!((before.occupied.as_str(), before.available.as_deref()), ("10299.00", Some("9701.00")));
    assert_eq!(
        before.releases.last().map(|last| last.available.as_deref()),
        Some(Some("19116.84")),
        "two rows are overdue"
    );
    pay(&app, &plans[0], 1, None, "2026-09-28");
    assert_eq!(
        limit(&app).expect("the account").available.as_deref(),
        Some("10142.58"),
        "repaying frees principal"
    );
    assert_eq!(app.forecast(0).map_err(|error| error.code), Err(ErrorCode::NumberRange));
    assert_eq!(app.forecast(601).map_err(|error| error.code), Err(ErrorCode::NumberRange));
}

#[test]
fn policies_that_make_no_sense_are_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (part, value, code) in [
        ("settlement", json!({ "policy": "mercy" }), ErrorCode::ChoiceUnknown),
        ("settlement", json!({ "policy": "penalty_on_principal" }), ErrorCode::RateRequired),
        (
            "settlement",
            json!({ "policy": "principal_plus_accrued_days", "daily_rate": "11" }),
            ErrorCode::RateRange,
        ),
        ("late_fee", json!({ "daily_rate": "NaN" }), ErrorCode::RateRange),
        ("late_fee", json!({ "cap": "-1" }), ErrorCode::AmountNegative),
        ("late_fee", json!({ "grace_mode": "maybe" }), ErrorCode::ChoiceUnknown),
        ("late_fee", json!({ "daily_rate": { "value": "0.18", "divided_by": "0" } }), ErrorCode::NumberRange),
    ] {
        let refused =
            app.account_add(account(json!({ "name": "a", part: value }))).map_err(|error| error.code);
        assert_eq!(refused, Err(code), "{part} {value}");
    }
    assert!(app.accounts().expect("a list").is_empty());
}

#[test]
fn presets_are_applied_changed_and_reset() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = PlanForm {
        title: "手机".to_owned(),
        price: "5299.00".to_owned(),
        ..app.plan_form(None).expect("a form")
    };
    let applied = app.preset_apply(form.clone(), "klarna-pay-in-3", 0).expect("applied");
    assert_eq!((applied.method, applied.frequency), (FormMethod::InterestFree, FormFrequency::ThirtyDays));
    assert_eq!(
        (applied.periods.as_str(), applied.first_due_date.as_str()),
        ("3", "2026-11-22"),
        "the first at once"
    );
    assert_eq!((applied.title.as_str(), applied.price.as_str()), ("手机", "5299.00"), "what was typed stays");
    let huabei = app.preset_apply(form.clone(), "huabei", 2).expect("applied");
    assert_eq!((huabei.method, huabei.rate_unit), (FormMethod::FeeSpread, RateUnit::Total));
    assert_eq!(huabei.first_due_date, "2026-12-10", "on the statement of 1 December");

    let mut own = app.preset("huabei").expect("a preset");
    own.offers.truncate(1);
    own.offers[0].rate_percent = Some("2.5".to_owned());
    app.preset_set(own).expect("stored");
    let stored = app.preset("huabei").expect("a preset");
    assert!(stored.edited && stored.offers.len() == 1);
    assert_eq!(
        app.preset_apply(form.clone(), "huabei", 1).map_err(|error| error.code),
        Err(ErrorCode::NumberRange)
    );
    app.preset_reset("huabei").expect("reset");
    assert!(!app.preset("huabei").expect("a preset").edited);
    assert_eq!(app.preset_reset("huabei").map_err(|error| error.code), Err(ErrorCode::PresetUnknown));
    assert_eq!(app.preset_apply(form, "mars", 0).map_err(|error| error.code), Err(ErrorCode::PresetUnknown));

    for (change, code) in [
        (json!({ "id": "A b" }), ErrorCode::InputInvalid),
        (json!({ "sources": [] }), ErrorCode::InputInvalid),
        (json!({ "offers": [] }), ErrorCode::InputInvalid),
        (json!({ "currency": "???" }), ErrorCode::CurrencyUnknown),
        (
            json!({ "offers": [{ "method": "flat_per_period", "periods": "12", "frequency": "monthly" }] }),
            ErrorCode::RateRequired,
        ),
        (
            json!({ "offers": [{ "method": "interest_free", "periods": "0", "frequency": "monthly" }] }),
            ErrorCode::PeriodsRange,
        ),
    ] {
        let mut preset = json!(app.preset("huabei").expect("a preset"));
        preset.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        let preset: Preset = serde_json::from_value(preset).expect("a preset in form");
        assert_eq!(app.preset_set(preset).map_err(|error| error.code), Err(code), "{change}");
    }
}

/// The laptop again, with one of its four figures left empty.
#[test]
fn the_empty_field_is_solved_from_the_payment() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let id = app.account_add(account(json!({ "name": "a" }))).expect("an account");
    let whole = PlanForm {
        account: Some(id),
        title: "x".to_owned(),
        price: "5000".to_owned(),
        method: FormMethod::FlatPerPeriod,
        rate_percent: "0.6".to_owned(),
        payment: "446.66".to_owned(),
        ..app.plan_form(None).expect("a form")
    };
    let solve = |form: &PlanForm| {
        let preview = app.plan_preview(form).expect("a preview");
        let solved = preview.solved.map(|solved| (solved.field, solved.value));
        (solved, preview.errors, preview.schedule.map(|schedule| schedule.per_period))
    };
    let none = String::new;
    let (solved, errors, payment) = solve(&PlanForm { rate_percent: none(), ..whole.clone() });
    assert_eq!(solved, Some((Field::Rate, "0.6".to_owned())), "{errors:?}");
    assert_eq!(payment.as_deref(), Some("446.66"));
    let (solved, ..) = solve(&PlanForm { periods: none(), ..whole.clone() });
    assert_eq!(solved, Some((Field::Periods, "12".to_owned())));
    let (solved, _, payment) = solve(&PlanForm { price: none(), ..whole.clone() });
    assert_eq!(solved.map(|(field, _)| field), Some(Field::Price));
    assert_eq!(payment.as_deref(), Some("446.66"));

    let (solved, errors, _) = solve(&whole);
    assert!(solved.is_none() && errors.is_empty(), "{errors:?}");
    let (_, errors, _) = solve(&PlanForm { payment: "446.67".to_owned(), ..whole.clone() });
    assert_eq!(
        errors.first().map(|error| (error.code, error.field)),
        Some((ErrorCode::PaymentImpossible, Some(Field::Amount)))
    );
    let (_, errors, _) =
        solve(&PlanForm { payment: "1.00".to_owned(), rate_percent: none(), ..whole.clone() });
    let nearest = errors.first().and_then(|error| error.params.get("nearest").cloned());
    assert_eq!(nearest.as_deref(), Some("416.66"), "without any fee");
    let (_, errors, _) = solve(&PlanForm { price: none(), periods: none(), ..whole.clone() });
    assert_eq!(errors.len(), 2, "two unknowns are one too many: {errors:?}");

    let plan = app.plan_add_form(&PlanForm { rate_percent: none(), ..whole }).expect("saved");
    let view = app.plan(&plan).expect("a plan");
    assert_eq!(view.terms.fee_rate_per_period.as_deref(), Some("0.006"));
}

/// A contract's own level payment is kept: the last row takes the difference.
#[test]
fn a_typed_level_payment_wins() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let id = app.account_add(account(json!({ "name": "a" }))).expect("an account");
    let form = PlanForm {
        account: Some(id),
        title: "x".to_owned(),
        price: "5000".to_owned(),
        method: FormMethod::EqualInstalment,
        rate_percent: "0.5".to_owned(),
        payment: "430.40".to_owned(),
        ..app.plan_form(None).expect("a form")
    };
    let schedule = app.plan_preview(&form).expect("a preview").schedule.expect("a schedule");
    assert_eq!(schedule.rows[0].total, "430.40");
    assert_ne!(schedule.rows[11].total, "430.40");
}

/// A rounded share at the till makes small amounts impossible, not the answer.
#[test]
fn a_share_at_the_till_does_not_hide_the_answer() {
    let folder = data_folder();
    let words = app_at(folder.path(), NOW).words();
    let terms = json!({ "method": "interest_free", "periods": "12", "start_date": "2026-08-28",
        "first_due_date": "2026-09-28", "down_payment": { "share": "0.3", "unit": "100" } });
    let question = json!({ "id": 1, "operation": "solve", "input": { "terms": terms, "unknown": "principal", "payment": "446.66" } });
    let answer = fenqi_app::calc::answer(&question.to_string(), &words);
    let principal = answer["result"]["principal"].as_str().unwrap_or_else(|| panic!("{answer}"));
    let mut whole = terms;
    whole["principal"] = json!(principal);
    let schedule = json!({ "id": 1, "operation": "schedule", "input": whole }).to_string();
    let rows = fenqi_app::calc::answer(&schedule, &words)["result"]["rows"].clone();
    assert_eq!(rows[1]["total"], "446.66", "{principal}");
}
