//! Speed as ratios, both sides in one run on one machine, and reads by the time they take on the processor: `make
//! bench`. Each line has its target; what misses it clearly fails the run.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
#![expect(clippy::float_arithmetic, reason = "ratios of times")]
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod exports;
mod imports;
mod lifetime;
mod rates;
mod reads;
mod tray;
mod verdict;
mod window;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fenqi_tests::{NOW, app_at, data_folder, laptop};
use serde_json::json;

use crate::verdict::Verdict;

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

fn main() -> ExitCode {
    // `cargo bench -p fenqi-tests -- reads` runs one of them.
    let only = std::env::args().find(|argument| {
        ["due", "exports", "imports", "preview", "rates", "reads", "repayment", "tray", "window"]
            .contains(&argument.as_str())
    });
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    verdict::assert_plants_are_seen();
    let mut verdict = Verdict::default();
    if wanted("preview") {
        preview(&mut verdict);
    }
    if wanted("rates") {
        rates::rates(&mut verdict);
    }
    if wanted("reads") {
        reads::reads(&mut verdict);
    }
    if wanted("exports") {
        exports::exports(&mut verdict);
    }
    if wanted("imports") {
        imports::imports(&mut verdict);
    }
    if wanted("due") {
        imports::due(&mut verdict);
    }
    if wanted("repayment") {
        reads::repayments(&mut verdict);
    }
    // These need a desktop, and so are asked for by name.
    if only.as_deref() == Some("tray") {
        tray::tray(&mut verdict);
    }
    if only.as_deref() == Some("window") {
        window::window(&mut verdict);
    }
    if verdict.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A schedule of twelve periods with its rates, in process.
fn preview(verdict: &mut Verdict) {
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
    let held = verdict.at_most("schedule and rates of 12 periods", alone.as_secs_f64() * 1e6, 50.0, "µs");
    println!("schedule and rates of 12 periods as JSON: {held}; with the form around it {whole:?}");
}
