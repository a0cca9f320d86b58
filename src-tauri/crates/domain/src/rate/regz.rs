//! The annual percentage rate of US Regulation Z, Appendix J, actuarial method:
//! Σ A_k/((1+e_k·i)(1+i)^q_k) = Σ P_j/((1+f_j·i)(1+i)^t_j); APR = i × unit-periods a year (domain.md §12).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{MAX_FLOWS, NoRate, costs_nothing, decimal, float, root};
use crate::interval::{RegzInterval, UnitPeriod};

/// An amount after whole unit-periods and a fraction of one.
#[derive(Clone, Copy)]
struct Flow {
    full: f64,
    fraction: f64,
    amount: f64,
}

/// The APR in percent. The first payment's time is counted by (b)(5); later payments are whole unit-periods after it
/// with the same fraction, as far as their dates say so; else each is counted for itself.
///
/// # Errors
/// [`NoRate`]; where several rates balance the flows, [`NoRate::NotUnique`]: Appendix J names no way to choose.
pub fn apr(
    unit: UnitPeriod,
    advances: &[(NaiveDate, Decimal)],
    payments: &[(NaiveDate, Decimal)],
) -> Result<Decimal, NoRate> {
    if advances.len() + payments.len() > MAX_FLOWS {
        return Err(NoRate::TooLarge);
    }
    let date = |flows: &[(NaiveDate, Decimal)]| flows.iter().map(|flow| flow.0).min();
    let (Some(origin), Some(first)) = (date(advances), date(payments)) else {
        return Err(NoRate::NothingOwed);
    };
    let base = unit.between(origin, first).ok_or(NoRate::PaidFirst)?;
    let mut flows = Vec::with_capacity(advances.len() + payments.len());
    for (date, amount) in advances {
        flows.push((unit.between(origin, *date).ok_or(NoRate::TooLarge)?, -*amount));
    }
    for (date, amount) in payments {
        let after = unit.between(first, *date).ok_or(NoRate::TooLarge)?;
        let time = match steps(&unit, after) {
            Some(steps) => RegzInterval { full: base.full + steps, ..base },
            None => unit.between(origin, *date).ok_or(NoRate::TooLarge)?,
        };
        flows.push((time, *amount));
    }
    flows.sort_by_key(|(time, _)| {
        (time.full, u64::from(time.part) * 1_000_000 / u64::from(time.whole.max(1)))
    });
    let (units, multiple) = unit.per_year();
    if costs_nothing(flows.iter().map(|flow| flow.1)) {
        let at_once = flows.iter().all(|(time, _)| time.full == 0 && time.part == 0);
        return if at_once { Err(NoRate::NoTime) } else { Ok(Decimal::ZERO) };
    }
    let flows: Vec<Flow> = flows.into_iter().map(flow).collect();
    let rate = solve(&flows)?;
    let percent = Decimal::from(u32::from(units) * 100) / Decimal::from(multiple.max(1));
    decimal(rate)?.checked_mul(percent).ok_or(NoRate::OutOfRange)
}

/// How many unit-periods lie between two payments of a series. A half month may be a day or two off its fifteen, and
/// a clamped month end up to three off its thirty; anything more is no series.
fn steps(unit: &UnitPeriod, after: RegzInterval) -> Option<u32> {
    let slack = match after.whole / u32::from(unit.multiple.max(1)) {
        15 => 2,
        30 => 3,
        _ => 0,
    };
    if after.part <= slack {
        Some(after.full)
    } else if after.part + slack >= after.whole {
        Some(after.full + 1)
    } else {
        None
    }
}

fn flow((time, amount): (RegzInterval, Decimal)) -> Flow {
    Flow {
        full: f64::from(time.full),
        fraction: f64::from(time.part) / f64::from(time.whole.max(1)),
        amount: float(amount),
    }
}

/// The rate of a unit-period.
fn solve(flows: &[Flow]) -> Result<f64, NoRate> {
    if root::turns(flows.iter().map(|flow| flow.amount))? > 1 {
        return root::scanned(|y| worth(flows, y));
    }
    let turn = flows.iter().position(|flow| flow.amount * flows[0].amount < 0.0).unwrap_or(flows.len());
    let (early, late) = flows.split_at(turn);
    let time = |flow: &Flow| flow.full + flow.fraction;
    if late.iter().all(|flow| time(flow) <= 0.0) {
        return Err(NoRate::NoTime);
    }
    let spread = |flows: &[Flow]| root::Spread::of(flows.iter().map(|flow| (time(flow), flow.amount.abs())));
    root::root_of_one_turn(spread(early).guess(&spread(late)), |y| {
        let (early, late) = (log_worth(early, y), log_worth(late, y));
        (late.0 - early.0, late.1 - early.1)
    })
}

/// Σ A/((1+f·i)(1+i)^t), scaled so that it cannot overflow.
fn worth(flows: &[Flow], y: f64) -> f64 {
    let base = if y < 0.0 { flows[flows.len() - 1].full } else { flows[0].full };
    let worth =
        |flow: &Flow| flow.amount * (-(flow.full - base) * y).exp() / (1.0 + flow.fraction * y.exp_m1());
    flows.iter().map(worth).sum()
}

/// ln Σ |A|/((1+f·i)(1+i)^t) and its slope in y = ln(1 + i).
fn log_worth(flows: &[Flow], y: f64) -> (f64, f64) {
    let base = if y < 0.0 { flows[flows.len() - 1].full } else { flows[0].full };
    let (mut value, mut moment) = (0.0, 0.0);
    for flow in flows {
        let odd = 1.0 + flow.fraction * y.exp_m1();
        let worth = flow.amount.abs() * (-(flow.full - base) * y).exp() / odd;
        value += worth;
        moment += worth * (flow.full + flow.fraction * y.exp() / odd);
    }
    (value.ln() - base * y, -moment / value)
}
