//! The rates of a plan's rows under its terms.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::compound::compounded;
use super::{NoRate, decimal, eu, float, irr, regz, xirr};
use crate::date::{Frequency, is_month_end, months_later};
use crate::interval::{EuPeriod, Unit, UnitPeriod};
use crate::money::Money;
use crate::schedule::{Row, totals};
use crate::terms::{Method, Terms};

/// The two annual rates of a plan, in percent, six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnualRates {
    /// IRR per period × periods per year: 年化利率(单利), as Chinese lenders print it.
    pub nominal_percent: Decimal,
    /// (1 + IRR)^periods per year − 1: 年化利率(复利).
    pub effective_percent: Decimal,
}

/// All rates that Fenqi knows of a plan, in percent, six decimals; each for itself may not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanRates {
    /// From equal periods.
    pub annual: Result<AnnualRates, NoRate>,
    /// From the actual days over 365.
    pub xirr_percent: Result<Decimal, NoRate>,
    /// The EU's APRC: the first interval by remark (c), later rows whole periods after it.
    pub eu_aprc_percent: Result<Decimal, NoRate>,
    /// The APR of Regulation Z; the unit-period is the distance of payments, or the term of a single one.
    pub regz_apr_percent: Result<Decimal, NoRate>,
}

/// Beyond this a rate says nothing any more.
const HIGHEST_PERCENT: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// What was received net of what is paid on the start date, in minor units, and the rows that are paid later.
struct Flows<'a> {
    start: NaiveDate,
    received: Decimal,
    later: Vec<(&'a Row, Decimal)>,
}

impl<'a> Flows<'a> {
    fn of(rows: &'a [Row], start: NaiveDate, received: Money) -> Result<Self, NoRate> {
        let mut received = received.minor_decimal();
        let mut later = Vec::with_capacity(rows.len());
        for row in rows {
            let total = row.total().map(Money::minor_decimal).map_err(|_| NoRate::TooLarge)?;
            if row.due_date <= start { received -= total } else { later.push((row, total)) }
        }
        if received <= Decimal::ZERO {
            return Err(NoRate::NothingOwed);
        }
        Ok(Self { start, received, later })
    }

    fn dated(&self) -> Vec<(NaiveDate, Decimal)> {
        self.later.iter().map(|(row, total)| (row.due_date, *total)).collect()
    }
}

/// The annual rates of rows one period apart. What is paid on the start date lowers what was received; the other
/// rows count as whole periods, however long the first one is. A bullet's one period is its term, where that is not
/// its frequency's step.
///
/// # Errors
/// [`NoRate`] when the rows have none.
pub fn annual_rates(rows: &[Row], terms: &Terms) -> Result<AnnualRates, NoRate> {
    annual(&Flows::of(rows, terms.start(), principal(rows)?)?, terms)
}

fn principal(rows: &[Row]) -> Result<Money, NoRate> {
    let currency = rows.first().ok_or(NoRate::NothingOwed)?.principal.currency();
    totals(rows, currency).map(|totals| totals.principal).map_err(|_| NoRate::TooLarge)
}

/// All rates of rows that repay their own principal.
#[must_use]
pub fn plan_rates(rows: &[Row], terms: &Terms) -> PlanRates {
    let rates = rates(principal(rows).and_then(|received| Flows::of(rows, terms.start(), received)), terms);
    // Paid at once or later: what costs nothing costs nothing a year.
    let free = !rows.is_empty() && rows.iter().all(|row| row.interest.is_zero() && row.fee.is_zero());
    PlanRates { xirr_percent: if free { Ok(Decimal::ZERO) } else { rates.xirr_percent }, ..rates }
}

/// All rates of rows that pay for something of another worth: the price without instalments.
#[must_use]
pub fn plan_rates_of(rows: &[Row], terms: &Terms, received: Money) -> PlanRates {
    rates(Flows::of(rows, terms.start(), received), terms)
}

fn rates(flows: Result<Flows<'_>, NoRate>, terms: &Terms) -> PlanRates {
    match flows {
        Ok(flows) => PlanRates {
            annual: annual(&flows, terms),
            xirr_percent: in_days(&flows),
            eu_aprc_percent: aprc(&flows, terms),
            regz_apr_percent: apr(&flows, terms).and_then(printable),
        },
        Err(reason) => PlanRates {
            annual: Err(reason),
            xirr_percent: Err(reason),
            eu_aprc_percent: Err(reason),
            regz_apr_percent: Err(reason),
        },
    }
}

