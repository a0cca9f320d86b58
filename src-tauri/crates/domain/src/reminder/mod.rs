//! When to remind, decided purely: from now, a zone, what is unpaid and what was sent (design: Reminders).
//!
//! A row has occurrences: moments at which it wants to be spoken of. Only its latest past occurrence can fire, so a
//! long absence never becomes a storm, and an occurrence that was sent never fires again.

use chrono::{DateTime, Days, Duration, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};

use crate::status::grace_end;

/// Above this many at once, popups become one digest.
const MOST_AT_ONCE: usize = 3;

/// When to remind of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Days before the due day; 0 is the day itself.
    pub days_before: Vec<u16>,
    /// The wall-clock time of every reminder.
    pub at: NaiveTime,
    /// Every day while overdue.
    pub repeat_overdue: bool,
    /// As often for rows that an automatic debit should pay. Otherwise those are spoken of once before, on the last of
    /// `days_before` that is not the due day itself: the money has to be there.
    pub when_debited: bool,
    /// When nobody is to be disturbed.
    pub quiet: Option<Quiet>,
}

impl Default for Rules {
    /// 3 days before, 1 day before and on the day at 09:00; daily while overdue.
    fn default() -> Self {
        Self {
            days_before: vec![3, 1, 0],
            at: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or(NaiveTime::MIN),
            repeat_overdue: true,
            when_debited: false,
            quiet: None,
        }
    }
}

/// A span of every day, which may go over midnight. `until` is outside of it; a span from a time to itself is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Its first moment.
    pub from: NaiveTime,
    /// The first moment after it.
    pub until: NaiveTime,
}

impl Quiet {
    /// Whether a wall-clock time lies in it.
    #[must_use]
    pub fn holds(&self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }
}

/// Who is to pay a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The user.
    Hand,
    /// An automatic debit, which is expected to go through, or of which nobody has said whether it did.
    Debit,
    /// The user, since the debit failed; said on this day.
    HandAfterDebit(NaiveDate),
}

/// A row that is not paid. `K` tells it from others.
#[derive(Clone, Debug)]
pub struct Unpaid<'a, K> {
    /// Whose row it is.
    pub key: K,
    /// The day it is due.
    pub due_date: NaiveDate,
    /// Days after that on which it is not yet overdue.
    pub grace_days: u8,
    /// Who is to pay it.
    pub payer: Payer,
    /// When to remind of it.
    pub rules: &'a Rules,
    /// Nothing is said of it before this; then it is spoken of again.
    pub snoozed_until: Option<DateTime<Utc>>,
}

/// Why a row is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is due in so many days.
    Upcoming(u16),
    /// It is due today.
    Due,
    /// Did the automatic debit go through?
    DebitCheck,
    /// The debit failed; it was due so many days ago, and the grace days still run.
    DebitFailed(u32),
    /// It was due so many days ago.
    Overdue(u32),
    /// The user asked to be reminded again at this moment.
    Again(DateTime<Utc>),
}

/// One reminder of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence<K> {
    /// Whose row.
    pub key: K,
    /// Why.
    pub kind: Kind,
    /// The row's due date.
    pub due_date: NaiveDate,
    /// The civil day on which it wants to be spoken of.
    pub on: NaiveDate,
    /// The moment at which it does.
    pub at: DateTime<Utc>,
}

/// A popup to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fire<K> {
    /// Reminders of one kind that belong together: those of a statement. Never empty.
    Together(Vec<Occurrence<K>>),
    /// Several in one: what was missed, or too many at once.
    Digest(Vec<Occurrence<K>>),
}

/// What to do now, and when to look again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<K> {
    /// What to raise now.
    pub fire: Vec<Fire<K>>,
    /// The next moment at which something fires if nothing changes.
    pub next_wake: Option<DateTime<Utc>>,
}

