//! Where everything stands today, and what comes next: the overview and the agenda.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use fenqi_domain::afford::Month;

use crate::app::App;
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{
    ActionView, AgendaDay, AgendaStatement, AgendaView, AppError, DueBrief, ErrorCode, InstalmentStatus,
    OverviewView,
};
use crate::outlook;
use crate::ports::{LooseRow, StatementSum, Which};
use crate::views;
use crate::{Result, amounts};

/// How many rows that need the user the overview names.
const ACTIONS: u32 = 20;
/// How many of what comes next.
const NEXT: u32 = 5;
/// How far it looks ahead.
const MONTHS: u32 = 12;
/// The most rows that a page of the agenda asks for.
const MAX_PAGE: u32 = 200;

impl App {
    /// Where everything stands today.
    ///
    /// # Errors
    /// `storage_failed`, or `file_damaged` where a sum was changed behind Fenqi's back.
    pub fn overview(&self) -> Result<OverviewView> {
        let books = self.books()?;
        let today = books.today;
        let first = today.with_day(1).unwrap_or(today);
        let last = today.with_day(u32::from(today.num_days_in_month())).unwrap_or(today);
        let open = books.open_statements()?;
        let next = match today.succ_opt() {
            Some(tomorrow) => books.rows((tomorrow, LATEST), Which::Open, Some(NEXT))?,
            None => Vec::new(),
        };
        Ok(OverviewView {
            today: today.to_string(),
            month: Month::of(today).to_string(),
            totals: books.totals(&books.tx.statements(first, last, Which::All)?)?,
            action: action(&books, &open)?,
            next: books.briefs(&next)?,
            forecast: outlook::forecast(&open, today, MONTHS)?,
            by_account: outlook::by_account(&books, &open, MONTHS)?,
            limits: outlook::limits_now(&books, &open)?,
            debts: outlook::debts(&open)?,
        })
    }

    /// What is left to pay, from a day on or from the oldest: whole days, until there are `limit` rows.
    ///
    /// # Errors
    /// `date_invalid`; `number_range` unless 1…200 rows; `storage_failed`.
    pub fn agenda(&self, from: Option<&str>, limit: u32) -> Result<AgendaView> {
        if !(1..=MAX_PAGE).contains(&limit) {
            return Err(AppError::new(ErrorCode::NumberRange).with("min", 1).with("max", MAX_PAGE));
        }
        let from = from.map_or(Ok(EARLIEST), amounts::date)?;
        let books = self.books()?;
        let mut view =
            AgendaView { today: books.today.to_string(), overdue: Vec::new(), days: Vec::new(), next: None };
        let Some(last) = books.tx.last_day_of(from, limit)? else { return Ok(view) };
        let rows = books.rows((from, last), Which::Open, None)?;
        for day in rows.chunk_by(|a, b| a.facts.row.due_date == b.facts.row.due_date) {
            let (overdue, later) = agenda_day(&books, day)?;
            view.overdue.extend(overdue);
            view.days.extend(later);
        }
        if let Some(after) = last.succ_opt() {
            view.next = books.tx.last_day_of(after, 1)?.map(|day| day.to_string());
        }
        Ok(view)
    }
}

/// What needs the user: how much, and the most urgent of it.
fn action(books: &Books<'_>, open: &[StatementSum]) -> Result<ActionView> {
    let mut overdue = 0;
    let mut current: Option<NaiveDate> = None;
    for statement in open.iter().take_while(|statement| statement.due_date <= books.today) {
        if books.is_overdue(&statement.account, statement.due_date)? {
            overdue += statement.open;
        } else {
            current = current.or(Some(statement.due_date));
        }
    }
    // Before the first day that has something within its grace days, all is overdue.
    let before = current.map_or(Some(books.today), |day| day.pred_opt());
    let mut rows = match before {
        Some(before) => books.rows((EARLIEST, before), Which::Open, Some(ACTIONS))?,
        None => Vec::new(),
    };
    if let Some(day) = current {
        rows.extend(books.rows((day, books.today), Which::Open, None)?);
    }
    let mut rows = books.briefs(&rows)?;
    let count = |status| views::count(rows.iter().filter(|row: &&DueBrief| row.status == status).count());
    let (due, debit_expected) = (count(InstalmentStatus::Due), count(InstalmentStatus::DebitExpected));
    rows.truncate(ACTIONS as usize);
    Ok(ActionView { overdue_rows: overdue, due_rows: due, debit_rows: debit_expected, rows })
}

/// A day's statements that are overdue, and the day with those that are not.
fn agenda_day(books: &Books<'_>, rows: &[LooseRow]) -> Result<(Vec<AgendaStatement>, Option<AgendaDay>)> {
    let date = rows[0].facts.row.due_date;
    let days = views::days_until(date, books.today);
    let mut statements: BTreeMap<(&str, &str), Vec<LooseRow>> = BTreeMap::new();
    for row in rows {
        let account = books.account(&row.account)?;
        statements.entry((&account.name, &account.id.0)).or_default().push(row.clone());
    }
    let (mut overdue, mut later) = (Vec::new(), Vec::new());
    for rows in statements.into_values() {
        let currency = rows[0].facts.paid.currency();
        let left: Result<Vec<_>> =
            rows.iter().map(|row| books.standing(row).map(|standing| standing.remaining)).collect();
        let statement = AgendaStatement {
            date: date.to_string(),
            days,
            account: books.account_ref(&rows[0].account)?,
            currency: currency.code().to_owned(),
            remaining: views::sum(left?, currency)?.to_string(),
            rows: books.briefs(&rows)?,
        };
        let is_overdue = books.is_overdue(&rows[0].account, date)?;
        if is_overdue { overdue.push(statement) } else { later.push(statement) }
    }
    let later = (!later.is_empty()).then(|| AgendaDay { date: date.to_string(), days, statements: later });
    Ok((overdue, later))
}
