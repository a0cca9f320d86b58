//! One plan on its way to the end: what is left of it, what acting on it would cost, and what it becomes.

use chrono::{Datelike, NaiveDate};

use crate::afford::Month;
use crate::date::{Anchor, on_anchor};
use crate::money::Money;
use crate::payoff::{Act, Debt, Step};
use crate::prepayment::{PrepaymentError, PrepaymentPolicy, prepay_part};
use crate::schedule::{Row, Totals, schedule};
use crate::settlement::{Quote, RunningPeriod, quote_of};
use crate::terms::{Method, TermsError};

/// A plan under way.
#[derive(Clone)]
pub(super) struct Course<'a> {
    debt: &'a Debt,
    place: usize,
    rows: Vec<Row>,
    left: Vec<Row>,
    /// What is left from each row on.
    after: Vec<Totals>,
    /// What is left from each row on, principal times the day on which it is due.
    weights: Vec<i128>,
    /// The first row that is not passed.
    next: usize,
    /// Where the rows are those of the terms: their periods, and the level payment.
    proposed: Option<(Vec<RunningPeriod>, Option<Money>)>,
    /// When the last of it was paid.
    pub(super) ended: Option<NaiveDate>,
    /// The last row that was paid as such.
    pub(super) last_row: u16,
}

/// What was paid.
#[derive(Clone, Copy)]
pub(super) struct Paid {
    pub(super) principal: Money,
    pub(super) cost: Money,
}

impl Paid {
    pub(super) fn total(self) -> Result<Money, TermsError> {
        add(self.principal, self.cost)
    }
}

impl<'a> Course<'a> {
    pub(super) fn new(debt: &'a Debt, place: usize) -> Result<Self, TermsError> {
        let made = schedule(&debt.terms)?;
        let counted = made.rows == debt.rows && !matches!(debt.terms.method(), Method::FlatInterest(_));
        let proposed = if counted { Some((RunningPeriod::all(&debt.terms)?, made.instalment)) } else { None };
        let mut course = Self {
            debt,
            place,
            rows: debt.rows.clone(),
            left: debt.left.clone(),
            after: Vec::new(),
            weights: Vec::new(),
            next: 0,
            proposed,
            ended: None,
            last_row: 0,
        };
        course.sum()?;
        Ok(course)
    }

    fn sum(&mut self) -> Result<(), TermsError> {
        let zero = Money::zero(self.debt.late_fee.currency());
        let mut sum = Totals { principal: zero, interest: zero, fee: zero, total: zero };
        let mut weight = 0;
        (self.after, self.weights) = (vec![sum; self.left.len() + 1], vec![0; self.left.len() + 1]);
        for (place, row) in self.left.iter().enumerate().rev() {
            sum.principal = add(sum.principal, row.principal)?;
            sum.interest = add(sum.interest, row.interest)?;
            sum.fee = add(sum.fee, row.fee)?;
            sum.total = add(sum.total, row.total()?)?;
            weight += i128::from(row.principal.minor()) * i128::from(row.due_date.num_days_from_ce());
            (self.after[place], self.weights[place]) = (sum, weight);
        }
        Ok(())
    }

    /// What is left of it.
    pub(super) fn owed(&self) -> Totals {
        self.after[self.next.min(self.left.len())]
    }

    pub(super) fn is_over(&self) -> bool {
        !self.owed().total.is_positive()
    }

    /// The month of the last row, if any is left.
    pub(super) fn last_month(&self) -> Option<Month> {
        self.left
            .iter()
            .rev()
            .find(|row| row.total().is_ok_and(Money::is_positive))
            .map(|row| Month::of(row.due_date))
    }

    /// The smallest instalment but for the last, which may be a remainder.
    pub(super) fn smallest(&self) -> Money {
        let asked = self.debt.rows.iter().filter(|row| row.n > 0).filter_map(|row| row.total().ok());
        let asked: Vec<i64> = asked.filter(|total| total.is_positive()).map(Money::minor).collect();
        let but_last = &asked[..asked.len().saturating_sub(1)];
        Money::from_minor(but_last.iter().min().copied().unwrap_or(0), self.debt.late_fee.currency())
    }

    /// Whether the next row is due by a day.
    fn is_due(&self, by: NaiveDate) -> bool {
        self.left.get(self.next).is_some_and(|row| row.due_date <= by)
    }

    /// Pays what is due by a day; what was due before `today` on that day.
    pub(super) fn pay(&mut self, by: NaiveDate, today: NaiveDate) -> Result<Paid, TermsError> {
        let before = self.owed();
        while self.is_due(by) {
            let row = self.left[self.next];
            if row.total()?.is_positive() {
                self.last_row = row.n;
                self.ended = Some(row.due_date.max(today));
            }
            self.next += 1;
        }
        let after = self.owed();
        let cost = add(sub(before.interest, after.interest)?, sub(before.fee, after.fee)?)?;
        Ok(Paid { principal: sub(before.principal, after.principal)?, cost })
    }

