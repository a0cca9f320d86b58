//! What the user means to pay early: shown where its day is, done by the quote of the day, or dropped.

use chrono::NaiveDate;

use crate::app::{App, Done};
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{AgendaDay, AppError, ErrorCode, MonthDay, PlanId, PlannedView, Topic};
use crate::plans::plan_unknown;
use crate::ports::Planned;
use crate::{Result, amounts, views};

impl App {
    /// All that is planned of open plans, by day.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn planned(&self) -> Result<Vec<PlannedView>> {
        self.books()?.planned(EARLIEST, LATEST, None)
    }

    /// Drops what is planned of a plan on a day.
    ///
    /// # Errors
    /// `plan_unknown`, `date_invalid`; `planned_unknown` where nothing is; `storage_…`.
    pub fn planned_drop(&self, plan: &PlanId, on: &str) -> Result<()> {
        let on = amounts::date(on)?;
        self.write("planned_drop", vec![Topic::Plans], |tx| {
            let facts = tx.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))?;
            let found = tx.planned(on, on, Some(plan))?.pop();
            let planned = found.ok_or_else(|| AppError::new(ErrorCode::PlannedUnknown).with("date", on))?;
            tx.remove_planned(plan, on, on)?;
            let done = Done::to(plan.0.clone(), ()).with("title", &facts.plan.title).with("date", on);
            Ok(done.with_money(planned.amount))
        })
    }
}

impl Books<'_> {
    /// What is planned from a day to another, of one plan or of all.
    pub(crate) fn planned(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        plan: Option<&PlanId>,
    ) -> Result<Vec<PlannedView>> {
        let planned = self.tx.planned(from, to, plan)?;
        planned.into_iter().map(|planned| self.planned_view(planned)).collect()
    }

    fn planned_view(&self, planned: Planned) -> Result<PlannedView> {
        Ok(PlannedView {
            account: self.account_ref(&planned.account)?,
            plan: planned.plan,
            title: planned.title,
            currency: planned.amount.currency().code().to_owned(),
            on: planned.on.to_string(),
            days: views::days_until(planned.on, self.today),
            act: planned.act,
            amount: planned.amount.to_string(),
        })
    }
}

/// A day of a list that is by day, and has a place for what is planned on it.
pub(crate) trait Day {
    /// The day, with nothing else on it: as `YYYY-MM-DD`, and in days from today.
    fn bare(date: String, days: i32) -> Self;
    fn date(&self) -> &str;
    fn planned(&mut self) -> &mut Vec<PlannedView>;
}

impl Day for MonthDay {
    fn bare(date: String, days: i32) -> Self {
        Self { date, days, totals: Vec::new(), chips: Vec::new(), more: 0, planned: Vec::new() }
    }

    fn date(&self) -> &str {
        &self.date
    }

    fn planned(&mut self) -> &mut Vec<PlannedView> {
        &mut self.planned
    }
}

impl Day for AgendaDay {
    fn bare(date: String, days: i32) -> Self {
        Self { date, days, statements: Vec::new(), planned: Vec::new() }
    }

    fn date(&self) -> &str {
        &self.date
    }

    fn planned(&mut self) -> &mut Vec<PlannedView> {
        &mut self.planned
    }
}

/// Puts what is planned on its days; a day may have nothing else.
pub(crate) fn put_on_days<D: Day>(days: &mut Vec<D>, planned: Vec<PlannedView>) {
    for planned in planned {
        let at = days.partition_point(|day| day.date() < planned.on.as_str());
        if days.get(at).is_none_or(|day| day.date() != planned.on) {
            days.insert(at, D::bare(planned.on.clone(), planned.days));
        }
        days[at].planned().push(planned);
    }
}
