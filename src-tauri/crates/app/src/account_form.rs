//! The form of an account: from what was typed to a draft, with every error beside its field, and back.

use fenqi_domain::{Currency, Money};

use crate::account_checks::{Errors, MAX_GRACE_DAYS, check, day_range};
use crate::app::App;
use crate::contract::{
    AccountDraft, AccountForm, AccountId, AccountKind, AccountPreview, AccountRules, AccountView,
    DividedRate, DueRule, DueRuleKind, Field, GraceMode, LateFeeForm, LateFeeInput, OnStatementDay,
    RateInput, SettlementForm, SettlementInput, SettlementRule, TemporaryLimitInput,
};
use crate::form::{in_percent, percent, typed_rate};
use crate::policy_examples::examples;
use crate::ports::Account;
use crate::{Result, accounts, amounts, policies};

impl App {
    /// The form of an account as it is stored, or an empty one.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn account_form(&self, account: Option<&AccountId>) -> Result<AccountForm> {
        Ok(account.map(|id| self.account(&id.0)).transpose()?.map_or_else(empty, form_of))
    }

    /// What the form makes: everything that would stop a save, and what its rules come to. `account` is the one that is
    /// being changed.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn account_preview(&self, account: Option<&AccountId>, form: &AccountForm) -> Result<AccountPreview> {
        let mut errors = Errors::default();
        let draft = read(form, &mut errors);
        let currency = currency_of(form);
        // The name and limits of a form that is not finished do not matter to what its rules come to.
        let example = self.as_far_as_sound(&draft, currency);
        check(draft, self.now(), &mut errors);
        let tx = self.store.begin_read()?;
        let name = form.name.trim();
        let known = if name.is_empty() { None } else { tx.account(name)? };
        if known.is_some_and(|known| known.name == name && account != Some(&known.id)) {
            errors.add(accounts::taken(name));
        }
        Ok(AccountPreview {
            errors: errors.0,
            currency: currency.code().to_owned(),
            rules: rules_of(&example),
            examples: examples(&example, self.today()),
        })
    }

    /// Creates an account from its form.
    ///
    /// # Errors
    /// The first of what [`App::account_preview`] lists, or `storage_…`.
    pub fn account_add_form(&self, form: &AccountForm) -> Result<AccountId> {
        self.account_add(draft(form)?)
    }

    /// Gives an account what its form says.
    ///
    /// # Errors
    /// As [`App::account_add_form`]; `account_unknown`, `currency_fixed`.
    pub fn account_edit_form(&self, account: &AccountId, form: &AccountForm) -> Result<()> {
        let archived = Some(self.account(&account.0)?.archived);
        self.account_edit(&account.0, AccountDraft { archived, ..draft(form)? })
    }

    /// The account of what was [`read`], whose days are in range, with only those rules that are sound.
    fn as_far_as_sound(&self, draft: &AccountDraft, currency: Currency) -> Account {
        let grace_days = draft.grace_days.unwrap_or(0);
        let late_fee = draft.late_fee.clone();
        Account {
            id: AccountId(String::new()),
            name: String::new(),
            marker: 1,
            currency,
            kind: draft.kind,
            limit: None,
            temporary_limits: Vec::new(),
            statement_day: draft.statement_day,
            on_statement_day: draft.on_statement_day.unwrap_or(OnStatementDay::Current),
            due: draft.due,
            grace_days,
            auto_debit: false,
            funding_source: None,
            contact: None,
            late_fee: late_fee.filter(|fee| policies::late_fee(fee, grace_days.into(), currency).is_ok()),
            settlement: draft.settlement.clone(),
            archived: false,
            created_at: self.now(),
        }
    }
}

/// The draft of a form in which nothing that was typed is wrong by itself.
fn draft(form: &AccountForm) -> Result<AccountDraft> {
    let mut errors = Errors::default();
    let draft = read(form, &mut errors);
    match errors.0.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(draft),
    }
}

