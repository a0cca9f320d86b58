//! The time value of money as spreadsheets name it: PMT, PV, FV, IPMT, PPMT, CUMIPMT, CUMPRINC, to about 24 digits.
//! Money received is positive. RATE, NPER, EFFECT and NOMINAL are searched or logarithmic: [`crate::rate`].

use rust_decimal::Decimal;

/// The most periods.
pub const MAX_TVM_PERIODS: u32 = 20_000;

/// Rate × periods below which the value of ones is summed up, in so many terms that 28 digits hold.
const SMALL: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
const TERMS: u32 = 16;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TvmError {
    /// Periods must be 1…[`MAX_TVM_PERIODS`], and a period or a range of them within that.
    #[error("periods out of range")]
    Periods,
    /// A rate of −100 % a period or less has no meaning.
    #[error("rate out of range")]
    Rate,
    /// A figure beyond 28 digits.
    #[error("a figure is too large")]
    Overflow,
}

type Result<T> = std::result::Result<T, TvmError>;

/// An annuity: a rate a period, periods, and whether payments come at the beginning of each (1) or at its end (0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annuity {
    rate: Decimal,
    periods: u32,
    due: bool,
}

impl Annuity {
    /// # Errors
    /// [`TvmError::Rate`] unless above −1; [`TvmError::Periods`] unless 1…[`MAX_TVM_PERIODS`].
    pub fn new(rate: Decimal, periods: u32, due: bool) -> Result<Self> {
        if rate <= Decimal::NEGATIVE_ONE {
            Err(TvmError::Rate)
        } else if !(1..=MAX_TVM_PERIODS).contains(&periods) {
            Err(TvmError::Periods)
        } else {
            Ok(Self { rate, periods, due })
        }
    }

    /// PMT: what is paid a period.
    ///
    /// # Errors
    /// [`TvmError::Overflow`].
    pub fn payment(&self, present: Decimal, future: Decimal) -> Result<Decimal> {
        let owed = add(present, mul(future, self.discount(self.periods)?)?)?;
        owed.checked_div(self.value_of_ones(self.periods)?).map(|payment| -payment).ok_or(TvmError::Overflow)
    }

    /// PV: what the payments and the future value are worth now.
    ///
    /// # Errors
    /// [`TvmError::Overflow`].
    pub fn present(&self, payment: Decimal, future: Decimal) -> Result<Decimal> {
        self.present_of(self.periods, payment, future)
    }

    /// FV: what is there at the end.
    ///
    /// # Errors
    /// [`TvmError::Overflow`].
    pub fn future(&self, payment: Decimal, present: Decimal) -> Result<Decimal> {
        let growth = power(one_plus(self.rate)?, self.periods)?;
        let ones = mul(growth, self.value_of_ones(self.periods)?)?;
        Ok(-add(mul(present, growth)?, mul(payment, ones)?)?)
    }

    /// IPMT: the interest in payment `period` (from 1).
    ///
    /// # Errors
    /// [`TvmError::Periods`] or [`TvmError::Overflow`].
    pub fn interest(&self, period: u32, present: Decimal, future: Decimal) -> Result<Decimal> {
        let payment = self.payment(present, future)?;
        self.interest_of(period, payment, future)
    }

    /// PPMT: what payment `period` (from 1) repays.
    ///
    /// # Errors
    /// [`TvmError::Periods`] or [`TvmError::Overflow`].
    pub fn principal(&self, period: u32, present: Decimal, future: Decimal) -> Result<Decimal> {
        let payment = self.payment(present, future)?;
        add(payment, -self.interest_of(period, payment, future)?)
    }

    /// CUMIPMT: the interest in payments `start` to `end`, both counted.
    ///
    /// # Errors
    /// [`TvmError::Periods`] or [`TvmError::Overflow`].
    pub fn interest_between(&self, start: u32, end: u32, present: Decimal) -> Result<Decimal> {
        if start == 0 || start > end {
            return Err(TvmError::Periods);
        }
        let payment = self.payment(present, Decimal::ZERO)?;
        (start..=end).try_fold(Decimal::ZERO, |sum, period| {
            add(sum, self.interest_of(period, payment, Decimal::ZERO)?)
        })
    }

    /// CUMPRINC: what payments `start` to `end` repay, both counted.
    ///
    /// # Errors
    /// [`TvmError::Periods`] or [`TvmError::Overflow`].
    pub fn principal_between(&self, start: u32, end: u32, present: Decimal) -> Result<Decimal> {
        let interest = self.interest_between(start, end, present)?;
        let paid = mul(self.payment(present, Decimal::ZERO)?, Decimal::from(end - start + 1))?;
        add(paid, -interest)
    }

