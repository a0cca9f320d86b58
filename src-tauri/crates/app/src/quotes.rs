//! What it costs to settle a stored plan. Read only.

use chrono::NaiveDate;
use fenqi_domain::late_fee::late_fee;
use fenqi_domain::repayment::{Components, USUAL_ORDER, split};
use fenqi_domain::settlement::{self, Quote, RunningPeriod};
use fenqi_domain::terms::{Method, TermsError};
use fenqi_domain::{Currency, Money, Row, Terms, schedule as kernel};

use crate::app::App;
use crate::contract::{AppError, ErrorCode, Field, PlanId, QuoteView, SettlementInput};
use crate::plans::plan_unknown;
use crate::ports::{Account, PlanFacts, RowFacts};
use crate::views;
use crate::{Result, amounts, policies, terms};

impl App {
    /// What it costs to settle a plan on a day, today if absent. What is due by then is owed in full; the account's
    /// policy is for what is not.
    ///
    /// # Errors
    /// `plan_unknown`, `nothing_left`, `date_invalid`, `date_too_early` before the purchase; `storage_failed`.
    pub fn quote_settle(&self, plan: &PlanId, on: Option<&str>) -> Result<QuoteView> {
        let facts = self.store.begin_read()?.plans(Some(plan))?.pop().ok_or_else(|| plan_unknown(plan))?;
        let on = on.map(|text| amounts::date(text).map_err(|error| error.at(Field::PaidOn))).transpose()?;
        quote(&facts, on.unwrap_or_else(|| self.today()))
    }
}

/// What is left of a row, part by part: what was paid went to fee, interest and principal in this order.
pub(crate) fn unpaid_row(facts: &RowFacts) -> Result<Row> {
    let row = facts.row;
    let currency = row.principal.currency();
    let owed = Components {
        late_fee: Money::zero(currency),
        fee: row.fee,
        interest: row.interest,
        principal: row.principal,
    };
    let too_large = |_| amounts::too_large(currency);
    let paid = split(facts.paid, owed, &USUAL_ORDER).map_err(too_large)?;
    let left = |owed: Money, paid: Money| owed.checked_sub(paid).map_err(too_large);
    Ok(Row {
        principal: left(row.principal, paid.principal)?,
        interest: left(row.interest, paid.interest)?,
        fee: left(row.fee, paid.fee)?,
        ..row
    })
}

/// The account's policy, or the one that its kind of plan usually has.
pub(crate) fn policy(account: &Account, terms: &Terms) -> (SettlementInput, bool) {
    if let Some(given) = &account.settlement {
        return (given.clone(), false);
    }
    let usual = usual_settlement(terms).to_owned();
    (SettlementInput { policy: usual, ..SettlementInput::default() }, true)
}

/// The rule that a kind of plan usually has. Fees of card instalments are usually charged in full; interest only as far
/// as it ran (domain.md §7).
pub(crate) fn usual_settlement(terms: &Terms) -> &'static str {
    if terms.method().interest().is_some() { "accrued_days_in_period" } else { "all_remaining_fees" }
}

/// What settling costs, part by part.
pub(crate) struct Settling {
    /// What is due by then, as far as it is unpaid.
    pub(crate) due: Vec<Row>,
    arrears: Money,
    /// For what is not due yet.
    pub(crate) quoted: Quote,
    pub(crate) late_fee: Money,
    pub(crate) policy: String,
    assumed: bool,
}

impl Settling {
    /// All that is paid.
    pub(crate) fn payoff(&self) -> Result<Money> {
        views::sum([self.arrears, self.quoted.payoff, self.late_fee], self.late_fee.currency())
    }
}

