//! `due_dates`, `statement_due`, `first_due`, `interval.eu`, `interval.regz`.

use fenqi_domain::interval::{EuPeriod, Unit, UnitPeriod, eu};
use fenqi_domain::statement::{Cycle, DueRule, FirstDue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{date, parse, strings};
use crate::Result;
use crate::contract::{
    AppError, ErrorCode, FirstDueInput, FrequencyInput, StatementDueInput, StatementInput,
};
use crate::{amounts, terms};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueDatesInput {
    start_date: String,
    first_due_date: String,
    periods: String,
    frequency: Option<FrequencyInput>,
    anchor_day: Option<String>,
    end_of_month: Option<bool>,
    missing_day: Option<String>,
    shift: Option<String>,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    workdays: Vec<String>,
}

pub(super) fn due_dates(input: Value) -> Result<Value> {
    let input: DueDatesInput = parse(input)?;
    let start = date("start_date", &input.start_date)?;
    let first = date("first_due_date", &input.first_due_date)?;
    if first < start {
        return Err(too_early("first_due_date", start));
    }
    let anchor =
        terms::anchor(input.anchor_day.as_deref(), input.end_of_month, input.missing_day.as_deref())?;
    let due = terms::due_dates(first, input.frequency.as_ref(), anchor)?;
    let shifting = terms::shifting(input.shift.as_deref(), &input.holidays, &input.workdays, None)?;
    let periods = amounts::periods(&input.periods)?;
    let mut dates = Vec::with_capacity(usize::from(periods));
    for k in 0..periods {
        let due = due.nth(k);
        let moved = due.and_then(|date| match &shifting {
            Some(shifting) => shifting.rule.apply(date, &shifting.days),
            None => Some(date),
        });
        dates.push(moved.ok_or_else(terms::after_the_calendar)?.to_string());
    }
    Ok(json!({ "dates": dates }))
}

pub(super) fn too_early(name: &str, start: chrono::NaiveDate) -> AppError {
    AppError::new(ErrorCode::DateTooEarly).with("field", name).with("start", start)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementQuestion {
    purchase_date: String,
    bill_day: String,
    on_bill_day: Option<String>,
    due: StatementDueInput,
}

pub(super) fn statement_due(input: Value) -> Result<Value> {
    let input: StatementQuestion = parse(input)?;
    let purchase = date("purchase_date", &input.purchase_date)?;
    let cycle =
        cycle(&StatementInput { bill_day: input.bill_day, on_bill_day: input.on_bill_day, due: input.due })?;
    let statement = cycle.statement_of(purchase).ok_or_else(terms::after_the_calendar)?;
    Ok(json!({
        "bill_date": statement.bill_date.to_string(), "due_date": statement.due_date.to_string(),
    }))
}

/// A statement cycle.
pub(crate) fn cycle(input: &StatementInput) -> Result<Cycle> {
    let next = match input.on_bill_day.as_deref() {
        None | Some("current") => false,
        Some("next") => true,
        Some(other) => return Err(amounts::unknown_choice("on_bill_day", other, "current, next")),
    };
    let due = match (&input.due.day, &input.due.days_after) {
        (Some(text), None) => DueRule::Day(day("due.day", text, 1, 31)?),
        (None, Some(text)) => DueRule::DaysAfter(day("due.days_after", text, 0, 60)?),
        _ => return Err(terms::invalid("due has either a day or days_after")),
    };
    Ok(Cycle { bill_day: day("bill_day", &input.bill_day, 1, 31)?, bill_day_is_next: next, due })
}

fn day(name: &str, text: &str, min: u32, max: u32) -> Result<u8> {
    amounts::count(name, text, min, max).map(|day| u8::try_from(day).unwrap_or(u8::MAX))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstDueQuestion {
    purchase_date: String,
    first_due: FirstDueInput,
    statement: Option<StatementInput>,
}

pub(super) fn first_due(input: Value) -> Result<Value> {
    let input: FirstDueQuestion = parse(input)?;
    let purchase = date("purchase_date", &input.purchase_date)?;
    let rule = first_due_rule(&input.first_due, input.statement.as_ref())?;
    let due = rule.of(purchase).ok_or_else(terms::after_the_calendar)?;
    Ok(json!({ "first_due_date": due.to_string() }))
}

/// A lender's rule for the first due date.
pub(crate) fn first_due_rule(input: &FirstDueInput, statement: Option<&StatementInput>) -> Result<FirstDue> {
    let text = |name: &str, text: &Option<String>| {
        text.clone().ok_or_else(|| terms::invalid(&format!("{name} is needed for this rule")))
    };
    Ok(match input.rule.as_str() {
        "at_purchase" => FirstDue::AtPurchase,
        "same_day_next_month" => FirstDue::SameDayNextMonth,
        "days_after" => {
            let days = amounts::count("days", &text("days", &input.days)?, 0, 366)?;
            FirstDue::DaysAfter(u16::try_from(days).unwrap_or(u16::MAX))
        }
        "after_statement" => {
            let statement = statement.ok_or_else(|| terms::invalid("after_statement needs a statement"))?;
            FirstDue::OnStatement(cycle(statement)?)
        }
        "cutoff_day" => FirstDue::CutOff {
            last_day: day("cutoff_day", &text("cutoff_day", &input.cutoff_day)?, 1, 31)?,
            due_day: day("due_day", &text("due_day", &input.due_day)?, 1, 31)?,
        },
        other => {
            return Err(amounts::unknown_choice(
                "rule",
                other,
                "at_purchase, same_day_next_month, days_after, after_statement, cutoff_day",
            ));
        }
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EuInput {
    from: String,
    to: String,
    period: String,
}

pub(super) fn interval_eu(input: Value) -> Result<Value> {
    let input: EuInput = parse(input)?;
    let (from, to) = (date("from", &input.from)?, date("to", &input.to)?);
    let found = eu(from, to, eu_period(&input.period)?).ok_or_else(|| too_early("to", from))?;
    Ok(Value::Object(strings([
        ("periods", found.periods.to_string()),
        ("days", found.days.to_string()),
        ("year_days", found.year_days.to_string()),
    ])))
}

pub(super) fn eu_period(text: &str) -> Result<EuPeriod> {
    match text {
        "month" => Ok(EuPeriod::Month),
        "year" => Ok(EuPeriod::Year),
        "week" => Ok(EuPeriod::Week),
        other => Err(amounts::unknown_choice("period", other, "month, year, week")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegzInput {
    from: String,
    to: String,
    unit: String,
    multiple: Option<String>,
    #[serde(default)]
    end_of_month: bool,
}

pub(super) fn interval_regz(input: Value) -> Result<Value> {
    let input: RegzInput = parse(input)?;
    let (from, to) = (date("from", &input.from)?, date("to", &input.to)?);
    let unit = unit_period(&input.unit, input.multiple.as_deref(), input.end_of_month)?;
    let found = unit.between(from, to).ok_or_else(|| too_early("to", from))?;
    Ok(Value::Object(strings([
        ("full", found.full.to_string()),
        ("fraction", format!("{}/{}", found.part, found.whole)),
    ])))
}

pub(super) fn unit_period(unit: &str, multiple: Option<&str>, end_of_month: bool) -> Result<UnitPeriod> {
    let unit = match unit {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "semimonth" => Unit::Semimonth,
        "month" => Unit::Month,
        "year" => Unit::Year,
        other => return Err(amounts::unknown_choice("unit", other, "day, week, semimonth, month, year")),
    };
    let multiple = amounts::count("multiple", multiple.unwrap_or("1"), 1, 3_660)?;
    Ok(UnitPeriod { unit, multiple: u16::try_from(multiple).unwrap_or(u16::MAX), end_of_month })
}