/// The instant of a wall-clock time: in a gap the first that exists after it, in a fold the earlier one.
/// `None` if the zone has no such time within two days.
pub fn instant<Z: TimeZone>(zone: &Z, date: NaiveDate, at: NaiveTime) -> Option<DateTime<Utc>> {
    instants(zone, date, at).next()
}

/// The same, and in a fold the later one after it.
fn instants<Z: TimeZone>(zone: &Z, date: NaiveDate, at: NaiveTime) -> impl Iterator<Item = DateTime<Utc>> {
    let wanted = date.and_time(at);
    let found = (0..=2 * 24 * 60).find_map(|minutes| {
        let local = wanted.checked_add_signed(Duration::minutes(minutes))?;
        match zone.from_local_datetime(&local) {
            LocalResult::Single(only) => Some((only.to_utc(), None)),
            LocalResult::Ambiguous(early, late) => Some((early.to_utc(), Some(late.to_utc()))),
            LocalResult::None => None,
        }
    });
    found.into_iter().flat_map(|(early, late)| std::iter::once(early).chain(late))
}

/// Decides what to raise at `now` in `zone` for the unpaid `rows`, given what was `sent`. Occurrences of one kind and
/// due date whose rows are of one `group` are one popup.
pub fn due<K: Clone, G: PartialEq, Z: TimeZone>(
    now: DateTime<Utc>,
    zone: &Z,
    rows: &[Unpaid<'_, K>],
    group: impl Fn(&Occurrence<K>) -> G,
    sent: impl Fn(&Occurrence<K>) -> bool,
) -> Plan<K> {
    let local = now.with_timezone(zone);
    let (today, time) = (local.date_naive(), local.time());
    let mut ready = Vec::new();
    let mut wakes = Vec::new();
    for row in rows {
        let (past, next) = around(row, zone, today, now);
        wakes.extend(next);
        let Some(latest) = past.filter(|occurrence| !sent(occurrence)) else { continue };
        match row.rules.quiet.filter(|quiet| quiet.holds(time)) {
            Some(quiet) => wakes.extend(quiet_end(zone, today, quiet, now)),
            None => ready.push(latest),
        }
    }
    ready.sort_by_key(|occurrence| occurrence.due_date);
    Plan { fire: grouped(ready, today, group), next_wake: wakes.into_iter().min() }
}

/// The latest past occurrence of a row, and the moment of its next one.
fn around<K: Clone, Z: TimeZone>(
    row: &Unpaid<'_, K>,
    zone: &Z,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> (Option<Occurrence<K>>, Option<DateTime<Utc>>) {
    let occurrence = |kind, on, at| Occurrence { key: row.key.clone(), kind, due_date: row.due_date, on, at };
    // What was put off replaces all that would have been said until then.
    let again = row.snoozed_until.map(|until| {
        let on = until.with_timezone(zone).date_naive();
        occurrence(Kind::Again(until), on, until)
    });
    let mut past = again.clone().filter(|again| again.at <= now);
    let mut next = again.map(|again| again.at).filter(|at| *at > now);
    for (kind, on) in days(row, today) {
        let Some(at) = instant(zone, on, row.rules.at) else { continue };
        if row.snoozed_until.is_some_and(|until| at <= until) {
            continue;
        }
        if at > now {
            next = next.or(Some(at));
            break;
        }
        past = Some(occurrence(kind, on, at));
    }
    (past, next)
}

/// The days on which a row wants to be spoken of that matter today, in order: its last past ones and its next ones.
fn days<K>(row: &Unpaid<'_, K>, today: NaiveDate) -> Vec<(Kind, NaiveDate)> {
    let Unpaid { due_date, payer, rules, .. } = row;
    let mut all: Vec<(Kind, NaiveDate)> = before(rules, *payer)
        .filter_map(|days| {
            let kind = if days == 0 { Kind::Due } else { Kind::Upcoming(days) };
            Some((kind, due_date.checked_sub_days(Days::new(u64::from(days)))?))
        })
        .collect();
    let grace_end = grace_end(*due_date, row.grace_days);
    let after = |date: NaiveDate| date.succ_opt();
    if *payer == Payer::Debit {
        // Asked first, and not called late on that day.
        all.extend(after(*due_date).map(|on| (Kind::DebitCheck, on)));
    }
    if rules.repeat_overdue {
        let failed_on = match payer {
            Payer::HandAfterDebit(on) => Some(*on),
            _ => None,
        };
        // Yesterday's is the latest before today's time of day; today's and tomorrow's may be the next.
        let candidates =
            [today.pred_opt(), Some(today), after(today), after(grace_end), failed_on.and_then(after)];
        all.extend(candidates.into_iter().flatten().filter_map(|on| {
            let late = u32::try_from((on - *due_date).num_days()).ok()?;
            if on > grace_end {
                Some((Kind::Overdue(late), on))
            } else {
                failed_on.filter(|failed| on > *failed && on > *due_date)?;
                Some((Kind::DebitFailed(late), on))
            }
        }));
    }
    if let Payer::HandAfterDebit(failed_on) = payer {
        // The user has just been here: what was to be said by then needs no saying.
        all.retain(|(_, on)| on > failed_on);
    }
    all.sort_by_key(|(_, on)| *on);
    all.dedup_by_key(|(_, on)| *on);
    all
}

/// How many days before its due day a row is spoken of.
fn before(rules: &Rules, payer: Payer) -> impl Iterator<Item = u16> + '_ {
    let covered = payer == Payer::Debit && !rules.when_debited;
    let last = rules.days_before.iter().copied().filter(|days| *days > 0).min();
    rules.days_before.iter().copied().filter(move |days| !covered || Some(*days) == last)
}

/// The end of the quiet span in which now lies. In a fold it may lie in the same span twice.
fn quiet_end<Z: TimeZone>(
    zone: &Z,
    today: NaiveDate,
    quiet: Quiet,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let days = [Some(today), today.succ_opt()].into_iter().flatten();
    days.flat_map(|day| instants(zone, day, quiet.until)).find(|end| *end > now)
}

fn grouped<K, G: PartialEq>(
    ready: Vec<Occurrence<K>>,
    today: NaiveDate,
    group: impl Fn(&Occurrence<K>) -> G,
) -> Vec<Fire<K>> {
    let (missed, on_time): (Vec<_>, Vec<_>) = ready.into_iter().partition(|occurrence| occurrence.on < today);
    let missed = together(missed, &group);
    let on_time = together(on_time, &group);
    let digest = |mut parts: Vec<Vec<Occurrence<K>>>| {
        parts.sort_by_key(|part| part.first().map(|occurrence| occurrence.due_date));
        Fire::Digest(parts.into_iter().flatten().collect())
    };
    if on_time.len() > MOST_AT_ONCE {
        return vec![digest(missed.into_iter().chain(on_time).collect())];
    }
    let mut fire: Vec<Fire<K>> = Vec::new();
    if missed.len() > 1 {
        fire.push(digest(missed));
    } else {
        fire.extend(missed.into_iter().map(Fire::Together));
    }
    fire.extend(on_time.into_iter().map(Fire::Together));
    fire
}

/// Puts together what is of one kind, due date and group, in the order of the first of each.
fn together<K, G: PartialEq>(
    ready: Vec<Occurrence<K>>,
    group: &impl Fn(&Occurrence<K>) -> G,
) -> Vec<Vec<Occurrence<K>>> {
    let mut parts: Vec<Vec<Occurrence<K>>> = Vec::new();
    for occurrence in ready {
        let fits = |part: &&mut Vec<Occurrence<K>>| {
            part.first().is_some_and(|first| {
                (first.kind, first.due_date) == (occurrence.kind, occurrence.due_date)
                    && group(first) == group(&occurrence)
            })
        };
        match parts.iter_mut().find(fits) {
            Some(part) => part.push(occurrence),
            None => parts.push(vec![occurrence]),
        }
    }
    parts
}

#[cfg(test)]
mod tests;
