//! From facts to what a screen shows. The only place where wire views of rows, tracks and rates are made.

use chrono::NaiveDate;
use fenqi_domain::repayment::{Components, USUAL_ORDER, split};
use fenqi_domain::schedule::balances;
use fenqi_domain::status::{self, Debit, InstalmentStatus as Status, Left};
use fenqi_domain::terms::{Interest, Method};
use fenqi_domain::{Currency, Money, Row, Terms, rate};
use rust_decimal::Decimal;

use crate::Result;
use crate::amounts::too_large;
use crate::contract::{
    AccountRef, Advertised, InstalmentStatus, PaymentView, PlanStatus, RateUnit, Rates, RefundedView,
    RepaymentKind, RepaymentView, RowView, SettlementView, Track, TrackCell,
};
use crate::ports::{Account, PlanFacts, PlanRepayment, Prepaid, Refunded, RowFacts, Settled};

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
        let left = match facts.void {
            Some(_) => Left::Void,
            None if remaining.is_positive() => Left::Open,
            None => Left::Paid,
        };
        let debited = self.auto_debit && facts.debit != Some(Debit::Failed);
        status::instalment(facts.row.due_date, self.grace_days, debited, left, self.today)
    }
}

/// A row with its sums and its status: what all views are made from.
pub(crate) struct Standing {
    pub(crate) facts: RowFacts,
    /// As the contract has it.
    pub(crate) total: Money,
    /// What was paid of it, where nothing more is asked for; else the total.
    pub(crate) asked: Money,
    pub(crate) remaining: Money,
    pub(crate) status: Status,
}

impl Standing {
    pub(crate) fn partly_paid(&self) -> bool {
        self.facts.paid.is_positive() && self.remaining.is_positive()
    }

    /// Whether a plan's automatic repayment should have paid it by now, and nobody has said whether it did.
    pub(crate) fn asks_debit(&self, auto_debit: bool, today: NaiveDate) -> bool {
        let is_due = self.facts.row.due_date <= today && self.remaining.is_positive();
        auto_debit && is_due && self.facts.debit.is_none()
    }
}

/// All rows of a plan as they stand.
pub(crate) fn standings(rows: &[RowFacts], policy: Policy) -> Result<Vec<Standing>> {
    rows.iter().map(|facts| standing(facts, policy)).collect()
}

/// A row as it stands.
pub(crate) fn standing(facts: &RowFacts, policy: Policy) -> Result<Standing> {
    let total = facts.row.total().map_err(|_| overflow(facts.paid.currency()))?;
    let asked = if facts.void.is_some() { facts.paid } else { total };
    let remaining = asked.checked_sub(facts.paid).map_err(|_| overflow(total.currency()))?;
    Ok(Standing { facts: *facts, total, asked, remaining, status: policy.status(facts, remaining) })
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
        Status::Void => InstalmentStatus::Void,
    }
}

pub(crate) fn plan_status(standings: &[Standing], refunded: bool) -> PlanStatus {
    match status::plan(standings.iter().map(|standing| standing.status), refunded) {
        status::PlanStatus::Active => PlanStatus::Active,
        status::PlanStatus::Overdue => PlanStatus::Overdue,
        status::PlanStatus::Settled => PlanStatus::Settled,
        status::PlanStatus::Refunded => PlanStatus::Refunded,
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

/// A part of a whole, per mille; of nothing, nothing.
pub(crate) fn per_mille(part: Money, whole: Money) -> u16 {
    let share = i128::from(part.minor()) * 1000 / i128::from(whole.minor().max(1));
    u16::try_from(share.clamp(0, 1000)).unwrap_or(1000)
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
            edited: standing.facts.edited,
            paid_on: standing.facts.paid_on.map(|date| date.to_string()),
            days: days_until(row.due_date, today),
        }
    };
    Ok(standings.iter().zip(balances).map(view).collect())
}

/// What was paid of a plan besides its rows.
#[derive(Default)]
pub(crate) struct PaidBesides {
    pub(crate) settlement: Option<Settled>,
    /// Oldest first.
    pub(crate) prepayments: Vec<Prepaid>,
}

/// What a plan asks for in all, by what it is for.
pub(crate) struct Payment {
    pub(crate) principal: Money,
    pub(crate) interest: Money,
    pub(crate) fee: Money,
    pub(crate) total: Money,
    pub(crate) paid: Money,
    pub(crate) remaining: Money,
}

