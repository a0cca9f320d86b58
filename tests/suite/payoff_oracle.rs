//! Getting out of debt, recomputed by another road: whole numbers, months and lists, everything worked out anew each
//! time it is asked for. Nothing of the domain is used but to be compared with.

/// Year, month, day.
pub(crate) type Day = (i32, i32, i32);

/// How a plan is repaid; rates are millionths a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Level(i128),
    EvenPrincipal(i128),
    InterestOnly(i128),
    Fee(i128),
    Free,
}

/// What settling costs beside the principal; shares are millionths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Policy {
    Nothing,
    Accrued,
    WholePeriod,
    Everything,
    Penalty { share: i128, least: i128, most: i128 },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) due: Day,
    pub(crate) principal: i128,
    pub(crate) cost: i128,
}

/// A plan of which rows are still to be paid, each month on one day up to the 28th.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) kind: Kind,
    pub(crate) policy: Policy,
    pub(crate) rows: Vec<Row>,
    /// The smallest instalment but for the last one.
    pub(crate) smallest: i128,
    /// The level payment of a loan that has one.
    pub(crate) level: i128,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) on: Day,
    pub(crate) plan: usize,
    pub(crate) settles: bool,
    pub(crate) amount: i128,
    pub(crate) saved: i128,
}

pub(crate) struct Found {
    pub(crate) cost: i128,
    pub(crate) free_on: Option<Day>,
    pub(crate) steps: Vec<Step>,
    pub(crate) order: Vec<usize>,
}

/// Days since some day, by counting.
fn number((year, month, day): Day) -> i128 {
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let years: i32 = (2000..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months: i32 = (1..month).map(|month| lengths[usize::try_from(month - 1).expect("a month")]).sum();
    i128::from(years + months + day)
}

pub(crate) fn next_month((year, month, day): Day) -> Day {
    if month == 12 { (year + 1, 1, day) } else { (year, month + 1, day) }
}

fn half_up(above: i128, below: i128) -> i128 {
    (2 * above + below) / (2 * below)
}

fn millionths(amount: i128, rate: i128) -> i128 {
    half_up(amount * rate, 1_000_000)
}

/// The level payment, found by trying: the one that repays all, to the nearer minor unit.
fn level(principal: i128, rate: i128, periods: usize) -> i128 {
    const FINE: i128 = 1_000_000_000_000;
    // What is left after all payments of so many half units.
    let left = |halves: i128| {
        let pay = |balance: i128, _| balance * (1_000_000 + rate) / 1_000_000 - halves * FINE / 2;
        (0..periods).fold(principal * FINE, pay)
    };
    let (mut low, mut high) = (0, principal * 4 + 4);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if left(middle) > 0 { low = middle } else { high = middle }
    }
    // `high` halves are enough, one fewer are not: an odd number of halves that is not enough is rounded up.
    if left(low) == 0 { half_up(low, 2) } else { low / 2 + low % 2 }
}

/// All rows of a plan, from its first due date on.
pub(crate) fn rows(kind: Kind, principal: i128, periods: usize, first: Day) -> Vec<Row> {
    let dues: Vec<Day> =
        std::iter::successors(Some(first), |day| Some(next_month(*day))).take(periods).collect();
    let paid = match kind {
        Kind::Level(rate) => level(principal, rate, periods),
        _ => 0,
    };
    build(kind, principal, principal, paid, &dues)
}

