//! Roots of flows: where received and paid are worth the same.
//!
//! With y = ln(1 + r), a flow a at time t is worth a·e^(−t·y). Flows that turn once have at most one root, found by
//! Newton's method on the logarithm of paid over received, which is nearly straight, inside a bracket. Flows that
//! turn more often: multiplied by e^(α·y), α between the two flows of a turn, their derivative turns once less
//! (Laguerre); its roots, found in the same way, part the line into pieces that hold one root at most.

use super::{MAX_WORK, NoRate};

/// 1 + r for the rates that are ordinary: −99 % to 10⁶ %.
const ORDINARY: (f64, f64) = (0.01, 10_001.0);
/// 1 + r as far as is searched at all.
const SEARCHED: (f64, f64) = (1e-15, 1e18);
/// A value this small beside its own terms is zero as far as f64 can tell.
const NOTHING: f64 = 1e-13;
/// What is left of a sum that cancels, beside its parts.
const CRUMB: f64 = 1e-15;
/// A step of Newton's so small leaves an error of its square, times half the term: below what f64 tells apart.
const LAST_STEP: f64 = 1e-9;
/// How finely a worth is looked at where only looking helps.
const SCAN_POINTS: u32 = 4_000;
/// Newton needs about three; bisection alone would need sixty.
const MAX_STEPS: usize = 200;

/// The rate of a period of flows one period apart.
pub(super) fn periodic(flows: &[f64]) -> Result<f64, NoRate> {
    let turns = turns(flows.iter().copied())?;
    if turns > 1 {
        let timed = flows.iter().enumerate().filter(|(_, flow)| **flow != 0.0);
        return several(&timed.map(|(k, flow)| (time(k), *flow)).collect::<Vec<_>>());
    }
    // The first flow not zero is at time 0: the rate does not depend on when the clock starts.
    let start = flows.iter().position(|flow| *flow != 0.0).unwrap_or(0);
    let flows = &flows[start..];
    let turn = flows.iter().position(|flow| *flow * flows[0] < 0.0).unwrap_or(flows.len());
    let (early, late) = flows.split_at(turn);
    let spread = |flows: &[f64], from: usize| {
        Spread::of(flows.iter().enumerate().map(|(k, flow)| (time(from + k), flow.abs())))
    };
    let guess = spread(early, 0).guess(&spread(late, turn));
    root_of_one_turn(guess, |y| {
        let (early, late) = (Worth::of(early, y), Worth::of(late, y));
        // The later flows' clock starts at the turn.
        let distance = time(turn) + late.base - early.base;
        let slope = -(time(turn) + late.mean - early.mean);
        ((late.value / early.value).abs().ln() - distance * y, slope)
    })
}

/// The worth of flows of one sign one period apart: value·e^(−base·y), and the mean time of its parts.
struct Worth {
    value: f64,
    base: f64,
    mean: f64,
}

impl Worth {
    fn of(flows: &[f64], y: f64) -> Self {
        if y >= 0.0 {
            let (value, moment) = sum_of_powers(flows.iter().rev(), (-y).exp());
            return Self { value, base: 0.0, mean: moment / value };
        }
        // Seen from the last flow, all others shrink: nothing overflows.
        let last = flows.iter().rposition(|flow| *flow != 0.0).unwrap_or(0);
        let (value, moment) = sum_of_powers(flows[..=last].iter(), y.exp());
        Self { value, base: time(last), mean: time(last) - moment / value }
    }
}

/// Σ a_k·x^k, and Σ k·a_k·x^k, of flows told from the highest power down.
fn sum_of_powers<'a>(flows: impl Iterator<Item = &'a f64>, x: f64) -> (f64, f64) {
    let (mut value, mut slope) = (0.0, 0.0);
    for flow in flows {
        slope = slope * x + value;
        value = value * x + flow;
    }
    (value, slope * x)
}

/// The rate of a unit of time of flows (time, amount), in any order.
pub(super) fn timed(flows: Vec<(f64, f64)>) -> Result<f64, NoRate> {
    let flows = merged(flows)?;
    by_turns(turns(flows.iter().map(|flow| flow.1))?, &flows)
}

/// The rate of flows in order that turn so often.
fn by_turns(turns: usize, flows: &[(f64, f64)]) -> Result<f64, NoRate> {
    if turns > 1 { several(flows) } else { one_turn(flows) }
}

