//! Accounts: adding, changing, listing, putting away.

use fenqi_domain::Currency;
use fenqi_domain::limit::TemporaryLimit;

use crate::account_checks::{Errors, check};
use crate::app::{App, Done};
use crate::contract::{
    AccountDraft, AccountId, AccountView, AppError, ErrorCode, Field, TemporaryLimitInput, Topic,
};
use crate::ports::{Account, Listing, ReadTx, WriteTx};
use crate::{Result, amounts};

/// The markers that accounts wear in turn.
const MARKERS: u32 = 5;

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
    /// `account_unknown`, `account_exists`, `currency_fixed`, or the error of the first field out of its limits.
    pub fn account_edit(&self, account: &str, draft: AccountDraft) -> Result<()> {
        let new = self.read_account(draft)?;
        self.write("account_edit", vec![Topic::Accounts, Topic::Plans], |tx| {
            let old = find(tx, account)?;
            if tx.account(&new.name)?.is_some_and(|other| other.id != old.id) {
                return Err(taken(&new.name));
            }
            if new.currency != old.currency && has_plans(tx, &old.id, self.today())? {
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

    /// Puts an account (id or name) away, or takes it out again. It keeps all that it has.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn account_archive(&self, account: &str, archived: bool) -> Result<()> {
        let kind = if archived { "account_archive" } else { "account_unarchive" };
        self.write_if(kind, vec![Topic::Accounts, Topic::Plans], |tx| {
            let old = find(tx, account)?;
            if old.archived == archived {
                return Ok(None);
            }
            tx.update_account(&Account { archived, ..old.clone() })?;
            Ok(Some(Done::to(old.id.0, ()).with("name", old.name)))
        })
    }

    pub(crate) fn read_account(&self, draft: AccountDraft) -> Result<Account> {
        let mut errors = Errors::default();
        let account = check(draft, self.now(), &mut errors);
        let first = errors.0.into_iter().next();
        account.ok_or_else(|| first.unwrap_or_else(|| AppError::new(ErrorCode::InputInvalid)))
    }
}

/// Whether an account has plans, of any status.
pub(crate) fn has_plans(
    tx: &(impl ReadTx + ?Sized),
    account: &AccountId,
    today: chrono::NaiveDate,
) -> Result<bool> {
    let listing = Listing {
        status: None,
        account: Some(account),
        search: "",
        sort: crate::contract::PlanSort::Newest,
        offset: 0,
        limit: 1,
        today,
    };
    Ok(tx.plan_list(&listing)?.total > 0)
}

/// Stores an account under a name that is still free, with the next marker.
pub(crate) fn add(tx: &dyn WriteTx, mut account: Account) -> Result<AccountId> {
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

pub(crate) fn taken(name: &str) -> AppError {
    AppError::new(ErrorCode::AccountExists).with("name", name).at(Field::Name)
}

pub(crate) fn limit_view(limit: &TemporaryLimit) -> TemporaryLimitInput {
    TemporaryLimitInput {
        amount: limit.amount.to_string(),
        from: limit.from.to_string(),
        until: limit.until.to_string(),
    }
}

pub(crate) fn account_view(account: Account) -> AccountView {
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
