//! Before a purchase: several terms side by side, and the heaviest month with a plan of some terms.

use std::cmp::Reverse;

use chrono::NaiveDate;
use fenqi_domain::afford::{self, Peak};
use fenqi_domain::rate::{PlanRates, plan_rates_of};
use fenqi_domain::{Currency, Money, Terms, schedule as kernel};
use rust_decimal::Decimal;

use crate::contract::{Affordability, Comparison, OfferView, PeakMonth, TermsInput};
use crate::{Result, accounts, amounts, terms};

/// Terms with a name, as they are compared.
pub struct Offer {
    /// What the user calls them.
    pub name: Option<String>,
    /// The terms.
    pub terms: TermsInput,
}

/// Compares offers, in amounts of two decimals. A discount for paying at once, forgone, is a cost of credit too (domain.md §11).
///
/// # Errors
/// What is wrong with the first offer that makes no plan, or with the cash price.
pub fn compare(offers: Vec<Offer>, cash_price: Option<&str>) -> Result<Comparison> {
    let currency = accounts::USUAL_CURRENCY;
    let cash_price = cash_price
        .map(|text| amounts::positive(text, currency).map_err(|error| error.with("field", "cash_price")))
        .transpose()?;
    let weighed: Result<Vec<_>> =
        offers.into_iter().map(|offer| weigh(offer, cash_price, currency)).collect();
    let weighed = weighed?;
    let cheapest = (0..weighed.len()).min_by_key(|place| weighed[*place].0);
    Ok(Comparison {
        offers: weighed.into_iter().map(|(_, offer)| offer).collect(),
        cheapest: cheapest.map(|place| place.to_string()),
    })
}

/// By what offers are ordered: cost, then rate, then how much time they leave.
type Weight = (i64, Decimal, Reverse<NaiveDate>);

fn weigh(offer: Offer, cash_price: Option<Money>, currency: Currency) -> Result<(Weight, OfferView)> {
    let terms: Terms = terms::read(&offer.terms, currency)?;
    let refused = |error| terms::refused(error, terms.start(), currency);
    let made = kernel::schedule(&terms).map_err(refused)?;
    let totals = kernel::totals(&made.rows, currency).map_err(refused)?;
    let received = cash_price.unwrap_or(totals.principal);
    let cost = totals.total.checked_sub(received).map_err(|_| amounts::too_large(currency))?;
    let rates = plan_rates_of(&made.rows, &terms, received);
    let dates = || made.rows.iter().filter(|row| row.n > 0).map(|row| row.due_date);
    let (first, last) = (dates().min().unwrap_or(terms.start()), dates().max().unwrap_or(terms.start()));
    let view = OfferView {
        name: offer.name,
        periods: terms.periods().to_string(),
        payment: made.regular_payment(&terms).map_err(refused)?.to_string(),
        first_due_date: first.to_string(),
        last_due_date: last.to_string(),
        total: totals.total.to_string(),
        cost: cost.to_string(),
        rates: percents(&rates).map(|(name, percent)| (name.to_owned(), percent)).collect(),
    };
    Ok(((cost.minor(), rates.xirr_percent.unwrap_or(Decimal::MAX), Reverse(last)), view))
}

/// The rates that exist, by name, in percent.
pub(crate) fn percents(rates: &PlanRates) -> impl Iterator<Item = (&'static str, String)> {
    let annual = rates.annual.ok();
    let all = [
        ("nominal_annual_percent", annual.map(|rates| rates.nominal_percent)),
        ("effective_annual_percent", annual.map(|rates| rates.effective_percent)),
        ("xirr_percent", rates.xirr_percent.ok()),
        ("eu_aprc_percent", rates.eu_aprc_percent.ok()),
        ("regz_apr_percent", rates.regz_apr_percent.ok()),
    ];
    all.into_iter().filter_map(|(name, rate)| Some((name, format!("{:.6}", rate?))))
}

/// The heaviest month of what is due, and of that with these terms' rows.
pub(crate) fn affordability(
    terms: &Terms,
    dues: &[(NaiveDate, Money)],
    income: Option<&str>,
) -> Result<Affordability> {
    let currency = terms.principal().currency();
    let income = income
        .map(|text| amounts::positive(text, currency).map_err(|error| error.with("field", "income")))
        .transpose()?;
    let refused = |error| terms::refused(error, terms.start(), currency);
    let rows = kernel::schedule(terms).map_err(refused)?.rows;
    let draft: Result<Vec<_>> =
        rows.iter().map(|row| Ok((row.due_date, row.total().map_err(refused)?))).collect();
    let draft = draft?;
    let found = afford::by_month(dues.iter().copied(), currency)
        .and_then(|before| afford::affordability(&before, &draft, income, currency))
        .map_err(|_| amounts::too_large(currency))?;
    let peak = |peak: Peak| PeakMonth {
        month: peak.month.to_string(),
        due: peak.due.to_string(),
        income_percent: peak.income_percent.map(|percent| percent.to_string()),
    };
    Ok(Affordability { before: found.before.map(peak), after: found.after.map(peak) })
}
