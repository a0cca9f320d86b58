//! Terms as they are written, into terms as they are computed. Field names and defaults are those of the
//! reference cases (`tests/fixtures/reference`).

use chrono::NaiveDate;
use fenqi_domain::business_day::{Shift, Shifting, WorkCalendar};
use fenqi_domain::date::{Anchor, DueDates, DueDatesError, Frequency};
use fenqi_domain::rounding::Mode;
use fenqi_domain::terms::{Basis, DownPayment, Interest, Method, Residual, Rounding, TermsError};
use fenqi_domain::{Currency, Money, Terms};
use rust_decimal::Decimal;

use crate::Result;
use crate::amounts;
use crate::contract::{
    AppError, DownPaymentInput, ErrorCode, Field, FrequencyInput, RateInput, RoundingInput, TermsInput,
};

/// Reads terms.
pub(crate) fn read(input: &TermsInput, currency: Currency) -> Result<Terms> {
    let principal = named("principal", Field::Price, amounts::positive(&input.principal, currency))?;
    let periods = named("periods", Field::Periods, amounts::periods(&input.periods))?;
    let start = named("start_date", Field::PurchasedOn, amounts::date(&input.start_date))?;
    let first = named("first_due_date", Field::FirstDueDate, amounts::date(&input.first_due_date))?;
    let anchor = anchor(input.anchor_day.as_deref(), input.end_of_month, input.missing_day.as_deref())?;
    let due = due_dates(first, input.frequency.as_ref(), anchor)?;
    let method = method(input, due.frequency(), currency)?;
    let rounding = rounding(input.rounding.as_ref(), &method, currency)?;
    let down = input.down_payment.as_ref().map(|down| down_payment(down, currency)).transpose()?;
    let terms = Terms::new(principal, down, method, periods, start, due, rounding)
        .map_err(|error| refused(error, start, currency))?;
    let listed = |dates: &Option<Vec<String>>| dates.clone().unwrap_or_default();
    let (holidays, workdays) = (listed(&input.holidays), listed(&input.workdays));
    Ok(match shifting(input.shift.as_deref(), &holidays, &workdays, input.shift_interest)? {
        Some(shifting) => terms.shifted(shifting),
        None => terms,
    })
}

/// Says what an error is about: the input's name, and the form's field that it stands beside.
fn named<T>(name: &str, field: Field, result: Result<T>) -> Result<T> {
    result.map_err(|error| error.with("field", name).at(field))
}

/// The rule of due dates; a first date that does not fit it is refused.
pub(crate) fn due_dates(
    first: NaiveDate,
    frequency: Option<&FrequencyInput>,
    anchor: Option<Anchor>,
) -> Result<DueDates> {
    let due = DueDates::new(first, self::frequency(frequency)?, anchor);
    due.map_err(|error| refused(error.into(), first, Currency::CNY))
}

/// Holidays and make-up workdays of more than a century.
const MAX_LISTED_DATES: usize = 5_000;

/// How due dates leave closed days, if they do.
pub(crate) fn shifting(
    rule: Option<&str>,
    holidays: &[String],
    workdays: &[String],
    moves_interest: Option<bool>,
) -> Result<Option<Shifting>> {
    let rule = match rule {
        None | Some("none") => return Ok(None),
        Some("following") => Shift::Following,
        Some("preceding") => Shift::Preceding,
        Some("modified_following") => Shift::ModifiedFollowing,
        Some(other) => {
            let known = "none, following, preceding, modified_following";
            return Err(amounts::unknown_choice("shift", other, known).at(Field::Terms));
        }
    };
    if holidays.len() + workdays.len() > MAX_LISTED_DATES {
        return Err(invalid("at most 5000 holidays and workdays are read").with("field", "holidays"));
    }
    let dates = |name: &str, texts: &[String]| {
        texts.iter().map(|text| amounts::date(text).map_err(|error| error.with("field", name))).collect()
    };
    let holidays: Result<_> = dates("holidays", holidays);
    let days = WorkCalendar { holidays: holidays?, workdays: dates("workdays", workdays)? };
    Ok(Some(Shifting { rule, days, moves_interest: moves_interest.unwrap_or(false) }))
}