/// Rows that repay `balance` by these days; fees go by `original`.
fn build(kind: Kind, original: i128, mut balance: i128, level: i128, dues: &[Day]) -> Vec<Row> {
    let count = i128::try_from(dues.len()).expect("few");
    let even = match kind {
        Kind::EvenPrincipal(_) => half_up(balance, count),
        _ => balance / count,
    };
    let row = |(at, due): (usize, &Day)| {
        let is_last = at + 1 == dues.len();
        let cost = match kind {
            Kind::Level(rate) | Kind::EvenPrincipal(rate) | Kind::InterestOnly(rate) => {
                millionths(balance, rate)
            }
            Kind::Fee(rate) => millionths(original, rate),
            Kind::Free => 0,
        };
        let principal = match kind {
            _ if is_last => balance,
            Kind::Level(_) => (level - cost).clamp(0, balance),
            Kind::InterestOnly(_) => 0,
            Kind::EvenPrincipal(_) | Kind::Fee(_) | Kind::Free => even.min(balance),
        };
        balance -= principal;
        Row { due: *due, principal, cost }
    };
    dues.iter().enumerate().map(row).collect()
}

/// What is left of some rows: principal, interest and fees.
fn sums(rows: &[Row]) -> (i128, i128) {
    (rows.iter().map(|row| row.principal).sum(), rows.iter().map(|row| row.cost).sum())
}

impl Plan {
    fn takes_parts(&self) -> bool {
        let by_balance = matches!(self.kind, Kind::Level(_) | Kind::EvenPrincipal(_) | Kind::InterestOnly(_));
        by_balance && matches!(self.policy, Policy::Nothing | Policy::Accrued)
    }

    /// What settling costs on a due day, after its row: all of it, and how much it saves.
    fn settlement(&self) -> Option<(i128, i128)> {
        let next = self.rows.first()?;
        let (principal, cost) = sums(&self.rows);
        let charged = match self.policy {
            // On a due day nothing has run.
            Policy::Nothing | Policy::Accrued => 0,
            Policy::WholePeriod => next.cost,
            Policy::Everything => cost,
            Policy::Penalty { share, least, most } => millionths(principal, share).max(least).min(most),
        };
        Some((principal + charged, cost - charged))
    }

    /// After a part was paid: the same instalment, until nothing is left.
    fn after_part(&self, amount: i128) -> Option<Vec<Row>> {
        let (principal, _) = sums(&self.rows);
        if !self.takes_parts() || amount < 1 || amount >= principal {
            return None;
        }
        let dues: Vec<Day> = self.rows.iter().map(|row| row.due).collect();
        let balance = principal - amount;
        let mut rows = if let Kind::EvenPrincipal(rate) = self.kind {
            // The same principal as before, until the balance is gone.
            let mut left = balance;
            let take = |row: &Row| {
                let (before, part) = (left, row.principal.min(left));
                left -= part;
                Row { due: row.due, principal: part, cost: millionths(before, rate) }
            };
            self.rows.iter().map(take).collect()
        } else {
            build(self.kind, principal, balance, self.level, &dues)
        };
        while rows.last().is_some_and(|row| row.principal + row.cost == 0) {
            rows.pop();
        }
        Some(rows)
    }

    fn due_in(&self, month: Day) -> i128 {
        let own = self.rows.iter().filter(|row| (row.due.0, row.due.1) == (month.0, month.1));
        own.map(|row| row.principal + row.cost).sum()
    }

    /// The same plan with the rows after a month.
    fn after(&self, month: Day) -> Self {
        let later = |row: &&Row| (row.due.0, row.due.1) > (month.0, month.1);
        Self { rows: self.rows.iter().filter(later).copied().collect(), ..self.clone() }
    }
}

/// In which month a plan that can only be settled would be: how many months from `month` on, with which saving.
fn settled_in(plan: &Plan, month: Day, pool: i128, extra: i128) -> Option<usize> {
    let mut months = month;
    let mut at = plan.after(month);
    let mut will_have = pool;
    for wait in 0.. {
        let (payoff, saved) = at.settlement()?;
        let following = at.after(next_month(months));
        let later = following.settlement().map_or(0, |(_, saved)| saved);
        if payoff <= will_have && saved > 0 && later <= saved {
            return Some(wait);
        }
        (months, at, will_have) = (next_month(months), following, will_have + extra);
    }
    None
}

