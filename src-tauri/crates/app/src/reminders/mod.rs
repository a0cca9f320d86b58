//! Reminders: deciding what fires, and claiming it; then rules, the inbox, and the driver that does so at the right
//! time.
//!
//! A notice is first a row of the file, claimed in one transaction that also reads that its instalment is unpaid;
//! then a popup; then marked delivered. A kill in between shows it once more at the next start.

mod answers;
mod driver;
mod inbox;
mod notice;
pub(crate) mod rules;
mod watch;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta, Utc};
use fenqi_domain::Money;
use fenqi_domain::reminder::{self, Occurrence, Rules, Unpaid};
use fenqi_domain::status::grace_end;
use serde::Serialize;

use crate::Result;
use crate::app::App;
use crate::clock::Zone;
use crate::contract::{AccountId, AppError, ClockDoubt, ErrorCode, PlanId, RuleSubject, Topic};
use crate::ports::{ReadTx, UnpaidRow};
use notice::{Voice, by_currency};

pub use driver::{Driver, Wake, drive};
pub(crate) use inbox::FUNDED_DAYS;
pub use notice::{Notice, Params};
pub use watch::{Seen, Verdict, Watch};

/// How many rows the tray names.
const IN_TRAY: usize = 3;

const PAUSED_UNTIL: &str = "reminders_paused_until";
const CLOCK_SEEN: &str = "clock_seen";

/// What the tray says: the first rows that want to be paid, and sums, one a currency.
#[derive(Clone, Debug, Default)]
pub struct TraySummary {
    /// At most three.
    pub next: Vec<UnpaidRow>,
    /// How many rows are overdue.
    pub overdue_rows: usize,
    /// What is left of those rows.
    pub overdue: Vec<Money>,
    /// Left of what is due this calendar month.
    pub month_left: Vec<Money>,
    /// Nothing pops up for now.
    pub paused: bool,
    /// The tray shows no amounts.
    pub hide_amounts: bool,
    /// Whether the window is locked, if there is an app lock. While it is, nothing is named and no sum is told.
    pub locked: Option<bool>,
}

/// What fires, and when to look again.
#[derive(Clone, Debug, Serialize)]
pub struct Reminded {
    /// What is to be shown now, in order.
    pub fire: Vec<Notice>,
    /// In the zone of the question.
    pub next_wake: Option<DateTime<FixedOffset>>,
}

impl App {
    /// What fires at an instant (the clock's, if absent). Unless it is a rehearsal, the notices are claimed and
    /// never fire again.
    ///
    /// # Errors
    /// `clock_doubtful` where the machine's clock is asked and cannot be right; `storage_…`.
    pub fn remind(&self, at: Option<DateTime<FixedOffset>>, rehearsal: bool) -> Result<Reminded> {
        match at {
            Some(at) => self.fire(at.to_utc(), Zone::Fixed(*at.offset()), rehearsal),
            None => {
                self.assert_clock()?;
                self.fire(self.clock.now(), self.clock.zone(), rehearsal)
            }
        }
    }

    /// Decides, and claims unless it is a rehearsal.
    fn fire(&self, now: DateTime<Utc>, zone: Zone, rehearsal: bool) -> Result<Reminded> {
        let voice = self.voice(zone.date(now))?;
        let nothing_sent = |_: &str| false;
        let reminded = decide(self.store.begin_read()?.as_ref(), now, zone, voice, &nothing_sent)?;
        if rehearsal || reminded.fire.is_empty() {
            return Ok(reminded);
        }
        // Decided again within the write: what was paid or claimed meanwhile does not fire.
        let tx = self.store.begin_write()?;
        let reminded = decide(tx.as_ref(), now, zone, voice, &nothing_sent)?;
        for notice in &reminded.fire {
            tx.claim_notice(notice, now)?;
        }
        // A clock that is doubted was not seen.
        if self.clock.uptime().is_some() && (self.clock.now() - now).abs() <= watch::STEP {
            tx.put_memo(CLOCK_SEEN, &now.to_rfc3339())?;
        }
        tx.commit()?;
        self.announce(vec![Topic::Reminders]);
        Ok(reminded)
    }

