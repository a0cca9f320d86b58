//! From facts to what a screen shows. The only place where wire views of rows, tracks and rates are made.

use chrono::NaiveDate;
use fenqi_domain::schedule::{balances, totals};
use fenqi_domain::status::{self, InstalmentStatus as Status};
use fenqi_domain::terms::{Interest, Method, TermsError};
use fenqi_domain::{Currency, Money, Row, Terms, rate};
use rust_decimal::Decimal;

use crate::Result;
use crate::amounts::too_large;
use crate::contract::{
    AccountRef, Advertised, InstalmentStatus, PaymentView, PlanStatus, RateUnit, Rates, RowView, Track,
    TrackCell,
};
use crate::ports::{Account, PlanFacts, RowFacts};

/// Where the row's account stands on grace and debits: what a status needs besides the row.
#[derive(Clone, Copy)]
pub(crate) struct Policy {
    pub(crate) grace_days: u8,
    pub(crate) auto_debit: bool,
    pub(crate) today: NaiveDate,
}

impl Policy {
    pub(crate) fn of(facts: &PlanFacts, today: NaiveDate) -> Self {
        Self { grace_days: facts.account.grace_days, auto_debit: facts.plan.auto_debit, today }
    }

    pub(crate) fn status(&self, facts: &RowFacts, remaining: Money) -> Status {
        status::instalment(
            facts.row.due_date,
            self.grace_days,
            self.auto_debit,
            !remaining.is_positive(),
            self.today,
        )
    }
}

/// A row with its sums and its status: what all views are made from.
pub(crate) struct Standing {
    pub(crate) facts: RowFacts,
    pub(crate) total: Money,
    pub(crate) remaining: Money,
    pub(crate) status: Status,
}

impl Standing {
    pub(crate) fn partly_paid(&self) -> bool {
        self.facts.paid.is_positive() && self.remaining.is_positive()
    }
}

/// All rows of a plan as they stand.
pub(crate) fn standings(rows: &[RowFacts], policy: Policy) -> Result<Vec<Standing>> {
    let stand = |facts: &RowFacts| {
        let total = facts.row.total().map_err(|_| overflow(facts.paid.currency()))?;
        let remaining = total.checked_sub(facts.paid).map_err(|_| overflow(total.currency()))?;
        Ok(Standing { facts: *facts, total, remaining, status: policy.status(facts, remaining) })
    };
    rows.iter().map(stand).collect()
}

/// Sums of amounts that are stored already fit; one that does not is refused rather than wrapped.
pub(crate) fn sum(amounts: impl IntoIterator<Item = Money>, currency: Currency) -> Result<Money> {
    Money::sum(amounts, currency).map_err(|_| overflow(currency))
}

fn overflow(currency: Currency) -> crate::contract::AppError {
    too_large(currency)
}

pub(crate) fn wire_status(status: Status) -> InstalmentStatus {
    match status {
        Status::Scheduled => InstalmentStatus::Scheduled,
        Status::Due => InstalmentStatus::Due,
        Status::DebitExpected => InstalmentStatus::DebitExpected,
        Status::Overdue => InstalmentStatus::Overdue,
        Status::Paid => InstalmentStatus::Paid,
    }
}

pub(crate) fn plan_status(standings: &[Standing]) -> PlanStatus {
    match status::plan(standings.iter().map(|standing| standing.status)) {
        status::PlanStatus::Active => PlanStatus::Active,
        status::PlanStatus::Overdue => PlanStatus::Overdue,
        status::PlanStatus::Settled => PlanStatus::Settled,
    }
}

pub(crate) fn account_ref(account: &Account) -> AccountRef {
    AccountRef { id: account.id.clone(), name: account.name.clone(), marker: account.marker }
}

/// Days from today; far dates are clamped.
pub(crate) fn days_until(date: NaiveDate, today: NaiveDate) -> i32 {
    i32::try_from((date - today).num_days()).unwrap_or(i32::MAX)
}

