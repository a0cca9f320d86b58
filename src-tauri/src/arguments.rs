//! What the app can be told at its start.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::Parser;
use fenqi_app::clock::{SetClock, SystemClock};
use fenqi_app::ports::Clock;
use tracing_subscriber::filter::{LevelFilter, Targets};

/// Fenqi 分期: every instalment plan in one place.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Arguments {
    /// The folder in which the data lie
    #[arg(long, env = "FENQI_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Set the clock, date and zone, to an instant such as 2026-11-22T10:00:00+08:00; it goes on from there
    #[arg(long, value_name = "INSTANT")]
    now: Option<DateTime<FixedOffset>>,
    /// Start in the tray, without a window
    #[arg(long)]
    pub(crate) hidden: bool,
}

impl Arguments {
    pub(crate) fn clock(&self) -> Box<dyn Clock> {
        match self.now {
            Some(now) => Box::new(SetClock::running(now)),
            None => Box::new(SystemClock),
        }
    }

    /// Logs carry ids and codes, never names or amounts. `RUST_LOG` shows more.
    pub(crate) fn log_filter(&self) -> Targets {
        let asked = std::env::var("RUST_LOG").ok().and_then(|text| text.parse().ok());
        asked.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN))
    }
}
