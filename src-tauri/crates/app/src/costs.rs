//! What plans cost: over their lives, and what was paid year by year. A cost is what is paid besides principal.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use fenqi_domain::repayment::{Components, USUAL_ORDER, split};
use fenqi_domain::{Currency, Money};

use crate::app::App;
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{
    AppError, CostParts, CostTotals, CostsView, ErrorCode, PlanCostView, PlanId, YearCosts, Years,
};
use crate::ports::{Beside, PaidPart, Parts, PickedBy, PlanCost, PlanKey};
use crate::{Result, amounts, outlook, plans, terms, views};

/// The most plans that an answer names, of all currencies.
const MAX_PLANS: u32 = 200;

impl App {
    /// What all plans cost from their first day to their last, and the `limit` costliest of each currency.
    ///
    /// # Errors
    /// `number_range` for a limit beyond 200; `file_damaged` where sums contradict each other; `storage_failed`.
    pub fn costs(&self, limit: u32) -> Result<CostsView> {
        if limit > MAX_PLANS {
            return Err(AppError::new(ErrorCode::NumberRange).with("min", 0).with("max", MAX_PLANS));
        }
        let books = self.books()?;
        let mut besides: HashMap<PlanKey, Vec<Beside>> = HashMap::new();
        for beside in books.tx.besides(EARLIEST, LATEST, PickedBy::Day)? {
            besides.entry(beside.plan).or_default().push(beside);
        }
        let mut by_currency: BTreeMap<&'static str, Vec<(PlanKey, Cost)>> = BTreeMap::new();
        for plan in books.tx.plan_costs()? {
            let besides = besides.remove(&plan.plan).unwrap_or_default();
            let cost = Cost::of(&plan, &besides)?;
            by_currency.entry(cost.currency().code()).or_default().push((plan.plan, cost));
        }
        let mut to_come: HashMap<String, String> = HashMap::new();
        for debt in outlook::debts(&books.open_statements()?)? {
            to_come.insert(debt.currency, debt.cost);
        }
        let (mut totals, mut costliest) = (Vec::new(), Vec::new());
        for (code, mut plans) in by_currency {
            totals.push(total(&plans, to_come.remove(code))?);
            plans.retain(|(_, cost)| !cost.is_free());
            // Of equals, the one that was entered first.
            plans.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.minor()));
            plans.truncate(limit as usize);
            for (plan, cost) in &plans {
                costliest.push(plan_view(&books, &books.tx.plan_id(*plan)?, cost)?);
            }
        }
        Ok(CostsView { today: books.today.to_string(), years: years(&books)?, totals, plans: costliest })
    }

    /// What was paid in a year besides principal. Of a row, fees and interest count as paid before principal.
    ///
    /// # Errors
    /// `number_range` unless it is a year from 1 to 9999; `file_damaged`, `storage_failed`.
    pub fn costs_of_year(&self, year: i32) -> Result<YearCosts> {
        let (first, last) = days_of(year)?;
        let books = self.books()?;
        let mut costs: BTreeMap<&'static str, Cost> = BTreeMap::new();
        let mut add = |cost: Cost| -> Result<()> {
            let sum = costs.entry(cost.currency().code()).or_insert_with(|| Cost::zero(cost.currency()));
            *sum = sum.plus(&cost)?;
            Ok(())
        };
        for part in books.tx.paid_parts(first, last)? {
            add(Cost::of_payment(&part)?)?;
        }
        for beside in books.tx.besides(first, last, PickedBy::Day)? {
            add(Cost::of_beside(&beside))?;
        }
        let parts = costs.into_iter().filter(|(_, cost)| !cost.is_free());
        let parts = parts.map(|(code, cost)| Ok((code.to_owned(), cost.view()?)));
        Ok(YearCosts { year, parts: parts.collect::<Result<_>>()? })
    }
}

/// The years in which anything began, was due or was paid, and this one.
pub(crate) fn years(books: &Books<'_>) -> Result<Option<Years>> {
    let this = books.today.year();
    let extent = books.tx.extent()?;
    Ok(extent.map(|(first, last)| Years { first: first.year().min(this), last: last.year().max(this) }))
}

/// A year's first and last day.
pub(crate) fn days_of(year: i32) -> Result<(NaiveDate, NaiveDate)> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1..=9999).contains(&year));
    day(1, 1)
        .zip(day(12, 31))
        .ok_or_else(|| AppError::new(ErrorCode::NumberRange).with("min", 1).with("max", 9999))
}

/// What is paid, by what it is for; and what came back, or was saved.
#[derive(Clone, Copy)]
struct Cost {
    principal: Money,
    interest: Money,
    fee: Money,
    penalty: Money,
    late_fee: Money,
    back: Money,
    saved: Money,
}