fn currency_of(form: &AccountForm) -> Currency {
    amounts::currency(&form.currency.trim().to_uppercase()).unwrap_or(accounts::USUAL_CURRENCY)
}

/// What was typed, as a draft has it; what cannot be read is left out, and is among the errors.
fn read(form: &AccountForm, errors: &mut Errors) -> AccountDraft {
    let currency = currency_of(form);
    let temporary = |typed: &TemporaryLimitInput| TemporaryLimitInput {
        amount: amounts::typed_number(&typed.amount).into_owned(),
        from: typed.from.trim().to_owned(),
        until: typed.until.trim().to_owned(),
    };
    let mut day = |text: &str, field, min, max| errors.keep(field, typed_day(text, min, max)).flatten();
    let statement_day = day(&form.statement_day, Field::StatementDay, 1, 31);
    let due = match form.due_rule {
        DueRuleKind::Day => day(&form.due_days, Field::DueDay, 1, 31).map(DueRule::Day),
        DueRuleKind::DaysAfter => day(&form.due_days, Field::DueDay, 1, 60).map(DueRule::DaysAfter),
    };
    let grace_days = day(&form.grace_days, Field::GraceDays, 0, MAX_GRACE_DAYS);
    let mut typed = Typed { currency, errors };
    let limit = typed.amount(Field::Limit, &form.limit);
    let late_fee = late_fee(&form.late_fee, &mut typed);
    let settlement = form.settlement.policy.map(|rule| settlement(rule, &form.settlement, &mut typed));
    AccountDraft {
        name: form.name.clone(),
        currency: form.currency.trim().to_uppercase(),
        kind: form.kind,
        limit,
        statement_day,
        on_statement_day: Some(form.on_statement_day),
        due,
        grace_days,
        auto_debit: Some(form.auto_debit),
        funding_source: Some(form.funding_source.clone()),
        contact: Some(form.contact.clone()),
        late_fee,
        settlement,
        temporary_limits: form.temporary_limits.iter().map(temporary).collect(),
        archived: None,
    }
}

/// Reads what was typed into an amount or a rate.
struct Typed<'a> {
    currency: Currency,
    errors: &'a mut Errors,
}

impl Typed<'_> {
    fn amount(&mut self, field: Field, text: &str) -> Option<String> {
        let text = amounts::typed_number(text);
        if text.is_empty() {
            return None;
        }
        let read: Result<Money> = amounts::amount(&text, self.currency);
        self.errors.keep(field, read).map(|money| money.to_string())
    }

    fn rate(&mut self, field: Field, text: &str) -> Option<RateInput> {
        if text.trim().is_empty() {
            return None;
        }
        self.errors.keep(field, typed_percent(text).map_err(in_percent))
    }
}

/// "0.05" and "18/365", both in percent.
fn typed_percent(text: &str) -> Result<RateInput> {
    let plain = |text: &str| typed_rate(text).and_then(|rate| amounts::rate(&rate).map(|_| rate));
    let Some((value, days)) =
        text.replace('／', "/").split_once('/').map(|(a, b)| (a.to_owned(), b.to_owned()))
    else {
        return plain(text).map(RateInput::Plain);
    };
    let divided_by = amounts::count("divided_by", &amounts::typed_number(&days), 1, 1_000_000)?.to_string();
    Ok(RateInput::Divided(DividedRate { value: plain(&value)?, divided_by }))
}

/// A rate as it is typed.
fn rate_text(rate: Option<&RateInput>) -> String {
    match rate {
        None => String::new(),
        Some(RateInput::Plain(rate)) => percent(rate),
        Some(RateInput::Divided(rate)) => format!("{}/{}", percent(&rate.value), rate.divided_by),
    }
}

