//! What the user means to pay early: shown where its day is, done by the quote of the day, or dropped.

use chrono::NaiveDate;

use crate::app::{App, Done};
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{AppError, ErrorCode, PlanId, PlannedView, Topic};
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