/// The same for what is paid (positive) and lent (negative), where a cost may be paid before the first money comes.
/// That cost makes a second root, at which it is itself what is lent; the rate of the loan is the other: the one
/// above which the payments are worth less than the money.
pub(super) fn timed_with_early_cost(flows: Vec<(f64, f64)>) -> Result<f64, NoRate> {
    let flows = merged(flows)?;
    let turns = turns(flows.iter().map(|flow| flow.1))?;
    if turns != 2 || flows[0].1 < 0.0 {
        return by_turns(turns, &flows);
    }
    // Far below, the later payments weigh most; the first root is where their worth falls below the money's. The
    // early cost's own root lies above it, often beyond all search.
    let starts_above = scaled_worth(&flows, SEARCHED.0.ln()) > 0.0;
    roots(&flows)?.first().filter(|_| starts_above).map(|y| y.exp_m1()).ok_or(NoRate::OutOfRange)
}

/// Flows by time, those of one moment added up, none of them zero.
fn merged(mut flows: Vec<(f64, f64)>) -> Result<Vec<(f64, f64)>, NoRate> {
    if !flows.is_sorted_by(|a, b| a.0 <= b.0) {
        flows.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let mut size = 0.0;
    flows.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        size = if same { size + next.1.abs() } else { 0.0 };
        if same {
            let sum = kept.1 + next.1;
            // What cancels in decimals leaves crumbs in f64, which are no flow.
            kept.1 = if sum.abs() <= CRUMB * (size + kept.1.abs()) { 0.0 } else { sum };
        }
        same
    });
    flows.retain(|flow| flow.1 != 0.0);
    if flows.len() == 1 { Err(NoRate::NoTime) } else { Ok(flows) }
}

/// The rate of flows in order that turn once.
fn one_turn(flows: &[(f64, f64)]) -> Result<f64, NoRate> {
    let turn = flows.iter().position(|flow| flow.1 * flows[0].1 < 0.0).unwrap_or(flows.len());
    let (early, late) = flows.split_at(turn);
    let spread = |flows: &[(f64, f64)]| Spread::of(flows.iter().map(|(time, amount)| (*time, amount.abs())));
    root_of_one_turn(spread(early).guess(&spread(late)), |y| {
        let (early, late) = (log_worth(early, y), log_worth(late, y));
        (late.0 - early.0, late.1 - early.1)
    })
}

/// Flows of one sign as a whole: how much, when on average, and how far apart.
pub(super) struct Spread {
    total: f64,
    mean: f64,
    variance: f64,
}

impl Spread {
    pub(super) fn of(flows: impl Iterator<Item = (f64, f64)>) -> Self {
        let (total, moment, square) =
            flows.fold((0.0, 0.0, 0.0), |(total, moment, square), (time, amount)| {
                (total + amount, moment + time * amount, square + time * time * amount)
            });
        let mean = moment / total;
        Self { total, mean, variance: square / total - mean * mean }
    }

    /// Where these flows and later ones are worth the same, as far as mean and variance tell.
    pub(super) fn guess(&self, later: &Self) -> f64 {
        let distance = later.mean - self.mean;
        let straight = (later.total / self.total).ln() / distance;
        straight + (later.variance - self.variance) * straight * straight / (2.0 * distance)
    }
}

/// ln |Σ a·e^(−t·y)| and its slope, for flows of one sign.
fn log_worth(flows: &[(f64, f64)], y: f64) -> (f64, f64) {
    if let [(time, amount)] = flows {
        return (amount.abs().ln() - time * y, -time);
    }
    let base = if y < 0.0 { flows[flows.len() - 1].0 } else { flows[0].0 };
    let (mut value, mut moment) = (0.0, 0.0);
    for (time, amount) in flows {
        let worth = amount * (-(time - base) * y).exp();
        value += worth;
        moment += time * worth;
    }
    (value.abs().ln() - base * y, -moment / value)
}

/// Newton inside a bracket, on a falling function that answers (value, slope). The answer is r = e^y − 1.
pub(super) fn root_of_one_turn(guess: f64, value: impl Fn(f64) -> (f64, f64)) -> Result<f64, NoRate> {
    let (mut low, mut high) = (SEARCHED.0.ln(), SEARCHED.1.ln());
    let mut y = if guess.is_finite() { guess.clamp(low, high) } else { 0.0 };
    for _ in 0..MAX_STEPS {
        let (height, slope) = value(y);
        if height > 0.0 {
            low = y
        } else {
            high = y
        }
        let step = height / slope;
        if step.abs() <= LAST_STEP || high - low <= f64::EPSILON {
            y -= if step.is_finite() { step } else { 0.0 };
            break;
        }
        // The comparison is false for NaN as well: then the bracket is halved.
        let next = y - step;
        y = if next > low && next < high { next } else { low + (high - low) / 2.0 };
    }
    let searched = SEARCHED.0.ln() + 1e-9..SEARCHED.1.ln() - 1e-9;
    if searched.contains(&y) { Ok(y.exp_m1()) } else { Err(NoRate::OutOfRange) }
}

