//! The driver: at each wake it looks at the clock, decides anew, and shows what fires.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use tokio::sync::mpsc;

use super::answers::OPEN_END;
use super::notice::Notice;
use super::watch::{Seen, Verdict, Watch};
use crate::Result;
use crate::app::App;
use crate::clock::Zone;
use crate::contract::{ClockDoubt, Topic};
use crate::ports::Notifier;

/// The clock is looked at this often: timers may stand still while the machine sleeps, and nobody says when a clock
/// or a zone is changed.
const LONGEST_NAP: Duration = Duration::from_secs(10);

/// What nobody took is offered again after this long.
const RETRY: TimeDelta = TimeDelta::minutes(1);

/// A clock may be set back by so much without anything being said again.
const STEP: TimeDelta = TimeDelta::hours(1);

/// Every reason for which the driver looks again before its nap is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Plans, repayments, rules or settings are others.
    Changed,
    /// The process ends.
    Quit,
}

/// Reminds until it is told to quit.
pub async fn drive(app: Arc<App>, notifier: Arc<dyn Notifier>, mut wakes: mpsc::Receiver<Wake>) {
    let mut driver = Driver::default();
    let mut changed = true;
    loop {
        let (worker, shower) = (Arc::clone(&app), Arc::clone(&notifier));
        let looked = tokio::task::spawn_blocking(move || {
            let nap = driver.look(&worker, shower.as_ref(), changed);
            (driver, nap)
        });
        let nap;
        (driver, nap) = looked.await.unwrap_or_else(|panic| {
            tracing::error!(%panic, "the reminder worker stopped");
            (Driver::default(), LONGEST_NAP)
        });
        changed = tokio::select! {
            () = tokio::time::sleep(nap) => false,
            wake = wakes.recv() => match wake {
                Some(Wake::Changed) => true,
                Some(Wake::Quit) | None => return,
            },
        };
    }
}

/// What the driver knows from look to look.
#[derive(Default)]
pub struct Driver {
    /// Set by the first look.
    watch: Option<Watch>,
    /// Whether what an earlier process claimed was let go of.
    released: bool,
    /// What was claimed for after this was claimed by a clock that has been set back since.
    rearm_after: Option<DateTime<Utc>>,
    /// What was looked at last; absent where that failed.
    last: Option<Look>,
    /// What no desktop took, and when it was offered last.
    untaken: Vec<Notice>,
    offered_at: DateTime<Utc>,
}

#[derive(Clone, Copy)]
struct Look {
    today: NaiveDate,
    offset: FixedOffset,
    next_wake: Option<DateTime<Utc>>,
}

impl Driver {
    /// Shows what fires now; the first time also what an earlier process claimed but did not deliver. Answers how
    /// long to sleep. `changed`: the file may say something else than at the last look.
    pub fn look(&mut self, app: &App, notifier: &dyn Notifier, changed: bool) -> Duration {
        match self.try_look(app, notifier, changed) {
            Ok(nap) => nap,
            Err(error) => {
                tracing::warn!(code = ?error.code, "reminders could not be decided");
                self.last = None;
                LONGEST_NAP
            }
        }
    }

    fn try_look(&mut self, app: &App, notifier: &dyn Notifier, changed: bool) -> Result<Duration> {
        let Some(now) = self.time(app)? else { return Ok(LONGEST_NAP) };
        let zone = app.clock.zone();
        let (today, offset) = (zone.date(now), *zone.local(now).offset());
        let is_due = |last: &Look| last.next_wake.is_some_and(|wake| wake <= now);
        let news = changed
            || self.last.is_none_or(|last| last.offset != offset || last.today != today || is_due(&last));
        if news {
            let reminded = app.fire(now, zone, false)?;
            let next_wake = reminded.next_wake.map(|wake| wake.to_utc());
            let new_day = self.last.is_some_and(|last| last.today != today);
            self.last = Some(Look { today, offset, next_wake });
            self.withdraw(app, notifier)?;
            self.offer(app, notifier, reminded.fire, now)?;
            if new_day {
                app.announce(vec![Topic::Today]);
            }
        }
        if !self.untaken.is_empty() && (now - self.offered_at).abs() >= RETRY {
            self.offer_again(app, notifier, now, zone)?;
        }
        let until = self.last.and_then(|last| (last.next_wake? - now).to_std().ok());
        Ok(until.unwrap_or(LONGEST_NAP).min(LONGEST_NAP))
    }

