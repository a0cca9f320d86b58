//! Malformed, contradictory and absurd input to `calc`: a typed error that names the field and, where there is one,
//! the limit; and the next line is answered.

use fenqi_app::calc;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;
use serde_json::{Value, json};

fn terms() -> Value {
    json!({ "method": "equal_instalment", "principal": "5000.00", "periods": "12", "annual_rate": "0.12",
            "start_date": "2026-01-31", "first_due_date": "2026-02-28", "anchor_day": "31" })
}

fn flat() -> Value {
    json!({ "method": "flat_per_period", "principal": "5000.00", "periods": "12", "fee_rate_per_period": "0.006",
            "start_date": "2026-01-15", "first_due_date": "2026-02-15" })
}

/// The input with one part replaced; null removes it.
fn with(mut input: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("BUG: a pointer");
    let parent = input.pointer_mut(parent).expect("BUG: a place").as_object_mut().expect("BUG: an object");
    if value.is_null() {
        parent.remove(name)
    } else {
        parent.insert(name.to_owned(), value)
    };
    input
}

/// Operation, input, code, the field it names, and a limit that it tells.
type Case = (&'static str, Value, &'static str, &'static str, Option<(&'static str, &'static str)>);

fn schedules() -> Vec<Case> {
    let case = |pointer: &str, value: Value, code, field, limit| {
        ("schedule", with(terms(), pointer, value), code, field, limit)
    };
    let most = Some(("max", "1000000000000.00"));
    let rates = Some(("max", "10"));
    vec![
        case("/principal", json!("NaN"), "amount_invalid", "principal", None),
        case("/principal", json!("1e308"), "amount_invalid", "principal", None),
        case("/principal", json!("-5000"), "amount_negative", "principal", None),
        case("/principal", json!("0.00"), "amount_zero", "principal", None),
        case("/principal", json!("0.001"), "amount_precision", "principal", Some(("digits", "2"))),
        case("/principal", json!("1234567890123456789012345678"), "amount_too_large", "principal", most),
        case("/principal", json!("1000000000000.01"), "amount_too_large", "principal", most),
        case("/principal", json!("1000000000000.00"), "amount_too_large", "principal", most),
        case("/periods", json!("0"), "periods_range", "periods", Some(("max", "600"))),
        case("/periods", json!("601"), "periods_range", "periods", Some(("max", "600"))),
        case("/annual_rate", json!("NaN"), "rate_range", "annual_rate", rates),
        case("/annual_rate", json!("1e308"), "rate_range", "annual_rate", rates),
        case("/annual_rate", json!("-0.01"), "rate_range", "annual_rate", rates),
        case("/annual_rate", json!("10.01"), "rate_range", "annual_rate", rates),
        case(
            "/annual_rate",
            json!("0.1234567890123456789012345678"),
            "rate_precision",
            "annual_rate",
            Some(("max", "15")),
        ),
        case("/annual_rate", Value::Null, "rate_required", "annual_rate", None),
        case("/daily_rate", json!("0.0005"), "rate_unused", "annual_rate", None),
        case("/periodic_rate", json!("0.01"), "rate_unused", "annual_rate", None),
        case("/fee_rate_total", json!("0.05"), "rate_unused", "fee_rate_total", None),
        case("/principal_parts", json!(["5000.00"]), "rate_unused", "principal_parts", None),
        case("/start_date", json!("2026-02-30"), "date_invalid", "start_date", None),
        case(
            "/start_date",
            json!("2026-03-01"),
            "first_due_before_purchase",
            "first_due_date",
            Some(("start", "2026-03-01")),
        ),
        case("/first_due_date", json!("2026-02-27"), "input_invalid", "first_due_date", None),
        case("/anchor_day", json!("32"), "number_range", "anchor_day", Some(("max", "31"))),
        case("/frequency", json!({ "unit": "month", "multiple": "121" }), "input_invalid", "frequency", None),
        case(
            "/frequency",
            json!({ "unit": "year", "multiple": "1" }),
            "choice_unknown",
            "frequency.unit",
            None,
        ),
        case("/down_payment", json!({ "amount": "5000.00" }), "down_payment_too_large", "down_payment", None),
        case("/instalment", json!("49.99"), "instalment_too_small", "instalment", None),
        case("/day_count", json!("30/360"), "choice_unknown", "day_count", None),
        case("/rounding", json!({ "unit": "0.00" }), "amount_zero", "rounding", None),
        case("/shift", json!("sideways"), "choice_unknown", "shift", None),
        case("/holidays", json!(["soon"]), "date_invalid", "holidays", None),
    ]
    .into_iter()
    .map(|mut case| {
        // Holidays count once dates are shifted.
        if case.3 == "holidays" {
            case.1["shift"] = json!("following");
        }
        case
    })
    .collect()
}

fn others() -> Vec<Case> {
    let settle = json!({ "plan": flat(), "paid_periods": "3", "settle_date": "2026-05-01", "policy": "principal_only" });
    let refund =
        json!({ "plan": flat(), "paid_periods": "3", "refund_amount": "100", "order": "last_first" });
    let prepay =
        json!({ "plan": terms(), "paid_periods": "3", "extra_principal": "100", "policy": "shorten_term" });
    let late = json!({ "overdue_amount": "100", "due_date": "2026-01-01", "pay_date": "2026-02-01", "daily_rate": "0.0005" });
    let annuity = json!({ "rate": "0.01", "nper": "12", "pv": "1000" });
    let flows = |flows: Value| json!({ "flows": flows });
    vec![
        (
            "settlement",
            with(settle.clone(), "/paid_periods", json!("13")),
            "number_range",
            "paid_periods",
            Some(("max", "12")),
        ),
        (
            "settlement",
            with(settle.clone(), "/paid_periods", json!("12")),
            "nothing_left",
            "paid_periods",
            None,
        ),
        (
            "settlement",
            with(settle.clone(), "/settle_date", json!("2026-01-14")),
            "date_too_early",
            "settle_date",
            Some(("start", "2026-01-15")),
        ),
        (
            "settlement",
            with(settle, "/policy", json!("principal_plus_accrued_days")),
            "rate_required",
            "daily_rate",
            None,
        ),
        (
            "refund",
            with(refund.clone(), "/refund_amount", json!("5000.01")),
            "refund_too_large",
            "refund_amount",
            Some(("max", "5000.00")),
        ),
        ("refund", with(refund.clone(), "/refund_amount", json!("0")), "amount_zero", "refund_amount", None),
        ("refund", with(refund, "/order", json!("any")), "choice_unknown", "order", None),
        (
            "prepayment",
            with(prepay.clone(), "/extra_principal", json!("5000")),
            "prepayment_too_large",
            "extra_principal",
            Some(("max", "3805.42")),
        ),
        ("prepayment", with(prepay.clone(), "/plan", flat()), "prepayment_useless", "plan.method", None),
        ("prepayment", with(prepay, "/paid_periods", json!("12")), "nothing_left", "paid_periods", None),
        (
            "late_fee",
            with(late.clone(), "/daily_rate", json!({ "value": "0.1", "divided_by": "0" })),
            "number_range",
            "daily_rate",
            Some(("min", "1")),
        ),
        (
            "late_fee",
            with(late.clone(), "/overdue_amount", json!("-1")),
            "amount_negative",
            "overdue_amount",
            None,
        ),
        (
            "late_fee",
            with(late, "/grace_days", json!("-1")),
            "number_range",
            "grace_days",
            Some(("max", "366")),
        ),
        (
            "tvm.pmt",
            with(annuity.clone(), "/nper", json!("0")),
            "number_range",
            "nper",
            Some(("max", "20000")),
        ),
        ("tvm.pmt", with(annuity.clone(), "/rate", json!("-1")), "rate_range", "rate", Some(("min", "-1"))),
        (
            "tvm.pmt",
            with(annuity.clone(), "/rate", json!({ "value": "1", "divided_by": "0" })),
            "figure_too_large",
            "rate.divided_by",
            None,
        ),
        ("tvm.pmt", with(annuity.clone(), "/pv", json!("1e5")), "number_invalid", "pv", None),
        (
            "tvm.pmt",
            with(annuity.clone(), "/pv", json!("12345678901234567")),
            "number_too_large",
            "pv",
            Some(("max", "1000000000000000")),
        ),
        (
            "tvm.pmt",
            with(annuity, "/pv", json!("0.123456789012345678901")),
            "number_precision",
            "pv",
            Some(("max", "20")),
        ),
        ("tvm.fv", json!({ "rate": "9", "nper": "600", "pv": "1" }), "figure_too_large", "rate", None),
        ("rate.irr", flows(json!(["1", "2"])), "rate_undefined", "", Some(("reason", "nothing_owed"))),
        (
            "rate.irr",
            flows(json!(["-100", "230", "-132"])),
            "rate_undefined",
            "",
            Some(("reason", "not_unique")),
        ),
        ("rate.irr", flows(json!([])), "rate_undefined", "", Some(("reason", "nothing_owed"))),
        ("rate.irr", flows(json!(["-1", "NaN"])), "number_invalid", "flows", None),
        (
            "rate.xirr",
            json!({ "flows": [{ "date": "2026-01-01", "amount": "-1" }, { "date": "2026-01-01", "amount": "2" }] }),
            "rate_undefined",
            "",
            Some(("reason", "no_time")),
        ),
        (
            "interval.eu",
            json!({ "from": "2026-02-01", "to": "2026-01-01", "period": "month" }),
            "date_too_early",
            "to",
            None,
        ),
        (
            "solve",
            json!({ "terms": flat(), "unknown": "rate", "payment": "1.00" }),
            "payment_impossible",
            "",
            Some(("nearest", "416.66")),
        ),
        ("solve", json!({ "terms": flat(), "unknown": "rate" }), "text_required", "payment", None),
    ]
}

#[test]
fn each_error_names_its_field_and_its_limit() {
    for language in [Language::En, Language::ZhCn] {
        let words = Words::of(language);
        for (operation, input, code, field, limit) in schedules().into_iter().chain(others()) {
            let question = json!({ "id": 1, "operation": operation, "input": input }).to_string();
            let answer = calc::answer(&question, &words);
            let error = &answer["error"];
            assert_eq!(error["code"], code, "{question}: {answer}");
            if !field.is_empty() {
                assert_eq!(error["params"]["field"], field, "{question}: {answer}");
            }
            if let Some((name, value)) = limit {
                assert_eq!(error["params"][name], value, "{question}: {answer}");
            }
            let message = error["message"].as_str().unwrap_or_default();
            assert!(!message.is_empty() && !message.contains('$'), "{answer}");
        }
    }
}