    /// From what is still owed, which stays small where a balance counted forwards would lose its digits.
    fn interest_of(&self, period: u32, payment: Decimal, future: Decimal) -> Result<Decimal> {
        if !(1..=self.periods).contains(&period) {
            return Err(TvmError::Periods);
        }
        let base = match (self.due, period) {
            (false, _) => self.present_of(self.periods - period + 1, payment, future)?,
            (true, 1) => return Ok(Decimal::ZERO),
            (true, _) => add(self.present_of(self.periods - period + 2, payment, future)?, payment)?,
        };
        Ok(-mul(base, self.rate)?)
    }

    fn present_of(&self, periods: u32, payment: Decimal, future: Decimal) -> Result<Decimal> {
        let payments = mul(payment, self.value_of_ones(periods)?)?;
        Ok(-add(payments, mul(future, self.discount(periods)?)?)?)
    }

    /// What one a period is worth now.
    fn value_of_ones(&self, periods: u32) -> Result<Decimal> {
        // Near rate 0 the quotient would lose its digits: a − C(n+1,2)·r + C(n+2,3)·r² − … keeps them.
        if mul(self.rate.abs(), Decimal::from(periods))? < SMALL {
            let (mut term, mut ones) = (Decimal::from(periods), Decimal::ZERO);
            for j in 1..=TERMS {
                ones = add(ones, term)?;
                let step = div(Decimal::from(periods + j), Decimal::from(j + 1))?;
                term = -mul(mul(term, self.rate)?, step)?;
            }
            return mul(ones, self.first_weight()?);
        }
        let ones = div(add(Decimal::ONE, -self.discount(periods)?)?, self.rate)?;
        mul(ones, self.first_weight()?)
    }

    /// 1 + rate for payments at the beginning of a period, which are worth a period more.
    fn first_weight(&self) -> Result<Decimal> {
        if self.due { one_plus(self.rate) } else { Ok(Decimal::ONE) }
    }

    /// (1 + rate)^−periods.
    fn discount(&self, periods: u32) -> Result<Decimal> {
        let growth = one_plus(self.rate)?;
        match power(growth, periods) {
            // A power of less than one runs out of decimals, its inverse does not.
            Ok(grown) if grown >= Decimal::ONE => div(Decimal::ONE, grown),
            _ => power(div(Decimal::ONE, growth)?, periods),
        }
    }
}

fn one_plus(rate: Decimal) -> Result<Decimal> {
    add(Decimal::ONE, rate)
}

fn power(base: Decimal, mut exponent: u32) -> Result<Decimal> {
    let (mut result, mut square) = (Decimal::ONE, base);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = mul(result, square)?;
        }
        exponent /= 2;
        if exponent > 0 {
            square = mul(square, square)?;
        }
    }
    Ok(result)
}

fn add(a: Decimal, b: Decimal) -> Result<Decimal> {
    a.checked_add(b).ok_or(TvmError::Overflow)
}

fn mul(a: Decimal, b: Decimal) -> Result<Decimal> {
    a.checked_mul(b).ok_or(TvmError::Overflow)
}

fn div(a: Decimal, b: Decimal) -> Result<Decimal> {
    a.checked_div(b).ok_or(TvmError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("BUG: a literal")
    }

    /// Interest and principal add up to the payment, and the principal to what was lent; at both ends of a period.
    #[test]
    fn parts_add_up() {
        for due in [false, true] {
            let annuity = Annuity::new(number("0.1479"), 300, due).expect("BUG: in range");
            let lent = number("270.51");
            let repaid = annuity.principal_between(1, 300, lent).expect("BUG: small");
            assert!((repaid + lent).abs() < number("0.00000000000000001"), "{repaid}");
        }
    }

    /// Where a quotient of differences would keep half its digits, or a small power none.
    #[test]
    fn digits_are_kept_at_the_edges() {
        let annuity = |rate, periods| Annuity::new(number(rate), periods, false).expect("BUG: in range");
        let payment = annuity("0.00000000000000123456789", 12).payment(number("1200"), Decimal::ZERO);
        let wanted = number("-100.0000000000008024691285");
        assert!((payment.expect("BUG: small") - wanted).abs() < number("0.0000000000000000000001"));
        let present = annuity("-0.5", 60).present(Decimal::ZERO, Decimal::NEGATIVE_ONE);
        assert_eq!(present, Ok(number("1152921504606846976")), "2⁶⁰");
    }

    #[test]
    fn limits_are_named() {
        assert_eq!(Annuity::new(number("-1"), 1, false), Err(TvmError::Rate));
        assert_eq!(Annuity::new(Decimal::ONE, 0, false), Err(TvmError::Periods));
        let annuity = Annuity::new(number("0.5"), 600, false).expect("BUG: in range");
        assert_eq!(annuity.interest(601, Decimal::ONE, Decimal::ZERO), Err(TvmError::Periods));
        assert_eq!(annuity.future(Decimal::ZERO, Decimal::ONE), Err(TvmError::Overflow));
        assert_eq!(annuity.payment(Decimal::TWO, Decimal::ZERO), Ok(number("-1")), "growth without end");
    }
}
