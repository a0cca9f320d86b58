//! Automatic repayments: did it go through?

use chrono::NaiveDate;
use fenqi_domain::status::Debit;

use crate::Result;
use crate::app::{App, Done};
use crate::contract::{AppError, ErrorCode, Field, PlanId, Topic};
use crate::plans::plan_unknown;
use crate::ports::{Part, PlanFacts, WriteTx};
use crate::views::{self, Policy, Standing};

impl App {
    /// It went through: what was left of the row was paid by its account's funding source, on the due day unless
    /// another is given. Answers the repayment's id.
    ///
    /// # Errors
    /// `debit_not_expected`, `paid_already`, `row_unknown`, `plan_unknown`, `date_…`, `storage_…`.
    pub fn debit_confirm(&self, plan: &PlanId, n: u32, on: Option<&str>) -> Result<String> {
        let asked = on.map(|_| self.paid_when_and_whence(on, None)).transpose()?;
        self.write("debit_confirm", vec![Topic::Plans], |tx| {
            let (facts, standing) = self.expected(tx, plan, n)?;
            let row = standing.facts.row;
            let paid_on = asked.map_or(row.due_date, |(on, _)| on);
            let parts = vec![Part { plan: plan.clone(), n: row.n, amount: standing.remaining }];
            let source = facts.account.funding_source.clone();
            let repayment = self.repayment(&facts.account.id, parts, paid_on, source)?;
            tx.insert_repayment(&repayment)?;
            tx.set_debit(plan, row.n, Some((&Debit::Confirmed, self.today(), Some(&repayment.id))))?;
            let done = Done::to(repayment.id.clone(), repayment.id);
            Ok(done.with("title", &facts.plan.title).with("n", n).with_money(repayment.amount))
        })
    }

    /// It failed: the row has to be paid by hand, and is overdue when its grace days are over.
    ///
    /// # Errors
    /// As [`App::debit_confirm`].
    pub fn debit_fail(&self, plan: &PlanId, n: u32) -> Result<()> {
        self.write("debit_fail", vec![Topic::Plans], |tx| {
            let (facts, standing) = self.expected(tx, plan, n)?;
            tx.set_debit(plan, standing.facts.row.n, Some((&Debit::Failed, self.today(), None)))?;
            Ok(Done::to(plan.0.clone(), ()).with("title", &facts.plan.title).with("n", n))
        })
    }

    /// A row that an automatic repayment should have paid by now.
    fn expected(&self, tx: &dyn WriteTx, plan: &PlanId, n: u32) -> Result<(PlanFacts, Standing)> {
        let facts = tx.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))?;
        let today: NaiveDate = self.today();
        let mut standings = views::standings(&facts.rows, Policy::of(&facts, today))?.into_iter();
        let standing = standings.find(|standing| u32::from(standing.facts.row.n) == n);
        let standing = standing.ok_or_else(|| AppError::new(ErrorCode::RowUnknown).with("n", n))?;
        let due_date = standing.facts.row.due_date;
        if !standing.remaining.is_positive() {
            Err(AppError::new(ErrorCode::PaidAlready).with("n", n))
        } else if !facts.plan.auto_debit {
            Err(AppError::new(ErrorCode::DebitNotExpected))
        } else if today < due_date {
            Err(AppError::new(ErrorCode::DateTooEarly).with("start", due_date).at(Field::PaidOn))
        } else {
            Ok((facts, standing))
        }
    }
}
