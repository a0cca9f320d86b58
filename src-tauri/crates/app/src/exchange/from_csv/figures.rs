//! Amounts as people and banks write them, and which mark stands before their fraction.

use fenqi_domain::Currency;

use super::evidence::Evidence;
use crate::contract::{AppError, DecimalMark, ErrorCode};
use crate::{Result, amounts};

/// What may stand beside a figure, and the currencies that it can mean.
const SIGNS: [(&str, &[&str]); 15] = [
    ("人民币", &["CNY"]),
    ("CNY", &["CNY"]),
    ("RMB", &["CNY"]),
    ("USD", &["USD"]),
    ("EUR", &["EUR"]),
    ("US$", &["USD"]),
    ("HK$", &["HKD"]),
    ("¥", &["CNY", "JPY"]),
    ("￥", &["CNY", "JPY"]),
    ("元", &["CNY", "HKD", "MOP", "TWD"]),
    ("圆", &["CNY", "HKD", "MOP", "TWD"]),
    ("円", &["JPY"]),
    ("€", &["EUR"]),
    ("$", &["ARS", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD", "USD"]),
    ("£", &["EGP", "GBP"]),
];

/// Currencies by their names, where a column's name says in what its amounts are.
const CURRENCIES: [(&str, &[&str]); 14] = [
    ("人民币元", &["CNY"]),
    ("yuan", &["CNY"]),
    ("renminbi", &["CNY"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("港元", &["HKD"]),
    ("港币", &["HKD"]),
    ("日元", &["JPY"]),
    ("yen", &["JPY"]),
    ("欧元", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("英镑", &["GBP"]),
    ("us dollars", &["USD"]),
];

/// What changes nothing of an amount when it stands behind a column's name.
const HARMLESS: [&str; 15] = [
    "金额",
    "含税",
    "必填",
    "选填",
    "可选",
    "amount",
    "incl",
    "incl.",
    "including",
    "inc.",
    "vat",
    "tax",
    "required",
    "optional",
    "gross",
];

/// A figure without what stands beside it.
struct Bare {
    /// ASCII digits, points, commas and apostrophes.
    text: String,
    is_negative: bool,
}

/// Whether a cell says that there is nothing.
pub(super) fn is_none(cell: &str) -> bool {
    cell.trim().chars().all(|c| matches!(c, '-' | '－' | '—' | '–' | '/')) || cell.trim().is_empty()
}

/// What a figure says about the mark before its fraction.
pub(super) fn evidence(cell: &str) -> Evidence<DecimalMark> {
    let Some(bare) = bare(cell) else { return Evidence::Nothing };
    let sound = |mark| plain(&bare.text, mark).is_some();
    match (sound(DecimalMark::Point), sound(DecimalMark::Comma)) {
        (true, false) => Evidence::Only(DecimalMark::Point),
        (false, true) => Evidence::Only(DecimalMark::Comma),
        (true, true) if bare.text.contains(['.', ',']) => Evidence::Either,
        _ => Evidence::Nothing,
    }
}

/// A figure as programs write it: "1234.50". Where the mark is not known, one that could be read in two ways is
/// refused.
///
/// # Errors
/// `amount_invalid`, `amount_negative`, `amount_ambiguous`.
pub(super) fn read(cell: &str, mark: Option<DecimalMark>) -> Result<String> {
    let invalid = || AppError::new(ErrorCode::AmountInvalid).with("text", amounts::shown(cell.trim()));
    let bare = bare(cell).ok_or_else(invalid)?;
    let found = match mark {
        Some(mark) => plain(&bare.text, mark).ok_or_else(invalid)?,
        None => match (plain(&bare.text, DecimalMark::Point), plain(&bare.text, DecimalMark::Comma)) {
            (Some(point), Some(comma)) if point != comma => {
                let error = AppError::new(ErrorCode::AmountAmbiguous);
                return Err(error.with("text", amounts::shown(cell.trim())));
            }
            (Some(found), _) | (None, Some(found)) => found,
            (None, None) => return Err(invalid()),
        },
    };
    let is_zero = found.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if bare.is_negative && !is_zero { Err(AppError::new(ErrorCode::AmountNegative)) } else { Ok(found) }
}

/// A digit of any width as ASCII, and what stands for a point, comma or minus.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' | '−' | '–' => '-',
        '＋' => '+',
        '（' => '(',
        '）' => ')',
        '／' => '/',
        '：' => ':',
        '’' | '＇' => '\'',
        '％' => '%',
        c => c,
    }
}

/// The sign of another currency that stands beside a figure.
pub(super) fn foreign_sign(cell: &str, currency: Currency) -> Option<&'static str> {
    let found = SIGNS.iter().find(|(sign, _)| cell.contains(sign))?;
    (!found.1.contains(&currency.code())).then_some(found.0)
}

/// What a sign alone can mean.
pub(super) fn currencies(cell: &str) -> &'static [&'static str] {
    let found = SIGNS.iter().find(|(sign, _)| *sign == cell.to_uppercase());
    found.map_or(&[], |(_, codes)| codes)
}

/// What a column's name says of its amounts behind it.
pub(super) enum Unit {
    /// They are as they stand.
    Plain,
    /// They are of another currency than the account's.
    Foreign(&'static str),
    /// It may be parts or multiples, for a period or for a part: nobody knows what they are.
    Unclear,
}

/// What stands behind a column's name, against the currency of the account.
pub(super) fn unit(text: &str, own: Currency) -> Unit {
    // Most columns say nothing, in each line anew.
    if text.is_empty() {
        return Unit::Plain;
    }
    let text = text.trim().to_lowercase();
    let known = |word: &str| -> Option<&'static [&'static str]> {
        let named = CURRENCIES.iter().find(|(name, _)| *name == word);
        let signed = SIGNS.iter().find(|(sign, _)| sign.eq_ignore_ascii_case(word));
        named.or(signed).map(|(_, codes)| *codes)
    };
    let judge = |word: &str| match (known(word), Currency::from_code(&word.to_uppercase())) {
        (Some(codes), _) if codes.contains(&own.code()) => Unit::Plain,
        (Some(codes), _) => Unit::Foreign(codes[0]),
        (None, Some(code)) if code == own => Unit::Plain,
        (None, Some(code)) => Unit::Foreign(code.code()),
        (None, None) if HARMLESS.contains(&word) => Unit::Plain,
        (None, None) => Unit::Unclear,
    };
    match judge(&text) {
        Unit::Unclear => {
            let words = text.split([' ', ',', '、', ';']).filter(|word| !word.is_empty());
            words.map(judge).find(|unit| !matches!(unit, Unit::Plain)).unwrap_or(Unit::Plain)
        }
        unit => unit,
    }
}

/// A figure without the signs at its ends. One within it may be the mark of its fraction, as in "5€99".
fn without_signs(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = SIGNS.iter().find_map(|(sign, _)| text.strip_prefix(sign)) {
        text = rest.trim_start();
    }
    while let Some(rest) = SIGNS.iter().find_map(|(sign, _)| text.strip_suffix(sign)) {
        text = rest.trim_end();
    }
    text
}

fn bare(cell: &str) -> Option<Bare> {
    // Most figures wear nothing.
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    if cell.bytes().all(is_plain) && cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(Bare { text: cell.to_owned(), is_negative: false });
    }
    let text: String = cell.trim().chars().map(narrow).collect();
    let text = without_signs(&text);
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let signed = without_signs(inside.unwrap_or(text));
    let unsigned = signed.strip_prefix('-').or_else(|| signed.strip_suffix('-'));
    let is_negative = inside.is_some() || unsigned.is_some();
    let digits = unsigned.unwrap_or(signed);
    let digits = without_signs(digits.strip_prefix('+').filter(|_| !is_negative).unwrap_or(digits));
    let blank = |c: char| c.is_whitespace();
    let text: String = digits.chars().map(|c| if blank(c) { ' ' } else { c }).collect();
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let is_figure = text.chars().all(known) && text.contains(|c: char| c.is_ascii_digit());
    is_figure.then_some(Bare { text, is_negative })
}

