//! Accounts: adding and listing.

use fenqi_domain::Currency;
use fenqi_domain::limit::TemporaryLimit;

use crate::app::{App, Done, new_id, optional, required};
use crate::contract::{
    AccountDraft, AccountForm, AccountId, AccountView, AppError, DueRule, ErrorCode, Field, OnStatementDay,
    TemporaryLimitInput, Topic,
};
use crate::ports::{Account, ReadTx};
use crate::{Result, amounts, policies};

/// The markers that accounts wear in turn.
const MARKERS: u32 = 5;
const MAX_GRACE_DAYS: u8 = 60;

impl App {
    /// All accounts, by name.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn accounts(&self) -> Result<Vec<AccountView>> {
        let accounts = self.store.begin_read()?.accounts()?;
        Ok(accounts.into_iter().map(account_view).collect())
    }

    /// Creates an account and answers its id.
    ///
    /// # Errors
    /// `account_exists`, or the error of the first field out of its limits.
    pub fn account_add(&self, draft: AccountDraft) -> Result<AccountId> {
        let account = self.read_account(draft)?;
        let name = account.name.clone();
        self.write("account_add", vec![Topic::Accounts], |tx| {
            let id = add(tx, account)?;
            Ok(Done::to(id.0.clone(), id).with("name", name))
        })
    }

    /// Gives an account (id or name) other values. Its currency stays as long as it has plans.
    ///
    /// # Errors
    /// `account_unknown`, `account_exists`, `rule_broken`, or the error of the first field out of its limits.
    pub fn account_edit(&self, account: &str, draft: AccountDraft) -> Result<()> {
        let new = self.read_account(draft)?;
        self.write("account_edit", vec![Topic::Accounts, Topic::Plans], |tx| {
            let old = find(tx, account)?;
            if tx.account(&new.name)?.is_some_and(|other| other.id != old.id) {
                return Err(taken(&new.name));
            }
            if new.currency != old.currency {
                return Err(AppError::new(ErrorCode::CurrencyFixed).at(Field::Currency));
            }
            let (id, name) = (old.id.clone(), new.name.clone());
            tx.update_account(&Account {
                id: old.id,
                marker: old.marker,
                created_at: old.created_at,
                ..new
            })?;
            Ok(Done::to(id.0, ()).with("name", name))
        })
    }

    /// One account (id or name), whole.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn account(&self, account: &str) -> Result<AccountView> {
        find(self.store.begin_read()?.as_ref(), account).map(account_view)
    }

    /// Creates an account from the dialog.
    ///
    /// # Errors
    /// As [`App::account_add`], each with its field.
    pub fn account_add_form(&self, form: AccountForm) -> Result<AccountId> {
        let day = |text: &str, field| typed_day(text, 31).map_err(|error| error.at(field));
        let limit = amounts::typed_number(&form.limit).into_owned();
        self.account_add(AccountDraft {
            name: form.name,
            currency: form.currency.trim().to_uppercase(),
            kind: form.kind,
            limit: (!limit.is_empty()).then_some(limit),
            statement_day: day(&form.statement_day, Field::StatementDay)?,
            on_statement_day: None,
            due: day(&form.due_day, Field::DueDay)?.map(DueRule::Day),
            grace_days: typed_day(&form.grace_days, MAX_GRACE_DAYS)
                .map_err(|error| error.at(Field::GraceDays))?,
            auto_debit: Some(form.auto_debit),
            funding_source: Some(form.funding_source),
            contact: None,
            late_fee: None,
            settlement: None,
            temporary_limits: Vec::new(),
            archived: None,
        })
    }

    pub(crate) fn read_account(&self, draft: AccountDraft) -> Result<Account> {
        let currency = amounts::currency(&draft.currency).map_err(|error| error.at(Field::Currency))?;
        let limit = draft.limit.as_deref().map(|text| amounts::amount(text, currency)).transpose();
        in_range(draft.statement_day, 1, 31).map_err(|error| error.at(Field::StatementDay))?;
        let (DueRule::Day(due) | DueRule::DaysAfter(due)) = draft.due.unwrap_or(DueRule::Day(1));
        in_range(Some(due), 1, if matches!(draft.due, Some(DueRule::DaysAfter(_))) { 60 } else { 31 })
            .map_err(|error| error.at(Field::DueDay))?;
        in_range(draft.grace_days, 0, MAX_GRACE_DAYS).map_err(|error| error.at(Field::GraceDays))?;
        let grace_days = draft.grace_days.unwrap_or(0);
        draft
            .late_fee
            .as_ref()
            .map(|policy| policies::late_fee(policy, grace_days.into(), currency))
            .transpose()?;
        draft.settlement.as_ref().map(|policy| policies::settlement(policy, currency)).transpose()?;
        Ok(Account {
            id: AccountId(new_id()),
            name: required(&draft.name, 60).map_err(|error| error.at(Field::Name))?,
            marker: 1,
            currency,
            kind: draft.kind,
            limit: limit.map_err(|error| error.at(Field::Limit))?,
            temporary_limits: temporary_limits(&draft.temporary_limits, currency)?,
            statement_day: draft.statement_day,
            on_statement_day: draft.on_statement_day.unwrap_or(OnStatementDay::Current),
            due: draft.due,
            grace_days,
            auto_debit: draft.auto_debit.unwrap_or(false),
            funding_source: optional(draft.funding_source.as_deref().unwrap_or_default(), 60)?,
            contact: optional(draft.contact.as_deref().unwrap_or_default(), 200)?,
            late_fee: draft.late_fee,
            settlement: draft.settlement,
            archived: draft.archived.unwrap_or(false),
            created_at: self.now(),
        })
    }
}

