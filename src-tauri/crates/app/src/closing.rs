//! What ends a plan early or makes it smaller: settling, prepaying, refunds. Each is quoted by the same functions that
//! carry it out.

use chrono::NaiveDate;
use fenqi_domain::prepayment::{PartPaid, PrepaymentError, PrepaymentPolicy, prepay_part};
use fenqi_domain::refund::{RefundError, RefundOrder, follows, refund_rows};
use fenqi_domain::status::Left;
use fenqi_domain::{Money, Row, Terms, schedule as kernel};

use crate::app::{App, Done, new_id};
use crate::books::EARLIEST;
use crate::contract::{
    AppError, ErrorCode, Field, PlanId, PrepayChoices, PrepayForm, PrepaymentView, QuoteView, RefundForm,
    RefundRow, RefundView, SettleForm, Topic,
};
use crate::plans::plan_unknown;
use crate::ports::{
    Correction, Part, PlanFacts, Prepaid, Refunded, Repayment, Revision, RowFacts, Settled, WriteTx,
};
use crate::{Result, amounts, quotes, terms, views};

/// What becomes smaller by a prepayment, as the CLI names it.
pub const KEEPS: [(&str, PrepaymentPolicy); 2] =
    [("term", PrepaymentPolicy::LowerInstalment), ("instalment", PrepaymentPolicy::ShortenTerm)];

/// In which order a refund is taken from unpaid principal, as the CLI names it.
pub const ORDERS: [(&str, RefundOrder); 3] = [
    ("last_first", RefundOrder::LastFirst),
    ("next_first", RefundOrder::NextFirst),
    ("pro_rata", RefundOrder::ProRata),
];

/// The name of what stays after a prepayment.
pub(crate) fn keeps_name(policy: PrepaymentPolicy) -> &'static str {
    match policy {
        PrepaymentPolicy::LowerInstalment => KEEPS[0].0,
        PrepaymentPolicy::ShortenTerm => KEEPS[1].0,
    }
}

/// The name of an order.
pub(crate) fn order_name(order: RefundOrder) -> &'static str {
    match order {
        RefundOrder::LastFirst => ORDERS[0].0,
        RefundOrder::NextFirst => ORDERS[1].0,
        RefundOrder::ProRata => ORDERS[2].0,
    }
}

impl App {
    /// Pays a plan off on a day, today if absent, for what `quote_settle` says. Answers the repayment's id.
    ///
    /// # Errors
    /// As [`App::quote_settle`]; `date_ahead`, `storage_…`.
    pub fn settle_plan(&self, plan: &PlanId, on: Option<&str>, source: Option<&str>) -> Result<String> {
        let (on, source) = self.paid_when_and_whence(on, source)?;
        self.write("settle", vec![Topic::Plans], |tx| {
            let facts = known(tx, plan)?;
            let settling = quotes::settling(&facts, on)?;
            let repayment = Repayment {
                id: new_id(),
                account: facts.account.id.clone(),
                amount: settling.payoff()?,
                paid_on: on,
                source,
                parts: settling.due.iter().map(|row| part(&facts, row)).collect::<Result<_>>()?,
                created_at: self.now(),
            };
            tx.insert_repayment(&repayment)?;
            let quoted = settling.quoted;
            let settled = Settled {
                repayment: repayment.id.clone(),
                on,
                policy: settling.policy,
                principal: quoted.principal,
                interest: quoted.interest,
                fee: quoted.fee,
                penalty: quoted.penalty,
                late_fee: settling.late_fee,
                saved: quoted.saved,
            };
            tx.insert_settlement(plan, &settled)?;
            let done = Done::to(plan.0.clone(), repayment.id);
            Ok(done.with("title", &facts.plan.title).with_money(repayment.amount))
        })
    }

