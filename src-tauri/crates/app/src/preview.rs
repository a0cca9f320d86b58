//! What the form would become, at each keystroke: its schedule, what it means, and which rows were paid already.

use fenqi_domain::schedule::Schedule;
use fenqi_domain::terms::MAX_PERIODS;
use fenqi_domain::{Money, Row, Terms};

use crate::app::App;
use crate::contract::{FormMethod, PlanForm, Preview, ScheduleView};
use crate::ports::RowFacts;
use crate::prospect::prospect;
use crate::views::{self, PaidBesides, Policy};
use crate::{Result, amounts};

/// Which rows were paid before Fenqi knew of the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaidRows {
    None,
    /// Those that fell due before today.
    Past,
    First(u16),
}

impl App {
    /// The schedule that the form would make, and all that would stop a save.
    ///
    /// # Errors
    /// `storage_failed`. What is wrong with the form is in the answer.
    pub fn plan_preview(&self, form: &PlanForm) -> Result<Preview> {
        let reading = self.read_plan_form(form)?;
        let varies = form.method != FormMethod::Bullet;
        let account = reading.account.as_ref();
        let prospect = match (&reading.terms, &reading.made) {
            (Some(input), Some((terms, made))) => {
                Some(prospect(&self.books()?, account, input, (terms, made), varies)?)
            }
            _ => None,
        };
        let policy = Policy {
            grace_days: reading.account.as_ref().map_or(0, |account| account.grace_days),
            auto_debit: form.auto_debit,
            today: self.today(),
        };
        let view = |(terms, made): &(Terms, Schedule)| schedule_view(terms, made, reading.paid_rows, policy);
        let schedule = reading.made.as_ref().map(view).transpose()?;
        Ok(Preview { errors: reading.errors, schedule, solved: reading.solved, prospect })
    }
}

/// Which rows the form says were paid, of as many as the terms have.
pub(crate) fn paid_rows(form: &PlanForm, terms: Option<&Terms>) -> Result<PaidRows> {
    let typed = amounts::typed_number(&form.paid_rows);
    if !form.past_rows_paid || typed.is_empty() {
        return Ok(if form.past_rows_paid { PaidRows::Past } else { PaidRows::None });
    }
    let most = terms.map_or(MAX_PERIODS, Terms::periods);
    let count = amounts::count("paid_rows", &typed, 0, u32::from(most))?;
    Ok(PaidRows::First(u16::try_from(count).unwrap_or(most)))
}

fn schedule_view(
    terms: &Terms,
    schedule: &Schedule,
    paid_rows: PaidRows,
    policy: Policy,
) -> Result<ScheduleView> {
    let currency = schedule.financed.currency();
    let is_past = |row: &Row| row.n > 0 && row.due_date < policy.today;
    let facts = |row: &Row| {
        let paid = match paid_rows {
            _ if row.n == 0 => true,
            PaidRows::None => false,
            PaidRows::Past => is_past(row),
            PaidRows::First(n) => row.n <= n,
        };
        let total = row.total().map_err(|_| amounts::too_large(currency))?;
        let paid_on = paid.then_some(row.due_date.min(policy.today));
        let paid = if paid { total } else { Money::zero(currency) };
        Ok(RowFacts { row: *row, paid, paid_on, void: None, edited: false, debit: None })
    };
    let rows: Result<Vec<RowFacts>> = schedule.rows.iter().map(facts).collect();
    let standings = views::standings(&rows?, policy)?;
    let due = |row: Option<&Row>| row.map(|row| row.due_date.to_string()).unwrap_or_default();
    Ok(ScheduleView {
        currency: currency.code().to_owned(),
        rows: views::row_views(&standings, policy.today, currency)?,
        track: views::track(&standings),
        totals: views::payment_view(&standings, &PaidBesides::default(), currency)?,
        rates: views::rates(&schedule.rows, terms),
        advertised: views::advertised(terms),
        per_period: schedule.regular_payment(terms).map_err(|_| amounts::too_large(currency))?.to_string(),
        periods: u32::from(terms.periods()),
        first_due_date: due(schedule.rows.iter().find(|row| row.n > 0)),
        last_due_date: due(schedule.rows.last()),
        past_rows: views::count(schedule.rows.iter().filter(|row| is_past(row)).count()),
    })
}
