//! What is due: by day for the calendar, as a list for the CLI.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use fenqi_domain::Money;
use fenqi_domain::status::InstalmentStatus;

use crate::app::App;
use crate::books::{Books, EARLIEST, LATEST, Sums};
use crate::contract::{
    AppError, CurrencyTotals, DayView, DueRow, DueView, ErrorCode, MonthDay, MonthView, StatementRow,
    StatementView, Totals, YearDay, YearMonth, YearView,
};
use crate::planned::put_on_days;
use crate::ports::{LooseRow, PlanBrief, Span, StatementSum, Which};
use crate::views::{self, Standing};
use crate::{Result, accounts, amounts};

/// How far someone looks who asks what is due.
const SOON: Days = Days::new(30);

/// How many rows a day of a month names.
const CHIPS: u32 = 4;

impl App {
    /// A month of the calendar (`YYYY-MM`), with the days of the weeks that it touches.
    ///
    /// # Errors
    /// `date_invalid` or `storage_failed`.
    pub fn month(&self, month: &str) -> Result<MonthView> {
        let first = amounts::date(&format!("{month}-01"))?;
        let (from, to) = grid(first);
        let books = self.books()?;
        let statements = books.tx.statements(from, to, Which::All)?;
        let days = statements.chunk_by(|a, b| a.due_date == b.due_date);
        let mut days = days.map(|day| month_day(&books, day)).collect::<Result<Vec<MonthDay>>>()?;
        put_on_days(&mut days, books.planned(from, to, None)?);
        let in_month = |statement: &&StatementSum| {
            (statement.due_date.year(), statement.due_date.month()) == (first.year(), first.month())
        };
        Ok(MonthView {
            month: month.to_owned(),
            today: books.today.to_string(),
            totals: books.totals(statements.iter().filter(in_month))?,
            days,
        })
    }

    /// A day of the calendar: every statement with its rows.
    ///
    /// # Errors
    /// `date_invalid` or `storage_failed`.
    pub fn day(&self, date: &str) -> Result<DayView> {
        let date = amounts::date(date)?;
        let books = self.books()?;
        let plans = books.tx.plans_of_day(date)?;
        let standings: Result<Vec<Vec<Standing>>> = plans.iter().map(|plan| books.standings(plan)).collect();
        let standings = standings?;
        let mut statements: BTreeMap<(&str, &str), Vec<DayRow<'_>>> = BTreeMap::new();
        for (plan, standings) in plans.iter().zip(&standings) {
            let account = books.account(&plan.account)?;
            for standing in standings.iter().filter(|standing| standing.facts.row.due_date == date) {
                let rows = statements.entry((&account.name, &account.id.0)).or_default();
                rows.push((plan, standings, standing));
            }
        }
        Ok(DayView {
            date: date.to_string(),
            days: views::days_until(date, books.today),
            totals: books.totals(&books.tx.statements(date, date, Which::All)?)?,
            statements: statements
                .into_values()
                .map(|rows| statement_view(&books, &rows))
                .collect::<Result<_>>()?,
            planned: books.planned(date, date, None)?,
        })
    }

    /// A year of the calendar (`YYYY`), from the sums of its statements.
    ///
    /// # Errors
    /// `date_invalid` or `storage_failed`.
    pub fn year(&self, year: &str) -> Result<YearView> {
        let first = amounts::date(&format!("{year}-01-01"))?;
        let last = amounts::date(&format!("{year}-12-31"))?;
        let books = self.books()?;
        let statements = books.tx.statements(first, last, Which::All)?;
        let month = |month: u32| {
            let own = statements.iter().filter(|statement| statement.due_date.month() == month);
            Ok(YearMonth { month: format!("{year}-{month:02}"), totals: books.totals(own)? })
        };
        let days = statements.chunk_by(|a, b| a.due_date == b.due_date);
        let weights = Weights::of(&statements)?;
        Ok(YearView {
            year: year.to_owned(),
            today: books.today.to_string(),
            totals: books.totals(&statements)?,
            months: (1..=12).map(month).collect::<Result<_>>()?,
            days: days.map(|day| year_day(&books, day, &weights)).collect::<Result<_>>()?,
        })
    }