impl Cost {
    fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            principal: zero,
            interest: zero,
            fee: zero,
            penalty: zero,
            late_fee: zero,
            back: zero,
            saved: zero,
        }
    }

    /// Over a plan's whole life: what its rows ask for, and what was paid besides. Of void rows, what was paid counts.
    fn of(plan: &PlanCost, besides: &[Beside]) -> Result<Self> {
        let mut whole = Self::of_parts(&plan.contract);
        for (row, paid) in &plan.void {
            whole = whole.minus(&Self::of_parts(row))?.plus(&Self::of_parts(&paid_of(row, *paid)?))?;
        }
        besides.iter().try_fold(whole, |whole, beside| whole.plus(&Self::of_beside(beside)))
    }

    fn of_parts(parts: &Parts) -> Self {
        let Parts { principal, interest, fee } = *parts;
        Self { principal, interest, fee, ..Self::zero(principal.currency()) }
    }

    fn of_beside(beside: &Beside) -> Self {
        let Beside { penalty, late_fee, back, saved, .. } = *beside;
        Self { penalty, late_fee, back, saved, ..Self::of_parts(&beside.paid) }
    }

    /// What a repayment paid of a row, after others.
    fn of_payment(part: &PaidPart) -> Result<Self> {
        let currency = part.amount.currency();
        let until = part.before.checked_add(part.amount).map_err(|_| amounts::too_large(currency))?;
        let until = Self::of_parts(&paid_of(&part.row, until)?);
        until.minus(&Self::of_parts(&paid_of(&part.row, part.before)?))
    }

    fn currency(&self) -> Currency {
        self.principal.currency()
    }

    fn each(
        &self,
        other: &Self,
        combine: impl Fn(Money, Money) -> std::result::Result<Money, fenqi_domain::money::MoneyError>,
    ) -> Result<Self> {
        let of = |part: fn(&Self) -> Money| {
            combine(part(self), part(other)).map_err(|_| amounts::too_large(self.currency()))
        };
        Ok(Self {
            principal: of(|cost| cost.principal)?,
            interest: of(|cost| cost.interest)?,
            fee: of(|cost| cost.fee)?,
            penalty: of(|cost| cost.penalty)?,
            late_fee: of(|cost| cost.late_fee)?,
            back: of(|cost| cost.back)?,
            saved: of(|cost| cost.saved)?,
        })
    }

    fn plus(&self, other: &Self) -> Result<Self> {
        self.each(other, Money::checked_add)
    }

    fn minus(&self, other: &Self) -> Result<Self> {
        self.each(other, Money::checked_sub)
    }

    fn parts(&self) -> [Money; 4] {
        [self.interest, self.fee, self.penalty, self.late_fee]
    }

    /// What is paid besides principal, in minor units.
    fn minor(&self) -> i128 {
        self.parts().iter().map(|part| i128::from(part.minor())).sum()
    }

    fn is_free(&self) -> bool {
        self.parts().iter().all(|part| part.is_zero())
    }

    fn view(&self) -> Result<CostParts> {
        Ok(CostParts {
            interest: self.interest.to_string(),
            fee: self.fee.to_string(),
            penalty: self.penalty.to_string(),
            late_fee: self.late_fee.to_string(),
            cost: views::sum(self.parts(), self.currency())?.to_string(),
        })
    }
}

/// What `paid` pays of a row.
fn paid_of(row: &Parts, paid: Money) -> Result<Parts> {
    let late_fee = Money::zero(paid.currency());
    let owed = Components { late_fee, fee: row.fee, interest: row.interest, principal: row.principal };
    let got = split(paid, owed, &USUAL_ORDER).map_err(|_| amounts::too_large(paid.currency()))?;
    Ok(Parts { principal: got.principal, interest: got.interest, fee: got.fee })
}

/// What plans of one currency come to.
fn total(plans: &[(PlanKey, Cost)], to_come: Option<String>) -> Result<CostTotals> {
    let currency = plans[0].1.currency();
    let mut sum = Cost::zero(currency);
    for (_, cost) in plans {
        sum = sum.plus(cost)?;
    }
    let parts = sum.parts();
    let paid = views::sum(parts.into_iter().chain([sum.principal]), currency)?;
    let total = paid.checked_sub(sum.back).map_err(|_| amounts::too_large(currency))?;
    Ok(CostTotals {
        currency: currency.code().to_owned(),
        plans: views::count(plans.len()),
        free_plans: views::count(plans.iter().filter(|(_, cost)| cost.is_free()).count()),
        principal: sum.principal.to_string(),
        parts: sum.view()?,
        to_come: to_come.unwrap_or_else(|| Money::zero(currency).to_string()),
        back: sum.back.to_string(),
        saved: sum.saved.to_string(),
        total: total.to_string(),
    })
}

fn plan_view(books: &Books<'_>, plan: &PlanId, cost: &Cost) -> Result<PlanCostView> {
    let facts = books.tx.plans(Some(plan))?.pop().ok_or_else(|| plans::plan_unknown(plan))?;
    let terms = terms::read(&facts.plan.terms, facts.plan.currency)?;
    Ok(PlanCostView {
        plan: plan.clone(),
        title: facts.plan.title.clone(),
        account: views::account_ref(&facts.account),
        currency: facts.plan.currency.code().to_owned(),
        principal: cost.principal.to_string(),
        parts: cost.view()?,
        rates: plans::rates(books.tx.as_ref(), plan, &terms)?,
    })
}
