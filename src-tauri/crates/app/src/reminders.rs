//! Reminders: deciding, claiming, showing; and the driver that does so at the right time.
//!
//! A notice is first a row of the file, claimed in one transaction that also reads that its instalment is unpaid;
//! then a popup; then marked delivered. A kill in between shows it once more at the next start.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike, Days, FixedOffset, Local, NaiveDate, TimeDelta, Utc};
use fenqi_domain::Money;
use fenqi_domain::reminder::{self, Fire, Kind, Occurrence, Plan, Rules, Unpaid};
use fenqi_domain::status::grace_end;
use serde::Serialize;
use tokio::sync::mpsc;

use crate::Result;
use crate::app::App;
use crate::clock::Zone;
use crate::contract::{PlanId, Topic};
use crate::ports::{Notifier, ReadTx, UnpaidRow};
use crate::words::Words;

/// The driver looks at the wall clock at least this often: timers may stand still while the machine sleeps.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    Upcoming,
    Due,
    Overdue,
    DebitCheck,
    /// Several in one.
    Digest,
}

impl NoticeKind {
    /// The name under which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::DebitCheck => "debit_check",
            Self::Digest => "digest",
        }
    }
}

/// One reminder, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Row, rule and due date; claimed once.
    pub key: String,
    pub kind: NoticeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    pub title: String,
    pub body: String,
    /// What a digest stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Notice>,
}

/// What the tray says: the first row that wants to be paid, and sums, one a currency.
#[derive(Clone, Debug)]
pub struct TraySummary {
    pub next: Option<UnpaidRow>,
    pub overdue: Vec<Money>,
    /// Left of what is due this calendar month.
    pub month_left: Vec<Money>,
}

/// What fires, and when to look again.
#[derive(Clone, Debug, Serialize)]
pub struct Reminded {
    pub fire: Vec<Notice>,
    /// In the zone of the question.
    pub next_wake: Option<DateTime<FixedOffset>>,
}

impl App {
    /// What fires at an instant (the clock's, if absent). Unless it is a rehearsal, the notices are claimed and
    /// never fire again.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn remind(&self, at: Option<DateTime<FixedOffset>>, rehearsal: bool) -> Result<Reminded> {
        let (now, zone) = self.moment(at);
        let words = self.words();
        let reminded = decide(self.store.begin_read()?.as_ref(), now, zone, &words)?;
        if rehearsal || reminded.fire.is_empty() {
            return Ok(reminded);
        }
        // Decided again within the write: what was paid or claimed meanwhile does not fire.
        let tx = self.store.begin_write()?;
        let reminded = decide(tx.as_ref(), now, zone, &words)?;
        for notice in &reminded.fire {
            tx.claim_notice(notice, now)?;
        }
        tx.commit()?;
        Ok(reminded)
    }

    /// Says that the desktop, or whoever asked, took these notices.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn delivered(&self, notices: &[Notice]) -> Result<()> {
        if notices.is_empty() {
            return Ok(());
        }
        let tx = self.store.begin_write()?;
        for notice in notices {
            tx.mark_delivered(&notice.key, self.clock.now())?;
        }
        tx.commit()
    }

    /// Lets go of what another process claimed at least so long ago and did not deliver, since it was killed or
    /// nobody took it. It is decided anew: for rows that are still unpaid, as of now, in today's words.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn recover(&self, age: TimeDelta) -> Result<()> {
        let tx = self.store.begin_write()?;
        tx.forget_undelivered(self.clock.now() - age)?;
        tx.commit()
    }

    /// What the tray says.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn tray_summary(&self) -> Result<TraySummary> {
        let today = self.today();
        let month_end = today.with_day(u32::from(today.num_days_in_month())).unwrap_or(today);
        let rows = self.store.begin_read()?.unpaid(month_end)?;
        let overdue = |row: &&UnpaidRow| today > grace_end(row.due_date, row.grace_days);
        let this_month =
            |row: &&UnpaidRow| (row.due_date.year(), row.due_date.month()) == (today.year(), today.month());
        Ok(TraySummary {
            overdue: by_currency(rows.iter().filter(overdue)),
            month_left: by_currency(rows.iter().filter(this_month)),
            next: rows.into_iter().next(),
        })
    }

    fn moment(&self, at: Option<DateTime<FixedOffset>>) -> (DateTime<Utc>, Zone) {
        at.map_or_else(
            || (self.clock.now(), self.clock.zone()),
            |at| (at.to_utc(), Zone::Fixed(*at.offset())),
        )
    }

    /// Shows what fires now; the first time also what an earlier process claimed but did not deliver. Answers how
    /// long to sleep.
    fn show_due(&self, notifier: &dyn Notifier, first_time: bool) -> Result<Duration> {
        if first_time {
            self.recover(TimeDelta::zero())?;
        }
        let reminded = self.remind(None, false)?;
        // A desktop that takes no notice keeps it in the file; the next start offers it again.
        let taken: Vec<Notice> =
            reminded.fire.into_iter().filter(|notice| notifier.show(notice).is_ok()).collect();
        self.delivered(&taken)?;
        let until = reminded.next_wake.and_then(|wake| (wake.to_utc() - self.clock.now()).to_std().ok());
        Ok(until.unwrap_or(LONGEST_NAP).min(LONGEST_NAP))
    }
}

