//! Speed as ratios, both sides in one run on one machine: `make bench`. Prints; never fails on a slow day.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
#![expect(clippy::float_arithmetic, reason = "ratios of times")]
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod lifetime;
mod rates;
mod reads;

use std::time::{Duration, Instant};

use fenqi_tests::{NOW, app_at, data_folder, laptop};
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
    // `cargo bench -p fenqi-tests -- reads` runs one of them.
    let only = std::env::args()
        .find(|argument| ["preview", "rates", "reads", "repayment"].contains(&argument.as_str()));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("preview") {
        preview();
    }
    if wanted("rates") {
        rates::rates();
    }
    if wanted("reads") {
        reads::reads();
    }
    if wanted("repayment") {
        reads::repayments();
    }
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
