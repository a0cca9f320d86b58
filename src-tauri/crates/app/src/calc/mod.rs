//! Arithmetic on its own: one JSON line in, one out (`fenqi-cli calc`). The operations and their fields are those
//! of the reference cases; every number is a string.

use fenqi_domain::schedule::{self, Schedule};
use fenqi_domain::{Currency, Money, Terms};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Result;
use crate::amounts::shown;
use crate::contract::{AppError, ErrorCode, TermsInput};
use crate::words::Words;
use crate::{terms, views};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    #[serde(default)]
    id: Value,
    operation: String,
    input: Value,
}

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
    match operation {
        "schedule" => {
            let input: TermsInput = serde_json::from_value(input).map_err(|error| unreadable(&error))?;
            let terms = terms::read(&input, Currency::CNY)?;
            schedule_json(&terms)
        }
        other => Err(AppError::new(ErrorCode::OperationUnknown)
            .with("operation", shown(other))
            .with("known", "schedule")),
    }
}

fn schedule_json(terms: &Terms) -> Result<Value> {
    let refused = |error| terms::refused(error, terms.start(), terms.principal().currency());
    let Schedule { rows, instalment, financed } = schedule::schedule(terms).map_err(refused)?;
    let currency = financed.currency();
    let totals = schedule::totals(&rows, currency).map_err(refused)?;
    let balances = schedule::balances(&rows, currency).map_err(refused)?;
    let mut row_values = Vec::with_capacity(rows.len());
    for (row, balance) in rows.iter().zip(balances) {
        let total: Money = row.total().map_err(refused)?;
        row_values.push(json!({
            "n": row.n.to_string(), "due_date": row.due_date.to_string(),
            "principal": row.principal.to_string(), "interest": row.interest.to_string(),
            "fee": row.fee.to_string(), "total": total.to_string(), "balance": balance.to_string(),
        }));
    }
    let mut result = json!({
        "rows": row_values,
        "totals": {
            "principal": totals.principal.to_string(), "interest": totals.interest.to_string(),
            "fee": totals.fee.to_string(), "total": totals.total.to_string(),
        },
        "rates": {},
    });
    if let Some(instalment) = instalment {
        result["instalment"] = json!(instalment.to_string());
    }
    if let Some(rates) = views::annual_rates(&rows, terms) {
        result["rates"] = json!({
            "nominal_annual_percent": format!("{:.6}", rates.nominal_percent),
            "effective_annual_percent": format!("{:.6}", rates.effective_percent),
        });
    }
    Ok(result)
}