/// What to say now, given what is unpaid and what was said.
fn decide(tx: &(impl ReadTx + ?Sized), now: DateTime<Utc>, zone: Zone, words: &Words) -> Result<Reminded> {
    let rules = Rules::default();
    let farthest = rules.days_before.iter().copied().max().unwrap_or(0);
    let horizon = zone.date(now).checked_add_days(Days::new(u64::from(farthest) + 1));
    let unpaid = tx.unpaid(horizon.unwrap_or(NaiveDate::MAX))?;
    let rows: Vec<Unpaid<&UnpaidRow>> = unpaid
        .iter()
        .map(|row| Unpaid {
            key: row,
            due_date: row.due_date,
            grace_days: row.grace_days,
            auto_debit: row.auto_debit,
        })
        .collect();
    let failed = RefCell::new(None);
    let sent = |occurrence: &Occurrence<&UnpaidRow>| {
        tx.has_notice(&key(occurrence)).unwrap_or_else(|error| {
            failed.replace(Some(error));
            true
        })
    };
    let plan = in_zone(zone, now, &rows, &rules, sent);
    if let Some(error) = failed.take() {
        return Err(error);
    }
    let today = zone.date(now);
    Ok(Reminded {
        fire: plan.fire.into_iter().map(|fire| notice(fire, today, words)).collect(),
        next_wake: plan.next_wake.map(|wake| zone.local(wake)),
    })
}

/// Every reason for which the driver looks again before its nap is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Plans, repayments or settings are others.
    Changed,
    /// The process ends.
    Quit,
}

/// Reminds until it is told to quit: at each wake it decides anew from the wall clock.
pub async fn drive(app: Arc<App>, notifier: Arc<dyn Notifier>, mut wakes: mpsc::Receiver<Wake>) {
    let mut first_time = true;
    let mut today = app.today();
    loop {
        let (worker, shower) = (Arc::clone(&app), Arc::clone(&notifier));
        let shown = tokio::task::spawn_blocking(move || worker.show_due(shower.as_ref(), first_time)).await;
        let nap = match shown {
            Ok(Ok(nap)) => {
                first_time = false;
                nap
            }
            Ok(Err(error)) => {
                tracing::warn!(code = ?error.code, "reminders could not be decided");
                LONGEST_NAP
            }
            Err(panic) => {
                tracing::error!(%panic, "the reminder worker stopped");
                LONGEST_NAP
            }
        };
        tokio::select! {
            () = tokio::time::sleep(nap) => {}
            wake = wakes.recv() => if wake.is_none_or(|wake| wake == Wake::Quit) { return },
        }
        if app.today() != today {
            today = app.today();
            app.announce(vec![Topic::Today]);
        }
    }
}

