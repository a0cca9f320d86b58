//! Rates of 100,000 plans, against pyxirr (a Rust library called from Python) on the same flows.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{Days, Months, NaiveDate};
use fastrand::Rng;
use fenqi_domain::rate::{irr, xirr};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use crate::verdict::Verdict;

const PLANS: usize = 100_000;

/// One plan: what was received and each payment, with their days.
type Plan = Vec<(NaiveDate, Decimal)>;

fn plans() -> Vec<Plan> {
    let mut rng = Rng::with_seed(7);
    let epoch = NaiveDate::from_ymd_opt(2020, 1, 1).expect("BUG: a date");
    (0..PLANS)
        .map(|_| {
            let start = epoch + Days::new(rng.u64(..2_000));
            let (periods, principal) = ([3, 6, 12, 24][rng.usize(..4)], rng.i64(10_000..1_000_000));
            let fee = principal * rng.i64(0..100) / 10_000;
            let payment = principal / i64::from(periods) + fee;
            let last = payment + principal % i64::from(periods);
            let mut plan = vec![(start, Decimal::new(-principal, 2))];
            for k in 1..=periods {
                let amount = if k == periods { last } else { payment };
                plan.push((start + Months::new(k), Decimal::new(amount, 2)));
            }
            plan
        })
        .collect()
}

/// The rates of all plans, and how long they took.
fn timed(plans: &[Plan], solve: impl Fn(&Plan) -> Option<Decimal>) -> (Vec<Option<f64>>, Duration) {
    let since = Instant::now();
    let rates: Vec<_> = plans.iter().map(solve).collect();
    let took = since.elapsed();
    (rates.into_iter().map(|rate| rate.and_then(|rate| rate.to_f64())).collect(), took)
}

/// Target: at least three times as fast as pyxirr. Both sides solve the flows as they are held in memory, one call a
/// plan; reading them is not counted.
pub(crate) fn rates(verdict: &mut Verdict) {
    let plans = plans();
    let amounts: Vec<Vec<Decimal>> =
        plans.iter().map(|plan| plan.iter().map(|(_, amount)| *amount).collect()).collect();
    let since = Instant::now();
    let rates: Vec<_> = amounts.iter().map(|flows| irr(flows).ok()).collect();
    let regular =
        (rates.into_iter().map(|rate| rate.and_then(|rate| rate.to_f64())).collect(), since.elapsed());
    let dated = timed(&plans, |plan| xirr(plan, 365).ok());
    match theirs(&plans) {
        Some(theirs) => {
            compare(verdict, "irr", &regular, &theirs["irr"]);
            compare(verdict, "xirr", &dated, &theirs["xirr"]);
        }
        None => println!(
            "rates: {:?} (irr) and {:?} (xirr) for {PLANS} plans; pyxirr is not installed, so nothing to compare with",
            regular.1, dated.1
        ),
    }
}

fn theirs(plans: &[Plan]) -> Option<Value> {
    let python = std::env::var("FENQI_BENCH_PYTHON").ok()?;
    let folder = tempfile::tempdir().ok()?;
    let flows = folder.path().join("flows.json");
    let plan = |plan: &Plan| -> Vec<Value> {
        plan.iter().map(|(date, amount)| json!([date.to_string(), amount.to_f64()])).collect()
    };
    fs::write(&flows, json!(plans.iter().map(plan).collect::<Vec<_>>()).to_string()).ok()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/bench/pyxirr_rates.py");
    let output = Command::new(python).arg(script).arg(&flows).output().ok()?;
    if !output.status.success() {
        println!("pyxirr: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    serde_json::from_slice(&output.stdout).ok()
}

fn compare(verdict: &mut Verdict, name: &str, ours: &(Vec<Option<f64>>, Duration), theirs: &Value) {
    let seconds = theirs["seconds"].as_f64().unwrap_or(f64::NAN);
    let rates = theirs["rates"].as_array().cloned().unwrap_or_default();
    let (mut largest, mut missing) = (0.0_f64, 0);
    for (ours, theirs) in ours.0.iter().zip(&rates) {
        match (ours, theirs.as_f64()) {
            (Some(ours), Some(theirs)) => largest = largest.max((ours - theirs).abs()),
            _ => missing += 1,
        }
    }
    let ratio = seconds / ours.1.as_secs_f64();
    let held = verdict.at_least(name, ratio, 3.0, "× as fast as pyxirr");
    println!(
        "{name} of {PLANS} plans: {:.3} s against {seconds:.3} s for pyxirr: {held}; largest difference {largest:.1e}, \
         {missing} not solved by both",
        ours.1.as_secs_f64()
    );
}
