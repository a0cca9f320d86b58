//! What was entered and was not so: rows that the contract has otherwise, repayments of another day or amount, texts.

use fenqi_domain::status::Debit;
use fenqi_domain::{Currency, Money, Row};

use crate::app::{App, Done, optional};
use crate::contract::{
    AppError, ErrorCode, Field, PlanEdit, PlanEditForm, PlanId, RepaymentForm, RowDraft, RowForm, RowProblem,
    RowTotal, RowsCheck, RowsForm, Topic,
};
use crate::plans::plan_unknown;
use crate::ports::{Part, PlanFacts, Repayment, WriteTx};
use crate::repayments::{Pay, of_rows_alone, repayment_unknown};
use crate::{Result, amounts, views};

impl App {
    /// Changes what a plan is called and what belongs to it, from the window.
    ///
    /// # Errors
    /// As [`App::plan_edit`].
    pub fn plan_edit_form(&self, form: PlanEditForm) -> Result<()> {
        let edit = PlanEdit {
            title: Some(form.title),
            merchant: Some(form.merchant),
            order_no: Some(form.order_no),
            auto_debit: Some(form.auto_debit),
            notes: Some(form.notes),
            ..PlanEdit::default()
        };
        self.plan_edit(&form.plan, &edit)
    }

    /// What rows would come to with the contract's own figures.
    ///
    /// # Errors
    /// `plan_unknown`, `storage_failed`. What is wrong with the rows is in the answer.
    pub fn rows_check(&self, form: &RowsForm) -> Result<RowsCheck> {
        let found = self.store.begin_read()?.plans(Some(&form.plan))?.pop();
        check(&found.ok_or_else(|| plan_unknown(&form.plan))?, &form.rows)
    }

    /// Puts the contract's own figures in the place of some rows. They are kept from then on.
    ///
    /// # Errors
    /// The first of what [`App::rows_check`] lists; `rows_mismatch` when principal would be lost or invented;
    /// `storage_…`.
    pub fn rows_correct(&self, form: &RowsForm) -> Result<()> {
        if let Some(problem) = self.rows_check(form)?.problems.into_iter().next() {
            return Err(problem.error);
        }
        let number = |text: &str| amounts::typed_number(text).into_owned();
        let draft = |row: &RowForm| RowDraft {
            n: row.n,
            due_date: row.due_date.trim().to_owned(),
            principal: number(&row.principal),
            interest: number(&row.interest),
            fee: number(&row.fee),
        };
        let rows = form.rows.iter().map(draft).collect();
        self.plan_edit(&form.plan, &PlanEdit { rows: Some(rows), ..PlanEdit::default() })
    }

    /// Records a repayment anew, as it should have been. What was said of a debit because of it stays said.
    ///
    /// # Errors
    /// `repayment_unknown`; `repayment_needed` for one that settled or prepaid a plan; `repayment_shared` when
    /// another amount would have to be split over several plans; `payment_too_large`, `amount_…`, `date_invalid`,
    /// `date_ahead`, `storage_…`.
    pub fn repayment_correct(&self, form: &RepaymentForm) -> Result<()> {
        let paid_on = amounts::date(form.paid_on.trim()).map_err(|error| error.at(Field::PaidOn))?;
        let source = optional(&form.source, 60)?;
        self.write("repayment_correct", vec![Topic::Plans], |tx| {
            let old = tx.repayment(&form.id)?.ok_or_else(|| repayment_unknown(&form.id))?;
            // It may have come in with a day that is far ahead.
            if paid_on != old.paid_on {
                self.assert_near(paid_on)?;
            }
            of_rows_alone(&old)?;
            let mut debits = confirmed(tx, &old)?;
            tx.remove_repayment(&form.id)?;
            // What is confirmed still was so by another repayment.
            let others = confirmed(tx, &old)?;
            debits.retain(|row| !others.contains(row));
            let parts = self.parts_anew(tx, &old, &form.amount)?;
            let amount = views::sum(parts.iter().map(|part| part.amount), old.amount.currency())?;
            let repayment = Repayment { amount, paid_on, source, parts, ..old };
            tx.insert_repayment(&repayment)?;
            let still_paid =
                |plan: &PlanId, n: u16| repayment.parts.iter().any(|part| part.plan == *plan && part.n == n);
            for (plan, n) in debits.iter().filter(|(plan, n)| still_paid(plan, *n)) {
                tx.set_debit(plan, *n, Some((&Debit::Confirmed, self.today(), Some(&repayment.id))))?;
            }
            Ok(Done::to(form.id.clone(), ()).with("date", paid_on).with_money(amount))
        })
    }

    /// The rows that the repayment of another amount goes to. It was taken back before.
    fn parts_anew(&self, tx: &dyn WriteTx, old: &Repayment, amount: &str) -> Result<Vec<Part>> {
        let typed = amounts::typed_number(amount);
        let wanted = if typed.is_empty() {
            old.amount
        } else {
            amounts::positive(&typed, old.amount.currency()).map_err(|error| error.at(Field::Amount))?
        };
        let Some(first) = old.parts.first().filter(|_| wanted != old.amount) else {
            return Ok(old.parts.clone());
        };
        if old.parts.iter().any(|part| part.plan != first.plan) {
            return Err(AppError::new(ErrorCode::RepaymentShared).at(Field::Amount));
        }
        let facts = tx.plans(Some(&first.plan))?.pop().ok_or_else(|| plan_unknown(&first.plan))?;
        let pay = Pay {
            plan: first.plan.clone(),
            n: u32::from(first.n),
            amount: Some(wanted.to_string()),
            on: None,
            source: None,
        };
        self.parts_of(&facts, &pay)
    }
}

