//! What a schedule is made from (domain.md §1–3). Values of these types are within their stated limits.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::business_day::Shifting;
use crate::date::{DueDates, DueDatesError};
use crate::money::{MAX_MINOR, Money};
use crate::rounding::Mode;

/// The most periods a plan may have.
pub const MAX_PERIODS: u16 = 600;

/// The highest rate taken, per whatever the rate is counted: 10 is 1 000 %.
pub const MAX_RATE: Decimal = Decimal::TEN;

/// The most decimals that a rate may have: so many keep every product exact in 127 bits.
pub const MAX_RATE_DECIMALS: u32 = 15;

/// The largest part of a year's fraction, above or below the line.
pub const MAX_FRACTION: u32 = 1_000_000;

/// Why terms were refused, naming the part and its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// The principal must be from one minor unit to [`MAX_MINOR`].
    #[error("principal out of range")]
    Principal,
    /// Periods must be 1…[`MAX_PERIODS`]; a bullet has exactly one.
    #[error("periods out of range")]
    Periods,
    /// A rate must be 0…[`MAX_RATE`].
    #[error("rate out of range")]
    Rate,
    /// A rate must have at most [`MAX_RATE_DECIMALS`] decimals.
    #[error("rate with too many decimals")]
    RatePrecision,
    /// The first due date must not be before the start.
    #[error("first due date before the start")]
    FirstDue,
    /// Frequency or anchor day do not make due dates.
    #[error(transparent)]
    DueDates(#[from] DueDatesError),
    /// The down payment must be less than the principal, and not negative.
    #[error("down payment out of range")]
    DownPayment,
    /// There must be as many principal parts as periods, and they must add up to the amount financed.
    #[error("parts do not match the periods or the principal")]
    Parts,
    /// There must be as many year fractions as periods, of whole numbers up to [`MAX_FRACTION`].
    #[error("fractions do not match the periods")]
    Fractions,
    /// A given instalment that does not cover the interest of a period.
    #[error("the instalment does not cover the interest")]
    Instalment,
    /// A rounding unit must be at least one minor unit.
    #[error("rounding unit out of range")]
    RoundingUnit,
    /// A figure beyond [`MAX_MINOR`], or beyond what 64 bits of minor units hold.
    #[error("a figure is too large")]
    Overflow,
    /// A date beyond the year 9999.
    #[error("a due date leaves the calendar")]
    Calendar,
}

/// A rate of interest and how its share for one period is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// The same for every period, however long: the rate of a period.
    Periodic(Decimal),
    /// The same for every period: an annual rate over the periods of a year.
    PeriodicAnnual {
        /// Per year.
        annual: Decimal,
        /// Periods in a year.
        periods_per_year: u16,
    },
    /// A rate per day, times the days of the period (算头不算尾).
    Daily(Decimal),
    /// An annual rate over the actual days.
    Actual {
        /// Per year.
        annual: Decimal,
        /// What a year is.
        basis: Basis,
    },
    /// An annual rate over given parts of a year, one a period: (numerator, denominator).
    Fractions {
        /// Per year.
        annual: Decimal,
        /// The part of a year that each period is.
        fractions: Vec<(u32, u32)>,
    },
}

impl Interest {
    /// The rate, per whatever it is counted.
    #[must_use]
    pub fn rate(&self) -> Decimal {
        match self {
            Self::Periodic(rate) | Self::Daily(rate) => *rate,
            Self::PeriodicAnnual { annual, .. }
            | Self::Actual { annual, .. }
            | Self::Fractions { annual, .. } => *annual,
        }
    }

    /// The same way of counting at another rate.
    #[must_use]
    pub fn at_rate(&self, rate: Decimal) -> Self {
        match self.clone() {
            Self::Periodic(_) => Self::Periodic(rate),
            Self::Daily(_) => Self::Daily(rate),
            Self::PeriodicAnnual { periods_per_year, .. } => {
                Self::PeriodicAnnual { annual: rate, periods_per_year }
            }
            Self::Actual { basis, .. } => Self::Actual { annual: rate, basis },
            Self::Fractions { fractions, .. } => Self::Fractions { annual: rate, fractions },
        }
    }
}

/// How many days a year has for a day count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Always so many: 360, 364, 365.
    Fixed(u16),
    /// Each day over the length of its calendar year; a day belongs to the year it starts in.
    ActualStart,
    /// The same, but a day belongs to the year it ends in.
    ActualEnd,
}