/// No figure at all is no policy.
fn late_fee(form: &LateFeeForm, typed: &mut Typed<'_>) -> Option<LateFeeInput> {
    let input = LateFeeInput {
        daily_rate: typed.rate(Field::LateFeeRate, &form.daily_rate),
        fixed_fee: typed.amount(Field::LateFeeFixed, &form.fixed_fee),
        minimum_fee: typed.amount(Field::LateFeeMinimum, &form.minimum_fee),
        cap: typed.amount(Field::LateFeeCap, &form.cap),
        grace_mode: None,
    };
    let shift = form.grace_mode == GraceMode::Shift;
    let states = input != LateFeeInput::default();
    states.then(|| LateFeeInput { grace_mode: shift.then(|| "shift".to_owned()), ..input })
}

fn settlement(rule: SettlementRule, form: &SettlementForm, typed: &mut Typed<'_>) -> SettlementInput {
    let mut input = SettlementInput { policy: rule_name(rule).to_owned(), ..SettlementInput::default() };
    match rule {
        SettlementRule::PrincipalPlusAccruedDays => {
            input.daily_rate = typed.rate(Field::SettlementRate, &form.daily_rate);
        }
        SettlementRule::PenaltyOnPrincipal => {
            input.daily_rate = typed.rate(Field::SettlementRate, &form.daily_rate);
            input.penalty_rate = typed.rate(Field::PenaltyRate, &form.penalty_rate);
            input.penalty_minimum = typed.amount(Field::PenaltyMinimum, &form.penalty_minimum);
            input.penalty_cap = typed.amount(Field::PenaltyCap, &form.penalty_cap);
        }
        SettlementRule::PrincipalOnly
        | SettlementRule::AccruedDaysInPeriod
        | SettlementRule::WholeCurrentPeriod
        | SettlementRule::AllRemainingFees => (),
    }
    input
}

fn rule_name(rule: SettlementRule) -> &'static str {
    match rule {
        SettlementRule::PrincipalOnly => "principal_only",
        SettlementRule::PrincipalPlusAccruedDays => "principal_plus_accrued_days",
        SettlementRule::AccruedDaysInPeriod => "accrued_days_in_period",
        SettlementRule::WholeCurrentPeriod => "whole_current_period",
        SettlementRule::AllRemainingFees => "all_remaining_fees",
        SettlementRule::PenaltyOnPrincipal => "penalty_on_principal",
    }
}

fn rule_of(name: &str) -> Option<SettlementRule> {
    use SettlementRule as Rule;
    let rules = [
        Rule::PrincipalOnly,
        Rule::PrincipalPlusAccruedDays,
        Rule::AccruedDaysInPeriod,
        Rule::WholeCurrentPeriod,
        Rule::AllRemainingFees,
        Rule::PenaltyOnPrincipal,
    ];
    rules.into_iter().find(|rule| rule_name(*rule) == name)
}

fn typed_day(text: &str, min: u8, max: u8) -> Result<Option<u8>> {
    let text = amounts::typed_number(text);
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse().ok().filter(|day| (min..=max).contains(day));
    day.map(Some).ok_or_else(|| day_range(min, max))
}

fn empty() -> AccountForm {
    let no = String::new;
    AccountForm {
        name: no(),
        kind: AccountKind::Store,
        currency: accounts::USUAL_CURRENCY.code().to_owned(),
        limit: no(),
        temporary_limits: Vec::new(),
        statement_day: no(),
        on_statement_day: OnStatementDay::Current,
        due_rule: DueRuleKind::Day,
        due_days: no(),
        grace_days: no(),
        auto_debit: false,
        funding_source: no(),
        contact: no(),
        late_fee: late_fee_form(LateFeeInput::default()),
        settlement: settlement_form(SettlementInput::default()),
    }
}

