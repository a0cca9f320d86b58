//! Month by month: every row first, then what is put in besides goes down the order.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::afford::Month;
use crate::date::months_later;
use crate::money::{Currency, Money};
use crate::payoff::course::{Course, Paid, add, sub};
use crate::payoff::{Alone, Budget, Debt, End, MAX_MONTHS, Outcome, Payoff, Step};
use crate::rounding::Ratio;
use crate::settlement::Quote;
use crate::terms::TermsError;

/// Days in the year of a rate.
const YEAR: i128 = 365;

/// What settling a plan would cost in a month, were nothing of it paid early before.
#[derive(Clone, Copy)]
struct Offer {
    on: NaiveDate,
    /// Whether a row is due on that day.
    is_due: bool,
    payoff: Money,
    saved: Money,
    /// Principal times the days by which it is paid early.
    ahead: i128,
}

/// What all ways of paying have in common.
struct Ground<'a> {
    /// As they stand when the months begin.
    courses: Vec<Course<'a>>,
    /// The months in which extra money is put in: each with its last day.
    months: Vec<(Month, NaiveDate)>,
    /// What the contracts ask for: by month, then by plan; after its end, a plan's smallest instalment.
    asked: Vec<Vec<Money>>,
    /// By plan, then by month; absent when it is over, or has not begun.
    offers: Vec<Vec<Option<Offer>>>,
    budget: Budget,
    today: NaiveDate,
    zero: Money,
    /// What is paid before the months begin.
    before: Paid,
    contract: Outcome,
}

pub(super) fn payoff(
    debts: &[Debt],
    today: NaiveDate,
    budget: Budget,
    currency: Currency,
) -> Result<Payoff, TermsError> {
    let ground = Ground::new(debts, today, budget, Money::zero(currency))?;
    let places = || (0..debts.len()).collect::<Vec<usize>>();
    let rates: Vec<Decimal> = places().into_iter().map(|place| ground.rate(place)).collect();
    let principal = |place: &usize| ground.courses[*place].owed().principal.minor();
    let mut smallest = places();
    smallest.sort_by_key(principal);
    let mut dearest = smallest.clone();
    dearest.sort_by(|a, b| rates[*b].cmp(&rates[*a]));
    let (snowball, avalanche) = (ground.run(smallest)?, ground.run(dearest)?);
    Ok(Payoff { rates, contract: ground.contract, snowball, avalanche })
}

impl<'a> Ground<'a> {
    fn new(debts: &'a [Debt], today: NaiveDate, budget: Budget, zero: Money) -> Result<Self, TermsError> {
        let late = debts.iter().try_fold(zero, |sum, debt| add(sum, debt.late_fee))?;
        let mut before = Paid { principal: zero, cost: late };
        let mut courses = Vec::with_capacity(debts.len());
        let first = next_month(today);
        for (place, debt) in debts.iter().enumerate() {
            let mut course = Course::new(debt, place)?;
            if let Some(first) = first {
                more(&mut before, course.pay(first.pred_opt().unwrap_or(first), today)?)?;
            }
            courses.push(course);
        }
        let months = months(first, &courses);
        let mut ground = Self {
            asked: vec![Vec::with_capacity(debts.len()); months.len()],
            offers: Vec::with_capacity(debts.len()),
            contract: nothing(zero),
            courses,
            months,
            budget,
            today,
            zero,
            before,
        };
        ground.contract()?;
        Ok(ground)
    }

    /// Follows every contract to its end.
    fn contract(&mut self) -> Result<(), TermsError> {
        let mut paid = self.before;
        let mut ends = Vec::with_capacity(self.courses.len());
        for course in &self.courses {
            let mut course = course.clone();
            let smallest = course.smallest();
            let mut offers = Vec::with_capacity(self.months.len());
            for (at, (month, last)) in self.months.iter().enumerate() {
                let goes_on = !course.is_over();
                let asks = course.asks(*last)?;
                self.asked[at].push(if goes_on { asks } else { smallest });
                more(&mut paid, course.pay(*last, self.today)?)?;
                offers.push(offer(&course, *month)?);
            }
            more(&mut paid, course.pay(NaiveDate::MAX, self.today)?)?;
            self.offers.push(offers);
            ends.push(end(&course, self.today));
        }
        let order = (0..self.courses.len()).collect();
        self.contract = outcome(paid, (Vec::new(), order, ends), None)?;
        Ok(())
    }

