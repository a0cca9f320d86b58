//! The machine: its clocks, its zone, and a desktop that takes popups, refuses them, or sees the process killed.

use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use fenqi_app::Notice;
use fenqi_app::clock::Zone;
use fenqi_app::ports::{Clock, Notifier};

use crate::facts::Facts;
use crate::ledger::{Popup, parts};
use crate::tzif::Table;

/// The real time, what the wall clock makes of it, and since when the machine is up. In seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) truth: i64,
    /// By how much the wall clock is wrong.
    pub(crate) skew: i64,
    pub(crate) booted: i64,
    pub(crate) zone: &'static Table,
    /// The clock is believed whatever it shows: a planted fault.
    pub(crate) unwatched: bool,
}

impl Times {
    pub(crate) fn wall(&self) -> i64 {
        self.truth + self.skew
    }

    pub(crate) fn up(&self) -> i64 {
        self.truth - self.booted
    }
}

/// The machine, as the process and the harness share it.
#[derive(Clone)]
pub(crate) struct World(Arc<Mutex<Times>>);

impl World {
    pub(crate) fn new(times: Times) -> Self {
        Self(Arc::new(Mutex::new(times)))
    }

    pub(crate) fn times(&self) -> Times {
        *self.lock()
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Times)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Times> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("BUG: a year of four digits")
}

impl Clock for World {
    fn now(&self) -> DateTime<Utc> {
        instant(self.times().wall())
    }

    fn zone(&self) -> Zone {
        Zone::Other(self.times().zone)
    }

    fn uptime(&self) -> Option<Duration> {
        let times = self.times();
        (!times.unwatched).then(|| Duration::from_secs(times.up().unsigned_abs()))
    }
}

/// When the process is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kill {
    /// After a claim, before its popup.
    BeforePopup,
    /// After a popup, before it is noted.
    AfterPopup,
}

/// What a killed process unwinds with.
pub(crate) struct Killed;

/// Ends the process right here.
pub(crate) fn kill() -> ! {
    resume_unwind(Box::new(Killed))
}

/// The desktop. It outlives the process.
pub(crate) struct Desktop {
    pub(crate) takes: bool,
    /// The kill to come, after so many more popups.
    pub(crate) kill: Option<(Kill, u32)>,
    pub(crate) popups: Vec<Popup>,
    pub(crate) open: Vec<Notice>,
    pub(crate) withdrawn: Vec<Notice>,
    file: Facts,
}

/// The desktop, as the process and the harness share it.
#[derive(Clone)]
pub(crate) struct Session(Arc<Mutex<Desktop>>);

impl Session {
    pub(crate) fn new(file: Facts) -> Self {
        let (popups, open, withdrawn) = (Vec::new(), Vec::new(), Vec::new());
        Self(Arc::new(Mutex::new(Desktop { takes: true, kill: None, popups, open, withdrawn, file })))
    }

    pub(crate) fn desktop(&self) -> MutexGuard<'_, Desktop> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Notifier for Session {
    fn show(&self, notice: &Notice) -> Result<(), String> {
        let mut desktop = self.desktop();
        let now = desktop.kill.is_some_and(|(_, after)| after == 0);
        let kind = desktop.kill.map(|(kind, _)| kind);
        if now && kind == Some(Kill::BeforePopup) {
            drop(desktop);
            kill();
        }
        let mut keys = parts(notice).iter().chain([notice]);
        let listed = keys.all(|part| desktop.file.is_listed(&part.key));
        let taken = desktop.takes;
        desktop.popups.push(Popup { notice: notice.clone(), taken, listed });
        if taken {
            // A new popup takes the place of one that speaks of the same row.
            desktop.open.retain(|other| !other.speaks_of_a_row_of(notice));
            desktop.open.push(notice.clone());
        }
        if now {
            drop(desktop);
            kill();
        }
        desktop.kill = desktop.kill.map(|(kind, after)| (kind, after - 1));
        if taken { Ok(()) } else { Err("no daemon".to_owned()) }
    }

    fn shown(&self) -> Vec<Notice> {
        self.desktop().open.clone()
    }

    fn withdraw(&self, key: &str) {
        let mut desktop = self.desktop();
        let (gone, open) =
            std::mem::take(&mut desktop.open).into_iter().partition(|notice| notice.key == key);
        desktop.open = open;
        let gone: Vec<Notice> = gone;
        desktop.withdrawn.extend(gone);
    }
}
