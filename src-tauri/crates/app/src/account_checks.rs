//! From a draft of an account to the account, or to everything that is wrong with it, each with its field.

use chrono::{DateTime, Utc};
use fenqi_domain::Currency;
use fenqi_domain::limit::TemporaryLimit;

use crate::app::{new_id, optional, required};
use crate::contract::{
    AccountDraft, AccountId, AppError, DueRule, ErrorCode, Field, OnStatementDay, TemporaryLimitInput,
};
use crate::ports::Account;
use crate::{Result, accounts, amounts, policies};

pub(crate) const MAX_GRACE_DAYS: u8 = 60;

/// Errors, gathered.
#[derive(Default)]
pub(crate) struct Errors(pub(crate) Vec<AppError>);

impl Errors {
    /// The value, or the error to those of its field. Of one field, the first tells enough.
    pub(crate) fn keep<T>(&mut self, field: Field, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error.at(field))).ok()
    }

    pub(crate) fn add(&mut self, error: AppError) {
        let place = |error: &AppError| (error.field, error.params.get("row").cloned());
        if !self.0.iter().any(|known| known.field.is_some() && place(known) == place(&error)) {
            self.0.push(error);
        }
    }
}

/// The account that a draft means. `None` where `errors` got any.
pub(crate) fn check(draft: AccountDraft, now: DateTime<Utc>, errors: &mut Errors) -> Option<Account> {
    let name = errors.keep(Field::Name, required(&draft.name, 60));
    let currency = errors.keep(Field::Currency, amounts::currency(&draft.currency));
    let money = currency.unwrap_or(accounts::USUAL_CURRENCY);
    let limit = draft.limit.as_deref().map(|text| amounts::amount(text, money)).transpose();
    let limit = errors.keep(Field::Limit, limit).flatten();
    let temporary_limits = temporary_limits(&draft.temporary_limits, money, errors);
    errors.keep(Field::StatementDay, in_range(draft.statement_day, 1, 31));
    let (days, most) = match draft.due {
        Some(DueRule::Day(day)) => (Some(day), 31),
        Some(DueRule::DaysAfter(days)) => (Some(days), 60),
        None => (None, 31),
    };
    errors.keep(Field::DueDay, in_range(days, 1, most));
    errors.keep(Field::GraceDays, in_range(draft.grace_days, 0, MAX_GRACE_DAYS));
    let source = optional(draft.funding_source.as_deref().unwrap_or_default(), 60);
    let funding_source = errors.keep(Field::FundingSource, source).flatten();
    let contact = optional(draft.contact.as_deref().unwrap_or_default(), 200);
    let contact = errors.keep(Field::Contact, contact).flatten();
    check_policies(&draft, money, errors);
    if !errors.0.is_empty() {
        return None;
    }
    Some(Account {
        id: AccountId(new_id()),
        name: name?,
        marker: 1,
        currency: currency?,
        kind: draft.kind,
        limit,
        temporary_limits,
        statement_day: draft.statement_day,
        on_statement_day: draft.on_statement_day.unwrap_or(OnStatementDay::Current),
        due: draft.due,
        grace_days: draft.grace_days.unwrap_or(0),
        auto_debit: draft.auto_debit.unwrap_or(false),
        funding_source,
        contact,
        late_fee: draft.late_fee,
        settlement: draft.settlement,
        archived: draft.archived.unwrap_or(false),
        created_at: now,
    })
}

fn check_policies(draft: &AccountDraft, currency: Currency, errors: &mut Errors) {
    let grace = u16::from(draft.grace_days.unwrap_or(0));
    if let Some(Err(error)) =
        draft.late_fee.as_ref().map(|policy| policies::late_fee(policy, grace, currency))
    {
        errors.add(placed(error, late_fee_field));
    }
    if let Some(Err(error)) = draft.settlement.as_ref().map(|policy| policies::settlement(policy, currency)) {
        errors.add(placed(error, settlement_field));
    }
}

/// An error of a policy, beside the field that it names.
fn placed(error: AppError, field: fn(&str) -> Option<Field>) -> AppError {
    match error.params.get("field").and_then(|name| field(name)) {
        Some(field) => error.at(field),
        None => error,
    }
}

fn late_fee_field(name: &str) -> Option<Field> {
    Some(match name {
        "daily_rate" => Field::LateFeeRate,
        "fixed_fee" => Field::LateFeeFixed,
        "minimum_fee" => Field::LateFeeMinimum,
        "cap" => Field::LateFeeCap,
        _ => return None,
    })
}

fn settlement_field(name: &str) -> Option<Field> {
    Some(match name {
        "daily_rate" => Field::SettlementRate,
        "penalty_rate" => Field::PenaltyRate,
        "penalty_minimum" => Field::PenaltyMinimum,
        "penalty_cap" => Field::PenaltyCap,
        _ => return None,
    })
}

/// By their first day. Each error says in `row` which of them it is of, from 0.
fn temporary_limits(
    inputs: &[TemporaryLimitInput],
    currency: Currency,
    errors: &mut Errors,
) -> Vec<TemporaryLimit> {
    let mut limits: Vec<TemporaryLimit> = Vec::new();
    for (row, input) in inputs.iter().enumerate() {
        let of = |error: AppError| error.with("row", row);
        let amount = amounts::positive(&input.amount, currency).map_err(of);
        let amount = errors.keep(Field::TemporaryAmount, amount);
        let from = amounts::date(&input.from).and_then(|from| {
            let taken = limits.iter().any(|limit| limit.from == from);
            if taken {
                return Err(AppError::new(ErrorCode::TemporaryLimitTaken).with("date", from));
            }
            Ok(from)
        });
        let from = errors.keep(Field::TemporaryFrom, from.map_err(of));
        let until = amounts::date(&input.until).and_then(|until| match from {
            Some(from) if until < from => Err(AppError::new(ErrorCode::DateTooEarly).with("start", from)),
            _ => Ok(until),
        });
        let until = errors.keep(Field::TemporaryUntil, until.map_err(of));
        if let (Some(amount), Some(from), Some(until)) = (amount, from, until) {
            limits.push(TemporaryLimit { amount, from, until });
        }
    }
    limits.sort_by_key(|limit| limit.from);
    limits
}

fn in_range(value: Option<u8>, min: u8, max: u8) -> Result<()> {
    if value.is_none_or(|value| (min..=max).contains(&value)) { Ok(()) } else { Err(day_range(min, max)) }
}

pub(crate) fn day_range(min: u8, max: u8) -> AppError {
    AppError::new(ErrorCode::NumberRange).with("min", min).with("max", max)
}