fn annual(flows: &Flows<'_>, terms: &Terms) -> Result<AnnualRates, NoRate> {
    let mut amounts = Vec::with_capacity(flows.later.len() + 1);
    amounts.push(-flows.received);
    amounts.extend(flows.later.iter().map(|(_, total)| *total));
    let rate = irr(&amounts)?;
    let frequency = match terms.method() {
        Method::Bullet(_) if !is_one_step(terms) => {
            Frequency::Days(bullet_days(terms).ok_or(NoRate::NoTime)?)
        }
        _ => terms.due().frequency(),
    };
    let (units, every) = frequency.year_share();
    let nominal = rate.checked_mul(Decimal::from(u32::from(units) * 100)).ok_or(NoRate::OutOfRange)?;
    let effective = decimal(compounded(float(rate), f64::from(units) / f64::from(every)) * 100.0)?;
    Ok(AnnualRates {
        nominal_percent: printable(nominal / Decimal::from(every))?,
        effective_percent: printable(effective)?,
    })
}

/// Whether the first due date is one period after the start.
fn is_one_step(terms: &Terms) -> bool {
    let (start, first) = (terms.start(), terms.due().first());
    match terms.due().frequency() {
        Frequency::Months(every) => months_later(start, every.into()) == Some(first),
        Frequency::Weeks(every) => (first - start).num_days() == i64::from(every) * 7,
        Frequency::Days(every) => (first - start).num_days() == i64::from(every),
    }
}

fn bullet_days(terms: &Terms) -> Option<u16> {
    u16::try_from((terms.due().first() - terms.start()).num_days()).ok().filter(|days| *days > 0)
}

fn in_days(flows: &Flows<'_>) -> Result<Decimal, NoRate> {
    let mut dated = flows.dated();
    dated.push((flows.start, -flows.received));
    printable(xirr(&dated, 365)?.checked_mul(Decimal::ONE_HUNDRED).ok_or(NoRate::OutOfRange)?)
}

fn aprc(flows: &Flows<'_>, terms: &Terms) -> Result<Decimal, NoRate> {
    let first = flows.later.first().ok_or(NoRate::NothingOwed)?.0;
    let steps = |row: &Row| f64::from(row.n.saturating_sub(first.n));
    let (period, step) = match terms.due().frequency() {
        Frequency::Months(every) => (EuPeriod::Month, Some(f64::from(every) / 12.0)),
        Frequency::Weeks(every) => (EuPeriod::Week, Some(f64::from(every) / 52.0)),
        Frequency::Days(_) => (EuPeriod::Year, None),
    };
    let years_to = |row: &Row| eu::years_between(flows.start, row.due_date, period).ok_or(NoRate::TooLarge);
    let years_to_first = years_to(first)?;
    let mut timed = Vec::with_capacity(flows.later.len() + 1);
    timed.push((0.0, -flows.received));
    for (row, total) in &flows.later {
        let years = match step {
            Some(step) => years_to_first + steps(row) * step,
            None => years_to(row)?,
        };
        timed.push((years, *total));
    }
    printable(eu::percent_of(&timed)?)
}

fn apr(flows: &Flows<'_>, terms: &Terms) -> Result<Decimal, NoRate> {
    let dated = flows.dated();
    let end_of_month = is_month_end(flows.start) && dated.iter().all(|(date, _)| is_month_end(*date));
    let of = |unit, multiple| UnitPeriod { unit, multiple, end_of_month };
    let unit = match (dated.as_slice(), terms.due().frequency()) {
        ([], _) => return Err(NoRate::NothingOwed),
        ([(date, _)], _) => single_term(of(Unit::Month, 1), flows.start, *date)?,
        (_, Frequency::Months(every)) => of(Unit::Month, every),
        (_, Frequency::Weeks(every)) => of(Unit::Week, every),
        (_, Frequency::Days(every)) => of(Unit::Day, every),
    };
    regz::apr(unit, &[(flows.start, flows.received)], &dated)
}

/// A single payment's unit-period is its term, in months where it is whole months, else in days.
fn single_term(month: UnitPeriod, start: NaiveDate, end: NaiveDate) -> Result<UnitPeriod, NoRate> {
    let months = month.between(start, end).ok_or(NoRate::TooLarge)?;
    let (unit, count) = if months.part == 0 && months.full > 0 {
        (Unit::Month, i64::from(months.full))
    } else {
        (Unit::Day, (end - start).num_days())
    };
    Ok(UnitPeriod { unit, multiple: u16::try_from(count).map_err(|_| NoRate::TooLarge)?, ..month })
}

fn printable(percent: Decimal) -> Result<Decimal, NoRate> {
    if percent.abs() <= HIGHEST_PERCENT { Ok(percent.round_dp(6)) } else { Err(NoRate::OutOfRange) }
}