/// What the domain refused, for the user.
pub(crate) fn refused(error: TermsError, start: NaiveDate, currency: Currency) -> AppError {
    let (error, name, field) = match error {
        TermsError::Principal | TermsError::Overflow => {
            (amounts::too_large(currency), "principal", Field::Price)
        }
        TermsError::Calendar => (after_the_calendar(), "periods", Field::Periods),
        TermsError::Periods => (amounts::periods_range(), "periods", Field::Periods),
        TermsError::Rate => (rate_range(), "rate", Field::Rate),
        TermsError::RatePrecision => {
            let error = AppError::new(ErrorCode::RatePrecision);
            (error.with("max", fenqi_domain::terms::MAX_RATE_DECIMALS), "rate", Field::Rate)
        }
        TermsError::FirstDue => {
            let error = AppError::new(ErrorCode::FirstDueBeforePurchase).with("start", start);
            (error, "first_due_date", Field::FirstDueDate)
        }
        TermsError::DueDates(DueDatesError::Frequency) => {
            (invalid("frequency.multiple is at most ten years"), "frequency", Field::Terms)
        }
        TermsError::DueDates(DueDatesError::Anchor) => {
            (invalid("first_due_date does not fall on anchor_day"), "first_due_date", Field::FirstDueDate)
        }
        TermsError::DownPayment => {
            (AppError::new(ErrorCode::DownPaymentTooLarge), "down_payment", Field::DownPayment)
        }
        TermsError::Parts => {
            let reason = "there must be one part a period, adding up to the amount financed";
            (invalid(reason), "principal_parts", Field::Terms)
        }
        TermsError::Fractions => {
            let reason = "there must be one fraction a period, of whole numbers up to 1000000";
            (invalid(reason), "year_fractions", Field::Terms)
        }
        TermsError::Instalment => (AppError::new(ErrorCode::InstalmentTooSmall), "instalment", Field::Amount),
        TermsError::RoundingUnit => {
            (invalid("a rounding unit must be at least the smallest coin"), "rounding", Field::Terms)
        }
    };
    error.with("field", name).at(field)
}

/// What no code of its own says.
pub(crate) fn invalid(reason: &str) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", reason).at(Field::Terms)
}

pub(crate) fn after_the_calendar() -> AppError {
    invalid("a date is after the year 9999")
}

/// A rate that is needed and absent.
pub(crate) fn rate_missing(name: &str) -> AppError {
    AppError::new(ErrorCode::RateRequired).with("field", name).at(Field::Rate)
}

/// A part of the terms that contradicts the others.
pub(crate) fn rate_unused(name: &str) -> AppError {
    AppError::new(ErrorCode::RateUnused).with("field", name).at(Field::Terms)
}

/// A rate as a decimal, for arithmetic without rounding rules.
pub(crate) fn decimal_rate(name: &str, input: &RateInput) -> Result<Decimal> {
    let exact = crate::policies::ratio(name, input)?;
    exact.to_decimal().ok_or_else(|| amounts::figure_too_large(name))
}

fn unknown(name: &str, value: &str, known: &str) -> AppError {
    amounts::unknown_choice(name, value, known).at(Field::Terms)
}

fn rate_range() -> AppError {
    AppError::new(ErrorCode::RateRange)
        .with("min", 0)
        .with("max", fenqi_domain::terms::MAX_RATE)
        .at(Field::Rate)
}

fn count(name: &str, text: &str) -> Result<u16> {
    let count = amounts::count(name, text, 1, 3_660).map_err(|error| error.at(Field::Terms))?;
    Ok(u16::try_from(count).unwrap_or(u16::MAX))
}

fn frequency(input: Option<&FrequencyInput>) -> Result<Frequency> {
    let Some(input) = input else { return Ok(Frequency::MONTHLY) };
    let multiple = count("frequency.multiple", input.multiple.as_deref().unwrap_or("1"))?;
    match input.unit.as_str() {
        "day" => Ok(Frequency::Days(multiple)),
        "week" => Ok(Frequency::Weeks(multiple)),
        "month" => Ok(Frequency::Months(multiple)),
        unit => Err(unknown("frequency.unit", unit, "day, week, month")),
    }
}

/// The day of the month that due dates aim at.
pub(crate) fn anchor(
    day: Option<&str>,
    end_of_month: Option<bool>,
    missing_day: Option<&str>,
) -> Result<Option<Anchor>> {
    let next_first = match missing_day {
        None | Some("clamp") => false,
        Some("next_first") => true,
        Some(other) => return Err(unknown("missing_day", other, "clamp, next_first")),
    };
    match (day, end_of_month == Some(true)) {
        (_, true) if next_first => Err(invalid("a last day of the month is never missing")),
        // "Always the last day" says more than a day of the month.
        (_, true) => Ok(Some(Anchor::EndOfMonth)),
        (None, false) if next_first => Err(invalid("missing_day needs an anchor_day")),
        (None, false) => Ok(None),
        (Some(text), false) => {
            let day = amounts::count("anchor_day", text, 1, 31).map_err(|error| error.at(Field::Terms))?;
            let day = u8::try_from(day).unwrap_or(31);
            Ok(Some(if next_first { Anchor::DayOrNextFirst(day) } else { Anchor::Day(day) }))
        }
    }
}