    /// Decides anew about what was offered by then and not taken, as things stand now. Where that comes to the same,
    /// nothing is written. `closed`: besides, there was what is paid or answered, which is let go of: undone, it is
    /// decided anew too.
    fn fire_again(
        &self,
        now: DateTime<Utc>,
        zone: Zone,
        (untaken, closed): (&[Notice], bool),
        by: DateTime<Utc>,
    ) -> Result<Reminded> {
        let voice = self.voice(zone.date(now))?;
        let tx = self.store.begin_write()?;
        tx.forget_undelivered(by)?;
        let reminded = decide(tx.as_ref(), now, zone, voice, &|_| false)?;
        let is_known = |notice: &Notice| untaken.iter().any(|before| before.has_the_keys_of(notice));
        if !closed && reminded.fire.iter().all(is_known) {
            return Ok(reminded);
        }
        for notice in &reminded.fire {
            tx.claim_notice(notice, now)?;
        }
        tx.commit()?;
        self.announce(vec![Topic::Reminders]);
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
            tx.mark_delivered(&notice.key, self.now())?;
        }
        tx.commit()
    }

    /// Lets go of what another process claimed at least so long ago and did not deliver, since it was killed or
    /// nobody took it. It is decided anew: for rows that are still unpaid, as of now, in today's words.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn recover(&self, age: TimeDelta) -> Result<()> {
        self.release(self.now() - age)
    }

    /// Lets go of what was claimed by then and not delivered.
    fn release(&self, by: DateTime<Utc>) -> Result<()> {
        if !self.store.begin_read()?.has_undelivered(by)? {
            return Ok(());
        }
        let tx = self.store.begin_write()?;
        tx.forget_undelivered(by)?;
        tx.commit()
    }

    /// What the tray says.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn tray_summary(&self) -> Result<TraySummary> {
        let today = self.today();
        let month_end = today.with_day(u32::from(today.num_days_in_month())).unwrap_or(today);
        let hide_amounts = self.settings()?.hide_amounts;
        let tx = self.store.begin_read()?;
        let mut rows = tx.unpaid(month_end)?;
        let is_overdue = |row: &UnpaidRow| today > grace_end(row.due_date, row.grace_days);
        let this_month =
            |row: &&UnpaidRow| (row.due_date.year(), row.due_date.month()) == (today.year(), today.month());
        let (overdue, paused) = (rows.iter().filter(|row| is_overdue(row)), paused_until(tx.as_ref())?);
        let (locked, paused) = (self.is_locked(), paused.is_some_and(|until| until > self.now()));
        let overdue_rows = overdue.clone().count();
        if locked {
            let locked = Some(true);
            return Ok(TraySummary { overdue_rows, paused, hide_amounts, locked, ..TraySummary::default() });
        }
        Ok(TraySummary {
            overdue_rows,
            overdue: by_currency(overdue),
            month_left: by_currency(rows.iter().filter(this_month)),
            paused,
            hide_amounts,
            locked: self.known_lock().map(|_| false),
            next: {
                rows.truncate(IN_TRAY);
                rows
            },
        })
    }

    /// Why reminders do not go by the clock, if so.
    #[must_use]
    pub fn clock_doubt(&self) -> Option<ClockDoubt> {
        self.doubt.lock().ok().and_then(|doubt| doubt.clone())
    }

    /// The user says that the clock is right.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn clock_confirm(&self) -> Result<()> {
        self.note_clock(self.clock.now())?;
        self.clock_confirmed.store(true, std::sync::atomic::Ordering::Release);
        self.announce(vec![Topic::Settings]);
        Ok(())
    }

    /// When the clock was seen last, by whichever process.
    fn clock_seen(&self) -> Result<Option<DateTime<Utc>>> {
        Ok(self.store.begin_read()?.memo(CLOCK_SEEN)?.and_then(|text| text.parse().ok()))
    }

    fn note_clock(&self, now: DateTime<Utc>) -> Result<()> {
        let tx = self.store.begin_write()?;
        tx.put_memo(CLOCK_SEEN, &now.to_rfc3339())?;
        tx.commit()
    }

    /// The clock was set back: what was claimed in its future is still to come.
    fn rearm(&self, after: DateTime<Utc>) -> Result<()> {
        let tx = self.store.begin_write()?;
        tx.forget_after(after)?;
        tx.commit()
    }

    /// Refuses a clock of the machine that is far from where it was seen last.
    fn assert_clock(&self) -> Result<()> {
        let now = self.clock.now();
        match self
            .clock_seen()?
            .filter(|seen| self.clock.uptime().is_some() && !watch::is_plausible(now, *seen))
        {
            Some(seen) => {
                let local = |at| self.clock.zone().local(at).format("%F %R").to_string();
                let error = AppError::new(ErrorCode::ClockDoubtful);
                Err(error.with("now", local(now)).with("seen", local(seen)))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn voice(&self, today: NaiveDate) -> Result<Voice> {
        Ok(Voice { words: self.words(), hide_amounts: self.settings()?.hide_amounts, today })
    }
}

/// Until when nothing pops up, if that was asked for.
fn paused_until(tx: &(impl ReadTx + ?Sized)) -> Result<Option<DateTime<Utc>>> {
    Ok(tx.memo(PAUSED_UNTIL)?.and_then(|text| text.parse().ok()))
}

/// The rules of all, of accounts and of plans: the closest to a row count.
pub(crate) struct RuleSet {
    all: Rules,
    accounts: HashMap<AccountId, Rules>,
    plans: HashMap<PlanId, Rules>,
}

impl RuleSet {
    pub(crate) fn read(tx: &(impl ReadTx + ?Sized)) -> Result<Self> {
        let mut set = Self { all: Rules::default(), accounts: HashMap::new(), plans: HashMap::new() };
        for (subject, rules) in tx.reminder_rules()? {
            match subject {
                RuleSubject::All => set.all = rules,
                RuleSubject::Account(id) => drop(set.accounts.insert(id, rules)),
                RuleSubject::Plan(id) => drop(set.plans.insert(id, rules)),
            }
        }
        Ok(set)
    }

    /// The rules for a plan of an account.
    pub(crate) fn of(&self, plan: &PlanId, account: &AccountId) -> &Rules {
        self.plans.get(plan).or_else(|| self.accounts.get(account)).unwrap_or(&self.all)
    }

    /// The last due date of which anything may be said today.
    fn horizon(&self, today: NaiveDate) -> NaiveDate {
        let rules = std::iter::once(&self.all).chain(self.accounts.values()).chain(self.plans.values());
        let farthest = rules.flat_map(|rules| rules.days_before.iter().copied()).max().unwrap_or(0);
        today.checked_add_days(Days::new(u64::from(farthest) + 1)).unwrap_or(NaiveDate::MAX)
    }
}

/// What to say now, given what is unpaid and what was said, or is taken for `said`.
fn decide(
    tx: &(impl ReadTx + ?Sized),
    now: DateTime<Utc>,
    zone: Zone,
    voice: Voice,
    said: &dyn Fn(&str) -> bool,
) -> Result<Reminded> {
    if let Some(until) = paused_until(tx)?.filter(|until| *until > now) {
        return Ok(Reminded { fire: Vec::new(), next_wake: Some(zone.local(until)) });
    }
    let rules = RuleSet::read(tx)?;
    let unpaid = tx.unpaid(rules.horizon(zone.date(now)))?;
    let rows: Vec<Unpaid<'_, &UnpaidRow>> = unpaid
        .iter()
        .map(|row| Unpaid {
            key: row,
            due_date: row.due_date,
            grace_days: row.grace_days,
            payer: row.payer,
            rules: rules.of(&row.plan, &row.account),
            snoozed_until: row.snoozed_until,
        })
        .collect();
    let failed = RefCell::new(None);
    let sent = |occurrence: &Occurrence<&UnpaidRow>| {
        let key = notice::key(occurrence);
        // Where rules, zone or clock were changed, an earlier one may not have been said: it is too late for it.
        occurrence.key.said_last.is_some_and(|last| last > occurrence.at)
            || said(&key)
            || tx.has_notice(&key).unwrap_or_else(|error| {
                failed.replace(Some(error));
                true
            })
    };
    let plan = reminder::due(now, &zone, &rows, notice::group, sent);
    if let Some(error) = failed.take() {
        return Err(error);
    }
    Ok(Reminded {
        fire: plan.fire.iter().filter_map(|fire| notice::notice(fire, voice)).collect(),
        next_wake: plan.next_wake.map(|wake| zone.local(wake)),
    })
}
