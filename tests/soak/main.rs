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

/// Whether leaks are planted, which the run then has to see.
fn is_planted() -> bool {
    std::env::var_os("FENQI_SOAK_LEAK").is_some()
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
    match (sound, is_planted()) {
        (true, false) => ExitCode::SUCCESS,
        (false, true) => {
            println!("soak: the planted leak was seen");
            ExitCode::SUCCESS
        }
        (false, false) => ExitCode::FAILURE,
        (true, true) => {
            println!("soak: the planted leak was NOT seen");
            ExitCode::FAILURE
        }
    }
}
