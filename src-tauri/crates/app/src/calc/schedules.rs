//! `schedule`, `schedule.unrounded`, and rows as JSON for whoever answers with rows.

use std::collections::BTreeMap;

use fenqi_domain::rate::plan_rates;
use fenqi_domain::rounding::Mode;
use fenqi_domain::unrounded::{self, Rate, Rule, Table};
use fenqi_domain::{Currency, Row, schedule as kernel};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{CURRENCY, parse, strings};
use crate::Result;
use crate::contract::{RateInput, TermsInput};
use crate::offers::percents;
use crate::{amounts, terms};

pub(super) fn schedule(input: Value) -> Result<Value> {
    let input: TermsInput = parse(input)?;
    let terms = terms::read(&input, CURRENCY)?;
    let refused = |error| terms::refused(error, terms.start(), CURRENCY);
    let made = kernel::schedule(&terms).map_err(refused)?;
    let mut result = json!({
        "rows": rows(&made.rows, CURRENCY)?,
        "totals": totals(&made.rows, CURRENCY)?,
        "rates": percents(&plan_rates(&made.rows, &terms)).collect::<BTreeMap<_, _>>(),
    });
    if let Some(instalment) = made.instalment {
        result["instalment"] = json!(instalment.to_string());
    }
    Ok(result)
}

/// Rows with their totals and what is left after each.
pub(super) fn rows(rows: &[Row], currency: Currency) -> Result<Value> {
    let too_large = |_| amounts::too_large(currency);
    let balances = kernel::balances(rows, currency).map_err(too_large)?;
    let mut values = Vec::with_capacity(rows.len());
    for (row, balance) in rows.iter().zip(balances) {
        values.push(Value::Object(strings([
            ("n", row.n.to_string()),
            ("due_date", row.due_date.to_string()),
            ("principal", row.principal.to_string()),
            ("interest", row.interest.to_string()),
            ("fee", row.fee.to_string()),
            ("total", row.total().map_err(too_large)?.to_string()),
            ("balance", balance.to_string()),
        ])));
    }
    Ok(Value::Array(values))
}

pub(super) fn totals(rows: &[Row], currency: Currency) -> Result<Map<String, Value>> {
    let totals = kernel::totals(rows, currency).map_err(|_| amounts::too_large(currency))?;
    Ok(strings([
        ("principal", totals.principal.to_string()),
        ("interest", totals.interest.to_string()),
        ("fee", totals.fee.to_string()),
        ("total", totals.total.to_string()),
    ]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnroundedInput {
    principal: String,
    annual_rate: Option<RateInput>,
    effective_rate: Option<RateInput>,
    periods_per_year: String,
    rule: String,
    payment_periods: String,
    first_period_whole: Option<String>,
    first_period_extra: Option<Extra>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    days: String,
    year_days: String,
}

pub(super) fn unrounded(input: Value) -> Result<Value> {
    let input: UnroundedInput = parse(input)?;
    let rate = match (&input.annual_rate, &input.effective_rate) {
        (Some(rate), None) => Rate::Nominal(terms::decimal_rate("annual_rate", rate)?),
        (None, Some(rate)) => Rate::Effective(terms::decimal_rate("effective_rate", rate)?),
        (None, None) => return Err(terms::rate_missing("annual_rate")),
        (Some(_), Some(_)) => return Err(terms::rate_unused("effective_rate")),
    };
    let rule = match input.rule.as_str() {
        "level" => Rule::Level,
        "equal_principal" => Rule::EqualPrincipal,
        other => return Err(amounts::unknown_choice("rule", other, "level, equal_principal")),
    };
    let small = |name: &str, text: &str, min, max| {
        amounts::count(name, text, min, max).map(|count| u16::try_from(count).unwrap_or(u16::MAX))
    };
    let extra = match &input.first_period_extra {
        Some(extra) => (small("days", &extra.days, 0, 3_660)?, small("year_days", &extra.year_days, 1, 366)?),
        None => (0, 365),
    };
    let table = Table {
        principal: super::named("principal", amounts::positive(&input.principal, CURRENCY))?.to_major(),
        rate,
        periods_per_year: amounts::count("periods_per_year", &input.periods_per_year, 1, 366)?,
        rule,
        periods: small("payment_periods", &input.payment_periods, 1, 600)?,
        first_whole: small("first_period_whole", input.first_period_whole.as_deref().unwrap_or("1"), 0, 600)?,
        first_extra: extra,
    };
    let rows = unrounded::rows(&table).ok_or_else(|| amounts::figure_too_large("annual_rate"))?;
    let rows = rows.iter().enumerate().map(|(k, row)| {
        strings([
            ("n", (k + 1).to_string()),
            ("interest", cents(row.interest)),
            ("principal", cents(row.principal)),
            ("payment", cents(row.payment)),
            ("balance", cents(row.balance)),
        ])
    });
    Ok(json!({ "rows": rows.collect::<Vec<_>>() }))
}

fn cents(figure: Decimal) -> String {
    format!("{:.2}", figure.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// The rounding of interest that an event names beside its plan.
pub(super) fn interest_mode(rounding: Option<&crate::contract::RoundingInput>, usual: Mode) -> Result<Mode> {
    terms::mode("rounding.interest", rounding.and_then(|rounding| rounding.interest.as_deref()), usual)
}