fn in_zone<'a>(
    zone: Zone,
    now: DateTime<Utc>,
    rows: &[Unpaid<&'a UnpaidRow>],
    rules: &Rules,
    sent: impl Fn(&Occurrence<&'a UnpaidRow>) -> bool,
) -> Plan<&'a UnpaidRow> {
    match zone {
        Zone::System => reminder::due(now, &Local, rows, rules, sent),
        Zone::Fixed(offset) => reminder::due(now, &offset, rows, rules, sent),
    }
}

fn key(occurrence: &Occurrence<&UnpaidRow>) -> String {
    let row = occurrence.key;
    let rule = match occurrence.kind {
        Kind::Upcoming(days) => format!("upcoming-{days}"),
        Kind::Due => "due".to_owned(),
        Kind::DebitCheck => "debit_check".to_owned(),
        Kind::Overdue(days) => format!("overdue-{days}"),
    };
    format!("{}:{}:{rule}:{}", row.plan.0, row.n, occurrence.due_date)
}

fn notice(fire: Fire<&UnpaidRow>, today: NaiveDate, words: &Words) -> Notice {
    match fire {
        Fire::One(occurrence) => one(&occurrence, today, words),
        Fire::Digest(occurrences) => {
            let rows: Vec<&UnpaidRow> = occurrences.iter().map(|occurrence| occurrence.key).collect();
            let earliest = rows.iter().map(|row| row.due_date).min();
            let date = earliest.map(|date| words.day(date)).unwrap_or_default();
            let amounts = words.amounts(&by_currency(rows));
            Notice {
                key: format!("digest:{}", occurrences.first().map(key).unwrap_or_default()),
                kind: NoticeKind::Digest,
                plan: None,
                n: None,
                due_date: earliest,
                title: words.say("notice-digest-title", &[("count", &occurrences.len().to_string())]),
                body: words.say("notice-digest-body", &[("amounts", &amounts), ("date", &date)]),
                covers: occurrences.iter().map(|occurrence| one(occurrence, today, words)).collect(),
            }
        }
    }
}

fn one(occurrence: &Occurrence<&UnpaidRow>, today: NaiveDate, words: &Words) -> Notice {
    let row = occurrence.key;
    // Said as of today: a reminder that comes late counts from today, not from when it was wanted.
    let days = (row.due_date - today).num_days();
    let (kind, title) = match occurrence.kind {
        Kind::DebitCheck => (NoticeKind::DebitCheck, "notice-debit-check-title"),
        Kind::Overdue(_) => (NoticeKind::Overdue, "notice-overdue-title"),
        Kind::Upcoming(_) | Kind::Due if days > 0 => (NoticeKind::Upcoming, "notice-upcoming-title"),
        Kind::Upcoming(_) | Kind::Due if days == 0 => (NoticeKind::Due, "notice-due-title"),
        Kind::Upcoming(_) | Kind::Due => (NoticeKind::Due, "notice-past-title"),
    };
    let days = days.unsigned_abs().to_string();
    let (n, of) = (row.n.to_string(), row.of.to_string());
    let (amount, date) = (words.amount(row.remaining), words.day(row.due_date));
    let values =
        [("account", row.account.as_str()), ("n", &n), ("of", &of), ("amount", &amount), ("date", &date)];
    Notice {
        key: key(occurrence),
        kind,
        plan: Some(row.plan.clone()),
        n: Some(row.n),
        due_date: Some(row.due_date),
        title: words.say(title, &[("title", &row.title), ("days", &days)]),
        body: words.say("notice-body", &values),
        covers: Vec::new(),
    }
}

/// Sums, one a currency. What overflows a sum is left out of it, not wrapped.
fn by_currency<'a>(rows: impl IntoIterator<Item = &'a UnpaidRow>) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for row in rows {
        match sums.iter_mut().find(|sum| sum.currency() == row.remaining.currency()) {
            Some(sum) => *sum = sum.checked_add(row.remaining).unwrap_or(*sum),
            None => sums.push(row.remaining),
        }
    }
    sums
}
