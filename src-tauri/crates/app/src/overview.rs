//! Where everything stands today, and what comes next: the overview and the agenda.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use fenqi_domain::Money;
use fenqi_domain::afford::Month;
use fenqi_domain::status::InstalmentStatus as Status;

use crate::app::App;
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{
    AccountId, ActionView, AgendaDay, AgendaStatement, AgendaView, AppError, DueBrief, ErrorCode,
    InstalmentStatus, MonthSegment, MonthStrip, OverviewView,
};
use crate::outlook;
use crate::planned::put_on_days;
use crate::ports::{LooseRow, StatementSum, Which};
use crate::views;
use crate::{Result, amounts};

/// How many rows that need the user the overview names.
const ACTIONS: u32 = 20;
/// How many of what comes next.
const NEXT: u32 = 5;
/// How many days count as soon.
const SOON_DAYS: u64 = 30;
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
        let statements = books.tx.statements(first, last, Which::All)?;
        let pressing = pressing(&books, &open)?;
        let action = action(&books, &pressing)?;
        let next = match today.succ_opt() {
            Some(tomorrow) => books.rows((tomorrow, LATEST), Which::Open, Some(NEXT))?,
            None => Vec::new(),
        };
        let next = books.briefs(&next)?;
        let soon = today..=today.checked_add_days(Days::new(SOON_DAYS)).unwrap_or(LATEST);
        let soon = open.iter().filter(|sum| sum.due_date > today && soon.contains(&sum.due_date));
        Ok(OverviewView {
            today: today.to_string(),
            month: Month::of(today).to_string(),
            totals: books.totals(&statements)?,
            strips: strips(&books, &statements, &pressing.current)?,
            tracks: books.tracks(action.rows.iter().chain(&next))?,
            action,
            next,
            soon_rows: soon.map(|statement| statement.open).sum(),
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
        let mut view = AgendaView {
            today: books.today.to_string(),
            overdue: Vec::new(),
            days: Vec::new(),
            next: None,
            totals: Vec::new(),
            tracks: BTreeMap::new(),
        };
        let Some(last) = books.tx.last_day_of(from, limit)? else { return Ok(view) };
        view.totals = books.totals(&books.tx.statements(EARLIEST, last, Which::Open)?)?;
        let rows = books.rows((from, last), Which::Open, None)?;
        for day in rows.chunk_by(|a, b| a.facts.row.due_date == b.facts.row.due_date) {
            let (overdue, later) = agenda_day(&books, day)?;
            view.overdue.extend(overdue);
            view.days.extend(later);
        }
        let next = last.succ_opt().map(|after| books.tx.last_day_of(after, 1)).transpose()?.flatten();
        let until = next.and_then(|next| next.pred_opt()).unwrap_or(LATEST);
        put_on_days(&mut view.days, books.planned(from, until, None)?);
        view.next = next.map(|day| day.to_string());
        let named = view.days.iter().flat_map(|day| &day.statements).chain(&view.overdue);
        view.tracks = books.tracks(named.flat_map(|statement| &statement.rows))?;
        Ok(view)
    }
}

/// What is due by today and not paid.
struct Pressing {
    /// How many rows are overdue.
    overdue: u32,
    /// The last day before which all is overdue.
    before: Option<NaiveDate>,
    /// All rows of the days after it.
    current: Vec<LooseRow>,
}

fn pressing(books: &Books<'_>, open: &[StatementSum]) -> Result<Pressing> {
    let mut overdue = 0;
    let mut first: Option<NaiveDate> = None;
    for statement in open.iter().take_while(|statement| statement.due_date <= books.today) {
        if books.is_overdue(&statement.account, statement.due_date)? {
            overdue += statement.open;
        } else {
            first = first.or(Some(statement.due_date));
        }
    }
    // Before the first day that has something within its grace days, all is overdue.
    let Some(day) = first else {
        return Ok(Pressing { overdue, before: Some(books.today), current: Vec::new() });
    };
    let current = books.rows((day, books.today), Which::Open, None)?;
    Ok(Pressing { overdue, before: day.pred_opt(), current })
}

/// What needs the user: how much, and the most urgent of it.
fn action(books: &Books<'_>, pressing: &Pressing) -> Result<ActionView> {
    let mut rows = match pressing.before {
        Some(before) => books.rows((EARLIEST, before), Which::Open, Some(ACTIONS))?,
        None => Vec::new(),
    };
    rows.extend(pressing.current.iter().cloned());
    let mut rows = books.briefs(&rows)?;
    let count = |status| views::count(rows.iter().filter(|row: &&DueBrief| row.status == status).count());
    let (due, debit_expected) = (count(InstalmentStatus::Due), count(InstalmentStatus::DebitExpected));
    rows.truncate(ACTIONS as usize);
    Ok(ActionView {
        overdue_rows: pressing.overdue,
        due_rows: due,
        debit_rows: debit_expected,
        rows,
        planned: books.planned(EARLIEST, books.today, None)?,
    })
}

/// The statements of a month as tracks, one a currency. `current` holds the open rows by today that may not be overdue.
fn strips(books: &Books<'_>, statements: &[StatementSum], current: &[LooseRow]) -> Result<Vec<MonthStrip>> {
    let mut worst: BTreeMap<(&AccountId, NaiveDate), Status> = BTreeMap::new();
    for row in current {
        let status = books.standing(row)?.status;
        let kept = worst.entry((&row.account, row.facts.row.due_date)).or_insert(status);
        if status.urgency() < kept.urgency() {
            *kept = status;
        }
    }
    let mut strips: BTreeMap<&'static str, Vec<&StatementSum>> = BTreeMap::new();
    for statement in statements.iter().filter(|statement| statement.asked.is_positive()) {
        strips.entry(statement.asked.currency().code()).or_default().push(statement);
    }
    let strip = |(code, statements): (&str, Vec<&StatementSum>)| {
        let currency = statements[0].asked.currency();
        let whole = views::sum(statements.iter().map(|statement| statement.asked), currency)?;
        let mut segments = Vec::new();
        for statement in statements {
            let status = worst.get(&(&statement.account, statement.due_date)).copied();
            segments.push(segment(books, statement, status, whole)?);
        }
        let today = books.today.to_string();
        let next =
            segments.iter_mut().find(|each| each.date >= today && each.status != InstalmentStatus::Paid);
        if let Some(next) = next {
            next.next = true;
        }
        Ok(MonthStrip { currency: code.to_owned(), segments })
    };
    strips.into_iter().map(strip).collect()
}

fn segment(
    books: &Books<'_>,
    statement: &StatementSum,
    current: Option<Status>,
    whole: Money,
) -> Result<MonthSegment> {
    let left = statement.left().map_err(|_| amounts::too_large(statement.asked.currency()))?;
    let status = if statement.open == 0 {
        Status::Paid
    } else if statement.due_date > books.today {
        Status::Scheduled
    } else {
        current.unwrap_or(Status::Overdue)
    };
    Ok(MonthSegment {
        date: statement.due_date.to_string(),
        account: books.account_ref(&statement.account)?,
        due: statement.asked.to_string(),
        left: left.to_string(),
        status: views::wire_status(status),
        partly_paid: statement.open > 0 && statement.paid.is_positive(),
        next: false,
        share: views::per_mille(statement.asked, whole).max(1),
    })
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
    let planned = Vec::new();
    let later =
        (!later.is_empty()).then(|| AgendaDay { date: date.to_string(), days, statements: later, planned });
    Ok((overdue, later))
}