/// The mark of Fenqi. The down payment has no cell.
pub(crate) fn track(standings: &[Standing]) -> Track {
    let rows: Vec<_> = standings.iter().filter(|standing| standing.facts.row.n > 0).collect();
    let largest = rows.iter().map(|standing| standing.total.minor()).max().unwrap_or(0).max(1);
    let next = rows.iter().position(|standing| standing.remaining.is_positive());
    let cells = rows.iter().enumerate().map(|(at, standing)| TrackCell {
        status: wire_status(standing.status),
        partly_paid: standing.partly_paid(),
        next: next == Some(at),
        height: height(standing.total.minor(), largest),
    });
    Track {
        cells: cells.collect(),
        paid: count(rows.iter().filter(|standing| standing.status == Status::Paid).count()),
        of: count(rows.len()),
        next_due_date: next.map(|at| rows[at].facts.row.due_date.to_string()),
        next_remaining: next.map(|at| rows[at].remaining.to_string()),
    }
}

fn height(amount: i64, largest: i64) -> u8 {
    let percent = i128::from(amount) * 100 / i128::from(largest);
    u8::try_from(percent.clamp(1, 100)).unwrap_or(100)
}

pub(crate) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

pub(crate) fn row_views(
    standings: &[Standing],
    today: NaiveDate,
    currency: Currency,
) -> Result<Vec<RowView>> {
    let rows: Vec<Row> = standings.iter().map(|standing| standing.facts.row).collect();
    let balances = balances(&rows, currency).map_err(|_| overflow(currency))?;
    let view = |(standing, balance): (&Standing, Money)| {
        let row = standing.facts.row;
        RowView {
            n: u32::from(row.n),
            due_date: row.due_date.to_string(),
            principal: row.principal.to_string(),
            interest: row.interest.to_string(),
            fee: row.fee.to_string(),
            total: standing.total.to_string(),
            paid: standing.facts.paid.to_string(),
            remaining: standing.remaining.to_string(),
            balance: balance.to_string(),
            status: wire_status(standing.status),
            partly_paid: standing.partly_paid(),
            paid_on: standing.facts.paid_on.map(|date| date.to_string()),
            days: days_until(row.due_date, today),
        }
    };
    Ok(standings.iter().zip(balances).map(view).collect())
}

pub(crate) fn payment_view(standings: &[Standing], currency: Currency) -> Result<PaymentView> {
    let rows: Vec<Row> = standings.iter().map(|standing| standing.facts.row).collect();
    let totals = totals(&rows, currency).map_err(|_: TermsError| overflow(currency))?;
    let paid = sum(standings.iter().map(|standing| standing.facts.paid), currency)?;
    Ok(PaymentView {
        principal: totals.principal.to_string(),
        interest: totals.interest.to_string(),
        fee: totals.fee.to_string(),
        cost: sum([totals.interest, totals.fee], currency)?.to_string(),
        total: totals.total.to_string(),
        paid: paid.to_string(),
        remaining: sum(standings.iter().map(|standing| standing.remaining), currency)?.to_string(),
    })
}

/// The real annual rates of rows under their terms; none where they do not exist.
pub(crate) fn rates(rows: &[Row], terms: &Terms) -> Rates {
    let rates = rate::annual_rates(rows, terms).ok();
    let percent = |rate: Decimal| format!("{rate:.6}");
    Rates {
        nominal_annual_percent: rates.map(|rates| percent(rates.nominal_percent)),
        effective_annual_percent: rates.map(|rates| percent(rates.effective_percent)),
    }
}

/// What the lender prints, and what plain multiplication makes of it.
pub(crate) fn advertised(terms: &Terms) -> Option<Advertised> {
    let (units, every) = terms.due().frequency().year_share();
    // Plain multiplication needs a whole number of periods in a year.
    let per_year = || units.is_multiple_of(every).then(|| u32::from(units / every));
    let (rate, unit, times) = match terms.method() {
        Method::InterestFree => return None,
        Method::FlatPerPeriod(rate) => (*rate, RateUnit::Period, per_year()?),
        Method::FeeSpread(rate) | Method::FeeUpfront(rate) => (*rate, RateUnit::Total, 1),
        method => match method.interest()? {
            Interest::Periodic(rate) => (*rate, RateUnit::Period, per_year()?),
            Interest::Daily(rate) => (*rate, RateUnit::Day, 365),
            interest => (interest.rate(), RateUnit::Year, 1),
        },
    };
    let percent = rate.checked_mul(Decimal::ONE_HUNDRED)?;
    let annual = percent.checked_mul(Decimal::from(times))?;
    Some(Advertised {
        rate_percent: percent.normalize().to_string(),
        unit,
        times,
        annual_percent: annual.normalize().to_string(),
    })
}