fn method(input: &TermsInput, frequency: Frequency, currency: Currency) -> Result<Method> {
    contradictions(input)?;
    let interest = || interest(input, frequency);
    match input.method.as_str() {
        "equal_instalment" => {
            let given = input.instalment.as_deref().map(|text| amounts::positive(text, currency)).transpose();
            let instalment = named("instalment", Field::Amount, given)?;
            Ok(Method::EqualInstalment { interest: interest()?, instalment })
        }
        "equal_principal" => Ok(Method::EqualPrincipal(interest()?)),
        "custom_principal" => {
            let parts = input.principal_parts.as_deref().unwrap_or_default();
            let parts: Result<Vec<Money>> =
                parts.iter().map(|part| amounts::amount(part, currency)).collect();
            let parts = named("principal_parts", Field::Terms, parts)?;
            Ok(Method::CustomPrincipal { interest: interest()?, parts })
        }
        "interest_only" => Ok(Method::InterestOnly(interest()?)),
        "bullet" => Ok(Method::Bullet(interest()?)),
        "flat_interest" => Ok(Method::FlatInterest(interest()?)),
        "flat_per_period" => Ok(Method::FlatPerPeriod(required_rate(
            "fee_rate_per_period",
            input.fee_rate_per_period.as_deref(),
        )?)),
        "fee_spread" => {
            Ok(Method::FeeSpread(required_rate("fee_rate_total", input.fee_rate_total.as_deref())?))
        }
        "fee_upfront" => {
            Ok(Method::FeeUpfront(required_rate("fee_rate_total", input.fee_rate_total.as_deref())?))
        }
        "interest_free" => Ok(Method::InterestFree),
        method => Err(unknown(
            "method",
            method,
            "equal_instalment, equal_principal, custom_principal, interest_only, bullet, flat_interest, \
             flat_per_period, fee_spread, fee_upfront, interest_free",
        )),
    }
}

/// Refuses figures that the method or the day count would pass over in silence. Zeros say nothing and are let be.
fn contradictions(input: &TermsInput) -> Result<()> {
    let used: &[&str] = match input.method.as_str() {
        "interest_free" => &[],
        "flat_per_period" => &["fee_rate_per_period"],
        "fee_spread" | "fee_upfront" => &["fee_rate_total"],
        _ => match day_count(input) {
            "daily" => &["daily_rate"],
            "periodic" if input.periodic_rate.is_some() => &["periodic_rate"],
            "periodic" => &["annual_rate"],
            "fractions" => &["annual_rate", "year_fractions"],
            _ => &["annual_rate"],
        },
    };
    let is_shifted = input.shift.as_deref().is_some_and(|shift| shift != "none");
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !is_zero(text));
    let parts = [
        ("fee_rate_per_period", given(&input.fee_rate_per_period)),
        ("fee_rate_total", given(&input.fee_rate_total)),
        ("daily_rate", given(&input.daily_rate)),
        ("periodic_rate", given(&input.periodic_rate)),
        ("annual_rate", given(&input.annual_rate)),
        ("instalment", input.instalment.is_some() && input.method != "equal_instalment"),
        ("principal_parts", input.principal_parts.is_some() && input.method != "custom_principal"),
        ("year_fractions", input.year_fractions.is_some()),
        ("holidays", !is_shifted && input.holidays.is_some()),
        ("workdays", !is_shifted && input.workdays.is_some()),
        ("shift_interest", !is_shifted && input.shift_interest == Some(true)),
    ];
    match parts.iter().find(|(name, given)| *given && !used.contains(name)) {
        Some((name, _)) => Err(rate_unused(name)),
        None => Ok(()),
    }
}

fn is_zero(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'0' || byte == b'.')
}

/// The day count, named or implied.
pub(crate) fn day_count(input: &TermsInput) -> &str {
    input.day_count.as_deref().unwrap_or(if input.daily_rate.is_some() { "daily" } else { "periodic" })
}

fn required_rate(name: &str, text: Option<&str>) -> Result<Decimal> {
    let text = text.ok_or_else(|| rate_missing(name))?;
    named(name, Field::Rate, amounts::rate(text))
}