    /// Rows due from `from` to `to` (both may be absent) of one account (id or name) or of all, by day.
    ///
    /// # Errors
    /// `account_unknown`, `date_invalid`, `date_too_early` where `to` comes before `from`, or `storage_failed`.
    pub fn due(&self, from: Option<&str>, to: Option<&str>, account: Option<&str>) -> Result<DueView> {
        let day = |text: Option<&str>, open: NaiveDate| text.map_or(Ok(open), amounts::date);
        let (from, to) = (day(from, EARLIEST)?, day(to, LATEST)?);
        if to < from {
            return Err(AppError::new(ErrorCode::DateTooEarly).with("start", from));
        }
        let books = self.books()?;
        let account = account.map(|name| accounts::find(books.tx.as_ref(), name)).transpose()?;
        let account = account.as_ref().map(|account| &account.id);
        listed(&books, &books.tx.rows(&Span { from, to, which: Which::All, account, limit: None })?)
    }

    /// What is to be done now: rows of earlier days of which something is left, and all of the next 30 days.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn due_soon(&self, account: Option<&str>) -> Result<DueView> {
        let books = self.books()?;
        let account = account.map(|name| accounts::find(books.tx.as_ref(), name)).transpose()?;
        let account = account.as_ref().map(|account| &account.id);
        let yesterday = books.today.pred_opt().unwrap_or(EARLIEST);
        let last = books.today.checked_add_days(SOON).unwrap_or(LATEST);
        let rows = |from, to, which| books.tx.rows(&Span { from, to, which, account, limit: None });
        let mut found = rows(EARLIEST, yesterday, Which::Open)?;
        found.extend(rows(books.today, last, Which::All)?);
        listed(&books, &found)
    }
}

/// Rows as a list, with what they come to.
fn listed(books: &Books<'_>, found: &[LooseRow]) -> Result<DueView> {
    let mut sums = Sums::default();
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let standing = books.standing(row)?;
        let overdue = standing.status == InstalmentStatus::Overdue;
        sums.add(standing.asked, standing.facts.paid, standing.remaining, overdue)?;
        rows.push(due_row(&books.account(&row.account)?.name, row, &standing));
    }
    let totals = sums.totals().into_iter().map(|totals| {
        let CurrencyTotals { currency, due, paid, left, overdue } = totals;
        (currency, Totals { due, paid, left, overdue })
    });
    Ok(DueView { today: books.today.to_string(), totals: totals.collect(), rows })
}

/// The whole weeks, Monday first, that a month touches.
fn grid(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let last = first.with_day(u32::from(first.num_days_in_month())).unwrap_or(first);
    let before = u64::from(first.weekday().num_days_from_monday());
    let after = 6 - u64::from(last.weekday().num_days_from_monday());
    let from = first.checked_sub_days(Days::new(before)).unwrap_or(first);
    (from, last.checked_add_days(Days::new(after)).unwrap_or(last))
}

/// A day from the statements of that day; there is one at least.
fn month_day(books: &Books<'_>, day: &[StatementSum]) -> Result<MonthDay> {
    let date = day[0].due_date;
    let (rows, open) = day.iter().fold((0, 0), |(rows, open), each| (rows + each.rows, open + each.open));
    let mut shown = Vec::new();
    if open > 0 {
        // Where all open rows stand alike, the first do for all of them.
        let mut alike = date > books.today;
        if !alike {
            let overdue: Result<Vec<bool>> = day
                .iter()
                .filter(|each| each.open > 0)
                .map(|each| books.is_overdue(&each.account, date))
                .collect();
            alike = overdue?.into_iter().all(|overdue| overdue);
        }
        shown = books.rows((date, date), Which::Open, alike.then_some(CHIPS))?;
    }
    if open < CHIPS && rows > open {
        shown.extend(books.rows((date, date), Which::Closed, Some(CHIPS - open))?);
    }
    let mut chips = books.briefs(&shown)?;
    chips.truncate(CHIPS as usize);
    Ok(MonthDay {
        date: date.to_string(),
        days: views::days_until(date, books.today),
        totals: books.totals(day)?,
        more: rows.saturating_sub(views::count(chips.len())),
        chips,
        planned: Vec::new(),
    })
}