/// What it costs to settle a plan on a day.
pub(crate) fn settling(facts: &PlanFacts, on: NaiveDate) -> Result<Settling> {
    let (plan, account) = (&facts.plan, &facts.account);
    let currency = plan.currency;
    let terms = terms::read(&plan.terms, currency)?;
    if on < plan.purchased_on {
        let error = AppError::new(ErrorCode::DateTooEarly).with("start", plan.purchased_on);
        return Err(error.at(Field::PaidOn));
    }
    let open = facts.rows.iter().filter(|facts| facts.void.is_none());
    let rows: Result<Vec<Row>> = open.map(unpaid_row).collect();
    let unpaid: Vec<Row> = rows?
        .into_iter()
        .filter(|row| row.principal.is_positive() || row.interest.is_positive() || row.fee.is_positive())
        .collect();
    if unpaid.is_empty() {
        return Err(AppError::new(ErrorCode::NothingLeft));
    }
    let (due, later): (Vec<Row>, Vec<Row>) = unpaid.into_iter().partition(|row| row.due_date <= on);
    let (input, assumed) = policy(account, &terms);
    let quoted = match later.first() {
        Some(next) => {
            let policy = policies::settlement(&input, currency)?;
            let whole = facts.rows.iter().find(|facts| facts.row.n == next.n);
            let paid = whole.map_or(Ok(Money::zero(currency)), |facts| paid_interest(facts, next))?;
            let quoted = running_period(facts, &terms, next.n).and_then(|running| {
                let mode = terms.rounding().interest;
                settlement::quote(&later, running, on, policy, mode)?.credited(paid, policy)
            });
            quoted.map_err(|error| terms::refused(error, terms.start(), currency))?
        }
        None => nothing(currency),
    };
    let arrears =
        kernel::totals(&due, currency).map_err(|error| terms::refused(error, terms.start(), currency))?;
    let late_fee = late_fees(account, &due, on)?;
    Ok(Settling { due, arrears: arrears.total, quoted, late_fee, policy: input.policy, assumed })
}

fn quote(facts: &PlanFacts, on: NaiveDate) -> Result<QuoteView> {
    let currency = facts.plan.currency;
    let settling = settling(facts, on)?;
    let (due, quoted) = (&settling.due, settling.quoted);
    let with = |more: Money, part: fn(&Row) -> Money| {
        views::sum(due.iter().map(part).chain([more]), currency).map(|sum| sum.to_string())
    };
    Ok(QuoteView {
        plan: facts.plan.id.clone(),
        on: on.to_string(),
        currency: currency.code().to_owned(),
        principal: with(quoted.principal, |row| row.principal)?,
        interest: with(quoted.interest, |row| row.interest)?,
        fee: with(quoted.fee, |row| row.fee)?,
        penalty: quoted.penalty.to_string(),
        late_fee: settling.late_fee.to_string(),
        payoff: settling.payoff()?.to_string(),
        saved: quoted.saved.to_string(),
        policy: settling.policy,
        assumed: settling.assumed,
    })
}

fn nothing(currency: Currency) -> Quote {
    let zero = Money::zero(currency);
    Quote { principal: zero, interest: zero, fee: zero, penalty: zero, payoff: zero, saved: zero }
}

/// The interest of a row that was paid already.
fn paid_interest(facts: &RowFacts, unpaid: &Row) -> Result<Money> {
    let paid = facts.row.interest.checked_sub(unpaid.interest);
    paid.map_err(|_| amounts::too_large(unpaid.interest.currency()))
}

/// The period that row `next` ends, as the contract counts it.
pub(crate) fn running_period(
    facts: &PlanFacts,
    terms: &Terms,
    next: u16,
) -> std::result::Result<RunningPeriod, TermsError> {
    let rows: Vec<Row> = facts.rows.iter().map(|facts| facts.row).collect();
    let place = rows.iter().position(|row| row.n == next).unwrap_or(0);
    let as_proposed = kernel::schedule(terms).is_ok_and(|made| made.rows == rows);
    if as_proposed && !matches!(terms.method(), Method::FlatInterest(_)) {
        // Its own days: those of moved due dates do not count for interest.
        return RunningPeriod::of(terms, next.saturating_sub(1));
    }
    // The contract's own interest of the period, over the balance of then.
    RunningPeriod::in_rows(facts.plan.purchased_on, &rows, place).ok_or(TermsError::Periods)
}

/// What the account charges by a day for rows that were due before it.
pub(crate) fn late_fees(account: &Account, due: &[Row], on: NaiveDate) -> Result<Money> {
    let currency = account.currency;
    let input = account.late_fee.clone().unwrap_or_default();
    let policy = policies::late_fee(&input, u16::from(account.grace_days), currency)?;
    let mut fees = Vec::with_capacity(due.len());
    for row in due {
        let overdue = row.total().map_err(|_| amounts::too_large(currency))?;
        let charged = late_fee(overdue, row.due_date, on, &policy);
        fees.push(charged.ok_or_else(|| amounts::too_large(currency))?.fee);
    }
    views::sum(fees, currency)
}