fn form_of(account: AccountView) -> AccountForm {
    let day = |day: Option<u8>| day.map(|day| day.to_string()).unwrap_or_default();
    let (due_rule, due_days) = match account.due {
        Some(DueRule::DaysAfter(days)) => (DueRuleKind::DaysAfter, Some(days)),
        Some(DueRule::Day(day)) => (DueRuleKind::Day, Some(day)),
        None => (DueRuleKind::Day, None),
    };
    AccountForm {
        name: account.name,
        kind: account.kind,
        currency: account.currency,
        limit: account.limit.unwrap_or_default(),
        temporary_limits: account.temporary_limits,
        statement_day: day(account.statement_day),
        on_statement_day: account.on_statement_day,
        due_rule,
        due_days: day(due_days),
        grace_days: day(Some(account.grace_days).filter(|days| *days > 0)),
        auto_debit: account.auto_debit,
        funding_source: account.funding_source.unwrap_or_default(),
        contact: account.contact.unwrap_or_default(),
        late_fee: late_fee_form(account.late_fee.unwrap_or_default()),
        settlement: settlement_form(account.settlement.unwrap_or_default()),
    }
}

/// The rules of an account, for words.
pub(crate) fn rules_of(account: &Account) -> AccountRules {
    AccountRules {
        statement_day: account.statement_day,
        due: account.due,
        grace_days: account.grace_days,
        late_fee: late_fee_form(account.late_fee.clone().unwrap_or_default()),
        settlement: settlement_form(account.settlement.clone().unwrap_or_default()),
    }
}

fn late_fee_form(input: LateFeeInput) -> LateFeeForm {
    LateFeeForm {
        daily_rate: rate_text(input.daily_rate.as_ref()),
        fixed_fee: input.fixed_fee.unwrap_or_default(),
        minimum_fee: input.minimum_fee.unwrap_or_default(),
        cap: input.cap.unwrap_or_default(),
        grace_mode: match input.grace_mode.as_deref() {
            Some("shift") => GraceMode::Shift,
            _ => GraceMode::Forgive,
        },
    }
}

fn settlement_form(input: SettlementInput) -> SettlementForm {
    SettlementForm {
        policy: rule_of(&input.policy),
        daily_rate: rate_text(input.daily_rate.as_ref()),
        penalty_rate: rate_text(input.penalty_rate.as_ref()),
        penalty_minimum: input.penalty_minimum.unwrap_or_default(),
        penalty_cap: input.penalty_cap.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::AppError;

    #[test]
    fn a_rate_is_typed_in_percent_and_shown_as_it_was_typed() {
        for typed in ["0.05", "18/365", "1.5", "0.0333"] {
            let rate = typed_percent(typed).expect("a rate");
            assert_eq!(rate_text(Some(&rate)), typed);
        }
        assert_eq!(typed_percent("0.05%"), Ok(RateInput::Plain("0.0005".to_owned())));
        for wrong in ["", "5 days", "18/0", "18/", "/365", "1e2", "-1"] {
            assert!(typed_percent(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn every_rule_has_its_name() {
        for rule in ["principal_only", "all_remaining_fees", "penalty_on_principal"] {
            assert_eq!(rule_of(rule).map(rule_name), Some(rule));
        }
        let input = SettlementInput::default();
        assert!(rule_of(&input.policy).is_none() && rule_of("usury").is_none());
    }

    #[test]
    fn errors_name_their_row_and_come_once_a_field() {
        let row = |amount: &str, from: &str, until: &str| TemporaryLimitInput {
            amount: amount.to_owned(),
            from: from.to_owned(),
            until: until.to_owned(),
        };
        let form = AccountForm {
            temporary_limits: vec![
                row("500", "2026-11-01", "2026-11-30"),
                row("0", "2026-11-01", "2026-10-01"),
            ],
            ..empty()
        };
        let mut errors = Errors::default();
        let draft = read(&form, &mut errors);
        assert!(check(draft, chrono::DateTime::UNIX_EPOCH, &mut errors).is_none());
        let said: Vec<_> =
            errors.0.iter().map(|error: &AppError| (error.field, error.params.get("row"))).collect();
        let second = "1".to_owned();
        assert_eq!(
            said,
            [
                (Some(Field::Name), None),
                (Some(Field::TemporaryAmount), Some(&second)),
                (Some(Field::TemporaryFrom), Some(&second)),
            ]
        );
    }
}
