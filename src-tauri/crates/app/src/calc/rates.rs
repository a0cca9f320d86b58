//! `rate.irr`, `rate.irr_times_periods`, `rate.xirr`, `apr.eu_intervals`, `apr.eu_dates`, `apr.regz_actuarial`.

use chrono::NaiveDate;
use fenqi_domain::rate::{self, DatedStream, MAX_FLOWS, Moment, NoRate, Stream};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{date, dates, parse};
use crate::Result;
use crate::amounts::{count, number};
use crate::contract::{AppError, ErrorCode};

/// A rate that does not exist, and why.
pub(super) fn undefined(reason: NoRate) -> AppError {
    let reason = match reason {
        NoRate::NothingOwed => "nothing_owed",
        NoRate::NoTime => "no_time",
        NoRate::NotUnique => "not_unique",
        NoRate::PaidFirst => "paid_first",
        NoRate::TooManyTurns => "too_many_turns",
        NoRate::OutOfRange => "out_of_range",
        NoRate::TooLarge => "too_large",
    };
    AppError::new(ErrorCode::RateUndefined).with("reason", reason)
}

fn answer(field: &str, rate: std::result::Result<Decimal, NoRate>) -> Result<Value> {
    let rate = rate.map_err(undefined)?;
    Ok(json!({ field: rate.normalize().to_string() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flows {
    flows: Vec<String>,
    periods_per_year: Option<String>,
}

fn flows(input: &Flows) -> Result<Vec<Decimal>> {
    input.flows.iter().map(|flow| number("flows", flow)).collect()
}

pub(super) fn irr(input: Value) -> Result<Value> {
    answer("irr", rate::irr(&flows(&parse(input)?)?))
}

pub(super) fn irr_times_periods(input: Value) -> Result<Value> {
    let input: Flows = parse(input)?;
    let periods = count("periods_per_year", input.periods_per_year.as_deref().unwrap_or_default(), 1, 366)?;
    answer("nominal_annual_percent", rate::irr_times_periods(&flows(&input)?, periods))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated {
    flows: Vec<DatedFlow>,
    days_per_year: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedFlow {
    date: String,
    amount: String,
}

fn dated(name: &str, flows: &[DatedFlow]) -> Result<Vec<(NaiveDate, Decimal)>> {
    flows.iter().map(|flow| Ok((date(name, &flow.date)?, number(name, &flow.amount)?))).collect()
}

pub(super) fn xirr(input: Value) -> Result<Value> {
    let input: Dated = parse(input)?;
    let days = count("days_per_year", input.days_per_year.as_deref().unwrap_or("365"), 1, 366)?;
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    let rate = rate::xirr(&dated("flows", &input.flows)?, days).map_err(undefined)?;
    let percent = rate.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(|| undefined(NoRate::OutOfRange))?;
    Ok(json!({ "xirr": rate.normalize().to_string(), "xirr_percent": percent.normalize().to_string() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitInput {
    unit: String,
    multiple: Option<String>,
    #[serde(default)]
    end_of_month: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegzQuestion {
    unit_period: UnitInput,
    advances: Vec<DatedFlow>,
    payments: Vec<DatedFlow>,
}

pub(super) fn regz_actuarial(input: Value) -> Result<Value> {
    let input: RegzQuestion = parse(input)?;
    let unit = &input.unit_period;
    let unit = dates::unit_period(&unit.unit, unit.multiple.as_deref(), unit.end_of_month)?;
    let (advances, payments) = (dated("advances", &input.advances)?, dated("payments", &input.payments)?);
    answer("apr_percent", rate::apr(unit, &advances, &payments))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Streams<S> {
    period: Option<String>,
    advances: Vec<S>,
    payments: Vec<S>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamInput {
    amount: String,
    count: Option<String>,
    first: MomentInput,
    step_periods: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentInput {
    periods: String,
    per_year: String,
    days: Option<String>,
    year_days: Option<String>,
}

const MOST: u32 = MAX_FLOWS as u32;

/// A count that may lie before the first drawdown.
fn signed(name: &str, text: &str, max: u32) -> Result<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    Ok(sign * i32::try_from(count(name, digits, 0, max)?).unwrap_or(i32::MAX))
}

fn stream(input: &StreamInput) -> Result<Stream> {
    let first = &input.first;
    let small =
        |name: &str, text: &str| count(name, text, 1, 366).map(|n| u16::try_from(n).unwrap_or(u16::MAX));
    Ok(Stream {
        amount: number("amount", &input.amount)?,
        count: count("count", input.count.as_deref().unwrap_or("1"), 1, MOST)?,
        first: Moment {
            periods: signed("periods", &first.periods, 100_000)?,
            per_year: small("per_year", &first.per_year)?,
            days: signed("days", first.days.as_deref().unwrap_or("0"), 100_000)?,
            year_days: small("year_days", first.year_days.as_deref().unwrap_or("365"))?,
        },
        step_periods: count("step_periods", input.step_periods.as_deref().unwrap_or("1"), 0, 10_000)?,
    })
}

pub(super) fn eu_intervals(input: Value) -> Result<Value> {
    let input: Streams<StreamInput> = parse(input)?;
    let streams = |inputs: &[StreamInput]| inputs.iter().map(stream).collect::<Result<Vec<_>>>();
    answer("aprc_percent", rate::aprc(&streams(&input.advances)?, &streams(&input.payments)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedStreamInput {
    amount: String,
    first_date: String,
    count: Option<String>,
    every_months: Option<String>,
}

fn dated_stream(input: &DatedStreamInput) -> Result<DatedStream> {
    Ok(DatedStream {
        amount: number("amount", &input.amount)?,
        count: count("count", input.count.as_deref().unwrap_or("1"), 1, MOST)?,
        first: date("first_date", &input.first_date)?,
        every_months: count("every_months", input.every_months.as_deref().unwrap_or("1"), 0, 1_200)?,
    })
}

pub(super) fn eu_dates(input: Value) -> Result<Value> {
    let input: Streams<DatedStreamInput> = parse(input)?;
    let period = dates::eu_period(input.period.as_deref().unwrap_or("month"))?;
    let streams = |inputs: &[DatedStreamInput]| inputs.iter().map(dated_stream).collect::<Result<Vec<_>>>();
    let rate = rate::aprc_of_dates(period, &streams(&input.advances)?, &streams(&input.payments)?);
    answer("aprc_percent", rate)
}
