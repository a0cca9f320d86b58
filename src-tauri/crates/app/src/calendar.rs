//! What is due: by day for the calendar, as a list for the CLI.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use fenqi_domain::status::InstalmentStatus;
use fenqi_domain::{Currency, Money};

use crate::app::App;
use crate::contract::{
    CurrencyTotals, DayView, DueRow, DueView, MonthView, StatementRow, StatementView, Totals,
};
use crate::ports::PlanFacts;
use crate::views::{self, Policy, Standing};
use crate::{Result, accounts, amounts};

/// The first and last days that can be stored: dates have ten characters.
const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("BUG: a literal date");
const LATEST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("BUG: a literal date");

impl App {
    /// A month of the calendar (`YYYY-MM`), with the days of the weeks that it touches.
    ///
    /// # Errors
    /// `date_invalid` or `storage_failed`.
    pub fn month(&self, month: &str) -> Result<MonthView> {
        let first = amounts::date(&format!("{month}-01"))?;
        let (from, to) = grid(first);
        let today = self.today();
        let plans = self.plans_standing(from, to, today)?;
        let mut days: BTreeMap<NaiveDate, Vec<DayRow<'_>>> = BTreeMap::new();
        for (facts, standings) in &plans {
            for standing in
                standings.iter().filter(|standing| (from..=to).contains(&standing.facts.row.due_date))
            {
                days.entry(standing.facts.row.due_date).or_default().push((facts, standings, standing));
            }
        }
        let in_month = |date: NaiveDate| (date.year(), date.month()) == (first.year(), first.month());
        let month_rows = plans.iter().flat_map(|(facts, standings)| {
            let currency = facts.plan.currency;
            let rows = standings.iter().filter(|standing| in_month(standing.facts.row.due_date));
            rows.map(move |standing| (currency, standing))
        });
        Ok(MonthView {
            month: month.to_owned(),
            today: today.to_string(),
            totals: currency_totals(sums(month_rows)?),
            days: days.into_iter().map(|(date, rows)| day_view(date, today, &rows)).collect::<Result<_>>()?,
        })
    }

    /// Rows due from `from` to `to` (both may be absent) of one account (id or name) or of all, by day.
    ///
    /// # Errors
    /// `account_unknown`, `date_invalid` or `storage_failed`.
    pub fn due(&self, from: Option<&str>, to: Option<&str>, account: Option<&str>) -> Result<DueView> {
        let day = |text: Option<&str>, open: NaiveDate| text.map_or(Ok(open), amounts::date);
        let (from, to) = (day(from, EARLIEST)?, day(to, LATEST)?);
        let account =
            account.map(|name| accounts::find(self.store.begin_read()?.as_ref(), name)).transpose()?;
        let today = self.today();
        let plans = self.plans_standing(from, to, today)?;
        let mut rows: Vec<(&PlanFacts, &Standing)> = plans
            .iter()
            .filter(|(facts, _)| account.as_ref().is_none_or(|account| account.id == facts.account.id))
            .flat_map(|(facts, standings)| standings.iter().map(move |standing| (facts, standing)))
            .filter(|(_, standing)| (from..=to).contains(&standing.facts.row.due_date))
            .collect();
        rows.sort_by_key(|(facts, standing)| (standing.facts.row.due_date, facts.plan.created_at));
        let totals = sums(rows.iter().map(|(facts, standing)| (facts.plan.currency, *standing)))?;
        Ok(DueView {
            today: today.to_string(),
            totals: totals.into_iter().map(|(code, sums)| (code.to_owned(), sums.totals())).collect(),
            rows: rows.into_iter().map(|(facts, standing)| due_row(facts, standing)).collect(),
        })
    }

    fn plans_standing(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        today: NaiveDate,
    ) -> Result<Vec<(PlanFacts, Vec<Standing>)>> {
        let plans = self.store.begin_read()?.plans_due(from, to)?;
        plans
            .into_iter()
            .map(|facts| {
                let standings = views::standings(&facts.rows, Policy::of(&facts, today))?;
                Ok((facts, standings))
            })
            .collect()
    }
}

/// The whole weeks, Monday first, that a month touches.
fn grid(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let last = first.with_day(u32::from(first.num_days_in_month())).unwrap_or(first);
    let before = u64::from(first.weekday().num_days_from_monday());
    let after = 6 - u64::from(last.weekday().num_days_from_monday());
    let from = first.checked_sub_days(Days::new(before)).unwrap_or(first);
    (from, last.checked_add_days(Days::new(after)).unwrap_or(last))
}