    /// The day of a month on which it can be acted on: the last due date in it, else the day on which it is due in
    /// other months. `None` before it has begun.
    pub(super) fn act_day(&self, month: Month) -> Option<(NaiveDate, bool)> {
        let due = self.next.checked_sub(1).map(|before| self.left[before].due_date);
        if let Some(due) = due.filter(|due| Month::of(*due) == month) {
            return Some((due, true));
        }
        let day = u8::try_from(self.left.get(self.next)?.due_date.day()).ok()?;
        let first = NaiveDate::from_ymd_opt(month.year, month.month, 1)?;
        on_anchor(first, Anchor::Day(day)).filter(|day| *day >= self.debt.start).map(|day| (day, false))
    }

    pub(super) fn takes_parts(&self) -> bool {
        self.debt.takes_parts()
    }

    fn running(&self, place: usize) -> Result<RunningPeriod, TermsError> {
        let n = usize::from(self.left[place].n.saturating_sub(1));
        let counted = self.proposed.as_ref().and_then(|(periods, _)| periods.get(n).copied());
        counted
            .or_else(|| RunningPeriod::in_rows(self.debt.start, &self.rows, place))
            .ok_or(TermsError::Periods)
    }

    /// The place of the first row of which something is left.
    fn first_open(&self) -> Option<usize> {
        let open = self.left[self.next.min(self.left.len())..].iter();
        open.enumerate()
            .find(|(_, row)| row.total().is_ok_and(Money::is_positive))
            .map(|(at, _)| self.next + at)
    }

    /// What settling it costs on a day by which all that is due is paid.
    pub(super) fn quote(&self, on: NaiveDate) -> Result<Option<Quote>, TermsError> {
        let Some(place) = self.first_open() else { return Ok(None) };
        let mode = self.debt.terms.rounding().interest;
        let paid = sub(self.rows[place].interest, self.left[place].interest)?;
        let policy = self.debt.policy;
        quote_of(&self.after[place], &self.left[place], self.running(place)?, on, policy, mode)?
            .credited(paid, policy)
            .map(Some)
    }

    /// For how long principal would be paid before its time: principal times days.
    pub(super) fn ahead(&self, on: NaiveDate) -> i128 {
        let principal = i128::from(self.owed().principal.minor());
        self.weights[self.next.min(self.weights.len() - 1)] - principal * i128::from(on.num_days_from_ce())
    }

    /// Pays it off.
    pub(super) fn settle(&mut self, on: NaiveDate, quote: &Quote) -> Result<(Step, Paid), TermsError> {
        self.next = self.left.len();
        self.ended = Some(on);
        let charged = sub(quote.payoff, quote.principal)?;
        let act = Act::Settle { charged };
        let step = Step { on, debt: self.place, act, amount: quote.payoff, saved: quote.saved };
        Ok((step, Paid { principal: quote.principal, cost: charged }))
    }

    /// Pays a part of the principal, where that saves something.
    pub(super) fn prepay(
        &mut self,
        on: NaiveDate,
        amount: Money,
    ) -> Result<Option<(Step, Paid)>, TermsError> {
        let Some(place) = self.first_open() else { return Ok(None) };
        // As when it is recorded: of what is still to come, nothing is paid yet.
        if self.left[place..] != self.rows[place..] {
            return Ok(None);
        }
        let old = &self.left[place..];
        let level = self.proposed.as_ref().and_then(|(_, level)| *level);
        let running = self.running(place)?;
        let policy = PrepaymentPolicy::ShortenTerm;
        let made = match prepay_part(&self.debt.terms, old, level, &running, (on, amount), policy) {
            Ok(made) => made,
            Err(PrepaymentError::Terms(error)) => return Err(error),
            Err(_) => return Ok(None),
        };
        let ends_on = made.rows.iter().rev().find(|row| row.total().is_ok_and(Money::is_positive));
        let Some(ends_on) = ends_on.map(|row| row.due_date).filter(|_| made.saved.is_positive()) else {
            return Ok(None);
        };
        let fewer = u16::try_from(old.len().saturating_sub(made.rows.len())).unwrap_or(u16::MAX);
        let step =
            Step { on, debt: self.place, act: Act::Prepay { fewer, ends_on }, amount, saved: made.saved };
        self.rows.truncate(place);
        self.left.truncate(place);
        self.rows.extend_from_slice(&made.rows);
        self.left.extend(made.rows);
        self.proposed = None;
        self.sum()?;
        Ok(Some((step, Paid { principal: made.principal, cost: made.interest })))
    }

    /// What rows due in a month ask for.
    pub(super) fn asks(&self, by: NaiveDate) -> Result<Money, TermsError> {
        let until =
            self.left[self.next.min(self.left.len())..].iter().take_while(|row| row.due_date <= by).count();
        sub(self.owed().total, self.after[(self.next + until).min(self.left.len())].total)
    }
}

pub(super) fn add(a: Money, b: Money) -> Result<Money, TermsError> {
    a.checked_add(b).map_err(|_| TermsError::Overflow)
}

pub(super) fn sub(a: Money, b: Money) -> Result<Money, TermsError> {
    a.checked_sub(b).map_err(|_| TermsError::Overflow)
}
