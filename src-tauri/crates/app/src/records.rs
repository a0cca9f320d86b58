//! The repayments of all plans.

use fenqi_domain::Money;

use crate::app::{App, assert_page};
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{AppError, ErrorCode, PlanId, RecordPage, RecordPlan, RecordQuery, RecordView};
use crate::ports::{ListedRepayment, PlanBrief, RepaymentListing};
use crate::{Result, accounts, amounts};

impl App {
    /// A page of the repayments of all plans, newest first by the day on which they were paid.
    ///
    /// # Errors
    /// `number_range` for a limit beyond 1 to 200; `date_invalid`, `account_unknown` (id or name), `repayment_unknown`,
    /// `storage_failed`.
    pub fn records(&self, query: &RecordQuery) -> Result<RecordPage> {
        assert_page(query.limit)?;
        let day = |text: Option<&str>, open| text.map_or(Ok(open), amounts::date);
        let books = self.books()?;
        let account = query.account.as_ref().map(|named| accounts::find(books.tx.as_ref(), &named.0));
        let account = account.transpose()?;
        let mut found = books.tx.repayment_list(&RepaymentListing {
            account: account.as_ref().map(|account| &account.id),
            from: day(query.from.as_deref(), EARLIEST)?,
            to: day(query.to.as_deref(), LATEST)?,
            before: query.before.as_deref(),
            // One more tells whether there are older ones.
            limit: query.limit + 1,
        })?;
        let limit = query.limit as usize;
        let more = found.len() > limit;
        found.truncate(limit);
        let plans = plans_of(&books, &found)?;
        let records: Result<Vec<_>> = found.iter().map(|listed| record(&books, &plans, listed)).collect();
        Ok(RecordPage { records: records?, more })
    }
}

/// The plans that any of them went to.
fn plans_of(books: &Books<'_>, found: &[ListedRepayment]) -> Result<Vec<PlanBrief>> {
    let parts = found.iter().flat_map(|listed| listed.repayment.parts.iter().map(|part| &part.plan));
    let mut ids: Vec<PlanId> =
        parts.chain(found.iter().filter_map(|listed| listed.closes.as_ref())).cloned().collect();
    ids.sort();
    ids.dedup();
    books.tx.plans_briefly(&ids)
}

fn record(books: &Books<'_>, plans: &[PlanBrief], listed: &ListedRepayment) -> Result<RecordView> {
    let repayment = &listed.repayment;
    let mut went_to: Vec<(&PlanId, Vec<u32>, Money)> = Vec::new();
    let zero = Money::zero(repayment.amount.currency());
    let mut rest = repayment.amount;
    for part in &repayment.parts {
        rest = rest.checked_sub(part.amount).map_err(|_| broken())?;
        match went_to.last_mut() {
            Some((plan, rows, amount)) if *plan == &part.plan => {
                rows.push(part.n.into());
                *amount = amount.checked_add(part.amount).map_err(|_| broken())?;
            }
            _ => went_to.push((&part.plan, vec![part.n.into()], part.amount)),
        }
    }
    if let Some(closed) = &listed.closes {
        match went_to.iter_mut().find(|(plan, ..)| *plan == closed) {
            Some((_, _, amount)) => *amount = amount.checked_add(rest).map_err(|_| broken())?,
            None => went_to.push((closed, Vec::new(), rest)),
        }
        rest = zero;
    }
    if rest != zero {
        return Err(broken());
    }
    let plans = went_to.into_iter().map(|(id, rows, amount)| {
        let plan = plans.iter().find(|plan| plan.id == *id).ok_or_else(broken)?;
        let of = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
        Ok(RecordPlan { plan: id.clone(), title: plan.title.clone(), rows, of, amount: amount.to_string() })
    });
    Ok(RecordView {
        id: repayment.id.clone(),
        kind: listed.kind,
        account: books.account_ref(&repayment.account)?,
        currency: repayment.amount.currency().code().to_owned(),
        amount: repayment.amount.to_string(),
        paid_on: repayment.paid_on.to_string(),
        source: repayment.source.clone(),
        plans: plans.collect::<Result<_>>()?,
    })
}

/// Parts that do not add up to their repayment, or that went to no plan.
fn broken() -> AppError {
    AppError::new(ErrorCode::FileDamaged).with("reason", "repayment")
}