/// The rows of a repayment whose debit is confirmed.
fn confirmed(tx: &dyn WriteTx, repayment: &Repayment) -> Result<Vec<(PlanId, u16)>> {
    let mut rows = Vec::new();
    for part in &repayment.parts {
        let facts = tx.plans(Some(&part.plan))?.pop().ok_or_else(|| plan_unknown(&part.plan))?;
        let row = facts.rows.iter().find(|facts| facts.row.n == part.n);
        if row.is_some_and(|facts| facts.debit == Some(Debit::Confirmed)) {
            rows.push((part.plan.clone(), part.n));
        }
    }
    Ok(rows)
}

fn check(facts: &PlanFacts, forms: &[RowForm]) -> Result<RowsCheck> {
    let currency = facts.plan.currency;
    let mut rows: Vec<Row> = facts.rows.iter().map(|facts| facts.row).collect();
    let expected = principal(&rows, currency)?;
    let (mut problems, mut totals) = (Vec::new(), Vec::new());
    for form in forms {
        match place(facts, form) {
            Ok((place, row, total)) => {
                rows[place] = row;
                totals.push(RowTotal { n: form.n, total: total.to_string() });
            }
            Err(errors) => problems.extend(errors.into_iter().map(|error| RowProblem { n: form.n, error })),
        }
    }
    problems.extend(backwards(facts, &rows, forms));
    let found = principal(&rows, currency)?;
    let (larger, smaller) =
        if found.minor() > expected.minor() { (found, expected) } else { (expected, found) };
    let difference = larger.checked_sub(smaller).map_err(|_| amounts::too_large(currency))?;
    Ok(RowsCheck {
        problems,
        totals,
        principal: found.to_string(),
        expected: expected.to_string(),
        difference: difference.is_positive().then(|| difference.to_string()),
        is_more: found.minor() > expected.minor(),
    })
}

fn principal(rows: &[Row], currency: Currency) -> Result<Money> {
    views::sum(rows.iter().map(|row| row.principal), currency)
}

/// Where a row stands, what it becomes and asks for; or everything that is wrong with it.
fn place(facts: &PlanFacts, form: &RowForm) -> std::result::Result<(usize, Row, Money), Vec<AppError>> {
    let old = facts.rows.iter().position(|old| u32::from(old.row.n) == form.n && old.void.is_none());
    let place = old.ok_or_else(|| vec![AppError::new(ErrorCode::RowUnknown).with("n", form.n)])?;
    let currency = facts.plan.currency;
    let mut errors = Vec::new();
    let mut part = |text: &str, field| {
        let read = amounts::amount(&amounts::typed_number(text), currency);
        read.unwrap_or_else(|error| {
            errors.push(error.at(field));
            Money::zero(currency)
        })
    };
    let (principal, interest, fee) = (
        part(&form.principal, Field::Principal),
        part(&form.interest, Field::Interest),
        part(&form.fee, Field::Fee),
    );
    let due_date = amounts::date(form.due_date.trim()).unwrap_or_else(|error| {
        errors.push(error.at(Field::DueDate));
        facts.rows[place].row.due_date
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let row = Row { due_date, principal, interest, fee, ..facts.rows[place].row };
    let total = row.total().map_err(|_| vec![amounts::too_large(currency).at(Field::Principal)])?;
    let paid = facts.rows[place].paid;
    if total.minor() < paid.minor() {
        let error = AppError::new(ErrorCode::RowPaidMore).with("n", form.n).with("paid", paid);
        return Err(vec![error.at(Field::Principal)]);
    }
    Ok((place, row, total))
}

/// Rows that would be due before the purchase, or before the row above them. Told of the one that was typed.
fn backwards(facts: &PlanFacts, rows: &[Row], forms: &[RowForm]) -> Vec<RowProblem> {
    let typed = |row: &Row| forms.iter().any(|form| form.n == u32::from(row.n));
    let problem = |row: &Row, code, day: &dyn ToString| RowProblem {
        n: u32::from(row.n),
        error: AppError::new(code).with("start", day.to_string()).at(Field::DueDate),
    };
    let mut problems = Vec::new();
    if let Some(first) = rows.first().filter(|row| row.due_date < facts.plan.purchased_on) {
        problems.push(problem(first, ErrorCode::DateTooEarly, &facts.plan.purchased_on));
    }
    for pair in rows.windows(2).filter(|pair| pair[1].due_date < pair[0].due_date) {
        problems.push(if typed(&pair[1]) {
            problem(&pair[1], ErrorCode::DateTooEarly, &pair[0].due_date)
        } else {
            problem(&pair[0], ErrorCode::DateTooLate, &pair[1].due_date)
        });
    }
    problems
}
