//! Text from people and programs into values, with errors that say what to mend.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use fenqi_domain::money::{MAX_MINOR, MoneyError};
use fenqi_domain::terms::{MAX_PERIODS, MAX_RATE, MAX_RATE_DECIMALS};
use fenqi_domain::{Currency, Money};
use rust_decimal::Decimal;

use crate::Result;
use crate::contract::{AppError, ErrorCode};

/// An amount as programs write it: "5299.00".
pub(crate) fn amount(text: &str, currency: Currency) -> Result<Money> {
    let money = Money::parse(text, currency).map_err(|error| match error {
        MoneyError::NotANumber | MoneyError::CurrencyMismatch => {
            AppError::new(ErrorCode::AmountInvalid).with("text", shown(text))
        }
        MoneyError::Precision => AppError::new(ErrorCode::AmountPrecision)
            .with("text", shown(text))
            .with("currency", currency.code())
            .with("digits", currency.digits()),
        MoneyError::TooLarge => too_large(currency),
    })?;
    if money.minor() < 0 { Err(AppError::new(ErrorCode::AmountNegative)) } else { Ok(money) }
}

/// An amount that must be more than nothing.
pub(crate) fn positive(text: &str, currency: Currency) -> Result<Money> {
    let money = amount(text, currency)?;
    if money.is_zero() { Err(AppError::new(ErrorCode::AmountZero)) } else { Ok(money) }
}

pub(crate) fn too_large(currency: Currency) -> AppError {
    AppError::new(ErrorCode::AmountTooLarge).with("max", Money::from_minor(MAX_MINOR, currency))
}

/// A date written as 2026-11-28, from 1900 to 2999.
pub(crate) fn date(text: &str) -> Result<NaiveDate> {
    let iso = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let parsed: Option<NaiveDate> = iso.then(|| text.parse().ok()).flatten();
    let parsed = parsed.filter(|date| (1900..3000).contains(&date.year()));
    parsed.ok_or_else(|| AppError::new(ErrorCode::DateInvalid).with("text", shown(text)))
}

/// A number of periods.
pub(crate) fn periods(text: &str) -> Result<u16> {
    text.parse().ok().filter(|periods| (1..=MAX_PERIODS).contains(periods)).ok_or_else(periods_range)
}

pub(crate) fn periods_range() -> AppError {
    AppError::new(ErrorCode::PeriodsRange).with("min", 1).with("max", MAX_PERIODS)
}

/// A rate as a fraction: "0.006".
pub(crate) fn rate(text: &str) -> Result<Decimal> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
    if decimals > MAX_RATE_DECIMALS as usize {
        return Err(AppError::new(ErrorCode::RatePrecision).with("max", MAX_RATE_DECIMALS));
    }
    plain_decimal(text)
        .filter(|rate| (Decimal::ZERO..=MAX_RATE).contains(rate))
        .ok_or_else(|| AppError::new(ErrorCode::RateRange).with("min", 0).with("max", MAX_RATE))
}

/// Whether a text is ASCII digits and nothing else, one at least.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal in its one plain form: digits, at most one point between them, a leading minus.
pub(crate) fn plain_decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    (is_digits(whole) && is_digits(fraction)).then(|| Decimal::from_str_exact(text).ok()).flatten()
}

/// The largest number that is no amount of money and no rate: a quadrillion either way.
const MAX_NUMBER: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);
const MAX_NUMBER_DECIMALS: usize = 24;

/// A number such as a cash flow, which may be negative or finer than money; errors name it.
pub(crate) fn number(name: &str, text: &str) -> Result<Decimal> {
    let error = |code| AppError::new(code).with("field", name).with("text", shown(text));
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(error(ErrorCode::NumberInvalid));
    }
    let too_large = || error(ErrorCode::NumberTooLarge).with("max", MAX_NUMBER);
    if whole.trim_start_matches('0').len() > 16 {
        return Err(too_large());
    }
    // Zeros at the end say nothing, but might not fit.
    let fraction = fraction.trim_end_matches('0');
    let exact = Decimal::from_str_exact(&format!("{}.{fraction}0", whole.trim_start_matches('0')));
    let fits = fraction.len() <= MAX_NUMBER_DECIMALS;
    match exact.ok().filter(|_| fits) {
        Some(number) if number > MAX_NUMBER => Err(too_large()),
        Some(number) => Ok(if text.starts_with('-') { -number } else { number }),
        None => Err(error(ErrorCode::NumberPrecision).with("max", MAX_NUMBER_DECIMALS)),
    }
}