    /// What a plan saves, over the money and the time for which it is given up: see [`Payoff::rates`].
    fn rate(&self, place: usize) -> Decimal {
        let extra = self.budget.extra;
        let offers = &self.offers[place];
        let saves = |offer: &Option<Offer>| offer.is_some_and(|offer| offer.saved.is_positive());
        let parts = self.courses[place].takes_parts();
        let at = if parts { offers.iter().position(saves) } else { self.settled_at(place, 0, extra) };
        let Some((at, offer)) = at.and_then(|at| Some((at, offers[at]?))) else { return Decimal::ZERO };
        // Each month's money lies there until the day on which it suffices.
        let days = |since: &Offer| i128::from((offer.on - since.on).num_days());
        let idle: i128 = if parts { 0 } else { offers[..at].iter().flatten().map(days).sum() };
        let bound = offer.ahead.checked_add(i128::from(extra.minor()) * idle);
        let saved = i128::from(offer.saved.minor()) * YEAR;
        bound
            .and_then(|bound| Ratio::new(saved, bound.max(1)))
            .and_then(Ratio::to_decimal)
            .unwrap_or(Decimal::ZERO)
    }

    /// The month in which a plan that has to be settled whole would be, with what is there in month `at` and what is put
    /// in after it: the first in which it suffices and saves something, unless it pays to wait.
    fn settled_at(&self, place: usize, at: usize, pool: Money) -> Option<usize> {
        let offers = &self.offers[place];
        let mut will_have = pool.minor();
        (at..offers.len()).find(|k| {
            let had = will_have;
            will_have = will_have.saturating_add(self.budget.extra.minor());
            let later = offers[*k + 1..].iter().copied();
            offers[*k].is_some_and(|offer| {
                offer.payoff.minor() <= had && offer.saved.is_positive() && !pays_to_wait(offer.saved, later)
            })
        })
    }

    /// What settling a plan would cost in the months after one, as it stands now.
    fn later<'b>(&'b self, course: &Course<'b>, at: usize) -> Result<Vec<Option<Offer>>, TermsError> {
        let mut course = course.clone();
        let mut offers = Vec::new();
        for (month, last) in &self.months[at + 1..] {
            course.pay(*last, self.today)?;
            let found = offer(&course, *month)?;
            offers.push(found);
            if found.is_none_or(|offer| offer.is_due) {
                break;
            }
        }
        Ok(offers)
    }

    fn run(&self, order: Vec<usize>) -> Result<Outcome, TermsError> {
        let mut courses = self.courses.clone();
        let mut paid = self.before;
        let mut pool = self.zero;
        let mut steps = Vec::new();
        for (at, (_, last)) in self.months.iter().enumerate() {
            if courses.iter().all(Course::is_over) {
                break;
            }
            pool = add(pool, self.budget.extra)?;
            for (course, asked) in courses.iter_mut().zip(&self.asked[at]) {
                let asks = course.asks(*last)?;
                if self.budget.roll_over && asked.minor() > asks.minor() {
                    pool = add(pool, sub(*asked, asks)?)?;
                }
                more(&mut paid, course.pay(*last, self.today)?)?;
            }
            for place in &order {
                if !pool.is_positive() {
                    break;
                }
                match self.turn(&mut courses[*place], (*place, at), pool)? {
                    Turn::Acts(step, spent) => {
                        pool = sub(pool, step.amount)?;
                        more(&mut paid, spent)?;
                        steps.push(step);
                    }
                    Turn::Waits => break,
                    Turn::Passes => {}
                }
            }
        }
        for course in &mut courses {
            more(&mut paid, course.pay(NaiveDate::MAX, self.today)?)?;
        }
        let mut ends: Vec<End> = courses.iter().map(|course| end(course, self.today)).collect();
        for (place, end) in ends.iter_mut().enumerate() {
            if steps.iter().all(|step| step.debt != place) {
                end.alone = Some(self.why_alone(place));
            }
        }
        steps.sort_by_key(|step| step.on);
        outcome(paid, (steps, order, ends), Some(&self.contract))
    }

    /// What a plan does with what is put in, in a month.
    fn turn(
        &self,
        course: &mut Course<'_>,
        (place, at): (usize, usize),
        pool: Money,
    ) -> Result<Turn, TermsError> {
        let Some((on, is_due_day)) = course.act_day(self.months[at].0).filter(|_| !course.is_over()) else {
            return Ok(Turn::Passes);
        };
        let Some(quote) = course.quote(on)? else { return Ok(Turn::Passes) };
        let parts = course.takes_parts();
        let settled_at = if parts { Some(at) } else { self.settled_at(place, at, pool) };
        let Some(settled_at) = settled_at else { return Ok(Turn::Passes) };
        let suffices = quote.saved.is_positive() && quote.payoff.minor() <= pool.minor();
        // On a due day nothing has run of what a plan charges that takes parts.
        let waits = parts && !is_due_day && suffices && pays_to_wait(quote.saved, self.later(course, at)?);
        if settled_at == at && suffices && !waits {
            let (step, spent) = course.settle(on, &quote)?;
            return Ok(Turn::Acts(step, spent));
        }
        if !parts {
            return Ok(Turn::Waits);
        }
        if !is_due_day {
            return Ok(if quote.saved.is_positive() { Turn::Waits } else { Turn::Passes });
        }
        let done = course.prepay(on, pool)?;
        Ok(done.map_or(Turn::Passes, |(step, spent)| Turn::Acts(step, spent)))
    }

    fn why_alone(&self, place: usize) -> Alone {
        let owed = self.courses[place].owed();
        if owed.interest.is_zero() && owed.fee.is_zero() && owed.total.is_positive() {
            return Alone::Free;
        }
        let offers: Vec<Offer> = self.offers[place].iter().flatten().copied().collect();
        let best = offers.iter().map(|offer| offer.saved.minor()).max();
        match best {
            None => Alone::EndsFirst,
            Some(0) if offers.iter().all(|offer| offer.saved.is_zero()) => Alone::Unforgiven,
            Some(best) if best <= 0 => Alone::CostsMore,
            Some(_) if self.courses[place].takes_parts() => Alone::EndsFirst,
            Some(_) => Alone::OutOfReach,
        }
    }
}