fn interest(input: &TermsInput, frequency: Frequency) -> Result<Interest> {
    let annual = || required_rate("annual_rate", input.annual_rate.as_deref());
    let actual = |basis| Ok(Interest::Actual { annual: annual()?, basis });
    match day_count(input) {
        "daily" => Ok(Interest::Daily(required_rate("daily_rate", input.daily_rate.as_deref())?)),
        "periodic" => match &input.periodic_rate {
            Some(rate) => Ok(Interest::Periodic(required_rate("periodic_rate", Some(rate))?)),
            None => {
                let periods_per_year = periods_per_year(input, frequency)?;
                Ok(Interest::PeriodicAnnual { annual: annual()?, periods_per_year })
            }
        },
        "act/365" => actual(Basis::Fixed(365)),
        "act/364" => actual(Basis::Fixed(364)),
        "act/360" => actual(Basis::Fixed(360)),
        "act/act" => actual(Basis::ActualStart),
        "act/act-end" => actual(Basis::ActualEnd),
        "fractions" => {
            let texts = input.year_fractions.as_deref().unwrap_or_default();
            let fractions: Result<_> = texts.iter().map(|text| fraction(text)).collect();
            Ok(Interest::Fractions { annual: annual()?, fractions: fractions? })
        }
        day_count => Err(unknown(
            "day_count",
            day_count,
            "periodic, daily, act/365, act/364, act/360, act/act, act/act-end, fractions",
        )),
    }
}

fn periods_per_year(input: &TermsInput, frequency: Frequency) -> Result<u16> {
    match &input.periods_per_year {
        Some(text) => count("periods_per_year", text),
        None => match frequency.year_share() {
            (units, every) if units.is_multiple_of(every) => Ok(units / every),
            _ => Err(invalid("periods_per_year is needed")),
        },
    }
}

fn fraction(text: &str) -> Result<(u32, u32)> {
    let parsed =
        text.split_once('/').and_then(|(part, whole)| Some((part.parse().ok()?, whole.parse().ok()?)));
    parsed.ok_or_else(|| invalid("year_fractions are written as 30/360"))
}

/// A rounding mode by its name.
pub(crate) fn mode(name: &str, text: Option<&str>, usual: Mode) -> Result<Mode> {
    match text {
        None => Ok(usual),
        Some("half_up") => Ok(Mode::HalfUp),
        Some("half_even") => Ok(Mode::HalfEven),
        Some("down") => Ok(Mode::Down),
        Some("up") => Ok(Mode::Up),
        Some(mode) => Err(unknown(name, mode, "half_up, half_even, down, up")),
    }
}

/// A unit written as an amount, in minor units.
fn unit(text: Option<&str>, currency: Currency) -> Result<Option<i64>> {
    let unit = text.map(|text| amounts::positive(text, currency).map(Money::minor));
    named("rounding", Field::Terms, unit.transpose())
}

fn rounding(input: Option<&RoundingInput>, method: &Method, currency: Currency) -> Result<Rounding> {
    let usual = Rounding::usual(method);
    let Some(input) = input else { return Ok(usual) };
    let common = unit(input.unit.as_deref(), currency)?.unwrap_or(1);
    let residual = match input.residual.as_deref() {
        None => usual.residual,
        Some("first") => Residual::First,
        Some("last") => Residual::Last,
        Some(other) => return Err(unknown("rounding.residual", other, "first, last")),
    };
    Ok(Rounding {
        interest: mode("rounding.interest", input.interest.as_deref(), usual.interest)?,
        instalment: mode("rounding.instalment", input.instalment.as_deref(), usual.instalment)?,
        instalment_unit: unit(input.instalment_unit.as_deref(), currency)?.unwrap_or(common),
        fee: mode("rounding.fee", input.fee.as_deref(), usual.fee)?,
        fee_total: mode("rounding.fee_total", input.fee_total.as_deref(), usual.fee_total)?,
        principal: mode("rounding.principal", input.principal.as_deref(), usual.principal)?,
        principal_unit: unit(input.principal_unit.as_deref(), currency)?.unwrap_or(common),
        residual,
    })
}

fn down_payment(input: &DownPaymentInput, currency: Currency) -> Result<DownPayment> {
    match (&input.amount, &input.share) {
        (Some(amount), None) => {
            let amount = named("down_payment", Field::DownPayment, amounts::amount(amount, currency))?;
            Ok(DownPayment::Amount(amount))
        }
        (None, Some(share)) => Ok(DownPayment::Share {
            share: named("down_payment", Field::DownPayment, amounts::rate(share))?,
            mode: mode("down_payment.rounding", input.rounding.as_deref(), Mode::HalfUp)?,
            unit: unit(input.unit.as_deref(), currency)?.unwrap_or(1),
        }),
        _ => Err(invalid("down_payment has either an amount or a share")),
    }
}
