//! Speed as ratios, both sides in one run on one machine: `make bench`. Prints; never fails on a slow day.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
#![expect(clippy::float_arithmetic, reason = "ratios of times")]
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod rates;

use std::time::{Duration, Instant};

use fenqi_app::Pay;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, laptop, phone};
use rusqlite::Connection;
use serde_json::json;

/// The middle of several times of the same work.
fn median(rounds: usize, mut work: impl FnMut(usize)) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            let since = Instant::now();
            work(round);
            since.elapsed()
        })
        .collect();
    times.sort();
    times[rounds / 2]
}

fn main() {
    preview();
    rates::rates();
    repayment();
    month();
}

/// A schedule of twelve periods with its rates, in process. Target: at most 50 µs.
fn preview() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let id = app.account_add(serde_json::from_value(json!({ "name": "a" })).expect("BUG: a sound draft"));
    let mut form = app.plan_form(id.ok().as_ref()).expect("a form");
    form.title = "x".to_owned();
    form.price = "5299.00".to_owned();
    let whole = median(2_001, |_| drop(app.plan_preview(&form)));
    let line = json!({ "id": 1, "operation": "schedule", "input": laptop()["terms"] }).to_string();
    let words = app.words();
    let alone = median(2_001, |_| drop(fenqi_app::calc::answer(&line, &words)));
    println!(
        "preview of 12 periods: {alone:?} for schedule and rates as JSON, {whole:?} for the form (target 50 µs)"
    );
}

/// A repayment, durable, against a bare commit of one row with the same pragmas. Target: at most 2 ×.
fn repayment() {
    let folder = data_folder();
    let bare = Connection::open(folder.path().join("bare.db")).expect("a file");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x INTEGER) STRICT",
    )
    .expect("SQL");
    let app = app_at(folder.path(), NOW);
    let drafts: Vec<_> = (0..40).map(|_| draft(phone())).collect();
    let plans = app.plans_add(&drafts, true).expect("plans");
    // In turn, so that both see the same disk.
    let mut ours = Vec::new();
    let floor = median(401, |round| {
        drop(bare.execute("INSERT INTO t VALUES (?1)", [round as i64]));
        let pay = Pay {
            plan: plans[round % 40].clone(),
            n: u32::try_from(round / 40).unwrap_or(0) % 12 + 1,
            amount: Some("0.01".to_owned()),
            on: None,
            source: None,
        };
        let since = Instant::now();
        app.pay(&pay).expect("paid");
        ours.push(since.elapsed());
    });
    ours.sort();
    let ours = ours[ours.len() / 2];
    // The bare commit is what remains of the round.
    let bare = floor.saturating_sub(ours);
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("a durable repayment: {ours:?} against {bare:?} for a bare commit: {ratio:.2} × (target 2 ×)");
}

/// A month of the calendar with a few plans and with many.
fn month() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let few = median(201, |_| drop(app.month("2026-11")));
    let drafts: Vec<_> = (0..500).map(|_| draft(phone())).collect();
    app.plans_add(&drafts, true).expect("plans");
    let many = median(21, |_| drop(app.month("2026-11")));
    println!("a month: {few:?} with 3 plans, {many:?} with 500 due in it (target 16 ms)");
}