/// Of rows that are asked for no more, what was paid of them counts.
pub(crate) fn payment(standings: &[Standing], besides: &PaidBesides, currency: Currency) -> Result<Payment> {
    let mut parts: Vec<[Money; 3]> = Vec::with_capacity(standings.len());
    for standing in standings {
        let row = standing.facts.row;
        parts.push(match standing.facts.void {
            None => [row.principal, row.interest, row.fee],
            Some(_) => paid_parts(&standing.facts)?,
        });
    }
    if let Some(settled) = &besides.settlement {
        let charged = sum([settled.fee, settled.penalty, settled.late_fee], currency)?;
        parts.push([settled.principal, settled.interest, charged]);
    }
    let zero = Money::zero(currency);
    parts.extend(besides.prepayments.iter().map(|prepaid| [prepaid.principal, prepaid.interest, zero]));
    let total_of = |place: usize| sum(parts.iter().map(|part| part[place]), currency);
    let (principal, interest, fee) = (total_of(0)?, total_of(1)?, total_of(2)?);
    let total = sum([principal, interest, fee], currency)?;
    let remaining = sum(standings.iter().map(|standing| standing.remaining), currency)?;
    let paid = total.checked_sub(remaining).map_err(|_| overflow(currency))?;
    Ok(Payment { principal, interest, fee, total, paid, remaining })
}

pub(crate) fn payment_view(
    standings: &[Standing],
    besides: &PaidBesides,
    currency: Currency,
) -> Result<PaymentView> {
    let Payment { principal, interest, fee, total, paid, remaining } = payment(standings, besides, currency)?;
    Ok(PaymentView {
        principal: principal.to_string(),
        interest: interest.to_string(),
        fee: fee.to_string(),
        cost: sum([interest, fee], currency)?.to_string(),
        total: total.to_string(),
        paid: paid.to_string(),
        remaining: remaining.to_string(),
    })
}

/// What was paid of a row, by principal, interest and fee.
fn paid_parts(facts: &RowFacts) -> Result<[Money; 3]> {
    let row = facts.row;
    let zero = Money::zero(row.principal.currency());
    let owed = Components { late_fee: zero, fee: row.fee, interest: row.interest, principal: row.principal };
    let paid = split(facts.paid, owed, &USUAL_ORDER).map_err(|_| overflow(zero.currency()))?;
    Ok([paid.principal, paid.interest, paid.fee])
}

/// All that was paid towards a plan, newest first.
pub(crate) fn repayments(
    of_rows: Vec<PlanRepayment>,
    besides: &PaidBesides,
    currency: Currency,
) -> Result<Vec<RepaymentView>> {
    let mut found = Vec::with_capacity(of_rows.len());
    for repayment in of_rows {
        found.push(RepaymentView {
            amount: sum(repayment.parts.iter().map(|(_, amount)| *amount), currency)?.to_string(),
            id: repayment.id,
            kind: RepaymentKind::Instalment,
            paid_on: repayment.paid_on.to_string(),
            source: repayment.source,
            rows: repayment.parts.iter().map(|(n, _)| u32::from(*n)).collect(),
        });
    }
    let mut add = |kind, id: &str, on: NaiveDate, amount: Money| {
        found.push(RepaymentView {
            id: id.to_owned(),
            kind,
            paid_on: on.to_string(),
            amount: amount.to_string(),
            source: None,
            rows: Vec::new(),
        });
    };
    for prepaid in &besides.prepayments {
        let amount = sum([prepaid.principal, prepaid.interest], currency)?;
        add(RepaymentKind::Prepayment, &prepaid.repayment, prepaid.on, amount);
    }
    if let Some(settled) = &besides.settlement {
        let parts = [settled.principal, settled.interest, settled.fee, settled.penalty, settled.late_fee];
        add(RepaymentKind::Settlement, &settled.repayment, settled.on, sum(parts, currency)?);
    }
    // Dates sort as text; of one day, what was there first stays first.
    found.sort_by(|a, b| b.paid_on.cmp(&a.paid_on));
    Ok(found)
}

pub(crate) fn settlement_view(settled: &Settled) -> SettlementView {
    SettlementView {
        on: settled.on.to_string(),
        principal: settled.principal.to_string(),
        interest: settled.interest.to_string(),
        fee: settled.fee.to_string(),
        penalty: settled.penalty.to_string(),
        late_fee: settled.late_fee.to_string(),
        saved: settled.saved.to_string(),
        policy: settled.policy.clone(),
    }
}

pub(crate) fn refunded_view(refunded: &Refunded) -> RefundedView {
    RefundedView {
        on: refunded.on.to_string(),
        principal: refunded.principal.to_string(),
        to_payer: refunded.to_payer.to_string(),
        fee_reduction: refunded.fee_reduction.to_string(),
        interest_reduction: refunded.interest_reduction.to_string(),
    }
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
