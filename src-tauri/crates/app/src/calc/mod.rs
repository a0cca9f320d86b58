//! Arithmetic on its own: one JSON line in, one out (`fenqi-cli calc`). The operations and their fields are those
//! of the reference cases, and a few more for advice; every number is a string. The same functions stand behind
//! stored plans, quotes, forecasts and reminders.

mod advice;
mod annuity;
mod dates;
mod events;
mod rates;
mod schedules;

pub(crate) use dates::first_due_rule;

use fenqi_domain::Currency;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::Result;
use crate::amounts::{self, shown};
use crate::contract::{AppError, ErrorCode};
use crate::words::Words;

/// What stands beside these parts is passed over: a reference case is a question as it is.
#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    id: Value,
    operation: String,
    input: Value,
}

/// One operation: its input as JSON, its result as JSON.
type Operation = fn(Value) -> Result<Value>;

/// Every operation that `answer` knows.
pub const OPERATIONS: &[(&str, Operation)] = &[
    ("afford", advice::afford),
    ("allocate", events::allocate),
    ("apr.eu_dates", rates::eu_dates),
    ("apr.eu_intervals", rates::eu_intervals),
    ("apr.regz_actuarial", rates::regz_actuarial),
    ("compare", advice::compare),
    ("due_dates", dates::due_dates),
    ("first_due", dates::first_due),
    ("interval.eu", dates::interval_eu),
    ("interval.regz", dates::interval_regz),
    ("late_fee", events::late_fee),
    ("limits", advice::limits),
    ("prepayment", events::prepayment),
    ("rate.irr", rates::irr),
    ("rate.irr_times_periods", rates::irr_times_periods),
    ("rate.xirr", rates::xirr),
    ("refund", events::refund),
    ("schedule", schedules::schedule),
    ("schedule.unrounded", schedules::unrounded),
    ("settlement", events::settlement),
    ("solve", advice::solve),
    ("statement_due", dates::statement_due),
    ("tvm.cumipmt", annuity::cumipmt),
    ("tvm.cumprinc", annuity::cumprinc),
    ("tvm.effect", annuity::effect),
    ("tvm.fv", annuity::fv),
    ("tvm.ipmt", annuity::ipmt),
    ("tvm.nominal", annuity::nominal),
    ("tvm.nper", annuity::nper),
    ("tvm.pmt", annuity::pmt),
    ("tvm.ppmt", annuity::ppmt),
    ("tvm.pv", annuity::pv),
    ("tvm.rate", annuity::rate),
];

/// Arithmetic on its own knows no account; its amounts have two decimals.
const CURRENCY: Currency = Currency::CNY;

/// Answers one line: `{"id","result"}` or `{"id","error"}`.
#[must_use]
pub fn answer(line: &str, words: &Words) -> Value {
    let question: Question = match serde_json::from_str(line) {
        Ok(question) => question,
        Err(error) => {
            // The id is still worth returning when the line is JSON of another shape.
            let id = serde_json::from_str::<Value>(line).ok().and_then(|line| line.get("id").cloned());
            return failure(id.unwrap_or_default(), &unreadable(&error), words);
        }
    };
    match operate(&question.operation, question.input) {
        Ok(result) => json!({ "id": question.id, "result": result }),
        Err(error) => failure(question.id, &error, words),
    }
}

/// An error as JSON: code, words, parameters.
#[must_use]
pub fn error_json(error: &AppError, words: &Words) -> Value {
    let mut json = json!({ "code": error.code, "message": words.error(error), "params": error.params });
    if let Some(field) = error.field {
        json["field"] = json!(field);
    }
    json
}

fn failure(id: Value, error: &AppError, words: &Words) -> Value {
    json!({ "id": id, "error": error_json(error, words) })
}

/// A JSON text that could not be read.
pub(crate) fn unreadable(error: &serde_json::Error) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", error)
}

fn operate(operation: &str, input: Value) -> Result<Value> {
    match OPERATIONS.binary_search_by(|(name, _)| (*name).cmp(operation)) {
        Ok(place) => OPERATIONS[place].1(input),
        Err(_) => {
            let known: Vec<_> = OPERATIONS.iter().map(|(name, _)| *name).collect();
            Err(AppError::new(ErrorCode::OperationUnknown)
                .with("operation", shown(operation))
                .with("known", known.join(", ")))
        }
    }
}

fn parse<T: DeserializeOwned>(input: Value) -> Result<T> {
    serde_json::from_value(input).map_err(|error| unreadable(&error))
}

/// Says which field of the input an error is about.
fn named<T>(name: &str, result: Result<T>) -> Result<T> {
    result.map_err(|error| error.with("field", name))
}

fn date(name: &str, text: &str) -> Result<chrono::NaiveDate> {
    named(name, amounts::date(text))
}

fn amount(name: &str, text: &str) -> Result<fenqi_domain::Money> {
    named(name, amounts::amount(text, CURRENCY))
}

/// An object of decimal strings.
fn strings<const N: usize>(fields: [(&str, String); N]) -> Map<String, Value> {
    fields.into_iter().map(|(name, text)| (name.to_owned(), Value::String(text))).collect()
}