/// How often the sign changes. At least once, or there is no rate.
pub(super) fn turns(flows: impl Iterator<Item = f64>) -> Result<usize, NoRate> {
    let (mut turns, mut count, mut last) = (0, 0, 0.0_f64);
    for flow in flows.filter(|flow| *flow != 0.0) {
        turns += usize::from(last * flow.signum() < 0.0);
        count += 1;
        last = flow.signum();
    }
    match turns {
        0 => Err(NoRate::NothingOwed),
        turns if turns > 1 && turns * turns * count > MAX_WORK => Err(NoRate::TooManyTurns),
        turns => Ok(turns),
    }
}

/// Flows in order, none of them zero, that turn more than once: the one ordinary rate, else the one rate at all.
fn several(flows: &[(f64, f64)]) -> Result<f64, NoRate> {
    let roots = roots(flows)?;
    let ordinary = ORDINARY.0.ln()..=ORDINARY.1.ln();
    let within: Vec<f64> = roots.iter().copied().filter(|y| ordinary.contains(y)).collect();
    match (within.as_slice(), roots.as_slice()) {
        ([y], _) | ([], [y]) => Ok(y.exp_m1()),
        ([], []) => Err(NoRate::OutOfRange),
        _ => Err(NoRate::NotUnique),
    }
}

/// All roots in y of sorted flows, rising.
fn roots(flows: &[(f64, f64)]) -> Result<Vec<f64>, NoRate> {
    let Some(turn) = flows.windows(2).position(|pair| pair[0].1 * pair[1].1 < 0.0) else {
        return Ok(Vec::new());
    };
    let between = (flows[turn].0 + flows[turn + 1].0) / 2.0;
    let derived: Vec<_> = flows.iter().map(|(time, amount)| (*time, amount * (between - time))).collect();
    let mut edges = vec![SEARCHED.0.ln()];
    edges.extend(roots(&derived)?);
    edges.push(SEARCHED.1.ln());
    let value = |y: f64| scaled_worth(flows, y);
    // A root that only touches is two roots in one: nobody can say which rate is meant.
    if edges[1..edges.len() - 1].iter().any(|y| value(*y).abs() < NOTHING) {
        return Err(NoRate::NotUnique);
    }
    let changes = |pair: &&[f64]| (value(pair[0]) < 0.0) != (value(pair[1]) < 0.0);
    Ok(edges.windows(2).filter(changes).map(|pair| halved(pair[0], pair[1], value)).collect())
}

/// The one ordinary root of a worth that no derivative takes apart: where its sign changes between close points.
pub(super) fn scanned(worth: impl Fn(f64) -> f64) -> Result<f64, NoRate> {
    let (from, to) = (ORDINARY.0.ln(), ORDINARY.1.ln());
    let point = |k: u32| from + (to - from) * f64::from(k) / f64::from(SCAN_POINTS);
    let changes = |k: &u32| (worth(point(*k)) < 0.0) != (worth(point(k + 1)) < 0.0);
    let mut found = (0..SCAN_POINTS).filter(changes);
    match (found.next(), found.next()) {
        (None, _) => Err(NoRate::OutOfRange),
        (Some(k), None) => Ok(halved(point(k), point(k + 1), &worth).exp_m1()),
        (Some(_), Some(_)) => Err(NoRate::NotUnique),
    }
}

/// The root between two points at which the worth's sign differs.
fn halved(mut low: f64, mut high: f64, worth: impl Fn(f64) -> f64) -> f64 {
    let rising = worth(low) < 0.0;
    for _ in 0..MAX_STEPS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if (worth(middle) < 0.0) == rising { low = middle } else { high = middle }
    }
    low + (high - low) / 2.0
}

/// The flows' worth over the sum of its terms' sizes: between −1 and 1, and never overflowing.
fn scaled_worth(flows: &[(f64, f64)], y: f64) -> f64 {
    let base = if y < 0.0 { flows[flows.len() - 1].0 } else { flows[0].0 };
    let (mut value, mut size) = (0.0, 0.0);
    for (time, amount) in flows {
        let worth = amount * (-(time - base) * y).exp();
        value += worth;
        size += worth.abs();
    }
    value / size
}

/// A count as a time; counts are far below 2⁵².
fn time(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
