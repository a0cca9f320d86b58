//! Clocks and zones.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use chrono::{
    DateTime, FixedOffset, Local, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};

use crate::ports::Clock;

/// Where civil dates are taken.
#[derive(Clone, Copy, Debug)]
pub enum Zone {
    /// The machine's zone, read anew each time.
    System,
    /// A fixed distance from UTC.
    Fixed(FixedOffset),
    /// Whatever zone somebody brings along.
    Other(&'static dyn Offsets),
}

/// How far from UTC a zone's clocks are.
pub trait Offsets: Debug + Send + Sync {
    /// At an instant, in UTC.
    fn at(&self, utc: &NaiveDateTime) -> FixedOffset;
    /// At a wall-clock time: none in a gap, two in a fold.
    fn at_local(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset>;
}

impl TimeZone for Zone {
    type Offset = FixedOffset;

    fn from_offset(offset: &FixedOffset) -> Self {
        Self::Fixed(*offset)
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> LocalResult<FixedOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset> {
        match self {
            Self::System => Local.offset_from_local_datetime(local),
            Self::Fixed(offset) => LocalResult::Single(*offset),
            Self::Other(offsets) => offsets.at_local(local),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> FixedOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> FixedOffset {
        match self {
            Self::System => Local.offset_from_utc_datetime(utc),
            Self::Fixed(offset) => *offset,
            Self::Other(offsets) => offsets.at(utc),
        }
    }
}

impl Zone {
    /// The civil date of an instant.
    #[must_use]
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self).date_naive()
    }

    /// The instant as people here write it, with its offset.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self).fixed_offset()
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
