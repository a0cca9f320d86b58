//! Repayments: one row, or all that an account asks for on one day.

use chrono::{Days, NaiveDate};
use fenqi_domain::Money;
use fenqi_domain::repayment::allocate;

use crate::app::{App, Done, new_id, optional};
use crate::contract::{
    AppError, ErrorCode, Field, PayForm, PayPart, PayPreview, PlanId, StatementPayForm, Topic,
};
use crate::plans::plan_unknown;
use crate::ports::{Account, Part, PlanFacts, Repayment, WriteTx};
use crate::views::{self, Policy, Standing};
use crate::{Result, accounts, amounts};

/// How far ahead a repayment may be dated.
const AHEAD: Days = Days::new(31);

/// A repayment of one row. Absent: all that is left of it, today, from nowhere in particular.
#[derive(Clone, Debug)]
pub struct Pay {
    /// Whose row it is.
    pub plan: PlanId,
    /// The row that is paid first: counted from 1.
    pub n: u32,
    /// In the currency of the plan, more than zero and at most what the plan has left.
    pub amount: Option<String>,
    /// `YYYY-MM-DD`.
    pub on: Option<String>,
    /// The card or wallet that it comes from, up to 60 characters.
    pub source: Option<String>,
}

impl App {
    /// Records a repayment of a row. What is more than the row asks for goes to the plan's next unpaid rows, then
    /// to its earlier ones. Answers the repayment's id.
    ///
    /// # Errors
    /// `plan_unknown`, `row_unknown`, `paid_already`, `payment_too_large`, `amount_…`, `date_invalid`, `date_ahead`,
    /// `storage_…`.
    pub fn pay(&self, pay: &Pay) -> Result<String> {
        let (paid_on, source) = self.paid_when_and_whence(pay.on.as_deref(), pay.source.as_deref())?;
        self.write("pay", vec![Topic::Plans], |tx| {
            let facts = tx.plans(Some(&pay.plan))?.pop().ok_or_else(|| plan_unknown(&pay.plan))?;
            let parts = self.parts_of(&facts, pay)?;
            let repayment = self.repayment(&facts.account.id, parts, paid_on, source)?;
            tx.insert_repayment(&repayment)?;
            let done = Done::to(repayment.id.clone(), repayment.id);
            Ok(done.with("title", &facts.plan.title).with("n", pay.n).with_money(repayment.amount))
        })
    }

    /// Records a repayment of one row from the window.
    ///
    /// # Errors
    /// As [`App::pay`].
    pub fn pay_form(&self, form: PayForm) -> Result<()> {
        self.pay(&read(form)).map(|_| ())
    }

    /// Where the money would go, row by row.
    ///
    /// # Errors
    /// As [`App::pay`].
    pub fn pay_preview(&self, form: PayForm) -> Result<PayPreview> {
        let pay = read(form);
        self.paid_when_and_whence(pay.on.as_deref(), pay.source.as_deref())?;
        let found = self.store.begin_read()?.plans(Some(&pay.plan))?.pop();
        let facts = found.ok_or_else(|| plan_unknown(&pay.plan))?;
        let parts = self.parts_of(&facts, &pay)?;
        let amount = views::sum(parts.iter().map(|part| part.amount), facts.plan.currency)?;
        let standings = views::standings(&facts.rows, Policy::of(&facts, self.today()))?;
        let left = |part: &Part| {
            let standing = standings.iter().find(|standing| standing.facts.row.n == part.n);
            let remaining = standing.map_or(part.amount, |standing| standing.remaining);
            remaining.checked_sub(part.amount).map_err(|_| amounts::too_large(facts.plan.currency))
        };
        let view = |part: &Part| {
            let left = left(part)?.to_string();
            Ok(PayPart { n: u32::from(part.n), amount: part.amount.to_string(), left })
        };
        Ok(PayPreview { amount: amount.to_string(), parts: parts.iter().map(view).collect::<Result<_>>()? })
    }

    /// Records a repayment of all that an account (id or name) asks for on a day. Answers the repayment's id.
    ///
    /// # Errors
    /// `account_unknown`, `statement_unknown` when nothing is left there, `date_invalid`, `date_ahead`, `storage_…`.
    pub fn pay_statement(
        &self,
        account: &str,
        due_date: &str,
        on: Option<&str>,
        source: Option<&str>,
    ) -> Result<String> {
        let (paid_on, source) = self.paid_when_and_whence(on, source)?;
        let due_date = amounts::date(due_date)?;
        self.write("pay_statement", vec![Topic::Plans], |tx| {
            let account = accounts::find(tx, account)?;
            let parts = self.statement_parts(tx, &account, due_date)?;
            if parts.is_empty() {
                return Err(AppError::new(ErrorCode::StatementUnknown).with("date", due_date));
            }
            let repayment = self.repayment(&account.id, parts, paid_on, source)?;
            tx.insert_repayment(&repayment)?;
            let done = Done::to(repayment.id.clone(), repayment.id);
            Ok(done.with("name", &account.name).with("date", due_date).with_money(repayment.amount))
        })
    }

    /// Takes a repayment back: its rows are open again. One that settled or prepaid a plan cannot be taken back
    /// alone; undo can.
    ///
    /// # Errors
    /// `repayment_unknown`, `repayment_needed`, `storage_…`.
    pub fn repayment_remove(&self, id: &str) -> Result<()> {
        self.write("repayment_remove", vec![Topic::Plans], |tx| {
            let repayment = tx.repayment(id)?.ok_or_else(|| repayment_unknown(id))?;
            of_rows_alone(&repayment)?;
            tx.remove_repayment(id)?;
            Ok(Done::to(id, ()).with("date", repayment.paid_on).with_money(repayment.amount))
        })
    }

