//! Exact amounts: integers of minor units with a currency. Never a float.

use std::fmt;
use std::iter::repeat_n;

use rust_decimal::Decimal;

/// The largest amount that Fenqi takes as input, in minor units: ten to the fourteenth.
pub const MAX_MINOR: i64 = 100_000_000_000_000;

/// An ISO 4217 currency whose minor unit is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The yuan.
    pub const CNY: Self = Self(iso_currency::Currency::CNY);

    /// The currency of a three-letter code, in capitals. `None` for unknown codes and for those without a minor
    /// unit, such as gold.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let currency = iso_currency::Currency::from_code(code)?;
        currency.exponent().map(|_| Self(currency))
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals the currency has: 2 for CNY, 0 for JPY.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// What people write before the amount. Each stands for one currency alone, since several may stand side by side:
    /// a yen is JP¥ beside a yuan. Where there is none, the code with a space that does not break.
    #[must_use]
    pub fn symbol(self) -> String {
        let sign = SIGNS.iter().find(|(code, _)| *code == self.code());
        sign.map_or_else(|| format!("{}\u{a0}", self.code()), |(_, sign)| (*sign).to_owned())
    }
}

/// Signs by currency. `ui/src/shared/signs.ts` has the same, and a test there says so.
const SIGNS: [(&str, &str); 14] = [
    ("AUD", "A$"),
    ("CAD", "C$"),
    ("CNY", "¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("INR", "₹"),
    ("JPY", "JP¥"),
    ("KRW", "₩"),
    ("NZD", "NZ$"),
    ("SGD", "S$"),
    ("TWD", "NT$"),
    ("USD", "US$"),
    ("VND", "₫"),
];

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why an amount could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one decimal point and a leading minus.
    #[error("not a decimal number")]
    NotANumber,
    /// More decimals than the currency has.
    #[error("too many decimals")]
    Precision,
    /// Beyond [`MAX_MINOR`], or beyond what 64 bits hold.
    #[error("amount too large")]
    TooLarge,
    /// Two currencies met in one sum.
    #[error("different currencies")]
    CurrencyMismatch,
}

/// An amount of one currency, exact to its minor unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount from minor units: 529 900 of CNY is 5299.00.
    #[must_use]
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::from_minor(0, currency)
    }

    /// Reads "5299", "5299.0" or "-5299.00": ASCII digits, at most as many decimals as the currency has.
    ///
    /// # Errors
    /// [`MoneyError::NotANumber`], [`MoneyError::Precision`] or [`MoneyError::TooLarge`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(MoneyError::NotANumber);
        }
        let digits = currency.digits() as usize;
        let kept = fraction.trim_end_matches('0');
        if kept.len() > digits {
            return Err(MoneyError::Precision);
        }
        let mut all = whole.bytes().chain(kept.bytes()).chain(repeat_n(b'0', digits - kept.len()));
        let minor = all.try_fold(0_i64, |sum, digit| {
            let next = sum * 10 + i64::from(digit - b'0');
            (next <= MAX_MINOR).then_some(next)
        });
        let minor = minor.ok_or(MoneyError::TooLarge)?;
        Ok(Self::from_minor(sign * minor, currency))
    }

    /// The amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether it is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// The difference; it may be negative.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The sum of many amounts of one currency; zero of `currency` when there are none.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::TooLarge`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let minor = operation(self.minor, other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::from_minor(minor, self.currency))
    }

    /// The amount in minor units, for arithmetic with rates.
    #[must_use]
    pub fn minor_decimal(self) -> Decimal {
        Decimal::from(self.minor)
    }

    /// The amount in major units: 5299.00 as a decimal.
    #[must_use]
    pub fn to_major(self) -> Decimal {
        Decimal::try_new(self.minor, self.currency.digits()).unwrap_or_default()
    }
}

/// The plain decimal string: "5299.00", with as many decimals as the currency has.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.digits();
        let sign = if self.minor < 0 { "-" } else { "" };
        let unit = 10_u64.pow(digits);
        let minor = self.minor.unsigned_abs();
        write!(f, "{sign}{}", minor / unit)?;
        if digits > 0 { write!(f, ".{:0width$}", minor % unit, width = digits as usize) } else { Ok(()) }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {self}", self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny(text: &str) -> Result<i64, MoneyError> {
        Money::parse(text, Currency::CNY).map(Money::minor)
    }

    #[test]
    fn amounts_are_read_to_the_fen() {
        assert_eq!(cny("5299"), Ok(529_900));
        assert_eq!(cny("5299.1"), Ok(529_910));
        assert_eq!(cny("5299.010"), Ok(529_901), "trailing zeros lose nothing");
        assert_eq!(cny("-0.01"), Ok(-1));
        assert_eq!(cny("1000000000000.00"), Ok(MAX_MINOR));
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1e9", "一百", "1,000", "+1", "0x10", " 1", "NaN", "--1", "１"]
        {
            assert_eq!(cny(text), Err(MoneyError::NotANumber), "{text:?}");
        }
        assert_eq!(cny("12.345"), Err(MoneyError::Precision));
        assert_eq!(cny("1000000000000.01"), Err(MoneyError::TooLarge));
        assert_eq!(cny("99999999999999999999"), Err(MoneyError::TooLarge));
    }

    #[test]
    fn decimals_follow_the_currency() {
        let yen = Currency::from_code("JPY").expect("BUG: JPY is in ISO 4217");
        assert_eq!(Money::parse("1200", yen).map(|m| m.to_string()), Ok("1200".to_owned()));
        assert_eq!(Money::parse("1.5", yen), Err(MoneyError::Precision));
        assert_eq!(Money::from_minor(-5, Currency::CNY).to_string(), "-0.05");
        assert!(Currency::from_code("XAU").is_none(), "gold has no minor unit");
        assert!(Currency::from_code("cny").is_none());
    }

    #[test]
    fn sums_refuse_overflow_and_mixed_currencies() {
        let most = Money::from_minor(i64::MAX, Currency::CNY);
        let one = Money::from_minor(1, Currency::CNY);
        assert_eq!(most.checked_add(one), Err(MoneyError::TooLarge));
        let euro = Money::from_minor(1, Currency(iso_currency::Currency::EUR));
        assert_eq!(one.checked_add(euro), Err(MoneyError::CurrencyMismatch));
    }
}
