//! `tvm.*`: spreadsheet functions with the spreadsheet's signs.

use fenqi_domain::rate;
use fenqi_domain::tvm::{Annuity, MAX_TVM_PERIODS, TvmError};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::parse;
use super::rates::undefined;
use crate::Result;
use crate::amounts::{self, count, number};
use crate::contract::{AppError, ErrorCode, RateInput};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    rate: Option<RateInput>,
    nper: Option<String>,
    per: Option<String>,
    start: Option<String>,
    end: Option<String>,
    pmt: Option<String>,
    pv: Option<String>,
    fv: Option<String>,
    due: Option<String>,
}

fn figure(name: &str, text: &Option<String>) -> Result<Decimal> {
    text.as_ref().map_or(Ok(Decimal::ZERO), |text| number(name, text))
}

fn periods(name: &str, text: &Option<String>) -> Result<u32> {
    count(name, text.as_deref().unwrap_or_default(), 1, MAX_TVM_PERIODS)
}

impl Figures {
    fn rate(&self) -> Result<Decimal> {
        let rate = match &self.rate {
            Some(RateInput::Plain(text)) => number("rate", text)?,
            Some(RateInput::Divided(divided)) => {
                let divisor = number("rate.divided_by", &divided.divided_by)?;
                let rate = number("rate.value", &divided.value)?.checked_div(divisor);
                rate.ok_or_else(|| amounts::figure_too_large("rate.divided_by"))?
            }
            None => return Err(crate::terms::rate_missing("rate")),
        };
        if rate > Decimal::NEGATIVE_ONE && rate <= Decimal::TEN {
            Ok(rate)
        } else {
            Err(annuity_error(TvmError::Rate))
        }
    }

    fn due(&self) -> Result<bool> {
        Ok(count("due", self.due.as_deref().unwrap_or("0"), 0, 1)? == 1)
    }

    fn annuity(&self) -> Result<Annuity> {
        Annuity::new(self.rate()?, periods("nper", &self.nper)?, self.due()?).map_err(annuity_error)
    }

    fn pmt(&self) -> Result<Decimal> {
        figure("pmt", &self.pmt)
    }

    fn pv(&self) -> Result<Decimal> {
        figure("pv", &self.pv)
    }

    fn fv(&self) -> Result<Decimal> {
        figure("fv", &self.fv)
    }
}

fn value(found: std::result::Result<Decimal, TvmError>) -> Result<Value> {
    let found = found.map_err(annuity_error)?;
    Ok(json!({ "value": found.normalize().to_string() }))
}

fn rate_value(found: std::result::Result<Decimal, rate::NoRate>) -> Result<Value> {
    let found = found.map_err(undefined)?;
    Ok(json!({ "value": found.normalize().to_string() }))
}

pub(super) fn pmt(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    value(figures.annuity()?.payment(figures.pv()?, figures.fv()?))
}

pub(super) fn pv(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    value(figures.annuity()?.present(figures.pmt()?, figures.fv()?))
}

pub(super) fn fv(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    value(figures.annuity()?.future(figures.pmt()?, figures.pv()?))
}

pub(super) fn ipmt(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    value(figures.annuity()?.interest(periods("per", &figures.per)?, figures.pv()?, figures.fv()?))
}

pub(super) fn ppmt(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    value(figures.annuity()?.principal(periods("per", &figures.per)?, figures.pv()?, figures.fv()?))
}

pub(super) fn cumipmt(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    let (start, end) = (periods("start", &figures.start)?, periods("end", &figures.end)?);
    value(figures.annuity()?.interest_between(start, end, figures.pv()?))
}

pub(super) fn cumprinc(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    let (start, end) = (periods("start", &figures.start)?, periods("end", &figures.end)?);
    value(figures.annuity()?.principal_between(start, end, figures.pv()?))
}

pub(super) fn nper(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    let (pmt, pv, fv) = (figures.pmt()?, figures.pv()?, figures.fv()?);
    rate_value(rate::periods_needed(figures.rate()?, pmt, pv, fv, figures.due()?))
}

pub(super) fn rate(input: Value) -> Result<Value> {
    let figures: Figures = parse(input)?;
    let (pmt, pv, fv) = (figures.pmt()?, figures.pv()?, figures.fv()?);
    rate_value(rate::rate_of_annuity(periods("nper", &figures.nper)?, pmt, pv, fv, figures.due()?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compounding {
    nominal: Option<String>,
    effective: Option<String>,
    periods_per_year: String,
}

fn compounding(input: &Compounding, name: &str, rate: &Option<String>) -> Result<(Decimal, u32)> {
    let rate = rate.as_ref().ok_or_else(|| crate::terms::rate_missing(name))?;
    Ok((number(name, rate)?, count("periods_per_year", &input.periods_per_year, 1, 10_000)?))
}

pub(super) fn effect(input: Value) -> Result<Value> {
    let input: Compounding = parse(input)?;
    let (nominal, periods) = compounding(&input, "nominal", &input.nominal)?;
    rate_value(rate::effective(nominal, periods))
}

pub(super) fn nominal(input: Value) -> Result<Value> {
    let input: Compounding = parse(input)?;
    let (effective, periods) = compounding(&input, "effective", &input.effective)?;
    rate_value(rate::nominal(effective, periods))
}

/// A figure of an annuity that does not exist.
fn annuity_error(error: TvmError) -> AppError {
    match error {
        TvmError::Periods => AppError::new(ErrorCode::NumberRange)
            .with("field", "nper")
            .with("min", 1)
            .with("max", MAX_TVM_PERIODS),
        TvmError::Rate => {
            AppError::new(ErrorCode::RateRange).with("field", "rate").with("min", -1).with("max", 10)
        }
        TvmError::Overflow => amounts::figure_too_large("rate"),
    }
}