/// Sums of one currency.
struct Sums {
    due: Money,
    paid: Money,
    left: Money,
    overdue: Money,
}

impl Sums {
    fn totals(&self) -> Totals {
        Totals {
            due: self.due.to_string(),
            paid: self.paid.to_string(),
            left: self.left.to_string(),
            overdue: self.overdue.to_string(),
        }
    }
}

fn sums<'a>(
    rows: impl IntoIterator<Item = (Currency, &'a Standing)>,
) -> Result<BTreeMap<&'static str, Sums>> {
    let mut by_currency: BTreeMap<&'static str, Sums> = BTreeMap::new();
    for (currency, standing) in rows {
        let zero = Money::zero(currency);
        let sums = by_currency.entry(currency.code()).or_insert(Sums {
            due: zero,
            paid: zero,
            left: zero,
            overdue: zero,
        });
        sums.due = views::sum([sums.due, standing.asked], currency)?;
        sums.paid = views::sum([sums.paid, standing.facts.paid], currency)?;
        sums.left = views::sum([sums.left, standing.remaining], currency)?;
        if standing.status == InstalmentStatus::Overdue {
            sums.overdue = views::sum([sums.overdue, standing.remaining], currency)?;
        }
    }
    Ok(by_currency)
}

fn currency_totals(sums: BTreeMap<&'static str, Sums>) -> Vec<CurrencyTotals> {
    let entry = |(code, sums): (&'static str, Sums)| {
        let Totals { due, paid, left, overdue } = sums.totals();
        CurrencyTotals { currency: code.to_owned(), due, paid, left, overdue }
    };
    sums.into_iter().map(entry).collect()
}

/// A row on its day, with its plan and the plan's other rows.
type DayRow<'a> = (&'a PlanFacts, &'a [Standing], &'a Standing);

fn day_view(date: NaiveDate, today: NaiveDate, rows: &[DayRow<'_>]) -> Result<DayView> {
    let mut statements: BTreeMap<(&str, &str), Vec<&DayRow<'_>>> = BTreeMap::new();
    for row in rows {
        statements.entry((&row.0.account.name, &row.0.account.id.0)).or_default().push(row);
    }
    Ok(DayView {
        date: date.to_string(),
        days: views::days_until(date, today),
        totals: currency_totals(sums(
            rows.iter().map(|(facts, _, standing)| (facts.plan.currency, *standing)),
        )?),
        statements: statements.into_values().map(|rows| statement_view(&rows)).collect::<Result<_>>()?,
    })
}

fn statement_view(rows: &[&DayRow<'_>]) -> Result<StatementView> {
    let (facts, ..) = rows[0];
    let currency = facts.account.currency;
    Ok(StatementView {
        account: views::account_ref(&facts.account),
        currency: currency.code().to_owned(),
        total: views::sum(rows.iter().map(|row| row.2.asked), currency)?.to_string(),
        remaining: views::sum(rows.iter().map(|row| row.2.remaining), currency)?.to_string(),
        rows: rows.iter().map(|row| statement_row(row)).collect(),
    })
}

fn statement_row((facts, standings, standing): &DayRow<'_>) -> StatementRow {
    StatementRow {
        plan: facts.plan.id.clone(),
        title: facts.plan.title.clone(),
        n: u32::from(standing.facts.row.n),
        of: periods(facts),
        total: standing.total.to_string(),
        paid: standing.facts.paid.to_string(),
        remaining: standing.remaining.to_string(),
        status: views::wire_status(standing.status),
        partly_paid: standing.partly_paid(),
        auto_debit: facts.plan.auto_debit,
        paid_on: standing.facts.paid_on.map(|date| date.to_string()),
        track: views::track(standings),
    }
}

fn due_row(facts: &PlanFacts, standing: &Standing) -> DueRow {
    DueRow {
        plan: facts.plan.id.clone(),
        title: facts.plan.title.clone(),
        account: facts.account.name.clone(),
        currency: facts.plan.currency.code().to_owned(),
        n: u32::from(standing.facts.row.n),
        of: periods(facts),
        due_date: standing.facts.row.due_date.to_string(),
        total: standing.total.to_string(),
        paid: standing.facts.paid.to_string(),
        remaining: standing.remaining.to_string(),
        status: views::wire_status(standing.status),
        partly_paid: standing.partly_paid(),
    }
}

/// How many periods a plan has; the down payment is not one.
fn periods(facts: &PlanFacts) -> u32 {
    facts.rows.last().map_or(0, |last| u32::from(last.row.n))
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
