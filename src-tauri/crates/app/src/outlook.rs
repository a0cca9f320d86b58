//! What is left to pay by month, what is free on each account, and whether another plan fits: from the sums of
//! statements.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use fenqi_domain::Money;
use fenqi_domain::afford::{Month, by_month};
use fenqi_domain::limit::{LimitUse, Limits};

use crate::app::App;
use crate::books::Books;
use crate::contract::{
    AccountForecast, Affordability, AppError, DebtCurve, DebtMonth, DebtView, ErrorCode, ForecastByAccount,
    ForecastMonth, ForecastView, LimitNow, LimitRelease, LimitView, MonthRelease, Release, TermsInput,
};
use crate::offers::affordability;
use crate::ports::{Account, StatementSum};
use crate::views;
use crate::{Result, accounts, amounts, terms};

/// The most months that a forecast looks ahead.
const MAX_MONTHS: u32 = 600;

/// Amounts by the day on which they are due.
pub(crate) type Dues = Vec<(NaiveDate, Money)>;

impl App {
    /// What is left to pay, by month, from this one on.
    ///
    /// # Errors
    /// `number_range` unless 1…600 months; `storage_failed`.
    pub fn forecast(&self, months: u32) -> Result<ForecastView> {
        assert_months(months)?;
        let books = self.books()?;
        forecast(&books.open_statements()?, books.today, months)
    }

    /// The same, and by account.
    ///
    /// # Errors
    /// As [`App::forecast`].
    pub fn forecast_by_account(&self, months: u32) -> Result<ForecastByAccount> {
        assert_months(months)?;
        let books = self.books()?;
        let statements = books.open_statements()?;
        Ok(ForecastByAccount {
            forecast: forecast(&statements, books.today, months)?,
            accounts: by_account(&books, &statements, months)?,
        })
    }

    /// How the debt of each currency becomes less, if all is paid as planned.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn debt_curves(&self) -> Result<Vec<DebtCurve>> {
        let books = self.books()?;
        let statements = books.open_statements()?;
        let by_currency = by(&statements, |statement| statement.asked.currency().code());
        let debts = debts(&statements)?.into_iter().zip(by_currency.into_values());
        debts.map(|(debt, statements)| debt_curve(debt, &statements, books.today)).collect()
    }

    /// What is free on each account, now and as repayments free it.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn limits(&self) -> Result<Vec<LimitView>> {
        let books = self.books()?;
        let statements = books.open_statements()?;
        let own = by(&statements, |statement| &statement.account);
        let view = |account: &Account| {
            let statements = own.get(&account.id).map_or(&[][..], Vec::as_slice);
            limit_view(account, &owed_by_day(statements), books.today)
        };
        books.accounts.iter().map(view).collect()
    }

    /// The heaviest month without and with a plan of these terms, among all that is stored in their currency.
    ///
    /// # Errors
    /// What is wrong with the terms or the income; `storage_failed`.
    pub fn afford(&self, input: &TermsInput, income: Option<&str>) -> Result<Affordability> {
        let currency = accounts::USUAL_CURRENCY;
        let statements = self.books()?.open_statements()?;
        let of_currency = statements.iter().filter(|statement| statement.asked.currency() == currency);
        let dues: Result<Dues> =
            of_currency.map(|statement| Ok((statement.due_date, left(statement)?))).collect();
        affordability(&terms::read(input, currency)?, &dues?, income)
    }
}

fn assert_months(months: u32) -> Result<()> {
    if (1..=MAX_MONTHS).contains(&months) {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::NumberRange).with("min", 1).with("max", MAX_MONTHS))
}

fn left(statement: &StatementSum) -> Result<Money> {
    statement.left().map_err(|_| amounts::too_large(statement.asked.currency()))
}

/// What is left of some statements by month, in one currency.
pub(crate) fn months_of<'a>(
    statements: impl IntoIterator<Item = &'a StatementSum>,
) -> Result<BTreeMap<Month, Money>> {
    let dues: Result<Dues> =
        statements.into_iter().map(|statement| Ok((statement.due_date, left(statement)?))).collect();
    let dues = dues?;
    let Some(currency) = dues.first().map(|(_, left)| left.currency()) else { return Ok(BTreeMap::new()) };
    by_month(dues, currency).map_err(|_| amounts::too_large(currency))
}

pub(crate) fn by<'a, K: Ord>(
    statements: &'a [StatementSum],
    key: impl Fn(&'a StatementSum) -> K,
) -> BTreeMap<K, Vec<&'a StatementSum>> {
    let mut groups: BTreeMap<K, Vec<&StatementSum>> = BTreeMap::new();
    for statement in statements {
        groups.entry(key(statement)).or_default().push(statement);
    }
    groups
}

