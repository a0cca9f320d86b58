//! The release app for hours: what of memory, handles, threads and files grows, and how fast. `make soak` runs both
//! parts at once, each on a desktop of its own: `tray` opens and closes the window and steps the clock, `window` works
//! in one window that stays.
#![expect(clippy::disallowed_methods, reason = "a soak takes real time")]
#![expect(clippy::float_arithmetic, reason = "slopes of measurements")]
#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod figures;
mod tray;
mod window;

use std::process::ExitCode;

/// How long a run takes, unless FENQI_SOAK_MINUTES says otherwise.
const MINUTES: f64 = 240.0;

/// Whether leaks are planted.
fn is_planted() -> bool {
    std::env::var_os("FENQI_SOAK_LEAK").is_some_and(|planted| planted == "1")
}

/// Whether a run is as it should be: nothing leaks, or, where FENQI_SOAK_LEAK is set, what was planted is seen in the
/// figures that it raises. Of 0, nothing is planted, so that it cannot be.
fn judge(figures: &figures::Figures) -> bool {
    let sound = figures.hold();
    if std::env::var_os("FENQI_SOAK_LEAK").is_some() { figures.see_plants() } else { sound }
}

fn main() -> ExitCode {
    let minutes = std::env::var("FENQI_SOAK_MINUTES").ok();
    let minutes: f64 = minutes.map_or(MINUTES, |minutes| minutes.parse().expect("a number of minutes"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let part = std::env::args().nth(1);
    let sound = match part.as_deref() {
        Some("tray") => runtime.block_on(tray::soak(minutes)),
        Some("window") => runtime.block_on(window::soak(minutes)),
        _ => panic!("which part: tray or window?"),
    };
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
