//! The missing one of principal, payment, rate and periods, found on the kernel itself: what is found, put back into
//! the terms, asks for the payment that was wanted; the largest principal and the fewest periods for at most that.

use rust_decimal::Decimal;

use crate::money::{MAX_MINOR, Money};
use crate::rounding::Ratio;
use crate::schedule::schedule;
use crate::terms::{MAX_PERIODS, MAX_RATE, Method, Terms, TermsError};

/// Rates are searched in steps of a thousand millionth.
const RATE_DECIMALS: u32 = 9;

/// Why nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// Even the best choice asks for another payment: the nearest that can be had.
    #[error("no such payment; the nearest is {0}")]
    NoSuchPayment(Money),
    /// The terms have no rate, or list their parts one a period.
    #[error("these terms cannot be solved for that")]
    NotAsked,
    /// The terms themselves have no schedule.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

type Result<T> = std::result::Result<T, SolveError>;

/// What the terms ask for a period as a rule.
///
/// # Errors
/// [`SolveError::Terms`].
pub fn payment(terms: &Terms) -> Result<Money> {
    Ok(schedule(terms)?.regular_payment(terms)?)
}

/// Terms whose level payment is computed, not given.
fn computed(terms: &Terms) -> Result<Terms> {
    match terms.method() {
        Method::EqualInstalment { interest, instalment: Some(_) } => {
            let method = Method::EqualInstalment { interest: interest.clone(), instalment: None };
            Ok(terms.with_method(method)?)
        }
        _ => Ok(terms.clone()),
    }
}

/// The largest principal whose payment is at most `wanted`.
///
/// # Errors
/// [`SolveError::NoSuchPayment`] when every amount asks for more, or even the largest for less.
pub fn principal(terms: &Terms, wanted: Money) -> Result<Money> {
    if matches!(terms.method(), Method::CustomPrincipal { .. }) {
        return Err(SolveError::NotAsked);
    }
    let terms = computed(terms)?;
    let asked = |minor: i64| payment(&terms.with_principal(Money::from_minor(minor, wanted.currency()))?);
    let is_small_enough = |minor: i64| match asked(minor) {
        // A down payment takes all of an amount that is too small; a schedule overflows at one that is too large.
        Err(SolveError::Terms(TermsError::DownPayment)) => Ok(true),
        Err(SolveError::Terms(TermsError::Overflow)) => Ok(false),
        payment => payment.map(|payment| payment.minor() <= wanted.minor()),
    };
    let (mut low, mut high) = (0, MAX_MINOR + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_small_enough(middle)? { low = middle } else { high = middle }
    }
    match asked(low.max(1)) {
        Ok(found) if low == MAX_MINOR && found.minor() < wanted.minor() => {
            Err(SolveError::NoSuchPayment(found))
        }
        Ok(_) if low > 0 => Ok(Money::from_minor(low, wanted.currency())),
        _ => Err(SolveError::NoSuchPayment(asked(high)?)),
    }
}

/// The fewest periods whose payment is at most `wanted`.
///
/// # Errors
/// [`SolveError::NoSuchPayment`] when no number of periods up to [`MAX_PERIODS`] lowers it that far.
pub fn periods(terms: &Terms, wanted: Money) -> Result<u16> {
    if matches!(terms.method(), Method::Bullet(_) | Method::CustomPrincipal { .. } | Method::InterestOnly(_))
    {
        return Err(SolveError::NotAsked);
    }
    let terms = computed(terms)?;
    let at = |periods: u16| Ok::<_, SolveError>(payment(&terms.with_periods(periods)?)?.minor());
    // Dates may leave the calendar before the last period; then fewer are possible.
    let mut most = MAX_PERIODS;
    while matches!(at(most), Err(SolveError::Terms(TermsError::Calendar))) && most > 1 {
        most /= 2;
    }
    if at(most)? > wanted.minor() {
        return Err(SolveError::NoSuchPayment(Money::from_minor(at(most)?, wanted.currency())));
    }
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if at(middle)? <= wanted.minor() { high = middle } else { low = middle }
    }
    Ok(high)
}

/// The roundest rate, as its method counts it, whose payment is `wanted`.
///
/// # Errors
/// [`SolveError::NotAsked`] for methods without a rate; [`SolveError::NoSuchPayment`] when no rate asks for just
/// that.
pub fn rate(terms: &Terms, wanted: Money) -> Result<Decimal> {
    if matches!(terms.method(), Method::FeeUpfront(_)) && terms.periods() > 1 {
        return Err(SolveError::NotAsked);
    }
    let at = |steps: i64| {
        let rate = Decimal::new(steps, RATE_DECIMALS);
        let method = terms.method().at_rate(rate).ok_or(SolveError::NotAsked)?;
        let payment = payment(&terms.with_method(method)?);
        match payment {
            Err(SolveError::Terms(TermsError::Overflow)) => Ok(i64::MAX),
            payment => payment.map(Money::minor),
        }
    };
    let top = i64::try_from(MAX_RATE.mantissa()).unwrap_or(0) * 10_i64.pow(RATE_DECIMALS);
    let first_above = |limit: i64| {
        let (mut low, mut high) = (-1, top + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if at(middle)? >= limit { high = middle } else { low = middle }
        }
        Ok::<_, SolveError>(high)
    };
    let from = first_above(wanted.minor())?;
    let nearest = at(from.min(top))?;
    if nearest != wanted.minor() {
        let below = if from > 0 { at(from - 1)? } else { nearest };
        let nearer = if nearest - wanted.minor() < wanted.minor() - below { nearest } else { below };
        return Err(SolveError::NoSuchPayment(Money::from_minor(nearer, wanted.currency())));
    }
    let until = first_above(wanted.minor() + 1)? - 1;
    Ok(roundest(from, until))
}

/// The shortest decimal in a range of steps.
fn roundest(from: i64, until: i64) -> Decimal {
    let middle = from + (until - from) / 2;
    let round = |zeros: u32| {
        let unit = 10_i64.pow(zeros);
        let candidate = Ratio::whole(middle).rounded(crate::rounding::Mode::HalfUp, unit)?;
        (from..=until).contains(&candidate).then_some(candidate)
    };
    let steps = (0..=RATE_DECIMALS).rev().find_map(round).unwrap_or(middle);
    Decimal::new(steps, RATE_DECIMALS).normalize()
}