/// This month and those after it.
pub(crate) fn months_from(today: NaiveDate, count: u32) -> Vec<Month> {
    let first = today.with_day(1).unwrap_or(today);
    (0..count).map_while(|k| fenqi_domain::date::months_later(first, k)).map(Month::of).collect()
}

/// What open statements leave to pay by month and currency.
pub(crate) fn forecast(statements: &[StatementSum], today: NaiveDate, count: u32) -> Result<ForecastView> {
    let this_month = Month::of(today);
    let mut view = ForecastView { today: today.to_string(), earlier: BTreeMap::new(), months: Vec::new() };
    let mut by_currency = Vec::new();
    for (code, statements) in by(statements, |statement| statement.asked.currency().code()) {
        let sums = months_of(statements.iter().copied())?;
        let currency = statements[0].asked.currency();
        let earlier = views::sum(sums.range(..this_month).map(|(_, due)| *due), currency)?;
        if earlier.is_positive() {
            view.earlier.insert(code.to_owned(), earlier.to_string());
        }
        by_currency.push((code, sums));
    }
    for month in months_from(today, count) {
        let due = by_currency.iter().filter_map(|(code, sums)| {
            let due = sums.get(&month).filter(|due| due.is_positive())?;
            Some(((*code).to_owned(), due.to_string()))
        });
        view.months.push(ForecastMonth { month: month.to_string(), due: due.collect() });
    }
    Ok(view)
}

/// The same by account; `count` months, by account name.
pub(crate) fn by_account(
    books: &Books<'_>,
    statements: &[StatementSum],
    count: u32,
) -> Result<Vec<AccountForecast>> {
    let groups = by(statements, |statement| &statement.account);
    let months = months_from(books.today, count);
    let mut heaviest = BTreeMap::new();
    for (code, statements) in by(statements, |statement| statement.asked.currency().code()) {
        let sums = months_of(statements)?;
        heaviest.insert(code, months.iter().filter_map(|month| sums.get(month)).map(|due| due.minor()).max());
    }
    let mut forecasts = Vec::new();
    for account in &books.accounts {
        let Some(statements) = groups.get(&account.id) else { continue };
        let sums = months_of(statements.iter().copied())?;
        let zero = Money::zero(account.currency);
        let earlier =
            views::sum(sums.range(..Month::of(books.today)).map(|(_, due)| *due), account.currency)?;
        let whole = heaviest.get(account.currency.code()).copied().flatten().unwrap_or_default();
        let whole = Money::from_minor(whole, account.currency);
        let dues: Vec<Money> = months.iter().map(|month| *sums.get(month).unwrap_or(&zero)).collect();
        forecasts.push(AccountForecast {
            account: views::account_ref(account),
            currency: account.currency.code().to_owned(),
            earlier: earlier.to_string(),
            heights: dues.iter().map(|due| views::per_mille(*due, whole)).collect(),
            months: dues.iter().map(ToString::to_string).collect(),
        });
    }
    Ok(forecasts)
}

/// All that is owed, by currency.
pub(crate) fn debts(statements: &[StatementSum]) -> Result<Vec<DebtView>> {
    let mut debts = Vec::new();
    for (code, statements) in by(statements, |statement| statement.asked.currency().code()) {
        let currency = statements[0].asked.currency();
        let all: Result<Vec<Money>> = statements.iter().map(|statement| left(statement)).collect();
        let all = views::sum(all?, currency)?;
        let principal = views::sum(statements.iter().map(|statement| statement.owed), currency)?;
        let days: BTreeSet<NaiveDate> = statements.iter().map(|statement| statement.due_date).collect();
        debts.push(DebtView {
            currency: code.to_owned(),
            left: all.to_string(),
            principal: principal.to_string(),
            cost: all.checked_sub(principal).map_err(|_| amounts::too_large(currency))?.to_string(),
            free_on: days.last().map(ToString::to_string).unwrap_or_default(),
        });
    }
    Ok(debts)
}

