//! Changing and removing plans.

use fenqi_domain::{Money, Row, schedule};

use crate::app::{App, Done, lines, optional, required};
use crate::contract::{AppError, ErrorCode, Field, PlanEdit, PlanId, RowDraft, Topic};
use crate::plans::{plan_unknown, row_of};
use crate::ports::{Correction, Plan, PlanFacts, Revision};
use crate::{Result, amounts};

impl App {
    /// Changes what is given of a plan; what is absent stays, an empty text is taken away. `rows` are the contract's
    /// own figures: they are kept from then on, and the principal of all rows must stay what it was.
    ///
    /// # Errors
    /// `plan_unknown`, `row_unknown`, `rows_mismatch`, `rule_broken`, or the error of the first field out of its
    /// limits; `storage_…`.
    pub fn plan_edit(&self, id: &PlanId, edit: &PlanEdit) -> Result<()> {
        self.write("plan_edit", vec![Topic::Plans], |tx| {
            let facts = tx.plans(Some(id))?.pop().ok_or_else(|| plan_unknown(id))?;
            let plan = edited(&facts.plan, edit)?;
            if plan != facts.plan {
                tx.update_plan(&plan)?;
            }
            let changed = corrected(&facts, edit.rows.as_deref().unwrap_or_default())?;
            if !changed.is_empty() {
                tx.revise(
                    id,
                    &Revision {
                        since: self.today(),
                        cause: Correction::Rows,
                        terms: facts.plan.terms.clone(),
                        changed,
                        removed: Vec::new(),
                    },
                )?;
            }
            Ok(Done::to(id.0.clone(), ()).with("title", &plan.title))
        })
    }

    /// Removes a plan with its rows and what it had of repayments.
    ///
    /// # Errors
    /// `plan_unknown` or `storage_…`.
    pub fn plan_remove(&self, id: &PlanId) -> Result<()> {
        self.write("plan_remove", vec![Topic::Plans], |tx| {
            let facts = tx.plans(Some(id))?.pop().ok_or_else(|| plan_unknown(id))?;
            tx.remove_plan(id)?;
            Ok(Done::to(id.0.clone(), ()).with("title", &facts.plan.title))
        })
    }
}

fn edited(plan: &Plan, edit: &PlanEdit) -> Result<Plan> {
    let text = |old: &Option<String>, new: &Option<String>, max, field| match new {
        None => Ok(old.clone()),
        Some(new) => optional(new, max).map_err(|error| error.at(field)),
    };
    let price = match edit.price.as_deref().map(str::trim) {
        None => plan.price,
        Some("") => None,
        Some(price) => Some(amounts::positive(price, plan.currency).map_err(|error| error.at(Field::Price))?),
    };
    let title = edit.title.as_deref().map(|title| required(title, 120)).transpose();
    Ok(Plan {
        title: title.map_err(|error| error.at(Field::Title))?.unwrap_or_else(|| plan.title.clone()),
        merchant: text(&plan.merchant, &edit.merchant, 120, Field::Merchant)?,
        order_no: text(&plan.order_no, &edit.order_no, 120, Field::OrderNo)?,
        price,
        auto_debit: edit.auto_debit.unwrap_or(plan.auto_debit),
        notes: match &edit.notes {
            None => plan.notes.clone(),
            Some(notes) => lines(notes, 4000).map_err(|error| error.at(Field::Notes))?,
        },
        ..plan.clone()
    })
}

/// The rows that are others than before.
fn corrected(facts: &PlanFacts, drafts: &[RowDraft]) -> Result<Vec<Row>> {
    let currency = facts.plan.currency;
    let mut rows: Vec<Row> = facts.rows.iter().map(|facts| facts.row).collect();
    let principal = |rows: &[Row]| {
        let sum = schedule::totals(rows, currency).map(|totals| totals.principal);
        sum.map_err(|_| amounts::too_large(currency).at(Field::Rows))
    };
    let expected = principal(&rows)?;
    let mut changed = Vec::new();
    for draft in drafts {
        let row = row_of(draft, currency)?;
        let place = facts.rows.iter().position(|old| old.row.n == row.n && old.void.is_none());
        let place =
            place.ok_or_else(|| AppError::new(ErrorCode::RowUnknown).with("n", draft.n).at(Field::Rows))?;
        let paid = facts.rows[place].paid;
        if row.total().is_ok_and(|total| total.minor() < paid.minor()) {
            return Err(AppError::new(ErrorCode::RowPaidMore)
                .with("n", draft.n)
                .with("paid", paid)
                .at(Field::Rows));
        }
        if rows[place] != row {
            rows[place] = row;
            changed.push(row);
        }
    }
    let found: Money = principal(&rows)?;
    if found != expected {
        let error = AppError::new(ErrorCode::RowsMismatch).with("found", found).with("expected", expected);
        return Err(error.at(Field::Rows));
    }
    Ok(changed)
}