/// How principal, interest and fees fall on the rows (domain.md §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// 等额本息: the same total every period, or a total that the contract gives.
    EqualInstalment {
        /// The rate.
        interest: Interest,
        /// The contract's level payment; computed when absent.
        instalment: Option<Money>,
    },
    /// 等额本金: the same principal every period.
    EqualPrincipal(Interest),
    /// Principal parts as the contract lists them.
    CustomPrincipal {
        /// The rate.
        interest: Interest,
        /// One part a period; they add up to the amount financed.
        parts: Vec<Money>,
    },
    /// 先息后本: interest every period, the principal with the last.
    InterestOnly(Interest),
    /// 一次性还本付息: everything in one row.
    Bullet(Interest),
    /// Interest on the original principal every period.
    FlatInterest(Interest),
    /// 等本等息: a fee on the original principal every period. The rate is per period.
    FlatPerPeriod(Decimal),
    /// One fee, spread over the periods (花呗). The rate is of the whole plan.
    FeeSpread(Decimal),
    /// One fee, in the first period. The rate is of the whole plan.
    FeeUpfront(Decimal),
    /// 免息: principal only.
    InterestFree,
}

impl Method {
    /// The same method at another rate, its level payment computed; `None` for one without a rate.
    #[must_use]
    pub fn at_rate(&self, rate: Decimal) -> Option<Self> {
        Some(match self {
            Self::EqualInstalment { interest, .. } => {
                Self::EqualInstalment { interest: interest.at_rate(rate), instalment: None }
            }
            Self::EqualPrincipal(interest) => Self::EqualPrincipal(interest.at_rate(rate)),
            Self::CustomPrincipal { interest, parts } => {
                Self::CustomPrincipal { interest: interest.at_rate(rate), parts: parts.clone() }
            }
            Self::InterestOnly(interest) => Self::InterestOnly(interest.at_rate(rate)),
            Self::Bullet(interest) => Self::Bullet(interest.at_rate(rate)),
            Self::FlatInterest(interest) => Self::FlatInterest(interest.at_rate(rate)),
            Self::FlatPerPeriod(_) => Self::FlatPerPeriod(rate),
            Self::FeeSpread(_) => Self::FeeSpread(rate),
            Self::FeeUpfront(_) => Self::FeeUpfront(rate),
            Self::InterestFree => return None,
        })
    }

    /// The rate, where interest is what the plan costs.
    #[must_use]
    pub fn interest(&self) -> Option<&Interest> {
        match self {
            Self::EqualInstalment { interest, .. }
            | Self::CustomPrincipal { interest, .. }
            | Self::EqualPrincipal(interest)
            | Self::InterestOnly(interest)
            | Self::Bullet(interest)
            | Self::FlatInterest(interest) => Some(interest),
            Self::FlatPerPeriod(_) | Self::FeeSpread(_) | Self::FeeUpfront(_) | Self::InterestFree => None,
        }
    }
}

/// What is paid on the start date, out of the principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownPayment {
    /// So much.
    Amount(Money),
    /// A share of the principal, rounded to a unit of so many minor units.
    Share {
        /// Between 0 and 1.
        share: Decimal,
        /// How it is rounded.
        mode: Mode,
        /// To what it is rounded, in minor units.
        unit: i64,
    },
}

/// Which row carries what rounding leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residual {
    /// Row 1.
    First,
    /// The last row.
    Last,
}

/// How each figure is rounded. Units are in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Interest of a row.
    pub interest: Mode,
    /// The level payment.
    pub instalment: Mode,
    /// To what the level payment is rounded.
    pub instalment_unit: i64,
    /// A row's fee.
    pub fee: Mode,
    /// The fee of the whole plan.
    pub fee_total: Mode,
    /// A row's principal, where the method splits it evenly.
    pub principal: Mode,
    /// To what that is rounded.
    pub principal_unit: i64,
    /// Where the difference goes.
    pub residual: Residual,
}

impl Rounding {
    /// Fenqi's own choice (domain.md §2): half up, principal truncated but for equal principal, difference last.
    #[must_use]
    pub fn usual(method: &Method) -> Self {
        let principal = if matches!(method, Method::EqualPrincipal(_)) { Mode::HalfUp } else { Mode::Down };
        Self {
            interest: Mode::HalfUp,
            instalment: Mode::HalfUp,
            instalment_unit: 1,
            fee: Mode::HalfUp,
            fee_total: Mode::HalfUp,
            principal,
            principal_unit: 1,
            residual: Residual::Last,
        }
    }
}

/// Terms of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    principal: Money,
    down_payment: Option<DownPayment>,
    method: Method,
    periods: u16,
    start: NaiveDate,
    due: DueDates,
    rounding: Rounding,
    shifting: Option<Shifting>,
}

