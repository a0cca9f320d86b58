//! A lender's rules as they are written, into rules that compute (domain.md §5, §7).

use fenqi_domain::late_fee::{Grace, LateFeePolicy};
use fenqi_domain::rounding::Ratio;
use fenqi_domain::settlement::SettlementPolicy;
use fenqi_domain::{Currency, Money};

use crate::Result;
use crate::amounts;
use crate::contract::{AppError, ErrorCode, LateFeeInput, RateInput, SettlementInput};

/// A rate as an exact fraction; errors name it.
pub(crate) fn ratio(name: &str, input: &RateInput) -> Result<Ratio> {
    let (value, divisor) = match input {
        RateInput::Plain(value) => (value, None),
        RateInput::Divided(divided) => (&divided.value, Some(divided.divided_by.as_str())),
    };
    let rate = amounts::rate(value).map_err(|error| error.with("field", name))?;
    let divisor = divisor.map_or(Ok(1), |text| amounts::count(name, text, 1, 1_000_000))?;
    let exact = Ratio::decimal(rate).and_then(|rate| rate.over(divisor));
    exact.ok_or_else(|| amounts::figure_too_large(name))
}

fn optional_ratio(name: &str, input: Option<&RateInput>) -> Result<Option<Ratio>> {
    input.map(|input| ratio(name, input)).transpose()
}

fn optional_amount(name: &str, text: Option<&str>, currency: Currency) -> Result<Option<Money>> {
    let amount = text.map(|text| amounts::amount(text, currency));
    amount.transpose().map_err(|error| error.with("field", name))
}

/// Reads a late-fee policy.
pub(crate) fn late_fee(input: &LateFeeInput, grace_days: u16, currency: Currency) -> Result<LateFeePolicy> {
    let amount = |name, text: &Option<String>| optional_amount(name, text.as_deref(), currency);
    Ok(LateFeePolicy {
        daily_rate: optional_ratio("daily_rate", input.daily_rate.as_ref())?.unwrap_or(Ratio::ZERO),
        grace_days,
        grace: match input.grace_mode.as_deref() {
            None | Some("forgive") => Grace::Forgive,
            Some("shift") => Grace::Shift,
            Some(other) => return Err(amounts::unknown_choice("grace_mode", other, "forgive, shift")),
        },
        fixed: amount("fixed_fee", &input.fixed_fee)?,
        minimum: amount("minimum_fee", &input.minimum_fee)?,
        cap: amount("cap", &input.cap)?,
    })
}

/// Reads a settlement policy.
pub(crate) fn settlement(input: &SettlementInput, currency: Currency) -> Result<SettlementPolicy> {
    let daily_rate = optional_ratio("daily_rate", input.daily_rate.as_ref())?;
    let penalty_rate = optional_ratio("penalty_rate", input.penalty_rate.as_ref())?;
    let needed = |name: &str, rate: Option<Ratio>| {
        rate.ok_or_else(|| AppError::new(ErrorCode::RateRequired).with("field", name))
    };
    Ok(match input.policy.as_str() {
        "principal_only" => SettlementPolicy::PrincipalOnly,
        "principal_plus_accrued_days" => SettlementPolicy::AccruedDays(needed("daily_rate", daily_rate)?),
        "accrued_days_in_period" => SettlementPolicy::AccruedInPeriod,
        "whole_current_period" => SettlementPolicy::WholeCurrentPeriod,
        "all_remaining_fees" => SettlementPolicy::AllRemaining,
        "penalty_on_principal" => SettlementPolicy::Penalty {
            rate: needed("penalty_rate", penalty_rate)?,
            daily_rate,
            minimum: optional_amount("penalty_minimum", input.penalty_minimum.as_deref(), currency)?,
            cap: optional_amount("penalty_cap", input.penalty_cap.as_deref(), currency)?,
        },
        other => {
            return Err(amounts::unknown_choice(
                "policy",
                other,
                "principal_only, principal_plus_accrued_days, accrued_days_in_period, whole_current_period, \
                 all_remaining_fees, penalty_on_principal",
            ));
        }
    })
}