    /// Records the repayment of a statement from the window.
    ///
    /// # Errors
    /// As [`App::pay_statement`].
    pub fn pay_statement_form(&self, form: StatementPayForm) -> Result<()> {
        let (on, source) = (form.paid_on.trim(), form.source.trim());
        let some = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
        self.pay_statement(&form.account.0, &form.due_date, some(on).as_deref(), some(source).as_deref())
            .map(|_| ())
    }

    pub(crate) fn when_and_whence(
        &self,
        on: Option<&str>,
        source: Option<&str>,
    ) -> Result<(NaiveDate, Option<String>)> {
        let on =
            on.map(|text| amounts::date(text.trim()).map_err(|error| error.at(Field::PaidOn))).transpose()?;
        Ok((on.unwrap_or_else(|| self.today()), optional(source.unwrap_or_default(), 60)?))
    }

    /// The same of what was paid, or is about to be: a day that is far ahead is a slip.
    pub(crate) fn paid_when_and_whence(
        &self,
        on: Option<&str>,
        source: Option<&str>,
    ) -> Result<(NaiveDate, Option<String>)> {
        let (on, source) = self.when_and_whence(on, source)?;
        self.assert_near(on)?;
        Ok((on, source))
    }

    /// Nobody orders a transfer for a day that is further ahead.
    pub(crate) fn assert_near(&self, paid_on: NaiveDate) -> Result<()> {
        let last = self.today().checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        if paid_on <= last {
            return Ok(());
        }
        Err(AppError::new(ErrorCode::DateAhead).with("date", paid_on).with("last", last).at(Field::PaidOn))
    }

    pub(crate) fn parts_of(&self, facts: &PlanFacts, pay: &Pay) -> Result<Vec<Part>> {
        let standings = views::standings(&facts.rows, Policy::of(facts, self.today()))?;
        let place = standings.iter().position(|standing| u32::from(standing.facts.row.n) == pay.n);
        let place = place.ok_or_else(|| AppError::new(ErrorCode::RowUnknown).with("n", pay.n))?;
        if !standings[place].remaining.is_positive() {
            return Err(AppError::new(ErrorCode::PaidAlready).with("n", pay.n));
        }
        let currency = facts.plan.currency;
        let amount = match &pay.amount {
            Some(text) => amounts::positive(text, currency).map_err(|error| error.at(Field::Amount))?,
            None => standings[place].remaining,
        };
        let order: Vec<&Standing> = standings[place..].iter().chain(&standings[..place]).collect();
        let remaining: Vec<Money> = order.iter().map(|standing| standing.remaining).collect();
        let allocation = allocate(amount, &remaining).map_err(|_| amounts::too_large(currency))?;
        if allocation.excess.is_positive() {
            let left = views::sum(remaining, currency)?;
            return Err(AppError::new(ErrorCode::PaymentTooLarge).with("left", left).at(Field::Amount));
        }
        let part = |(at, amount): (usize, Money)| Part {
            plan: facts.plan.id.clone(),
            n: order[at].facts.row.n,
            amount,
        };
        Ok(allocation.parts.into_iter().map(part).collect())
    }

    fn statement_parts(&self, tx: &dyn WriteTx, account: &Account, due_date: NaiveDate) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        for facts in tx.plans_due(due_date, due_date)?.iter().filter(|facts| facts.account.id == account.id) {
            let standings = views::standings(&facts.rows, Policy::of(facts, self.today()))?;
            let owed = standings.iter().filter(|standing| {
                standing.facts.row.due_date == due_date && standing.remaining.is_positive()
            });
            parts.extend(owed.map(|standing| Part {
                plan: facts.plan.id.clone(),
                n: standing.facts.row.n,
                amount: standing.remaining,
            }));
        }
        Ok(parts)
    }

    pub(crate) fn repayment(
        &self,
        account: &crate::contract::AccountId,
        parts: Vec<Part>,
        paid_on: NaiveDate,
        source: Option<String>,
    ) -> Result<Repayment> {
        let currency = parts.first().map_or(accounts::USUAL_CURRENCY, |part| part.amount.currency());
        let amount = views::sum(parts.iter().map(|part| part.amount), currency)?;
        let created_at = self.now();
        Ok(Repayment { id: new_id(), account: account.clone(), amount, paid_on, source, parts, created_at })
    }
}

/// What was typed, where it was; an empty field is an absent one.
fn read(form: PayForm) -> Pay {
    let typed = |text: String| (!text.trim().is_empty()).then_some(text);
    let amount = typed(form.amount).map(|text| amounts::typed_number(&text).into_owned());
    Pay { plan: form.plan, n: form.n, amount, on: typed(form.paid_on), source: typed(form.source) }
}

pub(crate) fn repayment_unknown(id: &str) -> AppError {
    AppError::new(ErrorCode::RepaymentUnknown).with("repayment", amounts::shown(id))
}

/// Refuses a repayment that settled or prepaid a plan: what followed from it would be without a cause.
pub(crate) fn of_rows_alone(repayment: &Repayment) -> Result<()> {
    let parts = views::sum(repayment.parts.iter().map(|part| part.amount), repayment.amount.currency())?;
    if parts == repayment.amount { Ok(()) } else { Err(AppError::new(ErrorCode::RepaymentNeeded)) }
}