/// Whether settling saves more in a later month, up to the next in which a row is due: where it is charged for by the
/// day, it is free on that day.
fn pays_to_wait(saved: Money, later: impl IntoIterator<Item = Option<Offer>>) -> bool {
    for offer in later.into_iter().map_while(|offer| offer) {
        if offer.saved.minor() > saved.minor() {
            return true;
        }
        if offer.is_due {
            return false;
        }
    }
    false
}

/// What became of a plan's turn.
enum Turn {
    /// It took something.
    Acts(Step, Paid),
    /// It will, and nothing goes to those after it until then.
    Waits,
    /// Those after it may.
    Passes,
}

fn next_month(today: NaiveDate) -> Option<NaiveDate> {
    today.with_day(1).and_then(|first| months_later(first, 1))
}

/// From the first month on, those in which something is due, and all between them.
fn months(first: Option<NaiveDate>, courses: &[Course<'_>]) -> Vec<(Month, NaiveDate)> {
    let last = courses.iter().filter_map(Course::last_month).max();
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    (0..MAX_MONTHS)
        .map_while(|k| months_later(first, k))
        .take_while(|day| Month::of(*day) <= last)
        .filter_map(|day| Some((Month::of(day), months_later(day, 1)?.pred_opt()?)))
        .collect()
}

fn offer(course: &Course<'_>, month: Month) -> Result<Option<Offer>, TermsError> {
    let Some((on, is_due)) = course.act_day(month).filter(|_| !course.is_over()) else { return Ok(None) };
    let quote = course.quote(on)?;
    Ok(quote.map(|Quote { payoff, saved, .. }| Offer { on, is_due, payoff, saved, ahead: course.ahead(on) }))
}

fn end(course: &Course<'_>, today: NaiveDate) -> End {
    End { on: course.ended.unwrap_or(today), last_row: course.last_row, alone: None }
}

fn more(sum: &mut Paid, paid: Paid) -> Result<(), TermsError> {
    *sum = Paid { principal: add(sum.principal, paid.principal)?, cost: add(sum.cost, paid.cost)? };
    Ok(())
}

fn nothing(zero: Money) -> Outcome {
    Outcome {
        free_on: None,
        paid: zero,
        principal: zero,
        cost: zero,
        saved: zero,
        steps: Vec::new(),
        order: Vec::new(),
        ends: Vec::new(),
    }
}

fn outcome(
    paid: Paid,
    (steps, order, ends): (Vec<Step>, Vec<usize>, Vec<End>),
    contract: Option<&Outcome>,
) -> Result<Outcome, TermsError> {
    let saved =
        contract.map_or(Ok(Money::zero(paid.cost.currency())), |contract| sub(contract.cost, paid.cost))?;
    Ok(Outcome {
        free_on: ends.iter().map(|end| end.on).max(),
        paid: paid.total()?,
        principal: paid.principal,
        cost: paid.cost,
        saved,
        steps,
        order,
        ends,
    })
}
