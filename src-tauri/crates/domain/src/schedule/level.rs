//! The level payment of equal instalments: A = P / Σ_k Π_{j≤k} 1/(1+i_j), rounded once (domain.md §2).

use num_bigint::BigInt;
use rust_decimal::Decimal;

use crate::rounding::{Mode, Ratio};
use crate::terms::TermsError;

/// How near to a half or a whole unit 28 digits may bring a figure before whole numbers decide. The digits alone
/// are off by less, even after 600 factors.
const DOUBT: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// The level payment that repays `principal` over periods of these factors, in multiples of `unit`.
pub(crate) fn level_payment(
    principal: i64,
    factors: &[Ratio],
    mode: Mode,
    unit: i64,
) -> Result<i64, TermsError> {
    if factors.iter().all(|factor| factor.is_zero()) {
        let count = u32::try_from(factors.len()).map_err(|_| TermsError::Periods)?;
        let even = Ratio::whole(principal).over(count).and_then(|even| even.rounded(mode, unit));
        return even.ok_or(TermsError::Overflow);
    }
    estimate(principal, factors)
        .and_then(|payment| certain(payment, mode, unit))
        .or_else(|| exact(principal, factors, mode, unit))
        .ok_or(TermsError::Overflow)
}

/// The payment to about 28 digits. `None` when they cannot hold it.
fn estimate(principal: i64, factors: &[Ratio]) -> Option<Decimal> {
    let mut growth = Vec::with_capacity(factors.len());
    let mut last: Option<(Ratio, Decimal)> = None;
    for factor in factors {
        let grown = match last {
            Some((same, grown)) if same == *factor => grown,
            _ => Decimal::ONE.checked_add(factor.to_decimal()?)?,
        };
        last = Some((*factor, grown));
        growth.push(grown);
    }
    let principal = Decimal::from(principal);
    grown(principal, &growth).or_else(|| discounted(principal, &growth))
}

/// P · Π(1+i) / Σ_k Π_{j>k}(1+i_j).
fn grown(principal: Decimal, growth: &[Decimal]) -> Option<Decimal> {
    let (mut owed, mut payments) = (principal, Decimal::ZERO);
    for factor in growth {
        owed = owed.checked_mul(*factor)?;
        payments = payments.checked_mul(*factor)?.checked_add(Decimal::ONE)?;
    }
    owed.checked_div(payments)
}

/// P / Σ_k Π_{j≤k} 1/(1+i_j): where the growth leaves 28 digits.
fn discounted(principal: Decimal, growth: &[Decimal]) -> Option<Decimal> {
    let (mut discount, mut value) = (Decimal::ONE, Decimal::ZERO);
    for factor in growth {
        discount = discount.checked_div(*factor)?;
        value = value.checked_add(discount)?;
    }
    principal.checked_div(value)
}

/// The rounded estimate, unless it is too near to where roundings part.
fn certain(payment: Decimal, mode: Mode, unit: i64) -> Option<i64> {
    let doubled = payment.checked_div(Decimal::from(unit))?.checked_mul(Decimal::TWO)?;
    let doubt = (doubled - doubled.round()).abs() < DOUBT;
    if doubt { None } else { Ratio::decimal(payment)?.rounded(mode, unit) }
}

/// The same in whole numbers of any size: slower, and never in doubt.
fn exact(principal: i64, factors: &[Ratio], mode: Mode, unit: i64) -> Option<i64> {
    let (mut owed, mut payments, mut scale) = (BigInt::from(principal), BigInt::from(0), BigInt::from(1));
    for factor in factors {
        let grown = factor.denominator().checked_add(factor.numerator())?;
        owed *= grown;
        scale *= factor.denominator();
        payments = payments * grown + &scale;
    }
    // Both halves carry the same product of denominators, which cancels.
    let whole: BigInt = payments * unit;
    let floor = i64::try_from(&owed / &whole).ok()?;
    // One of three places above the floor stands for the rest: below, on or above the half.
    let rest = &owed % &whole;
    let quarters = if rest == BigInt::from(0) {
        0
    } else {
        match (&rest * 2_u8).cmp(&whole) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 2,
            std::cmp::Ordering::Greater => 3,
        }
    };
    let quarters = i128::from(floor) * 4 + quarters;
    Ratio::new(quarters, 4)?.rounded(mode, 1)?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 6.00 over one period at 17 % ∕ 12 is 6.085 exactly, which 28 digits put above the half; 13 % ∕ 12 is put below.
    #[test]
    fn halves_are_decided_in_whole_numbers() {
        for (rate, up, even) in [(17, 609, 608), (13, 607, 606)] {
            let factor = Ratio::new(rate, 1200).expect("BUG: positive");
            assert_eq!(level_payment(600, &[factor], Mode::HalfUp, 1), Ok(up));
            assert_eq!(level_payment(600, &[factor], Mode::HalfEven, 1), Ok(even));
        }
    }

    #[test]
    fn estimate_and_whole_numbers_agree() {
        let factor = Ratio::new(6, 1000).expect("BUG: positive");
        for mode in [Mode::HalfUp, Mode::HalfEven, Mode::Down, Mode::Up] {
            for principal in [1, 529_900, 100_000_000_000] {
                let factors = vec![factor; 12];
                let quick = level_payment(principal, &factors, mode, 1).ok();
                assert_eq!(quick, exact(principal, &factors, mode, 1), "{principal} {mode:?}");
            }
        }
    }

    /// 600 periods at 1 000 % each grow by 625 digits: the interest is what is paid.
    #[test]
    fn absurd_growth_is_still_right() {
        let factor = Ratio::new(10, 1).expect("BUG: positive");
        assert_eq!(level_payment(12_345, &vec![factor; 600], Mode::HalfUp, 1), Ok(123_450));
    }
}
