//! From exact figures to whole units of money (domain.md §2). What stands between a formula and its rounding is a
//! [`Ratio`]; nothing is rounded twice, so half a fen stays half a fen until its rule decides.

use rust_decimal::Decimal;

/// How a figure between two units becomes one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To the nearer, a half away from zero (四舍五入).
    HalfUp,
    /// To the nearer, a half to the even one.
    HalfEven,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

impl Mode {
    /// The whole number that `floor` and the `rest` above it (as `rest / whole`, less than one) become. Both are of
    /// the figure's absolute value.
    fn decide(self, floor: i128, rest: i128, whole: i128) -> i128 {
        let half = rest.cmp(&(whole - rest));
        let up = match self {
            Self::Down => false,
            Self::Up => rest > 0,
            Self::HalfUp => half.is_ge(),
            Self::HalfEven => half.is_gt() || (half.is_eq() && floor % 2 == 1),
        };
        floor + i128::from(up)
    }
}

/// An exact fraction. Every operation answers `None` beyond 127 bits, never a wrapped figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    /// Positive.
    denominator: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// A fraction of whole numbers. `None` unless `denominator` is positive.
    #[must_use]
    pub const fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator > 0 { Some(Self { numerator, denominator }) } else { None }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }

    /// A decimal, exactly. `None` for more than 28 decimals, which a [`Decimal`] never has.
    #[must_use]
    pub fn decimal(number: Decimal) -> Option<Self> {
        let number = number.normalize();
        Some(Self { numerator: number.mantissa(), denominator: 10_i128.checked_pow(number.scale())? })
    }

    /// The number above the line.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line; positive.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_mul(other.numerator)?,
            denominator: self.denominator.checked_mul(other.denominator)?,
        })
    }

    /// The quotient by a positive whole number.
    #[must_use]
    pub fn over(self, divisor: u32) -> Option<Self> {
        self.times(Self::new(1, i128::from(divisor))?)
    }

    /// The nearest multiple of `unit` (at least 1) by the rule of `mode`. `None` when it does not fit.
    #[must_use]
    pub fn rounded(self, mode: Mode, unit: i64) -> Option<i64> {
        let whole = self.denominator.checked_mul(i128::from(unit.max(1)))?;
        let size = self.numerator.checked_abs()?;
        let units = mode.decide(size / whole, size % whole, whole);
        let rounded = units.checked_mul(i128::from(unit.max(1)))?.checked_mul(self.numerator.signum())?;
        i64::try_from(rounded).ok()
    }

    /// The figure to 28 digits, for arithmetic that is allowed to be that exact.
    #[must_use]
    pub fn to_decimal(self) -> Option<Decimal> {
        let digits = |number| Decimal::try_from_i128_with_scale(number, 0).ok();
        digits(self.numerator)?.checked_div(digits(self.denominator)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        Ratio::decimal(text.parse().expect("BUG: a literal")).expect("BUG: few decimals")
    }

    #[test]
    fn each_mode_rounds_as_named() {
        let cases = [
            (Mode::HalfUp, [3, 3, -3, 2, 4]),
            (Mode::HalfEven, [2, 3, -2, 2, 4]),
            (Mode::Down, [2, 2, -2, 2, 3]),
            (Mode::Up, [3, 3, -3, 3, 4]),
        ];
        for (mode, wanted) in cases {
            for (figure, wanted) in ["2.5", "2.51", "-2.5", "2.49", "3.5"].iter().zip(wanted) {
                assert_eq!(ratio(figure).rounded(mode, 1), Some(wanted), "{mode:?} of {figure}");
            }
        }
        assert_eq!(ratio("16650").rounded(Mode::HalfUp, 100), Some(16_700), "larger units round whole units");
    }

    /// 1/3 is no decimal: 1.5 × 1/3 is exactly a half only while it is a fraction.
    #[test]
    fn thirds_keep_their_halves() {
        let half = ratio("1.5").times(Ratio::new(1, 3).expect("BUG: positive")).expect("BUG: small");
        assert_eq!(half.rounded(Mode::HalfUp, 1), Some(1));
        assert_eq!(half.rounded(Mode::HalfEven, 1), Some(0));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let huge = Ratio::new(i128::MAX, 1).expect("BUG: positive");
        assert_eq!(huge.times(huge), None);
        assert_eq!(huge.rounded(Mode::Down, 1), None);
        assert_eq!(Ratio::new(i128::MIN, 1).and_then(|least| least.rounded(Mode::Up, 1)), None);
        assert_eq!(Ratio::new(1, 0), None);
    }
}