/// A whole number within limits; errors name it.
pub(crate) fn count(name: &str, text: &str, min: u32, max: u32) -> Result<u32> {
    let digits = is_digits(text);
    let parsed: Option<u32> = digits.then(|| text.parse().ok()).flatten();
    parsed.filter(|count| (min..=max).contains(count)).ok_or_else(|| {
        AppError::new(ErrorCode::NumberRange).with("field", name).with("min", min).with("max", max)
    })
}

/// A figure that left what can be computed exactly.
pub(crate) fn figure_too_large(name: &str) -> AppError {
    AppError::new(ErrorCode::FigureTooLarge).with("field", name)
}

/// A word that is none of those known; the answer lists them.
pub(crate) fn unknown_choice(name: &str, given: &str, known: &str) -> AppError {
    AppError::new(ErrorCode::ChoiceUnknown)
        .with("field", name)
        .with("text", shown(given))
        .with("known", known)
}

/// A currency's code.
pub(crate) fn currency(code: &str) -> Result<Currency> {
    Currency::from_code(code)
        .ok_or_else(|| AppError::new(ErrorCode::CurrencyUnknown).with("currency", shown(code)))
}

/// What a person typed for a number, as a program would write it: full-width digits and points, a currency sign,
/// spaces and thousands separators are forgiven; anything else is left for the parser to refuse.
pub(crate) fn typed_number(text: &str) -> Cow<'_, str> {
    let plain: String = text
        .trim()
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            '．' | '。' => Some('.'),
            '，' => Some(','),
            '－' | '−' => Some('-'),
            '¥' | '￥' | '元' | '€' | '$' | '£' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect();
    Cow::Owned(without_thousands(&plain).unwrap_or(plain))
}

/// "5,299.00" without its commas, if every group has three digits.
fn without_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let sound = groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
        && !fraction.is_some_and(|fraction| fraction.contains(','));
    sound.then(|| text.replace(',', ""))
}

/// Foreign text in a message: one line, and not endless.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().count() > 40 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_forgiven_their_dress() {
        for (typed, read) in [
            ("5,299.00", "5299.00"),
            (" ¥ 5299 ", "5299"),
            ("１２．５０", "12.50"),
            ("1,234,567.8", "1234567.8"),
            ("12,34", "12,34"),
            ("1,2345", "1,2345"),
            ("1e9", "1e9"),
            ("一百", "一百"),
        ] {
            assert_eq!(typed_number(typed), read, "{typed:?}");
        }
    }

    #[test]
    fn bad_amounts_name_their_rule() {
        for (text, code) in [
            ("12.345", ErrorCode::AmountPrecision),
            ("-1", ErrorCode::AmountNegative),
            ("1e9", ErrorCode::AmountInvalid),
            ("一百", ErrorCode::AmountInvalid),
            ("", ErrorCode::AmountInvalid),
            ("0", ErrorCode::AmountZero),
            ("9999999999999999", ErrorCode::AmountTooLarge),
        ] {
            let refused = positive(text, Currency::CNY).map_err(|error| error.code);
            assert_eq!(refused, Err(code), "{text:?}");
        }
    }

    #[test]
    fn dates_and_periods_have_one_form() {
        for text in
            ["2026-2-1", "1899-12-31", "3000-01-01", "2026-02-30", "20260201", "+026-02-01", "明天", ""]
        {
            assert_eq!(date(text).map_err(|error| error.code), Err(ErrorCode::DateInvalid), "{text:?}");
        }
        for text in ["0", "601", "-1", "1.5", "十二", ""] {
            assert_eq!(periods(text).map_err(|error| error.code), Err(ErrorCode::PeriodsRange), "{text:?}");
        }
        assert!(
            rate("NaN").is_err() && rate("1e308").is_err() && rate("10.01").is_err() && rate("10").is_ok()
        );
    }
}
