//! Advice before a purchase: `solve`, `compare`, `afford`, `limits`.

use fenqi_domain::Money;
use fenqi_domain::limit::{Limits, TemporaryLimit};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{CURRENCY, amount, date, parse};
use crate::Result;
use crate::contract::TermsInput;
use crate::offers::{self, Offer};
use crate::solve::{self, Unknown};
use crate::{amounts, terms};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SolveQuestion {
    terms: TermsInput,
    unknown: String,
    payment: Option<String>,
}

pub(super) fn solve(input: Value) -> Result<Value> {
    let input: SolveQuestion = parse(input)?;
    let unknown = match input.unknown.as_str() {
        "principal" => Unknown::Principal,
        "payment" => Unknown::Payment,
        "rate" => Unknown::Rate,
        "periods" => Unknown::Periods,
        other => return Err(amounts::unknown_choice("unknown", other, "principal, payment, rate, periods")),
    };
    let solved = solve::complete(&input.terms, unknown, input.payment.as_deref(), CURRENCY)?;
    let mut result = json!({ input.unknown.as_str(): solved.found, "terms": solved.terms });
    if unknown == Unknown::Rate {
        result["rate_field"] = json!(solve::rate_field(&solved.terms));
    }
    Ok(result)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompareQuestion {
    offers: Vec<OfferInput>,
    cash_price: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferInput {
    name: Option<String>,
    terms: TermsInput,
}

pub(super) fn compare(input: Value) -> Result<Value> {
    let input: CompareQuestion = parse(input)?;
    let offers =
        input.offers.into_iter().map(|offer| Offer { name: offer.name, terms: offer.terms }).collect();
    let compared = offers::compare(offers, input.cash_price.as_deref())?;
    Ok(json!(compared))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AffordQuestion {
    plan: TermsInput,
    #[serde(default)]
    dues: Vec<DatedAmount>,
    income: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedAmount {
    due_date: String,
    amount: String,
}

fn dated(amounts: &[DatedAmount]) -> Result<Vec<(chrono::NaiveDate, Money)>> {
    amounts.iter().map(|due| Ok((date("due_date", &due.due_date)?, amount("amount", &due.amount)?))).collect()
}

pub(super) fn afford(input: Value) -> Result<Value> {
    let input: AffordQuestion = parse(input)?;
    let terms = terms::read(&input.plan, CURRENCY)?;
    Ok(json!(offers::affordability(&terms, &dated(&input.dues)?, input.income.as_deref())?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsQuestion {
    limit: String,
    #[serde(default)]
    temporary: Vec<TemporaryInput>,
    on: String,
    #[serde(default)]
    principal: Vec<DatedAmount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TemporaryInput {
    amount: String,
    from: String,
    until: String,
}

pub(super) fn limits(input: Value) -> Result<Value> {
    let input: LimitsQuestion = parse(input)?;
    let temporary = |limit: &TemporaryInput| {
        Ok(TemporaryLimit {
            amount: amount("temporary.amount", &limit.amount)?,
            from: date("temporary.from", &limit.from)?,
            until: date("temporary.until", &limit.until)?,
        })
    };
    let temporary: Result<Vec<_>> = input.temporary.iter().map(temporary).collect();
    let limits = Limits { fixed: amount("limit", &input.limit)?, temporary: temporary? };
    let uses = limits
        .releases(date("on", &input.on)?, &dated(&input.principal)?)
        .map_err(|_| amounts::too_large(CURRENCY))?;
    let uses = uses.iter().map(|used| {
        json!({
            "on": used.on.to_string(), "limit": used.limit.to_string(),
            "occupied": used.occupied.to_string(), "available": used.available.to_string(),
        })
    });
    Ok(json!({ "uses": uses.collect::<Vec<_>>() }))
}