    /// What paying `amount` early on a day would make of a plan: the interest that ran until then is taken first, the
    /// rest lowers the principal. `keeps` is `term` (lower instalments) or `instalment` (a shorter term).
    ///
    /// # Errors
    /// `prepayment_…`, `pay_first`, `plan_unknown`, `amount_…`, `date_…`; `storage_failed`.
    pub fn quote_prepay(
        &self,
        plan: &PlanId,
        amount: &str,
        on: Option<&str>,
        keeps: &str,
    ) -> Result<PrepaymentView> {
        let (on, _) = self.when_and_whence(on, None)?;
        let facts = self.store.begin_read()?.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))?;
        Ok(prepaying(&facts, amount, on, keeps)?.view(&facts))
    }

    /// Records a prepayment. Answers the repayment's id.
    ///
    /// # Errors
    /// As [`App::quote_prepay`]; `date_ahead`, `storage_…`.
    pub fn prepay(
        &self,
        plan: &PlanId,
        amount: &str,
        on: Option<&str>,
        keeps: &str,
        source: Option<&str>,
    ) -> Result<String> {
        let (on, source) = self.paid_when_and_whence(on, source)?;
        self.write("prepay", vec![Topic::Plans], |tx| {
            let facts = known(tx, plan)?;
            let made = prepaying(&facts, amount, on, keeps)?;
            let repayment = Repayment {
                id: new_id(),
                account: facts.account.id.clone(),
                amount: made.amount,
                paid_on: on,
                source,
                parts: Vec::new(),
                created_at: self.now(),
            };
            tx.insert_repayment(&repayment)?;
            let prepaid = Prepaid {
                repayment: repayment.id.clone(),
                on,
                policy: made.policy,
                principal: made.made.principal,
                interest: made.made.interest,
            };
            let cause = Correction::Prepayment(prepaid);
            tx.revise(plan, &revision(&facts, on, cause, &made.old, &made.made.rows))?;
            // What was planned by this day is done.
            tx.remove_planned(plan, EARLIEST, on)?;
            let done = Done::to(plan.0.clone(), repayment.id);
            Ok(done.with("title", &facts.plan.title).with_money(repayment.amount))
        })
    }

    /// What a refund would make of a plan. `taken` is `last_first`, `next_first` or `pro_rata`: which unpaid
    /// principal becomes less. What exceeds it goes back to the payer.
    ///
    /// # Errors
    /// `refund_too_large`, `plan_unknown`, `amount_…`, `date_…`; `storage_failed`.
    pub fn quote_refund(
        &self,
        plan: &PlanId,
        amount: &str,
        on: Option<&str>,
        taken: &str,
    ) -> Result<RefundView> {
        let (on, _) = self.when_and_whence(on, None)?;
        let tx = self.store.begin_read()?;
        let facts = tx.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))?;
        let before = tx.refunds(plan)?;
        refunding(&facts, &before, amount, on, taken)?.view(&facts)
    }

    /// Records a refund.
    ///
    /// # Errors
    /// As [`App::quote_refund`]; `date_ahead`, `storage_…`.
    pub fn refund(&self, plan: &PlanId, amount: &str, on: Option<&str>, taken: &str) -> Result<()> {
        let (on, _) = self.paid_when_and_whence(on, None)?;
        self.write("refund", vec![Topic::Plans], |tx| {
            let facts = known(tx, plan)?;
            let made = refunding(&facts, &tx.refunds(plan)?, amount, on, taken)?;
            let asked = views::sum([made.refunded.principal, made.refunded.to_payer], facts.plan.currency)?;
            let cause = Correction::Refund(made.refunded);
            tx.revise(plan, &revision(&facts, on, cause, &made.old, &made.rows))?;
            Ok(Done::to(plan.0.clone(), ()).with("title", &facts.plan.title).with_money(asked))
        })
    }
}

/// The same from the window, where an empty day is today.
impl App {
    /// As [`App::quote_settle`].
    ///
    /// # Errors
    /// As [`App::quote_settle`].
    pub fn quote_settle_form(&self, form: &SettleForm) -> Result<QuoteView> {
        self.quote_settle(&form.plan, typed(&form.on))
    }

    /// As [`App::settle_plan`].
    ///
    /// # Errors
    /// As [`App::settle_plan`].
    pub fn settle_form(&self, form: &SettleForm) -> Result<()> {
        self.settle_plan(&form.plan, typed(&form.on), typed(&form.source)).map(|_| ())
    }

    /// Both things that a prepayment can make of a plan.
    ///
    /// # Errors
    /// As [`App::quote_prepay`], when neither can be.
    pub fn prepay_choices(&self, form: &PrepayForm) -> Result<PrepayChoices> {
        let amount = amounts::typed_number(&form.amount);
        let quote = |keeps| self.quote_prepay(&form.plan, &amount, typed(&form.on), keeps);
        match (quote("instalment"), quote("term")) {
            (Err(error), Err(_)) => Err(error),
            (shorter, lower) => Ok(PrepayChoices { shorter: shorter.ok(), lower: lower.ok() }),
        }
    }

    /// As [`App::prepay`].
    ///
    /// # Errors
    /// As [`App::prepay`].
    pub fn prepay_form(&self, form: &PrepayForm) -> Result<()> {
        let amount = amounts::typed_number(&form.amount);
        self.prepay(&form.plan, &amount, typed(&form.on), &form.keeps, typed(&form.source)).map(|_| ())
    }

    /// As [`App::quote_refund`].
    ///
    /// # Errors
    /// As [`App::quote_refund`].
    pub fn quote_refund_form(&self, form: &RefundForm) -> Result<RefundView> {
        self.quote_refund(&form.plan, &amounts::typed_number(&form.amount), typed(&form.on), &form.taken)
    }

