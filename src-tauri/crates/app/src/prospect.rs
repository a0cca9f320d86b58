//! What a plan that is being filled in would mean: over other numbers of periods, month by month, and for the limit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use fenqi_domain::afford::{Month, Peak, affordability, by_month};
use fenqi_domain::schedule::{self as kernel, Schedule};
use fenqi_domain::terms::MAX_PERIODS;
use fenqi_domain::{Currency, Money, Terms};

use crate::books::Books;
use crate::contract::{Freed, LimitProspect, PeakMonth, PeriodsChoice, Prospect, ProspectMonth, TermsInput};
use crate::outlook::{Dues, limits_of, months_from, months_of};
use crate::ports::{Account, StatementSum};
use crate::{Result, amounts, income, terms, views};

/// The numbers of periods that lenders usually offer.
const USUAL_PERIODS: [u16; 4] = [3, 6, 12, 24];
const MONTHS: u32 = 12;

/// What the terms and their schedule would mean among the books. Without `varies` the number of periods is no choice.
pub(crate) fn prospect(
    books: &Books<'_>,
    account: Option<&Account>,
    input: &TermsInput,
    (own, made): (&Terms, &Schedule),
    varies: bool,
) -> Result<Prospect> {
    let currency = made.financed.currency();
    let statements = books.open_statements()?;
    // Once: each number of periods is laid over it.
    let before = months_of(statements.iter().filter(|statement| statement.asked.currency() == currency))?;
    let income = income::stored(books.tx.as_ref())?.filter(|income| income.currency() == currency);
    let draft = dues_of_draft(made)?;
    let found = affordability(&before, &draft, income, currency).map_err(|_| amounts::too_large(currency))?;
    let peak = |peak: Peak| PeakMonth {
        month: peak.month.to_string(),
        due: peak.due.to_string(),
        income_percent: peak.income_percent.map(|percent| percent.to_string()),
    };
    Ok(Prospect {
        choices: if varies { choices(input, own, made, &before)? } else { Vec::new() },
        months: months(&before, &draft, books.today, currency)?,
        before: found.before.map(peak),
        after: found.after.map(peak),
        limit: account
            .filter(|account| account.limit.is_some())
            .map(|account| limit(account, &statements, made.financed, books.today))
            .transpose()?,
    })
}

/// What a schedule asks for; the down payment is paid at the till.
fn dues_of_draft(made: &Schedule) -> Result<Dues> {
    let rows = made.rows.iter().filter(|row| row.n > 0);
    let currency = made.financed.currency();
    rows.map(|row| Ok((row.due_date, row.total().map_err(|_| amounts::too_large(currency))?))).collect()
}

/// The usual numbers of periods and the form's own. What makes no schedule is left out.
fn choices(
    input: &TermsInput,
    own: &Terms,
    made: &Schedule,
    before: &BTreeMap<Month, Money>,
) -> Result<Vec<PeriodsChoice>> {
    let mut numbers = BTreeSet::from(USUAL_PERIODS);
    numbers.insert(own.periods().min(MAX_PERIODS));
    let mut choices = Vec::with_capacity(numbers.len());
    for periods in numbers {
        if periods == own.periods() {
            choices.push(choice(own, made, before, true)?);
            continue;
        }
        // A payment that the contract states belongs to its own number of periods.
        let input = TermsInput { periods: periods.to_string(), instalment: None, ..input.clone() };
        let other = terms::read(&input, made.financed.currency()).ok();
        let other = other.and_then(|terms| kernel::schedule(&terms).ok().map(|made| (terms, made)));
        if let Some((terms, made)) = other {
            choices.push(choice(&terms, &made, before, false)?);
        }
    }
    Ok(choices)
}

fn choice(
    terms: &Terms,
    made: &Schedule,
    before: &BTreeMap<Month, Money>,
    chosen: bool,
) -> Result<PeriodsChoice> {
    let currency = made.financed.currency();
    let too_large = |_| amounts::too_large(currency);
    let cost = views::sum(made.rows.iter().flat_map(|row| [row.interest, row.fee]), currency)?;
    let found = affordability(before, &dues_of_draft(made)?, None, currency);
    Ok(PeriodsChoice {
        periods: u32::from(terms.periods()),
        payment: made.regular_payment(terms).map_err(|_| amounts::too_large(currency))?.to_string(),
        cost: cost.to_string(),
        nominal_annual_percent: views::rates(&made.rows, terms).nominal_annual_percent,
        peak: found.map_err(too_large)?.after.map(|peak| peak.due.to_string()),
        chosen,
    })
}

fn months(
    before: &BTreeMap<Month, Money>,
    draft: &[(NaiveDate, Money)],
    today: NaiveDate,
    currency: Currency,
) -> Result<Vec<ProspectMonth>> {
    let too_large = |_| amounts::too_large(currency);
    let added = by_month(draft.iter().copied(), currency).map_err(too_large)?;
    let zero = Money::zero(currency);
    let of_month = |month: Month| -> Result<_> {
        let (before, added) =
            (before.get(&month).copied().unwrap_or(zero), added.get(&month).copied().unwrap_or(zero));
        Ok((month, before, added, views::sum([before, added], currency)?))
    };
    let months: Result<Vec<_>> = months_from(today, MONTHS).into_iter().map(of_month).collect();
    let months = months?;
    let heaviest = months.iter().map(|(.., after)| after.minor()).max().unwrap_or(0).max(1);
    let height = |part: Money| {
        let percent = i128::from(part.minor()) * 100 / i128::from(heaviest);
        u8::try_from(percent.clamp(0, 100)).unwrap_or(100)
    };
    Ok(months
        .into_iter()
        .map(|(month, before, added, after)| ProspectMonth {
            month: month.to_string(),
            before: before.to_string(),
            added: added.to_string(),
            after: after.to_string(),
            before_height: height(before),
            added_height: height(added),
        })
        .collect())
}

fn limit(
    account: &Account,
    statements: &[StatementSum],
    financed: Money,
    today: NaiveDate,
) -> Result<LimitProspect> {
    let currency = account.currency;
    let too_large = |_| amounts::too_large(currency);
    let own = statements.iter().filter(|statement| statement.account == account.id);
    let owed: Dues = own.map(|statement| (statement.due_date, statement.owed)).collect();
    let uses = limits_of(account).releases(today, &owed).map_err(too_large)?;
    let now = uses[0];
    let left = now.available.checked_sub(financed).map_err(too_large)?;
    let over = financed.checked_sub(now.available).map_err(too_large)?;
    let mut frees = Vec::new();
    let mut fits_on = None;
    if over.is_positive() {
        for pair in uses.windows(2) {
            frees.push(Freed {
                on: pair[1].on.to_string(),
                principal: pair[0].occupied.checked_sub(pair[1].occupied).map_err(too_large)?.to_string(),
                free: pair[1].available.to_string(),
            });
            if pair[1].available.minor() >= financed.minor() {
                fits_on = Some(pair[1].on.to_string());
                break;
            }
        }
    }
    Ok(LimitProspect {
        free: now.available.to_string(),
        left: (!over.is_positive()).then(|| left.to_string()),
        over: over.is_positive().then(|| over.to_string()),
        frees,
        fits_on,
    })
}
