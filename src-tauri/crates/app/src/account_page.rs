//! Accounts with where they stand: the list, and one of them whole.

use chrono::{Datelike, NaiveDate};
use fenqi_domain::Money;
use fenqi_domain::afford::Month;
use fenqi_domain::date::months_later;

use crate::account_form::rules_of;
use crate::app::App;
use crate::books::Books;
use crate::contract::{
    AccountId, AccountLine, AccountPage, AccountStanding, AppError, ErrorCode, LimitNow, MonthRelease,
    NextDue, PlanQuery, PlanSort,
};
use crate::outlook::{Dues, by, limit_now, limits_of, owed_by_day};
use crate::policy_examples::examples;
use crate::ports::{Account, StatementSum};
use crate::reminders::FUNDED_DAYS;
use crate::{Result, accounts, amounts, plans, views};

/// The most months that are listed.
const MAX_MONTHS: u32 = 120;
/// How many of its open plans an account shows.
const PLANS: u32 = 5;

impl App {
    /// All accounts with where they stand: those in use by name, then those that are put away.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn account_lines(&self) -> Result<Vec<AccountLine>> {
        let books = self.books()?;
        let statements = books.open_statements()?;
        let own = by(&statements, |statement| &statement.account);
        let line = |account: &Account| {
            let statements = own.get(&account.id).map_or(&[][..], Vec::as_slice);
            let standing = standing(&books, account, statements)?;
            Ok(AccountLine { account: accounts::account_view(account.clone()), standing })
        };
        let mut lines = books.accounts.iter().map(line).collect::<Result<Vec<_>>>()?;
        lines.sort_by_key(|line| line.account.archived);
        Ok(lines)
    }

    /// One account (id or name), whole.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn account_page(&self, account: &str) -> Result<AccountPage> {
        let books = self.books()?;
        let account = accounts::find(books.tx.as_ref(), account)?;
        let statements = books.open_statements()?;
        let own: Vec<&StatementSum> =
            statements.iter().filter(|statement| statement.account == account.id).collect();
        let funding = self.funded(books.tx.as_ref(), FUNDED_DAYS)?;
        let query = PlanQuery {
            account: Some(account.id.clone()),
            sort: PlanSort::NextDue,
            limit: PLANS,
            ..PlanQuery::default()
        };
        let found = plans::found(&books, &query)?;
        let open = |plan: &crate::contract::PlanSummary| plan.track.next_due_date.is_some();
        Ok(AccountPage {
            standing: standing(&books, &account, &own)?,
            months: months(&account, &owed_by_day(&own), books.today)?,
            rules: rules_of(&account),
            examples: examples(&account, books.today),
            funding: funding.into_iter().filter(|need| need.accounts.contains(&account.name)).collect(),
            link: account.contact.as_deref().and_then(link_in),
            open_plans: found.counts.active + found.counts.overdue,
            closed_plans: found.counts.settled + found.counts.refunded,
            plans: found.plans.into_iter().filter(open).collect(),
            account: accounts::account_view(account),
        })
    }

    /// The values of one account (id or name).
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn account(&self, account: &str) -> Result<crate::contract::AccountView> {
        accounts::find(self.store.begin_read()?.as_ref(), account).map(accounts::account_view)
    }

    /// The web address in the contact of an account, to be opened in a browser.
    ///
    /// # Errors
    /// `account_unknown`; `link_missing` where there is none.
    pub fn account_link(&self, account: &AccountId) -> Result<String> {
        let account = accounts::find(self.store.begin_read()?.as_ref(), &account.0)?;
        let link = account.contact.as_deref().and_then(link_in);
        link.ok_or_else(|| AppError::new(ErrorCode::LinkMissing).with("name", account.name))
    }
}

/// The first http or https address within a text: up to the next blank or mark that cannot stand in one.
fn link_in(text: &str) -> Option<String> {
    let ends =
        |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '`' | '\\' | '^' | '{' | '|' | '}');
    text.split(ends).find_map(|word| {
        let at = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min()?;
        let link = word[at..].trim_end_matches([',', '.', ';', ')', '!', '?', '\'']);
        let host = link.split_once("://")?.1.split(['/', '?', '#']).next()?;
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        (host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') && host.chars().all(sound))
            .then(|| link.to_owned())
    })
}

/// Where an account stands by its open statements, which are by day.
fn standing(books: &Books<'_>, account: &Account, statements: &[&StatementSum]) -> Result<AccountStanding> {
    let mut overdue = Money::zero(account.currency);
    let mut next = None;
    for statement in statements {
        let left = statement.left().map_err(|_| amounts::too_large(account.currency))?;
        if books.is_overdue(&account.id, statement.due_date)? {
            overdue = views::sum([overdue, left], account.currency)?;
        } else if next.is_none() {
            next = Some(NextDue {
                date: statement.due_date.to_string(),
                days: views::days_until(statement.due_date, books.today),
                left: left.to_string(),
            });
        }
    }
    let limit: LimitNow = limit_now(account, statements, books.today)?;
    Ok(AccountStanding { limit, next, overdue: overdue.is_positive().then(|| overdue.to_string()) })
}

/// What is free at the end of each month from this one on, until neither a repayment nor a limit for a while changes
/// it any more. Nothing where it never changes.
fn months(account: &Account, owed: &Dues, today: NaiveDate) -> Result<Vec<MonthRelease>> {
    let too_large = |_| amounts::too_large(account.currency);
    let limits = limits_of(account);
    let uses = limits.releases(today, owed).map_err(too_large)?;
    let ends = account.temporary_limits.iter().map(|limit| limit.until).filter(|until| *until >= today);
    let last = uses.iter().skip(1).map(|used| used.on).chain(ends).max();
    let Some(last) = last else { return Ok(Vec::new()) };
    let first = today.with_day(1).unwrap_or(today);
    let mut months = Vec::new();
    for month in (0..MAX_MONTHS).map_while(|k| months_later(first, k)).take_while(|month| *month <= last) {
        let end = month.with_day(u32::from(month.num_days_in_month())).unwrap_or(month);
        let then = uses.iter().rev().find(|used| used.on <= end);
        let occupied = then.unwrap_or(&uses[0]).occupied;
        let used = limits.used(end, occupied).map_err(too_large)?;
        months.push(MonthRelease {
            month: Month::of(month).to_string(),
            occupied: occupied.to_string(),
            available: account.limit.map(|_| used.available.to_string()),
        });
    }
    Ok(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_in_a_contact_and_is_nothing_else() {
        for (text, link) in [
            ("95555", None),
            ("95555 https://www.cmbchina.com/help?a=1", Some("https://www.cmbchina.com/help?a=1")),
            ("客服：http://example.com，周一到周五", Some("http://example.com")),
            ("(see https://example.com/a).", Some("https://example.com/a")),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("mailto:a@example.com tel:95555", None),
            ("https://", None),
            ("https://-x", None),
            ("https://user@example.com/", None),
            ("https://例子.中国", None),
        ] {
            assert_eq!(link_in(text).as_deref(), link, "{text}");
        }
    }
}