    /// By which time to decide. `None` while that is not known.
    fn time(&mut self, app: &App) -> Result<Option<DateTime<Utc>>> {
        let now = app.clock.now();
        // A clock that was set by hand is believed.
        let Some(uptime) = app.clock.uptime() else {
            if self.watch.is_none() {
                self.watch = Some(Watch::new(None));
            }
            self.release(app)?;
            return Ok(Some(now));
        };
        if self.watch.is_none() {
            self.watch = Some(Watch::new(app.clock_seen()?));
        }
        let confirmed = app.clock_confirmed.swap(false, std::sync::atomic::Ordering::AcqRel);
        let Some(watch) = &mut self.watch else { return Ok(None) };
        let verdict = watch.look(Seen { wall: now, uptime }, confirmed);
        let (time, doubt) = match verdict {
            Verdict::Sound { .. } => (Some(now), None),
            Verdict::Doubtful(expected) => (Some(expected), Some(expected)),
            Verdict::Unknown(seen) => (None, Some(seen)),
        };
        if let Verdict::Sound { .. } = verdict
            && let Ok(mut believed) = app.believed.lock()
        {
            *believed = Some(Seen { wall: now, uptime });
        }
        // Who hears of it asks what day it is.
        self.tell(app, now, doubt);
        if let Verdict::Sound { stepped_back } = verdict {
            if stepped_back {
                self.rearm_after = Some(now + STEP);
                self.last = None;
            }
            if let Some(after) = self.rearm_after {
                app.rearm(after)?;
                self.rearm_after = None;
            }
            if app.clock_seen()?.is_none_or(|seen| (now - seen).abs() > TimeDelta::hours(20)) {
                app.note_clock(now)?;
            }
        }
        self.release(app)?;
        Ok(time)
    }

    /// Lets go of what an earlier process claimed and did not deliver: once, however often that is refused.
    fn release(&mut self, app: &App) -> Result<()> {
        if !self.released {
            app.release(OPEN_END)?;
            self.released = true;
        }
        Ok(())
    }

    /// Tells the window when the clock begins to be doubted, and when it no longer is.
    fn tell(&self, app: &App, now: DateTime<Utc>, doubt: Option<DateTime<Utc>>) {
        let zone = app.clock.zone();
        let local = |at| zone.local(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, false);
        let doubt = doubt.map(|expected| ClockDoubt { now: local(now), expected: local(expected) });
        let before = app.doubt.lock().map(|mut said| std::mem::replace(&mut *said, doubt.clone()));
        if before.is_ok_and(|before| before.is_some() != doubt.is_some()) {
            // With the doubt, the day that is believed may end.
            app.announce(vec![Topic::Settings, Topic::Today]);
        }
    }

    /// Offers notices to the desktop. What it does not take is kept, and is in the inbox already.
    fn offer(
        &mut self,
        app: &App,
        notifier: &dyn Notifier,
        notices: Vec<Notice>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if notices.is_empty() {
            return Ok(());
        }
        self.offered_at = now;
        let (taken, untaken): (Vec<_>, Vec<_>) =
            notices.into_iter().partition(|notice| notifier.show(notice).is_ok());
        self.untaken.extend(untaken);
        app.delivered(&taken)
    }

    /// Offers what no desktop took, decided anew: one popup for what has come together since, nothing of what was paid
    /// or moved meanwhile, and nothing while nobody is to be disturbed.
    fn offer_again(
        &mut self,
        app: &App,
        notifier: &dyn Notifier,
        now: DateTime<Utc>,
        zone: Zone,
    ) -> Result<()> {
        // What came late, after the limit, stands there already.
        let shown = notifier.shown();
        let stands = |notice: &Notice| shown.iter().any(|shown| shown.key == notice.key);
        let mut untaken = std::mem::take(&mut self.untaken);
        untaken.retain(|notice| !stands(notice));
        if untaken.is_empty() {
            return Ok(());
        }
        let before = untaken.len();
        self.untaken = app.still_open(untaken)?;
        let closed = self.untaken.len() < before;
        let by = std::mem::replace(&mut self.offered_at, now);
        let reminded = app.fire_again(now, zone, (&self.untaken, closed), by)?;
        let next_wake = reminded.next_wake.map(|wake| wake.to_utc());
        self.last = self.last.map(|last| Look { next_wake, ..last });
        let mut again = reminded.fire;
        self.untaken.retain(|before| !again.iter().any(|notice| notice.speaks_of_a_row_of(before)));
        again.retain(|notice| !stands(notice));
        self.offer(app, notifier, again, now)
    }

    /// Takes popups back whose rows are paid or were answered elsewhere.
    fn withdraw(&mut self, app: &App, notifier: &dyn Notifier) -> Result<()> {
        let shown = notifier.shown();
        if shown.is_empty() {
            return Ok(());
        }
        let open = app.still_open(shown.clone())?;
        for notice in shown.iter().filter(|notice| !open.contains(notice)) {
            notifier.withdraw(&notice.key);
        }
        Ok(())
    }
}