    /// As [`App::refund`].
    ///
    /// # Errors
    /// As [`App::refund`].
    pub fn refund_form(&self, form: &RefundForm) -> Result<()> {
        self.refund(&form.plan, &amounts::typed_number(&form.amount), typed(&form.on), &form.taken)
    }
}

/// What was typed, where it was.
fn typed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn known(tx: &dyn WriteTx, plan: &PlanId) -> Result<PlanFacts> {
    tx.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))
}

fn part(facts: &PlanFacts, row: &Row) -> Result<Part> {
    let amount = row.total().map_err(|_| amounts::too_large(facts.plan.currency))?;
    Ok(Part { plan: facts.plan.id.clone(), n: row.n, amount })
}

fn choice<T: Copy>(field: &str, choices: &[(&str, T)], asked: &str) -> Result<T> {
    let known = || choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let found = choices.iter().find(|(name, _)| *name == asked).map(|(_, choice)| *choice);
    found.ok_or_else(|| amounts::unknown_choice(field, asked, &known()))
}

/// A row that nothing was paid of, and of which something is asked.
fn is_untouched(facts: &RowFacts) -> bool {
    facts.row.n > 0 && facts.void.is_none() && facts.paid.is_zero()
}

fn left_of(facts: &RowFacts) -> Left {
    match facts.void {
        Some(_) => Left::Void,
        None if facts.row.total().is_ok_and(|total| facts.paid.minor() < total.minor()) => Left::Open,
        None => Left::Paid,
    }
}

/// A version of the plan in which the `old` rows are the `new` ones.
fn revision(facts: &PlanFacts, on: NaiveDate, cause: Correction, old: &[Row], new: &[Row]) -> Revision {
    let before = |n: u16| old.iter().find(|row| row.n == n);
    Revision {
        since: on,
        cause,
        terms: facts.plan.terms.clone(),
        changed: new.iter().filter(|row| before(row.n) != Some(row)).copied().collect(),
        removed: old.iter().map(|row| row.n).filter(|n| !new.iter().any(|row| row.n == *n)).collect(),
    }
}

/// A prepayment, worked out.
struct Prepaying {
    amount: Money,
    policy: PrepaymentPolicy,
    made: PartPaid,
    old: Vec<Row>,
}

fn prepaying(facts: &PlanFacts, amount: &str, on: NaiveDate, keeps: &str) -> Result<Prepaying> {
    let currency = facts.plan.currency;
    let policy = choice("keep", &KEEPS, keeps)?;
    let amount = amounts::positive(amount, currency).map_err(|error| error.at(Field::Amount))?;
    let terms = terms::read(&facts.plan.terms, currency)?;
    if on < facts.plan.purchased_on {
        let error = AppError::new(ErrorCode::DateTooEarly).with("start", facts.plan.purchased_on);
        return Err(error.at(Field::PaidOn));
    }
    let old = rows_to_prepay(facts, on)?;
    let refused = |error| terms::refused(error, terms.start(), currency);
    let next = old[0];
    let running = quotes::running_period(facts, &terms, next.n).map_err(refused)?;
    let proposed = kernel::schedule(&terms).map_err(refused)?;
    let as_proposed = proposed.rows.iter().filter(|row| row.n >= next.n).eq(old.iter());
    let level = proposed.instalment.filter(|_| as_proposed);
    let made = prepay_part(&terms, &old, level, &running, (on, amount), policy)
        .map_err(|error| prepay_refused(error, &terms))?;
    Ok(Prepaying { amount, policy, made, old })
}

/// What is left to pay: everything due by the day must be paid, and of later rows nothing.
fn rows_to_prepay(facts: &PlanFacts, on: NaiveDate) -> Result<Vec<Row>> {
    let open: Vec<&RowFacts> = facts.rows.iter().filter(|facts| left_of(facts) == Left::Open).collect();
    let first = open.first().ok_or_else(|| AppError::new(ErrorCode::NothingLeft))?.row.n;
    let in_the_way = facts.rows.iter().find(|facts| {
        let left = left_of(facts);
        (left == Left::Open && (facts.row.due_date <= on || facts.paid.is_positive()))
            || (facts.row.n > first && left == Left::Paid && facts.paid.is_positive())
    });
    match in_the_way {
        Some(facts) if left_of(facts) == Left::Open => {
            Err(AppError::new(ErrorCode::PayFirst).with("n", facts.row.n))
        }
        Some(_) => Err(AppError::new(ErrorCode::PayFirst).with("n", first)),
        None => Ok(open.into_iter().map(|facts| facts.row).collect()),
    }
}