/// What is left of a debt at the end of each month, to that of its last due day. The statements come by due date.
fn debt_curve(debt: DebtView, statements: &[&StatementSum], today: NaiveDate) -> Result<DebtCurve> {
    let this_month = Month::of(today);
    let month_of = |statement: &StatementSum| Month::of(statement.due_date).max(this_month);
    let zero = Money::zero(statements[0].asked.currency());
    let too_large = |_| amounts::too_large(zero.currency());
    let (mut all, mut principal, mut months) = (zero, zero, Vec::new());
    let mut month = statements.last().map_or(this_month, |last| month_of(last));
    let mut later = statements.iter().rev().peekable();
    loop {
        months.push(DebtMonth {
            month: month.to_string(),
            left: all.to_string(),
            principal: principal.to_string(),
        });
        while let Some(statement) = later.next_if(|statement| month_of(statement) == month) {
            all = all.checked_add(left(statement)?).map_err(too_large)?;
            principal = principal.checked_add(statement.owed).map_err(too_large)?;
        }
        if month == this_month {
            break;
        }
        month = month.previous();
    }
    months.reverse();
    let earlier = statements.iter().filter(|statement| statement.due_date < today);
    let earlier: Result<Vec<Money>> = earlier.map(|statement| left(statement)).collect();
    Ok(DebtCurve {
        currency: debt.currency,
        left: debt.left,
        principal: debt.principal,
        cost: debt.cost,
        earlier: views::sum(earlier?, zero.currency())?.to_string(),
        free_on: debt.free_on,
        months,
    })
}

/// Unpaid principal by due date.
pub(crate) fn owed_by_day(statements: &[&StatementSum]) -> Dues {
    let owed = statements.iter().filter(|statement| statement.owed.is_positive());
    owed.map(|statement| (statement.due_date, statement.owed)).collect()
}

pub(crate) fn limits_of(account: &Account) -> Limits {
    let fixed = account.limit.unwrap_or(Money::zero(account.currency));
    Limits { fixed, temporary: account.temporary_limits.clone() }
}

/// What is free today on the accounts that are in use.
pub(crate) fn limits_now(books: &Books<'_>, statements: &[StatementSum]) -> Result<Vec<LimitNow>> {
    let own = by(statements, |statement| &statement.account);
    let mut limits = Vec::new();
    for account in &books.accounts {
        let statements = own.get(&account.id).map_or(&[][..], Vec::as_slice);
        if !account.archived || statements.iter().any(|statement| statement.owed.is_positive()) {
            limits.push(limit_now(account, statements, books.today)?);
        }
    }
    Ok(limits)
}

/// What is free today on an account, by its open statements.
pub(crate) fn limit_now(
    account: &Account,
    statements: &[&StatementSum],
    today: NaiveDate,
) -> Result<LimitNow> {
    let occupied = views::sum(statements.iter().map(|statement| statement.owed), account.currency)?;
    let used = limits_of(account).used(today, occupied).map_err(|_| amounts::too_large(account.currency))?;
    let frees = |statement: &&&StatementSum| statement.due_date >= today && statement.owed.is_positive();
    let release = statements.iter().find(frees).map(|statement| LimitRelease {
        on: statement.due_date.to_string(),
        amount: statement.owed.to_string(),
    });
    Ok(LimitNow {
        account: views::account_ref(account),
        currency: account.currency.code().to_owned(),
        limit: account.limit.map(|_| used.limit.to_string()),
        occupied: used.occupied.to_string(),
        available: account.limit.map(|_| used.available.to_string()),
        used: account.limit.map(|_| views::per_mille(used.occupied, used.limit)),
        release,
    })
}

fn limit_view(account: &Account, principal: &Dues, today: NaiveDate) -> Result<LimitView> {
    let too_large = |_| amounts::too_large(account.currency);
    let limits = limits_of(account);
    let uses = limits.releases(today, principal).map_err(too_large)?;
    let known = |amount: Money| account.limit.map(|_| amount.to_string());
    let releases = uses.iter().skip(1).map(|used| Release {
        on: used.on.to_string(),
        occupied: used.occupied.to_string(),
        available: known(used.available),
    });
    let by_month = uses[1..].chunk_by(|a, b| Month::of(a.on) == Month::of(b.on));
    let months: Result<Vec<MonthRelease>> = by_month
        .filter_map(|month| month.last())
        .map(|last| {
            let end = last.on.with_day(u32::from(last.on.num_days_in_month())).unwrap_or(last.on);
            let LimitUse { occupied, available, .. } = limits.used(end, last.occupied).map_err(too_large)?;
            Ok(MonthRelease {
                month: Month::of(end).to_string(),
                occupied: occupied.to_string(),
                available: known(available),
            })
        })
        .collect();
    Ok(LimitView {
        account: views::account_ref(account),
        currency: account.currency.code().to_owned(),
        limit: account.limit.map(|limit| limit.to_string()),
        occupied: uses[0].occupied.to_string(),
        available: known(uses[0].available),
        in_force: known(uses[0].limit),
        releases: releases.collect(),
        months: months?,
    })
}
