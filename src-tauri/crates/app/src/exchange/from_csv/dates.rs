//! Dates as people and banks write them, and the order of their parts.

use chrono::{Datelike, NaiveDate};

use super::evidence::Evidence;
use super::figures::narrow;
use crate::contract::{AppError, DateOrder, ErrorCode};
use crate::{Result, amounts};

/// The three numbers of a date, and whether the year is known by its four digits to come first.
enum Parts {
    YearFirst(NaiveDate),
    /// Day and month, in an order that is not known, and the year.
    YearLast(u32, u32, i32),
}

/// What a date says about the order of its parts. With the year first there is only one.
pub(super) fn evidence(cell: &str) -> Evidence<DateOrder> {
    match parts(cell) {
        Some(Parts::YearLast(first, second, year)) => {
            match (date(year, second, first).is_some(), date(year, first, second).is_some()) {
                (true, true) if first != second => Evidence::Either,
                (true, false) => Evidence::Only(DateOrder::DayMonthYear),
                (false, true) => Evidence::Only(DateOrder::MonthDayYear),
                _ => Evidence::Nothing,
            }
        }
        Some(Parts::YearFirst(_)) | None => Evidence::Nothing,
    }
}

/// A date; a time behind it is passed over. Where the order is not known, one that could be two dates is refused.
///
/// # Errors
/// `date_invalid`, `date_ambiguous`.
pub(super) fn read(cell: &str, order: Option<DateOrder>) -> Result<NaiveDate> {
    let shown = || amounts::shown(cell.trim());
    let invalid = || AppError::new(ErrorCode::DateInvalid).with("text", shown());
    match parts(cell).ok_or_else(invalid)? {
        Parts::YearFirst(date) => Ok(date),
        Parts::YearLast(first, second, year) => {
            let (day_first, month_first) = (date(year, second, first), date(year, first, second));
            match order {
                Some(DateOrder::DayMonthYear) => day_first.ok_or_else(invalid),
                Some(DateOrder::MonthDayYear) => month_first.ok_or_else(invalid),
                Some(DateOrder::YearMonthDay) => Err(invalid()),
                None => match (day_first, month_first) {
                    (Some(one), Some(other)) if one != other => {
                        Err(AppError::new(ErrorCode::DateAmbiguous).with("text", shown()))
                    }
                    (Some(date), _) | (None, Some(date)) => Ok(date),
                    (None, None) => Err(invalid()),
                },
            }
        }
    }
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| (1900..3000).contains(&date.year()))
}

/// A date as programs write it, and nothing else: 2026-11-28.
fn iso(cell: &str) -> Option<NaiveDate> {
    let digits = |from: usize, to: usize| {
        cell.as_bytes()[from..to].iter().try_fold(0_u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    match cell.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => {
            date(i32::try_from(digits(0, 4)?).ok()?, digits(5, 7)?, digits(8, 10)?)
        }
        _ => None,
    }
}

fn parts(cell: &str) -> Option<Parts> {
    // Most dates are written so.
    if let Some(date) = iso(cell) {
        return Some(Parts::YearFirst(date));
    }
    let text: String = cell.trim().chars().map(narrow).collect();
    let text = without_time(&text)?;
    let chinese = text.strip_suffix(['日', '号']).unwrap_or(text).replace(['年', '月'], "-");
    let numbers: Vec<&str> = chinese.split(['-', '/', '.']).map(str::trim).collect();
    let number = |text: &str| -> Option<u32> {
        (text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 8)
            .then(|| text.parse().ok())
            .flatten()
    };
    match numbers.as_slice() {
        [all] if all.len() == 8 => {
            let all = number(all)?;
            date(i32::try_from(all / 10_000).ok()?, all / 100 % 100, all % 100).map(Parts::YearFirst)
        }
        [year, month, day] if year.len() == 4 => {
            let short = month.len() <= 2 && day.len() <= 2;
            let found = date(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?);
            found.filter(|_| short).map(Parts::YearFirst)
        }
        [first, second, year] if year.len() == 4 && first.len() <= 2 && second.len() <= 2 => {
            Some(Parts::YearLast(number(first)?, number(second)?, i32::try_from(number(year)?).ok()?))
        }
        _ => None,
    }
}

/// The date before a time: "2026-11-28 10:22:33", "2026-11-28T02:22:33Z". `None` where something else stands behind it.
fn without_time(text: &str) -> Option<&str> {
    let at = text.find(|c: char| c.is_whitespace() || c == 'T');
    let Some(at) = at else { return Some(text) };
    let time = text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == 'T');
    // Dates with blanks within them, as in "2026 年 11 月", have no colon.
    if !time.contains(':') {
        return Some(text);
    }
    let is_time = time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' '));
    is_time.then_some(&text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(cell: &str, order: Option<DateOrder>) -> std::result::Result<String, ErrorCode> {
        read(cell, order).map(|date| date.to_string()).map_err(|error| error.code)
    }

    #[test]
    fn a_date_is_read_however_it_is_written() {
        for cell in [
            "2026-11-28",
            "2026/11/28",
            "2026.11.28",
            "2026年11月28日",
            "2026 年 11 月 28 日",
            "２０２６－１１－２８",
            "20261128",
            "28.11.2026",
            "11/28/2026",
            "28-11-2026",
            "2026-11-28 10:22:33",
            "2026-11-28T02:22:33Z",
            "2026/11/28 9:05",
        ] {
            assert_eq!(read_as(cell, None), Ok("2026-11-28".to_owned()), "{cell:?}");
        }
        assert_eq!(read_as("2026/1/5", None), Ok("2026-01-05".to_owned()));
    }

    #[test]
    fn a_date_that_could_be_two_needs_an_order() {
        assert_eq!(read_as("03/04/2026", None), Err(ErrorCode::DateAmbiguous));
        assert_eq!(read_as("03/04/2026", Some(DateOrder::DayMonthYear)), Ok("2026-04-03".to_owned()));
        assert_eq!(read_as("03/04/2026", Some(DateOrder::MonthDayYear)), Ok("2026-03-04".to_owned()));
        assert_eq!(read_as("04/04/2026", None), Ok("2026-04-04".to_owned()));
        assert_eq!(evidence("28/11/2026"), Evidence::Only(DateOrder::DayMonthYear));
        assert_eq!(evidence("11/28/2026"), Evidence::Only(DateOrder::MonthDayYear));
        assert_eq!(evidence("03/04/2026"), Evidence::Either);
        assert_eq!(evidence("2026-03-04"), Evidence::Nothing);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for cell in [
            "",
            "明天",
            "2026-02-30",
            "26-11-28",
            "1899-12-31",
            "2026-11",
            "46354",
            "2026-11-28 abc:",
            "1/2/3/4",
        ] {
            assert_eq!(read_as(cell, None), Err(ErrorCode::DateInvalid), "{cell:?}");
        }
        assert_eq!(read_as("28/11/2026", Some(DateOrder::MonthDayYear)), Err(ErrorCode::DateInvalid));
    }
}