/// Stores an account under a name that is still free, with the next marker.
pub(crate) fn add(tx: &dyn crate::ports::WriteTx, mut account: Account) -> Result<AccountId> {
    if tx.account(&account.name)?.is_some() {
        return Err(taken(&account.name));
    }
    account.marker = u8::try_from(tx.counts()?.accounts % MARKERS).unwrap_or(0) + 1;
    tx.insert_account(&account)?;
    Ok(account.id)
}

/// The account of an id or a name.
pub(crate) fn find(tx: &(impl ReadTx + ?Sized), id_or_name: &str) -> Result<Account> {
    let wanted = id_or_name.trim();
    tx.account(wanted)?.ok_or_else(|| {
        AppError::new(ErrorCode::AccountUnknown).with("account", amounts::shown(wanted)).at(Field::Account)
    })
}

fn taken(name: &str) -> AppError {
    AppError::new(ErrorCode::AccountExists).with("name", name).at(Field::Name)
}

fn temporary_limits(inputs: &[TemporaryLimitInput], currency: Currency) -> Result<Vec<TemporaryLimit>> {
    let read = |input: &TemporaryLimitInput| {
        let limit = TemporaryLimit {
            amount: amounts::positive(&input.amount, currency)?,
            from: amounts::date(&input.from)?,
            until: amounts::date(&input.until)?,
        };
        if limit.until < limit.from {
            return Err(AppError::new(ErrorCode::DateTooEarly).with("start", limit.from));
        }
        Ok(limit)
    };
    let limits: Result<Vec<_>> = inputs.iter().map(read).collect();
    let mut limits = limits.map_err(|error| error.at(Field::Limit))?;
    limits.sort_by_key(|limit| limit.from);
    if limits.windows(2).any(|pair| pair[0].from == pair[1].from) {
        return Err(
            AppError::new(ErrorCode::InputInvalid).with("reason", "temporary limits start on one day")
        );
    }
    Ok(limits)
}

fn limit_view(limit: &TemporaryLimit) -> TemporaryLimitInput {
    TemporaryLimitInput {
        amount: limit.amount.to_string(),
        from: limit.from.to_string(),
        until: limit.until.to_string(),
    }
}

fn typed_day(text: &str, max: u8) -> Result<Option<u8>> {
    let text = amounts::typed_number(text);
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().filter(|day| *day <= max).map(Some).ok_or_else(|| day_range(0, max))
}

fn in_range(value: Option<u8>, min: u8, max: u8) -> Result<()> {
    if value.is_none_or(|value| (min..=max).contains(&value)) { Ok(()) } else { Err(day_range(min, max)) }
}

fn day_range(min: u8, max: u8) -> AppError {
    AppError::new(ErrorCode::NumberRange).with("min", min).with("max", max)
}

fn account_view(account: Account) -> AccountView {
    AccountView {
        id: account.id,
        name: account.name,
        marker: account.marker,
        currency: account.currency.code().to_owned(),
        kind: account.kind,
        limit: account.limit.map(|limit| limit.to_string()),
        statement_day: account.statement_day,
        on_statement_day: account.on_statement_day,
        due: account.due,
        grace_days: account.grace_days,
        auto_debit: account.auto_debit,
        funding_source: account.funding_source,
        contact: account.contact,
        late_fee: account.late_fee,
        settlement: account.settlement,
        temporary_limits: account.temporary_limits.iter().map(limit_view).collect(),
        archived: account.archived,
    }
}

/// The currency of accounts and forms that name none.
pub(crate) const USUAL_CURRENCY: Currency = Currency::CNY;
