//! Several terms of one purchase, side by side.

use chrono::NaiveDate;
use fenqi_domain::rate::{PlanRates, plan_rates_of};
use fenqi_domain::{Money, Terms, schedule as kernel};
use rust_decimal::Decimal;

use crate::Result;
use crate::amounts;
use crate::terms;

/// One offer with what it asks for and what it costs.
pub(crate) struct Offer {
    pub(crate) name: Option<String>,
    pub(crate) periods: u16,
    pub(crate) payment: Money,
    pub(crate) first_due: NaiveDate,
    pub(crate) last_due: NaiveDate,
    /// All that is paid, the down payment too.
    pub(crate) total: Money,
    /// What it costs more than the price; than the price paid at once, where that is lower.
    pub(crate) cost: Money,
    pub(crate) rates: PlanRates,
}

/// Weighs terms. A discount for paying at once, forgone, is a cost of credit too (domain.md §11).
pub(crate) fn weigh(name: Option<String>, terms: &Terms, cash_price: Option<Money>) -> Result<Offer> {
    let currency = terms.principal().currency();
    let refused = |error| terms::refused(error, terms.start(), currency);
    let too_large = |_| amounts::too_large(currency);
    let made = kernel::schedule(terms).map_err(refused)?;
    let totals = kernel::totals(&made.rows, currency).map_err(refused)?;
    let received = cash_price.unwrap_or(totals.principal);
    let dates = || made.rows.iter().filter(|row| row.n > 0).map(|row| row.due_date);
    Ok(Offer {
        name,
        periods: terms.periods(),
        payment: made.regular_payment(terms).map_err(refused)?,
        first_due: dates().min().unwrap_or(terms.start()),
        last_due: dates().max().unwrap_or(terms.start()),
        total: totals.total,
        cost: totals.total.checked_sub(received).map_err(too_large)?,
        rates: plan_rates_of(&made.rows, terms, received),
    })
}

/// The place of the offer with the least cost; of equals, the one that leaves more time.
pub(crate) fn cheapest(offers: &[Offer]) -> Option<usize> {
    let worth = |offer: &Offer| {
        let rate = offer.rates.xirr_percent.unwrap_or(Decimal::MAX);
        (offer.cost.minor(), rate, std::cmp::Reverse(offer.last_due))
    };
    (0..offers.len()).min_by_key(|place| worth(&offers[*place]))
}