/// What each day of a year asks for, by currency, the lightest first.
struct Weights(BTreeMap<&'static str, Vec<Money>>);

impl Weights {
    fn of(statements: &[StatementSum]) -> Result<Self> {
        let mut weights: BTreeMap<&'static str, Vec<Money>> = BTreeMap::new();
        for day in statements.chunk_by(|a, b| a.due_date == b.due_date) {
            for (currency, asked) in asked_of(day)? {
                weights.entry(currency).or_default().push(asked);
            }
        }
        weights.values_mut().for_each(|days| days.sort_by_key(|day| day.minor()));
        Ok(Self(weights))
    }

    /// In which quarter of the days an amount is: 1 to 4.
    fn level(&self, currency: &str, asked: Money) -> u8 {
        let Some(days) = self.0.get(currency) else { return 1 };
        let lighter = days.partition_point(|day| day.minor() < asked.minor());
        u8::try_from(1 + lighter * 4 / days.len()).unwrap_or(4).min(4)
    }
}

/// What a day's statements ask for, by currency.
fn asked_of(day: &[StatementSum]) -> Result<BTreeMap<&'static str, Money>> {
    let mut asked: BTreeMap<&'static str, Money> = BTreeMap::new();
    for statement in day {
        let currency = statement.asked.currency();
        let sum = asked.entry(currency.code()).or_insert(Money::zero(currency));
        *sum = views::sum([*sum, statement.asked], currency)?;
    }
    Ok(asked)
}

/// A day of a year from the statements of that day; there is one at least.
fn year_day(books: &Books<'_>, day: &[StatementSum], weights: &Weights) -> Result<YearDay> {
    let levels = asked_of(day)?.into_iter().map(|(currency, asked)| weights.level(currency, asked));
    Ok(YearDay {
        date: day[0].due_date.to_string(),
        totals: books.totals(day)?,
        rows: day.iter().map(|each| each.rows).sum(),
        open: day.iter().map(|each| each.open).sum(),
        level: levels.max().unwrap_or(1),
    })
}

/// A row on its day, with its plan and the plan's other rows.
type DayRow<'a> = (&'a PlanBrief, &'a [Standing], &'a Standing);

fn statement_view(books: &Books<'_>, rows: &[DayRow<'_>]) -> Result<StatementView> {
    let (plan, ..) = rows[0];
    Ok(StatementView {
        account: books.account_ref(&plan.account)?,
        currency: plan.currency.code().to_owned(),
        total: views::sum(rows.iter().map(|row| row.2.asked), plan.currency)?.to_string(),
        remaining: views::sum(rows.iter().map(|row| row.2.remaining), plan.currency)?.to_string(),
        rows: rows.iter().map(|row| statement_row(row, books.today)).collect(),
    })
}

fn statement_row((plan, standings, standing): &DayRow<'_>, today: NaiveDate) -> StatementRow {
    StatementRow {
        plan: plan.id.clone(),
        title: plan.title.clone(),
        n: u32::from(standing.facts.row.n),
        of: plan.rows.last().map_or(0, |last| u32::from(last.row.n)),
        total: standing.total.to_string(),
        paid: standing.facts.paid.to_string(),
        remaining: standing.remaining.to_string(),
        status: views::wire_status(standing.status),
        partly_paid: standing.partly_paid(),
        auto_debit: plan.auto_debit,
        asks_debit: standing.asks_debit(plan.auto_debit, today),
        paid_on: standing.facts.paid_on.map(|date| date.to_string()),
        track: views::track(standings),
    }
}

fn due_row(account: &str, row: &LooseRow, standing: &Standing) -> DueRow {
    DueRow {
        plan: row.plan.clone(),
        title: row.title.clone(),
        account: account.to_owned(),
        currency: standing.total.currency().code().to_owned(),
        n: u32::from(row.facts.row.n),
        of: u32::from(row.of),
        due_date: row.facts.row.due_date.to_string(),
        total: standing.total.to_string(),
        paid: standing.facts.paid.to_string(),
        remaining: standing.remaining.to_string(),
        status: views::wire_status(standing.status),
        partly_paid: standing.partly_paid(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_whole_weeks_around_the_month() {
        for (first, from, to) in [
            ("2026-11-01", "2026-10-26", "2026-12-06"),
            ("2027-02-01", "2027-02-01", "2027-02-28"),
            ("2026-06-01", "2026-06-01", "2026-07-05"),
        ] {
            let date = |text: &str| text.parse::<NaiveDate>().expect("BUG: a literal date");
            assert_eq!(grid(date(first)), (date(from), date(to)), "{first}");
        }
    }
}