impl Terms {
    /// Terms within the limits of this module. `principal` is the price, or the amount lent, before the down
    /// payment.
    ///
    /// # Errors
    /// The [`TermsError`] of the first part that is out of its limits.
    pub fn new(
        principal: Money,
        down_payment: Option<DownPayment>,
        method: Method,
        periods: u16,
        start: NaiveDate,
        due: DueDates,
        rounding: Rounding,
    ) -> Result<Self, TermsError> {
        if !(1..=MAX_MINOR).contains(&principal.minor()) {
            return Err(TermsError::Principal);
        }
        let most = if matches!(method, Method::Bullet(_)) { 1 } else { MAX_PERIODS };
        if !(1..=most).contains(&periods) {
            return Err(TermsError::Periods);
        }
        if due.first() < start {
            return Err(TermsError::FirstDue);
        }
        if rounding.principal_unit < 1 || rounding.instalment_unit < 1 {
            return Err(TermsError::RoundingUnit);
        }
        check_rates(&method, periods)?;
        Ok(Self { principal, down_payment, method, periods, start, due, rounding, shifting: None })
    }

    /// The same, with due dates that leave closed days.
    #[must_use]
    pub fn shifted(self, shifting: Shifting) -> Self {
        Self { shifting: Some(shifting), ..self }
    }

    /// The same, of another method: the same rate asked differently, or another rate.
    ///
    /// # Errors
    /// As [`Terms::new`].
    pub fn with_method(&self, method: Method) -> Result<Self, TermsError> {
        check_rates(&method, self.periods)?;
        Ok(Self { method, ..self.clone() })
    }

    /// The same, for another amount.
    ///
    /// # Errors
    /// [`TermsError::Principal`].
    pub fn with_principal(&self, principal: Money) -> Result<Self, TermsError> {
        if (1..=MAX_MINOR).contains(&principal.minor()) {
            Ok(Self { principal, ..self.clone() })
        } else {
            Err(TermsError::Principal)
        }
    }

    /// The same, over another number of periods.
    ///
    /// # Errors
    /// [`TermsError::Periods`], or [`TermsError::Fractions`] where fractions are listed one a period.
    pub fn with_periods(&self, periods: u16) -> Result<Self, TermsError> {
        let most = if matches!(self.method, Method::Bullet(_)) { 1 } else { MAX_PERIODS };
        if !(1..=most).contains(&periods) {
            return Err(TermsError::Periods);
        }
        check_rates(&self.method, periods)?;
        Ok(Self { periods, ..self.clone() })
    }

    /// The price, or the amount lent.
    #[must_use]
    pub fn principal(&self) -> Money {
        self.principal
    }

    /// What is paid on the start date.
    #[must_use]
    pub fn down_payment(&self) -> Option<DownPayment> {
        self.down_payment
    }

    /// How the rows are made.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// How many rows there are, the down payment not counted.
    #[must_use]
    pub fn periods(&self) -> u16 {
        self.periods
    }

    /// The day of purchase, or of the payout.
    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// The rule of the due dates.
    #[must_use]
    pub fn due(&self) -> DueDates {
        self.due
    }

    /// How figures are rounded.
    #[must_use]
    pub fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// How due dates leave closed days, if they do.
    #[must_use]
    pub fn shifting(&self) -> Option<&Shifting> {
        self.shifting.as_ref()
    }
}

fn check_rates(method: &Method, periods: u16) -> Result<(), TermsError> {
    match method {
        Method::FlatPerPeriod(rate) | Method::FeeSpread(rate) | Method::FeeUpfront(rate) => check_rate(*rate),
        _ => method.interest().map_or(Ok(()), |interest| check_interest(interest, periods)),
    }
}

fn check_interest(interest: &Interest, periods: u16) -> Result<(), TermsError> {
    match interest {
        Interest::PeriodicAnnual { periods_per_year: 0, .. }
        | Interest::Actual { basis: Basis::Fixed(0), .. } => return Err(TermsError::Rate),
        Interest::Fractions { fractions, .. } => {
            let sound =
                |(part, whole): &(u32, u32)| *part <= MAX_FRACTION && (1..=MAX_FRACTION).contains(whole);
            if fractions.len() != usize::from(periods) || !fractions.iter().all(sound) {
                return Err(TermsError::Fractions);
            }
        }
        _ => {}
    }
    check_rate(interest.rate())
}

fn check_rate(rate: Decimal) -> Result<(), TermsError> {
    if !(Decimal::ZERO..=MAX_RATE).contains(&rate) {
        Err(TermsError::Rate)
    } else if rate.normalize().scale() > MAX_RATE_DECIMALS {
        Err(TermsError::RatePrecision)
    } else {
        Ok(())
    }
}