fn prepay_refused(error: PrepaymentError, terms: &Terms) -> AppError {
    match error {
        PrepaymentError::NothingLeft => AppError::new(ErrorCode::NothingLeft),
        PrepaymentError::Amount(most) => {
            AppError::new(ErrorCode::PrepaymentTooLarge).with("max", most).at(Field::Amount)
        }
        PrepaymentError::Range { above, below } => {
            AppError::new(ErrorCode::PrepaymentRange).with("min", above).with("max", below).at(Field::Amount)
        }
        PrepaymentError::SavesNothing => AppError::new(ErrorCode::PrepaymentUseless),
        PrepaymentError::Terms(error) => terms::refused(error, terms.start(), terms.principal().currency()),
    }
}

impl Prepaying {
    fn view(&self, facts: &PlanFacts) -> PrepaymentView {
        let made = &self.made;
        let last = made.rows.iter().rev().find(|row| row.total().is_ok_and(Money::is_positive));
        PrepaymentView {
            plan: facts.plan.id.clone(),
            currency: facts.plan.currency.code().to_owned(),
            amount: self.amount.to_string(),
            interest: made.interest.to_string(),
            principal: made.principal.to_string(),
            saved: made.saved.to_string(),
            instalment: made.instalment.map(|level| level.to_string()),
            periods_left: views::count(made.rows.len()),
            last_due_date: last.map(|row| row.due_date.to_string()),
        }
    }
}

/// A refund, worked out.
struct Refunding {
    refunded: Refunded,
    old: Vec<Row>,
    rows: Vec<Row>,
}

fn refunding(
    facts: &PlanFacts,
    before: &[Refunded],
    amount: &str,
    on: NaiveDate,
    taken: &str,
) -> Result<Refunding> {
    let currency = facts.plan.currency;
    let order = choice("taken", &ORDERS, taken)?;
    let amount = amounts::positive(amount, currency).map_err(|error| error.at(Field::Amount))?;
    let terms = terms::read(&facts.plan.terms, currency)?;
    if on < facts.plan.purchased_on {
        let error = AppError::new(ErrorCode::DateTooEarly).with("start", facts.plan.purchased_on);
        return Err(error.at(Field::PaidOn));
    }
    let back = views::sum(before.iter().flat_map(|refund| [refund.principal, refund.to_payer]), currency)?;
    let most = terms.principal().checked_sub(back).map_err(|_| amounts::too_large(currency))?;
    if amount.minor() > most.minor() {
        return Err(AppError::new(ErrorCode::RefundTooLarge).with("max", most).at(Field::Amount));
    }
    let old: Vec<Row> =
        facts.rows.iter().filter(|facts| is_untouched(facts)).map(|facts| facts.row).collect();
    let counted = follows(&terms, &old).then_some(&terms);
    let made = refund_rows(&old, counted, amount, order).map_err(|error| match error {
        RefundError::Terms(error) => terms::refused(error, terms.start(), currency),
        RefundError::Periods | RefundError::Amount(_) => {
            AppError::new(ErrorCode::RefundTooLarge).with("max", most).at(Field::Amount)
        }
    })?;
    let nothing_asked = |row: &Row| row.total().is_ok_and(Money::is_zero);
    let others_done = facts.rows.iter().all(|facts| is_untouched(facts) || left_of(facts) != Left::Open);
    let refunded = Refunded {
        on,
        order,
        principal: amount.checked_sub(made.to_payer).map_err(|_| amounts::too_large(currency))?,
        to_payer: made.to_payer,
        fee_reduction: made.fee_reduction,
        interest_reduction: made.interest_reduction,
        closes: others_done && made.rows.iter().all(nothing_asked) && !old.is_empty(),
    };
    Ok(Refunding { refunded, old, rows: made.rows })
}

impl Refunding {
    fn view(&self, facts: &PlanFacts) -> Result<RefundView> {
        Ok(RefundView {
            plan: facts.plan.id.clone(),
            currency: facts.plan.currency.code().to_owned(),
            principal: self.refunded.principal.to_string(),
            to_payer: self.refunded.to_payer.to_string(),
            fee_reduction: self.refunded.fee_reduction.to_string(),
            interest_reduction: self.refunded.interest_reduction.to_string(),
            closes: self.refunded.closes,
            rows: self.changed(facts)?,
        })
    }

    fn changed(&self, facts: &PlanFacts) -> Result<Vec<RefundRow>> {
        let total = |row: &Row| row.total().map_err(|_| amounts::too_large(facts.plan.currency));
        let changed = self.rows.iter().filter_map(|row| {
            let before = self.old.iter().find(|old| old.n == row.n)?;
            (before != row).then_some((before, row))
        });
        changed
            .map(|(before, row)| {
                Ok(RefundRow {
                    n: u32::from(row.n),
                    due_date: row.due_date.to_string(),
                    before: total(before)?.to_string(),
                    after: total(row)?.to_string(),
                })
            })
            .collect()
    }
}