/// What is saved, and over how much money times days, as a fraction.
fn rate(plan: &Plan, month: Day, extra: i128) -> (i128, i128) {
    let day = plan.rows.first().map_or(1, |row| row.due.2);
    let on = |wait: usize| {
        let month = (0..wait).fold(month, |month, _| next_month(month));
        (month, (month.0, month.1, day))
    };
    let first_that_saves = || {
        (0..plan.rows.len())
            .find(|wait| plan.after(on(*wait).0).settlement().is_some_and(|(_, saved)| saved > 0))
    };
    let wait = if plan.takes_parts() { first_that_saves() } else { settled_in(plan, month, extra, extra) };
    let Some(wait) = wait else { return (0, 1) };
    let (then, on_day) = on(wait);
    let at = plan.after(then);
    let (_, saved) = at.settlement().expect("it saves");
    let ahead: i128 = at.rows.iter().map(|row| row.principal * (number(row.due) - number(on_day))).sum();
    let idle: i128 = (0..wait).map(|k| extra * (number(on_day) - number(on(k).1))).sum();
    (saved * 365, (ahead + if plan.takes_parts() { 0 } else { idle }).max(1))
}

/// Follows a way of paying from the month after `today`; nothing is due in this month any more.
pub(crate) fn follow(plans: &[Plan], first: Day, extra: i128, roll_over: bool, dearest: bool) -> Found {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|place| sums(&plans[*place].rows).0);
    if dearest {
        let rates: Vec<(i128, i128)> = plans.iter().map(|plan| rate(plan, first, extra)).collect();
        order.sort_by(|a, b| (rates[*b].0 * rates[*a].1).cmp(&(rates[*a].0 * rates[*b].1)));
    }
    let mut now: Vec<Plan> = plans.to_vec();
    let (mut cost, mut free_on, mut steps) = (0, None, Vec::new());
    let (mut month, mut pool) = (first, 0);
    while now.iter().any(|plan| sums(&plan.rows) != (0, 0)) {
        pool += extra;
        for (plan, contract) in now.iter_mut().zip(plans) {
            let is_over =
                contract.rows.last().is_none_or(|last| (last.due.0, last.due.1) < (month.0, month.1));
            let asked = if is_over { contract.smallest } else { contract.due_in(month) };
            if roll_over {
                pool += (asked - plan.due_in(month)).max(0);
            }
            for row in plan.rows.iter().filter(|row| (row.due.0, row.due.1) == (month.0, month.1)) {
                cost += row.cost;
                if row.principal + row.cost > 0 {
                    free_on = free_on.max(Some(row.due));
                }
            }
            *plan = plan.after(month);
        }
        for place in &order {
            let day = plans[*place].rows.first().map_or(1, |row| row.due.2);
            let on = (month.0, month.1, day);
            let plan = &mut now[*place];
            let Some((payoff, saved)) = plan.settlement().filter(|_| pool > 0) else { continue };
            let waits = if plan.takes_parts() { Some(0) } else { settled_in(plan, month, pool, extra) };
            let Some(waits) = waits else { continue };
            if waits == 0 && payoff <= pool && saved > 0 {
                cost += payoff - sums(&plan.rows).0;
                pool -= payoff;
                plan.rows.clear();
                free_on = free_on.max(Some(on));
                steps.push(Step { on, plan: *place, settles: true, amount: payoff, saved });
            } else if !plan.takes_parts() {
                break;
            } else if let Some(rows) = plan.after_part(pool) {
                let saved = sums(&plan.rows).1 - sums(&rows).1;
                if saved > 0 {
                    plan.rows = rows;
                    steps.push(Step { on, plan: *place, settles: false, amount: pool, saved });
                    pool = 0;
                }
            }
        }
        month = next_month(month);
    }
    steps.sort_by_key(|step| step.on);
    Found { cost, free_on, steps, order }
}
