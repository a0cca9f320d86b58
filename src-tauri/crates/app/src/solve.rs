//! The missing one of principal, payment, rate and periods: terms in, complete terms out.

use fenqi_domain::solve::{self, SolveError};
use fenqi_domain::{Currency, Terms};

use crate::Result;
use crate::contract::{AppError, ErrorCode, Field, TermsInput};
use crate::{amounts, terms};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    Principal,
    Payment,
    Rate,
    Periods,
}

/// Terms made complete, and what was found.
pub(crate) struct Solved {
    pub(crate) terms: TermsInput,
    pub(crate) found: String,
}

/// The name of the rate that terms of this method and day count go by.
pub(crate) fn rate_field(input: &TermsInput) -> &'static str {
    match (input.method.as_str(), terms::day_count(input)) {
        ("flat_per_period", _) => "fee_rate_per_period",
        ("fee_spread" | "fee_upfront", _) => "fee_rate_total",
        (_, "daily") => "daily_rate",
        (_, "periodic") if input.annual_rate.is_none() => "periodic_rate",
        _ => "annual_rate",
    }
}

fn put_rate(input: &mut TermsInput, rate: String) {
    let field = match rate_field(input) {
        "fee_rate_per_period" => &mut input.fee_rate_per_period,
        "fee_rate_total" => &mut input.fee_rate_total,
        "daily_rate" => &mut input.daily_rate,
        "periodic_rate" => &mut input.periodic_rate,
        _ => &mut input.annual_rate,
    };
    *field = Some(rate);
}

/// Completes terms so that they ask for `payment` a period. What is looked for may be left out of them.
///
/// # Errors
/// `payment_impossible` with the nearest payment, `solve_unsupported`, or what is wrong with the other terms.
pub(crate) fn complete(
    input: &TermsInput,
    unknown: Unknown,
    payment: Option<&str>,
    currency: Currency,
) -> Result<Solved> {
    let listed = input.principal_parts.is_some() || input.year_fractions.is_some();
    if listed && matches!(unknown, Unknown::Principal | Unknown::Periods) {
        return Err(AppError::new(ErrorCode::SolveUnsupported).at(Field::Amount));
    }
    let mut input = input.clone();
    // Something must stand in the place of what is looked for.
    match unknown {
        Unknown::Principal => input.principal = "1000000".to_owned(),
        Unknown::Periods => input.periods = "1".to_owned(),
        Unknown::Rate => put_rate(&mut input, "0".to_owned()),
        Unknown::Payment => {}
    }
    input.instalment = None;
    let terms: Terms = terms::read(&input, currency)?;
    let wanted = || {
        let text = payment.ok_or_else(|| AppError::new(ErrorCode::TextRequired).with("field", "payment"));
        text.and_then(|text| amounts::positive(text, currency)).map_err(|error| error.at(Field::Amount))
    };
    let found = match unknown {
        Unknown::Payment => solve::payment(&terms).map(|payment| payment.to_string()),
        Unknown::Principal => solve::principal(&terms, wanted()?).map(|principal| principal.to_string()),
        Unknown::Rate => solve::rate(&terms, wanted()?).map(|rate| rate.to_string()),
        Unknown::Periods => solve::periods(&terms, wanted()?).map(|periods| periods.to_string()),
    }
    .map_err(|error| match error {
        SolveError::NoSuchPayment(nearest) => {
            AppError::new(ErrorCode::PaymentImpossible).with("nearest", nearest).at(Field::Amount)
        }
        SolveError::NotAsked => AppError::new(ErrorCode::SolveUnsupported).at(Field::Amount),
        SolveError::Terms(error) => terms::refused(error, terms.start(), currency),
    })?;
    match unknown {
        Unknown::Principal => input.principal.clone_from(&found),
        Unknown::Periods => input.periods.clone_from(&found),
        Unknown::Rate => put_rate(&mut input, found.clone()),
        Unknown::Payment => {}
    }
    Ok(Solved { terms: input, found })
}