/// The figure, if it is sound with this mark: at most one mark, and before it digits alone or groups of three.
fn plain(text: &str, mark: DecimalMark) -> Option<String> {
    let (mark, other) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, fraction) = text.split_once(mark).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|fraction| !amounts::is_digits(fraction)) {
        return None;
    }
    let mut found = String::with_capacity(text.len());
    match whole.chars().find(|c| !c.is_ascii_digit()) {
        None if amounts::is_digits(whole) => found.push_str(whole),
        Some(between) if between == other || matches!(between, ' ' | '\'') => {
            for (at, group) in whole.split(between).enumerate() {
                let fits = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
                if !fits || !amounts::is_digits(group) || (at == 0 && group.starts_with('0')) {
                    return None;
                }
                found.push_str(group);
            }
        }
        _ => return None,
    }
    if let Some(fraction) = fraction {
        found.push('.');
        found.push_str(fraction);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(cell: &str, mark: Option<DecimalMark>) -> std::result::Result<String, ErrorCode> {
        read(cell, mark).map_err(|error| error.code)
    }

    #[test]
    fn a_figure_is_read_whatever_it_wears() {
        for (cell, plain) in [
            ("5299.00", "5299.00"),
            ("¥5,299.00", "5299.00"),
            ("￥ 5,299.00 元", "5299.00"),
            ("CNY 12", "12"),
            ("5.299,00 €", "5299.00"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234\u{a0}567", "1234567"),
            ("1'234.50", "1234.50"),
            ("１２３．５０", "123.50"),
            ("1,234,567", "1234567"),
            ("1.234.567", "1234567"),
            ("12,5", "12.5"),
            ("0,123", "0.123"),
            ("+3.5", "3.5"),
            ("-0.00", "0.00"),
        ] {
            assert_eq!(code(cell, None), Ok(plain.to_owned()), "{cell:?}");
        }
    }

    #[test]
    fn what_could_be_two_figures_is_none() {
        for cell in ["1,234", "1.234", "12,345", "¥999.999"] {
            assert_eq!(code(cell, None), Err(ErrorCode::AmountAmbiguous), "{cell:?}");
            assert_eq!(evidence(cell), Evidence::Either, "{cell:?}");
        }
        assert_eq!(code("1,234", Some(DecimalMark::Point)), Ok("1234".to_owned()));
        assert_eq!(code("1,234", Some(DecimalMark::Comma)), Ok("1.234".to_owned()));
        assert_eq!(code("12,50", Some(DecimalMark::Point)), Err(ErrorCode::AmountInvalid));
    }

    #[test]
    fn what_is_less_than_nothing_is_refused() {
        for cell in ["-5", "(5.00)", "（５）", "5-", "−5", "¥-5", "-¥5"] {
            assert_eq!(code(cell, None), Err(ErrorCode::AmountNegative), "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_figure_is_none() {
        for cell in [
            "", "abc", "5€99", "3元5", "1e9", "1..2", "1,,2", "12,34,56", "1.2.3", "0x10", "1/2", "5 0",
            "NaN", ".5", "5.",
        ] {
            assert_eq!(code(cell, None), Err(ErrorCode::AmountInvalid), "{cell:?}");
        }
    }

    #[test]
    fn a_figure_says_its_mark() {
        assert_eq!(evidence("12.50"), Evidence::Only(DecimalMark::Point));
        assert_eq!(evidence("1.234,5"), Evidence::Only(DecimalMark::Comma));
        assert_eq!(evidence("1,234,567"), Evidence::Only(DecimalMark::Point));
        assert_eq!(evidence("1234.567"), Evidence::Only(DecimalMark::Point));
        assert_eq!(evidence("1234"), Evidence::Nothing);
    }
}
