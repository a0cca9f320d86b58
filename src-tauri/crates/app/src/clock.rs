//! Clocks and zones.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, Local, NaiveDate, TimeDelta, Utc};

use crate::ports::Clock;

/// Where civil dates are taken.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// The machine's zone, read anew each time.
    System,
    /// A fixed distance from UTC.
    Fixed(FixedOffset),
}

impl Zone {
    /// The civil date of an instant.
    #[must_use]
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        match self {
            Self::System => at.with_timezone(&Local).date_naive(),
            Self::Fixed(offset) => at.with_timezone(&offset).date_naive(),
        }
    }

    /// The instant as people here write it, with its offset.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        match self {
            Self::System => at.with_timezone(&Local).fixed_offset(),
            Self::Fixed(offset) => at.with_timezone(&offset),
        }
    }
}

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn zone(&self) -> Zone {
        Zone::System
    }

    fn uptime(&self) -> Option<Duration> {
        Some(uptime())
    }
}

/// How long the machine has been up, sleep counted.
#[cfg(target_os = "linux")]
fn uptime() -> Duration {
    let up = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(up.tv_sec.unsigned_abs(), u32::try_from(up.tv_nsec).unwrap_or(0))
}

/// How long this process has been looking; whether sleep counts is the system's choice.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "a second clock, to hold the first one against")]
fn uptime() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// A clock that was set to an instant (`--now`): it stands still, or goes on from there.
#[derive(Debug)]
pub struct SetClock {
    at: DateTime<FixedOffset>,
    running_since: Option<Instant>,
}

impl SetClock {
    /// Always this instant, in its own offset.
    #[must_use]
    pub fn standing(at: DateTime<FixedOffset>) -> Self {
        Self { at, running_since: None }
    }

    /// From this instant on, in its own offset.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "measures how long the set clock has been running")]
    pub fn running(at: DateTime<FixedOffset>) -> Self {
        Self { at, running_since: Some(Instant::now()) }
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        let elapsed = self.running_since.map(|since| since.elapsed()).unwrap_or_default();
        let elapsed = TimeDelta::from_std(elapsed).unwrap_or(TimeDelta::MAX);
        self.at.to_utc().checked_add_signed(elapsed).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn zone(&self) -> Zone {
        Zone::Fixed(*self.at.offset())
    }

    fn uptime(&self) -> Option<Duration> {
        None
    }
}
